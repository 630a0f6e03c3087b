/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The copy desk of one window: spelling for the fields and the body of its editor, with the words
 * of the newsroom, as the settings want it. Main thread.
 */
#pragma once

#include "marbre-archive.h"
#include "marbre-credentials.h"
#include "marbre-desk.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_PROOFING (marbre_proofing_get_type ())
G_DECLARE_FINAL_TYPE (MarbreProofing, marbre_proofing, MARBRE, PROOFING, GObject)

MarbreProofing *marbre_proofing_new    (MarbreArchive     *archive,
                                        MarbreCredentials *credentials,
                                        MarbreEditor      *editor,
                                        MarbreDesk        *desk,
                                        GSettings         *settings) G_GNUC_WARN_UNUSED_RESULT;
void            marbre_proofing_expect (MarbreProofing    *self,
                                        const char        *language);

G_END_DECLS
