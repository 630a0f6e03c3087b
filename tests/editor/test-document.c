/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The document: what counts as a change, what a snapshot holds, what an insertion does.
 */
#include "config.h"

#include <gtksourceview/gtksource.h>

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
  g_test_add_func ("/editor/document/read-only", test_read_only);
  return g_test_run ();
}
