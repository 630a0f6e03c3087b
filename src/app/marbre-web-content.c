/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Leave to load from the web; see marbre-web-content.h. It is given for one story and kept in the
 * archive. Until the archive has answered, a story has none; the preview itself refuses addresses
 * of any other story than the one named to it.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-web-content.h"

#include "marbre-compat.h"
#include "marbre-fetcher.h"

struct _MarbreWebContent
{
  GObject parent_instance;

  MarbreArchive *archive;    /* (owned) */
  MarbreFetcher *fetcher;    /* (owned) */
  MarbrePreview *preview;    /* (borrowed) (nullable): outlived by this object's owner */
  char *story;               /* (owned) (nullable): id of the story that is shown */
  GCancellable *cancellable; /* (owned): ends with the story that is shown */
  gboolean allowed;
};

enum
{
  PROP_ALLOWED = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (MarbreWebContent, marbre_web_content, G_TYPE_OBJECT)

static gboolean
is_address (const char *name)
{
  return g_str_has_prefix (name, "https://") || g_str_has_prefix (name, "http://");
}

/* Tells the preview, and who watches. */
static void
apply (MarbreWebContent *self, gboolean allowed)
{
  if (self->preview)
    marbre_preview_set_remote_story (self->preview, allowed ? self->story : NULL);
  if (self->allowed == allowed)
    return;
  self->allowed = allowed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALLOWED]);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreWebContent) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean allowed =
      marbre_archive_get_web_allowed_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error)
    g_message ("What a story may load is not known: %s", error->message);
  apply (self, allowed);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* It holds until the story is left; then it is asked for again. */
  if (!marbre_archive_set_web_allowed_finish (MARBRE_ARCHIVE (source), result, &error))
    g_message ("What a story may load is not kept: %s", error->message);
}

static void
load_remote_cb (MarbreWebContent *self)
{
  marbre_web_content_set_allowed (self, TRUE);
}

/* Link cards */

typedef struct
{
  MarbreWebContent *self; /* (owned) */
  char *uri;              /* (owned) */
} Wanted;

static void
wanted_free (Wanted *wanted)
{
  g_object_unref (wanted->self);
  g_free (wanted->uri);
  g_free (wanted);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wanted, wanted_free)

static void
fetched_card_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wanted) wanted = user_data;
  MarbreWebContent *self = wanted->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreCard) card =
      marbre_fetcher_card_finish (MARBRE_FETCHER (source), result, &error);

  /* A link without a card is a link. */
  if (card != NULL && self->preview != NULL && self->allowed && *card->title != '\0')
    marbre_preview_set_card (self->preview, wanted->uri, card, TRUE);
}

/* A story of the newsroom's own is known without asking anybody. */
static void
found_story_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wanted) wanted = user_data;
  MarbreWebContent *self = wanted->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreStory) story =
      marbre_archive_find_story_by_url_finish (MARBRE_ARCHIVE (source), result, &error);
  g_autoptr (MarbreCard) card = NULL;
  MarbreMedia *lead;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->preview == NULL)
    return;
  if (story == NULL)
    {
      const char *uri = wanted->uri;

      if (self->allowed)
        marbre_fetcher_card_async (self->fetcher, uri, self->cancellable, fetched_card_cb,
                                   g_steal_pointer (&wanted));
      return;
    }
  lead = marbre_story_get_lead_image (story);
  card = marbre_card_new (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE),
                          marbre_story_get_text (story, MARBRE_FIELD_STANDFIRST),
                          marbre_story_get_text (story, MARBRE_FIELD_SECTION),
                          lead && (self->allowed || !is_address (marbre_media_get_src (lead)))
                              ? marbre_media_get_src (lead)
                              : NULL);
  marbre_preview_set_card (self->preview, wanted->uri, card, FALSE);
}

static void
card_wanted_cb (MarbreWebContent *self, const char *uri)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->self = g_object_ref (self);
  wanted->uri = g_strdup (uri);
  marbre_archive_find_story_by_url_async (self->archive, uri, self->cancellable, found_story_cb,
                                          wanted);
}

/* Class */

