/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The notes to the desk in a story, one by one, for who lists, shows or counts them. Not how they
 * are written (marbre-critic.h). Any thread.
 */
#pragma once

#include "marbre-blocks.h"
#include "marbre-critic.h"
#include "marbre-desk-text.h"

G_BEGIN_DECLS

/**
 * MarbreDeskNote:
 * @where: the text that it is in
 * @mark: what it is; its places are counted from the beginning of that text
 * @line: the line of the text that it begins on, from 0
 * @text: what the mark holds, on one line: the words to add or remove, the comment
 * @replacement: (nullable): the new words of a substitution
 * @comment: (nullable): what a comment directly behind it says, which is no note of its own
 * @end: byte behind it and its comment
 *
 * A note. A comment in a suggestion is a note, too.
 */
typedef struct
{
  MarbreDeskText where;
  MarbreCriticMark mark;
  guint line;
  char *text;        /* (owned) */
  char *replacement; /* (owned) (nullable) */
  char *comment;     /* (owned) (nullable) */
  gsize end;
} MarbreDeskNote;

GArray      *marbre_desk_notes_list        (MarbreBlocks   *blocks) G_GNUC_WARN_UNUSED_RESULT;
GArray      *marbre_desk_notes_list_line   (MarbreDeskText  where,
                                            const char     *line) G_GNUC_WARN_UNUSED_RESULT;
GArray      *marbre_desk_notes_list_story  (MarbreStory    *story,
                                            MarbreBlocks   *blocks) G_GNUC_WARN_UNUSED_RESULT;
guint        marbre_desk_notes_count       (MarbreBlocks   *blocks,
                                            guint          *n_suggestions);
void         marbre_desk_notes_collect     (MarbreBlocks   *blocks,
                                            GHashTable     *starts);
void         marbre_desk_notes_append_html (GString        *out,
                                            const char     *line);
char        *marbre_desk_notes_strip_line  (const char     *line) G_GNUC_WARN_UNUSED_RESULT;
MarbreStory *marbre_desk_notes_strip_lines (MarbreStory    *story) G_GNUC_WARN_UNUSED_RESULT;
MarbreStory *marbre_desk_notes_strip       (MarbreStory    *story) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
