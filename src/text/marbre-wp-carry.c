/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Carrying over; see marbre-wp-carry.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-wp-carry.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-html-serialize.h"
#include "marbre-html-tree.h"
#include "marbre-wp-grammar.h"

struct _MarbreWpCarrier
{
  MarbreHtmlTree *tree; /* (owned) (nullable): what is at the site */
  GHashTable *links;    /* (owned) (element-type utf8 GumboNode): the first of each address */
  GHashTable *pictures; /* (owned) (element-type utf8 GumboNode): likewise */
};

typedef struct
{
  MarbreWpCarrier *carrier; /* (borrowed) */
  const GumboNode *before;  /* (borrowed) (nullable): the outermost element at the site */
  const GumboNode *after;   /* (borrowed) (nullable): the one in its place */
} Carrying;

/* What the rewritten block says itself. */
static const char *const own_members[] = { "level", "ordered", "start", "values" };
static const char *const own_attributes[] = {
  "href", "title", "src", "alt", "start", "class", NULL,
};
static const char *const own_classes[] = { "is-loose", NULL };

static void
look_around (MarbreWpCarrier *self, const GumboNode *node, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;
  const char *href = marbre_html_node_get_attribute (node, "href");
  const char *src = marbre_html_node_get_attribute (node, "src");

  if (marbre_html_node_is (node, GUMBO_TAG_A) && href != NULL &&
      !g_hash_table_contains (self->links, href))
    g_hash_table_insert (self->links, (gpointer) href, (gpointer) node);
  if (marbre_html_node_is (node, GUMBO_TAG_IMG) && src != NULL &&
      !g_hash_table_contains (self->pictures, src))
    g_hash_table_insert (self->pictures, (gpointer) src, (gpointer) node);
  for (guint i = 0; i < n; i++)
    look_around (self, marbre_html_node_get_child (node, i), depth + 1);
}

/**
 * marbre_wp_carrier_new:
 * @content: what is at the site
 *
 * Returns: (transfer full): who carries from there
 */
MarbreWpCarrier *
marbre_wp_carrier_new (const char *content)
{
  MarbreWpCarrier *self = g_new0 (MarbreWpCarrier, 1);

  self->links = g_hash_table_new (g_str_hash, g_str_equal);
  self->pictures = g_hash_table_new (g_str_hash, g_str_equal);
  self->tree = marbre_html_tree_new_fragment (content, -1, NULL);
  if (self->tree != NULL)
    look_around (self, marbre_html_tree_get_root (self->tree), 0);
  return self;
}

/**
 * marbre_wp_carrier_free:
 * @self: (transfer full): the carrier
 */
void
marbre_wp_carrier_free (MarbreWpCarrier *self)
{
  g_clear_pointer (&self->links, g_hash_table_unref);
  g_clear_pointer (&self->pictures, g_hash_table_unref);
  g_clear_pointer (&self->tree, marbre_html_tree_free);
  g_free (self);
}

static gboolean
is_own_class (const char *name)
{
  return g_strv_contains (own_classes, name) || g_str_has_prefix (name, "language-");
}

/* Returns: (transfer full): the words of @after, then those of @before that are not among them */
static char *
join_classes (const char *before, const char *after)
{
  g_auto (GStrv) old = g_strsplit_set (before ? before : "", " \t\r\n\f", -1);
  g_auto (GStrv) new = g_strsplit_set (after ? after : "", " \t\r\n\f", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; new[i] != NULL; i++)
    if (*new[i] != '\0')
      g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", new[i]);
  for (guint i = 0; old[i] != NULL; i++)
    if (*old[i] != '\0' && !g_strv_contains ((const char *const *) new, old[i]) &&
        !is_own_class (old[i]))
      g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", old[i]);
  return marbre_string_steal (out);
}

/* The attributes of @before that @after does not have, and the classes of both. */
static char *
join_attributes (const GumboNode *before, const GumboNode *after)
{
  const GumboVector *attributes = &before->v.element.attributes;
  const char *old_class = marbre_html_node_get_attribute (before, "class");
  const char *new_class = marbre_html_node_get_attribute (after, "class");
  g_autofree char *classes = join_classes (old_class, new_class);
  GString *out = g_string_new (NULL);

  if (*classes != '\0')
    {
      g_string_append (out, " class=\"");
      marbre_encode_attribute_append (out, classes, -1);
      g_string_append_c (out, '"');
    }
  for (guint i = 0; i < attributes->length; i++)
    {
      const GumboAttribute *attribute = attributes->data[i];

      if (g_strv_contains (own_attributes, attribute->name))
        continue;
      g_string_append_printf (out, " %s=\"", attribute->name);
      marbre_encode_attribute_append (out, attribute->value, -1);
      g_string_append_c (out, '"');
    }
  return marbre_string_steal (out);
}

static const GumboNode *
find_counterpart (Carrying *carrying, const GumboNode *node)
{
  const char *href = marbre_html_node_get_attribute (node, "href");
  const char *src = marbre_html_node_get_attribute (node, "src");

  if (node == carrying->after)
    return carrying->before;
  if (marbre_html_node_is (node, GUMBO_TAG_A) && href != NULL)
    return g_hash_table_lookup (carrying->carrier->links, href);
  if (marbre_html_node_is (node, GUMBO_TAG_IMG) && src != NULL)
    return g_hash_table_lookup (carrying->carrier->pictures, src);
  if (marbre_html_node_is (node, GUMBO_TAG_TABLE) && carrying->before != NULL)
    return marbre_html_node_find (carrying->before, GUMBO_TAG_TABLE);
  return NULL;
}

