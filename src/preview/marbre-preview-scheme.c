/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The scheme's answers; see marbre-preview-scheme.h. Every request is finished, with an error if
 * need be: a page that waits for one never counts as loaded.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-preview-scheme.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-preview-pictures.h"

#define TEMPLATES_PATH "/templates/"
#define MEDIA_PATH     "/media/"
#define REMOTE_PATH    "/remote/"
#define LAYOUTS_PATH   "/layouts/"
#define UNSEEN_PATH    "/unseen/"
#define MAX_NAME_BYTES 1024
#define MAX_ADDRESS_BYTES 4096

/* The second lock: even if a script came through the sanitizer and the settings, it may not run,
 * and nothing is loaded but what this scheme serves. */
#define POLICY                                                                                     \
  "default-src 'none'; script-src 'none'; style-src marbre:; img-src marbre: data:; "              \
  "font-src marbre:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

/* A page of a site has its style inside as well; what it loads is as little. */
#define LAYOUT_POLICY                                                                              \
  "default-src 'none'; script-src 'none'; style-src marbre: 'unsafe-inline'; "                     \
  "img-src marbre: data:; font-src marbre: data:; form-action 'none'; base-uri 'none'; "           \
  "frame-ancestors 'none'"

struct _MarbrePreviewScheme
{
  MarbreMediaLoadFunc load;
  MarbreMediaFinishFunc finish;
  gpointer data;                   /* (borrowed): the loader's */
  GCancellable *cancellable;       /* (owned) */
  MarbrePreviewPictures *pictures; /* (owned) */
  MarbreMediaLoadFunc load_layout; /* (nullable) */
  MarbreMediaFinishFunc finish_layout;
  gpointer layout_data;            /* (borrowed): the layouts' loader's */
  gboolean remote_allowed;         /* the user let the story that is shown load from the web */
};

typedef struct
{
  MarbrePreviewScheme *scheme;     /* (owned) */
  WebKitURISchemeRequest *request; /* (owned) */
  char *name;                      /* (owned): for who reads what is wrong with it */
} MediaRequest;

static void
clear (gpointer data)
{
  MarbrePreviewScheme *self = data;

  g_object_unref (self->cancellable);
  marbre_preview_pictures_unref (self->pictures);
}

static void
scheme_unref (gpointer data)
{
  g_rc_box_release_full (data, clear);
}

static void
media_request_free (MediaRequest *self)
{
  scheme_unref (self->scheme);
  g_object_unref (self->request);
  g_free (self->name);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MediaRequest, media_request_free)

static void
refuse (WebKitURISchemeRequest *request)
{
  g_autoptr (GError) error =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No such page in the preview");

  webkit_uri_scheme_request_finish_error (request, error);
}

static void
answer_under (WebKitURISchemeRequest *request,
              GBytes *bytes,
              const char *mime,
              const char *cache,
              const char *policy)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (WebKitURISchemeResponse) response =
      webkit_uri_scheme_response_new (stream, (gint64) g_bytes_get_size (bytes));
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);

  soup_message_headers_append (headers, "Content-Security-Policy", policy);
  if (cache)
    soup_message_headers_append (headers, "Cache-Control", cache);
  webkit_uri_scheme_response_set_content_type (response, mime);
  webkit_uri_scheme_response_set_http_headers (response, g_steal_pointer (&headers));
  webkit_uri_scheme_request_finish_with_response (request, response);
}

static void
answer (WebKitURISchemeRequest *request, GBytes *bytes, const char *mime, const char *cache)
{
  answer_under (request, bytes, mime, cache, POLICY);
}

static gboolean
is_template_file (const char *file)
{
  const char *dot = strrchr (file, '.');
  g_autofree char *name = dot ? g_strndup (file, (gsize) (dot - file)) : NULL;
  MarbreFace face;

  if (dot == NULL || (!g_str_equal (dot, ".html") && !g_str_equal (dot, ".css")))
    return FALSE;
  if (g_str_has_prefix (name, MARBRE_TEMPLATE_FACES))
    return marbre_face_from_name (name + strlen (MARBRE_TEMPLATE_FACES), &face) &&
           face != MARBRE_FACE_ARTICLE;
  return g_strv_contains (marbre_template_get_names (), name);
}

