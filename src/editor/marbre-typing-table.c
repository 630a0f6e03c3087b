/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables under the keys; see marbre-typing-table.h. A table is read into cells, the caret into a
 * cell and an offset in its text; then the rows are written again, those that differ, and the
 * caret is put back into its cell.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-typing-table.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-typing-lines.h"

#define MIN_WIDTH 3 /* of a column: the shortest divider */

/* Columns are characters from the line's beginning. */
typedef struct
{
  char *text; /* (owned): without the spaces around */
  int start;  /* where the text begins */
  int end;    /* where the cell ends */
} Cell;

typedef struct
{
  char *prefix;  /* (owned): what stands before the row, such as quote marks */
  GArray *cells; /* (owned): of Cell */
} Row;

typedef struct
{
  int first;       /* line of the header; the divider follows */
  GPtrArray *rows; /* (owned): of Row, the divider among them */
  guint columns;
} Table;

static void
cell_clear (gpointer data)
{
  g_free (((Cell *) data)->text);
}

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->prefix);
  g_array_unref (row->cells);
  g_free (row);
}

static void
table_clear (Table *table)
{
  g_clear_pointer (&table->rows, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

static Cell *
get_cell (const Row *row, guint column)
{
  return column < row->cells->len ? &g_array_index (row->cells, Cell, column) : NULL;
}

static const char *
get_text (const Row *row, guint column)
{
  const Cell *cell = get_cell (row, column);

  return cell ? cell->text : "";
}

/* Adds the cell from @start to @end, whose first column is @at. */
static void
add_cell (Row *row, const char *start, const char *end, int at)
{
  Cell cell = { .end = at + (int) g_utf8_pointer_to_offset (start, end) };
  const char *text = start;

  while (text < end && (*text == ' ' || *text == '\t'))
    text++;
  cell.text = g_strchomp (g_strndup (text, (gsize) (end - text)));
  /* The space behind an empty cell's bar is not its end. */
  if (*cell.text == '\0')
    text = MIN (start + 1, end);
  cell.start = at + (int) g_utf8_pointer_to_offset (start, text);
  g_array_append_val (row->cells, cell);
}

static Row *
read_row (const char *text)
{
  Row *row = g_new0 (Row, 1);
  MarbreLine line;
  const char *start;
  const char *p;
  int at;

  marbre_line_read (text, &line);
  row->prefix = g_strndup (text, (gsize) line.marker);
  row->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_clear_func (row->cells, cell_clear);
  at = line.marker + (text[line.marker] == '|');
  start = text + at;
  for (p = start; *p != '\0' && row->cells->len < MARBRE_TABLE_MAX_COLUMNS; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      else if (*p == '|')
        {
          add_cell (row, start, p, at);
          at += (int) g_utf8_pointer_to_offset (start, p) + 1;
          start = p + 1;
        }
    }
  if (start[strspn (start, " \t")] != '\0')
    add_cell (row, start, start + strlen (start), at);
  return row;
}

static gboolean
is_row (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '|')
        return TRUE;
      if (*p == '\\' && p[1] != '\0')
        p++;
    }
  return FALSE;
}

static gboolean
is_divider (const Row *row)
{
  for (guint i = 0; i < row->cells->len; i++)
    {
      const char *text = get_text (row, i);
      gsize dashes;

      text += *text == ':';
      dashes = strspn (text, "-");
      if (dashes == 0 || strlen (text + dashes) > (text[dashes] == ':'))
        return FALSE;
    }
  return row->cells->len > 0;
}

static gboolean
line_is_row (GtkTextBuffer *buffer, int index)
{
  g_autofree char *text = NULL;

  if (index < 0 || index >= gtk_text_buffer_get_line_count (buffer))
    return FALSE;
  text = marbre_line_dup_text (buffer, index);
  return is_row (text);
}

/* The table that a line is in: a header, a divider, and rows.
 *
 * Returns: %FALSE if there is none, or if it is larger than the limits */
static gboolean
find_table (GtkTextBuffer *buffer, int index, Table *table)
{
  guint divider = 0;

  *table = (Table){ .first = index };
  if (!line_is_row (buffer, index))
    return FALSE;
  while (index - table->first < MARBRE_TABLE_MAX_ROWS && line_is_row (buffer, table->first - 1))
    table->first--;
  table->rows = g_ptr_array_new_with_free_func (row_free);
  for (int i = table->first; line_is_row (buffer, i) && table->rows->len < MARBRE_TABLE_MAX_ROWS;
       i++)
    {
      g_autofree char *text = marbre_line_dup_text (buffer, i);
      Row *row = read_row (text);

      if (divider == 0 && table->rows->len > 0 && is_divider (row))
        divider = table->rows->len;
      table->columns = MAX (table->columns, row->cells->len);
      g_ptr_array_add (table->rows, row);
    }
  if (divider == 0 || table->rows->len == MARBRE_TABLE_MAX_ROWS ||
      table->columns == MARBRE_TABLE_MAX_COLUMNS)
    return FALSE;
  if (divider > 1)
    g_ptr_array_remove_range (table->rows, 0, divider - 1);
  table->first += (int) divider - 1;
  return index >= table->first;
}

