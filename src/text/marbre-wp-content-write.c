/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing a WordPress post's content over what is there; see marbre-wp-content.h.
 *
 * Both are lists of blocks. A block of ours whose HTML is that of a unit at the site is that unit,
 * and its bytes stay, with the white space around it where its neighbours stay too. What is left is
 * written anew; where it stands between the same neighbours as a unit that went, and says much the
 * same, it is that unit rewritten, and keeps its settings.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-wp-content-private.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-html.h"
#include "marbre-site-block.h"
#include "marbre-wp-carry.h"
#include "marbre-wp-classic.h"
#include "marbre-wp-grammar.h"
#include "marbre-wp-write.h"

static void
part_clear (gpointer data)
{
  MarbreWpPart *part = data;

  g_free (part->fresh);
}

static void
writing_clear (MarbreWpWriting *self)
{
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->used, g_free);
  g_clear_pointer (&self->parts, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MarbreWpWriting, writing_clear)

static void
append_html_block (GString *out, const char *html)
{
  g_string_append_printf (out, "<!-- wp:html -->\n%s\n<!-- /wp:html -->", html);
}

/* A block of the site that is not there any more, or is another site's. It may have come from
 * anywhere since: so only what a reader would see of it goes, and what is nothing but a name and
 * settings. */
static char *
write_lost (MarbreWpWriting *self, const MarbreBlock *block)
{
  g_autofree char *text =
      marbre_site_block_parse (self->body->source + block->start, block->end - block->start);
  g_autoptr (GArray) pieces = marbre_wp_grammar_split (text);
  g_autofree char *html = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  if (self->body->trusted)
    return g_steal_pointer (&text);
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

static char *
write_fresh (MarbreWpWriting *self, const MarbreBlock *block)
{
  MarbreWpContent *site = *self->content->raw != '\0' ? self->content : NULL;

  if (block->kind == MARBRE_BLOCK_SITE)
    return write_lost (self, block);
  return _marbre_wp_unit_write (site, block, self->body->picture_ids);
}

static void
add_part (MarbreWpWriting *self, guint unit, gboolean kept, char *fresh)
{
  MarbreWpPart part = { .unit = unit, .kept = kept, .fresh = fresh };

  if (unit != MARBRE_WP_NO_UNIT)
    self->used[unit] = TRUE;
  g_array_append_val (self->parts, part);
}

/* A field that stands in the content. */
static void
add_lead (MarbreWpWriting *self, MarbreWpUnitKind kind, const char *class_name, const char *text)
{
  const char *before =
      kind == MARBRE_WP_UNIT_KICKER ? self->content->kicker : self->content->byline;
  guint unit = MARBRE_WP_NO_UNIT;
  g_autoptr (GString) fresh = g_string_new (NULL);

  for (guint i = 0; i < self->content->units->len && unit == MARBRE_WP_NO_UNIT; i++)
    if (_marbre_wp_get_unit (self, i)->kind == kind)
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
  add_part (self, unit, unit != MARBRE_WP_NO_UNIT && g_strcmp0 (before, text) == 0,
            marbre_string_steal (g_steal_pointer (&fresh)));
}

static void
add_body (MarbreWpWriting *self)
{
  guint last = MARBRE_WP_NO_UNIT;

  for (guint i = 0; i < self->keys->len;)
    {
      const MarbreBlock *block = g_ptr_array_index (self->body->blocks, i);
      guint unit = _marbre_wp_find_unit (self, i, last);
      g_autofree char *fresh = unit == MARBRE_WP_NO_UNIT ? write_fresh (self, block) : NULL;

      if (unit != MARBRE_WP_NO_UNIT)
        {
          add_part (self, unit, TRUE, NULL);
          i += _marbre_wp_get_unit (self, unit)->n_blocks;
          last = unit;
          continue;
        }
      if (*fresh != '\0')
        add_part (self, MARBRE_WP_NO_UNIT, FALSE, g_steal_pointer (&fresh));
      i++;
    }
}

/* Whether readers see nothing between the units @from and @to, which follow each other. */
static gboolean
are_neighbours (MarbreWpWriting *self, guint from, guint to)
{
  if (from == MARBRE_WP_NO_UNIT || to == MARBRE_WP_NO_UNIT || from >= to)
    return FALSE;
  for (guint i = from + 1; i < to; i++)
    if (_marbre_wp_get_unit (self, i)->kind != MARBRE_WP_UNIT_BLANK)
      return FALSE;
  return TRUE;
}

static void
append_blanks (MarbreWpWriting *self, GString *out, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    {
      const MarbreWpUnit *unit = _marbre_wp_get_unit (self, i);

      g_string_append_len (out, self->content->raw + unit->start,
                           (gssize) (unit->end - unit->start));
    }
}

static void
append_gap (MarbreWpWriting *self, GString *out, guint before, guint after)
{
  if (are_neighbours (self, before, after))
    append_blanks (self, out, before + 1, after);
  else
    g_string_append (out, "\n\n");
}

/* What stands before the first unit that is seen, or behind the last. */
static void
append_edge (MarbreWpWriting *self, GString *out, guint unit, gboolean start)
{
  const guint n = self->content->units->len;
  const guint from = start ? 0 : unit + 1;
  const guint to = start ? unit : n;

  if (unit == MARBRE_WP_NO_UNIT)
    return;
  for (guint i = from; i < to; i++)
    if (_marbre_wp_get_unit (self, i)->kind != MARBRE_WP_UNIT_BLANK)
      return;
  append_blanks (self, out, from, to);
}

static void
append_part (MarbreWpWriting *self,
             GString *out,
             const MarbreWpPart *part,
             MarbreWpCarrier *carrier)
{
  if (part->kept)
    append_blanks (self, out, part->unit, part->unit + 1);
  else if (carrier == NULL)
    g_string_append (out, part->fresh);
  else
    {
      g_autofree char *raw = part->unit != MARBRE_WP_NO_UNIT
                                 ? _marbre_wp_dup_raw (self, _marbre_wp_get_unit (self, part->unit))
                                 : NULL;

      marbre_wp_carrier_write (carrier, out, raw, part->fresh);
    }
}

static char *
join_parts (MarbreWpWriting *self)
{
  g_autoptr (MarbreWpCarrier) carrier =
      *self->content->raw != '\0' ? marbre_wp_carrier_new (self->content->raw) : NULL;
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->parts->len; i++)
    {
      const MarbreWpPart *part = &g_array_index (self->parts, MarbreWpPart, i);

      if (i == 0)
        append_edge (self, out, part->unit, TRUE);
      else
        append_gap (self, out, g_array_index (self->parts, MarbreWpPart, i - 1).unit, part->unit);
      append_part (self, out, part, carrier);
    }
  if (self->parts->len > 0)
    append_edge (self, out, g_array_index (self->parts, MarbreWpPart, self->parts->len - 1).unit,
                 FALSE);
  return marbre_string_steal (out);
}

