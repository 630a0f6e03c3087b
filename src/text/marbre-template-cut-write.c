/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The template of a cut page; see marbre-template-cut.h. New HTML is written from the tree: only
 * elements and attributes that are listed here come through, and addresses only as the mapper says.
 * What remains can be looked at; nothing in it runs, sends, or loads from elsewhere. The preview's
 * own locks hold all the same.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-sanitize.h"
#include "marbre-template-cut-private.h"

#define NODE_ATTRIBUTE "data-marbre-node"

/* Elements that come through. Others give way to their content. */
static const char *const html_elements[] = {
  "html",     "head",     "body",   "header",  "footer",     "main",     "article", "section",
  "nav",      "aside",    "div",    "span",    "p",          "h1",       "h2",      "h3",
  "h4",       "h5",       "h6",     "hgroup",  "ul",         "ol",       "li",      "menu",
  "dl",       "dt",       "dd",     "a",       "img",        "picture",  "figure",  "figcaption",
  "pre",      "code",     "em",     "strong",  "i",          "b",        "u",       "s",
  "small",    "sub",      "sup",    "abbr",    "cite",       "q",        "time",    "address",
  "hr",       "br",       "wbr",    "table",   "caption",    "colgroup", "col",     "thead",
  "tbody",    "tfoot",    "tr",     "th",      "td",         "button",   "label",   "input",
  "select",   "option",   "form",   "fieldset", "legend",    "details",  "summary", "mark",
  "del",      "ins",      "kbd",    "samp",    "var",        "dfn",      "ruby",    "rt",
  "rp",       "bdi",      "bdo",    "center",  "font",       "search",   "data",    "textarea",
  "blockquote", NULL,
};

/* What is drawn in place. Nothing that refers, moves or embeds. */
static const char *const svg_elements[] = {
  "svg",    "g",        "path",   "rect",           "circle",         "ellipse", "line",
  "title",  "polyline", "polygon", "defs",          "symbol",         "use",     "text",
  "tspan",  "desc",     "stop",   "linearGradient", "radialGradient", "clipPath", "mask",
  "filter", "feColorMatrix", "feComponentTransfer", "feFuncR", "feFuncG", "feFuncB", "feFuncA",
  "feComposite", "feGaussianBlur", "feOffset", "feFlood", "feBlend", NULL,
};

/* Left out with all they hold. */
static const char *const dropped_elements[] = {
  "script",  "noscript", "iframe", "object",   "embed",  "applet", "template", "frame",
  "frameset", "portal",  "audio",  "video",    "canvas", "base",   "title",    "param",
  "track",   "source",   "map",    "area",     "math",   "dialog", "noembed",  "noframes",
  "plaintext", "xmp",    "marquee", "bgsound", "foreignObject", "animate", "set",
  "animateTransform", "animateMotion", "image", "feImage", "slot", NULL,
};

static const char *const html_attributes[] = {
  "id",       "class",       "lang",     "dir",      "title",   "role",        "hidden",
  "width",    "height",      "alt",      "datetime", "colspan", "rowspan",     "scope",
  "span",     "start",       "reversed", "value",    "align",   "valign",      "bgcolor",
  "color",    "cellpadding", "cellspacing", "border", "open",   "placeholder", "checked",
  "disabled", "selected",    "label",    "size",     "rows",    "cols",        "media",
  "itemprop", "rel",         "type",     "face",     NULL,
};

static const char *const svg_attributes[] = {
  "id",        "class",       "viewBox",         "width",          "height",       "fill",
  "fill-rule", "fill-opacity", "stroke",         "stroke-width",   "stroke-linecap", "d",
  "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-dasharray", "clip-rule",
  "stroke-dashoffset", "transform", "opacity",   "x",              "y",            "x1",
  "x2",        "y1",          "y2",              "cx",             "cy",           "r",
  "rx",        "ry",          "points",          "offset",         "stop-color",   "stop-opacity",
  "gradientUnits", "gradientTransform", "preserveAspectRatio", "role", "focusable", "version",
  "font-size", "font-family", "font-weight",     "text-anchor",    "dx",           "dy",
  "clipPathUnits", "maskUnits", "values",        "type",           "in",           "in2",
  "operator",  "tableValues", "result",          "stdDeviation",   "color-interpolation-filters",
  "hidden",    NULL,
};

/* May point at a drawing in the same page, never elsewhere. */
static const char *const svg_references[] = { "clip-path", "mask", "filter", "href", NULL };

