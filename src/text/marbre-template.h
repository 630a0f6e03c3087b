/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A template: an HTML page with elements that carry `data-marbre-slot="headline"` and the like,
 * filled with a page's slots. There is no template language; designers write HTML and CSS.
 * Immutable: any thread.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-face.h"
#include "marbre-page.h"

G_BEGIN_DECLS

#define MARBRE_TEMPLATE_DEFAULT "quotidien"

/* Where the built-in templates are in the resource: quotidien.html, quotidien.css. */
#define MARBRE_TEMPLATE_RESOURCES "/io/github/marbre/Marbre/templates/"

/* What the names of the faces' templates there begin with: face-front.html. */
#define MARBRE_TEMPLATE_FACES "face-"

#define MARBRE_TYPE_TEMPLATE (marbre_template_get_type ())
G_DECLARE_FINAL_TYPE (MarbreTemplate, marbre_template, MARBRE, TEMPLATE, GObject)

const char *const *marbre_template_get_names  (void);
MarbreTemplate    *marbre_template_new        (const char     *html,
                                               gssize          length,
                                               GError        **error) G_GNUC_WARN_UNUSED_RESULT;
MarbreTemplate    *marbre_template_load       (const char     *name,
                                               GError        **error) G_GNUC_WARN_UNUSED_RESULT;
MarbreTemplate    *marbre_template_load_face  (MarbreFace      face) G_GNUC_WARN_UNUSED_RESULT;
char              *marbre_template_fill       (MarbreTemplate *self,
                                               MarbrePage     *page) G_GNUC_WARN_UNUSED_RESULT;

/* Generated from data/templates by glib-compile-resources. */
GResource         *marbre_text_get_resource   (void);

G_END_DECLS
