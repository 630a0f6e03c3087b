/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading a Ghost post's content; see marbre-lexical.h. Each node of the outermost level is one
 * unit; of a card, only one that is HTML, Markdown, a picture, code or an address may be text.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-lexical.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-html-tree.h"
#include "marbre-html.h"
#include "marbre-lexical-private.h"
#include "marbre-text-error.h"
#include "marbre-wp-compare.h"

static char *
name_site_block (MarbreSiteContent *self, const MarbreSiteUnit *unit)
{
  return g_strconcat (MARBRE_LEXICAL_PREFIX, unit->name, NULL);
}

/* Whether there is what the comparison leaves out of links, pictures and tables: WordPress's
 * can be put back. */
static gboolean
has_settings (const GumboNode *node, guint depth)
{
  static const char *const said[] = { "href", "title", "src", "alt", "id", "start", NULL };
  const gboolean open = marbre_html_node_is (node, GUMBO_TAG_A) ||
                        marbre_html_node_is (node, GUMBO_TAG_IMG) ||
                        marbre_html_node_is (node, GUMBO_TAG_TABLE);
  const guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;

  for (guint i = 0; open && i < node->v.element.attributes.length; i++)
    {
      const GumboAttribute *attribute = node->v.element.attributes.data[i];
      const gboolean own = g_str_equal (attribute->name, "class") &&
                           (g_str_has_prefix (attribute->value, "footnote-") ||
                            g_str_equal (attribute->value, "embed"));

      if (!own && !g_strv_contains (said, attribute->name))
        return TRUE;
    }
  for (guint i = 0; i < n; i++)
    if (has_settings (marbre_html_node_get_child (node, i), depth + 1))
      return TRUE;
  return FALSE;
}

/* An HTML card is somebody's own HTML: all of it counts. */
static gboolean
is_card_said (const char *card, const char *html)
{
  g_autofree char *one = g_strconcat ("<div>", card, "</div>", NULL);
  g_autofree char *other = g_strconcat ("<div>", html, "</div>", NULL);
  g_autoptr (MarbreHtmlTree) tree = marbre_html_tree_new_fragment (card, -1, NULL);

  return tree != NULL && !has_settings (marbre_html_tree_get_root (tree), 0) &&
         marbre_wp_compare (one, other);
}

static gboolean
is_said (MarbreSiteContent *self, const MarbreSiteUnit *unit, const char *html)
{
  if (g_str_equal (unit->name, "html"))
    return is_card_said (unit->html, html);
  return marbre_wp_compare (unit->html, html);
}

static gboolean
cut_up (MarbreSiteContent *self)
{
  g_autoptr (GArray) spans = _marbre_lexical_split (self->raw);

  for (guint i = 0; spans != NULL && i < spans->len; i++)
    {
      const MarbreLexicalSpan *span = &g_array_index (spans, MarbreLexicalSpan, i);
      const char *text = self->raw + span->start;
      g_autoptr (JsonObject) node = _marbre_lexical_parse (text, span->end - span->start);
      /* A text ends at a zero for us. */
      const gboolean whole =
          g_strstr_len (text, (gssize) (span->end - span->start), "\\u0000") == NULL;
      char *html = node && whole ? _marbre_lexical_to_html (node) : NULL;

      if (node == NULL)
        return FALSE;
      _marbre_site_add_unit (self, html ? MARBRE_SITE_UNIT_TEXT : MARBRE_SITE_UNIT_SITE,
                             span->start, span->end, _marbre_lexical_get_type (node), html);
    }
  return spans != NULL;
}

/* Kicker and byline, if the card holds them and nothing else. */
static gboolean
read_leads (MarbreSiteContent *self, const char *html)
{
  g_autoptr (MarbreHtmlTree) tree = marbre_html_tree_new_fragment (html, -1, NULL);
  const GumboNode *root = tree ? marbre_html_tree_get_root (tree) : NULL;
  g_autofree char *kicker = NULL;
  g_autofree char *byline = NULL;

  for (guint i = 0; root != NULL && i < marbre_html_node_get_n_children (root); i++)
    {
      const GumboNode *child = marbre_html_node_get_child (root, i);
      const char *class_name = marbre_html_node_get_attribute (child, "class");
      g_autoptr (GString) text = g_string_new (NULL);

      if (child->type == GUMBO_NODE_WHITESPACE)
        continue;
      if (!marbre_html_node_is (child, GUMBO_TAG_P))
        return FALSE;
      marbre_html_node_append_text (child, text);
      g_strstrip (text->str);
      if (g_strcmp0 (class_name, "kicker") == 0 && kicker == NULL && byline == NULL)
        kicker = g_strdup (text->str);
      else if (g_strcmp0 (class_name, "byline") == 0 && byline == NULL)
        byline = g_strdup (text->str);
      else
        return FALSE;
    }
  if (kicker == NULL && byline == NULL)
    return FALSE;
  self->kicker = g_steal_pointer (&kicker);
  self->byline = g_steal_pointer (&byline);
  return TRUE;
}

