/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures of foreign HTML made plain. Those that the HTML holds, and files of LibreOffice, come
 * along under names of the paste's own; those on the web stay there, and nothing asks for them.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <string.h>

#include "marbre-encode.h"
#include "marbre-html-clean-private.h"
#include "marbre-html-tree.h"

/* Pixels: smaller ones count visitors, or stand for a smiley. */
#define MIN_SIDE 3
#define SMILEY   24

#define PLACEHOLDER_BYTES 512

static int
get_side (const GumboNode *image, const char *name)
{
  return marbre_html_node_get_number (image, name, G_MAXINT);
}

static gboolean
is_smiley (const GumboNode *image)
{
  const char *alt = marbre_html_node_get_attribute (image, "alt");

  return alt != NULL && *alt != '\0' &&
         (_marbre_clean_has_class (image, "emoji") ||
          _marbre_clean_has_class (image, "wp-smiley") ||
          (get_side (image, "width") <= SMILEY && get_side (image, "height") <= SMILEY));
}

static GBytes *
find_embedded (MarbreClean *self, const char *src, guint *index)
{
  guint64 number;

  if (!g_str_has_prefix (src, MARBRE_PASTED_PICTURE) ||
      !g_ascii_string_to_unsigned (src + strlen (MARBRE_PASTED_PICTURE), 10, 0, G_MAXUINT16,
                                   &number, NULL) ||
      number >= self->embedded->len)
    return NULL;
  *index = (guint) number;
  return g_ptr_array_index (self->embedded, number);
}

/* A page that loads its pictures late has a grey pixel in their place at first. */
static const char *
find_source (MarbreClean *self, const GumboNode *image)
{
  const char *src = marbre_html_node_get_attribute (image, "src");
  const char *later = marbre_html_node_get_attribute (image, "data-src");
  guint index;
  GBytes *bytes = src ? find_embedded (self, src, &index) : NULL;

  if (later != NULL && (src == NULL || (bytes && g_bytes_get_size (bytes) < PLACEHOLDER_BYTES)))
    return later;
  return src;
}

/* Takes over @bytes and @path. Returns: (transfer full): the picture's name in the paste */
static char *
add_picture (MarbreClean *self, GBytes *bytes, char *path)
{
  MarbrePastedPicture *picture = g_new0 (MarbrePastedPicture, 1);

  picture->bytes = bytes;
  picture->path = path;
  g_ptr_array_add (self->pasted->pictures, picture);
  return g_strdup_printf (MARBRE_PASTED_PICTURE "%u", self->pasted->pictures->len - 1);
}

static char *
take_embedded (MarbreClean *self, guint index, GBytes *bytes)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->taken, GUINT_TO_POINTER (index)));

  if (number > 0)
    return g_strdup_printf (MARBRE_PASTED_PICTURE "%u", number - 1);
  g_hash_table_insert (self->taken, GUINT_TO_POINTER (index),
                       GUINT_TO_POINTER (self->pasted->pictures->len + 1));
  return add_picture (self, g_bytes_ref (bytes), NULL);
}

/* Returns: (transfer full) (nullable): what the picture is called in the clean HTML */
static char *
resolve (MarbreClean *self, const char *src)
{
  guint index;
  GBytes *bytes = src ? find_embedded (self, src, &index) : NULL;

  if (bytes != NULL)
    return take_embedded (self, index, bytes);
  if (src != NULL &&
      (g_ascii_strncasecmp (src, "http://", 7) == 0 ||
       g_ascii_strncasecmp (src, "https://", 8) == 0 || g_str_has_prefix (src, "//")))
    {
      self->pasted->n_remote++;
      return g_strconcat (*src == '/' ? "https:" : "", src, NULL);
    }
  /* A page could name any file of this machine; LibreOffice names those that it wrote itself. */
  if (src != NULL && self->from_office && g_ascii_strncasecmp (src, "file:", 5) == 0 &&
      self->pasted->pictures->len < MARBRE_PASTE_MAX_PICTURES)
    {
      char *path = g_filename_from_uri (src, NULL, NULL);

      if (path != NULL)
        return add_picture (self, NULL, path);
    }
  self->pasted->n_lost_pictures++;
  return NULL;
}

