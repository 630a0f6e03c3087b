/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Typography in the window: its settings for who types, and the correction of a whole story, which
 * is shown before it is done and is one step to undo.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-typography-list.h"
#include "marbre-window-private.h"

/* Nobody reads more; all are made. */
#define MAX_ROWS 300

typedef struct
{
  MarbreWindow *window; /* (owned) */
  GPtrArray *changes;   /* (owned) (nullable): MarbreTypographyChange */
  guint64 generation;   /* of the document whose changes they are */
} Correction;

static void
correction_free (Correction *self)
{
  g_clear_object (&self->window);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Correction, correction_free)

/* What the pages of the proposed site can show. */
void
_marbre_window_get_typography (MarbreWindow *self, MarbreTypographyOptions *options)
{
  g_autoptr (MarbreSite) site = self->publisher ? marbre_publisher_dup_site (self->publisher)
                                                : NULL;

  *options = (MarbreTypographyOptions){ 0 };
  if (site != NULL)
    options->spaces = marbre_site_get_profile (site)->spaces;
}

/* Tells the editor what to do as one types. */
void
_marbre_window_update_typography (MarbreWindow *self)
{
  MarbreTypesetter *typesetter = marbre_editor_get_typesetter (self->editor);
  MarbreTypographyOptions options;

  _marbre_window_get_typography (self, &options);
  marbre_typesetter_set_spaces (typesetter, options.spaces);
  marbre_typesetter_set_enabled (typesetter, g_settings_get_boolean (self->settings, "typography"));
  marbre_typesetter_set_pasted (typesetter,
                                g_settings_get_boolean (self->settings, "typography-paste"));
}

/* Tells a paste that has not begun whether its text is to be set. */
void
_marbre_window_set_paste_typography (MarbreWindow *self, MarbrePaste *paste)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  MarbreTypographyOptions options;

  if (document == NULL || !g_settings_get_boolean (self->settings, "typography-paste"))
    return;
  _marbre_window_get_typography (self, &options);
  marbre_paste_set_typography (paste, marbre_document_get_language (document), &options);
}

static void
correct_body (MarbreDocument *document, GPtrArray *changes)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (document));

  gtk_text_buffer_begin_user_action (buffer);
  for (guint i = changes->len; i-- > 0;)
    {
      const MarbreTypographyChange *change = g_ptr_array_index (changes, i);
      GtkTextIter start, end;

      if (change->field != MARBRE_FIELD_BODY)
        continue;
      gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) change->offset);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) (change->offset + change->length));
      gtk_text_buffer_delete (buffer, &start, &end);
      gtk_text_buffer_insert (buffer, &start, change->text, -1);
    }
  gtk_text_buffer_end_user_action (buffer);
}

/* A field at once, so that its entry has one step to undo. */
static void
correct_field (MarbreWindow *self, MarbreDocument *document, MarbreField field,
               const MarbreTypographyOptions *options)
{
  MarbreStory *story = marbre_document_get_story (document);
  const char *text = marbre_story_get_text (story, field);
  g_autofree char *set = marbre_typography_apply_line (
      text, marbre_document_get_language (document), options);

  if (!g_str_equal (text, set))
    marbre_editor_replace_in_field (self->editor, field, 0, (guint) g_utf8_strlen (text, -1), set);
}

static void
response_cb (Correction *correction, const char *response)
{
  MarbreWindow *self = correction->window;
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  MarbreTypographyOptions options;
  g_autofree char *receipt = NULL;

  /* A sync may have brought another text meanwhile: then places mean nothing. */
  if (!g_str_equal (response, "correct") || document == NULL ||
      marbre_document_get_generation (document) != correction->generation)
    return;
  _marbre_window_get_typography (self, &options);
  correct_field (self, document, MARBRE_FIELD_KICKER, &options);
  correct_field (self, document, MARBRE_FIELD_HEADLINE, &options);
  correct_field (self, document, MARBRE_FIELD_STANDFIRST, &options);
  correct_body (document, correction->changes);
  receipt = g_strdup_printf (ngettext ("Typography: %u change. Ctrl+Z in the text takes it back.",
                                       "Typography: %u changes. Ctrl+Z in the text takes them "
                                       "back.",
                                       correction->changes->len),
                             correction->changes->len);
  _marbre_window_toast (self, receipt);
}

static GtkWidget *
make_row (const MarbreTypographyChange *change)
{
  g_autofree char *text = g_strdup_printf ("%s  →  %s", change->before, change->after);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 6);
  return label;
}

static GtkWidget *
make_list (GPtrArray *changes)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  for (guint i = 0; i < MIN (changes->len, MAX_ROWS); i++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_row (g_ptr_array_index (changes, i)));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Changes"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 360);
  gtk_widget_set_size_request (scroller, 460, -1);
  return scroller;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Correction) correction = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *changes = marbre_typography_list_finish (result, &error);
  MarbreWindow *self = correction->window;
  g_autofree char *heading = NULL;
  GtkWidget *dialog;

  if (changes == NULL || g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&changes, g_ptr_array_unref);
      return;
    }
  correction->changes = changes;
  if (changes->len == 0)
    {
      _marbre_window_toast (self, _("Quotes, dashes and spaces are as they should be."));
      return;
    }
  heading = g_strdup_printf (ngettext ("%u change", "%u changes", changes->len), changes->len);
  dialog = adw_message_dialog_new (
      GTK_WINDOW (self), heading,
      _("In the list ⍽ is a no-break space and ˽ a narrow one."));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_list (changes));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "correct",
                                    _("C_orrect"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "correct",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "correct");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb),
                         g_steal_pointer (&correction), (GClosureNotify) correction_free,
                         G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Shows what the rules would change in the whole story. */
void
_marbre_window_correct_typography (MarbreWindow *self)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  Correction *correction = g_new0 (Correction, 1);
  MarbreTypographyOptions options;

  correction->window = g_object_ref (self);
  correction->generation = marbre_document_get_generation (document);
  _marbre_window_get_typography (self, &options);
  marbre_typography_list_async (marbre_document_get_story (document), &options, self->cancellable,
                                listed_cb, correction);
}
