/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The inner HTML of a page's slots; see marbre-page.h. Every text passes an encoder, every URL the
 * sanitizer.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-desk-note.h"
#include "marbre-encode.h"
#include "marbre-face.h"
#include "marbre-language.h"
#include "marbre-page-private.h"
#include "marbre-sanitize.h"
#include "marbre-time.h"

/* A correction within this of going online is part of going online. */
#define UPDATE_SECONDS 300

static const char *
get_text (MarbrePage *self, MarbreField field)
{
  return marbre_story_get_text (self->story, field);
}

static const char *
get_phrase (MarbrePage *self, MarbrePhrase phrase)
{
  return marbre_language_phrase (get_text (self, MARBRE_FIELD_LANGUAGE), phrase);
}

/* A text as the page shows it: to those who write it, with its notes. */
static const char *
get_shown (MarbrePage *self, MarbreDeskText text)
{
  return marbre_desk_text_get (self->noted && !self->published ? self->noted : self->story, text);
}

static void
append_text (MarbrePage *self, GString *out, MarbreDeskText text)
{
  if (self->noted && !self->published)
    marbre_desk_notes_append_html (out, get_shown (self, text));
  else
    marbre_encode_html_append (out, get_shown (self, text), -1);
}

/* Returns: %FALSE, with nothing written, if @url may not be linked to */
static gboolean
open_link (GString *out, const char *url)
{
  g_autofree char *href = url && *url != '\0' ? marbre_sanitize_uri (url, MARBRE_URI_LINK) : NULL;

  if (href == NULL)
    return FALSE;
  g_string_append (out, "<a href=\"");
  marbre_encode_attribute_append (out, href, -1);
  g_string_append (out, "\">");
  return TRUE;
}

static void
append_linked (GString *out, const char *text, const char *url)
{
  gboolean linked = open_link (out, url);

  marbre_encode_html_append (out, text, -1);
  if (linked)
    g_string_append (out, "</a>");
}

static void
append_index_link (MarbrePage *self, GString *out, MarbrePageIndex index, const char *name)
{
  g_autofree char *url = self->map_index ? self->map_index (index, name, self->index_data) : NULL;

  append_linked (out, name, url);
}

static void
append_breadcrumb (MarbrePage *self, GString *out)
{
  const char *section = get_text (self, MARBRE_FIELD_SECTION);

  if (*section == '\0')
    return;
  g_string_append (out, "<ol>");
  if (*self->home_url != '\0')
    {
      g_string_append (out, "<li>");
      append_linked (out, get_phrase (self, MARBRE_PHRASE_HOME), self->home_url);
      g_string_append (out, "</li>");
    }
  g_string_append (out, "<li>");
  append_index_link (self, out, MARBRE_PAGE_INDEX_SECTION, section);
  g_string_append (out, "</li></ol>");
}

/**
 * marbre_page_get_by_length:
 *
 * A byline may be "Jeanne Le Goff", or already "Par Jeanne Le Goff".
 *
 * Returns: the bytes before the name, 0 in the first case
 */
gsize
marbre_page_get_by_length (MarbrePage *self)
{
  const char *byline = get_text (self, MARBRE_FIELD_BYLINE);
  const char *by = get_phrase (self, MARBRE_PHRASE_BY);
  glong n_chars = g_utf8_strlen (by, -1) + 1;
  g_autofree char *prefix = g_strconcat (by, " ", NULL);
  g_autofree char *folded_prefix = g_utf8_casefold (prefix, -1);
  g_autofree char *folded = g_utf8_casefold (byline, -1);

  if (!g_str_has_prefix (folded, folded_prefix))
    return 0;
  return (gsize) (g_utf8_offset_to_pointer (byline, n_chars) - byline);
}

static void
append_byline (MarbrePage *self, GString *out)
{
  if (*get_shown (self, MARBRE_DESK_TEXT_BYLINE) == '\0')
    return;
  if (marbre_page_get_by_length (self) == 0)
    {
      g_string_append (out, "<span class=\"by\">");
      marbre_encode_html_append (out, get_phrase (self, MARBRE_PHRASE_BY), -1);
      g_string_append (out, "</span> ");
    }
  append_text (self, out, MARBRE_DESK_TEXT_BYLINE);
}

