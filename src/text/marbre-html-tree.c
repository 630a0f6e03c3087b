/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A parsed piece of HTML; see marbre-html-tree.h.
 *
 * Three guards stand before hostile input. The arena makes freeing flat. A count of open tags
 * refuses what would be nested absurdly deep, where gumbo's searches of its stack take quadratic
 * time. And the arena has an end, because the standard has a parser make anew whatever formatting
 * is open in each new paragraph: some kilobytes of open tags are gigabytes of nodes.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-html-tree.h"

#include <glib/gi18n.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "marbre-html.h"
#include "marbre-text-error.h"

#define ARENA_CHUNK    (64 * 1024)
#define ARENA_ALIGN    16
#define ARENA_BASE     (1024 * 1024)
#define ARENA_PER_BYTE 256 /* of HTML; tags alone, one after the other, take a good hundred */
#define ARENA_MAX      (512 * 1024 * 1024)
#define MAX_OPEN_TAGS  4000
#define TAG_NAME_BYTES 12

struct _MarbreHtmlTree
{
  GPtrArray *chunks;    /* (owned) (element-type guint8*): gumbo's memory */
  guint8 *free_start;   /* (borrowed) of the last chunk */
  gsize free_bytes;     /* left in the last chunk */
  gsize arena_left;     /* for further chunks */
  jmp_buf too_large;    /* out of gumbo, which owns nothing but what is in the arena */
  char *html;           /* (owned): gumbo's nodes point into it */
  GumboOptions options; /* gumbo keeps a pointer to it */
  GumboOutput *output;  /* (borrowed) of the arena */
};

static void *
arena_alloc (void *data, size_t size)
{
  MarbreHtmlTree *self = data;
  gsize rounded = (size + ARENA_ALIGN - 1) & ~(gsize) (ARENA_ALIGN - 1);
  void *result;

  if (rounded > self->free_bytes)
    {
      gsize chunk = MAX (rounded, ARENA_CHUNK);

      if (chunk > self->arena_left)
        longjmp (self->too_large, 1);
      self->arena_left -= chunk;
      self->free_start = g_malloc (chunk);
      self->free_bytes = chunk;
      g_ptr_array_add (self->chunks, self->free_start);
    }
  result = self->free_start;
  self->free_start += rounded;
  self->free_bytes -= rounded;
  return result;
}

static void
arena_release (void *data, void *block)
{
  /* Everything goes at once, in marbre_html_tree_free(). */
}

/* Elements that hold nothing, or that the parser closes by itself: they never nest deeply. */
static gboolean
closes_itself (const char *name)
{
  static const char *const names[] = { "area",  "base",   "br",    "col", "dd",    "dt",   "embed",
                                       "hr",    "img",    "input", "li",  "link",  "meta", "p",
                                       "param", "source", "tbody", "td",  "tfoot", "th",   "thead",
                                       "tr",    "track",  "wbr",   NULL };

  return g_strv_contains (names, name);
}

static gboolean
is_nested_absurdly (const char *html, gsize length)
{
  const char *end = html + length;
  g_autoptr (GHashTable) open_by_name =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint open = 0;

  for (const char *p = memchr (html, '<', length); p != NULL; p = memchr (p, '<', end - p))
    {
      char name[TAG_NAME_BYTES + 1];
      gboolean closing;
      guint of_name;
      gsize n = 0;

      p++;
      closing = p < end && *p == '/';
      if (closing)
        p++;
      while (p + n < end && n < TAG_NAME_BYTES && g_ascii_isalnum (p[n]))
        {
          name[n] = g_ascii_tolower (p[n]);
          n++;
        }
      name[n] = '\0';
      if (n == 0 || closes_itself (name))
        continue;
      of_name = GPOINTER_TO_UINT (g_hash_table_lookup (open_by_name, name));
      if (closing && of_name == 0)
        continue; /* closes nothing */
      open = closing ? open - 1 : open + 1;
      if (open > MAX_OPEN_TAGS)
        return TRUE;
      g_hash_table_insert (open_by_name, g_strdup (name),
                           GUINT_TO_POINTER (closing ? of_name - 1 : of_name + 1));
    }
  return FALSE;
}

static void
fail_too_large (GError **error)
{
  g_set_error_literal (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_TOO_LARGE,
                       _ ("This HTML is too large or nested too deep to be read"));
}

/* Parses, unless the arena ends first, which jumps back here. A function of its own, without
 * variables that the jump could leave half changed.
 *
 * Returns: %FALSE if the HTML needs more memory than it may have */
static G_NO_INLINE gboolean
run_parser (MarbreHtmlTree *self)
{
  if (setjmp (self->too_large) != 0)
    return FALSE;
  self->output = gumbo_parse_with_options (&self->options, self->html, strlen (self->html));
  return TRUE;
}

