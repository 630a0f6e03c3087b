/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command sync: brings the posts of sites into the archive, with progress for people or, as a
 * JSON object per line, for programs. It may be cut off at any time: the next one goes on.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "marbre-ctl-newsroom.h"
#include "marbre-ctl-output.h"
#include "marbre-ctl.h"
#include "marbre-sync.h"

typedef struct
{
  MarbreSite *site;
  gboolean json;
} Show;

/* One object on a line of its own, at once. */
static void
write_line (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (node, FALSE);

  g_print ("%s\n", text);
  fflush (stdout);
}

static void
write_news (MarbreSite *site, const MarbreSyncNews *news)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "event", "progress");
  json_object_set_string_member (object, "site", marbre_site_get_name (site));
  json_object_set_string_member (object, "phase",
                                 news->phase == MARBRE_SYNC_SWEEPING ? "sweep" : "fetch");
  json_object_set_int_member (object, "seen", news->seen);
  if (news->total >= 0)
    json_object_set_int_member (object, "total", news->total);
  if (news->rate > 0)
    json_object_set_double_member (object, "rate", news->rate);
  if (news->seconds_left >= 0)
    json_object_set_int_member (object, "seconds_left", news->seconds_left);
  if (news->wait > 0)
    json_object_set_int_member (object, "wait", news->wait);
  write_line (object);
}

static void
show_news (const MarbreSyncNews *news)
{
  if (news->wait > 0)
    marbre_ctl_show_progress (_ ("The site wants to be left alone for %u s…"), news->wait);
  else if (news->phase == MARBRE_SYNC_SWEEPING)
    marbre_ctl_show_progress (_ ("Looking for what is gone: %lu…"), (gulong) news->seen);
  else if (news->total < 0)
    marbre_ctl_show_progress (_ ("%lu posts…"), (gulong) news->seen);
  else if (news->seconds_left < 0)
    marbre_ctl_show_progress (_ ("%lu of %lu posts…"), (gulong) news->seen, (gulong) news->total);
  else
    /* TRANSLATORS: numbers of posts, posts a second, seconds left */
    marbre_ctl_show_progress (_ ("%lu of %lu posts, %.0f/s, %lu s left…"), (gulong) news->seen,
                              (gulong) news->total, news->rate, (gulong) news->seconds_left);
}

static void
progress_cb (const MarbreSyncNews *news, gpointer user_data)
{
  const Show *show = user_data;

  if (show->json)
    write_news (show->site, news);
  else
    show_news (news);
}

static JsonObject *
describe (MarbreSite *site, const MarbreSyncReport *report)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "site", marbre_site_get_name (site));
  json_object_set_int_member (object, "added", report->added);
  json_object_set_int_member (object, "updated", report->updated);
  json_object_set_int_member (object, "unchanged", report->unchanged);
  json_object_set_int_member (object, "kept", report->kept);
  json_object_set_int_member (object, "gone", report->gone);
  json_object_set_int_member (object, "skipped", report->skipped);
  return object;
}

static gboolean
sync_site (MarbreCtlNewsroom *newsroom,
           MarbreSite *site,
           gboolean whole,
           JsonArray *reports,
           GError **error)
{
  g_autoptr (MarbreSite) ready = marbre_ctl_newsroom_prepare (site, NULL, newsroom, error);
  g_autoptr (MarbreSyncReport) report = NULL;
  g_autoptr (JsonObject) object = NULL;
  Show show = { ready, reports == NULL };

  if (ready == NULL ||
      (whole && !marbre_archive_put_sync_mark_sync (newsroom->archive, marbre_site_get_id (ready),
                                                    "", NULL, error)))
    return FALSE;
  report = marbre_sync_run_sync (newsroom->archive, newsroom->credentials, ready, progress_cb,
                                 &show, NULL, error);
  if (!show.json)
    marbre_ctl_end_progress ();
  if (report == NULL)
    return FALSE;
  object = describe (ready, report);
  if (show.json)
    {
      json_object_set_string_member (object, "event", "done");
      write_line (object);
    }
  else
    json_array_add_object_element (reports, g_steal_pointer (&object));
  return TRUE;
}

/* The sites that are meant: one by its name, or all. */
static GPtrArray *
list_sites (MarbreCtlNewsroom *newsroom, const char *name, GError **error)
{
  g_autoptr (GPtrArray) sites = NULL;
  MarbreSite *site;

  if (name == NULL)
    return marbre_archive_list_sites_sync (newsroom->archive, NULL, error);
  site = marbre_ctl_newsroom_get_site (newsroom, name, error);
  if (site == NULL)
    return NULL;
  sites = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (sites, site);
  return g_steal_pointer (&sites);
}

/* Sites that fail do not keep the others back. */
static MarbreCtlStatus
run_sync (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  gboolean json = FALSE;
  gboolean whole = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Write progress and result as lines of JSON"),
      NULL },
    { "whole", 0, 0, G_OPTION_ARG_NONE, &whole, N_ ("Read everything again, not what changed"),
      NULL },
    { NULL },
  };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autoptr (MarbreCtlNewsroom) newsroom = NULL;
  g_autoptr (GPtrArray) sites = NULL;
  g_autoptr (JsonArray) reports = NULL;
  g_autoptr (GError) error = NULL;
  MarbreCtlStatus status = MARBRE_CTL_OK;

  if (arguments == NULL)
    return MARBRE_CTL_USAGE;
  newsroom = marbre_ctl_newsroom_open (ctl, FALSE, &error);
  if (newsroom != NULL)
    sites = list_sites (newsroom, arguments[0], &error);
  if (sites == NULL)
    return marbre_ctl_failed (error);

  reports = json ? NULL : json_array_new ();
  for (guint i = 0; i < sites->len; i++)
    if (!sync_site (newsroom, g_ptr_array_index (sites, i), whole, reports, &error))
      {
        status = marbre_ctl_failed (error);
        g_clear_error (&error);
      }
  if (reports)
    marbre_ctl_write_array (g_steal_pointer (&reports));
  return status;
}

const MarbreCtlCommand marbre_ctl_sync_commands[] = {
  { "sync", "[SITE]", N_ ("Bring the posts of a site, or of all, into the archive; JSON."), 0, 1,
    run_sync },
  { NULL },
};
