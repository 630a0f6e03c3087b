/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The writing pane: fields and story follow each other, keys lead from field to field, the column
 * scrolls as one.
 */
#include "config.h"

#include <gtksourceview/gtksource.h>

#include "marbre-editor.h"
#include "marbre-editor-lead.h"
#include "marbre-facet-entry.h"
#include "marbre-lead-row.h"
#include "marbre-prose-entry.h"

typedef struct
{
  GtkWidget *window;
  MarbreEditor *editor;
  MarbreStory *story;
  MarbreDocument *document;
} Fixture;

static void
setup (Fixture *self, gconstpointer data)
{
  self->story = marbre_story_new ();
  marbre_story_set_text (self->story, MARBRE_FIELD_HEADLINE, "Titre");
  marbre_story_set_text (self->story, MARBRE_FIELD_SECTION, "Politique");
  marbre_story_set_text (self->story, MARBRE_FIELD_LANGUAGE, "en");
  if (data)
    {
      g_autoptr (GString) body = g_string_new (NULL);

      for (int i = 0; i < 400; i++)
        g_string_append_printf (body, "%sParagraph %d, with some words to fill it.",
                                i ? "\n\n" : "", i);
      marbre_story_set_text (self->story, MARBRE_FIELD_BODY, body->str);
    }
  self->document = marbre_document_new (self->story);
  self->editor = MARBRE_EDITOR (marbre_editor_new ());
  marbre_editor_set_document (self->editor, self->document);
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 700, 500);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->editor));
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_test_widget_wait_for_draw (self->window);
}

static void
teardown (Fixture *self, gconstpointer data)
{
  GtkWidget *editor = GTK_WIDGET (self->editor);

  g_object_add_weak_pointer (G_OBJECT (editor), (gpointer *) &editor);
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (editor);
  g_assert_finalize_object (self->document);
  g_assert_finalize_object (self->story);
}

/* The first widget below @widget of a type, and with a class if one is given. */
static GtkWidget *
find (GtkWidget *widget, GType type, const char *css_class)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) &&
      (css_class == NULL || gtk_widget_has_css_class (widget, css_class)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, css_class);

      if (found)
        return found;
    }
  return NULL;
}

static MarbreProseEntry *
prose (Fixture *self, const char *css_class)
{
  return MARBRE_PROSE_ENTRY (find (GTK_WIDGET (self->editor), MARBRE_TYPE_PROSE_ENTRY, css_class));
}

static GtkWidget *
body_view (Fixture *self)
{
  return find (GTK_WIDGET (self->editor), GTK_SOURCE_TYPE_VIEW, NULL);
}

static gboolean
press_in_phase (GListModel *controllers, GtkPropagationPhase phase, guint keyval)
{
  gboolean handled = FALSE;

  for (guint i = 0; !handled && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
          gtk_event_controller_get_propagation_phase (controller) == phase)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }
  return handled;
}

/* GTK cannot synthesise keys: the controllers that would see one are asked, in their order. */
static gboolean
press (GtkWidget *widget, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  return press_in_phase (controllers, GTK_PHASE_CAPTURE, keyval) ||
         press_in_phase (controllers, GTK_PHASE_BUBBLE, keyval);
}

static GtkWidget *
focus (Fixture *self)
{
  return gtk_window_get_focus (GTK_WINDOW (self->window));
}

static void
test_fields (Fixture *self, gconstpointer data)
{
  MarbreProseEntry *headline = prose (self, "headline");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (headline));
  MarbreProseEntry *kicker = prose (self, "kicker");
  GtkDropDown *language =
      GTK_DROP_DOWN (find (GTK_WIDGET (self->editor), GTK_TYPE_DROP_DOWN, NULL));

  g_assert_cmpstr (marbre_prose_entry_get_text (headline), ==, "Titre");
  g_assert_cmpuint (gtk_drop_down_get_selected (language), ==, 1);
  g_assert_cmpuint (marbre_document_get_generation (self->document), ==, 0);

  gtk_text_buffer_insert_at_cursor (buffer, " neuf", -1);
  g_assert_cmpstr (marbre_story_get_text (self->story, MARBRE_FIELD_HEADLINE), ==, "Titre neuf");
  marbre_prose_entry_replace (kicker, 0, -1, "Santé");
  g_assert_cmpstr (marbre_story_get_text (self->story, MARBRE_FIELD_KICKER), ==, "Santé");
  gtk_drop_down_set_selected (language, 0);
  g_assert_cmpstr (marbre_story_get_text (self->story, MARBRE_FIELD_LANGUAGE), ==, "fr");
  g_assert_cmpuint (marbre_document_get_generation (self->document), ==, 3);

  marbre_story_set_text (self->story, MARBRE_FIELD_KICKER, "École");
  g_assert_cmpstr (marbre_prose_entry_get_text (kicker), ==, "École");
  g_assert_cmpuint (marbre_document_get_generation (self->document), ==, 4);
}

