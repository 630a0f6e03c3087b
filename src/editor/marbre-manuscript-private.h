/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The column's inside, shared by the files that make it up: marbre-manuscript.c (the widget),
 * -layout.c (where its children lie), -place.c (places by lines) and -caret.c (what keeps the caret
 * in sight). Nobody else includes this. Main thread.
 */
#pragma once

#include "marbre-manuscript.h"

G_BEGIN_DECLS

struct _MarbreManuscript
{
  GtkWidget parent_instance;

  GtkWidget *head;                /* (borrowed) (nullable): a child */
  GtkTextView *view;              /* (borrowed) (nullable): a child */
  GtkAdjustment *hadjustment;     /* (owned) (nullable): unused, GtkScrollable asks for it */
  GtkAdjustment *vadjustment;     /* (owned) (nullable): of the column */
  GtkAdjustment *view_adjustment; /* (owned): of the view alone */
  GtkWidget *focus_root;          /* (borrowed) (nullable): while we watch its focus */
  double target;       /* place to hold while lines are laid out, NAN for none */
  double target_above; /* px to leave above it, NAN to hold it at the eye */
  guint settling_source; /* GSource id: lets the place go; 0 until the next allocation */
  int head_height;
  guint measure;        /* signs in the widest column */
  double sign_width;    /* px, of the font below */
  guint font_serial;    /* of the view's context when that was measured; 0 if never */
  gboolean typewriter;  /* the caret's line stays at one height */
  gboolean keyed;       /* the caret was last moved by a key, not by a click */
  int bottom_margin;    /* the view's own, while it has another one for the typewriter */
  guint margin_source;  /* GSource id, 0 if none */
  gboolean placing; /* the adjustments change because we set them */
  gboolean showing; /* the column moves because we show something */
  gboolean queued;  /* the children will get their places in the next frame */
  gboolean moved;   /* the column was scrolled and the view has not followed yet */
};

/* marbre-manuscript.c */
void   _marbre_manuscript_move_to (MarbreManuscript *self, double value);

/* marbre-manuscript-layout.c */
void   _marbre_manuscript_hold          (MarbreManuscript *self,
                                         double            line,
                                         double            above);
void   _marbre_manuscript_queue         (MarbreManuscript *self);
void   _marbre_manuscript_size_allocate (GtkWidget        *widget,
                                         int               width,
                                         int               height,
                                         int               baseline);
void   _marbre_manuscript_measure       (GtkWidget        *widget,
                                         GtkOrientation    orientation,
                                         int               for_size,
                                         int              *minimum,
                                         int              *natural,
                                         int              *minimum_baseline,
                                         int              *natural_baseline);

/* marbre-manuscript-place.c */
double _marbre_manuscript_get_height (MarbreManuscript *self, double height);
double _marbre_manuscript_get_depth  (MarbreManuscript *self, double line, double height);

/* marbre-manuscript-caret.c */
void   _marbre_manuscript_fit_margin (MarbreManuscript *self);

G_END_DECLS
