/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stories are measured by; see marbre-ctl-checks.h.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include "marbre-ctl-checks.h"

#include <glib/gi18n.h>

#include "marbre-ctl-input.h"
#include "marbre-ctl-preference.h"
#include "marbre-ctl-wait.h"
#include "marbre-link-round.h"
#include "marbre-remote-error.h"

/* More tags than any newsroom has. */
#define MAX_TAGS 20000

/**
 * marbre_ctl_checks_read_rules:
 * @path: (nullable): a file of house rules; %NULL for that of the window's preferences, if any
 * @error: return location for an error
 *
 * Reads the house's rules. Those that cannot be read are named on standard error; the others count.
 *
 * Returns: %FALSE with an error of marbre_ctl_read_text() or marbre_house_rules_parse()
 */
gboolean
marbre_ctl_checks_read_rules (MarbreCtlChecks *self, const char *path, GError **error)
{
  g_autofree char *chosen = path ? g_strdup (path) : marbre_ctl_get_preference ("house-rules");
  g_autofree char *text = NULL;
  GPtrArray *problems;

  if (chosen == NULL)
    return TRUE;
  text = marbre_ctl_read_text (chosen, error);
  if (text == NULL || (self->rules = marbre_house_rules_parse (text, -1, error)) == NULL)
    return FALSE;
  problems = marbre_house_rules_get_problems (self->rules);
  for (guint i = 0; i < problems->len; i++)
    {
      const MarbreHouseProblem *problem = g_ptr_array_index (problems, i);

      g_printerr ("%s:%u: %s\n", chosen, problem->line, problem->message);
    }
  return TRUE;
}

/* Which of its tags the archive counts for @story already. */
static gboolean
is_counted (MarbreStory *known, const char *tag)
{
  return known != NULL && g_strv_contains (marbre_story_get_tags (known), tag);
}

/**
 * marbre_ctl_checks_read_tags:
 * @archive: the newsroom's archive
 * @story: the story that will be checked; a file need not be in the archive
 * @error: return location for an error
 *
 * Asks the archive for the newsroom's tags, and counts @story among those that have its own.
 *
 * Returns: %FALSE with a %MARBRE_ARCHIVE_ERROR
 */
gboolean
marbre_ctl_checks_read_tags (MarbreCtlChecks *self,
                             MarbreArchive *archive,
                             MarbreStory *story,
                             GError **error)
{
  const char *const *tags = marbre_story_get_tags (story);
  g_auto (MarbreCtlWait) wait = { 0 };
  g_autoptr (GPtrArray) values = NULL;
  g_autoptr (MarbreStory) known = NULL;

  marbre_archive_complete_async (archive, MARBRE_FACET_TAG, "", MAX_TAGS, NULL, marbre_ctl_wait_cb,
                                 &wait);
  values = marbre_archive_complete_finish (archive, marbre_ctl_wait (&wait), error);
  if (values == NULL)
    return FALSE;
  self->tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < values->len; i++)
    {
      MarbreFacetValue *value = g_ptr_array_index (values, i);

      g_hash_table_insert (self->tags, g_strdup (marbre_facet_value_get_name (value)),
                           GUINT_TO_POINTER (marbre_facet_value_get_count (value)));
    }
  known = marbre_archive_load_story_sync (archive, marbre_story_get_id (story), NULL, NULL);
  for (guint i = 0; tags[i] != NULL; i++)
    if (!is_counted (known, tags[i]))
      g_hash_table_insert (
          self->tags, g_strdup (tags[i]),
          GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (self->tags, tags[i])) + 1));
  return TRUE;
}

/**
 * marbre_ctl_checks_ask_links:
 * @story: a story
 * @error: %MARBRE_REMOTE_ERROR_OFFLINE if no site answered
 *
 * Asks all sites that @story links to whether they still have those pages.
 *
 * Returns: %FALSE with @error
 */
gboolean
marbre_ctl_checks_ask_links (MarbreCtlChecks *self, MarbreStory *story, GError **error)
{
  g_auto (GStrv) addresses =
      marbre_links_list (marbre_story_get_text (story, MARBRE_FIELD_BODY));
  g_auto (MarbreCtlWait) wait = { 0 };

  marbre_link_round_async ((const char *const *) addresses, MARBRE_LINK_PATIENCE, NULL, NULL, NULL,
                           marbre_ctl_wait_cb, &wait);
  self->links = marbre_link_round_finish (marbre_ctl_wait (&wait), error);
  if (self->links == NULL || !marbre_link_round_was_offline (self->links))
    return self->links != NULL;
  g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_OFFLINE,
                       _ ("None of the linked sites can be reached. Is this computer offline?"));
  return FALSE;
}

/**
 * marbre_ctl_checks_run:
 * @story: a story
 * @blocks: (nullable): its body, if it is parsed
 *
 * Returns: (transfer full) (element-type MarbreCheck): what marbre_checks_run() finds
 */
GPtrArray *
marbre_ctl_checks_run (MarbreCtlChecks *self, MarbreStory *story, MarbreBlocks *blocks)
{
  const MarbreSiteProfile none = { 0 };
  const MarbreSiteProfile *profile = self->site ? marbre_site_get_profile (self->site) : &none;
  const MarbreChecksOptions options = {
    .rules = self->rules,
    .tags = self->tags,
    .headline_limit = profile->headline_limit,
    .standfirst_limit = profile->standfirst_limit,
    .links = self->links,
  };

  return marbre_checks_run (story, blocks, &options);
}

/**
 * marbre_ctl_checks_clear:
 *
 * Lets go of everything.
 */
void
marbre_ctl_checks_clear (MarbreCtlChecks *self)
{
  g_clear_pointer (&self->rules, marbre_house_rules_unref);
  g_clear_pointer (&self->tags, g_hash_table_unref);
  g_clear_object (&self->site);
  g_clear_pointer (&self->links, g_hash_table_unref);
}
