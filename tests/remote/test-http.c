/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses, foreign JSON, and the HTTP layer's refusals.
 */
#include "config.h"

#include <string.h>
#include <sys/resource.h>

#include "marbre-address.h"
#include "marbre-http.h"
#include "marbre-json.h"
#include "marbre-remote-error.h"
#include "remote-double.h"

static void
test_addresses (void)
{
  static const struct
  {
    const char *text;
    const char *address; /* NULL: refused */
  } cases[] = {
    { "example.org", "https://example.org/" },
    { " http://example.org/blog ", "https://example.org/blog" },
    { "https://user:secret@example.org/x?y=1#z", "https://example.org/x?y=1" },
    { "localhost:8080", "http://localhost:8080/" },
    { "http://127.0.0.1:81/a", "http://127.0.0.1:81/a" },
    { "http://[::1]/", "http://[::1]/" },
    { "http://localhost.evil.example/", "https://localhost.evil.example/" },
    { "http://127.0.0.1.evil.example/", "https://127.0.0.1.evil.example/" },
    { "ftp://example.org/", NULL },
    { "file:///etc/passwd", NULL },
    { "", NULL },
    { "not an address", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GUri) uri = marbre_address_parse (cases[i].text, &error);
      g_autofree char *text = uri ? g_uri_to_string (uri) : NULL;

      g_assert_cmpstr (text, ==, cases[i].address);
      if (cases[i].address == NULL)
        g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND);
    }
}

static void
test_query (void)
{
  g_autoptr (GUri) base = marbre_address_parse ("https://example.org/p?a=b", NULL);
  g_autoptr (GUri) uri =
      marbre_address_with_query (base, "q", "x&y=é z", "rest_route", "/wp/v2", NULL);
  g_autofree char *text = g_uri_to_string (uri);

  g_assert_cmpstr (text, ==,
                   "https://example.org/p?a=b&q=x%26y%3D%C3%A9%20z&rest_route=%2Fwp%2Fv2");
}

static void
test_json (void)
{
  static const char *const bad[] = { "", "nonsense", "{\"a\":", "\"\xff\"" };
  g_autofree char *deep = g_strnfill (10000, '[');
  g_autoptr (GBytes) deep_bytes = g_bytes_new_static (deep, 10000);
  static const char good[] = "{\"text\":\"a\",\"number\":3,\"list\":[],\"yes\":true,\"none\":null}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (good, strlen (good));
  g_autoptr (JsonNode) node = marbre_json_parse (bytes, NULL);
  JsonObject *object = marbre_json_node_object (node);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) bad_bytes = g_bytes_new_static (bad[i], strlen (bad[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (marbre_json_parse (bad_bytes, &error));
      g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API);
    }
  g_assert_null (marbre_json_parse (deep_bytes, NULL));

  g_assert_cmpstr (marbre_json_string (object, "text"), ==, "a");
  g_assert_cmpint (marbre_json_int (object, "number"), ==, 3);
  g_assert_true (marbre_json_is_true (object, "yes"));
  /* Another type is as absent as nothing. */
  g_assert_cmpstr (marbre_json_string (object, "number"), ==, "");
  g_assert_cmpstr (marbre_json_string (object, "none"), ==, "");
  g_assert_cmpint (marbre_json_int (object, "list"), ==, 0);
  g_assert_null (marbre_json_object (object, "list"));
  g_assert_null (marbre_json_object (NULL, "list"));
  g_assert_false (marbre_json_is_true (object, "number"));
}

static MarbreHttpAnswer *
get (RemoteDouble *site, const char *authorization, GError **error)
{
  g_autoptr (MarbreHttp) http = marbre_http_new (authorization);
  g_autofree char *url = remote_double_get_url (site, "/x");
  g_autoptr (GUri) uri = marbre_address_parse (url, NULL);

  marbre_http_set_patience (http, 1, 2);
  return marbre_http_send (http, "GET", uri, NULL, NULL, error);
}

