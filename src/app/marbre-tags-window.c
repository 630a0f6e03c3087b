/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of tags; see marbre-tags-window.h. One change is under way at a time, and the last one
 * can be taken back: by the toast's button or by Ctrl+Z.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-tags-window.h"

#include <glib/gi18n.h>

#include "marbre-tag-book.h"
#include "marbre-tag-dialog.h"
#include "marbre-tag-row.h"
#include "marbre-terms.h"

/* Milliseconds between two looks at how far search has followed. */
#define LOOK_AGAIN 1000

struct _MarbreTagsWindow
{
  AdwWindow parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  GtkEditable *search;
  GtkDropDown *filter;
  GtkStack *stack;
  GtkListView *list;
  AdwStatusPage *empty;
  GtkWidget *busy;
  GtkLabel *waiting;

  MarbreArchive *archive;       /* (owned) */
  GListStore *entries;          /* (owned) (element-type MarbreTagEntry): all */
  GtkFilterListModel *filtered; /* (owned) */
  GtkCustomSorter *sorter;      /* (owned) */
  GtkSelectionModel *selection; /* (owned) */
  char *sought;                 /* (owned): folded */
  GCancellable *cancellable;    /* (owned): ends with the window */
  GCancellable *changing;       /* (owned) (nullable): the change under way */
  MarbreTagUndo *undo;          /* (owned) (nullable): of the last change */
  AdwToast *toast;              /* (owned) (nullable): what was told last */
  guint look_id;                /* GSource id; 0 if none */
};

/* In the order of the choices in the template. */
typedef enum
{
  SHOW_ALL,
  SHOW_MOST_USED,
  SHOW_NEAR,
  SHOW_UNUSED,
} Show;

G_DEFINE_FINAL_TYPE (MarbreTagsWindow, marbre_tags_window, ADW_TYPE_WINDOW)

static Show
get_show (MarbreTagsWindow *self)
{
  return (Show) gtk_drop_down_get_selected (self->filter);
}

static gboolean
match (gpointer item, gpointer data)
{
  MarbreTagsWindow *self = MARBRE_TAGS_WINDOW (data);
  MarbreTagEntry *entry = MARBRE_TAG_ENTRY (item);
  const Show show = get_show (self);

  return (show != SHOW_UNUSED || marbre_tag_entry_get_count (entry) == 0) &&
         (show != SHOW_NEAR || marbre_tag_entry_get_near (entry)[0] != NULL) &&
         marbre_tag_entry_matches (entry, self->sought);
}

/* The entries come by their letters, and stay so where counts are equal. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const guint count_a = marbre_tag_entry_get_count (MARBRE_TAG_ENTRY ((gpointer) a));
  const guint count_b = marbre_tag_entry_get_count (MARBRE_TAG_ENTRY ((gpointer) b));

  if (get_show (MARBRE_TAGS_WINDOW (data)) != SHOW_MOST_USED)
    return 0;
  return count_a < count_b ? 1 : count_a > count_b ? -1 : 0;
}

static GPtrArray *
list_selected (MarbreTagsWindow *self)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->selection);
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (entries, g_list_model_get_item (G_LIST_MODEL (self->selection), position));
  return entries;
}

static MarbreTagEntry *
find_entry (MarbreTagsWindow *self, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->entries)); i++)
    {
      g_autoptr (MarbreTagEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);

      if (g_str_equal (marbre_tag_entry_get_name (entry), name))
        return g_steal_pointer (&entry);
    }
  return NULL;
}

/* The selected tags; of one alone also those that it is close to. */
static GPtrArray *
list_to_merge (MarbreTagsWindow *self)
{
  GPtrArray *entries = list_selected (self);
  const char *const *near;

  if (entries->len != 1)
    return entries;
  near = marbre_tag_entry_get_near (g_ptr_array_index (entries, 0));
  for (guint i = 0; near[i] != NULL; i++)
    {
      MarbreTagEntry *entry = find_entry (self, near[i]);

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }
  return entries;
}

static gboolean
are_unused (GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    if (marbre_tag_entry_get_count (g_ptr_array_index (entries, i)) > 0)
      return FALSE;
  return entries->len > 0;
}

static void
update_actions (MarbreTagsWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const gboolean idle = self->changing == NULL;
  g_autoptr (GPtrArray) selected = list_selected (self);
  g_autoptr (GPtrArray) to_merge = list_to_merge (self);

  gtk_widget_action_set_enabled (widget, "tags.rename", idle && selected->len == 1);
  gtk_widget_action_set_enabled (widget, "tags.aliases", idle && selected->len == 1);
  gtk_widget_action_set_enabled (widget, "tags.merge", idle && to_merge->len > 1);
  gtk_widget_action_set_enabled (widget, "tags.remove", idle && are_unused (selected));
  gtk_widget_action_set_enabled (widget, "tags.undo", idle && self->undo != NULL);
}

