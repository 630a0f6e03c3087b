/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A post as a site answered it; see marbre-remote-post.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-remote-post.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-compat.h"

struct _MarbreRemotePost
{
  GObject parent_instance;

  char *remote_id;     /* (owned): never NULL */
  char *url;           /* (owned): never NULL */
  char *version;       /* (owned): never NULL */
  char *status;        /* (owned): never NULL */
  char *client_ref;    /* (owned): never NULL */
  char *digest;        /* (owned): never NULL */
  char *password;      /* (owned): never NULL */
  gboolean pinned;
  MarbreStory *story;  /* (owned) */
  GPtrArray *warnings; /* (owned) (element-type utf8), NULL at its end */
};

G_DEFINE_FINAL_TYPE (MarbreRemotePost, marbre_remote_post, G_TYPE_OBJECT)

static void
marbre_remote_post_finalize (GObject *object)
{
  MarbreRemotePost *self = MARBRE_REMOTE_POST (object);

  g_clear_pointer (&self->remote_id, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->status, g_free);
  g_clear_pointer (&self->client_ref, g_free);
  g_clear_pointer (&self->digest, g_free);
  g_clear_pointer (&self->password, g_free);
  g_clear_object (&self->story);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  G_OBJECT_CLASS (marbre_remote_post_parent_class)->finalize (object);
}

static void
marbre_remote_post_class_init (MarbreRemotePostClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_remote_post_finalize;
}

static void
marbre_remote_post_init (MarbreRemotePost *self)
{
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->warnings, NULL);
}

/**
 * marbre_remote_post_new:
 * @remote_id: as the site names it
 * @url: (nullable): its permalink, if the site said it
 * @version: (nullable): changes whenever somebody changes the post
 * @status: "draft", "pending", "private", "publish" or "future"
 * @client_ref: (nullable): our reference, where the site keeps it
 * @story: what it says; its id is new
 *
 * Returns: (transfer full): a post
 */
MarbreRemotePost *
marbre_remote_post_new (const char *remote_id,
                        const char *url,
                        const char *version,
                        const char *status,
                        const char *client_ref,
                        MarbreStory *story)
{
  MarbreRemotePost *self;

  g_return_val_if_fail (remote_id != NULL, NULL);
  g_return_val_if_fail (status != NULL, NULL);
  g_return_val_if_fail (MARBRE_IS_STORY (story), NULL);

  self = g_object_new (MARBRE_TYPE_REMOTE_POST, NULL);
  self->remote_id = g_strdup (remote_id);
  self->url = g_strdup (url ? url : "");
  self->version = g_strdup (version ? version : "");
  self->status = g_strdup (status);
  self->client_ref = g_strdup (client_ref ? client_ref : "");
  self->digest = g_strdup ("");
  self->password = g_strdup ("");
  self->story = g_object_ref (story);
  return self;
}

/**
 * marbre_remote_post_get_remote_id:
 *
 * Returns: what the site calls the post: a number, or its URL
 */
const char *
marbre_remote_post_get_remote_id (MarbreRemotePost *self)
{
  g_return_val_if_fail (MARBRE_IS_REMOTE_POST (self), "");
  return self->remote_id;
}

/**
 * marbre_remote_post_get_url:
 *
 * Returns: the permalink, "" if the site did not say it
 */
const char *
marbre_remote_post_get_url (MarbreRemotePost *self)
{
  g_return_val_if_fail (MARBRE_IS_REMOTE_POST (self), "");
  return self->url;
}

/**
 * marbre_remote_post_get_version:
 *
 * Returns: a text that changes whenever somebody changes the post, "" if unknown
 */
const char *
marbre_remote_post_get_version (MarbreRemotePost *self)
{
  g_return_val_if_fail (MARBRE_IS_REMOTE_POST (self), "");
  return self->version;
}

/**
 * marbre_remote_post_get_status:
 *
 * Returns: "draft", "pending", "private", "publish" or "future"
 */
const char *
marbre_remote_post_get_status (MarbreRemotePost *self)
{
  g_return_val_if_fail (MARBRE_IS_REMOTE_POST (self), "draft");
  return self->status;
}

/**
 * marbre_remote_post_get_client_ref:
 *
 * Returns: our reference, "" where the site does not keep it
 */
const char *
marbre_remote_post_get_client_ref (MarbreRemotePost *self)
{
  g_return_val_if_fail (MARBRE_IS_REMOTE_POST (self), "");
  return self->client_ref;
}

/**
 * marbre_remote_post_get_story:
 *
 * Returns: (transfer none): what the post says, its body as Markdown
 */
MarbreStory *
marbre_remote_post_get_story (MarbreRemotePost *self)
{
  g_return_val_if_fail (MARBRE_IS_REMOTE_POST (self), NULL);
  return self->story;
}

/**
 * marbre_remote_post_make_digest:
 * @headline: the title, as it goes over the wire
 * @standfirst: the excerpt, likewise
 * @content: the body's HTML, likewise
 *
 * Returns: (transfer full): a text that is the same for the same three
 */
