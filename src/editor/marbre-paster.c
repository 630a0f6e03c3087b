/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The clipboard's keys; see marbre-paster.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-paster.h"

#include "marbre-copy.h"
#include "marbre-foreign-text.h"
#include "marbre-paste-place.h"
#include "marbre-text-paste.h"

/* Longer ones are addresses of nothing that a person reads. */
#define MAX_ADDRESS 2048

struct _MarbrePaster
{
  GObject parent_instance;

  GtkTextView *view; /* (borrowed): owns this object */
};

G_DEFINE_FINAL_TYPE (MarbrePaster, marbre_paster, G_TYPE_OBJECT)

enum
{
  SIGNAL_BEGUN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A look at the clipboard's plain text. */
typedef struct
{
  GtkTextView *view;  /* (owned): and with it the paster */
  MarbrePaste *paste; /* (owned) (nullable): if there is more than plain text */
} Look;

static void
look_free (Look *self)
{
  g_object_unref (self->view);
  g_clear_object (&self->paste);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static GdkClipboard *
get_clipboard (GtkTextView *view)
{
  return gtk_widget_get_clipboard (GTK_WIDGET (view));
}

static void
go_on (Look *look)
{
  MarbrePaster *self = g_object_get_data (G_OBJECT (look->view), "marbre-paster");

  if (look->paste == NULL)
    marbre_text_paste_plain (look->view, MARBRE_TEXT_MAX_BYTES);
  else
    {
      g_signal_emit (self, signals[SIGNAL_BEGUN], 0, look->paste);
      marbre_paste_start (look->paste);
    }
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Look) look = user_data;
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);
  g_autofree char *text =
      bytes ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;

  if (look->paste == NULL && bytes != NULL && g_bytes_get_size (bytes) > MAX_ADDRESS)
    marbre_text_paste_rest (look->view, G_INPUT_STREAM (source), bytes, MARBRE_TEXT_MAX_BYTES);
  else if (text == NULL || g_bytes_get_size (bytes) > MAX_ADDRESS ||
           !g_utf8_validate (text, -1, NULL) ||
           !gtk_text_view_get_editable (look->view) ||
           !marbre_paste_place_link (gtk_text_view_get_buffer (look->view), text))
    go_on (look);
  else
    gtk_text_view_scroll_mark_onscreen (
        look->view, gtk_text_buffer_get_insert (gtk_text_view_get_buffer (look->view)));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Look) look = user_data;
  g_autoptr (GInputStream) stream =
      gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, NULL);

  if (stream == NULL)
    go_on (look);
  else
    g_input_stream_read_bytes_async (stream, MAX_ADDRESS + 1, G_PRIORITY_DEFAULT, NULL, looked_cb,
                                     g_steal_pointer (&look));
}

static void
paste_clipboard_cb (MarbrePaster *self)
{
  static const char *const types[] = { "text/plain;charset=utf-8", NULL };
  GdkClipboard *clipboard = get_clipboard (self->view);
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  gboolean rich = gdk_content_formats_contain_mime_type (formats, "text/html") &&
                  !gdk_content_formats_contain_mime_type (formats, "text/markdown");
  gboolean plain = gdk_content_formats_contain_mime_type (formats, types[0]);
  g_autoptr (Look) look = NULL;

  if (!gtk_text_view_get_editable (self->view) ||
      (!rich && !(plain && gtk_text_buffer_get_has_selection (buffer))))
    return;
  g_signal_stop_emission_by_name (self->view, "paste-clipboard");
  look = g_new0 (Look, 1);
  look->view = g_object_ref (self->view);
  look->paste = rich ? marbre_paste_new (self->view) : NULL;
  if (plain)
    gdk_clipboard_read_async (clipboard, (const char **) types, G_PRIORITY_DEFAULT, NULL, opened_cb,
                              g_steal_pointer (&look));
  else
    go_on (look);
}

/* Copying */

static gboolean
copy (MarbrePaster *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autoptr (GdkContentProvider) provider = NULL;
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    return FALSE;
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  provider = marbre_copy_new (text);
  return gdk_clipboard_set_content (get_clipboard (self->view), provider);
}

static void
copy_clipboard_cb (MarbrePaster *self)
{
  if (copy (self))
    g_signal_stop_emission_by_name (self->view, "copy-clipboard");
}

static void
cut_clipboard_cb (MarbrePaster *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);

  if (!gtk_text_view_get_editable (self->view) || !copy (self))
    return;
  g_signal_stop_emission_by_name (self->view, "cut-clipboard");
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_view_scroll_mark_onscreen (self->view, gtk_text_buffer_get_insert (buffer));
}

/* Class */

static void
marbre_paster_class_init (MarbrePasterClass *klass)
{
  /**
   * MarbrePaster::begun:
   * @paste: a paste of formatted text that is about to start
   */
  signals[SIGNAL_BEGUN] = g_signal_new ("begun", MARBRE_TYPE_PASTER, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, MARBRE_TYPE_PASTE);
}

static void
marbre_paster_init (MarbrePaster *self)
{
}

/**
 * marbre_paster_new:
 * @view: a view of Markdown
 *
 * Returns: (transfer none): what its clipboard's keys do, owned by @view
 */
MarbrePaster *
marbre_paster_new (GtkTextView *view)
{
  MarbrePaster *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_object_new (MARBRE_TYPE_PASTER, NULL);
  self->view = view;
  g_object_set_data_full (G_OBJECT (view), "marbre-paster", self, g_object_unref);
  g_signal_connect_object (view, "paste-clipboard", G_CALLBACK (paste_clipboard_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "copy-clipboard", G_CALLBACK (copy_clipboard_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "cut-clipboard", G_CALLBACK (cut_clipboard_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * marbre_paster_paste_plain:
 *
 * Pastes the letters alone, whatever else the clipboard has.
 */
void
marbre_paster_paste_plain (MarbrePaster *self)
{
  g_return_if_fail (MARBRE_IS_PASTER (self));
  if (gtk_text_view_get_editable (self->view))
    marbre_text_paste_plain (self->view, MARBRE_TEXT_MAX_BYTES);
}
