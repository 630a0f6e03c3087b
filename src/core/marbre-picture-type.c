/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Headers of pictures; see marbre-picture-type.h. The signatures are those of the WHATWG's MIME
 * Sniffing Standard, section 6.1; where a format keeps its size is in its own specification, named
 * at each function. Every offset is checked: the bytes may come from anywhere.
 */
#define G_LOG_DOMAIN "marbre-core"

#include "config.h"

#include "marbre-picture-type.h"

#include <string.h>

/* A header further in than this is none: there may be long comments before it. */
#define MAX_HEADER (256 * 1024)

typedef struct
{
  const guint8 *data; /* (borrowed) */
  gsize length;
} Header;

static gboolean
has (const Header *self, gsize at, const char *text, gsize length)
{
  return at + length <= self->length && memcmp (self->data + at, text, length) == 0;
}

static guint
big16 (const guint8 *p)
{
  return (guint) p[0] << 8 | p[1];
}

static guint
little16 (const guint8 *p)
{
  return (guint) p[1] << 8 | p[0];
}

static guint
big32 (const guint8 *p)
{
  return big16 (p) << 16 | big16 (p + 2);
}

/* PNG, third edition, 11.2.1: IHDR comes first. */
static gboolean
read_png (const Header *self, MarbrePictureType *type)
{
  if (!has (self, 0, "\x89PNG\r\n\x1a\n", 8) || !has (self, 12, "IHDR", 4) || self->length < 24)
    return FALSE;
  *type = (MarbrePictureType){ "image/png", big32 (self->data + 16), big32 (self->data + 20) };
  return TRUE;
}

static gboolean
read_gif (const Header *self, MarbrePictureType *type)
{
  if ((!has (self, 0, "GIF87a", 6) && !has (self, 0, "GIF89a", 6)) || self->length < 10)
    return FALSE;
  *type =
      (MarbrePictureType){ "image/gif", little16 (self->data + 6), little16 (self->data + 8) };
  return TRUE;
}

/* ITU-T T.81, B.1.1.3: SOF0 to SOF15, but for the three codes that mean something else. */
static gboolean
is_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static gboolean
read_jpeg (const Header *self, MarbrePictureType *type)
{
  gsize at = 2;

  if (!has (self, 0, "\xff\xd8\xff", 3))
    return FALSE;
  while (at + 9 <= self->length)
    {
      const guint8 *p = self->data + at;

      if (p[0] != 0xff)
        return FALSE;
      if (p[1] == 0xff)
        {
          at++; /* fill byte */
          continue;
        }
      if (is_frame (p[1]))
        {
          *type = (MarbrePictureType){ "image/jpeg", big16 (p + 7), big16 (p + 5) };
          return TRUE;
        }
      at += 2 + (gsize) big16 (p + 2);
    }
  return FALSE;
}

/* RFC 9649, 2.5 to 2.7: the first chunk is lossy, lossless or extended. */
static gboolean
read_webp (const Header *self, MarbrePictureType *type)
{
  const guint8 *p = self->data;
  guint width, height;

  if (!has (self, 0, "RIFF", 4) || !has (self, 8, "WEBP", 4) || self->length < 30)
    return FALSE;
  if (has (self, 12, "VP8X", 4))
    {
      width = (little16 (p + 24) | (guint) p[26] << 16) + 1;
      height = (little16 (p + 27) | (guint) p[29] << 16) + 1;
    }
  else if (has (self, 12, "VP8L", 4))
    {
      width = (little16 (p + 21) & 0x3fff) + 1;
      height = ((guint) (p[22] >> 6) | (guint) p[23] << 2 | (guint) (p[24] & 0x0f) << 10) + 1;
    }
  else if (has (self, 12, "VP8 ", 4))
    {
      width = little16 (p + 26) & 0x3fff;
      height = little16 (p + 28) & 0x3fff;
    }
  else
    return FALSE;
  *type = (MarbrePictureType){ "image/webp", width, height };
  return TRUE;
}

/* ISO/IEC 23008-12, 6.5.3: "ispe", four bytes of version and flags, width, height. A file with a
 * grid has several; the largest is the whole. */
