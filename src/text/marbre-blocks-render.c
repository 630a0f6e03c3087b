/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One block → its HTML; see marbre-blocks-render.h. The tree is walked with cmark's iterator, which
 * does not recurse: ten thousand nested quotes are only a long walk, and below MAX_DEPTH they get
 * no tags of their own.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-render.h"

#include <string.h>

#include "marbre-blocks-critic.h"
#include "marbre-blocks-ids.h"
#include "marbre-blocks-inline.h"
#include "marbre-blocks-table.h"
#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-html.h"
#include "marbre-language.h"
#include "marbre-sanitize.h"
#include "marbre-slug.h"

#define MAX_DEPTH      100
#define MAX_SLUG_CHARS 80

struct _MarbreBlocksRenderer
{
  char *language;            /* (owned) (nullable) */
  MarbreUriMapper map_image; /* (nullable) */
  gpointer map_data;         /* (borrowed) */
  GHashTable *ids;           /* (owned): heading ids in use: marbre-blocks-ids.h */
  GHashTable *note_calls;    /* (owned): note number → how often it was called so far */
  GArray *numbers;           /* (owned) (nullable): notes' numbers by those in the tree, from 1 */
  MarbrePart *part;          /* (borrowed) (nullable): what takes ids down */
  GArray **calls;            /* (borrowed) (nullable): what takes calls of notes down */
  gboolean masked;           /* notes to the desk may be in the trees */
  gboolean shows_desk;       /* and are shown */

  /* Of the block at work. */
  GString *html; /* (owned) (nullable) */
  GString *text; /* (owned) (nullable) */
  guint depth;   /* of elements that hold others */
  MarbreBlocksTable table;
  gboolean raw;      /* it holds the writer's own HTML, so it is sanitized as a whole */
  guint note_number; /* of the footnote at work, 0 outside */
  gboolean in_added; /* what is only suggested is not read */
};

/**
 * marbre_blocks_renderer_new:
 * @language: (nullable): the story's language, for the labels
 * @map_image: (nullable): says where pictures are found
 * @map_data: its data
 *
 * Returns: (transfer full): a renderer for the blocks of one body
 */
MarbreBlocksRenderer *
marbre_blocks_renderer_new (const char *language, MarbreUriMapper map_image, gpointer map_data)
{
  MarbreBlocksRenderer *self = g_new0 (MarbreBlocksRenderer, 1);

  self->language = g_strdup (language);
  self->map_image = map_image;
  self->map_data = map_data;
  self->ids = marbre_heading_ids_new ();
  self->note_calls = g_hash_table_new (NULL, NULL);
  return self;
}

/**
 * marbre_blocks_renderer_free:
 * @self: (transfer full): a renderer
 */
void
marbre_blocks_renderer_free (MarbreBlocksRenderer *self)
{
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->note_calls, g_hash_table_unref);
  g_clear_pointer (&self->numbers, g_array_unref);
  g_free (self);
}

/**
 * marbre_blocks_renderer_set_numbers:
 * @numbers: (nullable) (element-type guint): for each number that cmark gave to a note, from 0, the
 *   one that the note has in the body; %NULL if they are the same
 */
void
marbre_blocks_renderer_set_numbers (MarbreBlocksRenderer *self, GArray *numbers)
{
  g_clear_pointer (&self->numbers, g_array_unref);
  self->numbers = numbers ? g_array_ref (numbers) : NULL;
}

/**
 * marbre_blocks_renderer_set_masked:
 * @masked: whether there are notes to the desk in what comes next (marbre-blocks-critic.h)
 */
void
marbre_blocks_renderer_set_masked (MarbreBlocksRenderer *self, gboolean masked)
{
  self->masked = masked;
}

/**
 * marbre_blocks_renderer_show_desk:
 *
 * From now on notes to the desk are shown in the HTML of blocks, but not in those with raw HTML,
 * which is sanitized, nor in footnotes. They never are in texts.
 */
void
marbre_blocks_renderer_show_desk (MarbreBlocksRenderer *self)
{
  self->shows_desk = TRUE;
}

/**
 * marbre_blocks_renderer_set_part:
 * @part: (nullable): the part that the next blocks belong to; it takes down their headings' ids
 *   and their calls of notes
 */
