/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kicker and byline before a body; see marbre-lead-paragraph.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-lead-paragraph.h"

#include <string.h>

#include "marbre-encode.h"
#include "marbre-html.h"

/**
 * marbre_lead_paragraph_append:
 * @content: where to
 * @class_name: "kicker" or "byline"
 * @text: plain text; nothing is written if it is ""
 */
void
marbre_lead_paragraph_append (GString *content, const char *class_name, const char *text)
{
  if (*text == '\0')
    return;
  g_string_append (content, "<p class=\"");
  marbre_encode_attribute_append (content, class_name, -1);
  g_string_append (content, "\">");
  marbre_encode_html_append (content, text, -1);
  g_string_append (content, "</p>\n");
}

/* Past white space and the comments in which the block editor keeps its settings. */
static const char *
skip_comments (const char *html)
{
  for (;;)
    {
      const char *end;

      while (g_ascii_isspace (*html))
        html++;
      if (!g_str_has_prefix (html, "<!--"))
        return html;
      end = strstr (html, "-->");
      if (end == NULL)
        return html;
      html = end + strlen ("-->");
    }
}

/**
 * marbre_lead_paragraph_take:
 * @content: (inout): HTML; begins after the paragraph if it was there
 * @class_name: as for marbre_lead_paragraph_append()
 *
 * Takes the paragraph off the start.
 *
 * Returns: (transfer full): its text, "" if there is none
 */
char *
marbre_lead_paragraph_take (const char **content, const char *class_name)
{
  g_autofree char *start = g_strdup_printf ("<p class=\"%s\">", class_name);
  const char *inner = skip_comments (*content);
  const char *end;
  g_autofree char *text = NULL;

  if (!g_str_has_prefix (inner, start))
    return g_strdup ("");
  inner += strlen (start);
  end = strstr (inner, "</p>");
  if (end == NULL)
    return g_strdup ("");
  text = marbre_html_to_text (inner, end - inner);
  *content = end + strlen ("</p>");
  return g_strdup (g_strstrip (text));
}