/* Our parts as they read in a foreign page, and what must hold whatever the page's style says. */
static const char forms_style[] =
    "[data-marbre-slot][hidden]{display:none!important}"
    "[data-marbre-form=name] .by,[data-marbre-form=date] .when,[data-marbre-form=date] .updated,"
    "[data-marbre-form=section] li:not(:last-child),[data-marbre-form=list]>h2{display:none}"
    "[data-marbre-form=section] ol,[data-marbre-form=list] ul{display:contents}"
    "[data-marbre-form=section] li,[data-marbre-form=list] li{display:inline;list-style:none;"
    "margin:0;padding:0}"
    "[data-marbre-form=section] li::before{content:none!important}"
    "[data-marbre-form=list] li+li::before{content:\", \"}"
    "[data-marbre-slot=body] img,[data-marbre-slot=lead] img{max-width:100%;height:auto}";

typedef struct
{
  MarbreTemplateCut *cut;  /* (borrowed) */
  const char *base_uri;    /* (borrowed) */
  MarbreAddressMapper map; /* asked for each address */
  gpointer data;           /* (borrowed): for @map */
  GString *out;            /* (owned) */
} Writer;

static void write_node (Writer *self, const GumboNode *node, guint depth);
static void write_children (Writer *self, const GumboNode *node, guint depth);

static gboolean
is_drawing (const GumboNode *node)
{
  return node->v.element.tag_namespace == GUMBO_NAMESPACE_SVG;
}

static const MarbreCutPlace *
find_place (Writer *self, guint element, MarbreSlot *slot)
{
  for (guint i = 0; i < MARBRE_N_SLOTS; i++)
    if (self->cut->places[i].element == element)
      {
        *slot = (MarbreSlot) i;
        return &self->cut->places[i];
      }
  return NULL;
}

/* Attributes */

static void
append_attribute (Writer *self, const char *name, const char *value)
{
  g_string_append_printf (self->out, " %s=\"", name);
  marbre_encode_attribute_append (self->out, value, -1);
  g_string_append_c (self->out, '"');
}

/* Names come out as they are, so they are made of little. */
static gboolean
is_open_name (const char *name, const char *prefix)
{
  return g_str_has_prefix (name, prefix) &&
         strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-_") == strlen (name);
}

static void
write_style_attribute (Writer *self, const char *value)
{
  g_autofree char *mapped =
      marbre_style_map (value, -1, self->base_uri, self->map, self->data);

  append_attribute (self, "style", mapped);
}

static void
write_link (Writer *self, const char *value)
{
  g_autofree char *link = marbre_sanitize_uri (value, MARBRE_URI_LINK);
  g_autofree char *absolute =
      link ? g_uri_resolve_relative (self->base_uri, link, G_URI_FLAGS_ENCODED, NULL) : NULL;

  if (link != NULL && *link == '#')
    append_attribute (self, "href", link);
  else if (absolute != NULL)
    append_attribute (self, "href", absolute);
}

static void
write_svg_attribute (Writer *self, const GumboAttribute *attribute)
{
  const char *name = attribute->name;
  const char *value = attribute->value;

  if (g_str_equal (name, "style"))
    write_style_attribute (self, value);
  else if (g_strv_contains (svg_attributes, name) && strstr (value, "(") == NULL)
    append_attribute (self, name, value);
  else if (g_strv_contains (svg_attributes, name) &&
           (g_str_equal (name, "transform") || g_str_equal (name, "gradientTransform")))
    append_attribute (self, name, value);
  else if (g_str_equal (name, "fill") || g_str_equal (name, "stroke") ||
           g_str_equal (name, "stop-color") || g_strv_contains (svg_references, name))
    {
      /* url(#here), var(--colour), rgb(1 2 3), or "#here" of a use element. */
      if (g_str_has_prefix (value, "url(#") || *value == '#' || g_str_has_prefix (value, "var(") ||
          g_str_has_prefix (value, "rgb"))
        append_attribute (self, name, value);
    }
}

static void
write_html_attribute (Writer *self, const GumboAttribute *attribute)
{
  const char *name = attribute->name;

  if (g_str_equal (name, "style"))
    write_style_attribute (self, attribute->value);
  else if (g_strv_contains (html_attributes, name) || is_open_name (name, "aria-") ||
           (is_open_name (name, "data-") && !g_str_has_prefix (name, "data-marbre") &&
            !g_str_has_prefix (name, "data-line")))
    append_attribute (self, name, attribute->value);
}

