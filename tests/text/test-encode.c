/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Output encoders: each keeps a text inside its context.
 */
#include "config.h"

#include "marbre-encode.h"

static void
test_html (void)
{
  g_autofree char *encoded = marbre_encode_html ("<b> & \"é\" > '");

  g_assert_cmpstr (encoded, ==, "&lt;b&gt; &amp; \"é\" &gt; '");
}

static void
test_html_length (void)
{
  g_autoptr (GString) out = g_string_new ("x");

  marbre_encode_html_append (out, "a\0<b", 3);
  g_assert_cmpstr (out->str, ==, "xa\357\277\275&lt;");
}

static void
test_attribute (void)
{
  g_autofree char *encoded = marbre_encode_attribute ("\" onload=\"x & <y>");

  g_assert_cmpstr (encoded, ==, "&quot; onload=&quot;x &amp; &lt;y&gt;");
}

static void
test_uri (void)
{
  static const struct
  {
    const char *uri;
    const char *encoded;
  } cases[] = {
    { "/articles/été?x=1&y=[2]#z", "/articles/%C3%A9t%C3%A9?x=1&y=[2]#z" },
    { "https://a.example/a b\"c<d>", "https://a.example/a%20b%22c%3Cd%3E" },
    { "https://a.example/%20", "https://a.example/%20" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *once = marbre_encode_uri (cases[i].uri);
      g_autofree char *twice = marbre_encode_uri (once);

      g_assert_cmpstr (once, ==, cases[i].encoded);
      g_assert_cmpstr (twice, ==, once);
    }
}

static void
test_script_json (void)
{
  g_autofree char *encoded = marbre_encode_script_json ("{\"a\":\"</script><!-- & \"}");

  g_assert_cmpstr (encoded, ==, "{\"a\":\"\\u003c/script\\u003e\\u003c!-- \\u0026 \"}");
}

static void
test_read_also (void)
{
  g_autofree char *plain = marbre_encode_read_also ("Le port, *encore*", "/articles/le-port");
  g_autofree char *odd = marbre_encode_read_also ("[Exclusif]\nle `port`", "/a b(c)<d>");

  g_assert_cmpstr (plain, ==, "> [!read-also]\n> [Le port, \\*encore\\*](/articles/le-port)");
  g_assert_cmpstr (odd, ==, "> [!read-also]\n> [\\[Exclusif\\] le \\`port\\`](</a%20b(c)%3Cd%3E>)");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/encode/html", test_html);
  g_test_add_func ("/text/encode/html-length", test_html_length);
  g_test_add_func ("/text/encode/attribute", test_attribute);
  g_test_add_func ("/text/encode/uri", test_uri);
  g_test_add_func ("/text/encode/script-json", test_script_json);
  g_test_add_func ("/text/encode/read-also", test_read_also);
  return g_test_run ();
}
