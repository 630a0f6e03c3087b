/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Linked pages; see marbre-link-desk.h. The answers are those of one moment and of one story: they
 * go when another story comes.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-link-desk.h"

#include <glib/gi18n.h>

#include "marbre-link-round.h"

struct _MarbreLinkDesk
{
  GObject parent_instance;

  MarbreDesk *desk;          /* (borrowed): the window's, which outlives this */
  MarbreChecker *checker;    /* (owned) */
  MarbreLinkBar *bar;        /* (owned) */
  char *story_id;            /* (owned) (nullable): whose links were asked for last */
  GCancellable *cancellable; /* (owned) (nullable): the round under way */
};

G_DEFINE_FINAL_TYPE (MarbreLinkDesk, marbre_link_desk, G_TYPE_OBJECT)

static void
stop (MarbreLinkDesk *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static char *
describe (GHashTable *answers)
{
  guint total = g_hash_table_size (answers);
  guint wrong = 0;
  GHashTableIter iter;
  gpointer answer;

  g_hash_table_iter_init (&iter, answers);
  while (g_hash_table_iter_next (&iter, NULL, &answer))
    wrong += ((const MarbreLinkAnswer *) answer)->state != MARBRE_LINK_THERE;
  if (wrong == 0)
    return g_strdup_printf (ngettext ("The linked page is there.", "All %u linked pages are there.",
                                      total),
                            total);
  return g_strdup_printf (ngettext ("%u linked page was asked for; see the list for what was "
                                    "found.",
                                    "%u linked pages were asked for; see the list for what was "
                                    "found.",
                                    total),
                          total);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreLinkDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) answers = marbre_link_round_finish (result, &error);
  g_autofree char *text = NULL;

  if (answers == NULL)
    return;
  g_clear_object (&self->cancellable);
  if (marbre_link_round_was_offline (answers))
    {
      marbre_link_bar_set_result (
          self->bar, _("None of the linked sites can be reached. Is this computer offline?"));
      return;
    }
  text = describe (answers);
  marbre_link_bar_set_result (self->bar, text);
  marbre_checker_set_links (self->checker, answers);
}

static void
progress_cb (guint done, guint total, gpointer data)
{
  MarbreLinkDesk *self = data;

  marbre_link_bar_set_progress (self->bar, done, total);
}

static void
start_cb (MarbreLinkDesk *self)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  g_autoptr (MarbreStory) story = NULL;
  g_auto (GStrv) addresses = NULL;

  if (document == NULL)
    return;
  stop (self);
  story = marbre_document_snapshot (document);
  g_free (self->story_id);
  self->story_id = g_strdup (marbre_story_get_id (story));
  addresses = marbre_links_list (marbre_story_get_text (story, MARBRE_FIELD_BODY));
  if (addresses[0] == NULL)
    {
      marbre_link_bar_set_result (self->bar, _("The story has no link to the web."));
      return;
    }
  self->cancellable = g_cancellable_new ();
  marbre_link_bar_set_progress (self->bar, 0, g_strv_length (addresses));
  marbre_link_round_async ((const char *const *) addresses, MARBRE_LINK_PATIENCE, progress_cb, self,
                           self->cancellable, asked_cb, g_object_ref (self));
}

static void
stop_cb (MarbreLinkDesk *self)
{
  stop (self);
  marbre_link_bar_set_result (self->bar, NULL);
}

static void
rendered_cb (MarbreLinkDesk *self)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  const char *id =
      document ? marbre_story_get_id (marbre_document_get_story (document)) : NULL;

  if (self->story_id == NULL || g_strcmp0 (id, self->story_id) == 0)
    return;
  g_clear_pointer (&self->story_id, g_free);
  stop (self);
  marbre_link_bar_set_result (self->bar, NULL);
  marbre_checker_set_links (self->checker, NULL);
}

static void
marbre_link_desk_dispose (GObject *object)
{
  MarbreLinkDesk *self = MARBRE_LINK_DESK (object);

  stop (self);
  g_clear_object (&self->checker);
  g_clear_object (&self->bar);
  g_clear_pointer (&self->story_id, g_free);
  self->desk = NULL;
  G_OBJECT_CLASS (marbre_link_desk_parent_class)->dispose (object);
}

static void
marbre_link_desk_class_init (MarbreLinkDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_link_desk_dispose;
}

static void
marbre_link_desk_init (MarbreLinkDesk *self)
{
}

/**
 * marbre_link_desk_new:
 * @desk: the window's desk; has to live longer
 * @checker: who is told what became of the pages
 * @bar: where the user says so
 *
 * Returns: (transfer full): a link desk
 */
MarbreLinkDesk *
marbre_link_desk_new (MarbreDesk *desk, MarbreChecker *checker, MarbreLinkBar *bar)
{
  MarbreLinkDesk *self;

  g_return_val_if_fail (MARBRE_IS_DESK (desk), NULL);
  g_return_val_if_fail (MARBRE_IS_CHECKER (checker), NULL);
  g_return_val_if_fail (MARBRE_IS_LINK_BAR (bar), NULL);

  self = g_object_new (MARBRE_TYPE_LINK_DESK, NULL);
  self->desk = desk;
  self->checker = g_object_ref (checker);
  self->bar = g_object_ref (bar);
  g_signal_connect_object (desk, "rendered", G_CALLBACK (rendered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bar, "start", G_CALLBACK (start_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bar, "stop", G_CALLBACK (stop_cb), self, G_CONNECT_SWAPPED);
  return self;
}
