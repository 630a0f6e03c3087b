/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The desk; see marbre-desk.h. What happens at a key: the document says "changed", the renderer
 * parses, and its blocks go to the preview at once and to the sidebar, which waits for a pause by
 * itself. Scrolling and clicks go from pane to pane by the body's line numbers.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-desk.h"

#include <string.h>

#include "marbre-encode.h"
#include "marbre-renderer.h"

struct _MarbreDesk
{
  GObject parent_instance;

  MarbreArchive *archive;    /* (owned) */
  MarbreEditor *editor;      /* (owned) */
  MarbreReader *reader;      /* (owned) */
  MarbreSidebar *sidebar;    /* (owned) */
  MarbreRenderer *renderer;  /* (owned) */
  MarbreAutosave *autosave;  /* (owned) (nullable): NULL before the first story */
  MarbreDocument *document;  /* (owned) (nullable) */
  MarbreStory *rendered;     /* (owned) (nullable): the snapshot that @blocks were made from */
  MarbreBlocks *blocks;      /* (owned) (nullable) */
  MarbreMeasure measure;     /* of @rendered */
  GCancellable *opening;     /* (owned) (nullable): the story that is being opened */
  GCancellable *reading;     /* (owned) (nullable): the story that is being fetched to read */
  GCancellable *cancellable; /* (owned): ends with the desk */
};

enum
{
  PROP_SAVE_STATE = 1,
  PROP_DOCUMENT,
  N_PROPS
};

enum
{
  SIGNAL_FAILED,
  SIGNAL_OVERTAKEN,
  SIGNAL_RENDERED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreDesk, marbre_desk, G_TYPE_OBJECT)

static void
show_page (MarbreDesk *self)
{
  g_autoptr (MarbrePage) page = NULL;
  g_autoptr (GPtrArray) links = NULL;
  GListModel *related;
  guint n;

  if (self->blocks == NULL)
    return;
  page = marbre_page_new (self->rendered, self->blocks);

  links = g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_page_link_free);
  related = marbre_sidebar_get_related (self->sidebar);
  n = MIN (g_list_model_get_n_items (related), 3);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MarbreRelated) item = g_list_model_get_item (related, i);

      g_ptr_array_add (links, marbre_page_link_new (marbre_related_get_headline (item),
                                                    marbre_related_get_url (item),
                                                    marbre_related_get_section (item),
                                                    marbre_related_get_published (item)));
    }
  marbre_page_set_related (page, links);
  marbre_reader_set_page (self->reader, page);
}

static void
rendered_cb (MarbreDesk *self,
             MarbreStory *story,
             MarbreBlocks *blocks,
             const MarbreMeasure *measure)
{
  gboolean parsed = g_set_object (&self->rendered, story);

  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  self->blocks = marbre_blocks_ref (blocks);
  self->measure = *measure;
  show_page (self);
  /* A line alone is for the page; who looks at the whole story waits for the parse. */
  if (!parsed)
    return;
  marbre_sidebar_set_story (self->sidebar, story, blocks);
  g_signal_emit (self, signals[SIGNAL_RENDERED], 0);
}

static void
save_state_cb (MarbreDesk *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVE_STATE]);
}

/* Gives the editor a document, and lets go of the one before: its last changes are on their way to
 * the archive, and its autosave lives until they have arrived. */
static void
set_document (MarbreDesk *self, MarbreDocument *document, gboolean stored)
{
  if (self->autosave != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->autosave, self);
      marbre_autosave_flush_async (self->autosave, NULL, NULL, NULL);
      g_clear_object (&self->autosave);
    }
  g_set_object (&self->document, document);
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  self->autosave = marbre_autosave_new (self->archive, document, stored);
  g_signal_connect_object (self->autosave, "notify::state", G_CALLBACK (save_state_cb), self,
                           G_CONNECT_SWAPPED);
  marbre_reader_back (self->reader);
  marbre_preview_scroll_to_line (marbre_reader_get_preview (self->reader), -1);
  marbre_editor_set_document (self->editor, document);
  marbre_renderer_set_document (self->renderer, document);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVE_STATE]);
}

/* The site's text beside ours, under an id of its own. */
static MarbreStory *
copy_as_draft (MarbreStory *from)
{
  MarbreStory *draft = marbre_story_new ();

  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    marbre_story_set_text (draft, (MarbreField) i, marbre_story_get_text (from, (MarbreField) i));
  marbre_story_set_text (draft, MARBRE_FIELD_SLUG, NULL);
  marbre_story_set_tags (draft, marbre_story_get_tags (from));
  marbre_story_set_lead_image (draft, marbre_story_get_lead_image (from));
  return draft;
}

