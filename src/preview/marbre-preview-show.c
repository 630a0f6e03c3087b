/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the program asks of the pane: which page, which part of it, laid out how. Each is noted in
 * the patch and goes to the page with the next message (-channel.c). Main thread.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-preview-private.h"

#include "marbre-compat.h"

static void
apply_remote (MarbrePreview *self, MarbrePage *page)
{
  gboolean allowed =
      page != NULL && g_strcmp0 (marbre_story_get_id (marbre_page_get_story (page)),
                                 self->remote_story) == 0;

  marbre_preview_scheme_set_remote_allowed (self->scheme, allowed);
  marbre_preview_patch_set_remote (self->patch, allowed);
}

/**
 * marbre_preview_freeze:
 *
 * What the page is told from now on goes there at once, with the marbre_preview_thaw() that
 * belongs to this call: one message, one layout, one frame.
 */
void
marbre_preview_freeze (MarbrePreview *self)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));
  self->frozen++;
}

/**
 * marbre_preview_thaw:
 *
 * Ends what marbre_preview_freeze() began.
 */
void
marbre_preview_thaw (MarbrePreview *self)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));
  g_return_if_fail (self->frozen > 0);

  self->frozen--;
  _marbre_preview_flush (self);
}

/**
 * marbre_preview_set_page:
 * @page: what the page says around the body; kept and read when the message is made
 * @blocks: the body, parsed without an image mapper: the preview finds pictures itself
 *
 * Shows a story. Only what differs from what is shown goes to the page, and the place that is being
 * read stays where it is. May be called for each key.
 */
void
marbre_preview_set_page (MarbrePreview *self, MarbrePage *page, MarbreBlocks *blocks)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));
  g_return_if_fail (MARBRE_IS_PAGE (page));
  g_return_if_fail (blocks != NULL);

  marbre_preview_patch_set_page (self->patch, page, blocks);
  apply_remote (self, page);
  _marbre_preview_flush (self);
}

/**
 * marbre_preview_set_remote_story:
 * @id: (nullable): the id of the one story that may show pictures from the web, %NULL for none
 *
 * Pages of that story ask the media loader for http(s) addresses, too; those of any other do not,
 * and show who has the picture instead. The view itself never reaches the network.
 */
void
marbre_preview_set_remote_story (MarbrePreview *self, const char *id)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));

  if (!marbre_set_str (&self->remote_story, id))
    return;
  apply_remote (self, marbre_preview_patch_get_page (self->patch));
  _marbre_preview_flush (self);
}

/**
 * marbre_preview_scroll_to_line:
 * @line: a line of the body with a fraction; −1 to 0 for what is above the body, and from the line
 *   after its last block on, up to 1 more, for what is below
 *
 * Shows that place as far down in the pane as the page is scrolled: its start at the pane's upper
 * edge, its end at the lower one. Two panes that do so reach their ends together. Does not emit
 * "scrolled".
 */
void
marbre_preview_scroll_to_line (MarbrePreview *self, double line)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));

  self->line = line;
  marbre_preview_patch_set_line (self->patch, line);
  _marbre_preview_flush (self);
}

/**
 * marbre_preview_get_line:
 *
 * Returns: the place that the pane shows, as marbre_preview_scroll_to_line() takes it
 */
double
marbre_preview_get_line (MarbrePreview *self)
{
  g_return_val_if_fail (MARBRE_IS_PREVIEW (self), -1);
  return self->line;
}

/**
 * marbre_preview_set_caret:
 * @slot: (nullable): name of the slot whose text is being written, %NULL for the body
 * @line: a line of the body, from 0
 * @note: which footnote of the page @line is in, from 1; 0 outside of notes
 * @offset: signs of the slot's, the note's or the block's text before the caret, in UTF-16 units,
 *   as its HTML says them; −1 if that is not known
 * @reveal: whether the page scrolls to show it, by no more than it has to
 *
 * Marks the block that is being written, in the margin. The place belongs to the page set last:
 * call marbre_preview_set_page() first.
 */
