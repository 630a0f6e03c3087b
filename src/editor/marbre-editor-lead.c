/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lead picture's row; see marbre-editor-lead.h. Choosing and storing a picture is the
 * application's: the row asks by signals.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-editor-lead.h"

#include <string.h>

struct _MarbreEditorLead
{
  GtkWidget parent_instance;

  /* Template */
  GtkStack *stack;
  GtkPicture *thumbnail;
  GtkEditable *alt;
  GtkEditable *caption;
  GtkEditable *credit;
  GtkWidget *buttons;

  MarbreDocument *document; /* (owned) (nullable) */
  gboolean loading;         /* the entries follow the story */
};

G_DEFINE_FINAL_TYPE (MarbreEditorLead, marbre_editor_lead, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOOSE,
  SIGNAL_DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static MarbreMedia *
current_media (MarbreEditorLead *self)
{
  return self->document ? marbre_story_get_lead_image (marbre_document_get_story (self->document))
                        : NULL;
}

static void
load_entry (GtkEditable *entry, const char *text)
{
  if (g_strcmp0 (gtk_editable_get_text (entry), text) == 0)
    return;
  gtk_editable_set_enable_undo (entry, FALSE);
  gtk_editable_set_text (entry, text);
  gtk_editable_set_enable_undo (entry, TRUE);
}

static void
load (MarbreEditorLead *self)
{
  MarbreMedia *media = current_media (self);
  gboolean editable = self->document && !marbre_document_get_read_only (self->document);

  self->loading = TRUE;
  gtk_stack_set_visible_child_name (self->stack, media ? "picture" : "empty");
  load_entry (self->alt, media ? marbre_media_get_alt (media) : "");
  load_entry (self->caption, media ? marbre_media_get_caption (media) : "");
  load_entry (self->credit, media ? marbre_media_get_credit (media) : "");
  gtk_editable_set_editable (self->alt, editable);
  gtk_editable_set_editable (self->caption, editable);
  gtk_editable_set_editable (self->credit, editable);
  gtk_widget_set_visible (self->buttons, editable);
  gtk_widget_set_visible (GTK_WIDGET (self), editable || media);
  self->loading = FALSE;
}

static void
typed_cb (MarbreEditorLead *self)
{
  MarbreMedia *media = current_media (self);
  g_autoptr (MarbreMedia) edited = NULL;

  if (self->loading || media == NULL)
    return;
  edited = marbre_media_new (marbre_media_get_src (media), gtk_editable_get_text (self->alt),
                             gtk_editable_get_text (self->caption),
                             gtk_editable_get_text (self->credit));
  marbre_story_set_lead_image (marbre_document_get_story (self->document), edited);
}

static void
choose_cb (MarbreEditorLead *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOOSE], 0);
}

static void
remove_cb (MarbreEditorLead *self)
{
  if (self->document)
    marbre_story_set_lead_image (marbre_document_get_story (self->document), NULL);
}

static gboolean
dropped_cb (MarbreEditorLead *self, const GValue *value)
{
  g_autoptr (GFile) file = marbre_editor_lead_find_image (value);

  if (file == NULL || self->document == NULL || marbre_document_get_read_only (self->document))
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_DROPPED], 0, file);
  return TRUE;
}

static void
marbre_editor_lead_dispose (GObject *object)
{
  MarbreEditorLead *self = MARBRE_EDITOR_LEAD (object);
  GtkWidget *child;

  marbre_editor_lead_set_document (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (marbre_editor_lead_parent_class)->dispose (object);
}

static void
marbre_editor_lead_class_init (MarbreEditorLeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_editor_lead_dispose;

  /**
   * MarbreEditorLead::choose:
   *
   * The writer wants to choose a picture, the first or another one.
   */
  signals[SIGNAL_CHOOSE] = g_signal_new ("choose", MARBRE_TYPE_EDITOR_LEAD, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MarbreEditorLead::dropped:
   * @file: a file that its name calls a picture
   */
  signals[SIGNAL_DROPPED] = g_signal_new ("dropped", MARBRE_TYPE_EDITOR_LEAD, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "leadpicture");
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/editor/marbre-editor-lead.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreEditorLead, stack);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditorLead, thumbnail);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditorLead, alt);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditorLead, caption);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditorLead, credit);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditorLead, buttons);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
marbre_editor_lead_init (MarbreEditorLead *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * marbre_editor_lead_set_document:
 * @document: (nullable): whose lead picture is shown and edited
 */
void
marbre_editor_lead_set_document (MarbreEditorLead *self, MarbreDocument *document)
{
  g_return_if_fail (MARBRE_IS_EDITOR_LEAD (self));

  if (self->document)
    {
      g_signal_handlers_disconnect_by_func (self->document, load, self);
      g_signal_handlers_disconnect_by_func (marbre_document_get_story (self->document), load, self);
    }
  g_set_object (&self->document, document);
  if (document == NULL)
    return;
  g_signal_connect_object (marbre_document_get_story (document), "notify::lead-image",
                           G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::read-only", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  gtk_picture_set_paintable (self->thumbnail, NULL);
  load (self);
}

/**
 * marbre_editor_lead_set_paintable:
 * @paintable: (nullable): the picture, %NULL while it is loading
 */
void
marbre_editor_lead_set_paintable (MarbreEditorLead *self, GdkPaintable *paintable)
{
  g_return_if_fail (MARBRE_IS_EDITOR_LEAD (self));
  gtk_picture_set_paintable (self->thumbnail, paintable);
}

/**
 * marbre_editor_lead_find_image:
 * @value: what was dropped, a #GdkFileList
 *
 * Judges by the name alone: the file is opened by who takes it, off this thread.
 *
 * Returns: (transfer full) (nullable): the first file that is called a picture
 */
GFile *
marbre_editor_lead_find_image (const GValue *value)
{
  const GSList *files = g_value_get_boxed (value);

  for (; files; files = files->next)
    {
      g_autofree char *name = g_file_get_basename (files->data);
      g_autofree char *type = name ? g_content_type_guess (name, NULL, 0, NULL) : NULL;

      if (type && g_content_type_is_a (type, "image/*"))
        return g_object_ref (files->data);
    }
  return NULL;
}
