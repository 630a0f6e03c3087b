/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The writing pane; see marbre-editor.h. It joins the head, the body and the document; scrolling is
 * the manuscript's, the fields are the head's.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-editor.h"

#include "marbre-body-view.h"
#include "marbre-editor-head.h"
#include "marbre-editor-resources.h"
#include "marbre-highlighter.h"
#include "marbre-inserter.h"
#include "marbre-manuscript.h"
#include "marbre-markup.h"
#include "marbre-picture-drop.h"
#include "marbre-typing.h"

#define RESOURCES "/io/github/marbre/Marbre/editor/"

struct _MarbreEditor
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *overlay;
  GtkScrolledWindow *scroller;
  GtkScrollbar *scrollbar;
  MarbreManuscript *manuscript;
  MarbreEditorHead *head;
  MarbreBodyView *view;

  MarbrePaster *paster;           /* (owned by @view) */
  MarbreDocument *document;       /* (owned) (nullable) */
  MarbreHighlighter *highlighter; /* (owned) (nullable): of the document's buffer */
  MarbreTyping *typing;           /* (owned): the body's keys */
  MarbreInserter *inserter;       /* (owned): into the body */
  MarbreTypesetter *typesetter;   /* (owned): typography as one writes */
  MarbreFormat *format;           /* (owned) */
  guint scrolled_tick;            /* one "scrolled" per frame */
  guint written_tick;             /* one look at the caret per frame */
  double line;                    /* the place that the pane showed in the last frame */
  gboolean by_hand;               /* the writer has scrolled since */
  gboolean dark;
};

G_DEFINE_FINAL_TYPE (MarbreEditor, marbre_editor, GTK_TYPE_WIDGET)

enum
{
  PROP_DOCUMENT = 1,
  PROP_DARK,
  N_PROPS
};

enum
{
  SIGNAL_CARET_MOVED,
  SIGNAL_SCROLLED,
  SIGNAL_COMPLETE,
  SIGNAL_CHOOSE_LEAD_IMAGE,
  SIGNAL_PICTURES_OFFERED,
  SIGNAL_INSERT_REQUESTED,
  SIGNAL_THUMBNAIL_WANTED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static GtkTextBuffer *
body (MarbreEditor *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

static gboolean
is_editable (MarbreEditor *self)
{
  return self->document && !marbre_document_get_read_only (self->document);
}

static void
apply_read_only (MarbreEditor *self)
{
  gboolean editable = is_editable (self);

  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), editable);
  gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (self->view), editable);
  if (editable)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "reading");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "reading");
}

static void
caret_cb (MarbreEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_CARET_MOVED], 0);
}

static gboolean
written_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  MarbreEditor *self = MARBRE_EDITOR (widget);

  self->written_tick = 0;
  if (gtk_widget_has_focus (GTK_WIDGET (self->view)))
    marbre_manuscript_leave_air (self->manuscript);
  return G_SOURCE_REMOVE;
}

static void
written_cb (MarbreEditor *self)
{
  if (self->written_tick == 0)
    self->written_tick =
        gtk_widget_add_tick_callback (GTK_WIDGET (self), written_tick_cb, NULL, NULL);
}

static gboolean
scrolled_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  MarbreEditor *self = MARBRE_EDITOR (widget);
  double from = self->line;
  gboolean by_hand = self->by_hand;

  self->scrolled_tick = 0;
  self->by_hand = FALSE;
  self->line = marbre_manuscript_get_line (self->manuscript);
  if (self->document && by_hand)
    g_signal_emit (self, signals[SIGNAL_SCROLLED], 0, from, self->line);
  return G_SOURCE_REMOVE;
}

static void
moved_cb (MarbreEditor *self)
{
  self->by_hand |= !marbre_manuscript_is_moving (self->manuscript);
  if (self->scrolled_tick == 0)
    self->scrolled_tick =
        gtk_widget_add_tick_callback (GTK_WIDGET (self), scrolled_tick_cb, NULL, NULL);
}

static void
complete_cb (MarbreEditor *self, const char *facet, const char *prefix)
{
  g_signal_emit (self, signals[SIGNAL_COMPLETE], 0, facet, prefix);
}

static void
choose_lead_cb (MarbreEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOOSE_LEAD_IMAGE], 0);
}

static void
lead_offered_cb (MarbreEditor *self, GListModel *pictures)
{
  g_signal_emit (self, signals[SIGNAL_PICTURES_OFFERED], 0, pictures, TRUE);
}

