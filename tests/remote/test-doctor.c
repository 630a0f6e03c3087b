/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The connection doctor: each thing that can stand between Marbre and a site, produced here, is
 * named at its step with its remedy. Certificates are in test-certificate.c.
 */
#include "config.h"

#include <string.h>

#include "ghost-double.h"
#include "marbre-doctor.h"
#include "remote-double.h"

#define SECRET "abcd EFGH ijkl MNOP qrst 1234"

/* What a WordPress answers; @index NULL stands for a good one. */
typedef struct
{
  guint index_status; /* 0 for 200 */
  const char *index;  /* (nullable): a web page if it begins with "<" */
  guint me_status;
  const char *me;
  int clock; /* seconds that the site's clock is ahead of ours */
} Site;

static const char good_index[] =
    "{\"namespaces\":[\"wp/v2\"],\"authentication\":{\"application-passwords\":{}}}";
static const char good_me[] =
    "{\"id\":1,\"name\":\"Rédaction\",\"capabilities\":{\"edit_posts\":true,"
    "\"publish_posts\":true,\"upload_files\":true,\"manage_categories\":true}}";

static void
answer (SoupServerMessage *message, guint status, const char *text, int clock)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) date = g_date_time_add_seconds (now, clock);
  g_autofree char *header = soup_date_time_to_string (date, SOUP_DATE_HTTP);

  soup_server_message_set_status (message, status ? status : 200, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Date", header);
  soup_server_message_set_response (message, *text == '<' ? "text/html" : "application/json",
                                    SOUP_MEMORY_COPY, text, strlen (text));
}

static void
serve_cb (SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  const Site *site = data;

  if (g_str_has_suffix (path, "/users/me"))
    answer (message, site->me_status, site->me ? site->me : good_me, site->clock);
  else
    answer (message, site->index_status, site->index ? site->index : good_index, site->clock);
}

static MarbreDoctorReport *
examine_at (const char *kind, const char *api, const char *secret)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreSite) site = marbre_site_new (NULL, "Le Journal", kind, api, api, "desk");
  MarbreDoctorReport *report = marbre_doctor_examine_sync (site, secret, NULL, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = marbre_doctor_report_to_text (report);
  g_test_message ("%s", text);
  g_assert_null (strstr (text, SECRET));
  return report;
}

static MarbreDoctorReport *
examine (const Site *site, const char *secret)
{
  RemoteDouble *wire = remote_double_new (NULL);
  g_autofree char *api = remote_double_get_url (wire, "/wp-json/");
  MarbreDoctorReport *report;

  remote_double_set_serve (wire, serve_cb, (gpointer) site);
  report = examine_at ("wordpress", api, secret);
  remote_double_free (wire);
  return report;
}

/* Asserts that @name is the step that fails (or warns), that those before it are in order and that
 * those behind it were not looked at; and that it says @word. */
static void
assert_stops (MarbreDoctorReport *report,
              const char *name,
              MarbreDoctorState state,
              MarbreRemoteCause cause,
              const char *word)
{
  gboolean passed = FALSE;

  g_assert_cmpint (report->cause, ==, cause);
  g_assert_cmpint (marbre_doctor_report_is_good (report), ==, state != MARBRE_DOCTOR_BAD);
  for (guint i = 0; i < report->steps->len; i++)
    {
      MarbreDoctorStep *step = g_ptr_array_index (report->steps, i);

      if (g_str_equal (step->name, name))
        {
          g_assert_cmpint (step->state, ==, state);
          if (strstr (step->text, word) == NULL)
            g_error ("no “%s” in: %s", word, step->text);
          passed = TRUE;
        }
      else if (passed && state == MARBRE_DOCTOR_BAD)
        g_assert_cmpint (step->state, ==, MARBRE_DOCTOR_NOT_SEEN);
      else
        g_assert_cmpint (step->state, ==, MARBRE_DOCTOR_GOOD);
    }
  g_assert_true (passed);
}

static void
check (const Site *site,
       const char *secret,
       const char *name,
       MarbreDoctorState state,
       MarbreRemoteCause cause,
       const char *word)
{
  g_autoptr (MarbreDoctorReport) report = examine (site, secret);

  assert_stops (report, name, state, cause, word);
}

static void
test_healthy (void)
{
  check (&(Site){ 0 }, SECRET, "rights", MARBRE_DOCTOR_GOOD, MARBRE_CAUSE_UNKNOWN,
         "You may publish");
}

