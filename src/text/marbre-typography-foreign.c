/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quotations in the other language inside a paragraph: "Il a dit : « Is that what they want? »".
 * The marks around them are those of the text, what they say keeps its own ways.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-language.h"
#include "marbre-typography-private.h"

static gboolean
is_foreign (MarbrePassage *passage, guint start, guint end)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = start; i < end; i++)
    if (g_array_index (passage->cells, MarbreCell, i).kind == MARBRE_CELL_TEXT)
      g_string_append_unichar (text, marbre_passage_get (passage, i));
  return marbre_language_is_other (text->str, passage->french ? "fr" : "en");
}

/* The blanks at both ends belong to the marks. */
static void
protect (MarbrePassage *passage, guint start, guint end)
{
  while (start < end && marbre_is_blank (marbre_passage_get (passage, start)))
    start++;
  while (end > start && marbre_is_blank (marbre_passage_get (passage, end - 1)))
    end--;
  for (guint i = start; i < end; i++)
    {
      MarbreCell *cell = &g_array_index (passage->cells, MarbreCell, i);

      if (cell->kind == MARBRE_CELL_TEXT)
        cell->kind = MARBRE_CELL_OPAQUE;
    }
}

/**
 * marbre_typography_protect:
 * @passage: a paragraph whose quotation marks are set
 *
 * Keeps the rules to come from what is quoted in the other language. The cells keep their
 * characters, so that rules on what is around them see them.
 */
void
marbre_typography_protect (MarbrePassage *passage)
{
  guint depth = 0, start = 0;

  for (guint i = 0; i < passage->cells->len; i++)
    switch (marbre_passage_get (passage, i))
      {
      case MARBRE_LEFT_GUILLEMET:
      case MARBRE_LEFT_DOUBLE:
        if (depth++ == 0)
          start = i + 1;
        break;
      case MARBRE_RIGHT_GUILLEMET:
      case MARBRE_RIGHT_DOUBLE:
        if (depth > 0 && --depth == 0 && is_foreign (passage, start, i))
          protect (passage, start, i);
        break;
      default:
        break;
      }
}
