/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of the list of tags; see marbre-tag-row.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-tag-row.h"

#include <glib/gi18n.h>

#include "marbre-tag-entry.h"

static GtkWidget *
make_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    {
      gtk_widget_add_css_class (label, style);
      gtk_widget_add_css_class (label, "dim-label");
    }
  return label;
}

static void
set_up_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), make_label (NULL));
  gtk_box_append (GTK_BOX (texts), make_label ("caption"));
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (GTK_BOX (row), make_label ("caption"));
  gtk_widget_add_css_class (row, "tag-row");
  gtk_list_item_set_child (item, row);
}

static char *
describe (MarbreTagEntry *entry)
{
  g_autofree char *aliases = g_strjoinv (", ", (char **) marbre_tag_entry_get_aliases (entry));
  g_autofree char *near = g_strjoinv (", ", (char **) marbre_tag_entry_get_near (entry));
  /* TRANSLATORS: other names of a tag */
  g_autofree char *also = g_strdup_printf (_ ("Also: %s"), aliases);
  /* TRANSLATORS: tags that are nearly written like this one */
  g_autofree char *close = g_strdup_printf (_ ("Close to: %s"), near);

  if (*aliases != '\0' && *near != '\0')
    return g_strdup_printf ("%s · %s", close, also);
  return *near != '\0' ? g_steal_pointer (&close)
                       : g_strdup (*aliases != '\0' ? also : "");
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  MarbreTagEntry *entry = MARBRE_TAG_ENTRY (gtk_list_item_get_item (item));
  const guint stories = marbre_tag_entry_get_count (entry);
  GtkWidget *texts = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *name = gtk_widget_get_first_child (texts);
  GtkWidget *details = gtk_widget_get_last_child (texts);
  g_autofree char *described = describe (entry);
  g_autofree char *count =
      stories == 0 ? g_strdup (_ ("Never used"))
                   : g_strdup_printf (ngettext ("%u story", "%u stories", stories), stories);

  gtk_label_set_text (GTK_LABEL (name), marbre_tag_entry_get_name (entry));
  gtk_label_set_text (GTK_LABEL (details), described);
  gtk_widget_set_visible (details, *described != '\0');
  gtk_widget_set_tooltip_text (details, *described != '\0' ? described : NULL);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (texts)), count);
}

/**
 * marbre_tag_row_factory_new:
 *
 * Returns: (transfer full): makes rows for items that are #MarbreTagEntry
 */
GtkListItemFactory *
marbre_tag_row_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return factory;
}
