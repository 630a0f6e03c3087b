/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The library; see marbre-library.h. One query is under way at a time: a newer one cancels it. Only
 * rows that changed are replaced, and further pages are appended when the end comes into sight.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-library.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "marbre-index-note.h"
#include "marbre-search-menu.h"
#include "marbre-story-row.h"
#include "marbre-summary-list.h"

#define PAGE_SIZE 100

struct _MarbreLibrary
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *box;
  GtkEditable *search;
  GtkMenuButton *help;
  GtkRevealer *shelves;
  GtkToggleButton *drafts;
  GtkToggleButton *published;
  GtkToggleButton *archived;
  GtkLabel *respelt_note;
  MarbreIndexNote *index_note;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkListView *list;
  AdwStatusPage *empty;
  GtkWidget *empty_button;
  GtkPopover *menu;

  MarbreArchive *archive;       /* (owned) (nullable) */
  GListStore *stories;          /* (owned) (element-type MarbreSummary) */
  GtkSingleSelection *selected; /* (owned) */
  GCancellable *cancellable;    /* (owned) (nullable): the query under way */
  MarbreSummary *clicked;       /* (owned) (nullable): the story that the menu is about */
  MarbreSearchMenu *searches;   /* (owned by @help) */
  char *respelt;                /* (owned) (nullable): what is searched for in place of the text */
  char *current;                /* (owned) (nullable): id of the story in the editor */
  gboolean complete;            /* the archive has no more rows for this query */
  gboolean rewind;              /* the next rows answer another question: show the first */
};

enum
{
  SIGNAL_STORY_ACTIVATED,
  SIGNAL_TRASH_REQUESTED,
  SIGNAL_URL_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreLibrary, marbre_library, GTK_TYPE_WIDGET)

/* What is searched for, "" for the shelves. */
static const char *
sought (MarbreLibrary *self)
{
  return self->respelt != NULL ? self->respelt : gtk_editable_get_text (self->search);
}

static MarbreStoryState
current_shelf (MarbreLibrary *self)
{
  if (gtk_toggle_button_get_active (self->archived))
    return MARBRE_STORY_ARCHIVED;
  return gtk_toggle_button_get_active (self->published) ? MARBRE_STORY_PUBLISHED
                                                        : MARBRE_STORY_DRAFT;
}

static void
show_empty (MarbreLibrary *self)
{
  static const struct
  {
    const char *title;
    const char *description;
  } texts[] = {
    [MARBRE_STORY_DRAFT] = { N_ ("No drafts"), N_ ("A new story is kept here as you write it.") },
    [MARBRE_STORY_PUBLISHED] = { N_ ("Nothing published yet"),
                                 N_ ("Stories that you publish from Marbre are kept here.") },
    [MARBRE_STORY_ARCHIVED] = { N_ ("The archive is empty"),
                                N_ ("Connect a site or import an archive to find what your "
                                    "newsroom has run.") },
  };
  MarbreStoryState shelf = current_shelf (self);
  gboolean searching = gtk_editable_get_text (self->search)[0] != '\0';

  if (searching)
    {
      adw_status_page_set_title (self->empty, _ ("No story found"));
      adw_status_page_set_description (
          self->empty, _ ("Try fewer or other words. “tag:”, “byline:” or “before:2026” find by "
                          "more than words: see the button beside the search."));
    }
  else
    {
      adw_status_page_set_title (self->empty, _ (texts[shelf].title));
      adw_status_page_set_description (self->empty, _ (texts[shelf].description));
    }
  gtk_widget_set_visible (self->empty_button, !searching && shelf == MARBRE_STORY_DRAFT);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
select_current (MarbreLibrary *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->stories));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MarbreSummary) summary = g_list_model_get_item (G_LIST_MODEL (self->stories), i);

      if (g_strcmp0 (marbre_summary_get_id (summary), self->current) == 0)
        {
          gtk_single_selection_set_selected (self->selected, i);
          return;
        }
    }
  gtk_single_selection_set_selected (self->selected, GTK_INVALID_LIST_POSITION);
}

static void query (MarbreLibrary *self, guint offset);

