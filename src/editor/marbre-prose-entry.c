/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The wrapping entry; see marbre-prose-entry.h. GtkEntry cannot wrap, and a headline that scrolls
 * sideways is not read again before it is published. Line breaks never get in: a paste is joined
 * with spaces.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-prose-entry.h"

#include "marbre-compat.h"
#include "marbre-find-ink.h"
#include "marbre-placeholder.h"
#include "marbre-spelling-ink.h"
#include "marbre-text-paste.h"

/* px; the column decides the width, an unallocated entry only has to be readable */
#define MIN_WIDTH     80
#define NATURAL_WIDTH 320

/* px: room for the caret behind the text */
#define CARET_WIDTH 3

/* An entry as wide as its text wraps from this many times its least width on. */
#define MAX_GROWTH 2

/* The longest standfirst is a tenth of this. */
#define MAX_BYTES 4096

struct _MarbreProseEntry
{
  GtkTextView parent_instance;

  char *text;        /* (owned): what the buffer holds */
  GtkTextTag *lines; /* (borrowed): of the buffer, on all of its text: the line height */
  char *placeholder; /* (owned) (nullable) */
  float line_height; /* of the font's own */
  guint width_chars; /* as wide as its text, but at least this; 0 if the column decides */
  gboolean joining;  /* we take line breaks out */
  gboolean loading;  /* the text is being set, not typed */
};

G_DEFINE_FINAL_TYPE (MarbreProseEntry, marbre_prose_entry, GTK_TYPE_TEXT_VIEW)

enum
{
  PROP_TEXT = 1,
  PROP_PLACEHOLDER_TEXT,
  PROP_LINE_HEIGHT,
  PROP_WIDTH_CHARS,
  N_PROPS
};

enum
{
  SIGNAL_LEAVE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static char *
buffer_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/* A line break becomes one space, and none at either end: what is pasted from a page or a mail ends
 * with one. */
static char *
join_lines (const char *text)
{
  g_autofree char *copy = g_strdup (text);
  g_auto (GStrv) lines = g_strsplit_set (g_strstrip (copy), "\r\n", -1);
  GString *joined = g_string_new (NULL);

  for (guint i = 0; lines[i]; i++)
    {
      char *line = g_strstrip (lines[i]);

      if (*line == '\0')
        continue;
      if (joined->len > 0)
        g_string_append_c (joined, ' ');
      g_string_append (joined, line);
    }
  return marbre_string_steal (joined);
}

static gboolean
has_line_break (const char *text, int length)
{
  for (int i = 0; i < length; i++)
    if (text[i] == '\n' || text[i] == '\r')
      return TRUE;
  return FALSE;
}

/* Runs before the buffer's own handler, which it replaces for text with line breaks. */
static void
insert_text_cb (GtkTextBuffer *buffer,
                GtkTextIter *location,
                const char *text,
                int length,
                MarbreProseEntry *self)
{
  g_autofree char *copy = NULL, *joined = NULL;
  int count = gtk_text_buffer_get_char_count (buffer);

  /* A whole page from the clipboard is no headline: what is there stays as it is. */
  if (!self->loading && length > MAX_BYTES - MIN (count, MAX_BYTES))
    {
      g_signal_stop_emission_by_name (buffer, "insert-text");
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  if (self->joining || !has_line_break (text, length))
    return;
  g_signal_stop_emission_by_name (buffer, "insert-text");
  copy = g_strndup (text, (gsize) length);
  joined = join_lines (copy);
  self->joining = TRUE;
  gtk_text_buffer_insert (buffer, location, joined, -1);
  self->joining = FALSE;
}

static void
changed_cb (MarbreProseEntry *self)
{
  g_autofree char *text = buffer_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)));
  gboolean was_empty = self->text[0] == '\0';
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &start, &end);
  gtk_text_buffer_apply_tag (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), self->lines, &start,
                             &end);
  if (!marbre_set_str (&self->text, text))
    return;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (was_empty != (text[0] == '\0'))
    gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!self->loading)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static void
leave (MarbreProseEntry *self, GtkDirectionType direction)
{
  g_signal_emit (self, signals[SIGNAL_LEAVE], 0, direction);
}

/* Whether the caret cannot move that way inside the entry. */
static gboolean
caret_is_at_edge (MarbreProseEntry *self, gboolean down)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  if (down)
    return !gtk_text_view_forward_display_line (view, &iter);
  return !gtk_text_view_backward_display_line (view, &iter);
}

