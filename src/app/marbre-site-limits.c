/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The limits of a site; see marbre-site-limits.h. They are saved when the popover is closed, and
 * the list of sites then makes its rows anew.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-site-limits.h"

#include <glib/gi18n.h>

#define MAX_LIMIT 5000

typedef struct
{
  MarbreArchive *archive;    /* (owned) */
  MarbreSite *site;          /* (owned) */
  GtkSpinButton *headline;   /* (owned by the widget tree) */
  GtkSpinButton *standfirst; /* (owned by the widget tree) */
  GtkDropDown *spaces;       /* (owned by the widget tree): in the order of MarbreSiteSpaces */
} Limits;

static void
limits_free (gpointer data, GClosure *closure)
{
  Limits *limits = data;

  g_clear_object (&limits->archive);
  g_clear_object (&limits->site);
  g_free (limits);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* The list of sites shows what is stored, whatever came of it. */
  if (!marbre_archive_save_site_profile_finish (MARBRE_ARCHIVE (source), result, &error))
    g_warning ("The limits of a site are not saved: %s", error->message);
}

static void
closed_cb (GtkPopover *popover, gpointer data)
{
  Limits *limits = data;
  MarbreSiteProfile profile = *marbre_site_get_profile (limits->site);
  guint headline = (guint) gtk_spin_button_get_value_as_int (limits->headline);
  guint standfirst = (guint) gtk_spin_button_get_value_as_int (limits->standfirst);
  MarbreSiteSpaces spaces = (MarbreSiteSpaces) gtk_drop_down_get_selected (limits->spaces);
  g_autoptr (MarbreSite) changed = NULL;

  if (profile.headline_limit == headline && profile.standfirst_limit == standfirst &&
      profile.spaces == spaces)
    return;
  profile.spaces = spaces;
  profile.headline_limit = headline;
  profile.standfirst_limit = standfirst;
  changed = marbre_site_copy (limits->site);
  marbre_site_set_profile (changed, &profile);
  marbre_archive_save_site_profile_async (limits->archive, changed, NULL, saved_cb, NULL);
}

static GtkSpinButton *
add_limit (GtkGrid *grid, int line, const char *text, guint limit)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (text);
  GtkWidget *spin = gtk_spin_button_new_with_range (0, MAX_LIMIT, 10);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), spin);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), limit);
  gtk_grid_attach (grid, label, 0, line, 1, 1);
  gtk_grid_attach (grid, spin, 1, line, 1, 1);
  return GTK_SPIN_BUTTON (spin);
}

static GtkDropDown *
add_spaces (GtkGrid *grid, int line, MarbreSiteSpaces spaces)
{
  const char *const names[] = { _("Narrow, as printed (U+202F)"), _("No-break (U+00A0)"),
                                _("None"), NULL };
  GtkWidget *label = gtk_label_new_with_mnemonic (_("S_paces before ; ! ?"));
  GtkWidget *choice = gtk_drop_down_new_from_strings (names);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), choice);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), spaces);
  gtk_grid_attach (grid, label, 0, line, 1, 1);
  gtk_grid_attach (grid, choice, 1, line, 1, 1);
  return GTK_DROP_DOWN (choice);
}

/**
 * marbre_site_limits_new:
 * @archive: where the site is stored
 * @site: a site that is there
 *
 * Returns: (transfer floating): a button with a popover
 */
GtkWidget *
marbre_site_limits_new (MarbreArchive *archive, MarbreSite *site)
{
  const MarbreSiteProfile *profile;
  GtkWidget *button, *popover, *grid, *hint;
  Limits *limits;

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (archive), NULL);
  g_return_val_if_fail (MARBRE_IS_SITE (site), NULL);

  profile = marbre_site_get_profile (site);
  button = gtk_menu_button_new ();
  popover = gtk_popover_new ();
  grid = gtk_grid_new ();
  hint = gtk_label_new (_("Characters that the site’s pages have room for; 0 for no limit."));
  limits = g_new0 (Limits, 1);
  limits->archive = g_object_ref (archive);
  limits->site = g_object_ref (site);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (hint), 30);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_widget_add_css_class (hint, "caption");
  gtk_grid_attach (GTK_GRID (grid), hint, 0, 0, 2, 1);
  limits->headline = add_limit (GTK_GRID (grid), 1, _("_Headline"), profile->headline_limit);
  limits->standfirst = add_limit (GTK_GRID (grid), 2, _("_Standfirst"), profile->standfirst_limit);
  limits->spaces = add_spaces (GTK_GRID (grid), 3, profile->spaces);
  gtk_popover_set_child (GTK_POPOVER (popover), grid);
  g_signal_connect_data (popover, "closed", G_CALLBACK (closed_cb), limits, limits_free, 0);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Pages"));
  gtk_widget_set_tooltip_text (button, _("What the site’s pages have room for, and their spaces"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}