/* Says that what is listed is not what was asked for. */
static void
show_respelt (MarbreLibrary *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (self->search)));
  g_autofree char *meant = g_strstrip (g_strdup (sought (self)));
  g_autofree char *note = NULL;

  if (self->respelt != NULL)
    note =
        g_strdup_printf (_ ("Nothing was found for “%s”. Showing results for “%s”."), typed, meant);
  gtk_label_set_text (self->respelt_note, note ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->respelt_note), note != NULL);
}

static void
respelt_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreLibrary) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *meant = marbre_archive_respell_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  /* Without an idea there is nothing to say but that nothing was found. */
  if (meant == NULL || meant[0] == '\0')
    {
      show_empty (self);
      return;
    }
  g_free (self->respelt);
  self->respelt = g_steal_pointer (&meant);
  query (self, 0);
}

/* No story is listed: either something else was meant, or there is none. */
static void
find_nothing (MarbreLibrary *self)
{
  const char *text = gtk_editable_get_text (self->search);

  if (text[0] == '\0' || self->respelt != NULL)
    {
      g_clear_pointer (&self->respelt, g_free);
      show_empty (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  marbre_archive_respell_async (self->archive, text, self->cancellable, respelt_cb,
                                g_object_ref (self));
}

typedef struct
{
  MarbreLibrary *self; /* (owned) */
  guint offset;
} Listing;

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Listing *listing = user_data;
  g_autoptr (MarbreLibrary) self = listing->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = marbre_archive_list_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (rows == NULL)
    {
      adw_status_page_set_title (self->empty, _ ("The archive cannot be read"));
      adw_status_page_set_description (self->empty, error->message);
      gtk_widget_set_visible (self->empty_button, FALSE);
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  self->complete = rows->len < PAGE_SIZE;
  if (self->rewind)
    {
      g_list_store_remove_all (self->stories);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
      self->rewind = FALSE;
    }
  marbre_summary_list_replace (self->stories, listing->offset, rows);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->stories)) == 0)
    find_nothing (self);
  else
    gtk_stack_set_visible_child_name (self->stack, "list");
  show_respelt (self);
  select_current (self);
}

static void
query (MarbreLibrary *self, guint offset)
{
  const char *text = sought (self);
  MarbreQuery query = { 0 };
  Listing *listing;

  if (self->archive == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  /* A search looks on every shelf: who searches does not care where the story stands. */
  query.text = text;
  query.states = text[0] != '\0' ? 0 : MARBRE_STORY_STATE_BIT (current_shelf (self));
  query.limit = PAGE_SIZE;
  query.offset = offset;
  gtk_revealer_set_reveal_child (self->shelves, text[0] == '\0');

  listing = g_new0 (Listing, 1);
  listing->self = g_object_ref (self);
  listing->offset = offset;
  marbre_archive_list_async (self->archive, &query, self->cancellable, listed_cb, listing);
}

static void
refresh (MarbreLibrary *self)
{
  query (self, 0);
}

/* Another question: the answer is shown from its beginning. */
static void
start_anew (MarbreLibrary *self)
{
  self->rewind = TRUE;
  refresh (self);
}

static void
search_changed_cb (MarbreLibrary *self)
{
  g_clear_pointer (&self->respelt, g_free);
  marbre_search_menu_set_search (self->searches, gtk_editable_get_text (self->search));
  start_anew (self);
}

static void
search_for (MarbreLibrary *self, const char *text)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_set_text (self->search, text);
  gtk_editable_set_position (self->search, -1);
}

/* An operator comes behind what is there. */
static void
operator_chosen_cb (MarbreLibrary *self, const char *operator)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (self->search));
  g_autofree char *longer = NULL;

  g_strchomp (text);
  longer = g_strconcat (text, text[0] != '\0' ? " " : "", operator, NULL);
  search_for (self, longer);
}

static void
stop_search_cb (MarbreLibrary *self)
{
  gtk_editable_set_text (self->search, "");
}

/* Each change of the group toggles two buttons; the one that became active is the change. */
static void
shelf_toggled_cb (MarbreLibrary *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    start_anew (self);
}

static void
activate_cb (MarbreLibrary *self, guint position)
{
  g_autoptr (MarbreSummary) summary =
      g_list_model_get_item (G_LIST_MODEL (self->stories), position);

  if (summary != NULL)
    g_signal_emit (self, signals[SIGNAL_STORY_ACTIVATED], 0, marbre_summary_get_id (summary));
}

