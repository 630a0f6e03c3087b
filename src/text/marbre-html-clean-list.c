/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists of foreign HTML made plain. Google and old browsers put a nested list beside the item that
 * it belongs to. Word has no lists: its items are paragraphs that know their list and level, and
 * show their bullet or number as text; Word's web edition makes a list of each item.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "marbre-html-clean-private.h"
#include "marbre-html-tree.h"

#define MAX_MARK  8 /* bytes of "viii." and the like */
#define MAX_LEVEL 9
#define MAX_START 999999

static MarbreCleanList *
get_innermost (MarbreClean *self)
{
  return self->lists->len > 0 ? &g_array_index (self->lists, MarbreCleanList, self->lists->len - 1)
                              : NULL;
}

static void
end_innermost (MarbreClean *self)
{
  g_string_append (self->out, get_innermost (self)->ordered ? "</li></ol>\n" : "</li></ul>\n");
  g_array_set_size (self->lists, self->lists->len - 1);
}

/* Ends the lists that were made of paragraphs. */
void
_marbre_clean_end_lists (MarbreClean *self)
{
  while (self->lists->len > 0)
    end_innermost (self);
}

static const GumboNode *
find_mark (const GumboNode *node, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;
  const GumboNode *found = NULL;
  MarbreHtmlStyle style;

  marbre_html_style_read (marbre_html_node_get_attribute (node, "style"), &style);
  if (style.list_mark)
    return node;
  for (guint i = 0; i < n && found == NULL; i++)
    found = find_mark (marbre_html_node_get_child (node, i), depth + 1);
  return found;
}

/* "1.", "a)", "(iv)", "2.1." number; "·", "o", "–" do not.
 *
 * Returns: %TRUE if the mark counts */
static gboolean
read_mark (const GumboNode *item, guint *start)
{
  const GumboNode *mark = find_mark (item, 0);
  g_autoptr (GString) text = g_string_new (NULL);
  char last = '\0';

  *start = 1;
  if (mark == NULL)
    return FALSE;
  marbre_html_node_append_text (mark, text);
  g_string_replace (text, "\u00a0", " ", 0);
  g_strstrip (text->str);
  if (*text->str == '(')
    memmove (text->str, text->str + 1, strlen (text->str));
  if (*text->str != '\0' && strlen (text->str) <= MAX_MARK)
    last = text->str[strlen (text->str) - 1];
  if (!g_ascii_isalnum (*text->str) || (last != '.' && last != ')'))
    return FALSE;
  if (g_ascii_isdigit (*text->str))
    *start = (guint) MIN (strtoul (text->str, NULL, 10), MAX_START);
  return TRUE;
}

/* Opens and closes lists until the next item of @list has its place, and begins it. */
static void
begin_item (MarbreClean *self, guint list, guint level, gboolean ordered, guint start)
{
  MarbreCleanList *last = get_innermost (self);

  while (last != NULL &&
         (last->level > level ||
          (last->level == level && (last->list != list || last->ordered != ordered))))
    {
      end_innermost (self);
      last = get_innermost (self);
    }
  if (last != NULL && last->level == level)
    g_string_append (self->out, "</li>\n<li>");
  else
    {
      MarbreCleanList next = { .list = list, .level = level, .ordered = ordered };

      if (!ordered)
        g_string_append (self->out, "<ul><li>");
      else
        g_string_append_printf (self->out, "<ol start=\"%u\"><li>", start);
      g_array_append_val (self->lists, next);
    }
  self->pasted->rich = TRUE;
}

static void
write_item (MarbreClean *self, const GumboNode *item, const MarbreCleanInk *ink)
{
  self->in_list = TRUE;
  self->place = MARBRE_CLEAN_ITEM;
  _marbre_clean_children (self, item, ink);
  _marbre_clean_flush (self);
  self->place = MARBRE_CLEAN_TEXT;
  self->in_list = FALSE;
}

