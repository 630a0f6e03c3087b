/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lead picture's row; see marbre-editor-lead.h. Choosing and storing a picture is the
 * application's: the row asks by signals.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-editor-lead.h"

#include "marbre-lead-row.h"
#include "marbre-picture-drop.h"
#include "marbre-prose-entry.h"

struct _MarbreEditorLead
{
  GtkWidget parent_instance;

  /* Template */
  GtkStack *stack;
  GtkPicture *thumbnail;
  MarbreProseEntry *alt;
  MarbreProseEntry *caption;
  MarbreProseEntry *credit;
  GtkWidget *buttons;

  MarbreDocument *document; /* (owned) (nullable) */
  MarbrePictureDrop *drop;  /* (borrowed): this widget owns it */
  gboolean loading;         /* the entries follow the story */
};

G_DEFINE_FINAL_TYPE (MarbreEditorLead, marbre_editor_lead, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOOSE,
  SIGNAL_OFFERED,
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
load (MarbreEditorLead *self)
{
  MarbreMedia *media = current_media (self);
  gboolean editable = self->document && !marbre_document_get_read_only (self->document);

  self->loading = TRUE;
  gtk_stack_set_visible_child_name (self->stack, media ? "picture" : "empty");
  marbre_prose_entry_set_text (self->alt, media ? marbre_media_get_alt (media) : "");
  marbre_prose_entry_set_text (self->caption, media ? marbre_media_get_caption (media) : "");
  marbre_prose_entry_set_text (self->credit, media ? marbre_media_get_credit (media) : "");
  marbre_prose_entry_set_editable (self->alt, editable);
  marbre_prose_entry_set_editable (self->caption, editable);
  marbre_prose_entry_set_editable (self->credit, editable);
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
  edited = marbre_media_new (marbre_media_get_src (media), marbre_prose_entry_get_text (self->alt),
                             marbre_prose_entry_get_text (self->caption),
                             marbre_prose_entry_get_text (self->credit));
  marbre_story_set_lead_image (marbre_document_get_story (self->document), edited);
}

/* As Tab would. */
static void
leave_cb (MarbreEditorLead *self, GtkDirectionType direction)
{
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), direction);
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

static void
offered_cb (MarbreEditorLead *self, GListModel *pictures)
{
  if (self->document && !marbre_document_get_read_only (self->document))
    g_signal_emit (self, signals[SIGNAL_OFFERED], 0, pictures);
}

/* In an entry Ctrl+V is the entry's, which sees it first. */
static gboolean
paste_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  return marbre_picture_drop_paste (MARBRE_EDITOR_LEAD (widget)->drop);
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
   * MarbreEditorLead::offered:
   * @pictures: see MarbrePictureDrop::offered
   */
  signals[SIGNAL_OFFERED] =
      g_signal_new ("offered", MARBRE_TYPE_EDITOR_LEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_LIST_MODEL);

  g_type_ensure (MARBRE_TYPE_LEAD_ROW);
  g_type_ensure (MARBRE_TYPE_PROSE_ENTRY);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, paste_cb, NULL);
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
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
marbre_editor_lead_init (MarbreEditorLead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->drop = marbre_picture_drop_new (GTK_WIDGET (self));
  g_signal_connect_object (self->drop, "offered", G_CALLBACK (offered_cb), self, G_CONNECT_SWAPPED);
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
 * marbre_editor_lead_get_view:
 * @text: one of the picture's texts
 *
 * Returns: (transfer none): where it is written
 */
GtkTextView *
marbre_editor_lead_get_view (MarbreEditorLead *self, MarbreLeadText text)
{
  g_return_val_if_fail (MARBRE_IS_EDITOR_LEAD (self), NULL);

  switch (text)
    {
    case MARBRE_LEAD_ALT:
      return GTK_TEXT_VIEW (self->alt);
    case MARBRE_LEAD_CAPTION:
      return GTK_TEXT_VIEW (self->caption);
    case MARBRE_LEAD_CREDIT:
      return GTK_TEXT_VIEW (self->credit);
    case MARBRE_LEAD_N_TEXTS:
    default:
      g_return_val_if_reached (NULL);
    }
}