static void
answer_template (WebKitURISchemeRequest *request, const char *file)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (is_template_file (file))
    {
      path = g_strconcat (MARBRE_TEMPLATE_RESOURCES, file, NULL);
      bytes = g_resource_lookup_data (marbre_text_get_resource (), path,
                                      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    }
  if (bytes == NULL)
    refuse (request);
  else
    answer (
        request, bytes,
        g_str_has_suffix (file, ".css") ? "text/css; charset=utf-8" : "text/html; charset=utf-8",
        NULL);
}

/* Names go to the media store, which must never be asked for a path out of it. */
static gboolean
is_media_name (const char *name)
{
  if (*name == '\0' || *name == '/' || strlen (name) > MAX_NAME_BYTES ||
      !g_utf8_validate (name, -1, NULL) || strchr (name, '\\') || strstr (name, ".."))
    return FALSE;
  for (const char *p = name; *p; p++)
    if (g_ascii_iscntrl (*p))
      return FALSE;
  return TRUE;
}

/* A picture that cannot be shown is answered with a drawing that says why, not kept by the page:
 * what is missing now may be there at the next try. */
static void
answer_problem (MediaRequest *self, GError *error)
{
  g_autoptr (GBytes) drawing = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      webkit_uri_scheme_request_finish_error (self->request, error);
      return;
    }
  drawing = marbre_preview_pictures_explain (self->name, error->message);
  answer (self->request, drawing, "image/svg+xml", "no-store");
}

static void
picture_fitted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MediaRequest) self = user_data;
  g_autofree char *mime = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = marbre_preview_pictures_fit_finish (result, &mime, &error);

  if (bytes == NULL)
    answer_problem (self, error);
  else
    answer (self->request, bytes, mime, NULL);
}

static void
media_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MediaRequest) self = user_data;
  MarbrePreviewScheme *scheme = self->scheme;
  g_autofree char *mime = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = scheme->finish (result, &mime, scheme->data, &error);

  if (bytes == NULL)
    answer_problem (self, error);
  else
    marbre_preview_pictures_fit_async (scheme->pictures, bytes, scheme->cancellable,
                                       picture_fitted_cb, g_steal_pointer (&self));
}

static void
load_picture (MarbrePreviewScheme *self, WebKitURISchemeRequest *request, const char *name)
{
  MediaRequest *media = g_new0 (MediaRequest, 1);

  media->scheme = g_rc_box_acquire (self);
  media->request = g_object_ref (request);
  media->name = g_strdup (name);
  self->load (name, self->cancellable, media_loaded_cb, media, self->data);
}

static void
answer_media (MarbrePreviewScheme *self, WebKitURISchemeRequest *request, const char *escaped)
{
  g_autofree char *name = g_uri_unescape_string (escaped, NULL);

  if (name == NULL || !is_media_name (name))
    refuse (request);
  else
    load_picture (self, request, name);
}

/* What keeps a story's addresses from being asked for: not the page's script, which is told to show
 * a placeholder, but this. */
static void
answer_remote (MarbrePreviewScheme *self, WebKitURISchemeRequest *request, const char *escaped)
{
  g_autofree char *address = g_uri_unescape_string (escaped, NULL);

  if (!self->remote_allowed || address == NULL || strlen (address) > MAX_ADDRESS_BYTES ||
      !(g_str_has_prefix (address, "https://") || g_str_has_prefix (address, "http://")))
    refuse (request);
  else
    load_picture (self, request, address);
}

/* What the page asks for in place of a picture that the web process could not decode: WebP and AVIF
 * go there as they are, for want of a decoder of our own. */
static void
answer_unseen (WebKitURISchemeRequest *request, const char *escaped)
{
  g_autofree char *name = g_uri_unescape_string (escaped, NULL);
  g_autoptr (GBytes) drawing = NULL;

  if (name == NULL || strlen (name) > MAX_ADDRESS_BYTES || !g_utf8_validate (name, -1, NULL))
    {
      refuse (request);
      return;
    }
  drawing = marbre_preview_pictures_explain (
      name, _("The picture’s file is damaged, or of a kind that this computer cannot show. Save it "
              "as JPEG or PNG, and insert it again."));
  answer (request, drawing, "image/svg+xml", "no-store");
}

