/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The menu of an underlined word; see marbre-spelling-menu.h. It is shown when the suggestions are
 * there, so that nothing moves under the finger that is about to press Enter.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-spelling-menu.h"

#include <glib/gi18n.h>
#include <string.h>

struct _MarbreSpellingMenu
{
  GObject parent_instance;

  GtkTextView *view;              /* (borrowed) (nullable): weak */
  MarbreSpellingView *spelling;   /* (owned) */
  MarbreGrammarView *grammar;     /* (owned) (nullable) */
  GtkWidget *popover;             /* (owned by @view) (nullable) */
  GSimpleActionGroup *actions;    /* (owned) */
  GtkEventController *keys;       /* (owned by @view) */
  GtkEventController *clicks;     /* (owned by @view) */
  GtkTextMark *start, *end;       /* (borrowed) (nullable): of the buffer: what the menu is about */
  GCancellable *cancellable;      /* (owned) (nullable): of the suggestions that were asked for */
};

G_DEFINE_FINAL_TYPE (MarbreSpellingMenu, marbre_spelling_menu, G_TYPE_OBJECT)

enum
{
  SIGNAL_NOTHING,
  SIGNAL_RULE_IGNORED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
forget_place (MarbreSpellingMenu *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->start != NULL && !gtk_text_mark_get_deleted (self->start))
    {
      GtkTextBuffer *buffer = gtk_text_mark_get_buffer (self->start);

      gtk_text_buffer_delete_mark (buffer, self->start);
      gtk_text_buffer_delete_mark (buffer, self->end);
    }
  g_clear_object (&self->start);
  g_clear_object (&self->end);
}

static void
remove_popover (MarbreSpellingMenu *self)
{
  if (self->popover == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_clear_pointer (&self->popover, gtk_widget_unparent);
}

static gboolean
get_place (MarbreSpellingMenu *self, GtkTextBuffer **buffer, GtkTextIter *start, GtkTextIter *end)
{
  if (self->start == NULL || gtk_text_mark_get_deleted (self->start) || self->view == NULL)
    return FALSE;
  *buffer = gtk_text_mark_get_buffer (self->start);
  gtk_text_buffer_get_iter_at_mark (*buffer, start, self->start);
  gtk_text_buffer_get_iter_at_mark (*buffer, end, self->end);
  return *buffer == gtk_text_view_get_buffer (self->view) && !gtk_text_iter_equal (start, end);
}

/* The word without emphasis marks inside. */
static char *
dup_word (const GtkTextIter *start, const GtkTextIter *end)
{
  char *word = gtk_text_iter_get_slice (start, end);
  char *from, *to;

  for (from = to = word; *from != '\0'; from++)
    if (strchr ("*~[]", *from) == NULL)
      *to++ = *from;
  *to = '\0';
  return word;
}

static void
replace_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MarbreSpellingMenu *self = data;
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  if (!get_place (self, &buffer, &start, &end) || !gtk_text_view_get_editable (self->view))
    return;
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, g_variant_get_string (parameter, NULL), -1);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_buffer_end_user_action (buffer);
}

static void
add_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MarbreSpellingMenu *self = data;
  MarbreSpelling *spelling = marbre_spelling_view_get_spelling (self->spelling);
  MarbreSpellingList list = (MarbreSpellingList) g_variant_get_int32 (parameter);
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  if (get_place (self, &buffer, &start, &end) && marbre_spelling_has_list (spelling, list))
    {
      g_autofree char *word = dup_word (&start, &end);

      marbre_spelling_add_word (spelling, list, word);
    }
}

static void
ignore_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MarbreSpellingMenu *self = data;
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  if (get_place (self, &buffer, &start, &end))
    {
      g_autofree char *word = dup_word (&start, &end);

      marbre_spelling_ignore (marbre_spelling_view_get_spelling (self->spelling), word);
    }
}

/* "rule", or "rule, tab, words". */
static void
ignore_rule_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_RULE_IGNORED], 0, g_variant_get_string (parameter, NULL));
}

static void show_place (MarbreSpellingMenu *self, GtkTextIter *start, GtkTextIter *end);

