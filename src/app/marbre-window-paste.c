/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formatted text that is pasted into the story on the desk: its pictures into the store, and the
 * receipt that says what came along and what did not. Reading and converting are the editor's
 * (marbre-paste.h).
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-compat.h"
#include "marbre-picture-import.h"
#include "marbre-window-private.h"

/* Work that a person notices: then they are told, and may stop it. */
#define NOTICED_MSEC 600

#define RECEIPT_SECONDS 8

/* A paste, from "begun" to "ended". */
typedef struct
{
  MarbreWindow *window; /* (owned) */
  MarbrePaste *paste;   /* (owned) */
  AdwToast *progress;   /* (owned) (nullable): shown */
  GStrvBuilder *names;  /* (owned): of the pictures so far */
  guint next;           /* picture to be stored */
  guint n_stored;
  guint slow_id; /* GSource id; 0 if none */
} Arrival;

static void store_next (Arrival *self);

static void
arrival_free (gpointer data, GClosure *closure)
{
  Arrival *self = data;

  g_clear_handle_id (&self->slow_id, g_source_remove);
  if (self->progress)
    adw_toast_dismiss (self->progress);
  g_clear_object (&self->progress);
  g_clear_pointer (&self->names, g_strv_builder_unref);
  g_object_unref (self->paste);
  g_object_unref (self->window);
  g_free (self);
}

/* The receipt */

static void
add_part (GString *list, char *part)
{
  g_string_append_printf (list, "%s%s", list->len > 0 ? _ (", ") : "", part);
  g_free (part);
}

/* @text is looked at after @n is set. */
#define ADD(count, text)                                                                           \
  if ((n = (count)) > 0)                                                                           \
  add_part (list, g_strdup_printf (text, n))

static char *
list_kept (Arrival *self, const MarbrePasted *pasted)
{
  GString *list = g_string_new (NULL);
  guint n;

  ADD (self->n_stored, ngettext ("%u picture", "%u pictures", n));
  ADD (pasted->n_remote, ngettext ("%u picture on the web", "%u pictures on the web", n));
  ADD (pasted->n_notes, ngettext ("%u footnote", "%u footnotes", n));
  return marbre_string_steal (list);
}

static char *
list_dropped (Arrival *self, const MarbrePasted *pasted)
{
  const struct
  {
    MarbrePastedStyles style;
    const char *name;
  } styles[] = { { MARBRE_PASTED_COLOURS, _ ("colours") },
                 { MARBRE_PASTED_UNDERLINES, _ ("underlining") },
                 { MARBRE_PASTED_CAPITALS, _ ("capitals") },
                 { MARBRE_PASTED_ALIGNMENT, _ ("alignment") } };
  GString *list = g_string_new (NULL);
  guint n;

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (pasted->styles & styles[i].style)
      add_part (list, g_strdup (styles[i].name));
  ADD (pasted->n_comments, ngettext ("%u comment", "%u comments", n));
  ADD (pasted->n_deletions, ngettext ("%u tracked deletion", "%u tracked deletions", n));
  ADD (pasted->n_lost_notes, ngettext ("%u call of a footnote", "%u calls of footnotes", n));
  ADD (pasted->n_lost_pictures + pasted->pictures->len - self->n_stored,
       ngettext ("%u picture", "%u pictures", n));
#undef ADD
  return marbre_string_steal (list);
}

static char *
write_receipt (Arrival *self)
{
  const MarbrePasted *pasted = marbre_paste_get_pasted (self->paste);
  g_autofree char *kept = list_kept (self, pasted);
  g_autofree char *dropped = list_dropped (self, pasted);

  if (*kept == '\0' && *dropped == '\0')
    return g_strdup (_ ("Pasted as Markdown"));
  /* TRANSLATORS: a list such as "3 pictures, 1 footnote" */
  if (*dropped == '\0')
    return g_strdup_printf (_ ("Pasted as Markdown, with %s"), kept);
  /* TRANSLATORS: a list such as "colours, 2 comments" */
  if (*kept == '\0')
    return g_strdup_printf (_ ("Pasted as Markdown; left out: %s"), dropped);
  /* TRANSLATORS: two lists as above */
  return g_strdup_printf (_ ("Pasted as Markdown, with %s; left out: %s"), kept, dropped);
}

