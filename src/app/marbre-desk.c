/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The desk; see marbre-desk.h. What happens at a key: the document says "changed", the renderer
 * parses, and its blocks go to the preview at once and to the sidebar, which waits for a pause by
 * itself.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-desk-private.h"

#include <string.h>

#include "marbre-encode.h"

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
  MarbrePreview *preview = marbre_reader_get_preview (self->reader);
  gboolean parsed = g_set_object (&self->rendered, story);
  guint64 generation = marbre_document_get_generation (self->document);
  gboolean written = generation != self->shown;

  self->shown = generation;
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  self->blocks = marbre_blocks_ref (blocks);
  self->measure = *measure;
  /* The page first: its process lays it out while the editor does the same here. */
  marbre_preview_freeze (preview);
  show_page (self);
  if (written)
    _marbre_desk_show_caret (self);
  marbre_preview_thaw (preview);
  if (!marbre_renderer_is_behind (self->renderer))
    marbre_editor_set_blocks (self->editor, blocks);
  /* A line alone is for the page; who looks at the whole story waits for the parse. */
  if (!parsed)
    return;
  marbre_sidebar_set_story (self->sidebar, story, blocks);
  g_signal_emit (self, signals[SIGNAL_RENDERED], 0);
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

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (archive), NULL);
  g_return_val_if_fail (MARBRE_IS_EDITOR (editor), NULL);
  g_return_val_if_fail (MARBRE_IS_READER (reader), NULL);
  g_return_val_if_fail (MARBRE_IS_SIDEBAR (sidebar), NULL);

  self = g_object_new (MARBRE_TYPE_DESK, NULL);
  self->archive = g_object_ref (archive);
  self->editor = g_object_ref (editor);
  self->reader = g_object_ref (reader);
  self->sidebar = g_object_ref (sidebar);

#define CONNECT(object, signal, callback)                                                          \
  g_signal_connect_object (object, signal, G_CALLBACK (callback), self, G_CONNECT_SWAPPED)
  CONNECT (editor, "complete", complete_cb);
  CONNECT (reader, "insert-read-also", reader_read_also_cb);
  CONNECT (sidebar, "tag-added", tag_added_cb);
  CONNECT (sidebar, "tag-removed", tag_removed_cb);
  CONNECT (sidebar, "story-activated", related_activated_cb);
  CONNECT (sidebar, "insert-read-also", sidebar_read_also_cb);
  CONNECT (marbre_sidebar_get_related (sidebar), "items-changed", show_page);
#undef CONNECT
  _marbre_desk_connect_places (self);
  _marbre_desk_connect_archive (self);
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
 * marbre_desk_insert_read_also:
 * @headline: the headline of the story to point to
 * @url: where it is
 *
 * Puts a « Lire aussi » block below the paragraph with the caret.
 */
void
marbre_desk_insert_read_also (MarbreDesk *self, const char *headline, const char *url)
{
  g_autofree char *block = NULL;

  g_return_if_fail (MARBRE_IS_DESK (self));
  g_return_if_fail (headline != NULL);
  g_return_if_fail (url != NULL);

  if (self->document == NULL)
    return;
  block = marbre_encode_read_also (headline, _marbre_desk_shorten_url (self, url));
  marbre_document_insert_markdown (self->document, block);
  marbre_editor_show_caret (self->editor);
}
