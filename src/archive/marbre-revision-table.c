/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of revisions; see marbre-revision-table.h. A revision is a whole story, as the JSON in
 * which a story is exchanged, so that it can be read whatever becomes of those around it.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-revision-table.h"

#include "marbre-compat.h"
#include "marbre-revision-policy.h"
#include "marbre-story-digest.h"
#include "marbre-story-json.h"
#include "marbre-time.h"
#include "marbre-word-diff.h"

/* As many as a person would look through. */
#define MAX_LISTED 500
/* Among so many of the last texts of a site, sent there or found there, it is looked whether one is
 * kept already. */
#define MAX_COMPARED 20

/* Returns: (transfer full) (nullable): NULL if nobody can read it any more */
static MarbreStory *
read_content (const char *content)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;

  if (!json_parser_load_from_data (parser, content, -1, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  return marbre_story_from_json (json_node_get_object (root), NULL);
}

static gboolean
load_last (MarbreDatabase *database,
           gint64 story_number,
           MarbreStory **story,
           gint64 *number,
           GError **error)
{
  static const char sql[] = "SELECT number, content FROM revision WHERE story = ?1 AND site = ''"
                            "  ORDER BY made DESC, number DESC LIMIT 1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  *story = NULL;
  *number = 0;
  marbre_statement_bind_int (statement, 1, story_number);
  if (marbre_statement_next (statement))
    {
      *number = marbre_statement_get_int (statement, 0);
      *story = read_content (marbre_statement_get_text (statement, 1));
    }
  return marbre_statement_end (statement, error);
}

static gboolean
insert (MarbreDatabase *database,
        gint64 story_number,
        MarbreStory *story,
        MarbreRevisionReason reason,
        const char *site,
        gint64 made,
        GError **error)
{
  static const char sql[] = "INSERT INTO revision (story, made, reason, content, site)"
                            "  VALUES (?1, ?2, ?3, ?4, ?5)";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *content = NULL;

  json_node_take_object (node, marbre_story_to_json (story));
  content = json_to_string (node, FALSE);
  marbre_statement_bind_int (statement, 1, story_number);
  marbre_statement_bind_int (statement, 2, made);
  marbre_statement_bind_int (statement, 3, reason);
  marbre_statement_bind_text (statement, 4, content);
  marbre_statement_bind_text (statement, 5, site);
  return marbre_statement_run (statement, error);
}

/* The text was kept already, for a lesser reason. */
static gboolean
raise_reason (MarbreDatabase *database, gint64 number, MarbreRevisionReason reason, GError **error)
{
  static const char sql[] = "UPDATE revision SET reason = ?2 WHERE number = ?1 AND reason = 0";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, number);
  marbre_statement_bind_int (statement, 2, reason);
  return marbre_statement_run (statement, error);
}

static GArray *
load_marks (MarbreDatabase *database, gint64 story_number, GError **error)
{
  static const char sql[] = "SELECT number, made, reason FROM revision"
                            "  WHERE story = ?1 AND site = ''"
                            "  ORDER BY made DESC, number DESC";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GArray) marks = g_array_new (FALSE, TRUE, sizeof (MarbreRevisionMark));

  marbre_statement_bind_int (statement, 1, story_number);
  while (marbre_statement_next (statement))
    {
      MarbreRevisionMark mark = {
        .number = marbre_statement_get_int (statement, 0),
        .made = marbre_statement_get_int (statement, 1),
        .reason = (MarbreRevisionReason) marbre_statement_get_int (statement, 2),
      };

      g_array_append_val (marks, mark);
    }
  return marbre_statement_end (statement, error) ? g_steal_pointer (&marks) : NULL;
}

