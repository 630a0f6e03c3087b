/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the command that was asked for and runs it; see marbre-ctl.h. Options of the program
 * (--archive) may stand before or after the command.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include "marbre-ctl.h"

#include <glib/gi18n.h>

#include "marbre-compat.h"

/* The families in the order in which the help shows them. */
static const MarbreCtlCommand *const families[] = {
  marbre_ctl_text_commands,    marbre_ctl_check_commands,  marbre_ctl_grammar_commands,
  marbre_ctl_archive_commands, marbre_ctl_search_commands, marbre_ctl_tags_commands,
  marbre_ctl_site_commands,    marbre_ctl_sync_commands,    marbre_ctl_publish_commands,
  marbre_ctl_outbox_commands,  marbre_ctl_versions_commands,
};

/**
 * marbre_ctl_misused:
 * @format: what is wrong with the command line, translated
 *
 * Says so on standard error.
 *
 * Returns: %MARBRE_CTL_USAGE
 */
MarbreCtlStatus
marbre_ctl_misused (const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("marbrectl: %s\n", message);
  g_printerr (_ ("“%s --help” shows how it is used."), g_get_prgname ());
  g_printerr ("\n");
  return MARBRE_CTL_USAGE;
}

/**
 * marbre_ctl_failed:
 * @error: why
 *
 * Says so on standard error.
 *
 * Returns: %MARBRE_CTL_FAILED
 */
MarbreCtlStatus
marbre_ctl_failed (const GError *error)
{
  g_printerr ("marbrectl: %s\n", error->message);
  return MARBRE_CTL_FAILED;
}

/* The program's own options; with @version where no command is named yet. */
static GOptionGroup *
make_group (MarbreCtl *ctl, gboolean *version)
{
  const GOptionEntry entries[] = {
    { "archive", 0, 0, G_OPTION_ARG_FILENAME, &ctl->archive, N_ ("Use this archive"), N_ ("FILE") },
    { NULL },
  };
  const GOptionEntry version_entries[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, version, N_ ("Show the version"), NULL },
    { NULL },
  };
  GOptionGroup *group = g_option_group_new (NULL, NULL, NULL, NULL, NULL);

  g_option_group_add_entries (group, entries);
  if (version != NULL)
    g_option_group_add_entries (group, version_entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  return group;
}

/**
 * marbre_ctl_parse:
 * @command: the command
 * @ctl: the program's own options, which may stand here too
 * @argv: the command's words
 * @entries: its options, ended by a zeroed one
 *
 * Reads the options of a command and counts its arguments; says on standard error what is wrong.
 * "--help" ends the program.
 *
 * Returns: (transfer full) (nullable): the arguments, %NULL if the command line is wrong
 */
GStrv
marbre_ctl_parse (const MarbreCtlCommand *command,
                  MarbreCtl *ctl,
                  char **argv,
                  const GOptionEntry *entries)
{
  g_autoptr (GOptionContext) context = g_option_context_new (command->arguments);
  g_auto (GStrv) words = g_strdupv (argv);
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_strconcat ("marbrectl ", command->name, NULL);
  char **first;
  guint count;

  g_set_prgname (program);
  g_option_context_set_summary (context, _ (command->summary));
  g_option_context_set_main_group (context, make_group (ctl, NULL));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, &words, &error))
    {
      marbre_ctl_misused ("%s", error->message);
      return NULL;
    }
  first = words + (words[1] != NULL && g_str_equal (words[1], "--") ? 2 : 1);
  count = g_strv_length (first);
  if (count < command->min_arguments)
    marbre_ctl_misused (_ ("An argument is missing: %s."), command->arguments);
  else if (count > command->max_arguments)
    marbre_ctl_misused (_ ("“%s” is one argument too many."), first[command->max_arguments]);
  else
    return g_strdupv (first);
  return NULL;
}

/* How many of @argv are the name of @command, 0 if it is another one. */
static guint
match_command (const MarbreCtlCommand *command, char **argv)
{
  g_auto (GStrv) words = g_strsplit (command->name, " ", -1);
  guint count = 0;

  for (; words[count] != NULL; count++)
    if (argv[count] == NULL || !g_str_equal (argv[count], words[count]))
      return 0;
  return count;
}

static const MarbreCtlCommand *
find_command (char **argv, guint *count)
{
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    for (const MarbreCtlCommand *command = families[i]; command->name != NULL; command++)
      if ((*count = match_command (command, argv)) > 0)
        return command;
  return NULL;
}

/* The list of commands for the help, those that begin with @family if it is not NULL. */
static char *
describe_commands (const char *family)
{
  GString *text = g_string_new (_ ("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    for (const MarbreCtlCommand *command = families[i]; command->name != NULL; command++)
      if (family == NULL || g_str_has_prefix (command->name, family))
        g_string_append_printf (text, "\n  %s %s\n      %s", command->name, command->arguments,
                                _ (command->summary));
  return marbre_string_steal (text);
}

/* "archive" alone, or with a word that is none of its commands. */
static MarbreCtlStatus
explain (char **argv)
{
  g_autofree char *family = g_strconcat (argv[0], " ", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (g_str_has_prefix (families[i]->name, family))
      {
        g_autofree char *commands = describe_commands (family);

        if (g_strcmp0 (argv[1], "--help") == 0 || g_strcmp0 (argv[1], "-h") == 0)
          {
            g_print ("%s\n", commands);
            return MARBRE_CTL_OK;
          }
        g_printerr ("%s\n", commands);
        return MARBRE_CTL_USAGE;
      }
  return marbre_ctl_misused (_ ("There is no command “%s”."), argv[0]);
}

static MarbreCtlStatus
run_command (MarbreCtl *ctl, char **argv)
{
  guint count;
  const MarbreCtlCommand *command = find_command (argv, &count);

  if (command == NULL)
    return explain (argv);
  return command->run (command, ctl, argv + count - 1);
}

/**
 * marbre_ctl_main:
 * @argc: the number of words in @argv
 * @argv: the command line
 *
 * Does what the command line asks for.
 *
 * Returns: the exit status
 */
MarbreCtlStatus
marbre_ctl_main (int argc, char **argv)
{
  MarbreCtl ctl = { 0 };
  gboolean version = FALSE;
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("COMMAND …"));
  g_auto (GStrv) words = g_strdupv (argv);
  g_autofree char *commands = describe_commands (NULL);
  g_autoptr (GError) error = NULL;
  MarbreCtlStatus status;

  g_set_prgname ("marbrectl");
  g_option_context_set_summary (context, _ ("Marbre’s engine without a window."));
  g_option_context_set_description (context, commands);
  g_option_context_set_strict_posix (context, TRUE); /* a command's options are its own */
  g_option_context_set_main_group (context, make_group (&ctl, &version));
  if (!g_option_context_parse_strv (context, &words, &error))
    status = marbre_ctl_misused ("%s", error->message);
  else if (version)
    {
      g_print ("marbrectl %s\n", MARBRE_VERSION);
      status = MARBRE_CTL_OK;
    }
  else if (words[1] == NULL)
    {
      g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

      g_printerr ("%s", help);
      status = MARBRE_CTL_USAGE;
    }
  else
    status = run_command (&ctl, words + 1);
  g_free (ctl.archive);
  return status;
}
