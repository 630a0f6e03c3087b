/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Publishing as one window sees it; see marbre-publisher.h. The outbox's rows are the truth: each
 * change of a row is read from the archive and told to the window once, so that a row that waits
 * since yesterday is reported like one of just now.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-publisher.h"

#include <glib/gi18n.h>

#include "marbre-checks.h"
#include "marbre-publish-choice.h"
#include "marbre-publish-dialog.h"

struct _MarbrePublisher
{
  GObject parent_instance;

  MarbreNewsroom *newsroom;  /* (owned) */
  GSettings *settings;       /* (owned) */
  MarbreChecker *checker;    /* (owned) */
  char *story_id;            /* (owned) (nullable): the story in the editor */
  MarbrePosting *posting;    /* (owned) (nullable): where that story stands at the proposed site */
  GCancellable *looking;     /* (owned) (nullable): the posting that is being read */
  GCancellable *cancellable; /* (owned): ends with the publisher */
  GHashTable *told;          /* (owned) (element-type gint64 guint): row id → state told last */
};

enum
{
  SIGNAL_DONE,
  SIGNAL_PROBLEM,
  SIGNAL_STOPPED,
  SIGNAL_REMARK,
  SIGNAL_CHANGED,
  SIGNAL_ACCEPTED,
  SIGNAL_CHECK_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbrePublisher, marbre_publisher, G_TYPE_OBJECT)

static void
posting_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbrePublisher) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbrePosting) posting =
      marbre_archive_get_posting_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->posting, marbre_posting_free);
  self->posting = g_steal_pointer (&posting);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
look_up_posting (MarbrePublisher *self)
{
  g_autoptr (MarbreSite) site = marbre_publisher_dup_site (self);

  marbre_checker_set_site (self->checker, site);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  if (site == NULL || self->story_id == NULL)
    return;
  self->looking = g_cancellable_new ();
  marbre_archive_get_posting_async (marbre_newsroom_get_archive (self->newsroom), self->story_id,
                                    marbre_site_get_id (site), self->looking, posting_cb,
                                    g_object_ref (self));
}

static void
tell_done (MarbrePublisher *self, const MarbreOutboxRow *row)
{
  const char *what;

  if (g_str_equal (row->status, "draft"))
    what = _("Saved as a draft at the site.");
  else if (g_str_equal (row->status, "future"))
    what = _("Scheduled at the site.");
  else if (g_str_equal (row->status, "pending"))
    what = _("Handed over: it waits at the site for an editor.");
  else if (g_str_equal (row->status, "private"))
    what = _("At the site, for the newsroom only.");
  else if (g_str_equal (row->status, "trash"))
    what = _("In the site’s trash.");
  else if (g_str_equal (row->operation, "update"))
    what = _("Updated online.");
  else
    what = _("Published.");
  g_signal_emit (self, signals[SIGNAL_DONE], 0, what,
                 g_str_equal (row->status, "publish") ? row->remote_url : "");
  /* A row that is done may say something to know: a tag that could not be made, for instance. */
  if (row->error_text[0] != '\0')
    g_signal_emit (self, signals[SIGNAL_REMARK], 0, row->error_text);
}

static void
tell (MarbrePublisher *self, const MarbreOutboxRow *row)
{
  switch (row->state)
    {
    case MARBRE_OUTBOX_DONE:
      tell_done (self, row);
      break;
    case MARBRE_OUTBOX_RETRY:
      g_signal_emit (self, signals[SIGNAL_PROBLEM], 0, row->error_text);
      break;
    case MARBRE_OUTBOX_NEEDS_USER:
    case MARBRE_OUTBOX_NEEDS_SIGN_IN:
      g_signal_emit (self, signals[SIGNAL_PROBLEM], 0, row->error_text);
      g_signal_emit (self, signals[SIGNAL_STOPPED], 0, row->error_text);
      break;
    case MARBRE_OUTBOX_QUEUED:
    case MARBRE_OUTBOX_SENDING:
    case MARBRE_OUTBOX_ACCEPTED:
    case MARBRE_OUTBOX_CANCELLED:
    default:
      break;
    }
}

typedef struct
{
  MarbrePublisher *self; /* (owned) */
  gint64 row;
} Look;

static void
outbox_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Look *look = user_data;
  g_autoptr (MarbrePublisher) self = look->self;
  g_autoptr (GPtrArray) rows =
      marbre_archive_list_outbox_finish (MARBRE_ARCHIVE (source), result, NULL);

  if (rows == NULL)
    return;
  for (guint i = 0; i < rows->len; i++)
    {
      const MarbreOutboxRow *row = g_ptr_array_index (rows, i);
      gpointer told;

      if (row->id != look->row)
        continue;
      if (g_hash_table_lookup_extended (self->told, &row->id, NULL, &told) &&
          GPOINTER_TO_UINT (told) == row->state)
        continue;
      g_hash_table_insert (self->told, g_memdup2 (&row->id, sizeof row->id),
                           GUINT_TO_POINTER (row->state));
      tell (self, row);
    }
  look_up_posting (self);
}

