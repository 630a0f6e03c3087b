/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window and a story that was changed both here and at its site: puts it on the desk, has the
 * site asked, and shows what somebody has to decide. What is decided goes onto the desk only; it is
 * published by whoever has read it once more.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-merge-window.h"
#include "marbre-window-private.h"

typedef struct
{
  MarbreWindow *window; /* (owned) */
  char *story_id;       /* (owned) */
  gint64 row_id;
  MarbreConflict *conflict; /* (owned) (nullable): once the site has answered */
} Merging;

static void
merging_free (Merging *merging)
{
  g_clear_object (&merging->window);
  g_clear_pointer (&merging->conflict, marbre_conflict_free);
  g_free (merging->story_id);
  g_free (merging);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Merging, merging_free)

/* The story may have left the desk while the site was asked. */
static MarbreDocument *
get_document (const Merging *merging)
{
  MarbreDocument *document = marbre_desk_get_document (merging->window->desk);

  return document != NULL &&
                 g_str_equal (marbre_story_get_id (marbre_document_get_story (document)),
                              merging->story_id)
             ? document
             : NULL;
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = marbre_outbox_settle_finish (MARBRE_OUTBOX (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!ok)
    {
      _marbre_window_show_error (self, _ ("The outbox could not be brought up to date"), error);
      return;
    }
  marbre_notice_hide (self->notice);
  _marbre_window_toast (self,
                        _ ("The texts are merged. Read the story once more, then publish it."));
}

static void
used_cb (MarbreMergeWindow *dialog, Merging *merging)
{
  MarbreWindow *self = merging->window;

  marbre_outbox_settle_async (marbre_newsroom_get_outbox (self->newsroom), merging->conflict,
                              self->cancellable, settled_cb, g_object_ref (self));
}

static void
free_merging_cb (gpointer data, GClosure *closure)
{
  merging_free (data);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Merging) merging = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreMergePlan) plan = marbre_merge_plan_make_finish (result, &error);
  MarbreWindow *self = merging->window;
  MarbreDocument *document;
  GtkWidget *dialog;

  if (plan == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  document = get_document (merging);
  if (document == NULL)
    return;
  dialog = marbre_merge_window_new (GTK_WINDOW (self), marbre_newsroom_get_archive (self->newsroom),
                                    document, g_steal_pointer (&plan));
  g_signal_connect_data (dialog, "used", G_CALLBACK (used_cb), g_steal_pointer (&merging),
                         free_merging_cb, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Merging) merging = user_data;
  g_autoptr (GError) error = NULL;
  MarbreConflict *conflict = marbre_outbox_look_finish (MARBRE_OUTBOX (source), result, &error);
  MarbreWindow *self = merging->window;
  g_autoptr (MarbreStory) mine = NULL;
  MarbreDocument *document;

  merging->conflict = conflict;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (conflict == NULL)
    {
      _marbre_window_show_error (self, _ ("The article at the site could not be read"), error);
      return;
    }
  document = get_document (merging);
  if (document == NULL)
    return;
  mine = marbre_document_snapshot (document);
  marbre_merge_plan_make_async (mine, conflict, self->cancellable, planned_cb,
                                g_steal_pointer (&merging));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Merging) merging = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = marbre_desk_open_finish (MARBRE_DESK (source), result, &error);
  MarbreWindow *self = merging->window;
  const gint64 row_id = merging->row_id;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!ok)
    {
      _marbre_window_show_error (self, _ ("The story could not be opened"), error);
      return;
    }
  marbre_outbox_look_async (marbre_newsroom_get_outbox (self->newsroom), row_id, self->cancellable,
                            looked_cb, g_steal_pointer (&merging));
}

/* Merges the story of a row of the outbox with what is at its site. */
void
_marbre_window_merge (MarbreWindow *self, const char *story_id, gint64 row_id)
{
  Merging *merging = g_new0 (Merging, 1);

  merging->window = g_object_ref (self);
  merging->story_id = g_strdup (story_id);
  merging->row_id = row_id;
  marbre_desk_open_async (self->desk, story_id, self->cancellable, opened_cb, merging);
}
