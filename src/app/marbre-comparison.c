/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two versions of a story; see marbre-comparison.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-comparison.h"

#include "marbre-word-diff.h"

/* In the order of the page. */
static const MarbreField fields[] = {
  MARBRE_FIELD_SECTION, MARBRE_FIELD_KICKER, MARBRE_FIELD_HEADLINE, MARBRE_FIELD_STANDFIRST,
  MARBRE_FIELD_BYLINE,  MARBRE_FIELD_BODY,
};

typedef struct
{
  MarbreStory *before; /* (owned): a copy nobody else has */
  MarbreStory *after;  /* (owned): as well */
} Pair;

static void
pair_free (Pair *pair)
{
  g_object_unref (pair->before);
  g_object_unref (pair->after);
  g_free (pair);
}

static void
compared_field_free (MarbreComparedField *self)
{
  g_free (self->before);
  g_free (self->after);
  g_array_unref (self->changes);
  g_free (self);
}

/* On a thread of GTask's. */
static void
compare (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Pair *pair = data;
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) compared_field_free);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      MarbreComparedField *field = g_new0 (MarbreComparedField, 1);

      field->field = fields[i];
      field->before = g_strdup (marbre_story_get_text (pair->before, fields[i]));
      field->after = g_strdup (marbre_story_get_text (pair->after, fields[i]));
      field->changes = marbre_word_diff (field->before, field->after);
      g_ptr_array_add (found, field);
    }
  g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * marbre_comparison_make_async:
 * @before: the older version, copied
 * @after: the newer version, copied
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 */
void
marbre_comparison_make_async (MarbreStory *before,
                              MarbreStory *after,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Pair *pair;

  g_return_if_fail (MARBRE_IS_STORY (before));
  g_return_if_fail (MARBRE_IS_STORY (after));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_comparison_make_async);
  pair = g_new0 (Pair, 1);
  pair->before = marbre_story_copy (before);
  pair->after = marbre_story_copy (after);
  g_task_set_task_data (task, pair, (GDestroyNotify) pair_free);
  g_task_run_in_thread (task, compare);
}

/**
 * marbre_comparison_make_finish:
 * @error: cancelled; nothing else can fail
 *
 * Returns: (transfer full) (element-type MarbreComparedField) (nullable): all texts in the order of
 *   the page, also those that are the same
 */
GPtrArray *
marbre_comparison_make_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
