/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The entry with completion; see marbre-facet-entry.h. GtkEntryCompletion is deprecated and grabs
 * the keyboard; here the focus never leaves the entry, so that typing goes on whatever is shown.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-facet-entry.h"

/* More would not be read while typing. */
#define MAX_VALUES 8

struct _MarbreFacetEntry
{
  GtkWidget parent_instance;

  MarbreProseEntry *entry; /* (borrowed): a child */
  GtkPopover *popover;     /* (borrowed): a child */
  GtkListBox *list;        /* (borrowed): in the popover */
  gboolean accepting;      /* the text changes because a value was taken */
  gboolean asked;          /* an answer is on its way ... */
  gboolean awaited;        /* ... and Down was pressed for it */
};

G_DEFINE_FINAL_TYPE (MarbreFacetEntry, marbre_facet_entry, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_COMPLETE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ask (MarbreFacetEntry *self)
{
  self->asked = TRUE;
  g_signal_emit (self, signals[SIGNAL_COMPLETE], 0, marbre_prose_entry_get_text (self->entry));
}

static gboolean
has_focus (MarbreFacetEntry *self)
{
  return gtk_widget_has_focus (GTK_WIDGET (self->entry));
}

static void
changed_cb (MarbreFacetEntry *self)
{
  if (self->accepting || !has_focus (self))
    return;
  if (*marbre_prose_entry_get_text (self->entry) != '\0')
    {
      ask (self);
      return;
    }
  self->asked = self->awaited = FALSE;
  gtk_popover_popdown (self->popover);
}

static void
accept_row (MarbreFacetEntry *self, GtkListBoxRow *row)
{
  GtkLabel *label = GTK_LABEL (gtk_list_box_row_get_child (row));

  self->accepting = TRUE;
  marbre_prose_entry_replace (self->entry, 0, -1, gtk_label_get_text (label));
  self->accepting = FALSE;
  gtk_popover_popdown (self->popover);
}

static void
row_activated_cb (MarbreFacetEntry *self, GtkListBoxRow *row)
{
  accept_row (self, row);
}

static void
select_neighbour (MarbreFacetEntry *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row ? gtk_list_box_row_get_index (row) + step : (step > 0 ? 0 : -1);

  gtk_list_box_select_row (self->list,
                           index < 0 ? NULL : gtk_list_box_get_row_at_index (self->list, index));
}

static gboolean
key_pressed_cb (MarbreFacetEntry *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean open = gtk_widget_get_visible (GTK_WIDGET (self->popover));
  GtkListBoxRow *row = open ? gtk_list_box_get_selected_row (self->list) : NULL;

  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      if (!open && !self->asked && (state & GDK_ALT_MASK) == 0)
        return GDK_EVENT_PROPAGATE;
      if (open)
        select_neighbour (self, 1);
      /* Who types fast is before the list is, and does not mean the next field. */
      else if (self->asked)
        self->awaited = TRUE;
      else
        ask (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      if (!open)
        return GDK_EVENT_PROPAGATE;
      select_neighbour (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (row == NULL)
        return GDK_EVENT_PROPAGATE;
      accept_row (self, row);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (!open)
        return GDK_EVENT_PROPAGATE;
      gtk_popover_popdown (self->popover);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
focus_left_cb (MarbreFacetEntry *self)
{
  self->asked = self->awaited = FALSE;
  gtk_popover_popdown (self->popover);
}

static void
marbre_facet_entry_dispose (GObject *object)
{
  MarbreFacetEntry *self = MARBRE_FACET_ENTRY (object);

  if (self->popover)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->popover)));
  if (self->entry)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->entry)));
  G_OBJECT_CLASS (marbre_facet_entry_parent_class)->dispose (object);
}

static gboolean
marbre_facet_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (MARBRE_FACET_ENTRY (widget)->entry));
}

static void
marbre_facet_entry_class_init (MarbreFacetEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_facet_entry_dispose;
  widget_class->grab_focus = marbre_facet_entry_grab_focus;

  /**
   * MarbreFacetEntry::complete:
   * @prefix: what was typed so far, "" for the values used most
   *
   * Asks for values; answer with marbre_facet_entry_set_values(), at once or later.
   */
  signals[SIGNAL_COMPLETE] = g_signal_new ("complete", MARBRE_TYPE_FACET_ENTRY, G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "facetentry");
}

static void
marbre_facet_entry_init (MarbreFacetEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = MARBRE_PROSE_ENTRY (marbre_prose_entry_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->entry), GTK_WIDGET (self));
  g_signal_connect_object (self->entry, "notify::text", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  /* Added after the entry's own, and so before it has the keys. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->list), FALSE);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);

  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_autohide (self->popover, FALSE);
  gtk_popover_set_has_arrow (self->popover, FALSE);
  gtk_popover_set_position (self->popover, GTK_POS_BOTTOM);
  gtk_popover_set_child (self->popover, GTK_WIDGET (self->list));
  gtk_widget_set_halign (GTK_WIDGET (self->popover), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->popover), "completion");
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_AUTOCOMPLETE,
                                  GTK_ACCESSIBLE_AUTOCOMPLETE_LIST, -1);
}

/**
 * marbre_facet_entry_get_entry:
 *
 * Returns: (transfer none): the entry inside, which holds the text
 */
MarbreProseEntry *
marbre_facet_entry_get_entry (MarbreFacetEntry *self)
{
  g_return_val_if_fail (MARBRE_IS_FACET_ENTRY (self), NULL);
  return self->entry;
}

/* The answer to one more letter keeps what was gone to among the values before. */
static char *
get_chosen (MarbreFacetEntry *self)
{
  GtkListBoxRow *row = gtk_widget_get_visible (GTK_WIDGET (self->popover))
                           ? gtk_list_box_get_selected_row (self->list)
                           : NULL;

  return row ? g_strdup (gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (row)))) : NULL;
}

static void
clear_list (MarbreFacetEntry *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

/**
 * marbre_facet_entry_set_values:
 * @values: (array zero-terminated=1): what to offer, best first; the first eight are shown
 *
 * Answers "complete". Nothing is shown when the writer has gone elsewhere, or has typed the only
 * value in full.
 */
void
marbre_facet_entry_set_values (MarbreFacetEntry *self, const char *const *values)
{
  g_autofree char *chosen = NULL;
  const char *typed;
  guint n = 0;

  g_return_if_fail (MARBRE_IS_FACET_ENTRY (self));
  g_return_if_fail (values != NULL);

  typed = marbre_prose_entry_get_text (self->entry);
  chosen = get_chosen (self);
  clear_list (self);
  for (; values[n] && n < MAX_VALUES; n++)
    {
      GtkWidget *label = gtk_label_new (values[n]);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_append (self->list, label);
      if (g_strcmp0 (values[n], chosen) == 0 || (n == 0 && self->awaited))
        gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) n));
    }
  self->asked = self->awaited = FALSE;
  if (n == 0 || !has_focus (self) || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      (n == 1 && g_str_equal (values[0], typed)))
    gtk_popover_popdown (self->popover);
  else
    gtk_popover_popup (self->popover);
}
