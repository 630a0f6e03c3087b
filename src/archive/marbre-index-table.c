/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stories on their way into the index; see marbre-index-table.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-index-table.h"

#include <math.h>

#include "marbre-index-codec.h"
#include "marbre-plain-text.h"
#include "marbre-search-table.h"
#include "marbre-story-table.h"
#include "marbre-tag-store.h"

/* BM25's saturation and effect of length (S. Robertson, H. Zaragoza, "The Probabilistic Relevance
 * Framework", 2009), measured on two news archives. */
#define SATURATION    0.8
#define LENGTH_EFFECT 0.8

/* How many stories one slice of filling the index takes, and how many rows it looks at. */
#define FILL_STORIES 200
#define FILL_ROWS    20000

/* The length of a usual story in an archive that has none yet, in words. */
#define FIRST_LENGTH 250.0

/**
 * marbre_index_table_read_total:
 * @total: (out): the figures
 *
 * Returns: %FALSE if they could not be read
 */
gboolean
marbre_index_table_read_total (MarbreDatabase *database, MarbreIndexTotal *total, GError **error)
{
  static const char sql[] =
      "SELECT stories, words, pending, damaged, generation, learnt_from, filled FROM topic_total";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  *total = (MarbreIndexTotal) { 0 };
  if (marbre_statement_next (statement))
    {
      total->stories = marbre_statement_get_int (statement, 0);
      total->words = marbre_statement_get_int (statement, 1);
      total->pending = marbre_statement_get_int (statement, 2);
      total->damaged = marbre_statement_get_int (statement, 3) != 0;
      total->generation = marbre_statement_get_int (statement, 4);
      total->learnt_from = marbre_statement_get_int (statement, 5);
      total->filled = marbre_statement_get_int (statement, 6);
    }
  return marbre_statement_end (statement, error);
}

static gboolean
change_total (MarbreDatabase *database,
              gint64 stories,
              gint64 words,
              gint64 pending,
              GError **error)
{
  static const char sql[] = "UPDATE topic_total SET stories = max(0, stories + ?1),"
                            "    words = max(0, words + ?2), pending = max(0, pending + ?3)"
                            "  WHERE key = 1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, stories);
  marbre_statement_bind_int (statement, 2, words);
  marbre_statement_bind_int (statement, 3, pending);
  return marbre_statement_run (statement, error);
}

/**
 * marbre_index_table_impact:
 * @count: how often a term is in a story
 * @length: of the story
 * @usual: see marbre_index_table_usual_length()
 *
 * Returns: what the term says of the story, %MARBRE_INDEX_MIN_IMPACT to %MARBRE_INDEX_MAX_IMPACT:
 *   more if it is there more often, less if the story is long
 */
guint8
marbre_index_table_impact (guint count, guint length, double usual)
{
  const double size = 1.0 - LENGTH_EFFECT + LENGTH_EFFECT * length / usual;
  const double impact = count / (count + SATURATION * size);

  return (guint8) CLAMP (round (impact * MARBRE_INDEX_MAX_IMPACT), MARBRE_INDEX_MIN_IMPACT,
                         MARBRE_INDEX_MAX_IMPACT);
}

/**
 * marbre_index_table_usual_length:
 *
 * Returns: the mean length of stories, in words. A quarter of a power of two is near enough, and an
 *   index that is made anew has the same impacts as one that grew
 */
double
marbre_index_table_usual_length (const MarbreIndexTotal *total)
{
  const double mean =
      total->stories > 0 && total->words > 0 ? (double) total->words / total->stories
                                             : FIRST_LENGTH;

  return exp2 (round (4.0 * log2 (mean)) / 4.0);
}

static GBytes *
encode_terms (const MarbreIndexTerms *terms, double usual)
{
  GByteArray *bytes = g_byte_array_sized_new (5 * terms->terms->len);
  guint32 last = 0;

  for (guint i = 0; i < terms->terms->len; i++)
    {
      const MarbreIndexTerm *term = &g_array_index (terms->terms, MarbreIndexTerm, i);
      const guint8 impact = marbre_index_table_impact (term->count, terms->length, usual);

      marbre_index_append_number (bytes, term->hash - last);
      g_byte_array_append (bytes, &impact, 1);
      last = term->hash;
    }
  return g_byte_array_free_to_bytes (bytes);
}

