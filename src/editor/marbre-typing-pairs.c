/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pairs of signs; see marbre-typing-pairs.h. Quotation marks only go around a selection: while
 * one types, typography turns each of them to its right side. Nothing is remembered between two
 * keys: whether a closing sign is still owed is counted in the line, so that the answer is the
 * same after the caret went elsewhere and came back.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-typing-pairs.h"

#include <string.h>

#include "marbre-typing-lines.h"

#define NO_BREAK "\u00A0"

/* A longer selection is no phrase. */
#define MAX_WRAPPED 10000

typedef struct
{
  gunichar sign;    /* what is typed */
  const char *open; /* what is written on both sides */
  const char *close;
  gboolean markup; /* stars and the like: nothing between them and the word */
  gboolean comes;  /* the closing sign comes along */
} Pair;

static const Pair pairs[] = {
  { '(', "(", ")", FALSE, TRUE },
  { '[', "[", "]", FALSE, TRUE },
  { 0x201C, "“", "”", FALSE, FALSE },
  { 0xAB, "«" NO_BREAK, NO_BREAK "»", FALSE, FALSE },
  { '*', "*", "*", TRUE, TRUE },
  { '`', "`", "`", TRUE, TRUE },
  { '_', "_", "_", TRUE, FALSE },
};

/* What the key of the straight quotation mark means around a selection. */
static const Pair english_quotes = { '"', "“", "”", FALSE, FALSE };
static const Pair french_quotes = { '"', "«" NO_BREAK, NO_BREAK "»", FALSE, FALSE };

/* The caret's line, on both sides of it. */
typedef struct
{
  char *before; /* (owned) */
  char *after;  /* (owned) */
} Around;

static void
around_clear (Around *around)
{
  g_free (around->before);
  g_free (around->after);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Around, around_clear)

static void
look_around (GtkTextBuffer *buffer, Around *around)
{
  int index, column;
  g_autofree char *text = NULL;
  const char *caret;

  marbre_line_get_caret (buffer, &index, &column);
  text = marbre_line_dup_text (buffer, index);
  caret = g_utf8_offset_to_pointer (text, column);
  around->before = g_strndup (text, (gsize) (caret - text));
  around->after = g_strdup (caret);
}

static guint
count (const char *text, const char *sign)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, sign)) != NULL; p += strlen (sign))
    n++;
  return n;
}

static const Pair *
find_pair (gunichar sign)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (pairs[i].sign == sign)
      return &pairs[i];
  return NULL;
}

static const Pair *
find_closed_by (gunichar sign)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (pairs[i].comes && g_utf8_get_char (pairs[i].close) == sign)
      return &pairs[i];
  return NULL;
}

static void
delete_around (GtkTextBuffer *buffer, glong before, glong after)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_mark (buffer, &start, gtk_text_buffer_get_insert (buffer));
  end = start;
  gtk_text_iter_backward_chars (&start, (int) before);
  gtk_text_iter_forward_chars (&end, (int) after);
  gtk_text_buffer_delete (buffer, &start, &end);
}

static void
move_caret (GtkTextBuffer *buffer, glong by)
{
  GtkTextIter caret;

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  gtk_text_iter_forward_chars (&caret, (int) by);
  gtk_text_buffer_place_cursor (buffer, &caret);
}

/* Spaces at the ends of a selection stay outside: "** word**" is not bold. */
static void
trim (GtkTextIter *start, GtkTextIter *end)
{
  while (gtk_text_iter_compare (start, end) < 0 &&
         g_unichar_isspace (gtk_text_iter_get_char (start)))
    gtk_text_iter_forward_char (start);
  while (gtk_text_iter_compare (start, end) < 0)
    {
      GtkTextIter last = *end;

      gtk_text_iter_backward_char (&last);
      if (!g_unichar_isspace (gtk_text_iter_get_char (&last)))
        return;
      *end = last;
    }
}

/* Around the selection, which stays selected. */
static gboolean
wrap (GtkTextBuffer *buffer, const Pair *pair)
{
  g_autofree char *text = NULL;
  g_autofree char *wrapped = NULL;
  GtkTextIter start, end;
  int from, to, length;

  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  trim (&start, &end);
  from = gtk_text_iter_get_offset (&start);
  to = gtk_text_iter_get_offset (&end);
  if (from == to || to - from > MAX_WRAPPED)
    return FALSE;
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  if (pair->markup && strstr (text, "\n\n") != NULL)
    return FALSE;

  /* In one piece: what comes in sign by sign is set as if it were typed. */
  wrapped = g_strconcat (pair->open, text, pair->close, NULL);
  length = (int) g_utf8_strlen (pair->open, -1);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, wrapped, -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, from + length);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, to + length);
  gtk_text_buffer_select_range (buffer, &end, &start);
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}

static gboolean
stands_between (const Around *around, const char *open, const char *close)
{
  return g_str_has_suffix (around->before, open) && g_str_has_prefix (around->after, close);
}

/* Whether the closing sign behind the caret is the one that is being typed. */
static gboolean
is_owed (const Around *around, const Pair *pair)
{
  guint opened = count (around->before, pair->open);
  guint closed = pair->markup ? 0 : count (around->before, pair->close);
  guint left = count (around->after, pair->close);

  if (pair->markup)
    return opened >= left;
  return opened > closed && opened - closed <= left;
}

