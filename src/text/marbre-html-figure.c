/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures and tables → Markdown; see marbre-html-figure.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-html-figure.h"

#include <string.h>

#include "marbre-blocks-house.h"
#include "marbre-compat.h"
#include "marbre-html-escape.h"
#include "marbre-html-inline.h"
#include "marbre-html-tree.h"

#define MAX_COLUMNS 200

/**
 * marbre_html_dup_line:
 * @node: any node
 *
 * Returns: (transfer full): what @node says, on one line
 */
char *
marbre_html_dup_line (const GumboNode *node)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GString *out = g_string_new (NULL);
  gboolean gap = FALSE;

  marbre_html_node_append_text (node, text);
  for (const char *p = text->str; *p != '\0'; p++)
    {
      if (strchr (" \t\r\n\f", *p) != NULL)
        {
          gap = TRUE;
          continue;
        }
      if (gap && out->len > 0)
        g_string_append_c (out, ' ');
      gap = FALSE;
      g_string_append_c (out, *p);
    }
  return marbre_string_steal (out);
}

static const GumboNode *
find_credit (const GumboNode *node, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;
  const GumboNode *found = marbre_html_node_has_token (node, "class", "credit") ? node : NULL;

  for (guint i = 0; i < n && found == NULL; i++)
    found = find_credit (marbre_html_node_get_child (node, i), depth + 1);
  return found;
}

static void
append_text_but (const GumboNode *node, const GumboNode *but, GString *out, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;

  if (marbre_html_node_is_text (node))
    g_string_append (out, node->v.text.text);
  for (guint i = 0; i < n; i++)
    {
      const GumboNode *child = marbre_html_node_get_child (node, i);

      if (child != but)
        append_text_but (child, but, out, depth + 1);
    }
}

static void
squeeze (GString *text)
{
  g_auto (GStrv) words = g_strsplit_set (text->str, " \t\r\n\f", -1);

  g_string_truncate (text, 0);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", words[i]);
}

/**
 * marbre_html_figure_dup_title:
 * @caption: a figcaption
 *
 * Returns: (transfer full): "Caption — Credit: AFP"; a credit that does not say that it is one gets
 *   the label
 */
char *
marbre_html_figure_dup_title (const GumboNode *caption)
{
  const GumboNode *credit = find_credit (caption, 0);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = credit ? marbre_html_dup_line (credit) : g_strdup ("");
  g_autofree char *unlabelled = NULL;
  g_autofree char *labelled = NULL;

  append_text_but (caption, credit, text, 0);
  squeeze (text);
  if (*name == '\0')
    return g_strdup (text->str);
  marbre_blocks_house_split_caption (name, &unlabelled, &labelled);
  return g_strconcat (text->str, text->len > 0 ? " — " : "", *labelled == '\0' ? "Credit: " : "",
                      name, NULL);
}

static void
append_picture (GString *out, const GumboNode *image, const char *title, const char *base_uri)
{
  const char *alt = marbre_html_node_get_attribute (image, "alt");
  g_autofree char *uri =
      marbre_inline_resolve (base_uri, marbre_html_node_get_attribute (image, "src"), TRUE);
  g_autofree char *line = g_strdelimit (g_strdup (alt ? alt : ""), "\r\n", ' ');
  MarbreEscapeContext context = { .in_link = TRUE, .before = '[', .after = ']' };

  if (uri == NULL)
    return;
  if (out->len > 0)
    g_string_append (out, "\n\n");
  g_string_append (out, "![");
  marbre_escape_append (out, line, &context);
  g_string_append (out, "](");
  marbre_escape_append_uri (out, uri);
  marbre_escape_append_title (out, title);
  g_string_append_c (out, ')');
}

static void
collect (const GumboNode *node, GumboTag tag, GPtrArray *found, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;

  if (marbre_html_node_is (node, tag))
    g_ptr_array_add (found, (gpointer) node);
  for (guint i = 0; i < n; i++)
    collect (marbre_html_node_get_child (node, i), tag, found, depth + 1);
}

/**
 * marbre_html_figure_to_markdown:
 * @figure: a figure that holds pictures
 * @base_uri: (nullable): what relative sources are relative to
 *
 * Returns: (transfer full): a paragraph for each picture, the caption in the title of the last
 */
