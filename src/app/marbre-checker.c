/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The checks; see marbre-checker.h. The file of house rules is read and its patterns are compiled
 * on a thread, again whenever the file changes. The tags are asked for once and again when stories
 * changed: counting them reads a large table.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-checker.h"

#include <glib/gi18n.h>

#include "marbre-checks.h"
#include "marbre-house-rules.h"
#include "marbre-linked-stories.h"

/* More tags than any newsroom has. */
#define MAX_TAGS 20000

/* Problems of the rules that are named; the file's author mends them one by one. */
#define MAX_NAMED_PROBLEMS 3

struct _MarbreChecker
{
  GObject parent_instance;

  MarbreArchive *archive;  /* (owned) */
  GSettings *settings;     /* (owned) */
  MarbreHouseRules *rules; /* (owned) (nullable) */
  char *problem;           /* (owned) (nullable): what is wrong with the file of rules */
  GFileMonitor *monitor;   /* (owned) (nullable): of that file */
  GCancellable *reading;   /* (owned) (nullable): the file that is being read */
  GHashTable *tags;        /* (owned) (nullable) (element-type utf8 guint) */
  gboolean tags_stale;
  GHashTable *links; /* (owned) (nullable) (element-type utf8 MarbreLinkAnswer) */
  MarbreSiteProfile profile;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreChecker, marbre_checker, G_TYPE_OBJECT)

/* One run, which keeps all that the thread reads. */
typedef struct
{
  MarbreStory *story;      /* (owned) */
  MarbreBlocks *blocks;    /* (owned) (nullable) */
  MarbreHouseRules *rules; /* (owned) (nullable) */
  GHashTable *tags;        /* (owned) (nullable) */
  GHashTable *links;       /* (owned) (nullable) */
  GHashTable *stories;     /* (owned) (nullable) */
  MarbreSiteProfile profile;
} Run;

static void
run_free (Run *run)
{
  g_clear_object (&run->story);
  g_clear_pointer (&run->blocks, marbre_blocks_unref);
  g_clear_pointer (&run->rules, marbre_house_rules_unref);
  g_clear_pointer (&run->tags, g_hash_table_unref);
  g_clear_pointer (&run->links, g_hash_table_unref);
  g_clear_pointer (&run->stories, g_hash_table_unref);
  g_free (run);
}

/* House rules */

static char *
describe_problems (MarbreHouseRules *rules, const char *name)
{
  GPtrArray *problems = marbre_house_rules_get_problems (rules);
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (problems->len == 0)
    return NULL;
  for (guint i = 0; i < problems->len && i < MAX_NAMED_PROBLEMS; i++)
    {
      const MarbreHouseProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *line = NULL;

      /* TRANSLATORS: a file's name, a line in it, and what is wrong there */
      line = g_strdup_printf (_("%s, line %u: %s"), name, problem->line, problem->message);
      g_strv_builder_add (lines, line);
    }
  if (problems->len > MAX_NAMED_PROBLEMS)
    {
      guint more = problems->len - MAX_NAMED_PROBLEMS;
      g_autofree char *rest = g_strdup_printf (
          ngettext ("%u more rule cannot be read.", "%u more rules cannot be read.", more), more);

      g_strv_builder_add (lines, rest);
    }
  all = g_strv_builder_end (lines);
  return g_strjoinv ("\n", all);
}

static void
read_rules (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *text = NULL;
  gsize length;
  GError *error = NULL;
  MarbreHouseRules *rules = NULL;

  if (g_file_load_contents (data, cancellable, &text, &length, NULL, &error))
    rules = marbre_house_rules_parse (text, (gssize) length, &error);
  if (rules == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, rules, (GDestroyNotify) marbre_house_rules_unref);
}

static void
rules_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MarbreChecker *self = MARBRE_CHECKER (source);
  GFile *file = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (file);
  MarbreHouseRules *rules = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->problem, g_free);
  if (rules == NULL)
    {
      /* While the file is away the rules that were in it stay. */
      self->problem = g_strdup_printf (_("The house rules cannot be read: %s"), error->message);
    }
  else
    {
      g_clear_pointer (&self->rules, marbre_house_rules_unref);
      self->rules = rules;
      self->problem = describe_problems (rules, name);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
load_rules (MarbreChecker *self, GFile *file)
{
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  task = g_task_new (self, self->reading, rules_read_cb, NULL);
  g_task_set_source_tag (task, load_rules);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_rules);
}

