/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Publishing as one window sees it: which story stands where, the dialog before it goes out, and
 * what becomes of it in the outbox. Not the sending (MarbreOutbox does it). Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-blocks.h"
#include "marbre-checker.h"
#include "marbre-newsroom.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_PUBLISHER (marbre_publisher_get_type ())
G_DECLARE_FINAL_TYPE (MarbrePublisher, marbre_publisher, MARBRE, PUBLISHER, GObject)

MarbrePublisher *marbre_publisher_new         (MarbreNewsroom  *newsroom,
                                               GSettings       *settings) G_GNUC_WARN_UNUSED_RESULT;
MarbreChecker   *marbre_publisher_get_checker (MarbrePublisher *self);
void             marbre_publisher_set_story   (MarbrePublisher *self,
                                               MarbreStory     *story);
MarbreSite      *marbre_publisher_dup_site    (MarbrePublisher *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean         marbre_publisher_is_online   (MarbrePublisher *self);
const char      *marbre_publisher_get_url     (MarbrePublisher *self);
void             marbre_publisher_present     (MarbrePublisher *self,
                                               GtkWindow       *parent,
                                               MarbreStory     *story,
                                               MarbreBlocks    *blocks,
                                               const char      *status);

G_END_DECLS