/* The next mistake of either kind. */
static gboolean
find_next (MarbreSpellingMenu *self,
           const GtkTextIter *place,
           GtkTextIter *start,
           GtkTextIter *end)
{
  GtkTextIter from = *place, first, last;
  gboolean found = marbre_spelling_view_find_next (self->spelling, &from, start, end);

  if (self->grammar == NULL || !marbre_grammar_view_find_next (self->grammar, &from, &first, &last))
    return found;
  if (!found || gtk_text_iter_compare (&first, start) < 0)
    {
      *start = first;
      *end = last;
    }
  return TRUE;
}

static gboolean
find (MarbreSpellingMenu *self, const GtkTextIter *place, GtkTextIter *start, GtkTextIter *end)
{
  GtkTextIter at = *place;

  return marbre_spelling_view_find (self->spelling, &at, start, end) ||
         (self->grammar != NULL && marbre_grammar_view_find (self->grammar, &at, start, end));
}

static void
next_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MarbreSpellingMenu *self = data;
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  if (get_place (self, &buffer, &start, &end))
    gtk_text_buffer_place_cursor (buffer, &end);
  if (get_place (self, &buffer, &start, &end) && find_next (self, &end, &start, &end))
    show_place (self, &start, &end);
  else if (self->view != NULL)
    g_signal_emit (self, signals[SIGNAL_NOTHING], 0);
}

static void
append_words (GMenu *menu, char **words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (words[i], NULL);

      g_menu_item_set_action_and_target (item, "proof.replace", "s", words[i]);
      g_menu_append_item (menu, item);
    }
}

static void
append_rule (GMenu *menu, const char *label, const char *rule, const char *words)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
  g_autofree char *target = words ? g_strconcat (rule, "\t", words, NULL) : g_strdup (rule);

  g_menu_item_set_action_and_target (item, "proof.ignore-rule", "s", target);
  g_menu_append_item (menu, item);
}

/* What a rule objects to, with its explanation as the heading of its replacements. */
static GMenuModel *
create_grammar_model (const MarbreGrammarMistake *mistake, const char *words)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) replacements = g_menu_new ();
  g_autoptr (GMenu) rules = g_menu_new ();
  g_autoptr (GMenuItem) heading = g_menu_item_new (NULL, NULL);
  g_autoptr (GMenu) more = g_menu_new ();
  g_autofree char *label = g_strdup_printf (_("Ignore this rule for “%s”"), words);

  append_words (replacements, mistake->replacements);
  if (mistake->replacements[0] == NULL)
    g_menu_append (replacements, _("No suggestions"), "proof.none");
  g_menu_item_set_attribute (heading, "custom", "s", "message");
  g_menu_append_item (menu, heading);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (replacements));
  append_rule (rules, label, mistake->rule, words);
  append_rule (rules, _("Ignore this rule"), mistake->rule, NULL);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rules));
  g_menu_append (more, _("Next mistake"), "proof.next");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  return G_MENU_MODEL (menu);
}

static GMenuModel *
create_model (MarbreSpellingMenu *self, char **words)
{
  MarbreSpelling *spelling = marbre_spelling_view_get_spelling (self->spelling);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) suggestions = g_menu_new ();
  g_autoptr (GMenu) lists = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();

  append_words (suggestions, words);
  if (words[0] == NULL)
    g_menu_append (suggestions, _("No suggestions"), "proof.none");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (suggestions));

  if (marbre_spelling_has_list (spelling, MARBRE_SPELLING_PERSONAL))
    g_menu_append (lists, _("Add to my words"), "proof.add(0)");
  if (marbre_spelling_has_list (spelling, MARBRE_SPELLING_NEWSROOM))
    g_menu_append (lists, _("Add to the newsroom’s words"), "proof.add(1)");
  g_menu_append (lists, _("Ignore until Marbre is closed"), "proof.ignore");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (lists));

  g_menu_append (more, _("Next mistake"), "proof.next");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  return G_MENU_MODEL (menu);
}

