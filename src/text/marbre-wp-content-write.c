/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing a WordPress post's content over what is there; see marbre-wp-content.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-wp-content-private.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-html.h"
#include "marbre-lexical.h"
#include "marbre-site-block.h"
#include "marbre-wp-carry.h"
#include "marbre-wp-classic.h"
#include "marbre-wp-grammar.h"
#include "marbre-wp-write.h"

static void
append_html_block (GString *out, const char *html)
{
  g_string_append_printf (out, "<!-- wp:html -->\n%s\n<!-- /wp:html -->", html);
}

/* A block of the site that is not there any more, or is another site's. It may have come from
 * anywhere since: so only what a reader would see of it goes, and what is nothing but a name and
 * settings. */
static char *
write_lost (MarbreSiteWriting *self, const MarbreBlock *block)
{
  g_autofree char *text =
      marbre_site_block_parse (self->body->source + block->start, block->end - block->start);
  g_autofree char *name =
      marbre_site_block_dup_name (self->body->source + block->start, block->end - block->start);
  g_autoptr (GArray) pieces = marbre_wp_grammar_split (text);
  g_autofree char *html = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  if (self->body->trusted)
    return g_steal_pointer (&text);
  if (g_str_has_prefix (name, MARBRE_LEXICAL_PREFIX))
    {
      self->n_lost++;
      return g_strdup ("");
    }
  if (pieces->len == 1 && *g_array_index (pieces, MarbreWpPiece, 0).name != '\0' &&
      !g_array_index (pieces, MarbreWpPiece, 0).broken &&
      g_array_index (pieces, MarbreWpPiece, 0).inner_start == strlen (text))
    return g_steal_pointer (&text);
  self->n_lost++;
  html = g_strstrip (marbre_html_sanitize (text, -1));
  if (*html != '\0')
    append_html_block (out, html);
  return marbre_string_steal (g_steal_pointer (&out));
}

/* One block as the site has it: in comments, or plain if the site has no comments. */
static char *
write_block (MarbreSiteContent *self, const MarbreBlock *block, GHashTable *picture_ids)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (self != NULL && !self->has_blocks && *self->raw != '\0')
    return g_strdup (block->html);
  marbre_wp_write_block (out, block->html, picture_ids);
  return marbre_string_steal (g_steal_pointer (&out));
}

char *
_marbre_wp_content_write_fresh (MarbreSiteWriting *self, const MarbreBlock *block)
{
  MarbreSiteContent *site = *self->content->raw != '\0' ? self->content : NULL;

  if (block->kind == MARBRE_BLOCK_SITE)
    return write_lost (self, block);
  return write_block (site, block, self->body->picture_ids);
}

/* A field that stands in the content. */
static void
add_lead (MarbreSiteWriting *self,
          MarbreSiteUnitKind kind,
          const char *class_name,
          const char *text)
{
  const char *before =
      kind == MARBRE_SITE_UNIT_KICKER ? self->content->kicker : self->content->byline;
  guint unit = MARBRE_SITE_NO_UNIT;
  g_autoptr (GString) fresh = g_string_new (NULL);

  for (guint i = 0; i < self->content->units->len && unit == MARBRE_SITE_NO_UNIT; i++)
    if (_marbre_site_get_unit (self, i)->kind == kind)
      unit = i;
  if (*text == '\0')
    return;
  if (self->content->has_blocks || *self->content->raw == '\0')
    marbre_wp_write_lead (fresh, class_name, text);
  else
    {
      g_autofree char *encoded = marbre_encode_html (text);

      g_string_append_printf (fresh, "<p class=\"%s\">%s</p>", class_name, encoded);
    }
  _marbre_site_add_part (self, unit, unit != MARBRE_SITE_NO_UNIT && g_strcmp0 (before, text) == 0,
                         marbre_string_steal (g_steal_pointer (&fresh)));
}

static void
append_blanks (MarbreSiteWriting *self, GString *out, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    {
      const MarbreSiteUnit *unit = _marbre_site_get_unit (self, i);

      g_string_append_len (out, self->content->raw + unit->start,
                           (gssize) (unit->end - unit->start));
    }
}

static void
append_gap (MarbreSiteWriting *self, GString *out, guint before, guint after)
{
  if (_marbre_site_are_neighbours (self, before, after))
    append_blanks (self, out, before + 1, after);
  else
    g_string_append (out, "\n\n");
}

/* What stands before the first unit that is seen, or behind the last. */
static void
append_edge (MarbreSiteWriting *self, GString *out, guint unit, gboolean start)
{
  const guint n = self->content->units->len;
  const guint from = start ? 0 : unit + 1;
  const guint to = start ? unit : n;

  if (_marbre_site_is_edge (self, unit, start))
    append_blanks (self, out, from, to);
}

static void
append_part (MarbreSiteWriting *self,
             GString *out,
             const MarbreSitePart *part,
             MarbreWpCarrier *carrier)
{
  if (part->kept)
    append_blanks (self, out, part->unit, part->unit + 1);
  else if (carrier == NULL)
    g_string_append (out, part->fresh);
  else
    {
      g_autofree char *raw =
          part->unit != MARBRE_SITE_NO_UNIT
              ? _marbre_site_dup_raw (self, _marbre_site_get_unit (self, part->unit))
              : NULL;

      marbre_wp_carrier_write (carrier, out, raw, part->fresh);
    }
}

static char *
dup_block_name (const char *markup)
{
  g_autoptr (GArray) pieces = marbre_wp_grammar_split (markup);

  return g_strdup (pieces->len > 0 ? g_array_index (pieces, MarbreWpPiece, 0).name : "");
}

/* A picture's words are few; it is the same one if its address is. */
gboolean
_marbre_wp_content_is_rewritten (MarbreSiteWriting *self,
                                 const MarbreSiteUnit *unit,
                                 const char *fresh)
{
  g_autofree char *raw = NULL;
  g_autofree char *name = NULL;

  if (g_str_equal (unit->name, "core/embed") || g_str_equal (unit->name, "core/html"))
    return FALSE;
  name = dup_block_name (fresh);
  if (!g_str_equal (name, unit->name))
    return FALSE;
  raw = _marbre_site_dup_raw (self, unit);
  if (g_str_equal (name, "core/image"))
    {
      const char *src = strstr (fresh, "src=\"");
      g_autofree char *needle = src ? g_strndup (src, strcspn (src + 5, "\"") + 6) : NULL;

      return needle != NULL && strstr (raw, needle) != NULL;
    }
  return _marbre_site_is_alike (raw, fresh);
}

char *
_marbre_wp_content_join (MarbreSiteWriting *self)
{
  g_autoptr (MarbreWpCarrier) carrier =
      *self->content->raw != '\0' ? marbre_wp_carrier_new (self->content->raw) : NULL;
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->parts->len; i++)
    {
      const MarbreSitePart *part = &g_array_index (self->parts, MarbreSitePart, i);

      if (i == 0)
        append_edge (self, out, part->unit, TRUE);
      else
        append_gap (self, out, g_array_index (self->parts, MarbreSitePart, i - 1).unit, part->unit);
      append_part (self, out, part, carrier);
    }
  if (self->parts->len > 0)
    append_edge (self, out, g_array_index (self->parts, MarbreSitePart, self->parts->len - 1).unit,
                 FALSE);
  return marbre_string_steal (out);
}

void
_marbre_wp_content_add_leads (MarbreSiteWriting *self)
{
  add_lead (self, MARBRE_SITE_UNIT_KICKER, "kicker", self->body->kicker);
  add_lead (self, MARBRE_SITE_UNIT_BYLINE, "byline", self->body->byline);
}