static void
write_attributes (Writer *self, const GumboNode *node)
{
  const GumboVector *attributes = &node->v.element.attributes;

  for (guint i = 0; i < attributes->length; i++)
    if (is_drawing (node))
      write_svg_attribute (self, attributes->data[i]);
    else
      write_html_attribute (self, attributes->data[i]);
}

static void
write_number (Writer *self, const GumboNode *node)
{
  g_string_append_printf (self->out, " " NODE_ATTRIBUTE "=\"%u\"",
                          marbre_page_outline_find_node (self->cut->outline, node));
}

/* Elements */

/* The candidate of a srcset that is nearest to a wide column. */
static char *
pick_candidate (const char *srcset)
{
  g_auto (GStrv) candidates = g_regex_split_simple (",\\s+|,$", srcset, 0, 0);
  double best = G_MAXDOUBLE;
  char *found = NULL;

  for (guint i = 0; candidates[i] != NULL; i++)
    {
      const char *text = g_strstrip (candidates[i]);
      gsize length = strcspn (text, " \t\r\n");
      double size = g_ascii_strtod (text + length, NULL);
      double distance = ABS (size - 1200);

      if (length == 0 || distance >= best)
        continue;
      best = distance;
      g_free (found);
      found = g_strndup (text, length);
    }
  return found;
}

static gboolean
is_pixel (const GumboNode *node)
{
  const char *width = marbre_html_node_get_attribute (node, "width");
  const char *height = marbre_html_node_get_attribute (node, "height");

  return (width != NULL && g_ascii_strtod (width, NULL) <= 1) ||
         (height != NULL && g_ascii_strtod (height, NULL) <= 1);
}

/* A picture of the page around the story. Pictures that only count readers are left out. */
static void
write_image (Writer *self, const GumboNode *node)
{
  static const char *const lazy[] = { "data-src", "data-lazy-src", "data-original", NULL };
  const char *srcset = marbre_html_node_get_attribute (node, "srcset");
  const char *src = marbre_html_node_get_attribute (node, "src");
  g_autofree char *candidate = NULL;
  g_autofree char *mapped = NULL;

  if (is_pixel (node))
    return;
  for (guint i = 0; lazy[i] != NULL; i++)
    if ((src == NULL || g_str_has_prefix (src, "data:")) &&
        marbre_html_node_get_attribute (node, lazy[i]) != NULL)
      src = marbre_html_node_get_attribute (node, lazy[i]);
  if (src == NULL || *src == '\0')
    src = candidate = srcset ? pick_candidate (srcset) : NULL;
  if (src != NULL)
    mapped = marbre_style_map_address (src, self->base_uri, MARBRE_ADDRESS_FILE, self->map,
                                       self->data);
  if (mapped == NULL)
    return;
  g_string_append (self->out, "<img");
  write_attributes (self, node);
  append_attribute (self, "src", mapped);
  write_number (self, node);
  g_string_append_c (self->out, '>');
}

static void
write_style_element (Writer *self, const GumboNode *node)
{
  const char *type = marbre_html_node_get_attribute (node, "type");
  const char *media = marbre_html_node_get_attribute (node, "media");
  g_autoptr (GString) css = g_string_new (NULL);
  g_autofree char *mapped = NULL;

  if (type != NULL && *type != '\0' && g_ascii_strcasecmp (type, "text/css") != 0)
    return;
  marbre_html_node_append_text (node, css);
  mapped = marbre_style_map (css->str, (gssize) css->len, self->base_uri, self->map, self->data);
  if (strstr (mapped, "</") != NULL)
    return; /* nothing in CSS needs it, and it could end the element */
  g_string_append (self->out, "<style");
  if (media != NULL)
    append_attribute (self, "media", media);
  g_string_append_printf (self->out, ">%s</style>\n", mapped);
}

