/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checks of the pages that a story links to, from answers that somebody asked for; see
 * marbre-link.h. A page that moved is no error, and one that nobody can reach just now may be
 * there: each is said as what it is.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-checks-private.h"
#include "marbre-compat.h"
#include "marbre-link.h"

static char *
dup_host (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  const char *host = uri ? g_uri_get_host (uri) : NULL;

  return g_strdup (host && *host != '\0' ? host : address);
}

/* The new address as it can stand in place of the old one, wherever in Markdown that is: "[a](…)",
 * "<…>" or bare.
 *
 * Returns: (transfer full) (nullable): NULL if that is not sure */
static char *
dup_replacement (const MarbreLink *link, const char *target)
{
  const char *fragment = strchr (link->address, '#');
  GString *out = g_string_new (NULL);

  for (const char *p = target; *p != '\0'; p++)
    if (*p == '(' || *p == ')')
      g_string_append_printf (out, "%%%02X", (guint) *p);
    else if (g_ascii_isalnum (*p) || strchr ("-._/:?#@!$&',=+%", *p) != NULL)
      g_string_append_c (out, *p);
    else
      {
        g_string_free (out, TRUE);
        return NULL;
      }
  /* The site does not see what follows "#"; it holds for the new page, too (RFC 9110, 10.2.2). */
  if (fragment != NULL && strchr (target, '#') == NULL)
    g_string_append (out, fragment);
  return marbre_string_steal (out);
}

static void
check_link (MarbreChecks *self,
            MarbreBlocks *blocks,
            const MarbreLink *link,
            const MarbreLinkAnswer *answer)
{
  g_autofree char *host = dup_host (link->address);
  MarbreSeverity severity = MARBRE_SEVERITY_INFO;
  const char *id = NULL;
  char *message = NULL;
  char *replacement = NULL;

  switch (answer->state)
    {
    case MARBRE_LINK_GONE:
      id = "link-gone";
      severity = MARBRE_SEVERITY_WARNING;
      message = g_strdup_printf (marbre_checks_is_read_also (blocks, link->start)
                                     ? _ ("“%s” does not have this story any more. Offer readers "
                                          "another one, or none.")
                                     : _ ("“%s” does not have this page any more. Link to another "
                                          "one, or delete the link."),
                                 host);
      break;
    case MARBRE_LINK_FRONT:
      id = "link-front";
      severity = MARBRE_SEVERITY_WARNING;
      message = g_strdup_printf (_ ("“%s” leads to its front page instead: the page is probably "
                                    "gone. Look at it, then link to another one."),
                                 host);
      break;
    case MARBRE_LINK_MOVED:
      id = "link-moved";
      message = g_strdup_printf (_ ("The page has moved to %s for good. The link still leads "
                                    "there; better write the new address."),
                                 answer->target);
      replacement = dup_replacement (link, answer->target);
      break;
    case MARBRE_LINK_UNSURE:
      id = "link-unsure";
      message = g_strdup (answer->reason);
      break;
    case MARBRE_LINK_THERE:
    default:
      return;
    }
  marbre_checks_add_fix (self, id, severity, MARBRE_FIELD_BODY, link->start, link->length, message,
                         replacement);
}

/**
 * marbre_checks_run_links:
 * @self: the findings so far
 * @blocks: the story's body
 *
 * Adds what became of the pages that the body links to, as far as it was asked.
 */
void
marbre_checks_run_links (MarbreChecks *self, MarbreBlocks *blocks)
{
  g_autoptr (GArray) links = NULL;

  if (self->options->links == NULL)
    return;
  links = marbre_links_find (self->body);
  for (guint i = 0; i < links->len; i++)
    {
      const MarbreLink *link = &g_array_index (links, MarbreLink, i);
      const MarbreLinkAnswer *answer = g_hash_table_lookup (self->options->links, link->address);

      if (answer != NULL)
        check_link (self, blocks, link, answer);
    }
}
