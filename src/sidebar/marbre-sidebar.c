/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sidebar; see marbre-sidebar.h. Two questions go to the archive after a pause of PAUSE, for
 * related stories and for tags; a change cancels those under way. What is shown stays until other
 * answers come, and rows that did not change are left alone, so that nothing moves under the
 * pointer without need.
 */
#define G_LOG_DOMAIN "marbre-sidebar"

#include "config.h"

#include "marbre-sidebar.h"

#include <glib/gi18n.h>

#include "marbre-outline.h"
#include "marbre-related-row.h"
#include "marbre-sidebar-resources.h"
#include "marbre-tags-view.h"

/* Milliseconds without a key before the archive is asked. */
#define PAUSE           300
#define MAX_RELATED     8
#define MAX_SUGGESTIONS 8

struct _MarbreSidebar
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *switcher;
  GtkStack *pages;
  GtkWidget *scroller;
  GtkBox *box;
  GtkBox *tags_place;
  GtkListBox *related_list;
  GtkLabel *related_hint;

  MarbreTagsView *tags;      /* (owned by the widget tree) */
  MarbreOutline *outline;    /* (owned by the widget tree) */
  MarbreArchive *archive;    /* (owned) */
  GListStore *related;       /* (owned) (element-type MarbreRelated) */
  MarbreStory *story;        /* (owned) (nullable): the newest snapshot */
  MarbreStory *asked;        /* (owned) (nullable): the snapshot that was asked about last */
  GCancellable *cancellable; /* (owned) (nullable): the questions under way */
  GPtrArray *waiting;        /* (owned) (nullable) (element-type MarbreRelated): rows that wait
                              * until the pointer has left the list */
  GtkEventControllerMotion *motion; /* (owned by @related_list) */
  guint pause_id;                   /* GSource id; 0 if none */
  guint waiting_id;                 /* GSource id; 0 if none */
};

enum
{
  SIGNAL_TAG_ADDED,
  SIGNAL_TAG_REMOVED,
  SIGNAL_STORY_ACTIVATED,
  SIGNAL_INSERT_READ_ALSO,
  SIGNAL_LINE_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreSidebar, marbre_sidebar, GTK_TYPE_WIDGET)

static void
show_hint (MarbreSidebar *self)
{
  gboolean blank = self->story == NULL || marbre_story_is_blank (self->story);

  gtk_label_set_text (self->related_hint,
                      blank ? _("Write a headline or a few lines: what the newsroom has run on the "
                                "subject appears here.")
                            : _("Nothing in the archive is close to this story yet."));
}

static gboolean
same_related (MarbreRelated *a, MarbreRelated *b)
{
  return g_str_equal (marbre_related_get_id (a), marbre_related_get_id (b)) &&
         g_str_equal (marbre_related_get_headline (a), marbre_related_get_headline (b)) &&
         g_str_equal (marbre_related_get_url (a), marbre_related_get_url (b)) &&
         marbre_related_row_is_copy (a) == marbre_related_row_is_copy (b) &&
         g_strv_equal (marbre_related_get_shared_tags (a), marbre_related_get_shared_tags (b)) &&
         g_strv_equal (marbre_related_get_shared_terms (a), marbre_related_get_shared_terms (b));
}

/* What may have run already comes first. */
static void
raise_copies (GPtrArray *items)
{
  guint raised = 0;

  for (guint i = 0; i < items->len; i++)
    if (marbre_related_row_is_copy (g_ptr_array_index (items, i)))
      g_ptr_array_insert (items, (int) raised++, g_ptr_array_steal_index (items, i));
}

/* Replaces the rows that changed, and only those. */
static void
take_related (MarbreSidebar *self, GPtrArray *items)
{
  GListModel *model = G_LIST_MODEL (self->related);
  guint old = g_list_model_get_n_items (model);
  guint head = 0;
  guint tail = 0;

  for (; head < old && head < items->len; head++)
    {
      g_autoptr (MarbreRelated) shown = g_list_model_get_item (model, head);

      if (!same_related (shown, g_ptr_array_index (items, head)))
        break;
    }
  for (; tail < old - head && tail < items->len - head; tail++)
    {
      g_autoptr (MarbreRelated) shown = g_list_model_get_item (model, old - 1 - tail);

      if (!same_related (shown, g_ptr_array_index (items, items->len - 1 - tail)))
        break;
    }
  if (old - head - tail > 0 || items->len - head - tail > 0)
    g_list_store_splice (self->related, head, old - head - tail, items->pdata + head,
                         items->len - head - tail);
}

