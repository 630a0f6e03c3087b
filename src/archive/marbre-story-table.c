/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of stories; see marbre-story-table.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-story-table.h"

#include <string.h>

#include <glib/gi18n.h>

#include "marbre-archive-error.h"
#include "marbre-index-table.h"
#include "marbre-revision-table.h"
#include "marbre-search-table.h"
#include "marbre-tag-table.h"
#include "marbre-time.h"

/* Seconds after which a text that was left alone is a revision. */
#define PAUSE 60

/* The columns of `story` in the order of the SELECT and of the two that write. Those are no upsert:
 * with RETURNING each story would be a transaction inside the transaction, and FTS5 writes its
 * words to the disk at the start of every such. For the same reason no INSERT here has a SELECT. */
enum
{
  COLUMN_NUMBER,
  COLUMN_ID,
  COLUMN_TEXTS, /* in the order of MarbreField */
  COLUMN_LEAD_SRC = COLUMN_TEXTS + MARBRE_N_FIELDS,
  COLUMN_LEAD_ALT,
  COLUMN_LEAD_CAPTION,
  COLUMN_LEAD_CREDIT,
  COLUMN_STATE,
  COLUMN_URL,
  COLUMN_TIMES, /* in the order of MarbreMoment */
  COLUMN_LENGTH = COLUMN_TIMES + MARBRE_N_MOMENTS,
  COLUMN_PATH,
};

static const char load_sql[] =
    "SELECT number, id, section, kicker, headline, standfirst, body, byline, language, slug,"
    "       lead_src, lead_alt, lead_caption, lead_credit, state, url,"
    "       created, updated, published, publish_at, embargo_until, length"
    "  FROM story WHERE id = ?1";

static const char insert_sql[] =
    "INSERT INTO story (id, section, kicker, headline, standfirst, body, byline, language, slug,"
    "                   lead_src, lead_alt, lead_caption, lead_credit, state, url,"
    "                   created, updated, published, publish_at, embargo_until, length, path)"
    "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"
    "          ?19, ?20, ?21, ?22)";

static const char update_sql[] =
    "UPDATE story SET section = ?2, kicker = ?3, headline = ?4, standfirst = ?5, body = ?6,"
    "    byline = ?7, language = ?8, slug = ?9, lead_src = ?10, lead_alt = ?11,"
    "    lead_caption = ?12, lead_credit = ?13, state = ?14, url = ?15, created = ?16,"
    "    updated = ?17, published = ?18, publish_at = ?19, embargo_until = ?20, length = ?21,"
    "    path = ?22"
    "  WHERE id = ?1";

/**
 * marbre_story_table_path_of_url:
 * @url: an absolute URL, or "" for none
 *
 * Returns: (transfer full): the URL's path without query, fragment and slash at its end; "" for
 *   the root, which names no story
 */
char *
marbre_story_table_path_of_url (const char *url)
{
  const char *start = strstr (url, "://");
  gsize length;

  if (start != NULL)
    start = strchr (start + 3, '/');
  else if (url[0] == '/')
    start = url;
  if (start == NULL)
    return g_strdup ("");
  length = strcspn (start, "?#");
  while (length > 0 && start[length - 1] == '/')
    length--;
  return g_strndup (start, length);
}

static MarbreStory *
read_story (MarbreStatement *statement)
{
  MarbreStory *story = marbre_story_new_with_id (marbre_statement_get_text (statement, COLUMN_ID));
  const char *src = marbre_statement_get_text (statement, COLUMN_LEAD_SRC);

  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    marbre_story_set_text (story, (MarbreField) i,
                           marbre_statement_get_text (statement, COLUMN_TEXTS + (int) i));
  for (guint i = 0; i < MARBRE_N_MOMENTS; i++)
    marbre_story_set_time (story, (MarbreMoment) i,
                           marbre_statement_get_int (statement, COLUMN_TIMES + (int) i));
  marbre_story_set_state (story, (MarbreStoryState) marbre_statement_get_int (statement,
                                                                              COLUMN_STATE));
  marbre_story_set_url (story, marbre_statement_get_text (statement, COLUMN_URL));
  marbre_story_set_length (story, (guint) marbre_statement_get_int (statement, COLUMN_LENGTH));
  if (*src != '\0')
    {
      g_autoptr (MarbreMedia) lead =
          marbre_media_new (src, marbre_statement_get_text (statement, COLUMN_LEAD_ALT),
                            marbre_statement_get_text (statement, COLUMN_LEAD_CAPTION),
                            marbre_statement_get_text (statement, COLUMN_LEAD_CREDIT));

      marbre_story_set_lead_image (story, lead);
    }
  return story;
}