/* What a text takes in a face whose letters are all as wide. */
static int
width_of (const char *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar sign = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (sign))
        width += g_unichar_iswide (sign) ? 2 : 1;
    }
  return width;
}

static void
append_padded (GString *out, const char *text, int width, const char *divider)
{
  gboolean left = *divider == ':';
  gboolean right = g_str_has_suffix (divider, ":");
  int room = MAX (width - width_of (text), 0);
  int before = right ? (left ? room / 2 : room) : 0;

  g_string_append_printf (out, " %*s%s%*s |", before, "", text, room - before, "");
}

static void
append_divider (GString *out, int width, const char *divider)
{
  g_autofree char *dashes = NULL;

  dashes = g_strnfill ((gsize) (width - (*divider == ':') - g_str_has_suffix (divider, ":")), '-');
  g_string_append_printf (out, " %s%s%s |", *divider == ':' ? ":" : "", dashes,
                          g_str_has_suffix (divider, ":") ? ":" : "");
}

static int
column_width (const Table *table, guint column)
{
  int width = MIN_WIDTH;

  for (guint i = 0; i < table->rows->len; i++)
    if (i != 1)
      width = MAX (width, width_of (get_text (g_ptr_array_index (table->rows, i), column)));
  return width;
}

static char *
format_row (const Table *table, guint index, const int *widths)
{
  const Row *row = g_ptr_array_index (table->rows, index);
  const Row *divider = g_ptr_array_index (table->rows, 1);
  GString *out = g_string_new (row->prefix);

  g_string_append_c (out, '|');
  for (guint i = 0; i < table->columns; i++)
    {
      if (index == 1)
        append_divider (out, widths[i], get_text (divider, i));
      else
        append_padded (out, get_text (row, i), widths[i], get_text (divider, i));
    }
  return marbre_string_steal (out);
}

/* Writes the rows so that their columns are under each other. */
static void
align (GtkTextBuffer *buffer, const Table *table)
{
  int widths[MARBRE_TABLE_MAX_COLUMNS];

  for (guint i = 0; i < table->columns; i++)
    widths[i] = column_width (table, i);
  for (guint i = 0; i < table->rows->len; i++)
    {
      g_autofree char *text = format_row (table, i, widths);

      marbre_line_replace (buffer, table->first + (int) i, 0, G_MAXINT, text);
    }
}

/* The cell that a column of the line is in; the last one behind it. */
static guint
find_cell (const Row *row, int column)
{
  guint i = 0;

  while (i + 1 < row->cells->len && column > get_cell (row, i)->end)
    i++;
  return i;
}

/* Selects what is in a cell, so that typing takes its place. */
static void
select_cell (GtkTextBuffer *buffer, const Table *table, guint index, guint column)
{
  int line = table->first + (int) index;
  g_autofree char *text = marbre_line_dup_text (buffer, line);
  Row *row = read_row (text);
  const Cell *cell = get_cell (row, column);
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line_offset (buffer, &start, line, cell->start);
  end = start;
  gtk_text_iter_forward_chars (&end, (int) g_utf8_strlen (cell->text, -1));
  gtk_text_buffer_select_range (buffer, &end, &start);
  row_free (row);
}

static void
insert_row (GtkTextBuffer *buffer, Table *table, guint after)
{
  const Row *above = g_ptr_array_index (table->rows, after);
  g_autoptr (GString) text = g_string_new ("\n");
  GtkTextIter end;

  g_string_append (text, above->prefix);
  g_string_append_c (text, '|');
  for (guint i = 0; i < table->columns; i++)
    g_string_append (text, "  |");
  gtk_text_buffer_get_iter_at_line (buffer, &end, table->first + (int) after);
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  gtk_text_buffer_insert (buffer, &end, text->str, -1);
  g_ptr_array_insert (table->rows, (int) after + 1, read_row (text->str + 1));
}

static gboolean
row_is_blank (const Row *row)
{
  for (guint i = 0; i < row->cells->len; i++)
    if (*get_text (row, i) != '\0')
      return FALSE;
  return TRUE;
}

/**
 * marbre_table_step:
 * @buffer: the text
 * @forward: to the next cell, not to the one before
 *
 * What Tab and Shift+Tab do in a table.
 *
 * Returns: %FALSE if the caret is in no table; nothing was done
 */
