/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bar of the search; see marbre-find-bar.h. What was looked for since the program began comes
 * back with the arrow keys.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-find-bar.h"

#include <glib/gi18n.h>

#include "marbre-find.h"

#define MAX_NEEDLES 50

/* px that the count keeps free of itself at both sides, in the entry */
#define COUNT_MARGIN 10

struct _MarbreFindBar
{
  GtkWidget parent_instance;

  /* Template */
  GtkRevealer *revealer;
  GtkEditable *needle;
  GtkLabel *count;
  GtkWidget *previous;
  GtkWidget *next;
  GtkWidget *replace_row;
  GtkEditable *replacement;
  GtkWidget *replace;
  GtkWidget *replace_all;
  GtkToggleButton *match_case;
  GtkToggleButton *exact;
  GtkToggleButton *whole_word;
  GtkToggleButton *regex;
  GtkToggleButton *in_selection;
  GtkToggleButton *replacing;
  GtkWidget *problem;
  GtkLabel *message;

  MarbreFind *find;   /* (owned) */
  GPtrArray *needles; /* (owned) (element-type utf8): looked for, oldest first */
  guint recalled;     /* which of them is shown; their number if none is */
};

G_DEFINE_FINAL_TYPE (MarbreFindBar, marbre_find_bar, GTK_TYPE_WIDGET)

static const struct
{
  guint key;
  const char *child;
} option_keys[] = { { GDK_KEY_c, "match_case" }, { GDK_KEY_e, "exact" },
                    { GDK_KEY_w, "whole_word" }, { GDK_KEY_x, "regex" },
                    { GDK_KEY_s, "in_selection" } };

static char *
describe_count (MarbreFindBar *self)
{
  guint count = marbre_find_get_count (self->find);
  guint position = marbre_find_get_position (self->find);

  if (marbre_find_get_needle (self->find)[0] == '\0' || marbre_find_has_problem (self->find))
    return g_strdup ("");
  if (count == 0)
    return g_strdup (marbre_find_is_busy (self->find) ? "…" : _("Not found"));
  if (position == 0)
    return g_strdup_printf (ngettext ("%u place", "%u places", count), count);
  /* TRANSLATORS: the number of a place that was found, and how many there are */
  return g_strdup_printf (_("%u of %u"), position, count);
}

static void
show_count (MarbreFindBar *self)
{
  g_autofree char *text = describe_count (self);
  gboolean missing = marbre_find_get_needle (self->find)[0] != '\0' &&
                     marbre_find_get_count (self->find) == 0 && !marbre_find_is_busy (self->find);
  const char *message = marbre_find_get_message (self->find);
  g_autofree char *all = g_strjoin (message && text[0] ? ". " : "", text, message, NULL);

  gtk_label_set_text (self->count, text);
  if (missing)
    gtk_widget_add_css_class (GTK_WIDGET (self->needle), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->needle), "error");
  /* For who hears the bar: it belongs to the entry that has the keyboard. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->needle),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all, -1);
}

static void
show_message (MarbreFindBar *self)
{
  const char *message = marbre_find_get_message (self->find);

  gtk_label_set_text (self->message, message ? message : "");
  gtk_widget_set_visible (self->problem, marbre_find_has_problem (self->find));
}

static void
changed_cb (MarbreFindBar *self)
{
  gboolean found = marbre_find_get_count (self->find) > 0;
  gboolean writable = found && marbre_find_can_replace (self->find);

  show_count (self);
  show_message (self);
  gtk_widget_set_sensitive (self->previous, found);
  gtk_widget_set_sensitive (self->next, found);
  gtk_widget_set_sensitive (self->replace, writable);
  gtk_widget_set_sensitive (self->replace_all, writable);
}

static void
options_cb (MarbreFindBar *self)
{
  MarbreFindFlags flags = 0;

  if (gtk_toggle_button_get_active (self->match_case))
    flags |= MARBRE_FIND_CASE;
  if (gtk_toggle_button_get_active (self->exact))
    flags |= MARBRE_FIND_EXACT;
  if (gtk_toggle_button_get_active (self->whole_word))
    flags |= MARBRE_FIND_WORD;
  if (gtk_toggle_button_get_active (self->regex))
    flags |= MARBRE_FIND_REGEX;
  marbre_find_set_needle (self->find, gtk_editable_get_text (self->needle), flags);
  /* A regular expression says itself which signs it means. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->exact),
                            !gtk_toggle_button_get_active (self->regex));
}

static void
needle_cb (MarbreFindBar *self)
{
  if (self->find != NULL)
    options_cb (self);
}

static void
replacement_cb (MarbreFindBar *self)
{
  if (self->find != NULL)
    marbre_find_set_replacement (self->find, gtk_editable_get_text (self->replacement));
}

static void
in_selection_cb (MarbreFindBar *self)
{
  if (marbre_find_set_in_selection (self->find, gtk_toggle_button_get_active (self->in_selection)))
    return;
  gtk_toggle_button_set_active (self->in_selection, FALSE);
  gtk_label_set_text (self->message, _("Select a part of the text first."));
}

static void
replacing_cb (MarbreFindBar *self)
{
  gboolean active = gtk_toggle_button_get_active (self->replacing);

  gtk_widget_set_visible (self->replace_row, active);
  if (active)
    gtk_widget_grab_focus (GTK_WIDGET (self->replacement));
}

/* What was looked for and found, not each letter on the way there. */
static void
remember_needle (MarbreFindBar *self)
{
  const char *needle = gtk_editable_get_text (self->needle);
  guint index;

  if (*needle == '\0')
    return;
  if (g_ptr_array_find_with_equal_func (self->needles, needle, g_str_equal, &index))
    g_ptr_array_remove_index (self->needles, index);
  g_ptr_array_add (self->needles, g_strdup (needle));
  if (self->needles->len > MAX_NEEDLES)
    g_ptr_array_remove_index (self->needles, 0);
  self->recalled = self->needles->len;
}

