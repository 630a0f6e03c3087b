/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists of stories and completion; see marbre-story-list.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-story-list.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "marbre-archive-values.h"
#include "marbre-compat.h"
#include "marbre-search-query.h"
#include "marbre-terms.h"

#define DEFAULT_LIMIT 200

/* What is shown of a story that was not searched for, in characters. */
#define TEASER_LENGTH "200"

/* FTS5 puts these around a match: control characters that no plain text has. */
#define MATCH_START '\x02'
#define MATCH_END   '\x03'

#define SUMMARY_COLUMNS                                                                            \
  "s.id, s.headline, s.section, s.byline, s.language, s.url, s.state, s.updated, s.published,"     \
  " s.trashed,"                                                                                    \
  " coalesce ((SELECT iif (pinned = 1 AND status = 'publish', 'pinned', status) FROM posting"      \
  "              WHERE story_id = s.id ORDER BY published DESC LIMIT 1), '')"

/* Is the story at one of the sites in the JSON array @wanted, by their names or addresses? Stories
 * that came by import know their address only. */
#define AT_SITE(wanted)                                                                            \
  "(EXISTS (SELECT 1 FROM json_each (" wanted ") AS w"                                             \
  "    WHERE s.path <> '' AND"                                                                     \
  "      instr (lower (substr (s.url, 1, length (s.url) - length (s.path))), w.value) > 0)"        \
  "  OR s.id IN (SELECT p.story_id FROM posting p JOIN site ON site.id = p.site_id"                \
  "    JOIN json_each (" wanted ") AS w"                                                           \
  "    WHERE instr (lower (site.name), w.value) > 0 OR instr (lower (site.url), w.value) > 0))"

/* Does one of the story's copies at sites stand as the JSON array @wanted says? */
#define STANDS(wanted)                                                                             \
  "s.id IN (SELECT story_id FROM posting WHERE status IN (SELECT value FROM json_each (" wanted    \
  "))"                                                                                             \
  "  UNION ALL SELECT story_id FROM posting WHERE pinned = 1"                                      \
  "    AND 'pinned' IN (SELECT value FROM json_each (" wanted ")))"

/* The "+" keep these columns' indexes out of a search: words find fewer stories than dates. */
#define SUMMARY_FILTER                                                                             \
  "(s.trashed <> 0) = ?2 AND (?3 = 0 OR (?3 >> s.state) & 1)"                                      \
  "  AND (?8 = '[]' OR +s.section IN (SELECT value FROM json_each (?8)))"                          \
  "  AND (?9 = '[]' OR +s.section NOT IN (SELECT value FROM json_each (?9)))"                      \
  "  AND (?10 = '[]' OR " AT_SITE ("?10") ") AND (?11 = '[]' OR NOT " AT_SITE (                    \
      "?11") ")"                                                                                   \
             "  AND (?12 = '' OR s.number NOT IN"                                                  \
             "         (SELECT rowid FROM story_search WHERE story_search MATCH ?12))"             \
             "  AND (?14 = '[]' OR " STANDS ("?14") ") AND (?15 = '[]' OR NOT " STANDS (           \
                 "?15") ")"

/* The last of several sorting keys is always the row's number, so that pages never overlap. */
static const char by_date_sql[] =
    "SELECT " SUMMARY_COLUMNS ","
    "       iif(s.standfirst <> '', s.standfirst,"
    "         substr (marbre_plain (substr (s.body, 1, 4 * " TEASER_LENGTH "), s.language), 1,"
    "           " TEASER_LENGTH ")), '', ''"
    "  FROM story s"
    "  WHERE ?1 = '' AND s.listed >= ?6 AND s.listed < ?7 AND " SUMMARY_FILTER
    "  ORDER BY s.listed DESC, s.number DESC LIMIT ?4 OFFSET ?5";

/* A match in the headline counts most, then tags, kicker and standfirst. bm25() is the smaller the
 * better; a new story gets a tenth more of it, one of a year ago a twentieth, so that among stories
 * that match about equally well the newest comes first. All that have a tag or a byline match
 * equally well. Snippets are cut for the rows of this page only, which is why the best are chosen
 * before. */
