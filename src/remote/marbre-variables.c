/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names in braces; see marbre-variables.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-variables.h"

#include <string.h>

#include "marbre-compat.h"

static const char *
find (const MarbreVariable *variables, const char *name, gsize length)
{
  for (; variables->name; variables++)
    if (strlen (variables->name) == length && strncmp (variables->name, name, length) == 0)
      return variables->value ? variables->value : "";
  return "";
}

static char *
expand (const char *text, const MarbreVariable *variables, gboolean escape)
{
  g_autoptr (GString) result = g_string_new (NULL);

  while (*text)
    {
      const gsize plain = strcspn (text, "{");
      const char *end;
      const char *value;

      g_string_append_len (result, text, (gssize) plain);
      text += plain;
      end = strchr (text, '}');
      if (end == NULL)
        break;
      value = find (variables, text + 1, (gsize) (end - text) - 1);
      if (escape)
        g_string_append_uri_escaped (result, value, NULL, FALSE);
      else
        g_string_append (result, value);
      text = end + 1;
    }
  return marbre_string_steal (g_steal_pointer (&result));
}

/**
 * marbre_variables_expand:
 * @text: a text with names in braces
 * @variables: what they stand for
 *
 * Returns: (transfer full): the text with the values as they are
 */
char *
marbre_variables_expand (const char *text, const MarbreVariable *variables)
{
  return expand (text, variables, FALSE);
}

/**
 * marbre_variables_expand_address:
 * @text: a part of an address with names in braces
 * @variables: what they stand for
 *
 * Returns: (transfer full): the text with the values escaped, slashes too, so that none can leave
 *   the part it stands in
 */
char *
marbre_variables_expand_address (const char *text, const MarbreVariable *variables)
{
  return expand (text, variables, TRUE);
}
