/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The newsroom's tags: suggestions for a story, and the list of all, which can be put in order.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-ctl-newsroom.h"
#include "marbre-ctl-output.h"
#include "marbre-ctl-wait.h"
#include "marbre-ctl.h"
#include "marbre-tag-book.h"

/* Answers to one question at most. */
#define MAX_LIMIT 1000

#define DEFAULT_LIMIT 10

/* What was asked for. */
typedef struct
{
  int limit;
  gboolean json;
  gboolean list;
  gboolean rename;
  gboolean merge;
  gboolean alias;
} Options;

static JsonObject *
object_of_suggestion (MarbreTagSuggestion *tag)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", marbre_tag_suggestion_get_name (tag));
  json_object_set_int_member (object, "stories", marbre_tag_suggestion_get_story_count (tag));
  json_object_set_double_member (object, "score", marbre_tag_suggestion_get_score (tag));
  json_object_set_boolean_member (object, "mentioned", marbre_tag_suggestion_get_mentioned (tag));
  return object;
}

static MarbreCtlStatus
suggest (MarbreCtlNewsroom *newsroom, const Options *options, const char *file_or_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreStory) story = marbre_ctl_newsroom_get_story (newsroom, file_or_id, &error);
  g_autoptr (GPtrArray) tags = NULL;
  g_auto (MarbreCtlWait) wait = { 0 };
  JsonArray *array = options->json ? json_array_new () : NULL;

  if (story == NULL)
    return marbre_ctl_failed (error);
  marbre_archive_suggest_tags_async (newsroom->archive, story, (guint) options->limit, NULL,
                                     marbre_ctl_wait_cb, &wait);
  tags = marbre_archive_suggest_tags_finish (newsroom->archive, marbre_ctl_wait (&wait), &error);
  if (tags == NULL)
    return marbre_ctl_failed (error);
  for (guint i = 0; i < tags->len; i++)
    if (options->json)
      json_array_add_object_element (array, object_of_suggestion (g_ptr_array_index (tags, i)));
    else
      marbre_ctl_write_text (marbre_tag_suggestion_get_name (g_ptr_array_index (tags, i)));
  if (options->json)
    marbre_ctl_write_array (array);
  return MARBRE_CTL_OK;
}

static JsonObject *
object_of_entry (MarbreTagEntry *entry)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", marbre_tag_entry_get_name (entry));
  json_object_set_int_member (object, "stories", marbre_tag_entry_get_count (entry));
  marbre_ctl_set_strv (object, "aliases", marbre_tag_entry_get_aliases (entry));
  marbre_ctl_set_strv (object, "near", marbre_tag_entry_get_near (entry));
  return object;
}

static void
write_entry (MarbreTagEntry *entry)
{
  g_autofree char *aliases = g_strjoinv (", ", (char **) marbre_tag_entry_get_aliases (entry));
  g_autofree char *line =
      g_strdup_printf ("%u\t%s%s%s", marbre_tag_entry_get_count (entry),
                       marbre_tag_entry_get_name (entry), *aliases != '\0' ? "\t" : "", aliases);

  marbre_ctl_write_text (line);
}

static MarbreCtlStatus
list (MarbreCtlNewsroom *newsroom, const Options *options)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (MarbreCtlWait) wait = { 0 };
  JsonArray *array;

  marbre_tag_book_list_async (newsroom->archive, NULL, marbre_ctl_wait_cb, &wait);
  entries = marbre_tag_book_list_finish (newsroom->archive, marbre_ctl_wait (&wait), NULL, &error);
  if (entries == NULL)
    return marbre_ctl_failed (error);
  array = options->json ? json_array_new () : NULL;
  for (guint i = 0; i < entries->len; i++)
    if (options->json)
      json_array_add_object_element (array, object_of_entry (g_ptr_array_index (entries, i)));
    else
      write_entry (g_ptr_array_index (entries, i));
  if (options->json)
    marbre_ctl_write_array (array);
  return MARBRE_CTL_OK;
}

