/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command publish: a story file through the outbox to a site.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-ctl-checks.h"
#include "marbre-ctl-input.h"
#include "marbre-ctl-newsroom.h"
#include "marbre-ctl-output.h"
#include "marbre-ctl-pictures.h"
#include "marbre-ctl-wait.h"
#include "marbre-ctl.h"
#include "marbre-endpoint.h"
#include "marbre-outbox-policy.h"
#include "marbre-outbox.h"
#include "marbre-remote-error.h"
#include "marbre-text-error.h"
#include "marbre-time.h"

/* What the command line asks for. */
typedef struct
{
  char *site;      /* (owned) (nullable) */
  char *status;    /* (owned) (nullable) */
  char *date;      /* (owned) (nullable) */
  char *rules;     /* (owned) (nullable) */
  char *password;  /* (owned) (nullable) */
  char **override; /* (owned) (nullable): names of checks that are not obeyed */
  gboolean pin;
  gboolean unpin;
  gboolean lift_embargo;
  gint64 moment;
} Order;

static void
order_clear (Order *self)
{
  g_clear_pointer (&self->site, g_free);
  g_clear_pointer (&self->status, g_free);
  g_clear_pointer (&self->date, g_free);
  g_clear_pointer (&self->rules, g_free);
  g_clear_pointer (&self->password, g_free);
  g_clear_pointer (&self->override, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Order, order_clear)

static gboolean
check_order (Order *self)
{
  static const char *const statuses[] = { "draft", "pending", "private", "publish", "future",
                                          "trash", NULL };

  if (self->status == NULL)
    self->status = g_strdup ("publish");
  if (!g_strv_contains (statuses, self->status))
    marbre_ctl_misused (_ ("“%s” is no status. Give draft, pending, private, publish, future or "
                          "trash."),
                       self->status);
  else if (self->override != NULL &&
           g_strv_contains ((const char *const *) self->override, "embargo"))
    marbre_ctl_misused (_ ("An embargo is not overridden. Change it in the story, or lift it with "
                          "--lift-embargo."));
  else if (self->pin && self->unpin)
    marbre_ctl_misused (_ ("Give --pin or --unpin, not both."));
  else if (g_str_equal (self->status, "future") != (self->date != NULL))
    marbre_ctl_misused (_ ("--status future and --date belong together."));
  else if (self->date != NULL && !marbre_time_parse_iso8601 (self->date, &self->moment))
    marbre_ctl_misused (_ ("“%s” is no time. Write it as 2026-11-22T14:30:00+01:00."), self->date);
  else
    return TRUE;
  return FALSE;
}

static gboolean
is_overridden (const Order *order, const MarbreCheck *check)
{
  return order->override != NULL &&
         g_strv_contains ((const char *const *) order->override, check->id);
}

/* Says what a check found. Returns whether the story may go out all the same. */
static gboolean
report_check (const MarbreCheck *check, const Order *order, GError **error)
{
  static const char *const shown[] = { "publish", "future", NULL };
  gboolean must =
      check->severity == MARBRE_SEVERITY_ERROR && g_strv_contains (shown, order->status);

  if (must && !is_overridden (order, check))
    {
      g_set_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_INVALID,
                   /* Translators: what is wrong, then the check's name, twice. */
                   _ ("%s [%s] To publish all the same, give --override %s."), check->message,
                   check->id, check->id);
      return FALSE;
    }
  if (must)
    {
      g_printerr (_ ("Overridden: %s [%s]"), check->message, check->id);
      g_printerr ("\n");
    }
  else if (check->severity != MARBRE_SEVERITY_INFO)
    g_printerr ("%s\n", check->message);
  return TRUE;
}

/* What must be mended before others read it. An embargo is no matter of opinion: nothing overrides
 * it, and whether it is over when the story appears, the outbox's policy knows. */
