/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Carries one row of the outbox to its site; see marbre-sender.h.
 *
 *   QUEUED, RETRY ── secret, site, conflict?, pictures ──► SENDING ── reserve, create ──► ACCEPTED
 *        ▲                        │                          │                              │
 *        └── failed, not sent ────┘     crash or lost answer ┴─► look up by the reference   │
 *   DONE ◄── posting and story noted ◄────────────────────── everything by update ◄─────────┘
 *
 * The user's cancellable is honoured until SENDING is written. After that only the end of the
 * program stops a request, and the row is then found in SENDING and looked up at the next start.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-sender.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-blocks.h"
#include "marbre-compat.h"
#include "marbre-desk-note.h"
#include "marbre-endpoint.h"
#include "marbre-json.h"
#include "marbre-outbox-policy.h"
#include "marbre-pictures.h"
#include "marbre-remote-error.h"
#include "marbre-story-digest.h"
#include "marbre-story-json.h"
#include "marbre-time.h"

struct _MarbreSender
{
  GObject parent_instance;

  MarbreArchive *archive;         /* (owned) */
  MarbreCredentials *credentials; /* (owned) */
  GCancellable *stop;             /* (owned): the end of the program */
  MarbreOutboxPrepare prepare;    /* (nullable) */
  gpointer prepare_data;
  GDestroyNotify prepare_destroy; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MarbreSender, marbre_sender, G_TYPE_OBJECT)

/**
 * Errand:
 *
 * One row while it is carried.
 */
typedef struct
{
  MarbreOutboxRow *row;     /* (borrowed) */
  MarbreSite *site;         /* (owned) (nullable) */
  MarbreEndpoint *endpoint; /* (owned) (nullable) */
  MarbreStory *story;       /* (owned) (nullable): the payload, without notes to the desk */
  gboolean had_notes;       /* the payload had some */
  MarbrePosting *posting;   /* (owned) (nullable): NULL before the first publication */
  MarbrePictures *pictures; /* (owned) (nullable) */
  gboolean in_doubt;        /* an earlier request may have made a post, not looked for yet */
  gboolean creating;        /* a post is being made: its existence may come into doubt */
} Errand;

static void
errand_clear (Errand *errand)
{
  g_clear_object (&errand->site);
  g_clear_object (&errand->endpoint);
  g_clear_object (&errand->story);
  g_clear_pointer (&errand->posting, marbre_posting_free);
  g_clear_pointer (&errand->pictures, marbre_pictures_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Errand, errand_clear)

static void
marbre_sender_finalize (GObject *object)
{
  MarbreSender *self = MARBRE_SENDER (object);

  if (self->prepare_destroy)
    self->prepare_destroy (self->prepare_data);
  g_clear_object (&self->archive);
  g_clear_object (&self->credentials);
  g_clear_object (&self->stop);
  G_OBJECT_CLASS (marbre_sender_parent_class)->finalize (object);
}

static void
marbre_sender_class_init (MarbreSenderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_sender_finalize;
}

static void
marbre_sender_init (MarbreSender *self)
{
}

/**
 * marbre_sender_new:
 * @archive: where rows, postings and pictures are
 * @credentials: where the secrets are
 * @stop: cancelled at the end of the program
 *
 * Returns: (transfer full): a sender
 */
MarbreSender *
marbre_sender_new (MarbreArchive *archive, MarbreCredentials *credentials, GCancellable *stop)
{
  MarbreSender *self = g_object_new (MARBRE_TYPE_SENDER, NULL);

  self->archive = g_object_ref (archive);
  self->credentials = g_object_ref (credentials);
  self->stop = g_object_ref (stop);
  return self;
}

/**
 * marbre_sender_set_prepare:
 * @func: (nullable): makes a site ready before it is used
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data
 *
 * To be called before the first row is carried.
 */
void
marbre_sender_set_prepare (MarbreSender *self,
                           MarbreOutboxPrepare func,
                           gpointer user_data,
                           GDestroyNotify destroy)
{
  if (self->prepare_destroy)
    self->prepare_destroy (self->prepare_data);
  self->prepare = func;
  self->prepare_data = user_data;
  self->prepare_destroy = destroy;
}

static MarbreSite *
find_site (MarbreSender *self, const char *site_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) sites = marbre_archive_list_sites_sync (self->archive, cancellable, error);

  for (guint i = 0; sites && i < sites->len; i++)
    if (g_str_equal (marbre_site_get_id (g_ptr_array_index (sites, i)), site_id))
      return g_object_ref (g_ptr_array_index (sites, i));
  if (sites)
    g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
                         _ ("The site was removed from Marbre. Choose another one."));
  return NULL;
}