static MarbreCtlStatus
end_change (MarbreCtlNewsroom *newsroom, MarbreCtlWait *wait)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreTagUndo) undo =
      marbre_tag_book_change_finish (newsroom->archive, marbre_ctl_wait (wait), &error);
  g_autofree char *text = NULL;
  guint stories;

  if (undo == NULL)
    return marbre_ctl_failed (error);
  stories = marbre_tag_undo_get_stories (undo);
  text = g_strdup_printf (ngettext ("%u story has another tag.", "%u stories have other tags.",
                                    stories),
                          stories);
  marbre_ctl_write_text (text);
  return MARBRE_CTL_OK;
}

/* All but the last become the last. */
static MarbreCtlStatus
join (MarbreCtlNewsroom *newsroom, GStrv names)
{
  g_auto (MarbreCtlWait) wait = { 0 };
  const guint last = g_strv_length (names) - 1;
  g_autofree char *into = g_steal_pointer (&names[last]);

  marbre_tag_book_join_async (newsroom->archive, (const char *const *) names, into, NULL,
                              marbre_ctl_wait_cb, &wait);
  return end_change (newsroom, &wait);
}

static MarbreCtlStatus
set_aliases (MarbreCtlNewsroom *newsroom, GStrv names)
{
  g_auto (MarbreCtlWait) wait = { 0 };

  marbre_tag_book_set_aliases_async (newsroom->archive, names[0],
                                     (const char *const *) names + 1, NULL, marbre_ctl_wait_cb,
                                     &wait);
  return end_change (newsroom, &wait);
}

static gboolean
check (const Options *options, GStrv arguments)
{
  const guint n = g_strv_length (arguments);
  const guint least = options->rename || options->merge ? 2 : options->list ? 0 : 1;
  const guint most = options->merge || options->alias ? G_MAXUINT : options->list ? 0 : least;

  if (options->list + options->rename + options->merge + options->alias > 1)
    marbre_ctl_misused (_ ("Choose one of --list, --rename, --merge and --alias."));
  else if (n < least)
    marbre_ctl_misused (_ ("An argument is missing: %s."), options->rename ? "TAG NAME"
                                                           : options->merge ? "TAG … INTO"
                                                                            : "FILE|ID");
  else if (n > most)
    marbre_ctl_misused (_ ("“%s” is one argument too many."), arguments[most]);
  else if (options->limit < 1 || options->limit > MAX_LIMIT)
    marbre_ctl_misused (_ ("The limit must be between 1 and %d."), MAX_LIMIT);
  else
    return TRUE;
  return FALSE;
}

static MarbreCtlStatus
run_tags (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  Options options = { .limit = DEFAULT_LIMIT };
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &options.limit, N_ ("How many at most (10)"), N_ ("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Write JSON"), NULL },
    { "list", 0, 0, G_OPTION_ARG_NONE, &options.list, N_ ("List all tags of the newsroom"), NULL },
    { "rename", 0, 0, G_OPTION_ARG_NONE, &options.rename, N_ ("Rename TAG to NAME"), NULL },
    { "merge", 0, 0, G_OPTION_ARG_NONE, &options.merge, N_ ("Merge each TAG into the last one"),
      NULL },
    { "alias", 0, 0, G_OPTION_ARG_NONE, &options.alias,
      N_ ("Give TAG these other names in place of those it has"), NULL },
    { NULL },
  };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autoptr (MarbreCtlNewsroom) newsroom = NULL;
  g_autoptr (GError) error = NULL;

  if (arguments == NULL || !check (&options, arguments))
    return MARBRE_CTL_USAGE;
  newsroom = marbre_ctl_newsroom_open (ctl, FALSE, &error);
  if (newsroom == NULL)
    return marbre_ctl_failed (error);
  if (options.list)
    return list (newsroom, &options);
  if (options.alias)
    return set_aliases (newsroom, arguments);
  if (options.rename || options.merge)
    return join (newsroom, arguments);
  return suggest (newsroom, &options, arguments[0]);
}

const MarbreCtlCommand marbre_ctl_tags_commands[] = {
  { "tags", "[FILE|ID|TAG …]", N_ ("Suggest tags for a story, or put the newsroom’s in order."), 0,
    G_MAXUINT, run_tags },
  { NULL },
};