static void
marbre_web_content_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ALLOWED:
      g_value_set_boolean (value, marbre_web_content_get_allowed (MARBRE_WEB_CONTENT (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
marbre_web_content_set_property (GObject *object,
                                 guint prop_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ALLOWED:
      marbre_web_content_set_allowed (MARBRE_WEB_CONTENT (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
marbre_web_content_dispose (GObject *object)
{
  MarbreWebContent *self = MARBRE_WEB_CONTENT (object);

  g_cancellable_cancel (self->cancellable);
  marbre_web_content_set_preview (self, NULL);
  G_OBJECT_CLASS (marbre_web_content_parent_class)->dispose (object);
}

static void
marbre_web_content_finalize (GObject *object)
{
  MarbreWebContent *self = MARBRE_WEB_CONTENT (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->fetcher);
  g_clear_object (&self->archive);
  g_clear_pointer (&self->story, g_free);
  G_OBJECT_CLASS (marbre_web_content_parent_class)->finalize (object);
}

static void
marbre_web_content_class_init (MarbreWebContentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = marbre_web_content_get_property;
  object_class->set_property = marbre_web_content_set_property;
  object_class->dispose = marbre_web_content_dispose;
  object_class->finalize = marbre_web_content_finalize;

  /**
   * MarbreWebContent:allowed:
   *
   * Whether the story that is shown may load from the web.
   */
  properties[PROP_ALLOWED] =
      g_param_spec_boolean ("allowed", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
marbre_web_content_init (MarbreWebContent *self)
{
  g_autofree char *folder =
      g_build_filename (g_get_user_cache_dir (), MARBRE_DATA_NAME, "web", NULL);

  self->fetcher = marbre_fetcher_new (folder);
  self->cancellable = g_cancellable_new ();
}

/**
 * marbre_web_content_new:
 * @archive: an open archive
 *
 * Returns: (transfer full): for a preview that shows no story yet
 */
MarbreWebContent *
marbre_web_content_new (MarbreArchive *archive)
{
  MarbreWebContent *self;

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (archive), NULL);

  self = g_object_new (MARBRE_TYPE_WEB_CONTENT, NULL);
  self->archive = g_object_ref (archive);
  return self;
}

/**
 * marbre_web_content_set_preview:
 * @preview: (nullable): the preview that was made with marbre_web_content_load()
 */
void
marbre_web_content_set_preview (MarbreWebContent *self, MarbrePreview *preview)
{
  g_return_if_fail (MARBRE_IS_WEB_CONTENT (self));

  if (self->preview)
    g_signal_handlers_disconnect_by_data (self->preview, self);
  self->preview = preview;
  if (preview == NULL)
    return;
  g_signal_connect_object (preview, "load-remote", G_CALLBACK (load_remote_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (preview, "card-wanted", G_CALLBACK (card_wanted_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * marbre_web_content_show_story:
 * @id: the story whose page the preview is about to show
 *
 * Asks what the user said of that story, if it is another one than before. Cheap if it is not.
 */
void
marbre_web_content_show_story (MarbreWebContent *self, const char *id)
{
  g_return_if_fail (MARBRE_IS_WEB_CONTENT (self));
  g_return_if_fail (id != NULL);

  if (!marbre_set_str (&self->story, id))
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  apply (self, FALSE);
  marbre_archive_get_web_allowed_async (self->archive, id, self->cancellable, answered_cb,
                                        g_object_ref (self));
}

/**
 * marbre_web_content_get_fetcher:
 *
 * Returns: (transfer none): for who was told by the user to fetch one address
 */
MarbreFetcher *
marbre_web_content_get_fetcher (MarbreWebContent *self)
{
  g_return_val_if_fail (MARBRE_IS_WEB_CONTENT (self), NULL);
  return self->fetcher;
}

/**
 * marbre_web_content_get_allowed:
 *
 * Returns: see MarbreWebContent:allowed
 */
gboolean
marbre_web_content_get_allowed (MarbreWebContent *self)
{
  g_return_val_if_fail (MARBRE_IS_WEB_CONTENT (self), FALSE);
  return self->allowed;
}

/**
 * marbre_web_content_set_allowed:
 * @allowed: whether the story that is shown may load from the web, from now on
 */
void
marbre_web_content_set_allowed (MarbreWebContent *self, gboolean allowed)
{
  g_return_if_fail (MARBRE_IS_WEB_CONTENT (self));

  if (self->story == NULL || self->allowed == allowed)
    return;
  marbre_archive_set_web_allowed_async (self->archive, self->story, allowed, NULL, kept_cb, NULL);
  apply (self, allowed);
}

/* What was loaded; the task that carries it keeps this object until it was taken. */
typedef struct
{
  GBytes *bytes; /* (owned) */
  char *mime;    /* (owned) (nullable) */
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_pointer (&loaded->bytes, g_bytes_unref);
  g_free (loaded->mime);
  g_free (loaded);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *mime = NULL;
  GError *error = NULL;
  GBytes *bytes =
      MARBRE_IS_FETCHER (source)
          ? marbre_fetcher_picture_finish (MARBRE_FETCHER (source), result, &error)
          : marbre_archive_load_media_finish (MARBRE_ARCHIVE (source), result, &mime, &error);
  Loaded *loaded;

  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  loaded = g_new0 (Loaded, 1);
  loaded->bytes = bytes;
  loaded->mime = g_steal_pointer (&mime);
  g_task_return_pointer (task, loaded, loaded_free);
}

/**
 * marbre_web_content_load:
 * @name: a name in the media store, or an address, if the story that is shown may load from there
 * @data: the #MarbreWebContent
 *
 * A MarbreMediaLoadFunc.
 */
void
marbre_web_content_load (const char *name,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer callback_data,
                         gpointer data)
{
  MarbreWebContent *self = data;
  GTask *task = g_task_new (self, cancellable, callback, callback_data);

  g_task_set_source_tag (task, marbre_web_content_load);
  if (is_address (name))
    marbre_fetcher_picture_async (self->fetcher, name, cancellable, loaded_cb, task);
  else
    marbre_archive_load_media_async (self->archive, name, cancellable, loaded_cb, task);
}

/**
 * marbre_web_content_finish:
 *
 * A MarbreMediaFinishFunc.
 *
 * Returns: (transfer full) (nullable): the picture's file
 */
GBytes *
marbre_web_content_finish (GAsyncResult *result, char **mime, gpointer data, GError **error)
{
  Loaded *loaded = g_task_propagate_pointer (G_TASK (result), error);
  GBytes *bytes;

  if (loaded == NULL)
    return NULL;
  *mime = g_steal_pointer (&loaded->mime);
  bytes = g_steal_pointer (&loaded->bytes);
  loaded_free (loaded);
  return bytes;
}
