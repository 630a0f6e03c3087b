/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks at a draft; see marbre-suggest.h. Related stories and tags are asked for one after the
 * other and need the same: what was found last is kept until draft or archive change.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-suggest-private.h"

#include "marbre-tag-store.h"

struct _MarbreSuggester
{
  MarbreDatabase *database;  /* (borrowed) */
  MarbreIndexReader *reader; /* (owned) */
  MarbreTagModel *model;     /* (owned) (nullable): loaded when it is needed */
  MarbreStory *story;        /* (owned) (nullable): looked at last */
  gint64 version;            /* of the archive then */
  MarbreSuggestView view;
};

/**
 * marbre_suggester_new:
 * @database: (transfer none): a connection that outlives it
 *
 * Returns: (transfer full): a suggester
 */
MarbreSuggester *
marbre_suggester_new (MarbreDatabase *database)
{
  MarbreSuggester *self = g_new0 (MarbreSuggester, 1);

  self->database = database;
  self->reader = marbre_index_reader_new (database);
  return self;
}

static void
forget (MarbreSuggester *self)
{
  g_clear_object (&self->story);
  g_clear_pointer (&self->view.guesses, g_array_unref);
  g_clear_pointer (&self->view.answer, marbre_index_answer_free);
  g_clear_pointer (&self->view.draft, marbre_index_draft_free);
}

/**
 * marbre_suggester_free:
 * @self: (transfer full) (nullable): a suggester
 */
void
marbre_suggester_free (MarbreSuggester *self)
{
  if (self == NULL)
    return;
  forget (self);
  g_clear_pointer (&self->model, marbre_tag_model_free);
  marbre_index_reader_free (self->reader);
  g_free (self);
}

/**
 * marbre_suggester_get_reader:
 *
 * Returns: (transfer none): what reads the index
 */
MarbreIndexReader *
marbre_suggester_get_reader (MarbreSuggester *self)
{
  return self->reader;
}

static gboolean
find_number (MarbreDatabase *database, MarbreStory *story, gint64 *number, GError **error)
{
  static const char sql[] = "SELECT number FROM story WHERE id = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_text (statement, 1, marbre_story_get_id (story));
  *number = marbre_statement_next (statement) ? marbre_statement_get_int (statement, 0) : 0;
  return marbre_statement_end (statement, error);
}

static gboolean
ensure_model (MarbreSuggester *self, GError **error)
{
  gboolean current = FALSE;

  if (self->model != NULL &&
      !marbre_tag_store_is_current (self->database, self->model, &current, error))
    return FALSE;
  if (current)
    return TRUE;
  g_clear_pointer (&self->model, marbre_tag_model_free);
  self->model = marbre_tag_store_load (self->database, error);
  return self->model != NULL;
}

/* How rare the draft's words are, in the order of its terms. */
static GArray *
weigh_terms (const MarbreIndexAnswer *answer, const MarbreIndexTerms *terms)
{
  g_autofree double *rareness = g_new0 (double, MAX (terms->terms->len, 1));
  const MarbreIndexTerm *first = (const MarbreIndexTerm *) (gpointer) terms->terms->data;

  for (guint i = 0; i < answer->words->len; i++)
    {
      const MarbreIndexWord *word = &g_array_index (answer->words, MarbreIndexWord, i);

      rareness[word->term - first] = word->rareness;
    }
  return marbre_tag_model_weights (terms->terms, rareness);
}

static gboolean
guess_tags (MarbreSuggester *self, GError **error)
{
  MarbreSuggestView *view = &self->view;
  g_autoptr (GArray) weights = weigh_terms (view->answer, view->draft->terms);
  g_autoptr (GArray) mentions =
      marbre_tag_lexicon_find (self->model->lexicon, view->draft->headline, view->draft->text);
  const GArray *hits = view->answer->hits;
  const MarbreTagDraft draft = {
    .weights = weights,
    .mentions = mentions,
    .hits = hits,
    .nearest = hits->len > 0 ? g_array_index (hits, MarbreIndexHit, 0).score /
                                   view->answer->own_score
                             : 0,
    .length = view->draft->terms->length,
  };

  view->is_learnt = self->model->generation > 0;
  view->guesses = marbre_tag_model_guess (self->model, self->database, &draft, error);
  return view->guesses != NULL;
}

static gboolean
look (MarbreSuggester *self, MarbreStory *story, GCancellable *cancellable, GError **error)
{
  gint64 number;

  if (!find_number (self->database, story, &number, error) || !ensure_model (self, error))
    return FALSE;
  self->view.draft = marbre_index_draft_new (story);
  self->view.answer = marbre_index_reader_find (self->reader, self->view.draft->terms, number,
                                                G_MAXINT64, cancellable, error);
  return self->view.answer != NULL && guess_tags (self, error);
}

/**
 * marbre_suggester_look:
 * @draft: a story, in the archive or not
 * @cancellable: (nullable): stops it
 * @error: %MARBRE_ARCHIVE_ERROR_CORRUPT if the index makes no sense
 *
 * Returns: (transfer none) (nullable): what is known of it, valid until the next look
 */
const MarbreSuggestView *
marbre_suggester_look (MarbreSuggester *self,
                       MarbreStory *draft,
                       GCancellable *cancellable,
                       GError **error)
{
  gint64 version;
  gboolean well;

  if (!marbre_database_read_int (self->database, "PRAGMA data_version", &version, error))
    return NULL;
  if (self->story != NULL && version == self->version && marbre_story_equal (self->story, draft) &&
      g_str_equal (marbre_story_get_id (self->story), marbre_story_get_id (draft)))
    return &self->view;
  forget (self);
  if (!marbre_database_run (self->database, "BEGIN", error))
    return NULL;
  well = look (self, draft, cancellable, error);
  if (!marbre_database_run (self->database, "COMMIT", well ? error : NULL) || !well)
    {
      forget (self);
      return NULL;
    }
  self->story = marbre_story_copy (draft);
  self->version = version;
  return &self->view;
}
