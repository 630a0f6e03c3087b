/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rendering a story on standard output; see marbre-ctl-render.h.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include "marbre-ctl-render.h"

#include "marbre-blocks.h"
#include "marbre-ctl-output.h"
#include "marbre-story-json.h"
#include "marbre-template.h"

static const char *const kind_names[] = {
  [MARBRE_BLOCK_PARAGRAPH] = "paragraph",
  [MARBRE_BLOCK_HEADING] = "heading",
  [MARBRE_BLOCK_LIST] = "list",
  [MARBRE_BLOCK_QUOTE] = "quote",
  [MARBRE_BLOCK_CODE] = "code",
  [MARBRE_BLOCK_TABLE] = "table",
  [MARBRE_BLOCK_FIGURE] = "figure",
  [MARBRE_BLOCK_PULLQUOTE] = "pullquote",
  [MARBRE_BLOCK_READ_ALSO] = "read-also",
  [MARBRE_BLOCK_BOX] = "box",
  [MARBRE_BLOCK_KEY_POINTS] = "key-points",
  [MARBRE_BLOCK_EMBED] = "embed",
  [MARBRE_BLOCK_RULE] = "rule",
  [MARBRE_BLOCK_HTML] = "html",
  [MARBRE_BLOCK_FOOTNOTES] = "footnotes",
  [MARBRE_BLOCK_SITE] = "site-block",
};

/**
 * marbre_ctl_render_from_name:
 * @name: (nullable): "page", "article", "blocks", "text", "json"; %NULL is "page"
 * @render: (out): the form
 *
 * Returns: %FALSE if there is no such form
 */
gboolean
marbre_ctl_render_from_name (const char *name, MarbreCtlRender *render)
{
  static const char *const names[] = {
    [MARBRE_CTL_RENDER_PAGE] = "page",     [MARBRE_CTL_RENDER_ARTICLE] = "article",
    [MARBRE_CTL_RENDER_BLOCKS] = "blocks", [MARBRE_CTL_RENDER_TEXT] = "text",
    [MARBRE_CTL_RENDER_JSON] = "json",
  };

  *render = MARBRE_CTL_RENDER_PAGE;
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      {
        *render = (MarbreCtlRender) i;
        return TRUE;
      }
  return name == NULL;
}

static MarbreTemplate *
load_template (const char *name, MarbreFace face, GError **error)
{
  return face == MARBRE_FACE_ARTICLE
             ? marbre_template_load (name ? name : MARBRE_TEMPLATE_DEFAULT, error)
             : marbre_template_load_face (face);
}

static gboolean
write_page (MarbreStory *story,
            MarbreBlocks *blocks,
            const char *template_name,
            MarbreFace face,
            GError **error)
{
  g_autoptr (MarbreTemplate) template = load_template (template_name, face, error);
  g_autoptr (MarbrePage) page = NULL;
  g_autofree char *html = NULL;

  if (template == NULL)
    return FALSE;
  page = marbre_page_new (story, blocks);
  /* As published: the styles inside, since no preview brings them. */
  marbre_page_set_published (page, TRUE);
  html = marbre_template_fill (template, page);
  marbre_ctl_write_text (html);
  return TRUE;
}

static JsonObject *
object_of_block (const MarbreBlock *block)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", kind_names[block->kind]);
  if (block->level > 0)
    json_object_set_int_member (object, "level", block->level);
  json_object_set_int_member (object, "start", (gint64) block->start);
  json_object_set_int_member (object, "end", (gint64) block->end);
  json_object_set_int_member (object, "first_line", block->first_line);
  json_object_set_int_member (object, "last_line", block->last_line);
  if (block->text != NULL)
    json_object_set_string_member (object, "text", block->text);
  json_object_set_string_member (object, "html", block->html);
  return object;
}

static void
write_blocks (MarbreBlocks *blocks)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < marbre_blocks_get_length (blocks); i++)
    json_array_add_object_element (array, object_of_block (marbre_blocks_get (blocks, i)));
  marbre_ctl_write_array (array);
}

/**
 * marbre_ctl_render:
 * @story: a story
 * @render: in which form
 * @template_name: (nullable): for a page; %NULL for the default one
 * @face: for a page: which face of the story; only the article follows @template_name
 * @error: return location for an error
 *
 * Writes a story on standard output.
 *
 * Returns: %FALSE if there is no such template
 */
gboolean
marbre_ctl_render (MarbreStory *story,
                   MarbreCtlRender render,
                   const char *template_name,
                   MarbreFace face,
                   GError **error)
{
  g_autoptr (MarbreBlocks) blocks =
      marbre_blocks_parse (marbre_story_get_text (story, MARBRE_FIELD_BODY), -1,
                           marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE), NULL, NULL);
  g_autofree char *text = NULL;

  switch (render)
    {
    case MARBRE_CTL_RENDER_PAGE:
      return write_page (story, blocks, template_name, face, error);
    case MARBRE_CTL_RENDER_ARTICLE:
      text = marbre_blocks_to_html (blocks);
      break;
    case MARBRE_CTL_RENDER_BLOCKS:
      write_blocks (blocks);
      return TRUE;
    case MARBRE_CTL_RENDER_TEXT:
      text = marbre_blocks_to_text (blocks);
      break;
    case MARBRE_CTL_RENDER_JSON:
      marbre_ctl_write_object (marbre_story_to_json (story));
      return TRUE;
    default:
      g_return_val_if_reached (FALSE);
    }
  marbre_ctl_write_text (text);
  return TRUE;
}