static gboolean
open_site (MarbreSender *self, Errand *errand, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *secret = NULL;

  errand->site = find_site (self, errand->row->site_id, cancellable, error);
  if (errand->site == NULL)
    return FALSE;
  if (self->prepare)
    {
      MarbreSite *ready = self->prepare (errand->site, self->stop, self->prepare_data, error);

      if (ready == NULL)
        return FALSE;
      g_object_unref (errand->site);
      errand->site = ready;
    }
  secret = marbre_credentials_load_sync (self->credentials, errand->row->site_id, cancellable,
                                         &failure);
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (secret == NULL)
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN,
                           _ ("No password or token is kept for this site. Enter it in the site’s "
                              "settings."));
      return FALSE;
    }
  errand->endpoint = marbre_endpoint_new (errand->site, secret, error);
  return errand->endpoint != NULL;
}

static gboolean
read_payload (Errand *errand, GError **error)
{
  const char *payload = errand->row->payload;
  g_autoptr (GBytes) bytes = g_bytes_new_static (payload, strlen (payload));
  g_autoptr (JsonNode) node = marbre_json_parse (bytes, NULL);
  g_autoptr (MarbreStory) story = NULL;

  if (marbre_json_node_object (node))
    story = marbre_story_from_json (marbre_json_node_object (node), NULL);
  if (story != NULL)
    {
      errand->story = marbre_desk_notes_strip (story);
      errand->had_notes = errand->story != story;
    }
  else
    g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED,
                         _ ("The entry in the outbox is damaged. Publish the story again."));
  return errand->story != NULL;
}

static gboolean
load_posting (MarbreSender *self, Errand *errand, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;

  errand->posting = marbre_archive_get_posting_sync (self->archive, errand->row->story_id,
                                                     errand->row->site_id, cancellable, &failure);
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  /* An article that the user knows to be gone from the site is made anew. */
  if (errand->posting && *errand->posting->remote_id == '\0')
    g_clear_pointer (&errand->posting, marbre_posting_free);
  return TRUE;
}

static MarbreSubmission
make_submission (Errand *errand)
{
  return (MarbreSubmission){
    .story = errand->story,
    .html = marbre_pictures_get_html (errand->pictures),
    .lead_id = marbre_pictures_get_lead_id (errand->pictures),
    .lead_url = marbre_pictures_get_lead_url (errand->pictures),
    .status = errand->row->status,
    .date = errand->row->date,
    .pinned = errand->row->pinned,
    .password = errand->row->password,
    .client_ref = errand->row->client_ref,
    .fresh = errand->posting == NULL,
    .blocks = marbre_pictures_get_blocks (errand->pictures),
    .picture_ids = marbre_pictures_get_ids (errand->pictures),
  };
}

/* Whether the site's copy is what this row says: a change of our own, whose answer was lost, is
 * told by its digest. A byline that only repeats the name of the account may not be in the site's
 * text, from which the digest is made: reading took it from the account. */
