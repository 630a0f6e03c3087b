/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The desk against a real archive: the story that is put away is saved first, the last of two
 * stories asked for is the one that comes, a text that somebody else wrote is not written over, and
 * the desk may go while something is under way.
 */
#include "config.h"

#include <string.h>

#include <adwaita.h>

#include "marbre-desk.h"
#include "scene.h"

typedef struct
{
  Scene scene;
  GtkWidget *window; /* (owned by GTK) */
  MarbreEditor *editor;
  MarbreReader *reader;
  MarbreDesk *desk;
  int overtaken; /* −1: not told; else whether the site's text was kept apart */
} Fixture;

static void
overtaken_cb (Fixture *fixture, gboolean kept_apart)
{
  fixture->overtaken = kept_apart;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  MarbreSidebar *sidebar;

  scene_set_up (&fixture->scene);
  fixture->overtaken = -1;
  fixture->editor = MARBRE_EDITOR (marbre_editor_new ());
  fixture->reader = MARBRE_READER (marbre_reader_new (fixture->scene.archive));
  sidebar = MARBRE_SIDEBAR (marbre_sidebar_new (fixture->scene.archive));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->editor));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->reader));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (sidebar));
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->desk =
      marbre_desk_new (fixture->scene.archive, fixture->editor, fixture->reader, sidebar);
  g_signal_connect_swapped (fixture->desk, "overtaken", G_CALLBACK (overtaken_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->desk);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  scene_tear_down (&fixture->scene);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
open_story (Fixture *fixture, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  marbre_desk_open_async (fixture->desk, id, NULL, result_cb, &result);
  scene_wait_until (result != NULL);
  marbre_desk_open_finish (fixture->desk, result, &error);
  g_assert_no_error (error);
}

static MarbreStory *
on_desk (Fixture *fixture)
{
  return marbre_document_get_story (marbre_desk_get_document (fixture->desk));
}

/* The body as it is in the window now. */
static char *
body_on_desk (Fixture *fixture)
{
  g_autoptr (MarbreStory) story =
      marbre_document_snapshot (marbre_desk_get_document (fixture->desk));

  return g_strdup (marbre_story_get_text (story, MARBRE_FIELD_BODY));
}

static void
flush (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  marbre_desk_flush_async (fixture->desk, NULL, result_cb, &result);
  scene_wait_until (result != NULL);
  marbre_desk_flush_finish (fixture->desk, result, &error);
  g_assert_no_error (error);
}

static void
test_put_away_is_saved (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = scene_add_story (&fixture->scene, "Premier", "Un.", MARBRE_STORY_DRAFT);
  g_autofree char *second =
      scene_add_story (&fixture->scene, "Second", "Deux.", MARBRE_STORY_DRAFT);
  g_autoptr (MarbreStory) stored = NULL;

  open_story (fixture, first);
  marbre_story_set_text (on_desk (fixture), MARBRE_FIELD_HEADLINE, "Premier, corrigé");
  open_story (fixture, second);
  g_assert_cmpstr (marbre_story_get_id (on_desk (fixture)), ==, second);
  stored = scene_load_story (&fixture->scene, first);
  g_assert_cmpstr (marbre_story_get_text (stored, MARBRE_FIELD_HEADLINE), ==, "Premier, corrigé");
}

static void
test_last_asked_for_comes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = scene_add_story (&fixture->scene, "Premier", "Un.", MARBRE_STORY_DRAFT);
  g_autofree char *second =
      scene_add_story (&fixture->scene, "Second", "Deux.", MARBRE_STORY_DRAFT);
  g_autoptr (GAsyncResult) early = NULL;
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GError) error = NULL;

  marbre_desk_open_async (fixture->desk, first, NULL, result_cb, &early);
  marbre_desk_open_async (fixture->desk, second, NULL, result_cb, &late);
  scene_wait_until (early != NULL && late != NULL);
  g_assert_false (marbre_desk_open_finish (fixture->desk, early, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (marbre_desk_open_finish (fixture->desk, late, NULL));
  g_assert_cmpstr (marbre_story_get_id (on_desk (fixture)), ==, second);
}

static void
test_missing_story_leaves_the_desk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = scene_add_story (&fixture->scene, "Premier", "Un.", MARBRE_STORY_DRAFT);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  open_story (fixture, id);
  marbre_desk_open_async (fixture->desk, "no-such-story", NULL, result_cb, &result);
  scene_wait_until (result != NULL);
  g_assert_false (marbre_desk_open_finish (fixture->desk, result, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND);
  g_assert_cmpstr (marbre_story_get_id (on_desk (fixture)), ==, id);
}

static void
test_read_also (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreSite) house = marbre_site_new (
      "house", "Le Marbre", MARBRE_SITE_EMBEDDED, "http://127.0.0.1:8123", "", "");
  g_autofree char *id = scene_add_story (&fixture->scene, "Titre", "Un.", MARBRE_STORY_DRAFT);
  g_autofree char *body = NULL;

  open_story (fixture, id);
  marbre_desk_set_site (fixture->desk, house);
  marbre_desk_insert_read_also (fixture->desk, "Le [port] rouvre", "https://exemple.org/a (1)");
  body = body_on_desk (fixture);
  g_assert_true (g_str_has_prefix (body, "Un.\n\n> [!read-also]\n> ["));
  g_assert_nonnull (strstr (body, "https://exemple.org/a"));

  /* The house's own port may be another tomorrow. */
  marbre_desk_insert_read_also (fixture->desk, "Ici", "http://127.0.0.1:8123/2026/ici");
  g_free (body);
  body = body_on_desk (fixture);
  g_assert_nonnull (strstr (body, "> [!read-also]\n> [Ici](/2026/ici)"));
}

