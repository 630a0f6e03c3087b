/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Related stories; see marbre-suggest.h. The nearest by their words are put in order by the tags
 * that the draft will probably get. Nothing rather than noise: a story that only happens to use
 * some of the same words is left out.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-suggest-private.h"

#include <math.h>
#include <string.h>

#include "marbre-archive-values.h"
#include "marbre-story-text.h"
#include "marbre-tag-table.h"
#include "marbre-terms.h"
#include "marbre-time.h"

/* How much tags count, and how much of that is whether there is one in common at all; the rest is
 * how many. Measured on two news archives: more finds more stories with the same tags, which are
 * less often about the same people and places. */
#define TAG_FACTOR 2.25
#define TAG_ANY    0.3

/* Guesses below this say nothing. */
#define MIN_CHANCE 0.01

/* A story in another language is still of use, but after those the reader can read. */
#define OTHER_LANGUAGE 0.8

/* A story loses at most a tenth by age, half of that in about a year and a half. */
#define AGE_EFFECT  0.1
#define AGE_SECONDS (2.0 * 365 * 24 * 3600)

/* A story is shown if it is so near, and so much of what the best one is. */
#define MIN_SCORE   0.03
#define MIN_OF_BEST 0.12

/* Without a tag in common, or probably in common, one word in common is a coincidence. */
#define MIN_SHARED_WORDS  2
/* In a small archive every word is rare: without a name in common it takes more of them. */
#define SMALL_STORIES      500
#define SMALL_SHARED_WORDS 5
#define MIN_PROBABLE_TAGS 0.2

/* From here on a text is the draft's own, somewhat edited. With less than so many bytes below the
 * headline nobody can say. */
#define COPY_SIMILARITY 0.7
#define COPY_MIN_TEXT   150

#define MAX_REASONS 3
/* Names and tags that need no other words beside them: a verb in common is a weak reason. */
#define ENOUGH_NAMES 2

/* A hit with what it comes to. */
typedef struct
{
  MarbreIndexHit *hit; /* (borrowed) */
  double tags;         /* what their tags will have in common */
  double score;
} Ranked;

/* Rows of more stories are read than are shown: some turn out to be the draft itself. */
#define SPARE_ROWS 10

/* How likely it is that the draft is to have a tag; what it has already is sure. */
static GHashTable *
collect_chances (const MarbreSuggestView *view,
                 MarbreDatabase *database,
                 MarbreStory *draft,
                 GError **error)
{
  static const char sql[] = "SELECT number FROM tag WHERE folded = ?1";
  g_autoptr (GHashTable) chances =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_auto (GStrv) own = marbre_story_text_fold_all (marbre_story_get_tags (draft));

  for (guint i = 0; i < view->guesses->len; i++)
    {
      const MarbreTagGuess *guess = &g_array_index (view->guesses, MarbreTagGuess, i);

      if (guess->chance >= MIN_CHANCE)
        g_hash_table_insert (chances, g_memdup2 (&guess->number, sizeof guess->number),
                             g_memdup2 (&guess->chance, sizeof guess->chance));
    }
  for (guint i = 0; own[i] != NULL; i++)
    {
      g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
      const double sure = 1.0;

      marbre_statement_bind_text (statement, 1, own[i]);
      while (marbre_statement_next (statement))
        {
          const gint64 number = marbre_statement_get_int (statement, 0);

          g_hash_table_replace (chances, g_memdup2 (&number, sizeof number),
                                g_memdup2 (&sure, sizeof sure));
        }
      if (!marbre_statement_end (statement, error))
        return NULL;
    }
  return g_steal_pointer (&chances);
}

static double
sum_chances (GHashTable *chances)
{
  GHashTableIter iter;
  gpointer chance;
  double sum = 0;

  g_hash_table_iter_init (&iter, chances);
  while (g_hash_table_iter_next (&iter, NULL, &chance))
    sum += *(double *) chance;
  return sum;
}