static gboolean
is_ours (Errand *errand, MarbreRemotePost *post)
{
  MarbreSubmission submission = make_submission (errand);
  const char *byline = marbre_story_get_text (errand->story, MARBRE_FIELD_BYLINE);
  g_autofree char *digest = marbre_endpoint_digest (errand->endpoint, &submission);
  g_autofree char *bare_digest = NULL;
  g_autoptr (MarbreStory) bare = NULL;

  if (g_str_equal (marbre_remote_post_get_digest (post), digest))
    return TRUE;
  if (*byline == '\0' ||
      !g_str_equal (marbre_story_get_text (marbre_remote_post_get_story (post),
                                           MARBRE_FIELD_BYLINE), byline))
    return FALSE;
  bare = marbre_story_copy (errand->story);
  marbre_story_set_text (bare, MARBRE_FIELD_BYLINE, "");
  submission.story = bare;
  bare_digest = marbre_endpoint_digest (errand->endpoint, &submission);
  return g_str_equal (marbre_remote_post_get_digest (post), bare_digest);
}

/* The publishing journal: what the site has is about to be replaced. */
static gboolean
keep_present (MarbreSender *self,
              Errand *errand,
              MarbreRemotePost *post,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (MarbreStory) theirs = marbre_story_copy (marbre_remote_post_get_story (post));

  return marbre_pictures_restore (self->archive, errand->row->site_id, errand->story, theirs,
                                  cancellable, error) &&
         marbre_archive_keep_site_text_sync (self->archive, errand->row->story_id,
                                             marbre_site_get_name (errand->site), theirs,
                                             errand->posting->published_hash, cancellable, error);
}

/* Whether somebody else changed the remote copy since it was last seen. */
static gboolean
check_conflict (MarbreSender *self, Errand *errand, GCancellable *cancellable, GError **error)
{
  g_autoptr (MarbreRemotePost) post = NULL;

  if (errand->posting == NULL || *errand->posting->version == '\0')
    return TRUE;
  post = marbre_endpoint_fetch (errand->endpoint, errand->posting->remote_id, cancellable, error);
  if (post == NULL)
    return FALSE;
  if (g_str_equal (marbre_remote_post_get_version (post), errand->posting->version))
    return keep_present (self, errand, post, cancellable, error);
  if (is_ours (errand, post))
    return TRUE;
  g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_CONFLICT,
                       _ ("Somebody changed the article at the site since you last saw it. Nothing "
                          "was overwritten. Compare both, then decide."));
  return FALSE;
}

/* Finds what an earlier request may have left at the site. */
static gboolean
look_up (Errand *errand, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MarbreRemotePost) post = NULL;

  if (errand->posting || !errand->in_doubt)
    {
      errand->in_doubt = FALSE;
      return TRUE;
    }
  post = marbre_endpoint_lookup (errand->endpoint, errand->row->client_ref, cancellable, &failure);
  if (post)
    {
      marbre_set_str (&errand->row->remote_id, marbre_remote_post_get_remote_id (post));
      marbre_set_str (&errand->row->remote_url, marbre_remote_post_get_url (post));
    }
  else if (!g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  errand->in_doubt = FALSE;
  return TRUE;
}

static gboolean
move_to (MarbreSender *self, MarbreOutboxRow *row, MarbreOutboxState state, GError **error)
{
  const MarbreOutboxState from = row->state;

  row->state = state;
  if (marbre_archive_update_outbox_sync (self->archive, row, from, NULL, error))
    return TRUE;
  row->state = from;
  return FALSE;
}

/* That of the payload, and that which the story got since: who learns of an embargo while a story
 * waits for the network must not find it online. */
static gboolean
check_embargo (MarbreSender *self, Errand *errand, GCancellable *cancellable, GError **error)
{
  const MarbreOutboxRow *row = errand->row;
  g_autoptr (MarbreStory) now =
      marbre_archive_load_story_sync (self->archive, row->story_id, cancellable, NULL);

  return marbre_outbox_policy_check_embargo (errand->story, row->status, row->date, error) &&
         (now == NULL ||
          marbre_outbox_policy_check_embargo (now, row->status, row->date, error));
}

/* Everything before the point of no return. */
static gboolean
get_ready (MarbreSender *self, Errand *errand, GCancellable *cancellable, GError **error)
{
  errand->in_doubt = marbre_outbox_policy_must_look_up (errand->row);
  if (!read_payload (errand, error) ||
      !check_embargo (self, errand, cancellable, error) ||
      !load_posting (self, errand, cancellable, error) ||
      !open_site (self, errand, cancellable, error) || !look_up (errand, cancellable, error))
    return FALSE;
  errand->pictures =
      marbre_pictures_upload (self->archive, errand->endpoint, errand->row->site_id, errand->story,
                              cancellable, error);
  return errand->pictures != NULL && check_conflict (self, errand, cancellable, error);
}

