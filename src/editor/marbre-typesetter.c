/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The typesetter; see marbre-typesetter.h. It has the settings that all views of a story share; a
 * MarbreTypesetterView watches each.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-typesetter.h"

#include "marbre-typesetter-view.h"

struct _MarbreTypesetter
{
  GObject parent_instance;

  GPtrArray *views;         /* (owned) (element-type MarbreTypesetterView) */
  MarbreDocument *document; /* (owned) (nullable): what is being written */
  MarbreBlocks *blocks;     /* (owned) (nullable): of @document, or a change older */
  MarbreTypographyOptions options;
  gboolean enabled;
};

G_DEFINE_FINAL_TYPE (MarbreTypesetter, marbre_typesetter, G_TYPE_OBJECT)

/* Code means what it says. */
static gboolean
is_code (MarbreTypesetter *self, guint line)
{
  const MarbreBlock *block;
  guint index;

  if (self->blocks == NULL)
    return FALSE;
  index = marbre_blocks_find_line (self->blocks, line);
  if (index >= marbre_blocks_get_length (self->blocks))
    return FALSE;
  block = marbre_blocks_get (self->blocks, index);
  return (block->kind == MARBRE_BLOCK_CODE || block->kind == MARBRE_BLOCK_HTML) &&
         block->first_line <= line && line <= block->last_line;
}

static void
marbre_typesetter_dispose (GObject *object)
{
  MarbreTypesetter *self = MARBRE_TYPESETTER (object);

  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (marbre_typesetter_parent_class)->dispose (object);
}

static void
marbre_typesetter_class_init (MarbreTypesetterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_typesetter_dispose;
}

static void
marbre_typesetter_init (MarbreTypesetter *self)
{
  self->views = g_ptr_array_new_with_free_func (g_object_unref);
  self->enabled = TRUE;
}

/**
 * marbre_typesetter_new:
 *
 * Returns: (transfer full): a typesetter without a text
 */
MarbreTypesetter *
marbre_typesetter_new (void)
{
  return g_object_new (MARBRE_TYPE_TYPESETTER, NULL);
}

/**
 * marbre_typesetter_add_view:
 * @view: where one writes; whatever watches its keys too and is to come second was added before
 * @mode: %MARBRE_PROSE_BODY for Markdown, %MARBRE_PROSE_LINE for plain text
 *
 * Watches a view from now on.
 */
void
marbre_typesetter_add_view (MarbreTypesetter *self, GtkTextView *view, MarbreProseMode mode)
{
  g_return_if_fail (MARBRE_IS_TYPESETTER (self));
  g_ptr_array_add (self->views, marbre_typesetter_view_new (self, view, mode));
}

/**
 * marbre_typesetter_set_enabled:
 * @enabled: whether keys bring changes
 */
void
marbre_typesetter_set_enabled (MarbreTypesetter *self, gboolean enabled)
{
  g_return_if_fail (MARBRE_IS_TYPESETTER (self));
  self->enabled = enabled;
}

/**
 * marbre_typesetter_set_spaces:
 * @spaces: what the site's pages can show before French punctuation
 */
void
marbre_typesetter_set_spaces (MarbreTypesetter *self, MarbreSiteSpaces spaces)
{
  g_return_if_fail (MARBRE_IS_TYPESETTER (self));
  self->options.spaces = spaces;
}

/**
 * marbre_typesetter_set_document:
 * @document: (nullable): what is written now; its language says whose rules are used
 */
void
marbre_typesetter_set_document (MarbreTypesetter *self, MarbreDocument *document)
{
  g_return_if_fail (MARBRE_IS_TYPESETTER (self));
  g_return_if_fail (document == NULL || MARBRE_IS_DOCUMENT (document));

  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  g_set_object (&self->document, document);
}

/**
 * marbre_typesetter_set_blocks:
 * @blocks: (nullable): the body as it is parsed; until it comes, no line is taken for code
 */
void
marbre_typesetter_set_blocks (MarbreTypesetter *self, MarbreBlocks *blocks)
{
  g_return_if_fail (MARBRE_IS_TYPESETTER (self));

  if (self->blocks == blocks)
    return;
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  self->blocks = blocks ? marbre_blocks_ref (blocks) : NULL;
}

/**
 * marbre_typesetter_is_at_work:
 *
 * Returns: whether keys bring changes
 */
gboolean
marbre_typesetter_is_at_work (MarbreTypesetter *self)
{
  g_return_val_if_fail (MARBRE_IS_TYPESETTER (self), FALSE);
  return self->enabled && self->document != NULL;
}

/**
 * marbre_typesetter_find:
 * @mode: of the view
 * @line: which line of the view @text is
 * @text: as marbre_typography_find_typed() takes it
 * @caret: the same
 * @typed: the same
 *
 * Returns: (transfer full) (element-type MarbreTypographyEdit): what the key calls for
 */
GArray *
marbre_typesetter_find (MarbreTypesetter *self,
                        MarbreProseMode mode,
                        guint line,
                        const char *text,
                        gsize caret,
                        gsize typed)
{
  g_return_val_if_fail (MARBRE_IS_TYPESETTER (self), NULL);

  if (!marbre_typesetter_is_at_work (self) || (mode == MARBRE_PROSE_BODY && is_code (self, line)))
    return g_array_new (FALSE, FALSE, sizeof (MarbreTypographyEdit));
  return marbre_typography_find_typed (text, caret, typed,
                                       marbre_document_get_language (self->document),
                                       &self->options, mode);
}
