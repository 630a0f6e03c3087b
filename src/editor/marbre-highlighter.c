/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The look of Markdown; see marbre-highlighter.h. Line by line, and only the lines that changed:
 * prose has no construct over several lines that a writer would want coloured. GtkSourceView's own
 * engine cannot dim a mark apart from its text, and reads its colour schemes from files only.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-highlighter.h"

/* A line longer than this is left plain: a paragraph of a thousand words is no prose, and the time
 * of a pattern that does not find its end grows with the square of the line. */
#define MAX_LINE_BYTES (8 * 1024)

typedef enum
{
  STYLE_NONE,
  STYLE_MARK, /* what is not printed: stars, brackets, addresses */
  STYLE_HEADING,
  STYLE_STRONG,
  STYLE_EMPHASIS,
  STYLE_LINK,
  STYLE_CODE,
  STYLE_KEYWORD, /* [!box] and its like */
  STYLE_TO_COME, /* TK */
  N_STYLES
} Style;

#define MAX_GROUPS 5

/* Each group of the pattern has a style. */
static const struct
{
  const char *pattern;
  Style styles[MAX_GROUPS];
} rules[] = {
  { "^ {0,3}(#{1,6}[ \\t]+)(.*)$", { STYLE_MARK, STYLE_HEADING } },
  { "^((?: {0,3}>[ \\t]?)+)", { STYLE_MARK } },
  { "^(?: {0,3}>[ \\t]?)+(\\[!)([\\w-]+)(\\])", { STYLE_MARK, STYLE_KEYWORD, STYLE_MARK } },
  { "^[> \\t]*((?:[-*+]|[0-9]{1,9}[.)])[ \\t])", { STYLE_MARK } },
  { "^ {0,3}((?:[-*_][ \\t]*){3,})$", { STYLE_MARK } },
  { "(`+)([^`]+)(\\1)", { STYLE_MARK, STYLE_CODE, STYLE_MARK } },
  { "(?<![*\\\\])(\\*\\*)(?![\\s*])(.+?)(?<![\\s\\\\])(\\*\\*)",
    { STYLE_MARK, STYLE_STRONG, STYLE_MARK } },
  { "(?<![*\\\\])(\\*)(?![\\s*])([^*]+)(?<![\\s\\\\])(\\*)(?!\\*)",
    { STYLE_MARK, STYLE_EMPHASIS, STYLE_MARK } },
  { "(?<![\\w\\\\])(_)(?![\\s_])([^_]+)(?<![\\s\\\\])(_)(?!\\w)",
    { STYLE_MARK, STYLE_EMPHASIS, STYLE_MARK } },
  { "(?<!!)(\\[)([^\\]]+)(\\]\\([^)\\s]*)((?:\\s+\"[^\"]*\")?)(\\))",
    { STYLE_MARK, STYLE_LINK, STYLE_MARK, STYLE_MARK, STYLE_MARK } },
  { "(!\\[)([^\\]]*)(\\]\\([^)\\s]*)((?:\\s+\"[^\"]*\")?)(\\))",
    { STYLE_MARK, STYLE_NONE, STYLE_MARK, STYLE_NONE, STYLE_MARK } },
  { "(<?https?://[^\\s>)]+>?)", { STYLE_MARK } },
  { "(\\[\\^[^\\]\\s]+\\]:?)", { STYLE_MARK } },
  { "\\b(TK(?:TK)?)\\b", { STYLE_TO_COME } },
};

/* light, dark */
static const char *const colors[N_STYLES][2] = {
  [STYLE_MARK] = { "#98918a", "#837f7a" },    [STYLE_HEADING] = { "#1d1b19", "#f6f3ee" },
  [STYLE_LINK] = { "#1f5a96", "#8ab8e8" },    [STYLE_CODE] = { "#7a4f14", "#dcb989" },
  [STYLE_KEYWORD] = { "#9c2b22", "#e89a8f" }, [STYLE_TO_COME] = { "#5c3d00", "#ffe2a8" },
};

static const char *const to_come_background[2] = { "#ffe3a3", "#6b4e12" };

struct _MarbreHighlighter
{
  GObject parent_instance;

  GtkTextBuffer *buffer;      /* (owned) (nullable) */
  GtkTextTag *tags[N_STYLES]; /* (borrowed): in the buffer's table; NULL for STYLE_NONE */
  int insert_line;            /* where the insertion that is under way began */
};

G_DEFINE_FINAL_TYPE (MarbreHighlighter, marbre_highlighter, G_TYPE_OBJECT)

/* The rules' patterns, compiled once with the class. */
static GRegex *regexes[G_N_ELEMENTS (rules)];

static void
apply_match (MarbreHighlighter *self, int line, GMatchInfo *match, const Style *styles)
{
  int groups = MIN (g_match_info_get_match_count (match) - 1, MAX_GROUPS);

  for (int i = 0; i < groups; i++)
    {
      GtkTextIter start, end;
      int from, to;

      if (styles[i] == STYLE_NONE || !g_match_info_fetch_pos (match, i + 1, &from, &to) ||
          from < 0 || from == to)
        continue;
      gtk_text_buffer_get_iter_at_line_index (self->buffer, &start, line, from);
      gtk_text_buffer_get_iter_at_line_index (self->buffer, &end, line, to);
      gtk_text_buffer_apply_tag (self->buffer, self->tags[styles[i]], &start, &end);
    }
}

