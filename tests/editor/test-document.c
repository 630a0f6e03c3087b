/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The document: what counts as a change, what a snapshot holds, what an insertion does.
 */
#include "config.h"

#include <gtksourceview/gtksource.h>
#include <string.h>

#include "marbre-document.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static MarbreDocument *
document_with_body (const char *body)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();

  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  return marbre_document_new (story);
}

static char *
buffer_text (MarbreDocument *document)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (document));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
place_caret (MarbreDocument *document, int line, int column)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (document));
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line_offset (buffer, &iter, line, column);
  gtk_text_buffer_place_cursor (buffer, &iter);
}

static void
test_changes (void)
{
  g_autoptr (MarbreDocument) document = document_with_body ("Un.");
  MarbreStory *story = marbre_document_get_story (document);
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (document));
  g_autoptr (MarbreMedia) picture = marbre_media_new ("a.jpg", "alt", "", "");
  guint count = 0;

  g_signal_connect_swapped (document, "changed", G_CALLBACK (count_cb), &count);
  g_assert_cmpuint (marbre_document_get_generation (document), ==, 0);

  gtk_text_buffer_insert_at_cursor (buffer, "a", -1);
  g_assert_cmpuint (count, ==, 1);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_insert_at_cursor (buffer, "b", -1);
  gtk_text_buffer_insert_at_cursor (buffer, "c", -1);
  g_assert_cmpuint (count, ==, 1);
  gtk_text_buffer_end_user_action (buffer);
  g_assert_cmpuint (count, ==, 2);

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, "Titre");
  g_assert_cmpuint (count, ==, 3);
  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, "Titre");
  g_assert_cmpuint (count, ==, 3);
  marbre_story_add_tag (story, "eau");
  g_assert_cmpuint (count, ==, 4);
  marbre_story_set_lead_image (story, picture);
  g_assert_cmpuint (count, ==, 5);

  /* Not what the writer wrote, and reading the text is no change either. */
  marbre_story_set_state (story, MARBRE_STORY_PUBLISHED);
  marbre_story_set_url (story, "https://example.org/a");
  marbre_document_get_story (document);
  g_assert_cmpuint (count, ==, 5);
  g_assert_cmpuint (marbre_document_get_generation (document), ==, 5);
  g_assert_finalize_object (g_steal_pointer (&document));
}

static void
test_snapshot (void)
{
  g_autoptr (MarbreDocument) document = document_with_body ("Un.");
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (document));
  g_autoptr (MarbreStory) before = NULL, after = NULL;

  before = marbre_document_snapshot (document);
  gtk_text_buffer_insert_at_cursor (buffer, "Été : ", -1);
  after = marbre_document_snapshot (document);
  g_assert_cmpstr (marbre_story_get_text (before, MARBRE_FIELD_BODY), ==, "Un.");
  g_assert_cmpstr (marbre_story_get_text (after, MARBRE_FIELD_BODY), ==, "Été : Un.");
  g_assert_cmpstr (marbre_story_get_id (after), ==,
                   marbre_story_get_id (marbre_document_get_story (document)));
}

/* A body set in the story (a merge) reaches the buffer, as one change and one undo step. */
static void
test_body_from_outside (void)
{
  g_autoptr (MarbreDocument) document = document_with_body ("Un.");
  guint count = 0;
  g_autofree char *set = NULL, *undone = NULL;

  g_signal_connect_swapped (document, "changed", G_CALLBACK (count_cb), &count);
  marbre_story_set_text (marbre_document_get_story (document), MARBRE_FIELD_BODY, "Deux.");
  g_assert_cmpuint (count, ==, 1);
  set = buffer_text (document);
  g_assert_cmpstr (set, ==, "Deux.");
  gtk_text_buffer_undo (GTK_TEXT_BUFFER (marbre_document_get_buffer (document)));
  undone = buffer_text (document);
  g_assert_cmpstr (undone, ==, "Un.");
  g_assert_cmpstr (marbre_story_get_text (marbre_document_get_story (document), MARBRE_FIELD_BODY),
                   ==, "Un.");
}

