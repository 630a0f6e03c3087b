/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notes to the desk in HTML; see marbre-critic-html.h. A tab is a private-use character at the end
 * of Unicode, as an HTML parser replaces control characters. A text that has one of its own gets
 * wrong elements in the preview, no other ones, and they are closed like ours.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-critic-html.h"

#include <string.h>

#include "marbre-compat.h"

/* U+10F0E0 and those that follow */
#define TAB_PREFIX "\xf4\x8f\x83"
#define FIRST_TAB  0xa0
#define TAB_LENGTH 4

/* What the text is in; each kind takes the place of its opening tab, halved. */
enum
{
  COMMENT,
  ADDED,
  REMOVED,
  FLAGGED,
  N_KINDS,
};

typedef struct
{
  GString *out;         /* (owned) */
  GString *comment;     /* (owned): the comment at work, encoded */
  guint depth[N_KINDS]; /* of the marks around */
  gboolean show;        /* whether notes are shown, not left out */
  gboolean wrapped;     /* elements are open */
  guint wraps;          /* which, as bits */
} Reader;

static const char *const elements[N_KINDS] = {
  [ADDED] = "ins",
  [REMOVED] = "del",
  [FLAGGED] = "mark",
};

/* From the outside to the inside. */
static const guint order[] = { FLAGGED, REMOVED, ADDED };

/* Returns: whether a tab stands at @p */
static gboolean
is_tab (const char *p, MarbreCriticTab *tab)
{
  guint index;

  if (strncmp (p, TAB_PREFIX, strlen (TAB_PREFIX)) != 0)
    return FALSE;
  index = (guint) (guchar) p[strlen (TAB_PREFIX)] - FIRST_TAB;
  *tab = (MarbreCriticTab) index;
  return index < MARBRE_N_CRITIC_TABS;
}

/* An element never goes over a tag: marks may overlap with other elements. */
static void
unwrap (Reader *self)
{
  for (guint i = G_N_ELEMENTS (order); self->wrapped && i > 0; i--)
    if (self->wraps & 1u << order[i - 1])
      g_string_append_printf (self->out, "</%s>", elements[order[i - 1]]);
  self->wrapped = FALSE;
}

static void
wrap (Reader *self)
{
  if (self->wrapped)
    return;
  self->wraps = 0;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (self->depth[order[i]] > 0)
      {
        g_string_append_printf (self->out, "<%s class=\"desk\">", elements[order[i]]);
        self->wraps |= 1u << order[i];
      }
  self->wrapped = self->wraps != 0;
}

static void
end_comment (Reader *self)
{
  if (self->show)
    {
      unwrap (self);
      marbre_critic_append_comment (self->out, g_strstrip (self->comment->str));
    }
  g_string_truncate (self->comment, 0);
}

static void
take_tab (Reader *self, MarbreCriticTab tab)
{
  guint *depth = &self->depth[tab / 2];
  gboolean end = tab % 2 == 1;

  unwrap (self);
  if (end && *depth == 0)
    return;
  *depth = end ? *depth - 1 : *depth + 1;
  if (end && tab / 2 == COMMENT && *depth == 0)
    end_comment (self);
}

static gsize
count_blanks (const char *text, gsize length)
{
  gsize n = 0;

  while (n < length && g_ascii_isspace (text[n]))
    n++;
  return n;
}

/* @text: a stretch without tags and tabs */
static void
take_text (Reader *self, const char *text, gsize length)
{
  if (self->depth[COMMENT] > 0)
    g_string_append_len (self->comment, text, (gssize) length);
  else if (self->show || self->depth[ADDED] == 0)
    {
      /* Between the rows of a table there may be blanks, and no elements. */
      if (self->show && count_blanks (text, length) < length)
        wrap (self);
      g_string_append_len (self->out, text, (gssize) length);
    }
}

/* The end of the tag at @p, as the serializer writes it: no ">" but in quotes. */
static const char *
find_tag_end (const char *p)
{
  gboolean quoted = FALSE;

  for (; *p != '\0'; p++)
    {
      if (*p == '"')
        quoted = !quoted;
      else if (*p == '>' && !quoted)
        return p + 1;
    }
  return p;
}

/* Whether an element has no end tag. */
static gboolean
is_void (const char *tag)
{
  static const char *const names[] = { "img", "br", "hr", "wbr", "col", "source", "track", NULL };
  g_autofree char *name = g_strndup (tag + 1, strcspn (tag + 1, " />"));

  return g_strv_contains (names, name);
}

static void
take_tag (Reader *self, const char *tag, const char *end)
{
  /* A comment is words only; but what is opened in it may be closed behind it. */
  if (self->depth[COMMENT] > 0 && is_void (tag))
    return;
  unwrap (self);
  g_string_append_len (self->out, tag, end - tag);
}

static char *
convert (const char *html, gboolean show)
{
  Reader reader = {
    .out = g_string_new (NULL),
    .comment = g_string_new (NULL),
    .show = show,
  };

  while (*html != '\0')
    {
      MarbreCriticTab tab;
      const char *end;

      if (*html == '<')
        {
          end = find_tag_end (html);
          take_tag (&reader, html, end);
        }
      else if (is_tab (html, &tab))
        {
          end = html + TAB_LENGTH;
          take_tab (&reader, tab);
        }
      else
        {
          for (end = html + 1; *end != '\0' && *end != '<' && !is_tab (end, &tab);)
            end++;
          take_text (&reader, html, (gsize) (end - html));
        }
      html = end;
    }
  unwrap (&reader);
  if (reader.depth[COMMENT] > 0)
    end_comment (&reader);
  g_string_free (reader.comment, TRUE);
  return marbre_string_steal (reader.out);
}

/**
 * marbre_critic_append_tab:
 * @text: plain text or HTML
 * @tab: what begins or ends here
 */
void
marbre_critic_append_tab (GString *text, MarbreCriticTab tab)
{
  g_string_append (text, TAB_PREFIX);
  g_string_append_c (text, (char) (FIRST_TAB + tab));
}

/**
 * marbre_critic_has_tabs:
 * @html: HTML
 *
 * Returns: whether there are tabs in it
 */
gboolean
marbre_critic_has_tabs (const char *html)
{
  return strstr (html, TAB_PREFIX) != NULL;
}

/**
 * marbre_critic_show_tabs:
 * @html: HTML as the serializer or the encoder writes it, with tabs in its text
 *
 * Returns: (transfer full): the HTML with elements for what is added, removed, highlighted or
 *   commented
 */
char *
marbre_critic_show_tabs (const char *html)
{
  return convert (html, TRUE);
}

/**
 * marbre_critic_publish_tabs:
 * @html: as for marbre_critic_show_tabs()
 *
 * Returns: (transfer full): the HTML without comments, and without what is only suggested
 */
char *
marbre_critic_publish_tabs (const char *html)
{
  return convert (html, FALSE);
}

/**
 * marbre_critic_append_comment:
 * @html: where to
 * @encoded: the comment, encoded as text
 *
 * Writes a comment as the preview shows it.
 */
void
marbre_critic_append_comment (GString *html, const char *encoded)
{
  g_string_append (html, "<span class=\"desk-note\" role=\"note\" title=\"");
  for (const char *p = encoded; *p != '\0'; p++)
    if (*p == '"')
      g_string_append (html, "&quot;");
    else
      g_string_append_c (html, *p);
  g_string_append (html, "\"><span>");
  g_string_append (html, encoded);
  g_string_append (html, "</span></span>");
}