/* Passes the closing sign that stands behind the caret already. */
static gboolean
type_over (GtkTextBuffer *buffer, const Around *around, const Pair *pair)
{
  if (!g_str_has_prefix (around->after, pair->close) || !is_owed (around, pair))
    return FALSE;
  move_caret (buffer, g_utf8_strlen (pair->close, -1));
  return TRUE;
}

/* Whether a word would begin behind what stands before @end. */
static gboolean
is_open (const char *start, const char *end)
{
  const char *last = g_utf8_find_prev_char (start, end);
  gunichar c = last ? g_utf8_get_char (last) : ' ';

  return g_unichar_isspace (c) || c == '(' || c == '[' ||
         g_unichar_type (c) == G_UNICODE_INITIAL_PUNCTUATION;
}

/* Whether a phrase may begin at the caret and nothing follows that it would take in. */
static gboolean
may_begin (const Around *around, const Pair *pair)
{
  static const char closing[] = ")]»”.,;:!?…*" NO_BREAK "\u202F";
  gunichar next = g_utf8_get_char (around->after);
  MarbreLine line;

  if (next != 0 && !g_unichar_isspace (next) && g_utf8_strchr (closing, -1, next) == NULL)
    return FALSE;
  if (!pair->markup)
    return TRUE;
  /* At its beginning a line may become an item, a rule or a fence. */
  marbre_line_read (around->before, &line);
  return !line.blank && is_open (around->before, around->before + strlen (around->before));
}

/* Whether the caret is between the signs of a phrase that has no word yet: "**|**", and not behind
 * the last sign of one but one that is being closed, "**word*|*". */
static gboolean
is_empty_phrase (const Around *around, const Pair *pair)
{
  const char *end = around->before + strlen (around->before);

  if (!stands_between (around, pair->open, pair->close))
    return FALSE;
  while (end > around->before && end[-1] == *pair->open)
    end--;
  return is_open (around->before, end);
}

/* The closing sign first: what is inserted in the order in which it stands becomes one undo step
 * with the space that was typed before. */
static void
insert_pair (GtkTextBuffer *buffer, const Pair *pair)
{
  glong length = g_utf8_strlen (pair->close, -1);

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_insert_at_cursor (buffer, pair->close, -1);
  move_caret (buffer, -length);
  gtk_text_buffer_insert_at_cursor (buffer, pair->open, -1);
  gtk_text_buffer_end_user_action (buffer);
}

/* Stars with a space behind them are stars. */
static gboolean
type_space (GtkTextBuffer *buffer, const Around *around)
{
  gsize length = strlen (around->before);
  glong stars = 0;

  while (around->after[stars] == '*' && length > 0 && around->before[length - 1] == '*')
    {
      stars++;
      length--;
    }
  if (stars == 0 || !is_open (around->before, around->before + length))
    return FALSE;
  gtk_text_buffer_begin_user_action (buffer);
  delete_around (buffer, 0, stars);
  gtk_text_buffer_insert_at_cursor (buffer, " ", 1);
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}

/**
 * marbre_pair_type:
 * @buffer: the text
 * @sign: what is being typed
 * @language: the story's
 *
 * Types a sign that belongs to a pair, as one user action.
 *
 * Returns: %FALSE if it is to be typed as any other; nothing was done
 */
gboolean
marbre_pair_type (GtkTextBuffer *buffer, gunichar sign, const char *language)
{
  g_auto (Around) around = { 0 };
  const Pair *pair = find_pair (sign);
  const Pair *closed = find_closed_by (sign);

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), FALSE);

  if (sign == '"')
    pair = g_str_has_prefix (language, "fr") ? &french_quotes : &english_quotes;
  if (pair == NULL && closed == NULL && sign != ' ')
    return FALSE;
  if (gtk_text_buffer_get_has_selection (buffer))
    return pair != NULL && wrap (buffer, pair);
  if (sign == '"')
    return FALSE;
  look_around (buffer, &around);
  if (sign == ' ')
    return type_space (buffer, &around);
  if (pair != NULL && pair->markup && pair->comes && is_empty_phrase (&around, pair))
    {
      insert_pair (buffer, pair);
      return TRUE;
    }
  if (closed != NULL && type_over (buffer, &around, closed))
    return TRUE;
  if (pair == NULL || !pair->comes || !may_begin (&around, pair))
    return FALSE;
  insert_pair (buffer, pair);
  return TRUE;
}

/**
 * marbre_pair_erase:
 * @buffer: the text
 *
 * What Backspace does between the two signs of a pair with nothing in it: takes both away, as one
 * user action.
 *
 * Returns: %FALSE if the caret is not there; nothing was done
 */
gboolean
marbre_pair_erase (GtkTextBuffer *buffer)
{
  g_auto (Around) around = { 0 };

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), FALSE);

  if (gtk_text_buffer_get_has_selection (buffer))
    return FALSE;
  look_around (buffer, &around);
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      const Pair *pair = &pairs[i];

      if (!pair->comes || !stands_between (&around, pair->open, pair->close))
        continue;
      gtk_text_buffer_begin_user_action (buffer);
      delete_around (buffer, g_utf8_strlen (pair->open, -1), g_utf8_strlen (pair->close, -1));
      gtk_text_buffer_end_user_action (buffer);
      return TRUE;
    }
  return FALSE;
}
