/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tags of one line; see marbre-style-line.h. What is there and what should be are both written as
 * pieces of the line, each with a set of styles; where the two differ, tags are set.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-style-line.h"

/* A line with more marks is no prose: it is left plain. */
#define MAX_RUNS 2000

/* Bytes of signs before a line that its other lines are set in by. Deeper than this nothing would
 * be left of them, and each such width takes a layout of the signs. */
#define MAX_HANG 64

/* From @at up to the next piece, the styles whose bits are set. */
typedef struct
{
  int at;
  guint32 styles;
} Piece;

/* A style begins or ends. */
typedef struct
{
  int at;
  MarbreStyle style;
  int change;
} Edge;

typedef struct
{
  GtkTextBuffer *buffer; /* (borrowed) */
  MarbreStyleTags *tags; /* (borrowed) */
  int line;
  int length; /* bytes, without the line's end */
  int whole;  /* with it */
} Line;

G_STATIC_ASSERT (MARBRE_N_STYLES <= 32);

static void
get_iter (Line *self, int at, GtkTextIter *iter)
{
  gtk_text_buffer_get_iter_at_line (self->buffer, iter, self->line);
  if (at >= self->whole)
    gtk_text_iter_forward_line (iter);
  else if (at > 0)
    gtk_text_iter_set_line_index (iter, at);
}

static int
compare_edges (gconstpointer a, gconstpointer b)
{
  return ((const Edge *) a)->at - ((const Edge *) b)->at;
}

static gboolean
is_open (const MarbreRun *runs, guint n_runs, const MarbreRun *fold, int caret)
{
  for (guint i = 0; i < n_runs; i++)
    if (runs[i].kind == MARBRE_RUN_FOLDED && runs[i].start <= fold->start &&
        runs[i].end >= fold->end && (int) runs[i].start <= caret && caret <= (int) runs[i].end)
      return TRUE;
  return FALSE;
}

/* A line of which nothing is left would have no height. */
static gboolean
may_fold (Line *self, const MarbreRun *fold)
{
  return fold->end - fold->start < (guint) self->length;
}

static void
add_edges (GArray *edges, MarbreStyle style, int start, int end)
{
  Edge edge = { start, style, 1 };

  if (start >= end)
    return;
  g_array_append_val (edges, edge);
  edge.at = end;
  edge.change = -1;
  g_array_append_val (edges, edge);
}

static GArray *
find_edges (Line *self, const MarbreRun *runs, guint n_runs, int caret)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (Edge));

  for (guint i = 0; i < n_runs; i++)
    {
      const MarbreRun *run = &runs[i];
      MarbreStyle style;

      if (!marbre_style_from_run (run, &style) ||
          (style == MARBRE_STYLE_FOLDED &&
           (!may_fold (self, run) || (caret >= 0 && is_open (runs, n_runs, run, caret)))))
        continue;
      if (marbre_style_is_line (style))
        add_edges (edges, style, 0, self->whole);
      else
        add_edges (edges, style, MIN ((int) run->start, self->length),
                   MIN ((int) run->end, self->length));
    }
  g_array_sort (edges, compare_edges);
  return edges;
}

static void
add_piece (GArray *pieces, int at, guint32 styles)
{
  Piece piece = { at, styles };
  Piece *last = pieces->len > 0 ? &g_array_index (pieces, Piece, pieces->len - 1) : NULL;

  if (last != NULL && last->at == at)
    last->styles = styles;
  else if (last == NULL || last->styles != styles)
    g_array_append_val (pieces, piece);
}

static GArray *
find_wanted (Line *self, const MarbreRun *runs, guint n_runs, int caret)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_autoptr (GArray) edges = find_edges (self, runs, n_runs, caret);
  int depths[MARBRE_N_STYLES] = { 0 };
  guint32 styles = 0;

  add_piece (pieces, 0, 0);
  for (guint i = 0; i < edges->len; i++)
    {
      Edge *edge = &g_array_index (edges, Edge, i);
      guint32 bit = 1u << edge->style;

      depths[edge->style] += edge->change;
      styles = depths[edge->style] > 0 ? styles | bit : styles & ~bit;
      add_piece (pieces, edge->at, styles);
    }
  return pieces;
}

/* @found gets the tag that makes the line hang, if one does. */
static GArray *
find_present (Line *self, GtkTextTag **found)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  GtkTextIter iter, end;

  get_iter (self, 0, &iter);
  get_iter (self, self->whole, &end);
  *found = NULL;
  while (gtk_text_iter_compare (&iter, &end) < 0)
    {
      g_autoptr (GSList) tags = gtk_text_iter_get_tags (&iter);
      guint32 styles = 0;

      for (GSList *tag = tags; tag != NULL; tag = tag->next)
        {
          MarbreStyle style;

          if (marbre_style_tags_find (self->tags, tag->data, &style))
            styles |= 1u << style;
          else if (marbre_style_tags_is_hang (self->tags, tag->data))
            *found = tag->data;
        }
      add_piece (pieces, gtk_text_iter_get_line_index (&iter), styles);
      if (!gtk_text_iter_forward_to_tag_toggle (&iter, NULL))
        break;
    }
  return pieces;
}

