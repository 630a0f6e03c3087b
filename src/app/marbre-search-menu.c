/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be searched for; see marbre-search-menu.h. The searches that were saved are the user's,
 * not the newsroom's, and so in the settings. The list is ready before the popover opens, which
 * gives the keyboard to its first line.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-search-menu.h"

#include <string.h>

#include <glib/gi18n.h>

#include "marbre-saved-search-row.h"

/* More are for a filing cabinet; the oldest goes. */
#define MAX_SAVED 20

/* Between a search and its name in the settings: nobody can type it into the search. */
#define NAME_MARK '\t'

/* A longer search is not shown whole. */
#define MAX_CHARS 48

struct _MarbreSearchMenu
{
  GtkPopover parent_instance;

  GtkWidget *saved;    /* (owned by the widget tree): a box of rows, the newest first */
  GtkWidget *save;     /* (owned by the widget tree) */
  GtkLabel *save_text; /* (owned by the widget tree) */
  GSettings *settings; /* (owned) (nullable): without them nothing can be saved */
  char *search;        /* (owned): what is searched for now */
};

enum
{
  SIGNAL_OPERATOR_CHOSEN,
  SIGNAL_SEARCH_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* TRANSLATORS: operators of the search: in French mot-clé:, rubrique:, signature:, titre:, site:,
 * avant:, après:, est:brouillon, est:attente. Other names than these and
 * the English ones are not understood. */
static const struct
{
  const char *operator;
  const char *meaning;
} operators[] = {
  { N_ ("tag:"), N_ ("Stories with a tag") },
  { N_ ("section:"), N_ ("In a section") },
  { N_ ("byline:"), N_ ("By an author") },
  { N_ ("title:"), N_ ("With a word in the headline") },
  { N_ ("site:"), N_ ("At a site, by name or address") },
  { N_ ("before:"), N_ ("Before a year, month or day (2026-03)") },
  { N_ ("after:"), N_ ("Since a year, month or day (2026-03-12)") },
  { N_ ("is:draft"), N_ ("Drafts only") },
  { N_ ("is:pending"), N_ ("At a site: waiting, private, scheduled, pinned") },
  { "-", N_ ("Without a word, tag or section") },
  { "\"", N_ ("Words one after the other") },
};

G_DEFINE_FINAL_TYPE (MarbreSearchMenu, marbre_search_menu, GTK_TYPE_POPOVER)

static void
choose (MarbreSearchMenu *self, guint signal, const char *text)
{
  g_autofree char *copy = g_strdup (text);

  /* Closed first: a popover that closes gives the keyboard back to its button. */
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[signal], 0, copy);
}

static void
operator_clicked_cb (MarbreSearchMenu *self, GtkWidget *button)
{
  choose (self, SIGNAL_OPERATOR_CHOSEN, g_object_get_data (G_OBJECT (button), "text"));
}

static void
saved_chosen_cb (MarbreSearchMenu *self, MarbreSavedSearchRow *row)
{
  choose (self, SIGNAL_SEARCH_CHOSEN, marbre_saved_search_row_get_text (row));
}

static GStrv
load (MarbreSearchMenu *self)
{
  return self->settings ? g_settings_get_strv (self->settings, "saved-searches")
                        : g_new0 (char *, 1);
}

/* Whether a line of the settings is of that search. */
static gboolean
is_of (const char *line, const char *search)
{
  const gsize length = strlen (search);

  return strncmp (line, search, length) == 0 && (line[length] == '\0' || line[length] == NAME_MARK);
}

static gboolean
is_saved (MarbreSearchMenu *self, const char *search)
{
  g_auto (GStrv) lines = load (self);

  for (guint i = 0; lines[i] != NULL; i++)
    if (is_of (lines[i], search))
      return TRUE;
  return FALSE;
}

/* Puts @line in the place of the search's own, or before all if it has none; %NULL takes that
 * away. */
static void
store (MarbreSearchMenu *self, const char *search, const char *line)
{
  g_auto (GStrv) old = load (self);
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  if (line != NULL && !is_saved (self, search))
    g_ptr_array_add (lines, (gpointer) line);
  for (guint i = 0; old[i] != NULL && lines->len < MAX_SAVED; i++)
    if (!is_of (old[i], search))
      g_ptr_array_add (lines, old[i]);
    else if (line != NULL)
      g_ptr_array_add (lines, (gpointer) line);
  g_ptr_array_add (lines, NULL);
  g_settings_set_strv (self->settings, "saved-searches", (const char *const *) lines->pdata);
}

static void
forgotten_cb (MarbreSearchMenu *self, MarbreSavedSearchRow *row)
{
  g_autofree char *text = g_strdup (marbre_saved_search_row_get_text (row));

  /* The row with the button goes away: the keyboard must have another place first. */
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  store (self, text, NULL);
}

/* The row goes away, and one with the new name comes to its place, where the keyboard stays. */
static void
renamed_cb (MarbreSearchMenu *self, const char *name, MarbreSavedSearchRow *row)
{
  g_autofree char *text = g_strdup (marbre_saved_search_row_get_text (row));
  g_autofree char *line = name[0] != '\0' ? g_strdup_printf ("%s%c%s", text, NAME_MARK, name)
                                          : g_strdup (text);
  GtkWidget *new_row;

  store (self, text, line);
  for (new_row = gtk_widget_get_first_child (self->saved); new_row != NULL;
       new_row = gtk_widget_get_next_sibling (new_row))
    if (g_str_equal (marbre_saved_search_row_get_text (MARBRE_SAVED_SEARCH_ROW (new_row)), text))
      gtk_widget_child_focus (new_row, GTK_DIR_TAB_FORWARD);
}