/* What is pasted with line breaks is one line, and undone as one. */
static void
test_no_line_breaks (Fixture *self, gconstpointer data)
{
  MarbreProseEntry *standfirst = prose (self, "standfirst");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (standfirst));

  gtk_text_buffer_insert_at_cursor (buffer, "Un\r\n deux\n\ntrois\n", -1);
  g_assert_cmpstr (marbre_prose_entry_get_text (standfirst), ==, "Un deux trois");
  gtk_text_buffer_insert_at_cursor (buffer, "\n", -1);
  g_assert_cmpstr (marbre_prose_entry_get_text (standfirst), ==, "Un deux trois");
  gtk_text_buffer_undo (buffer);
  g_assert_cmpstr (marbre_prose_entry_get_text (standfirst), ==, "");
}

static void
test_keys (Fixture *self, gconstpointer data)
{
  MarbreProseEntry *headline = prose (self, "headline");
  MarbreProseEntry *standfirst = prose (self, "standfirst");
  GtkWidget *body = body_view (self);

  gtk_widget_grab_focus (GTK_WIDGET (headline));
  g_assert_true (press (GTK_WIDGET (headline), GDK_KEY_Return));
  g_assert_true (focus (self) == GTK_WIDGET (standfirst));
  g_assert_true (press (GTK_WIDGET (standfirst), GDK_KEY_Up));
  g_assert_true (focus (self) == GTK_WIDGET (headline));
  g_assert_true (press (GTK_WIDGET (headline), GDK_KEY_Down));
  g_assert_true (focus (self) == GTK_WIDGET (standfirst));

  /* Tab visits every field and ends in the body; Shift+Tab leads back. */
  for (int i = 0; i < 10 && focus (self) != body; i++)
    gtk_widget_child_focus (self->window, GTK_DIR_TAB_FORWARD);
  g_assert_true (focus (self) == body);
  g_assert_true (press (body, GDK_KEY_Up));
  g_assert_false (focus (self) == body);
}

static void
complete_cb (MarbreEditor *editor, const char *facet, const char *prefix, GString *asked)
{
  const char *values[] = { "Politique", "Pollution", NULL };

  g_string_append_printf (asked, "%s:%s;", facet, prefix);
  marbre_editor_set_completions (editor, facet, values);
}

static void
test_completion (Fixture *self, gconstpointer data)
{
  GtkWidget *section = find (GTK_WIDGET (self->editor), MARBRE_TYPE_FACET_ENTRY, "section");
  MarbreProseEntry *entry = marbre_facet_entry_get_entry (MARBRE_FACET_ENTRY (section));
  g_autoptr (GString) asked = g_string_new (NULL);

  g_signal_connect (self->editor, "complete", G_CALLBACK (complete_cb), asked);
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  marbre_prose_entry_replace (entry, 0, -1, "Pol");
  g_assert_cmpstr (asked->str, ==, "section:Pol;");
  g_assert_true (press (GTK_WIDGET (entry), GDK_KEY_Down));
  g_assert_true (press (GTK_WIDGET (entry), GDK_KEY_Down));
  g_assert_true (press (GTK_WIDGET (entry), GDK_KEY_Return));
  g_assert_cmpstr (marbre_prose_entry_get_text (entry), ==, "Pollution");
  g_assert_cmpstr (marbre_story_get_text (self->story, MARBRE_FIELD_SECTION), ==, "Pollution");
  g_assert_cmpstr (asked->str, ==, "section:Pol;");
}

