/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is set beside a text at Ghost, put back where the text was rewritten; see marbre-lexical.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-lexical-private.h"

#include <string.h>

#include "marbre-html.h"

/* What the rewritten node says itself. */
static const char *const own_members[] = {
  "children", "tag", "listType", "start", "code", "language", "src", "alt", "html", NULL,
};
/* How a link opens. */
static const char *const link_members[] = { "rel", "target", NULL };

static gboolean
is_link (JsonObject *node)
{
  return g_str_equal (_marbre_lexical_get_type (node), "link");
}

static void
copy_member (JsonObject *from, JsonObject *to, const char *name)
{
  if (json_object_has_member (from, name))
    json_object_set_member (to, name, json_node_copy (json_object_get_member (from, name)));
}

/* The first link of each address. */
static void
collect_links (GHashTable *links, JsonObject *node)
{
  const char *url = _marbre_lexical_get_string (node, "url");

  if (is_link (node) && !g_hash_table_contains (links, url))
    g_hash_table_insert (links, g_strdup (url), json_object_ref (node));
  for (guint i = 0; i < _marbre_lexical_n_children (node); i++)
    if (_marbre_lexical_get_child (node, i) != NULL)
      collect_links (links, _marbre_lexical_get_child (node, i));
}

static void
carry_links (GHashTable *links, JsonObject *node)
{
  JsonObject *before =
      is_link (node) ? g_hash_table_lookup (links, _marbre_lexical_get_string (node, "url")) : NULL;

  for (guint i = 0; before != NULL && link_members[i] != NULL; i++)
    copy_member (before, node, link_members[i]);
  for (guint i = 0; i < _marbre_lexical_n_children (node); i++)
    if (_marbre_lexical_get_child (node, i) != NULL)
      carry_links (links, _marbre_lexical_get_child (node, i));
}

/* A caption that says the same may have links in it, which Markdown has not. */
static gboolean
is_same_caption (JsonObject *before, JsonObject *after)
{
  g_autofree char *old =
      g_strstrip (marbre_html_to_text (_marbre_lexical_get_string (before, "caption"), -1));
  g_autofree char *new =
      g_strstrip (marbre_html_to_text (_marbre_lexical_get_string (after, "caption"), -1));

  return g_str_equal (old, new);
}

static void
carry_members (JsonObject *before, JsonObject *after)
{
  const gboolean caption = is_same_caption (before, after);
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, before);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!g_strv_contains (own_members, name) && (caption || !g_str_equal (name, "caption")))
      copy_member (before, after, name);
}

/* Returns: (transfer full): the links at the site, by address */
GHashTable *
_marbre_lexical_find_links (MarbreSiteContent *self)
{
  GHashTable *links =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);

  for (guint i = 0; i < self->units->len; i++)
    {
      const MarbreSiteUnit *unit = &g_array_index (self->units, MarbreSiteUnit, i);
      g_autoptr (JsonObject) node =
          _marbre_lexical_parse (self->raw + unit->start, unit->end - unit->start);

      if (node != NULL)
        collect_links (links, node);
    }
  return links;
}

/* Returns: (transfer full): @after, a node of ours, with what @before, whose place it takes, and
 *   the links of the site say beside it */
char *
_marbre_lexical_carry (GHashTable *links, const char *before, const char *after)
{
  g_autoptr (JsonObject) old = before ? _marbre_lexical_parse (before, strlen (before)) : NULL;
  g_autoptr (JsonObject) new = _marbre_lexical_parse (after, strlen (after));

  if (old != NULL)
    carry_members (old, new);
  carry_links (links, new);
  return _marbre_lexical_format (new);
}