char *
marbre_remote_post_make_digest (const char *headline, const char *standfirst, const char *content)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  /* The NUL between them keeps "a" + "bc" apart from "ab" + "c". */
  g_checksum_update (checksum, (const guchar *) headline, (gssize) strlen (headline) + 1);
  g_checksum_update (checksum, (const guchar *) standfirst, (gssize) strlen (standfirst) + 1);
  g_checksum_update (checksum, (const guchar *) content, (gssize) strlen (content));
  return g_strdup (g_checksum_get_string (checksum));
}

/**
 * marbre_remote_post_get_digest:
 *
 * Returns: what marbre_endpoint_digest() gives for what the site has now, "" if unknown: so one can
 *   tell one's own change, whose answer was lost, from somebody else's
 */
const char *
marbre_remote_post_get_digest (MarbreRemotePost *self)
{
  g_return_val_if_fail (MARBRE_IS_REMOTE_POST (self), "");
  return self->digest;
}

/**
 * marbre_remote_post_set_digest:
 * @headline: the title, as it came over the wire
 * @standfirst: the excerpt, likewise
 * @content: the body's HTML, likewise
 */
void
marbre_remote_post_set_digest (MarbreRemotePost *self,
                               const char *headline,
                               const char *standfirst,
                               const char *content)
{
  g_return_if_fail (MARBRE_IS_REMOTE_POST (self));
  g_free (self->digest);
  self->digest = marbre_remote_post_make_digest (headline, standfirst, content);
}

/**
 * marbre_remote_post_get_pinned:
 *
 * Returns: whether the site keeps it at the top of the front page
 */
gboolean
marbre_remote_post_get_pinned (MarbreRemotePost *self)
{
  g_return_val_if_fail (MARBRE_IS_REMOTE_POST (self), FALSE);
  return self->pinned;
}

/**
 * marbre_remote_post_get_password:
 *
 * Returns: what the site asks readers for, "" for nothing
 */
const char *
marbre_remote_post_get_password (MarbreRemotePost *self)
{
  g_return_val_if_fail (MARBRE_IS_REMOTE_POST (self), "");
  return self->password;
}

/**
 * marbre_remote_post_set_stand:
 * @pinned: whether the site keeps it at the top of the front page
 * @password: what the site asks readers for, "" for nothing
 *
 * How the post stands there beside its status. A post of which nothing was said has neither.
 */
void
marbre_remote_post_set_stand (MarbreRemotePost *self, gboolean pinned, const char *password)
{
  g_return_if_fail (MARBRE_IS_REMOTE_POST (self));
  g_return_if_fail (password != NULL);
  self->pinned = pinned;
  marbre_set_str (&self->password, password);
}

static char *
format_utc (gint64 seconds)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (seconds);

  return moment ? g_date_time_format (moment, "%Y-%m-%d %H:%M") : g_strdup ("?");
}

/**
 * marbre_remote_post_check_date:
 * @kept_status: what the site made of it
 * @kept: the date that the site keeps, seconds since 1970 UTC; 0 if it does not say
 * @asked_status: what was asked for
 * @asked: the date that was asked for
 *
 * Adds a warning if the site will not publish it when it was asked to.
 */
void
marbre_remote_post_check_date (MarbreRemotePost *self,
                               const char *kept_status,
                               gint64 kept,
                               const char *asked_status,
                               gint64 asked)
{
  g_autofree char *kept_text = NULL;
  g_autofree char *asked_text = NULL;
  g_autofree char *warning = NULL;

  if (!g_str_equal (asked_status, "future"))
    return;
  if (g_str_equal (kept_status, "publish"))
    {
      marbre_remote_post_add_warning (
          self, _ ("The site published the article at once: by its clock the time had come."));
      return;
    }
  /* Sites keep seconds or minutes. */
  if (kept == 0 || ABS (kept - asked) < 60)
    return;
  kept_text = format_utc (kept);
  asked_text = format_utc (asked);
  warning = g_strdup_printf (_ ("The site will publish the article at another time than was asked "
                                "for: %s instead of %s (UTC). Look at it there."),
                             kept_text, asked_text);
  marbre_remote_post_add_warning (self, warning);
}

/**
 * marbre_remote_post_get_warnings:
 *
 * Returns: (transfer none) (array zero-terminated=1): what the site did not take, in plain words
 */
const char *const *
marbre_remote_post_get_warnings (MarbreRemotePost *self)
{
  g_return_val_if_fail (MARBRE_IS_REMOTE_POST (self), NULL);
  return (const char *const *) self->warnings->pdata;
}

/**
 * marbre_remote_post_add_warning:
 * @warning: a sentence for the journalist
 */
void
marbre_remote_post_add_warning (MarbreRemotePost *self, const char *warning)
{
  g_return_if_fail (MARBRE_IS_REMOTE_POST (self));
  g_ptr_array_insert (self->warnings, (int) self->warnings->len - 1, g_strdup (warning));
}