/* Makes the post, if there is none yet. */
static MarbreRemotePost *
create (MarbreSender *self, Errand *errand, GError **error)
{
  const MarbreSubmission submission = make_submission (errand);
  MarbreRemotePost *post;

  errand->creating = TRUE;
  if (marbre_endpoint_get_capabilities (errand->endpoint) & MARBRE_CAN_RESERVE)
    post = marbre_endpoint_reserve (
        errand->endpoint, errand->row->client_ref,
        marbre_story_get_text (errand->story, MARBRE_FIELD_HEADLINE), self->stop, error);
  else
    post = marbre_endpoint_create (errand->endpoint, &submission, self->stop, error);
  if (post == NULL)
    return NULL;
  errand->creating = FALSE;
  marbre_set_str (&errand->row->remote_id, marbre_remote_post_get_remote_id (post));
  marbre_set_str (&errand->row->remote_url, marbre_remote_post_get_url (post));
  return post;
}

static MarbreRemotePost *
send (MarbreSender *self, Errand *errand, GError **error)
{
  g_autoptr (MarbreRemotePost) created = NULL;
  MarbreSubmission submission;
  const char *remote_id =
      errand->posting ? errand->posting->remote_id : errand->row->remote_id;

  if (*remote_id == '\0')
    {
      created = create (self, errand, error);
      if (created == NULL ||
          !move_to (self, errand->row, MARBRE_OUTBOX_ACCEPTED, error))
        return NULL;
      if (!(marbre_endpoint_get_capabilities (errand->endpoint) & MARBRE_CAN_RESERVE))
        return g_steal_pointer (&created);
      remote_id = errand->row->remote_id;
    }
  /* Only now: a transition renews the row's strings. */
  submission = make_submission (errand);
  return marbre_endpoint_update (errand->endpoint, remote_id, &submission, self->stop, error);
}

/* What will not go better another time is for the user, who can: the post is at the site. */
static gboolean
put_posting (MarbreSender *self, const MarbrePosting *posting, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (marbre_archive_put_posting_sync (self->archive, posting, NULL, NULL, &failure))
    return TRUE;
  if (g_error_matches (failure, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID))
    g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED,
                         _ ("The article is at the site, but the archive has it as another story. "
                            "Go on in that one, and delete this one."));
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Whether the article has blocks of another site, which this one was not sent. */
static gboolean
left_blocks (Errand *errand)
{
  GPtrArray *blocks = marbre_pictures_get_blocks (errand->pictures);

  if (marbre_endpoint_get_capabilities (errand->endpoint) & MARBRE_KEEPS_BLOCKS)
    return FALSE;
  for (guint i = 0; i < blocks->len; i++)
    if (((MarbreBlock *) g_ptr_array_index (blocks, i))->kind == MARBRE_BLOCK_SITE)
      return TRUE;
  return FALSE;
}