static gboolean
check_story (MarbreCtlNewsroom *newsroom,
             MarbreSite *site,
             MarbreStory *story,
             const Order *order,
             GError **error)
{
  g_auto (MarbreCtlChecks) checks = { .site = g_object_ref (site) };
  g_autoptr (GPtrArray) found = NULL;

  if (!marbre_outbox_policy_check_embargo (story, order->status, order->moment, error) ||
      !marbre_ctl_checks_read_rules (&checks, order->rules, error) ||
      !marbre_ctl_checks_read_tags (&checks, newsroom->archive, story, error))
    return FALSE;
  found = marbre_ctl_checks_run (&checks, story, NULL);
  for (guint i = 0; i < found->len; i++)
    {
      const MarbreCheck *check = g_ptr_array_index (found, i);

      if (!g_str_equal (check->id, "embargo") && !report_check (check, order, error))
        return FALSE;
    }
  return TRUE;
}

/* What a kind of site cannot do is refused here, with its name, and not left to an answer. */
static gboolean
check_site (MarbreSite *site, const Order *order, GError **error)
{
  const MarbreCapabilities can = marbre_endpoint_look_up_capabilities (site);
  const struct
  {
    const char *option;
    gboolean asked;
    MarbreCapabilities needed;
  } wishes[] = {
    { "--status draft", g_str_equal (order->status, "draft"), MARBRE_CAN_DRAFT },
    { "--status pending", g_str_equal (order->status, "pending"), MARBRE_CAN_PEND },
    { "--status private", g_str_equal (order->status, "private"), MARBRE_CAN_HIDE },
    { "--status future", g_str_equal (order->status, "future"), MARBRE_CAN_SCHEDULE },
    { "--status trash", g_str_equal (order->status, "trash"), MARBRE_CAN_TRASH },
    { "--pin", order->pin || order->unpin, MARBRE_CAN_PIN },
    { "--password", order->password != NULL, MARBRE_CAN_GUARD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    if (wishes[i].asked && !(can & wishes[i].needed))
      {
        g_set_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED,
                     _ ("The site “%s” does not know this: %s."), marbre_site_get_name (site),
                     wishes[i].option);
        return FALSE;
      }
  return TRUE;
}

/* Queues the story and carries it. Returns the row as it is then. */
static MarbreOutboxRow *
send_story (MarbreCtlNewsroom *newsroom,
            MarbreStory *story,
            MarbreSite *site,
            const Order *order,
            GError **error)
{
  g_autoptr (MarbreOutbox) outbox = marbre_outbox_new (newsroom->archive, newsroom->credentials);
  g_auto (MarbreCtlWait) wait = { 0 };
  const MarbreOutboxOrder as = {
    .status = order->status,
    .date = order->moment,
    .pinned = order->pin ? 1 : order->unpin ? 0 : -1,
    .password = order->password,
  };
  MarbreOutboxRow *row = NULL;
  gint64 id;

  marbre_outbox_set_prepare (outbox, marbre_ctl_newsroom_prepare, newsroom, NULL);
  marbre_outbox_order_async (outbox, story, site, &as, NULL, marbre_ctl_wait_cb, &wait);
  id = marbre_outbox_publish_finish (outbox, marbre_ctl_wait (&wait), error);
  if (id != 0 && marbre_outbox_run_sync (outbox, NULL, error))
    row = marbre_archive_get_outbox_sync (newsroom->archive, id, NULL, error);
  marbre_outbox_stop (outbox);
  return row;
}

static MarbreCtlStatus
report_row (const MarbreOutboxRow *row)
{
  if (row->state == MARBRE_OUTBOX_DONE)
    {
      if (*row->error_text != '\0') /* published, but for something */
        g_printerr ("%s\n", row->error_text);
      marbre_ctl_write_text (row->remote_url);
      return MARBRE_CTL_OK;
    }
  if (*row->error_text != '\0')
    g_printerr ("marbrectl: %s\n", row->error_text);
  g_printerr (_ ("The story stays in the outbox as row %lld (%s). Try again with “marbrectl outbox "
                 "run”."),
              (long long) row->id, marbre_outbox_state_get_name (row->state));
  g_printerr ("\n");
  return MARBRE_CTL_FAILED;
}

static gboolean
store_story (MarbreCtlNewsroom *newsroom, MarbreStory *story, const char *path, GError **error)
{
  g_autofree char *folder = marbre_ctl_get_base (path);

  return marbre_ctl_take_pictures (newsroom->archive, story, folder, error) &&
         marbre_archive_save_story_sync (newsroom->archive, story, MARBRE_SAVE_REVISION, NULL,
                                         error);
}

/* A file that was written before the embargo does not end it. */
static void
keep_embargo (MarbreArchive *archive, MarbreStory *story, const Order *order)
{
  g_autoptr (MarbreStory) known =
      marbre_archive_load_story_sync (archive, marbre_story_get_id (story), NULL, NULL);
  const gint64 until =
      known ? marbre_story_get_time (known, MARBRE_MOMENT_EMBARGO_UNTIL) : 0;

  if (order->lift_embargo)
    marbre_story_set_time (story, MARBRE_MOMENT_EMBARGO_UNTIL, 0);
  else if (marbre_story_get_time (story, MARBRE_MOMENT_EMBARGO_UNTIL) == 0 &&
           until > marbre_time_now ())
    marbre_story_set_time (story, MARBRE_MOMENT_EMBARGO_UNTIL, until);
}

static MarbreCtlStatus
publish (MarbreCtl *ctl, const char *path, const Order *order)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreStory) story = marbre_ctl_read_story (path, &error);
  g_autoptr (MarbreCtlNewsroom) newsroom = NULL;
  g_autoptr (MarbreSite) site = NULL;
  g_autoptr (MarbreOutboxRow) row = NULL;

  if (story != NULL)
    newsroom = marbre_ctl_newsroom_open (ctl, FALSE, &error);
  if (newsroom != NULL)
    site = marbre_ctl_newsroom_get_site (newsroom, order->site, &error);
  if (site != NULL)
    keep_embargo (newsroom->archive, story, order);
  if (site != NULL && check_site (site, order, &error) &&
      check_story (newsroom, site, story, order, &error) &&
      store_story (newsroom, story, path, &error))
    row = send_story (newsroom, story, site, order, &error);
  return row ? report_row (row) : marbre_ctl_failed (error);
}

