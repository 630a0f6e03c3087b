/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A region's parts: its blocks in order, where the text between them is cut, and which notes to the
 * desk are in each. Not what blocks look like (-render.c). One thread at a time.
 *
 * A part begins where cmark, whatever stands above, has nothing open that could go on: behind a
 * blank line, at a line that is not indented, outside of fenced code and of HTML that blank lines
 * do not end, and not at an item below a list. There all containers close, so what follows is
 * parsed as if it were the beginning of a body.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-region-private.h"

#include <string.h>

#include "marbre-blocks-critic.h"

/**
 * marbre_region_may_begin:
 * @line: (array length=length): a line below a blank one, maybe with what follows it
 * @length: bytes of @line
 * @follows_list: whether the block above may be a list
 *
 * Returns: whether @line begins something of its own, provided that no code or HTML is open
 */
gboolean
marbre_region_may_begin (const char *line, gsize length, gboolean follows_list)
{
  if (length == 0 || strchr (" \t\r\n", *line) != NULL)
    return FALSE;
  if (length >= strlen (MARBRE_BYTE_ORDER_MARK) &&
      memcmp (line, MARBRE_BYTE_ORDER_MARK, strlen (MARBRE_BYTE_ORDER_MARK)) == 0)
    return FALSE;
  return !follows_list || !(g_ascii_isdigit (*line) || strchr ("-+*", *line) != NULL);
}

/* The line, from 0, up to which lines may be inside of @node although they are not indented. */
static guint
find_covered (cmark_node *node)
{
  int length, offset;
  char sign;
  guint end = (guint) MAX (cmark_node_get_end_line (node), 0);

  if (cmark_node_get_type (node) == CMARK_NODE_HTML_BLOCK)
    return end; /* cmark is one line short where the HTML has an end of its own */
  if (cmark_node_get_type (node) == CMARK_NODE_CODE_BLOCK &&
      cmark_node_get_fenced (node, &length, &offset, &sign) && end > 0)
    return end - 1;
  return 0;
}

void
_marbre_region_collect_items (MarbreRegion *self)
{
  cmark_node *node = cmark_node_first_child (marbre_source_get_root (self->source));

  g_array_set_size (self->items, 0);
  for (; node != NULL && cmark_node_get_type (node) != CMARK_NODE_FOOTNOTE_DEFINITION &&
         !_marbre_region_is_in_tail (self, node);
       node = cmark_node_next (node))
    {
      MarbreRegionItem item = {
        .node = node,
        .span = marbre_source_find_span (self->source, node),
        .covered = find_covered (node),
      };

      g_array_append_val (self->items, item);
      /* It ends in the tail, so all others are there; a paragraph may have no line that tells. */
      if (cmark_node_get_end_line (node) > (int) self->n_begun)
        break;
    }
}

/* Whether the last block goes on into the tail. */
gboolean
_marbre_region_find_open (MarbreRegion *self)
{
  MarbreRegionItem *last;
  guint end;

  if (self->items->len == 0)
    return FALSE;
  last = &g_array_index (self->items, MarbreRegionItem, self->items->len - 1);
  end = (guint) MAX (cmark_node_get_end_line (last->node), 0);
  return last->covered > 0 && end > self->n_begun;
}

static void
add_part (MarbreRegion *self, guint first, guint end, gboolean ends_in_list)
{
  gsize from = marbre_source_get_line_start (self->source, first);
  gsize to = end < self->n_lines ? marbre_source_get_line_start (self->source, end) : self->length;
  MarbrePart *part = marbre_part_new (self->text + from, to - from, end - first);

  part->ends_in_list = ends_in_list;
  g_ptr_array_add (self->parts, part);
  g_array_append_val (self->starts, first);
}

void
_marbre_region_cut (MarbreRegion *self)
{
  gboolean list = self->follows_list;
  guint covered = 0;
  guint first = 0;
  guint next = 0; /* of the items */

  for (guint line = 1; line < self->n_lines; line++)
    {
      gsize start = marbre_source_get_line_start (self->source, line);

      for (; next < self->items->len; next++)
        {
          MarbreRegionItem *item = &g_array_index (self->items, MarbreRegionItem, next);

          if (item->span.first >= line)
            break;
          item->part = self->parts->len;
          list = cmark_node_get_type (item->node) == CMARK_NODE_LIST;
          covered = item->covered;
        }
      if ((covered > 0 && line <= covered) ||
          !marbre_region_may_begin (self->text + start, self->length - start, list) ||
          !marbre_source_is_blank (self->source, line - 1))
        continue;
      add_part (self, first, line, list);
      first = line;
    }
  for (; next < self->items->len; next++)
    {
      MarbreRegionItem *item = &g_array_index (self->items, MarbreRegionItem, next);

      item->part = self->parts->len;
      list = cmark_node_get_type (item->node) == CMARK_NODE_LIST;
    }
  add_part (self, first, self->n_lines, list);
}

static gboolean
holds_no_blocks (cmark_node *node)
{
  if ((cmark_node_get_type (node) & CMARK_NODE_TYPE_MASK) != CMARK_NODE_TYPE_BLOCK)
    return FALSE;
  switch ((int) cmark_node_get_type (node))
    {
    case CMARK_NODE_DOCUMENT:
    case CMARK_NODE_BLOCK_QUOTE:
    case CMARK_NODE_LIST:
    case CMARK_NODE_ITEM:
    case CMARK_NODE_FOOTNOTE_DEFINITION:
      return FALSE;
    default:
      return TRUE;
    }
}

/* Lines in which signs of notes are code. Code that ends with the list around it ends too late for
 * cmark; what comes behind knows better. */
static GByteArray *
find_code_lines (MarbreRegion *self)
{
  GByteArray *lines = g_byte_array_sized_new (self->n_begun + 1);
  cmark_iter *iter = cmark_iter_new (marbre_source_get_root (self->source));
  cmark_event_type event;

  g_byte_array_set_size (lines, self->n_begun + 1);
  memset (lines->data, 0, lines->len);
  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      cmark_node_type type = cmark_node_get_type (node);
      guint end = MIN ((guint) MAX (cmark_node_get_end_line (node), 0), self->n_begun);

      if (event == CMARK_EVENT_ENTER && holds_no_blocks (node))
        for (guint line = (guint) MAX (cmark_node_get_start_line (node), 1); line <= end; line++)
          lines->data[line - 1] = type == CMARK_NODE_CODE_BLOCK;
    }
  cmark_iter_free (iter);
  return lines;
}

void
_marbre_region_collect_critics (MarbreRegion *self)
{
  g_autoptr (GByteArray) code = find_code_lines (self);

  for (guint i = 0; i < self->parts->len; i++)
    {
      MarbrePart *part = g_ptr_array_index (self->parts, i);
      g_autoptr (GArray) marks = marbre_critic_scan (part->source, part->length);
      guint line = g_array_index (self->starts, guint, i);
      gsize start = marbre_source_get_line_start (self->source, line);

      for (guint j = 0; marks != NULL && j < marks->len; j++)
        {
          MarbreCriticMark *mark = &g_array_index (marks, MarbreCriticMark, j);

          while (line + 1 < self->n_begun &&
                 marbre_source_get_line_start (self->source, line + 1) <= start + mark->start)
            line++;
          if (code->data[line])
            continue;
          if (part->critics == NULL)
            part->critics = g_array_new (FALSE, FALSE, sizeof (MarbreCriticMark));
          g_array_append_val (part->critics, *mark);
        }
    }
}
