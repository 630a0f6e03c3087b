/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A template cut from a page; see marbre-template-cut.h. Here: its life, and what a person points
 * at.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-compat.h"
#include "marbre-template-cut-private.h"
#include "marbre-text-error.h"

/**
 * marbre_template_cut_new:
 * @html: a page of a site, UTF-8
 * @length: bytes of @html, -1 if NUL-terminated; at most %MARBRE_HTML_MAX_BYTES
 * @story: the story that stands on it
 * @error: %MARBRE_TEXT_ERROR_INVALID if the story's text is not on the page (a sign-in page,
 *   another story, a page that is made by scripts), %MARBRE_TEXT_ERROR_TOO_LARGE,
 *   %MARBRE_TEXT_ERROR_ENCODING
 *
 * Returns: (transfer full) (nullable): the page with the places that were recognised
 */
MarbreTemplateCut *
marbre_template_cut_new (const char *html, gssize length, MarbreStory *story, GError **error)
{
  g_autoptr (MarbreTemplateCut) self = NULL;
  g_autoptr (MarbreHtmlTree) tree = NULL;

  g_return_val_if_fail (html != NULL, NULL);
  g_return_val_if_fail (MARBRE_IS_STORY (story), NULL);

  if (!g_utf8_validate (html, length, NULL))
    {
      g_set_error_literal (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_ENCODING,
                           _ ("The page is not UTF-8"));
      return NULL;
    }
  tree = marbre_html_tree_new_document (html, length, error);
  if (tree == NULL)
    return NULL;
  self = g_new0 (MarbreTemplateCut, 1);
  self->outline = marbre_page_outline_new (marbre_html_tree_get_root (tree));
  self->tree = g_steal_pointer (&tree);
  self->left_out = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < MARBRE_N_SLOTS; i++)
    self->places[i] = (MarbreCutPlace){ .element = MARBRE_OUTLINE_NONE, .last = -1 };
  if (!_marbre_template_cut_find (self, story))
    {
      g_set_error_literal (
          error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_INVALID,
          _ ("The text of the story is not on this page. It may ask to sign in, or show another "
             "story: open it in a browser, and choose the page of a story that everybody can "
             "read."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * marbre_template_cut_free:
 * @self: (transfer full): a cut page
 */
void
marbre_template_cut_free (MarbreTemplateCut *self)
{
  g_clear_pointer (&self->outline, marbre_page_outline_free);
  g_clear_pointer (&self->tree, marbre_html_tree_free);
  g_clear_pointer (&self->left_out, g_hash_table_unref);
  g_free (self);
}

/**
 * marbre_template_cut_get_trust:
 *
 * Returns: how well the place of @slot is known
 */
MarbreCutTrust
marbre_template_cut_get_trust (MarbreTemplateCut *self, MarbreSlot slot)
{
  g_return_val_if_fail (slot < MARBRE_N_SLOTS, MARBRE_CUT_MISSING);
  return self->places[slot].trust;
}

static void
forget (MarbreCutPlace *place)
{
  *place = (MarbreCutPlace){ .element = MARBRE_OUTLINE_NONE, .last = -1 };
}

static MarbreCutForm
form_of_pointed (MarbreSlot slot)
{
  switch (slot)
    {
    case MARBRE_SLOT_BREADCRUMB:
      return MARBRE_CUT_FORM_SECTION;
    case MARBRE_SLOT_BYLINE:
      return MARBRE_CUT_FORM_NAME;
    case MARBRE_SLOT_DATES:
      return MARBRE_CUT_FORM_DATE;
    case MARBRE_SLOT_TAGS:
      return MARBRE_CUT_FORM_LIST;
    case MARBRE_SLOT_SITE:
    case MARBRE_SLOT_KICKER:
    case MARBRE_SLOT_HEADLINE:
    case MARBRE_SLOT_STANDFIRST:
    case MARBRE_SLOT_LEAD:
    case MARBRE_SLOT_BODY:
    case MARBRE_SLOT_RELATED:
    case MARBRE_SLOT_TOOLS:
    default:
      return MARBRE_CUT_FORM_PLAIN;
    }
}

/* The parts of a page that hold everything: pointing at them is a slip. */
static gboolean
may_be_pointed (MarbreTemplateCut *self, guint element)
{
  const GumboNode *node;

  if (element >= marbre_page_outline_get_n_elements (self->outline))
    return FALSE;
  node = marbre_page_outline_get (self->outline, element)->node;
  return !marbre_html_node_is (node, GUMBO_TAG_HTML) &&
         !marbre_html_node_is (node, GUMBO_TAG_HEAD) && !marbre_html_node_is (node, GUMBO_TAG_BODY);
}

/**
 * marbre_template_cut_point:
 * @element: number of an element, its data-marbre-node in what marbre_template_cut_write() wrote
 * @slot: what it is
 *
 * A person says what an element is. Other slots in it give way, but for the text of the story.
 *
 * Returns: %FALSE if that cannot be: the element holds the story's text, or the whole page
 */
gboolean
marbre_template_cut_point (MarbreTemplateCut *self, guint element, MarbreSlot slot)
{
  g_return_val_if_fail (slot < MARBRE_N_SLOTS, FALSE);

  if (!may_be_pointed (self, element))
    return FALSE;
  if (slot != MARBRE_SLOT_BODY &&
      marbre_page_outline_is_inside (self->outline, self->places[MARBRE_SLOT_BODY].element,
                                     element))
    return FALSE;
  for (guint i = 0; i < MARBRE_N_SLOTS; i++)
    if (self->places[i].element != MARBRE_OUTLINE_NONE && i != MARBRE_SLOT_BODY &&
        marbre_page_outline_is_inside (self->outline, self->places[i].element, element))
      forget (&self->places[i]);
  self->places[slot] = (MarbreCutPlace){
    .element = element, .trust = MARBRE_CUT_SURE, .form = form_of_pointed (slot), .last = -1
  };
  return TRUE;
}

/**
 * marbre_template_cut_leave_out:
 * @element: number of an element
 *
 * A person does not want an element on the page: a banner, another story's comments.
 *
 * Returns: %FALSE if it holds the story's text
 */
gboolean
marbre_template_cut_leave_out (MarbreTemplateCut *self, guint element)
{
  if (!may_be_pointed (self, element) ||
      marbre_page_outline_is_inside (self->outline, self->places[MARBRE_SLOT_BODY].element,
                                     element))
    return FALSE;
  for (guint i = 0; i < MARBRE_N_SLOTS; i++)
    if (self->places[i].element != MARBRE_OUTLINE_NONE &&
        marbre_page_outline_is_inside (self->outline, self->places[i].element, element))
      forget (&self->places[i]);
  g_hash_table_add (self->left_out, GUINT_TO_POINTER (element));
  return TRUE;
}

/**
 * marbre_template_cut_describe:
 * @element: number of an element
 *
 * Returns: (transfer full): what marks it ("p #lead .intro"), to find it again on a later version
 *   of the page
 */
char *
marbre_template_cut_describe (MarbreTemplateCut *self, guint element)
{
  const MarbreOutlineElement *it = marbre_page_outline_get (self->outline, element);
  const char *id = marbre_html_node_get_attribute (it->node, "id");
  const char *classes = marbre_html_node_get_attribute (it->node, "class");
  g_autofree char *name = marbre_html_node_dup_name (it->node);

  return g_strdup_printf ("%s #%s .%s", name, id ? id : "", classes ? classes : "");
}

/**
 * marbre_template_cut_find:
 * @element: the number that the element had
 * @description: what marbre_template_cut_describe() said of it
 *
 * Returns: the number of the nearest element of that description, %G_MAXUINT if there is none
 */
guint
marbre_template_cut_find (MarbreTemplateCut *self, guint element, const char *description)
{
  guint n = marbre_page_outline_get_n_elements (self->outline);
  guint found = MARBRE_OUTLINE_NONE;
  guint best = G_MAXUINT;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *own = marbre_template_cut_describe (self, i);
      guint distance = i > element ? i - element : element - i;

      if (distance < best && g_str_equal (own, description))
        {
          best = distance;
          found = i;
        }
    }
  return found;
}
