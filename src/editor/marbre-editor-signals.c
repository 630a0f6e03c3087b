/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the editor says to the outside, most of which its parts say to it; see
 * marbre-editor-private.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-editor-private.h"

#include "marbre-picture-drop.h"

enum
{
  SIGNAL_CARET_MOVED,
  SIGNAL_SCROLLED,
  SIGNAL_COMPLETE,
  SIGNAL_CHOOSE_LEAD_IMAGE,
  SIGNAL_PICTURES_OFFERED,
  SIGNAL_INSERT_REQUESTED,
  SIGNAL_THUMBNAIL_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
complete_cb (MarbreEditor *self, const char *facet, const char *prefix)
{
  g_signal_emit (self, signals[SIGNAL_COMPLETE], 0, facet, prefix);
}

static void
choose_lead_cb (MarbreEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOOSE_LEAD_IMAGE], 0);
}

static void
lead_offered_cb (MarbreEditor *self, GListModel *pictures)
{
  g_signal_emit (self, signals[SIGNAL_PICTURES_OFFERED], 0, pictures, TRUE);
}

static void
thumbnail_cb (MarbreEditor *self, const char *source)
{
  g_signal_emit (self, signals[SIGNAL_THUMBNAIL_WANTED], 0, source);
}

static void
body_offered_cb (MarbreEditor *self, GListModel *pictures)
{
  g_signal_emit (self, signals[SIGNAL_PICTURES_OFFERED], 0, pictures, FALSE);
}

static void
insert_requested_cb (MarbreEditor *self, const char *name)
{
  g_signal_emit (self, signals[SIGNAL_INSERT_REQUESTED], 0, name);
}

/* Declares the signals; from the class's init. */
void
_marbre_editor_install_signals (MarbreEditorClass *klass)
{
  /**
   * MarbreEditor::caret-moved:
   *
   * The caret of the body is elsewhere; see marbre_editor_get_caret().
   */
  signals[SIGNAL_CARET_MOVED] = g_signal_new ("caret-moved", MARBRE_TYPE_EDITOR, G_SIGNAL_RUN_LAST,
                                              0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MarbreEditor::scrolled:
   * @from: the place that the pane showed before
   * @line: the place that it shows now, as marbre_editor_scroll_to_line() takes it
   *
   * The writer has scrolled by hand: not for what the program scrolled, nor for what moves to show
   * the caret. At most once a frame.
   */
  signals[SIGNAL_SCROLLED] =
      g_signal_new ("scrolled", MARBRE_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);

  /**
   * MarbreEditor::complete:
   * @facet: "section" or "byline"
   * @prefix: what was typed so far, "" for the values used most
   *
   * Answer with marbre_editor_set_completions().
   */
  signals[SIGNAL_COMPLETE] =
      g_signal_new ("complete", MARBRE_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  /**
   * MarbreEditor::choose-lead-image:
   *
   * The writer wants to choose the lead picture, the first or another one.
   */
  signals[SIGNAL_CHOOSE_LEAD_IMAGE] =
      g_signal_new ("choose-lead-image", MARBRE_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);

  /**
   * MarbreEditor::pictures-offered:
   * @pictures: a #GListModel of #GFile and #GdkTexture, see MarbrePictureDrop::offered
   * @lead: %TRUE if they fell on the lead picture, %FALSE on the body, at the caret
   */
  signals[SIGNAL_PICTURES_OFFERED] =
      g_signal_new ("pictures-offered", MARBRE_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_LIST_MODEL, G_TYPE_BOOLEAN);

  /**
   * MarbreEditor::insert-requested:
   * @name: "picture" or "read-also"
   *
   * The writer wants to insert something at the caret that the editor does not have.
   */
  signals[SIGNAL_INSERT_REQUESTED] =
      g_signal_new ("insert-requested", MARBRE_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * MarbreEditor::thumbnail-wanted:
   * @source: see MarbreBodyView::thumbnail-wanted
   */
  signals[SIGNAL_THUMBNAIL_WANTED] =
      g_signal_new ("thumbnail-wanted", MARBRE_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);
}

/* Passes on what the parts say; once, when they are there. */
void
_marbre_editor_connect_signals (MarbreEditor *self)
{
  MarbreEditorLead *lead = marbre_editor_head_get_lead (self->head);

  g_signal_connect_object (self->inserter, "requested", G_CALLBACK (insert_requested_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "thumbnail-wanted", G_CALLBACK (thumbnail_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->head, "complete", G_CALLBACK (complete_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lead, "choose", G_CALLBACK (choose_lead_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lead, "offered", G_CALLBACK (lead_offered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (marbre_picture_drop_new (GTK_WIDGET (self->view)), "offered",
                           G_CALLBACK (body_offered_cb), self, G_CONNECT_SWAPPED);
}
