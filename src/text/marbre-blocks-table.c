/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of the body as HTML; see marbre-blocks-table.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-table.h"

#include <cmark-gfm-core-extensions.h>

/* cmark keeps the types of its extensions to itself; their names are public. */
static gboolean
is_named (cmark_node *node, const char *name)
{
  return g_str_equal (cmark_node_get_type_string (node), name);
}

static void
enter_cell (MarbreBlocksTable *self, cmark_node *node)
{
  cmark_node *row = cmark_node_parent (node);
  cmark_node *table = cmark_node_parent (row);
  uint8_t *alignments = cmark_gfm_extensions_get_table_alignments (table);
  uint8_t alignment = 0;

  if (alignments != NULL && self->column < cmark_gfm_extensions_get_table_columns (table))
    alignment = alignments[self->column];
  self->column++;

  g_string_append (self->html, cmark_gfm_extensions_get_table_row_is_header (row) ? "<th" : "<td");
  /* Not a class: a site whose styles are not ours must align the figures, too. */
  if (alignment == 'l')
    g_string_append (self->html, " align=\"left\"");
  else if (alignment == 'c')
    g_string_append (self->html, " align=\"center\"");
  else if (alignment == 'r')
    g_string_append (self->html, " align=\"right\"");
  g_string_append_c (self->html, '>');
}

static void
enter_row (MarbreBlocksTable *self, cmark_node *row)
{
  cmark_node *previous = cmark_node_previous (row);

  if (cmark_gfm_extensions_get_table_row_is_header (row))
    g_string_append (self->html, "<thead>");
  else if (previous == NULL || cmark_gfm_extensions_get_table_row_is_header (previous))
    g_string_append (self->html, "<tbody>");
  g_string_append (self->html, "<tr>");
  self->column = 0;
}

static void
exit_row (MarbreBlocksTable *self, cmark_node *row)
{
  g_string_append (self->html, "</tr>");
  if (cmark_gfm_extensions_get_table_row_is_header (row))
    g_string_append (self->html, "</thead>");
  else if (cmark_node_next (row) == NULL)
    g_string_append (self->html, "</tbody>");
  g_string_append_c (self->text, '\n');
}

static void
render_cell (MarbreBlocksTable *self, cmark_node *node, gboolean enter)
{
  gboolean header = cmark_gfm_extensions_get_table_row_is_header (cmark_node_parent (node));

  if (enter)
    {
      enter_cell (self, node);
      return;
    }
  g_string_append (self->html, header ? "</th>" : "</td>");
  g_string_append_c (self->text, ' ');
}

/**
 * marbre_blocks_table_render:
 * @node: a node
 * @enter: whether the walk comes to it or leaves it
 *
 * Writes the tags of a table, a row or a cell; nothing for other nodes.
 */
void
marbre_blocks_table_render (MarbreBlocksTable *self, cmark_node *node, gboolean enter)
{
  if (is_named (node, "table"))
    g_string_append (self->html, enter ? "<table>" : "</table>");
  else if (is_named (node, "table_header") || is_named (node, "table_row"))
    (enter ? enter_row : exit_row) (self, node);
  else if (is_named (node, "table_cell"))
    render_cell (self, node, enter);
}

/**
 * marbre_blocks_table_is:
 *
 * Returns: %TRUE if @node is a table
 */
gboolean
marbre_blocks_table_is (cmark_node *node)
{
  return is_named (node, "table");
}
