/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command check: what should be mended before a story goes out.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-ctl-checks.h"
#include "marbre-ctl-input.h"
#include "marbre-ctl-newsroom.h"
#include "marbre-ctl-output.h"
#include "marbre-ctl.h"

/* Where a finding is, in one word: a field, or "tags", "lead", "story". */
static const char *
name_of_place (const MarbreCheck *check)
{
  switch (check->place)
    {
    case MARBRE_CHECK_PLACE_TAGS:
      return "tags";
    case MARBRE_CHECK_PLACE_LEAD:
      return "lead";
    case MARBRE_CHECK_PLACE_STORY:
      return "story";
    case MARBRE_CHECK_PLACE_TEXT:
    default:
      return marbre_field_get_name (check->field);
    }
}

static JsonObject *
object_of_check (MarbreStory *story, const MarbreCheck *check)
{
  JsonObject *object = json_object_new ();
  guint line, column;

  marbre_ctl_find_place (marbre_story_get_text (story, check->field), check->start, &line, &column);
  json_object_set_string_member (object, "id", check->id);
  json_object_set_string_member (object, "severity", marbre_severity_get_name (check->severity));
  json_object_set_string_member (object, "place", name_of_place (check));
  json_object_set_string_member (object, "field", marbre_field_get_name (check->field));
  json_object_set_int_member (object, "line", line);
  json_object_set_int_member (object, "column", column);
  json_object_set_int_member (object, "start", (gint64) check->start);
  json_object_set_int_member (object, "length", (gint64) check->length);
  json_object_set_string_member (object, "message", check->message);
  if (check->replacement != NULL)
    {
      json_object_set_string_member (object, "found", check->found);
      json_object_set_string_member (object, "replacement", check->replacement);
    }
  return object;
}

/* "body:3:12: warning: A picture has no credit. … [credit-missing]", or "tags: info: …" */
static void
write_check (MarbreStory *story, const MarbreCheck *check)
{
  g_autofree char *where = NULL;
  g_autofree char *text = NULL;
  guint line, column;

  marbre_ctl_find_place (marbre_story_get_text (story, check->field), check->start, &line, &column);
  if (check->place == MARBRE_CHECK_PLACE_TEXT)
    where = g_strdup_printf ("%s:%u:%u", name_of_place (check), line, column);
  text = g_strdup_printf ("%s: %s: %s [%s]", where ? where : name_of_place (check),
                          marbre_severity_get_name (check->severity), check->message, check->id);
  marbre_ctl_write_text (text);
}

static void
write_checks (MarbreStory *story, GPtrArray *checks, gboolean json)
{
  JsonArray *array = json ? json_array_new () : NULL;

  for (guint i = 0; i < checks->len; i++)
    if (json)
      json_array_add_object_element (array, object_of_check (story, g_ptr_array_index (checks, i)));
    else
      write_check (story, g_ptr_array_index (checks, i));
  if (json)
    marbre_ctl_write_array (array);
}

/* The newsroom's tags and the site's limits. Who asks for neither archive nor site need not have
 * any; then the story is checked by itself. */
static gboolean
ask_newsroom (MarbreCtlChecks *checks,
              MarbreCtl *ctl,
              const char *site,
              MarbreStory *story,
              GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MarbreCtlNewsroom) newsroom = marbre_ctl_newsroom_open (ctl, FALSE, &failure);

  if (newsroom == NULL && site == NULL && ctl->archive == NULL)
    {
      if (!g_error_matches (failure, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND))
        g_printerr ("%s\n", failure->message);
      return TRUE;
    }
  if (newsroom == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (site != NULL &&
      (checks->site = marbre_ctl_newsroom_get_site (newsroom, site, error)) == NULL)
    return FALSE;
  return marbre_ctl_checks_read_tags (checks, newsroom->archive, story, error);
}

static MarbreCtlStatus
run_check (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  gboolean json = FALSE;
  gboolean online = FALSE;
  g_autofree char *path = NULL;
  g_autofree char *site = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Write JSON"), NULL },
    { "online", 0, 0, G_OPTION_ARG_NONE, &online,
      N_ ("Ask the sites that the story links to for those pages"), NULL },
    { "rules", 0, 0, G_OPTION_ARG_FILENAME, &path,
      N_ ("The house’s rules (default: those of the preferences)"), N_ ("FILE") },
    { "site", 0, 0, G_OPTION_ARG_STRING, &site, N_ ("The site whose limits count"), N_ ("NAME") },
    { NULL },
  };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_auto (MarbreCtlChecks) checks = { 0 };
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return MARBRE_CTL_USAGE;
  if (!marbre_ctl_checks_read_rules (&checks, path, &error) ||
      (story = marbre_ctl_read_story (arguments[0], &error)) == NULL ||
      !ask_newsroom (&checks, ctl, site, story, &error) ||
      (online && !marbre_ctl_checks_ask_links (&checks, story, &error)))
    return marbre_ctl_failed (error);
  found = marbre_ctl_checks_run (&checks, story, NULL);
  write_checks (story, found, json);
  for (guint i = 0; i < found->len; i++)
    if (((MarbreCheck *) g_ptr_array_index (found, i))->severity == MARBRE_SEVERITY_ERROR)
      return MARBRE_CTL_FAILED;
  return MARBRE_CTL_OK;
}

const MarbreCtlCommand marbre_ctl_check_commands[] = {
  { "check", "FILE|-", N_ ("Say what should be mended before publication; 1 if it must."), 1, 1,
    run_check },
  { NULL },
};
