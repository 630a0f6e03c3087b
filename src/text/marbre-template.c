/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Templates; see marbre-template.h. A template is parsed once and written anew for each page; what
 * carries an attribute of ours is written differently.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-template.h"

#include <glib/gi18n.h>

#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-html-serialize.h"
#include "marbre-html-tree.h"
#include "marbre-template-head.h"
#include "marbre-text-error.h"

#define SLOT_ATTRIBUTE  "data-marbre-slot"
#define STYLE_ATTRIBUTE "data-marbre-style"
#define PREVIEW_STYLES  "marbre:///templates/"

struct _MarbreTemplate
{
  GObject parent_instance;

  MarbreHtmlTree *tree; /* (owned) */
  char *name;           /* (owned) (nullable): of a built-in template */
  char *styles;         /* (owned) (nullable): its style sheet */
};

G_DEFINE_FINAL_TYPE (MarbreTemplate, marbre_template, G_TYPE_OBJECT)

typedef struct
{
  MarbreTemplate *template; /* (borrowed) */
  MarbrePage *page;         /* (borrowed) */
} Filling;

static gboolean fill_element (const GumboNode *element, GString *out, gpointer data);

static void
marbre_template_finalize (GObject *object)
{
  MarbreTemplate *self = MARBRE_TEMPLATE (object);

  g_clear_pointer (&self->tree, marbre_html_tree_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->styles, g_free);
  G_OBJECT_CLASS (marbre_template_parent_class)->finalize (object);
}

static void
marbre_template_class_init (MarbreTemplateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_template_finalize;
}

static void
marbre_template_init (MarbreTemplate *self)
{
}

/**
 * marbre_template_get_names:
 *
 * Returns: (transfer none): the built-in templates, %NULL-terminated
 */
const char *const *
marbre_template_get_names (void)
{
  static const char *const names[] = { MARBRE_TEMPLATE_DEFAULT, "magazine", "depeche", NULL };

  return names;
}

static gboolean
has_slot (const GumboNode *node, const char *name, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;
  gboolean found = g_strcmp0 (marbre_html_node_get_attribute (node, SLOT_ATTRIBUTE), name) == 0;

  for (guint i = 0; i < n && !found; i++)
    found = has_slot (marbre_html_node_get_child (node, i), name, depth + 1);
  return found;
}

static MarbreTemplate *
parse (const char *html, gssize length, GError **error)
{
  g_autoptr (MarbreHtmlTree) tree = NULL;
  MarbreTemplate *self;

  if (!g_utf8_validate (html, length, NULL))
    {
      g_set_error_literal (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_ENCODING,
                           _ ("The template is not UTF-8; save it in that encoding"));
      return NULL;
    }
  tree = marbre_html_tree_new_document (html, length, error);
  if (tree == NULL)
    return NULL;
  self = g_object_new (MARBRE_TYPE_TEMPLATE, NULL);
  self->tree = g_steal_pointer (&tree);
  return self;
}

/**
 * marbre_template_new:
 * @html: a trusted HTML document, UTF-8
 * @length: bytes of @html, -1 if NUL-terminated
 *
 * Returns: (transfer full) (nullable): the template; %NULL with %MARBRE_TEXT_ERROR_INVALID if it
 *   has no place for the body, %MARBRE_TEXT_ERROR_TOO_LARGE, or %MARBRE_TEXT_ERROR_ENCODING
 */
MarbreTemplate *
marbre_template_new (const char *html, gssize length, GError **error)
{
  g_autoptr (MarbreTemplate) self = NULL;

  g_return_val_if_fail (html != NULL, NULL);

  self = parse (html, length, error);
  if (self == NULL)
    return NULL;
  if (!has_slot (marbre_html_tree_get_root (self->tree), marbre_slot_get_name (MARBRE_SLOT_BODY),
                 0))
    {
      g_set_error_literal (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_INVALID,
                           _ ("The template has no place for the text; give one element the "
                              "attribute data-marbre-slot=\"body\""));
      return NULL;
    }
  return g_steal_pointer (&self);
}

static GBytes *
lookup (const char *name, const char *suffix, GError **error)
{
  g_autofree char *path = g_strconcat (MARBRE_TEMPLATE_RESOURCES, name, suffix, NULL);

  return g_resource_lookup_data (marbre_text_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                 error);
}

static MarbreTemplate *
load_built_in (const char *name, GError **error)
{
  g_autoptr (GBytes) html = lookup (name, ".html", error);
  g_autoptr (GBytes) styles = html ? lookup (name, ".css", error) : NULL;
  MarbreTemplate *self;
  gsize length;
  const char *text;

  if (styles == NULL)
    return NULL;
  text = g_bytes_get_data (html, &length);
  self = parse (text, (gssize) length, error);
  if (self == NULL)
    return NULL;
  text = g_bytes_get_data (styles, &length);
  self->name = g_strdup (name);
  self->styles = g_strndup (text, length);
  return self;
}

/**
 * marbre_template_load:
 * @name: one of marbre_template_get_names()
 *
 * Returns: (transfer full) (nullable): the built-in template; %NULL with %MARBRE_TEXT_ERROR_INVALID
 *   if there is none of that name
 */
