/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Corrections of findings: in the body by one undo step, beside it with a way back, and nowhere if
 * the text has changed since.
 */
#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "marbre-correction.h"

typedef struct
{
  GtkWidget *editor; /* (owned) */
  MarbreDocument *document;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const tags[] = { "port", "inondation", NULL };
  g_autoptr (MarbreStory) story = marbre_story_new_with_id ("one");

  marbre_story_set_text (story, MARBRE_FIELD_BODY, "Le le port et la la mer.");
  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, "en");
  marbre_story_set_tags (story, tags);
  fixture->document = marbre_document_new (story);
  fixture->editor = g_object_ref_sink (marbre_editor_new ());
  marbre_editor_set_document (MARBRE_EDITOR (fixture->editor), fixture->document);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->editor);
  g_clear_object (&fixture->document);
}

static MarbreCheck *
new_check (MarbreCheckPlace place,
           MarbreField field,
           gsize start,
           const char *found,
           const char *replacement)
{
  MarbreCheck *check = g_new0 (MarbreCheck, 1);

  check->id = g_strdup ("x");
  check->message = g_strdup ("x");
  check->place = place;
  check->field = field;
  check->start = start;
  check->length = place == MARBRE_CHECK_PLACE_TEXT ? strlen (found) : 0;
  check->found = g_strdup (found);
  check->replacement = g_strdup (replacement);
  return check;
}

static MarbreStory *
apply (Fixture *fixture, MarbreCheck *first, MarbreCheck *second)
{
  g_autoptr (GPtrArray) checks =
      g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_check_free);

  g_ptr_array_add (checks, first);
  if (second != NULL)
    g_ptr_array_add (checks, second);
  return marbre_correction_apply (MARBRE_EDITOR (fixture->editor), fixture->document, checks);
}

static const char *
text_of (Fixture *fixture, MarbreField field)
{
  return marbre_story_get_text (marbre_document_get_story (fixture->document), field);
}

static void
test_body (Fixture *fixture, gconstpointer data)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (fixture->document));
  g_autoptr (MarbreStory) before = apply (
      fixture, new_check (MARBRE_CHECK_PLACE_TEXT, MARBRE_FIELD_BODY, 0, "Le le", "Le"),
      new_check (MARBRE_CHECK_PLACE_TEXT, MARBRE_FIELD_BODY, 14, "la la", "la"));

  g_assert_null (before);
  g_assert_cmpstr (text_of (fixture, MARBRE_FIELD_BODY), ==, "Le port et la mer.");
  gtk_text_buffer_undo (buffer);
  g_assert_cmpstr (text_of (fixture, MARBRE_FIELD_BODY), ==, "Le le port et la la mer.");
}

/* What was found is not there any more, or the finding is of another text altogether. */
static void
test_changed_since (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) before = apply (
      fixture, new_check (MARBRE_CHECK_PLACE_TEXT, MARBRE_FIELD_BODY, 1, "Le le", "Le"),
      new_check (MARBRE_CHECK_PLACE_TEXT, MARBRE_FIELD_BODY, 900, "la la", "la"));

  g_assert_null (before);
  g_assert_cmpstr (text_of (fixture, MARBRE_FIELD_BODY), ==, "Le le port et la la mer.");
}

static void
test_taken_back (Fixture *fixture, gconstpointer data)
{
  MarbreStory *story = marbre_document_get_story (fixture->document);
  g_autoptr (MarbreStory) before = apply (
      fixture, new_check (MARBRE_CHECK_PLACE_TAGS, MARBRE_FIELD_HEADLINE, 0, "inondation", "crue"),
      new_check (MARBRE_CHECK_PLACE_TEXT, MARBRE_FIELD_LANGUAGE, 0, "en", "fr"));
  g_autoptr (MarbreStory) after = marbre_document_snapshot (fixture->document);

  g_assert_nonnull (before);
  g_assert_cmpstr (marbre_story_get_tags (story)[1], ==, "crue");
  g_assert_cmpstr (text_of (fixture, MARBRE_FIELD_LANGUAGE), ==, "fr");
  g_assert_true (marbre_correction_take_back (fixture->document, before, after));
  g_assert_cmpstr (marbre_story_get_tags (story)[1], ==, "inondation");
  g_assert_cmpstr (text_of (fixture, MARBRE_FIELD_LANGUAGE), ==, "en");
}

/* Somebody has gone on since: what he wrote stays, and what is left as it was goes back. */
static void
test_not_taken_back (Fixture *fixture, gconstpointer data)
{
  MarbreStory *story = marbre_document_get_story (fixture->document);
  g_autoptr (MarbreStory) before = apply (
      fixture, new_check (MARBRE_CHECK_PLACE_TAGS, MARBRE_FIELD_HEADLINE, 0, "inondation", "crue"),
      new_check (MARBRE_CHECK_PLACE_TEXT, MARBRE_FIELD_LANGUAGE, 0, "en", "fr"));
  g_autoptr (MarbreStory) after = marbre_document_snapshot (fixture->document);
  g_autoptr (MarbreStory) other = marbre_story_new_with_id ("two");
  g_autoptr (MarbreDocument) document = marbre_document_new (other);

  g_assert_false (marbre_correction_take_back (document, before, after));
  marbre_story_add_tag (story, "mer");
  g_assert_false (marbre_correction_take_back (fixture->document, before, after));
  g_assert_cmpstr (marbre_story_get_tags (story)[1], ==, "crue");
  g_assert_cmpstr (marbre_story_get_tags (story)[2], ==, "mer");
  g_assert_cmpstr (text_of (fixture, MARBRE_FIELD_LANGUAGE), ==, "en");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, func) g_test_add ("/app/correction/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("body", test_body);
  ADD ("changed-since", test_changed_since);
  ADD ("taken-back", test_taken_back);
  ADD ("not-taken-back", test_not_taken_back);
#undef ADD
  return g_test_run ();
}