static void
complete_later_cb (MarbreEditor *editor, const char *facet, const char *prefix, GString *asked)
{
  g_string_append_printf (asked, "%s:%s;", facet, prefix);
}

static void
test_completion_is_late (Fixture *self, gconstpointer data)
{
  const char *few[] = { "Politique", "Pollution", NULL };
  const char *fewer[] = { "Pollution", NULL };
  GtkWidget *section = find (GTK_WIDGET (self->editor), MARBRE_TYPE_FACET_ENTRY, "section");
  MarbreProseEntry *entry = marbre_facet_entry_get_entry (MARBRE_FACET_ENTRY (section));
  g_autoptr (GString) asked = g_string_new (NULL);

  g_signal_connect (self->editor, "complete", G_CALLBACK (complete_later_cb), asked);
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  marbre_prose_entry_replace (entry, 0, -1, "Pol");
  /* Down comes before the values: it is for them, and not for the next field. */
  g_assert_true (press (GTK_WIDGET (entry), GDK_KEY_Down));
  g_assert_true (focus (self) == GTK_WIDGET (entry));
  marbre_editor_set_completions (self->editor, "section", few);
  g_assert_true (press (GTK_WIDGET (entry), GDK_KEY_Down));
  /* What was gone to stays, though other values come. */
  marbre_editor_set_completions (self->editor, "section", fewer);
  g_assert_true (press (GTK_WIDGET (entry), GDK_KEY_Return));
  g_assert_cmpstr (marbre_prose_entry_get_text (entry), ==, "Pollution");
}

static void
test_lead_image (Fixture *self, gconstpointer data)
{
  g_autoptr (MarbreMedia) picture = marbre_media_new ("a.jpg", "Un pont", "Légende", "AFP");
  GtkWidget *lead = find (GTK_WIDGET (self->editor), MARBRE_TYPE_EDITOR_LEAD, NULL);
  MarbreProseEntry *alt;

  marbre_story_set_lead_image (self->story, picture);
  alt = MARBRE_PROSE_ENTRY (find (lead, MARBRE_TYPE_PROSE_ENTRY, NULL));
  g_assert_cmpstr (marbre_prose_entry_get_text (alt), ==, "Un pont");
  marbre_prose_entry_replace (alt, 0, -1, "Deux ponts");
  g_assert_cmpstr (marbre_media_get_alt (marbre_story_get_lead_image (self->story)), ==,
                   "Deux ponts");
  g_assert_cmpstr (marbre_media_get_credit (marbre_story_get_lead_image (self->story)), ==, "AFP");
  g_assert_cmpuint (marbre_document_get_generation (self->document), >=, 2);
}

/* In a narrow pane the texts have the width of the row, below the picture. */
static void
test_lead_row (Fixture *self, gconstpointer data)
{
  g_autoptr (MarbreMedia) picture = marbre_media_new ("a.jpg", "Un pont", "Légende", "AFP");
  GtkWidget *row, *thumbnail, *alt;
  graphene_rect_t image, text;
  int narrow, wide;

  marbre_story_set_lead_image (self->story, picture);
  row = find (GTK_WIDGET (self->editor), MARBRE_TYPE_LEAD_ROW, NULL);
  thumbnail = find (row, GTK_TYPE_PICTURE, NULL);
  alt = find (row, MARBRE_TYPE_PROSE_ENTRY, NULL);
  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, 340, &narrow, NULL, NULL, NULL);
  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, 600, &wide, NULL, NULL, NULL);
  g_assert_cmpint (narrow, >, wide);

  gtk_widget_allocate (row, 600, wide, -1, NULL);
  g_assert_true (gtk_widget_compute_bounds (thumbnail, row, &image));
  g_assert_true (gtk_widget_compute_bounds (alt, row, &text));
  g_assert_cmpfloat (text.origin.x, >=, image.origin.x + image.size.width);
  gtk_widget_allocate (row, 340, narrow, -1, NULL);
  g_assert_true (gtk_widget_compute_bounds (thumbnail, row, &image));
  g_assert_true (gtk_widget_compute_bounds (alt, row, &text));
  g_assert_cmpfloat (text.origin.y, >=, image.origin.y + image.size.height);
  g_assert_cmpfloat (text.size.width, >, 300);
}