/**
 * marbre_page_append_time:
 * @out: where it goes
 * @seconds: since 1970 UTC
 * @with_time: whether the hour is said
 *
 * Appends a time element in the story's language.
 */
void
marbre_page_append_time (MarbrePage *self, GString *out, gint64 seconds, gboolean with_time)
{
  g_autofree char *machine = marbre_time_format_iso8601 (seconds);
  g_autofree char *printed = marbre_language_format_date (get_text (self, MARBRE_FIELD_LANGUAGE),
                                                          seconds, self->zone, with_time);

  g_string_append (out, "<time datetime=\"");
  marbre_encode_attribute_append (out, machine, -1);
  g_string_append (out, "\">");
  marbre_encode_html_append (out, printed, -1);
  g_string_append (out, "</time>");
}

static void
append_date (MarbrePage *self, GString *out, MarbrePhrase phrase, gint64 seconds)
{
  g_string_append (out, out->len > 0 ? " <span class=\"updated\">" : "<span class=\"published\">");
  g_string_append (out, "<span class=\"when\">");
  marbre_encode_html_append (out, get_phrase (self, phrase), -1);
  g_string_append (out, "</span> ");
  marbre_page_append_time (self, out, seconds, TRUE);
  g_string_append (out, "</span>");
}

/* What is not online yet shows when it will be; a draft without a date shows none. */
static void
append_dates (MarbrePage *self, GString *out)
{
  gint64 published = marbre_story_get_time (self->story, MARBRE_MOMENT_PUBLISHED);
  gint64 updated = marbre_story_get_time (self->story, MARBRE_MOMENT_UPDATED);
  gint64 publish_at = marbre_story_get_time (self->story, MARBRE_MOMENT_PUBLISH_AT);

  if (published == 0)
    {
      if (publish_at != 0)
        append_date (self, out, MARBRE_PHRASE_PUBLISHED, publish_at);
      return;
    }
  append_date (self, out, MARBRE_PHRASE_PUBLISHED, published);
  if (updated > published + UPDATE_SECONDS)
    append_date (self, out, MARBRE_PHRASE_UPDATED, updated);
}

static void
append_tools (MarbrePage *self, GString *out)
{
  const char *label = get_phrase (self, MARBRE_PHRASE_COPY_LINK);
  const char *url = marbre_story_get_url (self->story);

  if (!self->published)
    {
      g_string_append (out, "<button type=\"button\" data-marbre-action=\"copy-link\">");
      marbre_encode_html_append (out, label, -1);
      g_string_append (out, "</button>");
    }
  else if (open_link (out, url))
    {
      /* A reader without scripts copies the link from its menu. */
      marbre_encode_html_append (out, label, -1);
      g_string_append (out, "</a>");
    }
}

static void
append_credit (MarbrePage *self, GString *out)
{
  const char *label = get_phrase (self, MARBRE_PHRASE_CREDIT);
  gboolean french =
      g_strcmp0 (marbre_language_resolve (get_text (self, MARBRE_FIELD_LANGUAGE)), "fr") == 0;

  g_string_append (out, "<span class=\"credit\">");
  marbre_encode_html_append (out, label, -1);
  g_string_append (out, french ? "\u00a0: " : ": ");
  append_text (self, out, MARBRE_DESK_TEXT_LEAD_CREDIT);
  g_string_append (out, "</span>");
}

