/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pictures of a site; see marbre-media-window.h. A page is asked for when one scrolls near its
 * end; a picture's thumbnail comes out of the fetcher's cache if it was seen before.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-media-window.h"

#include <glib/gi18n.h>

#include "marbre-picture-scaler.h"

#define THUMBNAIL_SIDE 320
/* More nobody looks through by eye: then one searches. */
#define MAX_SHOWN 960

struct _MarbreMediaWindow
{
  AdwWindow parent_instance;

  /* Template */
  GtkWidget *insert_button;
  GtkWidget *lead_button;
  GtkDropDown *site_choice;
  GtkEditable *search;
  GtkAdjustment *place;
  GtkFlowBox *grid;
  GtkLabel *notice;
  GtkSpinner *spinner;

  GListModel *sites;              /* (owned) */
  MarbreCredentials *credentials; /* (owned) */
  MarbreFetcher *fetcher;         /* (owned) */
  GCancellable *cancellable;      /* (owned) (nullable): of what is shown now */
  guint next;                     /* page */
  gboolean more;                  /* there is one */
  gboolean asking;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void ask (MarbreMediaWindow *self);

G_DEFINE_FINAL_TYPE (MarbreMediaWindow, marbre_media_window, ADW_TYPE_WINDOW)

/* Thumbnails */

static void
decode (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = marbre_picture_scaler_decode (data, THUMBNAIL_SIDE, &error);

  if (pixbuf)
    g_task_return_pointer (task, gdk_texture_new_for_pixbuf (pixbuf), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkPicture) picture = user_data;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (texture)
    gtk_picture_set_paintable (picture, GDK_PAINTABLE (texture));
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkPicture) picture = user_data;
  GBytes *bytes = marbre_fetcher_picture_finish (MARBRE_FETCHER (source), result, NULL);
  g_autoptr (GTask) task = NULL;

  /* A picture that cannot be had leaves its frame empty; its name stands below. */
  if (bytes == NULL)
    return;
  task = g_task_new (NULL, NULL, decoded_cb, g_steal_pointer (&picture));
  g_task_set_task_data (task, bytes, (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, decode);
}

/* The pictures */

static MarbreSiteMedia *
get_media (GtkFlowBoxChild *child)
{
  return g_object_get_data (G_OBJECT (child), "media");
}

/* What a screen reader says of it: what it shows, or else what it is called. */
static const char *
get_name (MarbreSiteMedia *media)
{
  const char *alt = marbre_media_get_alt (marbre_site_media_get_media (media));
  const char *title = marbre_site_media_get_title (media);

  return *alt ? alt : *title ? title : _("Picture without a name");
}

static void
add_picture (MarbreMediaWindow *self, MarbreSiteMedia *media)
{
  GtkWidget *child = gtk_flow_box_child_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *picture = gtk_picture_new ();
  GtkWidget *label = gtk_label_new (marbre_site_media_get_title (media));

  gtk_widget_set_size_request (picture, 160, 110);
  gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_name (media), -1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), label);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
  gtk_widget_set_tooltip_text (child, get_name (media));
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_name (media), -1);
  g_object_set_data_full (G_OBJECT (child), "media", g_object_ref (media), g_object_unref);
  gtk_flow_box_insert (self->grid, child, -1);
  marbre_fetcher_picture_async (self->fetcher, marbre_site_media_get_thumbnail (media),
                                self->cancellable, fetched_cb, g_object_ref (picture));
}

static void
show_notice (MarbreMediaWindow *self, const char *text)
{
  gtk_label_set_text (self->notice, text);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), text[0] != '\0');
}

static gboolean
is_full (MarbreMediaWindow *self)
{
  return gtk_flow_box_get_child_at_index (self->grid, MAX_SHOWN - 1) != NULL;
}

/* As long as what there is does not fill the window, or its end is near. */
static void
maybe_ask (MarbreMediaWindow *self)
{
  const double below = gtk_adjustment_get_upper (self->place) -
                       gtk_adjustment_get_page_size (self->place) -
                       gtk_adjustment_get_value (self->place);

  if (self->more && !self->asking && !is_full (self) &&
      below < gtk_adjustment_get_page_size (self->place))
    ask (self);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreMediaWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreSiteMediaPage) page = marbre_site_media_list_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->asking = FALSE;
  gtk_spinner_stop (self->spinner);
  self->more = page != NULL && page->more;
  self->next++;
  for (guint i = 0; page != NULL && i < page->items->len; i++)
    add_picture (self, g_ptr_array_index (page->items, i));
  if (page == NULL)
    show_notice (self, error->message);
  else if (gtk_flow_box_get_child_at_index (self->grid, 0) == NULL)
    show_notice (self, _("No picture was found. Try fewer or other words."));
  else
    show_notice (self, is_full (self) ? _("There are more. Search for words in their names, "
                                          "captions or texts.")
                                      : "");
}

static void
ask (MarbreMediaWindow *self)
{
  MarbreSite *site = gtk_drop_down_get_selected_item (self->site_choice);

  if (site == NULL)
    return;
  self->asking = TRUE;
  gtk_spinner_start (self->spinner);
  marbre_site_media_list_async (self->credentials, site, gtk_editable_get_text (self->search),
                                self->next, self->cancellable, listed_cb, g_object_ref (self));
}