static void
show_page (MarbreTagsWindow *self)
{
  static const char *const texts[] = {
    [SHOW_ALL] = N_ ("Tags come with the stories: add some to a story, or bring an archive in."),
    [SHOW_MOST_USED] = N_ ("Tags come with the stories: add some to a story, or bring an archive "
                           "in."),
    [SHOW_NEAR] = N_ ("No two tags are nearly the same."),
    [SHOW_UNUSED] = N_ ("Every tag is in use."),
  };
  const gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) > 0;

  adw_status_page_set_description (self->empty,
                                   *self->sought != '\0' ? _ ("Try another part of the name.")
                                                         : _ (texts[get_show (self)]));
  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "empty");
  update_actions (self);
}

static void
refilter_cb (MarbreTagsWindow *self)
{
  g_free (self->sought);
  self->sought = marbre_terms_fold (gtk_editable_get_text (self->search));
  gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->filtered),
                      GTK_FILTER_CHANGE_DIFFERENT);
  show_page (self);
}

static void list_tags (MarbreTagsWindow *self);

static gboolean
look_again_cb (gpointer data)
{
  MarbreTagsWindow *self = data;

  self->look_id = 0;
  list_tags (self);
  return G_SOURCE_REMOVE;
}

/* Says how far search has followed, as long as it has not. */
static void
show_waiting (MarbreTagsWindow *self, guint waiting)
{
  g_autofree char *text = g_strdup_printf (
      ngettext ("Search does not know the new tags of %u story yet",
                "Search does not know the new tags of %u stories yet", waiting),
      waiting);

  gtk_label_set_text (self->waiting, waiting > 0 ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), waiting > 0);
  if (waiting > 0 && self->look_id == 0)
    self->look_id = g_timeout_add (LOOK_AGAIN, look_again_cb, self);
}

static void
tell (MarbreTagsWindow *self, const char *text, gboolean with_undo)
{
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  /* libadwaita 1.2 always reads a toast's title as markup. */
  adw_toast_set_title (toast, escaped);
  if (with_undo)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "tags.undo");
    }
  /* An older one would come back behind it, with an Undo that is not its own, and take the next
   * Escape. */
  if (self->toast)
    adw_toast_dismiss (self->toast);
  g_set_object (&self->toast, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static gboolean
is_same (MarbreTagEntry *a, MarbreTagEntry *b)
{
  return g_str_equal (marbre_tag_entry_get_name (a), marbre_tag_entry_get_name (b)) &&
         marbre_tag_entry_get_count (a) == marbre_tag_entry_get_count (b) &&
         g_strv_equal (marbre_tag_entry_get_aliases (a), marbre_tag_entry_get_aliases (b)) &&
         g_strv_equal (marbre_tag_entry_get_near (a), marbre_tag_entry_get_near (b));
}

/* Replaces what lies between equal ends: the rest keeps its place and its selection. */
static void
take_entries (MarbreTagsWindow *self, GPtrArray *entries)
{
  GListModel *model = G_LIST_MODEL (self->entries);
  const guint old = g_list_model_get_n_items (model);
  guint head = 0, tail = 0;

  for (; head < old && head < entries->len; head++)
    {
      g_autoptr (MarbreTagEntry) entry = g_list_model_get_item (model, head);

      if (!is_same (entry, g_ptr_array_index (entries, head)))
        break;
    }
  for (; tail < old - head && tail < entries->len - head; tail++)
    {
      g_autoptr (MarbreTagEntry) entry = g_list_model_get_item (model, old - 1 - tail);

      if (!is_same (entry, g_ptr_array_index (entries, entries->len - 1 - tail)))
        break;
    }
  if (old - head - tail > 0 || entries->len - head - tail > 0)
    g_list_store_splice (self->entries, head, old - head - tail, entries->pdata + head,
                         entries->len - head - tail);
}

/* A tag that changed is another row to the list, and the keyboard that was on it with nobody: puts
 * both selection and keyboard on the row that stands in its place. */
static void
stay_at (MarbreTagsWindow *self, guint position)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->selection);

  if (n > 0 && position != GTK_INVALID_LIST_POSITION && gtk_bitset_is_empty (selected))
    gtk_selection_model_select_item (self->selection, MIN (position, n - 1), TRUE);
  if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    gtk_widget_grab_focus (n > 0 ? GTK_WIDGET (self->list) : GTK_WIDGET (self->search));
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreTagsWindow) self = user_data;
  g_autoptr (GtkBitset) selected = NULL;
  guint position;
  g_autoptr (GError) error = NULL;
  guint waiting = 0;
  g_autoptr (GPtrArray) entries =
      marbre_tag_book_list_finish (MARBRE_ARCHIVE (source), result, &waiting, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (entries == NULL)
    {
      tell (self, error->message, FALSE);
      return;
    }
  selected = gtk_selection_model_get_selection (self->selection);
  position = gtk_bitset_is_empty (selected) ? GTK_INVALID_LIST_POSITION
                                            : gtk_bitset_get_minimum (selected);
  take_entries (self, entries);
  stay_at (self, position);
  show_waiting (self, waiting);
  show_page (self);
}

