/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checks of pictures and links; see marbre-checks.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-blocks-house.h"
#include "marbre-checks-private.h"
#include "marbre-prose.h"

static MarbreCheck *
add_missing_alt (MarbreChecks *self, gsize start, gsize length)
{
  return marbre_checks_add (self, "alt-missing", MARBRE_SEVERITY_WARNING, MARBRE_FIELD_BODY,
                            start, length,
                            g_strdup (_ ("A picture has no alternative text. Describe it for "
                                         "readers who do not see it.")));
}

static MarbreCheck *
add_missing_caption (MarbreChecks *self, gsize start, gsize length)
{
  return marbre_checks_add (self, "caption-missing", MARBRE_SEVERITY_INFO, MARBRE_FIELD_BODY,
                            start, length,
                            g_strdup (_ ("A picture has no caption. Say who, where and when.")));
}

static MarbreCheck *
add_missing_credit (MarbreChecks *self, gsize start, gsize length)
{
  return marbre_checks_add (self, "credit-missing", MARBRE_SEVERITY_WARNING, MARBRE_FIELD_BODY,
                            start, length,
                            g_strdup (_ ("A picture has no credit. Name the photographer or the "
                                         "agency.")));
}

static void
on_lead (MarbreCheck *check)
{
  if (check != NULL)
    check->place = MARBRE_CHECK_PLACE_LEAD;
}

static void
check_lead_image (MarbreChecks *self)
{
  MarbreMedia *media = marbre_story_get_lead_image (self->read);

  if (media == NULL)
    return;
  if (*marbre_media_get_alt (media) == '\0')
    on_lead (add_missing_alt (self, 0, 0));
  if (*marbre_media_get_caption (media) == '\0')
    on_lead (add_missing_caption (self, 0, 0));
  if (*marbre_media_get_credit (media) == '\0')
    on_lead (add_missing_credit (self, 0, 0));
}

static void
take_title_cb (GArray *cells, gpointer data)
{
  const MarbreCell *first = &g_array_index (cells, MarbreCell, 0);
  const MarbreCell *last = &g_array_index (cells, MarbreCell, cells->len - 1);
  gsize *range = data;

  range[0] = first->start;
  range[1] = last->start + last->length;
}

/* A figure is a picture alone in its paragraph; its caption and credit are its title. */
static void
check_figure (MarbreChecks *self, const MarbreBlock *block)
{
  gsize length = block->end - block->start;
  const char *source = self->body + block->start;
  g_autofree char *title = NULL;
  g_autofree char *caption = NULL;
  g_autofree char *credit = NULL;
  gsize range[2] = { 0, 0 };

  marbre_prose_foreach (source, length, MARBRE_PROSE_TITLES, take_title_cb, range);
  title = g_strndup (source + range[0], range[1] - range[0]);
  marbre_blocks_house_split_caption (title, &caption, &credit);
  if (*caption == '\0')
    add_missing_caption (self, block->start, length);
  if (*credit == '\0')
    add_missing_credit (self, block->start, length);
}

/* Finds @part in a run of markup and reports where it is. */
static gboolean
find_part (MarbreChecks *self, const MarbreCell *cell, const char *part, gsize *start)
{
  const char *at = g_strstr_len (self->body + cell->start, (gssize) cell->length, part);

  if (at != NULL)
    *start = (gsize) (at - self->body);
  return at != NULL;
}

/* "![](picture)" has no text to read out, "[](target)" nothing to click, "[text]()" no target. All
 * of it but the text is markup in one piece. */
static void
check_links_cb (GArray *cells, gpointer data)
{
  MarbreChecks *self = data;
  const char *message = _ ("A link is empty. Give it a text and an address, or delete it.");

  for (guint i = 0; i < cells->len; i++)
    {
      const MarbreCell *cell = &g_array_index (cells, MarbreCell, i);
      gsize start;

      if (cell->kind != MARBRE_CELL_MARKUP)
        continue;
      if (find_part (self, cell, "![](", &start))
        add_missing_alt (self, start, 4);
      else if (find_part (self, cell, "[](", &start) || find_part (self, cell, "]()", &start))
        marbre_checks_add (self, "link-empty", MARBRE_SEVERITY_WARNING, MARBRE_FIELD_BODY, start, 3,
                           g_strdup (message));
    }
}

/**
 * marbre_checks_run_media:
 * @self: the findings so far
 * @blocks: the story's body
 *
 * Adds what is wrong with pictures and links.
 */
void
marbre_checks_run_media (MarbreChecks *self, MarbreBlocks *blocks)
{
  check_lead_image (self);
  for (guint i = 0; i < marbre_blocks_get_length (blocks); i++)
    {
      const MarbreBlock *block = marbre_blocks_get (blocks, i);

      if (block->kind == MARBRE_BLOCK_FIGURE)
        check_figure (self, block);
    }
  marbre_prose_foreach (self->body, strlen (self->body), MARBRE_PROSE_BODY, check_links_cb, self);
}