/* Whether a look is on the sign at @offset. */
static gboolean
looks (GtkTextBuffer *buffer, int offset, const char *property)
{
  GtkTextIter iter;
  g_autoptr (GSList) tags = NULL;
  gboolean set = FALSE;

  gtk_text_buffer_get_iter_at_offset (buffer, &iter, offset);
  tags = gtk_text_iter_get_tags (&iter);
  for (GSList *l = tags; !set && l != NULL; l = l->next)
    g_object_get (l->data, property, &set, NULL);
  return set;
}

/* Notes in a field look like notes, as long as they are there. */
static void
test_note_look (Fixture *self, gconstpointer data)
{
  MarbreProseEntry *headline = prose (self, "headline");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (headline));

  marbre_prose_entry_replace (headline, 0, -1, "Le {--vieux--} {++long ++}pont");
  g_assert_false (looks (buffer, 0, "foreground-set"));
  g_assert_true (looks (buffer, 7, "strikethrough"));
  g_assert_true (looks (buffer, 20, "background-set"));
  g_assert_false (looks (buffer, 27, "background-set"));
  marbre_prose_entry_replace (headline, 0, -1, "Le vieux pont");
  g_assert_false (looks (buffer, 7, "strikethrough"));
}

static void
test_read_only (Fixture *self, gconstpointer data)
{
  marbre_document_set_read_only (self->document, TRUE);
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (body_view (self))));
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (prose (self, "headline"))));
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (prose (self, "kicker"))));
  marbre_document_set_read_only (self->document, FALSE);
  g_assert_true (gtk_text_view_get_editable (GTK_TEXT_VIEW (body_view (self))));
}

static gboolean
timed_out_cb (gpointer data)
{
  g_error ("nothing happened in time");
  return G_SOURCE_REMOVE;
}

static void
scrolled_cb (MarbreEditor *editor, double from, double line, double *last)
{
  g_assert_cmpfloat (from, !=, line);
  *last = line;
}

/* Waits until the editor shows a place and nothing moves any more. */
static void
wait_for_place (Fixture *self, double wanted)
{
  guint watchdog = g_timeout_add_seconds (30, timed_out_cb, NULL);

  while (ABS (marbre_editor_get_line (self->editor) - wanted) > 0.5)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
}

/* Waits until the caret is in view. */
static void
wait_for_caret (Fixture *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (body_view (self));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  guint watchdog = g_timeout_add_seconds (30, timed_out_cb, NULL);
  GdkRectangle area, place;
  GtkTextIter caret;

  do
    {
      g_main_context_iteration (NULL, TRUE);
      gtk_text_view_get_visible_rect (view, &area);
      gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
      gtk_text_view_get_iter_location (view, &caret, &place);
    }
  while (place.y < area.y || place.y + place.height > area.y + area.height);
  g_source_remove (watchdog);
}

static void
test_scroll (Fixture *self, gconstpointer data)
{
  GtkScrolledWindow *scroller =
      GTK_SCROLLED_WINDOW (find (GTK_WIDGET (self->editor), GTK_TYPE_SCROLLED_WINDOW, NULL));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scroller);
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (self->document));
  double end = gtk_text_buffer_get_line_count (buffer) + 1;
  guint watchdog;
  double last = -2;

  g_signal_connect (self->editor, "scrolled", G_CALLBACK (scrolled_cb), &last);
  marbre_editor_scroll_to_line (self->editor, 300.0);
  wait_for_place (self, 300);
  marbre_editor_scroll_to_line (self->editor, 40.0);
  wait_for_place (self, 40);
  /* Both ends are reached: the last place is there when nothing is left to scroll. */
  marbre_editor_scroll_to_line (self->editor, end);
  wait_for_place (self, end);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >=,
                     gtk_adjustment_get_upper (adjustment) -
                         gtk_adjustment_get_page_size (adjustment) - 1);
  marbre_editor_scroll_to_line (self->editor, -1);
  wait_for_place (self, -1);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);

  marbre_editor_go_to (self->editor, MARBRE_FIELD_BODY, 600, 0);
  g_assert_true (focus (self) == body_view (self));
  wait_for_caret (self);
  g_assert_cmpfloat (last, ==, -2); /* what the program does is not told */

  /* The writer scrolls to the middle of the fields. */
  watchdog = g_timeout_add_seconds (30, timed_out_cb, NULL);
  gtk_adjustment_set_value (adjustment, 50);
  while (last < -1)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
  g_assert_cmpfloat (last, >, -1);
  g_assert_cmpfloat (last, <, 0);
}