static void
file_changed_cb (MarbreChecker *self, GFile *file, GFile *other, GFileMonitorEvent event)
{
  g_autofree char *path = g_settings_get_string (self->settings, "house-rules");
  g_autoptr (GFile) rules = g_file_new_for_path (path);

  if (event == G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT || event == G_FILE_MONITOR_EVENT_CREATED ||
      event == G_FILE_MONITOR_EVENT_RENAMED || event == G_FILE_MONITOR_EVENT_MOVED_IN)
    load_rules (self, rules);
}

static void
choose_rules_cb (MarbreChecker *self)
{
  g_autofree char *path = g_settings_get_string (self->settings, "house-rules");
  g_autoptr (GFile) file = NULL;

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->monitor);
  if (*path == '\0')
    {
      g_clear_pointer (&self->rules, marbre_house_rules_unref);
      g_clear_pointer (&self->problem, g_free);
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
      return;
    }
  file = g_file_new_for_path (path);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (file_changed_cb), self,
                             G_CONNECT_SWAPPED);
  load_rules (self, file);
}

/* Runs */

static void
run_checks (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *run = data;
  const MarbreChecksOptions options = {
    .rules = run->rules,
    .tags = run->tags,
    .links = run->links,
    .stories = run->stories,
    .headline_limit = run->profile.headline_limit,
    .standfirst_limit = run->profile.standfirst_limit,
  };

  g_task_return_pointer (task, marbre_checks_run (run->story, run->blocks, &options),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
start_run (MarbreChecker *self, GTask *task)
{
  Run *run = g_task_get_task_data (task);

  run->rules = self->rules ? marbre_house_rules_ref (self->rules) : NULL;
  run->tags = self->tags ? g_hash_table_ref (self->tags) : NULL;
  run->links = self->links ? g_hash_table_ref (self->links) : NULL;
  run->profile = self->profile;
  g_task_run_in_thread (task, run_checks);
}

static void
stories_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbreChecker *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  /* Without the stories behind the links the rest can still be checked. */
  run->stories = marbre_linked_stories_find_finish (MARBRE_ARCHIVE (source), result, NULL);
  if (!g_task_return_error_if_cancelled (task))
    start_run (self, task);
}

/* Asks for the stories that the story points to, then checks it. */
static void
find_stories (MarbreChecker *self, GTask *task)
{
  Run *run = g_task_get_task_data (task);

  marbre_linked_stories_find_async (self->archive,
                                    marbre_story_get_text (run->story, MARBRE_FIELD_BODY),
                                    g_task_get_cancellable (task), stories_cb,
                                    g_object_ref (task));
}

static void
tags_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbreChecker *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) values =
      marbre_archive_complete_finish (MARBRE_ARCHIVE (source), result, NULL);

  /* Without the tags the rest can still be checked. */
  if (values != NULL)
    {
      g_clear_pointer (&self->tags, g_hash_table_unref);
      self->tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      self->tags_stale = FALSE;
      for (guint i = 0; i < values->len; i++)
        {
          MarbreFacetValue *value = g_ptr_array_index (values, i);

          g_hash_table_insert (self->tags, g_strdup (marbre_facet_value_get_name (value)),
                               GUINT_TO_POINTER (marbre_facet_value_get_count (value)));
        }
    }
  if (!g_task_return_error_if_cancelled (task))
    find_stories (self, task);
}

static void
stories_changed_cb (MarbreChecker *self)
{
  self->tags_stale = TRUE;
}

static void
marbre_checker_dispose (GObject *object)
{
  MarbreChecker *self = MARBRE_CHECKER (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->monitor);
  g_clear_object (&self->archive);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (marbre_checker_parent_class)->dispose (object);
}

