/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The story's fields; see marbre-editor-head.h. Entries and story follow each other by a table.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-editor-head.h"

#include <glib/gi18n.h>

#include "marbre-facet-entry.h"
#include "marbre-prose-entry.h"

/* Wide enough for most sections' names. */
#define SECTION_CHARS 11

struct _MarbreEditorHead
{
  GtkWidget parent_instance;

  /* Template */
  MarbreFacetEntry *section;
  MarbreProseEntry *kicker;
  MarbreProseEntry *headline;
  MarbreProseEntry *standfirst;
  MarbreFacetEntry *byline;
  GtkDropDown *language;
  MarbreEditorLead *lead;

  MarbreProseEntry *entries[MARBRE_N_FIELDS]; /* (borrowed) (nullable): of the template */
  MarbreDocument *document;                   /* (owned) (nullable) */
  gboolean loading;                           /* the widgets follow the story */
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

  self->loading = TRUE;
  if (field == MARBRE_FIELD_LANGUAGE)
    load_language (self);
  else if (self->entries[field])
    marbre_prose_entry_set_text (self->entries[field], text);
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
entry_changed_cb (MarbreProseEntry *entry, GParamSpec *pspec, MarbreEditorHead *self)
{
  for (guint field = 0; field < MARBRE_N_FIELDS; field++)
    if (self->entries[field] == entry)
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
      marbre_prose_entry_set_editable (self->entries[field], editable);
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
  gtk_widget_class_bind_template_callback (widget_class, language_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, complete_cb);
}

/* Stored as it is typed; Enter and the arrows go on. */
static void
connect_entry (MarbreEditorHead *self, MarbreField field, MarbreProseEntry *entry)
{
  self->entries[field] = entry;
  g_signal_connect_object (entry, "notify::text", G_CALLBACK (entry_changed_cb), self, 0);
  g_signal_connect_object (entry, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
}

static void
describe_facet (MarbreFacetEntry *facet, const char *label)
{
  GtkWidget *entry = GTK_WIDGET (marbre_facet_entry_get_entry (facet));

  g_object_set (entry, "placeholder-text", label, "tooltip-text", label, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
marbre_editor_head_init (MarbreEditorHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  connect_entry (self, MARBRE_FIELD_SECTION, marbre_facet_entry_get_entry (self->section));
  connect_entry (self, MARBRE_FIELD_KICKER, self->kicker);
  connect_entry (self, MARBRE_FIELD_HEADLINE, self->headline);
  connect_entry (self, MARBRE_FIELD_STANDFIRST, self->standfirst);
  connect_entry (self, MARBRE_FIELD_BYLINE, marbre_facet_entry_get_entry (self->byline));
  g_object_set (self->entries[MARBRE_FIELD_SECTION], "width-chars", SECTION_CHARS, NULL);
  describe_facet (self->section, _("Section"));
  describe_facet (self->byline, _("Byline"));
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
 * Returns: %FALSE if @widget is no entry of a field
 */
gboolean
marbre_editor_head_find_field (MarbreEditorHead *self, GtkWidget *widget, MarbreField *field)
{
  g_return_val_if_fail (MARBRE_IS_EDITOR_HEAD (self), FALSE);
  g_return_val_if_fail (GTK_IS_WIDGET (widget), FALSE);

  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    if (self->entries[i] != NULL && widget == GTK_WIDGET (self->entries[i]))
      {
        *field = (MarbreField) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * marbre_editor_head_go_to_field:
 * @field: a field; one that has no entry of text changes nothing
 * @offset: characters before the place
 * @length: characters of it
 *
 * Selects them, the caret behind, and takes the focus.
 */
void
marbre_editor_head_go_to_field (MarbreEditorHead *self,
                                MarbreField field,
                                guint offset,
                                guint length)
{
  g_return_if_fail (MARBRE_IS_EDITOR_HEAD (self));
  g_return_if_fail (field < MARBRE_N_FIELDS);

  if (self->entries[field])
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->entries[field]));
      GtkTextIter start, end;

      gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) MIN (offset, G_MAXINT));
      end = start;
      gtk_text_iter_forward_chars (&end, (int) MIN (length, G_MAXINT));
      gtk_text_buffer_select_range (buffer, &end, &start);
      gtk_widget_grab_focus (GTK_WIDGET (self->entries[field]));
    }
}

/**
 * marbre_editor_head_get_field_widget:
 * @field: a field
 *
 * Returns: (transfer none) (nullable): where it is written, a #GtkTextView; %NULL for a field that
 *   has no entry of text
 */
GtkWidget *
marbre_editor_head_get_field_widget (MarbreEditorHead *self, MarbreField field)
{
  g_return_val_if_fail (MARBRE_IS_EDITOR_HEAD (self), NULL);
  g_return_val_if_fail (field < MARBRE_N_FIELDS, NULL);
  return (GtkWidget *) self->entries[field];
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
  g_return_val_if_fail (MARBRE_IS_EDITOR_HEAD (self), FALSE);
  g_return_val_if_fail (field < MARBRE_N_FIELDS, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  if (self->entries[field] == NULL)
    return FALSE;
  marbre_prose_entry_replace (self->entries[field], (int) MIN (offset, G_MAXINT / 2),
                              (int) MIN (length, G_MAXINT / 2), text);
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
 * @typesetter: watches the fields from now on, but for the section, which is a name of the site's
 */
void
marbre_editor_head_add_to_typesetter (MarbreEditorHead *self, MarbreTypesetter *typesetter)
{
  g_return_if_fail (MARBRE_IS_EDITOR_HEAD (self));

  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    if (self->entries[i] && i != MARBRE_FIELD_SECTION)
      marbre_typesetter_add_view (typesetter, GTK_TEXT_VIEW (self->entries[i]), MARBRE_PROSE_LINE);
  for (guint i = 0; i < MARBRE_LEAD_N_TEXTS; i++)
    marbre_typesetter_add_view (typesetter, marbre_editor_lead_get_view (self->lead, i),
                                MARBRE_PROSE_LINE);
}
