/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The buttons at a selection; see marbre-format-bar.h. They do nothing themselves: they
 * activate the actions that the keys do, from the text, which keeps the keyboard and its selection.
 * In the window and no popover: without a grab, which would take the keys from the text, GTK 4.8
 * gives a press of the button now and then to what lies below a popover.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-format-bar.h"

#include <glib/gi18n.h>

#include "marbre-markup.h"

/* A selection that is still being made needs no buttons. */
#define REST_MSEC 400
/* From the time of a double click: until what moves then stands still. */
#define FOLD_MSEC 150

#define GAP 6 /* px from the line, and from the edges */

/* Who selects more does not format it. */
#define MAX_LINES 200

typedef struct
{
  const char *label;
  const char *icon; /* (nullable): then @sign */
  const char *sign;
  const char *action;
  const char *target;     /* (nullable): as GVariant text */
  MarbreMarkupState state; /* what it takes away again; 0 for what only asks */
  guint key;               /* 0 for none */
  GdkModifierType modifiers;
} Format;

static const Format formats[] = {
  { N_ ("Bold"), "format-text-bold-symbolic", NULL, "editor.markup", "'strong'",
    MARBRE_MARKUP_STRONG, GDK_KEY_b, GDK_CONTROL_MASK },
  { N_ ("Italic"), "format-text-italic-symbolic", NULL, "editor.markup", "'emphasis'",
    MARBRE_MARKUP_EMPHASIS, GDK_KEY_i, GDK_CONTROL_MASK },
  { N_ ("Link"), "insert-link-symbolic", NULL, "editor.markup", "'link'", 0, GDK_KEY_k,
    GDK_CONTROL_MASK },
  { N_ ("Heading"), NULL, "#", "editor.heading", "2", MARBRE_MARKUP_HEADING, GDK_KEY_2,
    GDK_CONTROL_MASK },
  { N_ ("Quote"), NULL, "”", "editor.markup", "'quote'", MARBRE_MARKUP_QUOTE, 0, 0 },
  { N_ ("List"), "view-list-bullet-symbolic", NULL, "editor.markup", "'list'", MARBRE_MARKUP_LIST,
    0, 0 },
  { N_ ("Comment for the desk"), "chat-message-new-symbolic", NULL, "win.comment", NULL, 0,
    GDK_KEY_m, GDK_CONTROL_MASK | GDK_ALT_MASK },
};

struct _MarbreFormatBar
{
  GtkWidget parent_instance;

  GtkTextView *view;                         /* (borrowed): in the host */
  GtkTextBuffer *buffer;                     /* (owned) (nullable): of the view */
  GtkWidget *buttons[G_N_ELEMENTS (formats)]; /* (borrowed) */
  guint rest;                                /* GSource id: a selection may rest; 0 for none */
  guint away;                                /* GSource id: it was scrolled away; 0 for none */
  gboolean held;                             /* the pointer is still selecting */
  gboolean applying;                         /* the text changes because of a button */
};

G_DEFINE_FINAL_TYPE (MarbreFormatBar, marbre_format_bar, GTK_TYPE_WIDGET)

static void
hide (MarbreFormatBar *self)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  if (!self->applying && gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static gboolean
has_phrase (MarbreFormatBar *self)
{
  GtkTextIter start, end;

  return gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end) &&
         gtk_text_iter_get_line (&end) - gtk_text_iter_get_line (&start) < MAX_LINES;
}

static gboolean
may_show (MarbreFormatBar *self)
{
  return self->buffer != NULL && !self->held && gtk_text_view_get_editable (self->view) &&
         gtk_widget_has_focus (GTK_WIDGET (self->view)) && has_phrase (self);
}

/* Where the first line of the selection that is in sight begins, in the host. Returns whether one
 * is. */
