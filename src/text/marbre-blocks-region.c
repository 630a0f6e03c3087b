/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Regions; see marbre-blocks-region.h.
 *
 * A part begins where cmark, whatever stands above, has nothing open that could go on: behind a
 * blank line, at a line that is not indented, outside of fenced code and of HTML that blank lines
 * do not end, and not at an item below a list. There all containers close, so what follows is
 * parsed as if it were the beginning of a body. The one thing that crosses parts besides is what
 * labels stand for. For that a region is parsed with a tail behind it: the references that are
 * defined elsewhere, a definition for each footnote that is, and a call of each footnote that it
 * defines itself, since cmark throws away those that nobody calls. A line of asterisks holds both
 * apart.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-region.h"

#include <string.h>

#include "marbre-blocks-critic.h"
#include "marbre-blocks-ink.h"
#include "marbre-blocks-labels.h"
#include "marbre-blocks-limits.h"
#include "marbre-blocks-parse.h"
#include "marbre-blocks-private.h"

/* cmark skips it at the beginning of a text, and only there. */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

typedef struct
{
  cmark_node *node; /* (borrowed) */
  MarbreSpan span;
  guint covered; /* no part begins up to this line: it may be inside */
  guint part;
} Item;

typedef struct
{
  cmark_node *node; /* (borrowed) */
  guint part;
  guint index; /* of the part's notes */
} Definition;

struct _MarbreRegion
{
  const char *text; /* (borrowed) */
  gsize length;
  GString *whole;       /* (owned): @text and the tail */
  MarbreSource *source; /* (owned): of @whole */
  guint n_begun;        /* lines that begin in @text; those of the tail come after them */
  guint n_lines;        /* the same, and the empty one behind the last line end of a body */
  GArray *items;        /* (owned) (element-type Item): top-level nodes, in order */
  GPtrArray *parts;     /* (owned) (element-type MarbrePart) */
  GArray *starts;       /* (owned) (element-type guint): first line of each of @parts */
  GArray *definitions;  /* (owned) (element-type Definition): ours, by number */
  GPtrArray *labels;    /* (owned) (element-type utf8): of all notes by number; "" if unknown */
  GArray *numbers;      /* (owned) (nullable) (element-type guint): see set_numbers() */
  guint n_called;
  gboolean follows_list;
  MarbreAllowed allowed;
  gboolean masked; /* there are notes to the desk */
  gboolean open;
  gboolean odd;
  gboolean has_heading;
};

/**
 * marbre_region_may_begin:
 * @line: (array length=length): a line below a blank one, maybe with what follows it
 * @length: bytes of @line
 * @follows_list: whether the block above may be a list
 *
 * Returns: whether @line begins something of its own, provided that no code or HTML is open
 */
