/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Web addresses in a body; see marbre-link.h. marbre-prose.h tells what is code and what is not;
 * where an address ends follows from the sign before it (CommonMark 0.31, 6.3 and 6.5, and the
 * extension for bare addresses of cmark-gfm).
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-link.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-prose.h"

/* A body being read. */
typedef struct
{
  const char *body; /* (borrowed) */
  GArray *links;    /* (borrowed) (element-type MarbreLink) */
} Finder;

static void
link_clear (gpointer data)
{
  MarbreLink *self = data;

  g_free (self->address);
}

static gboolean
is_address (const char *p, const char *end)
{
  gsize length = (gsize) (end - p);

  return (length > 7 && g_ascii_strncasecmp (p, "http://", 7) == 0) ||
         (length > 8 && g_ascii_strncasecmp (p, "https://", 8) == 0);
}

/* A destination in parentheses: to the one that closes them. */
static const char *
find_destination_end (const char *p, const char *end)
{
  guint depth = 0;

  for (; p < end && !g_ascii_isspace (*p); p++)
    if (*p == '\\' && p + 1 < end)
      p++;
    else if (*p == '(')
      depth++;
    else if (*p == ')' && depth-- == 0)
      break;
  return p;
}

/* What stands by itself ends before the signs of the sentence around it, and before a parenthesis
 * that was opened outside of it. */
static const char *
find_bare_end (const char *start, const char *end)
{
  const char *p = start;
  int open = 0;

  while (p < end && !g_ascii_isspace (*p) && strchr ("<>\"`", *p) == NULL)
    p++;
  for (const char *q = start; q < p; q++)
    open += (*q == '(') - (*q == ')');
  for (; p > start; p--)
    if (p[-1] == ')' && open < 0)
      open++;
    else if (strchr ("?!.,:;*_~'|]", p[-1]) == NULL)
      break;
  return p;
}

static const char *
find_end (const char *body, const char *start, const char *end)
{
  char before = start > body ? start[-1] : ' ';
  const char *closing;

  if (before == '(' && start - body >= 2 && start[-2] == ']')
    return find_destination_end (start, end);
  if (before == '<' || before == '"' || before == '\'')
    {
      closing = memchr (start, before == '<' ? '>' : before, (gsize) (end - start));
      return closing ? closing : start;
    }
  return find_bare_end (start, end);
}

/* Without the backslashes and entities that an address may be written with. */
static char *
dup_address (const char *start, const char *end)
{
  GString *address = g_string_new (NULL);

  for (const char *p = start; p < end; p++)
    {
      if (*p == '\\' && p + 1 < end && g_ascii_ispunct (p[1]))
        p++;
      g_string_append_c (address, *p);
      if (*p == '&' && end - p >= 5 && memcmp (p, "&amp;", 5) == 0)
        p += 4;
    }
  return marbre_string_steal (address);
}

static void
find_in_range (Finder *self, const char *p, const char *end)
{
  while (p < end && self->links->len < MARBRE_LINKS_MAX)
    {
      const char *stop;

      if (!is_address (p, end))
        {
          p++;
          continue;
        }
      stop = find_end (self->body, p, end);
      if (stop > p)
        {
          MarbreLink link = { .start = (gsize) (p - self->body),
                              .length = (gsize) (stop - p),
                              .address = dup_address (p, stop) };

          g_array_append_val (self->links, link);
        }
      p = MAX (stop, p + 1);
    }
}

static void
find_in_paragraph_cb (GArray *cells, gpointer data)
{
  Finder *self = data;

  for (guint i = 0; i < cells->len; i++)
    {
      const MarbreCell *cell = &g_array_index (cells, MarbreCell, i);
      const char *start = self->body + cell->start;

      if (cell->kind != MARBRE_CELL_TEXT && cell->length > 0 && *start != '`')
        find_in_range (self, start, start + cell->length);
    }
}

/* "[name]: https://…", which is no prose. */
static void
find_in_definitions (Finder *self)
{
  for (const char *line = self->body; line != NULL && *line != '\0';)
    {
      const char *end = line + strcspn (line, "\r\n");
      const char *p = line + strspn (line, " ");

      if (p - line <= 3 && *p == '[' && p[1] != '^' &&
          (p = g_strstr_len (p, (gssize) (end - p), "]:")) != NULL)
        {
          p += 2;
          p += strspn (p, " \t<");
          if (p < end && is_address (p, end))
            find_in_range (self, p, end);
        }
      line = *end != '\0' ? end + 1 : NULL;
    }
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const MarbreLink *one = a;
  const MarbreLink *other = b;

  return one->start < other->start ? -1 : one->start > other->start;
}

/* What is prose and a definition to the two readers. */
static void
drop_doubles (GArray *links)
{
  for (guint i = links->len; i > 1; i--)
    if (g_array_index (links, MarbreLink, i - 1).start ==
        g_array_index (links, MarbreLink, i - 2).start)
      g_array_remove_index (links, i - 1);
}

/**
 * marbre_links_find:
 * @body: Markdown
 *
 * Finds links, embeds and pictures of the web; not what is in code. A definition of a link that is
 * shown as code may be found, too.
 *
 * Returns: (transfer full) (element-type MarbreLink): at most %MARBRE_LINKS_MAX, in their order
 */
GArray *
marbre_links_find (const char *body)
{
  Finder finder = { .body = body, .links = g_array_new (FALSE, FALSE, sizeof (MarbreLink)) };

  g_array_set_clear_func (finder.links, link_clear);
  if (strstr (body, "://") == NULL)
    return finder.links;
  marbre_prose_foreach (body, strlen (body), MARBRE_PROSE_BODY, find_in_paragraph_cb, &finder);
  find_in_definitions (&finder);
  g_array_sort (finder.links, compare_places);
  drop_doubles (finder.links);
  return finder.links;
}

/**
 * marbre_links_list:
 * @body: Markdown
 *
 * Returns: (transfer full): each address of @body once, in their order
 */
GStrv
marbre_links_list (const char *body)
{
  g_autoptr (GArray) links = marbre_links_find (body);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < links->len; i++)
    {
      const MarbreLink *link = &g_array_index (links, MarbreLink, i);

      if (g_hash_table_add (seen, link->address))
        g_strv_builder_add (builder, link->address);
    }
  return g_strv_builder_end (builder);
}

/**
 * marbre_link_answer_new:
 * @state: what became of the page
 * @target: (nullable): where it is now
 * @reason: (nullable): why nobody knows
 *
 * Returns: (transfer full): an answer
 */
MarbreLinkAnswer *
marbre_link_answer_new (MarbreLinkState state, const char *target, const char *reason)
{
  MarbreLinkAnswer *self = g_new0 (MarbreLinkAnswer, 1);

  self->state = state;
  self->target = g_strdup (target);
  self->reason = g_strdup (reason);
  return self;
}

/**
 * marbre_link_answer_free:
 * @self: (transfer full): an answer
 */
void
marbre_link_answer_free (MarbreLinkAnswer *self)
{
  g_free (self->target);
  g_free (self->reason);
  g_free (self);
}
