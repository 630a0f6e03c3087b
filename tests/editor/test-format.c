/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The link at the caret: found, written, and taken back in one step.
 */
#include "config.h"

#include <gtk/gtk.h>

#include "marbre-format-link.h"

/* A buffer whose caret stands at the "|" of @text, which is not part of it. */
static GtkTextBuffer *
buffer_of (const char *text)
{
  GtkTextBuffer *buffer = gtk_text_buffer_new (NULL);
  GtkTextIter start, end;

  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  g_assert_true (gtk_text_iter_forward_search (&start, "|", 0, &start, &end, NULL));
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_buffer_set_enable_undo (buffer, TRUE);
  return buffer;
}

static char *
dup_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
assert_link (const char *before, const char *text, const char *url, const char *new_text,
             const char *new_url, const char *after)
{
  g_autoptr (GtkTextBuffer) buffer = buffer_of (before);
  g_autofree char *source = dup_text (buffer);
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (source, -1, "fr", NULL, NULL);
  g_auto (MarbreFormatLink) link = { 0 };
  g_autofree char *written = NULL;
  g_autofree char *undone = NULL;

  marbre_format_link_find (buffer, blocks, &link);
  g_assert_cmpstr (link.text, ==, text);
  g_assert_cmpstr (link.url, ==, url);
  g_assert_true (marbre_format_link_write (buffer, &link, new_text, new_url));
  written = dup_text (buffer);
  g_assert_cmpstr (written, ==, after);
  gtk_text_buffer_undo (buffer);
  undone = dup_text (buffer);
  g_assert_cmpstr (undone, ==, source);
}

static void
test_link (void)
{
  assert_link ("Voir ic|i.", "ici", "", "là", "https://a.fr", "Voir [là](https://a.fr).");
  assert_link ("Voir |", "", "", "là", "/articles/b", "Voir [là](/articles/b)");
  assert_link ("Lire [le *si|te*](https://a.fr \"Titre\") !", "le *site*", "https://a.fr",
               "le *site*", "https://b.fr", "Lire [le *site*](https://b.fr \"Titre\") !");
  assert_link ("[a](<https://a.fr/x y>)| b", "a", "https://a.fr/x y", "a",
               "https://fr.wikipedia.org/wiki/Marbre_(imprimerie)",
               "[a](<https://fr.wikipedia.org/wiki/Marbre_(imprimerie)>) b");
  assert_link ("é |[b](c)", "b", "c", "b", "https://a.fr/u v", "é [b](https://a.fr/u%20v)");
}

/* An address that is selected is where the link leads. */
static void
test_selected_address (void)
{
  g_autoptr (GtkTextBuffer) buffer = buffer_of ("|https://example.org/a");
  g_auto (MarbreFormatLink) link = { 0 };
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_select_range (buffer, &start, &end);
  marbre_format_link_find (buffer, NULL, &link);
  g_assert_cmpstr (link.text, ==, "");
  g_assert_cmpstr (link.url, ==, "https://example.org/a");
}

/* Somebody else has written there meanwhile. */
static void
test_changed (void)
{
  g_autoptr (GtkTextBuffer) buffer = buffer_of ("Voir ic|i.");
  g_auto (MarbreFormatLink) link = { 0 };
  g_autofree char *text = NULL;

  marbre_format_link_find (buffer, NULL, &link);
  gtk_text_buffer_set_text (buffer, "Autre chose.", -1);
  g_assert_false (marbre_format_link_write (buffer, &link, "a", "https://a.fr"));
  text = dup_text (buffer);
  g_assert_cmpstr (text, ==, "Autre chose.");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/editor/format/link", test_link);
  g_test_add_func ("/editor/format/selected-address", test_selected_address);
  g_test_add_func ("/editor/format/changed", test_changed);
  return g_test_run ();
}
