/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A post's content read and written in one call; see wp-kit.h.
 */
#include "config.h"

#include "wp-kit.h"

char *
wp_kit_read (const char *raw)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreWpContent) content = marbre_wp_content_read (raw, &error);

  g_assert_no_error (error);
  return g_strdup (marbre_wp_content_get_markdown (content));
}

/* @markdown over what is at the site; kicker and byline stay. */
char *
wp_kit_write (const char *raw, const char *markdown)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreWpContent) content = marbre_wp_content_read (raw, &error);
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (markdown, -1, NULL, NULL, NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  MarbreWpBody body = { .source = markdown, .blocks = list };

  g_assert_no_error (error);
  body.kicker = marbre_wp_content_get_kicker (content);
  body.byline = marbre_wp_content_get_byline (content);
  for (guint i = 0; i < marbre_blocks_get_length (blocks); i++)
    g_ptr_array_add (list, (gpointer) marbre_blocks_get (blocks, i));
  return marbre_wp_content_write (content, &body, NULL);
}
