/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Elements and their texts; see marbre-page-outline.h. The page's text is folded once, in document
 * order, and each element knows its stretch of it.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-page-outline.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-terms.h"

struct _MarbrePageOutline
{
  GArray *elements;    /* (owned) (element-type MarbreOutlineElement): in document order */
  GHashTable *numbers; /* (owned): node → number */
  GString *text;       /* (owned): folded */
};

/* What a reader never sees as text. */
static gboolean
is_silent (const GumboNode *node)
{
  static const GumboTag tags[] = {
    GUMBO_TAG_HEAD,     GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,  GUMBO_TAG_NOSCRIPT,
    GUMBO_TAG_TEMPLATE, GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT, GUMBO_TAG_TEXTAREA,
    GUMBO_TAG_SELECT,
  };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (marbre_html_node_is (node, tags[i]))
      return TRUE;
  return FALSE;
}

static void
append_folded (GString *out, const char *text)
{
  g_autofree char *folded = marbre_terms_fold (text);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (out, c);
    }
}

static void
add_element (MarbrePageOutline *self, const GumboNode *node, guint parent, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;
  MarbreOutlineElement element = { .node = node, .parent = parent, .start = self->text->len };
  guint number = self->elements->len;
  gboolean silent = is_silent (node);

  g_array_append_val (self->elements, element);
  g_hash_table_insert (self->numbers, (gpointer) node, GUINT_TO_POINTER (number));
  for (guint i = 0; i < n; i++)
    {
      const GumboNode *child = marbre_html_node_get_child (node, i);

      if (child->type == GUMBO_NODE_ELEMENT || child->type == GUMBO_NODE_TEMPLATE)
        add_element (self, child, number, depth + 1);
      else if (child->type == GUMBO_NODE_TEXT && !silent)
        append_folded (self->text, child->v.text.text);
    }
  g_array_index (self->elements, MarbreOutlineElement, number).end = self->text->len;
  g_array_index (self->elements, MarbreOutlineElement, number).next = self->elements->len;
}

/**
 * marbre_page_outline_new:
 * @root: the html element of a page; must outlive the outline
 *
 * Returns: (transfer full): its outline
 */
MarbrePageOutline *
marbre_page_outline_new (const GumboNode *root)
{
  MarbrePageOutline *self = g_new0 (MarbrePageOutline, 1);

  self->elements = g_array_new (FALSE, FALSE, sizeof (MarbreOutlineElement));
  self->numbers = g_hash_table_new (NULL, NULL);
  self->text = g_string_new (NULL);
  add_element (self, root, MARBRE_OUTLINE_NONE, 0);
  return self;
}

/**
 * marbre_page_outline_free:
 * @self: (transfer full): an outline
 */
void
marbre_page_outline_free (MarbrePageOutline *self)
{
  g_array_unref (self->elements);
  g_hash_table_unref (self->numbers);
  g_string_free (self->text, TRUE);
  g_free (self);
}

/**
 * marbre_page_outline_get_n_elements:
 *
 * Returns: how many elements the page has, at least 1
 */
guint
marbre_page_outline_get_n_elements (MarbrePageOutline *self)
{
  return self->elements->len;
}

/**
 * marbre_page_outline_get:
 * @element: below marbre_page_outline_get_n_elements()
 *
 * Returns: (transfer none): the element of that number, in document order
 */
const MarbreOutlineElement *
marbre_page_outline_get (MarbrePageOutline *self, guint element)
{
  g_return_val_if_fail (element < self->elements->len, NULL);
  return &g_array_index (self->elements, MarbreOutlineElement, element);
}

/**
 * marbre_page_outline_find_node:
 * @node: a node of the page
 *
 * Returns: its number, %MARBRE_OUTLINE_NONE if it is no element
 */
guint
marbre_page_outline_find_node (MarbrePageOutline *self, const GumboNode *node)
{
  gpointer number;

  if (!g_hash_table_lookup_extended (self->numbers, node, NULL, &number))
    return MARBRE_OUTLINE_NONE;
  return GPOINTER_TO_UINT (number);
}

/**
 * marbre_page_outline_is_inside:
 * @other: a second element
 *
 * Returns: %TRUE if @element is @other or inside it
 */
gboolean
marbre_page_outline_is_inside (MarbrePageOutline *self, guint element, guint other)
{
  return element >= other && element < marbre_page_outline_get (self, other)->next;
}

/**
 * marbre_page_outline_get_text:
 *
 * Returns: (transfer none): the folded text of the whole page
 */
const char *
marbre_page_outline_get_text (MarbrePageOutline *self)
{
  return self->text->str;
}

/**
 * marbre_page_outline_says:
 * @folded: a text from marbre_page_outline_fold()
 *
 * Returns: %TRUE if that is all the text of @element
 */
gboolean
marbre_page_outline_says (MarbrePageOutline *self, guint element, const char *folded)
{
  const MarbreOutlineElement *it = marbre_page_outline_get (self, element);
  gsize length = strlen (folded);

  return length > 0 && it->end - it->start == length &&
         memcmp (self->text->str + it->start, folded, length) == 0;
}

/**
 * marbre_page_outline_fold:
 * @text: plain text
 *
 * Returns: (transfer full): its letters and figures, without case and accents
 */
char *
marbre_page_outline_fold (const char *text)
{
  GString *out = g_string_new (NULL);

  append_folded (out, text);
  return marbre_string_steal (out);
}
