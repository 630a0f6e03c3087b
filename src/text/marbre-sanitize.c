/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The allow-list; see marbre-sanitize.h. It works on gumbo's tree and writes new HTML from it, so
 * nothing of the input's own spelling survives. An element that is not listed gives way to its
 * content; one whose content is no prose (scripts, forms' fields, drawings) goes with it.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-sanitize.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-html-tree.h"

#define MAX_ID_BYTES 200
#define MAX_PASSES   6 /* two do for all but what was made to need more */

/* What kind of value an attribute may have. */
typedef enum
{
  VALUE_TEXT,
  VALUE_NUMBER,
  VALUE_WORD, /* ASCII letters, digits and "-": lang, align, dates */
  VALUE_LINK,
  VALUE_IMAGE,
  VALUE_CLASS,
  VALUE_ID,
  VALUE_FLAG,
} ValueKind;

typedef struct
{
  GumboTag tag; /* GUMBO_TAG_LAST: any element */
  const char *name;
  ValueKind kind;
} AttributeRule;

static const AttributeRule attribute_rules[] = {
  { GUMBO_TAG_LAST, "id", VALUE_ID },           { GUMBO_TAG_LAST, "class", VALUE_CLASS },
  { GUMBO_TAG_LAST, "title", VALUE_TEXT },      { GUMBO_TAG_LAST, "lang", VALUE_WORD },
  { GUMBO_TAG_LAST, "dir", VALUE_WORD },        { GUMBO_TAG_A, "href", VALUE_LINK },
  { GUMBO_TAG_IMG, "src", VALUE_IMAGE },        { GUMBO_TAG_IMG, "alt", VALUE_TEXT },
  { GUMBO_TAG_IMG, "width", VALUE_NUMBER },     { GUMBO_TAG_IMG, "height", VALUE_NUMBER },
  { GUMBO_TAG_TH, "align", VALUE_WORD },        { GUMBO_TAG_TH, "colspan", VALUE_NUMBER },
  { GUMBO_TAG_TH, "rowspan", VALUE_NUMBER },    { GUMBO_TAG_TH, "scope", VALUE_WORD },
  { GUMBO_TAG_TD, "align", VALUE_WORD },        { GUMBO_TAG_TD, "colspan", VALUE_NUMBER },
  { GUMBO_TAG_TD, "rowspan", VALUE_NUMBER },    { GUMBO_TAG_COL, "span", VALUE_NUMBER },
  { GUMBO_TAG_COLGROUP, "span", VALUE_NUMBER }, { GUMBO_TAG_OL, "start", VALUE_NUMBER },
  { GUMBO_TAG_OL, "reversed", VALUE_FLAG },     { GUMBO_TAG_LI, "value", VALUE_NUMBER },
  { GUMBO_TAG_TIME, "datetime", VALUE_WORD },   { GUMBO_TAG_BLOCKQUOTE, "cite", VALUE_LINK },
  { GUMBO_TAG_Q, "cite", VALUE_LINK },          { GUMBO_TAG_DETAILS, "open", VALUE_FLAG },
};

static const GumboTag allowed_tags[] = {
  GUMBO_TAG_P,      GUMBO_TAG_BR,         GUMBO_TAG_HR,      GUMBO_TAG_H1,       GUMBO_TAG_H2,
  GUMBO_TAG_H3,     GUMBO_TAG_H4,         GUMBO_TAG_H5,      GUMBO_TAG_H6,       GUMBO_TAG_UL,
  GUMBO_TAG_OL,     GUMBO_TAG_LI,         GUMBO_TAG_DL,      GUMBO_TAG_DT,       GUMBO_TAG_DD,
  GUMBO_TAG_PRE,    GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_CODE,    GUMBO_TAG_KBD,      GUMBO_TAG_SAMP,
  GUMBO_TAG_VAR,    GUMBO_TAG_EM,         GUMBO_TAG_STRONG,  GUMBO_TAG_I,        GUMBO_TAG_B,
  GUMBO_TAG_U,      GUMBO_TAG_S,          GUMBO_TAG_DEL,     GUMBO_TAG_INS,      GUMBO_TAG_MARK,
  GUMBO_TAG_SMALL,  GUMBO_TAG_SUB,        GUMBO_TAG_SUP,     GUMBO_TAG_ABBR,     GUMBO_TAG_CITE,
  GUMBO_TAG_Q,      GUMBO_TAG_DFN,        GUMBO_TAG_TIME,    GUMBO_TAG_SPAN,     GUMBO_TAG_DIV,
  GUMBO_TAG_FIGURE, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_IMG,     GUMBO_TAG_A,        GUMBO_TAG_TABLE,
  GUMBO_TAG_THEAD,  GUMBO_TAG_TBODY,      GUMBO_TAG_TFOOT,   GUMBO_TAG_TR,       GUMBO_TAG_TH,
  GUMBO_TAG_TD,     GUMBO_TAG_CAPTION,    GUMBO_TAG_COL,     GUMBO_TAG_COLGROUP, GUMBO_TAG_SECTION,
  GUMBO_TAG_ASIDE,  GUMBO_TAG_DETAILS,    GUMBO_TAG_SUMMARY, GUMBO_TAG_BDI,      GUMBO_TAG_BDO,
  GUMBO_TAG_WBR,    GUMBO_TAG_RUBY,       GUMBO_TAG_RT,      GUMBO_TAG_RP,
};

static const GumboTag void_tags[] = {
  GUMBO_TAG_BR, GUMBO_TAG_HR, GUMBO_TAG_IMG, GUMBO_TAG_COL, GUMBO_TAG_WBR,
};

/* Left out with all they hold. */
static const GumboTag dropped_tags[] = {
  GUMBO_TAG_SCRIPT,    GUMBO_TAG_STYLE,    GUMBO_TAG_IFRAME,   GUMBO_TAG_OBJECT,
  GUMBO_TAG_EMBED,     GUMBO_TAG_APPLET,   GUMBO_TAG_SVG,      GUMBO_TAG_MATH,
  GUMBO_TAG_TEMPLATE,  GUMBO_TAG_NOSCRIPT, GUMBO_TAG_NOEMBED,  GUMBO_TAG_NOFRAMES,
  GUMBO_TAG_PLAINTEXT, GUMBO_TAG_XMP,      GUMBO_TAG_TEXTAREA, GUMBO_TAG_SELECT,
  GUMBO_TAG_BUTTON,    GUMBO_TAG_INPUT,    GUMBO_TAG_TITLE,    GUMBO_TAG_HEAD,
  GUMBO_TAG_FRAME,     GUMBO_TAG_FRAMESET, GUMBO_TAG_CANVAS,   GUMBO_TAG_AUDIO,
  GUMBO_TAG_VIDEO,     GUMBO_TAG_PARAM,
};

/* Our own; a foreign class would let a text dress up as something of the page. */
static const char *const house_classes[] = {
  "pullquote", "read-also", "box",       "key-points",   "label",         "credit",
  "embed",     "tk",        "footnotes", "footnote-ref", "footnote-back", NULL,
};

typedef struct
{
  GString *out;              /* (borrowed) */
  MarbreUriMapper map_image; /* (nullable) */
  gpointer map_data;         /* (borrowed) */
} Writer;

static gboolean
has_tag (const GumboTag *tags, gsize n_tags, GumboTag tag)
{
  for (gsize i = 0; i < n_tags; i++)
    if (tags[i] == tag)
      return TRUE;
  return FALSE;
}

static gboolean
scheme_is_allowed (const char *uri, gsize length, MarbreUriUse use)
{
  static const char *const schemes[] = { "http", "https", "mailto", "tel" };
  guint n = use == MARBRE_URI_LINK ? 4 : 2;

  for (guint i = 0; i < n; i++)
    if (strlen (schemes[i]) == length && g_ascii_strncasecmp (uri, schemes[i], length) == 0)
      return TRUE;
  return FALSE;
}

/**
 * marbre_sanitize_uri:
 * @uri: a URI reference of foreign origin, UTF-8, entities decoded
 * @use: what the page does with it
 *
 * Judges a URI as a browser reads it: white space around it and tabs and line ends inside do not
 * count, so they cannot hide a scheme.
 *
 * Returns: (transfer full) (nullable): the URI, percent-encoded; %NULL if it is not allowed
 */
char *
marbre_sanitize_uri (const char *uri, MarbreUriUse use)
{
  g_autoptr (GString) clean = g_string_new (NULL);
  gsize before_colon;

  g_return_val_if_fail (uri != NULL, NULL);

  for (const char *p = uri; *p != '\0'; p++)
    if (*p != '\t' && *p != '\n' && *p != '\r')
      g_string_append_c (clean, *p);
  while (clean->len > 0 && (guchar) clean->str[clean->len - 1] <= ' ')
    g_string_truncate (clean, clean->len - 1);
  while (clean->len > 0 && (guchar) clean->str[0] <= ' ')
    g_string_erase (clean, 0, 1);

  before_colon = strcspn (clean->str, ":/?#");
  if (clean->str[before_colon] == ':' && !scheme_is_allowed (clean->str, before_colon, use))
    return NULL;
  return marbre_encode_uri (clean->str);
}

static gboolean
is_word (const char *value)
{
  for (const char *p = value; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-:.+", *p) == NULL)
      return FALSE;
  return *value != '\0';
}

static gboolean
is_number (const char *value)
{
  gsize length = strlen (value);

  return length > 0 && length <= 9 && strspn (value, "0123456789") == length;
}

static gboolean
is_id (const char *value)
{
  for (const char *p = value; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_')
      return FALSE;
  return g_ascii_isalnum (value[0]) && strlen (value) <= MAX_ID_BYTES;
}

/* Returns: (transfer full) (nullable): the classes of @value that are ours */
static char *
filter_classes (const GumboNode *node, const char *value)
{
  g_auto (GStrv) words = g_strsplit_set (value, " \t\r\n\f", -1);
  GString *kept = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean is_code_language =
          marbre_html_node_is (node, GUMBO_TAG_CODE) && g_str_has_prefix (words[i], "language-");

      if (is_code_language || g_strv_contains (house_classes, words[i]))
        g_string_append_printf (kept, "%s%s", kept->len > 0 ? " " : "", words[i]);
    }
  return kept->len > 0 ? marbre_string_steal (kept) : g_string_free (kept, TRUE);
}

static char *
map_source (Writer *self, const char *value)
{
  char *uri = marbre_sanitize_uri (value, MARBRE_URI_RESOURCE);
  char *mapped = uri && self->map_image ? self->map_image (uri, self->map_data) : NULL;

  if (mapped == NULL)
    return uri;
  g_free (uri);
  return mapped;
}

/* Returns: (transfer full) (nullable): the value to write, %NULL to leave the attribute out */
static char *
filter_value (Writer *self, const GumboNode *node, ValueKind kind, const char *value)
{
  switch (kind)
    {
    case VALUE_TEXT:
      return g_strdup (value);
    case VALUE_NUMBER:
      return is_number (value) ? g_strdup (value) : NULL;
    case VALUE_WORD:
      return is_word (value) ? g_strdup (value) : NULL;
    case VALUE_LINK:
      return marbre_sanitize_uri (value, MARBRE_URI_LINK);
    case VALUE_IMAGE:
      return map_source (self, value);
    case VALUE_CLASS:
      return filter_classes (node, value);
    case VALUE_ID:
      return is_id (value) ? g_strdup (value) : NULL;
    case VALUE_FLAG:
      return g_strdup ("");
    default:
      g_assert_not_reached ();
    }
}

static void
write_attributes (Writer *self, const GumboNode *node)
{
  for (guint i = 0; i < G_N_ELEMENTS (attribute_rules); i++)
    {
      const AttributeRule *rule = &attribute_rules[i];
      const char *value;
      g_autofree char *filtered = NULL;

      if (rule->tag != GUMBO_TAG_LAST && rule->tag != node->v.element.tag)
        continue;
      value = marbre_html_node_get_attribute (node, rule->name);
      if (value != NULL)
        filtered = filter_value (self, node, rule->kind, value);
      if (filtered == NULL)
        continue;
      g_string_append_printf (self->out, " %s=\"", rule->name);
      marbre_encode_attribute_append (self->out, filtered, -1);
      g_string_append_c (self->out, '"');
    }
}

static void write_children (Writer *self, const GumboNode *node, guint depth);

static void
write_element (Writer *self, const GumboNode *node, guint depth)
{
  GumboTag tag = node->v.element.tag;
  const char *name = gumbo_normalized_tagname (tag);

  if (node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML ||
      has_tag (dropped_tags, G_N_ELEMENTS (dropped_tags), tag))
    return;
  if (!has_tag (allowed_tags, G_N_ELEMENTS (allowed_tags), tag))
    {
      write_children (self, node, depth);
      return;
    }

  g_string_append_printf (self->out, "<%s", name);
  write_attributes (self, node);
  g_string_append_c (self->out, '>');
  if (has_tag (void_tags, G_N_ELEMENTS (void_tags), tag))
    return;
  if (marbre_html_node_starts_with_newline (node))
    g_string_append_c (self->out, '\n');
  write_children (self, node, depth);
  g_string_append_printf (self->out, "</%s>", name);
}

static void
write_children (Writer *self, const GumboNode *node, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;

  for (guint i = 0; i < n; i++)
    {
      const GumboNode *child = marbre_html_node_get_child (node, i);

      if (marbre_html_node_is_text (child))
        marbre_encode_html_append (self->out, child->v.text.text, -1);
      else if (child->type == GUMBO_NODE_ELEMENT)
        write_element (self, child, depth + 1);
    }
}

/* Returns: (transfer full) (nullable): what @html gives, %NULL if it cannot be read */
static char *
sanitize_once (const char *html, gssize length, MarbreUriMapper map_image, gpointer data)
{
  g_autoptr (MarbreHtmlTree) tree = marbre_html_tree_new_fragment (html, length, NULL);
  Writer writer = { .map_image = map_image, .map_data = data };

  if (tree == NULL)
    return NULL;
  writer.out = g_string_new (NULL);
  write_children (&writer, marbre_html_tree_get_root (tree), 0);
  return marbre_string_steal (writer.out);
}

/**
 * marbre_sanitize_fragment:
 * @html: HTML as it may stand inside a body, UTF-8
 * @length: bytes of @html, -1 if NUL-terminated
 * @map_image: (nullable): says where pictures are found; what it returns is trusted
 * @data: its data
 *
 * Keeps what is on the allow-list. Some trees have no spelling that a parser reads as that tree
 * (a paragraph in a paragraph, out of a table), and attacks live on that difference: so what was
 * written is read again until it stays as it is. Sanitizing twice gives the same as once.
 *
 * Returns: (transfer full): well-formed HTML; "" if @html is too large, nested absurdly deep or
 *   never the same twice
 */
char *
marbre_sanitize_fragment (const char *html, gssize length, MarbreUriMapper map_image, gpointer data)
{
  g_autofree char *clean = sanitize_once (html, length, NULL, NULL);
  gboolean stable = FALSE;

  for (guint pass = 1; clean != NULL && !stable && pass < MAX_PASSES; pass++)
    {
      g_autofree char *again = sanitize_once (clean, -1, NULL, NULL);

      stable = again != NULL && g_str_equal (again, clean);
      g_free (clean);
      clean = g_steal_pointer (&again);
    }
  if (!stable)
    return g_strdup ("");
  return map_image ? sanitize_once (clean, -1, map_image, data) : g_steal_pointer (&clean);
}
