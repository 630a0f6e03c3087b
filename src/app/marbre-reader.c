/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preview's pane; see marbre-reader.h. One web view serves both pages, since a second one would
 * cost a second web process; going back shows the newest page of the story being written.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-reader.h"

#include <glib/gi18n.h>

struct _MarbreReader
{
  GtkWidget parent_instance;

  /* Template */
  GtkBox *box;
  GtkRevealer *revealer;
  GtkLabel *label;
  GtkWidget *online;
  GtkRevealer *web_revealer;
  GtkLabel *web_label;

  MarbreArchive *archive;    /* (owned) */
  MarbreWebContent *web;     /* (owned): what the preview loads */
  MarbrePreview *preview;    /* (owned by the widget tree) */
  MarbreSite *site;          /* (owned) (nullable): whose name stands on the pages */
  MarbrePage *page;          /* (owned) (nullable): the story being written */
  MarbreStory *reading;      /* (owned) (nullable): the story read beside it */
  MarbrePage *reading_page;  /* (owned) (nullable): its page, once it is parsed */
  GCancellable *cancellable; /* (owned): ends with the pane, or with the next story to read */
};

enum
{
  SIGNAL_INSERT_READ_ALSO,
  SIGNAL_EDIT,
  SIGNAL_VIEW_ONLINE,
  SIGNAL_BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreReader, marbre_reader, GTK_TYPE_WIDGET)

/* What is on the web and was not loaded is told below the page. */
static void
remote_waiting_cb (MarbreReader *self)
{
  guint waiting = marbre_preview_get_remote_waiting (self->preview);

  if (waiting > 0)
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("%u not loaded from the web", "%u not loaded from the web", waiting), waiting);

      gtk_label_set_text (self->web_label, text);
    }
  gtk_revealer_set_reveal_child (self->web_revealer, waiting > 0);
}

/* Puts the site's name and home on @page. */
static void
sign_page (MarbreReader *self, MarbrePage *page)
{
  if (self->site == NULL)
    return;
  marbre_page_set_site_name (page, marbre_site_get_name (self->site));
  marbre_page_set_home_url (page, marbre_site_get_url (self->site));
}

static void
show (MarbreReader *self, MarbrePage *page)
{
  marbre_web_content_show_story (self->web, marbre_story_get_id (marbre_page_get_story (page)));
  marbre_preview_set_page (self->preview, page, marbre_page_get_blocks (page));
}

static void
back_cb (MarbreReader *self)
{
  marbre_reader_back (self);
}

static void
insert_cb (MarbreReader *self)
{
  if (self->reading != NULL)
    g_signal_emit (self, signals[SIGNAL_INSERT_READ_ALSO], 0, self->reading);
}

static void
edit_cb (MarbreReader *self)
{
  if (self->reading != NULL)
    g_signal_emit (self, signals[SIGNAL_EDIT], 0, self->reading);
}

static void
online_cb (MarbreReader *self)
{
  if (self->reading != NULL)
    g_signal_emit (self, signals[SIGNAL_VIEW_ONLINE], 0, self->reading);
}

static void
parse (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MarbreStory *story = data;

  g_task_return_pointer (
      task,
      marbre_blocks_parse (marbre_story_get_text (story, MARBRE_FIELD_BODY), -1,
                           marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE), NULL, NULL),
      (GDestroyNotify) marbre_blocks_unref);
}

static void
parsed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MarbreReader *self = MARBRE_READER (source);
  MarbreStory *story = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreBlocks) blocks = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (MarbrePage) page = NULL;

  if (blocks == NULL)
    return; /* cancelled: nothing else can fail here */
  page = marbre_page_new (story, blocks);
  sign_page (self, page);
  g_set_object (&self->reading_page, page);
  show (self, page);
  marbre_preview_scroll_to_line (self->preview, -1);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  MarbreReader *self = MARBRE_READER (widget);

  if (self->reading == NULL)
    return GDK_EVENT_PROPAGATE;
  marbre_reader_back (self);
  return GDK_EVENT_STOP;
}