static void
thumbnail_cb (MarbreEditor *self, const char *source)
{
  g_signal_emit (self, signals[SIGNAL_THUMBNAIL_WANTED], 0, source);
}

static void
body_offered_cb (MarbreEditor *self, GListModel *pictures)
{
  g_signal_emit (self, signals[SIGNAL_PICTURES_OFFERED], 0, pictures, FALSE);
}

static void
insert_requested_cb (MarbreEditor *self, const char *name)
{
  g_signal_emit (self, signals[SIGNAL_INSERT_REQUESTED], 0, name);
}

/* Up on the first line goes back to the fields, as Down led here. */
static gboolean
body_key_cb (MarbreEditor *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkTextIter caret;

  if ((keyval != GDK_KEY_Up && keyval != GDK_KEY_KP_Up) ||
      (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  gtk_text_buffer_get_iter_at_mark (body (self), &caret, gtk_text_buffer_get_insert (body (self)));
  if (gtk_text_view_backward_display_line (view, &caret))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_child_focus (GTK_WIDGET (self->manuscript), GTK_DIR_TAB_BACKWARD);
  return GDK_EVENT_STOP;
}

static void
markup_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreEditor *self = MARBRE_EDITOR (widget);
  const char *what = g_variant_get_string (parameter, NULL);

  if (!is_editable (self) || !gtk_widget_is_focus (GTK_WIDGET (self->view)))
    return;
  marbre_format_apply (self->format, what,
                       self->highlighter ? marbre_highlighter_get_blocks (self->highlighter)
                                         : NULL);
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self->view),
                                      gtk_text_buffer_get_insert (body (self)));
}

static void
heading_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreEditor *self = MARBRE_EDITOR (widget);
  int level = g_variant_get_int32 (parameter);

  if (is_editable (self) && gtk_widget_is_focus (GTK_WIDGET (self->view)) && level >= 0 &&
      level <= 6)
    marbre_markup_set_heading (body (self), (guint) level);
}

static void
insert_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  marbre_editor_insert (MARBRE_EDITOR (widget), g_variant_get_string (parameter, NULL));
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
      if (self->highlighter)
        marbre_highlighter_set_dark (self->highlighter, self->dark);
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

/* Opacity and not visibility: that would be a new layout again. */
static void
length_changed_cb (MarbreEditor *self, GtkAdjustment *adjustment)
{
  gboolean longer = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_lower (adjustment) >
                    gtk_adjustment_get_page_size (adjustment);

  gtk_widget_set_opacity (GTK_WIDGET (self->scrollbar), longer ? 1 : 0);
}

static void
scrollbar_entered_cb (MarbreEditor *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self->scrollbar), "hovering");
}

static void
scrollbar_left_cb (MarbreEditor *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->scrollbar), "hovering");
}