void
marbre_blocks_renderer_set_part (MarbreBlocksRenderer *self, MarbrePart *part)
{
  self->part = part;
  self->calls = part ? &part->calls : NULL;
}

static guint
count_call (MarbreBlocksRenderer *self, guint number)
{
  gpointer key = GUINT_TO_POINTER (number);
  guint calls = GPOINTER_TO_UINT (g_hash_table_lookup (self->note_calls, key)) + 1;

  g_hash_table_insert (self->note_calls, key, GUINT_TO_POINTER (calls));
  return calls;
}

/**
 * marbre_blocks_renderer_skip_calls:
 * @calls: (nullable) (element-type guint): calls of what is rendered already and stands before what
 *   comes next
 */
void
marbre_blocks_renderer_skip_calls (MarbreBlocksRenderer *self, GArray *calls)
{
  for (guint i = 0; calls != NULL && i < calls->len; i++)
    count_call (self, g_array_index (calls, guint, i));
}

/**
 * marbre_blocks_renderer_skip_headings:
 * @slugs: (nullable) (element-type utf8): headings before what comes next
 */
void
marbre_blocks_renderer_skip_headings (MarbreBlocksRenderer *self, GPtrArray *slugs)
{
  for (guint i = 0; slugs != NULL && i < slugs->len; i++)
    g_free (marbre_heading_ids_take (self->ids, g_ptr_array_index (slugs, i)));
}

/**
 * marbre_blocks_renderer_keeps_ids:
 * @part: a part behind all that was rendered or skipped
 *
 * Returns: whether @part's headings would get the ids that they have; they count as rendered
 */
