/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures for the page; see marbre-preview-pictures.h. One thread, so that a story of thirty
 * photographs does not decode thirty of them at once. Those that had to be made smaller are kept,
 * by the hash of their file: another layout asks for all of them again.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-preview-pictures.h"

#include <string.h>

#include "marbre-encode.h"
#include "marbre-picture-scaler.h"
#include "marbre-worker.h"

#define MAX_KEPT_BYTES (32 * 1024 * 1024)

/* The drawing in place of a picture, in its own units. */
#define NOTICE_WIDTH  640
#define NOTICE_HEIGHT 220
#define NOTICE_SIGNS  58 /* in a line of the message */
#define NAME_SIGNS    44

typedef struct
{
  GBytes *bytes; /* (owned) */
  char *mime;    /* (owned) */
} Fitted;

struct _MarbrePreviewPictures
{
  MarbreWorker *worker; /* (owned) */
  /* The worker's own */
  GHashTable *kept;  /* (owned) (element-type utf8 Fitted): by SHA-256 of the file */
  GQueue *order;     /* (owned) (element-type utf8): keys of @kept, oldest first (borrowed) */
  gsize kept_bytes;
};

static Fitted *
fitted_new (GBytes *bytes, const char *mime)
{
  Fitted *self = g_new0 (Fitted, 1);

  self->bytes = g_bytes_ref (bytes);
  self->mime = g_strdup (mime);
  return self;
}

static void
fitted_free (gpointer data)
{
  Fitted *self = data;

  g_bytes_unref (self->bytes);
  g_free (self->mime);
  g_free (self);
}

/**
 * marbre_preview_pictures_new:
 *
 * Returns: (transfer full): a worker with an empty cache
 */
MarbrePreviewPictures *
marbre_preview_pictures_new (void)
{
  MarbrePreviewPictures *self = g_atomic_rc_box_new0 (MarbrePreviewPictures);

  self->worker = marbre_worker_new ("pictures");
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, fitted_free);
  self->order = g_queue_new ();
  return self;
}

static void
clear (gpointer data)
{
  MarbrePreviewPictures *self = data;

  g_object_unref (self->worker);
  g_queue_free (self->order);
  g_hash_table_unref (self->kept);
}

/**
 * marbre_preview_pictures_unref:
 * @self: (transfer full): the pictures; cancel what was asked for first
 *
 * What is under way keeps a reference, so that nobody waits for it here.
 */
