/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The clipboard's HTML; see marbre-html-paste.h. Its pictures are taken out before it is parsed:
 * they may be ten times as large as what a parser takes.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-html-paste.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-html-clean.h"
#include "marbre-html-style.h"
#include "marbre-html-tree.h"
#include "marbre-html.h"
#include "marbre-text-error.h"

#define IMAGE_START "<img src=\"" MARBRE_PASTED_PICTURE

/* How far from its start our own HTML says that it is ours. */
#define HEAD_BYTES 256

static void
picture_free (gpointer data)
{
  MarbrePastedPicture *self = data;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->path);
  g_free (self);
}

/* UTF-8 nearly always; UTF-16 from older browsers; what else is there comes from Windows.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL with an error */
static char *
decode (GBytes *clipboard, gsize *length, GError **error)
{
  gsize n;
  const char *data = g_bytes_get_data (clipboard, &n);
  const char *charset = "WINDOWS-1252";
  g_autofree char *text = NULL;

  if (n >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || (data[0] == '<' && data[1] == '\0')))
    charset = "UTF-16LE";
  else if (n >= 2 && memcmp (data, "\xfe\xff", 2) == 0)
    charset = "UTF-16BE";
  else
    {
      while (n > 0 && data[n - 1] == '\0')
        n--;
      if (g_utf8_validate (data, (gssize) n, NULL))
        {
          *length = n;
          return g_strndup (data, n);
        }
    }
  text = g_convert (data, (gssize) n, "UTF-8", charset, NULL, length, NULL);
  if (text != NULL && g_utf8_validate (text, (gssize) *length, NULL))
    return g_steal_pointer (&text);
  g_set_error_literal (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_ENCODING,
                       _ ("What was copied is in an unknown encoding. Paste it as plain text."));
  return NULL;
}

/* A picture's data behind @p, "data:image/…", up to the quote that @p stands in.
 *
 * Returns: (transfer full) (nullable): %NULL if this is none */
static GBytes *
decode_picture (const char *p, const char *end)
{
  const char *comma = memchr (p, ',', (gsize) (end - p));
  g_autofree char *kind = comma ? g_ascii_strdown (p, comma - p) : NULL;
  g_autofree char *text = NULL;
  gsize n;

  if (kind == NULL || !g_str_has_suffix (kind, ";base64") || strstr (kind, "svg") != NULL ||
      end - comma < 2)
    return NULL;
  text = g_strndup (comma + 1, (gsize) (end - comma - 1));
  g_base64_decode_inplace (text, &n);
  return n > 0 ? g_bytes_new_take (g_steal_pointer (&text), n) : NULL;
}

/* Puts a name where data was. Returns: (transfer full): the HTML without pictures */
static GString *
take_pictures (const char *html, gsize length, GPtrArray *embedded)
{
  static const char start[] = "data:image/";
  const char *end = html + length;
  const char *from = html;
  GString *out = g_string_new (NULL);

  for (const char *p = html; (p = g_strstr_len (p, end - p, start)) != NULL; p += strlen (start))
    {
      const char *close;
      GBytes *bytes;

      if (p == html || (p[-1] != '"' && p[-1] != '\''))
        continue;
      close = memchr (p, p[-1], (gsize) (end - p));
      if (close == NULL)
        break;
      g_string_append_len (out, from, p - from);
      bytes = embedded->len < MARBRE_PASTE_MAX_PICTURES ? decode_picture (p, close) : NULL;
      if (bytes != NULL)
        {
          g_string_append_printf (out, MARBRE_PASTED_PICTURE "%u", embedded->len);
          g_ptr_array_add (embedded, bytes);
        }
      else
        g_string_append (out, "data:");
      from = close;
      p = close - strlen (start);
    }
  g_string_append_len (out, from, end - from);
  return out;
}

static gboolean
is_ours (const char *html)
{
  return g_strstr_len (html, HEAD_BYTES, MARBRE_HTML_GENERATOR) != NULL;
}

/* A programmer's editor copies lines in colour: what one wants of them is the lines. */
static gboolean
is_source (const GumboNode *root)
{
  for (guint i = 0; i < marbre_html_node_get_n_children (root); i++)
    {
      const GumboNode *child = marbre_html_node_get_child (root, i);
      const char *style = marbre_html_node_get_attribute (child, "style");

      if (child->type != GUMBO_NODE_ELEMENT || marbre_html_node_is (child, GUMBO_TAG_META))
        continue;
      return style != NULL && strstr (style, "monospace") != NULL &&
             strstr (style, "white-space: pre") != NULL;
    }
  return FALSE;
}