/* What the tags of draft and story will have in common, 0 to 1. */
static double
compare_tags (const GArray *tags, GHashTable *chances, double sum)
{
  double common = 0;
  double none = 1;

  for (guint i = 0; i < tags->len; i++)
    {
      const double *chance = g_hash_table_lookup (chances, &g_array_index (tags, gint64, i));

      if (chance != NULL)
        {
          common += *chance;
          none *= 1.0 - *chance;
        }
    }
  if (common <= 0)
    return 0;
  return TAG_ANY * (1.0 - none) + (1.0 - TAG_ANY) * common / (tags->len + sum - common);
}

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *left = a;
  const Ranked *right = b;

  if (left->score != right->score)
    return left->score > right->score ? -1 : 1;
  return (left->hit->doc < right->hit->doc) - (left->hit->doc > right->hit->doc);
}

static GArray *
rank (const MarbreSuggestView *view, GHashTable *chances)
{
  GArray *ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));
  const double sum = sum_chances (chances);

  for (guint i = 0; i < view->answer->hits->len; i++)
    {
      MarbreIndexHit *hit = &g_array_index (view->answer->hits, MarbreIndexHit, i);
      const double tags = compare_tags (hit->tags, chances, sum);
      const Ranked entry = {
        .hit = hit,
        .tags = tags,
        .score = hit->score / view->answer->own_score * (1.0 + TAG_FACTOR * tags),
      };

      g_array_append_val (ranked, entry);
    }
  g_array_sort (ranked, compare_ranked);
  return ranked;
}

static gboolean
same_language (const char *left, const char *right)
{
  return *left == '\0' || *right == '\0' || g_ascii_strncasecmp (left, right, 2) == 0;
}

/* Does one of the words already told say the same, as "Alibaba Cloud" does for "Alibaba"? */
static gboolean
is_told (GPtrArray *told, const char *folded)
{
  for (guint i = 0; i < told->len; i++)
    if (strstr (g_ptr_array_index (told, i), folded) != NULL ||
        strstr (folded, g_ptr_array_index (told, i)) != NULL)
      return TRUE;
  return FALSE;
}

/* A name of several words of the draft, if the story has all of them: "Bank of England" says more
 * than "Bank". */
static const char *
find_whole_name (const MarbreSuggestView *view, const char *surface, const char *const *words)
{
  for (guint i = 0; i < view->draft->terms->names->len; i++)
    {
      const char *name = g_ptr_array_index (view->draft->terms->names, i);
      g_auto (GStrv) parts = g_strsplit (name, " ", -1);
      gboolean whole = g_strv_contains ((const char *const *) parts, surface);

      for (guint j = 0; whole && parts[j] != NULL; j++)
        whole = !g_unichar_isupper (g_utf8_get_char (parts[j])) ||
                g_strv_contains (words, parts[j]);
      if (whole)
        return name;
    }
  return surface;
}

static GStrv
list_shared (const MarbreSuggestView *view, const MarbreIndexHit *hit)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < hit->shared->len; i++)
    g_strv_builder_add (builder, g_array_index (view->answer->words, MarbreIndexWord,
                                                g_array_index (hit->shared, guint, i))
                                     .term->surface);
  return g_strv_builder_end (builder);
}

/* Is it a name, or a word of a longer one? */
static gboolean
names_something (const MarbreIndexTerm *term)
{
  return term->is_name || g_unichar_isupper (g_utf8_get_char (term->surface));
}

static void
tell_words (const MarbreSuggestView *view,
            const MarbreIndexHit *hit,
            gboolean names,
            GPtrArray *told,
            GStrvBuilder *surfaces,
            guint *n_told)
{
  g_auto (GStrv) shared = list_shared (view, hit);

  for (guint i = 0; i < hit->shared->len && *n_told < MAX_REASONS; i++)
    {
      const MarbreIndexTerm *term = g_array_index (view->answer->words, MarbreIndexWord,
                                                   g_array_index (hit->shared, guint, i))
                                        .term;
      const char *surface =
          names ? find_whole_name (view, term->surface, (const char *const *) shared)
                : term->surface;
      g_autofree char *folded = marbre_terms_fold (surface);

      if (names_something (term) != names || is_told (told, folded))
        continue;
      g_strv_builder_add (surfaces, surface);
      g_ptr_array_add (told, g_steal_pointer (&folded));
      (*n_told)++;
    }
}

/* The heaviest names in common, then other words if there are few, without what the tags in common
 * say. */
