/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A paragraph's letters and their marks, written as plain HTML: runs that look the same are one,
 * and blanks are settled. Inside the text room only. One thread at a time.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In the order in which they are written, the outermost first; a link is outside of all. */
typedef enum
{
  MARBRE_LINE_STRONG = 1 << 0,
  MARBRE_LINE_EM = 1 << 1,
  MARBRE_LINE_DEL = 1 << 2,
  MARBRE_LINE_CODE = 1 << 3,
  MARBRE_LINE_SUP = 1 << 4,
  MARBRE_LINE_SUB = 1 << 5,
} MarbreLineMarks;

typedef struct _MarbreLine MarbreLine;

MarbreLine *marbre_line_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void        marbre_line_free      (MarbreLine      *self);
void        marbre_line_add_text  (MarbreLine      *self,
                                   const char      *text,
                                   MarbreLineMarks  marks,
                                   const char      *href);
void        marbre_line_add_html  (MarbreLine      *self,
                                   const char      *html);
gboolean    marbre_line_add_break (MarbreLine      *self);
char       *marbre_line_take      (MarbreLine      *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreLine, marbre_line_free)

G_END_DECLS
