/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The connection doctor; see marbre-doctor.h. First it asks for the API's root as a stranger, then
 * it signs in. What fails says by its cause at which step of the way it stands; the kinds of sites
 * know the causes, the doctor only the way.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-doctor.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "marbre-address.h"
#include "marbre-endpoint.h"
#include "marbre-http.h"
#include "marbre-time.h"

/* Somebody waits before a dialog. */
#define IDLE_SECONDS  15
#define TOTAL_SECONDS 30
/* Less than this is nobody's fault. */
#define TOLERATED_SECONDS 60

/* The way to a site. */
static const struct
{
  const char *name;
  const char *title;
} way[] = {
  { "way", N_ ("The site is reached") },
  { "certificate", N_ ("Its certificate is in order") },
  { "address", N_ ("It is at this address") },
  { "api", N_ ("Its API answers") },
  { "clock", N_ ("The clocks agree") },
  { "sign-in", N_ ("The sign-in is accepted") },
  { "rights", N_ ("The account may publish") },
};

enum
{
  WAY,
  CERTIFICATE,
  ADDRESS,
  API,
  CLOCK,
  SIGN_IN,
  RIGHTS,
  N_STEPS
};

static void
step_free (gpointer data)
{
  MarbreDoctorStep *step = data;

  g_free (step->title);
  g_free (step->text);
  g_free (step);
}

static MarbreDoctorReport *
report_new (void)
{
  MarbreDoctorReport *self = g_new0 (MarbreDoctorReport, 1);

  self->steps = g_ptr_array_new_with_free_func (step_free);
  for (guint i = 0; i < G_N_ELEMENTS (way); i++)
    {
      MarbreDoctorStep *step = g_new0 (MarbreDoctorStep, 1);

      step->name = way[i].name;
      step->title = g_strdup (_ (way[i].title));
      step->state = MARBRE_DOCTOR_NOT_SEEN;
      step->text = g_strdup ("");
      g_ptr_array_add (self->steps, step);
    }
  return self;
}

static void
set_step (MarbreDoctorReport *self, guint index, MarbreDoctorState state, const char *text)
{
  MarbreDoctorStep *step = g_ptr_array_index (self->steps, index);

  step->state = state;
  g_free (step->text);
  step->text = g_strdup (text ? text : "");
}

/* All up to @last that nothing was said of are good. */
static void
pass (MarbreDoctorReport *self, guint last)
{
  for (guint i = 0; i <= last; i++)
    if (((MarbreDoctorStep *) g_ptr_array_index (self->steps, i))->state == MARBRE_DOCTOR_NOT_SEEN)
      set_step (self, i, MARBRE_DOCTOR_GOOD, NULL);
}

/* Where on the way an error stands. */
static guint
step_of (const GError *error)
{
  switch (marbre_remote_error_get_cause (error))
    {
    case MARBRE_CAUSE_PROXY:
      return WAY;
    case MARBRE_CAUSE_CERTIFICATE:
    case MARBRE_CAUSE_CERTIFICATE_CHANGED:
      return CERTIFICATE;
    case MARBRE_CAUSE_MOVED:
      return ADDRESS;
    case MARBRE_CAUSE_FIREWALL:
    case MARBRE_CAUSE_API_OFF:
      return API;
    case MARBRE_CAUSE_CLOCK:
      return CLOCK;
    case MARBRE_CAUSE_HEADER_STRIPPED:
    case MARBRE_CAUSE_WRONG_PASSWORD:
    case MARBRE_CAUSE_TWO_FACTOR:
      return SIGN_IN;
    case MARBRE_CAUSE_UNKNOWN:
    default:
      break;
    }
  if (error->domain != MARBRE_REMOTE_ERROR)
    return API;
  switch (error->code)
    {
    case MARBRE_REMOTE_ERROR_OFFLINE:
      return WAY;
    case MARBRE_REMOTE_ERROR_CERTIFICATE:
      return CERTIFICATE;
    case MARBRE_REMOTE_ERROR_SIGN_IN:
      return SIGN_IN;
    case MARBRE_REMOTE_ERROR_FORBIDDEN:
      return RIGHTS;
    default:
      return API;
    }
}

static void
stop_at (MarbreDoctorReport *self, const GError *error)
{
  const guint index = step_of (error);
  GTlsCertificate *certificate = marbre_remote_error_get_certificate (error);

  if (index > 0)
    pass (self, index - 1);
  set_step (self, index, MARBRE_DOCTOR_BAD, error->message);
  self->cause = marbre_remote_error_get_cause (error);
  g_set_object (&self->certificate, certificate);
}