static void
test_insert (void)
{
  static const struct
  {
    const char *body;
    int line, column;
    const char *result;
  } cases[] = {
    { "", 0, 0, "X" },
    { "Un deux.", 0, 3, "Un deux.\n\nX" },
    { "Un.\n\nDeux.", 0, 1, "Un.\n\nX\n\nDeux." },
    { "Un.\n\nDeux.", 1, 0, "Un.\n\nX\n\nDeux." },
    { "Un.\n\n\n\nDeux.", 2, 0, "Un.\n\nX\n\nDeux." },
    { "Un.\n", 1, 0, "Un.\n\nX" },
    { "- a\n- b\n- c\n\nFin.", 0, 2, "- a\n- b\n- c\n\nX\n\nFin." },
    { "```\na\n\nb\n```\n\nFin.", 1, 0, "```\na\n\nb\n```\n\nX\n\nFin." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MarbreDocument) document = document_with_body (cases[i].body);
      GtkTextBuffer *buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (document));
      GtkTextIter caret;
      g_autofree char *result = NULL, *undone = NULL;
      guint count = 0;

      g_signal_connect_swapped (document, "changed", G_CALLBACK (count_cb), &count);
      place_caret (document, cases[i].line, cases[i].column);
      marbre_document_insert_markdown (document, "X\n");
      result = buffer_text (document);
      g_assert_cmpstr (result, ==, cases[i].result);
      g_assert_cmpuint (count, ==, 1);
      gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
      gtk_text_iter_backward_char (&caret);
      g_assert_cmpuint (gtk_text_iter_get_char (&caret), ==, 'X');
      gtk_text_buffer_undo (buffer);
      undone = buffer_text (document);
      g_assert_cmpstr (undone, ==, cases[i].body);
      g_assert_false (gtk_text_buffer_get_can_undo (buffer));
    }
}

#define PARAGRAPH                                                                                  \
  "Some words of a long story, which goes on and on for a hundred thousand of them.\n\n"

/* A body of some 100,000 words with @inside in its middle; @line becomes the first line of that. */
static char *
long_body (const char *inside, int *line)
{
  GString *body = g_string_new (NULL);

  for (int i = 0; i < 7000; i++)
    {
      if (i == 3500)
        g_string_append (body, inside);
      g_string_append (body, PARAGRAPH);
    }
  *line = 7000;
  return g_string_free (body, FALSE);
}

/* In a long story nothing is parsed but what is around the caret; with the blocks that the page was
 * made of, nothing at all. */
static void
test_insert_is_quick (void)
{
  static const char *const insides[] = { "```\nint a;\n\nint b;\n```\n\n",
                                         "- a\n\n  b\n\n- c\n\n" };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (insides); i++)
    {
      gboolean parsed = i >= G_N_ELEMENTS (insides);
      const char *inside = insides[i % G_N_ELEMENTS (insides)];
      int line;
      g_autofree char *body = long_body (inside, &line);
      g_autofree char *wanted = g_strconcat (inside, "X\n\n" PARAGRAPH, NULL);
      g_autofree char *result = NULL;
      g_autoptr (MarbreDocument) document = document_with_body (body);
      gint64 before = g_get_monotonic_time ();
      g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (body, -1, "fr", NULL, NULL);
      gint64 whole = g_get_monotonic_time () - before;
      gint64 took;

      if (parsed)
        marbre_document_set_blocks (document, blocks);
      place_caret (document, line, 1);
      before = g_get_monotonic_time ();
      marbre_document_insert_markdown (document, "X");
      took = g_get_monotonic_time () - before;
      result = buffer_text (document);
      g_assert_nonnull (strstr (result, wanted));
      g_assert_null (marbre_document_get_blocks (document));
      g_test_message ("%.1f ms, a whole parse %.1f ms", (double) took / 1e3, (double) whole / 1e3);
      g_assert_cmpint (took, <, whole / 3);
    }
}

/* Where the lines of a text begin, as Markdown tells them apart. */
static GArray *
find_lines (const char *text)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize start = 0;

  g_array_append_val (starts, start);
  for (gsize i = 0; text[i] != '\0'; i++)
    {
      if (text[i] != '\n' && (text[i] != '\r' || text[i + 1] == '\n'))
        continue;
      start = i + 1;
      g_array_append_val (starts, start);
    }
  return starts;
}

/* What @edit makes of @text. */
static char *
apply (const char *text, const MarbreDocumentEdit *edit)
{
  g_autoptr (GArray) lines = find_lines (text);
  GString *result = g_string_new (text);
  guint end = lines->len - edit->kept_after;
  gsize from, to;

  g_assert_cmpuint (edit->kept_before + edit->kept_after, <=, lines->len);
  from = edit->kept_before < lines->len ? g_array_index (lines, gsize, edit->kept_before)
                                        : result->len;
  to = end < lines->len ? g_array_index (lines, gsize, end) : result->len;
  g_string_erase (result, (gssize) from, (gssize) (to - from));
  g_string_insert (result, (gssize) from, edit->text);
  return g_string_free (result, FALSE);
}

/* Not between CR and LF: no caret gets there. */
static void
leave_line_end (GtkTextIter *iter)
{
  GtkTextIter before = *iter;

  if (gtk_text_iter_backward_char (&before) && gtk_text_iter_get_char (&before) == '\r')
    *iter = before;
}

