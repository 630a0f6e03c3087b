/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dialog of a site's layout; see marbre-layout-dialog.h. Loading has four steps: the page can
 * be opened, the archive has its story, the page is there, the layout is made. Each may fail and
 * says why in place; nothing is kept before the user says so.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-layout-dialog.h"

#include <glib/gi18n.h>

#include "marbre-compat.h"
#include "marbre-page-capture.h"
#include "marbre-reader.h"

/* Stories looked through for one that is online at the site. */
#define MAX_PROPOSALS 50

struct _MarbreLayoutDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkWidget *use;
  GtkProgressBar *progress;
  GtkStack *stack;
  AdwEntryRow *address;
  GtkLabel *message;
  GtkWidget *load;
  GtkEditable *name;
  GtkLabel *summary;
  AdwBin *page;
  GtkWidget *point;
  GtkLabel *hint;
  GtkWidget *picked;
  GtkDropDown *choice;

  MarbreNewsroom *newsroom;   /* (owned) */
  MarbreLayoutStore *store;   /* (owned) */
  MarbreReader *reader;       /* (borrowed): in the page */
  char *url;                  /* (owned) (nullable): the page */
  MarbreStory *story;         /* (owned) (nullable): the one that stands on the page */
  MarbreLayout *older;        /* (owned) (nullable): the layout that is made anew */
  MarbreLayout *layout;       /* (owned) (nullable): as it is shown */
  MarbreLayoutRecipe *recipe; /* (owned) (nullable) */
  GCancellable *cancellable;  /* (owned): ends with the window */
  GCancellable *step;         /* (owned) (nullable): what is under way */
  guint element;              /* that was pointed at */
  gboolean making;            /* a worker reads the recipe */
};

G_DEFINE_FINAL_TYPE (MarbreLayoutDialog, marbre_layout_dialog, ADW_TYPE_WINDOW)

/* What an element can be, as the list "choice" has it. */
static const struct
{
  int slot;
  const char *name;
} choices[] = {
  { MARBRE_SLOT_HEADLINE, NC_ ("layout", "Headline") },
  { MARBRE_SLOT_STANDFIRST, NC_ ("layout", "Standfirst") },
  { MARBRE_SLOT_KICKER, NC_ ("layout", "Kicker") },
  { MARBRE_SLOT_BREADCRUMB, NC_ ("layout", "Section") },
  { MARBRE_SLOT_BYLINE, NC_ ("layout", "Byline") },
  { MARBRE_SLOT_DATES, NC_ ("layout", "Date") },
  { MARBRE_SLOT_LEAD, NC_ ("layout", "Lead picture") },
  { MARBRE_SLOT_BODY, NC_ ("layout", "Text") },
  { MARBRE_SLOT_TAGS, NC_ ("layout", "Tags") },
  { MARBRE_LAYOUT_NOTHING, NC_ ("layout", "Nothing: leave it out") },
};

static void
set_busy (MarbreLayoutDialog *self, gboolean busy)
{
  gtk_widget_set_visible (GTK_WIDGET (self->progress), busy);
  gtk_widget_set_sensitive (self->load, !busy);
  gtk_widget_set_sensitive (self->use, !busy);
  gtk_widget_set_sensitive (self->point, !busy);
}

static void
say (MarbreLayoutDialog *self, const char *text)
{
  gtk_label_set_text (self->message, text);
  gtk_widget_set_visible (GTK_WIDGET (self->message), *text != '\0');
}

/* Ends what is under way, and shows why on the page of the address, or where the layout is. */
static void
stop (MarbreLayoutDialog *self, const char *text)
{
  set_busy (self, FALSE);
  if (self->layout != NULL)
    gtk_label_set_text (self->hint, text);
  else
    {
      say (self, text);
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
    }
}

static GCancellable *
begin_step (MarbreLayoutDialog *self)
{
  g_cancellable_cancel (self->step);
  g_clear_object (&self->step);
  self->step = g_cancellable_new ();
  set_busy (self, TRUE);
  return self->step;
}

/* The result */

static void
append_name (GString *list, const char *name)
{
  if (list->len > 0)
    g_string_append (list, ", ");
  g_string_append (list, name);
}