static gboolean
prune (MarbreDatabase *database, gint64 story_number, GError **error)
{
  static const char sql[] = "DELETE FROM revision WHERE number = ?1";
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GArray) marks = load_marks (database, story_number, error);

  if (marks == NULL)
    return FALSE;
  marbre_revision_policy_mark ((MarbreRevisionMark *) (gpointer) marks->data, marks->len,
                               marbre_time_now (), zone);
  for (guint i = 0; i < marks->len; i++)
    {
      const MarbreRevisionMark *mark = &g_array_index (marks, MarbreRevisionMark, i);
      g_autoptr (MarbreStatement) statement = NULL;

      if (mark->keep)
        continue;
      statement = marbre_database_prepare (database, sql);
      marbre_statement_bind_int (statement, 1, mark->number);
      if (!marbre_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * marbre_revision_table_keep:
 * @story_number: the story's row
 * @story: the text to keep
 * @reason: why
 * @made: since when it says this, seconds UTC
 *
 * Keeps a text as a revision, unless the last revision says the same, and lets go of those that the
 * policy does not keep.
 *
 * Returns: %FALSE if it could not be kept
 */
gboolean
marbre_revision_table_keep (MarbreDatabase *database,
                            gint64 story_number,
                            MarbreStory *story,
                            MarbreRevisionReason reason,
                            gint64 made,
                            GError **error)
{
  g_autoptr (MarbreStory) last = NULL;
  gint64 number;

  if (!load_last (database, story_number, &last, &number, error))
    return FALSE;
  /* A revision that cannot be read is no reason to keep none now. */
  if (last != NULL && marbre_story_equal (story, last))
    return reason == MARBRE_REVISION_PAUSE || raise_reason (database, number, reason, error);
  return insert (database, story_number, story, reason, "", made, error) &&
         prune (database, story_number, error);
}

/* @number is 0 if there is no such story. */
static gboolean
find_story (MarbreDatabase *database, const char *story_id, gint64 *number, GError **error)
{
  static const char sql[] = "SELECT number FROM story WHERE id = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  *number = 0;
  marbre_statement_bind_text (statement, 1, story_id);
  if (marbre_statement_next (statement))
    *number = marbre_statement_get_int (statement, 0);
  return marbre_statement_end (statement, error);
}

/**
 * marbre_revision_table_keep_sent:
 * @story_id: a story
 * @payload: what goes to a site: the story as JSON
 *
 * Keeps what is published as a revision; one that nobody could read is not kept.
 *
 * Returns: %FALSE if it could not be kept
 */
gboolean
marbre_revision_table_keep_sent (MarbreDatabase *database,
                                 const char *story_id,
                                 const char *payload,
                                 GError **error)
{
  g_autoptr (MarbreStory) story = read_content (payload);
  gint64 number;

  return find_story (database, story_id, &number, error) &&
         (number == 0 || story == NULL ||
          marbre_revision_table_keep (database, number, story, MARBRE_REVISION_PUBLICATION,
                                      marbre_time_now (), error));
}

/* Whether one of the last texts that went to a site or were found there has one of the digests. */
static gboolean
is_kept (MarbreDatabase *database,
         gint64 story_number,
         const char *const *digests,
         gboolean *kept,
         GError **error)
{
  static const char sql[] = "SELECT content FROM revision"
                            "  WHERE story = ?1 AND (reason = 1 OR site <> '')"
                            "  ORDER BY number DESC LIMIT ?2";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  *kept = FALSE;
  marbre_statement_bind_int (statement, 1, story_number);
  marbre_statement_bind_int (statement, 2, MAX_COMPARED);
  while (!*kept && marbre_statement_next (statement))
    {
      g_autoptr (MarbreStory) story = read_content (marbre_statement_get_text (statement, 0));
      g_autofree char *digest = story ? marbre_story_digest (story) : NULL;

      *kept = digest != NULL && g_strv_contains (digests, digest);
    }
  return marbre_statement_end (statement, error);
}

/**
 * marbre_revision_table_keep_site:
 * @story_id: a story
 * @site: the name of the site
 * @story: what the site has of it, and is about to be replaced
 * @digest: marbre_story_digest() of what was sent there, if nothing else was seen there since; ""
 *   if unknown
 *
 * Keeps what a site had, unless it is among the last texts that were sent or kept so.
 *
 * Returns: %FALSE if it could not be kept
 */
gboolean
marbre_revision_table_keep_site (MarbreDatabase *database,
                                 const char *story_id,
                                 const char *site,
                                 MarbreStory *story,
                                 const char *digest,
                                 GError **error)
{
  g_autofree char *own = marbre_story_digest (story);
  const char *const digests[] = { own, digest, NULL };
  gboolean kept;
  gint64 number;

  if (!find_story (database, story_id, &number, error) ||
      (number != 0 && !is_kept (database, number, digests, &kept, error)))
    return FALSE;
  return number == 0 || kept ||
         insert (database, number, story, MARBRE_REVISION_REPLACED, site, marbre_time_now (),
                 error);
}

/**
 * marbre_revision_table_load:
 * @number: a revision's row
 * @story: (out) (transfer full) (nullable): the text that was kept; %NULL if there is none
 *
 * Returns: %FALSE if the table could not be read
 */
gboolean
marbre_revision_table_load (MarbreDatabase *database,
                            gint64 number,
                            MarbreStory **story,
                            GError **error)
{
  static const char sql[] = "SELECT content FROM revision WHERE number = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  *story = NULL;
  marbre_statement_bind_int (statement, 1, number);
  if (marbre_statement_next (statement))
    *story = read_content (marbre_statement_get_text (statement, 0));
  return marbre_statement_end (statement, error);
}

static void
count_changes (MarbreStory *before, MarbreStory *after, guint *removed, guint *added)
{
  static const MarbreField texts[] = { MARBRE_FIELD_KICKER, MARBRE_FIELD_HEADLINE,
                                       MARBRE_FIELD_STANDFIRST, MARBRE_FIELD_BODY };

  *removed = *added = 0;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *old_text = before != NULL ? marbre_story_get_text (before, texts[i]) : "";
      const char *new_text = marbre_story_get_text (after, texts[i]);
      g_autoptr (GArray) changes = marbre_word_diff (old_text, new_text);
      guint gone, come;

      marbre_word_diff_count (old_text, new_text, changes, &gone, &come);
      *removed += gone;
      *added += come;
    }
}

/* A revision of the list, until the one before it is known. */
typedef struct
{
  gint64 number; /* 0 = none */
  gint64 made;
  MarbreRevisionReason reason;
  char *site;         /* (owned) (nullable) */
  MarbreStory *story; /* (owned) (nullable) */
} Waiting;

static void
waiting_clear (Waiting *waiting)
{
  g_clear_pointer (&waiting->site, g_free);
  g_clear_object (&waiting->story);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Waiting, waiting_clear)

/* Adds the row of the revision that waits, whose predecessor is @before. */
static void
add_row (GPtrArray *rows, const Waiting *waiting, MarbreStory *before)
{
  guint removed = 0, added = 0;

  if (waiting->number == 0)
    return;
  if (waiting->story != NULL)
    count_changes (before, waiting->story, &removed, &added);
  g_ptr_array_add (rows, marbre_revision_new (waiting->number, waiting->made, waiting->reason,
                                              waiting->site, removed, added));
}

static void
read_row (Waiting *waiting, MarbreStatement *statement, MarbreStory *story)
{
  marbre_set_str (&waiting->site, marbre_statement_get_text (statement, 4));
  waiting->number = marbre_statement_get_int (statement, 0);
  waiting->made = marbre_statement_get_int (statement, 1);
  waiting->reason = *waiting->site != '\0'
                        ? MARBRE_REVISION_AT_SITE
                        : (MarbreRevisionReason) marbre_statement_get_int (statement, 2);
  g_set_object (&waiting->story, story);
}

/**
 * marbre_revision_table_list:
 * @story_id: a story
 * @cancellable: (nullable): gives up, also in the middle
 *
 * Returns: (transfer full) (element-type MarbreRevision) (nullable): its last 500 revisions, the
 *   newest first
 */
GPtrArray *
marbre_revision_table_list (MarbreDatabase *database,
                            const char *story_id,
                            GCancellable *cancellable,
                            GError **error)
{
  static const char sql[] = "SELECT number, made, reason, content, site FROM revision"
                            "  WHERE story = (SELECT number FROM story WHERE id = ?1)"
                            "  ORDER BY made DESC, number DESC LIMIT ?2";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (Waiting) waiting = { 0 };

  marbre_statement_bind_text (statement, 1, story_id);
  marbre_statement_bind_int (statement, 2, MAX_LISTED);
  while (marbre_statement_next (statement))
    {
      g_autoptr (MarbreStory) story = read_content (marbre_statement_get_text (statement, 3));

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      add_row (rows, &waiting, story);
      read_row (&waiting, statement, story);
    }
  if (!marbre_statement_end (statement, error))
    return NULL;
  add_row (rows, &waiting, NULL);
  return g_steal_pointer (&rows);
}
