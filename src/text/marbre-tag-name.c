/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names of tags; see marbre-tag-name.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-tag-name.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-terms.h"

/* One letter makes another word of a short one. */
#define MIN_SLIP_LETTERS 7

/**
 * marbre_tag_name_drop_plurals:
 * @folded: a folded tag (marbre_terms_fold())
 *
 * Stems would say more, but they make one of Martin and Martine.
 *
 * Returns: (transfer full): the tag without the s or x at the ends of its words
 */
char *
marbre_tag_name_drop_plurals (const char *folded)
{
  GString *singular = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p++)
    if ((*p != 's' && *p != 'x') || (p[1] != '\0' && p[1] != ' ') || p - folded < 3)
      g_string_append_c (singular, *p);
  return marbre_string_steal (singular);
}

/**
 * marbre_tag_name_is_slip:
 * @a: a folded tag
 * @b: another
 *
 * Figures are no slips: "G7" and "G20", "2026" and "2027" are two things.
 *
 * Returns: %TRUE if they are long and differ by one letter: another, one more, one less, or two in
 *   the wrong order
 */
gboolean
marbre_tag_name_is_slip (const char *a, const char *b)
{
  gsize a_length = strlen (a), b_length = strlen (b);
  gsize head = 0, tail = 0;
  gsize least = MIN (a_length, b_length);

  if (least < MIN_SLIP_LETTERS || MAX (a_length, b_length) - least > 1)
    return FALSE;
  while (head < least && a[head] == b[head])
    head++;
  while (tail < least - head && a[a_length - 1 - tail] == b[b_length - 1 - tail])
    tail++;
  if (head == 0 || strpbrk (a, "0123456789") != NULL || strpbrk (b, "0123456789") != NULL)
    return FALSE;
  if (head + tail + 1 >= MAX (a_length, b_length))
    return TRUE;
  return a_length == b_length && head + tail + 2 == a_length && a[head] == b[head + 1] &&
         a[head + 1] == b[head];
}

/**
 * marbre_tag_name_is_near:
 * @a: a tag
 * @b: another
 *
 * Returns: %TRUE if they differ by case, accents, plurals or a slip of the finger
 */
gboolean
marbre_tag_name_is_near (const char *a, const char *b)
{
  g_autofree char *folded_a = marbre_terms_fold (a);
  g_autofree char *folded_b = marbre_terms_fold (b);
  g_autofree char *singular_a = marbre_tag_name_drop_plurals (folded_a);
  g_autofree char *singular_b = marbre_tag_name_drop_plurals (folded_b);

  return g_str_equal (singular_a, singular_b) || marbre_tag_name_is_slip (folded_a, folded_b);
}
