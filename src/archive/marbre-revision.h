/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of the list of a story's revisions: when and why it was kept, and by how much it differs
 * from the one before; the text itself is loaded when it is looked at. Immutable, so any thread may
 * read.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MarbreRevisionReason:
 * @MARBRE_REVISION_PAUSE: a pause, or the story left the desk
 * @MARBRE_REVISION_PUBLICATION: sent to a site
 * @MARBRE_REVISION_REPLACED: before a text from a site came in its place
 * @MARBRE_REVISION_RESTORED: before an earlier text was restored
 * @MARBRE_REVISION_AT_SITE: no text of the desk: what a site had before an update replaced it
 *
 * Why a revision was kept. The numbers are stored, but for the last one.
 */
typedef enum
{
  MARBRE_REVISION_PAUSE,
  MARBRE_REVISION_PUBLICATION,
  MARBRE_REVISION_REPLACED,
  MARBRE_REVISION_RESTORED,
  MARBRE_REVISION_AT_SITE,
} MarbreRevisionReason;

#define MARBRE_TYPE_REVISION (marbre_revision_get_type ())
G_DECLARE_FINAL_TYPE (MarbreRevision, marbre_revision, MARBRE, REVISION, GObject)

MarbreRevision      *marbre_revision_new         (gint64                number,
                                                  gint64                made,
                                                  MarbreRevisionReason  reason,
                                                  const char           *site,
                                                  guint                 removed,
                                                  guint                 added)
                                                  G_GNUC_WARN_UNUSED_RESULT;
gint64               marbre_revision_get_number  (MarbreRevision       *self);
gint64               marbre_revision_get_made    (MarbreRevision       *self);
MarbreRevisionReason marbre_revision_get_reason  (MarbreRevision       *self);
const char          *marbre_revision_get_site    (MarbreRevision       *self);
guint                marbre_revision_get_removed (MarbreRevision       *self);
guint                marbre_revision_get_added   (MarbreRevision       *self);

G_END_DECLS
