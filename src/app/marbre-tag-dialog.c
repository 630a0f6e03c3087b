/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions about tags; see marbre-tag-dialog.h. Each says how many stories it is about, and that
 * pages stay as they are.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-tag-dialog.h"

#include <glib/gi18n.h>

#include "marbre-tag-text.h"

struct _MarbreTagDialog
{
  AdwMessageDialog parent_instance;

  GPtrArray *entries;     /* (owned) (element-type MarbreTagEntry) */
  GtkEditable *name;      /* (owned by the widget tree) (nullable): the new name */
  GtkTextBuffer *aliases; /* (owned by the widget tree) (nullable): one name per line */
  char *chosen;           /* (owned) (nullable): the tag that remains */
};

enum
{
  SIGNAL_JOIN,
  SIGNAL_ALIASES,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreTagDialog, marbre_tag_dialog, ADW_TYPE_MESSAGE_DIALOG)

static MarbreTagEntry *
get_entry (MarbreTagDialog *self, guint i)
{
  return g_ptr_array_index (self->entries, i);
}

static char *
dup_name (MarbreTagDialog *self)
{
  return marbre_tag_text_clean (gtk_editable_get_text (self->name));
}

static GStrv
list_names (MarbreTagDialog *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->entries->len; i++)
    g_strv_builder_add (builder, marbre_tag_entry_get_name (get_entry (self, i)));
  return g_strv_builder_end (builder);
}

static GStrv
list_aliases (MarbreTagDialog *self)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->aliases, &start, &end);
  text = gtk_text_buffer_get_text (self->aliases, &start, &end, FALSE);
  lines = g_strsplit (text, "\n", -1);
  return marbre_tag_text_clean_all ((const char *const *) lines);
}

static void
response_cb (MarbreTagDialog *self, const char *response)
{
  if (!g_str_equal (response, "accept"))
    return;
  if (self->aliases != NULL)
    {
      g_auto (GStrv) aliases = list_aliases (self);

      g_signal_emit (self, signals[SIGNAL_ALIASES], 0,
                     marbre_tag_entry_get_name (get_entry (self, 0)), aliases);
    }
  else
    {
      g_auto (GStrv) names = list_names (self);
      g_autofree char *into = self->name ? dup_name (self) : g_strdup (self->chosen);

      g_signal_emit (self, signals[SIGNAL_JOIN], 0, names, into);
    }
}

static void
name_changed_cb (MarbreTagDialog *self)
{
  g_autofree char *name = dup_name (self);

  adw_message_dialog_set_response_enabled (
      ADW_MESSAGE_DIALOG (self), "accept",
      *name != '\0' && !g_str_equal (name, marbre_tag_entry_get_name (get_entry (self, 0))));
}

static void
chosen_cb (MarbreTagDialog *self, GtkCheckButton *button)
{
  if (!gtk_check_button_get_active (button))
    return;
  g_free (self->chosen);
  self->chosen = g_strdup (g_object_get_data (G_OBJECT (button), "tag"));
}

static void
marbre_tag_dialog_finalize (GObject *object)
{
  MarbreTagDialog *self = MARBRE_TAG_DIALOG (object);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_free);
  G_OBJECT_CLASS (marbre_tag_dialog_parent_class)->finalize (object);
}

static void
marbre_tag_dialog_class_init (MarbreTagDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_tag_dialog_finalize;

  /**
   * MarbreTagDialog::join:
   * @names: tags
   * @into: what they are to be called from now on
   */
  signals[SIGNAL_JOIN] =
      g_signal_new ("join", MARBRE_TYPE_TAG_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRV, G_TYPE_STRING);
  /**
   * MarbreTagDialog::aliases:
   * @name: a tag
   * @aliases: all its other names
   */
  signals[SIGNAL_ALIASES] =
      g_signal_new ("aliases", MARBRE_TYPE_TAG_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRV);
}

static void
marbre_tag_dialog_init (MarbreTagDialog *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (self, "response", G_CALLBACK (response_cb), NULL);
}

static MarbreTagDialog *
dialog_new (GtkWindow *parent, const char *heading, const char *body, const char *accept)
{
  MarbreTagDialog *self =
      g_object_new (MARBRE_TYPE_TAG_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);

  adw_message_dialog_set_heading (dialog, heading);
  adw_message_dialog_set_body (dialog, body);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "accept", accept, NULL);
  adw_message_dialog_set_close_response (dialog, "cancel");
  adw_message_dialog_set_default_response (dialog, "accept");
  adw_message_dialog_set_response_appearance (dialog, "accept", ADW_RESPONSE_SUGGESTED);
  return self;
}

/**
 * marbre_tag_dialog_new_rename:
 * @parent: the window it belongs to
 * @entry: a tag
 *
 * Returns: (transfer floating): the dialog
 */
