/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names that are no mistakes: the tags and bylines of the archive, and those of the story on the
 * desk before it is saved. Main thread only.
 */
#pragma once

#include "marbre-archive.h"
#include "marbre-desk.h"
#include "marbre-spelling.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_PROOF_NAMES (marbre_proof_names_get_type ())
G_DECLARE_FINAL_TYPE (MarbreProofNames, marbre_proof_names, MARBRE, PROOF_NAMES, GObject)

MarbreProofNames *marbre_proof_names_new (MarbreArchive  *archive,
                                          MarbreDesk     *desk,
                                          MarbreSpelling *spelling) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