/* The proxy that the desktop's settings put before the site; NULL for none. */
static char *
find_proxy (GUri *uri, GCancellable *cancellable)
{
  g_autofree char *text = g_uri_to_string (uri);
  g_auto (GStrv) proxies =
      g_proxy_resolver_lookup (g_proxy_resolver_get_default (), text, cancellable, NULL);
  g_autoptr (GUri) proxy = NULL;

  if (proxies == NULL || proxies[0] == NULL || g_str_equal (proxies[0], "direct://"))
    return NULL;
  proxy = g_uri_parse (proxies[0], G_URI_FLAGS_NONE, NULL);
  /* Without the user name and password that it may have. */
  return proxy && g_uri_get_host (proxy)
             ? g_strdup_printf ("%s:%d", g_uri_get_host (proxy), g_uri_get_port (proxy))
             : NULL;
}

/* Behind a proxy nobody can tell which of the two does not answer. */
static void
blame_proxy (GError **failure, const char *proxy)
{
  if (proxy == NULL || marbre_remote_error_get_cause (*failure) == MARBRE_CAUSE_PROXY ||
      !g_error_matches (*failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_OFFLINE))
    return;
  g_clear_error (failure);
  g_set_error (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_OFFLINE,
               _ ("The way to the site leads through the proxy %s, which does not answer or does "
                  "not find it. Check the proxy in the network settings of this computer, or ask "
                  "whoever runs it."),
               proxy);
  marbre_remote_error_set_cause (*failure, MARBRE_CAUSE_PROXY);
}

static void
compare_clocks (MarbreDoctorReport *self, MarbreHttpAnswer *answer)
{
  const char *text = soup_message_headers_get_one (answer->headers, "Date");
  g_autoptr (GDateTime) date = text ? soup_date_time_new_from_http_string (text) : NULL;
  const gint64 lag = date ? g_date_time_to_unix (date) - marbre_time_now () : 0;
  const gulong minutes = (gulong) (llabs (lag) + 30) / 60;
  g_autofree char *words = NULL;

  if (llabs (lag) <= TOLERATED_SECONDS)
    return;
  words = g_strdup_printf (
      lag > 0 ? ngettext ("This computer’s clock is %lu minute behind the site’s. Set it: times "
                          "of publication, and some sign-ins, go wrong by it.",
                          "This computer’s clock is %lu minutes behind the site’s. Set it: times "
                          "of publication, and some sign-ins, go wrong by it.",
                          minutes)
              : ngettext ("This computer’s clock is %lu minute ahead of the site’s. Set it: times "
                          "of publication, and some sign-ins, go wrong by it.",
                          "This computer’s clock is %lu minutes ahead of the site’s. Set it: times "
                          "of publication, and some sign-ins, go wrong by it.",
                          minutes),
      minutes);
  set_step (self, CLOCK, MARBRE_DOCTOR_WARNING, words);
}