static gboolean
find_line (MarbreFormatBar *self, GdkRectangle *line)
{
  GtkTextIter start, end;
  GdkRectangle sight;
  double x, y;

  gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end);
  gtk_text_view_get_visible_rect (self->view, &sight);
  gtk_text_view_get_iter_location (self->view, &start, line);
  if (line->y < sight.y)
    {
      gtk_text_view_get_line_at_y (self->view, &start, sight.y, NULL);
      gtk_text_iter_forward_line (&start);
      gtk_text_view_get_iter_location (self->view, &start, line);
    }
  if (gtk_text_iter_compare (&start, &end) >= 0 || line->y >= sight.y + sight.height)
    return FALSE;
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, line->x, line->y,
                                         &line->x, &line->y);
  if (!gtk_widget_translate_coordinates (GTK_WIDGET (self->view),
                                         gtk_widget_get_parent (GTK_WIDGET (self)), line->x,
                                         line->y, &x, &y))
    return FALSE;
  line->x = (int) x;
  line->y = (int) y;
  return TRUE;
}

/* Above that line; below it where there is no room. */
static gboolean
point (MarbreFormatBar *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *host = gtk_widget_get_parent (widget);
  GtkRequisition size;
  GdkRectangle line;
  int x, y;

  if (!find_line (self, &line))
    return FALSE;
  gtk_widget_get_preferred_size (gtk_widget_get_first_child (widget), &size, NULL);
  x = CLAMP (line.x - size.width / 4, GAP,
             MAX (gtk_widget_get_width (host) - size.width - 2 * GAP, GAP));
  y = line.y - size.height - GAP;
  if (y < 0)
    y = line.y + line.height + GAP;
  gtk_widget_set_margin_start (widget, x);
  gtk_widget_set_margin_top (widget, y);
  return TRUE;
}

/* Presses the buttons of what the selection is already. */
static void
update_state (MarbreFormatBar *self)
{
  MarbreMarkupState state = marbre_markup_get_state (self->buffer);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (formats[i].state != 0)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[i]),
                                    (state & formats[i].state) != 0);
}

static gboolean
rested_cb (gpointer data)
{
  MarbreFormatBar *self = MARBRE_FORMAT_BAR (data);

  self->rest = 0;
  if (!may_show (self) || !point (self))
    return G_SOURCE_REMOVE;
  update_state (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  return G_SOURCE_REMOVE;
}

/* A link that was left folds once no second click can follow (marbre-highlighter.c), and what is
 * below it moves: the bar comes after that. */
static guint
get_rest (MarbreFormatBar *self)
{
  int msec;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-double-click-time", &msec, NULL);
  return MAX (REST_MSEC, (guint) MAX (msec, 0) + FOLD_MSEC);
}

static void
selection_cb (MarbreFormatBar *self)
{
  hide (self);
  if (!self->applying && may_show (self))
    self->rest = g_timeout_add (get_rest (self), rested_cb, self);
}

static gboolean
away_cb (gpointer data)
{
  MarbreFormatBar *self = MARBRE_FORMAT_BAR (data);

  self->away = 0;
  hide (self);
  gtk_widget_set_opacity (GTK_WIDGET (self), 1);
  return G_SOURCE_REMOVE;
}

/* Out of sight at once, and gone later: the column scrolls while it is laid out as well, and a new
 * layout asked for then would leave the editor out of the next frame. */
static void
scrolled_cb (MarbreFormatBar *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self)) || self->away != 0)
    return;
  gtk_widget_set_opacity (GTK_WIDGET (self), 0);
  self->away = g_idle_add (away_cb, self);
}

