/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is printed on a page besides the story, in the language of the story: labels and dates. Not
 * for the program's own widgets (gettext translates those into the journalist's language) and not
 * for spelling. No state; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbrePhrase:
 *
 * The words that a page adds to a story. Labels stand without a colon.
 */
typedef enum
{
  MARBRE_PHRASE_READ_ALSO,
  MARBRE_PHRASE_KEY_POINTS,
  MARBRE_PHRASE_PUBLISHED, /* "Publié le": the date follows */
  MARBRE_PHRASE_UPDATED,   /* "Mis à jour le": the date follows */
  MARBRE_PHRASE_RELATED,
  MARBRE_PHRASE_COPY_LINK,
  MARBRE_PHRASE_TAGS,
  MARBRE_PHRASE_CREDIT, /* "Crédit": a colon and the name follow */
  MARBRE_PHRASE_BY,     /* "Par": the names follow */
  MARBRE_PHRASE_HOME,
  MARBRE_PHRASE_NOTES, /* above the footnotes */
  MARBRE_PHRASE_SITE_BLOCK,
} MarbrePhrase;

const char *marbre_language_resolve     (const char   *tag);
const char *marbre_language_phrase      (const char   *language,
                                         MarbrePhrase  phrase);
char       *marbre_language_format_date (const char   *language,
                                         gint64        seconds,
                                         GTimeZone    *zone,
                                         gboolean      with_time) G_GNUC_WARN_UNUSED_RESULT;
const char *marbre_language_guess       (const char   *text);
gboolean    marbre_language_is_other    (const char   *text,
                                         const char   *language);

G_END_DECLS
