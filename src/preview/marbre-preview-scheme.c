/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The scheme's answers; see marbre-preview-scheme.h. Every request is finished, with an error if
 * need be: a page that waits for one never counts as loaded.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-preview-scheme.h"

#include <string.h>

#define TEMPLATES_PATH "/templates/"
#define MEDIA_PATH     "/media/"
#define MAX_NAME_BYTES 1024

/* The second lock: even if a script came through the sanitizer and the settings, it may not run,
 * and nothing is loaded but what this scheme serves. */
#define POLICY                                                                                     \
  "default-src 'none'; script-src 'none'; style-src marbre:; img-src marbre: data:; "              \
  "font-src marbre:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

typedef struct
{
  MarbreMediaLoadFunc load;
  MarbreMediaFinishFunc finish;
  gpointer data;             /* (borrowed): the loader's */
  GCancellable *cancellable; /* (owned) */
} Scheme;

typedef struct
{
  WebKitURISchemeRequest *request; /* (owned) */
  MarbreMediaFinishFunc finish;
  gpointer data; /* (borrowed): the loader's */
} MediaRequest;

static void
scheme_free (gpointer data)
{
  Scheme *self = data;

  g_object_unref (self->cancellable);
  g_free (self);
}

static void
media_request_free (MediaRequest *self)
{
  g_object_unref (self->request);
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
answer (WebKitURISchemeRequest *request, GBytes *bytes, const char *mime)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (WebKitURISchemeResponse) response =
      webkit_uri_scheme_response_new (stream, (gint64) g_bytes_get_size (bytes));
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);

  soup_message_headers_append (headers, "Content-Security-Policy", POLICY);
  webkit_uri_scheme_response_set_content_type (response, mime);
  webkit_uri_scheme_response_set_http_headers (response, g_steal_pointer (&headers));
  webkit_uri_scheme_request_finish_with_response (request, response);
}

static gboolean
is_template_file (const char *file)
{
  const char *const *names = marbre_template_get_names ();
  const char *dot = strrchr (file, '.');

  if (dot == NULL || (!g_str_equal (dot, ".html") && !g_str_equal (dot, ".css")))
    return FALSE;
  for (; *names; names++)
    if (strlen (*names) == (gsize) (dot - file) && g_str_has_prefix (file, *names))
      return TRUE;
  return FALSE;
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
        g_str_has_suffix (file, ".css") ? "text/css; charset=utf-8" : "text/html; charset=utf-8");
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

static void
media_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MediaRequest) self = user_data;
  g_autofree char *mime = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = self->finish (result, &mime, self->data, &error);

  if (bytes == NULL)
    {
      webkit_uri_scheme_request_finish_error (self->request, error);
      return;
    }
  if (mime == NULL)
    {
      g_autofree char *type = g_content_type_guess (NULL, g_bytes_get_data (bytes, NULL),
                                                    g_bytes_get_size (bytes), NULL);

      mime = g_content_type_get_mime_type (type);
    }
  if (mime && g_str_has_prefix (mime, "image/"))
    answer (self->request, bytes, mime);
  else
    refuse (self->request);
}

static void
answer_media (Scheme *self, WebKitURISchemeRequest *request, const char *escaped)
{
  g_autofree char *name = g_uri_unescape_string (escaped, NULL);
  MediaRequest *media;

  if (name == NULL || !is_media_name (name))
    {
      refuse (request);
      return;
    }
  media = g_new0 (MediaRequest, 1);
  media->request = g_object_ref (request);
  media->finish = self->finish;
  media->data = self->data;
  self->load (name, self->cancellable, media_loaded_cb, media, self->data);
}

static void
request_cb (WebKitURISchemeRequest *request, gpointer user_data)
{
  Scheme *self = user_data;
  const char *path = webkit_uri_scheme_request_get_path (request);

  if (path && g_str_has_prefix (path, TEMPLATES_PATH))
    answer_template (request, path + strlen (TEMPLATES_PATH));
  else if (path && g_str_has_prefix (path, MEDIA_PATH))
    answer_media (self, request, path + strlen (MEDIA_PATH));
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
 * Serves marbre:///templates/NAME.html and .css from the program, and marbre:///media/NAME through
 * @load.
 */
void
marbre_preview_scheme_register (WebKitWebContext *context,
                                MarbreMediaLoadFunc load,
                                MarbreMediaFinishFunc finish,
                                gpointer data,
                                GCancellable *cancellable)
{
  Scheme *self = g_new0 (Scheme, 1);

  self->load = load;
  self->finish = finish;
  self->data = data;
  self->cancellable = g_object_ref (cancellable);
  webkit_web_context_register_uri_scheme (context, MARBRE_PREVIEW_SCHEME, request_cb, self,
                                          scheme_free);
}