static MarbreHtmlTree *
tree_new (const char *html, gssize length, GumboTag context, GError **error)
{
  g_autoptr (MarbreHtmlTree) self = NULL;
  gsize bytes;

  g_return_val_if_fail (html != NULL || length == 0, NULL);

  bytes = length < 0 ? strlen (html) : (gsize) length;
  if (bytes > MARBRE_HTML_MAX_BYTES || is_nested_absurdly (html ? html : "", bytes))
    {
      fail_too_large (error);
      return NULL;
    }

  self = g_new0 (MarbreHtmlTree, 1);
  self->chunks = g_ptr_array_new_with_free_func (g_free);
  self->html = g_strndup (html ? html : "", bytes);
  self->options = kGumboDefaultOptions;
  self->options.allocator = arena_alloc;
  self->options.deallocator = arena_release;
  self->options.userdata = self;
  self->options.fragment_context = context;
  self->options.max_errors = 0;
  self->arena_left = MIN (ARENA_BASE + bytes * ARENA_PER_BYTE, ARENA_MAX);
  if (!run_parser (self))
    {
      fail_too_large (error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * marbre_html_tree_new_fragment:
 * @html: HTML as it may stand inside a body
 * @length: bytes of @html, -1 if NUL-terminated; at most %MARBRE_HTML_MAX_BYTES
 *
 * Parses by the rules of HTML 5, which give every input a tree. What follows a NUL byte is left
 * out.
 *
 * Returns: (transfer full) (nullable): the tree; %NULL with %MARBRE_TEXT_ERROR_TOO_LARGE
 */
MarbreHtmlTree *
marbre_html_tree_new_fragment (const char *html, gssize length, GError **error)
{
  return tree_new (html, length, GUMBO_TAG_BODY, error);
}

/**
 * marbre_html_tree_new_document:
 * @html: an HTML document
 * @length: bytes of @html, -1 if NUL-terminated; at most %MARBRE_HTML_MAX_BYTES
 *
 * Returns: (transfer full) (nullable): the tree; %NULL with %MARBRE_TEXT_ERROR_TOO_LARGE
 */
MarbreHtmlTree *
marbre_html_tree_new_document (const char *html, gssize length, GError **error)
{
  return tree_new (html, length, GUMBO_TAG_LAST, error);
}

/**
 * marbre_html_tree_free:
 * @self: (transfer full): a tree; its nodes are gone after this
 */
void
marbre_html_tree_free (MarbreHtmlTree *self)
{
  g_clear_pointer (&self->chunks, g_ptr_array_unref);
  g_clear_pointer (&self->html, g_free);
  g_free (self);
}

/**
 * marbre_html_tree_get_document:
 *
 * Returns: (transfer none): the document node, with its doctype and comments
 */
const GumboNode *
marbre_html_tree_get_document (MarbreHtmlTree *self)
{
  return self->output->document;
}

/**
 * marbre_html_tree_get_root:
 *
 * Returns: (transfer none): the html element; of a fragment, the parent of its nodes
 */
const GumboNode *
marbre_html_tree_get_root (MarbreHtmlTree *self)
{
  return self->output->root;
}

static const GumboVector *
get_children (const GumboNode *node)
{
  switch (node->type)
    {
    case GUMBO_NODE_DOCUMENT:
      return &node->v.document.children;
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE:
      return &node->v.element.children;
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_CDATA:
    case GUMBO_NODE_COMMENT:
    case GUMBO_NODE_WHITESPACE:
    default:
      return NULL;
    }
}

/**
 * marbre_html_node_get_n_children:
 *
 * Returns: how many children @node has, 0 for texts
 */
guint
marbre_html_node_get_n_children (const GumboNode *node)
{
  const GumboVector *children = get_children (node);

  return children ? children->length : 0;
}

/**
 * marbre_html_node_get_child:
 * @index: below marbre_html_node_get_n_children()
 *
 * Returns: (transfer none): the child
 */
const GumboNode *
marbre_html_node_get_child (const GumboNode *node, guint index)
{
  const GumboVector *children = get_children (node);

  g_return_val_if_fail (children != NULL && index < children->length, NULL);
  return children->data[index];
}

/**
 * marbre_html_node_is:
 * @tag: a tag of HTML
 *
 * Returns: %TRUE if @node is such an element, and not one of SVG or MathML with that name
 */
gboolean
marbre_html_node_is (const GumboNode *node, GumboTag tag)
{
  return (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE) &&
         node->v.element.tag == tag && node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML;
}

/**
 * marbre_html_node_is_text:
 *
 * Returns: %TRUE for characters of any kind, %FALSE for elements and comments
 */
gboolean
marbre_html_node_is_text (const GumboNode *node)
{
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
         node->type == GUMBO_NODE_CDATA;
}

/**
 * marbre_html_node_dup_name:
 * @node: an element
 *
 * Returns: (transfer full): its tag name, in lower case for HTML, also for tags that HTML does not
 *   know
 */
char *
marbre_html_node_dup_name (const GumboNode *node)
{
  GumboStringPiece name = node->v.element.original_tag;

  if (node->v.element.tag != GUMBO_TAG_UNKNOWN &&
      node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML)
    return g_strdup (gumbo_normalized_tagname (node->v.element.tag));
  if (name.data == NULL)
    return g_strdup ("");
  gumbo_tag_from_original_text (&name);
  if (node->v.element.tag_namespace == GUMBO_NAMESPACE_SVG)
    {
      const char *proper = gumbo_normalize_svg_tagname (&name);

      if (proper != NULL)
        return g_strdup (proper);
    }
  return g_ascii_strdown (name.data, (gssize) name.length);
}

/**
 * marbre_html_node_get_attribute:
 * @node: any node
 * @name: an attribute
 *
 * Returns: (transfer none) (nullable): its value, decoded; %NULL if @node does not have it
 */
const char *
marbre_html_node_get_attribute (const GumboNode *node, const char *name)
{
  const GumboAttribute *attribute;

  if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE)
    return NULL;
  attribute = gumbo_get_attribute (&node->v.element.attributes, name);
  return attribute ? attribute->value : NULL;
}

/**
 * marbre_html_node_get_number:
 * @node: any node
 * @name: an attribute
 * @fallback: if @node does not have it
 *
 * Returns: the number that its value begins with, 0 if none; at most 999,999 and at least its
 *   negative
 */
int
marbre_html_node_get_number (const GumboNode *node, const char *name, int fallback)
{
  const char *value = marbre_html_node_get_attribute (node, name);

  return value ? (int) CLAMP (strtol (value, NULL, 10), -999999, 999999) : fallback;
}

/**
 * marbre_html_node_has_token:
 * @node: any node
 * @attribute: an attribute that is a list of words, such as "class" or "rel"
 * @token: the word, compared without ASCII case
 *
 * Returns: %TRUE if the list has the word
 */
gboolean
marbre_html_node_has_token (const GumboNode *node, const char *attribute, const char *token)
{
  const char *value = marbre_html_node_get_attribute (node, attribute);
  gsize length = strlen (token);

  while (value != NULL && *value != '\0')
    {
      gsize n = strcspn (value, " \t\r\n\f");

      if (n == length && g_ascii_strncasecmp (value, token, n) == 0)
        return TRUE;
      value += n;
      value += strspn (value, " \t\r\n\f");
    }
  return FALSE;
}

/**
 * marbre_html_node_starts_with_newline:
 *
 * Returns: %TRUE for a pre element (and its like) whose text starts with a line end: a parser drops
 *   the first one, so a writer has to add one
 */
gboolean
marbre_html_node_starts_with_newline (const GumboNode *node)
{
  const GumboNode *first;

  if (!marbre_html_node_is (node, GUMBO_TAG_PRE) &&
      !marbre_html_node_is (node, GUMBO_TAG_TEXTAREA) &&
      !marbre_html_node_is (node, GUMBO_TAG_LISTING))
    return FALSE;
  if (marbre_html_node_get_n_children (node) == 0)
    return FALSE;
  first = marbre_html_node_get_child (node, 0);
  return marbre_html_node_is_text (first) && first->v.text.text[0] == '\n';
}

static const GumboNode *
find_below (const GumboNode *node, GumboTag tag, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;

  for (guint i = 0; i < n; i++)
    {
      const GumboNode *child = marbre_html_node_get_child (node, i);
      const GumboNode *found = child;

      if (!marbre_html_node_is (child, tag))
        found = find_below (child, tag, depth + 1);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/**
 * marbre_html_node_find:
 * @tag: a tag of HTML
 *
 * Returns: (transfer none) (nullable): the first such element below @node, in document order
 */
const GumboNode *
marbre_html_node_find (const GumboNode *node, GumboTag tag)
{
  return find_below (node, tag, 0);
}

static void
append_text_below (const GumboNode *node, GString *out, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;

  if (marbre_html_node_is_text (node))
    g_string_append (out, node->v.text.text);
  else if (marbre_html_node_is (node, GUMBO_TAG_BR))
    g_string_append_c (out, '\n');
  for (guint i = 0; i < n; i++)
    append_text_below (marbre_html_node_get_child (node, i), out, depth + 1);
}

/**
 * marbre_html_node_append_text:
 * @out: where the characters of @node and all below it go, as they are
 */
void
marbre_html_node_append_text (const GumboNode *node, GString *out)
{
  append_text_below (node, out, 0);
}
