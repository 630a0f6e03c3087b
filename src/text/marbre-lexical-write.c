/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing a Ghost post's content over what is there; see marbre-lexical.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-lexical.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-html.h"
#include "marbre-lexical-private.h"
#include "marbre-site-block.h"

/* What Ghost's own editor begins and ends a document with. */
#define BEGIN "{\"root\":{\"children\":["
#define END   "],\"direction\":null,\"format\":\"\",\"indent\":0,\"type\":\"root\",\"version\":1}}"
/* An editor needs a place to write. */
#define EMPTY                                                                                      \
  "{\"children\":[],\"direction\":null,\"format\":\"\",\"indent\":0,\"type\":\"paragraph\","       \
  "\"version\":1}"

/* Cards that are nothing but texts, addresses and numbers. */
static const char *const plain_cards[] = {
  "audio",   "bookmark", "button", "callout", "file",  "gallery",   "header", "image",
  "paywall", "product",  "toggle", "signup",  "video", "codeblock", NULL,
};

static gboolean
is_plain_value (JsonNode *value)
{
  const char *text;
  g_autofree char *scheme = NULL;

  if (!JSON_NODE_HOLDS_VALUE (value))
    return JSON_NODE_HOLDS_NULL (value);
  if (json_node_get_value_type (value) != G_TYPE_STRING)
    return TRUE;
  text = json_node_get_string (value);
  scheme = g_uri_parse_scheme (text);
  return strpbrk (text, "<&") == NULL &&
         (scheme == NULL || g_str_equal (scheme, "https") || g_str_equal (scheme, "http"));
}

/* Whether there is nothing in the card that a browser could run. */
static gboolean
is_plain_card (const char *text)
{
  g_autoptr (JsonObject) node = _marbre_lexical_parse (text, strlen (text));
  JsonObjectIter iter;
  JsonNode *value;

  if (node == NULL || !g_strv_contains (plain_cards, _marbre_lexical_get_string (node, "type")))
    return FALSE;
  json_object_iter_init (&iter, node);
  while (json_object_iter_next (&iter, NULL, &value))
    if (!is_plain_value (value))
      return FALSE;
  return TRUE;
}

/* A block of the site that is not there any more, or is another site's. It may have come from
 * anywhere since: so only what cannot do harm goes, or what a reader would see of its HTML. */
static char *
write_lost (MarbreSiteWriting *self, const MarbreBlock *block)
{
  g_autofree char *text =
      marbre_site_block_parse (self->body->source + block->start, block->end - block->start);
  g_autoptr (JsonObject) node = _marbre_lexical_parse (text, strlen (text));
  const char *card = node ? _marbre_lexical_get_string (node, "html") : text;
  g_autofree char *html = NULL;

  if (node != NULL && (self->body->trusted || is_plain_card (text)))
    return g_steal_pointer (&text);
  self->n_lost++;
  html = g_strstrip (marbre_html_sanitize (card, -1));
  return *html != '\0' ? _marbre_lexical_write_card (html) : g_strdup ("");
}

char *
_marbre_lexical_write_fresh (MarbreSiteWriting *self, const MarbreBlock *block)
{
  if (block->kind == MARBRE_BLOCK_SITE)
    return write_lost (self, block);
  return _marbre_lexical_write_block (block->html);
}

static void
append_lead (GString *html, const char *class_name, const char *text)
{
  if (*text == '\0')
    return;
  g_string_append_printf (html, "<p class=\"%s\">", class_name);
  marbre_encode_html_append (html, text, -1);
  g_string_append (html, "</p>\n");
}

/* Both in one card, before all else. */
void
_marbre_lexical_add_leads (MarbreSiteWriting *self)
{
  MarbreSiteContent *content = self->content;
  const MarbreSiteBody *body = self->body;
  const gboolean there =
      content->units->len > 0 && _marbre_site_get_unit (self, 0)->kind == MARBRE_SITE_UNIT_KICKER;
  const gboolean same = g_str_equal (body->kicker, marbre_site_content_get_kicker (content)) &&
                        g_str_equal (body->byline, marbre_site_content_get_byline (content));
  g_autoptr (GString) html = g_string_new (NULL);

  append_lead (html, "kicker", body->kicker);
  append_lead (html, "byline", body->byline);
  if (html->len > 0)
    _marbre_site_add_part (self, there ? 0 : MARBRE_SITE_NO_UNIT, there && same,
                           _marbre_lexical_write_card (html->str));
}

