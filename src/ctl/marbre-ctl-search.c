/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions to the archive: search, related.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-ctl-newsroom.h"
#include "marbre-ctl-output.h"
#include "marbre-ctl-wait.h"
#include "marbre-ctl.h"
#include "marbre-time.h"

/* Answers to one question at most. */
#define MAX_LIMIT 1000

#define DEFAULT_LIMIT 10

static gboolean
check_limit (int limit)
{
  if (limit >= 1 && limit <= MAX_LIMIT)
    return TRUE;
  marbre_ctl_misused (_ ("The limit must be between 1 and %d."), MAX_LIMIT);
  return FALSE;
}

/* One answer as a line: "ID  DATE  HEADLINE". */
static void
write_line (const char *id, gint64 published, const char *headline)
{
  g_autofree char *time = published ? marbre_time_format_iso8601 (published) : g_strdup ("");
  g_autofree char *line = g_strdup_printf ("%s\t%.10s\t%s", id, time, headline);

  marbre_ctl_write_text (line);
}

static JsonObject *
object_of_summary (MarbreSummary *summary)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", marbre_summary_get_id (summary));
  json_object_set_string_member (object, "headline", marbre_summary_get_headline (summary));
  json_object_set_string_member (object, "section", marbre_summary_get_section (summary));
  json_object_set_string_member (object, "byline", marbre_summary_get_byline (summary));
  json_object_set_string_member (object, "language", marbre_summary_get_language (summary));
  json_object_set_string_member (object, "state",
                                 marbre_story_state_get_name (marbre_summary_get_state (summary)));
  json_object_set_string_member (object, "url", marbre_summary_get_url (summary));
  marbre_ctl_set_time (object, "published", marbre_summary_get_published (summary));
  marbre_ctl_set_time (object, "updated", marbre_summary_get_updated (summary));
  json_object_set_string_member (object, "snippet", marbre_summary_get_snippet (summary));
  return object;
}

static void
write_summaries (GPtrArray *summaries, gboolean json)
{
  JsonArray *array = json ? json_array_new () : NULL;

  for (guint i = 0; i < summaries->len; i++)
    {
      MarbreSummary *summary = g_ptr_array_index (summaries, i);

      if (json)
        json_array_add_object_element (array, object_of_summary (summary));
      else
        write_line (marbre_summary_get_id (summary), marbre_summary_get_published (summary),
                    marbre_summary_get_headline (summary));
    }
  if (json)
    marbre_ctl_write_array (array);
}

static MarbreCtlStatus
run_search (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  int limit = DEFAULT_LIMIT;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("How many at most (10)"), N_ ("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Write JSON"), NULL },
    { NULL },
  };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autoptr (MarbreCtlNewsroom) newsroom = NULL;
  g_autoptr (GPtrArray) summaries = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (MarbreCtlWait) wait = { 0 };
  MarbreQuery query = { 0 };

  if (arguments == NULL || !check_limit (limit))
    return MARBRE_CTL_USAGE;
  if (!g_utf8_validate (arguments[0], -1, NULL))
    return marbre_ctl_misused (_ ("The query is not UTF-8."));
  newsroom = marbre_ctl_newsroom_open (ctl, FALSE, &error);
  if (newsroom == NULL)
    return marbre_ctl_failed (error);
  query.text = arguments[0];
  query.limit = (guint) limit;
  marbre_archive_list_async (newsroom->archive, &query, NULL, marbre_ctl_wait_cb, &wait);
  summaries = marbre_archive_list_finish (newsroom->archive, marbre_ctl_wait (&wait), &error);
  if (summaries == NULL)
    return marbre_ctl_failed (error);
  write_summaries (summaries, json);
  return MARBRE_CTL_OK;
}

/* Options, archive and story. */
typedef struct
{
  int limit;
  gboolean json;
  MarbreCtlNewsroom *newsroom; /* (owned) */
  MarbreStory *story;          /* (owned) */
} Question;

static void
question_clear (Question *self)
{
  g_clear_object (&self->story);
  g_clear_pointer (&self->newsroom, marbre_ctl_newsroom_close);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

static MarbreCtlStatus
ask (Question *self, const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &self->limit, N_ ("How many at most (10)"), N_ ("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("Write JSON"), NULL },
    { NULL },
  };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autoptr (GError) error = NULL;

  if (arguments == NULL || !check_limit (self->limit))
    return MARBRE_CTL_USAGE;
  self->newsroom = marbre_ctl_newsroom_open (ctl, FALSE, &error);
  if (self->newsroom != NULL)
    self->story = marbre_ctl_newsroom_get_story (self->newsroom, arguments[0], &error);
  return self->story ? MARBRE_CTL_OK : marbre_ctl_failed (error);
}

static JsonObject *
object_of_related (MarbreRelated *related)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", marbre_related_get_id (related));
  json_object_set_string_member (object, "headline", marbre_related_get_headline (related));
  json_object_set_string_member (object, "section", marbre_related_get_section (related));
  json_object_set_string_member (object, "language", marbre_related_get_language (related));
  json_object_set_string_member (object, "url", marbre_related_get_url (related));
  marbre_ctl_set_time (object, "published", marbre_related_get_published (related));
  json_object_set_double_member (object, "score", marbre_related_get_score (related));
  marbre_ctl_set_strv (object, "shared_tags", marbre_related_get_shared_tags (related));
  marbre_ctl_set_strv (object, "shared_terms", marbre_related_get_shared_terms (related));
  return object;
}

static MarbreCtlStatus
run_related (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  g_auto (Question) question = { .limit = DEFAULT_LIMIT };
  g_auto (MarbreCtlWait) wait = { 0 };
  g_autoptr (GPtrArray) stories = NULL;
  g_autoptr (GError) error = NULL;
  MarbreCtlStatus status = ask (&question, command, ctl, argv);
  JsonArray *array;

  if (status != MARBRE_CTL_OK)
    return status;
  marbre_archive_find_related_async (question.newsroom->archive, question.story,
                                     (guint) question.limit, NULL, marbre_ctl_wait_cb, &wait);
  stories = marbre_archive_find_related_finish (question.newsroom->archive, marbre_ctl_wait (&wait),
                                                &error);
  if (stories == NULL)
    return marbre_ctl_failed (error);
  array = question.json ? json_array_new () : NULL;
  for (guint i = 0; i < stories->len; i++)
    {
      MarbreRelated *related = g_ptr_array_index (stories, i);

      if (question.json)
        json_array_add_object_element (array, object_of_related (related));
      else
        write_line (marbre_related_get_id (related), marbre_related_get_published (related),
                    marbre_related_get_headline (related));
    }
  if (question.json)
    marbre_ctl_write_array (array);
  return MARBRE_CTL_OK;
}

const MarbreCtlCommand marbre_ctl_search_commands[] = {
  { "search", "QUERY", N_ ("Find stories by their words."), 1, 1, run_search },
  { "related", "FILE|ID", N_ ("Find what the archive has on a story’s subject."), 1, 1,
    run_related },
  { NULL },
};
