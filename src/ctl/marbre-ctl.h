/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The frame of marbrectl: commands, their options, and what all of them need of the program. The
 * commands of one family are in one file each, marbre-ctl-FAMILY.c. One thread, which may wait.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MarbreCtlStatus:
 * @MARBRE_CTL_OK: done
 * @MARBRE_CTL_FAILED: a problem in the content, in the archive or at the site
 * @MARBRE_CTL_USAGE: the command line is not understood
 *
 * Exit statuses of the program.
 */
typedef enum
{
  MARBRE_CTL_OK = 0,
  MARBRE_CTL_FAILED = 1,
  MARBRE_CTL_USAGE = 2,
} MarbreCtlStatus;

/**
 * MarbreCtl:
 * @archive: (owned) (nullable): the file that --archive names
 */
typedef struct
{
  char *archive;
} MarbreCtl;

/**
 * MarbreCtlCommand:
 * @name: its words: "archive import"
 * @arguments: what follows, for the help
 * @summary: what it does, one sentence, translated when shown
 * @min_arguments: fewest arguments
 * @max_arguments: most
 * @run: does it; @argv is NULL-terminated and begins with the command's name
 */
typedef struct _MarbreCtlCommand MarbreCtlCommand;
struct _MarbreCtlCommand
{
  const char *name;
  const char *arguments;
  const char *summary;
  guint min_arguments;
  guint max_arguments;
  MarbreCtlStatus (*run) (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv);
};

/* The families, each ending with a command without a name. */
extern const MarbreCtlCommand marbre_ctl_text_commands[];
extern const MarbreCtlCommand marbre_ctl_check_commands[];
extern const MarbreCtlCommand marbre_ctl_grammar_commands[];
extern const MarbreCtlCommand marbre_ctl_archive_commands[];
extern const MarbreCtlCommand marbre_ctl_search_commands[];
extern const MarbreCtlCommand marbre_ctl_tags_commands[];
extern const MarbreCtlCommand marbre_ctl_site_commands[];
extern const MarbreCtlCommand marbre_ctl_sync_commands[];
extern const MarbreCtlCommand marbre_ctl_publish_commands[];
extern const MarbreCtlCommand marbre_ctl_outbox_commands[];
extern const MarbreCtlCommand marbre_ctl_versions_commands[];

MarbreCtlStatus marbre_ctl_main    (int                      argc,
                                    char                   **argv);
GStrv           marbre_ctl_parse   (const MarbreCtlCommand  *command,
                                    MarbreCtl               *ctl,
                                    char                   **argv,
                                    const GOptionEntry      *entries) G_GNUC_WARN_UNUSED_RESULT;
MarbreCtlStatus marbre_ctl_misused (const char              *format,
                                    ...) G_GNUC_PRINTF (1, 2);
MarbreCtlStatus marbre_ctl_failed  (const GError            *error);

G_END_DECLS
