/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Replacing; see marbre-find-private.h. What is to be put where is found anew in the text as it is,
 * on the thread, for one place as for all of them.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-find-private.h"
#include "marbre-find-undo.h"

/* How many replacements in several fields can be taken back at once. */
#define MAX_DONE 50

typedef struct
{
  MarbreFind *self; /* (owned) */
  guint64 generation;
  MarbreFindField *field; /* (borrowed) (nullable): of the only place, NULL for all */
  MarbreFindPlace place;  /* in @field */
} Replacing;

static void
replacing_free (Replacing *replacing)
{
  g_object_unref (replacing->self);
  g_free (replacing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Replacing, replacing_free)

static void begin (MarbreFind *self, MarbreFindField *field);

/* Returns: how many places were replaced; 0 if one of the fields has no room for it */
static guint
apply (MarbreFind *self, GPtrArray *edits)
{
  MarbreFindUndo *undo = marbre_find_undo_new ();
  guint count = 0, fields = 0;

  g_ptr_array_add (self->done, undo);
  if (self->done->len > MAX_DONE)
    g_ptr_array_remove_index (self->done, 0);
  for (guint i = 0; i < self->fields->len; i++)
    {
      GArray *here = g_ptr_array_index (edits, i);

      if (here->len == 0)
        continue;
      fields++;
      count += here->len;
      marbre_find_undo_apply (undo, g_ptr_array_index (self->fields, i), here);
    }
  if (marbre_find_undo_count (undo) == fields)
    return count;
  marbre_find_undo_take_back (undo);
  g_ptr_array_remove (self->done, undo);
  return 0;
}

static void
say_done (MarbreFind *self, guint count)
{
  g_autofree char *text = NULL;

  if (count == 0)
    {
      _marbre_find_say (self,
                        _("Nothing was replaced: with this, a text would be longer than its "
                          "field."),
                        TRUE);
      return;
    }
  text = g_strdup_printf (ngettext ("%u place replaced", "%u places replaced", count), count);
  _marbre_find_say (self, text, FALSE);
}

/* The only edit of one place; none if that is nothing in the place of nothing. */
static void
finish_one (MarbreFind *self, Replacing *replacing, GPtrArray *edits)
{
  GArray *here = NULL;
  MarbreFindPlace behind;
  guint index;

  if (g_ptr_array_find (self->fields, replacing->field, &index))
    here = g_ptr_array_index (edits, index);
  if (here == NULL || here->len == 0)
    {
      _marbre_find_search (self, MARBRE_FIND_WISH_NEXT);
      return;
    }
  behind.start = replacing->place.start +
                 (guint) g_utf8_strlen (g_array_index (here, MarbreFindEdit, 0).text, -1);
  behind.end = behind.start;
  if (apply (self, edits) == 0)
    {
      self->replacements = 0;
      say_done (self, 0);
      return;
    }
  marbre_find_field_select (replacing->field, behind);
  _marbre_find_say (self, NULL, FALSE);
  _marbre_find_search (self, MARBRE_FIND_WISH_NEXT);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Replacing) replacing = user_data;
  MarbreFind *self = replacing->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = marbre_find_job_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->replacing);
  if (edits == NULL)
    {
      self->replacements = 0;
      _marbre_find_say (self, error->message, TRUE);
    }
  else if (!marbre_find_can_replace (self))
    self->replacements = 0;
  else if (replacing->generation != self->generation)
    {
      /* It was edited meanwhile. */
      if (replacing->field == NULL)
        begin (self, NULL);
      else
        _marbre_find_search (self, MARBRE_FIND_WISH_NONE);
      return;
    }
  else if (replacing->field != NULL)
    finish_one (self, replacing, edits);
  else
    {
      say_done (self, apply (self, edits));
      self->chosen = TRUE;
      _marbre_find_search (self, MARBRE_FIND_WISH_NONE);
    }
  _marbre_find_tell (self);
}

/* Finds what to put where: in the current place of @field, or with %NULL everywhere. */
static void
begin (MarbreFind *self, MarbreFindField *field)
{
  g_autoptr (GError) error = NULL;
  MarbreFindTemplate *replacement = marbre_find_template_new (self->replacement, self->pattern,
                                                              &error);
  GArray *texts;
  Replacing *replacing;

  if (replacement == NULL)
    {
      self->replacements = 0;
      _marbre_find_say (self, error->message, TRUE);
      _marbre_find_tell (self);
      return;
    }
  replacing = g_new0 (Replacing, 1);
  replacing->self = g_object_ref (self);
  replacing->generation = self->generation;
  replacing->field = field;
  texts = _marbre_find_dup_texts (self);
  if (field != NULL)
    replacing->place =
        marbre_find_field_get_place (field, (guint) marbre_find_field_get_current (field));
  for (guint i = 0; field != NULL && i < texts->len; i++)
    {
      MarbreFindText *text = &g_array_index (texts, MarbreFindText, i);
      gboolean here = g_ptr_array_index (self->fields, i) == field;

      text->first = here ? replacing->place.start : 1; /* else nothing, not even a place at 0 */
      text->last = here ? replacing->place.end : 0;
    }
  self->replacing = g_cancellable_new ();
  marbre_find_job_async (self->worker, self->pattern, replacement, texts, self->replacing,
                         found_cb, replacing);
}

/* The places are known: is a replacement waited for? Where the writer is at none of them, the first
 * one is only gone to. */
void
_marbre_find_go_on (MarbreFind *self)
{
  if (self->replacements == 0 || self->replacing != NULL)
    return;
  self->replacements--;
  if (_marbre_find_has_current (self))
    begin (self, self->home);
  else
    _marbre_find_walk (self, MARBRE_FIND_WISH_NEXT);
}

/**
 * marbre_find_replace:
 *
 * Replaces where the writer is and goes to the next place; where nothing was found, only goes.
 */
void
marbre_find_replace (MarbreFind *self)
{
  g_return_if_fail (MARBRE_IS_FIND (self));

  if (self->pattern == NULL || !marbre_find_can_replace (self))
    return;
  self->replacements++;
  self->chosen = TRUE;
  if (self->search != NULL || self->replacing != NULL)
    return; /* what is under way goes on with it */
  if (self->stale)
    {
      _marbre_find_search (self, self->wish);
      return;
    }
  _marbre_find_look_at (self, _marbre_find_get_here (self));
  _marbre_find_go_on (self);
  _marbre_find_tell (self);
}

/**
 * marbre_find_replace_all:
 *
 * Replaces everywhere, or in what was selected: one step to undo, in whichever of the fields.
 */
void
marbre_find_replace_all (MarbreFind *self)
{
  g_return_if_fail (MARBRE_IS_FIND (self));

  if (self->pattern == NULL || !marbre_find_can_replace (self) || self->replacing != NULL ||
      self->worker == NULL)
    return;
  begin (self, NULL);
  _marbre_find_tell (self);
}
