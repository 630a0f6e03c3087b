/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The editor's inside, shared by the files that make it up: marbre-editor.c (construction, the
 * document, its properties), -signals.c (what it says to the outside), -actions.c (keys and
 * actions), -place.c (carets and scrolling) and -look.c (letters, lines and focus). Nobody else
 * includes this. Main thread.
 */
#pragma once

#include "marbre-editor.h"

#include "marbre-body-view.h"
#include "marbre-editor-head.h"
#include "marbre-highlighter.h"
#include "marbre-inserter.h"
#include "marbre-manuscript.h"
#include "marbre-typing.h"

G_BEGIN_DECLS

struct _MarbreEditor
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *overlay;
  GtkScrolledWindow *scroller;
  GtkScrollbar *scrollbar;
  MarbreManuscript *manuscript;
  MarbreEditorHead *head;
  MarbreBodyView *view;

  MarbrePaster *paster;           /* (owned by @view) */
  MarbreDocument *document;       /* (owned) (nullable) */
  MarbreHighlighter *highlighter; /* (owned) (nullable): of the document's buffer */
  MarbreTyping *typing;           /* (owned): the body's keys */
  MarbreInserter *inserter;       /* (owned): into the body */
  MarbreTypesetter *typesetter;   /* (owned): typography as one writes */
  MarbreFormat *format;           /* (owned) */
  guint scrolled_tick;            /* one "scrolled" per frame */
  guint written_tick;             /* one look at the caret per frame */
  double line;                    /* the place that the pane showed in the last frame */
  gboolean by_hand;               /* the writer has scrolled since */
  gboolean dark;
  gboolean typewriter;            /* the paper moves and the line stays */
  GtkEventController *head_focus; /* (owned by @head) */
  GtkCssProvider *look;           /* (owned): typeface and size, for the display */
  GPtrArray *note_looks;          /* (owned) (element-type MarbreNoteLook): of the fields */
  char *typeface;                 /* (owned) (nullable): a family, NULL for the style sheet's */
  guint zoom;                     /* percent */
};

/* marbre-editor.c */
GtkTextBuffer *_marbre_editor_get_body    (MarbreEditor *self);
gboolean       _marbre_editor_is_editable (MarbreEditor *self);

/* marbre-editor-signals.c */
void _marbre_editor_install_signals (MarbreEditorClass *klass);
void _marbre_editor_connect_signals (MarbreEditor *self);

/* marbre-editor-actions.c */
void _marbre_editor_install_actions (MarbreEditorClass *klass);
void _marbre_editor_connect_keys    (MarbreEditor *self);

/* marbre-editor-place.c */
void _marbre_editor_connect_places    (MarbreEditor *self);
void _marbre_editor_disconnect_places (MarbreEditor *self);
void _marbre_editor_watch_body        (MarbreEditor *self);
void _marbre_editor_unwatch_body      (MarbreEditor *self);

/* marbre-editor-look.c */
void _marbre_editor_set_up_look       (MarbreEditor *self);
void _marbre_editor_dispose_look      (MarbreEditor *self);
void _marbre_editor_update_dark       (MarbreEditor *self);

G_END_DECLS
