/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing an article over what is at its site; see marbre-site-content.h.
 *
 * Both are lists of blocks. A block of ours whose HTML is that of a unit at the site is that unit,
 * and its bytes stay, with the white space around it where its neighbours stay too. What is left is
 * written anew; where it stands between the same neighbours as a unit that went, and says much the
 * same, it is that unit rewritten, and keeps its settings.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-site-content-private.h"

#include "marbre-compat.h"

static void
part_clear (gpointer data)
{
  MarbreSitePart *part = data;

  g_free (part->fresh);
}

static void
writing_clear (MarbreSiteWriting *self)
{
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->used, g_free);
  g_clear_pointer (&self->parts, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MarbreSiteWriting, writing_clear)

void
_marbre_site_add_part (MarbreSiteWriting *self, guint unit, gboolean kept, char *fresh)
{
  MarbreSitePart part = { .unit = unit, .kept = kept, .fresh = fresh };

  if (unit != MARBRE_SITE_NO_UNIT)
    self->used[unit] = TRUE;
  g_array_append_val (self->parts, part);
}

static void
add_body (MarbreSiteWriting *self)
{
  guint last = MARBRE_SITE_NO_UNIT;

  for (guint i = 0; i < self->keys->len;)
    {
      const MarbreBlock *block = g_ptr_array_index (self->body->blocks, i);
      guint unit = _marbre_site_find_unit (self, i, last);
      g_autofree char *fresh =
          unit == MARBRE_SITE_NO_UNIT ? self->content->dialect->write_fresh (self, block) : NULL;

      if (unit != MARBRE_SITE_NO_UNIT)
        {
          _marbre_site_add_part (self, unit, TRUE, NULL);
          i += _marbre_site_get_unit (self, unit)->n_blocks;
          last = unit;
          continue;
        }
      if (*fresh != '\0')
        _marbre_site_add_part (self, MARBRE_SITE_NO_UNIT, FALSE, g_steal_pointer (&fresh));
      i++;
    }
}

/* Whether readers see nothing between the units @from and @to, which follow each other. */
gboolean
_marbre_site_are_neighbours (MarbreSiteWriting *self, guint from, guint to)
{
  if (from == MARBRE_SITE_NO_UNIT || to == MARBRE_SITE_NO_UNIT || from >= to)
    return FALSE;
  for (guint i = from + 1; i < to; i++)
    if (_marbre_site_get_unit (self, i)->kind != MARBRE_SITE_UNIT_BLANK)
      return FALSE;
  return TRUE;
}

/* Whether nothing that readers see stands before @unit (@start), or behind it. */
gboolean
_marbre_site_is_edge (MarbreSiteWriting *self, guint unit, gboolean start)
{
  const guint from = start ? 0 : unit + 1;
  const guint to = start ? unit : self->content->units->len;

  if (unit == MARBRE_SITE_NO_UNIT)
    return FALSE;
  for (guint i = from; i < to; i++)
    if (_marbre_site_get_unit (self, i)->kind != MARBRE_SITE_UNIT_BLANK)
      return FALSE;
  return TRUE;
}

/**
 * marbre_site_content_write:
 * @self: what is at the site; of "" for an article that is new
 * @body: what it is to say
 * @n_lost: (out) (optional): blocks of a site that are not at this one and do not go as they are
 *
 * Returns: (transfer full): the content to send
 */
char *
marbre_site_content_write (MarbreSiteContent *self, const MarbreSiteBody *body, guint *n_lost)
{
  g_auto (MarbreSiteWriting) writing = { .content = self, .body = body };

  /* Labels and credits are in the story's language. */
  _marbre_site_content_parse (self, body->language);
  writing.parts = g_array_new (FALSE, FALSE, sizeof (MarbreSitePart));
  g_array_set_clear_func (writing.parts, part_clear);
  writing.used = g_new0 (gboolean, MAX (self->units->len, 1));
  writing.keys = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < body->blocks->len; i++)
    g_ptr_array_add (writing.keys,
                     _marbre_site_make_key (g_ptr_array_index (body->blocks, i), body->source));
  _marbre_site_index_units (&writing);
  self->dialect->add_leads (&writing);
  add_body (&writing);
  _marbre_site_find_rewritten (&writing);
  if (n_lost != NULL)
    *n_lost = writing.n_lost;
  return self->dialect->join (&writing);
}

/**
 * marbre_site_content_dup_gist:
 *
 * Returns: (transfer full): a text that is the same for contents whose bodies say the same, however
 *   their bytes differ
 */
char *
marbre_site_content_dup_gist (MarbreSiteContent *self)
{
  GString *gist = g_string_new (NULL);

  _marbre_site_content_parse (self, NULL);
  for (guint i = 0; i < marbre_blocks_get_length (self->blocks); i++)
    {
      g_autofree char *key =
          _marbre_site_make_key (marbre_blocks_get (self->blocks, i), self->markdown);

      g_string_append_printf (gist, "%s\n", key);
    }
  return marbre_string_steal (gist);
}