/* Enter in the search entry opens the first hit. */
static void
search_activate_cb (MarbreLibrary *self)
{
  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "list"))
    activate_cb (self, 0);
}

static void
edge_reached_cb (MarbreLibrary *self, GtkPositionType position)
{
  if (position == GTK_POS_BOTTOM && !self->complete && self->cancellable == NULL)
    query (self, g_list_model_get_n_items (G_LIST_MODEL (self->stories)));
}

static void
trash_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreLibrary *self = MARBRE_LIBRARY (widget);

  if (self->clicked != NULL)
    g_signal_emit (self, signals[SIGNAL_TRASH_REQUESTED], 0, marbre_summary_get_id (self->clicked));
}

static void
view_online_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreLibrary *self = MARBRE_LIBRARY (widget);

  if (self->clicked != NULL)
    g_signal_emit (self, signals[SIGNAL_URL_REQUESTED], 0, marbre_summary_get_url (self->clicked));
}

/* The menu hangs on the library, not on a row: while it is open the list may be read anew, and rows
 * come and go. For the same reason the story that it is about is kept apart from the selection. */
static void
popup_menu (MarbreLibrary *self, GtkWidget *row, GtkListItem *item, double x, double y)
{
  double left;
  double top;

  g_set_object (&self->clicked, gtk_list_item_get_item (item));
  gtk_single_selection_set_selected (self->selected, gtk_list_item_get_position (item));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "library.view-online",
                                 marbre_summary_get_url (self->clicked)[0] != '\0');
  if (!gtk_widget_translate_coordinates (row, GTK_WIDGET (self), x, y, &left, &top))
    return;
  gtk_popover_set_pointing_to (self->menu, &(GdkRectangle){ (int) left, (int) top, 1, 1 });
  gtk_popover_popup (self->menu);
}

static void
secondary_click_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkListItem *item)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *library = gtk_widget_get_ancestor (row, MARBRE_TYPE_LIBRARY);

  if (library != NULL && gtk_list_item_get_item (item) != NULL)
    popup_menu (MARBRE_LIBRARY (library), row, item, x, y);
}

/* One click opens. The list view's own way of that selects whatever the pointer rests over, and the
 * mark belongs to the story on the desk. */
static void
click_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkListItem *item)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *library = gtk_widget_get_ancestor (row, MARBRE_TYPE_LIBRARY);

  if (library != NULL && n_press == 1 && gtk_widget_contains (row, x, y))
    activate_cb (MARBRE_LIBRARY (library), gtk_list_item_get_position (item));
}

static void
watch_clicks (GtkWidget *row, guint button, const char *signal, GCallback callback, gpointer item)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), button);
  g_signal_connect_object (click, signal, callback, item, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = marbre_story_row_new ();

  watch_clicks (row, GDK_BUTTON_PRIMARY, "released", G_CALLBACK (click_cb), item);
  watch_clicks (row, GDK_BUTTON_SECONDARY, "pressed", G_CALLBACK (secondary_click_cb), item);
  gtk_list_item_set_child (item, row);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  marbre_story_row_set_summary (MARBRE_STORY_ROW (gtk_list_item_get_child (item)),
                                gtk_list_item_get_item (item));
}

static void
marbre_library_dispose (GObject *object)
{
  MarbreLibrary *self = MARBRE_LIBRARY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_LIBRARY);
  g_clear_object (&self->archive);
  g_clear_object (&self->selected);
  g_clear_object (&self->stories);
  g_clear_object (&self->clicked);
  g_clear_pointer (&self->current, g_free);
  g_clear_pointer (&self->respelt, g_free);
  G_OBJECT_CLASS (marbre_library_parent_class)->dispose (object);
}