static void
recall_needle (MarbreFindBar *self, int step)
{
  int index = (int) self->recalled + step;

  if (index < 0 || index > (int) self->needles->len)
    return;
  if (self->recalled == self->needles->len && step < 0)
    {
      /* What is being typed now comes back by going down again. */
      remember_needle (self);
      index = (int) self->needles->len - (*gtk_editable_get_text (self->needle) ? 2 : 1);
    }
  if (index < 0 || index >= (int) self->needles->len)
    return;
  self->recalled = (guint) index;
  gtk_editable_set_text (self->needle, g_ptr_array_index (self->needles, self->recalled));
  gtk_editable_set_position (self->needle, -1);
}

static void
step (MarbreFindBar *self, gboolean forward)
{
  remember_needle (self);
  marbre_find_step (self->find, forward);
}

static void
previous_cb (MarbreFindBar *self)
{
  step (self, FALSE);
}

static void
next_cb (MarbreFindBar *self)
{
  step (self, TRUE);
}

static void
replace_cb (MarbreFindBar *self)
{
  remember_needle (self);
  marbre_find_replace (self->find);
}

static void
replace_all_cb (MarbreFindBar *self)
{
  remember_needle (self);
  marbre_find_replace_all (self->find);
}

static void
close_cb (MarbreFindBar *self)
{
  remember_needle (self);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  gtk_toggle_button_set_active (self->in_selection, FALSE);
  marbre_find_end (self->find);
}

static gboolean
press_option (MarbreFindBar *self, guint key)
{
  for (guint i = 0; i < G_N_ELEMENTS (option_keys); i++)
    if (option_keys[i].key == key)
      {
        GObject *button = gtk_widget_get_template_child (
            GTK_WIDGET (self), MARBRE_TYPE_FIND_BAR, option_keys[i].child);

        if (gtk_widget_is_sensitive (GTK_WIDGET (button)))
          gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                        !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
is_in (MarbreFindBar *self, GtkEditable *entry)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (entry));
}

static gboolean
enter (MarbreFindBar *self, GdkModifierType modifiers)
{
  if (!is_in (self, self->needle) && !is_in (self, self->replacement))
    return GDK_EVENT_PROPAGATE;
  if (modifiers == GDK_ALT_MASK && gtk_widget_get_visible (self->replace_row))
    replace_all_cb (self);
  else if (modifiers == 0 && is_in (self, self->replacement))
    replace_cb (self);
  else if (modifiers == 0 || modifiers == GDK_SHIFT_MASK)
    step (self, modifiers == 0);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* From one entry to the other, past the buttons between them. */
static gboolean
change_entry (MarbreFindBar *self, gboolean back)
{
  GtkEditable *from = back ? self->replacement : self->needle;
  GtkEditable *to = back ? self->needle : self->replacement;

  if (!gtk_widget_get_visible (self->replace_row) || !is_in (self, from))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (to));
  return GDK_EVENT_STOP;
}

/* Before the entries see the key. */
static gboolean
key_pressed_cb (MarbreFindBar *self, guint keyval, guint keycode, GdkModifierType state)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  switch (keyval)
    {
    case GDK_KEY_Escape:
      close_cb (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      return enter (self, modifiers);
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
      if ((modifiers & ~GDK_SHIFT_MASK) != 0)
        return GDK_EVENT_PROPAGATE;
      return change_entry (self, (modifiers & GDK_SHIFT_MASK) != 0);
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      if (modifiers != 0 || !is_in (self, self->needle))
        return GDK_EVENT_PROPAGATE;
      recall_needle (self, keyval == GDK_KEY_Up ? -1 : 1);
      return GDK_EVENT_STOP;
    default:
      return modifiers == GDK_ALT_MASK ? press_option (self, gdk_keyval_to_lower (keyval))
                                       : GDK_EVENT_PROPAGATE;
    }
}

