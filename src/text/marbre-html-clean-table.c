/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of foreign HTML made plain: as many cells in each row as there are columns, a line in each
 * cell. A table of one column holds something up on a page; it is looked through.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-html-clean-private.h"
#include "marbre-html-tree.h"

#define MAX_COLUMNS 100
#define MAX_ROWS    5000

static guint
get_span (const GumboNode *cell, const char *name, guint max)
{
  return (guint) CLAMP (marbre_html_node_get_number (cell, name, 1), 1, (int) max);
}

static gboolean
is_cell (const GumboNode *node)
{
  return marbre_html_node_is (node, GUMBO_TAG_TD) || marbre_html_node_is (node, GUMBO_TAG_TH);
}

/* Rows of this table, and not of one in a cell. */
static void
collect_rows (const GumboNode *node, GPtrArray *rows)
{
  for (guint i = 0; i < marbre_html_node_get_n_children (node); i++)
    {
      const GumboNode *child = marbre_html_node_get_child (node, i);

      if (rows->len >= MAX_ROWS)
        return;
      if (marbre_html_node_is (child, GUMBO_TAG_TR))
        g_ptr_array_add (rows, (gpointer) child);
      else if (marbre_html_node_is (child, GUMBO_TAG_TBODY) ||
               marbre_html_node_is (child, GUMBO_TAG_THEAD) ||
               marbre_html_node_is (child, GUMBO_TAG_TFOOT))
        collect_rows (child, rows);
    }
}

static guint
count_columns (const GumboNode *row)
{
  guint n = 0;

  for (guint i = 0; i < marbre_html_node_get_n_children (row); i++)
    {
      const GumboNode *cell = marbre_html_node_get_child (row, i);

      if (is_cell (cell))
        n += get_span (cell, "colspan", MAX_COLUMNS);
    }
  return MIN (n, MAX_COLUMNS);
}

/* Programs align the cell, or the paragraph in it. */
static const char *
find_align (const GumboNode *cell)
{
  const GumboNode *paragraph = marbre_html_node_find (cell, GUMBO_TAG_P);
  const GumboNode *places[] = { cell, paragraph };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const char *align = places[i] ? marbre_html_node_get_attribute (places[i], "align") : NULL;
      MarbreHtmlStyle style;

      if (align != NULL && g_ascii_strcasecmp (align, "right") == 0)
        return "right";
      if (align != NULL && g_ascii_strcasecmp (align, "center") == 0)
        return "center";
      if (places[i] == NULL)
        continue;
      marbre_html_style_read (marbre_html_node_get_attribute (places[i], "style"), &style);
      if (style.align != NULL)
        return style.align;
    }
  return NULL;
}

static void
write_cell (MarbreClean *self, const GumboNode *cell, const MarbreCleanInk *ink)
{
  const char *align = find_align (cell);
  MarbreCleanPlace before = self->place;

  g_string_append (self->out, "<td");
  if (align != NULL)
    g_string_append_printf (self->out, " align=\"%s\"", align);
  g_string_append_c (self->out, '>');
  self->place = MARBRE_CLEAN_CELL;
  _marbre_clean_children (self, cell, ink);
  _marbre_clean_flush (self);
  self->place = before;
  g_string_append (self->out, "</td>");
}

/* @rest: per column, for how many rows more a cell from above takes it */
static void
write_row (MarbreClean *self, const GumboNode *row, guint *rest, const MarbreCleanInk *ink)
{
  guint column = 0;

  g_string_append (self->out, "<tr>");
  for (guint i = 0; i < marbre_html_node_get_n_children (row); i++)
    {
      const GumboNode *cell = marbre_html_node_get_child (row, i);
      guint n_columns, n_rows;

      if (!is_cell (cell))
        continue;
      for (; column < MAX_COLUMNS && rest[column] > 0; column++)
        {
          rest[column]--;
          g_string_append (self->out, "<td></td>");
        }
      n_columns = get_span (cell, "colspan", MAX_COLUMNS);
      n_rows = get_span (cell, "rowspan", MAX_ROWS);
      for (guint j = 0; j < n_columns && column < MAX_COLUMNS; j++, column++)
        {
          rest[column] = n_rows - 1;
          if (j == 0)
            write_cell (self, cell, ink);
          else
            g_string_append (self->out, "<td></td>");
        }
    }
  for (; column < MAX_COLUMNS; column++)
    if (rest[column] > 0)
      rest[column]--;
  g_string_append (self->out, "</tr>\n");
}

static void
look_through (MarbreClean *self, GPtrArray *rows, const MarbreCleanInk *ink)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const GumboNode *row = g_ptr_array_index (rows, i);

      for (guint j = 0; j < marbre_html_node_get_n_children (row); j++)
        {
          const GumboNode *cell = marbre_html_node_get_child (row, j);

          if (!is_cell (cell))
            continue;
          _marbre_clean_children (self, cell, ink);
          _marbre_clean_flush (self);
        }
    }
}

void
_marbre_clean_table (MarbreClean *self, const GumboNode *table, const MarbreCleanInk *ink)
{
  const GumboNode *caption = marbre_html_node_find (table, GUMBO_TAG_CAPTION);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  guint rest[MAX_COLUMNS] = { 0 };
  guint n_columns = 0;

  _marbre_clean_flush (self);
  if (!self->in_list)
    _marbre_clean_end_lists (self);
  collect_rows (table, rows);
  for (guint i = 0; i < rows->len; i++)
    n_columns = MAX (n_columns, count_columns (g_ptr_array_index (rows, i)));
  if (caption != NULL && caption->parent == table)
    {
      _marbre_clean_children (self, caption, ink);
      _marbre_clean_flush (self);
    }
  if (n_columns <= 1)
    {
      look_through (self, rows, ink);
      return;
    }
  g_string_append (self->out, "<table>\n");
  for (guint i = 0; i < rows->len; i++)
    write_row (self, g_ptr_array_index (rows, i), rest, ink);
  g_string_append (self->out, "</table>\n");
  self->pasted->rich = TRUE;
}