static MarbreCtlStatus
run_publish (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  g_auto (Order) order = { 0 };
  const GOptionEntry entries[] = {
    { "site", 0, 0, G_OPTION_ARG_STRING, &order.site, N_ ("Where to, if there are several sites"),
      N_ ("NAME") },
    { "status", 0, 0, G_OPTION_ARG_STRING, &order.status,
      N_ ("As what: publish (default), draft, pending, private, future or trash"),
      N_ ("STATUS") },
    { "date", 0, 0, G_OPTION_ARG_STRING, &order.date, N_ ("When, for future"), N_ ("ISO8601") },
    { "pin", 0, 0, G_OPTION_ARG_NONE, &order.pin, N_ ("Keep it at the top of the front page"),
      NULL },
    { "unpin", 0, 0, G_OPTION_ARG_NONE, &order.unpin,
      N_ ("Do not keep it at the top of the front page any more"), NULL },
    { "password", 0, 0, G_OPTION_ARG_STRING, &order.password,
      N_ ("What readers are asked for; an empty one for nothing"), N_ ("WORD") },
    { "lift-embargo", 0, 0, G_OPTION_ARG_NONE, &order.lift_embargo,
      N_ ("End the story’s embargo now, in the archive too"), NULL },
    { "rules", 0, 0, G_OPTION_ARG_FILENAME, &order.rules,
      N_ ("The house’s rules (default: those of the preferences)"), N_ ("FILE") },
    { "override", 0, 0, G_OPTION_ARG_STRING_ARRAY, &order.override,
      N_ ("Publish in spite of this check; may be given several times"), N_ ("CHECK") },
    { NULL },
  };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);

  if (arguments == NULL || !check_order (&order))
    return MARBRE_CTL_USAGE;
  return publish (ctl, arguments[0], &order);
}

const MarbreCtlCommand marbre_ctl_publish_commands[] = {
  { "publish", "FILE|-", N_ ("Publish a story file, or correct it online; writes its address."), 1,
    1, run_publish },
  { NULL },
};
