/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preferences; see marbre-ctl-preference.h.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include "marbre-ctl-preference.h"

/**
 * marbre_ctl_get_preference:
 * @key: a key of the application's settings, a text
 *
 * Returns: (transfer full) (nullable): its value; %NULL if it is empty, and where nothing is
 *   installed
 */
char *
marbre_ctl_get_preference (const char *key)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source ? g_settings_schema_source_lookup (source, MARBRE_APP_ID, TRUE) : NULL;
  g_autoptr (GSettings) settings = NULL;
  g_autofree char *value = NULL;

  if (schema == NULL || !g_settings_schema_has_key (schema, key))
    return NULL;
  settings = g_settings_new_full (schema, NULL, NULL);
  value = g_settings_get_string (settings, key);
  return *value != '\0' ? g_steal_pointer (&value) : NULL;
}