static gboolean
write_element (const GumboNode *node, GString *out, gpointer data)
{
  /* A heading keeps the address that it has at the site: others link to it. */
  static const char *const without[] = { "class", "id", NULL };
  const GumboNode *counterpart = find_counterpart (data, node);
  g_autofree char *extra = NULL;

  if (counterpart == NULL)
    return FALSE;
  extra = join_attributes (counterpart, node);
  marbre_html_serialize_open (node, without, extra, out);
  marbre_html_serialize_children (node, out, write_element, data);
  marbre_html_serialize_close (node, out);
  return TRUE;
}

/* Returns: (nullable): the element that all is in, %NULL if there is text beside it */
static const GumboNode *
get_outermost (MarbreHtmlTree *tree)
{
  const GumboNode *root = marbre_html_tree_get_root (tree);
  const GumboNode *found = NULL;

  for (guint i = 0; i < marbre_html_node_get_n_children (root); i++)
    {
      const GumboNode *child = marbre_html_node_get_child (root, i);

      if (child->type == GUMBO_NODE_WHITESPACE || child->type == GUMBO_NODE_COMMENT)
        continue;
      if (found != NULL || child->type != GUMBO_NODE_ELEMENT)
        return NULL;
      found = child;
    }
  return found;
}

static void
write_html (MarbreWpCarrier *self, GString *out, const char *before, const char *after)
{
  g_autoptr (MarbreHtmlTree) old = before ? marbre_html_tree_new_fragment (before, -1, NULL) : NULL;
  g_autoptr (MarbreHtmlTree) new = marbre_html_tree_new_fragment (after, -1, NULL);
  Carrying carrying = { .carrier = self };

  if (new == NULL)
    {
      g_string_append (out, after);
      return;
    }
  carrying.before = old ? get_outermost (old) : NULL;
  carrying.after = carrying.before ? get_outermost (new) : NULL;
  marbre_html_serialize_children (marbre_html_tree_get_root (new), out, write_element, &carrying);
}

/* The settings that the site has, but what the block itself says now. */
static char *
join_settings (const char *before, const char *after)
{
  g_autoptr (JsonObject) old = marbre_wp_attributes_parse (before);
  g_autoptr (JsonObject) new = marbre_wp_attributes_parse (after);
  g_autofree char *classes = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (old == NULL || new == NULL)
    return g_strdup (after);
  for (gsize i = 0; i < G_N_ELEMENTS (own_members); i++)
    json_object_remove_member (old, own_members[i]);
  /* What the site does not say goes without saying there. */
  json_object_remove_member (new, "hasFixedLayout");
  json_object_remove_member (new, "anchor");
  classes = join_classes (json_object_get_string_member_with_default (old, "className", ""),
                          json_object_get_string_member_with_default (new, "className", ""));
  json_object_iter_init (&iter, new);
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (old, name, json_node_copy (value));
  json_object_remove_member (old, "className");
  if (*classes != '\0')
    json_object_set_string_member (old, "className", classes);
  return marbre_wp_attributes_format (old);
}

static char *
dup_inner (const char *content, const MarbreWpPiece *piece)
{
  return g_strndup (content + piece->inner_start, piece->inner_end - piece->inner_start);
}

/**
 * marbre_wp_carrier_write:
 * @out: where to
 * @before: (nullable): the block that @after takes the place of, as it is at the site
 * @after: the block, rewritten: with comments or without, as @before
 *
 * Writes @after with what @before and the links and pictures of the site say beside it.
 */
void
marbre_wp_carrier_write (MarbreWpCarrier *self, GString *out, const char *before, const char *after)
{
  g_autoptr (GArray) old = before ? marbre_wp_grammar_split (before) : NULL;
  g_autoptr (GArray) new = marbre_wp_grammar_split (after);
  const MarbreWpPiece *one = old && old->len == 1 ? &g_array_index (old, MarbreWpPiece, 0) : NULL;
  const MarbreWpPiece *other = new->len == 1 ? &g_array_index (new, MarbreWpPiece, 0) : NULL;
  const gboolean same = one && other && g_str_equal (one->name, other->name);
  g_autofree char *old_html = same ? dup_inner (before, one) : NULL;
  g_autofree char *new_html = NULL;
  g_autofree char *settings = NULL;

  if (other == NULL || *other->name == '\0')
    {
      write_html (self, out, old_html, after);
      return;
    }
  new_html = dup_inner (after, other);
  settings =
      same ? join_settings (one->attributes, other->attributes) : g_strdup (other->attributes);
  g_string_append_printf (out, "<!-- wp:%s %s%s-->",
                          g_str_has_prefix (other->name, "core/") ? other->name + 5 : other->name,
                          settings, *settings ? " " : "");
  write_html (self, out, old_html, new_html);
  g_string_append_len (out, after + other->inner_end, (gssize) (other->end - other->inner_end));
}