static void
take_leads (MarbreSiteContent *self)
{
  MarbreSiteUnit *first =
      self->units->len > 0 ? &g_array_index (self->units, MarbreSiteUnit, 0) : NULL;

  if (first != NULL && first->html != NULL && g_str_equal (first->name, "html") &&
      read_leads (self, first->html))
    first->kind = MARBRE_SITE_UNIT_KICKER;
}

static const MarbreSiteDialect dialect = {
  .name_site_block = name_site_block,
  .is_said = is_said,
  .add_leads = _marbre_lexical_add_leads,
  .write_fresh = _marbre_lexical_write_fresh,
  .is_rewritten = _marbre_lexical_is_rewritten,
  .join = _marbre_lexical_join,
};

/**
 * marbre_lexical_read:
 * @document: a post's "lexical" member, UTF-8; "" for a post that is new
 * @error: %MARBRE_TEXT_ERROR_INVALID if it is no such document, %MARBRE_TEXT_ERROR_ENCODING or
 *   %MARBRE_TEXT_ERROR_TOO_LARGE
 *
 * Returns: (transfer full) (nullable): what it says
 */
MarbreSiteContent *
marbre_lexical_read (const char *document, GError **error)
{
  g_autoptr (MarbreSiteContent) self = NULL;

  g_return_val_if_fail (document != NULL, NULL);

  self = _marbre_site_content_new (&dialect, document);
  self->has_blocks = TRUE;
  if (*document != '\0' && !cut_up (self))
    {
      g_set_error_literal (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_INVALID,
                           "no document of Lexical");
      return NULL;
    }
  take_leads (self);
  return _marbre_site_content_settle (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * marbre_lexical_dup_cards:
 *
 * Returns: (transfer full): all that stands in the body as a block of the site, to the letter: what
 *   may change without a change of the post's HTML
 */
char *
marbre_lexical_dup_cards (MarbreSiteContent *self)
{
  GString *cards = g_string_new (NULL);

  for (guint i = 0; i < self->units->len; i++)
    {
      const MarbreSiteUnit *unit = &g_array_index (self->units, MarbreSiteUnit, i);

      if (unit->kind == MARBRE_SITE_UNIT_SITE)
        g_string_append_len (cards, self->raw + unit->start, (gssize) (unit->end - unit->start));
    }
  return marbre_string_steal (cards);
}

static void
append_words (GString *out, JsonObject *node)
{
  /* What readers see of a card. */
  static const char *const members[] = {
    "text",       "title",     "header",      "heading",      "subheader",
    "subheading", "textValue", "calloutText", "content",      "caption",
    "alt",        "html",      "fileTitle",   "productTitle", "productDescription",
    "buttonText", "fileName",  NULL,
  };

  for (guint i = 0; members[i] != NULL; i++)
    {
      g_autofree char *text =
          g_strstrip (marbre_html_to_text (_marbre_lexical_get_string (node, members[i]), -1));

      if (*text != '\0')
        g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", text);
    }
  for (guint i = 0; i < _marbre_lexical_n_children (node); i++)
    if (_marbre_lexical_get_child (node, i) != NULL)
      append_words (out, _marbre_lexical_get_child (node, i));
}

/**
 * marbre_lexical_dup_excerpt:
 * @node: a node as JSON
 *
 * Returns: (transfer full): the words in it, "" if there are none or it is no node
 */
char *
marbre_lexical_dup_excerpt (const char *node)
{
  g_autoptr (JsonObject) object = _marbre_lexical_parse (node, strlen (node));
  GString *out = g_string_new (NULL);

  if (object != NULL)
    append_words (out, object);
  return marbre_string_steal (out);
}