gboolean
_marbre_lexical_is_rewritten (MarbreSiteWriting *self,
                              const MarbreSiteUnit *unit,
                              const char *fresh)
{
  static const char *const never[] = { "html", "markdown", "bookmark", "embed", NULL };
  g_autoptr (JsonObject) node = _marbre_lexical_parse (fresh, strlen (fresh));
  g_autofree char *html = NULL;

  if (!g_str_equal (_marbre_lexical_get_type (node), unit->name) ||
      g_strv_contains (never, unit->name))
    return FALSE;
  if (g_str_equal (unit->name, "image"))
    {
      g_autofree char *raw = _marbre_site_dup_raw (self, unit);
      g_autoptr (JsonObject) before = _marbre_lexical_parse (raw, strlen (raw));

      return g_str_equal (_marbre_lexical_get_string (before, "src"),
                          _marbre_lexical_get_string (node, "src"));
    }
  html = _marbre_lexical_to_html (node);
  return html != NULL && _marbre_site_is_alike (unit->html, html);
}

static void
append_node (GString *out, const char *node, gsize length)
{
  if (out->len > 0)
    g_string_append_c (out, ',');
  g_string_append_len (out, node, (gssize) length);
}

static void
append_units (MarbreSiteWriting *self, GString *out, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    {
      const MarbreSiteUnit *unit = _marbre_site_get_unit (self, i);

      append_node (out, self->content->raw + unit->start, unit->end - unit->start);
    }
}

static void
append_part (MarbreSiteWriting *self, GString *out, const MarbreSitePart *part, GHashTable *links)
{
  const gboolean rewritten = part->unit != MARBRE_SITE_NO_UNIT;
  g_autofree char *before = NULL;
  g_autofree char *node = NULL;

  if (part->kept)
    {
      append_units (self, out, part->unit, part->unit + 1);
      return;
    }
  if (rewritten)
    before = _marbre_site_dup_raw (self, _marbre_site_get_unit (self, part->unit));
  node = _marbre_lexical_carry (links, before, part->fresh);
  append_node (out, node, strlen (node));
}

/* The nodes, with the empty paragraphs between those that are neighbours still. */
static void
append_parts (MarbreSiteWriting *self, GString *out)
{
  g_autoptr (GHashTable) links = _marbre_lexical_find_links (self->content);
  const GArray *parts = self->parts;
  guint last = MARBRE_SITE_NO_UNIT;

  for (guint i = 0; i < parts->len; i++)
    {
      const MarbreSitePart *part = &g_array_index (parts, MarbreSitePart, i);

      if (i == 0 && _marbre_site_is_edge (self, part->unit, TRUE))
        append_units (self, out, 0, part->unit);
      else if (i > 0 && _marbre_site_are_neighbours (self, last, part->unit))
        append_units (self, out, last + 1, part->unit);
      append_part (self, out, part, links);
      last = part->unit;
    }
  if (_marbre_site_is_edge (self, last, FALSE))
    append_units (self, out, last + 1, self->content->units->len);
}

char *
_marbre_lexical_join (MarbreSiteWriting *self)
{
  const char *raw = self->content->raw;
  const guint n = self->content->units->len;
  g_autoptr (GString) nodes = g_string_new (NULL);
  GString *out = g_string_new (NULL);

  append_parts (self, nodes);
  if (n > 0)
    g_string_append_len (out, raw, (gssize) _marbre_site_get_unit (self, 0)->start);
  else
    g_string_append (out, BEGIN);
  g_string_append (out, nodes->len > 0 ? nodes->str : EMPTY);
  g_string_append (out, n > 0 ? raw + _marbre_site_get_unit (self, n - 1)->end : END);
  return marbre_string_steal (out);
}