static void
write_stylesheet_link (Writer *self, const GumboNode *node)
{
  const char *href = marbre_html_node_get_attribute (node, "href");
  const char *media = marbre_html_node_get_attribute (node, "media");
  g_autofree char *mapped = NULL;

  if (href == NULL || !marbre_html_node_has_token (node, "rel", "stylesheet") ||
      marbre_html_node_has_token (node, "rel", "alternate") ||
      marbre_html_node_get_attribute (node, "disabled") != NULL)
    return;
  mapped = marbre_style_map_address (href, self->base_uri, MARBRE_ADDRESS_STYLE, self->map,
                                     self->data);
  if (mapped == NULL)
    return;
  g_string_append (self->out, "<link rel=\"stylesheet\"");
  append_attribute (self, "href", mapped);
  if (media != NULL)
    append_attribute (self, "media", media);
  g_string_append (self->out, ">\n");
}

static void
write_meta (Writer *self, const GumboNode *node)
{
  static const char *const names[] = { "viewport", "color-scheme", "theme-color", NULL };
  const char *name = marbre_html_node_get_attribute (node, "name");
  const char *content = marbre_html_node_get_attribute (node, "content");

  if (name == NULL || content == NULL || !g_strv_contains (names, name))
    return;
  g_string_append (self->out, "<meta");
  append_attribute (self, "name", name);
  append_attribute (self, "content", content);
  g_string_append (self->out, ">\n");
}

static const char *
form_name (MarbreCutForm form)
{
  switch (form)
    {
    case MARBRE_CUT_FORM_NAME:
      return "name";
    case MARBRE_CUT_FORM_DATE:
      return "date";
    case MARBRE_CUT_FORM_SECTION:
      return "section";
    case MARBRE_CUT_FORM_LIST:
      return "list";
    case MARBRE_CUT_FORM_PLAIN:
    default:
      return NULL;
    }
}

/* Whose classes the blocks of a text have there; the preview gives them to ours. */
static const char *
find_house (Writer *self, guint element)
{
  for (guint i = element; i != MARBRE_OUTLINE_NONE;
       i = marbre_page_outline_get (self->cut->outline, i)->parent)
    {
      const GumboNode *node = marbre_page_outline_get (self->cut->outline, i)->node;

      if (marbre_html_node_has_token (node, "class", "gh-content"))
        return "ghost";
      if (marbre_html_node_has_token (node, "class", "entry-content") ||
          marbre_html_node_has_token (node, "class", "wp-block-post-content"))
        return "wordpress";
    }
  return NULL;
}

static void
write_slot_attributes (Writer *self, const MarbreCutPlace *place, MarbreSlot slot)
{
  const char *form = form_name (place->form);
  const char *house = slot == MARBRE_SLOT_BODY ? find_house (self, place->element) : NULL;

  append_attribute (self, "data-marbre-slot", marbre_slot_get_name (slot));
  if (form != NULL)
    append_attribute (self, "data-marbre-form", form);
  if (house != NULL)
    append_attribute (self, "data-marbre-house", house);
}

/* An empty element in the place of one of the story. A picture cannot hold text, so a figure does,
 * in its place. */
static void
write_slot (Writer *self, const GumboNode *node, const MarbreCutPlace *place, MarbreSlot slot)
{
  gboolean image = marbre_html_node_is (node, GUMBO_TAG_IMG);
  g_autofree char *own = marbre_html_node_dup_name (node);
  const char *name = image ? "figure" : own;

  g_string_append_printf (self->out, "<%s", name);
  if (!image)
    write_attributes (self, node);
  write_slot_attributes (self, place, slot);
  write_number (self, node);
  g_string_append_printf (self->out, "></%s>", name);
}

/* A container that the story's text shares with other parts of the page. */
static void
write_shared_children (Writer *self,
                       const GumboNode *node,
                       const MarbreCutPlace *place,
                       guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;

  for (int i = 0; i < (int) n; i++)
    if (i < place->first || i > place->last)
      write_node (self, marbre_html_node_get_child (node, (guint) i), depth + 1);
    else if (i == place->first)
      {
        g_string_append (self->out, "<div");
        write_slot_attributes (self, place, MARBRE_SLOT_BODY);
        g_string_append (self->out, "></div>");
      }
}

static gboolean
is_void_name (const char *name)
{
  static const char *const names[] = { "br", "hr", "wbr", "col", "input", NULL };

  return g_strv_contains (names, name);
}