static void
marbre_checker_finalize (GObject *object)
{
  MarbreChecker *self = MARBRE_CHECKER (object);

  g_clear_pointer (&self->rules, marbre_house_rules_unref);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->tags, g_hash_table_unref);
  g_clear_pointer (&self->links, g_hash_table_unref);
  G_OBJECT_CLASS (marbre_checker_parent_class)->finalize (object);
}

static void
marbre_checker_class_init (MarbreCheckerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = marbre_checker_dispose;
  object_class->finalize = marbre_checker_finalize;

  /**
   * MarbreChecker::changed:
   *
   * The house's rules, the site's limits or what is known of links are others: what was checked
   * may be found otherwise.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MARBRE_TYPE_CHECKER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
marbre_checker_init (MarbreChecker *self)
{
  self->tags_stale = TRUE;
}

/**
 * marbre_checker_new:
 * @archive: an open archive
 * @settings: the application's settings
 *
 * Returns: (transfer full): a checker
 */
MarbreChecker *
marbre_checker_new (MarbreArchive *archive, GSettings *settings)
{
  MarbreChecker *self;

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (archive), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (MARBRE_TYPE_CHECKER, NULL);
  self->archive = g_object_ref (archive);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (archive, "stories-changed", G_CALLBACK (stories_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::house-rules", G_CALLBACK (choose_rules_cb), self,
                           G_CONNECT_SWAPPED);
  choose_rules_cb (self);
  return self;
}

/**
 * marbre_checker_set_site:
 * @site: (nullable): the site whose limits count
 */
void
marbre_checker_set_site (MarbreChecker *self, MarbreSite *site)
{
  MarbreSiteProfile none = { 0 };
  const MarbreSiteProfile *profile = site ? marbre_site_get_profile (site) : &none;

  g_return_if_fail (MARBRE_IS_CHECKER (self));

  if (self->profile.headline_limit == profile->headline_limit &&
      self->profile.standfirst_limit == profile->standfirst_limit)
    return;
  self->profile = *profile;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * marbre_checker_set_links:
 * @links: (nullable) (element-type utf8 MarbreLinkAnswer): what is known of linked pages, which
 *   nobody changes any more; %NULL for nothing
 */
void
marbre_checker_set_links (MarbreChecker *self, GHashTable *links)
{
  g_return_if_fail (MARBRE_IS_CHECKER (self));

  if (self->links == links)
    return;
  g_clear_pointer (&self->links, g_hash_table_unref);
  self->links = links ? g_hash_table_ref (links) : NULL;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * marbre_checker_get_profile:
 *
 * Returns: (transfer none): what the site's pages have room for
 */
const MarbreSiteProfile *
marbre_checker_get_profile (MarbreChecker *self)
{
  g_return_val_if_fail (MARBRE_IS_CHECKER (self), NULL);
  return &self->profile;
}

/**
 * marbre_checker_get_problem:
 *
 * Returns: (transfer none) (nullable): what is wrong with the file of house rules, and where
 */
const char *
marbre_checker_get_problem (MarbreChecker *self)
{
  g_return_val_if_fail (MARBRE_IS_CHECKER (self), NULL);
  return self->problem;
}

/**
 * marbre_checker_run_async:
 * @story: a snapshot, which nobody changes any more
 * @blocks: (nullable): its body
 * @cancellable: (nullable): gives up
 * @callback: called when it is checked
 * @user_data: for @callback
 *
 * Checks a story.
 */
void
marbre_checker_run_async (MarbreChecker *self,
                          MarbreStory *story,
                          MarbreBlocks *blocks,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Run *run;

  g_return_if_fail (MARBRE_IS_CHECKER (self));
  g_return_if_fail (MARBRE_IS_STORY (story));

  run = g_new0 (Run, 1);
  run->story = g_object_ref (story);
  run->blocks = blocks ? marbre_blocks_ref (blocks) : NULL;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_checker_run_async);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  if (self->tags_stale)
    marbre_archive_complete_async (self->archive, MARBRE_FACET_TAG, "", MAX_TAGS, cancellable,
                                   tags_cb, g_steal_pointer (&task));
  else
    find_stories (self, task);
}

/**
 * marbre_checker_run_finish:
 * @result: the result
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type MarbreCheck): what was found
 */
GPtrArray *
marbre_checker_run_finish (MarbreChecker *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
