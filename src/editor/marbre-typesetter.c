/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The typesetter; see marbre-typesetter.h. It has the settings that all views of a story share; a
 * MarbreTypesetterView watches each.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-typesetter.h"

#include <string.h>

#include "marbre-typesetter-view.h"

/* 150,000 words; for more there is the command that sets a whole story. */
#define MAX_PASTED (1024 * 1024)

struct _MarbreTypesetter
{
  GObject parent_instance;

  GPtrArray *views;         /* (owned) (element-type MarbreTypesetterView) */
  MarbreDocument *document; /* (owned) (nullable): what is being written */
  MarbreBlocks *blocks;     /* (owned) (nullable): of @document, or a change older */
  MarbreTypographyOptions options;
  gboolean enabled;
  gboolean pasted; /* what is pasted is set too */
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
  return (block->kind == MARBRE_BLOCK_CODE || block->kind == MARBRE_BLOCK_SITE ||
          block->kind == MARBRE_BLOCK_HTML) &&
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
 * marbre_typesetter_set_pasted:
 * @pasted: whether what is pasted as plain text is set
 */
void
marbre_typesetter_set_pasted (MarbreTypesetter *self, gboolean pasted)
{
  g_return_if_fail (MARBRE_IS_TYPESETTER (self));
  self->pasted = pasted;
}

/**
 * marbre_typesetter_sets_pasted:
 *
 * Returns: whether what is pasted as plain text is set
 */
gboolean
marbre_typesetter_sets_pasted (MarbreTypesetter *self)
{
  g_return_val_if_fail (MARBRE_IS_TYPESETTER (self), FALSE);
  return self->pasted && self->document != NULL;
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

/* A look at what was pasted. */
typedef struct
{
  char *text;     /* (owned) */
  char *language; /* (owned) */
  guint first, last;
  MarbreTypographyOptions options;
  MarbreProseMode mode;
} Look;

static void
look_free (Look *self)
{
  g_free (self->text);
  g_free (self->language);
  g_free (self);
}

static void
look_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Look *self = data;
  GArray *edits =
      marbre_typography_find (self->text, self->language, &self->options, self->mode);

  marbre_typesetter_count_characters (self->text, edits);
  /* What stood there before is not what was pasted. */
  for (guint i = edits->len; i-- > 0;)
    {
      const MarbreTypographyEdit *edit = &g_array_index (edits, MarbreTypographyEdit, i);

      if (edit->start < self->first || edit->end > self->last)
        g_array_remove_index (edits, i);
    }
  g_task_return_pointer (task, edits, (GDestroyNotify) g_array_unref);
}

/**
 * marbre_typesetter_find_pasted_async:
 * @mode: of the view
 * @line: which line of the view @text begins with
 * @text: whole lines, with what was pasted in them
 * @first: the first character of @text that was pasted
 * @last: the one behind the last
 * @cancellable: (nullable): cancels
 * @callback: called when it is found
 * @user_data: for @callback
 *
 * Looks on a thread for what is to be set in what was pasted.
 */
void
marbre_typesetter_find_pasted_async (MarbreTypesetter *self,
                                     MarbreProseMode mode,
                                     guint line,
                                     const char *text,
                                     guint first,
                                     guint last,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Look *look;

  g_return_if_fail (MARBRE_IS_TYPESETTER (self));
  g_return_if_fail (text != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, (gpointer) marbre_typesetter_find_pasted_async);
  if (!marbre_typesetter_sets_pasted (self) || strlen (text) > MAX_PASTED ||
      (mode == MARBRE_PROSE_BODY && is_code (self, line)))
    {
      g_task_return_pointer (task, g_array_new (FALSE, FALSE, sizeof (MarbreTypographyEdit)),
                             (GDestroyNotify) g_array_unref);
      return;
    }
  look = g_new0 (Look, 1);
  look->text = g_strdup (text);
  look->language = g_strdup (marbre_document_get_language (self->document));
  look->first = first;
  look->last = last;
  look->options = self->options;
  look->mode = mode;
  g_task_set_task_data (task, look, (GDestroyNotify) look_free);
  g_task_run_in_thread (task, look_job);
}

/**
 * marbre_typesetter_find_pasted_finish:
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type MarbreTypographyEdit): the changes, counted in
 *   characters of the text
 */
GArray *
marbre_typesetter_find_pasted_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * marbre_typesetter_count_characters:
 * @text: what @edits are for
 * @edits: (element-type MarbreTypographyEdit): in the order of the text
 *
 * Makes characters of the bytes in which places are given: a buffer counts them so.
 */
void
marbre_typesetter_count_characters (const char *text, GArray *edits)
{
  gsize byte = 0, character = 0;

  g_return_if_fail (text != NULL);
  g_return_if_fail (edits != NULL);

  for (guint i = 0; i < edits->len; i++)
    {
      MarbreTypographyEdit *edit = &g_array_index (edits, MarbreTypographyEdit, i);
      gsize end = edit->end;

      character += (gsize) g_utf8_strlen (text + byte, (gssize) (edit->start - byte));
      byte = edit->start;
      edit->start = character;
      character += (gsize) g_utf8_strlen (text + byte, (gssize) (end - byte));
      byte = end;
      edit->end = character;
    }
}
