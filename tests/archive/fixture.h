/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the archive's tests share: an archive in a folder of its own, waiting for an operation, and
 * stories made in a line.
 */
#pragma once

#include "marbre-archive.h"

typedef struct
{
  char *folder; /* (owned) */
  char *path;   /* (owned): of the database, not there yet */
  MarbreArchive *archive; /* (owned) (nullable) */
} Fixture;

void          fixture_set_up    (Fixture       *fixture);
void          fixture_tear_down (Fixture       *fixture);
void          fixture_open      (Fixture       *fixture);
void          fixture_close     (Fixture       *fixture);
void          fixture_wait_cb   (GObject       *source,
                                 GAsyncResult  *result,
                                 gpointer       user_data);
GAsyncResult *fixture_wait      (GAsyncResult **result) G_GNUC_WARN_UNUSED_RESULT;
void          fixture_settle    (void);
MarbreStory  *fixture_story     (const char    *id,
                                 const char    *language,
                                 const char    *headline,
                                 const char    *body,
                                 const char    *tags) G_GNUC_WARN_UNUSED_RESULT;
void          fixture_save      (Fixture       *fixture,
                                 MarbreStory   *story);
GPtrArray    *fixture_list      (Fixture       *fixture,
                                 const char    *text) G_GNUC_WARN_UNUSED_RESULT;
char         *fixture_ids       (GPtrArray     *summaries) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_tear_down)