/* "Found: Headline, Text. Not found: Tags." */
static void
show_summary (MarbreLayoutDialog *self)
{
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GString) guessed = g_string_new (NULL);
  g_autoptr (GString) missing = g_string_new (NULL);
  GString *lists[] = { missing, guessed, found };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (choices[i].slot != MARBRE_LAYOUT_NOTHING)
      append_name (lists[marbre_layout_get_trust (self->layout, (MarbreSlot) choices[i].slot)],
                   g_dpgettext2 (NULL, "layout", choices[i].name));
  /* TRANSLATORS: %s is a list of parts of a page: Headline, Text, … */
  g_string_append_printf (text, _("Recognised: %s."), found->str);
  g_string_append_c (text, ' ');
  if (guessed->len > 0)
    {
      /* TRANSLATORS: %s is a list of parts of a page: Headline, Text, … */
      g_string_append_printf (text, _("Guessed: %s."), guessed->str);
      g_string_append_c (text, ' ');
    }
  if (missing->len > 0)
    /* TRANSLATORS: %s is a list of parts of a page: Headline, Text, … */
    g_string_append_printf (text, _("Not on the page, or not recognised: %s."), missing->str);
  gtk_label_set_text (self->summary, text->str);
}

static void
show_layout (MarbreLayoutDialog *self)
{
  g_autofree char *path = marbre_layout_dup_path (self->layout);

  marbre_layout_store_try_out (self->store, self->layout);
  marbre_preview_set_layout (marbre_reader_get_preview (self->reader), path);
  show_summary (self);
  gtk_widget_set_visible (self->picked, FALSE);
  gtk_label_set_text (self->hint, _("If a part is missing or wrong, point at it."));
  gtk_widget_set_visible (self->use, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "result");
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreLayoutDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreLayout) layout =
      marbre_layout_store_make_finish (MARBRE_LAYOUT_STORE (source), result, &error);

  self->making = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&self->recipe, marbre_layout_recipe_free);
      return;
    }
  if (layout == NULL)
    {
      stop (self, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? "" : error->message);
      return;
    }
  set_busy (self, FALSE);
  g_set_object (&self->layout, layout);
  show_layout (self);
}

static void
make (MarbreLayoutDialog *self)
{
  GCancellable *step = begin_step (self);

  self->making = TRUE;
  gtk_progress_bar_pulse (self->progress);
  marbre_layout_store_make_async (self->store, self->recipe, step, made_cb, g_object_ref (self));
}

/* The four steps */

/* Returns: (transfer full): the name of the site that @uri belongs to */
static char *
dup_site_name (MarbreLayoutDialog *self, const char *uri)
{
  GListModel *sites = marbre_newsroom_get_sites (self->newsroom);
  guint n = g_list_model_get_n_items (sites);
  g_autoptr (GUri) parsed = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MarbreSite) site = g_list_model_get_item (sites, i);

      if (marbre_site_owns_url (site, uri))
        return g_strdup (marbre_site_get_name (site));
    }
  parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  return g_strdup (parsed ? g_uri_get_host (parsed) : uri);
}

static void
captured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreLayoutDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) none = marbre_layout_picks_new ();
  g_autofree char *site = NULL;
  char *uri = NULL;
  char *html = marbre_page_capture_finish (result, &uri, &error);

  if (html == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        stop (self, error->message);
      return;
    }
  site = dup_site_name (self, uri);
  if (*gtk_editable_get_text (self->name) == '\0')
    gtk_editable_set_text (self->name, site);
  g_clear_pointer (&self->recipe, marbre_layout_recipe_free);
  self->recipe = marbre_layout_recipe_new (
      html, uri, self->story, site, site, self->older ? marbre_layout_get_id (self->older) : NULL,
      self->older ? marbre_layout_get_picks (self->older) : none);
  make (self);
}

static void
progress_cb (double fraction, gpointer data)
{
  MarbreLayoutDialog *self = data;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_progress_bar_set_fraction (self->progress, fraction);
}

static void
story_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreLayoutDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreStory) story =
      marbre_archive_find_story_by_url_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (story == NULL)
    {
      stop (self, _("The archive has no story with this address, so Marbre cannot tell its parts "
                    "on the page. Choose “Update from the site” in the menu, or enter the "
                    "address of another story."));
      return;
    }
  g_set_object (&self->story, story);
  marbre_page_capture_async (self->url, progress_cb, self, self->step, captured_cb,
                             g_object_ref (self));
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreLayoutDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *url =
      marbre_newsroom_resolve_url_finish (MARBRE_NEWSROOM (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (url == NULL)
    {
      stop (self, error->message);
      return;
    }
  marbre_set_str (&self->url, url);
  marbre_archive_find_story_by_url_async (marbre_newsroom_get_archive (self->newsroom), url,
                                          self->step, story_found_cb, g_object_ref (self));
}

static void
load_cb (MarbreLayoutDialog *self)
{
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address))));
  g_autofree char *address = NULL;

  if (*text == '\0' || self->making)
    return;
  address = strstr (text, "://") != NULL || *text == '/' ? g_strdup (text)
                                                         : g_strconcat ("https://", text, NULL);
  say (self, "");
  gtk_progress_bar_set_fraction (self->progress, 0);
  marbre_newsroom_resolve_url_async (self->newsroom, address, begin_step (self), resolved_cb,
                                     g_object_ref (self));
}

