/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long a story is, in the units that newsrooms order and pay by. Not the length limits of a
 * site (its profile has them). Any thread.
 */
#pragma once

#include "marbre-blocks.h"
#include "marbre-story.h"

G_BEGIN_DECLS

/* A typed page of 25 lines of 60 signs, the unit in which French copy is ordered and paid. */
#define MARBRE_MEASURE_FEUILLET 1500

/* Characters after which others cut a headline and a standfirst: search engines measure pixels, so
 * theirs are about; social networks count. The faces of a story show the cuts themselves. */
#define MARBRE_MEASURE_SEARCH_TITLE 60
#define MARBRE_MEASURE_SEARCH_TEXT  150
#define MARBRE_MEASURE_SOCIAL_TITLE 88  /* two lines of a large card */
#define MARBRE_MEASURE_SOCIAL_TEXT  140

/**
 * MarbreMeasure:
 * @signs: characters of the body with its spaces, as a reader counts them
 * @feuillets: @signs in pages of 1,500
 * @words: words of the body
 * @minutes: reading time of the body
 * @headline_signs: characters of the headline
 * @standfirst_signs: characters of the standfirst
 */
typedef struct
{
  guint signs;
  double feuillets;
  guint words;
  double minutes;
  guint headline_signs;
  guint standfirst_signs;
} MarbreMeasure;

void marbre_measure_story (MarbreStory   *story,
                           MarbreBlocks  *body,
                           MarbreMeasure *out);
void marbre_measure_passage (const char  *markdown,
                             MarbreMeasure *out);
void marbre_measure_text  (const char    *plain,
                           MarbreMeasure *out);

G_END_DECLS