static const char *
get_layout_mime (const char *path)
{
  static const char *const types[][2] = {
    { ".html", "text/html; charset=utf-8" }, { ".css", "text/css; charset=utf-8" },
    { ".svg", "image/svg+xml" },             { ".png", "image/png" },
    { ".jpg", "image/jpeg" },                { ".gif", "image/gif" },
    { ".webp", "image/webp" },               { ".avif", "image/avif" },
    { ".woff2", "font/woff2" },              { ".woff", "font/woff" },
    { ".ttf", "font/ttf" },                  { ".otf", "font/otf" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (path, types[i][0]))
      return types[i][1];
  return NULL;
}

static void
layout_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MediaRequest) self = user_data;
  MarbrePreviewScheme *scheme = self->scheme;
  g_autofree char *mime = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = scheme->finish_layout (result, &mime, scheme->layout_data, &error);

  if (bytes == NULL)
    webkit_uri_scheme_request_finish_error (self->request, error);
  else
    answer_under (self->request, bytes, get_layout_mime (self->name), NULL, LAYOUT_POLICY);
}

static void
answer_layout (MarbrePreviewScheme *self, WebKitURISchemeRequest *request, const char *path)
{
  MediaRequest *file;

  if (self->load_layout == NULL || get_layout_mime (path) == NULL || !is_media_name (path))
    {
      refuse (request);
      return;
    }
  file = g_new0 (MediaRequest, 1);
  file->scheme = g_rc_box_acquire (self);
  file->request = g_object_ref (request);
  file->name = g_strdup (path);
  self->load_layout (path, self->cancellable, layout_loaded_cb, file, self->layout_data);
}

static void
request_cb (WebKitURISchemeRequest *request, gpointer user_data)
{
  MarbrePreviewScheme *self = user_data;
  const char *path = webkit_uri_scheme_request_get_path (request);

  if (path && g_str_has_prefix (path, TEMPLATES_PATH))
    answer_template (request, path + strlen (TEMPLATES_PATH));
  else if (path && g_str_has_prefix (path, MEDIA_PATH))
    answer_media (self, request, path + strlen (MEDIA_PATH));
  else if (path && g_str_has_prefix (path, REMOTE_PATH))
    answer_remote (self, request, path + strlen (REMOTE_PATH));
  else if (path && g_str_has_prefix (path, LAYOUTS_PATH))
    answer_layout (self, request, path + strlen (LAYOUTS_PATH));
  else if (path && g_str_has_prefix (path, UNSEEN_PATH))
    answer_unseen (request, path + strlen (UNSEEN_PATH));
  else
    refuse (request);
}

/**
 * marbre_preview_scheme_register:
 * @context: a context of its own for one preview
 * @load: starts to load a picture
 * @finish: ends it
 * @data: for both
 * @cancellable: cancelled when the preview goes away
 *
 * Serves marbre:///templates/NAME.html and .css from the program, marbre:///media/NAME through
 * @load, and marbre:///remote/ADDRESS as well, if that is allowed for the story that is shown. What
 * it says of a picture that cannot be decoded is at marbre:///unseen/NAME.
 *
 * Returns: (transfer none): the scheme, which lives as long as @context
 */
MarbrePreviewScheme *
marbre_preview_scheme_register (WebKitWebContext *context,
                                MarbreMediaLoadFunc load,
                                MarbreMediaFinishFunc finish,
                                gpointer data,
                                GCancellable *cancellable)
{
  MarbrePreviewScheme *self = g_rc_box_new0 (MarbrePreviewScheme);

  self->load = load;
  self->finish = finish;
  self->data = data;
  self->cancellable = g_object_ref (cancellable);
  self->pictures = marbre_preview_pictures_new ();
  webkit_web_context_register_uri_scheme (context, MARBRE_PREVIEW_SCHEME, request_cb, self,
                                          scheme_unref);
  return self;
}

/**
 * marbre_preview_scheme_set_layouts:
 * @load: starts to load "PATH/FILE" of a layout
 * @finish: ends it
 * @data: for both
 *
 * Serves marbre:///layouts/PATH/FILE through @load from now on.
 */
void
marbre_preview_scheme_set_layouts (MarbrePreviewScheme *self,
                                   MarbreMediaLoadFunc load,
                                   MarbreMediaFinishFunc finish,
                                   gpointer data)
{
  self->load_layout = load;
  self->finish_layout = finish;
  self->layout_data = data;
}

/**
 * marbre_preview_scheme_set_remote_allowed:
 * @allowed: whether pictures on the web are asked of the loader from now on
 */
void
marbre_preview_scheme_set_remote_allowed (MarbrePreviewScheme *self, gboolean allowed)
{
  self->remote_allowed = allowed;
}