static void
test_api_off (void)
{
  check (&(Site){ .index_status = 404,
                  .index = "<html>Not found</html>",
                  .me_status = 404,
                  .me = "<html>Not found</html>" },
         SECRET, "api", MARBRE_DOCTOR_BAD, MARBRE_CAUSE_API_OFF, "switched off");
  check (&(Site){ .me_status = 404, .me = "{\"code\":\"rest_no_route\"}" }, SECRET, "api",
         MARBRE_DOCTOR_BAD, MARBRE_CAUSE_API_OFF, "wp/v2");
  check (&(Site){ .me_status = 401, .me = "{\"code\":\"rest_disabled\"}" }, SECRET, "api",
         MARBRE_DOCTOR_BAD, MARBRE_CAUSE_API_OFF, "wp/v2");
}

static void
test_firewall (void)
{
  check (&(Site){ .me_status = 403, .me = "<html>Blocked by Wordfence</html>" }, SECRET, "api",
         MARBRE_DOCTOR_BAD, MARBRE_CAUSE_FIREWALL, "firewall before the site");
  check (&(Site){ .me = "<html>Log in</html>" }, SECRET, "api", MARBRE_DOCTOR_BAD,
         MARBRE_CAUSE_FIREWALL, "log-in page");
}

static void
test_header_stripped (void)
{
  check (&(Site){ .me_status = 401, .me = "{\"code\":\"rest_not_logged_in\"}" }, SECRET, "sign-in",
         MARBRE_DOCTOR_BAD, MARBRE_CAUSE_HEADER_STRIPPED, "Authorization header");
  /* A stranger too, but for another reason. */
  check (&(Site){ .index = "{\"namespaces\":[],\"authentication\":{}}",
                  .me_status = 401,
                  .me = "{\"code\":\"rest_not_logged_in\"}" },
         SECRET, "sign-in", MARBRE_DOCTOR_BAD, MARBRE_CAUSE_UNKNOWN, "are switched off");
}

static void
test_passwords (void)
{
  const Site refuses = { .me_status = 401, .me = "{\"code\":\"incorrect_password\"}" };

  check (&refuses, "hunter2", "sign-in", MARBRE_DOCTOR_BAD, MARBRE_CAUSE_WRONG_PASSWORD,
         "24 letters");
  check (&refuses, SECRET, "sign-in", MARBRE_DOCTOR_BAD, MARBRE_CAUSE_UNKNOWN,
         "Make a new application password");
  check (&refuses, NULL, "sign-in", MARBRE_DOCTOR_BAD, MARBRE_CAUSE_UNKNOWN, "is kept");
  check (&(Site){ .me_status = 401, .me = "{\"code\":\"invalid_username\"}" }, SECRET, "sign-in",
         MARBRE_DOCTOR_BAD, MARBRE_CAUSE_UNKNOWN, "user name");
}

static void
test_two_factor (void)
{
  check (&(Site){ .me_status = 403, .me = "{\"code\":\"two_factor_required\"}" }, SECRET, "sign-in",
         MARBRE_DOCTOR_BAD, MARBRE_CAUSE_TWO_FACTOR, "second factor");
  check (&(Site){ .me_status = 401, .me = "{\"code\":\"wp_2fa_needed\"}" }, "hunter2", "sign-in",
         MARBRE_DOCTOR_BAD, MARBRE_CAUSE_TWO_FACTOR, "application password");
}

static void
test_rights (void)
{
  check (&(Site){ .me = "{\"id\":1,\"name\":\"X\",\"capabilities\":{\"edit_posts\":true}}" },
         SECRET, "rights", MARBRE_DOCTOR_WARNING, MARBRE_CAUSE_UNKNOWN, "hand over drafts");
  check (&(Site){ .me_status = 403, .me = "{\"code\":\"rest_cannot_view\"}" }, SECRET, "rights",
         MARBRE_DOCTOR_BAD, MARBRE_CAUSE_UNKNOWN, "administrator");
}

static void
test_clock (void)
{
  RemoteDouble *wire;
  GhostDouble *ghost;
  g_autofree char *api = NULL;
  g_autoptr (MarbreDoctorReport) report = NULL;

  check (&(Site){ .clock = 3600 }, SECRET, "clock", MARBRE_DOCTOR_WARNING, MARBRE_CAUSE_UNKNOWN,
         "60 minutes behind");
  check (&(Site){ .clock = -600 }, SECRET, "clock", MARBRE_DOCTOR_WARNING, MARBRE_CAUSE_UNKNOWN,
         "10 minutes ahead");
  wire = remote_double_new (NULL);
  ghost = ghost_double_new (wire);
  api = remote_double_get_url (wire, "/ghost/api/admin/");
  ghost_double_set_lag (ghost, 3600);
  report = examine_at ("ghost", api, GHOST_DOUBLE_KEY);
  assert_stops (report, "clock", MARBRE_DOCTOR_BAD, MARBRE_CAUSE_CLOCK, "60 minutes behind");
  remote_double_free (wire);
  ghost_double_free (ghost);
}

