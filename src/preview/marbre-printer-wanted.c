/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What ui/printer.js is told: the story's HTML, its running head, the paper and which pages, as
 * JSON. Main thread.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-printer-private.h"

#include <json-glib/json-glib.h>

#include "marbre-language.h"

/* A running head stays on its line. */
#define MAX_HEADLINE 58

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_slots (JsonBuilder *builder, MarbrePage *page)
{
  json_builder_set_member_name (builder, "slots");
  json_builder_begin_object (builder);
  for (guint i = 0; i < MARBRE_N_SLOTS; i++)
    {
      g_autofree char *html = marbre_page_get_slot_html (page, i);

      /* What leads elsewhere has no use on paper. */
      if (i != MARBRE_SLOT_TOOLS && i != MARBRE_SLOT_RELATED)
        add_string (builder, marbre_slot_get_name (i), html);
    }
  json_builder_end_object (builder);
}

/* Returns: (transfer full): @text, or as many of its words as fit, and an ellipsis */
static char *
shorten (const char *text)
{
  const char *cut;

  if (g_utf8_strlen (text, -1) <= MAX_HEADLINE)
    return g_strdup (text);
  cut = g_utf8_offset_to_pointer (text, MAX_HEADLINE - 1);
  while (cut > text && !g_unichar_isspace (g_utf8_get_char (cut)))
    cut = g_utf8_prev_char (cut);
  if (cut == text)
    cut = g_utf8_offset_to_pointer (text, MAX_HEADLINE - 1);
  return g_strdup_printf ("%.*s…", (int) (cut - text), text);
}

static void
add_running_head (JsonBuilder *builder, MarbrePage *page)
{
  MarbreStory *story = marbre_page_get_story (page);
  g_autofree char *headline = shorten (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE));
  gint64 published = marbre_story_get_time (story, MARBRE_MOMENT_PUBLISHED);
  gint64 when = published != 0 ? published : g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *date = marbre_language_format_date (
      marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE), when, NULL, FALSE);

  json_builder_set_member_name (builder, "running");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, marbre_page_get_site_name (page));
  json_builder_add_string_value (builder, marbre_story_get_text (story, MARBRE_FIELD_SECTION));
  json_builder_add_string_value (builder, headline);
  json_builder_end_array (builder);
  add_string (builder, "date", date);
}

static void
add_pages (JsonBuilder *builder, GtkPrintSettings *settings)
{
  g_autofree GtkPageRange *ranges = NULL;
  int n = 0;

  if (settings != NULL &&
      gtk_print_settings_get_print_pages (settings) == GTK_PRINT_PAGES_RANGES)
    ranges = gtk_print_settings_get_page_ranges (settings, &n);
  json_builder_set_member_name (builder, "pages");
  json_builder_begin_array (builder);
  for (int i = 0; i < n; i++)
    {
      json_builder_begin_array (builder);
      json_builder_add_int_value (builder, ranges[i].start);
      json_builder_add_int_value (builder, ranges[i].end);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
}

char *
_marbre_printer_describe (MarbrePrinterJob *job,
                          MarbrePage *page,
                          gboolean remote,
                          GtkPrintSettings *settings)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_string (builder, "title", job->title);
  add_string (builder, "language", job->language);
  add_slots (builder, page);
  add_running_head (builder, page);
  add_pages (builder, settings);
  json_builder_set_member_name (builder, "remote");
  json_builder_add_boolean_value (builder, remote);
  json_builder_set_member_name (builder, "width");
  json_builder_add_double_value (builder, gtk_page_setup_get_paper_width (job->paper, GTK_UNIT_MM));
  json_builder_set_member_name (builder, "height");
  json_builder_add_double_value (builder,
                                 gtk_page_setup_get_paper_height (job->paper, GTK_UNIT_MM));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}
