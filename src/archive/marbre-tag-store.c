/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Models in the database; see marbre-tag-store.h. A model has a generation, and its rows are
 * written before anybody reads them; the one in use is named in topic_total.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-tag-store.h"

#include <math.h>
#include <string.h>

#include "marbre-compat.h"
#include "marbre-index-postings.h"
#include "marbre-index-segment.h"

/* Weights are kept as two bytes each: of a mean from 0 to 1, of a linear model from -16 to 16. */
#define CENTROID_SCALE 65535.0f
#define LINEAR_SCALE   2048.0f

/**
 * marbre_tag_store_read_weights:
 * @centroid: (out): what a term counts in the tag's mean
 * @linear: (out): what it counts in the linear model
 *
 * Returns: %FALSE if the bytes end before
 */
gboolean
marbre_tag_store_read_weights (MarbreIndexBytes *bytes, float *centroid, float *linear)
{
  guint16 first, second;

  if (bytes->end - bytes->p < 4)
    return FALSE;
  memcpy (&first, bytes->p, 2);
  memcpy (&second, bytes->p + 2, 2);
  bytes->p += 4;
  *centroid = GUINT16_FROM_LE (first) / CENTROID_SCALE;
  *linear = (gint16) GUINT16_FROM_LE (second) / LINEAR_SCALE;
  return TRUE;
}

/**
 * marbre_tag_store_append_weights:
 *
 * Appends what marbre_tag_store_read_weights() reads.
 */
void
marbre_tag_store_append_weights (GByteArray *bytes, float centroid, float linear)
{
  const guint16 first = (guint16) CLAMP (roundf (centroid * CENTROID_SCALE), 0, 65535);
  const gint16 second = (gint16) CLAMP (roundf (linear * LINEAR_SCALE), -32767, 32767);
  const guint16 parts[2] = { GUINT16_TO_LE (first), GUINT16_TO_LE ((guint16) second) };

  g_byte_array_append (bytes, (const guint8 *) parts, sizeof parts);
}

static MarbreTagFacts *
add_facts (MarbreTagModel *model, gint64 number)
{
  g_array_set_size (model->facts, model->facts->len + 1);
  g_hash_table_insert (model->places, g_memdup2 (&number, sizeof number),
                       GUINT_TO_POINTER (model->facts->len));
  return &g_array_index (model->facts, MarbreTagFacts, model->facts->len - 1);
}

/* The newest tag that a model knows; its tags are in the order of their numbers. */
static gint64
last_tag (MarbreTagModel *model)
{
  const guint n = model->facts->len;

  return n > 0 ? g_array_index (model->facts, MarbreTagFacts, n - 1).number : 0;
}

/**
 * marbre_tag_store_add_tags:
 * @model: (inout): a model
 *
 * Adds the archive's tags that the model does not know yet, with how many stories have them, and
 * the names of all, with their other names.
 *
 * Returns: %FALSE if they could not be read
 */
gboolean
marbre_tag_store_add_tags (MarbreDatabase *database, MarbreTagModel *model, GError **error)
{
  static const char sql[] =
      "SELECT number, folded, (SELECT count(*) FROM story_tag WHERE tag = number) FROM tag"
      "  WHERE number > ?1 ORDER BY number";
  /* A tag's own name first: another of the same letters is found as that. */
  static const char name_sql[] = "SELECT number, folded FROM tag"
                                 "  UNION ALL SELECT tag, folded FROM tag_alias";
  const gint64 known = last_tag (model);
  g_autoptr (MarbreStatement) names = marbre_database_prepare (database, name_sql);
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, known);
  while (marbre_statement_next (statement))
    {
      const gint64 number = marbre_statement_get_int (statement, 0);
      MarbreTagFacts *facts = add_facts (model, number);

      facts->number = number;
      facts->count = (guint) marbre_statement_get_int (statement, 2);
    }
  if (!marbre_statement_end (statement, error))
    return FALSE;
  while (marbre_statement_next (names))
    {
      const gint64 number = marbre_statement_get_int (names, 0);
      gpointer place = g_hash_table_lookup (model->places, &number);

      if (place != NULL)
        marbre_tag_lexicon_add (model->lexicon, marbre_statement_get_text (names, 1),
                                GPOINTER_TO_UINT (place) - 1);
    }
  return marbre_statement_end (names, error);
}

