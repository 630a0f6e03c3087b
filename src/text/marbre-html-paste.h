/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HTML of the clipboard, as Word, LibreOffice, Google Docs and browsers put it there, in two steps:
 * read, which leaves the pictures to be stored, and written as Markdown with the names that they
 * got. Not for HTML that a site sends (marbre-html.h). No state; any thread, one at a time.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Of the clipboard, pictures in it included. */
#define MARBRE_PASTE_MAX_BYTES    (64u * 1024 * 1024)
#define MARBRE_PASTE_MAX_PICTURES 200

/* Our own HTML begins with it, and is read back as it was written. */
#define MARBRE_HTML_GENERATOR "<meta name=\"generator\" content=\"Marbre\">"

/**
 * MarbrePastedStyles:
 * @MARBRE_PASTED_COLOURS: of letters, or behind them
 * @MARBRE_PASTED_UNDERLINES: but those of links
 * @MARBRE_PASTED_CAPITALS: small capitals, or letters only shown as capitals
 * @MARBRE_PASTED_ALIGNMENT: centred or set to the right
 *
 * What a writer may have meant by and Markdown has no mark for. Fonts and sizes are not counted.
 */
typedef enum
{
  MARBRE_PASTED_COLOURS = 1 << 0,
  MARBRE_PASTED_UNDERLINES = 1 << 1,
  MARBRE_PASTED_CAPITALS = 1 << 2,
  MARBRE_PASTED_ALIGNMENT = 1 << 3,
} MarbrePastedStyles;

/**
 * MarbrePastedPicture:
 * @bytes: (owned) (nullable): what it is, unchecked
 * @path: (owned) (nullable): the file that it is in, unchecked
 *
 * A picture that came along; one of the two is set.
 */
typedef struct
{
  GBytes *bytes;
  char *path;
} MarbrePastedPicture;

/**
 * MarbrePasted:
 * @html: (owned): plain HTML; pictures that came along have names of the paste's own
 * @pictures: (owned) (element-type MarbrePastedPicture): those
 * @rich: it says more than its letters
 * @is_source: lines of a program, better taken as the plain text that comes with them
 * @styles: what was dropped
 * @n_remote: pictures that stay on the web
 * @n_lost_pictures: pictures that the clipboard only points to
 * @n_notes: footnotes
 * @n_lost_notes: calls of footnotes that did not come along
 * @n_comments: comments left out
 * @n_deletions: passages left out because a reviser struck them
 *
 * What the clipboard had.
 */
typedef struct
{
  char *html;
  GPtrArray *pictures;
  gboolean rich;
  gboolean is_source;
  MarbrePastedStyles styles;
  guint n_remote;
  guint n_lost_pictures;
  guint n_notes;
  guint n_lost_notes;
  guint n_comments;
  guint n_deletions;
} MarbrePasted;

MarbrePasted *marbre_pasted_new         (GBytes             *clipboard,
                                         guint               first_note,
                                         GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void          marbre_pasted_free        (MarbrePasted       *self);
char         *marbre_pasted_to_markdown (const MarbrePasted *self,
                                         const char *const  *names,
                                         GError            **error) G_GNUC_WARN_UNUSED_RESULT;
char         *marbre_pasted_to_text     (const MarbrePasted *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbrePasted, marbre_pasted_free)

G_END_DECLS