/**
 * marbre_wp_content_write:
 * @self: what is at the site; of "" for a post that is new
 * @body: what it is to say
 * @n_lost: (out) (optional): blocks of a site that are not at this one and go as plain HTML
 *
 * Returns: (transfer full): the content to send
 */
char *
marbre_wp_content_write (MarbreWpContent *self, const MarbreWpBody *body, guint *n_lost)
{
  g_auto (MarbreWpWriting) writing = { .content = self, .body = body };

  /* Labels and credits are in the story's language. */
  _marbre_wp_content_parse (self, body->language);
  writing.parts = g_array_new (FALSE, FALSE, sizeof (MarbreWpPart));
  g_array_set_clear_func (writing.parts, part_clear);
  writing.used = g_new0 (gboolean, MAX (self->units->len, 1));
  writing.keys = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < body->blocks->len; i++)
    g_ptr_array_add (writing.keys,
                     _marbre_wp_make_key (g_ptr_array_index (body->blocks, i), body->source));
  _marbre_wp_index_units (&writing);
  add_lead (&writing, MARBRE_WP_UNIT_KICKER, "kicker", body->kicker);
  add_lead (&writing, MARBRE_WP_UNIT_BYLINE, "byline", body->byline);
  add_body (&writing);
  _marbre_wp_find_rewritten (&writing);
  if (n_lost != NULL)
    *n_lost = writing.n_lost;
  return join_parts (&writing);
}

/**
 * marbre_wp_content_dup_gist:
 *
 * Returns: (transfer full): a text that is the same for contents whose bodies say the same, however
 *   their bytes differ
 */
char *
marbre_wp_content_dup_gist (MarbreWpContent *self)
{
  GString *gist = g_string_new (NULL);

  _marbre_wp_content_parse (self, NULL);
  for (guint i = 0; i < marbre_blocks_get_length (self->blocks); i++)
    {
      g_autofree char *key =
          _marbre_wp_make_key (marbre_blocks_get (self->blocks, i), self->markdown);

      g_string_append_printf (gist, "%s\n", key);
    }
  return marbre_string_steal (gist);
}
