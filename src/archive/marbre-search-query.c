/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From what a person types to a query; see marbre-search-query.h. Every word goes into quotes, so
 * that nothing of it can be an operator of FTS5; the operators are all written here.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-search-query.h"

#include <string.h>

#include "marbre-search-date.h"
#include "marbre-search-part.h"
#include "marbre-story.h"
#include "marbre-terms.h"
#include "marbre-time.h"

/* The bit of no state at all: what excludes all states finds nothing, rather than everything. */
#define NO_STATE (1u << 30)

static const struct
{
  const char *word; /* folded */
  MarbreStoryState state;
} states[] = {
  { "draft", MARBRE_STORY_DRAFT },         { "brouillon", MARBRE_STORY_DRAFT },
  { "published", MARBRE_STORY_PUBLISHED }, { "publie", MARBRE_STORY_PUBLISHED },
  { "archived", MARBRE_STORY_ARCHIVED },   { "archive", MARBRE_STORY_ARCHIVED },
};

/* How stories stand at their sites. */
static const struct
{
  const char *word; /* folded */
  const char *stand;
} stands[] = {
  { "pending", "pending" },  { "attente", "pending" },   { "private", "private" },
  { "prive", "private" },    { "scheduled", "future" },  { "programme", "future" },
  { "pinned", "pinned" },    { "epingle", "pinned" },    { "gone", "gone" },
  { "disparu", "gone" },     { "trashed", "trash" },     { "corbeille", "trash" },
};

/**
 * marbre_search_query_append_phrase:
 * @query: an FTS5 query
 * @text: words, UTF-8
 * @length: bytes
 *
 * Appends words as one FTS5 string: they are looked for one after the other.
 */
void
marbre_search_query_append_phrase (GString *query, const char *text, gsize length)
{
  g_string_append_c (query, '"');
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '"')
        g_string_append_c (query, '"');
      g_string_append_c (query, text[i]);
    }
  g_string_append_c (query, '"');
}

/**
 * marbre_search_query_dup_valid:
 * @text: what was typed
 *
 * Returns: (transfer full): what is read of it: valid UTF-8, cut after
 *   %MARBRE_SEARCH_QUERY_MAX_BYTES
 */
char *
marbre_search_query_dup_valid (const char *text)
{
  return g_utf8_make_valid (text, (gssize) strnlen (text, MARBRE_SEARCH_QUERY_MAX_BYTES));
}

/* Four letters are enough, and endings of gender and number are no matter. */
static gboolean
is_meant (const char *word, const char *folded)
{
  return strlen (folded) >= 4 &&
         (g_str_has_prefix (word, folded) || g_str_has_prefix (folded, word));
}

/* The states that @folded names, 0 if it names none. */
static guint
read_states (const char *folded)
{
  guint found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (is_meant (states[i].word, folded))
      found |= 1u << states[i].state;
  return found;
}

static void
add_states (MarbreSearchQuery *self, const MarbreSearchPart *part)
{
  const guint all = (1u << (MARBRE_STORY_ARCHIVED + 1)) - 1;
  g_autofree char *given = g_strndup (part->start, part->length);
  g_autofree char *folded = marbre_terms_fold (given);
  guint named = read_states (folded);

  for (guint i = 0; i < G_N_ELEMENTS (stands); i++)
    if (is_meant (stands[i].word, folded))
      g_ptr_array_add (part->excluded ? self->other_stands : self->stands,
                       g_strdup (stands[i].stand));
  if (named == 0)
    return;
  if (part->excluded)
    self->states = ((self->states != 0 ? self->states : all) & ~named) | NO_STATE;
  else
    self->states |= named;
}

/* "-before:" is "after:". What is no date yet limits nothing. */
static void
add_date (MarbreSearchQuery *self, const MarbreSearchPart *part)
{
  gint64 start;

  if (!marbre_search_date_parse (part->start, part->length, marbre_time_now (), &start))
    return;
  if ((part->about == MARBRE_SEARCH_AFTER) != part->excluded)
    self->after = MAX (self->after, start);
  else
    self->before = MIN (self->before, start);
}