/* Pixels of the body above the caret's line that are in view. */
static int
caret_height (Fixture *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (body_view (self));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter caret;
  GdkRectangle place;
  int y;

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (view, &caret, &place);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, 0, place.y, NULL, &y);
  return y;
}

static gboolean
laid_out_cb (gpointer done)
{
  *(gboolean *) done = TRUE;
  return G_SOURCE_REMOVE;
}

/* Waits until the view has laid out all lines: it does so in its idle time. */
static void
wait_for_layout (Fixture *self)
{
  gboolean done = FALSE;

  g_idle_add_full (GTK_TEXT_VIEW_PRIORITY_VALIDATE + 1, laid_out_cb, &done, NULL);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  gtk_test_widget_wait_for_draw (self->window);
}

/* A machine that has other things to do, for longer than a place is held at least. */
static void
be_slow (void)
{
  gint64 end = g_get_monotonic_time () + 1600 * 1000;

  while (g_get_monotonic_time () < end)
    ;
}

/* A line that was gone to comes to its place in the pane while the lines above it get their
 * heights, on a machine that takes its time too: the place is held however long that lasts. */
static void
test_slow_layout (Fixture *self, gconstpointer data)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (find (GTK_WIDGET (self->editor), GTK_TYPE_SCROLLED_WINDOW, NULL)));
  g_autoptr (GString) body = g_string_new (NULL);

  for (int i = 0; i < 500; i++)
    g_string_append (body, "Many words, which are too many for a line of this column, so that its "
                           "height is a guess until it has been laid out.\n\n");
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (marbre_document_get_buffer (self->document)),
                            body->str, -1);
  marbre_editor_go_to (self->editor, MARBRE_FIELD_BODY, 500, 0);
  gtk_test_widget_wait_for_draw (self->window);
  be_slow ();
  wait_for_layout (self);
  g_assert_cmpfloat_with_epsilon (caret_height (self),
                                  gtk_adjustment_get_page_size (adjustment) / 4, 9);
}

/* The caret goes to a sign of any text, and says where it is. */
static void
test_carets (Fixture *self, gconstpointer data)
{
  static const MarbreField fields[] = { MARBRE_FIELD_HEADLINE, MARBRE_FIELD_KICKER,
                                        MARBRE_FIELD_SECTION, MARBRE_FIELD_BODY };
  GtkTextIter caret;
  MarbreField field;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      marbre_editor_go_to (self->editor, fields[i], 2, 3);
      g_assert_true (marbre_editor_get_caret (self->editor, &field, &caret));
      g_assert_cmpint (field, ==, fields[i]);
    }
  g_assert_cmpint (gtk_text_iter_get_line (&caret), ==, 2);
  g_assert_cmpint (gtk_text_iter_get_line_offset (&caret), ==, 3);
}

/* Words of any text are selected, and stay selected when their field has the focus. */
static void
test_select (Fixture *self, gconstpointer data)
{
  static const MarbreField fields[] = { MARBRE_FIELD_HEADLINE, MARBRE_FIELD_BODY };
  GtkTextIter start, end;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      marbre_editor_select (self->editor, fields[i], 1, 3);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_true (gtk_text_buffer_get_selection_bounds (
          gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus (self))), &start, &end));
      g_assert_cmpint (gtk_text_iter_get_offset (&start), ==, 1);
      g_assert_cmpint (gtk_text_iter_get_offset (&end), ==, 4);
    }
}

