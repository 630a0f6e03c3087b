/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading a WordPress post's content; see marbre-wp-content.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-wp-content.h"

#include <string.h>

#include "marbre-html-tree.h"
#include "marbre-html.h"
#include "marbre-wp-classic.h"
#include "marbre-wp-compare.h"
#include "marbre-wp-content-private.h"
#include "marbre-wp-grammar.h"
#include "marbre-wp-write.h"

/* Blocks that may be text: those that marbre-wp-write.c makes. */
static const char *const text_blocks[] = {
  "core/paragraph", "core/heading", "core/list", "core/quote", "core/pullquote",
  "core/image",     "core/table",   "core/code", "core/embed", "core/separator",
  "core/group",     "core/html",    NULL,
};

/* Cuts up what stands between blocks. */
static void
add_between (MarbreSiteContent *self, const MarbreWpPiece *piece)
{
  g_autoptr (GArray) spans = marbre_wp_classic_split (self->raw, piece->start, piece->end);
  gsize done = piece->start;

  for (guint i = 0; i < spans->len; i++)
    {
      const MarbreWpSpan *span = &g_array_index (spans, MarbreWpSpan, i);
      const char *text = self->raw + span->start;
      const gsize length = span->end - span->start;

      _marbre_site_add_unit (self, MARBRE_SITE_UNIT_BLANK, done, span->start, "", NULL);
      if (g_str_has_prefix (text, "<!--") ||
          (span->bare && marbre_wp_classic_is_shortcode (text, length)))
        _marbre_site_add_unit (self, MARBRE_SITE_UNIT_SITE, span->start, span->end, "", NULL);
      else
        _marbre_site_add_unit (
            self, MARBRE_SITE_UNIT_TEXT, span->start, span->end, "",
            span->bare ? marbre_wp_classic_to_html (text, length) : g_strndup (text, length));
      done = span->end;
    }
  _marbre_site_add_unit (self, MARBRE_SITE_UNIT_BLANK, done, piece->end, "", NULL);
}

static void
cut_up (MarbreSiteContent *self)
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
        _marbre_site_add_unit (self, MARBRE_SITE_UNIT_SITE, piece->start, piece->end, piece->name,
                               NULL);
      else
        _marbre_site_add_unit (
            self, MARBRE_SITE_UNIT_TEXT, piece->start, piece->end, piece->name,
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
take_leads (MarbreSiteContent *self)
{
  for (guint i = 0; i < self->units->len; i++)
    {
      MarbreSiteUnit *unit = &g_array_index (self->units, MarbreSiteUnit, i);
      g_autofree char *text = NULL;

      if (unit->kind == MARBRE_SITE_UNIT_BLANK)
        continue;
      if (unit->kind != MARBRE_SITE_UNIT_TEXT)
        return;
      if (self->kicker == NULL && self->byline == NULL &&
          (text = read_lead (unit->html, "kicker")) != NULL)
        {
          unit->kind = MARBRE_SITE_UNIT_KICKER;
          self->kicker = g_steal_pointer (&text);
          continue;
        }
      text = read_lead (unit->html, "byline");
      if (text == NULL)
        return;
      unit->kind = MARBRE_SITE_UNIT_BYLINE;
      self->byline = g_steal_pointer (&text);
      return;
    }
}

static char *
name_site_block (MarbreSiteContent *self, const MarbreSiteUnit *unit)
{
  const char *text = self->raw + unit->start;

  if (*unit->name != '\0')
    return g_strdup (unit->name);
  if (*text == '[')
    return g_strndup (text + 1, strspn (text + 1, "abcdefghijklmnopqrstuvwxyz0123456789_-"));
  return g_strdup ("html");
}

static gboolean
is_said (MarbreSiteContent *self, const MarbreSiteUnit *unit, const char *html)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GArray) pieces = NULL;
  const MarbreWpPiece *piece;

  if (*unit->name == '\0')
    return marbre_wp_compare (unit->html, html);
  marbre_wp_write_block (whole, html, NULL);
  pieces = marbre_wp_grammar_split (whole->str);
  if (pieces->len != 1)
    return FALSE;
  piece = &g_array_index (pieces, MarbreWpPiece, 0);
  g_string_truncate (whole, piece->inner_end);
  return g_str_equal (piece->name, unit->name) &&
         marbre_wp_compare (unit->html, whole->str + piece->inner_start);
}

static const MarbreSiteDialect dialect = {
  .name_site_block = name_site_block,
  .is_said = is_said,
  .add_leads = _marbre_wp_content_add_leads,
  .write_fresh = _marbre_wp_content_write_fresh,
  .is_rewritten = _marbre_wp_content_is_rewritten,
  .join = _marbre_wp_content_join,
};

/**
 * marbre_wp_content_read:
 * @raw: a post's content as context=edit gives it, UTF-8; at most %MARBRE_HTML_MAX_BYTES
 * @error: %MARBRE_TEXT_ERROR_ENCODING or %MARBRE_TEXT_ERROR_TOO_LARGE
 *
 * Returns: (transfer full) (nullable): what it says
 */
MarbreSiteContent *
marbre_wp_content_read (const char *raw, GError **error)
{
  g_autoptr (MarbreSiteContent) self = NULL;

  g_return_val_if_fail (raw != NULL, NULL);

  self = _marbre_site_content_new (&dialect, raw);
  cut_up (self);
  take_leads (self);
  return _marbre_site_content_settle (self, error) ? g_steal_pointer (&self) : NULL;
}
