/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Limits; see marbre-blocks-limits.h. cmark searches a paragraph again from its beginning at each
 * line that could divide a table's head from its body, and from each sign of an address on to the
 * end. No story comes near these limits: they stand for some tens of milliseconds.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-limits.h"

#include <string.h>

/* A line with more bars is no table. */
#define MAX_BARS 1000

/* Times the bytes of their paragraph. */
#define MAX_DIVIDERS G_GUINT64_CONSTANT (2000000)
#define MAX_SIGNS    G_GUINT64_CONSTANT (100000000)

/* Lines without a blank one between them. */
typedef struct
{
  guint64 bytes;
  guint64 dividers;
  guint64 signs;
} Run;

static void
judge (const Run *run, MarbreAllowed *allowed)
{
  if (run->dividers * run->bytes > MAX_DIVIDERS)
    allowed->tables = FALSE;
  if (run->signs * run->bytes > MAX_SIGNS)
    allowed->links = FALSE;
}

/* Returns: whether the line is not blank */
static gboolean
add_line (Run *run, const char *line, gsize length, MarbreAllowed *allowed)
{
  guint bars = 0, dashes = 0, others = 0, blanks = 0;

  for (gsize i = 0; i < length; i++)
    switch (line[i])
      {
      case '|':
        bars++;
        break;
      case '-':
        dashes++;
        break;
      case ' ':
      case '\t':
        blanks++;
        break;
      case '@':
        run->signs++;
        others++;
        break;
      case ':':
        others += i > 0 && g_ascii_isalnum (line[i - 1]);
        run->signs += i + 2 < length && line[i + 1] == '/' && line[i + 2] == '/';
        break;
      default:
        others++;
      }
  run->bytes += length;
  if (dashes > 0 && others <= 1)
    run->dividers++; /* one other sign: of the quote or the list that it may be in */
  if (bars > MAX_BARS)
    allowed->tables = FALSE;
  return blanks < length;
}

/**
 * marbre_limits_scan:
 * @text: lines of a body; may hold NUL bytes
 * @length: its bytes
 *
 * Returns: what may be parsed of it; what holds for two texts with a blank line between them holds
 *   for both together
 */
MarbreAllowed
marbre_limits_scan (const char *text, gsize length)
{
  MarbreAllowed allowed = { TRUE, TRUE };
  Run run = { 0 };
  gsize start = 0;

  for (gsize i = 0; i <= length; i++)
    {
      if (i < length && text[i] != '\n' && text[i] != '\r')
        continue;
      if (!add_line (&run, text + start, i - start, &allowed))
        {
          judge (&run, &allowed);
          run = (Run){ 0 };
        }
      if (i + 1 < length && text[i] == '\r' && text[i + 1] == '\n')
        i++;
      start = i + 1;
    }
  judge (&run, &allowed);
  return allowed;
}
