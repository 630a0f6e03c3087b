/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The story's fields; see marbre-editor-head.h. Widgets and story follow each other by two tables:
 * entries of one line, and entries that wrap.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-editor-head.h"

#include <glib/gi18n.h>

#include "marbre-facet-entry.h"
#include "marbre-prose-entry.h"

/* Wide enough for most sections' names; longer ones scroll. */
#define SECTION_CHARS 11

struct _MarbreEditorHead
{
  GtkWidget parent_instance;

  /* Template */
  MarbreFacetEntry *section;
  GtkEditable *kicker;
  MarbreProseEntry *headline;
  MarbreProseEntry *standfirst;
  MarbreFacetEntry *byline;
  GtkDropDown *language;
  MarbreEditorLead *lead;

  GtkEditable *entries[MARBRE_N_FIELDS];     /* (borrowed) (nullable): of the template */
  MarbreProseEntry *proses[MARBRE_N_FIELDS]; /* (borrowed) (nullable): of the template */
  MarbreDocument *document;                  /* (owned) (nullable) */
  gboolean loading;                          /* the widgets follow the story */
};

G_DEFINE_FINAL_TYPE (MarbreEditorHead, marbre_editor_head, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_COMPLETE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* In the order of the template's list. */
static const char *const languages[] = { "fr", "en" };

static MarbreStory *
current_story (MarbreEditorHead *self)
{
  return marbre_document_get_story (self->document);
}

static void
load_language (MarbreEditorHead *self)
{
  const char *language = marbre_story_get_text (current_story (self), MARBRE_FIELD_LANGUAGE);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_has_prefix (language, languages[i]))
      selected = i;
  gtk_drop_down_set_selected (self->language, selected);
}

static void
load_field (MarbreEditorHead *self, MarbreField field)
{
  const char *text = marbre_story_get_text (current_story (self), field);
  GtkEditable *entry = self->entries[field];

  self->loading = TRUE;
  if (field == MARBRE_FIELD_LANGUAGE)
    load_language (self);
  else if (self->proses[field])
    marbre_prose_entry_set_text (self->proses[field], text);
  else if (entry && g_strcmp0 (gtk_editable_get_text (entry), text) != 0)
    {
      gtk_editable_set_enable_undo (entry, FALSE);
      gtk_editable_set_text (entry, text);
      gtk_editable_set_enable_undo (entry, TRUE);
    }
  self->loading = FALSE;
}

static void
story_notify_cb (MarbreEditorHead *self, GParamSpec *pspec)
{
  MarbreField field;

  if (marbre_field_from_name (pspec->name, &field))
    load_field (self, field);
}

static void
store_field (MarbreEditorHead *self, MarbreField field, const char *text)
{
  if (!self->loading && self->document)
    marbre_story_set_text (current_story (self), field, text);
}

static void
entry_changed_cb (GtkEditable *entry, MarbreEditorHead *self)
{
  for (guint field = 0; field < MARBRE_N_FIELDS; field++)
    if (self->entries[field] == entry)
      store_field (self, (MarbreField) field, gtk_editable_get_text (entry));
}

static void
prose_changed_cb (MarbreProseEntry *entry, GParamSpec *pspec, MarbreEditorHead *self)
{
  for (guint field = 0; field < MARBRE_N_FIELDS; field++)
    if (self->proses[field] == entry)
      store_field (self, (MarbreField) field, marbre_prose_entry_get_text (entry));
}

static void
language_changed_cb (MarbreEditorHead *self)
{
  guint selected = gtk_drop_down_get_selected (self->language);

  if (selected < G_N_ELEMENTS (languages))
    store_field (self, MARBRE_FIELD_LANGUAGE, languages[selected]);
}

static void
leave_cb (MarbreEditorHead *self, GtkDirectionType direction)
{
  GtkWidget *column = gtk_widget_get_parent (GTK_WIDGET (self));

  if (column)
    gtk_widget_child_focus (column, direction);
}

static void
activate_cb (MarbreEditorHead *self)
{
  leave_cb (self, GTK_DIR_TAB_FORWARD);
}

static gboolean
entry_key_cb (MarbreEditorHead *self, guint keyval, guint keycode, GdkModifierType state)
{
  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    leave_cb (self, GTK_DIR_TAB_FORWARD);
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    leave_cb (self, GTK_DIR_TAB_BACKWARD);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
complete_cb (MarbreFacetEntry *entry, const char *prefix, MarbreEditorHead *self)
{
  MarbreField field = entry == self->section ? MARBRE_FIELD_SECTION : MARBRE_FIELD_BYLINE;

  g_signal_emit (self, signals[SIGNAL_COMPLETE], 0, marbre_field_get_name (field), prefix);
}

static void
read_only_cb (MarbreEditorHead *self)
{
  gboolean editable = self->document && !marbre_document_get_read_only (self->document);

  for (guint field = 0; field < MARBRE_N_FIELDS; field++)
    if (self->entries[field])
      gtk_editable_set_editable (self->entries[field], editable);
    else if (self->proses[field])
      {
        gtk_text_view_set_editable (GTK_TEXT_VIEW (self->proses[field]), editable);
        gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (self->proses[field]), editable);
      }
  gtk_widget_set_sensitive (GTK_WIDGET (self->language), editable);
}

