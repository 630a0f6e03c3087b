/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One step in several histories; see marbre-find-undo.h. A history does not tell its steps, so a
 * step is known by the text before and after it. A field that was edited since keeps what it has:
 * the step that would be taken back there is another one.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-find-undo.h"

/* One of the fields. */
typedef struct
{
  MarbreFindUndo *record; /* (borrowed): has it */
  MarbreFindField *field; /* (owned) */
  GtkTextBuffer *buffer;  /* (owned): the field's, when it was done */
  guint length_before;    /* characters */
  guint length_after;
  char *before; /* (owned): a checksum of the text */
  char *after;  /* (owned) */
  gboolean leaving; /* its history goes away from one of the two, perhaps to the other */
} Member;

struct _MarbreFindUndo
{
  GObject parent_instance;

  GPtrArray *members; /* (owned) (element-type Member) */
  gboolean busy;      /* we take back ourselves */
};

G_DEFINE_FINAL_TYPE (MarbreFindUndo, marbre_find_undo, G_TYPE_OBJECT)

static char *
checksum (MarbreFindField *field)
{
  g_autofree char *text = marbre_find_field_dup_text (field);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA1, text, -1);
}

/* Whether a field is as it was before, or as it was @after. */
static gboolean
is_as (Member *member, gboolean after)
{
  g_autofree char *now = NULL;

  if (marbre_find_field_get_length (member->field) !=
      (after ? member->length_after : member->length_before))
    return FALSE;
  now = checksum (member->field);
  return g_str_equal (now, after ? member->after : member->before);
}

/* The others follow @one. */
static void
follow (Member *one, gboolean forward)
{
  MarbreFindUndo *self = one->record;

  self->busy = TRUE;
  for (guint i = 0; i < self->members->len; i++)
    {
      Member *member = g_ptr_array_index (self->members, i);

      if (member == one || !is_as (member, !forward))
        continue;
      marbre_find_field_undo (member->field, forward);
      if (!is_as (member, forward))
        marbre_find_field_undo (member->field, !forward); /* it was another step */
    }
  self->busy = FALSE;
}

static void
before_undo_cb (Member *member)
{
  member->leaving = !member->record->busy && is_as (member, TRUE);
}

static void
after_undo_cb (Member *member)
{
  g_autoptr (MarbreFindUndo) keep = g_object_ref (member->record);

  if (member->leaving && is_as (member, FALSE))
    follow (member, FALSE);
  member->leaving = FALSE;
}

static void
before_redo_cb (Member *member)
{
  member->leaving = !member->record->busy && is_as (member, FALSE);
}

static void
after_redo_cb (Member *member)
{
  g_autoptr (MarbreFindUndo) keep = g_object_ref (member->record);

  if (member->leaving && is_as (member, TRUE))
    follow (member, TRUE);
  member->leaving = FALSE;
}

static void
member_free (Member *member)
{
  g_signal_handlers_disconnect_by_data (member->buffer, member);
  g_object_unref (member->buffer);
  g_object_unref (member->field);
  g_free (member->before);
  g_free (member->after);
  g_free (member);
}

static void
marbre_find_undo_dispose (GObject *object)
{
  g_clear_pointer (&MARBRE_FIND_UNDO (object)->members, g_ptr_array_unref);
  G_OBJECT_CLASS (marbre_find_undo_parent_class)->dispose (object);
}

static void
marbre_find_undo_class_init (MarbreFindUndoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_find_undo_dispose;
}

static void
marbre_find_undo_init (MarbreFindUndo *self)
{
  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify) member_free);
}

/**
 * marbre_find_undo_new:
 *
 * Returns: (transfer full): a step in which nothing was done yet
 */
MarbreFindUndo *
marbre_find_undo_new (void)
{
  return g_object_new (MARBRE_TYPE_FIND_UNDO, NULL);
}

static void
watch (Member *member)
{
  member->buffer =
      g_object_ref (gtk_text_view_get_buffer (marbre_find_field_get_view (member->field)));
#define CONNECT(signal, callback, flags)                                                           \
  g_signal_connect_data (member->buffer, signal, G_CALLBACK (callback), member, NULL,              \
                         G_CONNECT_SWAPPED | (flags))
  CONNECT ("undo", before_undo_cb, 0);
  CONNECT ("undo", after_undo_cb, G_CONNECT_AFTER);
  CONNECT ("redo", before_redo_cb, 0);
  CONNECT ("redo", after_redo_cb, G_CONNECT_AFTER);
#undef CONNECT
}

/**
 * marbre_find_undo_apply:
 * @field: a field that has a view
 * @edits: (element-type MarbreFindEdit): see marbre_find_field_apply()
 *
 * Makes the edits in one more field, as part of the step.
 */
void
marbre_find_undo_apply (MarbreFindUndo *self, MarbreFindField *field, GArray *edits)
{
  guint length = marbre_find_field_get_length (field);
  g_autofree char *before = checksum (field);
  Member *member;

  g_return_if_fail (MARBRE_IS_FIND_UNDO (self));
  g_return_if_fail (MARBRE_IS_FIND_FIELD (field));

  if (!marbre_find_field_apply (field, edits))
    return;
  member = g_new0 (Member, 1);
  member->record = self;
  member->field = g_object_ref (field);
  member->length_before = length;
  member->before = g_steal_pointer (&before);
  member->length_after = marbre_find_field_get_length (field);
  member->after = checksum (field);
  watch (member);
  g_ptr_array_add (self->members, member);
}

/**
 * marbre_find_undo_count:
 *
 * Returns: the fields in which something was done
 */
guint
marbre_find_undo_count (MarbreFindUndo *self)
{
  g_return_val_if_fail (MARBRE_IS_FIND_UNDO (self), 0);
  return self->members->len;
}

/**
 * marbre_find_undo_take_back:
 *
 * Takes back in all of the fields what was done last of all.
 */
void
marbre_find_undo_take_back (MarbreFindUndo *self)
{
  g_return_if_fail (MARBRE_IS_FIND_UNDO (self));

  self->busy = TRUE;
  for (guint i = 0; i < self->members->len; i++)
    {
      Member *member = g_ptr_array_index (self->members, i);

      marbre_find_field_undo (member->field, FALSE);
    }
  self->busy = FALSE;
}