static GBytes *
encode_facts (const MarbreTagFacts *facts)
{
  GByteArray *bytes = g_byte_array_new ();

  marbre_index_append_number (bytes, facts->count);
  marbre_index_append_number (bytes, facts->mentions);
  marbre_index_append_number (bytes, facts->mention_hits);
  marbre_index_append_number (bytes, facts->strong);
  marbre_index_append_number (bytes, facts->strong_hits);
  marbre_index_append_number (bytes, facts->recent);
  marbre_index_append_number (bytes, facts->has_linear ? 1 : 0);
  marbre_index_append_float (bytes, facts->bias);
  return g_byte_array_free_to_bytes (bytes);
}

static gboolean
decode_facts (const guint8 *data, gsize size, MarbreTagFacts *facts)
{
  MarbreIndexBytes bytes = { data, data + size };
  guint64 numbers[7];

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!marbre_index_read_number (&bytes, &numbers[i]) || numbers[i] > G_MAXINT32)
      return FALSE;
  facts->count = (guint) numbers[0];
  facts->mentions = (guint) numbers[1];
  facts->mention_hits = (guint) MIN (numbers[1], numbers[2]);
  facts->strong = (guint) numbers[3];
  facts->strong_hits = (guint) MIN (numbers[3], numbers[4]);
  facts->recent = (guint) numbers[5];
  facts->has_linear = numbers[6] != 0;
  return marbre_index_read_float (&bytes, &facts->bias);
}

static gboolean
load_facts (MarbreDatabase *database, MarbreTagModel *model, GError **error)
{
  static const char sql[] = "SELECT tag, facts FROM topic_tag WHERE generation = ?1 ORDER BY tag";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  gboolean sound = TRUE;

  marbre_statement_bind_int (statement, 1, model->generation);
  while (sound && marbre_statement_next (statement))
    {
      const gint64 number = marbre_statement_get_int (statement, 0);
      MarbreTagFacts *facts = add_facts (model, number);
      gsize size;
      const guint8 *data = marbre_statement_get_bytes (statement, 1, &size);

      facts->number = number;
      sound = decode_facts (data, size, facts);
    }
  if (!marbre_statement_end (statement, error))
    return FALSE;
  if (!sound)
    g_propagate_error (error, marbre_index_damaged_error_new ());
  return sound;
}

static gboolean
load_total (MarbreDatabase *database, MarbreTagModel *model, GError **error)
{
  static const char sql[] = "SELECT generation, learnt_from, fit, changes"
                            "  FROM topic_total, tag_book";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  if (marbre_statement_next (statement))
    {
      g_auto (GStrv) parts = g_strsplit (marbre_statement_get_text (statement, 2), " ", -1);

      model->generation = marbre_statement_get_int (statement, 0);
      model->n_stories = (guint) marbre_statement_get_int (statement, 1);
      model->changes = marbre_statement_get_int (statement, 3);
      if (g_strv_length (parts) == MARBRE_TAG_FEATURES + 1)
        {
          model->n_stories = (guint) g_ascii_strtoull (parts[0], NULL, 10);
          for (guint i = 0; i < MARBRE_TAG_FEATURES; i++)
            model->fit[i] = g_ascii_strtod (parts[i + 1], NULL);
        }
    }
  return marbre_statement_end (statement, error);
}

/**
 * marbre_tag_store_load:
 * @error: %MARBRE_ARCHIVE_ERROR_CORRUPT if it makes no sense
 *
 * Returns: (transfer full) (nullable): the model in use; one that has learnt nothing yet if there
 *   is none
 */
MarbreTagModel *
marbre_tag_store_load (MarbreDatabase *database, GError **error)
{
  g_autoptr (MarbreTagModel) model = marbre_tag_model_new ();

  if (!load_total (database, model, error) || !load_facts (database, model, error) ||
      !marbre_tag_store_add_tags (database, model, error))
    return NULL;
  return g_steal_pointer (&model);
}

/**
 * marbre_tag_store_is_current:
 * @current: (out): whether a loaded model is the one in use and knows every tag by its names
 *
 * Returns: %FALSE if that could not be read
 */
gboolean
marbre_tag_store_is_current (MarbreDatabase *database,
                             MarbreTagModel *model,
                             gboolean *current,
                             GError **error)
{
  static const char sql[] = "SELECT generation, (SELECT max (number) FROM tag), changes"
                            "  FROM topic_total, tag_book";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  const gint64 known = last_tag (model);

  *current = marbre_statement_next (statement) &&
             marbre_statement_get_int (statement, 0) == model->generation &&
             marbre_statement_get_int (statement, 1) <= known &&
             marbre_statement_get_int (statement, 2) == model->changes;
  return marbre_statement_end (statement, error);
}

