/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sites: what is kept, how addresses are tidied, and which pages belong to one.
 */
#include "config.h"

#include "marbre-site.h"

static MarbreSite *
make_site (const char *url)
{
  return marbre_site_new (NULL, "Le Quotidien", "wordpress", url, "https://example.test/wp-json/",
                          "marie");
}

static void
test_keeps_what_was_said (void)
{
  MarbreSite *site = make_site ("https://example.test");

  g_assert_true (g_uuid_string_is_valid (marbre_site_get_id (site)));
  g_assert_cmpstr (marbre_site_get_name (site), ==, "Le Quotidien");
  g_assert_cmpstr (marbre_site_get_kind (site), ==, "wordpress");
  g_assert_cmpstr (marbre_site_get_url (site), ==, "https://example.test");
  g_assert_cmpstr (marbre_site_get_api (site), ==, "https://example.test/wp-json/");
  g_assert_cmpstr (marbre_site_get_user (site), ==, "marie");
  g_assert_false (marbre_site_is_embedded (site));
  g_assert_finalize_object (site);
}

static void
test_without_user_and_embedded (void)
{
  g_autoptr (MarbreSite) site =
      marbre_site_new ("an-id", "Marbre", MARBRE_SITE_EMBEDDED, "http://127.0.0.1:9000",
                       "http://127.0.0.1:9000/micropub", NULL);

  g_assert_cmpstr (marbre_site_get_id (site), ==, "an-id");
  g_assert_cmpstr (marbre_site_get_user (site), ==, "");
  g_assert_true (marbre_site_is_embedded (site));
}

static void
test_copy_says_the_same (void)
{
  g_autoptr (MarbreSite) site = make_site ("https://example.test/paper/");
  MarbreSite *copy = marbre_site_copy (site);

  g_assert_true (copy != site);
  g_assert_cmpstr (marbre_site_get_id (copy), ==, marbre_site_get_id (site));
  g_assert_cmpstr (marbre_site_get_name (copy), ==, marbre_site_get_name (site));
  g_assert_cmpstr (marbre_site_get_kind (copy), ==, marbre_site_get_kind (site));
  g_assert_cmpstr (marbre_site_get_url (copy), ==, "https://example.test/paper");
  g_assert_cmpstr (marbre_site_get_api (copy), ==, marbre_site_get_api (site));
  g_assert_cmpstr (marbre_site_get_user (copy), ==, marbre_site_get_user (site));
  g_assert_finalize_object (copy);
}

static void
test_owns_its_pages_only (void)
{
  g_autoptr (MarbreSite) site = make_site ("https://example.test/paper//");

  g_assert_cmpstr (marbre_site_get_url (site), ==, "https://example.test/paper");
  g_assert_true (marbre_site_owns_url (site, "https://example.test/paper"));
  g_assert_true (marbre_site_owns_url (site, "https://example.test/paper/"));
  g_assert_true (marbre_site_owns_url (site, "https://example.test/paper/articles/gare"));
  g_assert_false (marbre_site_owns_url (site, "https://example.test/paperback"));
  g_assert_false (marbre_site_owns_url (site, "https://example.test"));
  g_assert_false (marbre_site_owns_url (site, "http://example.test/paper/"));
  g_assert_false (marbre_site_owns_url (site, ""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/site/keeps-what-was-said", test_keeps_what_was_said);
  g_test_add_func ("/site/without-user-and-embedded", test_without_user_and_embedded);
  g_test_add_func ("/site/copy-says-the-same", test_copy_says_the_same);
  g_test_add_func ("/site/owns-its-pages-only", test_owns_its_pages_only);
  return g_test_run ();
}