static guint32
styles_at (GArray *pieces, guint *index, int at)
{
  while (*index + 1 < pieces->len && g_array_index (pieces, Piece, *index + 1).at <= at)
    ++*index;
  return pieces->len > 0 ? g_array_index (pieces, Piece, *index).styles : 0;
}

/* Returns: the styles that are not where they should be */
static guint32
find_wrong (GArray *present, GArray *wanted)
{
  guint32 wrong = 0;
  guint i = 0, j = 0;

  for (guint k = 0; k < present->len; k++)
    {
      Piece *piece = &g_array_index (present, Piece, k);

      wrong |= piece->styles ^ styles_at (wanted, &j, piece->at);
    }
  for (guint k = 0; k < wanted->len; k++)
    {
      Piece *piece = &g_array_index (wanted, Piece, k);

      /* What ends with the line leaves a last piece without length. */
      if (k + 1 < wanted->len || piece->styles != 0)
        wrong |= piece->styles ^ styles_at (present, &i, piece->at);
    }
  return wrong;
}

static void
set_style (Line *self, MarbreStyle style, GArray *wanted)
{
  GtkTextTag *tag = marbre_style_tags_get (self->tags, style);
  guint32 bit = 1u << style;
  GtkTextIter start, end;

  get_iter (self, 0, &start);
  get_iter (self, self->whole, &end);
  gtk_text_buffer_remove_tag (self->buffer, tag, &start, &end);
  for (guint i = 0; i < wanted->len; i++)
    {
      guint last = i;

      if ((g_array_index (wanted, Piece, i).styles & bit) == 0)
        continue;
      while (last + 1 < wanted->len && (g_array_index (wanted, Piece, last + 1).styles & bit) != 0)
        last++;
      get_iter (self, g_array_index (wanted, Piece, i).at, &start);
      get_iter (self,
                last + 1 < wanted->len ? g_array_index (wanted, Piece, last + 1).at : self->whole,
                &end);
      gtk_text_buffer_apply_tag (self->buffer, tag, &start, &end);
      i = last;
    }
}

static GtkTextTag *
find_hang (Line *self, const MarbreRun *runs, guint n_runs)
{
  for (guint i = 0; i < n_runs; i++)
    {
      g_autofree char *prefix = NULL;
      GtkTextIter start, end;

      if (runs[i].kind != MARBRE_RUN_PREFIX || runs[i].end == 0 || runs[i].end > MAX_HANG ||
          (int) runs[i].end > self->length)
        continue;
      get_iter (self, 0, &start);
      get_iter (self, (int) runs[i].end, &end);
      prefix = gtk_text_iter_get_slice (&start, &end);
      return marbre_style_tags_get_hang (self->tags, prefix);
    }
  return NULL;
}

static void
set_hang (Line *self, GtkTextTag *present, GtkTextTag *wanted)
{
  GtkTextIter start, end;

  if (present == wanted)
    return;
  get_iter (self, 0, &start);
  get_iter (self, self->whole, &end);
  if (present != NULL)
    gtk_text_buffer_remove_tag (self->buffer, present, &start, &end);
  if (wanted != NULL)
    gtk_text_buffer_apply_tag (self->buffer, wanted, &start, &end);
}

/**
 * marbre_style_line_apply:
 * @buffer: a buffer
 * @tags: of that buffer
 * @line: a line of it
 * @runs: (array length=n_runs): the runs of that line
 * @n_runs: how many
 * @caret: byte of the line where the caret is, to open what is folded there; −1 if it is elsewhere
 *
 * Other tags stay as they are.
 */
void
marbre_style_line_apply (GtkTextBuffer *buffer,
                         MarbreStyleTags *tags,
                         int line,
                         const MarbreRun *runs,
                         guint n_runs,
                         int caret)
{
  Line self = { .buffer = buffer, .tags = tags, .line = line };
  g_autoptr (GArray) present = NULL;
  g_autoptr (GArray) wanted = NULL;
  GtkTextTag *hang;
  GtkTextIter iter;
  guint32 wrong;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, line);
  self.whole = gtk_text_iter_get_bytes_in_line (&iter);
  if (self.whole == 0)
    return;
  if (!gtk_text_iter_ends_line (&iter))
    gtk_text_iter_forward_to_line_end (&iter);
  self.length = gtk_text_iter_get_line_index (&iter);

  if (n_runs > MAX_RUNS)
    n_runs = 0;
  present = find_present (&self, &hang);
  wanted = find_wanted (&self, runs, n_runs, caret);
  wrong = find_wrong (present, wanted);
  for (guint style = 0; style < MARBRE_N_STYLES; style++)
    if ((wrong & (1u << style)) != 0)
      set_style (&self, style, wanted);
  set_hang (&self, hang, find_hang (&self, runs, n_runs));
}