static GBytes *
encode_tags (MarbreDatabase *database, gint64 story, GError **error)
{
  static const char sql[] = "SELECT tag FROM story_tag WHERE story = ?1 ORDER BY tag";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gint64 last = 0;

  marbre_statement_bind_int (statement, 1, story);
  while (marbre_statement_next (statement))
    {
      const gint64 tag = marbre_statement_get_int (statement, 0);

      marbre_index_append_number (bytes, (guint64) (tag - last));
      last = tag;
    }
  if (!marbre_statement_end (statement, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static gboolean
insert_story (MarbreDatabase *database, gint64 story, guint length, GError **error)
{
  static const char sql[] = "INSERT INTO topic_story (story, length, tags) VALUES (?1, ?2, ?3)";
  g_autoptr (GBytes) tags = encode_tags (database, story, error);
  g_autoptr (MarbreStatement) statement = NULL;

  if (tags == NULL)
    return FALSE;
  statement = marbre_database_prepare (database, sql);
  marbre_statement_bind_int (statement, 1, story);
  marbre_statement_bind_int (statement, 2, length);
  marbre_statement_bind_bytes (statement, 3, tags);
  return marbre_statement_run (statement, error);
}

static gboolean
insert_pending (MarbreDatabase *database, gint64 doc, GBytes *terms, GError **error)
{
  static const char sql[] = "INSERT OR REPLACE INTO topic_pending (doc, terms) VALUES (?1, ?2)";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, doc);
  marbre_statement_bind_bytes (statement, 2, terms);
  return marbre_statement_run (statement, error);
}

/**
 * marbre_index_table_put:
 * @story: the story's row, written already with its tags
 * @terms: its terms
 *
 * Indexes a story, instead of what was indexed of it before.
 *
 * Returns: %FALSE if it could not be written
 */
gboolean
marbre_index_table_put (MarbreDatabase *database,
                        gint64 story,
                        const MarbreIndexTerms *terms,
                        GError **error)
{
  MarbreIndexTotal total;
  g_autoptr (GBytes) bytes = NULL;

  if (!marbre_index_table_remove (database, story, error) ||
      !marbre_index_table_read_total (database, &total, error))
    return FALSE;
  bytes = encode_terms (terms, marbre_index_table_usual_length (&total));
  return insert_story (database, story, terms->length, error) &&
         insert_pending (database, marbre_database_get_last_number (database), bytes, error) &&
         change_total (database, 1, terms->length, 1, error);
}

/**
 * marbre_index_table_put_tags:
 * @story: the story's row, whose tags are others; nothing happens if it is not indexed
 *
 * Returns: %FALSE if it could not be written
 */
gboolean
marbre_index_table_put_tags (MarbreDatabase *database, gint64 story, GError **error)
{
  static const char sql[] = "UPDATE topic_story SET tags = ?2 WHERE story = ?1";
  g_autoptr (GBytes) tags = encode_tags (database, story, error);
  g_autoptr (MarbreStatement) statement = NULL;

  if (tags == NULL)
    return FALSE;
  statement = marbre_database_prepare (database, sql);
  marbre_statement_bind_int (statement, 1, story);
  marbre_statement_bind_bytes (statement, 2, tags);
  return marbre_statement_run (statement, error);
}

static gboolean
run_for_doc (MarbreDatabase *database, const char *sql, gint64 doc, GError **error)
{
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, doc);
  return marbre_statement_run (statement, error);
}

/* Takes the document's terms away, or says that its postings mean nothing any more. */
static gboolean
forget_terms (MarbreDatabase *database, gint64 doc, gint64 *was_pending, GError **error)
{
  static const char pending_sql[] = "DELETE FROM topic_pending WHERE doc = ?1";
  static const char dead_sql[] = "INSERT OR IGNORE INTO topic_dead (doc) VALUES (?1)";

  if (!run_for_doc (database, pending_sql, doc, error))
    return FALSE;
  *was_pending = marbre_database_get_changes (database) > 0;
  return *was_pending || run_for_doc (database, dead_sql, doc, error);
}

/**
 * marbre_index_table_remove:
 * @story: a story's row; nothing happens if it is not indexed
 *
 * Returns: %FALSE if it could not be written
 */
gboolean
marbre_index_table_remove (MarbreDatabase *database, gint64 story, GError **error)
{
  static const char find_sql[] = "SELECT doc, length FROM topic_story WHERE story = ?1";
  static const char delete_sql[] = "DELETE FROM topic_story WHERE doc = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, find_sql);
  gint64 doc = 0;
  gint64 length = 0;
  gint64 was_pending;

  marbre_statement_bind_int (statement, 1, story);
  if (marbre_statement_next (statement))
    {
      doc = marbre_statement_get_int (statement, 0);
      length = marbre_statement_get_int (statement, 1);
    }
  if (!marbre_statement_end (statement, error))
    return FALSE;
  return doc == 0 || (run_for_doc (database, delete_sql, doc, error) &&
                      forget_terms (database, doc, &was_pending, error) &&
                      change_total (database, -1, -length, -was_pending, error));
}

/* The ids of stories that one of the indexes misses, in a range of rows. */
static GPtrArray *
find_missing (MarbreDatabase *database, gint64 *row, GError **error)
{
  static const char sql[] =
      "SELECT number, id FROM story WHERE number > ?1 AND number <= ?1 + ?2"
      "  AND (NOT EXISTS (SELECT 1 FROM search_story WHERE story = number)"
      "    OR (trashed = 0 AND NOT EXISTS (SELECT 1 FROM topic_story WHERE story = number)))"
      "  ORDER BY number LIMIT ?3";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gint64 reached = *row + FILL_ROWS;

  marbre_statement_bind_int (statement, 1, *row);
  marbre_statement_bind_int (statement, 2, FILL_ROWS);
  marbre_statement_bind_int (statement, 3, FILL_STORIES);
  while (marbre_statement_next (statement))
    {
      g_ptr_array_add (ids, marbre_statement_dup_text (statement, 1));
      if (ids->len == FILL_STORIES)
        reached = marbre_statement_get_int (statement, 0);
    }
  *row = reached;
  return marbre_statement_end (statement, error) ? g_steal_pointer (&ids) : NULL;
}

static gboolean
set_filled (MarbreDatabase *database, gint64 row, GError **error)
{
  g_autoptr (MarbreStatement) statement =
      marbre_database_prepare (database, "UPDATE topic_total SET filled = ?1 WHERE key = 1");

  marbre_statement_bind_int (statement, 1, row);
  return marbre_statement_run (statement, error);
}

/* Which of the two indexes have the story. */
static gboolean
look_for (MarbreDatabase *database,
          gint64 story,
          gboolean *has_words,
          gboolean *has_topics,
          GError **error)
{
  static const char sql[] =
      "SELECT EXISTS (SELECT 1 FROM search_story WHERE story = ?1),"
      "  EXISTS (SELECT 1 FROM topic_story WHERE story = ?1)"
      "    OR (SELECT trashed FROM story WHERE number = ?1) <> 0";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, story);
  if (marbre_statement_next (statement))
    {
      *has_words = marbre_statement_get_int (statement, 0) != 0;
      *has_topics = marbre_statement_get_int (statement, 1) != 0;
    }
  return marbre_statement_end (statement, error);
}