static void
add_name (GPtrArray *names, const MarbreSearchPart *part)
{
  g_autofree char *given = g_strndup (part->start, part->length);

  g_ptr_array_add (names, marbre_terms_fold (g_strstrip (given)));
}

static void
add_words (const MarbreSearchPart *part, GString *wanted, GString *excluded)
{
  if (part->excluded)
    g_string_append (excluded, excluded->len > 0 ? " OR " : "");
  else
    g_string_append (wanted, wanted->len > 0 ? " AND " : "(");
  marbre_search_part_append (part, part->excluded ? excluded : wanted);
}

static void
add_part (MarbreSearchQuery *self, const MarbreSearchPart *part, GString *wanted, GString *excluded)
{
  switch (part->about)
    {
    case MARBRE_SEARCH_SECTION:
      add_name (part->excluded ? self->other_sections : self->sections, part);
      break;
    case MARBRE_SEARCH_SITE:
      add_name (part->excluded ? self->other_sites : self->sites, part);
      break;
    case MARBRE_SEARCH_BEFORE:
    case MARBRE_SEARCH_AFTER:
      add_date (self, part);
      break;
    case MARBRE_SEARCH_IS:
      add_states (self, part);
      break;
    case MARBRE_SEARCH_WORD:
    case MARBRE_SEARCH_TITLE:
      self->ranked |= !part->excluded;
      add_words (part, wanted, excluded);
      break;
    case MARBRE_SEARCH_TAG:
    case MARBRE_SEARCH_BYLINE:
      add_words (part, wanted, excluded);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * marbre_search_query_new:
 * @text: what was typed, cut after %MARBRE_SEARCH_QUERY_MAX_BYTES
 *
 * All words must occur; what is in quotes must occur as it stands; what has a "-" before it must
 * not. Operators ask for words of the headline, tags or byline, for sections, sites, dates and
 * states. The last word may go on, as it is still being typed, until a space follows it; while it
 * is one letter it is not looked for.
 *
 * Returns: (transfer full): the query
 */
MarbreSearchQuery *
marbre_search_query_new (const char *text)
{
  MarbreSearchQuery *self = g_new0 (MarbreSearchQuery, 1);
  g_autofree char *valid = marbre_search_query_dup_valid (text);
  g_autoptr (GString) wanted = g_string_new (NULL);
  g_autoptr (GString) excluded = g_string_new (NULL);
  const char *rest = valid;
  MarbreSearchPart part;

  self->sections = g_ptr_array_new_with_free_func (g_free);
  self->other_sections = g_ptr_array_new_with_free_func (g_free);
  self->sites = g_ptr_array_new_with_free_func (g_free);
  self->other_sites = g_ptr_array_new_with_free_func (g_free);
  self->stands = g_ptr_array_new_with_free_func (g_free);
  self->other_stands = g_ptr_array_new_with_free_func (g_free);
  self->after = G_MININT64;
  self->before = G_MAXINT64;
  for (guint n = 0; n < MARBRE_SEARCH_QUERY_MAX_WORDS; n++)
    {
      rest = marbre_search_part_read (rest, &part);
      if (rest == NULL)
        break;
      if (marbre_search_part_is_sought (&part))
        add_part (self, &part, wanted, excluded);
    }
  if (wanted->len > 0)
    {
      g_string_append_c (wanted, ')');
      if (excluded->len > 0)
        g_string_append_printf (wanted, " NOT (%s)", excluded->str);
      self->match = g_strdup (wanted->str);
    }
  else if (excluded->len > 0)
    self->excluded = g_strdup (excluded->str);
  return self;
}

/**
 * marbre_search_query_free:
 * @self: (transfer full): a query
 */
void
marbre_search_query_free (MarbreSearchQuery *self)
{
  g_free (self->match);
  g_free (self->excluded);
  g_ptr_array_unref (self->sections);
  g_ptr_array_unref (self->other_sections);
  g_ptr_array_unref (self->sites);
  g_ptr_array_unref (self->other_sites);
  g_ptr_array_unref (self->stands);
  g_ptr_array_unref (self->other_stands);
  g_free (self);
}