void
marbre_preview_pictures_unref (MarbrePreviewPictures *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static void
keep (MarbrePreviewPictures *self, const char *hash, GBytes *bytes, const char *mime)
{
  char *key = g_strdup (hash);

  g_hash_table_insert (self->kept, key, fitted_new (bytes, mime));
  g_queue_push_tail (self->order, key);
  self->kept_bytes += g_bytes_get_size (bytes);
  while (self->kept_bytes > MAX_KEPT_BYTES)
    {
      const char *oldest = g_queue_pop_head (self->order);
      Fitted *gone = g_hash_table_lookup (self->kept, oldest);

      self->kept_bytes -= g_bytes_get_size (gone->bytes);
      g_hash_table_remove (self->kept, oldest);
    }
}

typedef struct
{
  MarbrePreviewPictures *pictures; /* (owned) */
  GBytes *bytes;                   /* (owned) */
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_bytes_unref (self->bytes);
  marbre_preview_pictures_unref (self->pictures);
  g_free (self);
}

static void
fit (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  MarbrePreviewPictures *self = request->pictures;
  g_autofree char *hash = NULL;
  g_autofree char *mime = NULL;
  g_autoptr (GBytes) fitted = NULL;
  GError *error = NULL;
  Fitted *found;

  if (g_task_return_error_if_cancelled (task))
    return;
  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, request->bytes);
  found = g_hash_table_lookup (self->kept, hash);
  if (found)
    {
      g_task_return_pointer (task, fitted_new (found->bytes, found->mime), fitted_free);
      return;
    }
  fitted = marbre_picture_scaler_fit (request->bytes, &mime, &error);
  if (fitted == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (fitted != request->bytes)
    keep (self, hash, fitted, mime);
  g_task_return_pointer (task, fitted_new (fitted, mime), fitted_free);
}

/**
 * marbre_preview_pictures_fit_async:
 * @bytes: a picture, of any origin
 * @cancellable: (nullable): a cancellable
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Makes a picture fit to be shown; see marbre_picture_scaler_fit().
 */
void
marbre_preview_pictures_fit_async (MarbrePreviewPictures *self,
                                   GBytes *bytes,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_task_set_source_tag (task, marbre_preview_pictures_fit_async);
  request->pictures = g_atomic_rc_box_acquire (self);
  request->bytes = g_bytes_ref (bytes);
  g_task_set_task_data (task, request, request_free);
  marbre_worker_push (self->worker, task, fit);
}

/**
 * marbre_preview_pictures_fit_finish:
 * @mime: (out) (transfer full): its type
 * @error: what is wrong with the picture, in words for a person
 *
 * Returns: (transfer full) (nullable): what to show
 */
GBytes *
marbre_preview_pictures_fit_finish (GAsyncResult *result, char **mime, GError **error)
{
  Fitted *fitted = g_task_propagate_pointer (G_TASK (result), error);
  GBytes *bytes;

  if (fitted == NULL)
    return NULL;
  *mime = g_steal_pointer (&fitted->mime);
  bytes = g_bytes_ref (fitted->bytes);
  fitted_free (fitted);
  return bytes;
}

/* The file's name without its folders, its middle left out if it is long: both ends tell. */
static char *
shorten_name (const char *name)
{
  const char *slash = strrchr (name, '/');
  const char *file = slash && slash[1] != '\0' ? slash + 1 : name;
  glong length = g_utf8_strlen (file, -1);
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  if (length <= NAME_SIGNS)
    return g_strdup (file);
  start = g_utf8_substring (file, 0, NAME_SIGNS / 2);
  end = g_utf8_substring (file, length - NAME_SIGNS / 2, length);
  return g_strconcat (start, "…", end, NULL);
}

static void
append_line (GString *svg, guint line, const char *text)
{
  g_string_append_printf (svg, "<text x=\"%d\" y=\"%u\"%s>", NOTICE_WIDTH / 2, 92 + line * 26,
                          line == 0 ? " font-weight=\"600\"" : "");
  marbre_encode_html_append (svg, text, -1);
  g_string_append (svg, "</text>");
}

/* SVG text does not wrap by itself. */
static void
append_wrapped (GString *svg, const char *message)
{
  g_auto (GStrv) words = g_strsplit (message, " ", -1);
  g_autoptr (GString) text = g_string_new (NULL);
  guint line = 1;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (text->len > 0 &&
          g_utf8_strlen (text->str, -1) + g_utf8_strlen (words[i], -1) >= NOTICE_SIGNS)
        {
          append_line (svg, line++, text->str);
          g_string_truncate (text, 0);
        }
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", words[i]);
    }
  append_line (svg, line, text->str);
}

/**
 * marbre_preview_pictures_explain:
 * @name: the picture's name or address
 * @message: what is wrong with it
 *
 * Draws a frame with both, in a grey that is seen on light and on dark paper. As a picture it takes
 * the picture's place in any layout, in print too, and needs no script.
 *
 * Returns: (transfer full): SVG
 */
GBytes *
marbre_preview_pictures_explain (const char *name, const char *message)
{
  GString *svg = g_string_new (NULL);
  g_autofree char *file = shorten_name (name);

  g_string_append_printf (
      svg,
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">"
      "<rect x=\"1\" y=\"1\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"#808080\""
      " fill-opacity=\"0.08\" stroke=\"#808080\" stroke-opacity=\"0.6\" stroke-dasharray=\"5 4\"/>"
      "<g fill=\"#808080\" font-family=\"system-ui, sans-serif\" font-size=\"17\""
      " text-anchor=\"middle\">",
      NOTICE_WIDTH, NOTICE_HEIGHT, NOTICE_WIDTH, NOTICE_HEIGHT, NOTICE_WIDTH - 2,
      NOTICE_HEIGHT - 2);
  append_line (svg, 0, file);
  append_wrapped (svg, message);
  g_string_append (svg, "</g></svg>");
  return g_string_free_to_bytes (svg);
}