static void
closed_cb (MarbreSpellingMenu *self)
{
  if (self->view != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* A heading of the menu's own would be cut off. */
static GtkWidget *
message_label (const char *message)
{
  GtkWidget *label = gtk_label_new (message);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 6);
  return label;
}

static gboolean
popup_cb (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_popover_popup (popover);
  return G_SOURCE_REMOVE;
}

static void
present (MarbreSpellingMenu *self, GMenuModel *model, const char *message)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  GdkRectangle from, to;

  if (!get_place (self, &buffer, &start, &end) || !gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    return;
  gtk_text_view_get_iter_location (self->view, &start, &from);
  gtk_text_view_get_iter_location (self->view, &end, &to);
  if (to.y == from.y)
    from.width = MAX (to.x - from.x, 1);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, from.x, from.y,
                                         &from.x, &from.y);
  remove_popover (self);
  self->popover = gtk_popover_menu_new_from_model (model);
  if (message != NULL)
    gtk_popover_menu_add_child (GTK_POPOVER_MENU (self->popover), message_label (message),
                                "message");
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self->view));
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &from);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Suggestions"), -1);
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (closed_cb), self,
                           G_CONNECT_SWAPPED);
  /* A menu puts the lines between its sections in an idle function of its own, and is as high as it
   * was when it popped up: without waiting for that, its last item would be cut off. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, popup_cb, g_object_ref (self->popover),
                   g_object_unref);
}

static void
suggested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreSpellingMenu) self = user_data;
  g_auto (GStrv) words = marbre_spelling_suggest_finish (MARBRE_SPELLING (source), result, NULL);
  g_autoptr (GMenuModel) model = NULL;

  if (words == NULL)
    return;
  model = create_model (self, words);
  present (self, model, NULL);
}

/* Asks what the word between the two may be, and shows the menu then. */
static void
show_place (MarbreSpellingMenu *self, GtkTextIter *start, GtkTextIter *end)
{
  GtkTextBuffer *buffer = gtk_text_iter_get_buffer (start);
  g_autofree char *word = dup_word (start, end);
  g_autofree char *context = NULL;
  GtkTextIter from = *start, to = *end;

  forget_place (self);
  self->start = g_object_ref (gtk_text_buffer_create_mark (buffer, NULL, start, TRUE));
  self->end = g_object_ref (gtk_text_buffer_create_mark (buffer, NULL, end, FALSE));
  gtk_text_view_scroll_mark_onscreen (self->view, self->end);
  if (self->grammar != NULL && !marbre_spelling_view_find (self->spelling, &from, &from, &to))
    {
      const MarbreGrammarMistake *mistake =
          marbre_grammar_view_find (self->grammar, start, &from, &to);
      g_autofree char *words = gtk_text_iter_get_slice (&from, &to);
      g_autoptr (GMenuModel) model = mistake ? create_grammar_model (mistake, words) : NULL;

      if (model != NULL)
        present (self, model, mistake->message);
      return;
    }
  from = *start;
  to = *end;
  gtk_text_iter_set_line_offset (&from, 0);
  if (!gtk_text_iter_ends_line (&to))
    gtk_text_iter_forward_to_line_end (&to);
  context = gtk_text_iter_get_slice (&from, &to);
  self->cancellable = g_cancellable_new ();
  marbre_spelling_suggest_async (marbre_spelling_view_get_spelling (self->spelling), word, context,
                                 marbre_spelling_view_get_language (self->spelling),
                                 self->cancellable, suggested_cb, g_object_ref (self));
}

static gboolean
shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  marbre_spelling_menu_popup (data);
  return TRUE;
}

static void
pressed_cb (MarbreSpellingMenu *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  GtkTextIter place, start, end;
  int buffer_x, buffer_y;

  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y,
                                         &buffer_x, &buffer_y);
  if (!gtk_text_view_get_iter_at_location (self->view, &place, buffer_x, buffer_y) ||
      !find (self, &place, &start, &end))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  show_place (self, &start, &end);
}

static void
destroyed_cb (MarbreSpellingMenu *self)
{
  forget_place (self);
  remove_popover (self);
}

