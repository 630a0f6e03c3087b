/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading an article in a site's form; see marbre-site-content.h.
 *
 * Whether Markdown says all of a block is not looked up in a list but tried: the block is read,
 * rendered again, and both are compared. What comes out as something else is a block of the site.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-site-content-private.h"

#include <string.h>

#include "marbre-html-lines.h"
#include "marbre-html-markdown.h"
#include "marbre-site-block.h"
#include "marbre-wp-compare.h"

static void
unit_clear (gpointer data)
{
  MarbreSiteUnit *unit = data;

  g_free (unit->name);
  g_free (unit->html);
}

/* Returns: (transfer full): a content that has no units yet */
MarbreSiteContent *
_marbre_site_content_new (const MarbreSiteDialect *dialect, const char *raw)
{
  MarbreSiteContent *self = g_new0 (MarbreSiteContent, 1);

  self->dialect = dialect;
  self->raw = g_strdup (raw);
  self->units = g_array_new (FALSE, FALSE, sizeof (MarbreSiteUnit));
  g_array_set_clear_func (self->units, unit_clear);
  return self;
}

/**
 * marbre_site_content_free:
 * @self: (transfer full): the content
 */
void
marbre_site_content_free (MarbreSiteContent *self)
{
  g_clear_pointer (&self->units, g_array_unref);
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  g_free (self->raw);
  g_free (self->kicker);
  g_free (self->byline);
  g_free (self->markdown);
  g_free (self);
}

/* Takes @html. */
void
_marbre_site_add_unit (MarbreSiteContent *self,
                       MarbreSiteUnitKind kind,
                       gsize start,
                       gsize end,
                       const char *name,
                       char *html)
{
  MarbreSiteUnit unit = {
    .kind = kind, .start = start, .end = end, .name = g_strdup (name), .html = html
  };

  if (start < end)
    g_array_append_val (self->units, unit);
  else
    unit_clear (&unit);
}

/* The Markdown of all units, and where each begins in it. */
static gboolean
write_markdown (MarbreSiteContent *self, GArray *starts, GError **error)
{
  g_autoptr (GPtrArray) lines = marbre_lines_new_array ();
  g_autoptr (GArray) firsts = g_array_new (FALSE, FALSE, sizeof (guint));
  gsize at = 0;
  guint next = 0;

  for (guint i = 0; i < self->units->len; i++)
    {
      MarbreSiteUnit *unit = &g_array_index (self->units, MarbreSiteUnit, i);
      g_autofree char *name = NULL;

      g_array_append_val (firsts, lines->len);
      if (unit->kind == MARBRE_SITE_UNIT_SITE)
        {
          name = self->dialect->name_site_block (self, unit);
          marbre_lines_add (
              lines, MARBRE_LINES_OTHER,
              marbre_site_block_format (name, self->raw + unit->start, unit->end - unit->start));
        }
      else if (unit->kind == MARBRE_SITE_UNIT_TEXT &&
               !marbre_html_add_lines (lines, unit->html, -1, NULL, error))
        return FALSE;
    }
  for (guint i = 0; i < self->units->len; i++)
    {
      for (; next < g_array_index (firsts, guint, i); next++)
        at += strlen (((MarbreLines *) g_ptr_array_index (lines, next))->text) + 2;
      g_array_append_val (starts, at);
    }
  g_free (self->markdown);
  self->markdown = marbre_lines_join (lines, FALSE);
  return TRUE;
}

/* Gives each unit its blocks. */
static void
hand_out (MarbreSiteContent *self, GArray *starts)
{
  const guint n = marbre_blocks_get_length (self->blocks);
  guint next = 0;

  for (guint i = 0; i < self->units->len; i++)
    {
      MarbreSiteUnit *unit = &g_array_index (self->units, MarbreSiteUnit, i);
      const gsize end = i + 1 < starts->len ? g_array_index (starts, gsize, i + 1) : G_MAXSIZE;

      unit->first = next;
      unit->n_blocks = 0;
      if (unit->kind != MARBRE_SITE_UNIT_TEXT && unit->kind != MARBRE_SITE_UNIT_SITE)
        continue;
      while (next < n && marbre_blocks_get (self->blocks, next)->start < end)
        {
          next++;
          unit->n_blocks++;
        }
    }
}

void
_marbre_site_content_parse (MarbreSiteContent *self, const char *language)
{
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  self->blocks = marbre_blocks_parse (self->markdown, -1, language, NULL, NULL);
}

/* Whether the unit, read and written again, is what it was. */
static gboolean
is_said (MarbreSiteContent *self, const MarbreSiteUnit *unit)
{
  g_autoptr (GString) html = g_string_new (NULL);

  for (guint i = unit->first; i < unit->first + unit->n_blocks; i++)
    g_string_append (html, marbre_blocks_get (self->blocks, i)->html);
  return self->dialect->is_said (self, unit, html->str);
}

static gboolean
is_empty_paragraph (const MarbreSiteUnit *unit)
{
  return marbre_wp_compare (unit->html, "<p></p>") ||
         marbre_wp_compare (unit->html, "<p>\302\240</p>");
}

/* Returns: whether any unit is not what it was taken for */
static gboolean
judge (MarbreSiteContent *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < self->units->len; i++)
    {
      MarbreSiteUnit *unit = &g_array_index (self->units, MarbreSiteUnit, i);

      if (unit->kind != MARBRE_SITE_UNIT_TEXT)
        continue;
      if (is_empty_paragraph (unit))
        unit->kind = MARBRE_SITE_UNIT_BLANK;
      else if (unit->n_blocks == 0 || !is_said (self, unit))
        unit->kind = MARBRE_SITE_UNIT_SITE;
      changed |= unit->kind != MARBRE_SITE_UNIT_TEXT;
    }
  return changed;
}

static gboolean
read_units (MarbreSiteContent *self, GError **error)
{
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (gsize));

  if (!write_markdown (self, starts, error))
    return FALSE;
  _marbre_site_content_parse (self, NULL);
  hand_out (self, starts);
  return TRUE;
}

/* Once the units are there: tells text from blocks of the site, and writes the Markdown. */
gboolean
_marbre_site_content_settle (MarbreSiteContent *self, GError **error)
{
  return read_units (self, error) && (!judge (self) || read_units (self, error));
}

/**
 * marbre_site_content_get_kicker:
 *
 * Returns: the paragraph of that class at the beginning, plain text; "" if there is none
 */
const char *
marbre_site_content_get_kicker (MarbreSiteContent *self)
{
  return self->kicker ? self->kicker : "";
}

/**
 * marbre_site_content_get_byline:
 *
 * Returns: likewise
 */
const char *
marbre_site_content_get_byline (MarbreSiteContent *self)
{
  return self->byline ? self->byline : "";
}

/**
 * marbre_site_content_get_markdown:
 *
 * Returns: all but these two as Markdown
 */
const char *
marbre_site_content_get_markdown (MarbreSiteContent *self)
{
  return self->markdown;
}
