/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Batches of an import; see marbre-import-batch.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-import-batch.h"

#include <string.h>

#include "marbre-archive-error.h"
#include "marbre-import.h"
#include "marbre-story-table.h"

/* A batch is full with either; stories and bytes of JSON. A save waits for one. */
#define MAX_STORIES 1000
#define MAX_BYTES   (8 * 1024 * 1024)

typedef struct
{
  guint64 line;
  MarbreStory *story;    /* (owned) */
  MarbreStoryText *text; /* (owned) */
} Item;

struct _MarbreImportBatch
{
  GPtrArray *items; /* (owned) (element-type Item) */
  gsize bytes;
  MarbreImportReport *report; /* (owned): of these lines */
};

static void
item_free (Item *item)
{
  g_object_unref (item->story);
  marbre_story_text_free (item->text);
  g_free (item);
}

/**
 * marbre_import_batch_new:
 *
 * Returns: (transfer full): no stories yet
 */
MarbreImportBatch *
marbre_import_batch_new (void)
{
  MarbreImportBatch *self = g_new0 (MarbreImportBatch, 1);

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  self->report = marbre_import_report_new ();
  return self;
}

/**
 * marbre_import_batch_free:
 * @self: (transfer full) (nullable): a batch
 */
void
marbre_import_batch_free (MarbreImportBatch *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->items);
  marbre_import_report_free (self->report);
  g_free (self);
}

static gboolean
is_blank (const char *line, gsize length)
{
  return strspn (line, " \t") >= length;
}

/**
 * marbre_import_batch_take_line:
 * @number: the line's, from 1
 * @line: a JSON object, or blank
 * @counter: what counts the words
 *
 * Puts the story of a line into the batch, or the line into its report.
 */
void
marbre_import_batch_take_line (MarbreImportBatch *self,
                               guint64 number,
                               const char *line,
                               gsize length,
                               MarbreTermsCounter *counter)
{
  static const char byte_order_mark[] = "\xef\xbb\xbf";
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreStory) story = NULL;
  Item *item;

  if (number == 1 && g_str_has_prefix (line, byte_order_mark))
    {
      line += strlen (byte_order_mark);
      length -= strlen (byte_order_mark);
    }
  if (is_blank (line, length))
    return;
  story = marbre_import_parse (line, length, &error);
  if (story == NULL || !marbre_story_table_check (story, &error))
    {
      marbre_import_batch_skip (self, number, error->message);
      return;
    }
  item = g_new0 (Item, 1);
  item->line = number;
  item->story = g_steal_pointer (&story);
  item->text = marbre_story_text_new (item->story, counter);
  g_ptr_array_add (self->items, item);
  self->bytes += length;
}

/**
 * marbre_import_batch_skip:
 * @number: the line's, from 1
 * @message: why
 *
 * Notes a line that is skipped.
 */
void
marbre_import_batch_skip (MarbreImportBatch *self, guint64 number, const char *message)
{
  marbre_import_report_skip (self->report, number, message);
}

/**
 * marbre_import_batch_is_full:
 *
 * Returns: whether it is time to write it
 */
gboolean
marbre_import_batch_is_full (MarbreImportBatch *self)
{
  return self->items->len >= MAX_STORIES || self->bytes >= MAX_BYTES;
}

static gboolean
write_item (MarbreImportBatch *self, MarbreDatabase *database, const Item *item, GError **error)
{
  MarbreStoryOutcome outcome;

  if (!marbre_story_table_write (database, item->story, item->text, MARBRE_STORY_WRITE_WHOLE,
                                 &outcome, error))
    return FALSE;
  self->report->imported += outcome == MARBRE_STORY_ADDED;
  self->report->updated += outcome == MARBRE_STORY_CHANGED;
  self->report->unchanged += outcome == MARBRE_STORY_UNCHANGED;
  return TRUE;
}

/**
 * marbre_import_batch_write:
 * @database: the writer's, in a transaction
 *
 * Returns: %FALSE if the stories could not be written
 */
gboolean
marbre_import_batch_write (MarbreImportBatch *self, MarbreDatabase *database, GError **error)
{
  /* It may be tried again. */
  self->report->imported = 0;
  self->report->updated = 0;
  self->report->unchanged = 0;
  for (guint i = 0; i < self->items->len; i++)
    if (!write_item (self, database, g_ptr_array_index (self->items, i), error))
      return FALSE;
  return TRUE;
}

/**
 * marbre_import_batch_report:
 * @report: (inout): gets what was done with this batch, which was written
 */
void
marbre_import_batch_report (MarbreImportBatch *self, MarbreImportReport *report)
{
  marbre_import_report_add (report, self->report);
}