static void
marbre_spelling_menu_dispose (GObject *object)
{
  MarbreSpellingMenu *self = MARBRE_SPELLING_MENU (object);

  forget_place (self);
  if (self->view != NULL)
    {
      remove_popover (self);
      gtk_widget_insert_action_group (GTK_WIDGET (self->view), "proof", NULL);
      gtk_widget_remove_controller (GTK_WIDGET (self->view), self->keys);
      gtk_widget_remove_controller (GTK_WIDGET (self->view), self->clicks);
    }
  g_clear_weak_pointer (&self->view);
  g_clear_object (&self->spelling);
  g_clear_object (&self->grammar);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (marbre_spelling_menu_parent_class)->dispose (object);
}

static void
marbre_spelling_menu_class_init (MarbreSpellingMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_spelling_menu_dispose;

  /**
   * MarbreSpellingMenu::nothing:
   *
   * The writer asked for a mistake, and there is none.
   */
  signals[SIGNAL_NOTHING] = g_signal_new ("nothing", MARBRE_TYPE_SPELLING_MENU, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MarbreSpellingMenu::rule-ignored:
   * @rule: as marbre_grammar_view_set_ignored() takes it
   *
   * The writer wants a rule to be off.
   */
  signals[SIGNAL_RULE_IGNORED] =
      g_signal_new ("rule-ignored", MARBRE_TYPE_SPELLING_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
marbre_spelling_menu_init (MarbreSpellingMenu *self)
{
  static const GActionEntry entries[] = {
    { .name = "replace", .activate = replace_action, .parameter_type = "s" },
    { .name = "add", .activate = add_action, .parameter_type = "i" },
    { .name = "ignore", .activate = ignore_action },
    { .name = "ignore-rule", .activate = ignore_rule_action, .parameter_type = "s" },
    { .name = "next", .activate = next_action },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

/* Before the view's own keys and clicks: Ctrl+; is the emoji chooser there (so is Ctrl+.), and a
 * right click another menu. */
static void
add_controllers (MarbreSpellingMenu *self)
{
  self->keys = gtk_shortcut_controller_new ();
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (self->keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_semicolon, GDK_CONTROL_MASK),
                        gtk_callback_action_new (shortcut_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->view), self->keys);

  self->clicks = GTK_EVENT_CONTROLLER (gtk_gesture_click_new ());
  gtk_event_controller_set_propagation_phase (self->clicks, GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (self->clicks), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (self->clicks, "pressed", G_CALLBACK (pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), self->clicks);
}

/**
 * marbre_spelling_menu_new:
 * @spelling: what underlines words in @view
 * @grammar: (nullable): what underlines grammar there
 * @view: a text view
 *
 * Returns: (transfer full): a menu
 */
MarbreSpellingMenu *
marbre_spelling_menu_new (MarbreSpellingView *spelling,
                          MarbreGrammarView *grammar,
                          GtkTextView *view)
{
  MarbreSpellingMenu *self;

  g_return_val_if_fail (MARBRE_IS_SPELLING_VIEW (spelling), NULL);
  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_object_new (MARBRE_TYPE_SPELLING_MENU, NULL);
  self->spelling = g_object_ref (spelling);
  g_set_object (&self->grammar, grammar);
  g_set_weak_pointer (&self->view, view);
  gtk_widget_insert_action_group (GTK_WIDGET (view), "proof", G_ACTION_GROUP (self->actions));
  g_signal_connect_object (view, "destroy", G_CALLBACK (destroyed_cb), self, G_CONNECT_SWAPPED);
  add_controllers (self);
  return self;
}

/**
 * marbre_spelling_menu_popup:
 *
 * Shows the menu of the mistake at the caret, else of the next one, else of the first. "nothing" if
 * there is none.
 */
void
marbre_spelling_menu_popup (MarbreSpellingMenu *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter caret, start, end;

  g_return_if_fail (MARBRE_IS_SPELLING_MENU (self));

  if (self->view == NULL)
    return;
  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  if (!find (self, &caret, &start, &end) && !find_next (self, &caret, &start, &end))
    {
      gtk_text_buffer_get_start_iter (buffer, &caret);
      if (!find (self, &caret, &start, &end) && !find_next (self, &caret, &start, &end))
        {
          g_signal_emit (self, signals[SIGNAL_NOTHING], 0);
          return;
        }
    }
  gtk_text_buffer_place_cursor (buffer, &end);
  show_place (self, &start, &end);
}