static void
list_tags (MarbreTagsWindow *self)
{
  marbre_tag_book_list_async (self->archive, self->cancellable, listed_cb, g_object_ref (self));
}

/* Changes */

static void
begin_change (MarbreTagsWindow *self)
{
  g_clear_object (&self->changing);
  self->changing = g_cancellable_new ();
  gtk_widget_set_visible (self->busy, TRUE);
  update_actions (self);
}

static void
end_change (MarbreTagsWindow *self)
{
  g_clear_object (&self->changing);
  gtk_widget_set_visible (self->busy, FALSE);
  update_actions (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreTagsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreTagUndo) undo =
      marbre_tag_book_change_finish (MARBRE_ARCHIVE (source), result, &error);
  g_autofree char *text = NULL;
  guint stories;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  end_change (self);
  if (undo == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        tell (self, error->message, FALSE);
      return;
    }
  g_clear_pointer (&self->undo, marbre_tag_undo_unref);
  self->undo = marbre_tag_undo_ref (undo);
  stories = marbre_tag_undo_get_stories (undo);
  text = stories == 0 ? g_strdup (_ ("Tags changed"))
                      : g_strdup_printf (ngettext ("Tags changed, in %u story",
                                                   "Tags changed, in %u stories", stories),
                                         stories);
  tell (self, text, TRUE);
  update_actions (self);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreTagsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean done = marbre_tag_book_undo_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  end_change (self);
  tell (self, done ? _ ("Tags are as they were") : error->message, FALSE);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreTagsWindow *self = MARBRE_TAGS_WINDOW (widget);
  g_autoptr (MarbreTagUndo) undo = g_steal_pointer (&self->undo);

  begin_change (self);
  marbre_tag_book_undo_async (self->archive, undo, self->changing, undone_cb,
                              g_object_ref (self));
}

static void
join_cb (MarbreTagsWindow *self, GStrv names, const char *into)
{
  begin_change (self);
  marbre_tag_book_join_async (self->archive, (const char *const *) names, into, self->changing,
                              changed_cb, g_object_ref (self));
}

static void
ask_to_merge (MarbreTagsWindow *self, GPtrArray *entries)
{
  GtkWidget *dialog = marbre_tag_dialog_new_merge (GTK_WINDOW (self), entries);

  g_signal_connect_object (dialog, "join", G_CALLBACK (join_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* A name that another tag has is no slip that merges the two unasked. */
static void
rename_cb (MarbreTagsWindow *self, GStrv names, const char *into)
{
  MarbreTagEntry *other = find_entry (self, into);
  MarbreTagEntry *entry = find_entry (self, names[0]);
  g_autoptr (GPtrArray) both = g_ptr_array_new_with_free_func (g_object_unref);

  if (entry != NULL)
    g_ptr_array_add (both, entry);
  if (other != NULL)
    g_ptr_array_add (both, other);
  if (both->len == 2)
    ask_to_merge (self, both);
  else
    join_cb (self, names, into);
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreTagsWindow *self = MARBRE_TAGS_WINDOW (widget);
  g_autoptr (GPtrArray) selected = list_selected (self);
  GtkWidget *dialog =
      marbre_tag_dialog_new_rename (GTK_WINDOW (self), g_ptr_array_index (selected, 0));

  g_signal_connect_object (dialog, "join", G_CALLBACK (rename_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
merge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreTagsWindow *self = MARBRE_TAGS_WINDOW (widget);
  g_autoptr (GPtrArray) entries = list_to_merge (self);

  ask_to_merge (self, entries);
}

static void
aliases_cb (MarbreTagsWindow *self, const char *name, GStrv aliases)
{
  begin_change (self);
  marbre_tag_book_set_aliases_async (self->archive, name, (const char *const *) aliases,
                                     self->changing, changed_cb, g_object_ref (self));
}

static void
aliases_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreTagsWindow *self = MARBRE_TAGS_WINDOW (widget);
  g_autoptr (GPtrArray) selected = list_selected (self);
  GtkWidget *dialog =
      marbre_tag_dialog_new_aliases (GTK_WINDOW (self), g_ptr_array_index (selected, 0));

  g_signal_connect_object (dialog, "aliases", G_CALLBACK (aliases_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreTagsWindow *self = MARBRE_TAGS_WINDOW (widget);
  g_autoptr (GPtrArray) selected = list_selected (self);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < selected->len; i++)
    g_strv_builder_add (builder, marbre_tag_entry_get_name (g_ptr_array_index (selected, i)));
  names = g_strv_builder_end (builder);
  begin_change (self);
  marbre_tag_book_remove_async (self->archive, (const char *const *) names, self->changing,
                                changed_cb, g_object_ref (self));
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (MARBRE_TAGS_WINDOW (widget)->search));
}

static void
stop_cb (MarbreTagsWindow *self)
{
  g_cancellable_cancel (self->changing);
}

static void
activate_cb (MarbreTagsWindow *self, guint position)
{
  gtk_selection_model_select_item (self->selection, position, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self), "tags.rename", NULL);
}

/* Down from the search goes to what was found. */
static gboolean
search_key_cb (MarbreTagsWindow *self, guint keyval)
{
  if (keyval != GDK_KEY_Down || g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) == 0)
    return GDK_EVENT_PROPAGATE;
  gtk_selection_model_select_item (self->selection, 0, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  return GDK_EVENT_STOP;
}

static void
marbre_tags_window_dispose (GObject *object)
{
  MarbreTagsWindow *self = MARBRE_TAGS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->look_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_TAGS_WINDOW);
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->sorter);
  g_clear_object (&self->entries);
  g_clear_object (&self->archive);
  g_clear_object (&self->changing);
  g_clear_pointer (&self->undo, marbre_tag_undo_unref);
  G_OBJECT_CLASS (marbre_tags_window_parent_class)->dispose (object);
}

static void
marbre_tags_window_finalize (GObject *object)
{
  MarbreTagsWindow *self = MARBRE_TAGS_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->toast);
  g_clear_pointer (&self->sought, g_free);
  G_OBJECT_CLASS (marbre_tags_window_parent_class)->finalize (object);
}

