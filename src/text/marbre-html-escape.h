/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain text → Markdown that says the same: a backslash where CommonMark would read a mark, and
 * nowhere else. Inside the text room only. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreEscapeContext:
 * @line_start: the text starts a line, so it might start a block
 * @in_link: brackets would end the link's text
 * @in_cell: a bar would end the cell
 * @before: the character before the text, 0 at a line's start
 * @after: the character after it, 0 at the end
 *
 * What stands around a text.
 */
typedef struct
{
  gboolean line_start;
  gboolean in_link;
  gboolean in_cell;
  gunichar before;
  gunichar after;
} MarbreEscapeContext;

gboolean marbre_escape_can_open  (gunichar                   mark,
                                  gunichar                   before,
                                  gunichar                   after);
gboolean marbre_escape_can_close (gunichar                   mark,
                                  gunichar                   before,
                                  gunichar                   after);
void     marbre_escape_append    (GString                   *out,
                                  const char                *text,
                                  const MarbreEscapeContext *context);
void     marbre_escape_append_uri   (GString               *out,
                                     const char            *uri);
void     marbre_escape_append_title (GString               *out,
                                     const char            *title);

G_END_DECLS