static void
related_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreSidebar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items =
      marbre_archive_find_related_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (items == NULL)
    {
      gtk_label_set_text (self->related_hint, error->message);
      return;
    }
  show_hint (self);
  raise_copies (items);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  /* Who aims at a row must not find another one under the pointer. */
  if (gtk_event_controller_motion_contains_pointer (self->motion) &&
      g_list_model_get_n_items (G_LIST_MODEL (self->related)) > 0)
    self->waiting = g_steal_pointer (&items);
  else
    take_related (self, items);
}

static gboolean
take_waiting_cb (gpointer data)
{
  MarbreSidebar *self = data;
  g_autoptr (GPtrArray) items = g_steal_pointer (&self->waiting);

  self->waiting_id = 0;
  if (items != NULL)
    take_related (self, items);
  return G_SOURCE_REMOVE;
}

/* Not at once: GTK 4.8 is still telling the rows that the pointer has left them. */
static void
pointer_left_cb (MarbreSidebar *self)
{
  if (self->waiting != NULL && self->waiting_id == 0)
    self->waiting_id = g_idle_add (take_waiting_cb, self);
}

static void
suggested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreSidebar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items =
      marbre_archive_suggest_tags_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* Without suggestions one can still type tags; what failed is said beside the related stories. */
  marbre_tags_view_set_suggestions (self->tags, items);
}

static gboolean
pause_cb (gpointer data)
{
  MarbreSidebar *self = data;

  self->pause_id = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_set_object (&self->asked, self->story);
  marbre_archive_find_related_async (self->archive, self->story, MAX_RELATED, self->cancellable,
                                     related_cb, g_object_ref (self));
  marbre_archive_suggest_tags_async (self->archive, self->story, MAX_SUGGESTIONS,
                                     self->cancellable, suggested_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
ask_soon (MarbreSidebar *self, guint delay)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  self->pause_id = g_timeout_add (delay, pause_cb, self);
}

static void
tag_added_cb (MarbreSidebar *self, const char *tag)
{
  g_signal_emit (self, signals[SIGNAL_TAG_ADDED], 0, tag);
}

static void
tag_removed_cb (MarbreSidebar *self, const char *tag)
{
  g_signal_emit (self, signals[SIGNAL_TAG_REMOVED], 0, tag);
}

static void
line_activated_cb (MarbreSidebar *self, guint line)
{
  g_signal_emit (self, signals[SIGNAL_LINE_ACTIVATED], 0, line);
}

static void
related_activated_cb (MarbreSidebar *self, GtkListBoxRow *row)
{
  MarbreRelated *related = marbre_related_row_get_related (MARBRE_RELATED_ROW (row));

  g_signal_emit (self, signals[SIGNAL_STORY_ACTIVATED], 0, marbre_related_get_id (related));
}

static void
insert_cb (MarbreSidebar *self, MarbreRelatedRow *row)
{
  MarbreRelated *related = marbre_related_row_get_related (row);

  g_signal_emit (self, signals[SIGNAL_INSERT_READ_ALSO], 0, marbre_related_get_id (related),
                 marbre_related_get_headline (related), marbre_related_get_url (related));
}

static void
unlike_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreSidebar) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!marbre_archive_set_unlike_finish (MARBRE_ARCHIVE (source), result, &error))
    g_message ("That two stories are not the same was not kept: %s", error->message);
  else if (self->story != NULL)
    ask_soon (self, 0);
}

