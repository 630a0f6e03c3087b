/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notes to the desk; see marbre-notes-view.h. While one types above them only their places move:
 * then the rows stay, so that the focus is kept. The signals give a note by its number in the list
 * that was set.
 */
#define G_LOG_DOMAIN "marbre-sidebar"

#include "config.h"

#include "marbre-notes-view.h"

#include <glib/gi18n.h>

/* Rows; who has more notes than this works through them from above. */
#define MAX_ROWS 200

struct _MarbreNotesView
{
  GtkWidget parent_instance;

  GtkWidget *box;     /* (owned by the widget tree) */
  GtkWidget *buttons; /* (owned by the widget tree): for all notes at once */
  GtkListBox *list;   /* (owned by the widget tree) */
  GString *digest;    /* (owned): kinds and texts of the rows shown */
};

enum
{
  SIGNAL_NOTE_ACTIVATED,
  SIGNAL_NOTE_CHOSEN,
  SIGNAL_ALL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreNotesView, marbre_notes_view, GTK_TYPE_WIDGET)

static G_DEFINE_QUARK (marbre-note-number, number)

static void
row_activated_cb (MarbreNotesView *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_NOTE_ACTIVATED], 0,
                 (guint) gtk_list_box_row_get_index (row));
}

static void
choose (MarbreNotesView *self, GtkWidget *button, MarbreCriticChoice choice)
{
  guint number =
      GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (button), number_quark ()));

  g_signal_emit (self, signals[SIGNAL_NOTE_CHOSEN], 0, number, (int) choice);
}

static void
accept_cb (MarbreNotesView *self, GtkWidget *button)
{
  choose (self, button, MARBRE_CRITIC_ACCEPT);
}

static void
reject_cb (MarbreNotesView *self, GtkWidget *button)
{
  choose (self, button, MARBRE_CRITIC_REJECT);
}

static void
accept_all_cb (MarbreNotesView *self)
{
  g_signal_emit (self, signals[SIGNAL_ALL_CHOSEN], 0, (int) MARBRE_CRITIC_ACCEPT,
                 (guint) MARBRE_CRITIC_SUGGESTIONS);
}

static void
reject_all_cb (MarbreNotesView *self)
{
  g_signal_emit (self, signals[SIGNAL_ALL_CHOSEN], 0, (int) MARBRE_CRITIC_REJECT,
                 (guint) MARBRE_CRITIC_SUGGESTIONS);
}

static void
remove_comments_cb (MarbreNotesView *self)
{
  g_signal_emit (self, signals[SIGNAL_ALL_CHOSEN], 0, (int) MARBRE_CRITIC_REJECT,
                 (guint) MARBRE_CRITIC_COMMENTS);
}

static const char *
get_title (const MarbreDeskNote *note)
{
  switch (note->mark.kind)
    {
    case MARBRE_CRITIC_ADDITION:
      return _ ("Add");
    case MARBRE_CRITIC_DELETION:
      return _ ("Remove");
    case MARBRE_CRITIC_SUBSTITUTION:
      return _ ("Replace");
    default:
      return _ ("Comment");
    }
}

/* Where the note is, if it is not in the body. */
static const char *
get_place (const MarbreDeskNote *note)
{
  switch (note->where)
    {
    case MARBRE_DESK_TEXT_KICKER:
      return _ ("Kicker");
    case MARBRE_DESK_TEXT_HEADLINE:
      return _ ("Headline");
    case MARBRE_DESK_TEXT_STANDFIRST:
      return _ ("Standfirst");
    case MARBRE_DESK_TEXT_BYLINE:
      return _ ("Byline");
    case MARBRE_DESK_TEXT_LEAD_ALT:
      return _ ("Alternative text of the lead picture");
    case MARBRE_DESK_TEXT_LEAD_CAPTION:
      return _ ("Caption of the lead picture");
    case MARBRE_DESK_TEXT_LEAD_CREDIT:
      return _ ("Credit of the lead picture");
    case MARBRE_DESK_TEXT_BODY:
    default:
      return NULL;
    }
}

static char *
dup_title (const MarbreDeskNote *note)
{
  const char *place = get_place (note);

  if (place == NULL)
    return g_strdup (get_title (note));
  /* TRANSLATORS: what a note suggests and where it is, as in “Replace · Headline” */
  return g_strdup_printf (_ ("%s · %s"), get_title (note), place);
}

static char *
get_text (const MarbreDeskNote *note)
{
  GString *text = g_string_new (NULL);

  if (note->mark.kind == MARBRE_CRITIC_HIGHLIGHT)
    g_string_printf (text, _ ("“%s”"), note->text);
  else
    g_string_assign (text, note->text);
  if (note->replacement != NULL)
    g_string_append_printf (text, " → %s", note->replacement);
  if (note->comment != NULL)
    g_string_append_printf (text, "\n%s", note->comment);
  return g_string_free (text, FALSE);
}