static void
marbre_library_class_init (MarbreLibraryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (MARBRE_TYPE_INDEX_NOTE);

  G_OBJECT_CLASS (klass)->dispose = marbre_library_dispose;

  /**
   * MarbreLibrary::story-activated:
   * @id: the story to open
   */
  signals[SIGNAL_STORY_ACTIVATED] =
      g_signal_new ("story-activated", MARBRE_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * MarbreLibrary::trash-requested:
   * @id: the story to put in the trash
   */
  signals[SIGNAL_TRASH_REQUESTED] =
      g_signal_new ("trash-requested", MARBRE_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * MarbreLibrary::url-requested:
   * @url: the page to open in the browser
   */
  signals[SIGNAL_URL_REQUESTED] =
      g_signal_new ("url-requested", MARBRE_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "library.trash", NULL, trash_action);
  gtk_widget_class_install_action (widget_class, "library.view-online", NULL, view_online_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/marbre/Marbre/app/marbre-library.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreLibrary, box);
  gtk_widget_class_bind_template_child (widget_class, MarbreLibrary, search);
  gtk_widget_class_bind_template_child (widget_class, MarbreLibrary, help);
  gtk_widget_class_bind_template_child (widget_class, MarbreLibrary, shelves);
  gtk_widget_class_bind_template_child (widget_class, MarbreLibrary, drafts);
  gtk_widget_class_bind_template_child (widget_class, MarbreLibrary, published);
  gtk_widget_class_bind_template_child (widget_class, MarbreLibrary, archived);
  gtk_widget_class_bind_template_child (widget_class, MarbreLibrary, respelt_note);
  gtk_widget_class_bind_template_child (widget_class, MarbreLibrary, index_note);
  gtk_widget_class_bind_template_child (widget_class, MarbreLibrary, stack);
  gtk_widget_class_bind_template_child (widget_class, MarbreLibrary, scroller);
  gtk_widget_class_bind_template_child (widget_class, MarbreLibrary, list);
  gtk_widget_class_bind_template_child (widget_class, MarbreLibrary, empty);
  gtk_widget_class_bind_template_child (widget_class, MarbreLibrary, empty_button);
  gtk_widget_class_bind_template_child (widget_class, MarbreLibrary, menu);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, shelf_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, select_current);
  gtk_widget_class_bind_template_callback (widget_class, edge_reached_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "library");
}

static void
marbre_library_init (MarbreLibrary *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  self->searches = MARBRE_SEARCH_MENU (marbre_search_menu_new ());
  gtk_menu_button_set_popover (self->help, GTK_WIDGET (self->searches));
  g_signal_connect_object (self->searches, "operator-chosen", G_CALLBACK (operator_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->searches, "search-chosen", G_CALLBACK (search_for), self,
                           G_CONNECT_SWAPPED);
  self->stories = g_list_store_new (MARBRE_TYPE_SUMMARY);
  self->selected = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->stories)));
  gtk_single_selection_set_autoselect (self->selected, FALSE);
  gtk_single_selection_set_can_unselect (self->selected, TRUE);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selected));
}

/**
 * marbre_library_set_archive:
 * @archive: an open archive; the list follows its changes
 */
void
marbre_library_set_archive (MarbreLibrary *self, MarbreArchive *archive)
{
  g_return_if_fail (MARBRE_IS_LIBRARY (self));
  g_return_if_fail (MARBRE_IS_ARCHIVE (archive));
  g_return_if_fail (self->archive == NULL);

  self->archive = g_object_ref (archive);
  g_signal_connect_object (archive, "story-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (archive, "stories-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  marbre_index_note_set_archive (self->index_note, archive);
  refresh (self);
}

/**
 * marbre_library_set_settings:
 * @settings: the application's, which keep the searches that were saved
 */
void
marbre_library_set_settings (MarbreLibrary *self, GSettings *settings)
{
  g_return_if_fail (MARBRE_IS_LIBRARY (self));
  g_return_if_fail (G_IS_SETTINGS (settings));
  marbre_search_menu_set_settings (self->searches, settings);
}

/**
 * marbre_library_set_current:
 * @id: (nullable): the story in the editor, marked in the list
 */
void
marbre_library_set_current (MarbreLibrary *self, const char *id)
{
  g_return_if_fail (MARBRE_IS_LIBRARY (self));

  g_free (self->current);
  self->current = g_strdup (id);
  select_current (self);
}

/**
 * marbre_library_focus_search:
 *
 * Puts the caret into the search entry.
 */
void
marbre_library_focus_search (MarbreLibrary *self)
{
  g_return_if_fail (MARBRE_IS_LIBRARY (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