static void
append_lead (MarbrePage *self, GString *out)
{
  MarbreMedia *image = marbre_story_get_lead_image (self->story);
  g_autofree char *src = image ? marbre_page_map_image (self, marbre_media_get_src (image)) : NULL;
  gboolean has_caption = *get_shown (self, MARBRE_DESK_TEXT_LEAD_CAPTION) != '\0';
  gboolean has_credit = *get_shown (self, MARBRE_DESK_TEXT_LEAD_CREDIT) != '\0';

  if (src == NULL || *src == '\0')
    return;
  g_string_append (out, "<img src=\"");
  marbre_encode_attribute_append (out, src, -1);
  g_string_append (out, "\" alt=\"");
  marbre_encode_attribute_append (out, marbre_media_get_alt (image), -1);
  g_string_append (out, "\">");
  if (!has_caption && !has_credit)
    return;
  g_string_append (out, "<figcaption>");
  append_text (self, out, MARBRE_DESK_TEXT_LEAD_CAPTION);
  if (has_caption && has_credit)
    g_string_append_c (out, ' ');
  if (has_credit)
    append_credit (self, out);
  g_string_append (out, "</figcaption>");
}

static void
append_body (MarbrePage *self, GString *out)
{
  g_autofree char *html = marbre_blocks_to_html (self->blocks);

  g_string_append (out, html);
}

static void
append_tags (MarbrePage *self, GString *out)
{
  const char *const *tags = marbre_story_get_tags (self->story);

  if (tags[0] == NULL)
    return;
  g_string_append (out, "<h2>");
  marbre_encode_html_append (out, get_phrase (self, MARBRE_PHRASE_TAGS), -1);
  g_string_append (out, "</h2><ul>");
  for (guint i = 0; tags[i] != NULL; i++)
    {
      g_string_append (out, "<li>");
      append_index_link (self, out, MARBRE_PAGE_INDEX_TAG, tags[i]);
      g_string_append (out, "</li>");
    }
  g_string_append (out, "</ul>");
}

static void
append_related_link (MarbrePage *self, GString *out, const MarbrePageLink *link)
{
  g_string_append (out, "<li>");
  if (*link->section != '\0')
    {
      g_string_append (out, "<span class=\"section\">");
      marbre_encode_html_append (out, link->section, -1);
      g_string_append (out, "</span> ");
    }
  append_linked (out, link->title, link->url);
  if (link->published != 0)
    {
      g_string_append_c (out, ' ');
      marbre_page_append_time (self, out, link->published, FALSE);
    }
  g_string_append (out, "</li>");
}

static void
append_related (MarbrePage *self, GString *out)
{
  if (self->related == NULL || self->related->len == 0)
    return;
  g_string_append (out, "<h2>");
  marbre_encode_html_append (out, get_phrase (self, MARBRE_PHRASE_RELATED), -1);
  g_string_append (out, "</h2><ul>");
  for (guint i = 0; i < self->related->len; i++)
    append_related_link (self, out, g_ptr_array_index (self->related, i));
  g_string_append (out, "</ul>");
}

/**
 * marbre_page_append_slot:
 * @slot: a slot
 * @out: where its inner HTML goes; must be empty
 */
void
marbre_page_append_slot (MarbrePage *self, MarbreSlot slot, GString *out)
{
  switch (slot)
    {
    case MARBRE_SLOT_SITE:
      append_linked (out, self->site_name, *self->site_name != '\0' ? self->home_url : NULL);
      break;
    case MARBRE_SLOT_BREADCRUMB:
      append_breadcrumb (self, out);
      break;
    case MARBRE_SLOT_KICKER:
      append_text (self, out, MARBRE_DESK_TEXT_KICKER);
      break;
    case MARBRE_SLOT_HEADLINE:
      append_text (self, out, MARBRE_DESK_TEXT_HEADLINE);
      break;
    case MARBRE_SLOT_STANDFIRST:
      append_text (self, out, MARBRE_DESK_TEXT_STANDFIRST);
      break;
    case MARBRE_SLOT_BYLINE:
      append_byline (self, out);
      break;
    case MARBRE_SLOT_DATES:
      append_dates (self, out);
      break;
    case MARBRE_SLOT_TOOLS:
      append_tools (self, out);
      break;
    case MARBRE_SLOT_LEAD:
      append_lead (self, out);
      break;
    case MARBRE_SLOT_BODY:
      append_body (self, out);
      break;
    case MARBRE_SLOT_TAGS:
      append_tags (self, out);
      break;
    case MARBRE_SLOT_RELATED:
      append_related (self, out);
      break;
    default:
      marbre_face_append_slot (self, slot, out);
    }
}
