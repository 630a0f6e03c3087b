/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `![alt](src "Caption — Credit: AFP")` and its parts; see marbre-figure.h and DESIGN §4.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-figure.h"

#include <cmark-gfm.h>
#include <string.h>

#include "marbre-blocks-house.h"
#include "marbre-blocks-inline.h"
#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-html-escape.h"

static char *
one_line (const char *text)
{
  char *line = g_strdelimit (g_strdup (text), "\r\n\t", ' ');

  return g_strstrip (line);
}

/* A credit that brings its own label ("Photo: …", "© …") keeps it. */
static char *
make_title (const char *caption, const char *credit, const char *language)
{
  g_autofree char *before = NULL;
  g_autofree char *labelled = NULL;
  const char *label = "";

  if (*credit == '\0')
    return g_strdup (caption);
  marbre_blocks_house_split_caption (credit, &before, &labelled);
  if (*labelled == '\0' || *before != '\0')
    label = g_strcmp0 (language, "fr") == 0 ? "Crédit\u00a0: " : "Credit: ";
  return g_strconcat (caption, *caption != '\0' ? " — " : "", label, credit, NULL);
}

/**
 * marbre_figure_format:
 * @media: a picture and what is said of it
 * @language: (nullable): the story's, for the credit's label
 *
 * Returns: (transfer full): a block of the body, one line without its end
 */
char *
marbre_figure_format (MarbreMedia *media, const char *language)
{
  g_autofree char *alt = NULL;
  g_autofree char *caption = NULL;
  g_autofree char *credit = NULL;
  g_autofree char *title = NULL;
  g_autofree char *uri = NULL;
  MarbreEscapeContext context = { .in_link = TRUE, .before = '[', .after = ']' };
  GString *out;

  g_return_val_if_fail (MARBRE_IS_MEDIA (media), NULL);

  alt = one_line (marbre_media_get_alt (media));
  caption = one_line (marbre_media_get_caption (media));
  credit = one_line (marbre_media_get_credit (media));
  title = make_title (caption, credit, language);
  uri = marbre_encode_uri (marbre_media_get_src (media));

  out = g_string_new ("![");
  marbre_escape_append (out, alt, &context);
  g_string_append (out, "](");
  marbre_escape_append_uri (out, uri);
  marbre_escape_append_title (out, title);
  g_string_append_c (out, ')');
  return marbre_string_steal (out);
}

/* "Credit: AFP" is AFP in a field of that name; other labels say more and stay. */
static const char *
skip_label (const char *credit)
{
  static const char *const labels[] = { "Credit", "Crédit" };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_has_prefix (credit, labels[i]))
      {
        const char *rest = credit + strlen (labels[i]);

        while (*rest != '\0' && *rest != ':' && g_unichar_isspace (g_utf8_get_char (rest)))
          rest = g_utf8_next_char (rest);
        if (*rest != ':')
          continue;
        for (rest++; *rest != '\0' && g_unichar_isspace (g_utf8_get_char (rest));)
          rest = g_utf8_next_char (rest);
        return rest;
      }
  return credit;
}

static MarbreMedia *
read_image (cmark_node *image)
{
  const char *title = cmark_node_get_title (image);
  g_autoptr (GString) alt = g_string_new (NULL);
  g_autofree char *caption = NULL;
  g_autofree char *credit = NULL;

  marbre_blocks_append_content (alt, image);
  marbre_blocks_house_split_caption (title ? title : "", &caption, &credit);
  return marbre_media_new (cmark_node_get_url (image), alt->str, caption, skip_label (credit));
}

/**
 * marbre_figure_parse:
 * @markdown: a block of the body
 *
 * Returns: (transfer full) (nullable): its picture, %NULL if the block is not one figure
 */
MarbreMedia *
marbre_figure_parse (const char *markdown)
{
  cmark_node *document, *paragraph, *image;
  MarbreMedia *media = NULL;

  g_return_val_if_fail (markdown != NULL, NULL);

  document = cmark_parse_document (markdown, strlen (markdown), CMARK_OPT_VALIDATE_UTF8);
  paragraph = cmark_node_first_child (document);
  image = paragraph && cmark_node_get_type (paragraph) == CMARK_NODE_PARAGRAPH
              ? cmark_node_first_child (paragraph)
              : NULL;
  if (image && cmark_node_get_type (image) == CMARK_NODE_IMAGE && !cmark_node_next (image) &&
      !cmark_node_next (paragraph) && *cmark_node_get_url (image) != '\0')
    media = read_image (image);
  cmark_node_free (document);
  return media;
}
