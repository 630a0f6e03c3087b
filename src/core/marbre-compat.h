/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GLib helpers that are newer than our floor (2.74), under names of our own so that a newer GLib
 * never collides with them. Not for anything with a policy: one-line helpers only. Any thread.
 */
#pragma once

#include <glib.h>

/**
 * marbre_set_str:
 * @target: (inout): where an owned string or %NULL is kept
 * @value: (nullable): the new text, copied
 *
 * Replaces an owned string, also when @value points into the old one.
 *
 * Returns: %TRUE if the text changed
 */
static inline gboolean
marbre_set_str (char **target, const char *value)
{
  char *copy;

  if (g_strcmp0 (*target, value) == 0)
    return FALSE;
  copy = g_strdup (value);
  g_free (*target);
  *target = copy;
  return TRUE;
}

/**
 * marbre_string_steal:
 * @string: (transfer full): a #GString
 *
 * Ends a #GString and keeps its text.
 *
 * Returns: (transfer full): the text
 */
G_GNUC_WARN_UNUSED_RESULT static inline char *
marbre_string_steal (GString *string)
{
  return g_string_free (string, FALSE);
}