gboolean
marbre_region_may_begin (const char *line, gsize length, gboolean follows_list)
{
  if (length == 0 || strchr (" \t\r\n", *line) != NULL)
    return FALSE;
  if (length >= strlen (BYTE_ORDER_MARK) &&
      memcmp (line, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    return FALSE;
  return !follows_list || !(g_ascii_isdigit (*line) || strchr ("-+*", *line) != NULL);
}

static gboolean
ends_line (MarbreRegion *self)
{
  char last = self->length > 0 ? self->text[self->length - 1] : '\n';

  return last == '\n' || last == '\r';
}

static gboolean
all_is_allowed (MarbreRegion *self)
{
  return self->allowed.tables && self->allowed.links;
}

static GString *
make_tail (MarbreRegion *self, GPtrArray *labels, const MarbreSurroundings *around)
{
  GString *tail = g_string_new (NULL);

  for (guint i = 0; i < labels->len; i++)
    {
      MarbreLabel *label = g_ptr_array_index (labels, i);

      g_string_append_printf (tail, "[^%s]\n\n", label->raw);
    }
  if (around->labels != NULL && memmem (self->text, self->length, "[^", 2) != NULL)
    for (guint i = 0; i < around->labels->len; i++)
      g_string_append_printf (tail, "[^%s]: .\n\n",
                              (const char *) g_ptr_array_index (around->labels, i));
  if (around->definers != NULL && memchr (self->text, '[', self->length) != NULL)
    for (guint i = 0; i < around->definers->len; i++)
      {
        MarbrePart *part = g_ptr_array_index (around->definers, i);
        gboolean marked = g_str_has_prefix (part->source, BYTE_ORDER_MARK);
        gsize mark = marked ? strlen (BYTE_ORDER_MARK) : 0;

        g_string_append (tail, "***\n\n");
        g_string_append_len (tail, part->source + mark, (gssize) (part->length - mark));
        g_string_append (tail, "\n\n");
      }
  /* No blank line: code that is open inside of a list would take it in. */
  if (tail->len > 0 || !around->is_end)
    g_string_prepend (tail, ends_line (self) ? "***\n\n" : "\n***\n\n");
  return tail;
}

static void
parse (MarbreRegion *self, GString *tail, gboolean is_end)
{
  guint n_begun = 0;

  g_clear_pointer (&self->source, marbre_source_free);
  g_string_truncate (self->whole, 0);
  g_string_append_len (self->whole, self->text, (gssize) self->length);
  g_string_append_len (self->whole, tail->str, (gssize) tail->len);
  self->masked = marbre_critic_mask (self->whole->str, self->whole->len);
  self->source = marbre_source_new (self->whole->str, self->whole->len, self->allowed);

  while (n_begun < marbre_source_count_lines (self->source) &&
         marbre_source_get_line_start (self->source, n_begun) < self->length)
    n_begun++;
  self->n_begun = n_begun;
  marbre_source_set_limit (self->source, n_begun);
  self->n_lines = n_begun + (is_end && ends_line (self) ? 1 : 0);
}

/* The line, from 0, up to which lines may be inside of @node although they are not indented. */
static guint
find_covered (cmark_node *node)
{
  int length, offset;
  char sign;
  guint end = (guint) MAX (cmark_node_get_end_line (node), 0);

  if (cmark_node_get_type (node) == CMARK_NODE_HTML_BLOCK)
    return end; /* cmark is one line short where the HTML has an end of its own */
  if (cmark_node_get_type (node) == CMARK_NODE_CODE_BLOCK &&
      cmark_node_get_fenced (node, &length, &offset, &sign) && end > 0)
    return end - 1;
  return 0;
}

/* A paragraph that a table follows has no line of its own. */
static gboolean
is_in_tail (MarbreRegion *self, cmark_node *node)
{
  int line = cmark_node_get_start_line (node);

  return line > (int) self->n_begun;
}

static void
collect_items (MarbreRegion *self)
{
  cmark_node *node = cmark_node_first_child (marbre_source_get_root (self->source));

  g_array_set_size (self->items, 0);
  for (; node != NULL && cmark_node_get_type (node) != CMARK_NODE_FOOTNOTE_DEFINITION &&
         !is_in_tail (self, node);
       node = cmark_node_next (node))
    {
      Item item = {
        .node = node,
        .span = marbre_source_find_span (self->source, node),
        .covered = find_covered (node),
      };

      g_array_append_val (self->items, item);
    }
}

/* Whether the last block goes on into the tail. */
static gboolean
is_open (MarbreRegion *self)
{
  Item *last;
  guint end;

  if (self->items->len == 0)
    return FALSE;
  last = &g_array_index (self->items, Item, self->items->len - 1);
  end = (guint) MAX (cmark_node_get_end_line (last->node), 0);
  return last->covered > 0 && end > self->n_begun;
}

static void
add_part (MarbreRegion *self, guint first, guint end, gboolean ends_in_list)
{
  gsize from = marbre_source_get_line_start (self->source, first);
  gsize to = end < self->n_lines ? marbre_source_get_line_start (self->source, end) : self->length;
  MarbrePart *part = marbre_part_new (self->text + from, to - from, end - first);

  part->ends_in_list = ends_in_list;
  g_ptr_array_add (self->parts, part);
  g_array_append_val (self->starts, first);
}

static void
cut (MarbreRegion *self)
{
  gboolean list = self->follows_list;
  guint covered = 0;
  guint first = 0;
  guint next = 0; /* of the items */

  for (guint line = 1; line < self->n_lines; line++)
    {
      gsize start = marbre_source_get_line_start (self->source, line);

      for (; next < self->items->len; next++)
        {
          Item *item = &g_array_index (self->items, Item, next);

          if (item->span.first >= line)
            break;
          item->part = self->parts->len;
          list = cmark_node_get_type (item->node) == CMARK_NODE_LIST;
          covered = item->covered;
        }
      if ((covered > 0 && line <= covered) ||
          !marbre_region_may_begin (self->text + start, self->length - start, list) ||
          !marbre_source_is_blank (self->source, line - 1))
        continue;
      add_part (self, first, line, list);
      first = line;
    }
  for (; next < self->items->len; next++)
    {
      Item *item = &g_array_index (self->items, Item, next);

      item->part = self->parts->len;
      list = cmark_node_get_type (item->node) == CMARK_NODE_LIST;
    }
  add_part (self, first, self->n_lines, list);
}

/* The label of a definition. cmark does not tell; the text before its content does. */
static MarbreLabel *
find_label (MarbreRegion *self, GPtrArray *labels, cmark_node *note)
{
  guint line = (guint) cmark_node_get_start_line (note) - 1;
  gsize column = (gsize) MAX (cmark_node_get_start_column (note) - 1, 0);
  gsize start = marbre_source_get_line_start (self->source, line);
  MarbreLabel *found = NULL;

  for (guint i = 0; i < labels->len; i++)
    {
      MarbreLabel *label = g_ptr_array_index (labels, i);

      if (label->line == line && label->end <= column)
        found = label;
    }
  for (gsize i = found ? found->end : column; i < column; i++)
    if (self->whole->str[start + i] != ' ' && self->whole->str[start + i] != '\t')
      return NULL;
  return found;
}

static guint
find_part (MarbreRegion *self, guint line)
{
  guint low = 0;

  for (guint high = self->starts->len; high - low > 1;)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->starts, guint, middle) <= line)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static void
note_mentions (MarbreRegion *self, cmark_node *root, GArray **mentions)
{
  cmark_iter *iter = cmark_iter_new (root);
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      guint number;

      if (event != CMARK_EVENT_ENTER)
        continue;
      if (cmark_node_get_type (node) == CMARK_NODE_HEADING)
        self->has_heading = TRUE;
      if (cmark_node_get_type (node) != CMARK_NODE_FOOTNOTE_REFERENCE)
        continue;
      number = (guint) g_ascii_strtoull (cmark_node_get_literal (node), NULL, 10);
      self->n_called = MAX (self->n_called, number);
      marbre_numbers_add (mentions, number);
    }
  cmark_iter_free (iter);
}