/* Returns: %FALSE if @node is no item here: it stands in a list already */
gboolean
_marbre_clean_list_item (MarbreClean *self,
                         const GumboNode *node,
                         const MarbreHtmlStyle *style,
                         const MarbreCleanInk *ink)
{
  gboolean ordered;
  guint start;

  if (self->place != MARBRE_CLEAN_TEXT || self->in_list)
    return FALSE;
  _marbre_clean_flush (self);
  ordered = read_mark (node, &start);
  begin_item (self, style->list, style->list_level, ordered, start);
  write_item (self, node, ink);
  return TRUE;
}

/* Word's web edition: <div class="ListContainerWrapper"><ol start="2"><li data-aria-level="1">. */
static void
take_wrapped_item (MarbreClean *self, const GumboNode *list, const MarbreCleanInk *ink)
{
  int start = MAX (marbre_html_node_get_number (list, "start", 1), 0);
  gboolean ordered = marbre_html_node_is (list, GUMBO_TAG_OL);

  for (guint i = 0; i < marbre_html_node_get_n_children (list); i++)
    {
      const GumboNode *item = marbre_html_node_get_child (list, i);
      int level = marbre_html_node_get_number (item, "data-aria-level", 1);
      int id = marbre_html_node_get_number (item, "data-listid", 0);

      if (!marbre_html_node_is (item, GUMBO_TAG_LI))
        continue;
      begin_item (self, (guint) MAX (id, 0), (guint) CLAMP (level, 1, MAX_LEVEL), ordered,
                  (guint) start);
      write_item (self, item, ink);
    }
}

static void
begin_list (MarbreClean *self, const GumboNode *list)
{
  if (!marbre_html_node_is (list, GUMBO_TAG_OL))
    g_string_append (self->out, "<ul>");
  else
    g_string_append_printf (self->out, "<ol start=\"%d\">",
                            MAX (marbre_html_node_get_number (list, "start", 1), 0));
  self->pasted->rich = TRUE;
}

/* The items that are lists of their own go into the item before; before the first item there is
 * none, and they stand for themselves. */
static void
write_list (MarbreClean *self, const GumboNode *list, const MarbreCleanInk *ink)
{
  gboolean begun = FALSE;

  for (guint i = 0; i < marbre_html_node_get_n_children (list); i++)
    {
      const GumboNode *child = marbre_html_node_get_child (list, i);

      if (child->type != GUMBO_NODE_ELEMENT)
        continue;
      if (marbre_html_node_is (child, GUMBO_TAG_UL) || marbre_html_node_is (child, GUMBO_TAG_OL))
        {
          _marbre_clean_list (self, child, ink);
          continue;
        }
      if (marbre_html_notes_is_note (self->notes, child))
        continue;
      if (begun)
        g_string_append (self->out, "</li>\n");
      else
        begin_list (self, list);
      begun = TRUE;
      g_string_append (self->out, "<li>");
      self->place = MARBRE_CLEAN_ITEM;
      _marbre_clean_children (self, child, ink);
      _marbre_clean_flush (self);
      self->place = MARBRE_CLEAN_TEXT;
    }
  if (begun)
    g_string_append (self->out,
                     marbre_html_node_is (list, GUMBO_TAG_OL) ? "</li></ol>\n" : "</li></ul>\n");
}

/* A list that is one in HTML, too. */
void
_marbre_clean_list (MarbreClean *self, const GumboNode *list, const MarbreCleanInk *ink)
{
  gboolean was_in_list = self->in_list;

  _marbre_clean_flush (self);
  if (list->parent != NULL && _marbre_clean_has_class (list->parent, "ListContainerWrapper") &&
      !self->in_list)
    {
      take_wrapped_item (self, list, ink);
      return;
    }
  if (!self->in_list)
    _marbre_clean_end_lists (self);
  if (self->depth >= MARBRE_HTML_MAX_DEPTH)
    return;
  self->depth++;
  self->in_list = TRUE;
  write_list (self, list, ink);
  self->in_list = was_in_list;
  self->depth--;
}
