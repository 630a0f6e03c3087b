/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading a WordPress post's content; see marbre-wp-content.h.
 *
 * Whether Markdown says all of a block is not looked up in a list but tried: the block is read,
 * written again, and both are compared (marbre-wp-compare.h). What comes out as something else is a
 * block of the site.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-wp-content-private.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-html-lines.h"
#include "marbre-html-markdown.h"
#include "marbre-html-tree.h"
#include "marbre-html.h"
#include "marbre-site-block.h"
#include "marbre-wp-classic.h"
#include "marbre-wp-compare.h"
#include "marbre-wp-grammar.h"
#include "marbre-wp-write.h"

/* Blocks that may be text: those that marbre-wp-write.c makes. */
static const char *const text_blocks[] = {
  "core/paragraph", "core/heading", "core/list", "core/quote", "core/pullquote",
  "core/image",     "core/table",   "core/code", "core/embed", "core/separator",
  "core/group",     "core/html",    NULL,
};

static void
unit_clear (gpointer data)
{
  MarbreWpUnit *unit = data;

  g_free (unit->name);
  g_free (unit->html);
}

/**
 * marbre_wp_content_free:
 * @self: (transfer full): the content
 */
void
marbre_wp_content_free (MarbreWpContent *self)
{
  g_clear_pointer (&self->units, g_array_unref);
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  g_free (self->raw);
  g_free (self->kicker);
  g_free (self->byline);
  g_free (self->markdown);
  g_free (self);
}

static void
add_unit (MarbreWpContent *self,
          MarbreWpUnitKind kind,
          gsize start,
          gsize end,
          const char *name,
          char *html)
{
  MarbreWpUnit unit = {
    .kind = kind, .start = start, .end = end, .name = g_strdup (name), .html = html
  };

  if (start < end)
    g_array_append_val (self->units, unit);
  else
    unit_clear (&unit);
}

/* Cuts up what stands between blocks. */
static void
add_between (MarbreWpContent *self, const MarbreWpPiece *piece)
{
  g_autoptr (GArray) spans = marbre_wp_classic_split (self->raw, piece->start, piece->end);
  gsize done = piece->start;

  for (guint i = 0; i < spans->len; i++)
    {
      const MarbreWpSpan *span = &g_array_index (spans, MarbreWpSpan, i);
      const char *text = self->raw + span->start;
      const gsize length = span->end - span->start;

      add_unit (self, MARBRE_WP_UNIT_BLANK, done, span->start, "", NULL);
      if (g_str_has_prefix (text, "<!--") ||
          (span->bare && marbre_wp_classic_is_shortcode (text, length)))
        add_unit (self, MARBRE_WP_UNIT_SITE, span->start, span->end, "", NULL);
      else
        add_unit (self, MARBRE_WP_UNIT_TEXT, span->start, span->end, "",
                  span->bare ? marbre_wp_classic_to_html (text, length) : g_strndup (text, length));
      done = span->end;
    }
  add_unit (self, MARBRE_WP_UNIT_BLANK, done, piece->end, "", NULL);
}

static void
cut_up (MarbreWpContent *self)
{
  g_autoptr (GArray) pieces = marbre_wp_grammar_split (self->raw);

  for (guint i = 0; i < pieces->len; i++)
    {
      const MarbreWpPiece *piece = &g_array_index (pieces, MarbreWpPiece, i);
      const gboolean text = g_strv_contains (text_blocks, piece->name);

      self->has_blocks |= *piece->name != '\0';
      if (*piece->name == '\0' && !piece->broken)
        add_between (self, piece);
      else if (piece->broken || !text)
        add_unit (self, MARBRE_WP_UNIT_SITE, piece->start, piece->end, piece->name, NULL);
      else
        add_unit (
            self, MARBRE_WP_UNIT_TEXT, piece->start, piece->end, piece->name,
            g_strndup (self->raw + piece->inner_start, piece->inner_end - piece->inner_start));
    }
}

/* Returns: (transfer full) (nullable): what a paragraph of that one class says, %NULL for anything
 *   else */
