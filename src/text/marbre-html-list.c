/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists and code → Markdown; see marbre-html-list.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-html-list.h"

#include <string.h>

#include "marbre-compat.h"

static gboolean
is_loose (const GumboNode *list, GPtrArray *items)
{
  if (marbre_html_node_has_token (list, "class", "is-loose"))
    return TRUE;
  for (guint i = 0; i < marbre_html_node_get_n_children (list); i++)
    {
      const GumboNode *item = marbre_html_node_get_child (list, i);

      for (guint j = 0; j < marbre_html_node_get_n_children (item); j++)
        if (marbre_html_node_is (marbre_html_node_get_child (item, j), GUMBO_TAG_P))
          return TRUE;
    }
  for (guint i = 0; i < items->len; i++)
    {
      GPtrArray *blocks = g_ptr_array_index (items, i);
      guint paragraphs = 0;

      for (guint j = 0; j < blocks->len; j++)
        {
          const MarbreLines *lines = g_ptr_array_index (blocks, j);

          paragraphs += lines->kind == MARBRE_LINES_PARAGRAPH;
          if (lines->kind == MARBRE_LINES_TABLE)
            return TRUE;
        }
      if (paragraphs > 1)
        return TRUE;
    }
  return FALSE;
}

static guint
get_list_start (const GumboNode *list)
{
  const char *start = marbre_html_node_get_attribute (list, "start");
  guint64 number = 1;

  if (start == NULL || !g_ascii_string_to_unsigned (start, 10, 0, 99999999, &number, NULL))
    return 1;
  return (guint) number;
}

/**
 * marbre_html_list_to_markdown:
 * @list: a list
 * @items: (element-type GPtrArray): for each item its blocks
 * @kind: whether it has numbers
 * @turned: whether to use the second choice of marks, because a list of that kind stands before it
 *
 * Returns: (transfer full): the list
 */
char *
marbre_html_list_to_markdown (const GumboNode *list,
                              GPtrArray *items,
                              MarbreLinesKind kind,
                              gboolean turned)
{
  gboolean tight = !is_loose (list, items);
  guint number = get_list_start (list);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *text = marbre_lines_join (g_ptr_array_index (items, i), tight);
      g_autofree char *mark = kind == MARBRE_LINES_BULLETS
                                  ? g_strdup (turned ? "+ " : "- ")
                                  : g_strdup_printf (turned ? "%u) " : "%u. ", number + i);
      g_autofree char *spaces = g_strnfill (strlen (mark), ' ');
      g_autofree char *lines = marbre_lines_indent (text, mark, spaces);

      if (i > 0)
        g_string_append (out, tight ? "\n" : "\n\n");
      g_string_append (out, *text != '\0' ? lines : g_strchomp (lines));
    }
  return marbre_string_steal (out);
}

/* WordPress's code block has its classes on the outer element. */
static const char *
find_language (const GumboNode *node)
{
  const char *classes = marbre_html_node_get_attribute (node, "class");
  const char *language = classes ? strstr (classes, "language-") : NULL;

  if (language == NULL && marbre_html_node_is (node, GUMBO_TAG_CODE) && node->parent != NULL)
    return find_language (node->parent);
  return language;
}

/**
 * marbre_html_code_to_markdown:
 * @node: a pre element
 *
 * Returns: (transfer full): a fenced block, with its language if a class says it
 */
char *
marbre_html_code_to_markdown (const GumboNode *node)
{
  const GumboNode *code = marbre_html_node_find (node, GUMBO_TAG_CODE);
  const char *language = find_language (code ? code : node);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = NULL;
  g_autofree char *fence = NULL;
  gsize longest = 2;

  marbre_html_node_append_text (node, text);
  if (text->len > 0 && text->str[text->len - 1] == '\n')
    g_string_truncate (text, text->len - 1);
  for (const char *p = strchr (text->str, '`'); p != NULL; p = strchr (p, '`'))
    {
      gsize n = strspn (p, "`");

      longest = MAX (longest, n);
      p += n;
    }
  fence = g_strnfill (longest + 1, '`');
  if (language != NULL)
    name = g_strndup (language + strlen ("language-"),
                      strcspn (language + strlen ("language-"), " \t\r\n`"));
  return g_strconcat (fence, name ? name : "", "\n", text->str, text->len > 0 ? "\n" : "", fence,
                      NULL);
}