static GStrv
choose_terms (const MarbreSuggestView *view, const MarbreIndexHit *hit, GStrv shared_tags)
{
  g_autoptr (GStrvBuilder) surfaces = g_strv_builder_new ();
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  guint n_told = 0;

  for (guint i = 0; shared_tags[i] != NULL; i++)
    g_ptr_array_add (told, marbre_terms_fold (shared_tags[i]));
  tell_words (view, hit, TRUE, told, surfaces, &n_told);
  if (told->len < ENOUGH_NAMES)
    tell_words (view, hit, FALSE, told, surfaces, &n_told);
  return g_strv_builder_end (surfaces);
}

static GStrv
find_shared_tags (GStrv own_folded, GStrv tags)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; tags[i] != NULL; i++)
    {
      g_autofree char *folded = marbre_terms_fold (tags[i]);

      if (g_strv_contains ((const char *const *) own_folded, folded))
        g_strv_builder_add (builder, tags[i]);
    }
  return g_strv_builder_end (builder);
}

/* Reads what a row shows; FALSE without an error for what is not shown: the trash, and the draft
 * itself as it came back from its site. */
static gboolean
read_row (MarbreDatabase *database,
          MarbreStory *draft,
          gint64 number,
          MarbreRelatedValues *values,
          GError **error)
{
  static const char sql[] = "SELECT id, headline, section, url, language, published FROM story"
                            "  WHERE number = ?1 AND trashed = 0";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  const char *url = marbre_story_get_url (draft);
  gboolean found;

  marbre_statement_bind_int (statement, 1, number);
  found = marbre_statement_next (statement);
  if (found)
    {
      values->id = marbre_statement_dup_text (statement, 0);
      values->headline = marbre_statement_dup_text (statement, 1);
      values->section = marbre_statement_dup_text (statement, 2);
      values->url = marbre_statement_dup_text (statement, 3);
      values->language = marbre_statement_dup_text (statement, 4);
      values->published = marbre_statement_get_int (statement, 5);
    }
  return marbre_statement_end (statement, error) && found &&
         (*url == '\0' || !g_str_equal (values->url, url));
}

static double
final_score (const Ranked *ranked, MarbreStory *draft, const MarbreRelatedValues *values)
{
  const double age = MAX (0, marbre_time_now () - values->published);
  double score = ranked->score * (1.0 - AGE_EFFECT + AGE_EFFECT * exp (-age / AGE_SECONDS));

  if (!same_language (values->language, marbre_story_get_text (draft, MARBRE_FIELD_LANGUAGE)))
    score *= OTHER_LANGUAGE;
  return score;
}

/* Did somebody say that the two are not the same? */
static gboolean
is_unlike (MarbreDatabase *database, MarbreStory *draft, const char *id, GError **error)
{
  static const char sql[] = "SELECT 1 FROM story_unlike WHERE story_id = ?1 AND other_id = ?2";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  gboolean found;

  marbre_statement_bind_text (statement, 1, marbre_story_get_id (draft));
  marbre_statement_bind_text (statement, 2, id);
  found = marbre_statement_next (statement);
  return marbre_statement_end (statement, error) && found;
}

static gboolean
shares_name (const MarbreSuggestView *view, const MarbreIndexHit *hit)
{
  for (guint i = 0; i < hit->shared->len; i++)
    {
      const guint word = g_array_index (hit->shared, guint, i);
      const MarbreIndexTerm *term =
          g_array_index (view->answer->words, MarbreIndexWord, word).term;

      if (names_something (term))
        return TRUE;
    }
  return FALSE;
}

/* Do draft and story, which have no tag in common, only happen to use some of the same words? */
static gboolean
is_coincidence (const MarbreSuggestView *view, const Ranked *ranked)
{
  const gboolean small = view->answer->n_stories < SMALL_STORIES;

  if (view->is_learnt && ranked->tags >= MIN_PROBABLE_TAGS)
    return FALSE;
  return ranked->hit->shared->len < (small && !shares_name (view, ranked->hit) ? SMALL_SHARED_WORDS
                                                                               : MIN_SHARED_WORDS);
}