static char *
read_lead (const char *html, const char *class_name)
{
  g_autoptr (MarbreHtmlTree) tree = marbre_html_tree_new_fragment (html, -1, NULL);
  const GumboNode *root = tree ? marbre_html_tree_get_root (tree) : NULL;
  const GumboNode *only = NULL;

  for (guint i = 0; root != NULL && i < marbre_html_node_get_n_children (root); i++)
    {
      const GumboNode *child = marbre_html_node_get_child (root, i);

      if (child->type == GUMBO_NODE_WHITESPACE)
        continue;
      if (only != NULL || !marbre_html_node_is (child, GUMBO_TAG_P))
        return NULL;
      only = child;
    }
  if (only == NULL || g_strcmp0 (marbre_html_node_get_attribute (only, "class"), class_name) != 0)
    return NULL;
  return g_strstrip (marbre_html_to_text (html, -1));
}

/* Kicker and byline, if the content begins with them. */
static void
take_leads (MarbreWpContent *self)
{
  for (guint i = 0; i < self->units->len; i++)
    {
      MarbreWpUnit *unit = &g_array_index (self->units, MarbreWpUnit, i);
      g_autofree char *text = NULL;

      if (unit->kind == MARBRE_WP_UNIT_BLANK)
        continue;
      if (unit->kind != MARBRE_WP_UNIT_TEXT)
        return;
      if (self->kicker == NULL && self->byline == NULL &&
          (text = read_lead (unit->html, "kicker")) != NULL)
        {
          unit->kind = MARBRE_WP_UNIT_KICKER;
          self->kicker = g_steal_pointer (&text);
          continue;
        }
      text = read_lead (unit->html, "byline");
      if (text == NULL)
        return;
      unit->kind = MARBRE_WP_UNIT_BYLINE;
      self->byline = g_steal_pointer (&text);
      return;
    }
}

static char *
name_site_block (MarbreWpContent *self, const MarbreWpUnit *unit)
{
  const char *text = self->raw + unit->start;

  if (*unit->name != '\0')
    return g_strdup (unit->name);
  if (*text == '[')
    return g_strndup (text + 1, strspn (text + 1, "abcdefghijklmnopqrstuvwxyz0123456789_-"));
  return g_strdup ("html");
}

