/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story in the library's list; see marbre-story-row.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-story-row.h"

#include <glib/gi18n.h>

#include "marbre-desk-note.h"
#include "marbre-when.h"

struct _MarbreStoryRow
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *box;
  GtkLabel *headline;
  GtkLabel *snippet;
  GtkLabel *details;
};

G_DEFINE_FINAL_TYPE (MarbreStoryRow, marbre_story_row, GTK_TYPE_WIDGET)

static void
marbre_story_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_STORY_ROW);
  G_OBJECT_CLASS (marbre_story_row_parent_class)->dispose (object);
}

static void
marbre_story_row_class_init (MarbreStoryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_story_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/marbre/Marbre/app/marbre-story-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreStoryRow, box);
  gtk_widget_class_bind_template_child (widget_class, MarbreStoryRow, headline);
  gtk_widget_class_bind_template_child (widget_class, MarbreStoryRow, snippet);
  gtk_widget_class_bind_template_child (widget_class, MarbreStoryRow, details);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
marbre_story_row_init (MarbreStoryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The found words in bold, as attributes: what is found is foreign text and never becomes markup.
 * A headline is nearly bold as it is, so its words get a line, too. */
static PangoAttrList *
match_attributes (const MarbreSpan *matches, guint n_matches, gboolean is_headline)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  for (guint i = 0; i < n_matches; i++)
    {
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      bold->start_index = matches[i].start;
      bold->end_index = matches[i].start + matches[i].length;
      pango_attr_list_insert (attributes, bold);
      if (is_headline)
        {
          PangoAttribute *line = pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);

          line->start_index = bold->start_index;
          line->end_index = bold->end_index;
          pango_attr_list_insert (attributes, line);
        }
    }
  return attributes;
}

static char *
describe (MarbreSummary *summary)
{
  MarbreStoryState state = marbre_summary_get_state (summary);
  const char *section = marbre_summary_get_section (summary);
  const char *status = marbre_summary_get_remote_status (summary);
  gint64 published = marbre_summary_get_published (summary);
  gint64 moment = state == MARBRE_STORY_DRAFT || published == 0
                      ? marbre_summary_get_updated (summary)
                      : published;
  g_autofree char *when = marbre_when_format_short (moment);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  if (section[0] != '\0')
    g_strv_builder_add (parts, section);
  if (when[0] != '\0')
    g_strv_builder_add (parts, when);
  if (g_str_equal (status, "future"))
    g_strv_builder_add (parts, _("Scheduled"));
  else if (g_str_equal (status, "draft"))
    g_strv_builder_add (parts, _("Draft at the site"));
  else if (g_str_equal (status, "pending"))
    g_strv_builder_add (parts, _("Waits for an editor"));
  else if (g_str_equal (status, "private"))
    g_strv_builder_add (parts, _("For the newsroom only"));
  else if (g_str_equal (status, "trash"))
    g_strv_builder_add (parts, _("In the site’s trash"));
  else if (g_str_equal (status, "gone"))
    g_strv_builder_add (parts, _("Gone from the site"));
  else if (g_str_equal (status, "pinned"))
    g_strv_builder_add (parts, _("Pinned"));
  strv = g_strv_builder_end (parts);
  return g_strjoinv (" · ", strv);
}

/**
 * marbre_story_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
marbre_story_row_new (void)
{
  return g_object_new (MARBRE_TYPE_STORY_ROW, NULL);
}

/* Without notes to the desk; what was found is counted with them. */
static char *
dup_shown (const char *text, guint n_matches)
{
  return n_matches > 0 ? g_strdup (text) : marbre_desk_notes_strip_line (text);
}

/**
 * marbre_story_row_set_summary:
 * @summary: the story to show
 */
void
marbre_story_row_set_summary (MarbreStoryRow *self, MarbreSummary *summary)
{
  g_autoptr (PangoAttrList) attributes = NULL;
  g_autoptr (PangoAttrList) headline_attributes = NULL;
  g_autofree char *headline = NULL;
  g_autofree char *snippet = NULL;
  g_autofree char *details = NULL;
  const MarbreSpan *matches;
  guint n_matches;

  g_return_if_fail (MARBRE_IS_STORY_ROW (self));
  g_return_if_fail (MARBRE_IS_SUMMARY (summary));

  matches = marbre_summary_get_matches (summary, &n_matches);
  attributes = match_attributes (matches, n_matches, FALSE);
  snippet = dup_shown (marbre_summary_get_snippet (summary), n_matches);
  matches = marbre_summary_get_headline_matches (summary, &n_matches);
  headline_attributes = match_attributes (matches, n_matches, TRUE);
  headline = dup_shown (marbre_summary_get_headline (summary), n_matches);
  details = describe (summary);

  gtk_label_set_text (self->headline, headline[0] != '\0' ? headline : _("Untitled story"));
  gtk_label_set_attributes (self->headline, headline_attributes);
  gtk_label_set_text (self->details, details);
  gtk_widget_set_visible (GTK_WIDGET (self->details), details[0] != '\0');
  gtk_label_set_text (self->snippet, snippet);
  gtk_label_set_attributes (self->snippet, attributes);
  gtk_widget_set_visible (GTK_WIDGET (self->snippet), snippet[0] != '\0');
}