static void
marbre_editor_dispose (GObject *object)
{
  MarbreEditor *self = MARBRE_EDITOR (object);

  if (self->scrolled_tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scrolled_tick);
  self->scrolled_tick = 0;
  if (self->written_tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->written_tick);
  self->written_tick = 0;
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

static void
add_shortcuts (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "editor.markup", "s", markup_action);
  gtk_widget_class_install_action (widget_class, "editor.heading", "i", heading_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_b, GDK_CONTROL_MASK, "editor.markup",
                                       "s", "strong");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, GDK_CONTROL_MASK, "editor.markup",
                                       "s", "emphasis");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_CONTROL_MASK, "editor.markup",
                                       "s", "link");
  for (int level = 1; level <= 3; level++)
    gtk_widget_class_add_binding_action (widget_class, (guint) (GDK_KEY_0 + level),
                                         GDK_CONTROL_MASK, "editor.heading", "i", level);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, GDK_CONTROL_MASK | GDK_ALT_MASK,
                                       "editor.heading", "i", 0);
  gtk_widget_class_install_action (widget_class, "editor.insert", "s", insert_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK | GDK_ALT_MASK,
                                       "editor.insert", "s", "footnote");
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

  /**
   * MarbreEditor::caret-moved:
   *
   * The caret of the body is elsewhere; see marbre_editor_get_caret().
   */
  signals[SIGNAL_CARET_MOVED] = g_signal_new ("caret-moved", MARBRE_TYPE_EDITOR, G_SIGNAL_RUN_LAST,
                                              0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MarbreEditor::scrolled:
   * @from: the place that the pane showed before
   * @line: the place that it shows now, as marbre_editor_scroll_to_line() takes it
   *
   * The writer has scrolled by hand: not for what the program scrolled, nor for what moves to show
   * the caret. At most once a frame.
   */
  signals[SIGNAL_SCROLLED] =
      g_signal_new ("scrolled", MARBRE_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);

  /**
   * MarbreEditor::complete:
   * @facet: "section" or "byline"
   * @prefix: what was typed so far, "" for the values used most
   *
   * Answer with marbre_editor_set_completions().
   */
  signals[SIGNAL_COMPLETE] =
      g_signal_new ("complete", MARBRE_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  /**
   * MarbreEditor::choose-lead-image:
   *
   * The writer wants to choose the lead picture, the first or another one.
   */
  signals[SIGNAL_CHOOSE_LEAD_IMAGE] =
      g_signal_new ("choose-lead-image", MARBRE_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);

  /**
   * MarbreEditor::pictures-offered:
   * @pictures: a #GListModel of #GFile and #GdkTexture, see MarbrePictureDrop::offered
   * @lead: %TRUE if they fell on the lead picture, %FALSE on the body, at the caret
   */
  signals[SIGNAL_PICTURES_OFFERED] =
      g_signal_new ("pictures-offered", MARBRE_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_LIST_MODEL, G_TYPE_BOOLEAN);

  /**
   * MarbreEditor::insert-requested:
   * @name: "picture" or "read-also"
   *
   * The writer wants to insert something at the caret that the editor does not have.
   */
  signals[SIGNAL_INSERT_REQUESTED] =
      g_signal_new ("insert-requested", MARBRE_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * MarbreEditor::thumbnail-wanted:
   * @source: see MarbreBodyView::thumbnail-wanted
   */
  signals[SIGNAL_THUMBNAIL_WANTED] =
      g_signal_new ("thumbnail-wanted", MARBRE_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);

  marbre_editor_register_resource ();
  g_type_ensure (MARBRE_TYPE_MANUSCRIPT);
  g_type_ensure (MARBRE_TYPE_EDITOR_HEAD);
  g_type_ensure (MARBRE_TYPE_BODY_VIEW);
  add_style ();
  add_shortcuts (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "editor");
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCES "marbre-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreEditor, overlay);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditor, scrollbar);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditor, manuscript);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditor, head);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditor, view);
  gtk_widget_class_bind_template_callback (widget_class, complete_cb);
}

/* The scrollbar is ours: one of the scrolled window's own asks for a new layout when the column
 * tells its length, which it does while it is laid out, and the frame is then drawn without the
 * editor. */
static void
set_up_scrollbar (MarbreEditor *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_scrollbar_set_adjustment (self->scrollbar, adjustment);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (length_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "enter", G_CALLBACK (scrollbar_entered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (scrollbar_left_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->scrollbar), motion);
}

static void
marbre_editor_init (MarbreEditor *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  MarbreEditorLead *lead;

  gtk_widget_init_template (GTK_WIDGET (self));
  set_up_scrollbar (self);
  self->typing = marbre_typing_new (GTK_TEXT_VIEW (self->view));
  self->inserter = marbre_inserter_new (GTK_WIDGET (self), GTK_TEXT_VIEW (self->view));
  marbre_typing_set_menu (self->typing, marbre_inserter_get_menu (self->inserter));
  g_signal_connect_object (self->inserter, "requested", G_CALLBACK (insert_requested_cb), self,
                           G_CONNECT_SWAPPED);
  self->typesetter = marbre_typesetter_new ();
  marbre_typesetter_add_view (self->typesetter, GTK_TEXT_VIEW (self->view), MARBRE_PROSE_BODY);
  marbre_editor_head_add_to_typesetter (self->head, self->typesetter);

  self->format = marbre_format_new (GTK_TEXT_VIEW (self->view));
  g_signal_connect_object (self->view, "thumbnail-wanted", G_CALLBACK (thumbnail_cb), self,
                           G_CONNECT_SWAPPED);

  lead = marbre_editor_head_get_lead (self->head);
  g_signal_connect_object (lead, "choose", G_CALLBACK (choose_lead_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lead, "offered", G_CALLBACK (lead_offered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (body_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  g_signal_connect_object (marbre_picture_drop_new (GTK_WIDGET (self->view)), "offered",
                           G_CALLBACK (body_offered_cb), self, G_CONNECT_SWAPPED);
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
  g_signal_handlers_disconnect_by_func (body (self), caret_cb, self);
  g_signal_handlers_disconnect_by_func (body (self), written_cb, self);
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
  g_signal_connect_object (buffer, "notify::cursor-position", G_CALLBACK (caret_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (written_cb), self, G_CONNECT_SWAPPED);
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
 * marbre_editor_get_caret:
 * @field: (out): which text is being written
 * @caret: (out): the caret, if @field is the body
 *
 * Returns: %FALSE if the focus is elsewhere
 */
gboolean
marbre_editor_get_caret (MarbreEditor *self, MarbreField *field, GtkTextIter *caret)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_val_if_fail (MARBRE_IS_EDITOR (self), FALSE);

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root ? gtk_root_get_focus (root) : NULL;
  if (focus == NULL || self->document == NULL)
    return FALSE;
  if (focus != GTK_WIDGET (self->view))
    return marbre_editor_head_find_field (self->head, focus, field);
  *field = MARBRE_FIELD_BODY;
  gtk_text_buffer_get_iter_at_mark (body (self), caret, gtk_text_buffer_get_insert (body (self)));
  return TRUE;
}

/**
 * marbre_editor_go_to:
 * @field: which text
 * @line: a line of the body, from 0; nothing to other fields
 * @offset: characters from the start of the field, or of that line on
 *
 * Puts the caret there, shows it and takes the focus.
 */
void
marbre_editor_go_to (MarbreEditor *self, MarbreField field, guint line, guint offset)
{
  GtkTextIter iter;

  g_return_if_fail (MARBRE_IS_EDITOR (self));

  if (field != MARBRE_FIELD_BODY)
    {
      marbre_editor_head_go_to_field (self->head, field, offset);
      return;
    }
  gtk_text_buffer_get_iter_at_line (body (self), &iter, (int) MIN (line, G_MAXINT));
  gtk_text_iter_forward_chars (&iter, (int) MIN (offset, G_MAXINT));
  gtk_text_buffer_place_cursor (body (self), &iter);
  marbre_manuscript_show_caret (self->manuscript);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
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
 * marbre_editor_insert:
 * @name: the name of a #MarbreInsertCommand
 *
 * Inserts something at the caret of the body, or asks for it; see #MarbreEditor::insert-requested.
 * Takes the focus. Names that are unknown do nothing.
 */
void
marbre_editor_insert (MarbreEditor *self, const char *name)
{
  MarbreInsertCommand command;

  g_return_if_fail (MARBRE_IS_EDITOR (self));
  g_return_if_fail (name != NULL);

  if (!is_editable (self) || !marbre_insert_command_from_name (name, &command))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  marbre_inserter_insert (self->inserter, command);
}

/**
 * marbre_editor_show_caret:
 *
 * Brings the caret into view, after something was put at it from outside.
 */
void
marbre_editor_show_caret (MarbreEditor *self)
{
  g_return_if_fail (MARBRE_IS_EDITOR (self));
  marbre_manuscript_show_caret (self->manuscript);
}

/**
 * marbre_editor_get_line:
 *
 * Returns: the place that the pane shows, as marbre_editor_scroll_to_line() takes it
 */
double
marbre_editor_get_line (MarbreEditor *self)
{
  g_return_val_if_fail (MARBRE_IS_EDITOR (self), -1);
  return marbre_manuscript_get_line (self->manuscript);
}

/**
 * marbre_editor_scroll_to_line:
 * @line: a line of the body with a fraction; −1 to 0 for the fields, and from the number of lines
 *   on, up to 1 more, for what is below the text
 *
 * Shows that place as far down in the pane as the column is scrolled: its start at the pane's upper
 * edge, its end at the lower one. Two panes that do so reach their ends together. Does not emit
 * "scrolled".
 */
void
marbre_editor_scroll_to_line (MarbreEditor *self, double line)
{
  g_return_if_fail (MARBRE_IS_EDITOR (self));
  marbre_manuscript_scroll_to_line (self->manuscript, line);
}

/**
 * marbre_editor_get_field_widget:
 * @field: a field
 *
 * For whoever reads and corrects what is written, whatever field it is in.
 *
 * Returns: (transfer none) (nullable): where it is written: a #GtkTextView for body, headline and
 *   standfirst, else a #GtkEntry; %NULL for a field that has no entry of text
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