static void
save_clicked_cb (MarbreSearchMenu *self)
{
  store (self, self->search, self->search);
  choose (self, SIGNAL_SEARCH_CHOSEN, self->search);
}

static GtkWidget *
make_button (MarbreSearchMenu *self, const char *text, GCallback clicked)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "text", g_strdup (text), g_free);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARS);
  return label;
}

/* A button whose child is a widget has no name of its own for a screen reader. */
static void
set_name (GtkWidget *button, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
make_saved_row (MarbreSearchMenu *self, const char *line)
{
  const char *mark = strchr (line, NAME_MARK);
  g_autofree char *text = mark != NULL ? g_strndup (line, mark - line) : g_strdup (line);
  GtkWidget *row = marbre_saved_search_row_new (text, mark != NULL ? mark + 1 : "");

  g_signal_connect_object (row, "chosen", G_CALLBACK (saved_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "forgotten", G_CALLBACK (forgotten_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "renamed", G_CALLBACK (renamed_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
show_save (MarbreSearchMenu *self)
{
  g_autofree char *text = g_strdup_printf (_ ("Save the search “%s”"), self->search);

  gtk_label_set_text (self->save_text, text);
  set_name (self->save, text);
  gtk_widget_set_visible (self->save,
                          self->settings != NULL && self->search[0] != '\0' &&
                              !is_saved (self, self->search));
}

static void
show_saved (MarbreSearchMenu *self)
{
  g_auto (GStrv) searches = load (self);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->saved)) != NULL)
    gtk_box_remove (GTK_BOX (self->saved), row);
  for (guint i = 0; searches[i] != NULL; i++)
    gtk_box_append (GTK_BOX (self->saved), make_saved_row (self, searches[i]));
  gtk_widget_set_visible (self->saved, searches[0] != NULL);
  show_save (self);
}

static GtkWidget *
make_operator (MarbreSearchMenu *self, guint i)
{
  const char *operator= _ (operators[i].operator);
  GtkWidget *button = make_button (self, operator, G_CALLBACK (operator_clicked_cb));
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *sign = make_label (operator);
  g_autofree char *name = g_strdup_printf ("%s %s", operator, _ (operators[i].meaning));

  gtk_widget_add_css_class (sign, "monospace");
  gtk_widget_set_size_request (sign, 116, -1);
  gtk_box_append (GTK_BOX (row), sign);
  gtk_box_append (GTK_BOX (row), make_label (_ (operators[i].meaning)));
  gtk_button_set_child (GTK_BUTTON (button), row);
  set_name (button, name);
  return button;
}

static GtkWidget *
make_heading (const char *text)
{
  GtkWidget *label = make_label (text);

  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_start (label, 10);
  gtk_widget_set_margin_top (label, 6);
  return label;
}

static void
marbre_search_menu_dispose (GObject *object)
{
  MarbreSearchMenu *self = MARBRE_SEARCH_MENU (object);

  g_clear_object (&self->settings);
  G_OBJECT_CLASS (marbre_search_menu_parent_class)->dispose (object);
}

static void
marbre_search_menu_finalize (GObject *object)
{
  g_free (MARBRE_SEARCH_MENU (object)->search);
  G_OBJECT_CLASS (marbre_search_menu_parent_class)->finalize (object);
}

static void
marbre_search_menu_class_init (MarbreSearchMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_search_menu_dispose;
  G_OBJECT_CLASS (klass)->finalize = marbre_search_menu_finalize;

  /**
   * MarbreSearchMenu::operator-chosen:
   * @operator: what to put behind what is searched for
   */
  signals[SIGNAL_OPERATOR_CHOSEN] =
      g_signal_new ("operator-chosen", MARBRE_TYPE_SEARCH_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * MarbreSearchMenu::search-chosen:
   * @text: what to search for
   */
  signals[SIGNAL_SEARCH_CHOSEN] =
      g_signal_new ("search-chosen", MARBRE_TYPE_SEARCH_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
marbre_search_menu_init (MarbreSearchMenu *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->search = g_strdup ("");
  self->saved = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->save = make_button (self, "", G_CALLBACK (save_clicked_cb));
  self->save_text = GTK_LABEL (make_label (""));
  gtk_button_set_child (GTK_BUTTON (self->save), GTK_WIDGET (self->save_text));
  gtk_box_append (GTK_BOX (box), self->saved);
  gtk_box_append (GTK_BOX (box), self->save);
  gtk_box_append (GTK_BOX (box), make_heading (_ ("What to search for")));
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    gtk_box_append (GTK_BOX (box), make_operator (self, i));
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "search-menu");
  show_saved (self);
}

/**
 * marbre_search_menu_new:
 *
 * Returns: (transfer floating): a popover that saves nothing yet
 */
GtkWidget *
marbre_search_menu_new (void)
{
  return g_object_new (MARBRE_TYPE_SEARCH_MENU, NULL);
}

/**
 * marbre_search_menu_set_settings:
 * @settings: keep the saved searches
 */
void
marbre_search_menu_set_settings (MarbreSearchMenu *self, GSettings *settings)
{
  g_return_if_fail (MARBRE_IS_SEARCH_MENU (self));
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::saved-searches", G_CALLBACK (show_saved), self,
                           G_CONNECT_SWAPPED);
  show_saved (self);
}

/**
 * marbre_search_menu_set_search:
 * @text: what is searched for now
 */
void
marbre_search_menu_set_search (MarbreSearchMenu *self, const char *text)
{
  g_return_if_fail (MARBRE_IS_SEARCH_MENU (self));
  g_return_if_fail (text != NULL);

  g_free (self->search);
  self->search = g_strstrip (g_strdup (text));
  show_save (self);
}
