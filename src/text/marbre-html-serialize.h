/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gumbo's tree → HTML text that parses to the same tree. It judges nothing: for trusted documents
 * such as templates. Inside the text room only. Any thread.
 */
#pragma once

#include <gumbo.h>

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreHtmlHook:
 * @element: an element about to be written
 * @out: where to
 * @data: the caller's
 *
 * Returns: %TRUE if the hook wrote @element, or chose to leave it out
 */
typedef gboolean (*MarbreHtmlHook) (const GumboNode *element,
                                    GString         *out,
                                    gpointer         data);

void marbre_html_serialize          (const GumboNode   *node,
                                     GString           *out,
                                     MarbreHtmlHook     hook,
                                     gpointer           data);
void marbre_html_serialize_open     (const GumboNode   *element,
                                     const char *const *without,
                                     const char        *extra,
                                     GString           *out);
void marbre_html_serialize_children (const GumboNode   *node,
                                     GString           *out,
                                     MarbreHtmlHook     hook,
                                     gpointer           data);
void marbre_html_serialize_close    (const GumboNode   *element,
                                     GString           *out);

G_END_DECLS