static void
add_note (MarbreRegion *self, cmark_node *node, guint number, MarbreLabel *label)
{
  MarbreSpan span = marbre_source_find_note_span (self->source, node);
  Definition definition = { .node = node, .part = find_part (self, span.first) };
  MarbrePart *part = g_ptr_array_index (self->parts, definition.part);
  guint first = g_array_index (self->starts, guint, definition.part);
  MarbreNote note = {
    .label = g_strdup (label && label->folded ? label->folded : ""),
    .number = number,
    .first = span.first - first,
    .last = span.last - first,
    .html = g_strdup (""),
    .text = g_strdup (""),
    .raw = marbre_blocks_holds_raw (node),
  };
  gboolean had_heading = self->has_heading;

  self->has_heading = FALSE;
  note_mentions (self, node, &note.mentions);
  /* Its id comes after those of all blocks: too much to keep track of for what nobody writes. */
  self->odd |= self->has_heading || *note.label == '\0';
  self->has_heading |= had_heading;
  definition.index = part->notes ? part->notes->len : 0;
  marbre_part_add_note (part, &note);
  g_array_append_val (self->definitions, definition);
}

/* Whether we know what each label does: it is a definition that cmark has found, or none. */
static gboolean
knows_labels (GPtrArray *labels, GHashTable *found, gboolean with_tail)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < labels->len; i++)
    {
      MarbreLabel *label = g_ptr_array_index (labels, i);

      if (label->folded == NULL || !g_hash_table_add (seen, label->folded))
        return FALSE;
      if (!g_hash_table_contains (found, label) && !(label->plain && with_tail))
        return FALSE;
    }
  return TRUE;
}

