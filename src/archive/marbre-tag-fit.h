/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The two ways in which marbre-tag-learn.c learns from examples. No state; any thread.
 */
#pragma once

#include "marbre-tag-sample.h"

G_BEGIN_DECLS

/**
 * MarbreTagExample:
 * @features: what the witnesses said
 * @is_right: whether the story has the tag
 */
typedef struct
{
  double features[MARBRE_TAG_FEATURES];
  gboolean is_right;
} MarbreTagExample;

void  marbre_tag_fit_logistic (const GArray    *examples,
                               double          *fit);
float marbre_tag_fit_linear   (MarbreTagSample *sample,
                               const gboolean  *left_out,
                               guint            tag,
                               float           *weights);

G_END_DECLS