static void
dismiss_cb (MarbreSidebar *self, MarbreRelatedRow *row)
{
  MarbreRelated *related = marbre_related_row_get_related (row);

  marbre_archive_set_unlike_async (self->archive, marbre_story_get_id (self->story),
                                   marbre_related_get_id (related), NULL, unlike_cb,
                                   g_object_ref (self));
}

static GtkWidget *
make_row (gpointer item, gpointer user_data)
{
  GtkWidget *row = marbre_related_row_new (MARBRE_RELATED (item));

  g_signal_connect_object (row, "dismiss", G_CALLBACK (dismiss_cb), user_data, G_CONNECT_SWAPPED);

  g_signal_connect_object (row, "insert", G_CALLBACK (insert_cb), user_data, G_CONNECT_SWAPPED);
  return row;
}

static void
stories_changed_cb (MarbreSidebar *self)
{
  if (self->story != NULL)
    ask_soon (self, PAUSE);
}

static void
marbre_sidebar_dispose (GObject *object)
{
  MarbreSidebar *self = MARBRE_SIDEBAR (object);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_clear_handle_id (&self->waiting_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_SIDEBAR);
  g_clear_object (&self->archive);
  g_clear_object (&self->story);
  g_clear_object (&self->asked);
  g_clear_object (&self->related);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  G_OBJECT_CLASS (marbre_sidebar_parent_class)->dispose (object);
}

