/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command on a story's versions, among them what sites had before an update: versions.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-ctl-newsroom.h"
#include "marbre-ctl-output.h"
#include "marbre-ctl.h"
#include "marbre-story-file.h"

static const char *
name_of (MarbreRevisionReason reason)
{
  switch (reason)
    {
    case MARBRE_REVISION_PUBLICATION:
      return "published";
    case MARBRE_REVISION_REPLACED:
      return "before-fetch";
    case MARBRE_REVISION_RESTORED:
      return "before-restore";
    case MARBRE_REVISION_AT_SITE:
      return "at-site";
    case MARBRE_REVISION_PAUSE:
    default:
      return "pause";
    }
}

static JsonObject *
object_of_revision (MarbreRevision *revision)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "version", marbre_revision_get_number (revision));
  marbre_ctl_set_time (object, "made", marbre_revision_get_made (revision));
  json_object_set_string_member (object, "reason", name_of (marbre_revision_get_reason (revision)));
  json_object_set_string_member (object, "site", marbre_revision_get_site (revision));
  json_object_set_int_member (object, "words_added", marbre_revision_get_added (revision));
  json_object_set_int_member (object, "words_removed", marbre_revision_get_removed (revision));
  return object;
}

static void
write_line (MarbreRevision *revision)
{
  g_autoptr (GDateTime) made =
      g_date_time_new_from_unix_local (marbre_revision_get_made (revision));
  g_autofree char *time = g_date_time_format_iso8601 (made);
  g_autofree char *line = g_strdup_printf (
      "%lld\t%s\t%s\t+%u −%u\t%s", (long long) marbre_revision_get_number (revision), time,
      name_of (marbre_revision_get_reason (revision)), marbre_revision_get_added (revision),
      marbre_revision_get_removed (revision), marbre_revision_get_site (revision));

  marbre_ctl_write_text (line);
}

static MarbreCtlStatus
list_versions (MarbreCtlNewsroom *newsroom, const char *story_id, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) revisions =
      marbre_archive_list_revisions_sync (newsroom->archive, story_id, NULL, &error);
  JsonArray *array = json ? json_array_new () : NULL;

  for (guint i = 0; revisions && i < revisions->len; i++)
    if (json)
      json_array_add_object_element (array,
                                     object_of_revision (g_ptr_array_index (revisions, i)));
    else
      write_line (g_ptr_array_index (revisions, i));
  if (json)
    marbre_ctl_write_array (array);
  return revisions ? MARBRE_CTL_OK : marbre_ctl_failed (error);
}

/* Only a version of that story: a number that was mistyped brings nobody else's text. */
static gboolean
has_version (MarbreCtlNewsroom *newsroom, const char *story_id, gint64 number, GError **error)
{
  g_autoptr (GPtrArray) revisions =
      marbre_archive_list_revisions_sync (newsroom->archive, story_id, NULL, error);

  for (guint i = 0; revisions && i < revisions->len; i++)
    if (marbre_revision_get_number (g_ptr_array_index (revisions, i)) == number)
      return TRUE;
  if (revisions)
    g_set_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND,
                 _ ("The story has no version %lld."), (long long) number);
  return FALSE;
}

/* Its texts in the story's own file: what a site says of a story (address, dates) is no text. */
static MarbreCtlStatus
show_version (MarbreCtlNewsroom *newsroom, MarbreStory *story, gint64 number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreStory) version = NULL;
  g_autoptr (MarbreStory) shown = marbre_story_copy (story);
  g_autofree char *text = NULL;

  if (has_version (newsroom, marbre_story_get_id (story), number, &error))
    version = marbre_archive_load_revision_sync (newsroom->archive, number, NULL, &error);
  if (version == NULL)
    return marbre_ctl_failed (error);
  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    marbre_story_set_text (shown, (MarbreField) i,
                           marbre_story_get_text (version, (MarbreField) i));
  marbre_story_set_tags (shown, marbre_story_get_tags (version));
  marbre_story_set_lead_image (shown, marbre_story_get_lead_image (version));
  text = marbre_story_file_format (shown);
  marbre_ctl_write_text (text);
  return MARBRE_CTL_OK;
}

static MarbreCtlStatus
run_versions (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  gboolean json = FALSE;
  gint64 number = 0;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Write JSON"), NULL },
    { "show", 0, 0, G_OPTION_ARG_INT64, &number,
      N_ ("Write that version as a story file, for “marbrectl publish -”"), N_ ("VERSION") },
    { NULL },
  };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autoptr (MarbreCtlNewsroom) newsroom = NULL;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return MARBRE_CTL_USAGE;
  newsroom = marbre_ctl_newsroom_open (ctl, FALSE, &error);
  if (newsroom != NULL)
    story = marbre_archive_load_story_sync (newsroom->archive, arguments[0], NULL, &error);
  if (story == NULL)
    return marbre_ctl_failed (error);
  return number != 0 ? show_version (newsroom, story, number)
                     : list_versions (newsroom, arguments[0], json);
}

const MarbreCtlCommand marbre_ctl_versions_commands[] = {
  { "versions", "ID", N_ ("List the versions of a story, with what sites had before an update."),
    1, 1, run_versions },
  { NULL },
};