/**
 * marbre_story_table_load:
 * @id: the story's id
 * @story: (out) (transfer full) (nullable): the story, %NULL if there is none with that id
 * @number: (out) (optional): its row
 *
 * Returns: %FALSE if the tables could not be read
 */
gboolean
marbre_story_table_load (MarbreDatabase *database,
                         const char *id,
                         MarbreStory **story,
                         gint64 *number,
                         GError **error)
{
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, load_sql);
  g_autoptr (MarbreStory) found = NULL;
  g_auto (GStrv) tags = NULL;
  gint64 row = 0;

  *story = NULL;
  marbre_statement_bind_text (statement, 1, id);
  if (marbre_statement_next (statement))
    {
      found = read_story (statement);
      row = marbre_statement_get_int (statement, COLUMN_NUMBER);
    }
  if (!marbre_statement_end (statement, error))
    return FALSE;
  if (number != NULL)
    *number = row;
  if (found == NULL)
    return TRUE;
  tags = marbre_tag_table_load (database, row, error);
  if (tags == NULL)
    return FALSE;
  marbre_story_set_tags (found, (const char *const *) tags);
  *story = g_steal_pointer (&found);
  return TRUE;
}

/**
 * marbre_story_table_find_url:
 * @url_or_path: an absolute URL, or a root-relative path as stories use it among themselves
 * @story: (out) (transfer full) (nullable): the newest story that has it, else one that had it
 *
 * Returns: %FALSE if the tables could not be read
 */
gboolean
marbre_story_table_find_url (MarbreDatabase *database,
                             const char *url_or_path,
                             MarbreStory **story,
                             GError **error)
{
  static const char by_url[] =
      "SELECT * FROM (SELECT id FROM story WHERE url IN (?1, ?2) AND url <> '' AND trashed = 0"
      "                 ORDER BY listed DESC LIMIT 1)"
      "  UNION ALL SELECT id FROM story_former JOIN story ON story.number = story_former.story"
      "    WHERE story_former.url IN (?1, ?2) AND trashed = 0"
      "  LIMIT 1";
  static const char by_path[] =
      "SELECT * FROM (SELECT id FROM story WHERE path = ?1 AND path <> '' AND trashed = 0"
      "                 ORDER BY listed DESC LIMIT 1)"
      "  UNION ALL SELECT id FROM story_former JOIN story ON story.number = story_former.story"
      "    WHERE story_former.path = ?1 AND story_former.path <> '' AND trashed = 0"
      "  LIMIT 1";
  const gboolean is_path = *url_or_path == '/';
  g_autoptr (MarbreStatement) statement =
      marbre_database_prepare (database, is_path ? by_path : by_url);
  g_autofree char *id = NULL;

  *story = NULL;
  if (is_path)
    {
      g_autofree char *path = marbre_story_table_path_of_url (url_or_path);

      marbre_statement_bind_text (statement, 1, path);
    }
  else
    {
      g_autofree char *url = g_strndup (url_or_path, strcspn (url_or_path, "#"));
      g_autofree char *other = g_str_has_suffix (url, "/") ? g_strndup (url, strlen (url) - 1)
                                                           : g_strconcat (url, "/", NULL);

      marbre_statement_bind_text (statement, 1, url);
      marbre_statement_bind_text (statement, 2, other);
    }
  if (marbre_statement_next (statement))
    id = marbre_statement_dup_text (statement, 0);
  if (!marbre_statement_end (statement, error))
    return FALSE;
  return id == NULL || marbre_story_table_load (database, id, story, NULL, error);
}

static gboolean
check_text (const char *text, GError **error)
{
  const gsize length = strlen (text);

  if (length > MARBRE_STORY_TABLE_MAX_TEXT)
    g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID,
                         _ ("A text of the story is longer than the archive keeps"));
  else if (!g_utf8_validate_len (text, length, NULL))
    g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID,
                         _ ("A text of the story is not UTF-8"));
  else
    return TRUE;
  return FALSE;
}

