/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be put into a story by menu or by typing "/": a table of commands with their names in
 * the program, for the writer, and the words by which they are found. It does nothing by itself.
 * Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MARBRE_INSERT_HEADING_2,
  MARBRE_INSERT_HEADING_3,
  MARBRE_INSERT_BULLETS,
  MARBRE_INSERT_NUMBERS,
  MARBRE_INSERT_TASKS,
  MARBRE_INSERT_QUOTE,
  MARBRE_INSERT_PULLQUOTE,
  MARBRE_INSERT_BOX,
  MARBRE_INSERT_KEY_POINTS,
  MARBRE_INSERT_READ_ALSO,
  MARBRE_INSERT_PICTURE,
  MARBRE_INSERT_TABLE,
  MARBRE_INSERT_FOOTNOTE,
  MARBRE_INSERT_RULE,
  MARBRE_INSERT_N_COMMANDS,
} MarbreInsertCommand;

/**
 * MarbreInsertInfo:
 * @name: for actions: "read-also"
 * @label: for the writer, not yet translated
 * @source: what it looks like in the text
 *
 * One command.
 */
typedef struct
{
  const char *name;
  const char *label;
  const char *source;
} MarbreInsertInfo;

const MarbreInsertInfo *marbre_insert_command_get_info  (MarbreInsertCommand  command);
gboolean                marbre_insert_command_from_name (const char          *name,
                                                         MarbreInsertCommand *command);
gboolean                marbre_insert_command_matches   (MarbreInsertCommand  command,
                                                         const char          *typed);

G_END_DECLS
