/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands; see marbre-insert-command.h. They are found in English and in French whatever the
 * program speaks: who writes in two languages types what comes first.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-insert-command.h"

#include <glib/gi18n.h>

static const struct
{
  MarbreInsertInfo info;
  const char *words;
} commands[MARBRE_INSERT_N_COMMANDS] = {
  [MARBRE_INSERT_HEADING_2] = { { "heading-2", N_ ("Heading"), "##" },
                                "heading subhead title h2 intertitre titre" },
  [MARBRE_INSERT_HEADING_3] = { { "heading-3", N_ ("Smaller heading"), "###" },
                                "smaller heading h3 petit intertitre titre" },
  [MARBRE_INSERT_BULLETS] = { { "bullets", N_ ("Bulleted list"), "-" },
                              "bulleted list bullets liste puces tirets" },
  [MARBRE_INSERT_NUMBERS] = { { "numbers", N_ ("Numbered list"), "1." },
                              "numbered list numbers liste numérotée numéros" },
  [MARBRE_INSERT_TASKS] = { { "tasks", N_ ("To-do list"), "- [ ]" },
                            "to-do todo tasks checklist list tâches à faire liste cases" },
  [MARBRE_INSERT_QUOTE] = { { "quote", N_ ("Quote"), ">" }, "quote citation bloc" },
  [MARBRE_INSERT_PULLQUOTE] = { { "pullquote", N_ ("Pull quote"), "[!pullquote]" },
                                "pull quote pullquote exergue citation" },
  [MARBRE_INSERT_BOX] = { { "box", N_ ("Box"), "[!box]" }, "box sidebar encadré" },
  [MARBRE_INSERT_KEY_POINTS] = { { "key-points", N_ ("Key points"), "[!key-points]" },
                                 "key points summary essentiel l’essentiel points clés résumé" },
  [MARBRE_INSERT_READ_ALSO] = { { "read-also", N_ ("Read also…"), "[!read-also]" },
                                "read also related link lire aussi lien archive" },
  [MARBRE_INSERT_PICTURE] = { { "picture", N_ ("Picture…"), "![ ]" },
                              "picture image photo figure illustration dessin" },
  [MARBRE_INSERT_TABLE] = { { "table", N_ ("Table…"), "| |" }, "table grid tableau grille" },
  [MARBRE_INSERT_FOOTNOTE] = { { "footnote", N_ ("Footnote"), "[^1]" },
                               "footnote note de bas de page renvoi" },
  [MARBRE_INSERT_RULE] = { { "rule", N_ ("Divider"), "---" },
                           "divider rule line separator filet trait séparateur ligne" },
};

/**
 * marbre_insert_command_get_info:
 * @command: a command
 *
 * Returns: (transfer none): what it is called
 */
const MarbreInsertInfo *
marbre_insert_command_get_info (MarbreInsertCommand command)
{
  g_return_val_if_fail ((guint) command < MARBRE_INSERT_N_COMMANDS, NULL);
  return &commands[command].info;
}

/**
 * marbre_insert_command_from_name:
 * @name: the name of a command
 * @command: (out): which it is
 *
 * Returns: %FALSE if there is none of that name
 */
gboolean
marbre_insert_command_from_name (const char *name, MarbreInsertCommand *command)
{
  g_return_val_if_fail (name != NULL, FALSE);

  for (guint i = 0; i < MARBRE_INSERT_N_COMMANDS; i++)
    if (g_str_equal (commands[i].info.name, name))
      {
        *command = (MarbreInsertCommand) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * marbre_insert_command_matches:
 * @command: a command
 * @typed: beginnings of words, accents or not
 *
 * Returns: whether all of @typed begin words of the command, in either language
 */
gboolean
marbre_insert_command_matches (MarbreInsertCommand command, const char *typed)
{
  g_return_val_if_fail ((guint) command < MARBRE_INSERT_N_COMMANDS, FALSE);
  g_return_val_if_fail (typed != NULL, FALSE);

  return *typed == '\0' || g_str_match_string (typed, commands[command].words, TRUE) ||
         g_str_match_string (typed, _ (commands[command].info.label), TRUE);
}