static void
address_changed_cb (MarbreLayoutDialog *self)
{
  g_cancellable_cancel (self->step);
  set_busy (self, FALSE);
  say (self, "");
}

/* Pointing */

static void
picked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreLayoutDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  guint element = 0;
  gboolean picked =
      marbre_preview_pick_finish (MARBRE_PREVIEW (source), result, &element, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_set_visible (self->picked, picked);
  gtk_label_set_text (self->hint, picked ? _("This is:") : "");
  self->element = element;
}

static void
point_cb (MarbreLayoutDialog *self)
{
  gtk_widget_set_visible (self->picked, FALSE);
  gtk_label_set_text (self->hint, _("Click the part in the page. Escape stops."));
  marbre_preview_pick_async (marbre_reader_get_preview (self->reader), FALSE, self->cancellable,
                             picked_cb, g_object_ref (self));
  gtk_widget_grab_focus (GTK_WIDGET (marbre_reader_get_preview (self->reader)));
}

static void
wider_cb (MarbreLayoutDialog *self)
{
  marbre_preview_pick_async (marbre_reader_get_preview (self->reader), TRUE, self->cancellable,
                             picked_cb, g_object_ref (self));
}

static void
apply_cb (MarbreLayoutDialog *self)
{
  guint choice = gtk_drop_down_get_selected (self->choice);

  if (choice >= G_N_ELEMENTS (choices) || self->making)
    return;
  marbre_layout_picks_add (self->recipe->picks, self->element, "", choices[choice].slot);
  make (self);
}

/* Keeping */

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreLayoutDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *setting = NULL;

  if (!marbre_layout_store_keep_finish (MARBRE_LAYOUT_STORE (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        stop (self, error->message);
      return;
    }
  setting = g_strconcat (MARBRE_LAYOUT_PREFIX, marbre_layout_get_id (self->layout), NULL);
  gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))),
                              "win.layout", "s", setting);
  gtk_window_close (GTK_WINDOW (self));
}

static void
use_cb (MarbreLayoutDialog *self)
{
  const char *name = gtk_editable_get_text (self->name);
  GCancellable *step = begin_step (self);

  if (*name != '\0')
    marbre_layout_set_name (self->layout, name);
  marbre_layout_store_keep_async (self->store, self->layout, step, kept_cb, g_object_ref (self));
}

/* The address that is proposed */

static void
proposals_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreLayoutDialog) self = user_data;
  g_autoptr (GPtrArray) stories =
      marbre_archive_list_finish (MARBRE_ARCHIVE (source), result, NULL);
  MarbreSite *site = marbre_reader_get_site (self->reader);
  MarbreSummary *newest = NULL;

  if (g_cancellable_is_cancelled (self->cancellable) || stories == NULL ||
      *gtk_editable_get_text (GTK_EDITABLE (self->address)) != '\0')
    return;
  for (guint i = 0; i < stories->len; i++)
    {
      MarbreSummary *story = g_ptr_array_index (stories, i);
      const char *url = marbre_summary_get_url (story);
      gboolean fits = site == NULL ? *url != '\0'
                                   : marbre_site_owns_url (site, url) ||
                                         (*url == '/' && marbre_site_is_embedded (site));

      if (fits && (newest == NULL ||
                   marbre_summary_get_published (story) > marbre_summary_get_published (newest)))
        newest = story;
    }
  if (newest != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->address), marbre_summary_get_url (newest));
}

static void
propose (MarbreLayoutDialog *self)
{
  const MarbreQuery query = { .states = MARBRE_STORY_STATE_BIT (MARBRE_STORY_PUBLISHED) |
                                        MARBRE_STORY_STATE_BIT (MARBRE_STORY_ARCHIVED),
                              .limit = MAX_PROPOSALS };

  marbre_archive_list_async (marbre_newsroom_get_archive (self->newsroom), &query,
                             self->cancellable, proposals_cb, g_object_ref (self));
}