static void
overtaken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreStory) stored =
      marbre_archive_load_story_finish (MARBRE_ARCHIVE (source), result, &error);
  g_autoptr (MarbreDocument) document = NULL;
  g_autoptr (MarbreStory) copy = NULL;

  if (stored == NULL || self->document == NULL ||
      !g_str_equal (marbre_story_get_id (stored),
                    marbre_story_get_id (marbre_document_get_story (self->document))) ||
      marbre_autosave_is_ours (self->autosave, stored))
    return;
  if (marbre_autosave_is_clean (self->autosave))
    {
      document = marbre_document_new (stored);
      set_document (self, document, TRUE);
      g_signal_emit (self, signals[SIGNAL_OVERTAKEN], 0, FALSE);
      return;
    }
  /* Our next save puts our text in place of the site's: that one is kept as a draft first. */
  copy = copy_as_draft (stored);
  marbre_archive_save_story_async (self->archive, copy, MARBRE_SAVE_REVISION, NULL, NULL, NULL);
  g_signal_emit (self, signals[SIGNAL_OVERTAKEN], 0, TRUE);
}

/* Somebody wrote the story that is on the desk: our autosave, or a sync that brought a colleague's
 * text. A text of theirs must not be written over by the next key. */
static void
story_changed_cb (MarbreDesk *self, const char *id)
{
  if (self->document == NULL ||
      !g_str_equal (marbre_story_get_id (marbre_document_get_story (self->document)), id))
    return;
  marbre_archive_load_story_async (self->archive, id, self->cancellable, overtaken_cb,
                                   g_object_ref (self));
}

/* Many stories changed at once, by an import or a sync. */
static void
stories_changed_cb (MarbreDesk *self)
{
  if (self->document != NULL)
    story_changed_cb (self,
                      marbre_story_get_id (marbre_document_get_story (self->document)));
}

static void
editor_scrolled_cb (MarbreDesk *self, double line)
{
  if (marbre_reader_get_reading (self->reader) == NULL)
    marbre_preview_scroll_to_line (marbre_reader_get_preview (self->reader), line);
}

static void
caret_moved_cb (MarbreDesk *self, guint line)
{
  if (marbre_reader_get_reading (self->reader) == NULL)
    marbre_preview_mark_line (marbre_reader_get_preview (self->reader), line);
}

static void
preview_scrolled_cb (MarbreDesk *self, double line)
{
  if (marbre_reader_get_reading (self->reader) == NULL)
    marbre_editor_scroll_to_line (self->editor, line);
}

/* The writer comes back to the place that was left. */
static void
reader_back_cb (MarbreDesk *self)
{
  marbre_preview_scroll_to_line (marbre_reader_get_preview (self->reader),
                                 marbre_editor_get_line (self->editor));
}

static void
preview_line_activated_cb (MarbreDesk *self, guint line)
{
  if (marbre_reader_get_reading (self->reader) == NULL)
    marbre_editor_go_to_line (self->editor, line);
}

static void
outline_line_activated_cb (MarbreDesk *self, guint line)
{
  marbre_reader_back (self->reader);
  marbre_editor_go_to_line (self->editor, line);
}

static void
tag_added_cb (MarbreDesk *self, const char *tag)
{
  if (self->document != NULL)
    marbre_story_add_tag (marbre_document_get_story (self->document), tag);
}

static void
tag_removed_cb (MarbreDesk *self, const char *tag)
{
  if (self->document != NULL)
    marbre_story_remove_tag (marbre_document_get_story (self->document), tag);
}

static void
related_activated_cb (MarbreDesk *self, const char *id)
{
  marbre_desk_read (self, id);
}

static void
sidebar_read_also_cb (MarbreDesk *self, const char *id, const char *headline, const char *url)
{
  marbre_desk_insert_read_also (self, headline, url);
}

static void
reader_read_also_cb (MarbreDesk *self, MarbreStory *story)
{
  marbre_desk_insert_read_also (self, marbre_story_get_text (story, MARBRE_FIELD_HEADLINE),
                                marbre_story_get_url (story));
}

typedef struct
{
  MarbreDesk *self; /* (owned) */
  char *facet;      /* (owned) */
} Completion;