static void
begin (MarbreMediaWindow *self)
{
  GtkFlowBoxChild *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  while ((child = gtk_flow_box_get_child_at_index (self->grid, 0)) != NULL)
    gtk_flow_box_remove (self->grid, GTK_WIDGET (child));
  self->next = 0;
  self->more = FALSE;
  show_notice (self, "");
  ask (self);
}

static void
selected_cb (MarbreMediaWindow *self)
{
  g_autoptr (GList) selected = gtk_flow_box_get_selected_children (self->grid);

  gtk_widget_set_sensitive (self->insert_button, selected != NULL);
  gtk_widget_set_sensitive (self->lead_button, selected != NULL);
}

static void
choose (MarbreMediaWindow *self, gboolean lead)
{
  g_autoptr (GList) selected = gtk_flow_box_get_selected_children (self->grid);
  g_autoptr (MarbreSiteMedia) media = selected ? g_object_ref (get_media (selected->data)) : NULL;
  g_autoptr (MarbreSite) site =
      media ? g_object_ref (gtk_drop_down_get_selected_item (self->site_choice)) : NULL;

  if (media == NULL)
    return;
  /* Closing may be the end of the window. */
  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, site, media, lead);
  g_object_unref (self);
}

static void
insert_cb (MarbreMediaWindow *self)
{
  choose (self, FALSE);
}

static void
lead_cb (MarbreMediaWindow *self)
{
  choose (self, TRUE);
}

/* From the search to what it found. */
static void
entered_cb (MarbreMediaWindow *self)
{
  GtkFlowBoxChild *first = gtk_flow_box_get_child_at_index (self->grid, 0);

  if (first == NULL)
    return;
  gtk_flow_box_select_child (self->grid, first);
  gtk_widget_grab_focus (GTK_WIDGET (first));
}

static void
marbre_media_window_dispose (GObject *object)
{
  MarbreMediaWindow *self = MARBRE_MEDIA_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_MEDIA_WINDOW);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sites);
  g_clear_object (&self->credentials);
  g_clear_object (&self->fetcher);
  G_OBJECT_CLASS (marbre_media_window_parent_class)->dispose (object);
}

static void
marbre_media_window_class_init (MarbreMediaWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_media_window_dispose;

  /**
   * MarbreMediaWindow::chosen:
   * @site: whose picture
   * @media: the picture
   * @lead: it is to be the lead picture, and no figure
   *
   * The window is closed.
   */
  signals[SIGNAL_CHOSEN] =
      g_signal_new ("chosen", MARBRE_TYPE_MEDIA_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, MARBRE_TYPE_SITE, MARBRE_TYPE_SITE_MEDIA, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-media-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreMediaWindow, insert_button);
  gtk_widget_class_bind_template_child (widget_class, MarbreMediaWindow, lead_button);
  gtk_widget_class_bind_template_child (widget_class, MarbreMediaWindow, site_choice);
  gtk_widget_class_bind_template_child (widget_class, MarbreMediaWindow, search);
  gtk_widget_class_bind_template_child (widget_class, MarbreMediaWindow, place);
  gtk_widget_class_bind_template_child (widget_class, MarbreMediaWindow, grid);
  gtk_widget_class_bind_template_child (widget_class, MarbreMediaWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, MarbreMediaWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, insert_cb);
  gtk_widget_class_bind_template_callback (widget_class, lead_cb);
  gtk_widget_class_bind_template_callback (widget_class, begin);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, maybe_ask);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
marbre_media_window_init (MarbreMediaWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
site_label (MarbreSite *site, gpointer data)
{
  return site ? g_strdup (marbre_site_get_name (site)) : g_strdup ("");
}

/**
 * marbre_media_window_new:
 * @parent: the window it belongs to
 * @sites: (element-type MarbreSite): those whose pictures can be looked through, at least one
 * @credentials: where their secrets are
 * @fetcher: gets the pictures
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
marbre_media_window_new (GtkWindow *parent,
                         GListModel *sites,
                         MarbreCredentials *credentials,
                         MarbreFetcher *fetcher)
{
  MarbreMediaWindow *self;
  g_autoptr (GtkExpression) name =
      gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (site_label), NULL,
                                   NULL);

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (sites), NULL);
  g_return_val_if_fail (MARBRE_IS_CREDENTIALS (credentials), NULL);
  g_return_val_if_fail (MARBRE_IS_FETCHER (fetcher), NULL);

  self = g_object_new (MARBRE_TYPE_MEDIA_WINDOW, "transient-for", parent, NULL);
  self->sites = g_object_ref (sites);
  self->credentials = g_object_ref (credentials);
  self->fetcher = g_object_ref (fetcher);
  gtk_drop_down_set_expression (self->site_choice, name);
  gtk_widget_set_visible (GTK_WIDGET (self->site_choice), g_list_model_get_n_items (sites) > 1);
  /* Its first site is selected by that, and asked. */
  gtk_drop_down_set_model (self->site_choice, sites);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return GTK_WIDGET (self);
}
