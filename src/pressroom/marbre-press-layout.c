/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Frame and cards; see marbre-press-layout.h. The frame is data/templates/front.html, in which
 * "@word@" stands for a value. It is split at these marks before anything is put in, so that no
 * story's text is ever searched for them.
 */
#define G_LOG_DOMAIN "marbre-pressroom"

#include "config.h"

#include "marbre-press-layout.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-language.h"
#include "marbre-press-words.h"
#include "marbre-pressroom-resources.h"
#include "marbre-time.h"

#define RESOURCES "/io/github/marbre/Marbre/pressroom/"

static void
append_text (GString *out, const char *tag, const char *look, const char *text)
{
  if (*text == '\0')
    return;
  g_string_append_printf (out, "<%s class=\"%s\">", tag, look);
  marbre_encode_html_append (out, text, -1);
  g_string_append_printf (out, "</%s>\n", tag);
}

/**
 * marbre_press_layout_append_link:
 * @look: (nullable): a class of front.css
 * @href: a path of this site
 * @text: plain text
 *
 * Appends a link.
 */
void
marbre_press_layout_append_link (GString *out, const char *look, const char *href, const char *text)
{
  g_string_append (out, "<a");
  if (look != NULL)
    g_string_append_printf (out, " class=\"%s\"", look);
  g_string_append (out, " href=\"");
  marbre_encode_attribute_append (out, href, -1);
  g_string_append (out, "\">");
  marbre_encode_html_append (out, text, -1);
  g_string_append (out, "</a>");
}

/**
 * marbre_press_layout_make_path:
 * @folder: "sections" or "tags"
 * @name: of a section or a tag
 *
 * Returns: (transfer full): the path of its list
 */
char *
marbre_press_layout_make_path (const char *folder, const char *name)
{
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);

  return g_strconcat ("/", folder, "/", escaped, NULL);
}

/**
 * marbre_press_layout_has_picture:
 *
 * Returns: %TRUE if the post's lead picture is on this site; pages load no other
 */
gboolean
marbre_press_layout_has_picture (const MarbrePressPost *post)
{
  return *post->texts[MARBRE_PRESS_PHOTO] == '/';
}

/* The headline beside it is the same link, so this one is left out for the keyboard and for screen
 * readers. */
static void
append_picture (GString *out, const MarbrePressPost *post, const char *path)
{
  g_string_append (out, "<a class=\"picture\" tabindex=\"-1\" aria-hidden=\"true\" href=\"");
  marbre_encode_attribute_append (out, path, -1);
  g_string_append (out, "\"><img alt=\"\" src=\"");
  marbre_encode_attribute_append (out, post->texts[MARBRE_PRESS_PHOTO], -1);
  g_string_append (out, "\"></a>\n");
}

static void
append_date (GString *out, const MarbrePressPost *post)
{
  g_autofree char *machine = marbre_time_format_iso8601 (post->published);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *date = marbre_language_format_date (post->texts[MARBRE_PRESS_LANGUAGE],
                                                       post->published, zone, FALSE);

  g_string_append_printf (out, "<time datetime=\"%s\">", machine);
  marbre_encode_html_append (out, date, -1);
  g_string_append (out, "</time>\n");
}

/**
 * marbre_press_layout_append_card:
 * @parts: what it shows
 * @level: of its heading, 2–4
 * @look: a class of front.css
 *
 * Appends what stands for a story on a page of stories.
 */
void
marbre_press_layout_append_card (GString *out,
                                 const MarbrePressPost *post,
                                 MarbrePressCardParts parts,
                                 guint level,
                                 const char *look)
{
  g_autofree char *path = marbre_press_post_make_path (post);

  g_string_append_printf (out, "<div class=\"card %s\" lang=\"", look);
  marbre_encode_attribute_append (out, post->texts[MARBRE_PRESS_LANGUAGE], -1);
  g_string_append (out, "\">\n");
  if ((parts & MARBRE_PRESS_CARD_PICTURE) != 0 && marbre_press_layout_has_picture (post))
    append_picture (out, post, path);
  g_string_append (out, "<div class=\"words\">\n");
  if ((parts & MARBRE_PRESS_CARD_KICKER) != 0)
    append_text (out, "p", "over", post->texts[MARBRE_PRESS_KICKER]);
  g_string_append_printf (out, "<h%u>", level);
  marbre_press_layout_append_link (out, NULL, path, post->texts[MARBRE_PRESS_NAME]);
  g_string_append_printf (out, "</h%u>\n", level);
  if ((parts & MARBRE_PRESS_CARD_STANDFIRST) != 0)
    append_text (out, "p", "under", post->texts[MARBRE_PRESS_SUMMARY]);
  if ((parts & MARBRE_PRESS_CARD_DATE) != 0)
    append_date (out, post);
  g_string_append (out, "</div>\n</div>\n");
}

static gboolean
append_resource (GString *out, GResource *resource, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  if (bytes == NULL)
    return FALSE;
  g_string_append_len (out, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  return TRUE;
}

/* The article page's own style first: both say the same colours and letters. */
static char *
load_style (GError **error)
{
  g_autoptr (GString) style = g_string_new (NULL);

  if (!append_resource (style, marbre_text_get_resource (),
                        MARBRE_TEMPLATE_RESOURCES "quotidien.css", error) ||
      !append_resource (style, marbre_pressroom_get_resource (), RESOURCES "front.css", error))
    return NULL;
  return marbre_string_steal (g_steal_pointer (&style));
}

/* What a mark of the frame stands for; %NULL for a mark that front.html should not have. */
static char *
make_value (MarbrePress *press,
            const char *mark,
            const char *language,
            const char *title,
            GError **error)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (g_str_equal (mark, "language"))
    return marbre_encode_attribute (language);
  if (g_str_equal (mark, "title"))
    return marbre_encode_html (title);
  if (g_str_equal (mark, "style"))
    return load_style (error);
  if (g_str_equal (mark, "site"))
    return marbre_encode_html (marbre_press_get_site_name (press));
  if (g_str_equal (mark, "feed"))
    return marbre_encode_html (marbre_press_words_get (language, MARBRE_PRESS_WORD_FEED));
  if (g_str_equal (mark, "colophon"))
    return marbre_encode_html (marbre_press_words_get (language, MARBRE_PRESS_WORD_COLOPHON));
  zone = g_time_zone_new_local ();
  g_assert (g_str_equal (mark, "today"));
  return marbre_language_format_date (language, marbre_time_now (), zone, FALSE);
}

/**
 * marbre_press_layout_fill:
 * @language: the page's language
 * @title: of the document, plain text
 * @main_html: the page's content, already encoded
 *
 * Returns: (transfer full) (nullable): the document
 */
char *
marbre_press_layout_fill (MarbrePress *press,
                          const char *language,
                          const char *title,
                          const char *main_html,
                          GError **error)
{
  g_autoptr (GString) frame = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (GStrv) parts = NULL;

  if (!append_resource (frame, marbre_pressroom_get_resource (), RESOURCES "front.html", error))
    return NULL;
  /* Every second part is a mark. */
  parts = g_strsplit (frame->str, "@", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *value = NULL;

      if (i % 2 == 0)
        {
          g_string_append (out, parts[i]);
          continue;
        }
      if (g_str_equal (parts[i], "main"))
        {
          g_string_append (out, main_html);
          continue;
        }
      value = make_value (press, parts[i], language, title, error);
      if (value == NULL)
        return NULL;
      g_string_append (out, value);
    }
  return marbre_string_steal (g_steal_pointer (&out));
}
