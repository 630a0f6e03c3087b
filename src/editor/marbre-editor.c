/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The writing pane; see marbre-editor.h. It joins the head, the body and the document; scrolling is
 * the manuscript's, the fields are the head's. marbre-editor-private.h says what is in which file.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-editor-private.h"

#include "marbre-editor-resources.h"
#include "marbre-format-bar.h"

#define RESOURCES "/io/github/marbre/Marbre/editor/"

G_DEFINE_FINAL_TYPE (MarbreEditor, marbre_editor, GTK_TYPE_WIDGET)

enum
{
  PROP_DOCUMENT = 1,
  PROP_DARK,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Returns: (transfer none): the text of the body */
GtkTextBuffer *
_marbre_editor_get_body (MarbreEditor *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

/* Returns: whether there is a story that may be written */
gboolean
_marbre_editor_is_editable (MarbreEditor *self)
{
  return self->document && !marbre_document_get_read_only (self->document);
}

static void
apply_read_only (MarbreEditor *self)
{
  gboolean editable = _marbre_editor_is_editable (self);

  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), editable);
  gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (self->view), editable);
  if (editable)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "reading");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "reading");
}

static void
marbre_editor_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MarbreEditor *self = MARBRE_EDITOR (object);

  switch (prop_id)
    {
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;
    case PROP_DARK:
      g_value_set_boolean (value, self->dark);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
marbre_editor_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  MarbreEditor *self = MARBRE_EDITOR (object);

  switch (prop_id)
    {
    case PROP_DOCUMENT:
      marbre_editor_set_document (self, g_value_get_object (value));
      break;
    case PROP_DARK:
      if (self->dark == g_value_get_boolean (value))
        break;
      self->dark = g_value_get_boolean (value);
      _marbre_editor_update_dark (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* Where one goes on: in the text, or in the headline of a story that has not begun. */
static gboolean
marbre_editor_grab_focus (GtkWidget *widget)
{
  MarbreEditor *self = MARBRE_EDITOR (widget);

  if (self->document && marbre_story_is_blank (marbre_document_get_story (self->document)))
    return gtk_widget_grab_focus (GTK_WIDGET (self->head));
  return gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
marbre_editor_dispose (GObject *object)
{
  MarbreEditor *self = MARBRE_EDITOR (object);

  _marbre_editor_disconnect_places (self);
  _marbre_editor_dispose_look (self);
  if (self->view)
    marbre_editor_set_document (self, NULL);
  g_clear_object (&self->typing);
  if (self->inserter)
    marbre_inserter_dispose (self->inserter);
  g_clear_object (&self->inserter);
  g_clear_object (&self->typesetter);
  g_clear_object (&self->format);
  self->view = NULL;
  if (self->overlay)
    gtk_widget_unparent (g_steal_pointer (&self->overlay));
  G_OBJECT_CLASS (marbre_editor_parent_class)->dispose (object);
}

/* A class and its style belong to the display, not to one editor. */
static void
add_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, RESOURCES "editor.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
marbre_editor_class_init (MarbreEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_source_init ();

  object_class->get_property = marbre_editor_get_property;
  object_class->set_property = marbre_editor_set_property;
  object_class->dispose = marbre_editor_dispose;
  widget_class->grab_focus = marbre_editor_grab_focus;

  /**
   * MarbreEditor:document:
   *
   * The story that is being written.
   */
  properties[PROP_DOCUMENT] =
      g_param_spec_object ("document", NULL, NULL, MARBRE_TYPE_DOCUMENT,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * MarbreEditor:dark:
   *
   * Whether the desktop is dark; the application follows the desktop's setting.
   */
  properties[PROP_DARK] =
      g_param_spec_boolean ("dark", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  _marbre_editor_install_signals (klass);
  _marbre_editor_install_actions (klass);

  marbre_editor_register_resource ();
  g_type_ensure (MARBRE_TYPE_MANUSCRIPT);
  g_type_ensure (MARBRE_TYPE_EDITOR_HEAD);
  g_type_ensure (MARBRE_TYPE_BODY_VIEW);
  add_style ();
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "editor");
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCES "marbre-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreEditor, overlay);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditor, scrollbar);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditor, manuscript);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditor, head);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditor, view);
}

static void
marbre_editor_init (MarbreEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->typing = marbre_typing_new (GTK_TEXT_VIEW (self->view));
  self->inserter = marbre_inserter_new (GTK_WIDGET (self), GTK_TEXT_VIEW (self->view));
  marbre_typing_set_menu (self->typing, marbre_inserter_get_menu (self->inserter));
  self->typesetter = marbre_typesetter_new ();
  marbre_typesetter_add_view (self->typesetter, GTK_TEXT_VIEW (self->view), MARBRE_PROSE_BODY);
  marbre_editor_head_add_to_typesetter (self->head, self->typesetter);
  self->format = marbre_format_new (GTK_TEXT_VIEW (self->view));
  marbre_format_bar_add (GTK_TEXT_VIEW (self->view), GTK_OVERLAY (self->overlay),
                         gtk_scrolled_window_get_vadjustment (self->scroller));

  _marbre_editor_connect_places (self);
  _marbre_editor_connect_keys (self);
  _marbre_editor_connect_signals (self);
  _marbre_editor_set_up_look (self);
  /* After the pictures' drop, which takes what is a picture alone. */
  self->paster = marbre_paster_new (GTK_TEXT_VIEW (self->view));
}

/**
 * marbre_editor_new:
 *
 * Returns: (transfer floating): an editor without a document
 */
GtkWidget *
marbre_editor_new (void)
{
  return g_object_new (MARBRE_TYPE_EDITOR, NULL);
}

/**
 * marbre_editor_get_document:
 *
 * Returns: (transfer none) (nullable): the story that is being written
 */
MarbreDocument *
marbre_editor_get_document (MarbreEditor *self)
{
  g_return_val_if_fail (MARBRE_IS_EDITOR (self), NULL);
  return self->document;
}

/**
 * marbre_editor_get_paster:
 *
 * Returns: (transfer none): what the clipboard's keys do in the body
 */
MarbrePaster *
marbre_editor_get_paster (MarbreEditor *self)
{
  g_return_val_if_fail (MARBRE_IS_EDITOR (self), NULL);
  return self->paster;
}

static void
disconnect_document (MarbreEditor *self)
{
  if (self->document == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->document, apply_read_only, self);
  _marbre_editor_unwatch_body (self);
  marbre_body_view_set_highlighter (self->view, NULL);
  g_clear_object (&self->highlighter);
}

static void
connect_document (MarbreEditor *self)
{
  GtkSourceBuffer *buffer = marbre_document_get_buffer (self->document);

  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self->view), GTK_TEXT_BUFFER (buffer));
  self->highlighter = marbre_highlighter_new (GTK_TEXT_BUFFER (buffer),
                                              GTK_TEXT_VIEW (self->view), self->dark);
  marbre_body_view_set_highlighter (self->view, self->highlighter);
  g_signal_connect_object (self->document, "notify::read-only", G_CALLBACK (apply_read_only), self,
                           G_CONNECT_SWAPPED);
  _marbre_editor_watch_body (self);
}

/**
 * marbre_editor_get_typesetter:
 *
 * Returns: (transfer none): who corrects quotes, dashes and spaces as one writes, for its settings
 */
MarbreTypesetter *
marbre_editor_get_typesetter (MarbreEditor *self)
{
  g_return_val_if_fail (MARBRE_IS_EDITOR (self), NULL);
  return self->typesetter;
}

/**
 * marbre_editor_set_document:
 * @document: (nullable): the story to write; shown from its top
 */
void
marbre_editor_set_document (MarbreEditor *self, MarbreDocument *document)
{
  g_return_if_fail (MARBRE_IS_EDITOR (self));
  g_return_if_fail (document == NULL || MARBRE_IS_DOCUMENT (document));

  if (self->document == document)
    return;
  disconnect_document (self);
  g_set_object (&self->document, document);
  marbre_editor_head_set_document (self->head, document);
  marbre_typing_set_document (self->typing, document);
  marbre_inserter_set_document (self->inserter, document);
  marbre_typesetter_set_document (self->typesetter, document);
  if (document)
    connect_document (self);
  else
    gtk_text_view_set_buffer (GTK_TEXT_VIEW (self->view), NULL);
  apply_read_only (self);
  marbre_editor_scroll_to_line (self, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
}

/**
 * marbre_editor_replace_in_field:
 * @field: a field above the body
 * @offset: characters before what is replaced
 * @length: characters that are replaced
 * @text: what is put there, one line
 *
 * Writes in a field as the writer would: its entry can undo it. The body has its buffer for that.
 *
 * Returns: %FALSE if @field has no entry of text
 */
gboolean
marbre_editor_replace_in_field (
    MarbreEditor *self, MarbreField field, guint offset, guint length, const char *text)
{
  g_return_val_if_fail (MARBRE_IS_EDITOR (self), FALSE);
  return marbre_editor_head_replace (self->head, field, offset, length, text);
}

/**
 * marbre_editor_get_field_widget:
 * @field: a field
 *
 * For whoever reads and corrects what is written, whatever field it is in.
 *
 * Returns: (transfer none) (nullable): where it is written, a #GtkTextView; %NULL for a field that
 *   has no entry of text
 */
GtkWidget *
marbre_editor_get_field_widget (MarbreEditor *self, MarbreField field)
{
  g_return_val_if_fail (MARBRE_IS_EDITOR (self), NULL);
  if (field == MARBRE_FIELD_BODY)
    return GTK_WIDGET (self->view);
  return marbre_editor_head_get_field_widget (self->head, field);
}

/**
 * marbre_editor_get_lead_view:
 * @text: one of the lead picture's texts
 *
 * As marbre_editor_get_field_widget(), for what is written about the lead picture.
 *
 * Returns: (transfer none): where it is written
 */
GtkTextView *
marbre_editor_get_lead_view (MarbreEditor *self, MarbreLeadText text)
{
  g_return_val_if_fail (MARBRE_IS_EDITOR (self), NULL);
  return marbre_editor_lead_get_view (marbre_editor_head_get_lead (self->head), text);
}

/**
 * marbre_editor_set_completions:
 * @facet: "section" or "byline", as "complete" said it
 * @values: (array zero-terminated=1): what to offer, best first
 */
void
marbre_editor_set_completions (MarbreEditor *self, const char *facet, const char *const *values)
{
  g_return_if_fail (MARBRE_IS_EDITOR (self));
  marbre_editor_head_set_completions (self->head, facet, values);
}

/**
 * marbre_editor_set_lead_paintable:
 * @paintable: (nullable): the lead picture as the application loaded it, for the thumbnail
 */
void
marbre_editor_set_lead_paintable (MarbreEditor *self, GdkPaintable *paintable)
{
  g_return_if_fail (MARBRE_IS_EDITOR (self));
  marbre_editor_lead_set_paintable (marbre_editor_head_get_lead (self->head), paintable);
}

/**
 * marbre_editor_set_blocks:
 * @blocks: the body as it is now, parsed
 *
 * Makes the text look like what it means.
 */
void
marbre_editor_set_blocks (MarbreEditor *self, MarbreBlocks *blocks)
{
  g_return_if_fail (MARBRE_IS_EDITOR (self));
  g_return_if_fail (blocks != NULL);

  if (self->document != NULL)
    marbre_document_set_blocks (self->document, blocks);
  marbre_typesetter_set_blocks (self->typesetter, blocks);
  if (self->highlighter)
    marbre_highlighter_set_blocks (self->highlighter, blocks);
  marbre_typing_set_blocks (self->typing, blocks);
}

/**
 * marbre_editor_set_thumbnail:
 * @source: the address of a figure's picture, as "thumbnail-wanted" had it
 * @paintable: the picture
 */
void
marbre_editor_set_thumbnail (MarbreEditor *self, const char *source, GdkPaintable *paintable)
{
  g_return_if_fail (MARBRE_IS_EDITOR (self));
  marbre_body_view_set_thumbnail (self->view, source, paintable);
}

/**
 * marbre_editor_get_format:
 *
 * Returns: (transfer none): the formats of the body
 */
MarbreFormat *
marbre_editor_get_format (MarbreEditor *self)
{
  g_return_val_if_fail (MARBRE_IS_EDITOR (self), NULL);
  return self->format;
}
