/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Both sides of a story put together; see marbre-merge-plan.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-merge-plan.h"

#include "marbre-compat.h"
#include "marbre-merge.h"

/* Texts that a site has. What else a story has stays as it is here. */
static const MarbreField fields[] = {
  MARBRE_FIELD_KICKER, MARBRE_FIELD_HEADLINE, MARBRE_FIELD_STANDFIRST,
  MARBRE_FIELD_BYLINE, MARBRE_FIELD_BODY,
};

/* A passage of a field: settled, or one of the overlaps. */
typedef struct
{
  MarbreField field;
  char *text;             /* (owned) (nullable) */
  MarbreOverlap *overlap; /* (borrowed) (nullable) */
} Passage;

struct _MarbreMergePlan
{
  MarbreStory *mine;        /* (owned) */
  MarbreConflict *conflict; /* (owned) */
  GPtrArray *overlaps;      /* (owned) (element-type MarbreOverlap) */
  GPtrArray *passages;      /* (owned) (element-type Passage) */
  guint taken;
};

static void
overlap_free (gpointer data)
{
  MarbreOverlap *overlap = data;

  g_free (overlap->base);
  g_free (overlap->mine);
  g_free (overlap->theirs);
  g_free (overlap->choice);
  g_free (overlap);
}

static void
passage_free (gpointer data)
{
  Passage *passage = data;

  g_free (passage->text);
  g_free (passage);
}

/**
 * marbre_merge_plan_free:
 * @self: (transfer full): the plan
 */
void
marbre_merge_plan_free (MarbreMergePlan *self)
{
  g_clear_object (&self->mine);
  g_clear_pointer (&self->conflict, marbre_conflict_free);
  g_clear_pointer (&self->overlaps, g_ptr_array_unref);
  g_clear_pointer (&self->passages, g_ptr_array_unref);
  g_free (self);
}

static const char *
get_base (const MarbreConflict *conflict, MarbreField field)
{
  if (field == MARBRE_FIELD_BODY)
    return conflict->posting->base_body;
  return conflict->base ? marbre_story_get_text (conflict->base, field) : "";
}

static void
add_part (MarbreMergePlan *self, MarbreField field, const MarbreMergePart *part)
{
  Passage *passage = g_new0 (Passage, 1);

  passage->field = field;
  g_ptr_array_add (self->passages, passage);
  if (!part->overlap)
    {
      passage->text = g_strdup (part->text);
      return;
    }
  passage->overlap = g_new0 (MarbreOverlap, 1);
  passage->overlap->field = field;
  passage->overlap->base = g_strdup (part->base);
  passage->overlap->mine = g_strdup (part->text);
  passage->overlap->theirs = g_strdup (part->theirs);
  g_ptr_array_add (self->overlaps, passage->overlap);
}

static void
make_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  MarbreMergePlan *self = task_data;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      guint taken = 0;
      g_autoptr (GPtrArray) parts = marbre_merge_texts (
          get_base (self->conflict, fields[i]), marbre_story_get_text (self->mine, fields[i]),
          marbre_story_get_text (self->conflict->theirs, fields[i]), &taken);

      self->taken += taken;
      for (guint j = 0; j < parts->len; j++)
        add_part (self, fields[i], g_ptr_array_index (parts, j));
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * marbre_merge_plan_make_async:
 * @mine: the story here; not changed any more
 * @conflict: what the site has; copied
 * @cancellable: (nullable): stops it
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Puts both together as far as nobody has to decide.
 */
void
marbre_merge_plan_make_async (MarbreStory *mine,
                              MarbreConflict *conflict,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  MarbreMergePlan *self = g_new0 (MarbreMergePlan, 1);

  self->mine = g_object_ref (mine);
  self->conflict = marbre_conflict_copy (conflict);
  self->overlaps = g_ptr_array_new_with_free_func (overlap_free);
  self->passages = g_ptr_array_new_with_free_func (passage_free);
  g_task_set_source_tag (task, marbre_merge_plan_make_async);
  g_task_set_task_data (task, self, NULL);
  g_object_set_data_full (G_OBJECT (task), "plan", self, (GDestroyNotify) marbre_merge_plan_free);
  g_task_run_in_thread (task, make_in_thread);
}

/**
 * marbre_merge_plan_make_finish:
 * @result: the result
 * @error: only %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the plan
 */
MarbreMergePlan *
marbre_merge_plan_make_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_object_steal_data (G_OBJECT (result), "plan");
}

/**
 * marbre_merge_plan_get_length:
 *
 * Returns: how many passages somebody has to decide
 */
guint
marbre_merge_plan_get_length (MarbreMergePlan *self)
{
  return self->overlaps->len;
}

/**
 * marbre_merge_plan_get:
 * @index: below marbre_merge_plan_get_length()
 *
 * Returns: (transfer none): one of them, in the story's order; its choice may be set
 */
MarbreOverlap *
marbre_merge_plan_get (MarbreMergePlan *self, guint index)
{
  g_return_val_if_fail (index < self->overlaps->len, NULL);
  return g_ptr_array_index (self->overlaps, index);
}

/**
 * marbre_merge_plan_get_taken:
 *
 * Returns: how many passages of the site were taken without a question
 */
guint
marbre_merge_plan_get_taken (MarbreMergePlan *self)
{
  return self->taken;
}

/**
 * marbre_merge_plan_count_open:
 *
 * Returns: how many overlaps nobody has decided yet
 */
guint
marbre_merge_plan_count_open (MarbreMergePlan *self)
{
  guint n = 0;

  for (guint i = 0; i < self->overlaps->len; i++)
    n += ((MarbreOverlap *) g_ptr_array_index (self->overlaps, i))->choice == NULL;
  return n;
}

static char *
join_field (MarbreMergePlan *self, MarbreField field)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->passages->len; i++)
    {
      const Passage *passage = g_ptr_array_index (self->passages, i);

      if (passage->field != field)
        continue;
      if (passage->overlap == NULL)
        g_string_append (text, passage->text);
      else
        g_string_append (
            text, passage->overlap->choice ? passage->overlap->choice : passage->overlap->mine);
    }
  return marbre_string_steal (text);
}

/**
 * marbre_merge_plan_make_story:
 *
 * Returns: (transfer full): the story here with the texts put together; what is not decided says
 *   what it says here
 */
MarbreStory *
marbre_merge_plan_make_story (MarbreMergePlan *self)
{
  MarbreStory *story = marbre_story_copy (self->mine);

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *text = join_field (self, fields[i]);

      marbre_story_set_text (story, fields[i], text);
    }
  return story;
}
