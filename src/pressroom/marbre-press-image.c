/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sniffing pictures; see marbre-press-image.h. The signatures are those of the WHATWG's MIME
 * Sniffing Standard, section 6.1.
 */
#define G_LOG_DOMAIN "marbre-pressroom"

#include "config.h"

#include "marbre-press-image.h"

#include <string.h>

static const struct
{
  const char *mime;
  const char *start;
  gsize length;
} signatures[] = {
  { "image/png", "\x89PNG\r\n\x1a\n", 8 },
  { "image/jpeg", "\xff\xd8\xff", 3 },
  { "image/gif", "GIF87a", 6 },
  { "image/gif", "GIF89a", 6 },
};

static gboolean
starts_with (const char *data, gsize length, const char *start)
{
  return length >= strlen (start) && memcmp (data, start, strlen (start)) == 0;
}

/* An XML document whose first element is svg. Comments and the like before it may be as long as
 * they want, but must end. */
static gboolean
is_svg (const char *data, gsize length)
{
  static const struct
  {
    const char *start;
    const char *end;
  } skipped[] = { { "<?", "?>" }, { "<!--", "-->" }, { "<!", ">" } };

  if (!g_utf8_validate_len (data, length, NULL))
    return FALSE;
  if (starts_with (data, length, "\xef\xbb\xbf"))
    data += 3, length -= 3;
  while (length > 0)
    {
      const char *end = NULL;
      guint i = 0;

      if (g_ascii_isspace (*data))
        {
          data++, length--;
          continue;
        }
      while (i < G_N_ELEMENTS (skipped) && !starts_with (data, length, skipped[i].start))
        i++;
      if (i == G_N_ELEMENTS (skipped))
        return starts_with (data, length, "<svg") && length > 4 &&
               strchr (" \t\r\n>", data[4]) != NULL;
      end = g_strstr_len (data, (gssize) length, skipped[i].end);
      if (end == NULL)
        return FALSE;
      end += strlen (skipped[i].end);
      length -= (gsize) (end - data);
      data = end;
    }
  return FALSE;
}

/**
 * marbre_press_image_sniff:
 * @bytes: a file
 *
 * Returns: (nullable): "image/png", "image/jpeg", "image/gif", "image/webp" or "image/svg+xml";
 *   %NULL if it is none of these
 */
const char *
marbre_press_image_sniff (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (length == 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    if (length > signatures[i].length &&
        memcmp (data, signatures[i].start, signatures[i].length) == 0)
      return signatures[i].mime;
  if (length > 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return "image/webp";
  return is_svg (data, length) ? "image/svg+xml" : NULL;
}
