/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A style attribute read; see marbre-html-style.h. Names of the mso- properties: Microsoft, “Office
 * HTML and XML Reference”.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-html-style.h"

#include <stdlib.h>
#include <string.h>

/* From here on two of a colour's three parts differ so much that it is no shade of grey. */
#define COLOURFUL 0x40

#define BOLD_FROM 600

static int
read_number (const char *text)
{
  return (int) CLAMP (strtol (text, NULL, 10), 0, G_MAXUINT16);
}

static gboolean
says (const char *value, const char *word)
{
  return strstr (value, word) != NULL;
}

/* Greys are a page's or a program's own; a colour was chosen. */
static gboolean
is_colourful (const char *value)
{
  static const char *const names[] = { "red",    "yellow", "blue",    "green",  "aqua",    "cyan",
                                       "lime",   "navy",   "orange",  "purple", "fuchsia", "teal",
                                       "maroon", "pink",   "magenta", "olive" };
  const char *digits = strchr (value, '#');
  const char *rgb = strstr (value, "rgb");
  int parts[3] = { 0, 0, 0 };

  if (says (value, "transparent") || says (value, "windowtext") || says (value, "inherit"))
    return FALSE;
  if (digits != NULL && strspn (digits + 1, "0123456789abcdef") >= 6)
    {
      long number = strtol (digits + 1, NULL, 16);

      parts[0] = (number >> 16) & 0xff;
      parts[1] = (number >> 8) & 0xff;
      parts[2] = number & 0xff;
    }
  else if (rgb != NULL)
    {
      const char *p = strchr (rgb, '(');

      for (guint i = 0; p != NULL && i < 3; i++)
        {
          char *end;

          p += strspn (p, "(, ");
          parts[i] = (int) CLAMP (strtol (p, &end, 10), 0, 255);
          p = end;
        }
      /* The fourth part tells how much of it shows. */
      if (p != NULL && g_ascii_strtod (p + strspn (p, ",/ "), NULL) <= 0 && strchr (p, ','))
        return FALSE;
    }
  else
    {
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        if (says (value, names[i]))
          return TRUE;
      return FALSE;
    }
  return MAX (MAX (parts[0], parts[1]), parts[2]) - MIN (MIN (parts[0], parts[1]), parts[2]) >=
         COLOURFUL;
}

static MarbreStyleAnswer
read_weight (const char *value)
{
  if (g_str_has_prefix (value, "bold"))
    return MARBRE_STYLE_YES;
  if (g_ascii_isdigit (*value))
    return read_number (value) >= BOLD_FROM ? MARBRE_STYLE_YES : MARBRE_STYLE_NO;
  return g_str_equal (value, "normal") ? MARBRE_STYLE_NO : MARBRE_STYLE_UNSAID;
}

static void
read_decoration (const char *value, MarbreHtmlStyle *style)
{
  if (says (value, "line-through"))
    style->struck = MARBRE_STYLE_YES;
  else if (g_str_has_prefix (value, "none"))
    style->struck = MARBRE_STYLE_NO;
  if (says (value, "underline"))
    style->dropped |= MARBRE_PASTED_UNDERLINES;
}

/* "l0 level1 lfo2"; "Ignore" for what Word shows before the item's text. */
static void
read_list (const char *value, MarbreHtmlStyle *style)
{
  const char *level = strstr (value, "level");
  const char *list = strstr (value, "lfo");

  if (says (value, "ignore"))
    style->list_mark = TRUE;
  if (level == NULL)
    return;
  style->list_level = (guint) CLAMP (read_number (level + strlen ("level")), 1, 9);
  style->list = list ? (guint) MAX (read_number (list + strlen ("lfo")), 1) : 1;
}

static void
read_align (const char *value, MarbreHtmlStyle *style)
{
  if (says (value, "center"))
    style->align = "center";
  else if (g_str_equal (value, "right") || g_str_equal (value, "end"))
    style->align = "right";
}

static void
read_declaration (const char *name, const char *value, MarbreHtmlStyle *style)
{
  if (g_str_equal (name, "font-weight"))
    style->bold = read_weight (value);
  else if (g_str_equal (name, "font-style"))
    style->italic = says (value, "italic") || says (value, "oblique") ? MARBRE_STYLE_YES
                    : g_str_equal (value, "normal")                   ? MARBRE_STYLE_NO
                                                                      : MARBRE_STYLE_UNSAID;
  else if (g_str_has_prefix (name, "text-decoration") && !g_str_has_suffix (name, "-color"))
    read_decoration (value, style);
  else if (g_str_equal (name, "vertical-align"))
    style->raised = g_str_has_prefix (value, "super") ? 1
                    : g_str_has_prefix (value, "sub") ? -1
                                                      : 0;
  else if (g_str_equal (name, "display") || g_str_equal (name, "mso-hide"))
    style->hidden |= g_str_equal (value, "none") || g_str_equal (value, "all");
  else if (g_str_equal (name, "visibility"))
    style->hidden |= g_str_equal (value, "hidden");
  else if (g_str_equal (name, "text-align"))
    read_align (value, style);
  else if ((g_str_equal (name, "color") || g_str_has_prefix (name, "background")) &&
           is_colourful (value))
    style->dropped |= MARBRE_PASTED_COLOURS;
  else if ((g_str_equal (name, "font-variant") && says (value, "small-caps")) ||
           (g_str_equal (name, "text-transform") && g_str_equal (value, "uppercase")))
    style->dropped |= MARBRE_PASTED_CAPITALS;
  else if (g_str_equal (name, "mso-list"))
    read_list (value, style);
  else if (g_str_equal (name, "mso-outline-level"))
    style->outline_level = *value >= '1' && *value <= '6' ? (guint) (*value - '0') : 0;
  else if (g_str_equal (name, "mso-element"))
    style->element = says (value, "comment")     ? "comment-list"
                     : says (value, "note-list") ? "footnote-list"
                                                 : "";
}

/* A semicolon inside quotes or parentheses ends nothing. */
static const char *
find_end (const char *text)
{
  char quote = '\0';
  guint open = 0;
  const char *p;

  for (p = text; *p != '\0' && (*p != ';' || quote != '\0' || open > 0); p++)
    if (quote != '\0')
      quote = *p == quote ? '\0' : quote;
    else if (*p == '"' || *p == '\'')
      quote = *p;
    else if (*p == '(')
      open++;
    else if (*p == ')' && open > 0)
      open--;
  return p;
}

/**
 * marbre_html_style_read:
 * @text: (nullable): a style attribute
 * @style: (out): what it says
 */
void
marbre_html_style_read (const char *text, MarbreHtmlStyle *style)
{
  *style = (MarbreHtmlStyle){ .element = "" };
  while (text != NULL && *text != '\0')
    {
      const char *end = find_end (text);
      g_autofree char *declaration = g_ascii_strdown (text, end - text);
      char *colon = strchr (declaration, ':');

      if (colon != NULL)
        {
          *colon = '\0';
          read_declaration (g_strstrip (declaration), g_strstrip (colon + 1), style);
        }
      text = *end == ';' ? end + 1 : end;
    }
}
