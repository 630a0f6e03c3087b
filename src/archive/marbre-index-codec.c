/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes of the index; see marbre-index-codec.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-index-codec.h"

#include <math.h>
#include <string.h>

/**
 * marbre_index_append_number:
 *
 * Appends a number below 2^63 as a varint.
 */
void
marbre_index_append_number (GByteArray *bytes, guint64 number)
{
  guint8 buffer[10];
  guint length = 0;

  for (; number >= 0x80; number >>= 7)
    buffer[length++] = (guint8) (number | 0x80);
  buffer[length++] = (guint8) number;
  g_byte_array_append (bytes, buffer, length);
}

/**
 * marbre_index_append_posting:
 * @distance: from the document before, at least 1
 * @impact: %MARBRE_INDEX_MIN_IMPACT to %MARBRE_INDEX_MAX_IMPACT
 *
 * Appends what marbre_index_read_posting() reads.
 */
void
marbre_index_append_posting (GByteArray *bytes, guint64 distance, guint impact)
{
  marbre_index_append_number (bytes, distance << 4 | (impact - MARBRE_INDEX_MIN_IMPACT));
}

/**
 * marbre_index_append_float:
 *
 * Appends four bytes, the same on every machine.
 */
void
marbre_index_append_float (GByteArray *bytes, float number)
{
  guint32 bits;

  memcpy (&bits, &number, sizeof bits);
  bits = GUINT32_TO_LE (bits);
  g_byte_array_append (bytes, (const guint8 *) &bits, sizeof bits);
}

/**
 * marbre_index_read_float:
 * @number: (out): untouched on failure
 *
 * Returns: %FALSE if there are no four bytes, or they are no finite number
 */
gboolean
marbre_index_read_float (MarbreIndexBytes *bytes, float *number)
{
  guint32 bits;
  float value;

  if (bytes->end - bytes->p < (gssize) sizeof bits)
    return FALSE;
  memcpy (&bits, bytes->p, sizeof bits);
  bits = GUINT32_FROM_LE (bits);
  memcpy (&value, &bits, sizeof value);
  if (!isfinite (value))
    return FALSE;
  bytes->p += sizeof bits;
  *number = value;
  return TRUE;
}
