/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs the real marbrectl for the tests, each in a home of its own.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * Outcome:
 * @status: exit status
 * @out: (owned): standard output
 * @err: (owned): standard error
 */
typedef struct
{
  int status;
  char *out;
  char *err;
} Outcome;

void        marbrectl_init    (int         *argc,
                               char      ***argv);
const char *marbrectl_home    (void);
char       *marbrectl_fixture (const char  *name) G_GNUC_WARN_UNUSED_RESULT;
Outcome    *marbrectl_run     (const char  *input,
                               ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
void        marbrectl_cleanup (void);
void        outcome_free      (Outcome     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outcome, outcome_free)

/* The outcome must have this status and say this on standard output, all of it. */
#define assert_outcome(outcome, expected_status, expected_out)                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if ((outcome)->status != (expected_status))                                                    \
      g_printerr ("%s", (outcome)->err);                                                           \
    g_assert_cmpint ((outcome)->status, ==, (expected_status));                                    \
    g_assert_cmpstr ((outcome)->out, ==, (expected_out));                                          \
  }                                                                                                \
  G_STMT_END

/* The outcome must have this status and name the reason. */
#define assert_refused(outcome, expected_status, reason)                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_cmpint ((outcome)->status, ==, (expected_status));                                    \
    if (strstr ((outcome)->err, (reason)) == NULL)                                                 \
      g_error ("“%s” does not say “%s”", (outcome)->err, (reason));                                \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