/* With a password one goes nowhere else; and nothing was sent there. */
static void
test_moved (void)
{
  RemoteDouble *wire = remote_double_new (NULL);
  RemoteDouble *other = remote_double_new (NULL);
  g_autofree char *api = remote_double_get_url (wire, "/wp-json/");
  g_autofree char *elsewhere = remote_double_get_url (other, "/wp-json/");
  g_autoptr (MarbreDoctorReport) report = NULL;

  remote_double_set_fault (wire, "GET", "/wp-json/", DOUBLE_REDIRECT, 301, elsewhere);
  report = examine_at ("wordpress", api, SECRET);
  assert_stops (report, "address", MARBRE_DOCTOR_BAD, MARBRE_CAUSE_MOVED, "has moved to");
  g_assert_cmpuint (remote_double_count (other, "GET /wp-json/ (anonymous)"), ==,
                    remote_double_n_requests (other));
  remote_double_free (wire);
  remote_double_free (other);
}

static void
test_offline (void)
{
  RemoteDouble *wire = remote_double_new (NULL);
  g_autofree char *api = remote_double_get_url (wire, "/wp-json/");
  g_autoptr (MarbreDoctorReport) report = NULL;

  remote_double_free (wire);
  report = examine_at ("wordpress", api, SECRET);
  assert_stops (report, "way", MARBRE_DOCTOR_BAD, MARBRE_CAUSE_UNKNOWN, "cannot be reached");
}

/* A desktop whose settings put a proxy before everything; nobody listens there. */
#define TEST_TYPE_PROXY (test_proxy_get_type ())
G_DECLARE_FINAL_TYPE (TestProxy, test_proxy, TEST, PROXY, GObject)

struct _TestProxy
{
  GObject parent_instance;
};

static gboolean behind_proxy;

static gboolean
test_proxy_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
test_proxy_lookup (GProxyResolver *resolver,
                   const char *uri,
                   GCancellable *cancellable,
                   GError **error)
{
  return g_strsplit (behind_proxy ? "http://127.0.0.1:9" : "direct://", " ", -1);
}

static void
test_proxy_lookup_async (GProxyResolver *resolver,
                         const char *uri,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_return_pointer (task, test_proxy_lookup (resolver, uri, NULL, NULL),
                         (GDestroyNotify) g_strfreev);
}

static char **
test_proxy_lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_proxy_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = test_proxy_is_supported;
  iface->lookup = test_proxy_lookup;
  iface->lookup_async = test_proxy_lookup_async;
  iface->lookup_finish = test_proxy_lookup_finish;
}

G_DEFINE_TYPE_WITH_CODE (TestProxy,
                         test_proxy,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, test_proxy_iface_init))

static void
test_proxy_class_init (TestProxyClass *klass)
{
}

static void
test_proxy_init (TestProxy *self)
{
}

static void
test_behind_proxy (void)
{
  behind_proxy = TRUE;
  check (&(Site){ 0 }, SECRET, "way", MARBRE_DOCTOR_BAD, MARBRE_CAUSE_PROXY, "127.0.0.1:9");
  behind_proxy = FALSE;
}

int
main (int argc, char **argv)
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_type_ensure (G_TYPE_PROXY_RESOLVER);
  g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, TEST_TYPE_PROXY, "test",
                                  1000);
  g_test_add_func ("/doctor/healthy", test_healthy);
  g_test_add_func ("/doctor/api-off", test_api_off);
  g_test_add_func ("/doctor/firewall", test_firewall);
  g_test_add_func ("/doctor/header-stripped", test_header_stripped);
  g_test_add_func ("/doctor/passwords", test_passwords);
  g_test_add_func ("/doctor/two-factor", test_two_factor);
  g_test_add_func ("/doctor/rights", test_rights);
  g_test_add_func ("/doctor/clock", test_clock);
  g_test_add_func ("/doctor/moved", test_moved);
  g_test_add_func ("/doctor/offline", test_offline);
  g_test_add_func ("/doctor/proxy", test_behind_proxy);
  return g_test_run ();
}
