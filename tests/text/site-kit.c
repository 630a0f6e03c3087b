/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A content read and written in one call; see site-kit.h.
 */
#include "config.h"

#include "site-kit.h"

/* @markdown over what is at the site; kicker and byline stay. */
static char *
write_content (MarbreSiteContent *content, const char *markdown)
{
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (markdown, -1, NULL, NULL, NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  MarbreSiteBody body = { .source = markdown, .blocks = list };

  body.kicker = marbre_site_content_get_kicker (content);
  body.byline = marbre_site_content_get_byline (content);
  for (guint i = 0; i < marbre_blocks_get_length (blocks); i++)
    g_ptr_array_add (list, (gpointer) marbre_blocks_get (blocks, i));
  return marbre_site_content_write (content, &body, NULL);
}

char *
wp_kit_read (const char *raw)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreSiteContent) content = marbre_wp_content_read (raw, &error);

  g_assert_no_error (error);
  return g_strdup (marbre_site_content_get_markdown (content));
}

char *
wp_kit_write (const char *raw, const char *markdown)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreSiteContent) content = marbre_wp_content_read (raw, &error);

  g_assert_no_error (error);
  return write_content (content, markdown);
}

char *
lexical_kit_read (const char *raw)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreSiteContent) content = marbre_lexical_read (raw, &error);

  g_assert_no_error (error);
  return g_strdup (marbre_site_content_get_markdown (content));
}

char *
lexical_kit_write (const char *raw, const char *markdown)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreSiteContent) content = marbre_lexical_read (raw, &error);

  g_assert_no_error (error);
  return write_content (content, markdown);
}