static gboolean
key_pressed_cb (MarbreProseEntry *self, guint keyval, guint keycode, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      leave (self, GTK_DIR_TAB_FORWARD);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      if ((state & GDK_SHIFT_MASK) != 0 || !caret_is_at_edge (self, TRUE))
        return GDK_EVENT_PROPAGATE;
      leave (self, GTK_DIR_TAB_FORWARD);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      if ((state & GDK_SHIFT_MASK) != 0 || !caret_is_at_edge (self, FALSE))
        return GDK_EVENT_PROPAGATE;
      leave (self, GTK_DIR_TAB_BACKWARD);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* As wide as the text, or as what stands in for it. */
static int
measure_text (MarbreProseEntry *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const char *text = self->text[0] || self->placeholder == NULL ? self->text : self->placeholder;
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  PangoFontMetrics *metrics =
      pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int least = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_char_width (metrics)) *
              (int) self->width_chars;
  int width;

  pango_font_metrics_unref (metrics);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return CLAMP (width + CARET_WIDTH, least, least * MAX_GROWTH);
}

/* GtkTextView measures what it laid out at its last width, and nothing while it is empty. */
static void
marbre_prose_entry_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  MarbreProseEntry *self = MARBRE_PROSE_ENTRY (widget);
  g_autoptr (PangoLayout) layout = NULL;
  g_autoptr (PangoAttrList) attributes = NULL;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = self->width_chars > 0 ? measure_text (self) : MIN_WIDTH;
      *natural = self->width_chars > 0 ? *minimum : NATURAL_WIDTH;
      return;
    }
  layout = gtk_widget_create_pango_layout (widget, self->text[0] ? self->text : "X");
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_line_height_new (self->line_height));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, MAX (for_size, MIN_WIDTH) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, natural);
  *minimum = *natural;
}

static GtkSizeRequestMode
marbre_prose_entry_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
marbre_prose_entry_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MarbreProseEntry *self = MARBRE_PROSE_ENTRY (widget);

  if (self->text[0] == '\0' && self->placeholder)
    marbre_placeholder_snapshot (GTK_TEXT_VIEW (self), self->placeholder, snapshot);
  GTK_WIDGET_CLASS (marbre_prose_entry_parent_class)->snapshot (widget, snapshot);
}