static void
highlight_line (MarbreHighlighter *self, int line)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_iter_at_line (self->buffer, &start, line);
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  for (guint style = STYLE_MARK; style < N_STYLES; style++)
    gtk_text_buffer_remove_tag (self->buffer, self->tags[style], &start, &end);
  if (gtk_text_iter_get_line_index (&end) > MAX_LINE_BYTES)
    return;

  text = gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GMatchInfo) match = NULL;

      g_regex_match (regexes[i], text, 0, &match);
      for (; g_match_info_matches (match); g_match_info_next (match, NULL))
        apply_match (self, line, match, rules[i].styles);
    }
}

static void
highlight_lines (MarbreHighlighter *self, int first, int last)
{
  for (int line = first; line <= last; line++)
    highlight_line (self, line);
}

static void
before_insert_cb (MarbreHighlighter *self, GtkTextIter *location)
{
  self->insert_line = gtk_text_iter_get_line (location);
}

static void
after_insert_cb (MarbreHighlighter *self, GtkTextIter *location)
{
  GtkTextIter place = *location;
  int last = gtk_text_iter_get_line (&place);

  highlight_lines (self, MIN (self->insert_line, last), last);
}

static void
after_delete_cb (MarbreHighlighter *self, GtkTextIter *start)
{
  highlight_line (self, gtk_text_iter_get_line (start));
}

static void
create_tags (MarbreHighlighter *self)
{
  for (guint style = STYLE_MARK; style < N_STYLES; style++)
    self->tags[style] = gtk_text_buffer_create_tag (self->buffer, NULL, NULL);
  g_object_set (self->tags[STYLE_HEADING], "weight", PANGO_WEIGHT_BOLD, "scale", 1.14, NULL);
  g_object_set (self->tags[STYLE_STRONG], "weight", PANGO_WEIGHT_BOLD, NULL);
  g_object_set (self->tags[STYLE_EMPHASIS], "style", PANGO_STYLE_ITALIC, NULL);
  g_object_set (self->tags[STYLE_KEYWORD], "weight", PANGO_WEIGHT_SEMIBOLD, NULL);
  g_object_set (self->tags[STYLE_TO_COME], "weight", PANGO_WEIGHT_BOLD, NULL);
  /* A mark stays dim inside whatever it marks. */
  gtk_text_tag_set_priority (
      self->tags[STYLE_MARK],
      gtk_text_tag_table_get_size (gtk_text_buffer_get_tag_table (self->buffer)) - 1);
}

static void
marbre_highlighter_dispose (GObject *object)
{
  MarbreHighlighter *self = MARBRE_HIGHLIGHTER (object);

  if (self->buffer)
    for (guint style = STYLE_MARK; style < N_STYLES; style++)
      gtk_text_tag_table_remove (gtk_text_buffer_get_tag_table (self->buffer), self->tags[style]);
  g_clear_object (&self->buffer);
  G_OBJECT_CLASS (marbre_highlighter_parent_class)->dispose (object);
}

static void
marbre_highlighter_class_init (MarbreHighlighterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_highlighter_dispose;
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    regexes[i] = g_regex_new (rules[i].pattern, G_REGEX_OPTIMIZE, 0, NULL);
}

static void
marbre_highlighter_init (MarbreHighlighter *self)
{
}

/**
 * marbre_highlighter_new:
 * @buffer: a buffer with Markdown; its look follows its text as long as the highlighter lives
 * @dark: whether the text is light on dark
 *
 * Returns: (transfer full): a highlighter; when it goes, so does the look
 */
MarbreHighlighter *
marbre_highlighter_new (GtkTextBuffer *buffer, gboolean dark)
{
  MarbreHighlighter *self;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), NULL);

  self = g_object_new (MARBRE_TYPE_HIGHLIGHTER, NULL);
  self->buffer = g_object_ref (buffer);
  create_tags (self);
  marbre_highlighter_set_dark (self, dark);
  highlight_lines (self, 0, gtk_text_buffer_get_line_count (buffer) - 1);
  g_signal_connect_object (buffer, "insert-text", G_CALLBACK (before_insert_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "insert-text", G_CALLBACK (after_insert_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (buffer, "delete-range", G_CALLBACK (after_delete_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return self;
}

/**
 * marbre_highlighter_set_dark:
 * @dark: whether the text is light on dark
 */
void
marbre_highlighter_set_dark (MarbreHighlighter *self, gboolean dark)
{
  g_return_if_fail (MARBRE_IS_HIGHLIGHTER (self));

  for (guint style = STYLE_MARK; style < N_STYLES; style++)
    if (colors[style][0])
      g_object_set (self->tags[style], "foreground", colors[style][dark ? 1 : 0], NULL);
  g_object_set (self->tags[STYLE_TO_COME], "background", to_come_background[dark ? 1 : 0], NULL);
}
