/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places on the desk: scrolling and clicks go from pane to pane by the body's line numbers. Neither
 * pane echoes what it was told.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-desk-private.h"

static void
editor_scrolled_cb (MarbreDesk *self, double line)
{
  if (marbre_reader_get_reading (self->reader) == NULL)
    marbre_preview_scroll_to_line (marbre_reader_get_preview (self->reader), line);
}

static void
caret_moved_cb (MarbreDesk *self, guint line)
{
  if (marbre_reader_get_reading (self->reader) == NULL)
    marbre_preview_mark_line (marbre_reader_get_preview (self->reader), line);
}

static void
preview_scrolled_cb (MarbreDesk *self, double line)
{
  if (marbre_reader_get_reading (self->reader) == NULL)
    marbre_editor_scroll_to_line (self->editor, line);
}

/* The writer comes back to the place that was left. */
static void
reader_back_cb (MarbreDesk *self)
{
  marbre_preview_scroll_to_line (marbre_reader_get_preview (self->reader),
                                 marbre_editor_get_line (self->editor));
}

static void
preview_line_activated_cb (MarbreDesk *self, guint line)
{
  if (marbre_reader_get_reading (self->reader) == NULL)
    marbre_editor_go_to_line (self->editor, line);
}

static void
outline_line_activated_cb (MarbreDesk *self, guint line)
{
  marbre_reader_back (self->reader);
  marbre_editor_go_to_line (self->editor, line);
}

/* Connects the panes' places with each other. */
void
_marbre_desk_connect_places (MarbreDesk *self)
{
  MarbrePreview *preview = marbre_reader_get_preview (self->reader);

#define CONNECT(object, signal, callback)                                                          \
  g_signal_connect_object (object, signal, G_CALLBACK (callback), self, G_CONNECT_SWAPPED)
  CONNECT (self->editor, "scrolled", editor_scrolled_cb);
  CONNECT (self->editor, "caret-moved", caret_moved_cb);
  CONNECT (preview, "scrolled", preview_scrolled_cb);
  CONNECT (preview, "line-activated", preview_line_activated_cb);
  CONNECT (self->reader, "back", reader_back_cb);
  CONNECT (self->sidebar, "line-activated", outline_line_activated_cb);
#undef CONNECT
}