/* A click in the lead picture of the page goes to what is written about it. */
static void
test_lead (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint offset;
    MarbreLeadText text;
    int caret;
  } clicks[] = {
    { 0, MARBRE_LEAD_ALT, 0 },      { 3, MARBRE_LEAD_CAPTION, 2 },  { 11, MARBRE_LEAD_CAPTION, 10 },
    { 14, MARBRE_LEAD_CREDIT, 0 },  { 24, MARBRE_LEAD_CREDIT, 3 },
  };
  g_autoptr (MarbreMedia) media = marbre_media_new ("media/a.jpg", "Un quai", "😀 du quai.", "AFP");
  g_autofree char *id = scene_add_story (&fixture->scene, "Titre", "Un.", MARBRE_STORY_DRAFT);

  open_story (fixture, id);
  marbre_story_set_text (on_desk (fixture), MARBRE_FIELD_LANGUAGE, "fr");
  marbre_story_set_lead_image (on_desk (fixture), media);
  scene_wait_until (marbre_desk_get_blocks (fixture->desk) != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (clicks); i++)
    {
      GtkTextView *view = marbre_editor_get_lead_view (fixture->editor, clicks[i].text);
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
      GtkTextIter caret;

      g_signal_emit_by_name (marbre_reader_get_preview (fixture->reader), "field-activated", "lead",
                             clicks[i].offset, FALSE);
      g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == GTK_WIDGET (view));
      gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
      g_assert_cmpint (gtk_text_iter_get_offset (&caret), ==, clicks[i].caret);
    }
}

static void
test_rendered_is_measured (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = scene_add_story (&fixture->scene, "Titre", "Il pleut.", MARBRE_STORY_DRAFT);

  open_story (fixture, id);
  scene_wait_until (marbre_desk_get_blocks (fixture->desk) != NULL);
  g_assert_cmpuint (marbre_desk_get_measure (fixture->desk)->signs, ==, 9);
  g_assert_cmpuint (marbre_desk_get_measure (fixture->desk)->words, ==, 2);
}

/* However much was written in the story before, the next one is rendered. */
static void
test_next_story_is_rendered (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = scene_add_story (&fixture->scene, "Premier", "Un.", MARBRE_STORY_DRAFT);
  g_autofree char *second =
      scene_add_story (&fixture->scene, "Second", "Deux mots.", MARBRE_STORY_DRAFT);

  open_story (fixture, first);
  for (int i = 0; i < 5; i++)
    marbre_document_insert_markdown (marbre_desk_get_document (fixture->desk), "Encore.");
  scene_wait_until (marbre_desk_get_measure (fixture->desk)->words == 6);
  open_story (fixture, second);
  scene_wait_until (marbre_desk_get_blocks (fixture->desk) != NULL);
  g_assert_cmpuint (marbre_desk_get_measure (fixture->desk)->words, ==, 2);
}

static void
write_elsewhere (Fixture *fixture, const char *id, const char *body)
{
  g_autoptr (MarbreStory) story = scene_load_story (&fixture->scene, id);
  g_autoptr (GError) error = NULL;

  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  marbre_archive_save_story_sync (fixture->scene.archive, story, MARBRE_SAVE_NONE, NULL, &error);
  g_assert_no_error (error);
}

static void
test_newer_text_is_shown (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = scene_add_story (&fixture->scene, "Titre", "Ancien.", MARBRE_STORY_DRAFT);
  g_autofree char *body = NULL;

  open_story (fixture, id);
  write_elsewhere (fixture, id, "Nouveau.");
  scene_wait_until (fixture->overtaken != -1);
  g_assert_false (fixture->overtaken);
  body = body_on_desk (fixture);
  g_assert_cmpstr (body, ==, "Nouveau.");
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GPtrArray **) user_data =
      marbre_archive_list_finish (MARBRE_ARCHIVE (source), result, NULL);
}