static void
marbre_prose_entry_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MarbreProseEntry *self = MARBRE_PROSE_ENTRY (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_PLACEHOLDER_TEXT:
      g_value_set_string (value, self->placeholder);
      break;
    case PROP_LINE_HEIGHT:
      g_value_set_float (value, self->line_height);
      break;
    case PROP_WIDTH_CHARS:
      g_value_set_uint (value, self->width_chars);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
marbre_prose_entry_set_property (GObject *object,
                                 guint prop_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  MarbreProseEntry *self = MARBRE_PROSE_ENTRY (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      marbre_prose_entry_set_text (self, g_value_get_string (value));
      break;
    case PROP_PLACEHOLDER_TEXT:
      if (marbre_set_str (&self->placeholder, g_value_get_string (value)))
        {
          gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                          GTK_ACCESSIBLE_PROPERTY_PLACEHOLDER,
                                          self->placeholder ? self->placeholder : "", -1);
          gtk_widget_queue_draw (GTK_WIDGET (self));
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    case PROP_LINE_HEIGHT:
      self->line_height = g_value_get_float (value);
      g_object_set (self->lines, "line-height", self->line_height, NULL);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    case PROP_WIDTH_CHARS:
      self->width_chars = g_value_get_uint (value);
      gtk_widget_set_hexpand (GTK_WIDGET (self), self->width_chars == 0);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
marbre_prose_entry_finalize (GObject *object)
{
  MarbreProseEntry *self = MARBRE_PROSE_ENTRY (object);

  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->placeholder, g_free);
  G_OBJECT_CLASS (marbre_prose_entry_parent_class)->finalize (object);
}

static void
marbre_prose_entry_paste_clipboard (GtkTextView *view)
{
  if (!marbre_text_paste (view, MAX_BYTES))
    GTK_TEXT_VIEW_CLASS (marbre_prose_entry_parent_class)->paste_clipboard (view);
}

static void
marbre_prose_entry_snapshot_layer (GtkTextView *view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  /* GtkTextView itself draws no layer: there is nothing to chain up to. */
  marbre_find_ink_snapshot (view, layer, snapshot);
  marbre_spelling_ink_snapshot (view, layer, snapshot);
}

static void
marbre_prose_entry_class_init (MarbreProseEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = marbre_prose_entry_get_property;
  object_class->set_property = marbre_prose_entry_set_property;
  object_class->finalize = marbre_prose_entry_finalize;
  widget_class->get_request_mode = marbre_prose_entry_get_request_mode;
  widget_class->measure = marbre_prose_entry_measure;
  widget_class->snapshot = marbre_prose_entry_snapshot;
  GTK_TEXT_VIEW_CLASS (klass)->snapshot_layer = marbre_prose_entry_snapshot_layer;
  GTK_TEXT_VIEW_CLASS (klass)->paste_clipboard = marbre_prose_entry_paste_clipboard;

  /**
   * MarbreProseEntry:text:
   *
   * The text, one line. Notified when it was typed, not when it was set.
   */
  properties[PROP_TEXT] = g_param_spec_string (
      "text", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * MarbreProseEntry:placeholder-text:
   *
   * What is shown in grey while there is no text.
   */
  properties[PROP_PLACEHOLDER_TEXT] =
      g_param_spec_string ("placeholder-text", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * MarbreProseEntry:line-height:
   *
   * A factor of the font's own: text faces leave more room than a headline of two lines wants.
   */
  properties[PROP_LINE_HEIGHT] = g_param_spec_float ("line-height", NULL, NULL, 0.5f, 2.0f, 1.0f,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  /**
   * MarbreProseEntry:width-chars:
   *
   * For an entry as wide as its text: how many letters have room at least; 0 for one that is as
   * wide as the column.
   */
  properties[PROP_WIDTH_CHARS] =
      g_param_spec_uint ("width-chars", NULL, NULL, 0, 100, 0,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * MarbreProseEntry::leave:
   * @direction: where to
   *
   * The writer is done here: Enter, or an arrow key at the edge of the text.
   */
  signals[SIGNAL_LEAVE] = g_signal_new ("leave", MARBRE_TYPE_PROSE_ENTRY, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, GTK_TYPE_DIRECTION_TYPE);
}

static void
marbre_prose_entry_init (MarbreProseEntry *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_text_buffer_set_max_undo_levels (buffer, 0); /* all of them */
  self->text = g_strdup ("");
  self->lines = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  self->line_height = 1;
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "prose-entry");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_MULTI_LINE, FALSE,
                                  -1);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (buffer, "insert-text", G_CALLBACK (insert_text_cb), self, 0);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * marbre_prose_entry_new:
 *
 * Returns: (transfer floating): an empty entry
 */
GtkWidget *
marbre_prose_entry_new (void)
{
  return g_object_new (MARBRE_TYPE_PROSE_ENTRY, NULL);
}

/**
 * marbre_prose_entry_get_text:
 *
 * Returns: the text, one line
 */
const char *
marbre_prose_entry_get_text (MarbreProseEntry *self)
{
  g_return_val_if_fail (MARBRE_IS_PROSE_ENTRY (self), "");
  return self->text;
}

/**
 * marbre_prose_entry_set_text:
 * @text: (nullable): the text; line breaks become spaces
 *
 * Loads a text: it cannot be undone and the property is not notified. Does nothing if the text is
 * there already, so that the caret stays.
 */
void
marbre_prose_entry_set_text (MarbreProseEntry *self, const char *text)
{
  g_return_if_fail (MARBRE_IS_PROSE_ENTRY (self));

  if (g_strcmp0 (self->text, text ? text : "") == 0)
    return;
  self->loading = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), text ? text : "", -1);
  self->loading = FALSE;
}

/**
 * marbre_prose_entry_replace:
 * @offset: characters before what is replaced
 * @length: characters that are replaced; −1 for all that follow
 * @text: what is put there, one line
 *
 * Writes as the writer would: it is one step to undo, and the property is notified.
 */
void
marbre_prose_entry_replace (MarbreProseEntry *self, int offset, int length, const char *text)
{
  GtkTextBuffer *buffer;
  GtkTextIter from, to;

  g_return_if_fail (MARBRE_IS_PROSE_ENTRY (self));
  g_return_if_fail (offset >= 0);
  g_return_if_fail (text != NULL);

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_get_iter_at_offset (buffer, &from, offset);
  if (length < 0)
    gtk_text_buffer_get_end_iter (buffer, &to);
  else
    gtk_text_buffer_get_iter_at_offset (buffer, &to, offset + length);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &from, &to);
  gtk_text_buffer_insert (buffer, &from, text, -1);
  gtk_text_buffer_end_user_action (buffer);
}

/**
 * marbre_prose_entry_set_editable:
 * @editable: whether it can be written in; it can be read and copied from in any case
 */
void
marbre_prose_entry_set_editable (MarbreProseEntry *self, gboolean editable)
{
  g_return_if_fail (MARBRE_IS_PROSE_ENTRY (self));

  gtk_text_view_set_editable (GTK_TEXT_VIEW (self), editable);
  gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (self), editable);
}