/**
 * marbre_story_table_check:
 * @story: a story
 * @error: %MARBRE_ARCHIVE_ERROR_INVALID if a text is too long or not UTF-8
 *
 * Returns: whether it can be kept
 */
gboolean
marbre_story_table_check (MarbreStory *story, GError **error)
{
  const char *const *tags = marbre_story_get_tags (story);

  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    if (!check_text (marbre_story_get_text (story, (MarbreField) i), error))
      return FALSE;
  for (guint i = 0; tags[i] != NULL; i++)
    if (!check_text (tags[i], error))
      return FALSE;
  return check_text (marbre_story_get_id (story), error) &&
         check_text (marbre_story_get_url (story), error);
}

/* Writes a row; of a new one @number, which is 0, is set. */
static gboolean
write_row (MarbreDatabase *database, MarbreStory *story, gint64 *number, GError **error)
{
  g_autoptr (MarbreStatement) statement =
      marbre_database_prepare (database, *number == 0 ? insert_sql : update_sql);
  g_autofree char *path = marbre_story_table_path_of_url (marbre_story_get_url (story));
  MarbreMedia *lead = marbre_story_get_lead_image (story);

  marbre_statement_bind_text (statement, COLUMN_ID, marbre_story_get_id (story));
  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    marbre_statement_bind_text (statement, COLUMN_TEXTS + (int) i,
                                marbre_story_get_text (story, (MarbreField) i));
  marbre_statement_bind_text (statement, COLUMN_LEAD_SRC, lead ? marbre_media_get_src (lead) : "");
  marbre_statement_bind_text (statement, COLUMN_LEAD_ALT, lead ? marbre_media_get_alt (lead) : "");
  marbre_statement_bind_text (statement, COLUMN_LEAD_CAPTION,
                              lead ? marbre_media_get_caption (lead) : "");
  marbre_statement_bind_text (statement, COLUMN_LEAD_CREDIT,
                              lead ? marbre_media_get_credit (lead) : "");
  marbre_statement_bind_int (statement, COLUMN_STATE, marbre_story_get_state (story));
  marbre_statement_bind_text (statement, COLUMN_URL, marbre_story_get_url (story));
  for (guint i = 0; i < MARBRE_N_MOMENTS; i++)
    marbre_statement_bind_int (statement, COLUMN_TIMES + (int) i,
                               marbre_story_get_time (story, (MarbreMoment) i));
  marbre_statement_bind_int (statement, COLUMN_LENGTH, marbre_story_get_length (story));
  marbre_statement_bind_text (statement, COLUMN_PATH, path);
  if (!marbre_statement_run (statement, error))
    return FALSE;
  if (*number == 0)
    *number = marbre_database_get_last_number (database);
  return TRUE;
}

static gboolean
write_text (MarbreDatabase *database,
            gint64 number,
            MarbreStory *story,
            MarbreStoryText *text,
            GError **error)
{
  g_autoptr (MarbreStoryText) own = text == NULL ? marbre_story_text_new (story, NULL) : NULL;

  if (text == NULL)
    text = own;
  return marbre_search_table_put (database, number, story, text, error) &&
         marbre_index_table_put (database, number, text->terms, error);
}

/* The row to be stored: the given story, with what a stored one keeps and the times set. */
static MarbreStory *
make_row (MarbreStory *story, MarbreStory *stored, MarbreStoryWrite write)
{
  MarbreStory *row = marbre_story_copy (story);
  gint64 updated = marbre_story_get_time (story, MARBRE_MOMENT_UPDATED);

  if (stored != NULL && write == MARBRE_STORY_WRITE_EDITOR)
    {
      marbre_story_set_state (row, marbre_story_get_state (stored));
      marbre_story_set_url (row, marbre_story_get_url (stored));
      marbre_story_set_time (row, MARBRE_MOMENT_PUBLISHED,
                             marbre_story_get_time (stored, MARBRE_MOMENT_PUBLISHED));
      updated = 0;
    }
  /* Sites know nothing of what was ordered. */
  if (stored != NULL && write == MARBRE_STORY_WRITE_WHOLE && marbre_story_get_length (row) == 0)
    marbre_story_set_length (row, marbre_story_get_length (stored));
  if (stored != NULL)
    marbre_story_set_time (row, MARBRE_MOMENT_CREATED,
                           marbre_story_get_time (stored, MARBRE_MOMENT_CREATED));
  /* An archived story without a date of its own was last changed when it was published. */
  if (updated == 0 && marbre_story_get_state (row) == MARBRE_STORY_ARCHIVED)
    updated = marbre_story_get_time (row, MARBRE_MOMENT_PUBLISHED);
  if (updated == 0)
    updated = marbre_time_now ();
  marbre_story_set_time (row, MARBRE_MOMENT_UPDATED, updated);
  return row;
}

