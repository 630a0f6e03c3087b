/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cards of bare links: an answer to MarbrePreview::card-wanted goes straight to the page, past
 * the patch, since it changes nothing of the story.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include <json-glib/json-glib.h>

#include "marbre-preview-private.h"
#include "marbre-preview-script.h"

static char *
write_card (const char *uri, const MarbreCard *card, gboolean remote)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  const char *const fields[][2] = {
    { "uri", uri },         { "title", card->title },     { "description", card->description },
    { "site", card->site }, { "picture", card->picture },
  };

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      json_builder_set_member_name (builder, fields[i][0]);
      json_builder_add_string_value (builder, fields[i][1]);
    }
  json_builder_set_member_name (builder, "remote");
  json_builder_add_boolean_value (builder, remote);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/**
 * marbre_preview_set_card:
 * @uri: a link, as MarbrePreview::card-wanted said it
 * @card: what the page behind it says of itself; its picture is a name in the media store or an
 *   http(s) address
 * @remote: whether the card came from the web, and goes when leave to load from there is withdrawn
 *
 * Shows the card above each link to @uri. One that comes after the page has gone is dropped: the
 * next page asks again.
 */
void
marbre_preview_set_card (MarbrePreview *self,
                         const char *uri,
                         const MarbreCard *card,
                         gboolean remote)
{
  g_autofree char *json = NULL;
  GVariantDict arguments;

  g_return_if_fail (MARBRE_IS_PREVIEW (self));
  g_return_if_fail (uri != NULL && card != NULL);

  if (self->view == NULL || !self->is_loaded)
    return;
  json = write_card (uri, card, remote);
  g_variant_dict_init (&arguments, NULL);
  g_variant_dict_insert (&arguments, "card", "s", json);
  marbre_preview_script_call (self->view, "marbre.setCard(JSON.parse(card))",
                              g_variant_dict_end (&arguments), self->cancellable, NULL, NULL);
}
