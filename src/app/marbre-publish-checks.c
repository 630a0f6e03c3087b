/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The findings in the publish dialog; see marbre-publish-checks.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-publish-checks.h"

#include <glib/gi18n.h>

#include "marbre-checks.h"

/* A kind of finding: what it is, or what one alone says. It leads to the first of them. */
static void
add_kind (AdwPreferencesGroup *group,
          const MarbreCheck *check,
          guint count,
          GCallback activated,
          GObject *object)
{
  g_autofree char *title =
      count > 1 ? g_strdup_printf (C_ ("kind of finding and how many", "%s (%u)"),
                                   marbre_check_get_title (check), count)
                : NULL;
  static const char *const icons[] = {
    [MARBRE_SEVERITY_INFO] = "dialog-information-symbolic",
    [MARBRE_SEVERITY_WARNING] = "dialog-warning-symbolic",
    [MARBRE_SEVERITY_ERROR] = "dialog-error-symbolic",
  };
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (icons[check->severity]);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title ? title : check->message);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, _("Go there"));
  g_object_set_data (G_OBJECT (row), "check", (gpointer) check);
  g_signal_connect_object (row, "activated", activated, object, G_CONNECT_SWAPPED);
  if (check->severity == MARBRE_SEVERITY_ERROR)
    gtk_widget_add_css_class (icon, "error");
  else if (check->severity == MARBRE_SEVERITY_WARNING)
    gtk_widget_add_css_class (icon, "warning");
  adw_preferences_group_add (group, row);
}

static guint
count_kind (GPtrArray *checks, const char *id)
{
  guint count = 0;

  for (guint i = 0; i < checks->len; i++)
    count += g_str_equal (((const MarbreCheck *) g_ptr_array_index (checks, i))->id, id);
  return count;
}

/**
 * marbre_publish_checks_show:
 * @group: where to
 * @checks: (element-type MarbreCheck): what was found; must outlive the rows
 * @activated: connected to each row, swapped; the row's data "check" is the finding
 * @object: its object
 *
 * Shows the same findings as the sidebar, one row to each kind, the worst first.
 *
 * Returns: whether one says that readers must not see the story so. Whether an embargo is over
 *   depends on when it appears, so that does not count here
 */
gboolean
marbre_publish_checks_show (AdwPreferencesGroup *group,
                            GPtrArray *checks,
                            GCallback activated,
                            GObject *object)
{
  g_autoptr (GHashTable) shown = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean blocked = FALSE;

  for (int severity = MARBRE_SEVERITY_ERROR; severity >= MARBRE_SEVERITY_INFO; severity--)
    for (guint i = 0; i < checks->len; i++)
      {
        const MarbreCheck *check = g_ptr_array_index (checks, i);

        if ((int) check->severity != severity || !g_hash_table_add (shown, check->id))
          continue;
        add_kind (group, check, count_kind (checks, check->id), activated, object);
        if (check->severity == MARBRE_SEVERITY_ERROR && !g_str_equal (check->id, "embargo"))
          blocked = TRUE;
      }
  if (checks->len == 0)
    adw_preferences_group_set_description (group, _("Nothing to correct."));
  else if (blocked)
    adw_preferences_group_set_description (
        group, _("Errors have to be mended before readers see the story. A draft may go."));
  return blocked;
}
