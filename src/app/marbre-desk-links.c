/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Links from the story on the desk to others of the archive.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <string.h>

#include "marbre-desk-private.h"
#include "marbre-encode.h"
#include "marbre-summary.h"

/* The embedded site's port may be another tomorrow; its own pages find the path alone. */
const char *
_marbre_desk_shorten_url (MarbreDesk *self, const char *url)
{
  MarbreSite *site = marbre_reader_get_site (self->reader);

  if (site != NULL && marbre_site_is_embedded (site) && marbre_site_owns_url (site, url))
    url += strlen (marbre_site_get_url (site));
  return url;
}

/* A read-also of several stories is one block with a list in it. */
static void
append_item (GString *block, const char *link)
{
  const char *line = strchr (link, '\n') + 1;

  if (block->len == 0)
    g_string_append_len (block, link, line - 1 - link);
  /* "> [headline](url)" */
  g_string_append_printf (block, "\n> - %s", line + 2);
}

/**
 * marbre_desk_insert_stories:
 * @stories: a list of #MarbreSummary, each with an address
 *
 * Puts a « Lire aussi » block with these stories, in their order, below the paragraph with the
 * caret, as one undo step.
 */
void
marbre_desk_insert_stories (MarbreDesk *self, GListModel *stories)
{
  g_autoptr (GString) block = g_string_new (NULL);
  guint n;

  g_return_if_fail (MARBRE_IS_DESK (self));
  g_return_if_fail (G_IS_LIST_MODEL (stories));

  n = g_list_model_get_n_items (stories);
  if (self->document == NULL || n == 0)
    return;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MarbreSummary) story = g_list_model_get_item (stories, i);
      g_autofree char *link =
          marbre_encode_read_also (marbre_summary_get_headline (story),
                                   _marbre_desk_shorten_url (self, marbre_summary_get_url (story)));

      if (n == 1)
        g_string_assign (block, link);
      else
        append_item (block, link);
    }
  marbre_document_insert_markdown (self->document, block->str);
  marbre_editor_show_caret (self->editor);
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}
