/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A page's card; see marbre-card.h. Names: the Open Graph protocol (ogp.me), Twitter's card markup,
 * and HTML's own title and description, in this order.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-card.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-html-tree.h"

#define MAX_TITLE       200 /* characters */
#define MAX_DESCRIPTION 300
#define MAX_SITE        80
#define MAX_PICTURE     2048

/* Best first. */
static const char *const title_names[] = { "og:title", "twitter:title", NULL };
static const char *const description_names[] = { "og:description", "twitter:description",
                                                 "description", NULL };
static const char *const site_names[] = { "og:site_name", "application-name", NULL };
static const char *const picture_names[] = { "og:image:secure_url", "og:image", "twitter:image",
                                             "twitter:image:src", NULL };

typedef struct
{
  GHashTable *meta; /* (owned) (element-type utf8 utf8): the first of each name */
  char *title;      /* (owned) (nullable): the title element's text */
} Found;

/* One line, no longer than @max characters, cut at a word. */
static char *
tidy (const char *text, glong max)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_auto (GStrv) words = g_strsplit_set (valid, " \t\r\n\f", -1);
  GString *out = g_string_new (NULL);
  glong length = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      glong word = g_utf8_strlen (words[i], -1);

      if (word == 0)
        continue;
      if (length + word + 1 > max)
        {
          if (length == 0)
            g_string_append_len (out, words[i], g_utf8_offset_to_pointer (words[i], max - 1) -
                                                    words[i]);
          g_string_append (out, "…");
          break;
        }
      g_string_append_printf (out, "%s%s", length > 0 ? " " : "", words[i]);
      length += word + (length > 0);
    }
  return marbre_string_steal (out);
}

static void
note_meta (Found *found, const GumboNode *node)
{
  const char *name = marbre_html_node_get_attribute (node, "property");
  const char *content = marbre_html_node_get_attribute (node, "content");
  char *folded;

  if (name == NULL)
    name = marbre_html_node_get_attribute (node, "name");
  if (name == NULL || content == NULL || *content == '\0' || strlen (name) > 64)
    return;
  folded = g_ascii_strdown (name, -1);
  if (g_hash_table_contains (found->meta, folded))
    g_free (folded);
  else
    g_hash_table_insert (found->meta, folded, g_strdup (content));
}

static void
walk (Found *found, const GumboNode *node, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;

  if (marbre_html_node_is (node, GUMBO_TAG_META))
    note_meta (found, node);
  else if (marbre_html_node_is (node, GUMBO_TAG_TITLE) && found->title == NULL)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      marbre_html_node_append_text (node, text);
      found->title = g_strdup (text->str);
    }
  for (guint i = 0; i < n; i++)
    walk (found, marbre_html_node_get_child (node, i), depth + 1);
}

static const char *
pick (Found *found, const char *const *names, const char *otherwise)
{
  for (; *names; names++)
    {
      const char *value = g_hash_table_lookup (found->meta, *names);

      if (value)
        return value;
    }
  return otherwise ? otherwise : "";
}

/**
 * marbre_card_new:
 *
 * Returns: (transfer full): a card with these texts, %NULL standing for ""
 */
MarbreCard *
marbre_card_new (const char *title,
                 const char *description,
                 const char *site,
                 const char *picture)
{
  MarbreCard *self = g_new0 (MarbreCard, 1);

  self->title = g_strdup (title ? title : "");
  self->description = g_strdup (description ? description : "");
  self->site = g_strdup (site ? site : "");
  self->picture = g_strdup (picture ? picture : "");
  return self;
}

/**
 * marbre_card_parse:
 * @html: a page, of any origin; what is not UTF-8 is replaced
 * @length: bytes of @html, -1 if NUL-terminated
 *
 * Returns: (transfer full): its card
 */
MarbreCard *
marbre_card_parse (const char *html, gssize length)
{
  g_autofree char *valid = NULL;
  g_autofree char *title = NULL;
  g_autofree char *description = NULL;
  g_autofree char *site = NULL;
  g_autoptr (MarbreHtmlTree) tree = NULL;
  Found found = { NULL, NULL };
  const char *picture;
  MarbreCard *card;

  g_return_val_if_fail (html != NULL, NULL);

  valid = g_utf8_make_valid (html, length);
  tree = marbre_html_tree_new_document (valid, -1, NULL);
  if (tree == NULL)
    return marbre_card_new (NULL, NULL, NULL, NULL); /* too large or too deep to be read */
  found.meta = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  walk (&found, marbre_html_tree_get_root (tree), 0);

  title = tidy (pick (&found, title_names, found.title), MAX_TITLE);
  description = tidy (pick (&found, description_names, NULL), MAX_DESCRIPTION);
  site = tidy (pick (&found, site_names, NULL), MAX_SITE);
  picture = pick (&found, picture_names, NULL);
  card = marbre_card_new (title, description, site,
                          strlen (picture) <= MAX_PICTURE ? picture : NULL);
  g_hash_table_unref (found.meta);
  g_free (found.title);
  return card;
}

/**
 * marbre_card_free:
 * @self: (transfer full): a card
 */
void
marbre_card_free (MarbreCard *self)
{
  g_free (self->title);
  g_free (self->description);
  g_free (self->site);
  g_free (self->picture);
  g_free (self);
}