static void
collect_notes (MarbreRegion *self, GPtrArray *labels, gboolean with_tail)
{
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);
  cmark_node *node = cmark_node_first_child (marbre_source_get_root (self->source));

  while (node != NULL && cmark_node_get_type (node) != CMARK_NODE_FOOTNOTE_DEFINITION)
    node = cmark_node_next (node);
  for (guint number = 1; node != NULL; node = cmark_node_next (node), number++)
    {
      MarbreLabel *label = NULL;

      if (!is_in_tail (self, node))
        {
          label = find_label (self, labels, node);
          add_note (self, node, number, label);
          if (label != NULL)
            g_hash_table_add (found, label);
        }
      g_ptr_array_add (self->labels, g_strdup (label ? label->folded : NULL));
    }
  self->odd |= !knows_labels (labels, found, with_tail);
}

/* The definitions of the tail come in the order of the surroundings' labels, but only those that
 * are called. */
static void
name_tail_notes (MarbreRegion *self)
{
  cmark_node *node = cmark_node_first_child (marbre_source_get_root (self->source));
  guint number = 0;

  while (node != NULL && cmark_node_get_type (node) != CMARK_NODE_FOOTNOTE_DEFINITION)
    node = cmark_node_next (node);
  for (; node != NULL && number < self->n_called; node = cmark_node_next (node), number++)
    {
      guint line = (guint) cmark_node_get_start_line (node) - 1;
      gsize start = marbre_source_get_line_start (self->source, line);
      gsize end = marbre_source_get_line_end (self->source, line);
      const char *text = self->whole->str + start;
      const char *bracket = g_strstr_len (text, (gssize) (end - start), "]:");

      if (!is_in_tail (self, node))
        continue;
      if (bracket == NULL || !g_str_has_prefix (text, "[^"))
        {
          self->odd = TRUE;
          continue;
        }
      g_ptr_array_index (self->labels, number) = g_strndup (text + 2, bracket - text - 2);
    }
}

static void
collect_mentions (MarbreRegion *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = &g_array_index (self->items, Item, i);
      MarbrePart *part = g_ptr_array_index (self->parts, item->part);

      note_mentions (self, item->node, &part->mentions);
    }
}

static gboolean
holds_no_blocks (cmark_node *node)
{
  if ((cmark_node_get_type (node) & CMARK_NODE_TYPE_MASK) != CMARK_NODE_TYPE_BLOCK)
    return FALSE;
  switch ((int) cmark_node_get_type (node))
    {
    case CMARK_NODE_DOCUMENT:
    case CMARK_NODE_BLOCK_QUOTE:
    case CMARK_NODE_LIST:
    case CMARK_NODE_ITEM:
    case CMARK_NODE_FOOTNOTE_DEFINITION:
      return FALSE;
    default:
      return TRUE;
    }
}

/* Lines in which signs of notes are code. Code that ends with the list around it ends too late for
 * cmark; what comes behind knows better. */