static guint
count_drafts (Fixture *fixture)
{
  const MarbreQuery drafts = { .states = MARBRE_STORY_STATE_BIT (MARBRE_STORY_DRAFT), .limit = 9 };
  g_autoptr (GPtrArray) rows = NULL;

  marbre_archive_list_async (fixture->scene.archive, &drafts, NULL, listed_cb, &rows);
  scene_wait_until (rows != NULL);
  return rows->len;
}

static void
test_newer_text_beside_unsaved_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = scene_add_story (&fixture->scene, "Titre", "Ancien.", MARBRE_STORY_DRAFT);
  g_autoptr (MarbreStory) stored = NULL;

  open_story (fixture, id);
  write_elsewhere (fixture, id, "Nouveau.");
  marbre_story_set_text (on_desk (fixture), MARBRE_FIELD_HEADLINE, "Titre en cours");
  scene_wait_until (fixture->overtaken != -1);
  g_assert_true (fixture->overtaken);
  flush (fixture);
  g_assert_cmpuint (count_drafts (fixture), ==, 2);
  stored = scene_load_story (&fixture->scene, id);
  g_assert_cmpstr (marbre_story_get_text (stored, MARBRE_FIELD_HEADLINE), ==, "Titre en cours");
  g_assert_cmpstr (marbre_story_get_text (stored, MARBRE_FIELD_BODY), ==, "Ancien.");
}

static void
test_own_saves_do_not_overtake (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = scene_add_story (&fixture->scene, "Titre", "Un.", MARBRE_STORY_DRAFT);

  open_story (fixture, id);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *headline = g_strdup_printf ("Titre %d", i);

      marbre_story_set_text (on_desk (fixture), MARBRE_FIELD_HEADLINE, headline);
      flush (fixture);
      marbre_story_set_text (on_desk (fixture), MARBRE_FIELD_KICKER, headline);
    }
  flush (fixture);
  /* Two questions to the same reader: what the saves caused was answered before these. */
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  g_assert_cmpint (fixture->overtaken, ==, -1);
  g_assert_cmpstr (marbre_story_get_text (on_desk (fixture), MARBRE_FIELD_KICKER), ==, "Titre 4");
}

static void
test_gone_while_opening (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = scene_add_story (&fixture->scene, "Titre", "Un.", MARBRE_STORY_DRAFT);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  marbre_desk_open_async (fixture->desk, id, cancellable, result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_clear_object (&fixture->desk);
  scene_wait_until (result != NULL);
  g_assert_true (G_IS_TASK (result));
  g_assert_true (g_task_had_error (G_TASK (result)));
}

static void
test_read_and_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = scene_add_story (&fixture->scene, "Titre", "Un.", MARBRE_STORY_DRAFT);
  g_autofree char *other =
      scene_add_story (&fixture->scene, "Autre", "Deux.", MARBRE_STORY_ARCHIVED);

  open_story (fixture, id);
  marbre_desk_read (fixture->desk, other);
  scene_wait_until (marbre_reader_get_reading (fixture->reader) != NULL);
  g_assert_cmpstr (marbre_story_get_id (marbre_reader_get_reading (fixture->reader)), ==, other);
  g_assert_cmpstr (marbre_story_get_id (on_desk (fixture)), ==, id);
  marbre_reader_back (fixture->reader);
  g_assert_null (marbre_reader_get_reading (fixture->reader));
}

/* Another story on the desk ends the reading. */
static void
test_opening_ends_reading (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = scene_add_story (&fixture->scene, "Titre", "Un.", MARBRE_STORY_DRAFT);
  g_autofree char *other =
      scene_add_story (&fixture->scene, "Autre", "Deux.", MARBRE_STORY_ARCHIVED);

  marbre_desk_read (fixture->desk, other);
  scene_wait_until (marbre_reader_get_reading (fixture->reader) != NULL);
  open_story (fixture, id);
  g_assert_null (marbre_reader_get_reading (fixture->reader));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, func) g_test_add ("/app/desk/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("lead", test_lead);
  ADD ("put-away-is-saved", test_put_away_is_saved);
  ADD ("last-asked-for-comes", test_last_asked_for_comes);
  ADD ("missing-story-leaves-the-desk", test_missing_story_leaves_the_desk);
  ADD ("read-also", test_read_also);
  ADD ("rendered-is-measured", test_rendered_is_measured);
  ADD ("next-story-is-rendered", test_next_story_is_rendered);
  ADD ("newer-text-is-shown", test_newer_text_is_shown);
  ADD ("newer-text-beside-unsaved-is-kept", test_newer_text_beside_unsaved_is_kept);
  ADD ("own-saves-do-not-overtake", test_own_saves_do_not_overtake);
  ADD ("gone-while-opening", test_gone_while_opening);
  ADD ("read-and-back", test_read_and_back);
  ADD ("opening-ends-reading", test_opening_ends_reading);
#undef ADD
  return g_test_run ();
}