MarbreTemplate *
marbre_template_load (const char *name, GError **error)
{
  g_return_val_if_fail (name != NULL, NULL);

  if (!g_strv_contains (marbre_template_get_names (), name))
    {
      g_autofree char *names = g_strjoinv (", ", (char **) marbre_template_get_names ());

      g_set_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_INVALID,
                   _ ("There is no template “%s”. Choose one of these: %s"), name, names);
      return NULL;
    }
  return load_built_in (name, error);
}

/**
 * marbre_template_load_face:
 * @face: any but %MARBRE_FACE_ARTICLE, whose template is the layout
 *
 * Returns: (transfer full): the template of a story's face
 */
MarbreTemplate *
marbre_template_load_face (MarbreFace face)
{
  g_autofree char *name = g_strconcat (MARBRE_TEMPLATE_FACES, marbre_face_get_name (face), NULL);
  g_autoptr (GError) error = NULL;
  MarbreTemplate *self;

  g_return_val_if_fail (face != MARBRE_FACE_ARTICLE, NULL);

  self = load_built_in (name, &error);
  if (self == NULL)
    g_error ("The template of a face is broken: %s", error->message);
  return self;
}

static void
fill_slot (Filling *self, const GumboNode *element, MarbreSlot slot, GString *out)
{
  static const char *const own[] = { SLOT_ATTRIBUTE, NULL };
  static const char *const hidden[] = { "hidden", NULL };
  g_autofree char *html = marbre_page_get_slot_html (self->page, slot);
  gboolean published = marbre_page_get_published (self->page);

  if (published && *html == '\0')
    return;
  if (published)
    marbre_html_serialize_open (element, own, NULL, out);
  else
    marbre_html_serialize_open (element, hidden, *html == '\0' ? " hidden=\"\"" : NULL, out);
  g_string_append (out, html);
  marbre_html_serialize_close (element, out);
}

static void
fill_root (Filling *self, const GumboNode *element, GString *out)
{
  static const char *const own[] = { "lang", NULL };
  MarbreStory *story = marbre_page_get_story (self->page);
  const char *language = marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE);
  g_autofree char *encoded = marbre_encode_attribute (language);
  g_autofree char *extra = g_strdup_printf (" lang=\"%s\"", encoded);
  gboolean known = *language != '\0';

  marbre_html_serialize_open (element, known ? own : NULL, known ? extra : NULL, out);
  marbre_html_serialize_children (element, out, fill_element, self);
  marbre_html_serialize_close (element, out);
}

static void
fill_head (Filling *self, const GumboNode *element, GString *out)
{
  g_autofree char *title = marbre_template_head_dup_title (self->page);

  marbre_html_serialize_open (element, NULL, NULL, out);
  marbre_html_serialize_children (element, out, fill_element, self);
  g_string_append (out, "<title>");
  marbre_encode_html_append (out, title, -1);
  g_string_append (out, "</title>\n");
  marbre_template_head_append (self->page, out);
  marbre_html_serialize_close (element, out);
}

static void
fill_styles (Filling *self, GString *out)
{
  MarbreTemplate *template = self->template;

  if (template->name == NULL)
    return;
  if (marbre_page_get_published (self->page))
    g_string_append_printf (out, "<style>\n%s</style>", template->styles);
  else
    g_string_append_printf (out, "<link rel=\"stylesheet\" href=\"" PREVIEW_STYLES "%s.css\">",
                            template->name);
}

static gboolean
fill_element (const GumboNode *element, GString *out, gpointer data)
{
  Filling *self = data;
  MarbreSlot slot;

  if (marbre_slot_from_name (marbre_html_node_get_attribute (element, SLOT_ATTRIBUTE), &slot))
    fill_slot (self, element, slot, out);
  else if (marbre_html_node_get_attribute (element, STYLE_ATTRIBUTE) != NULL)
    fill_styles (self, out);
  else if (marbre_html_node_is (element, GUMBO_TAG_HTML))
    fill_root (self, element, out);
  else if (marbre_html_node_is (element, GUMBO_TAG_HEAD))
    fill_head (self, element, out);
  else
    return marbre_html_node_is (element, GUMBO_TAG_TITLE);
  return TRUE;
}

/**
 * marbre_template_fill:
 * @page: what to show
 *
 * Writes the whole document: the slots of the body, and in the head the title, the description and
 * what search engines and social networks look for.
 *
 * Returns: (transfer full): an HTML document
 */
char *
marbre_template_fill (MarbreTemplate *self, MarbrePage *page)
{
  Filling filling = { self, page };
  GString *out;

  g_return_val_if_fail (MARBRE_IS_TEMPLATE (self), NULL);
  g_return_val_if_fail (MARBRE_IS_PAGE (page), NULL);

  out = g_string_new (NULL);
  marbre_html_serialize (marbre_html_tree_get_document (self->tree), out, fill_element, &filling);
  g_string_append_c (out, '\n');
  return marbre_string_steal (out);
}
