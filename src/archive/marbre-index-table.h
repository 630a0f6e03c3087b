/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The index of topics, where stories come in: each written story becomes a document whose terms
 * wait in topic_pending until marbre-index-merge.c makes postings of them. Private to the archive;
 * on the thread of the connection, what writes inside a transaction of the caller.
 */
#pragma once

#include "marbre-database.h"
#include "marbre-index-terms.h"

G_BEGIN_DECLS

/**
 * MarbreIndexTotal:
 *
 * @damaged: whether it is to be made anew
 * @filled: the last row of story that was looked at for what is missing, -1 if nothing is
 *
 * What the index knows of itself.
 */
typedef struct
{
  gint64 stories;
  gint64 words;
  gint64 pending;
  gboolean damaged;
  gint64 generation;
  gint64 learnt_from;
  gint64 filled;
} MarbreIndexTotal;

guint8   marbre_index_table_impact       (guint                    count,
                                          guint                    length,
                                          double                   usual);
double   marbre_index_table_usual_length (const MarbreIndexTotal  *total);
gboolean marbre_index_table_read_total   (MarbreDatabase          *database,
                                          MarbreIndexTotal        *total,
                                          GError                 **error);
gboolean marbre_index_table_put          (MarbreDatabase          *database,
                                          gint64                   story,
                                          const MarbreIndexTerms  *terms,
                                          GError                 **error);
gboolean marbre_index_table_put_tags     (MarbreDatabase          *database,
                                          gint64                   story,
                                          GError                 **error);
gboolean marbre_index_table_remove       (MarbreDatabase          *database,
                                          gint64                   story,
                                          GError                 **error);
gboolean marbre_index_table_fill         (MarbreDatabase          *database,
                                          gint64                   row,
                                          gboolean                *more,
                                          GError                 **error);
gboolean marbre_index_table_clear        (MarbreDatabase          *database,
                                          GError                 **error);
gboolean marbre_index_table_begin        (MarbreDatabase          *database,
                                          GError                 **error);
gboolean marbre_index_table_mark_damaged (MarbreDatabase          *database,
                                          GError                 **error);

G_END_DECLS
