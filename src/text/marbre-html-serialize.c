/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tree → HTML; see marbre-html-serialize.h. After "Serialising HTML fragments" of the HTML standard
 * (https://html.spec.whatwg.org/multipage/parsing.html#serialising-html-fragments).
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-html-serialize.h"

#include "marbre-encode.h"
#include "marbre-html-tree.h"

typedef struct
{
  GString *out;        /* (borrowed) */
  MarbreHtmlHook hook; /* (nullable) */
  gpointer data;       /* (borrowed) */
} Serializer;

static gboolean
is_one_of (const GumboNode *node, const GumboTag *tags, gsize n_tags)
{
  for (gsize i = 0; i < n_tags; i++)
    if (marbre_html_node_is (node, tags[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_void (const GumboNode *node)
{
  static const GumboTag tags[] = {
    GUMBO_TAG_AREA,  GUMBO_TAG_BASE,    GUMBO_TAG_BR,   GUMBO_TAG_COL,    GUMBO_TAG_EMBED,
    GUMBO_TAG_HR,    GUMBO_TAG_IMG,     GUMBO_TAG_LINK, GUMBO_TAG_INPUT,  GUMBO_TAG_KEYGEN,
    GUMBO_TAG_FRAME, GUMBO_TAG_META,    GUMBO_TAG_WBR,  GUMBO_TAG_SOURCE, GUMBO_TAG_TRACK,
    GUMBO_TAG_PARAM, GUMBO_TAG_BGSOUND,
  };

  return is_one_of (node, tags, G_N_ELEMENTS (tags));
}

/* Their content is characters, never markup, so it is written as it is. */
static gboolean
holds_raw_text (const GumboNode *node)
{
  static const GumboTag tags[] = {
    GUMBO_TAG_STYLE,   GUMBO_TAG_SCRIPT,   GUMBO_TAG_XMP,       GUMBO_TAG_IFRAME,
    GUMBO_TAG_NOEMBED, GUMBO_TAG_NOFRAMES, GUMBO_TAG_PLAINTEXT,
  };

  return is_one_of (node, tags, G_N_ELEMENTS (tags));
}

static void
append_attribute (const GumboAttribute *attribute, GString *out)
{
  g_string_append_c (out, ' ');
  if (attribute->attr_namespace == GUMBO_ATTR_NAMESPACE_XLINK)
    g_string_append (out, "xlink:");
  else if (attribute->attr_namespace == GUMBO_ATTR_NAMESPACE_XML)
    g_string_append (out, "xml:");
  else if (attribute->attr_namespace == GUMBO_ATTR_NAMESPACE_XMLNS &&
           !g_str_equal (attribute->name, "xmlns"))
    g_string_append (out, "xmlns:");
  g_string_append_printf (out, "%s=\"", attribute->name);
  marbre_encode_attribute_append (out, attribute->value, -1);
  g_string_append_c (out, '"');
}

/**
 * marbre_html_serialize_open:
 * @element: an element
 * @without: (nullable): attributes to leave out, %NULL-terminated
 * @extra: (nullable): further attributes, encoded, with a space before each
 * @out: where its start tag goes
 */
void
marbre_html_serialize_open (const GumboNode *element,
                            const char *const *without,
                            const char *extra,
                            GString *out)
{
  const GumboVector *attributes = &element->v.element.attributes;
  g_autofree char *name = marbre_html_node_dup_name (element);

  g_string_append_printf (out, "<%s", name);
  for (guint i = 0; i < attributes->length; i++)
    {
      const GumboAttribute *attribute = attributes->data[i];

      if (without == NULL || !g_strv_contains (without, attribute->name))
        append_attribute (attribute, out);
    }
  if (extra != NULL)
    g_string_append (out, extra);
  g_string_append_c (out, '>');
  if (marbre_html_node_starts_with_newline (element))
    g_string_append_c (out, '\n');
}

/**
 * marbre_html_serialize_close:
 * @element: an element
 * @out: where its end tag goes, if it has one
 */
void
marbre_html_serialize_close (const GumboNode *element, GString *out)
{
  g_autofree char *name = marbre_html_node_dup_name (element);

  if (!is_void (element))
    g_string_append_printf (out, "</%s>", name);
}

static void serialize (Serializer *self, const GumboNode *node, gboolean raw, guint depth);

static void
serialize_children (Serializer *self, const GumboNode *node, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;
  gboolean raw = holds_raw_text (node);

  for (guint i = 0; i < n; i++)
    serialize (self, marbre_html_node_get_child (node, i), raw, depth + 1);
}

static void
serialize_doctype (const GumboDocument *document, GString *out)
{
  if (!document->has_doctype)
    return;
  g_string_append_printf (out, "<!DOCTYPE %s", document->name);
  if (*document->public_identifier != '\0')
    g_string_append_printf (out, " PUBLIC \"%s\"", document->public_identifier);
  else if (*document->system_identifier != '\0')
    g_string_append (out, " SYSTEM");
  if (*document->system_identifier != '\0')
    g_string_append_printf (out, " \"%s\"", document->system_identifier);
  g_string_append (out, ">\n");
}

static void
serialize (Serializer *self, const GumboNode *node, gboolean raw, guint depth)
{
  switch (node->type)
    {
    case GUMBO_NODE_DOCUMENT:
      serialize_doctype (&node->v.document, self->out);
      serialize_children (self, node, depth);
      break;
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE:
      if (self->hook != NULL && self->hook (node, self->out, self->data))
        break;
      marbre_html_serialize_open (node, NULL, NULL, self->out);
      serialize_children (self, node, depth);
      marbre_html_serialize_close (node, self->out);
      break;
    case GUMBO_NODE_COMMENT:
      g_string_append_printf (self->out, "<!--%s-->", node->v.text.text);
      break;
    case GUMBO_NODE_CDATA:
      g_string_append_printf (self->out, "<![CDATA[%s]]>", node->v.text.text);
      break;
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_WHITESPACE:
    default:
      if (raw)
        g_string_append (self->out, node->v.text.text);
      else
        marbre_encode_html_append (self->out, node->v.text.text, -1);
    }
}

/**
 * marbre_html_serialize:
 * @node: a document, an element or a text
 * @out: where to
 * @hook: (nullable): asked before each element
 * @data: its data
 *
 * Writes @node and all below it.
 */
void
marbre_html_serialize (const GumboNode *node, GString *out, MarbreHtmlHook hook, gpointer data)
{
  Serializer self = { out, hook, data };

  serialize (&self, node, FALSE, 0);
}

/**
 * marbre_html_serialize_children:
 * @node: an element
 * @out: where to
 * @hook: (nullable): asked before each element
 * @data: its data
 *
 * Writes all below @node.
 */
void
marbre_html_serialize_children (const GumboNode *node,
                                GString *out,
                                MarbreHtmlHook hook,
                                gpointer data)
{
  Serializer self = { out, hook, data };

  serialize_children (&self, node, 0);
}