static gboolean
fill_story (MarbreDatabase *database, const char *id, MarbreTermsCounter *counter, GError **error)
{
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreStoryText) text = NULL;
  gboolean has_words = TRUE;
  gboolean has_topics = TRUE;
  gint64 number;

  if (!marbre_story_table_load (database, id, &story, &number, error))
    return FALSE;
  if (story == NULL)
    return TRUE;
  text = marbre_story_text_new (story, counter);
  return look_for (database, number, &has_words, &has_topics, error) &&
         (has_words || marbre_search_table_put (database, number, story, text, error)) &&
         (has_topics || marbre_index_table_put (database, number, text->terms, error));
}

/**
 * marbre_index_table_fill:
 * @row: the last row that was looked at
 * @more: (out): whether there are rows behind it
 *
 * Indexes the next stories that are in the archive and not in the indexes: after an update of the
 * program, and after marbre_index_table_clear().
 *
 * Returns: %FALSE if they could not be read or written
 */
gboolean
marbre_index_table_fill (MarbreDatabase *database, gint64 row, gboolean *more, GError **error)
{
  g_autoptr (MarbreTermsCounter) counter = marbre_terms_counter_new ();
  g_autoptr (GPtrArray) ids = NULL;
  gint64 last;

  ids = marbre_database_read_int (database, "SELECT max(number) FROM story", &last, error)
            ? find_missing (database, &row, error)
            : NULL;
  if (ids == NULL)
    return FALSE;
  *more = row < last;
  for (guint i = 0; i < ids->len; i++)
    if (!fill_story (database, g_ptr_array_index (ids, i), counter, error))
      return FALSE;
  return set_filled (database, *more ? row : -1, error);
}