char *
marbre_html_figure_to_markdown (const GumboNode *figure, const char *base_uri)
{
  g_autoptr (GPtrArray) images = g_ptr_array_new ();
  const GumboNode *caption = marbre_html_node_find (figure, GUMBO_TAG_FIGCAPTION);
  g_autofree char *title = caption ? marbre_html_figure_dup_title (caption) : NULL;
  GString *out = g_string_new (NULL);

  collect (figure, GUMBO_TAG_IMG, images, 0);
  for (guint i = 0; i < images->len; i++)
    append_picture (out, g_ptr_array_index (images, i), i + 1 == images->len ? title : NULL,
                    base_uri);
  return marbre_string_steal (out);
}

static const char *
get_rule (const GumboNode *cell)
{
  const char *align = cell ? marbre_html_node_get_attribute (cell, "align") : NULL;
  const char *style = cell ? marbre_html_node_get_attribute (cell, "style") : NULL;
  const char *found = style ? strstr (style, "text-align") : NULL;

  if (align == NULL && found != NULL)
    {
      found += strlen ("text-align");
      align = found + strspn (found, ": ");
    }
  if (align == NULL && cell != NULL) /* WordPress's table block */
    align = marbre_html_node_get_attribute (cell, "data-align");
  if (align == NULL)
    return "---";
  if (g_ascii_strncasecmp (align, "right", 5) == 0)
    return "--:";
  if (g_ascii_strncasecmp (align, "center", 6) == 0)
    return ":-:";
  return g_ascii_strncasecmp (align, "left", 4) == 0 ? ":--" : "---";
}

static GPtrArray *
get_cells (const GumboNode *row)
{
  GPtrArray *cells = g_ptr_array_new ();

  for (guint i = 0; i < marbre_html_node_get_n_children (row); i++)
    {
      const GumboNode *child = marbre_html_node_get_child (row, i);

      if (cells->len < MAX_COLUMNS &&
          (marbre_html_node_is (child, GUMBO_TAG_TD) || marbre_html_node_is (child, GUMBO_TAG_TH)))
        g_ptr_array_add (cells, (gpointer) child);
    }
  return cells;
}

static void
append_row (GString *out, GPtrArray *cells, guint n_columns, const char *base_uri)
{
  g_string_append_c (out, '|');
  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (MarbreInline) content = marbre_inline_new (base_uri);
      const GumboNode *cell = i < cells->len ? g_ptr_array_index (cells, i) : NULL;
      g_autofree char *text = NULL;

      if (cell != NULL)
        marbre_inline_add (content, cell);
      text = marbre_inline_take (content, MARBRE_INLINE_CELL);
      g_string_append_printf (out, " %s%s|", text, *text != '\0' ? " " : "");
    }
}

static void
append_rule (GString *out, GPtrArray *cells, guint n_columns)
{
  g_string_append (out, "\n|");
  for (guint i = 0; i < n_columns; i++)
    g_string_append_printf (out, "%s|",
                            get_rule (i < cells->len ? g_ptr_array_index (cells, i) : NULL));
}

/**
 * marbre_html_table_to_markdown:
 * @table: a table
 * @base_uri: (nullable): what relative links are relative to
 *
 * The first row becomes the head, as Markdown wants one.
 *
 * Returns: (transfer full): a table, "" if it has no cells
 */
char *
marbre_html_table_to_markdown (const GumboNode *table, const char *base_uri)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  GString *out = g_string_new (NULL);
  guint n_columns = 0;

  collect (table, GUMBO_TAG_TR, rows, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      GPtrArray *cells = get_cells (g_ptr_array_index (rows, i));

      n_columns = MAX (n_columns, cells->len);
      g_ptr_array_add (lines, cells);
    }
  for (guint i = 0; i < lines->len && n_columns > 0; i++)
    {
      GPtrArray *cells = g_ptr_array_index (lines, i);

      if (i > 0)
        g_string_append_c (out, '\n');
      append_row (out, cells, n_columns, base_uri);
      if (i == 0)
        append_rule (out, cells, n_columns);
    }
  return marbre_string_steal (out);
}