static gboolean
says_the_same (MarbreStory *row, MarbreStory *stored)
{
  for (guint i = 0; i < MARBRE_N_MOMENTS; i++)
    if (i != MARBRE_MOMENT_UPDATED && marbre_story_get_time (row, (MarbreMoment) i) !=
                                          marbre_story_get_time (stored, (MarbreMoment) i))
      return FALSE;
  return marbre_story_equal (row, stored) &&
         marbre_story_get_length (row) == marbre_story_get_length (stored) &&
         marbre_story_get_state (row) == marbre_story_get_state (stored) &&
         g_str_equal (marbre_story_get_url (row), marbre_story_get_url (stored));
}

/* The text that was there is a revision, if a site's comes in its place, or if there was a pause
 * since: the program that wrote it may have been killed before it could say so. */
static gboolean
keep_stored (MarbreDatabase *database,
             gint64 number,
             MarbreStory *stored,
             MarbreStoryWrite write,
             GError **error)
{
  const gint64 updated = marbre_story_get_time (stored, MARBRE_MOMENT_UPDATED);

  if (write == MARBRE_STORY_WRITE_WHOLE)
    return marbre_revision_table_keep (database, number, stored, MARBRE_REVISION_REPLACED,
                                       marbre_time_now (), error);
  return marbre_time_now () - updated < PAUSE ||
         marbre_revision_table_keep (database, number, stored, MARBRE_REVISION_PAUSE, updated,
                                     error);
}

/**
 * marbre_story_table_write:
 * @story: the story, only read
 * @text: (nullable): its texts for search, if somebody made them already
 * @write: who writes, and so what a stored story keeps
 * @outcome: (out): what it came to; an unchanged story is not written
 * @error: %MARBRE_ARCHIVE_ERROR_INVALID if a text is too long or not UTF-8
 *
 * Returns: %FALSE if it could not be written
 */
gboolean
marbre_story_table_write (MarbreDatabase *database,
                          MarbreStory *story,
                          MarbreStoryText *text,
                          MarbreStoryWrite write,
                          MarbreStoryOutcome *outcome,
                          GError **error)
{
  g_autoptr (MarbreStory) stored = NULL;
  g_autoptr (MarbreStory) row = NULL;
  g_auto (GStrv) tags = NULL;
  gboolean same_tags = FALSE;
  gint64 number;

  if (!marbre_story_table_check (story, error) ||
      !marbre_story_table_load (database, marbre_story_get_id (story), &stored, &number, error))
    return FALSE;

  row = make_row (story, stored, write);
  tags = marbre_tag_table_resolve (database, marbre_story_get_tags (story), error);
  if (tags == NULL)
    return FALSE;
  marbre_story_set_tags (row, (const char *const *) tags);
  if (stored != NULL)
    {
      *outcome = MARBRE_STORY_UNCHANGED;
      if (says_the_same (row, stored))
        return TRUE;
      if (!marbre_story_equal (row, stored) &&
          !keep_stored (database, number, stored, write, error))
        return FALSE;
      if (!marbre_search_table_forget (database, number, error))
        return FALSE;
      same_tags = g_strv_equal (marbre_story_get_tags (row), marbre_story_get_tags (stored));
    }
  *outcome = stored != NULL ? MARBRE_STORY_CHANGED : MARBRE_STORY_ADDED;
  return write_row (database, row, &number, error) &&
         (same_tags ||
          marbre_tag_table_write (database, number, marbre_story_get_tags (row), error)) &&
         write_text (database, number, row, text, error);
}