static const char by_text_sql[] =
    "WITH best AS MATERIALIZED ("
    "  SELECT s.number, s.listed,"
    "      iif(?13, bm25 (story_search, 1.0, 10.0, 5.0, 7.0, 4.0, 3.0)"
    "        * (1.0 + 0.1 / (1.0 + max (0, unixepoch () - s.listed) / 31557600.0)), 0) AS distance"
    "    FROM story_search JOIN story s ON s.number = story_search.rowid"
    "    WHERE story_search MATCH ?1 AND +s.listed >= ?6 AND +s.listed < ?7 AND " SUMMARY_FILTER
    "    ORDER BY distance, s.listed DESC, s.number DESC LIMIT ?4 OFFSET ?5)"
    "SELECT " SUMMARY_COLUMNS ","
    "       snippet (story_search, 0, char (2), char (3), '…', 24),"
    "       snippet (story_search, 4, char (2), char (3), '…', 24),"
    "       highlight (story_search, 1, char (2), char (3))"
    "  FROM best JOIN story_search ON story_search.rowid = best.number"
    "    JOIN story s ON s.number = best.number"
    "  WHERE story_search MATCH ?1"
    "  ORDER BY best.distance, best.listed DESC, best.number DESC";

/* Takes the marks out of a snippet and notes where they were; white space becomes one space. */
static char *
read_matches (const char *marked, GArray *matches)
{
  GString *plain = g_string_sized_new (strlen (marked));
  MarbreSpan span = { 0, 0 };

  for (const char *p = marked; *p != '\0'; p++)
    {
      if (*p == MATCH_START)
        span.start = (guint) plain->len;
      else if (*p == MATCH_END)
        {
          span.length = (guint) plain->len - span.start;
          g_array_append_val (matches, span);
        }
      else if (!g_ascii_isspace (*p))
        g_string_append_c (plain, *p);
      else if (plain->len > 0 && plain->str[plain->len - 1] != ' ')
        g_string_append_c (plain, ' ');
    }
  return marbre_string_steal (plain);
}

static MarbreSummary *
read_summary (MarbreStatement *statement)
{
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (MarbreSpan));
  g_autoptr (GArray) headline_matches = g_array_new (FALSE, FALSE, sizeof (MarbreSpan));
  const char *body = marbre_statement_get_text (statement, 11);
  const char *standfirst = marbre_statement_get_text (statement, 12);
  const char *marked = marbre_statement_get_text (statement, 13);
  /* The body's snippet, unless the words are in the standfirst only. */
  const gboolean in_standfirst = strchr (body, MATCH_START) == NULL &&
                                 (*body == '\0' || strchr (standfirst, MATCH_START) != NULL);
  g_auto (MarbreSummaryValues) values = { 0 };

  values.id = marbre_statement_dup_text (statement, 0);
  values.headline = *marked != '\0' ? read_matches (marked, headline_matches)
                                    : marbre_statement_dup_text (statement, 1);
  values.section = marbre_statement_dup_text (statement, 2);
  values.byline = marbre_statement_dup_text (statement, 3);
  values.language = marbre_statement_dup_text (statement, 4);
  values.url = marbre_statement_dup_text (statement, 5);
  values.state = (MarbreStoryState) marbre_statement_get_int (statement, 6);
  values.updated = marbre_statement_get_int (statement, 7);
  values.published = marbre_statement_get_int (statement, 8);
  values.trashed = marbre_statement_get_int (statement, 9) != 0;
  values.remote_status = marbre_statement_dup_text (statement, 10);
  values.snippet = read_matches (in_standfirst ? standfirst : body, matches);
  values.matches = g_steal_pointer (&matches);
  values.headline_matches = g_steal_pointer (&headline_matches);
  return marbre_summary_new (&values);
}

/* The strings as a JSON array, for json_each(). */
static char *
write_json (GPtrArray *strings)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < strings->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (strings, i));
  json_node_set_array (node, array);
  return json_to_string (node, FALSE);
}