/* The site has it: notes the posting with the story's state and address, then ends the row. */
static gboolean
note (MarbreSender *self, Errand *errand, MarbreRemotePost *post, GError **error)
{
  MarbreOutboxRow *row = errand->row;
  g_autoptr (MarbrePosting) posting =
      errand->posting ? marbre_posting_copy (errand->posting)
                      : marbre_posting_new (row->story_id, row->site_id);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) warnings = NULL;
  g_autofree char *text = NULL;
  /* Of what was sent: a story with notes has more than its readers got, so a sync must not take it
   * for unchanged and put the site's text in its place. */
  g_autofree char *digest = errand->had_notes ? marbre_story_digest (errand->story)
                                              : g_strdup (row->payload_hash);

  marbre_set_str (&posting->remote_id, marbre_remote_post_get_remote_id (post));
  marbre_set_str (&posting->url, marbre_remote_post_get_url (post));
  marbre_set_str (&posting->version, marbre_remote_post_get_version (post));
  marbre_set_str (&posting->status, marbre_remote_post_get_status (post));
  if (errand->posting == NULL)
    marbre_set_str (&posting->client_ref, row->client_ref);
  marbre_set_str (&posting->published_hash, digest);
  marbre_set_str (&posting->base_body,
                  marbre_story_get_text (errand->story, MARBRE_FIELD_BODY));
  if (row->pinned >= 0)
    posting->pinned = row->pinned > 0;
  if (row->password)
    marbre_set_str (&posting->password, row->password);
  if (posting->published == 0 && g_str_equal (posting->status, "publish"))
    posting->published = row->date != 0 ? row->date : marbre_time_now ();
  if (!put_posting (self, posting, error))
    return FALSE;

  g_strv_builder_addv (builder, (const char **) marbre_pictures_get_warnings (errand->pictures));
  g_strv_builder_addv (builder, (const char **) marbre_remote_post_get_warnings (post));
  if (left_blocks (errand))
    g_strv_builder_add (builder, _ ("Blocks of another site stayed behind. Look at the article "
                                    "there."));
  warnings = g_strv_builder_end (builder);
  text = g_strjoinv ("\n", warnings);
  marbre_set_str (&row->remote_id, posting->remote_id);
  marbre_set_str (&row->remote_url, posting->url);
  marbre_set_str (&row->error_code, "");
  marbre_set_str (&row->error_text, text);
  row->next_attempt = 0;
  return move_to (self, row, MARBRE_OUTBOX_DONE, error);
}

/* Claims the row, so that neither a cancel nor another program comes between. */
static gboolean
claim (MarbreSender *self, Errand *errand, GCancellable *cancellable, GError **error)
{
  MarbreOutboxRow *row = errand->row;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  row->attempts++;
  marbre_set_str (&row->operation, errand->posting ? "update" : "create");
  /* A site keeps for later what has a later date, whatever the status: the date goes too. */
  if (errand->posting && row->date == 0 && g_str_equal (row->status, "publish") &&
      g_str_equal (errand->posting->status, "future"))
    row->date = marbre_time_now ();
  return move_to (self, row,
                  row->state == MARBRE_OUTBOX_ACCEPTED || *row->remote_id != '\0'
                      ? MARBRE_OUTBOX_ACCEPTED
                      : MARBRE_OUTBOX_SENDING,
                  error);
}

/* Whether the article that is to be taken away is still the one that was last seen. */
static gboolean
find_unmoved (MarbreSender *self, Errand *errand, GCancellable *cancellable, GError **error)
{
  g_autoptr (MarbreRemotePost) post = NULL;

  if (!load_posting (self, errand, cancellable, error))
    return FALSE;
  if (errand->posting == NULL)
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
                           _ ("The article is not at this site."));
      return FALSE;
    }
  if (!open_site (self, errand, cancellable, error))
    return FALSE;
  if (!(marbre_endpoint_get_capabilities (errand->endpoint) & MARBRE_CAN_TRASH))
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED,
                           _ ("This site has no trash from which an article could come back. Take "
                              "the article offline as a draft, or delete it there."));
      return FALSE;
    }
  post = marbre_endpoint_fetch (errand->endpoint, errand->posting->remote_id, cancellable, error);
  if (post == NULL)
    return FALSE;
  if (*errand->posting->version == '\0' ||
      g_str_equal (marbre_remote_post_get_version (post), errand->posting->version))
    return TRUE;
  g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_CONFLICT,
                       _ ("Somebody changed the article at the site since you last saw it. Nothing "
                          "was overwritten. Compare both, then decide."));
  return FALSE;
}