static void
edit_at_random (GtkTextBuffer *buffer)
{
  static const char *const pieces[] = { "a", "é", "\n", "\n\n", "x\ny", "\r\n", "deux mots" };
  GtkTextIter start, end;
  int n = gtk_text_buffer_get_char_count (buffer);
  int from = g_test_rand_int_range (0, n + 1);
  int gone = g_test_rand_int_range (0, 3) == 0 ? g_test_rand_int_range (0, 8) : 0;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, from);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, MIN (from + gone, n));
  leave_line_end (&start);
  leave_line_end (&end);
  if (gone > 0)
    gtk_text_buffer_delete (buffer, &start, &end);
  else
    gtk_text_buffer_insert (buffer, &start,
                            pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))], -1);
}

/* However many edits come together, what is said of them leads from the text before to the one
 * after. */
static void
test_edits (void)
{
  g_autoptr (MarbreDocument) document = document_with_body ("Un.\n\nDeux.\r\nTrois.\n");
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (document));
  g_auto (MarbreDocumentEdit) first = { 0 };

  marbre_document_take_edit (document, &first);
  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *before = buffer_text (document);
      g_autofree char *after = NULL;
      g_autofree char *wanted = NULL;
      g_auto (MarbreDocumentEdit) edit = { 0 };

      for (int n = g_test_rand_int_range (1, 4); n > 0; n--)
        edit_at_random (buffer);
      after = buffer_text (document);
      marbre_document_take_edit (document, &edit);
      if (!edit.body)
        {
          g_assert_cmpstr (before, ==, after);
          continue;
        }
      wanted = apply (before, &edit);
      g_assert_cmpstr (wanted, ==, after);
    }
}

static void
test_edit_is_small (void)
{
  g_autoptr (MarbreDocument) document = document_with_body ("Un.\n\nDeux.\n\nTrois.");
  MarbreStory *story = marbre_document_get_story (document);
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (document));
  g_auto (MarbreDocumentEdit) edit = { 0 };

  marbre_document_take_edit (document, &edit);
  marbre_document_edit_clear (&edit);
  place_caret (document, 2, 4);
  gtk_text_buffer_insert_at_cursor (buffer, "x", -1);
  gtk_text_buffer_insert_at_cursor (buffer, "\ny", -1);
  marbre_document_take_edit (document, &edit);
  g_assert_true (edit.body);
  g_assert_false (edit.fields);
  g_assert_cmpuint (edit.kept_before, ==, 2);
  g_assert_cmpuint (edit.kept_after, ==, 2);
  g_assert_cmpstr (edit.text, ==, "Deuxx\ny.\n");
  marbre_document_edit_clear (&edit);

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, "Titre");
  marbre_document_take_edit (document, &edit);
  g_assert_true (edit.fields);
  g_assert_false (edit.body);
  g_assert_null (edit.text);
  marbre_document_take_edit (document, &edit);
  g_assert_false (edit.fields || edit.body);
}

/* The buffer ends lines at these signs, Markdown does not. */
static void
test_other_line_ends (void)
{
  static const char *const texts[] = { "a\u2029b", "a\rb", "a\r" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (MarbreDocument) document = document_with_body ("Un.");
      GtkTextBuffer *buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (document));
      g_auto (MarbreDocumentEdit) edit = { 0 };

      marbre_document_take_edit (document, &edit);
      marbre_document_edit_clear (&edit);
      gtk_text_buffer_insert_at_cursor (buffer, texts[i], -1);
      marbre_document_take_edit (document, &edit);
      g_assert_true (edit.body);
      g_assert_null (edit.text);
    }
}

static void
test_read_only (void)
{
  g_autoptr (MarbreDocument) document = document_with_body ("Un.");
  guint count = 0;

  g_signal_connect_swapped (document, "notify::read-only", G_CALLBACK (count_cb), &count);
  g_assert_false (marbre_document_get_read_only (document));
  marbre_document_set_read_only (document, TRUE);
  marbre_document_set_read_only (document, TRUE);
  g_assert_true (marbre_document_get_read_only (document));
  g_assert_cmpuint (count, ==, 1);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/editor/document/changes", test_changes);
  g_test_add_func ("/editor/document/snapshot", test_snapshot);
  g_test_add_func ("/editor/document/body-from-outside", test_body_from_outside);
  g_test_add_func ("/editor/document/insert", test_insert);
  g_test_add_func ("/editor/document/insert-is-quick", test_insert_is_quick);
  g_test_add_func ("/editor/document/edits", test_edits);
  g_test_add_func ("/editor/document/edit-is-small", test_edit_is_small);
  g_test_add_func ("/editor/document/other-line-ends", test_other_line_ends);
  g_test_add_func ("/editor/document/read-only", test_read_only);
  return g_test_run ();
}