static void
install_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "tags.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "tags.merge", NULL, merge_action);
  gtk_widget_class_install_action (widget_class, "tags.aliases", NULL, aliases_action);
  gtk_widget_class_install_action (widget_class, "tags.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "tags.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "tags.search", NULL, search_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "tags.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, GDK_CONTROL_MASK, "tags.merge",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "tags.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "tags.undo",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "tags.search",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
marbre_tags_window_class_init (MarbreTagsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = marbre_tags_window_dispose;
  object_class->finalize = marbre_tags_window_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-tags-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreTagsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, MarbreTagsWindow, search);
  gtk_widget_class_bind_template_child (widget_class, MarbreTagsWindow, filter);
  gtk_widget_class_bind_template_child (widget_class, MarbreTagsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, MarbreTagsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, MarbreTagsWindow, empty);
  gtk_widget_class_bind_template_child (widget_class, MarbreTagsWindow, busy);
  gtk_widget_class_bind_template_child (widget_class, MarbreTagsWindow, waiting);
  gtk_widget_class_bind_template_callback (widget_class, refilter_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  install_keys (widget_class);
}

static void
make_models (MarbreTagsWindow *self)
{
  g_autoptr (GtkListItemFactory) factory = marbre_tag_row_factory_new ();
  GtkSortListModel *sorted;

  self->entries = g_list_store_new (MARBRE_TYPE_TAG_ENTRY);
  self->sorter = gtk_custom_sorter_new (compare, self, NULL);
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->entries)),
                                    GTK_SORTER (g_object_ref (self->sorter)));
  self->filtered = gtk_filter_list_model_new (G_LIST_MODEL (sorted),
                                              GTK_FILTER (gtk_custom_filter_new (match, self,
                                                                                 NULL)));
  self->selection = GTK_SELECTION_MODEL (
      gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->filtered))));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, self->selection);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
}

static void
marbre_tags_window_init (MarbreTagsWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->cancellable = g_cancellable_new ();
  self->sought = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  make_models (self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (search_key_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (gtk_window_close), self,
                           G_CONNECT_SWAPPED);
  update_actions (self);
}

/**
 * marbre_tags_window_new:
 * @parent: the window it belongs to
 * @archive: whose tags
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
marbre_tags_window_new (GtkWindow *parent, MarbreArchive *archive)
{
  MarbreTagsWindow *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (archive), NULL);

  self = g_object_new (MARBRE_TYPE_TAGS_WINDOW, "transient-for", parent, NULL);
  self->archive = g_object_ref (archive);
  g_signal_connect_object (archive, "stories-changed", G_CALLBACK (list_tags), self,
                           G_CONNECT_SWAPPED);
  list_tags (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return GTK_WIDGET (self);
}