static GByteArray *
find_code_lines (MarbreRegion *self)
{
  GByteArray *lines = g_byte_array_sized_new (self->n_begun + 1);
  cmark_iter *iter = cmark_iter_new (marbre_source_get_root (self->source));
  cmark_event_type event;

  g_byte_array_set_size (lines, self->n_begun + 1);
  memset (lines->data, 0, lines->len);
  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      cmark_node_type type = cmark_node_get_type (node);
      guint end = MIN ((guint) MAX (cmark_node_get_end_line (node), 0), self->n_begun);

      if (event == CMARK_EVENT_ENTER && holds_no_blocks (node))
        for (guint line = (guint) MAX (cmark_node_get_start_line (node), 1); line <= end; line++)
          lines->data[line - 1] = type == CMARK_NODE_CODE_BLOCK;
    }
  cmark_iter_free (iter);
  return lines;
}

static void
collect_critics (MarbreRegion *self)
{
  g_autoptr (GByteArray) code = find_code_lines (self);

  for (guint i = 0; i < self->parts->len; i++)
    {
      MarbrePart *part = g_ptr_array_index (self->parts, i);
      g_autoptr (GArray) marks = marbre_critic_scan (part->source, part->length);
      guint line = g_array_index (self->starts, guint, i);
      gsize start = marbre_source_get_line_start (self->source, line);

      for (guint j = 0; marks != NULL && j < marks->len; j++)
        {
          MarbreCriticMark *mark = &g_array_index (marks, MarbreCriticMark, j);

          while (line + 1 < self->n_begun &&
                 marbre_source_get_line_start (self->source, line + 1) <= start + mark->start)
            line++;
          if (code->data[line])
            continue;
          if (part->critics == NULL)
            part->critics = g_array_new (FALSE, FALSE, sizeof (MarbreCriticMark));
          g_array_append_val (part->critics, *mark);
        }
    }
}

static void
find_definers (MarbreRegion *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      MarbrePart *part = g_ptr_array_index (self->parts, i);

      g_ptr_array_unref (marbre_labels_scan (part->source, part->length, &part->defines));
    }
}

static void
build (MarbreRegion *self,
       GPtrArray *labels,
       GString *tail,
       const MarbreSurroundings *around)
{
  g_ptr_array_set_size (self->parts, 0);
  g_array_set_size (self->starts, 0);
  g_array_set_size (self->definitions, 0);
  g_ptr_array_set_size (self->labels, 0);
  self->n_called = 0;

  parse (self, tail, around->is_end);
  collect_items (self);
  self->open = is_open (self);
  if (self->open)
    return;
  cut (self);
  collect_mentions (self);
  collect_notes (self, labels, tail->len > 0);
  if (tail->len == 0)
    self->n_called = self->labels->len; /* maybe by notes that are gone */
  name_tail_notes (self);
  if (self->masked)
    collect_critics (self);
}

/**
 * marbre_region_new:
 * @text: (array length=length): whole lines of a body; must outlive the region
 * @length: bytes of @text
 * @around: what else is in the body
 *
 * Parses @text and cuts it into parts. If @text is not the end of the body, its last line is blank.
 *
 * Returns: (transfer full): the region, not rendered yet
 */
MarbreRegion *
marbre_region_new (const char *text, gsize length, const MarbreSurroundings *around)
{
  MarbreRegion *self = g_new0 (MarbreRegion, 1);
  gboolean defines;
  g_autoptr (GPtrArray) labels = marbre_labels_scan (text, length, &defines);
  g_autoptr (GString) tail = NULL;

  self->text = text;
  self->length = length;
  self->whole = g_string_sized_new (length + 64);
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_part_unref);
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->definitions = g_array_new (FALSE, FALSE, sizeof (Definition));
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->follows_list = around->follows_list;
  self->allowed = marbre_limits_scan (text, length);
  self->odd = !all_is_allowed (self);

  tail = make_tail (self, labels, around);
  build (self, labels, tail, around);
  if (tail->len > 0 && (self->open || self->odd) && around->is_end)
    {
      /* Code without an end would take the tail in; and definitions that we cannot tell may call
       * others, or not. Without the tail, cmark knows. */
      self->odd = !all_is_allowed (self) || around->labels != NULL || around->definers != NULL;
      g_string_truncate (tail, 0);
      build (self, labels, tail, around);
    }
  if (defines)
    find_definers (self);
  return self;
}

