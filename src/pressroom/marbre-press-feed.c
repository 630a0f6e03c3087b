/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The Atom feed (RFC 4287) of the newest stories; see marbre-press-pages.h.
 */
#define G_LOG_DOMAIN "marbre-pressroom"

#include "config.h"

#include "marbre-press-pages.h"

#include "marbre-compat.h"
#include "marbre-time.h"

#define N_ENTRIES 20

/* XML 1.0 has no place for some characters, not even as references. */
static gboolean
is_xml_char (gunichar c)
{
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xfffe && c != 0xffff);
}

static void
append_xml (GString *out, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '<')
        g_string_append (out, "&lt;");
      else if (c == '>')
        g_string_append (out, "&gt;");
      else if (c == '&')
        g_string_append (out, "&amp;");
      else if (c == '"')
        g_string_append (out, "&quot;");
      else if (is_xml_char (c))
        g_string_append_unichar (out, c);
    }
}

static void
append_element (GString *out, const char *start, const char *text, const char *end)
{
  g_string_append (out, start);
  append_xml (out, text);
  g_string_append (out, end);
}

static void
append_moment (GString *out, const char *start, gint64 seconds, const char *end)
{
  g_autofree char *moment = marbre_time_format_iso8601 (seconds);

  append_element (out, start, moment, end);
}

static void
append_entry (GString *out, MarbrePress *press, const MarbrePressPost *post)
{
  g_autofree char *path = marbre_press_post_make_path (post);
  g_autofree char *url = g_strconcat (marbre_press_get_origin (press), path, NULL);
  const char *byline = post->texts[MARBRE_PRESS_BYLINE];

  append_element (out, "<entry xml:lang=\"", post->texts[MARBRE_PRESS_LANGUAGE], "\">\n");
  append_element (out, "<id>urn:uuid:", post->texts[MARBRE_PRESS_UUID], "</id>\n");
  append_element (out, "<title>", post->texts[MARBRE_PRESS_NAME], "</title>\n");
  append_element (out, "<link href=\"", url, "\"/>\n");
  append_moment (out, "<published>", post->published, "</published>\n");
  append_moment (out, "<updated>", post->updated / G_USEC_PER_SEC, "</updated>\n");
  if (*byline != '\0')
    append_element (out, "<author><name>", byline, "</name></author>\n");
  for (guint i = 0; post->tags[i] != NULL; i++)
    append_element (out, "<category term=\"", post->tags[i], "\"/>\n");
  append_element (out, "<summary>", post->texts[MARBRE_PRESS_SUMMARY], "</summary>\n");
  append_element (out, "<content type=\"html\" xml:base=\"", url, "\">");
  append_element (out, "", post->texts[MARBRE_PRESS_HTML], "</content>\n</entry>\n");
}

static gint64
find_last_change (GPtrArray *posts)
{
  gint64 last = 0;

  for (guint i = 0; i < posts->len; i++)
    last = MAX (last, ((MarbrePressPost *) g_ptr_array_index (posts, i))->updated);
  return last / G_USEC_PER_SEC;
}

/**
 * marbre_press_pages_make_feed:
 *
 * Returns: (transfer full) (nullable): the feed
 */
char *
marbre_press_pages_make_feed (MarbrePress *press, GError **error)
{
  MarbrePressFilter filter = { .public_at = marbre_time_now (), .limit = N_ENTRIES };
  g_autoptr (GPtrArray) posts =
      marbre_press_store_list_posts (marbre_press_get_store (press), &filter, error);
  const char *name = marbre_press_get_site_name (press);
  GString *out;

  if (posts == NULL)
    return NULL;
  out = g_string_new ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                      "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
  append_element (out, "<id>urn:uuid:", marbre_press_get_site_id (press), "</id>\n");
  append_element (out, "<title>", name, "</title>\n");
  append_element (out, "<author><name>", name, "</name></author>\n");
  append_element (out, "<link rel=\"self\" href=\"", marbre_press_get_origin (press),
                  "/feed.xml\"/>\n");
  append_element (out, "<link href=\"", marbre_press_get_origin (press), "/\"/>\n");
  append_moment (out, "<updated>", find_last_change (posts), "</updated>\n");
  for (guint i = 0; i < posts->len; i++)
    append_entry (out, press, g_ptr_array_index (posts, i));
  g_string_append (out, "</feed>\n");
  return marbre_string_steal (out);
}