static void
outbox_changed_cb (MarbrePublisher *self, gint64 row)
{
  Look *look = g_new0 (Look, 1);

  look->self = g_object_ref (self);
  look->row = row;
  marbre_archive_list_outbox_async (marbre_newsroom_get_archive (self->newsroom), 0,
                                    self->cancellable, outbox_listed_cb, look);
}

static void
queued_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbrePublisher) self = user_data;
  g_autoptr (GError) error = NULL;

  if (marbre_outbox_publish_finish (MARBRE_OUTBOX (source), result, &error) == 0 &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[SIGNAL_PROBLEM], 0, error->message);
}

static void
accepted_cb (MarbrePublisher *self,
             MarbreSite *site,
             const MarbreOutboxOrder *order,
             MarbrePublishDialog *dialog)
{
  MarbreStory *story = marbre_publish_dialog_get_story (dialog);

  g_settings_set_string (self->settings, "default-site", marbre_site_get_id (site));
  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0, story);
  marbre_outbox_order_async (marbre_newsroom_get_outbox (self->newsroom), story, site, order, NULL,
                             queued_cb, g_object_ref (self));
}

static void
check_chosen_cb (MarbrePublisher *self, const MarbreCheck *check)
{
  g_signal_emit (self, signals[SIGNAL_CHECK_CHOSEN], 0, check);
}

typedef struct
{
  MarbrePublisher *self; /* (owned) */
  GtkWindow *parent;     /* (owned) */
  MarbreStory *story;    /* (owned) */
  char *status;          /* (owned) */
} Presentation;

