/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Known names; see marbre-proof-names.h. The archive is asked at the start and when many stories
 * came or changed at once; what one story adds is taken from the story itself.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-proof-names.h"

/* A newsroom of many years has a few thousand tags. */
#define MAX_NAMES 20000

/* A byline is typed letter by letter, and a sync brings story after story. */
#define REST_SECONDS 2

struct _MarbreProofNames
{
  GObject parent_instance;

  MarbreArchive *archive;    /* (owned) */
  MarbreDesk *desk;          /* (owned) */
  MarbreSpelling *spelling;  /* (owned) */
  MarbreStory *story;        /* (owned) (nullable): on the desk */
  GPtrArray *tags;           /* (owned) (nullable) (element-type MarbreFacetValue) */
  GPtrArray *bylines;        /* (owned) (nullable) (element-type MarbreFacetValue) */
  GStrv told;                /* (owned) (nullable): what the dictionaries know */
  GCancellable *cancellable; /* (owned) (nullable): of the question to the archive */
  guint rest;                /* GSource id, 0 for none */
  gboolean stale;            /* the archive is to be asked again */
};

G_DEFINE_FINAL_TYPE (MarbreProofNames, marbre_proof_names, G_TYPE_OBJECT)

static void
add_values (GStrvBuilder *names, GPtrArray *values)
{
  for (guint i = 0; values != NULL && i < values->len; i++)
    g_strv_builder_add (names, marbre_facet_value_get_name (g_ptr_array_index (values, i)));
}

/* Other names have the whole text read again, so only if they are others. */
static void
tell (MarbreProofNames *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  add_values (builder, self->tags);
  add_values (builder, self->bylines);
  if (self->story != NULL)
    {
      g_strv_builder_add (builder, marbre_story_get_text (self->story, MARBRE_FIELD_BYLINE));
      g_strv_builder_addv (builder, (const char **) marbre_story_get_tags (self->story));
    }
  names = g_strv_builder_end (builder);
  if (self->told != NULL &&
      g_strv_equal ((const char *const *) names, (const char *const *) self->told))
    return;
  marbre_spelling_set_names (self->spelling, (const char *const *) names);
  g_strfreev (self->told);
  self->told = g_steal_pointer (&names);
}

static void
bylines_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreProofNames) self = user_data;
  g_autoptr (GPtrArray) values =
      marbre_archive_complete_finish (MARBRE_ARCHIVE (source), result, NULL);

  if (values == NULL)
    return;
  g_clear_pointer (&self->bylines, g_ptr_array_unref);
  self->bylines = g_steal_pointer (&values);
  tell (self);
}

static void
tags_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreProofNames) self = user_data;
  g_autoptr (GPtrArray) values =
      marbre_archive_complete_finish (MARBRE_ARCHIVE (source), result, NULL);

  /* Without them names are underlined, which is no reason to disturb anybody. */
  if (values == NULL)
    return;
  g_clear_pointer (&self->tags, g_ptr_array_unref);
  self->tags = g_steal_pointer (&values);
  marbre_archive_complete_async (self->archive, MARBRE_FACET_BYLINE, "", MAX_NAMES,
                                 self->cancellable, bylines_cb, g_object_ref (self));
}

static void
ask (MarbreProofNames *self)
{
  self->stale = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  marbre_archive_complete_async (self->archive, MARBRE_FACET_TAG, "", MAX_NAMES,
                                 self->cancellable, tags_cb, g_object_ref (self));
}

static gboolean
rested_cb (gpointer data)
{
  MarbreProofNames *self = MARBRE_PROOF_NAMES (data);

  self->rest = 0;
  if (self->stale)
    ask (self);
  else
    tell (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (MarbreProofNames *self)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  self->rest = g_timeout_add_seconds (REST_SECONDS, rested_cb, self);
}

static void
stories_changed_cb (MarbreProofNames *self)
{
  self->stale = TRUE;
  changed_cb (self);
}

static void
document_cb (MarbreProofNames *self)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);

  if (self->story != NULL)
    g_signal_handlers_disconnect_by_data (self->story, self);
  g_clear_object (&self->story);
  if (document == NULL)
    return;
  self->story = g_object_ref (marbre_document_get_story (document));
  g_signal_connect_object (self->story, "notify::byline", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->story, "notify::tags", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  /* The names of the archive come together with the first story's, and are in each later one. */
  if (self->told != NULL)
    tell (self);
}

static void
marbre_proof_names_dispose (GObject *object)
{
  MarbreProofNames *self = MARBRE_PROOF_NAMES (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->story);
  g_clear_object (&self->desk);
  g_clear_object (&self->archive);
  g_clear_object (&self->spelling);
  g_clear_pointer (&self->tags, g_ptr_array_unref);
  g_clear_pointer (&self->bylines, g_ptr_array_unref);
  g_clear_pointer (&self->told, g_strfreev);
  G_OBJECT_CLASS (marbre_proof_names_parent_class)->dispose (object);
}

static void
marbre_proof_names_class_init (MarbreProofNamesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_proof_names_dispose;
}

static void
marbre_proof_names_init (MarbreProofNames *self)
{
}

/**
 * marbre_proof_names_new:
 * @archive: an open archive
 * @desk: which story is written
 * @spelling: the dictionaries
 *
 * Returns: (transfer full): tells @spelling the names, now and whenever there are others
 */
MarbreProofNames *
marbre_proof_names_new (MarbreArchive *archive, MarbreDesk *desk, MarbreSpelling *spelling)
{
  MarbreProofNames *self;

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (archive), NULL);
  g_return_val_if_fail (MARBRE_IS_DESK (desk), NULL);
  g_return_val_if_fail (MARBRE_IS_SPELLING (spelling), NULL);

  self = g_object_new (MARBRE_TYPE_PROOF_NAMES, NULL);
  self->archive = g_object_ref (archive);
  self->desk = g_object_ref (desk);
  self->spelling = g_object_ref (spelling);
  g_signal_connect_object (archive, "stories-changed", G_CALLBACK (stories_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::document", G_CALLBACK (document_cb), self,
                           G_CONNECT_SWAPPED);
  document_cb (self);
  ask (self);
  return self;
}