/* The entry's text ends where the count begins. */
static void
count_cb (MarbreFindBar *self)
{
  g_autoptr (PangoLayout) layout =
      gtk_widget_create_pango_layout (GTK_WIDGET (self->count), gtk_label_get_text (self->count));
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_editable_set_alignment (self->needle, 0);
  gtk_widget_set_margin_end (
      GTK_WIDGET (gtk_editable_get_delegate (self->needle)),
      gtk_label_get_text (self->count)[0] != '\0' ? width + COUNT_MARGIN : 0);
}

static void
marbre_find_bar_dispose (GObject *object)
{
  MarbreFindBar *self = MARBRE_FIND_BAR (object);

  if (self->find != NULL)
    g_signal_handlers_disconnect_by_data (self->find, self);
  g_clear_object (&self->find);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_FIND_BAR);
  G_OBJECT_CLASS (marbre_find_bar_parent_class)->dispose (object);
}

static void
marbre_find_bar_finalize (GObject *object)
{
  g_ptr_array_unref (MARBRE_FIND_BAR (object)->needles);
  G_OBJECT_CLASS (marbre_find_bar_parent_class)->finalize (object);
}

static void
marbre_find_bar_class_init (MarbreFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_find_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = marbre_find_bar_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-find-bar.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "findbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEARCH);
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, MarbreFindBar, child)
  BIND (revealer);
  BIND (needle);
  BIND (count);
  BIND (previous);
  BIND (next);
  BIND (replace_row);
  BIND (replacement);
  BIND (replace);
  BIND (replace_all);
  BIND (match_case);
  BIND (exact);
  BIND (whole_word);
  BIND (regex);
  BIND (in_selection);
  BIND (replacing);
  BIND (problem);
  BIND (message);
#undef BIND
#define CALLBACK(callback) gtk_widget_class_bind_template_callback (widget_class, callback)
  CALLBACK (needle_cb);
  CALLBACK (replacement_cb);
  CALLBACK (options_cb);
  CALLBACK (in_selection_cb);
  CALLBACK (replacing_cb);
  CALLBACK (previous_cb);
  CALLBACK (next_cb);
  CALLBACK (replace_cb);
  CALLBACK (replace_all_cb);
  CALLBACK (close_cb);
#undef CALLBACK
}

static void
marbre_find_bar_init (MarbreFindBar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->needles = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (self->count, "notify::label", G_CALLBACK (count_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * marbre_find_bar_new:
 * @editor: where to find
 *
 * Returns: (transfer floating): a bar that is not shown yet
 */
GtkWidget *
marbre_find_bar_new (MarbreEditor *editor)
{
  MarbreFindBar *self;

  g_return_val_if_fail (MARBRE_IS_EDITOR (editor), NULL);

  self = g_object_new (MARBRE_TYPE_FIND_BAR, NULL);
  self->find = marbre_find_new (editor);
  g_signal_connect_object (self->find, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  changed_cb (self);
  return GTK_WIDGET (self);
}

/**
 * marbre_find_bar_open:
 * @replacing: whether something is to be put in the place of what is found
 *
 * Shows the bar with what is selected in the text, or what was looked for last, and takes the
 * keyboard.
 */
void
marbre_find_bar_open (MarbreFindBar *self, gboolean replacing)
{
  g_autofree char *selection = NULL;

  g_return_if_fail (MARBRE_IS_FIND_BAR (self));

  selection = marbre_find_dup_selection (self->find);
  if (!is_in (self, self->needle) && !is_in (self, self->replacement))
    marbre_find_begin (self->find);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  gtk_widget_set_visible (self->replace_row, replacing);
  gtk_toggle_button_set_active (self->replacing, replacing);
  if (selection != NULL)
    gtk_editable_set_text (self->needle, selection);
  self->recalled = self->needles->len;
  gtk_widget_grab_focus (GTK_WIDGET (self->needle));
  changed_cb (self);
}

/**
 * marbre_find_bar_step:
 * @forward: whether to the next place, not to the previous one
 *
 * Goes there, with the bar or without it; asks what to find if nothing was looked for yet.
 */
void
marbre_find_bar_step (MarbreFindBar *self, gboolean forward)
{
  g_return_if_fail (MARBRE_IS_FIND_BAR (self));

  if (marbre_find_get_needle (self->find)[0] == '\0')
    marbre_find_bar_open (self, FALSE);
  else
    step (self, forward);
}
