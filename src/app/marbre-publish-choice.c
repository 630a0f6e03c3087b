/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The choices of the publish dialog; see marbre-publish-choice.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-publish-choice.h"

#include <glib/gi18n.h>

#include "marbre-endpoint.h"

/* In the order in which they are offered; what nobody may forbid first. */
static const struct
{
  const char *status;
  MarbreCapabilities needs; /* of the kind of site */
  gboolean publishes;       /* needs that right */
  gboolean takes_away;      /* only of what is there */
} choices[] = {
  { "publish", 0, TRUE, FALSE },
  { "draft", MARBRE_CAN_DRAFT, FALSE, FALSE },
  { "future", MARBRE_CAN_SCHEDULE, TRUE, FALSE },
  { "pending", MARBRE_CAN_PEND, FALSE, FALSE },
  { "private", MARBRE_CAN_HIDE, TRUE, FALSE },
  { "trash", MARBRE_CAN_TRASH, FALSE, TRUE },
};

/**
 * marbre_publish_choice_is_there:
 * @posting: (nullable): how the story stands at a site
 *
 * Returns: whether it is there in any way, but for the trash
 */
gboolean
marbre_publish_choice_is_there (const MarbrePosting *posting)
{
  return posting != NULL && *posting->remote_id != '\0' &&
         !g_str_equal (posting->status, "trash") && !g_str_equal (posting->status, "gone");
}

/**
 * marbre_publish_choice_is_online:
 * @posting: (nullable): how the story stands at a site
 *
 * Returns: whether readers see it there
 */
gboolean
marbre_publish_choice_is_online (const MarbrePosting *posting)
{
  return posting != NULL && g_str_equal (posting->status, "publish");
}

/**
 * marbre_publish_choice_has_page:
 * @posting: (nullable): how the story stands at a site
 *
 * Returns: whether it has a page there, if only for who signs in
 */
gboolean
marbre_publish_choice_has_page (const MarbrePosting *posting)
{
  static const char *const statuses[] = { "publish", "future", "private", NULL };

  return posting != NULL && g_strv_contains (statuses, posting->status);
}

/**
 * marbre_publish_choice_is_shown:
 * @status: how a story is to stand
 *
 * Returns: whether readers see it, now or later: then what is wrong in it must be mended, and its
 *   embargo be over
 */
gboolean
marbre_publish_choice_is_shown (const char *status)
{
  return g_str_equal (status, "publish") || g_str_equal (status, "future");
}

/**
 * marbre_publish_choice_list:
 * @site: where to
 * @posting: (nullable): how the story stands there
 *
 * Returns: (transfer full): the statuses that it can have there, the usual first
 */
GStrv
marbre_publish_choice_list (MarbreSite *site, const MarbrePosting *posting)
{
  const MarbreCapabilities can = marbre_endpoint_look_up_capabilities (site);
  const int rights = marbre_site_get_rights (site);
  const gboolean may_publish =
      rights == MARBRE_SITE_RIGHTS_UNKNOWN || (rights & MARBRE_SITE_MAY_PUBLISH);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if ((can & choices[i].needs) == choices[i].needs && (may_publish || !choices[i].publishes) &&
        (!choices[i].takes_away || marbre_publish_choice_is_there (posting)))
      g_strv_builder_add (builder, choices[i].status);
  return g_strv_builder_end (builder);
}

/**
 * marbre_publish_choice_get_title:
 * @status: one of marbre_publish_choice_list()
 * @posting: (nullable): how the story stands there
 *
 * Returns: what it is called among the choices
 */
const char *
marbre_publish_choice_get_title (const char *status, const MarbrePosting *posting)
{
  if (g_str_equal (status, "publish"))
    return _("Now, for everyone");
  if (g_str_equal (status, "future"))
    return _("At a later time");
  if (g_str_equal (status, "pending"))
    return _("For an editor to read");
  if (g_str_equal (status, "private"))
    return _("For the newsroom only");
  if (g_str_equal (status, "trash"))
    return _("Into the site’s trash");
  return marbre_publish_choice_is_online (posting) ? _("Offline, as a draft")
                                                   : _("As a draft at the site");
}

/**
 * marbre_publish_choice_get_label:
 * @status: one of marbre_publish_choice_list()
 * @posting: (nullable): how the story stands there
 *
 * Returns: what the button says that does it, with a mnemonic
 */
const char *
marbre_publish_choice_get_label (const char *status, const MarbrePosting *posting)
{
  if (g_str_equal (status, "publish"))
    return marbre_publish_choice_is_there (posting) ? _("_Update") : _("_Publish");
  if (g_str_equal (status, "future"))
    return _("_Schedule");
  if (g_str_equal (status, "pending"))
    return _("_Hand over");
  if (g_str_equal (status, "private"))
    return _("_Show the newsroom");
  if (g_str_equal (status, "trash"))
    return _("_Move to trash");
  return marbre_publish_choice_is_online (posting) ? _("_Take offline") : _("_Save draft");
}

/**
 * marbre_publish_choice_describe:
 * @status: one of marbre_publish_choice_list()
 * @site: where to
 * @posting: (nullable): how the story stands there
 *
 * Returns: (transfer full): what will happen, in a sentence
 */
char *
marbre_publish_choice_describe (const char *status, MarbreSite *site, const MarbrePosting *posting)
{
  const char *name = marbre_site_get_name (site);
  const gboolean online = marbre_publish_choice_is_online (posting);

  if (g_str_equal (status, "publish"))
    return g_strdup_printf (online ? _("Readers of “%s” see the new text at once.")
                                   : _("Readers of “%s” see it at once."),
                            name);
  if (g_str_equal (status, "future"))
    return g_strdup_printf (online ? _("It goes offline now, and readers of “%s” see it again from "
                                       "then on.")
                                   : _("Readers of “%s” see it from then on."),
                            name);
  if (g_str_equal (status, "pending"))
    return g_strdup_printf (online ? _("It goes offline, and waits at “%s” for an editor.")
                                   : _("It waits at “%s” for an editor."),
                            name);
  if (g_str_equal (status, "private"))
    return g_strdup_printf (_("Only who signs in to “%s” and may read it there sees it."), name);
  if (g_str_equal (status, "trash"))
    return g_strdup_printf (_("Readers of “%s” do not see it any more; it can be brought back "
                              "there. The story here stays."),
                            name);
  return g_strdup_printf (online ? _("Readers of “%s” do not see it any more; it stays there as a "
                                     "draft.")
                                 : _("Only who signs in to “%s” sees it."),
                          name);
}