/**
 * marbre_region_free:
 * @self: (transfer full): a region
 */
void
marbre_region_free (MarbreRegion *self)
{
  g_clear_pointer (&self->source, marbre_source_free);
  g_string_free (self->whole, TRUE);
  g_clear_pointer (&self->items, g_array_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->starts, g_array_unref);
  g_clear_pointer (&self->definitions, g_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->numbers, g_array_unref);
  g_free (self);
}

/**
 * marbre_region_is_open:
 *
 * Returns: whether code or HTML at its end goes on behind it: it has no parts, and has to be made
 *   longer
 */
gboolean
marbre_region_is_open (MarbreRegion *self)
{
  return self->open;
}

/**
 * marbre_region_ends_in_list:
 *
 * Returns: whether an item that follows would belong to its last block
 */
gboolean
marbre_region_ends_in_list (MarbreRegion *self)
{
  MarbrePart *last = g_ptr_array_index (self->parts, self->parts->len - 1);

  return last->ends_in_list;
}

/**
 * marbre_region_is_odd:
 *
 * Returns: whether it has what only a parse of the whole body gets right
 */
gboolean
marbre_region_is_odd (MarbreRegion *self)
{
  return self->odd;
}

/**
 * marbre_region_has_heading:
 *
 * Returns: whether there is a heading in it
 */
gboolean
marbre_region_has_heading (MarbreRegion *self)
{
  return self->has_heading;
}

/**
 * marbre_region_get_parts:
 *
 * Returns: (transfer none) (element-type MarbrePart): its parts, at least one
 */
GPtrArray *
marbre_region_get_parts (MarbreRegion *self)
{
  return self->parts;
}

/**
 * marbre_region_get_labels:
 *
 * Returns: (transfer none) (element-type utf8): the labels of the notes by the numbers that cmark
 *   gave them here, from 1 at index 0
 */
GPtrArray *
marbre_region_get_labels (MarbreRegion *self)
{
  return self->labels;
}

/**
 * marbre_region_count_called:
 *
 * Returns: how many notes it calls; they have the first numbers
 */
guint
marbre_region_count_called (MarbreRegion *self)
{
  return self->n_called;
}

static void
renumber (GArray *mentions, GArray *numbers)
{
  for (guint i = 0; mentions != NULL && i < mentions->len; i++)
    {
      guint *number = &g_array_index (mentions, guint, i);

      *number = g_array_index (numbers, guint, *number);
    }
}

/**
 * marbre_region_set_numbers:
 * @numbers: (element-type guint): the number in the body of each note here, by its number here; 0
 *   for those that nothing calls, and at index 0
 */
void
marbre_region_set_numbers (MarbreRegion *self, GArray *numbers)
{
  self->numbers = g_array_ref (numbers);
  for (guint i = 0; i < self->parts->len; i++)
    {
      MarbrePart *part = g_ptr_array_index (self->parts, i);

      renumber (part->mentions, numbers);
      for (guint j = 0; part->notes != NULL && j < part->notes->len; j++)
        {
          MarbreNote *note = &g_array_index (part->notes, MarbreNote, j);

          note->number = g_array_index (numbers, guint, note->number);
          renumber (note->mentions, numbers);
        }
    }
}

/* cmark cuts the text of an unknown footnote that goes over two lines, also in the middle of a
 * character. Whoever gets it next (JSON, GVariant, the view) would refuse what is not UTF-8. */