/* A blank story is begun at its headline, another goes on in its text. */
static void
test_focus (Fixture *self, gconstpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
  g_assert_true (focus (self) == body_view (self));
  marbre_story_set_text (self->story, MARBRE_FIELD_HEADLINE, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
  g_assert_true (focus (self) == GTK_WIDGET (prose (self, "headline")));
}

/* Pixels between the caret and the lower edge of the body's view. */
static int
air_below_caret (Fixture *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (body_view (self));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter caret;
  GdkRectangle place, area;

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (view, &caret, &place);
  gtk_text_view_get_visible_rect (view, &area);
  return area.y + area.height - (place.y + place.height);
}

static void
test_air_below_caret (Fixture *self, gconstpointer data)
{
  GtkTextView *view = GTK_TEXT_VIEW (body_view (self));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (find (GTK_WIDGET (self->editor), GTK_TYPE_SCROLLED_WINDOW, NULL)));
  guint watchdog = g_timeout_add_seconds (30, timed_out_cb, NULL);

  while (gtk_widget_get_height (GTK_WIDGET (view)) == 0)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (view));
  /* As a key does it: the text grows, and GTK brings the caret just into view. As long as the
   * column has not moved the text ends above the edge anyway. */
  while (gtk_adjustment_get_value (adjustment) < 200 || air_below_caret (self) < 60)
    {
      gtk_text_buffer_insert_at_cursor (buffer, "Une ligne.\n", -1);
      gtk_text_view_scroll_mark_onscreen (view, gtk_text_buffer_get_insert (buffer));
      for (int i = 0; i < 20; i++)
        g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (watchdog);
}

#define N_LINES 40

typedef struct
{
  GtkTextBuffer *buffer;     /* (borrowed) */
  GtkAdjustment *adjustment; /* (borrowed) */
  int written;
} Writer;

/* As a key does it that comes with a frame: the lines are laid out while they are placed. */
static gboolean
write_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Writer *writer = data;

  gtk_text_buffer_insert_at_cursor (writer->buffer, "Une ligne.\n\n", -1);
  gtk_adjustment_set_value (writer->adjustment,
                            gtk_adjustment_get_value (writer->adjustment) + 1);
  return ++writer->written < N_LINES ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* A frame that is drawn without the editor says so with a warning, which is fatal here. */
static void
test_no_frame_is_lost (Fixture *self, gconstpointer data)
{
  GtkScrolledWindow *scroller =
      GTK_SCROLLED_WINDOW (find (GTK_WIDGET (self->editor), GTK_TYPE_SCROLLED_WINDOW, NULL));
  Writer writer = { GTK_TEXT_BUFFER (marbre_document_get_buffer (self->document)),
                    gtk_scrolled_window_get_vadjustment (scroller), 0 };
  guint watchdog = g_timeout_add_seconds (30, timed_out_cb, NULL);

  gtk_widget_grab_focus (body_view (self));
  gtk_widget_add_tick_callback (self->window, write_cb, &writer, NULL);
  while (writer.written < N_LINES)
    g_main_context_iteration (NULL, TRUE);
  gtk_test_widget_wait_for_draw (self->window);
  g_source_remove (watchdog);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/editor/fields", Fixture, NULL, setup, test_fields, teardown);
  g_test_add ("/editor/no-line-breaks", Fixture, NULL, setup, test_no_line_breaks, teardown);
  g_test_add ("/editor/keys", Fixture, NULL, setup, test_keys, teardown);
  g_test_add ("/editor/completion", Fixture, NULL, setup, test_completion, teardown);
  g_test_add ("/editor/completion-late", Fixture, NULL, setup, test_completion_is_late, teardown);
  g_test_add ("/editor/lead-image", Fixture, NULL, setup, test_lead_image, teardown);
  g_test_add ("/editor/lead-row", Fixture, NULL, setup, test_lead_row, teardown);
  g_test_add ("/editor/note-look", Fixture, NULL, setup, test_note_look, teardown);
  g_test_add ("/editor/read-only", Fixture, NULL, setup, test_read_only, teardown);
  g_test_add ("/editor/focus", Fixture, NULL, setup, test_focus, teardown);
  g_test_add ("/editor/air-below-caret", Fixture, NULL, setup, test_air_below_caret, teardown);
  g_test_add ("/editor/no-frame-is-lost", Fixture, "long", setup, test_no_frame_is_lost, teardown);
  g_test_add ("/editor/scroll", Fixture, "long", setup, test_scroll, teardown);
  g_test_add ("/editor/slow-layout", Fixture, NULL, setup, test_slow_layout, teardown);
  g_test_add ("/editor/select", Fixture, GINT_TO_POINTER (1), setup, test_select, teardown);
  g_test_add ("/editor/carets", Fixture, "long", setup, test_carets, teardown);
  return g_test_run ();
}