/* Takes the article away. It may be done again: what lies in the trash stays there. */
static gboolean
trash (MarbreSender *self, Errand *errand, GCancellable *cancellable, GError **error)
{
  MarbreOutboxRow *row = errand->row;
  g_autoptr (MarbrePosting) posting = NULL;

  if (!find_unmoved (self, errand, cancellable, error) ||
      !claim (self, errand, cancellable, error) ||
      !marbre_endpoint_trash (errand->endpoint, errand->posting->remote_id, self->stop, error))
    return FALSE;
  posting = marbre_posting_copy (errand->posting);
  marbre_set_str (&posting->status, "trash");
  if (!put_posting (self, posting, error))
    return FALSE;
  marbre_set_str (&row->error_code, "");
  marbre_set_str (&row->error_text, "");
  row->next_attempt = 0;
  return move_to (self, row, MARBRE_OUTBOX_DONE, error);
}

static gboolean
carry (MarbreSender *self, Errand *errand, GCancellable *cancellable, GError **error)
{
  g_autoptr (MarbreRemotePost) post = NULL;

  if (g_str_equal (errand->row->status, "trash"))
    return trash (self, errand, cancellable, error);
  if (!get_ready (self, errand, cancellable, error) ||
      !claim (self, errand, cancellable, error))
    return FALSE;
  post = send (self, errand, error);
  return post && note (self, errand, post, error);
}

/**
 * marbre_sender_carry:
 * @row: (inout): a row that is due; ends as the archive has it
 * @cancellable: (nullable): the user's, honoured until the post is being sent
 * @error: why the row could not be moved on at all: cancelled, or the archive's; what the site
 *   answered is in the row
 *
 * Brings a row as far as it goes now: to DONE, or to waiting with the reason in it.
 *
 * Returns: %FALSE if the row is as it was
 */
gboolean
marbre_sender_carry (MarbreSender *self,
                     MarbreOutboxRow *row,
                     GCancellable *cancellable,
                     GError **error)
{
  g_auto (Errand) errand = { .row = row };
  g_autoptr (GError) failure = NULL;
  MarbreOutboxState from;

  if (carry (self, &errand, cancellable, &failure))
    return TRUE;
  /* Cancelled or taken by somebody else: what is in the table stays, SENDING too. */
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      failure->domain == MARBRE_ARCHIVE_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (errand.site)
    g_prefix_error (&failure, "%s: ", marbre_site_get_name (errand.site));
  from = row->state;
  if (from == MARBRE_OUTBOX_QUEUED || from == MARBRE_OUTBOX_RETRY)
    row->attempts++;
  /* A doubt stays until somebody looked, whatever kept us from it: an old answer that was lost is
   * not forgotten because the keyring is locked today. */
  marbre_outbox_policy_fail (
      row, failure,
      errand.in_doubt || (errand.creating && marbre_remote_error_was_sent (failure)),
      marbre_time_now ());
  g_debug ("outbox row %" G_GINT64_FORMAT ": %s", row->id, row->error_code);
  return marbre_archive_update_outbox_sync (self->archive, row, from, NULL, error);
}

/**
 * marbre_sender_fetch:
 * @row: a row that stopped because the site's copy moved
 * @posting: (out) (transfer full): what was last seen of that copy
 * @cancellable: (nullable): stops it
 * @error: why the site could not be asked; %MARBRE_REMOTE_ERROR_NOT_FOUND if nothing of the story
 *   was ever seen there
 *
 * Returns: (transfer full) (nullable): the copy as it is now
 */
MarbreRemotePost *
marbre_sender_fetch (MarbreSender *self,
                     const MarbreOutboxRow *row,
                     MarbrePosting **posting,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (MarbreOutboxRow) copy = marbre_outbox_row_copy (row);
  g_auto (Errand) errand = { .row = copy };
  MarbreRemotePost *post;

  if (!load_posting (self, &errand, cancellable, error))
    return NULL;
  if (errand.posting == NULL)
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
                           _ ("The article is not at this site."));
      return NULL;
    }
  if (!open_site (self, &errand, cancellable, error))
    return NULL;
  post = marbre_endpoint_fetch (errand.endpoint, errand.posting->remote_id, cancellable, error);
  if (post == NULL)
    {
      g_prefix_error (error, "%s: ", marbre_site_get_name (errand.site));
      return NULL;
    }
  *posting = g_steal_pointer (&errand.posting);
  return post;
}