static void
presentation_free (Presentation *presentation)
{
  g_clear_object (&presentation->self);
  g_clear_object (&presentation->parent);
  g_clear_object (&presentation->story);
  g_free (presentation->status);
  g_free (presentation);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Presentation, presentation_free)

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Presentation) presentation = user_data;
  MarbrePublisher *self = presentation->self;
  g_autoptr (GPtrArray) checks =
      marbre_checker_run_finish (MARBRE_CHECKER (source), result, NULL);
  g_autoptr (MarbreSite) site = NULL;
  GtkWidget *dialog;

  if (checks == NULL)
    return;
  site = marbre_publisher_dup_site (self);
  dialog = marbre_publish_dialog_new (presentation->parent,
                                      marbre_newsroom_get_sites (self->newsroom), site,
                                      presentation->story, checks, presentation->status,
                                      self->posting);
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (accepted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "check-chosen", G_CALLBACK (check_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
marbre_publisher_dispose (GObject *object)
{
  MarbrePublisher *self = MARBRE_PUBLISHER (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->looking);
  G_OBJECT_CLASS (marbre_publisher_parent_class)->dispose (object);
}

static void
marbre_publisher_finalize (GObject *object)
{
  MarbrePublisher *self = MARBRE_PUBLISHER (object);

  g_clear_object (&self->newsroom);
  g_clear_object (&self->settings);
  g_clear_object (&self->checker);
  g_clear_pointer (&self->story_id, g_free);
  g_clear_pointer (&self->posting, marbre_posting_free);
  g_clear_object (&self->looking);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->told, g_hash_table_unref);
  G_OBJECT_CLASS (marbre_publisher_parent_class)->finalize (object);
}

static void
marbre_publisher_class_init (MarbrePublisherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = marbre_publisher_dispose;
  object_class->finalize = marbre_publisher_finalize;

  /**
   * MarbrePublisher::done:
   * @text: what was done
   * @url: where it can be seen, "" if nowhere
   */
  signals[SIGNAL_DONE] =
      g_signal_new ("done", MARBRE_TYPE_PUBLISHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  /**
   * MarbrePublisher::problem:
   * @text: what went wrong and what to do
   */
  signals[SIGNAL_PROBLEM] =
      g_signal_new ("problem", MARBRE_TYPE_PUBLISHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * MarbrePublisher::stopped:
   * @text: what went wrong and what to do
   *
   * Emitted behind #MarbrePublisher::problem if nothing goes on before somebody decides.
   */
  signals[SIGNAL_STOPPED] =
      g_signal_new ("stopped", MARBRE_TYPE_PUBLISHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * MarbrePublisher::remark:
   * @text: what the site did not take of a story that is online all the same
   */
  signals[SIGNAL_REMARK] =
      g_signal_new ("remark", MARBRE_TYPE_PUBLISHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * MarbrePublisher::changed:
   *
   * The story went online, or another story is looked at.
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", MARBRE_TYPE_PUBLISHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
  /**
   * MarbrePublisher::accepted:
   * @story: the snapshot that goes out, with the slug that the user chose
   */
  signals[SIGNAL_ACCEPTED] =
      g_signal_new ("accepted", MARBRE_TYPE_PUBLISHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, MARBRE_TYPE_STORY);
  /**
   * MarbrePublisher::check-chosen:
   * @check: (type gpointer): a finding that the user wants to see instead of publishing; valid
   *   during the emission
   */
  signals[SIGNAL_CHECK_CHOSEN] =
      g_signal_new ("check-chosen", MARBRE_TYPE_PUBLISHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
marbre_publisher_init (MarbrePublisher *self)
{
  self->cancellable = g_cancellable_new ();
  self->told = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * marbre_publisher_new:
 * @newsroom: an open newsroom
 * @settings: the application's settings
 *
 * Returns: (transfer full): a publisher
 */
MarbrePublisher *
marbre_publisher_new (MarbreNewsroom *newsroom, GSettings *settings)
{
  MarbrePublisher *self;

  g_return_val_if_fail (MARBRE_IS_NEWSROOM (newsroom), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (MARBRE_TYPE_PUBLISHER, NULL);
  self->newsroom = g_object_ref (newsroom);
  self->settings = g_object_ref (settings);
  self->checker = marbre_checker_new (marbre_newsroom_get_archive (newsroom), settings);
  g_signal_connect_object (marbre_newsroom_get_archive (newsroom), "outbox-changed",
                           G_CALLBACK (outbox_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * marbre_publisher_get_checker:
 *
 * Returns: (transfer none): who checks stories for the proposed site
 */
MarbreChecker *
marbre_publisher_get_checker (MarbrePublisher *self)
{
  g_return_val_if_fail (MARBRE_IS_PUBLISHER (self), NULL);
  return self->checker;
}

/**
 * marbre_publisher_set_story:
 * @story: the story in the editor
 *
 * Looks where @story stands; "changed" tells when that is known.
 */
void
marbre_publisher_set_story (MarbrePublisher *self, MarbreStory *story)
{
  g_return_if_fail (MARBRE_IS_PUBLISHER (self));
  g_return_if_fail (MARBRE_IS_STORY (story));

  g_free (self->story_id);
  self->story_id = g_strdup (marbre_story_get_id (story));
  g_clear_pointer (&self->posting, marbre_posting_free);
  look_up_posting (self);
}

/**
 * marbre_publisher_dup_site:
 *
 * Returns: (transfer full) (nullable): the site that is proposed: the one used last, else the first
 */
MarbreSite *
marbre_publisher_dup_site (MarbrePublisher *self)
{
  g_autofree char *id = NULL;
  MarbreSite *site;

  g_return_val_if_fail (MARBRE_IS_PUBLISHER (self), NULL);

  id = g_settings_get_string (self->settings, "default-site");
  site = id[0] != '\0' ? marbre_newsroom_dup_site (self->newsroom, id) : NULL;
  return site ? site : marbre_newsroom_dup_site (self->newsroom, NULL);
}

/**
 * marbre_publisher_is_online:
 *
 * Returns: %TRUE if the story stands at the proposed site: publishing updates it
 */
gboolean
marbre_publisher_is_online (MarbrePublisher *self)
{
  g_return_val_if_fail (MARBRE_IS_PUBLISHER (self), FALSE);
  return marbre_publish_choice_is_there (self->posting);
}

/**
 * marbre_publisher_get_url:
 *
 * Returns: where the story can be seen at the proposed site, "" if nowhere
 */
const char *
marbre_publisher_get_url (MarbrePublisher *self)
{
  g_return_val_if_fail (MARBRE_IS_PUBLISHER (self), "");
  return marbre_publish_choice_has_page (self->posting) ? self->posting->url : "";
}

/**
 * marbre_publisher_present:
 * @parent: the window
 * @story: a snapshot of the story, which nobody changes any more
 * @blocks: (nullable): its body, for the checks
 * @status: what is proposed: "publish", "draft" or "future"
 *
 * Checks the story and asks where, when and whether it goes out.
 */
void
marbre_publisher_present (MarbrePublisher *self,
                          GtkWindow *parent,
                          MarbreStory *story,
                          MarbreBlocks *blocks,
                          const char *status)
{
  Presentation *presentation;

  g_return_if_fail (MARBRE_IS_PUBLISHER (self));
  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (MARBRE_IS_STORY (story));

  presentation = g_new0 (Presentation, 1);
  presentation->parent = g_object_ref (parent);
  presentation->story = g_object_ref (story);
  presentation->self = g_object_ref (self);
  presentation->status = g_strdup (status);
  marbre_checker_run_async (self->checker, story, blocks, self->cancellable, checked_cb,
                            presentation);
}
