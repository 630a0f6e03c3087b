/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes of the index: numbers as varints (seven bits a byte, the lowest first), read with care,
 * since what is read may be damaged. No state; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a term says of a story, from the least to the most: as many steps as four bits have. Finer
 * ones say nothing more, and each posting would take half a byte more. */
#define MARBRE_INDEX_MIN_IMPACT 3
#define MARBRE_INDEX_MAX_IMPACT 18

/**
 * MarbreIndexBytes:
 *
 * What is still to be read of a BLOB.
 */
typedef struct
{
  const guint8 *p;   /* (borrowed) */
  const guint8 *end; /* (borrowed) */
} MarbreIndexBytes;

void marbre_index_append_number (GByteArray *bytes,
                                 guint64     number);
void marbre_index_append_float  (GByteArray *bytes,
                                 float       number);

/**
 * marbre_index_read_number:
 * @number: (out): untouched on failure
 *
 * Returns: %FALSE if the bytes end within the number, or go on too long
 */
static inline gboolean
marbre_index_read_number (MarbreIndexBytes *bytes, guint64 *number)
{
  guint64 value = 0;

  for (guint shift = 0; bytes->p < bytes->end && shift < 63; shift += 7)
    {
      const guint8 byte = *bytes->p++;

      value |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        {
          *number = value;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * marbre_index_read_posting:
 * @distance: (out): of the document from the one before it
 * @impact: (out): of the term in it
 *
 * Returns: %FALSE if the bytes end within the posting, or it makes no sense
 */
static inline gboolean
marbre_index_read_posting (MarbreIndexBytes *bytes, guint64 *distance, guint *impact)
{
  guint64 number;

  if (!marbre_index_read_number (bytes, &number))
    return FALSE;
  *distance = number >> 4;
  *impact = MARBRE_INDEX_MIN_IMPACT + (guint) (number & 15);
  return *distance > 0;
}

void     marbre_index_append_posting (GByteArray *bytes,
                                      guint64     distance,
                                      guint       impact);
gboolean marbre_index_read_float     (MarbreIndexBytes *bytes,
                                      float            *number);

G_END_DECLS