static void
marbre_sidebar_class_init (MarbreSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_sidebar_dispose;

  /**
   * MarbreSidebar::tag-added:
   * @tag: the tag that the story shall have
   */
  signals[SIGNAL_TAG_ADDED] =
      g_signal_new ("tag-added", MARBRE_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * MarbreSidebar::tag-removed:
   * @tag: the tag that the story shall lose
   */
  signals[SIGNAL_TAG_REMOVED] =
      g_signal_new ("tag-removed", MARBRE_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * MarbreSidebar::story-activated:
   * @id: the story to read
   */
  signals[SIGNAL_STORY_ACTIVATED] =
      g_signal_new ("story-activated", MARBRE_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * MarbreSidebar::insert-read-also:
   * @id: the story to point to
   * @headline: its headline
   * @url: where it is
   */
  signals[SIGNAL_INSERT_READ_ALSO] =
      g_signal_new ("insert-read-also", MARBRE_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  /**
   * MarbreSidebar::line-activated:
   * @line: line of the body to go to, 0-based
   */
  signals[SIGNAL_LINE_ACTIVATED] =
      g_signal_new ("line-activated", MARBRE_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_UINT);

  g_resources_register (marbre_sidebar_get_resource ());
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/sidebar/marbre-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreSidebar, switcher);
  gtk_widget_class_bind_template_child (widget_class, MarbreSidebar, pages);
  gtk_widget_class_bind_template_child (widget_class, MarbreSidebar, scroller);
  gtk_widget_class_bind_template_child (widget_class, MarbreSidebar, box);
  gtk_widget_class_bind_template_child (widget_class, MarbreSidebar, tags_place);
  gtk_widget_class_bind_template_child (widget_class, MarbreSidebar, related_list);
  gtk_widget_class_bind_template_child (widget_class, MarbreSidebar, related_hint);
  gtk_widget_class_bind_template_callback (widget_class, related_activated_cb);
}

static void
add_style (void)
{
  static gsize added;

  if (g_once_init_enter (&added))
    {
      g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

      gtk_css_provider_load_from_resource (provider,
                                           "/io/github/marbre/Marbre/sidebar/sidebar.css");
      gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                                  GTK_STYLE_PROVIDER (provider),
                                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
      g_once_init_leave (&added, 1);
    }
}

static void
marbre_sidebar_init (MarbreSidebar *self)
{
  add_style ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->related = g_list_store_new (MARBRE_TYPE_RELATED);
  self->motion = GTK_EVENT_CONTROLLER_MOTION (gtk_event_controller_motion_new ());
  g_signal_connect_object (self->motion, "leave", G_CALLBACK (pointer_left_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->related_list), GTK_EVENT_CONTROLLER (self->motion));
  gtk_list_box_bind_model (self->related_list, G_LIST_MODEL (self->related), make_row, self, NULL);
  show_hint (self);
}

/**
 * marbre_sidebar_new:
 * @archive: an open archive
 *
 * Returns: (transfer floating): a sidebar that waits for a story
 */
GtkWidget *
marbre_sidebar_new (MarbreArchive *archive)
{
  MarbreSidebar *self;

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (archive), NULL);

  self = g_object_new (MARBRE_TYPE_SIDEBAR, NULL);
  self->archive = g_object_ref (archive);
  self->tags = MARBRE_TAGS_VIEW (marbre_tags_view_new (archive));
  self->outline = MARBRE_OUTLINE (marbre_outline_new ());
  gtk_box_append (self->tags_place, GTK_WIDGET (self->tags));
  gtk_box_append (self->box, GTK_WIDGET (self->outline));
  g_signal_connect_object (self->tags, "tag-added", G_CALLBACK (tag_added_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tags, "tag-removed", G_CALLBACK (tag_removed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->outline, "line-activated", G_CALLBACK (line_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (archive, "stories-changed", G_CALLBACK (stories_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * marbre_sidebar_add_page:
 * @page: (transfer floating): what it shows; it scrolls by itself
 * @name: under which it is known, ASCII
 * @title: what it is, for tooltip and screen reader
 * @icon_name: its icon in the switcher
 *
 * Adds a page behind those that are there.
 */
void
marbre_sidebar_add_page (MarbreSidebar *self,
                         GtkWidget *page,
                         const char *name,
                         const char *title,
                         const char *icon_name)
{
  GtkStackPage *stack_page;

  g_return_if_fail (MARBRE_IS_SIDEBAR (self));
  g_return_if_fail (GTK_IS_WIDGET (page));
  g_return_if_fail (name != NULL && title != NULL && icon_name != NULL);

  stack_page = gtk_stack_add_titled (self->pages, page, name, title);
  gtk_stack_page_set_icon_name (stack_page, icon_name);
  gtk_widget_set_visible (self->switcher, TRUE);
}

/**
 * marbre_sidebar_show_page:
 * @name: of a page
 *
 * Turns to that page.
 */
void
marbre_sidebar_show_page (MarbreSidebar *self, const char *name)
{
  g_return_if_fail (MARBRE_IS_SIDEBAR (self));
  g_return_if_fail (name != NULL);
  gtk_stack_set_visible_child_name (self->pages, name);
}

/**
 * marbre_sidebar_set_story:
 * @story: a snapshot of the story, which nobody changes any more
 * @blocks: its body
 *
 * Shows tags and outline at once and asks the archive after a pause.
 */
void
marbre_sidebar_set_story (MarbreSidebar *self, MarbreStory *story, MarbreBlocks *blocks)
{
  gboolean other;

  g_return_if_fail (MARBRE_IS_SIDEBAR (self));
  g_return_if_fail (MARBRE_IS_STORY (story));
  g_return_if_fail (blocks != NULL);

  other = self->story == NULL ||
          !g_str_equal (marbre_story_get_id (self->story), marbre_story_get_id (story));
  g_set_object (&self->story, story);
  marbre_tags_view_set_tags (self->tags, marbre_story_get_tags (story));
  marbre_outline_set_blocks (self->outline, blocks);
  if (other)
    {
      /* Answers about another story would be wrong, not only late. */
      g_cancellable_cancel (self->cancellable);
      g_clear_pointer (&self->waiting, g_ptr_array_unref);
      g_list_store_remove_all (self->related);
      marbre_tags_view_set_suggestions (self->tags, NULL);
      show_hint (self);
    }
  if (other || self->asked == NULL || !marbre_story_equal (self->asked, story))
    ask_soon (self, other ? 0 : PAUSE);
}

/**
 * marbre_sidebar_get_related:
 *
 * Returns: (transfer none): the #MarbreRelated shown, nearest first
 */
GListModel *
marbre_sidebar_get_related (MarbreSidebar *self)
{
  g_return_val_if_fail (MARBRE_IS_SIDEBAR (self), NULL);
  return G_LIST_MODEL (self->related);
}