/* Files of the layout, for the preview */

static void
load_file (const char *path,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer callback_data,
           gpointer data)
{
  marbre_layout_store_load_async (data, path, cancellable, callback, callback_data);
}

static GBytes *
finish_file (GAsyncResult *result, char **mime, gpointer data, GError **error)
{
  return marbre_layout_store_load_finish (data, result, error);
}

static void
marbre_layout_dialog_dispose (GObject *object)
{
  MarbreLayoutDialog *self = MARBRE_LAYOUT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->step);
  if (self->store != NULL)
    marbre_layout_store_try_out (self->store, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_LAYOUT_DIALOG);
  g_clear_object (&self->newsroom);
  g_clear_object (&self->store);
  g_clear_object (&self->story);
  g_clear_object (&self->older);
  g_clear_object (&self->layout);
  if (!self->making)
    g_clear_pointer (&self->recipe, marbre_layout_recipe_free);
  g_clear_object (&self->step);
  G_OBJECT_CLASS (marbre_layout_dialog_parent_class)->dispose (object);
}

static void
marbre_layout_dialog_finalize (GObject *object)
{
  MarbreLayoutDialog *self = MARBRE_LAYOUT_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->url, g_free);
  G_OBJECT_CLASS (marbre_layout_dialog_parent_class)->finalize (object);
}

static void
marbre_layout_dialog_class_init (MarbreLayoutDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_layout_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = marbre_layout_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-layout-dialog.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, MarbreLayoutDialog, child)
  BIND (use);
  BIND (progress);
  BIND (stack);
  BIND (address);
  BIND (message);
  BIND (load);
  BIND (name);
  BIND (summary);
  BIND (page);
  BIND (point);
  BIND (hint);
  BIND (picked);
  BIND (choice);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
  gtk_widget_class_bind_template_callback (widget_class, load_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, point_cb);
  gtk_widget_class_bind_template_callback (widget_class, wider_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
marbre_layout_dialog_init (MarbreLayoutDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_string_list_append (names, g_dpgettext2 (NULL, "layout", choices[i].name));
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (names));
}

/**
 * marbre_layout_dialog_new:
 * @parent: the window it belongs to
 * @newsroom: an open newsroom
 * @store: where the layout is kept
 * @page: the story being written, to be shown in the layout
 * @site: (nullable): the site whose newest story is proposed
 *
 * Returns: (transfer floating): the dialog
 */
GtkWidget *
marbre_layout_dialog_new (GtkWindow *parent,
                          MarbreNewsroom *newsroom,
                          MarbreLayoutStore *store,
                          MarbrePage *page,
                          MarbreSite *site)
{
  MarbreLayoutDialog *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (MARBRE_IS_NEWSROOM (newsroom), NULL);
  g_return_val_if_fail (MARBRE_IS_LAYOUT_STORE (store), NULL);
  g_return_val_if_fail (MARBRE_IS_PAGE (page), NULL);

  self = g_object_new (MARBRE_TYPE_LAYOUT_DIALOG, "transient-for", parent, NULL);
  self->newsroom = g_object_ref (newsroom);
  self->store = g_object_ref (store);
  self->reader = MARBRE_READER (marbre_reader_new (marbre_newsroom_get_archive (newsroom)));
  adw_bin_set_child (self->page, GTK_WIDGET (self->reader));
  marbre_preview_set_layout_loader (marbre_reader_get_preview (self->reader), load_file,
                                    finish_file, store);
  marbre_reader_set_site (self->reader, site);
  marbre_reader_set_page (self->reader, page);
  propose (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->address));
  return GTK_WIDGET (self);
}

/**
 * marbre_layout_dialog_refresh:
 * @layout: a layout of the store
 *
 * Loads the page of a layout again, with what was said of it before.
 */
void
marbre_layout_dialog_refresh (MarbreLayoutDialog *self, MarbreLayout *layout)
{
  g_return_if_fail (MARBRE_IS_LAYOUT_DIALOG (self));
  g_return_if_fail (MARBRE_IS_LAYOUT (layout));

  g_set_object (&self->older, layout);
  gtk_editable_set_text (self->name, marbre_layout_get_name (layout));
  gtk_editable_set_text (GTK_EDITABLE (self->address), marbre_layout_get_url (layout));
  load_cb (self);
}
