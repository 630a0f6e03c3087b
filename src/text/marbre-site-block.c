/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks of a site; see marbre-site-block.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-site-block.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-html.h"
#include "marbre-language.h"
#include "marbre-lexical.h"

#define INFO "site-block"

/* How much of what a block says its card shows, in characters. */
#define MAX_EXCERPT 160

/* Names are "core/gallery", or a word that a shortcode begins with. */
static char *
clean_name (const char *name)
{
  char *clean = g_strndup (name, 80);

  return g_strcanon (clean, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "/_-", '-');
}

/**
 * marbre_site_block_format:
 * @name: what the site calls it
 * @content: its text at the site, UTF-8; line ends become those of a body
 * @length: its bytes
 *
 * Returns: (transfer full): the block for a body, without a line end at its end
 */
char *
marbre_site_block_format (const char *name, const char *content, gsize length)
{
  g_autofree char *clean = clean_name (name);
  g_autofree char *fence = NULL;
  g_autoptr (GString) text = g_string_new_len (content, (gssize) length);
  gsize longest = 2;

  g_string_replace (text, "\r\n", "\n", 0);
  g_string_replace (text, "\r", "\n", 0);
  for (const char *p = strchr (text->str, '`'); p != NULL; p = strchr (p, '`'))
    {
      gsize n = strspn (p, "`");

      longest = MAX (longest, n);
      p += n;
    }
  fence = g_strnfill (longest + 1, '`');
  return g_strconcat (fence, INFO " ", clean, "\n", text->str, "\n", fence, NULL);
}

/**
 * marbre_site_block_parse:
 * @source: where a block of a body begins
 * @length: its bytes, without the line end behind it
 *
 * Returns: (transfer full) (nullable): the block's text at the site; %NULL if it is no such block
 */
char *
marbre_site_block_parse (const char *source, gsize length)
{
  const char *end = source + length;
  const char *line = memchr (source, '\n', length);
  gsize fence = strspn (source, "`");
  const char *last;

  if (fence < 3 || line == NULL || !marbre_site_block_is_info (source + fence))
    return NULL;
  line++;
  last = g_strrstr_len (source, (gssize) length, "\n");
  if (last < line || (gsize) (end - last - 1) < fence || strspn (last + 1, "`") < fence)
    return last < line ? g_strdup ("") : g_strndup (line, (gsize) (end - line));
  return g_strndup (line, (gsize) (last - line));
}

/**
 * marbre_site_block_dup_name:
 * @source: where a block of a body begins
 * @length: its bytes
 *
 * Returns: (transfer full): what the site calls it, "" if it is no such block
 */
char *
marbre_site_block_dup_name (const char *source, gsize length)
{
  g_autofree char *line = g_strndup (source, MIN (length, strcspn (source, "\n")));
  const char *info = line + strspn (line, "`");

  return marbre_site_block_is_info (info) ? g_strstrip (g_strdup (info + strlen (INFO)))
                                          : g_strdup ("");
}

/**
 * marbre_site_block_is_info:
 * @info: what stands behind the fence of a code block
 *
 * Returns: whether it is a block of a site
 */
gboolean
marbre_site_block_is_info (const char *info)
{
  return g_str_has_prefix (info, INFO) && strchr (" \t\n", info[strlen (INFO)]) != NULL;
}

/**
 * marbre_site_block_render:
 * @out: where to
 * @info: what stands behind the fence
 * @content: the block's text at the site
 * @language: (nullable): the story's language
 *
 * Writes a card that says what stands there, with the first words of it, if it has any.
 */
void
marbre_site_block_render (GString *out, const char *info, const char *content, const char *language)
{
  g_auto (GStrv) words = g_strsplit_set (info, " \t", 3);
  g_autofree char *text = NULL;
  g_autofree char *excerpt = NULL;
  const char *name = words[0] != NULL && words[1] != NULL ? words[1] : "";

  if (g_str_has_prefix (name, MARBRE_LEXICAL_PREFIX))
    {
      name += strlen (MARBRE_LEXICAL_PREFIX);
      text = marbre_lexical_dup_excerpt (content);
    }
  else
    text = marbre_html_to_text (content, -1);
  g_strdelimit (g_strstrip (text), "\n", ' ');
  if (g_str_has_prefix (name, "core/"))
    name += strlen ("core/");
  g_string_append (out, "<aside class=\"site-block\"><p class=\"label\">");
  marbre_encode_html_append (out, marbre_language_phrase (language, MARBRE_PHRASE_SITE_BLOCK), -1);
  if (*name != '\0')
    {
      g_string_append (out, " <code>");
      marbre_encode_html_append (out, name, -1);
      g_string_append (out, "</code>");
    }
  g_string_append (out, "</p>");
  if (g_utf8_strlen (text, -1) > MAX_EXCERPT)
    {
      g_autofree char *start = g_utf8_substring (text, 0, MAX_EXCERPT);

      excerpt = g_strconcat (start, "…", NULL);
    }
  else
    excerpt = g_strdup (text);
  if (*excerpt != '\0')
    {
      g_string_append (out, "<p>");
      marbre_encode_html_append (out, excerpt, -1);
      g_string_append (out, "</p>");
    }
  g_string_append (out, "</aside>");
}
