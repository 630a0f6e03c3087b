/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The renderer: edits are shown at once or after the worker, and what is shown in the end is what a
 * parse of the whole body gives.
 */
#include "config.h"

#include <gtk/gtk.h>
#include <string.h>

#include "marbre-measure.h"
#include "marbre-renderer.h"

typedef struct
{
  MarbreDocument *document; /* (owned) */
  MarbreRenderer *renderer; /* (owned) */
  MarbreStory *story;       /* (owned) (nullable): as rendered last */
  char *html;               /* (owned) (nullable) */
  MarbreMeasure measure;
  guint n_rendered;
} Scene;

static void
rendered_cb (Scene *scene, MarbreStory *story, MarbreBlocks *blocks, const MarbreMeasure *measure)
{
  g_set_object (&scene->story, story);
  g_free (scene->html);
  scene->html = marbre_blocks_to_html (blocks);
  scene->measure = *measure;
  scene->n_rendered++;
}

static void
scene_set_up (Scene *scene, const char *body)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();

  *scene = (Scene){ 0 };
  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  scene->document = marbre_document_new (story);
  scene->renderer = marbre_renderer_new ();
  g_signal_connect_swapped (scene->renderer, "rendered", G_CALLBACK (rendered_cb), scene);
  marbre_renderer_set_document (scene->renderer, scene->document);
  while (scene->n_rendered == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
scene_tear_down (Scene *scene)
{
  gpointer renderer = scene->renderer;

  /* The worker may still be letting go of it. */
  marbre_renderer_set_document (scene->renderer, NULL);
  g_object_add_weak_pointer (renderer, &renderer);
  g_object_unref (scene->renderer);
  while (g_atomic_pointer_get (&renderer) != NULL)
    g_main_context_iteration (NULL, FALSE);
  g_assert_finalize_object (scene->document);
  g_clear_object (&scene->story);
  g_free (scene->html);
}

static void
type (Scene *scene, int line, const char *text)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (scene->document));
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, line);
  if (!gtk_text_iter_ends_line (&iter))
    gtk_text_iter_forward_to_line_end (&iter);
  gtk_text_buffer_insert (buffer, &iter, text, -1);
}

static void
wait_for_html (Scene *scene)
{
  MarbreStory *story = marbre_document_get_story (scene->document);
  g_autoptr (MarbreBlocks) blocks =
      marbre_blocks_parse (marbre_story_get_text (story, MARBRE_FIELD_BODY), -1,
                           marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE), NULL, NULL);
  g_autofree char *html = marbre_blocks_to_html (blocks);

  while (g_strcmp0 (scene->html, html) != 0)
    g_main_context_iteration (NULL, TRUE);
}

/* A key is rendered before the main loop gets to anything else, in whatever it is. */
static void
test_at_once (void)
{
  static const struct
  {
    const char *body;
    int line;
    const char *wanted;
  } cases[] = {
    { "Un.\n\nDeux.", 2, "<p>Un.</p>\n<p>Deux.x</p>" },
    { "- a\n- b", 1, "<ul><li>a</li><li>bx</li></ul>" },
    { "```\na\n```", 1, "<pre><code>ax\n</code></pre>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Scene scene;

      scene_set_up (&scene, cases[i].body);
      type (&scene, cases[i].line, "x");
      g_assert_cmpstr (scene.html, ==, cases[i].wanted);
      scene_tear_down (&scene);
    }
}

/* A story pasted before itself: all its headings get other ids. It is on the page in the same turn,
 * and so is what is there after it was taken out again. */
static void
test_paste (void)
{
  g_autoptr (GString) body = g_string_new (NULL);
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  Scene scene;
  int length;

  for (int i = 0; i < 300; i++)
    g_string_append_printf (body,
                            "## Quartier %d\n\nLe conseil vote demain le budget des quais.\n\n", i);
  scene_set_up (&scene, body->str);
  buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (scene.document));
  length = gtk_text_buffer_get_char_count (buffer);
  for (int i = 0; i < 2; i++)
    {
      guint before = scene.n_rendered;
      g_autofree char *shown = NULL;

      gtk_text_buffer_begin_user_action (buffer);
      gtk_text_buffer_get_bounds (buffer, &start, &end);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, length);
      if (i == 0)
        gtk_text_buffer_insert (buffer, &start, body->str, -1);
      else
        gtk_text_buffer_delete (buffer, &start, &end);
      gtk_text_buffer_end_user_action (buffer);
      g_assert_cmpuint (scene.n_rendered, ==, before + 1);
      shown = g_strdup (scene.html);
      wait_for_html (&scene);
      g_assert_cmpstr (shown, ==, scene.html);
    }
  scene_tear_down (&scene);
}

/* What has to be parsed as a whole comes from the worker, with all that was typed meanwhile. */
static void
test_worker (void)
{
  Scene scene;

  scene_set_up (&scene, "Un[^1].\n\nDeux.\n");
  type (&scene, 3, "\n[^1]: Note.");
  type (&scene, 2, "x");
  type (&scene, 0, "\n\n- a\n- b");
  type (&scene, 0, "y");
  wait_for_html (&scene);
  type (&scene, 0, "z");
  wait_for_html (&scene);
  scene_tear_down (&scene);
}

/* A field is on the page at once; the measure follows the keys after a pause, with a new story. */
static void
test_story (void)
{
  Scene scene;
  g_autoptr (MarbreStory) before = NULL;

  scene_set_up (&scene, "Un.");
  marbre_story_set_text (marbre_document_get_story (scene.document), MARBRE_FIELD_HEADLINE, "Été");
  g_assert_cmpstr (marbre_story_get_text (scene.story, MARBRE_FIELD_HEADLINE), ==, "Été");
  g_assert_cmpuint (scene.measure.headline_signs, ==, 3);

  before = g_object_ref (scene.story);
  type (&scene, 0, " Deux.");
  g_assert_true (scene.story == before);
  while (scene.story == before)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (marbre_story_get_text (scene.story, MARBRE_FIELD_BODY), ==, "Un. Deux.");
  g_assert_cmpuint (scene.measure.words, ==, 2);
  scene_tear_down (&scene);
}

/* The labels on the page follow the story's language. */
static void
test_language (void)
{
  Scene scene;

  scene_set_up (&scene, "> [!key-points]\n> - a");
  marbre_story_set_text (marbre_document_get_story (scene.document), MARBRE_FIELD_LANGUAGE, "en");
  wait_for_html (&scene);
  g_assert_nonnull (strstr (scene.html, "Key points"));
  marbre_story_set_text (marbre_document_get_story (scene.document), MARBRE_FIELD_LANGUAGE, "fr");
  wait_for_html (&scene);
  g_assert_nonnull (strstr (scene.html, "L’essentiel"));
  scene_tear_down (&scene);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/renderer/at-once", test_at_once);
  g_test_add_func ("/app/renderer/paste", test_paste);
  g_test_add_func ("/app/renderer/worker", test_worker);
  g_test_add_func ("/app/renderer/story", test_story);
  g_test_add_func ("/app/renderer/language", test_language);
  return g_test_run ();
}