static void
completed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Completion *completion = user_data;
  g_autoptr (MarbreDesk) self = completion->self;
  g_autofree char *facet = completion->facet;
  g_autoptr (GPtrArray) values =
      marbre_archive_complete_finish (MARBRE_ARCHIVE (source), result, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  /* No completion is no failure: the writer types on. */
  if (values == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  for (guint i = 0; i < values->len; i++)
    g_ptr_array_add (names,
                     (gpointer) marbre_facet_value_get_name (g_ptr_array_index (values, i)));
  g_ptr_array_add (names, NULL);
  marbre_editor_set_completions (self->editor, facet, (const char *const *) names->pdata);
}

static void
complete_cb (MarbreDesk *self, const char *facet, const char *prefix)
{
  Completion *completion = g_new0 (Completion, 1);
  gboolean section = g_str_equal (facet, marbre_field_get_name (MARBRE_FIELD_SECTION));

  completion->self = g_object_ref (self);
  completion->facet = g_strdup (facet);
  marbre_archive_complete_async (self->archive,
                                 section ? MARBRE_FACET_SECTION : MARBRE_FACET_BYLINE, prefix, 12,
                                 self->cancellable, completed_cb, completion);
}

static void
marbre_desk_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MarbreDesk *self = MARBRE_DESK (object);

  switch (prop_id)
    {
    case PROP_SAVE_STATE:
      g_value_set_int (value, (int) marbre_desk_get_save_state (self));
      break;
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
marbre_desk_dispose (GObject *object)
{
  MarbreDesk *self = MARBRE_DESK (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->opening);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->opening);
  g_clear_object (&self->reading);
  g_clear_object (&self->autosave);
  g_clear_object (&self->renderer);
  g_clear_object (&self->document);
  g_clear_object (&self->rendered);
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  g_clear_object (&self->editor);
  g_clear_object (&self->reader);
  g_clear_object (&self->sidebar);
  G_OBJECT_CLASS (marbre_desk_parent_class)->dispose (object);
}

static void
marbre_desk_finalize (GObject *object)
{
  MarbreDesk *self = MARBRE_DESK (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->archive);
  G_OBJECT_CLASS (marbre_desk_parent_class)->finalize (object);
}

static void
marbre_desk_class_init (MarbreDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = marbre_desk_dispose;
  object_class->finalize = marbre_desk_finalize;
  object_class->get_property = marbre_desk_get_property;

  properties[PROP_SAVE_STATE] =
      g_param_spec_int ("save-state", NULL, NULL, 0, MARBRE_SAVE_STATE_FAILED,
                        MARBRE_SAVE_STATE_NEW, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DOCUMENT] =
      g_param_spec_object ("document", NULL, NULL, MARBRE_TYPE_DOCUMENT,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * MarbreDesk::failed:
   * @message: what could not be done, for the user
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", MARBRE_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * MarbreDesk::overtaken:
   * @kept_apart: %FALSE if the newer text is on the desk now; %TRUE if unsaved changes stay there
   *   and the newer text was kept as a draft of its own
   *
   * A sync or an import brought another text of the story on the desk.
   */
  signals[SIGNAL_OVERTAKEN] =
      g_signal_new ("overtaken", MARBRE_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  /**
   * MarbreDesk::rendered:
   *
   * The story was parsed again. While keys follow each other the blocks may be newer than that.
   */
  signals[SIGNAL_RENDERED] = g_signal_new ("rendered", MARBRE_TYPE_DESK, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
marbre_desk_init (MarbreDesk *self)
{
  self->cancellable = g_cancellable_new ();
  self->renderer = marbre_renderer_new ();
  g_signal_connect_object (self->renderer, "rendered", G_CALLBACK (rendered_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * marbre_desk_new:
 * @archive: an open archive
 * @editor: where the story is written
 * @reader: where it is seen
 * @sidebar: where the archive answers
 *
 * Returns: (transfer full): a desk without a story
 */
MarbreDesk *
marbre_desk_new (MarbreArchive *archive,
                 MarbreEditor *editor,
                 MarbreReader *reader,
                 MarbreSidebar *sidebar)
{
  MarbreDesk *self;
  MarbrePreview *preview;

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (archive), NULL);
  g_return_val_if_fail (MARBRE_IS_EDITOR (editor), NULL);
  g_return_val_if_fail (MARBRE_IS_READER (reader), NULL);
  g_return_val_if_fail (MARBRE_IS_SIDEBAR (sidebar), NULL);

  self = g_object_new (MARBRE_TYPE_DESK, NULL);
  self->archive = g_object_ref (archive);
  self->editor = g_object_ref (editor);
  self->reader = g_object_ref (reader);
  self->sidebar = g_object_ref (sidebar);
  preview = marbre_reader_get_preview (reader);

#define CONNECT(object, signal, callback)                                                          \
  g_signal_connect_object (object, signal, G_CALLBACK (callback), self, G_CONNECT_SWAPPED)
  CONNECT (archive, "story-changed", story_changed_cb);
  CONNECT (archive, "stories-changed", stories_changed_cb);
  CONNECT (editor, "scrolled", editor_scrolled_cb);
  CONNECT (editor, "caret-moved", caret_moved_cb);
  CONNECT (editor, "complete", complete_cb);
  CONNECT (preview, "scrolled", preview_scrolled_cb);
  CONNECT (preview, "line-activated", preview_line_activated_cb);
  CONNECT (reader, "back", reader_back_cb);
  CONNECT (reader, "insert-read-also", reader_read_also_cb);
  CONNECT (sidebar, "tag-added", tag_added_cb);
  CONNECT (sidebar, "tag-removed", tag_removed_cb);
  CONNECT (sidebar, "story-activated", related_activated_cb);
  CONNECT (sidebar, "insert-read-also", sidebar_read_also_cb);
  CONNECT (sidebar, "line-activated", outline_line_activated_cb);
  CONNECT (marbre_sidebar_get_related (sidebar), "items-changed", show_page);
#undef CONNECT
  return self;
}

/**
 * marbre_desk_set_site:
 * @site: (nullable): the site whose page the preview shows
 */
void
marbre_desk_set_site (MarbreDesk *self, MarbreSite *site)
{
  g_return_if_fail (MARBRE_IS_DESK (self));

  marbre_reader_set_site (self->reader, site);
  show_page (self);
}

/**
 * marbre_desk_get_document:
 *
 * Returns: (transfer none) (nullable): the story being written
 */
MarbreDocument *
marbre_desk_get_document (MarbreDesk *self)
{
  g_return_val_if_fail (MARBRE_IS_DESK (self), NULL);
  return self->document;
}

/**
 * marbre_desk_get_blocks:
 *
 * Returns: (transfer none) (nullable): the newest rendering of the body
 */
MarbreBlocks *
marbre_desk_get_blocks (MarbreDesk *self)
{
  g_return_val_if_fail (MARBRE_IS_DESK (self), NULL);
  return self->blocks;
}

/**
 * marbre_desk_get_measure:
 *
 * Returns: (transfer none): how long the story is, as of the newest rendering
 */
const MarbreMeasure *
marbre_desk_get_measure (MarbreDesk *self)
{
  g_return_val_if_fail (MARBRE_IS_DESK (self), NULL);
  return &self->measure;
}

/**
 * marbre_desk_get_save_state:
 *
 * Returns: how safe the story is
 */
MarbreSaveState
marbre_desk_get_save_state (MarbreDesk *self)
{
  g_return_val_if_fail (MARBRE_IS_DESK (self), MARBRE_SAVE_STATE_NEW);
  return self->autosave ? marbre_autosave_get_state (self->autosave) : MARBRE_SAVE_STATE_NEW;
}

/**
 * marbre_desk_get_save_error:
 *
 * Returns: (transfer none) (nullable): why the story is not saved
 */
const GError *
marbre_desk_get_save_error (MarbreDesk *self)
{
  g_return_val_if_fail (MARBRE_IS_DESK (self), NULL);
  return self->autosave ? marbre_autosave_get_error (self->autosave) : NULL;
}

/**
 * marbre_desk_new_story:
 * @language: the language of the new story, "fr" or "en"
 * @byline: (nullable): who usually signs here
 *
 * Puts an empty story on the desk.
 */
void
marbre_desk_new_story (MarbreDesk *self, const char *language, const char *byline)
{
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreDocument) document = NULL;

  g_return_if_fail (MARBRE_IS_DESK (self));
  g_return_if_fail (language != NULL);

  g_cancellable_cancel (self->opening);
  story = marbre_story_new ();
  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, language);
  marbre_story_set_text (story, MARBRE_FIELD_BYLINE, byline);
  document = marbre_document_new (story);
  set_document (self, document, FALSE);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbreDesk *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (MarbreStory) story =
      marbre_archive_load_story_finish (MARBRE_ARCHIVE (source), result, &error);
  g_autoptr (MarbreDocument) document = NULL;

  if (story == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;
  document = marbre_document_new (story);
  set_document (self, document, TRUE);
  g_task_return_boolean (task, TRUE);
}

static void
flushed_before_open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbreDesk *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  const char *id = g_task_get_task_data (task);
  GError *error = NULL;

  if (!marbre_autosave_flush_finish (MARBRE_AUTOSAVE (source), result, &error))
    {
      /* The story on the desk is not safe: it stays there. */
      g_task_return_error (task, error);
      return;
    }
  marbre_archive_load_story_async (self->archive, id, cancellable, opened_cb,
                                   g_steal_pointer (&task));
}

/**
 * marbre_desk_open_async:
 * @id: the story to write on
 * @cancellable: (nullable): gives up
 * @callback: called when the story is on the desk, or is not
 * @user_data: for @callback
 *
 * Saves the story on the desk and puts another there. If the first cannot be saved it stays.
 */
void
marbre_desk_open_async (MarbreDesk *self,
                        const char *id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MARBRE_IS_DESK (self));
  g_return_if_fail (id != NULL);

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->opening = g_cancellable_new ();
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel),
                             self->opening, G_CONNECT_SWAPPED);

  task = g_task_new (self, self->opening, callback, user_data);
  g_task_set_source_tag (task, marbre_desk_open_async);
  g_task_set_task_data (task, g_strdup (id), g_free);
  if (self->autosave != NULL)
    marbre_autosave_flush_async (self->autosave, NULL, flushed_before_open_cb,
                                 g_steal_pointer (&task));
  else
    marbre_archive_load_story_async (self->archive, id, self->opening, opened_cb,
                                     g_steal_pointer (&task));
}

/**
 * marbre_desk_open_finish:
 * @result: the result
 * @error: where an error of the archive goes
 *
 * Returns: %TRUE if the story is on the desk
 */
gboolean
marbre_desk_open_finish (MarbreDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreStory) story =
      marbre_archive_load_story_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (story == NULL)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
  else
    marbre_reader_read (self->reader, story);
}

/**
 * marbre_desk_read:
 * @id: a story of the archive
 *
 * Shows the story to read, beside the one being written.
 */
void
marbre_desk_read (MarbreDesk *self, const char *id)
{
  g_return_if_fail (MARBRE_IS_DESK (self));
  g_return_if_fail (id != NULL);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  marbre_archive_load_story_async (self->archive, id, self->reading, read_cb,
                                   g_object_ref (self));
}

/**
 * marbre_desk_insert_read_also:
 * @headline: the headline of the story to point to
 * @url: where it is
 *
 * Puts a « Lire aussi » block below the paragraph with the caret.
 */
void
marbre_desk_insert_read_also (MarbreDesk *self, const char *headline, const char *url)
{
  MarbreSite *site;
  g_autofree char *block = NULL;

  g_return_if_fail (MARBRE_IS_DESK (self));
  g_return_if_fail (headline != NULL);
  g_return_if_fail (url != NULL);

  if (self->document == NULL)
    return;
  /* The embedded site's port may be another tomorrow; its own pages find the path alone. */
  site = marbre_reader_get_site (self->reader);
  if (site != NULL && marbre_site_is_embedded (site) && marbre_site_owns_url (site, url))
    url += strlen (marbre_site_get_url (site));
  block = marbre_encode_read_also (headline, url);
  marbre_document_insert_markdown (self->document, block);
  marbre_editor_show_caret (self->editor);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (marbre_autosave_flush_finish (MARBRE_AUTOSAVE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * marbre_desk_flush_async:
 * @cancellable: (nullable): gives up waiting
 * @callback: called when the story on the desk is in the archive, or cannot be
 * @user_data: for @callback
 *
 * Saves the story on the desk at once.
 */
void
marbre_desk_flush_async (MarbreDesk *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MARBRE_IS_DESK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_desk_flush_async);
  if (self->autosave == NULL)
    g_task_return_boolean (task, TRUE);
  else
    marbre_autosave_flush_async (self->autosave, cancellable, flushed_cb, g_steal_pointer (&task));
}

/**
 * marbre_desk_flush_finish:
 * @result: the result
 * @error: where the archive's error goes
 *
 * Returns: %TRUE if the archive has the story
 */
gboolean
marbre_desk_flush_finish (MarbreDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
