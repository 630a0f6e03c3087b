/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of the list of revisions; see marbre-revision.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-revision.h"

struct _MarbreRevision
{
  GObject parent_instance;

  gint64 number;
  gint64 made;
  MarbreRevisionReason reason;
  char *site; /* (owned) */
  guint removed;
  guint added;
};

G_DEFINE_FINAL_TYPE (MarbreRevision, marbre_revision, G_TYPE_OBJECT)

static void
marbre_revision_finalize (GObject *object)
{
  g_free (MARBRE_REVISION (object)->site);
  G_OBJECT_CLASS (marbre_revision_parent_class)->finalize (object);
}

static void
marbre_revision_class_init (MarbreRevisionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_revision_finalize;
}

static void
marbre_revision_init (MarbreRevision *self)
{
}

/**
 * marbre_revision_new:
 * @number: its row
 * @made: when it was kept, seconds UTC
 * @reason: why
 * @site: the name of the site that had it, "" for a text of the desk
 * @removed: words that the one before had and this has not
 * @added: words that this has and the one before had not
 *
 * Only the archive makes them.
 *
 * Returns: (transfer full): the row
 */
MarbreRevision *
marbre_revision_new (gint64 number,
                     gint64 made,
                     MarbreRevisionReason reason,
                     const char *site,
                     guint removed,
                     guint added)
{
  MarbreRevision *self = g_object_new (MARBRE_TYPE_REVISION, NULL);

  self->number = number;
  self->made = made;
  self->reason = reason;
  self->site = g_strdup (site);
  self->removed = removed;
  self->added = added;
  return self;
}

/**
 * marbre_revision_get_number:
 *
 * Returns: what marbre_archive_load_revision_async() knows it by
 */
gint64
marbre_revision_get_number (MarbreRevision *self)
{
  g_return_val_if_fail (MARBRE_IS_REVISION (self), 0);
  return self->number;
}

/**
 * marbre_revision_get_made:
 *
 * Returns: when it was kept, seconds UTC
 */
gint64
marbre_revision_get_made (MarbreRevision *self)
{
  g_return_val_if_fail (MARBRE_IS_REVISION (self), 0);
  return self->made;
}

/**
 * marbre_revision_get_reason:
 *
 * Returns: why it was kept
 */
MarbreRevisionReason
marbre_revision_get_reason (MarbreRevision *self)
{
  g_return_val_if_fail (MARBRE_IS_REVISION (self), MARBRE_REVISION_PAUSE);
  return self->reason;
}

/**
 * marbre_revision_get_site:
 *
 * Returns: the name of the site that had it, as it was called then; "" for a text of the desk
 */
const char *
marbre_revision_get_site (MarbreRevision *self)
{
  g_return_val_if_fail (MARBRE_IS_REVISION (self), "");
  return self->site;
}

/**
 * marbre_revision_get_removed:
 *
 * Returns: words that went since the revision before
 */
guint
marbre_revision_get_removed (MarbreRevision *self)
{
  g_return_val_if_fail (MARBRE_IS_REVISION (self), 0);
  return self->removed;
}

/**
 * marbre_revision_get_added:
 *
 * Returns: words that came since the revision before; all, in the first
 */
guint
marbre_revision_get_added (MarbreRevision *self)
{
  g_return_val_if_fail (MARBRE_IS_REVISION (self), 0);
  return self->added;
}
