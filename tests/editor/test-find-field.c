/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Many replacements in a text, one step in one history, and one step in several of them.
 */
#include <gtk/gtk.h>

#include "marbre-find-field.h"
#include "marbre-find-undo.h"

static MarbreFindField *
make_field (const char *text)
{
  GtkWidget *view = g_object_ref_sink (gtk_text_view_new ());
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  MarbreFindField *field;

  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_set_enable_undo (buffer, TRUE);
  field = marbre_find_field_new (GTK_TEXT_VIEW (view));
  g_object_set_data_full (G_OBJECT (field), "view", view, g_object_unref);
  return field;
}

static GtkTextBuffer *
buffer_of (MarbreFindField *field)
{
  return gtk_text_view_get_buffer (marbre_find_field_get_view (field));
}

static void
assert_text (MarbreFindField *field, const char *expected)
{
  g_autofree char *text = marbre_find_field_dup_text (field);

  g_assert_cmpstr (text, ==, expected);
}

/* Replaces each “é” of a text. */
static GArray *
make_edits (const char *text, const char *with)
{
  GArray *edits = marbre_find_edits_new ();
  guint offset = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p), offset++)
    if (g_utf8_get_char (p) == 0xE9)
      {
        MarbreFindEdit edit = { offset, offset + 1, g_strdup (with) };

        g_array_append_val (edits, edit);
      }
  return edits;
}

static char *
replaced (const char *text, const char *with)
{
  g_auto (GStrv) parts = g_strsplit (text, "é", -1);

  return g_strjoinv (with, parts);
}

static void
test_many (void)
{
  static const guint counts[] = { 1, 2, 11, 12, 13, 1234 };
  static const char *const withs[] = { "", "e", "œuf" };

  for (guint i = 0; i < G_N_ELEMENTS (counts) * G_N_ELEMENTS (withs); i++)
    {
      const char *with = withs[i % G_N_ELEMENTS (withs)];
      g_autoptr (GString) text = g_string_new ("à ");
      g_autoptr (MarbreFindField) field = NULL;
      g_autoptr (GArray) edits = NULL;
      g_autofree char *expected = NULL;

      for (guint j = 0; j < counts[i / G_N_ELEMENTS (withs)]; j++)
        g_string_append (text, j % 3 ? "é, mot\n" : "éé");
      field = make_field (text->str);
      edits = make_edits (text->str, with);
      expected = replaced (text->str, with);
      g_assert_true (marbre_find_field_apply (field, edits));
      assert_text (field, expected);
      gtk_text_buffer_undo (buffer_of (field));
      assert_text (field, text->str);
      g_assert_false (gtk_text_buffer_get_can_undo (buffer_of (field)));
    }
}

/* The caret stays in its word, also where that is replaced along with others. */
static void
test_caret (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (MarbreFindField) field = NULL;
  g_autoptr (GArray) edits = NULL;
  MarbreFindPlace place;

  for (guint i = 0; i < 30; i++)
    g_string_append (text, "é mot ");
  field = make_field (text->str);
  edits = make_edits (text->str, "œuf");
  place.start = 15 * 6 + 3;
  place.end = place.start + 1;
  marbre_find_field_select (field, place);
  g_assert_true (marbre_find_field_apply (field, edits));
  place = marbre_find_field_get_selection (field);
  g_assert_cmpuint (place.start, ==, 15 * 8 + 5);
  g_assert_cmpuint (place.end, ==, 15 * 8 + 6);
}

static void
refuse_cb (GtkTextBuffer *buffer, GtkTextIter *place, const char *text, int length, gpointer data)
{
  if (length > 3)
    g_signal_stop_emission_by_name (buffer, "insert-text");
}

/* A field that takes no more has what it had. */
static void
test_refused (void)
{
  g_autoptr (MarbreFindField) field = make_field ("a é b é");
  g_autoptr (GArray) edits = make_edits ("a é b é", "long");

  g_signal_connect (buffer_of (field), "insert-text", G_CALLBACK (refuse_cb), NULL);
  g_assert_false (marbre_find_field_apply (field, edits));
  assert_text (field, "a é b é");
}

static void
replace_in (MarbreFindUndo *undo, MarbreFindField *field, const char *with)
{
  g_autofree char *text = marbre_find_field_dup_text (field);
  g_autoptr (GArray) edits = make_edits (text, with);

  marbre_find_undo_apply (undo, field, edits);
}

static void
test_joint_undo (void)
{
  g_autoptr (MarbreFindField) one = make_field ("é"), two = make_field ("a é"),
                              three = make_field ("é é");
  g_autoptr (MarbreFindUndo) undo = marbre_find_undo_new ();
  g_autoptr (MarbreFindUndo) later = marbre_find_undo_new ();

  replace_in (undo, one, "xé");
  replace_in (undo, two, "xé");
  replace_in (undo, three, "xé");
  g_assert_cmpuint (marbre_find_undo_count (undo), ==, 3);
  replace_in (later, one, "y");
  replace_in (later, two, "y");
  assert_text (one, "xy");
  /* The later step first, and only that. */
  gtk_text_buffer_undo (buffer_of (two));
  assert_text (one, "xé");
  assert_text (two, "a xé");
  assert_text (three, "xé xé");
  gtk_text_buffer_undo (buffer_of (one));
  assert_text (one, "é");
  assert_text (two, "a é");
  assert_text (three, "é é");
  gtk_text_buffer_redo (buffer_of (three));
  assert_text (one, "xé");
  assert_text (two, "a xé");
  assert_text (three, "xé xé");
  /* What was written since stays. */
  gtk_text_buffer_insert_at_cursor (buffer_of (two), "!", -1);
  gtk_text_buffer_undo (buffer_of (one));
  assert_text (one, "é");
  assert_text (three, "é é");
  {
    g_autofree char *text = marbre_find_field_dup_text (two);

    g_assert_nonnull (g_strstr_len (text, -1, "!"));
    g_assert_nonnull (g_strstr_len (text, -1, "x"));
  }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/editor/find-field/many", test_many);
  g_test_add_func ("/editor/find-field/caret", test_caret);
  g_test_add_func ("/editor/find-field/refused", test_refused);
  g_test_add_func ("/editor/find-field/joint-undo", test_joint_undo);
  return g_test_run ();
}