static void
marbre_reader_dispose (GObject *object)
{
  MarbreReader *self = MARBRE_READER (object);

  g_cancellable_cancel (self->cancellable);
  if (self->web)
    marbre_web_content_set_preview (self->web, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_READER);
  self->preview = NULL;
  g_clear_object (&self->web);
  g_clear_object (&self->site);
  g_clear_object (&self->page);
  g_clear_object (&self->reading);
  g_clear_object (&self->reading_page);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->archive);
  G_OBJECT_CLASS (marbre_reader_parent_class)->dispose (object);
}

static void
marbre_reader_class_init (MarbreReaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_reader_dispose;

  /**
   * MarbreReader::insert-read-also:
   * @story: the story to point to
   */
  signals[SIGNAL_INSERT_READ_ALSO] =
      g_signal_new ("insert-read-also", MARBRE_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, MARBRE_TYPE_STORY);
  /**
   * MarbreReader::edit:
   * @story: the story to open in the editor
   */
  signals[SIGNAL_EDIT] = g_signal_new ("edit", MARBRE_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, MARBRE_TYPE_STORY);
  /**
   * MarbreReader::view-online:
   * @story: the story whose page to open in the browser
   */
  signals[SIGNAL_VIEW_ONLINE] =
      g_signal_new ("view-online", MARBRE_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, MARBRE_TYPE_STORY);

  /**
   * MarbreReader::back:
   *
   * The pane shows the story being written again, from its top.
   */
  signals[SIGNAL_BACK] = g_signal_new ("back", MARBRE_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/marbre/Marbre/app/marbre-reader.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreReader, box);
  gtk_widget_class_bind_template_child (widget_class, MarbreReader, revealer);
  gtk_widget_class_bind_template_child (widget_class, MarbreReader, label);
  gtk_widget_class_bind_template_child (widget_class, MarbreReader, online);
  gtk_widget_class_bind_template_child (widget_class, MarbreReader, web_revealer);
  gtk_widget_class_bind_template_child (widget_class, MarbreReader, web_label);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, insert_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, online_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
marbre_reader_init (MarbreReader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * marbre_reader_new:
 * @archive: where pictures are found
 *
 * Returns: (transfer floating): an empty pane
 */
GtkWidget *
marbre_reader_new (MarbreArchive *archive)
{
  MarbreReader *self;

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (archive), NULL);

  self = g_object_new (MARBRE_TYPE_READER, NULL);
  self->archive = g_object_ref (archive);
  self->web = marbre_web_content_new (archive);
  self->preview = MARBRE_PREVIEW (
      marbre_preview_new (marbre_web_content_load, marbre_web_content_finish, self->web));
  marbre_web_content_set_preview (self->web, self->preview);
  g_signal_connect_object (self->preview, "notify::remote-waiting",
                           G_CALLBACK (remote_waiting_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_vexpand (GTK_WIDGET (self->preview), TRUE);
  gtk_box_append (self->box, GTK_WIDGET (self->preview));
  gtk_box_reorder_child_after (self->box, GTK_WIDGET (self->web_revealer),
                               GTK_WIDGET (self->preview));
  return GTK_WIDGET (self);
}

/**
 * marbre_reader_get_preview:
 *
 * Returns: (transfer none): the preview, whichever page it shows
 */
MarbrePreview *
marbre_reader_get_preview (MarbreReader *self)
{
  g_return_val_if_fail (MARBRE_IS_READER (self), NULL);
  return self->preview;
}

/**
 * marbre_reader_get_web_content:
 *
 * Returns: (transfer none): what the pages may load from the web
 */
MarbreWebContent *
marbre_reader_get_web_content (MarbreReader *self)
{
  g_return_val_if_fail (MARBRE_IS_READER (self), NULL);
  return self->web;
}

/**
 * marbre_reader_get_site:
 *
 * Returns: (transfer none) (nullable): the site whose pages are shown
 */
MarbreSite *
marbre_reader_get_site (MarbreReader *self)
{
  g_return_val_if_fail (MARBRE_IS_READER (self), NULL);
  return self->site;
}

/**
 * marbre_reader_set_site:
 * @site: (nullable): the site whose pages are shown, from the next page on
 */
void
marbre_reader_set_site (MarbreReader *self, MarbreSite *site)
{
  g_return_if_fail (MARBRE_IS_READER (self));
  g_set_object (&self->site, site);
}

/**
 * marbre_reader_get_page:
 *
 * Returns: (transfer none) (nullable): the page that is shown, %NULL while there is none yet
 */
MarbrePage *
marbre_reader_get_page (MarbreReader *self)
{
  g_return_val_if_fail (MARBRE_IS_READER (self), NULL);
  return self->reading != NULL ? self->reading_page : self->page;
}

/**
 * marbre_reader_create_printer:
 *
 * Returns: (transfer full): what sets the page on paper, with the pictures that the preview shows;
 *   it may outlive the pane
 */
MarbrePrinter *
marbre_reader_create_printer (MarbreReader *self)
{
  MarbrePrinter *printer;

  g_return_val_if_fail (MARBRE_IS_READER (self), NULL);

  printer = marbre_printer_new (marbre_web_content_load, marbre_web_content_finish, self->web);
  marbre_printer_set_remote_allowed (printer, marbre_web_content_get_allowed (self->web));
  marbre_preview_instruct_printer (self->preview, printer);
  g_object_set_data_full (G_OBJECT (printer), "marbre-pictures", g_object_ref (self->web),
                          g_object_unref);
  return printer;
}

/**
 * marbre_reader_set_page:
 * @page: the story being written
 *
 * Shows @page, or keeps it for later while another story is read.
 */
void
marbre_reader_set_page (MarbreReader *self, MarbrePage *page)
{
  g_return_if_fail (MARBRE_IS_READER (self));
  g_return_if_fail (MARBRE_IS_PAGE (page));

  sign_page (self, page);
  g_set_object (&self->page, page);
  if (self->reading == NULL)
    show (self, page);
}

/**
 * marbre_reader_read:
 * @story: a story of the archive, not changed by anyone any more
 *
 * Shows @story in place of the story being written, with a way back.
 */
void
marbre_reader_read (MarbreReader *self, MarbreStory *story)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MARBRE_IS_READER (self));
  g_return_if_fail (MARBRE_IS_STORY (story));

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();

  g_set_object (&self->reading, story);
  g_clear_object (&self->reading_page);
  gtk_label_set_text (self->label, marbre_story_get_text (story, MARBRE_FIELD_HEADLINE));
  gtk_widget_set_visible (self->online, marbre_story_get_url (story)[0] != '\0');
  gtk_revealer_set_reveal_child (self->revealer, TRUE);

  task = g_task_new (self, self->cancellable, parsed_cb, NULL);
  g_task_set_source_tag (task, marbre_reader_read);
  g_task_set_task_data (task, g_object_ref (story), g_object_unref);
  g_task_run_in_thread (task, parse);
}

/**
 * marbre_reader_get_reading:
 *
 * Returns: (transfer none) (nullable): the story that is read, %NULL while the pane shows the story
 *   being written
 */
MarbreStory *
marbre_reader_get_reading (MarbreReader *self)
{
  g_return_val_if_fail (MARBRE_IS_READER (self), NULL);
  return self->reading;
}

/**
 * marbre_reader_back:
 *
 * Shows the story being written again.
 */
void
marbre_reader_back (MarbreReader *self)
{
  g_return_if_fail (MARBRE_IS_READER (self));

  if (self->reading == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->reading);
  g_clear_object (&self->reading_page);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  if (self->page != NULL)
    show (self, self->page);
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
}