void
marbre_preview_set_caret (MarbrePreview *self,
                          const char *slot,
                          guint line,
                          guint note,
                          int offset,
                          gboolean reveal)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));

  marbre_preview_patch_set_caret (self->patch, slot, line, note, offset, reveal);
  if (marbre_preview_patch_is_pending (self->patch))
    _marbre_preview_flush_soon (self);
}

/**
 * marbre_preview_get_template:
 *
 * Returns: (transfer none): the name of the template that the page is laid out with
 */
const char *
marbre_preview_get_template (MarbrePreview *self)
{
  g_return_val_if_fail (MARBRE_IS_PREVIEW (self), NULL);
  return self->template;
}

/**
 * marbre_preview_set_template:
 * @name: one of marbre_template_get_names(); another name changes nothing
 *
 * Lays the page out with another template, at the place that the pane shows.
 */
void
marbre_preview_set_template (MarbrePreview *self, const char *name)
{
  const char *const *names = marbre_template_get_names ();

  g_return_if_fail (MARBRE_IS_PREVIEW (self));
  g_return_if_fail (name != NULL);

  while (*names != NULL && !g_str_equal (*names, name))
    names++;
  if (*names == NULL || *names == self->template)
    return;
  self->template = *names;
  self->wants_shell = self->is_locked;
  _marbre_preview_flush (self);
}

/**
 * marbre_preview_get_face:
 *
 * Returns: which face of the story is shown
 */
MarbreFace
marbre_preview_get_face (MarbrePreview *self)
{
  g_return_val_if_fail (MARBRE_IS_PREVIEW (self), MARBRE_FACE_ARTICLE);
  return self->face;
}

/**
 * marbre_preview_set_face:
 * @face: which face of the story to show
 *
 * Shows the story as readers meet it elsewhere, or its article again, at the place that was left.
 * Only the article follows the template, and only it has places.
 */
void
marbre_preview_set_face (MarbrePreview *self, MarbreFace face)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));
  g_return_if_fail ((guint) face < MARBRE_N_FACES);

  if (self->face == face)
    return;
  self->face = face;
  self->wants_shell = self->is_locked;
  _marbre_preview_flush (self);
}

/**
 * marbre_preview_get_page_width:
 *
 * Returns: see marbre_preview_set_page_width()
 */
int
marbre_preview_get_page_width (MarbrePreview *self)
{
  g_return_val_if_fail (MARBRE_IS_PREVIEW (self), 0);
  return marbre_preview_sheet_get_width (self->sheet);
}

/**
 * marbre_preview_set_page_width:
 * @width: CSS pixels of the reader's screen, 0 for as wide as the pane
 *
 * Lays the page out as on a screen of that width. A pane that is narrower shows it smaller, one
 * that is wider shows it in its middle. What is at the top of the pane stays there.
 */
void
marbre_preview_set_page_width (MarbrePreview *self, int width)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));
  g_return_if_fail (width >= 0);

  marbre_preview_sheet_set_width (self->sheet, width);
}

/**
 * marbre_preview_get_html_async:
 * @cancellable: (nullable): a cancellable
 * @callback: called with the page
 * @user_data: for @callback
 *
 * Asks for the page as it is, after all that was set so far is shown. For tests.
 */
void
marbre_preview_get_html_async (MarbrePreview *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (MARBRE_IS_PREVIEW (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_preview_get_html_async);
  g_queue_push_tail (&self->html_tasks, task);
  _marbre_preview_flush (self);
}

/**
 * marbre_preview_get_html_finish:
 * @result: what the callback received
 * @error: set if the page went away meanwhile
 *
 * Returns: (transfer full) (nullable): the page's HTML
 */
char *
marbre_preview_get_html_finish (MarbrePreview *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