/* A story begins with its headline. */
static gboolean
marbre_editor_head_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (MARBRE_EDITOR_HEAD (widget)->headline));
}

static void
marbre_editor_head_dispose (GObject *object)
{
  MarbreEditorHead *self = MARBRE_EDITOR_HEAD (object);
  GtkWidget *child;

  marbre_editor_head_set_document (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (marbre_editor_head_parent_class)->dispose (object);
}

static void
marbre_editor_head_class_init (MarbreEditorHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_editor_head_dispose;
  widget_class->grab_focus = marbre_editor_head_grab_focus;

  /**
   * MarbreEditorHead::complete:
   * @facet: "section" or "byline"
   * @prefix: what was typed so far
   */
  signals[SIGNAL_COMPLETE] =
      g_signal_new ("complete", MARBRE_TYPE_EDITOR_HEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  g_type_ensure (MARBRE_TYPE_FACET_ENTRY);
  g_type_ensure (MARBRE_TYPE_PROSE_ENTRY);
  g_type_ensure (MARBRE_TYPE_EDITOR_LEAD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "storyhead");
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/editor/marbre-editor-head.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreEditorHead, section);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditorHead, kicker);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditorHead, headline);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditorHead, standfirst);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditorHead, byline);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditorHead, language);
  gtk_widget_class_bind_template_child (widget_class, MarbreEditorHead, lead);
  gtk_widget_class_bind_template_callback (widget_class, prose_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, complete_cb);
}