/* The Markdown of all units, and where each begins in it. */
static gboolean
write_markdown (MarbreWpContent *self, GArray *starts, GError **error)
{
  g_autoptr (GPtrArray) lines = marbre_lines_new_array ();
  g_autoptr (GArray) firsts = g_array_new (FALSE, FALSE, sizeof (guint));
  gsize at = 0;
  guint next = 0;

  for (guint i = 0; i < self->units->len; i++)
    {
      MarbreWpUnit *unit = &g_array_index (self->units, MarbreWpUnit, i);
      g_autofree char *name = NULL;

      g_array_append_val (firsts, lines->len);
      if (unit->kind == MARBRE_WP_UNIT_SITE)
        {
          name = name_site_block (self, unit);
          marbre_lines_add (
              lines, MARBRE_LINES_OTHER,
              marbre_site_block_format (name, self->raw + unit->start, unit->end - unit->start));
        }
      else if (unit->kind == MARBRE_WP_UNIT_TEXT &&
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
hand_out (MarbreWpContent *self, GArray *starts)
{
  const guint n = marbre_blocks_get_length (self->blocks);
  guint next = 0;

  for (guint i = 0; i < self->units->len; i++)
    {
      MarbreWpUnit *unit = &g_array_index (self->units, MarbreWpUnit, i);
      const gsize end = i + 1 < starts->len ? g_array_index (starts, gsize, i + 1) : G_MAXSIZE;

      unit->first = next;
      unit->n_blocks = 0;
      if (unit->kind != MARBRE_WP_UNIT_TEXT && unit->kind != MARBRE_WP_UNIT_SITE)
        continue;
      while (next < n && marbre_blocks_get (self->blocks, next)->start < end)
        {
          next++;
          unit->n_blocks++;
        }
    }
}

void
_marbre_wp_content_parse (MarbreWpContent *self, const char *language)
{
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  self->blocks = marbre_blocks_parse (self->markdown, -1, language, NULL, NULL);
}

/* One block as the site has it: in comments, or plain if the site has no comments. */
char *
_marbre_wp_unit_write (MarbreWpContent *self, const MarbreBlock *block, GHashTable *picture_ids)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (self != NULL && !self->has_blocks && *self->raw != '\0')
    return g_strdup (block->html);
  marbre_wp_write_block (out, block->html, picture_ids);
  return marbre_string_steal (g_steal_pointer (&out));
}

/* Whether the unit, read and written again, is what it was. */
static gboolean
is_said (MarbreWpContent *self, const MarbreWpUnit *unit)
{
  g_autoptr (GString) html = g_string_new (NULL);
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GArray) pieces = NULL;
  const MarbreWpPiece *piece;

  for (guint i = unit->first; i < unit->first + unit->n_blocks; i++)
    g_string_append (html, marbre_blocks_get (self->blocks, i)->html);
  if (*unit->name == '\0')
    return marbre_wp_compare (unit->html, html->str);
  marbre_wp_write_block (whole, html->str, NULL);
  pieces = marbre_wp_grammar_split (whole->str);
  if (pieces->len != 1)
    return FALSE;
  piece = &g_array_index (pieces, MarbreWpPiece, 0);
  g_string_truncate (whole, piece->inner_end);
  return g_str_equal (piece->name, unit->name) &&
         marbre_wp_compare (unit->html, whole->str + piece->inner_start);
}

static gboolean
is_empty_paragraph (const MarbreWpUnit *unit)
{
  return marbre_wp_compare (unit->html, "<p></p>") ||
         marbre_wp_compare (unit->html, "<p>\302\240</p>");
}

/* Returns: whether any unit is not what it was taken for */
static gboolean
judge (MarbreWpContent *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < self->units->len; i++)
    {
      MarbreWpUnit *unit = &g_array_index (self->units, MarbreWpUnit, i);

      if (unit->kind != MARBRE_WP_UNIT_TEXT)
        continue;
      if (is_empty_paragraph (unit))
        unit->kind = MARBRE_WP_UNIT_BLANK;
      else if (unit->n_blocks == 0 || !is_said (self, unit))
        unit->kind = MARBRE_WP_UNIT_SITE;
      changed |= unit->kind != MARBRE_WP_UNIT_TEXT;
    }
  return changed;
}

static gboolean
read_units (MarbreWpContent *self, GError **error)
{
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (gsize));

  if (!write_markdown (self, starts, error))
    return FALSE;
  _marbre_wp_content_parse (self, NULL);
  hand_out (self, starts);
  return TRUE;
}

/**
 * marbre_wp_content_read:
 * @raw: a post's content as context=edit gives it, UTF-8; at most %MARBRE_HTML_MAX_BYTES
 * @error: %MARBRE_TEXT_ERROR_ENCODING or %MARBRE_TEXT_ERROR_TOO_LARGE
 *
 * Returns: (transfer full) (nullable): what it says
 */
MarbreWpContent *
marbre_wp_content_read (const char *raw, GError **error)
{
  g_autoptr (MarbreWpContent) self = g_new0 (MarbreWpContent, 1);

  g_return_val_if_fail (raw != NULL, NULL);

  self->raw = g_strdup (raw);
  self->units = g_array_new (FALSE, FALSE, sizeof (MarbreWpUnit));
  g_array_set_clear_func (self->units, unit_clear);
  cut_up (self);
  take_leads (self);
  if (!read_units (self, error) || (judge (self) && !read_units (self, error)))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * marbre_wp_content_get_kicker:
 *
 * Returns: the paragraph of that class at the beginning, plain text; "" if there is none
 */
const char *
marbre_wp_content_get_kicker (MarbreWpContent *self)
{
  return self->kicker ? self->kicker : "";
}

/**
 * marbre_wp_content_get_byline:
 *
 * Returns: likewise
 */
const char *
marbre_wp_content_get_byline (MarbreWpContent *self)
{
  return self->byline ? self->byline : "";
}

/**
 * marbre_wp_content_get_markdown:
 *
 * Returns: all but these two as Markdown
 */
const char *
marbre_wp_content_get_markdown (MarbreWpContent *self)
{
  return self->markdown;
}