GtkWidget *
marbre_tag_dialog_new_rename (GtkWindow *parent, MarbreTagEntry *entry)
{
  const guint count = marbre_tag_entry_get_count (entry);
  g_autofree char *body = g_strdup_printf (
      ngettext ("%u story gets the new name. Its page keeps the old one until you update the story "
                "online. The old name still leads to the tag.",
                "%u stories get the new name. Their pages keep the old one until you update the "
                "stories online. The old name still leads to the tag.",
                count),
      count);
  MarbreTagDialog *self = dialog_new (parent, _ ("Rename the tag"), body, _ ("_Rename"));
  GtkWidget *name = gtk_entry_new ();

  g_ptr_array_add (self->entries, g_object_ref (entry));
  self->name = GTK_EDITABLE (name);
  gtk_editable_set_text (self->name, marbre_tag_entry_get_name (entry));
  gtk_entry_set_activates_default (GTK_ENTRY (name), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (name), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("New name"), -1);
  g_signal_connect_object (name, "changed", G_CALLBACK (name_changed_cb), self, G_CONNECT_SWAPPED);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), name);
  name_changed_cb (self);
  return GTK_WIDGET (self);
}

static GtkWidget *
make_choice (MarbreTagDialog *self, MarbreTagEntry *entry, GtkWidget *group)
{
  const guint count = marbre_tag_entry_get_count (entry);
  const char *name = marbre_tag_entry_get_name (entry);
  /* TRANSLATORS: a tag, and how many stories have it */
  g_autofree char *label =
      g_strdup_printf (ngettext ("%s (%u story)", "%s (%u stories)", count), name, count);
  GtkWidget *button = gtk_check_button_new_with_label (label);

  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (group));
  g_object_set_data_full (G_OBJECT (button), "tag", g_strdup (name), g_free);
  g_signal_connect_object (button, "toggled", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static gint
compare_counts (gconstpointer a, gconstpointer b)
{
  const guint count_a = marbre_tag_entry_get_count (*(MarbreTagEntry *const *) a);
  const guint count_b = marbre_tag_entry_get_count (*(MarbreTagEntry *const *) b);

  return count_a < count_b ? 1 : count_a > count_b ? -1 : 0;
}

static void
focus_default_cb (GtkWindow *window)
{
  GtkWidget *button = gtk_window_get_default_widget (window);

  if (button != NULL)
    gtk_widget_grab_focus (button);
}

/**
 * marbre_tag_dialog_new_merge:
 * @parent: the window it belongs to
 * @entries: (element-type MarbreTagEntry): two tags or more
 *
 * Returns: (transfer floating): the dialog
 */
GtkWidget *
marbre_tag_dialog_new_merge (GtkWindow *parent, GPtrArray *entries)
{
  MarbreTagDialog *self = dialog_new (
      parent, _ ("Merge into one tag"),
      _ ("Stories with one of these tags get the one that you choose. Their pages keep what they "
         "have until you update the stories online. The other names still lead to the tag."),
      _ ("_Merge"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *first = NULL;

  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (self->entries, g_object_ref (g_ptr_array_index (entries, i)));
  g_ptr_array_sort (self->entries, compare_counts);
  for (guint i = 0; i < self->entries->len; i++)
    {
      GtkWidget *choice = make_choice (self, get_entry (self, i), first);

      gtk_box_append (GTK_BOX (box), choice);
      if (first == NULL)
        first = choice;
    }
  gtk_check_button_set_active (GTK_CHECK_BUTTON (first), TRUE);
  /* Enter on a choice would only choose. */
  g_signal_connect (self, "map", G_CALLBACK (focus_default_cb), NULL);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), box);
  return GTK_WIDGET (self);
}

/**
 * marbre_tag_dialog_new_aliases:
 * @parent: the window it belongs to
 * @entry: a tag
 *
 * Returns: (transfer floating): the dialog
 */
GtkWidget *
marbre_tag_dialog_new_aliases (GtkWindow *parent, MarbreTagEntry *entry)
{
  g_autofree char *heading =
      g_strdup_printf (_ ("Other names of “%s”"), marbre_tag_entry_get_name (entry));
  g_autofree char *text = g_strjoinv ("\n", (char **) marbre_tag_entry_get_aliases (entry));
  MarbreTagDialog *self = dialog_new (
      parent, heading,
      _ ("One on each line: abbreviations, translations, what it was called. Whoever types one "
         "gets the tag, and a text that mentions one has the tag suggested."),
      _ ("_Save"));
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_ptr_array_add (self->entries, g_object_ref (entry));
  self->aliases = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_text (self->aliases, text, -1);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Other names, one on each line"), -1);
  gtk_widget_add_css_class (view, "tag-aliases");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 120);
  gtk_widget_add_css_class (scroller, "card");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), scroller);
  return GTK_WIDGET (self);
}