/* What Windows puts before the HTML, when a program of it is used here. */
static const char *
skip_header (const char *html)
{
  const char *start = g_str_has_prefix (html, "Version:") ? strchr (html, '<') : NULL;

  return start ? start : html;
}

/**
 * marbre_pasted_new:
 * @clipboard: HTML, at most %MARBRE_PASTE_MAX_BYTES
 * @first_note: the number of the first footnote, from 1, so that none is mistaken for one of the
 *   story
 *
 * Reads the clipboard. What the pictures are, nobody has looked at yet.
 *
 * Returns: (transfer full) (nullable): what it has; %NULL with %MARBRE_TEXT_ERROR_ENCODING or
 *   %MARBRE_TEXT_ERROR_TOO_LARGE
 */
MarbrePasted *
marbre_pasted_new (GBytes *clipboard, guint first_note, GError **error)
{
  g_autoptr (MarbrePasted) self = g_new0 (MarbrePasted, 1);
  g_autoptr (GPtrArray) embedded = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (MarbreHtmlTree) tree = NULL;
  g_autofree char *text = NULL;
  GString *html;
  gsize length;

  g_return_val_if_fail (clipboard != NULL, NULL);

  self->pictures = g_ptr_array_new_with_free_func (picture_free);
  text = decode (clipboard, &length, error);
  if (text == NULL)
    return NULL;
  if (is_ours (text))
    {
      self->html = g_steal_pointer (&text);
      self->rich = TRUE;
      return g_steal_pointer (&self);
    }
  html = take_pictures (skip_header (text), length - (gsize) (skip_header (text) - text), embedded);
  tree = marbre_html_tree_new_fragment (html->str, (gssize) html->len, NULL);
  g_string_free (html, TRUE);
  if (tree == NULL)
    {
      g_set_error_literal (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_TOO_LARGE,
                           _ ("What was copied is too long to be read with its formatting. Paste "
                              "it as plain text, or in parts."));
      return NULL;
    }
  self->is_source = is_source (marbre_html_tree_get_root (tree));
  marbre_html_clean (self, marbre_html_tree_get_root (tree), embedded, MAX (first_note, 1));
  return g_steal_pointer (&self);
}

/**
 * marbre_pasted_free:
 * @self: (transfer full): what was pasted
 */
void
marbre_pasted_free (MarbrePasted *self)
{
  g_free (self->html);
  g_ptr_array_unref (self->pictures);
  g_free (self);
}

/* The clean HTML with the names that the pictures got, without those that got none. */
static char *
name_pictures (const MarbrePasted *self, const char *const *names)
{
  GString *out = g_string_new (NULL);
  const char *from = self->html;
  const char *p;

  while ((p = strstr (from, IMAGE_START)) != NULL)
    {
      char *rest;
      guint64 index = g_ascii_strtoull (p + strlen (IMAGE_START), &rest, 10);
      const char *close = strchr (rest, '>');

      g_string_append_len (out, from, p - from);
      if (index < self->pictures->len && names != NULL && *names[index] != '\0')
        {
          g_string_append (out, "<img src=\"");
          marbre_encode_attribute_append (out, names[index], -1);
          from = rest;
        }
      else
        from = close ? close + 1 : rest;
    }
  g_string_append (out, from);
  return marbre_string_steal (out);
}

/**
 * marbre_pasted_to_markdown:
 * @names: (nullable) (array): what each of the pictures is called now, "" to leave it out; %NULL if
 *   there are none
 *
 * Returns: (transfer full) (nullable): Markdown as marbre_html_to_markdown() gives it; %NULL with
 *   its errors
 */
char *
marbre_pasted_to_markdown (const MarbrePasted *self, const char *const *names, GError **error)
{
  g_autofree char *html = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  html = name_pictures (self, names);
  return marbre_html_to_markdown (html, -1, NULL, error);
}

/**
 * marbre_pasted_to_text:
 *
 * Returns: (transfer full): the letters alone, a blank line between paragraphs
 */
char *
marbre_pasted_to_text (const MarbrePasted *self)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  text = marbre_html_to_text (self->html, -1);
  lines = g_strsplit (text, "\n", -1);
  return g_strjoinv ("\n\n", lines);
}