/* Makes the row of a hit; NULL without an error for one that is not shown. */
static MarbreRelated *
make_related (MarbreSuggester *self,
              const MarbreSuggestView *view,
              const Ranked *ranked,
              MarbreStory *draft,
              GStrv own_folded,
              GError **error)
{
  MarbreDatabase *database =
      marbre_index_reader_get_database (marbre_suggester_get_reader (self));
  g_auto (MarbreRelatedValues) values = { 0 };
  g_auto (GStrv) tags = NULL;

  if (!read_row (database, draft, ranked->hit->story, &values, error))
    return NULL;
  tags = marbre_tag_table_load (database, ranked->hit->story, error);
  if (tags == NULL)
    return NULL;
  values.shared_tags = find_shared_tags (own_folded, tags);
  values.shared_terms = choose_terms (view, ranked->hit, values.shared_tags);
  values.score = final_score (ranked, draft, &values);
  values.is_copy = strlen (view->draft->text) >= COPY_MIN_TEXT &&
                   ranked->hit->score >= COPY_SIMILARITY * view->answer->own_score &&
                   !is_unlike (database, draft, values.id, error);
  if (values.shared_tags[0] == NULL && is_coincidence (view, ranked))
    return NULL;
  values.score = MIN (values.score, 1.0);
  return marbre_related_new (&values);
}

static int
compare_related (gconstpointer a, gconstpointer b)
{
  MarbreRelated *left = *(MarbreRelated *const *) a;
  MarbreRelated *right = *(MarbreRelated *const *) b;

  if (marbre_related_get_score (left) != marbre_related_get_score (right))
    return marbre_related_get_score (left) > marbre_related_get_score (right) ? -1 : 1;
  return 0;
}

static GPtrArray *
make_rows (MarbreSuggester *self,
           const MarbreSuggestView *view,
           GArray *ranked,
           MarbreStory *draft,
           guint limit,
           GError **error)
{
  g_auto (GStrv) own_folded = marbre_story_text_fold_all (marbre_story_get_tags (draft));
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  const guint n = MIN (ranked->len, limit + SPARE_ROWS);
  double best = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) problem = NULL;
      MarbreRelated *related = make_related (self, view, &g_array_index (ranked, Ranked, i), draft,
                                             own_folded, &problem);

      if (problem != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return NULL;
        }
      if (related != NULL)
        {
          best = MAX (best, marbre_related_get_score (related));
          g_ptr_array_add (rows, related);
        }
    }
  g_ptr_array_sort (rows, compare_related);
  while (rows->len > 0)
    {
      MarbreRelated *last = g_ptr_array_index (rows, rows->len - 1);

      if (rows->len <= limit &&
          marbre_related_get_score (last) >= MAX (MIN_SCORE, MIN_OF_BEST * best))
        break;
      g_ptr_array_set_size (rows, (int) rows->len - 1);
    }
  return g_steal_pointer (&rows);
}

/**
 * marbre_suggester_related:
 * @draft: a story, in the archive or not
 * @limit: how many at most
 * @cancellable: (nullable): stops it
 * @error: %MARBRE_ARCHIVE_ERROR_CORRUPT if the index makes no sense
 *
 * Returns: (transfer full) (nullable) (element-type MarbreRelated): nearest first; may be empty
 */
GPtrArray *
marbre_suggester_related (MarbreSuggester *self,
                          MarbreStory *draft,
                          guint limit,
                          GCancellable *cancellable,
                          GError **error)
{
  MarbreIndexReader *reader = marbre_suggester_get_reader (self);
  const MarbreSuggestView *view = marbre_suggester_look (self, draft, cancellable, error);
  g_autoptr (GHashTable) chances = NULL;
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  g_autoptr (GArray) ranked = NULL;

  if (view == NULL)
    return NULL;
  chances = collect_chances (view, marbre_index_reader_get_database (reader), draft, error);
  if (chances == NULL)
    return NULL;
  ranked = rank (view, chances);
  for (guint i = 0; i < MIN (ranked->len, limit + SPARE_ROWS); i++)
    g_ptr_array_add (shown, g_array_index (ranked, Ranked, i).hit);
  if (!marbre_index_reader_explain (reader, view->answer, shown, error))
    return NULL;
  return make_rows (self, view, ranked, draft, limit, error);
}
