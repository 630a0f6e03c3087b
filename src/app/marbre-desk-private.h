/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The desk's inside, shared by the files that make it up: marbre-desk.c (construction, the page,
 * the sidebar), -place.c (scrolling, carets and clicks) and -story.c (stories come and go). Nobody
 * else includes this. Main thread.
 */
#pragma once

#include "marbre-desk.h"
#include "marbre-renderer.h"

G_BEGIN_DECLS

struct _MarbreDesk
{
  GObject parent_instance;

  MarbreArchive *archive;    /* (owned) */
  MarbreEditor *editor;      /* (owned) */
  MarbreReader *reader;      /* (owned) */
  MarbreSidebar *sidebar;    /* (owned) */
  MarbreRenderer *renderer;  /* (owned) */
  MarbreAutosave *autosave;  /* (owned) (nullable): NULL before the first story */
  MarbreDocument *document;  /* (owned) (nullable) */
  MarbreStory *rendered;     /* (owned) (nullable): the snapshot that @blocks were made from */
  MarbreBlocks *blocks;      /* (owned) (nullable) */
  MarbreMeasure measure;     /* of @rendered */
  guint64 shown;             /* the document's generation when the page was made */
  GCancellable *opening;     /* (owned) (nullable): the story that is being opened */
  GCancellable *reading;     /* (owned) (nullable): the story that is being fetched to read */
  GCancellable *cancellable; /* (owned): ends with the desk */
};

void _marbre_desk_connect_places  (MarbreDesk *self);
void _marbre_desk_connect_archive (MarbreDesk *self);
void _marbre_desk_show_caret      (MarbreDesk *self);
const char *_marbre_desk_shorten_url (MarbreDesk *self, const char *url);

G_END_DECLS