/* Word describes pictures by itself and says so: that is no description. */
static const char *
get_alt (const GumboNode *image)
{
  const char *alt = marbre_html_node_get_attribute (image, "alt");

  if (alt == NULL || strstr (alt, "automati") != NULL || strstr (alt, "généré par l’IA") != NULL ||
      strstr (alt, "AI-generated") != NULL || g_str_has_prefix (alt, "C:\\"))
    return "";
  return alt;
}

static char *
format_picture (MarbreClean *self, const GumboNode *image)
{
  g_autofree char *name = resolve (self, find_source (self, image));
  g_autofree char *src = name ? marbre_encode_attribute (name) : NULL;
  g_autofree char *alt = marbre_encode_attribute (get_alt (image));

  return src ? g_strdup_printf ("<img src=\"%s\" alt=\"%s\">", src, alt) : NULL;
}

void
_marbre_clean_picture (MarbreClean *self, const GumboNode *image, const MarbreCleanInk *ink)
{
  g_autofree char *html = NULL;

  if (get_side (image, "width") < MIN_SIDE || get_side (image, "height") < MIN_SIDE)
    return;
  if (is_smiley (image))
    {
      marbre_line_add_text (self->line, marbre_html_node_get_attribute (image, "alt"), ink->marks,
                            ink->href);
      return;
    }
  html = format_picture (self, image);
  if (html == NULL)
    return;
  self->pasted->rich = TRUE;
  if (self->place == MARBRE_CLEAN_CELL)
    marbre_line_add_html (self->line, html);
  else
    g_string_append_printf (self->pictures, "<p>%s</p>\n", html);
}

static void
collect_pictures (MarbreClean *self, const GumboNode *node, GString *out, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;

  if (marbre_html_node_is (node, GUMBO_TAG_IMG))
    {
      g_autofree char *html = format_picture (self, node);

      g_string_append (out, html ? html : "");
    }
  for (guint i = 0; i < n; i++)
    if (!marbre_html_node_is (node, GUMBO_TAG_NOSCRIPT))
      collect_pictures (self, marbre_html_node_get_child (node, i), out, depth + 1);
}

/* Letters alone; the credit keeps its element, which marbre-html-figure.c looks for. */
static void
append_caption (const GumboNode *node, GString *out, guint depth)
{
  gboolean credit = _marbre_clean_has_class (node, "credit");
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;

  if (marbre_html_node_is_text (node))
    marbre_encode_html_append (out, node->v.text.text, -1);
  if (credit)
    g_string_append (out, "<span class=\"credit\">");
  for (guint i = 0; i < n; i++)
    append_caption (marbre_html_node_get_child (node, i), out, depth + 1);
  if (credit)
    g_string_append (out, "</span>");
}

void
_marbre_clean_figure (MarbreClean *self, const GumboNode *figure, const MarbreCleanInk *ink)
{
  const GumboNode *caption = marbre_html_node_find (figure, GUMBO_TAG_FIGCAPTION);
  g_autoptr (GString) pictures = g_string_new (NULL);

  _marbre_clean_flush (self);
  if (marbre_html_node_find (figure, GUMBO_TAG_IMG) == NULL)
    {
      _marbre_clean_children (self, figure, ink);
      _marbre_clean_flush (self);
      return;
    }
  collect_pictures (self, figure, pictures, 0);
  if (pictures->len == 0)
    return;
  if (!self->in_list)
    _marbre_clean_end_lists (self);
  g_string_append_printf (self->out, "<figure>%s", pictures->str);
  if (caption != NULL)
    {
      g_string_append (self->out, "<figcaption>");
      append_caption (caption, self->out, 0);
      g_string_append (self->out, "</figcaption>");
    }
  g_string_append (self->out, "</figure>\n");
  self->pasted->rich = TRUE;
}