static void
add_button (MarbreNotesView *self,
            GtkWidget *box,
            guint number,
            const char *icon,
            const char *label,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_qdata (G_OBJECT (button), number_quark (), GUINT_TO_POINTER (number));
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
make_row (MarbreNotesView *self, const MarbreDeskNote *note, guint number)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *heading = dup_title (note);
  GtkWidget *title = gtk_label_new (heading);
  g_autofree char *text = get_text (note);
  GtkWidget *label = gtk_label_new (text);
  g_autofree char *name = g_strdup_printf ("%s: %s", heading, text);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_add_css_class (title, "caption");
  gtk_widget_add_css_class (title, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 5);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), label);
  gtk_box_append (GTK_BOX (box), words);
  if (marbre_critic_get_scope (note->mark.kind) == MARBRE_CRITIC_SUGGESTIONS)
    {
      add_button (self, box, number, "object-select-symbolic", _ ("Accept"),
                  G_CALLBACK (accept_cb));
      add_button (self, box, number, "edit-undo-symbolic", _ ("Reject"), G_CALLBACK (reject_cb));
    }
  else
    add_button (self, box, number, "user-trash-symbolic", _ ("Remove the comment"),
                G_CALLBACK (reject_cb));
  gtk_widget_set_margin_start (box, 10);
  gtk_widget_set_margin_end (box, 4);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static void
marbre_notes_view_dispose (GObject *object)
{
  MarbreNotesView *self = MARBRE_NOTES_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (marbre_notes_view_parent_class)->dispose (object);
}

static void
marbre_notes_view_finalize (GObject *object)
{
  MarbreNotesView *self = MARBRE_NOTES_VIEW (object);

  g_string_free (self->digest, TRUE);
  G_OBJECT_CLASS (marbre_notes_view_parent_class)->finalize (object);
}

static void
marbre_notes_view_class_init (MarbreNotesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_notes_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = marbre_notes_view_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  /**
   * MarbreNotesView::note-activated:
   * @number: of the note in the list
   */
  signals[SIGNAL_NOTE_ACTIVATED] =
      g_signal_new ("note-activated", MARBRE_TYPE_NOTES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  /**
   * MarbreNotesView::note-chosen:
   * @number: of the note in the list
   * @choice: a #MarbreCriticChoice
   */
  signals[SIGNAL_NOTE_CHOSEN] =
      g_signal_new ("note-chosen", MARBRE_TYPE_NOTES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_INT);

  /**
   * MarbreNotesView::all-chosen:
   * @choice: a #MarbreCriticChoice
   * @scope: a #MarbreCriticScope
   */
  signals[SIGNAL_ALL_CHOSEN] =
      g_signal_new ("all-chosen", MARBRE_TYPE_NOTES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_UINT);
}

static void
add_command (MarbreNotesView *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->buttons), button);
}

static GtkWidget *
make_placeholder (void)
{
  GtkWidget *label = gtk_label_new (
      _ ("No notes. Select words in the text and press Ctrl+Alt+M to comment on them. Readers "
         "never see notes."));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_widget_set_margin_top (label, 12);
  return label;
}

static void
marbre_notes_view_init (MarbreNotesView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *title = gtk_label_new (_ ("Notes to the desk"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (title, "sidebar-title");
  self->digest = g_string_new (NULL);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_visible (self->buttons, FALSE);
  add_command (self, _ ("Accept all suggestions"), G_CALLBACK (accept_all_cb));
  add_command (self, _ ("Reject all suggestions"), G_CALLBACK (reject_all_cb));
  add_command (self, _ ("Remove all comments"), G_CALLBACK (remove_comments_cb));
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (self->list, make_placeholder ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Notes to the desk"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self->box), title);
  gtk_box_append (GTK_BOX (self->box), scroller);
  gtk_box_append (GTK_BOX (self->box), self->buttons);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * marbre_notes_view_new:
 *
 * Returns: (transfer floating): a list without notes
 */
GtkWidget *
marbre_notes_view_new (void)
{
  return g_object_new (MARBRE_TYPE_NOTES_VIEW, NULL);
}

/**
 * marbre_notes_view_set_notes:
 * @notes: (element-type MarbreDeskNote): the story's notes
 */
void
marbre_notes_view_set_notes (MarbreNotesView *self, GArray *notes)
{
  g_autoptr (GString) digest = g_string_new (NULL);
  GtkListBoxRow *row;

  g_return_if_fail (MARBRE_IS_NOTES_VIEW (self));
  g_return_if_fail (notes != NULL);

  for (guint i = 0; i < notes->len; i++)
    {
      const MarbreDeskNote *note = &g_array_index (notes, MarbreDeskNote, i);
      g_autofree char *text = get_text (note);

      g_string_append_printf (digest, "%d %d %s\n", note->where, note->mark.kind, text);
    }
  if (g_string_equal (digest, self->digest))
    return;
  g_string_assign (self->digest, digest->str);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < MIN (notes->len, MAX_ROWS); i++)
    gtk_list_box_append (self->list,
                         make_row (self, &g_array_index (notes, MarbreDeskNote, i), i));
  gtk_widget_set_visible (self->buttons, notes->len > 0);
}
