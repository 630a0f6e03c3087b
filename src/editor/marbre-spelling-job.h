/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the spelling worker does: a function for each thing that marbre-spelling.h asks for. They
 * belong to tasks whose data is the job. Made and freed on any thread, done on the worker's.
 */
#pragma once

#include "marbre-spelling-desk.h"

G_BEGIN_DECLS

/**
 * MarbreSpellingJob:
 * @desk: (borrowed): outlives the worker
 * @missing: (owned) (nullable): a language without a dictionary, found by the job
 *
 * Which of the other fields it has depends on what is to be done.
 */
typedef struct
{
  MarbreSpellingDesk *desk;
  MarbreSpellingList list;
  MarbreProseMode mode;
  GFile *file;    /* (owned) (nullable) */
  char *text;     /* (owned) (nullable) */
  char *context;  /* (owned) (nullable) */
  char *language; /* (owned) (nullable) */
  char **names;   /* (owned) (nullable) */
  char *missing;
} MarbreSpellingJob;

MarbreSpellingJob *marbre_spelling_job_new  (MarbreSpellingDesk *desk) G_GNUC_WARN_UNUSED_RESULT;
void               marbre_spelling_job_free (MarbreSpellingJob  *job);

void marbre_spelling_check_job   (GTask        *task,
                                  gpointer      source,
                                  gpointer      data,
                                  GCancellable *cancellable);
void marbre_spelling_suggest_job (GTask        *task,
                                  gpointer      source,
                                  gpointer      data,
                                  GCancellable *cancellable);
void marbre_spelling_prepare_job (GTask        *task,
                                  gpointer      source,
                                  gpointer      data,
                                  GCancellable *cancellable);
void marbre_spelling_load_job    (GTask        *task,
                                  gpointer      source,
                                  gpointer      data,
                                  GCancellable *cancellable);
void marbre_spelling_add_job     (GTask        *task,
                                  gpointer      source,
                                  gpointer      data,
                                  GCancellable *cancellable);
void marbre_spelling_names_job   (GTask        *task,
                                  gpointer      source,
                                  gpointer      data,
                                  GCancellable *cancellable);
void marbre_spelling_ignore_job  (GTask        *task,
                                  gpointer      source,
                                  gpointer      data,
                                  GCancellable *cancellable);

G_END_DECLS