/* As a stranger: what stands between here and the API, whoever one is. */
static gboolean
knock (MarbreDoctorReport *self, MarbreSite *site, GCancellable *cancellable, GError **error)
{
  g_autoptr (GUri) uri = marbre_address_parse (marbre_site_get_api (site), error);
  g_autoptr (MarbreHttp) http = NULL;
  g_autofree char *proxy = NULL;
  g_autofree char *through = NULL;
  g_autoptr (MarbreHttpAnswer) answer = NULL;
  g_autoptr (GError) failure = NULL;

  if (uri == NULL)
    return FALSE;
  http = marbre_http_new (NULL);
  marbre_http_set_patience (http, IDLE_SECONDS, TOTAL_SECONDS);
  marbre_http_set_trusted (http, marbre_site_get_certificate (site));
  proxy = find_proxy (uri, cancellable);
  answer = marbre_http_send (http, SOUP_METHOD_GET, uri, NULL, cancellable, &failure);
  if (answer == NULL)
    {
      blame_proxy (&failure, proxy);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  through = proxy ? g_strdup_printf (_ ("Through the proxy %s."), proxy) : NULL;
  set_step (self, WAY, MARBRE_DOCTOR_GOOD, through);
  compare_clocks (self, answer);
  if (marbre_address_same_origin (answer->uri, uri))
    return TRUE;
  g_propagate_error (error, marbre_http_moved_error (answer->uri));
  return FALSE;
}

static void
read_rights (MarbreDoctorReport *self, MarbreSiteReport *report)
{
  pass (self, SIGN_IN);
  set_step (self, RIGHTS,
            report->can_publish && report->can_upload ? MARBRE_DOCTOR_GOOD : MARBRE_DOCTOR_WARNING,
            report->text);
}

/**
 * marbre_doctor_examine_sync:
 * @site: the site
 * @secret: (nullable): its password, key or token; %NULL if none is kept
 * @cancellable: (nullable): stops it
 * @error: only %G_IO_ERROR_CANCELLED: what is wrong with the connection is in the report
 *
 * Goes the way to a site. For a worker thread or a command line tool; a minute at most.
 *
 * Returns: (transfer full) (nullable): what was found
 */
MarbreDoctorReport *
marbre_doctor_examine_sync (MarbreSite *site,
                            const char *secret,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (MarbreDoctorReport) self = report_new ();
  g_autoptr (GError) failure = NULL;
  g_autoptr (MarbreEndpoint) endpoint = NULL;
  g_autoptr (MarbreSiteReport) report = NULL;

  g_return_val_if_fail (MARBRE_IS_SITE (site), NULL);

  if (knock (self, site, cancellable, &failure) && secret == NULL)
    g_set_error_literal (&failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN,
                         _ ("No password or token is kept for this site. Connect it again: the "
                            "same address, then the password."));
  if (failure == NULL)
    endpoint = marbre_endpoint_new (site, secret, &failure);
  if (endpoint)
    report = marbre_endpoint_check (endpoint, cancellable, &failure);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (report)
    read_rights (self, report);
  else
    stop_at (self, failure);
  return g_steal_pointer (&self);
}

typedef struct
{
  MarbreSite *site; /* (owned) */
  char *secret;     /* (owned) (nullable) */
} Visit;

static void
visit_free (gpointer data)
{
  Visit *visit = data;

  g_clear_object (&visit->site);
  g_free (visit->secret);
  g_free (visit);
}

static void
examine_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Visit *visit = task_data;
  GError *error = NULL;
  MarbreDoctorReport *report =
      marbre_doctor_examine_sync (visit->site, visit->secret, cancellable, &error);

  if (report)
    g_task_return_pointer (task, report, (GDestroyNotify) marbre_doctor_report_free);
  else
    g_task_return_error (task, error);
}

/**
 * marbre_doctor_examine_async:
 * @site: the site, copied
 * @secret: (nullable): its password, key or token
 * @cancellable: (nullable): stops it
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * Goes the way to a site, see marbre_doctor_examine_sync().
 */
void
marbre_doctor_examine_async (MarbreSite *site,
                             const char *secret,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Visit *visit = g_new0 (Visit, 1);

  visit->site = marbre_site_copy (site);
  visit->secret = g_strdup (secret);
  g_task_set_source_tag (task, marbre_doctor_examine_async);
  g_task_set_task_data (task, visit, visit_free);
  g_task_run_in_thread (task, examine_in_thread);
}

/**
 * marbre_doctor_examine_finish:
 * @result: the result
 * @error: as marbre_doctor_examine_sync()
 *
 * Returns: (transfer full) (nullable): what was found
 */
MarbreDoctorReport *
marbre_doctor_examine_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * marbre_doctor_report_is_good:
 *
 * Returns: %TRUE if nothing is wrong; warnings do not count
 */
gboolean
marbre_doctor_report_is_good (MarbreDoctorReport *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    if (((MarbreDoctorStep *) g_ptr_array_index (self->steps, i))->state == MARBRE_DOCTOR_BAD)
      return FALSE;
  return TRUE;
}

/**
 * marbre_doctor_state_get_sign:
 * @state: a state
 *
 * Returns: a character for it, which goes with words and does not stand alone
 */
const char *
marbre_doctor_state_get_sign (MarbreDoctorState state)
{
  static const char *const signs[] = { "✓", "!", "✗", "–" };

  return signs[state];
}

/**
 * marbre_doctor_report_to_text:
 *
 * Returns: (transfer full): the steps as lines, "✓ The site is reached", without one at the end
 */
char *
marbre_doctor_report_to_text (MarbreDoctorReport *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->steps->len; i++)
    {
      MarbreDoctorStep *step = g_ptr_array_index (self->steps, i);
      g_auto (GStrv) texts = g_strsplit (step->text, "\n", -1);

      g_ptr_array_add (lines, g_strdup_printf ("%s %s", marbre_doctor_state_get_sign (step->state),
                                               step->title));
      for (char **text = texts; *text; text++)
        g_ptr_array_add (lines, g_strdup_printf ("    %s", *text));
    }
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/**
 * marbre_doctor_report_free:
 * @self: (transfer full): a report
 */
void
marbre_doctor_report_free (MarbreDoctorReport *self)
{
  g_ptr_array_unref (self->steps);
  g_clear_object (&self->certificate);
  g_free (self);
}
