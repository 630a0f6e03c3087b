/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The look of Markdown: what each parse leaves in the buffer, seen as the tags of its characters.
 */
#include "config.h"

#include <gtk/gtk.h>
#include <string.h>

#include "marbre-compat.h"
#include "marbre-highlighter.h"

typedef struct
{
  GtkTextBuffer *buffer;
  MarbreHighlighter *highlighter;
  MarbreBlocks *blocks;
} Fixture;

static void
parse (Fixture *fixture)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (fixture->buffer, &start, &end);
  text = gtk_text_buffer_get_text (fixture->buffer, &start, &end, TRUE);
  g_clear_pointer (&fixture->blocks, marbre_blocks_unref);
  fixture->blocks = marbre_blocks_parse (text, -1, "fr", NULL, NULL);
  marbre_highlighter_set_blocks (fixture->highlighter, fixture->blocks);
}

static void
set_up (Fixture *fixture, const char *text)
{
  GtkTextIter end;

  fixture->buffer = gtk_text_buffer_new (NULL);
  gtk_text_buffer_set_text (fixture->buffer, text, -1);
  gtk_text_buffer_get_end_iter (fixture->buffer, &end);
  gtk_text_buffer_place_cursor (fixture->buffer, &end);
  fixture->highlighter = marbre_highlighter_new (fixture->buffer, NULL, FALSE);
  fixture->blocks = NULL;
  parse (fixture);
}

static void
tear_down (Fixture *fixture)
{
  marbre_blocks_unref (fixture->blocks);
  g_assert_finalize_object (fixture->highlighter);
  g_assert_cmpint (gtk_text_tag_table_get_size (gtk_text_buffer_get_tag_table (fixture->buffer)),
                   ==, 0);
  g_object_unref (fixture->buffer);
}

/* Returns: whether a tag with that property set is on the first character of @word */
static gboolean
has (Fixture *fixture, const char *word, const char *property)
{
  GtkTextIter iter, end;
  g_autoptr (GSList) tags = NULL;

  gtk_text_buffer_get_start_iter (fixture->buffer, &iter);
  g_assert_true (gtk_text_iter_forward_search (&iter, word, 0, &iter, &end, NULL));
  tags = gtk_text_iter_get_tags (&iter);
  for (GSList *tag = tags; tag != NULL; tag = tag->next)
    {
      g_autofree char *name = g_strconcat (property, "-set", NULL);
      gboolean set;

      g_object_get (tag->data, name, &set, NULL);
      if (set)
        return TRUE;
    }
  return FALSE;
}

static void
place_caret (Fixture *fixture, const char *before)
{
  GtkTextIter iter, end;

  gtk_text_buffer_get_start_iter (fixture->buffer, &iter);
  g_assert_true (gtk_text_iter_forward_search (&iter, before, 0, &iter, &end, NULL));
  gtk_text_buffer_place_cursor (fixture->buffer, &iter);
}

static gboolean
is_folded (const GtkTextIter *iter)
{
  g_autoptr (GSList) tags = gtk_text_iter_get_tags (iter);

  for (GSList *tag = tags; tag != NULL; tag = tag->next)
    {
      double scale;

      g_object_get (tag->data, "scale", &scale, NULL);
      if (scale < 0.1)
        return TRUE;
    }
  return FALSE;
}

static char *
get_seen (Fixture *fixture)
{
  GString *seen = g_string_new (NULL);
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (fixture->buffer, &iter);
  for (; !gtk_text_iter_is_end (&iter); gtk_text_iter_forward_char (&iter))
    if (!is_folded (&iter))
      g_string_append_unichar (seen, gtk_text_iter_get_char (&iter));
  return marbre_string_steal (seen);
}

static void
assert_seen (Fixture *fixture, const char *expected)
{
  g_autofree char *seen = get_seen (fixture);

  g_assert_cmpstr (seen, ==, expected);
}

static void
test_styles (void)
{
  Fixture fixture;
  GtkTextIter iter, end;

  set_up (&fixture, "Été **gras** et *fin*\n\n## Titre\n\nPlain 2 * 3 * 4");
  g_assert_true (has (&fixture, "gras", "weight"));
  g_assert_true (has (&fixture, "fin", "style"));
  g_assert_true (has (&fixture, "Titre", "scale"));
  g_assert_true (has (&fixture, "## ", "foreground"));
  g_assert_false (has (&fixture, "Été", "weight"));
  g_assert_false (has (&fixture, "* 3", "foreground"));

  /* A mark that is taken away takes the look with it, and what is typed gets its own. */
  place_caret (&fixture, "## ");
  gtk_text_buffer_get_iter_at_mark (fixture.buffer, &iter,
                                    gtk_text_buffer_get_insert (fixture.buffer));
  end = iter;
  gtk_text_iter_forward_chars (&end, 3);
  gtk_text_buffer_delete (fixture.buffer, &iter, &end);
  gtk_text_buffer_insert (fixture.buffer, &iter, "Un `code` ", -1);
  parse (&fixture);
  g_assert_false (has (&fixture, "Titre", "scale"));
  g_assert_true (has (&fixture, "code", "family"));
  tear_down (&fixture);
}

