/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The texts in a picture's file; see marbre-picture-texts.h.
 *
 * The properties are those of the IPTC Photo Metadata Standard; where XMP and the older IPTC-IIM
 * disagree XMP is read, as the standard's guide for readers says.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-picture-texts.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-picture-metadata.h"

/* In the order in which they are believed. */
static const char *const alt_tags[] = { "Xmp.iptc.AltTextAccessibility", NULL };
static const char *const caption_tags[] = { "Xmp.dc.description", "Iptc.Application2.Caption",
                                            "Exif.Image.ImageDescription", NULL };
static const char *const credit_tags[] = { "Xmp.photoshop.Credit", "Iptc.Application2.Credit",
                                           NULL };
static const char *const author_tags[] = { "Xmp.dc.creator", "Iptc.Application2.Byline",
                                           "Exif.Image.Artist", NULL };

/* One line of UTF-8. IPTC-IIM is often in a Western codepage without saying so. */
static char *
clean (const char *text)
{
  g_autofree char *utf8 =
      g_utf8_validate (text, -1, NULL)
          ? g_strdup (text)
          : g_convert_with_fallback (text, -1, "UTF-8", "WINDOWS-1252", "", NULL, NULL, NULL);
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean space = FALSE;
  glong count = 0;

  if (utf8 == NULL)
    return g_strdup ("");
  for (const char *p = utf8; *p != '\0' && count < MARBRE_PICTURE_TEXTS_MAX;
       p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        {
          space = line->len > 0;
          continue;
        }
      if (space)
        g_string_append_c (line, ' ');
      space = FALSE;
      g_string_append_unichar (line, c);
      count++;
    }
  return marbre_string_steal (g_steal_pointer (&line));
}

/* What cameras write by themselves: "OLYMPUS DIGITAL CAMERA", "SONY DSC". */
static gboolean
is_machine_text (const char *tag, const char *text)
{
  if (!g_str_has_prefix (tag, "Exif."))
    return FALSE;
  for (; *text; text = g_utf8_next_char (text))
    if (g_unichar_islower (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

/* A text in several languages, as gexiv2 writes it: lang="x-default" Le quai, lang="en" The quay.
 * The first is the one that is meant for all. */
static void
choose_language (char *text)
{
  static const char mark[] = "lang=\"";
  char *end;

  if (!g_str_has_prefix (text, mark))
    return;
  end = strstr (text, ", lang=\"");
  if (end)
    *end = '\0';
  end = strchr (text + strlen (mark), '"');
  if (end)
    memmove (text, end + 1, strlen (end + 1) + 1);
}

/* A property in one line; several photographers are all named. */
static char *
read_text (GExiv2Metadata *metadata, const char *tag)
{
  g_autofree char *text =
      gexiv2_metadata_try_get_tag_interpreted_string (metadata, tag, NULL);

  if (text == NULL)
    return g_strdup ("");
  choose_language (text);
  return clean (text);
}

static char *
read_first (GExiv2Metadata *metadata, const char *const *tags)
{
  for (; *tags; tags++)
    if (marbre_picture_metadata_has (metadata, *tags))
      {
        g_autofree char *text = read_text (metadata, *tags);

        if (*text != '\0' && !is_machine_text (*tags, text))
          return g_steal_pointer (&text);
      }
  return g_strdup ("");
}

/* "Marie Dupont/AFP": who took it and for whom, unless one says the other. */
static char *
read_credit (GExiv2Metadata *metadata)
{
  g_autofree char *author = read_first (metadata, author_tags);
  g_autofree char *credit = read_first (metadata, credit_tags);

  if (*author == '\0' || strstr (credit, author) != NULL)
    return g_steal_pointer (&credit);
  if (*credit == '\0' || strstr (author, credit) != NULL)
    return g_steal_pointer (&author);
  return g_strconcat (author, "/", credit, NULL);
}

/**
 * marbre_picture_texts_read:
 * @bytes: a picture, of any origin
 * @src: its name or address
 *
 * Returns: (transfer full): the picture with what its file says of it, "" where it says nothing
 */
MarbreMedia *
marbre_picture_texts_read (GBytes *bytes, const char *src)
{
  g_autofree char *alt = NULL;
  g_autofree char *caption = NULL;
  g_autofree char *credit = NULL;
  GExiv2Metadata *metadata;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (src != NULL, NULL);

  marbre_picture_metadata_lock ();
  metadata = marbre_picture_metadata_open (bytes);
  if (metadata)
    {
      alt = read_first (metadata, alt_tags);
      caption = read_first (metadata, caption_tags);
      credit = read_credit (metadata);
    }
  g_clear_object (&metadata);
  marbre_picture_metadata_unlock ();
  return marbre_media_new (src, alt, caption, credit);
}
