/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A layout's inside, shared by marbre-layout.c and marbre-layout-files.c. Nobody else includes
 * this.
 */
#pragma once

#include "marbre-layout.h"

G_BEGIN_DECLS

struct _MarbreLayout
{
  GObject parent_instance;

  char *id;          /* (owned) */
  char *version;     /* (owned) */
  char *name;        /* (owned) */
  char *site;        /* (owned) */
  char *url;         /* (owned) */
  GPtrArray *picks;  /* (owned) (element-type MarbreLayoutPick) */
  GHashTable *files; /* (owned): name → GBytes; empty if they are on disk only */
  MarbreCutTrust trust[MARBRE_N_SLOTS];
};

G_END_DECLS