/* Kilobytes that this program had at its largest. */
static gsize
read_peak (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (gsize) usage.ru_maxrss;
}

/* Without a password a redirect leads anywhere; with one only where it is known. */
static void
test_redirect (void)
{
  g_autoptr (RemoteDouble) site = remote_double_new (NULL);
  g_autoptr (RemoteDouble) other = remote_double_new (NULL);
  g_autofree char *elsewhere = remote_double_get_url (other, "/y");
  g_autofree char *here = remote_double_get_url (site, "/y");
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreHttpAnswer) anonymous = NULL;
  g_autoptr (MarbreHttpAnswer) same = NULL;

  remote_double_set_fault (site, "GET", "/x", DOUBLE_REDIRECT, 0, elsewhere);
  anonymous = get (site, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (remote_double_count (other, "GET /y (anonymous)"), ==, 1);

  remote_double_set_fault (site, "GET", "/x", DOUBLE_REDIRECT, 0, elsewhere);
  g_assert_null (get (site, "Basic x", &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API);
  g_assert_cmpuint (remote_double_n_requests (other), ==, 1);
  g_clear_error (&error);

  remote_double_set_fault (site, "GET", "/x", DOUBLE_REDIRECT, 0, here);
  same = get (site, "Basic x", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (remote_double_count (site, "GET /y\n"), ==, 1);
}

static void
test_time_out (void)
{
  g_autoptr (RemoteDouble) site = remote_double_new (NULL);
  g_autoptr (GError) error = NULL;

  remote_double_set_fault (site, "GET", "/x", DOUBLE_HANG, 0, NULL);
  g_assert_null (get (site, NULL, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_OFFLINE);
  g_assert_true (marbre_remote_error_was_sent (error));
}

/* A site that sends a byte now and then is not waited for for ever. */
static void
test_drip (void)
{
  g_autoptr (RemoteDouble) site = remote_double_new (NULL);
  g_autoptr (MarbreHttp) http = marbre_http_new (NULL);
  g_autofree char *address = remote_double_get_url (site, "/x");
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GError) error = NULL;

  marbre_http_set_patience (http, 30, 1);
  remote_double_set_fault (site, "GET", "/x", DOUBLE_DRIP, 0, NULL);
  g_assert_null (marbre_http_send (http, "GET", uri, NULL, NULL, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_OFFLINE);
  g_assert_true (marbre_remote_error_was_sent (error));
}

/* The largest answer is read, and not one chunk more of the ten gigabytes. */
static void
test_flood (void)
{
  g_autoptr (RemoteDouble) site = remote_double_new (NULL);
  g_autoptr (GError) error = NULL;
  const gsize before = read_peak ();

  remote_double_set_fault (site, "GET", "/x", DOUBLE_FLOOD, 0, NULL);
  g_assert_null (get (site, NULL, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_TOO_LARGE);
  g_test_message ("%u KB more at the peak", (guint) (read_peak () - before));
  g_assert_cmpuint (read_peak () - before, <, 3 * MARBRE_HTTP_MAX_BODY / 1024);
}

static void
test_proxy_password (void)
{
  g_autoptr (RemoteDouble) site = remote_double_new (NULL);
  g_autoptr (MarbreHttpAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  remote_double_set_fault (site, "GET", "/x", DOUBLE_STATUS, 407, NULL);
  answer = get (site, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (marbre_http_answer_check (answer, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_OFFLINE);
  g_assert_cmpint (marbre_remote_error_get_cause (error), ==, MARBRE_CAUSE_PROXY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/addresses", test_addresses);
  g_test_add_func ("/http/query", test_query);
  g_test_add_func ("/http/json", test_json);
  g_test_add_func ("/http/redirect", test_redirect);
  g_test_add_func ("/http/time-out", test_time_out);
  g_test_add_func ("/http/drip", test_drip);
  g_test_add_func ("/http/flood", test_flood);
  g_test_add_func ("/http/proxy-password", test_proxy_password);
  return g_test_run ();
}