gboolean
marbre_table_step (GtkTextBuffer *buffer, gboolean forward)
{
  g_auto (Table) table = { 0 };
  int index, column;
  guint row, cell;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), FALSE);

  marbre_line_get_caret (buffer, &index, &column);
  if (!find_table (buffer, index, &table))
    return FALSE;
  row = (guint) (index - table.first);
  cell = find_cell (g_ptr_array_index (table.rows, row), column);
  if (forward && ++cell >= table.columns)
    {
      cell = 0;
      row++;
    }
  else if (!forward && cell > 0)
    cell--;
  else if (!forward && row > 0)
    {
      cell = table.columns - 1;
      row--;
    }
  if (row == 1)
    row = forward ? 2 : 0;

  gtk_text_buffer_begin_user_action (buffer);
  if (row >= table.rows->len)
    insert_row (buffer, &table, row - 1);
  align (buffer, &table);
  select_cell (buffer, &table, row, cell);
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}

/* A first row of bars becomes a table. */
static gboolean
begin_table (GtkTextBuffer *buffer, int index)
{
  g_auto (Table) table = { 0 };
  g_autofree char *text = marbre_line_dup_text (buffer, index);
  g_autoptr (GString) divider = g_string_new ("\n");
  Row *row = read_row (text);
  gboolean begins;

  begins = text[strlen (row->prefix)] == '|' && g_str_has_suffix (text, "|") &&
           row->cells->len >= 2 && !row_is_blank (row) &&
           marbre_line_is_empty (buffer, index - 1) && marbre_line_is_empty (buffer, index + 1);
  if (begins)
    {
      g_string_append_printf (divider, "%s|", row->prefix);
      for (guint i = 0; i < row->cells->len; i++)
        g_string_append (divider, "---|");
      gtk_text_buffer_begin_user_action (buffer);
      gtk_text_buffer_insert_at_cursor (buffer, divider->str, -1);
      if (find_table (buffer, index, &table))
        {
          insert_row (buffer, &table, 1);
          align (buffer, &table);
          select_cell (buffer, &table, 2, 0);
        }
      gtk_text_buffer_end_user_action (buffer);
    }
  row_free (row);
  return begins;
}

/**
 * marbre_table_break:
 * @buffer: the text
 *
 * What Enter does in a table: a new row below, or the end of the table from an empty last row; at
 * the end of a first line of cells it makes a table of it.
 *
 * Returns: %FALSE if the caret is in no table; nothing was done
 */
gboolean
marbre_table_break (GtkTextBuffer *buffer)
{
  g_auto (Table) table = { 0 };
  const Row *row;
  int index, column;
  guint at;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), FALSE);

  marbre_line_get_caret (buffer, &index, &column);
  if (gtk_text_buffer_get_has_selection (buffer) || !line_is_row (buffer, index))
    return FALSE;
  if (!find_table (buffer, index, &table))
    {
      GtkTextIter caret;

      gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
      return gtk_text_iter_ends_line (&caret) && begin_table (buffer, index);
    }
  at = (guint) (index - table.first);
  row = g_ptr_array_index (table.rows, at);
  /* Before the header there is room for a paragraph. */
  if (at == 0 && column <= (int) strlen (row->prefix))
    return FALSE;

  gtk_text_buffer_begin_user_action (buffer);
  if (at >= 2 && at + 1 == table.rows->len && row_is_blank (row))
    {
      marbre_line_stand_alone (buffer, index, row->prefix);
    }
  else
    {
      at = MAX (at, 1);
      insert_row (buffer, &table, at);
      align (buffer, &table);
      select_cell (buffer, &table, at + 1, 0);
    }
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}

/**
 * marbre_table_break_line:
 * @buffer: the text
 *
 * What Shift+Enter does in a table: a new line within the cell, since a line's end is the row's.
 *
 * Returns: %FALSE if the caret is in no table; nothing was done
 */
gboolean
marbre_table_break_line (GtkTextBuffer *buffer)
{
  g_auto (Table) table = { 0 };
  int index, column;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), FALSE);

  marbre_line_get_caret (buffer, &index, &column);
  if (!find_table (buffer, index, &table))
    return FALSE;
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (buffer, "<br>", -1);
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}

/**
 * marbre_table_format:
 * @columns: 1 to %MARBRE_TABLE_MAX_COLUMNS − 1
 * @rows: rows below the header
 *
 * Returns: (transfer full): an empty table, without a line end after its last row
 */
char *
marbre_table_format (guint columns, guint rows)
{
  GString *out = g_string_new ("|");

  g_return_val_if_fail (columns >= 1 && columns < MARBRE_TABLE_MAX_COLUMNS, NULL);

  for (guint row = 0; row < rows + 2; row++)
    {
      g_string_append (out, row > 0 ? "\n|" : "");
      for (guint i = 0; i < columns; i++)
        g_string_append (out, row == 1 ? " --- |" : "     |");
    }
  return marbre_string_steal (out);
}