static char *
take_valid (char *text)
{
  char *valid;

  if (g_utf8_validate (text, -1, NULL))
    return text;
  valid = g_utf8_make_valid (text, -1);
  g_free (text);
  return valid;
}

static void
render_item (MarbreRegion *self, Item *item, MarbreBlocksRenderer *renderer)
{
  MarbrePart *part = g_ptr_array_index (self->parts, item->part);
  guint first = g_array_index (self->starts, guint, item->part);
  gsize start = marbre_source_get_line_start (self->source, first);
  g_autofree char *bare_uri = marbre_source_dup_bare_uri (self->source, item->node, item->span);
  MarbreRendered rendered;
  MarbreEntry entry = {
    .block = {
      .start = marbre_source_get_line_start (self->source, item->span.first) - start,
      .end = marbre_source_get_line_end (self->source, item->span.last) - start,
      .first_line = item->span.first - first,
      .last_line = item->span.last - first,
    },
  };

  marbre_ink_collect (self->source, self->whole->str, item->node, item->span, first, part);
  marbre_blocks_renderer_set_part (renderer, part);
  marbre_blocks_render (renderer, item->node, bare_uri, &rendered);
  marbre_ink_add_block (part, entry.block.first_line, entry.block.last_line, rendered.kind);
  entry.block.kind = rendered.kind;
  entry.block.html = take_valid (rendered.html);
  entry.block.hash = marbre_blocks_hash (entry.block.html);
  entry.prose = take_valid (g_strstrip (rendered.text));
  if (cmark_node_get_type (item->node) == CMARK_NODE_HEADING)
    {
      entry.block.level = (guint) cmark_node_get_heading_level (item->node);
      entry.block.text = g_strdup (entry.prose);
    }
  g_array_append_val (part->entries, entry);
}

static void
ink_notes (MarbreRegion *self)
{
  for (guint i = 0; i < self->definitions->len; i++)
    {
      Definition *definition = &g_array_index (self->definitions, Definition, i);

      marbre_ink_collect (self->source, self->whole->str, definition->node,
                          marbre_source_find_note_span (self->source, definition->node),
                          g_array_index (self->starts, guint, definition->part),
                          g_ptr_array_index (self->parts, definition->part));
    }
  for (guint i = 0; i < self->parts->len; i++)
    marbre_ink_finish (g_ptr_array_index (self->parts, i));
}

/**
 * marbre_region_render:
 * @renderer: knows what stands before
 *
 * Gives the parts their blocks. To be called once, behind marbre_region_set_numbers().
 */
void
marbre_region_render (MarbreRegion *self, MarbreBlocksRenderer *renderer)
{
  marbre_blocks_renderer_set_numbers (renderer, self->numbers);
  marbre_blocks_renderer_set_masked (renderer, self->masked);
  for (guint i = 0; i < self->items->len; i++)
    render_item (self, &g_array_index (self->items, Item, i), renderer);
  marbre_blocks_renderer_set_part (renderer, NULL);
  ink_notes (self);
}

/**
 * marbre_region_render_note:
 * @number: a note's number in the body
 * @renderer: knows what stands before
 * @raw: whether any note of the body holds raw HTML
 *
 * Gives the note its HTML, if it is defined here.
 */
void
marbre_region_render_note (MarbreRegion *self,
                           guint number,
                           MarbreBlocksRenderer *renderer,
                           gboolean raw)
{
  for (guint i = 0; i < self->definitions->len; i++)
    {
      Definition *definition = &g_array_index (self->definitions, Definition, i);
      MarbrePart *part = g_ptr_array_index (self->parts, definition->part);
      MarbreNote *note = &g_array_index (part->notes, MarbreNote, definition->index);

      if (note->number == number)
        marbre_blocks_render_note (renderer, definition->node, raw, note);
    }
}