static void
write_plain (Writer *self, const GumboNode *node, const char *name, guint depth)
{
  const char *href = marbre_html_node_get_attribute (node, "href");
  guint number = marbre_page_outline_find_node (self->cut->outline, node);
  const MarbreCutPlace *body = &self->cut->places[MARBRE_SLOT_BODY];

  g_string_append_printf (self->out, "<%s", name);
  write_attributes (self, node);
  if (href != NULL && marbre_html_node_is (node, GUMBO_TAG_A))
    write_link (self, href);
  write_number (self, node);
  g_string_append_c (self->out, '>');
  if (is_void_name (name))
    return;
  if (g_str_equal (name, "head"))
    g_string_append (self->out, "<meta charset=\"utf-8\">\n");
  if (number == body->element)
    write_shared_children (self, node, body, depth);
  else
    write_children (self, node, depth);
  if (g_str_equal (name, "head"))
    g_string_append_printf (self->out, "<style>%s</style>\n", forms_style);
  g_string_append_printf (self->out, "</%s>", name);
}

/* Elements of a page's own (with a hyphen) are inert without scripts, and its style names them. */
static gboolean
may_be_written (const GumboNode *node, const char *name)
{
  if (is_drawing (node))
    return g_strv_contains (svg_elements, name);
  return g_strv_contains (html_elements, name) ||
         (strchr (name, '-') != NULL && g_ascii_isalpha (name[0]) && is_open_name (name, ""));
}

/* A field that would ask for a file: left out. */
static gboolean
opens_files (const GumboNode *node)
{
  return marbre_html_node_is (node, GUMBO_TAG_INPUT) &&
         marbre_html_node_has_token (node, "type", "file");
}

static gboolean
write_special (Writer *self, const GumboNode *node)
{
  if (marbre_html_node_is (node, GUMBO_TAG_IMG))
    write_image (self, node);
  else if (marbre_html_node_is (node, GUMBO_TAG_STYLE))
    write_style_element (self, node);
  else if (marbre_html_node_is (node, GUMBO_TAG_LINK))
    write_stylesheet_link (self, node);
  else if (marbre_html_node_is (node, GUMBO_TAG_META))
    write_meta (self, node);
  else
    return opens_files (node);
  return TRUE;
}

static void
write_element (Writer *self, const GumboNode *node, guint depth)
{
  guint number = marbre_page_outline_find_node (self->cut->outline, node);
  g_autofree char *name = marbre_html_node_dup_name (node);
  MarbreSlot slot = MARBRE_SLOT_SITE;
  const MarbreCutPlace *place = NULL;

  if (number == MARBRE_OUTLINE_NONE ||
      g_hash_table_contains (self->cut->left_out, GUINT_TO_POINTER (number)))
    return;
  place = find_place (self, number, &slot);
  if (place != NULL && place->last < place->first &&
      (may_be_written (node, name) || marbre_html_node_is (node, GUMBO_TAG_IMG)))
    write_slot (self, node, place, slot);
  else if (g_strv_contains (dropped_elements, name) || write_special (self, node))
    return;
  else if (may_be_written (node, name))
    write_plain (self, node, name, depth);
  else if (!is_drawing (node))
    write_children (self, node, depth);
}

static void
write_node (Writer *self, const GumboNode *node, guint depth)
{
  if (marbre_html_node_is_text (node))
    marbre_encode_html_append (self->out, node->v.text.text, -1);
  else if (node->type == GUMBO_NODE_ELEMENT)
    write_element (self, node, depth);
}

static void
write_children (Writer *self, const GumboNode *node, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;

  for (guint i = 0; i < n; i++)
    write_node (self, marbre_html_node_get_child (node, i), depth + 1);
}

/**
 * marbre_template_cut_write:
 * @base_uri: the page's address
 * @map: asked for each style sheet, picture and font that the page loads
 * @data: for @map
 *
 * Each element has its number as data-marbre-node, so that a person can point at it.
 *
 * Returns: (transfer full): a template for marbre_template_new() and for the preview
 */
char *
marbre_template_cut_write (MarbreTemplateCut *self,
                           const char *base_uri,
                           MarbreAddressMapper map,
                           gpointer data)
{
  Writer writer = { .cut = self, .base_uri = base_uri, .map = map, .data = data };
  const GumboNode *document = marbre_html_tree_get_document (self->tree);

  g_return_val_if_fail (base_uri != NULL && map != NULL, NULL);

  writer.out = g_string_new (NULL);
  if (document->v.document.doc_type_quirks_mode == GUMBO_DOCTYPE_NO_QUIRKS)
    g_string_append (writer.out, "<!DOCTYPE html>\n");
  write_element (&writer, marbre_html_tree_get_root (self->tree), 0);
  return marbre_string_steal (writer.out);
}