static void
buffer_cb (MarbreFormatBar *self)
{
  hide (self);
  if (self->buffer != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->buffer, selection_cb, self);
      g_signal_handlers_disconnect_by_func (self->buffer, hide, self);
    }
  g_set_object (&self->buffer, gtk_text_view_get_buffer (self->view));
  g_signal_connect_object (self->buffer, "notify::has-selection", G_CALLBACK (selection_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "notify::cursor-position", G_CALLBACK (selection_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (hide), self, G_CONNECT_SWAPPED);
}

/* Watches and takes nothing. */
static gboolean
pointer_cb (MarbreFormatBar *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS)
    {
      self->held = gdk_button_event_get_button (event) == GDK_BUTTON_PRIMARY;
      hide (self);
    }
  else if (self->held && (type == GDK_BUTTON_RELEASE || type == GDK_GRAB_BROKEN))
    {
      self->held = FALSE;
      selection_cb (self);
    }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
key_pressed_cb (MarbreFormatBar *self, guint keyval)
{
  self->held = FALSE; /* a drag of the selection has no end here */
  if (keyval != GDK_KEY_Escape || !gtk_widget_get_visible (GTK_WIDGET (self)))
    return GDK_EVENT_PROPAGATE;
  hide (self);
  return GDK_EVENT_STOP;
}

static void
clicked_cb (MarbreFormatBar *self, GtkWidget *button)
{
  const Format *format = g_object_get_data (G_OBJECT (button), "format");
  g_autoptr (GVariant) target =
      format->target ? g_variant_ref_sink (g_variant_new_parsed (format->target, NULL)) : NULL;

  if (self->buffer == NULL)
    return;
  /* One more format may follow; but what asks is alone. */
  self->applying = format->state != 0;
  hide (self);
  gtk_widget_activate_action_variant (GTK_WIDGET (self->view), format->action, target);
  if (!self->applying)
    return;
  self->applying = FALSE;
  /* It stays where it is, under the pointer. */
  if (has_phrase (self))
    update_state (self);
  else
    hide (self);
}

static GtkWidget *
make_button (const Format *format)
{
  GtkWidget *button = format->state != 0 ? gtk_toggle_button_new () : gtk_button_new ();
  g_autofree char *key =
      format->key ? gtk_accelerator_get_label (format->key, format->modifiers) : NULL;
  g_autofree char *tooltip =
      key ? g_strdup_printf ("%s (%s)", _ (format->label), key) : g_strdup (_ (format->label));

  if (format->icon != NULL)
    gtk_button_set_icon_name (GTK_BUTTON (button), format->icon);
  else
    gtk_button_set_label (GTK_BUTTON (button), format->sign);
  gtk_widget_add_css_class (button, "flat");
  /* So that a click leaves the keyboard to the text. */
  gtk_widget_set_focusable (button, FALSE);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (format->label), -1);
  if (key != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS,
                                    key, -1);
  g_object_set_data (G_OBJECT (button), "format", (gpointer) format);
  return button;
}

static void
watch_view (MarbreFormatBar *self)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkEventController *pointer = gtk_event_controller_legacy_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_phase (pointer, GTK_PHASE_CAPTURE);
  g_signal_connect_object (pointer, "event", G_CALLBACK (pointer_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (view, pointer);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (view, keys);
  g_signal_connect_object (focus, "leave", G_CALLBACK (hide), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (view, focus);
  g_signal_connect_object (view, "notify::buffer", G_CALLBACK (buffer_cb), self,
                           G_CONNECT_SWAPPED);
  buffer_cb (self);
}

static void
marbre_format_bar_dispose (GObject *object)
{
  MarbreFormatBar *self = MARBRE_FORMAT_BAR (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_handle_id (&self->away, g_source_remove);
  g_clear_object (&self->buffer);
  if (gtk_widget_get_first_child (GTK_WIDGET (self)) != NULL)
    gtk_widget_unparent (gtk_widget_get_first_child (GTK_WIDGET (self)));
  G_OBJECT_CLASS (marbre_format_bar_parent_class)->dispose (object);
}

static void
marbre_format_bar_class_init (MarbreFormatBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_format_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "formatbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
marbre_format_bar_init (MarbreFormatBar *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_parent (row, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Format"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      self->buttons[i] = make_button (&formats[i]);
      g_signal_connect_object (self->buttons[i], "clicked", G_CALLBACK (clicked_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (row), self->buttons[i]);
    }
}

/**
 * marbre_format_bar_add:
 * @view: a view of Markdown
 * @host: around @view, with the actions of the formats
 * @place: how far the view is scrolled
 *
 * Lays the buttons over @host, which owns them.
 */
void
marbre_format_bar_add (GtkTextView *view, GtkOverlay *host, GtkAdjustment *place)
{
  MarbreFormatBar *self;

  g_return_if_fail (GTK_IS_TEXT_VIEW (view));
  g_return_if_fail (GTK_IS_OVERLAY (host));
  g_return_if_fail (GTK_IS_ADJUSTMENT (place));

  self = g_object_new (MARBRE_TYPE_FORMAT_BAR, NULL);
  self->view = view;
  gtk_overlay_add_overlay (host, GTK_WIDGET (self));
  watch_view (self);
  g_signal_connect_object (place, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
}