static void
show_receipt (Arrival *self)
{
  g_autofree char *text = write_receipt (self);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_timeout (toast, RECEIPT_SECONDS);
  adw_toast_set_button_label (toast, _ ("As plain _text"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (marbre_paste_make_plain),
                           self->paste, G_CONNECT_SWAPPED);
  /* Until the toast is gone the paste can be made plain. */
  g_object_set_data_full (G_OBJECT (toast), "paste", g_object_ref (self->paste), g_object_unref);
  adw_toast_overlay_add_toast (self->window->toasts, toast);
}

/* Letters without any formatting are no news. */
static void
done_cb (Arrival *self)
{
  const MarbrePasted *pasted = marbre_paste_get_pasted (self->paste);

  if (pasted->rich || pasted->styles != 0)
    show_receipt (self);
}

static void
ended_cb (Arrival *self, const char *failure)
{
  if (failure)
    marbre_notice_show (self->window->notice, failure, _ ("Paste as plain text"), "win.paste-plain",
                        NULL);
  g_object_set_data (G_OBJECT (self->paste), "arrival", NULL);
  g_signal_handlers_disconnect_by_data (self->paste, self);
}

/* Pictures */

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbrePaste) paste = user_data;
  g_autoptr (MarbrePictureReport) report = marbre_picture_import_finish (result, NULL);
  Arrival *self = g_object_get_data (G_OBJECT (paste), "arrival");

  if (report == NULL || self == NULL)
    return; /* cancelled: the window is going, or the paste */
  if (report->pictures->len > 0)
    {
      MarbreImported *imported = g_ptr_array_index (report->pictures, 0);

      g_strv_builder_add (self->names, marbre_media_get_src (imported->media));
      self->n_stored++;
    }
  else
    g_strv_builder_add (self->names, "");
  self->next++;
  store_next (self);
}

/* One at a time, so that each is told from those that are none. */
static void
store_next (Arrival *self)
{
  const MarbrePasted *pasted = marbre_paste_get_pasted (self->paste);
  g_autoptr (GListStore) items = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr (GObject) item = NULL;
  const MarbrePastedPicture *picture;

  if (self->next >= pasted->pictures->len)
    {
      g_auto (GStrv) names = g_strv_builder_end (self->names);

      marbre_paste_set_names (self->paste, (const char *const *) names);
      return;
    }
  picture = g_ptr_array_index (pasted->pictures, self->next);
  item = picture->bytes ? G_OBJECT (g_bytes_icon_new (picture->bytes))
                        : G_OBJECT (g_file_new_for_path (picture->path));
  g_list_store_append (items, item);
  marbre_picture_import_async (
      marbre_newsroom_get_archive (self->window->newsroom),
      marbre_web_content_get_fetcher (marbre_reader_get_web_content (self->window->reader)),
      G_LIST_MODEL (items), self->window->cancellable, stored_cb, g_object_ref (self->paste));
}

/* Progress */

static gboolean
slow_cb (gpointer data)
{
  Arrival *self = data;

  self->slow_id = 0;
  self->progress = g_object_ref (adw_toast_new (_ ("Pasting…")));
  adw_toast_set_timeout (self->progress, 0);
  adw_toast_set_priority (self->progress, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_button_label (self->progress, _ ("_Cancel"));
  g_signal_connect_object (self->progress, "button-clicked", G_CALLBACK (marbre_paste_cancel),
                           self->paste, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->window->toasts, self->progress);
  return G_SOURCE_REMOVE;
}

/* A paste of formatted text is about to start. */
void
_marbre_window_take_paste (MarbreWindow *self, MarbrePaste *paste)
{
  Arrival *arrival = g_new0 (Arrival, 1);

  _marbre_window_set_paste_typography (self, paste);
  arrival->window = g_object_ref (self);
  arrival->paste = g_object_ref (paste);
  arrival->names = g_strv_builder_new ();
  arrival->slow_id = g_timeout_add (NOTICED_MSEC, slow_cb, arrival);
  g_object_set_data (G_OBJECT (paste), "arrival", arrival);
  g_signal_connect_swapped (paste, "pictures", G_CALLBACK (store_next), arrival);
  g_signal_connect_swapped (paste, "done", G_CALLBACK (done_cb), arrival);
  g_signal_connect_data (paste, "ended", G_CALLBACK (ended_cb), arrival, arrival_free,
                         G_CONNECT_SWAPPED);
}

/* Pastes letters alone where the keyboard is; only the body would take more. */
void
_marbre_window_paste_plain (MarbreWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  gboolean in_body = focus == NULL || !(GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus)) ||
                     GTK_SOURCE_IS_VIEW (focus);

  if (in_body)
    marbre_paster_paste_plain (marbre_editor_get_paster (self->editor));
  else
    g_signal_emit_by_name (focus, "paste-clipboard");
}