static gboolean
set_form (MarbreDatabase *database, GError **error)
{
  g_autoptr (MarbreStatement) statement =
      marbre_database_prepare (database, "UPDATE topic_total SET form = ?1 WHERE key = 1");
  g_autofree char *form = marbre_plain_text_dup_form ();

  marbre_statement_bind_text (statement, 1, form);
  return marbre_statement_run (statement, error);
}

/**
 * marbre_index_table_clear:
 *
 * Empties the indexes, so that marbre_index_table_fill() makes them anew.
 *
 * Returns: %FALSE if it could not be emptied
 */
gboolean
marbre_index_table_clear (MarbreDatabase *database, GError **error)
{
  return marbre_database_run (database, "DELETE FROM topic_posting", error) &&
         marbre_database_run (database, "DELETE FROM topic_segment", error) &&
         marbre_database_run (database, "DELETE FROM topic_pending", error) &&
         marbre_database_run (database, "DELETE FROM topic_dead", error) &&
         marbre_database_run (database, "DELETE FROM topic_story", error) &&
         marbre_database_run (database, "DELETE FROM topic_model", error) &&
         marbre_database_run (database, "DELETE FROM topic_tag", error) &&
         marbre_database_run (database,
                              "UPDATE topic_total SET stories = 0, words = 0, pending = 0,"
                              "    damaged = 0, generation = 0, learnt_from = 0, fit = '',"
                              "    filled = 0",
                              error) &&
         marbre_search_table_clear (database, error) && set_form (database, error);
}

/* Whether what is indexed was made of plain text as this program makes it. */
static gboolean
has_form (MarbreDatabase *database, gboolean *same, GError **error)
{
  g_autoptr (MarbreStatement) statement =
      marbre_database_prepare (database, "SELECT form FROM topic_total");
  g_autofree char *form = marbre_plain_text_dup_form ();

  *same = marbre_statement_next (statement) &&
          g_str_equal (marbre_statement_get_text (statement, 0), form);
  return marbre_statement_end (statement, error);
}

/**
 * marbre_index_table_begin:
 *
 * Empties indexes that were made by a program which reads bodies differently: their words could not
 * be taken out again. A model of tags that weighs other features is learnt anew in time. Before
 * anything is written.
 *
 * Returns: %FALSE if the database could not be read or written
 */
gboolean
marbre_index_table_begin (MarbreDatabase *database, GError **error)
{
  gboolean same;

  return has_form (database, &same, error) &&
         (same || marbre_index_table_clear (database, error)) &&
         marbre_tag_store_begin (database, error) &&
         marbre_search_table_set_usual (database, error);
}

/**
 * marbre_index_table_mark_damaged:
 *
 * Notes that something read did not make sense, for whoever tends the index next.
 *
 * Returns: %FALSE if it could not be noted
 */
gboolean
marbre_index_table_mark_damaged (MarbreDatabase *database, GError **error)
{
  return marbre_database_run (database, "UPDATE topic_total SET damaged = 1", error);
}