/**
 * marbre_tag_store_begin:
 *
 * Has it learnt anew if the model in use weighs other features than this program does. Writes
 * nothing else.
 *
 * Returns: %FALSE if the database could not be read or written
 */
gboolean
marbre_tag_store_begin (MarbreDatabase *database, GError **error)
{
  static const char sql[] = "UPDATE topic_total SET learnt_from = 0"
                            "  WHERE fit <> '' AND learnt_from > 0"
                            "    AND length (fit) - length (replace (fit, ' ', '')) <> ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, MARBRE_TAG_FEATURES);
  return marbre_statement_run (statement, error);
}

/**
 * marbre_tag_store_save_rows:
 * @model: a model with a generation and rows
 * @iter: (inout): over the model's rows
 * @limit: how many are written at most
 * @more: (out): whether some are left
 *
 * Writes the next rows of a model.
 *
 * Returns: %FALSE if they could not be written
 */
gboolean
marbre_tag_store_save_rows (MarbreDatabase *database,
                            MarbreTagModel *model,
                            GHashTableIter *iter,
                            guint limit,
                            gboolean *more,
                            GError **error)
{
  static const char sql[] = "INSERT OR REPLACE INTO topic_model (place, weights) VALUES (?1, ?2)";
  gpointer term, row;

  *more = FALSE;
  for (guint i = 0; i < limit; i++)
    {
      g_autoptr (MarbreStatement) statement = NULL;
      g_autoptr (GBytes) bytes = NULL;

      if (!g_hash_table_iter_next (iter, &term, &row))
        return TRUE;
      bytes = g_bytes_new (((GByteArray *) row)->data, ((GByteArray *) row)->len);
      statement = marbre_database_prepare (database, sql);
      marbre_statement_bind_int (
          statement, 1, marbre_index_place (model->generation, GPOINTER_TO_UINT (term)));
      marbre_statement_bind_bytes (statement, 2, bytes);
      if (!marbre_statement_run (statement, error))
        return FALSE;
    }
  *more = TRUE;
  return TRUE;
}

static gboolean
save_facts (MarbreDatabase *database, MarbreTagModel *model, GError **error)
{
  static const char sql[] = "INSERT OR REPLACE INTO topic_tag (generation, tag, facts)"
                            "  VALUES (?1, ?2, ?3)";

  for (guint i = 0; i < model->facts->len; i++)
    {
      const MarbreTagFacts *facts = &g_array_index (model->facts, MarbreTagFacts, i);
      g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
      g_autoptr (GBytes) bytes = encode_facts (facts);

      marbre_statement_bind_int (statement, 1, model->generation);
      marbre_statement_bind_int (statement, 2, facts->number);
      marbre_statement_bind_bytes (statement, 3, bytes);
      if (!marbre_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

static char *
print_fit (MarbreTagModel *model)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%u", model->n_stories);
  for (guint i = 0; i < MARBRE_TAG_FEATURES; i++)
    {
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_c (text, ' ');
      g_string_append (text, g_ascii_dtostr (buffer, sizeof buffer, model->fit[i]));
    }
  return marbre_string_steal (text);
}

/**
 * marbre_tag_store_put_in_place:
 * @model: a model whose rows are written
 *
 * Has it used from now on, and throws away the one before.
 *
 * Returns: %FALSE if it could not be written
 */
gboolean
marbre_tag_store_put_in_place (MarbreDatabase *database, MarbreTagModel *model, GError **error)
{
  static const char sql[] =
      "UPDATE topic_total SET generation = ?1, learnt_from = stories, fit = ?2";
  static const char old_sql[] = "DELETE FROM topic_model WHERE place >> 32 <> ?1";
  static const char old_tag_sql[] = "DELETE FROM topic_tag WHERE generation <> ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (MarbreStatement) old = marbre_database_prepare (database, old_sql);
  g_autoptr (MarbreStatement) old_tags = marbre_database_prepare (database, old_tag_sql);
  g_autofree char *fit = print_fit (model);

  marbre_statement_bind_int (statement, 1, model->generation);
  marbre_statement_bind_text (statement, 2, fit);
  marbre_statement_bind_int (old, 1, model->generation);
  marbre_statement_bind_int (old_tags, 1, model->generation);
  return save_facts (database, model, error) && marbre_statement_run (statement, error) &&
         marbre_statement_run (old, error) && marbre_statement_run (old_tags, error);
}