gboolean
marbre_blocks_renderer_keeps_ids (MarbreBlocksRenderer *self, MarbrePart *part)
{
  for (guint i = 0; part->slugs != NULL && i < part->slugs->len; i++)
    {
      g_autofree char *id =
          marbre_heading_ids_take (self->ids, g_ptr_array_index (part->slugs, i));

      if (!g_str_equal (id, g_ptr_array_index (part->ids, i)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_figure (cmark_node *paragraph)
{
  cmark_node *child = cmark_node_first_child (paragraph);

  return child != NULL && cmark_node_next (child) == NULL &&
         cmark_node_get_type (child) == CMARK_NODE_IMAGE;
}

static gboolean
is_in_tight_list (cmark_node *paragraph)
{
  cmark_node *parent = cmark_node_parent (paragraph);
  cmark_node *list = parent ? cmark_node_parent (parent) : NULL;

  return list != NULL && cmark_node_get_type (list) == CMARK_NODE_LIST &&
         cmark_node_get_list_tight (list);
}

static void
take_down_heading (MarbrePart *part, const char *slug, const char *id)
{
  if (part->slugs == NULL)
    {
      part->slugs = g_ptr_array_new_with_free_func (g_free);
      part->ids = g_ptr_array_new_with_free_func (g_free);
    }
  g_ptr_array_add (part->slugs, g_strdup (slug));
  g_ptr_array_add (part->ids, g_strdup (id));
}

static void
enter_heading (MarbreBlocksRenderer *self, cmark_node *node)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *slug = NULL;
  g_autofree char *id = NULL;

  marbre_blocks_append_content (text, node);
  slug = marbre_slug_from_text (text->str, MAX_SLUG_CHARS);
  id = marbre_heading_ids_take (self->ids, slug);
  if (self->part != NULL)
    take_down_heading (self->part, slug, id);
  g_string_append_printf (self->html, "<h%d id=\"%s\">", cmark_node_get_heading_level (node), id);
}

static void
append_label (MarbreBlocksRenderer *self, MarbrePhrase phrase)
{
  g_string_append (self->html, "<p class=\"label\">");
  marbre_encode_html_append (self->html, marbre_language_phrase (self->language, phrase), -1);
  g_string_append (self->html, "</p>");
}

static void
enter_quote (MarbreBlocksRenderer *self, cmark_node *node)
{
  switch ((MarbreBlockKind) GPOINTER_TO_UINT (cmark_node_get_user_data (node)))
    {
    case MARBRE_BLOCK_PULLQUOTE:
      g_string_append (self->html, "<blockquote class=\"pullquote\">");
      break;
    case MARBRE_BLOCK_READ_ALSO:
      g_string_append (self->html, "<aside class=\"read-also\">");
      append_label (self, MARBRE_PHRASE_READ_ALSO);
      break;
    case MARBRE_BLOCK_BOX:
      g_string_append (self->html, "<aside class=\"box\">");
      break;
    case MARBRE_BLOCK_KEY_POINTS:
      g_string_append (self->html, "<section class=\"key-points\">");
      append_label (self, MARBRE_PHRASE_KEY_POINTS);
      break;
    default:
      g_string_append (self->html, "<blockquote>");
    }
}

static void
exit_quote (MarbreBlocksRenderer *self, cmark_node *node)
{
  switch ((MarbreBlockKind) GPOINTER_TO_UINT (cmark_node_get_user_data (node)))
    {
    case MARBRE_BLOCK_READ_ALSO:
    case MARBRE_BLOCK_BOX:
      g_string_append (self->html, "</aside>");
      break;
    case MARBRE_BLOCK_KEY_POINTS:
      g_string_append (self->html, "</section>");
      break;
    default:
      g_string_append (self->html, "</blockquote>");
    }
}

static void
enter_list (MarbreBlocksRenderer *self, cmark_node *node)
{
  int start = cmark_node_get_list_start (node);

  if (cmark_node_get_list_type (node) != CMARK_ORDERED_LIST)
    g_string_append (self->html, "<ul>");
  else if (start == 1)
    g_string_append (self->html, "<ol>");
  else
    g_string_append_printf (self->html, "<ol start=\"%d\">", start);
}

static void
exit_list (MarbreBlocksRenderer *self, cmark_node *node)
{
  gboolean ordered = cmark_node_get_list_type (node) == CMARK_ORDERED_LIST;

  g_string_append (self->html, ordered ? "</ol>" : "</ul>");
}

static void
append_code_block (MarbreBlocksRenderer *self, cmark_node *node)
{
  const char *info = cmark_node_get_fence_info (node);
  gsize length = info ? strcspn (info, " \t") : 0;
  const char *literal = cmark_node_get_literal (node);

  g_string_append (self->html, "<pre><code");
  if (length > 0)
    {
      g_string_append (self->html, " class=\"language-");
      marbre_encode_attribute_append (self->html, info, (gssize) length);
      g_string_append_c (self->html, '"');
    }
  g_string_append_c (self->html, '>');
  marbre_encode_html_append (self->html, literal, -1);
  g_string_append (self->html, "</code></pre>");
  g_string_append (self->text, literal);
}

static void
enter_link (MarbreBlocksRenderer *self, cmark_node *node)
{
  const char *title = cmark_node_get_title (node);
  g_autofree char *uri = marbre_sanitize_uri (cmark_node_get_url (node), MARBRE_URI_LINK);

  if (uri == NULL)
    {
      /* The words stay, the link goes; exit_link() must know. */
      cmark_node_set_user_data (node, GUINT_TO_POINTER (TRUE));
      return;
    }
  if (title != NULL && *title != '\0')
    {
      g_string_append (self->html, "<a title=\"");
      marbre_encode_attribute_append (self->html, title, -1);
      g_string_append (self->html, "\" href=\"");
    }
  else
    g_string_append (self->html, "<a href=\"");
  marbre_encode_attribute_append (self->html, uri, -1);
  g_string_append (self->html, "\">");
}

static void
exit_link (MarbreBlocksRenderer *self, cmark_node *node)
{
  if (cmark_node_get_user_data (node) == NULL)
    g_string_append (self->html, "</a>");
}

static void
append_note_call (MarbreBlocksRenderer *self, cmark_node *node)
{
  const char *literal = cmark_node_get_literal (node);
  guint number = (guint) g_ascii_strtoull (literal ? literal : "", NULL, 10);
  guint calls;

  if (self->numbers != NULL && number < self->numbers->len)
    number = g_array_index (self->numbers, guint, number);
  calls = count_call (self, number);
  if (self->calls != NULL)
    marbre_numbers_add (self->calls, number);
  g_string_append_printf (self->html, "<sup class=\"footnote-ref\"><a id=\"fnref-%u", number);
  if (calls > 1)
    g_string_append_printf (self->html, "-%u", calls);
  g_string_append_printf (self->html, "\" href=\"#fn-%u\">%u</a></sup>", number, number);
}

static void
append_note_back (MarbreBlocksRenderer *self)
{
  g_string_append_printf (self->html, " <a class=\"footnote-back\" href=\"#fnref-%u\">↩</a>",
                          self->note_number);
}

/* The way back stands at the end of the note's last paragraph. */
static gboolean
ends_note (MarbreBlocksRenderer *self, cmark_node *paragraph)
{
  return self->note_number > 0 && cmark_node_next (paragraph) == NULL &&
         cmark_node_get_type (cmark_node_parent (paragraph)) == CMARK_NODE_FOOTNOTE_DEFINITION;
}

/* cmark keeps the types of its extensions to itself; their names are public. */
static void
render_extension (MarbreBlocksRenderer *self, cmark_node *node, gboolean enter)
{
  if (g_str_equal (cmark_node_get_type_string (node), "strikethrough"))
    g_string_append (self->html, enter ? "<del>" : "</del>");
  else
    marbre_blocks_table_render (&self->table, node, enter);
}

/* A line of dialogue, or "— Jeanne" under what Jeanne said. */
static gboolean
starts_with_dash (cmark_node *node)
{
  return node != NULL && cmark_node_get_type (node) == CMARK_NODE_TEXT &&
         g_str_has_prefix (cmark_node_get_literal (node), "— ");
}

static gboolean
is_in_quote (cmark_node *node)
{
  cmark_node *paragraph = cmark_node_parent (node);

  return cmark_node_get_type (paragraph) == CMARK_NODE_PARAGRAPH &&
         cmark_node_get_type (cmark_node_parent (paragraph)) == CMARK_NODE_BLOCK_QUOTE;
}

/* A line end in the source says nothing; it is a space, because some sites make breaks of them. */
static void
render_line_end (MarbreBlocksRenderer *self, cmark_node *node)
{
  gboolean dash = starts_with_dash (cmark_node_next (node));
  gboolean breaks = dash || cmark_node_get_type (node) == CMARK_NODE_LINEBREAK;

  if (dash && is_in_quote (node))
    g_string_append (self->html, "</p><p>");
  else
    g_string_append (self->html, breaks ? "<br>" : " ");
  if (!self->in_added)
    g_string_append_c (self->text, breaks ? '\n' : ' ');
}

static void
render_text (MarbreBlocksRenderer *self, cmark_node *node)
{
  const char *literal = cmark_node_get_literal (node);

  if (marbre_critic_render (node, self->html))
    {
      MarbreCriticNode kind = marbre_critic_get_node (node);

      if (kind == MARBRE_CRITIC_NODE_ADDED || kind == MARBRE_CRITIC_NODE_ADDED_END)
        self->in_added = kind == MARBRE_CRITIC_NODE_ADDED;
      return;
    }
  marbre_blocks_append_prose (self->html, literal);
  if (!self->in_added)
    g_string_append (self->text, literal);
}

static void
render_leaf (MarbreBlocksRenderer *self, cmark_node *node)
{
  const char *literal = cmark_node_get_literal (node);

  switch ((int) cmark_node_get_type (node))
    {
    case CMARK_NODE_TEXT:
      render_text (self, node);
      break;
    case CMARK_NODE_CODE:
      g_string_append (self->html, "<code>");
      marbre_encode_html_append (self->html, literal, -1);
      g_string_append (self->html, "</code>");
      if (!self->in_added)
        g_string_append (self->text, literal);
      break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
      render_line_end (self, node);
      break;
    case CMARK_NODE_CODE_BLOCK:
      append_code_block (self, node);
      break;
    case CMARK_NODE_THEMATIC_BREAK:
      g_string_append (self->html, "<hr>");
      break;
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
      g_string_append (self->html, literal);
      break;
    default:
      break;
    }
}

static void
render_container (MarbreBlocksRenderer *self, cmark_node *node, gboolean enter)
{
  switch ((int) cmark_node_get_type (node))
    {
    case CMARK_NODE_PARAGRAPH:
      if (!enter && ends_note (self, node))
        append_note_back (self);
      if (!is_in_tight_list (node))
        g_string_append (self->html, enter ? "<p>" : "</p>");
      break;
    case CMARK_NODE_HEADING:
      if (enter)
        enter_heading (self, node);
      else
        g_string_append_printf (self->html, "</h%d>", cmark_node_get_heading_level (node));
      break;
    case CMARK_NODE_BLOCK_QUOTE:
      (enter ? enter_quote : exit_quote) (self, node);
      break;
    case CMARK_NODE_LIST:
      (enter ? enter_list : exit_list) (self, node);
      break;
    case CMARK_NODE_ITEM:
      g_string_append (self->html, enter ? "<li>" : "</li>");
      break;
    case CMARK_NODE_EMPH:
      g_string_append (self->html, enter ? "<em>" : "</em>");
      break;
    case CMARK_NODE_STRONG:
      g_string_append (self->html, enter ? "<strong>" : "</strong>");
      break;
    case CMARK_NODE_LINK:
      (enter ? enter_link : exit_link) (self, node);
      break;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
      if (enter)
        append_note_call (self, node);
      break;
    default:
      render_extension (self, node, enter);
    }
}

static gboolean
is_leaf (cmark_node *node)
{
  switch ((int) cmark_node_get_type (node))
    {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_THEMATIC_BREAK:
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
ends_line (cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type (node);

  return type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING;
}

/* Pictures are written as a whole. Returns: %TRUE if @node was one and its content is done. */
static gboolean
render_picture (MarbreBlocksRenderer *self, cmark_node *node)
{
  MarbreUriMapper map_image = self->raw ? NULL : self->map_image;
  cmark_node_type type = cmark_node_get_type (node);

  if (type == CMARK_NODE_PARAGRAPH && is_figure (node))
    {
      marbre_blocks_append_figure (self->html, cmark_node_first_child (node), map_image,
                                   self->map_data);
      return TRUE;
    }
  if (type == CMARK_NODE_IMAGE)
    {
      marbre_blocks_append_image (self->html, node, TRUE, map_image, self->map_data);
      return TRUE;
    }
  return FALSE;
}

static void
render_tree (MarbreBlocksRenderer *self, cmark_node *root)
{
  cmark_iter *iter = cmark_iter_new (root);
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      gboolean enter = event == CMARK_EVENT_ENTER;

      if (is_leaf (node))
        {
          render_leaf (self, node);
          continue;
        }
      if (enter && render_picture (self, node))
        {
          cmark_iter_reset (iter, node, CMARK_EVENT_EXIT);
          continue;
        }
      if (enter && cmark_node_get_type (node) == CMARK_NODE_BLOCK_QUOTE && node != root)
        {
          /* The walk has already looked ahead at what the marker was. */
          cmark_node_set_user_data (node, GUINT_TO_POINTER (marbre_blocks_take_marker (node)));
          cmark_iter_reset (iter, node, CMARK_EVENT_ENTER);
        }
      if (enter)
        self->depth++;
      if (self->depth <= MAX_DEPTH)
        render_container (self, node, enter);
      if (!enter)
        self->depth--;
      if (!enter && ends_line (node))
        g_string_append_c (self->text, '\n');
    }
  cmark_iter_free (iter);
}

/**
 * marbre_blocks_holds_raw:
 * @root: a node
 *
 * Returns: whether @root or something below it is the writer's own HTML
 */
gboolean
marbre_blocks_holds_raw (cmark_node *root)
{
  cmark_iter *iter = cmark_iter_new (root);
  gboolean found = FALSE;

  while (!found && cmark_iter_next (iter) != CMARK_EVENT_DONE)
    {
      cmark_node_type type = cmark_node_get_type (cmark_iter_get_node (iter));

      found = type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE;
    }
  cmark_iter_free (iter);
  return found;
}

static void
begin (MarbreBlocksRenderer *self)
{
  self->html = g_string_new (NULL);
  self->text = g_string_new (NULL);
  self->table = (MarbreBlocksTable){ .html = self->html, .text = self->text };
  self->depth = 0;
}

/**
 * marbre_blocks_sanitize:
 * @html: HTML of the body with raw HTML of the writer in it
 * @out: (out caller-allocates): its texts are set
 */
void
marbre_blocks_sanitize (MarbreBlocksRenderer *self, const char *html, MarbreRendered *out)
{
  out->html = marbre_sanitize_fragment (html, -1, self->map_image, self->map_data);
  g_strstrip (out->html);
  out->text = marbre_html_to_text (out->html, -1);
}

static void
end (MarbreBlocksRenderer *self, MarbreRendered *out)
{
  g_autofree char *html = marbre_string_steal (g_steal_pointer (&self->html));
  g_autofree char *text = marbre_string_steal (g_steal_pointer (&self->text));

  if (self->raw)
    {
      marbre_blocks_sanitize (self, html, out);
      return;
    }
  out->html = g_steal_pointer (&html);
  out->text = g_steal_pointer (&text);
}

static MarbreBlockKind
find_kind (cmark_node *block)
{
  switch ((int) cmark_node_get_type (block))
    {
    case CMARK_NODE_HEADING:
      return MARBRE_BLOCK_HEADING;
    case CMARK_NODE_LIST:
      return MARBRE_BLOCK_LIST;
    case CMARK_NODE_CODE_BLOCK:
      return MARBRE_BLOCK_CODE;
    case CMARK_NODE_THEMATIC_BREAK:
      return MARBRE_BLOCK_RULE;
    case CMARK_NODE_HTML_BLOCK:
      return MARBRE_BLOCK_HTML;
    case CMARK_NODE_BLOCK_QUOTE:
      return marbre_blocks_take_marker (block);
    case CMARK_NODE_PARAGRAPH:
      return is_figure (block) ? MARBRE_BLOCK_FIGURE : MARBRE_BLOCK_PARAGRAPH;
    default:
      return marbre_blocks_table_is (block) ? MARBRE_BLOCK_TABLE : MARBRE_BLOCK_PARAGRAPH;
    }
}

/**
 * marbre_blocks_render:
 * @block: a top-level node of the body; house markers in it are taken out
 * @bare_uri: (nullable): the URI, if the block's source is nothing else
 * @out: (out caller-allocates): the result
 *
 * Renders one block. Blocks must come in the order of the body.
 */
void
marbre_blocks_render (MarbreBlocksRenderer *self,
                      cmark_node *block,
                      const char *bare_uri,
                      MarbreRendered *out)
{
  gboolean gone;

  self->raw = marbre_blocks_holds_raw (block);
  gone = self->masked && marbre_critic_unmask (block, self->shows_desk && !self->raw);
  out->kind = bare_uri ? MARBRE_BLOCK_EMBED : find_kind (block);

  begin (self);
  if (gone)
    self->raw = FALSE;
  else if (out->kind == MARBRE_BLOCK_EMBED)
    marbre_blocks_append_embed (self->html, bare_uri);
  else
    {
      if (cmark_node_get_type (block) == CMARK_NODE_BLOCK_QUOTE)
        cmark_node_set_user_data (block, GUINT_TO_POINTER (out->kind));
      render_tree (self, block);
    }
  end (self, out);

  if (out->kind == MARBRE_BLOCK_FIGURE || out->kind == MARBRE_BLOCK_READ_ALSO ||
      out->kind == MARBRE_BLOCK_EMBED)
    {
      g_free (out->text);
      out->text = g_strdup ("");
    }
}

/**
 * marbre_blocks_render_note:
 * @node: the definition of a footnote
 * @raw: whether any note of the body holds raw HTML
 * @note: what is known of it; gets its texts and its calls
 *
 * Renders what the list item of a footnote holds. Notes come after all blocks, in the order of
 * their numbers.
 */
void
marbre_blocks_render_note (MarbreBlocksRenderer *self,
                           cmark_node *node,
                           gboolean raw,
                           MarbreNote *note)
{
  cmark_node *last;

  if (self->masked)
    marbre_critic_unmask (node, self->shows_desk && !raw);
  last = cmark_node_last_child (node);
  begin (self);
  self->raw = raw;
  self->note_number = note->number;
  self->calls = &note->calls;
  for (cmark_node *child = cmark_node_first_child (node); child != NULL;
       child = cmark_node_next (child))
    render_tree (self, child);
  if (last == NULL || cmark_node_get_type (last) != CMARK_NODE_PARAGRAPH || is_figure (last))
    append_note_back (self);
  self->note_number = 0;
  self->calls = NULL;
  g_free (note->html);
  g_free (note->text);
  note->html = marbre_string_steal (g_steal_pointer (&self->html));
  note->text = marbre_string_steal (g_steal_pointer (&self->text));
}
