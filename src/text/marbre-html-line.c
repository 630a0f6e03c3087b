/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line of marked letters; see marbre-html-line.h.
 *
 * Word and Google cut a word into spans at will: "mar" and "ble", both bold, are one run here. And
 * they write no-break spaces for the second of two blanks, for an indent, for an empty paragraph; a
 * typist writes them before a colon. Only those that typography wants are kept.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-html-line.h"

#include <string.h>

#include "marbre-encode.h"

#define NO_BREAK  0x00a0
#define MAX_TITLE 8 /* bytes of the longest in titles[] and one more */

static const struct
{
  MarbreLineMarks mark;
  const char *tag;
} tags[] = {
  { MARBRE_LINE_STRONG, "strong" }, { MARBRE_LINE_EM, "em" },   { MARBRE_LINE_DEL, "del" },
  { MARBRE_LINE_CODE, "code" },     { MARBRE_LINE_SUP, "sup" }, { MARBRE_LINE_SUB, "sub" },
};

struct _MarbreLine
{
  GString *html;         /* (owned) */
  char *href;            /* (owned) (nullable): of the link that is open */
  MarbreLineMarks marks; /* that are open */
  guint breaks;          /* since the last letter */
  gboolean has_ink;
};

/**
 * marbre_line_new:
 *
 * Returns: (transfer full): an empty line
 */
MarbreLine *
marbre_line_new (void)
{
  MarbreLine *self = g_new0 (MarbreLine, 1);

  self->html = g_string_new (NULL);
  return self;
}

/**
 * marbre_line_free:
 * @self: (transfer full): a line
 */
void
marbre_line_free (MarbreLine *self)
{
  g_string_free (self->html, TRUE);
  g_free (self->href);
  g_free (self);
}

/* Closes what is not wanted and opens what is, without crossing. */
static void
set_marks (MarbreLine *self, MarbreLineMarks marks, const char *href)
{
  gboolean same_link = g_strcmp0 (self->href, href) == 0;
  guint keep = 0;

  while (same_link && keep < G_N_ELEMENTS (tags) &&
         (self->marks & tags[keep].mark) == (marks & tags[keep].mark))
    keep++;
  for (guint i = G_N_ELEMENTS (tags); i > keep; i--)
    if (self->marks & tags[i - 1].mark)
      g_string_append_printf (self->html, "</%s>", tags[i - 1].tag);
  if (!same_link)
    {
      if (self->href)
        g_string_append (self->html, "</a>");
      g_free (self->href);
      self->href = g_strdup (href);
      if (href)
        {
          g_string_append (self->html, "<a href=\"");
          marbre_encode_attribute_append (self->html, href, -1);
          g_string_append (self->html, "\">");
        }
    }
  for (guint i = keep; i < G_N_ELEMENTS (tags); i++)
    if (marks & tags[i].mark)
      g_string_append_printf (self->html, "<%s>", tags[i].tag);
  self->marks = marks;
}

/* Soft hyphens and signs without a width; joiners stay, since emoji and some scripts need them. */
static gboolean
is_nothing (gunichar c)
{
  return c == 0x00ad || c == 0x200b || c == 0xfeff || c == 0x2060 || c == 0x200e || c == 0xfffc ||
         (c < 0x20 && strchr ("\t\r\n\f", (int) c) == NULL);
}

static gboolean
is_blank (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)) && !is_nothing (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static void
write_breaks (MarbreLine *self)
{
  if (self->breaks > 0 && self->has_ink)
    g_string_append (self->html, "<br>");
  self->breaks = 0;
  self->has_ink = TRUE;
}

/**
 * marbre_line_add_text:
 * @text: letters
 * @marks: how they look
 * @href: (nullable): where they lead
 */
void
marbre_line_add_text (MarbreLine *self, const char *text, MarbreLineMarks marks, const char *href)
{
  /* A blank looks the same in bold. */
  if (!is_blank (text))
    {
      write_breaks (self);
      set_marks (self, marks, href);
    }
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_nothing (g_utf8_get_char (p)))
      marbre_encode_html_append (self->html, p, g_utf8_next_char (p) - p);
}

/**
 * marbre_line_add_html:
 * @html: an element of ours, such as the call of a footnote
 */
void
marbre_line_add_html (MarbreLine *self, const char *html)
{
  write_breaks (self);
  set_marks (self, 0, NULL);
  g_string_append (self->html, html);
}

/**
 * marbre_line_add_break:
 *
 * Returns: %TRUE if it is the second in a row: who breaks a line twice means a new paragraph
 */
gboolean
marbre_line_add_break (MarbreLine *self)
{
  if (self->has_ink)
    self->breaks++;
  return self->breaks > 1;
}

/* What is seen at @p or behind the tags there; 0 at the end. */
static gunichar
look_ahead (const char *p)
{
  while (*p == '<')
    {
      const char *end = strchr (p, '>');

      if (end == NULL || g_str_has_prefix (p, "<br>"))
        return ' ';
      p = end + 1;
    }
  return g_utf8_get_char (p);
}

/* Titles before a name, which one does not leave alone at a line's end. */
static gboolean
is_title (const char *word)
{
  static const char *const titles[] = { "M.",   "MM.", "Mme", "Mmes", "Mlle", "Me",  "Dr",
                                        "Pr",   "Mgr", "Mr",  "Mrs",  "Ms",   "Dr.", "Mr.",
                                        "Mrs.", "Ms.", "St",  "Ste",  NULL };

  return g_strv_contains (titles, word);
}

static gboolean
is_wanted (gunichar before, gunichar after, const char *word)
{
  static const char closing[] = ";:!?»%‰€$£¥°–—…";
  static const char opening[] = "«—–§№°";

  if (before == 0 || after == 0 || g_unichar_isspace (before) || g_unichar_isspace (after))
    return FALSE;
  return g_utf8_strchr (closing, -1, after) != NULL ||
         g_utf8_strchr (opening, -1, before) != NULL || g_unichar_isdigit (before) ||
         g_unichar_isdigit (after) || is_title (word);
}

static void
remember (GString *word, gunichar c)
{
  if (g_unichar_isspace (c) || strchr ("(\"'", (int) MIN (c, 0x7f)) != NULL)
    g_string_truncate (word, 0);
  else if (word->len < MAX_TITLE)
    g_string_append_unichar (word, c);
}

static char *
settle_blanks (const char *html)
{
  GString *out = g_string_sized_new (strlen (html));
  g_autoptr (GString) word = g_string_new (NULL);
  gunichar before = 0;

  for (const char *p = html; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *end = *p == '<' ? strchr (p, '>') : NULL;
      gunichar c = g_utf8_get_char (p);

      if (end != NULL)
        {
          g_string_append_len (out, p, end + 1 - p);
          if (g_str_has_prefix (p, "<br>"))
            before = ' ';
          p = end;
          continue;
        }
      if (c == NO_BREAK && !is_wanted (before, look_ahead (p + strlen ("\u00a0")), word->str))
        c = ' ';
      remember (word, c);
      g_string_append_unichar (out, c);
      before = c;
    }
  return g_string_free (out, FALSE);
}

/**
 * marbre_line_take:
 *
 * Ends the line and starts another.
 *
 * Returns: (transfer full) (nullable): its HTML, %NULL if there is nothing to see
 */
char *
marbre_line_take (MarbreLine *self)
{
  char *html = NULL;

  set_marks (self, 0, NULL);
  if (self->has_ink)
    html = settle_blanks (self->html->str);
  g_string_truncate (self->html, 0);
  self->has_ink = FALSE;
  self->breaks = 0;
  return html;
}