/* Only what the parse says: a star in code is none. */
static void
test_same_parse (void)
{
  Fixture fixture;

  set_up (&fixture, "```\n# non\n*non*\n```\n\nun **deux\ntrois** fin");
  g_assert_true (has (&fixture, "# non", "family"));
  g_assert_false (has (&fixture, "non*", "style"));
  g_assert_true (has (&fixture, "deux", "weight"));
  g_assert_true (has (&fixture, "trois", "weight"));
  g_assert_false (has (&fixture, "fin", "weight"));
  tear_down (&fixture);
}

static void
test_fold (void)
{
  const char *text = "Lire [le site](https://a.fr) demain\n\n> [!box]\n> Texte\n\nfin";
  Fixture fixture;

  set_up (&fixture, text);
  assert_seen (&fixture, "Lire le site demain\n\n> \n> Texte\n\nfin");
  place_caret (&fixture, "site");
  assert_seen (&fixture, "Lire [le site](https://a.fr) demain\n\n> \n> Texte\n\nfin");
  place_caret (&fixture, "[!box]");
  assert_seen (&fixture, "Lire le site demain\n\n> [!box]\n> Texte\n\nfin");
  place_caret (&fixture, "demain");
  assert_seen (&fixture, "Lire le site demain\n\n> \n> Texte\n\nfin");
  /* At its edges, one is in it: else Backspace would delete what is not seen. */
  place_caret (&fixture, " demain");
  assert_seen (&fixture, "Lire [le site](https://a.fr) demain\n\n> \n> Texte\n\nfin");
  place_caret (&fixture, "fin");
  g_assert_false (marbre_highlighter_is_open (fixture.highlighter, 0));
  tear_down (&fixture);
}

static void
test_never_empty (void)
{
  Fixture fixture;

  set_up (&fixture, "[a\n](https://a.fr)\n\n[](https://b.fr)\n\nfin");
  assert_seen (&fixture, "a\n](https://a.fr)\n\n[](https://b.fr)\n\nfin");
  tear_down (&fixture);
}

/* A long text is styled while nothing else is to be done, and edits in between are no harm. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Fixture fixture;
  GtkTextIter start;

  for (guint i = 0; i < 3000; i++)
    g_string_append (text, "Un *mot* en passant.\n\n");
  g_string_append (text, "**fin**");
  set_up (&fixture, text->str);
  gtk_text_buffer_get_start_iter (fixture.buffer, &start);
  gtk_text_buffer_insert (fixture.buffer, &start, "# Titre\n\n", -1);
  g_assert_null (marbre_highlighter_get_blocks (fixture.highlighter));
  parse (&fixture);
  while (!has (&fixture, "fin", "weight"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (has (&fixture, "mot", "style"));
  tear_down (&fixture);
}

/* What others mark stays. */
static void
test_foreign_tags (void)
{
  Fixture fixture;
  GtkTextTag *tag;
  GtkTextIter start, end;

  set_up (&fixture, "Un mot *fin*.");
  tag = gtk_text_buffer_create_tag (fixture.buffer, NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);
  gtk_text_buffer_get_iter_at_offset (fixture.buffer, &start, 3);
  gtk_text_buffer_get_iter_at_offset (fixture.buffer, &end, 10);
  gtk_text_buffer_apply_tag (fixture.buffer, tag, &start, &end);
  gtk_text_buffer_get_end_iter (fixture.buffer, &end);
  gtk_text_buffer_insert (fixture.buffer, &end, " **gras**", -1);
  parse (&fixture);
  g_assert_true (has (&fixture, "mot", "underline"));
  g_assert_true (has (&fixture, "fin", "underline"));
  g_assert_true (has (&fixture, "gras", "weight"));
  gtk_text_tag_table_remove (gtk_text_buffer_get_tag_table (fixture.buffer), tag);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/editor/highlighter/styles", test_styles);
  g_test_add_func ("/editor/highlighter/same-parse", test_same_parse);
  g_test_add_func ("/editor/highlighter/fold", test_fold);
  g_test_add_func ("/editor/highlighter/never-empty", test_never_empty);
  g_test_add_func ("/editor/highlighter/long", test_long);
  g_test_add_func ("/editor/highlighter/foreign-tags", test_foreign_tags);
  return g_test_run ();
}