/* A name is also found by its later words: "Dupont" finds "Marie Dupont". */
static gboolean
word_starts_with (const char *folded, const char *prefix)
{
  const gsize length = strlen (prefix);

  for (const char *p = folded; p != NULL; p = strchr (p, ' '))
    {
      if (*p == ' ')
        p++;
      if (strncmp (p, prefix, length) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_wanted (const char *name, GPtrArray *wanted)
{
  g_autofree char *folded = marbre_terms_fold (name);

  for (guint i = 0; i < wanted->len; i++)
    if (word_starts_with (folded, g_ptr_array_index (wanted, i)))
      return TRUE;
  return FALSE;
}

/* The archive's sections that are @wanted, as a JSON array; [null], which is no section, if there
 * are none. They are few in an index of all stories: each is jumped to.
 *
 * Returns: (transfer full) (nullable) */
static char *
find_sections (MarbreDatabase *database, GPtrArray *wanted, GError **error)
{
  static const char sql[] =
      "WITH RECURSIVE name (section) AS (SELECT min (section) FROM story WHERE section <> ''"
      "  UNION ALL SELECT (SELECT min (section) FROM story WHERE section > name.section) FROM name"
      "    WHERE name.section IS NOT NULL)"
      "SELECT section FROM name WHERE section IS NOT NULL";
  g_autoptr (MarbreStatement) statement = NULL;
  g_autoptr (GPtrArray) sections = g_ptr_array_new_with_free_func (g_free);

  if (wanted->len == 0)
    return g_strdup ("[]");
  statement = marbre_database_prepare (database, sql);
  while (marbre_statement_next (statement))
    if (is_wanted (marbre_statement_get_text (statement, 0), wanted))
      g_ptr_array_add (sections, marbre_statement_dup_text (statement, 0));
  if (!marbre_statement_end (statement, error))
    return NULL;
  return sections->len > 0 ? write_json (sections) : g_strdup ("[null]");
}

/* States that both ask for; if they have none in common, the bit of no state. */
static guint
common_states (guint a, guint b)
{
  if (a == 0 || b == 0)
    return a | b;
  return (a & b) != 0 ? a & b : 1u << 30;
}

static gboolean
bind_search (MarbreStatement *statement,
             MarbreDatabase *database,
             const MarbreSearchQuery *search,
             GError **error)
{
  g_autofree char *sections = find_sections (database, search->sections, error);
  g_autofree char *others =
      sections != NULL ? find_sections (database, search->other_sections, error) : NULL;
  g_autofree char *sites = write_json (search->sites);
  g_autofree char *other_sites = write_json (search->other_sites);
  g_autofree char *stands = write_json (search->stands);
  g_autofree char *other_stands = write_json (search->other_stands);

  if (others == NULL)
    return FALSE;
  marbre_statement_bind_text (statement, 1, search->match);
  marbre_statement_bind_int (statement, 6, search->after);
  marbre_statement_bind_int (statement, 7, search->before);
  marbre_statement_bind_text (statement, 8, sections);
  marbre_statement_bind_text (statement, 9, g_str_equal (others, "[null]") ? "[]" : others);
  marbre_statement_bind_text (statement, 10, sites);
  marbre_statement_bind_text (statement, 11, other_sites);
  marbre_statement_bind_text (statement, 12, search->excluded);
  marbre_statement_bind_text (statement, 14, stands);
  marbre_statement_bind_text (statement, 15, other_stands);
  return TRUE;
}

/**
 * marbre_story_list_find:
 * @query: which stories
 *
 * Returns: (transfer full) (nullable) (element-type MarbreSummary): best first if the query asks
 *   for words, else newest first
 */
GPtrArray *
marbre_story_list_find (MarbreDatabase *database, const MarbreQuery *query, GError **error)
{
  g_autoptr (MarbreSearchQuery) search = marbre_search_query_new (query->text ? query->text : "");
  g_autoptr (MarbreStatement) statement =
      marbre_database_prepare (database, search->match ? by_text_sql : by_date_sql);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  if (!bind_search (statement, database, search, error))
    return NULL;
  marbre_statement_bind_int (statement, 2, query->trashed != FALSE);
  marbre_statement_bind_int (statement, 3, common_states (query->states, search->states));
  marbre_statement_bind_int (statement, 4, query->limit ? query->limit : DEFAULT_LIMIT);
  marbre_statement_bind_int (statement, 5, query->offset);
  if (search->match != NULL)
    marbre_statement_bind_int (statement, 13, search->ranked);
  while (marbre_statement_next (statement))
    g_ptr_array_add (rows, read_summary (statement));
  return marbre_statement_end (statement, error) ? g_steal_pointer (&rows) : NULL;
}

/* @alias: (transfer full) */
static void
add_value (GPtrArray *values, MarbreStatement *statement, char *alias)
{
  g_auto (MarbreFacetValueValues) value = { .alias = alias };

  value.name = marbre_statement_dup_text (statement, 0);
  value.count = (guint) marbre_statement_get_int (statement, 1);
  g_ptr_array_add (values, marbre_facet_value_new (&value));
}

static GPtrArray *
complete_tag (MarbreDatabase *database, const char *folded, guint limit, GError **error)
{
  static const char sql[] =
      "WITH found AS MATERIALIZED (SELECT number, min (alias) AS alias FROM ("
      "    SELECT number, '' AS alias FROM tag WHERE folded >= ?1 AND folded < ?2"
      "    UNION ALL SELECT tag, name FROM tag_alias WHERE folded >= ?1 AND folded < ?2)"
      "  GROUP BY number)"
      "SELECT tag.name, count(*) AS n, found.alias FROM found"
      "    JOIN tag ON tag.number = found.number JOIN story_tag ON story_tag.tag = tag.number"
      "    JOIN story ON story.number = story_tag.story"
      "  WHERE story.trashed = 0"
      "  GROUP BY tag.number ORDER BY n DESC, tag.folded LIMIT ?3";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *behind = g_strconcat (folded, "\xf4\x8f\xbf\xbf", NULL); /* U+10FFFF */

  marbre_statement_bind_text (statement, 1, folded);
  marbre_statement_bind_text (statement, 2, behind);
  marbre_statement_bind_int (statement, 3, limit);
  while (marbre_statement_next (statement))
    add_value (values, statement, marbre_statement_dup_text (statement, 2));
  return marbre_statement_end (statement, error) ? g_steal_pointer (&values) : NULL;
}

/* Sections and bylines are few: all of them are looked at. */
static GPtrArray *
complete_column (
    MarbreDatabase *database, const char *sql, const char *folded, guint limit, GError **error)
{
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_object_unref);

  while (values->len < limit && marbre_statement_next (statement))
    {
      g_autofree char *name = marbre_terms_fold (marbre_statement_get_text (statement, 0));

      if (word_starts_with (name, folded))
        add_value (values, statement, g_strdup (""));
    }
  return marbre_statement_end (statement, error) ? g_steal_pointer (&values) : NULL;
}

/**
 * marbre_story_list_complete:
 * @facet: tags, sections or bylines
 * @prefix: their start, in any case and with or without accents; "" for any
 * @limit: how many at most
 *
 * Returns: (transfer full) (nullable) (element-type MarbreFacetValue): the most used first
 */
GPtrArray *
marbre_story_list_complete (
    MarbreDatabase *database, MarbreFacet facet, const char *prefix, guint limit, GError **error)
{
  static const char sections_sql[] =
      "SELECT section, count(*) AS n FROM story WHERE section <> '' AND trashed = 0"
      "  GROUP BY section ORDER BY n DESC, section";
  static const char bylines_sql[] =
      "SELECT byline, count(*) AS n FROM story WHERE byline <> '' AND trashed = 0"
      "  GROUP BY byline ORDER BY n DESC, byline";
  g_autofree char *folded = marbre_terms_fold (prefix);

  switch (facet)
    {
    case MARBRE_FACET_TAG:
      return complete_tag (database, folded, limit, error);
    case MARBRE_FACET_SECTION:
      return complete_column (database, sections_sql, folded, limit, error);
    case MARBRE_FACET_BYLINE:
      return complete_column (database, bylines_sql, folded, limit, error);
    default:
      g_assert_not_reached ();
    }
}
