/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the story's text is on a page; see marbre-template-cut.h. Most of its paragraphs are in one
 * container, the innermost that holds them.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <string.h>

#include "marbre-blocks.h"
#include "marbre-html.h"
#include "marbre-template-cut-private.h"

/* Folded bytes: shorter paragraphs may stand anywhere on a page. */
#define MIN_PARAGRAPH 16
/* Paragraphs looked for: enough to know the container of a long read. */
#define MAX_PARAGRAPHS 200
/* A page that shows the beginning of a story only is a page of the story. */
#define MIN_SHARE_OF_STORY 0.15
/* What the container has to hold of what was found. */
#define SHARE_OF_CONTAINER 0.75

typedef MarbreCutSearch Search;

typedef struct
{
  gsize start;
  gsize length;
} Passage;

static const MarbreOutlineElement *
get (Search *self, guint element)
{
  return marbre_page_outline_get (self->cut->outline, element);
}

static GPtrArray *
fold_paragraphs (MarbreStory *story)
{
  const char *markdown = marbre_story_get_text (story, MARBRE_FIELD_BODY);
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (markdown, -1, NULL, NULL, NULL);
  GPtrArray *folded = g_ptr_array_new_with_free_func (g_free);
  guint n = marbre_blocks_get_length (blocks);

  for (guint i = 0; i < n && folded->len < MAX_PARAGRAPHS; i++)
    {
      const MarbreBlock *block = marbre_blocks_get (blocks, i);
      g_autofree char *text = NULL;
      g_autofree char *key = NULL;

      if (block->kind != MARBRE_BLOCK_PARAGRAPH)
        continue;
      text = marbre_html_to_text (block->html, -1);
      key = marbre_page_outline_fold (text);
      if (strlen (key) >= MIN_PARAGRAPH)
        g_ptr_array_add (folded, g_steal_pointer (&key));
    }
  return folded;
}

/* Returns: (transfer full) (element-type Passage) (nullable): where the page has the story's
 * paragraphs, in their order; %NULL if it has too few */
static GArray *
find_passages (Search *self)
{
  g_autoptr (GPtrArray) paragraphs = fold_paragraphs (self->story);
  g_autoptr (GArray) passages = g_array_new (FALSE, FALSE, sizeof (Passage));
  const char *page = marbre_page_outline_get_text (self->cut->outline);
  const char *from = page;
  gsize wanted = 0;
  gsize found = 0;

  for (guint i = 0; i < paragraphs->len; i++)
    {
      const char *key = g_ptr_array_index (paragraphs, i);
      const char *at = strstr (from, key);
      Passage passage;

      wanted += strlen (key);
      if (at == NULL)
        continue;
      passage.start = (gsize) (at - page);
      passage.length = strlen (key);
      found += passage.length;
      from = at + passage.length;
      g_array_append_val (passages, passage);
    }
  if (found == 0 || (double) found < MIN_SHARE_OF_STORY * (double) wanted)
    return NULL;
  return g_steal_pointer (&passages);
}

static gboolean
may_hold_text (Search *self, guint element)
{
  static const GumboTag tags[] = { GUMBO_TAG_DIV,     GUMBO_TAG_SECTION, GUMBO_TAG_ARTICLE,
                                   GUMBO_TAG_MAIN,    GUMBO_TAG_TD,      GUMBO_TAG_BODY,
                                   GUMBO_TAG_UNKNOWN };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (marbre_html_node_is (get (self, element)->node, tags[i]))
      return TRUE;
  return FALSE;
}

static gsize
share_of (const MarbreOutlineElement *element, GArray *passages)
{
  gsize sum = 0;

  for (guint i = 0; i < passages->len; i++)
    {
      const Passage *passage = &g_array_index (passages, Passage, i);

      if (passage->start >= element->start && passage->start + passage->length <= element->end)
        sum += passage->length;
    }
  return sum;
}

/* The first and the last child of the container that hold text of the story. */
static void
find_children (Search *self, MarbreCutPlace *place, GArray *passages)
{
  const MarbreOutlineElement *container = get (self, place->element);
  guint n = marbre_html_node_get_n_children (container->node);

  place->first = (int) n;
  for (guint i = 0; i < n; i++)
    {
      const GumboNode *child = marbre_html_node_get_child (container->node, i);
      guint number = marbre_page_outline_find_node (self->cut->outline, child);
      const MarbreOutlineElement *it =
          number != MARBRE_OUTLINE_NONE ? get (self, number) : NULL;

      if (it == NULL || share_of (it, passages) == 0)
        continue;
      if (place->first == (int) n)
        {
          place->first = (int) i;
          self->body_start = it->start;
        }
      place->last = (int) i;
      self->body_end = it->end;
    }
}

/* Finds the container of the story's text, and notes in @self where on the page that text is.
 *
 * Returns: %FALSE if the page does not have it */
gboolean
_marbre_template_cut_find_body (Search *self)
{
  MarbreCutPlace *place = &self->cut->places[MARBRE_SLOT_BODY];
  g_autoptr (GArray) passages = find_passages (self);
  guint n = marbre_page_outline_get_n_elements (self->cut->outline);
  gsize found;

  if (passages == NULL)
    return FALSE;
  found = share_of (get (self, 0), passages);
  for (guint i = 0; i < n; i++)
    if (may_hold_text (self, i) &&
        (double) share_of (get (self, i), passages) >= SHARE_OF_CONTAINER * (double) found)
      place->element = i; /* the last one in document order that holds enough is the innermost */
  if (place->element == MARBRE_OUTLINE_NONE)
    return FALSE;
  place->trust = MARBRE_CUT_SURE;
  self->body_start = get (self, place->element)->start;
  self->body_end = get (self, place->element)->end;
  find_children (self, place, passages);
  return TRUE;
}