/* An entry of one line: stored as it is typed; Enter and the arrows go on. */
static void
connect_entry (MarbreEditorHead *self, MarbreField field, GtkEditable *entry)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entries[field] = entry;
  gtk_entry_set_max_length (GTK_ENTRY (entry), 500);
  g_signal_connect_object (entry, "changed", G_CALLBACK (entry_changed_cb), self, 0);
  g_signal_connect_object (entry, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (entry_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
}

static void
describe_facet (MarbreFacetEntry *facet, const char *label, const char *placeholder)
{
  GtkEntry *entry = GTK_ENTRY (marbre_facet_entry_get_editable (facet));

  gtk_entry_set_placeholder_text (entry, placeholder);
  gtk_widget_set_tooltip_text (GTK_WIDGET (entry), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
marbre_editor_head_init (MarbreEditorHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  connect_entry (self, MARBRE_FIELD_SECTION, marbre_facet_entry_get_editable (self->section));
  connect_entry (self, MARBRE_FIELD_KICKER, self->kicker);
  connect_entry (self, MARBRE_FIELD_BYLINE, marbre_facet_entry_get_editable (self->byline));
  self->proses[MARBRE_FIELD_HEADLINE] = self->headline;
  self->proses[MARBRE_FIELD_STANDFIRST] = self->standfirst;
  gtk_editable_set_width_chars (marbre_facet_entry_get_editable (self->section), SECTION_CHARS);
  describe_facet (self->section, _("Section"), _("Section"));
  describe_facet (self->byline, _("Byline"), _("Byline"));
}

/**
 * marbre_editor_head_set_document:
 * @document: (nullable): whose fields are shown and edited
 */
void
marbre_editor_head_set_document (MarbreEditorHead *self, MarbreDocument *document)
{
  g_return_if_fail (MARBRE_IS_EDITOR_HEAD (self));

  if (self->document)
    {
      g_signal_handlers_disconnect_by_func (self->document, read_only_cb, self);
      g_signal_handlers_disconnect_by_func (current_story (self), story_notify_cb, self);
    }
  g_set_object (&self->document, document);
  if (self->lead)
    marbre_editor_lead_set_document (self->lead, document);
  if (document == NULL)
    return;
  g_signal_connect_object (current_story (self), "notify", G_CALLBACK (story_notify_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::read-only", G_CALLBACK (read_only_cb), self,
                           G_CONNECT_SWAPPED);
  for (guint field = 0; field < MARBRE_N_FIELDS; field++)
    load_field (self, (MarbreField) field);
  read_only_cb (self);
}

/**
 * marbre_editor_head_set_completions:
 * @facet: "section" or "byline"; others are ignored
 * @values: (array zero-terminated=1): what to offer, best first
 */
void
marbre_editor_head_set_completions (MarbreEditorHead *self,
                                    const char *facet,
                                    const char *const *values)
{
  g_return_if_fail (MARBRE_IS_EDITOR_HEAD (self));
  g_return_if_fail (facet != NULL && values != NULL);

  if (g_str_equal (facet, marbre_field_get_name (MARBRE_FIELD_SECTION)))
    marbre_facet_entry_set_values (self->section, values);
  else if (g_str_equal (facet, marbre_field_get_name (MARBRE_FIELD_BYLINE)))
    marbre_facet_entry_set_values (self->byline, values);
}

/**
 * marbre_editor_head_find_field:
 * @widget: a widget
 * @field: (out): the field that is written in it
 *
 * Returns: %FALSE if @widget is no entry of a field, nor in one
 */
gboolean
marbre_editor_head_find_field (MarbreEditorHead *self, GtkWidget *widget, MarbreField *field)
{
  g_return_val_if_fail (MARBRE_IS_EDITOR_HEAD (self), FALSE);
  g_return_val_if_fail (GTK_IS_WIDGET (widget), FALSE);

  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    {
      GtkWidget *entry = self->proses[i] ? GTK_WIDGET (self->proses[i])
                                         : (GtkWidget *) self->entries[i];

      if (entry != NULL && (widget == entry || gtk_widget_is_ancestor (widget, entry)))
        {
          *field = (MarbreField) i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * marbre_editor_head_go_to_field:
 * @field: a field; one that has no entry of text changes nothing
 * @offset: characters before the caret
 *
 * Puts the caret there and takes the focus.
 */
void
marbre_editor_head_go_to_field (MarbreEditorHead *self, MarbreField field, guint offset)
{
  g_return_if_fail (MARBRE_IS_EDITOR_HEAD (self));
  g_return_if_fail (field < MARBRE_N_FIELDS);

  if (self->proses[field])
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->proses[field]));
      GtkTextIter iter;

      gtk_text_buffer_get_iter_at_offset (buffer, &iter, (int) MIN (offset, G_MAXINT));
      gtk_text_buffer_place_cursor (buffer, &iter);
      gtk_widget_grab_focus (GTK_WIDGET (self->proses[field]));
    }
  else if (self->entries[field])
    {
      gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entries[field]));
      gtk_editable_set_position (self->entries[field], (int) MIN (offset, G_MAXINT));
    }
}

/**
 * marbre_editor_head_get_field_widget:
 * @field: a field
 *
 * Returns: (transfer none) (nullable): where it is written: a #GtkTextView for headline and
 *   standfirst, else a #GtkEntry; %NULL for a field that has no entry of text
 */
GtkWidget *
marbre_editor_head_get_field_widget (MarbreEditorHead *self, MarbreField field)
{
  g_return_val_if_fail (MARBRE_IS_EDITOR_HEAD (self), NULL);
  g_return_val_if_fail (field < MARBRE_N_FIELDS, NULL);
  return self->proses[field] ? GTK_WIDGET (self->proses[field])
                             : (GtkWidget *) self->entries[field];
}

/**
 * marbre_editor_head_replace:
 * @field: a field that has an entry of text
 * @offset: characters before what is replaced
 * @length: characters that are replaced
 * @text: what is put there, one line
 *
 * Writes as the writer would, so that the entry can undo it. Does not take the focus.
 *
 * Returns: %FALSE if @field has no entry of text
 */
gboolean
marbre_editor_head_replace (
    MarbreEditorHead *self, MarbreField field, guint offset, guint length, const char *text)
{
  int place = (int) MIN (offset, G_MAXINT / 2);
  int end = place + (int) MIN (length, G_MAXINT / 2);

  g_return_val_if_fail (MARBRE_IS_EDITOR_HEAD (self), FALSE);
  g_return_val_if_fail (field < MARBRE_N_FIELDS, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  if (self->proses[field])
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->proses[field]));
      GtkTextIter from, to;

      gtk_text_buffer_get_iter_at_offset (buffer, &from, place);
      gtk_text_buffer_get_iter_at_offset (buffer, &to, end);
      gtk_text_buffer_begin_user_action (buffer);
      gtk_text_buffer_delete (buffer, &from, &to);
      gtk_text_buffer_insert (buffer, &from, text, -1);
      gtk_text_buffer_end_user_action (buffer);
      return TRUE;
    }
  if (self->entries[field] == NULL)
    return FALSE;
  gtk_editable_delete_text (self->entries[field], place, end);
  gtk_editable_insert_text (self->entries[field], text, -1, &place);
  return TRUE;
}

/**
 * marbre_editor_head_get_lead:
 *
 * Returns: (transfer none): the lead picture's row
 */
MarbreEditorLead *
marbre_editor_head_get_lead (MarbreEditorHead *self)
{
  g_return_val_if_fail (MARBRE_IS_EDITOR_HEAD (self), NULL);
  return self->lead;
}

/**
 * marbre_editor_head_add_to_typesetter:
 * @typesetter: watches the fields that are prose from now on
 */
void
marbre_editor_head_add_to_typesetter (MarbreEditorHead *self, MarbreTypesetter *typesetter)
{
  g_return_if_fail (MARBRE_IS_EDITOR_HEAD (self));

  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    if (self->proses[i])
      marbre_typesetter_add_view (typesetter, GTK_TEXT_VIEW (self->proses[i]), MARBRE_PROSE_LINE);
}
