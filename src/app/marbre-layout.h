/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A layout that was made from a page of a site: the template, the styles, fonts and pictures it
 * needs, and what a person said of the page. Not the making (marbre-layout-maker.h) and not the
 * list (marbre-layout-store.h). Immutable once made, so any thread may read.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-template-cut.h"

G_BEGIN_DECLS

/* The file of a layout that is its page. */
#define MARBRE_LAYOUT_PAGE "page.html"

/* In place of a slot: the element is left out. */
#define MARBRE_LAYOUT_NOTHING (-1)

/**
 * MarbreLayoutPick:
 * @element: number of an element
 * @description: (owned): to find it again, see marbre_template_cut_describe()
 * @slot: a #MarbreSlot, or %MARBRE_LAYOUT_NOTHING
 *
 * What a person said of an element of the page.
 */
typedef struct
{
  guint element;
  char *description;
  int slot;
} MarbreLayoutPick;

GPtrArray *marbre_layout_picks_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void       marbre_layout_picks_add  (GPtrArray  *picks,
                                     guint       element,
                                     const char *description,
                                     int         slot);
GPtrArray *marbre_layout_picks_copy (GPtrArray  *picks) G_GNUC_WARN_UNUSED_RESULT;

#define MARBRE_TYPE_LAYOUT (marbre_layout_get_type ())
G_DECLARE_FINAL_TYPE (MarbreLayout, marbre_layout, MARBRE, LAYOUT, GObject)

MarbreLayout *marbre_layout_new           (const char     *id,
                                           const char     *name,
                                           const char     *site,
                                           const char     *url,
                                           GPtrArray      *picks) G_GNUC_WARN_UNUSED_RESULT;
MarbreLayout *marbre_layout_rename        (MarbreLayout   *self,
                                           const char     *name) G_GNUC_WARN_UNUSED_RESULT;
void          marbre_layout_set_name      (MarbreLayout   *self,
                                           const char     *name);
const char   *marbre_layout_get_id        (MarbreLayout   *self);
const char   *marbre_layout_get_version   (MarbreLayout   *self);
const char   *marbre_layout_get_name      (MarbreLayout   *self);
const char   *marbre_layout_get_site      (MarbreLayout   *self);
const char   *marbre_layout_get_url       (MarbreLayout   *self);
GPtrArray    *marbre_layout_get_picks     (MarbreLayout   *self);
char         *marbre_layout_dup_path      (MarbreLayout   *self) G_GNUC_WARN_UNUSED_RESULT;
void          marbre_layout_set_file      (MarbreLayout   *self,
                                           const char     *name,
                                           GBytes         *bytes);
GBytes       *marbre_layout_get_file      (MarbreLayout   *self,
                                           const char     *name);
GHashTable   *marbre_layout_get_files     (MarbreLayout   *self);
void          marbre_layout_set_trust     (MarbreLayout   *self,
                                           MarbreSlot      slot,
                                           MarbreCutTrust  trust);
MarbreCutTrust marbre_layout_get_trust    (MarbreLayout   *self,
                                           MarbreSlot      slot);
gboolean      marbre_layout_save          (MarbreLayout   *self,
                                           const char     *folder,
                                           GError        **error);
MarbreLayout *marbre_layout_load          (const char     *folder,
                                           GError        **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean      marbre_layout_save_notes    (MarbreLayout   *self,
                                           const char     *folder,
                                           GError        **error);

G_END_DECLS