static gboolean
read_avif (const Header *self, MarbrePictureType *type)
{
  MarbrePictureType found = { "image/avif", 0, 0 };

  if (!has (self, 4, "ftypavif", 8) && !has (self, 4, "ftypavis", 8))
    return FALSE;
  for (gsize at = 12; at + 16 <= self->length; at++)
    if (has (self, at, "ispe", 4))
      {
        found.width = MAX (found.width, big32 (self->data + at + 8));
        found.height = MAX (found.height, big32 (self->data + at + 12));
      }
  *type = found;
  return found.width > 0 && found.height > 0;
}

/* What may stand before the first element of an XML document: returns where it ends, 0 if there is
 * none at @at, and the end of the header if it does not end. */
static gsize
skip_prolog (const Header *self, gsize at)
{
  static const char *const parts[][2] = { { "<?", "?>" }, { "<!--", "-->" }, { "<!", ">" } };
  const char *end;

  if (g_ascii_isspace (self->data[at]))
    return at + 1;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (has (self, at, parts[i][0], strlen (parts[i][0])))
      {
        end = g_strstr_len ((const char *) self->data + at, (gssize) (self->length - at),
                            parts[i][1]);
        return end ? (gsize) (end - (const char *) self->data) + strlen (parts[i][1])
                   : self->length;
      }
  return 0;
}

/* An XML document whose first element is svg: a web page that has one further in is none. */
static gboolean
read_svg (const Header *self, MarbrePictureType *type)
{
  gsize at = has (self, 0, "\xef\xbb\xbf", 3) ? 3 : 0;
  gsize next;

  while (at < self->length && (next = skip_prolog (self, at)) > 0)
    at = next;
  if (!has (self, at, "<svg", 4) || at + 4 >= self->length ||
      !(g_ascii_isspace (self->data[at + 4]) || self->data[at + 4] == '>'))
    return FALSE;
  *type = (MarbrePictureType){ "image/svg+xml", 0, 0 };
  return TRUE;
}

/**
 * marbre_picture_type_read:
 * @bytes: a file, of any origin
 * @type: (out caller-allocates): what it is; set if %TRUE is returned
 *
 * Returns: %TRUE if @bytes begin as a picture of a known type does, with a size that is not 0
 */
gboolean
marbre_picture_type_read (GBytes *bytes, MarbrePictureType *type)
{
  Header header;

  g_return_val_if_fail (bytes != NULL, FALSE);
  g_return_val_if_fail (type != NULL, FALSE);

  header.data = g_bytes_get_data (bytes, &header.length);
  header.length = MIN (header.length, MAX_HEADER);
  if (read_svg (&header, type))
    return TRUE;
  return (read_jpeg (&header, type) || read_png (&header, type) || read_gif (&header, type) ||
          read_webp (&header, type) || read_avif (&header, type)) &&
         type->width > 0 && type->height > 0;
}

/**
 * marbre_picture_type_is_whole:
 * @bytes: a file, of any origin
 *
 * Whether a file has the mark with which its format ends. Decoders show what there is of a picture
 * and say nothing; a reader sees half a photograph. Cameras put more behind the mark, so it need
 * not be last.
 *
 * Returns: %FALSE if a JPEG or PNG was cut; %TRUE for other types, which are not looked into
 */
gboolean
marbre_picture_type_is_whole (GBytes *bytes)
{
  MarbrePictureType type;
  gsize length;
  const guint8 *data;

  g_return_val_if_fail (bytes != NULL, FALSE);

  if (!marbre_picture_type_read (bytes, &type))
    return TRUE;
  data = g_bytes_get_data (bytes, &length);
  if (g_str_equal (type.mime, "image/jpeg"))
    {
      /* EOI, T.81 B.1.1.3. A thumbnail in the Exif data has one too, so a cut file may pass. */
      for (gsize at = length; at >= 2; at--)
        if (data[at - 2] == 0xff && data[at - 1] == 0xd9)
          return TRUE;
      return FALSE;
    }
  if (g_str_equal (type.mime, "image/png"))
    return memmem (data, length, "IEND", 4) != NULL;
  return TRUE;
}
