/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Web addresses in a body: which are found, where they end, and what is said of their pages.
 */
#include "config.h"

#include <string.h>

#include "marbre-checks.h"
#include "marbre-link.h"

static void
test_found (void)
{
  static const struct
  {
    const char *body;
    const char *found; /* the addresses, with a space between them */
  } cases[] = {
    { "No link, only http: and https://", "" },
    { "A [word](https://a.example/b) here", "https://a.example/b" },
    { "[w](https://a.example/b \"A title\")", "https://a.example/b" },
    { "[w](<https://a.example/b c>)", "https://a.example/b c" },
    { "[w](https://w.example/Paris_(Texas))", "https://w.example/Paris_(Texas)" },
    { "[w](https://a.example/?a=1&amp;b=\\*2)", "https://a.example/?a=1&b=*2" },
    { "See https://a.example/b. Or (https://a.example/c)!",
      "https://a.example/b https://a.example/c" },
    { "See <https://a.example/b>.", "https://a.example/b" },
    { "https://v.example/embed", "https://v.example/embed" },
    { "![alt](https://p.example/a.jpg \"Caption — Credit: X\")", "https://p.example/a.jpg" },
    { "> [!read-also]\n> - [One](https://a.example/1)\n> - [Two](https://a.example/2)",
      "https://a.example/1 https://a.example/2" },
    { "A [word][1].\n\n[1]: https://a.example/r \"Title\"", "https://a.example/r" },
    { "| a | b |\n|---|---|\n| [c](https://a.example/t) | d |", "https://a.example/t" },
    { "Code `https://a.example/no` and\n\n```\nhttps://a.example/no\n```", "" },
    { "[mail](mailto:a@b.example) [here](#top) [rel](page.html)", "" },
    { "A note[^1].\n\n[^1]: From [there](https://a.example/n).", "https://a.example/n" },
    { "[w](https://web.archive.org/web/2020/https://a.example/)",
      "https://web.archive.org/web/2020/https://a.example/" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) list = marbre_links_list (cases[i].body);
      g_autofree char *found = g_strjoinv (" ", list);

      g_test_message ("%s", cases[i].body);
      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

static void
test_places (void)
{
  const char *body = "[a](https://x.example/1) and [b](https://x.example/1)";
  g_autoptr (GArray) links = marbre_links_find (body);
  g_auto (GStrv) list = marbre_links_list (body);

  g_assert_cmpuint (links->len, ==, 2);
  g_assert_cmpuint (g_strv_length (list), ==, 1);
  for (guint i = 0; i < links->len; i++)
    {
      const MarbreLink *link = &g_array_index (links, MarbreLink, i);

      g_assert_cmpmem (body + link->start, link->length, link->address, strlen (link->address));
    }
}

static void
test_bounds (void)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GArray) links = NULL;

  for (guint i = 0; i < 3 * MARBRE_LINKS_MAX; i++)
    g_string_append_printf (body, "[a](https://x.example/%u) ", i);
  links = marbre_links_find (body->str);
  g_assert_cmpuint (links->len, ==, MARBRE_LINKS_MAX);
}

static const MarbreCheck *
find_check (GPtrArray *checks, const char *id)
{
  for (guint i = 0; i < checks->len; i++)
    if (g_str_equal (((MarbreCheck *) g_ptr_array_index (checks, i))->id, id))
      return g_ptr_array_index (checks, i);
  return NULL;
}

/* What was asked is said at each place; what was not is not. */
static void
test_checks (void)
{
  const char *body = "[a](https://a.example/gone) and [b](https://b.example/moved)\n\n"
                     "> [!read-also]\n> - [c](https://a.example/gone)\n\n"
                     "[d](https://d.example/front) [e](https://e.example/silent)\n";
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (GHashTable) answers =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                             (GDestroyNotify) marbre_link_answer_free);
  const MarbreChecksOptions options = { .links = answers };
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) checks = NULL;
  const MarbreCheck *check;
  guint gone = 0;

  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  before = marbre_checks_run (story, NULL, &options);
  g_assert_null (find_check (before, "link-gone"));
#define ANSWER(address, state, target, reason)                                                     \
  g_hash_table_insert (answers, (gpointer) (address),                                              \
                       marbre_link_answer_new (state, target, reason))
  ANSWER ("https://a.example/gone", MARBRE_LINK_GONE, NULL, NULL);
  ANSWER ("https://b.example/moved", MARBRE_LINK_MOVED, "https://b.example/new", NULL);
  ANSWER ("https://d.example/front", MARBRE_LINK_FRONT, "https://d.example/", NULL);
  ANSWER ("https://e.example/silent", MARBRE_LINK_UNSURE, NULL, "Silence.");
#undef ANSWER
  checks = marbre_checks_run (story, NULL, &options);
  for (guint i = 0; i < checks->len; i++)
    {
      check = g_ptr_array_index (checks, i);
      if (!g_str_equal (check->id, "link-gone"))
        continue;
      g_assert_cmpint (check->severity, ==, MARBRE_SEVERITY_WARNING);
      g_assert_cmpmem (body + check->start, check->length, "https://a.example/gone", 22);
      g_assert_nonnull (strstr (check->message, gone == 0 ? "this page" : "this story"));
      gone++;
    }
  g_assert_cmpuint (gone, ==, 2);
  check = find_check (checks, "link-moved");
  g_assert_nonnull (strstr (check->message, "https://b.example/new"));
  g_assert_cmpstr (check->found, ==, "https://b.example/moved");
  g_assert_cmpstr (check->replacement, ==, "https://b.example/new");
  g_assert_null (find_check (checks, "link-gone")->replacement);
  g_assert_nonnull (find_check (checks, "link-front"));
  g_assert_cmpstr (find_check (checks, "link-unsure")->message, ==, "Silence.");
}

/* The address of @body is at @target now: what is offered in its place. */
static void
assert_offer (const char *body, const char *target, const char *offer)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (GHashTable) answers =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                             (GDestroyNotify) marbre_link_answer_free);
  const MarbreChecksOptions options = { .links = answers };
  g_autoptr (GPtrArray) checks = NULL;
  g_auto (GStrv) list = marbre_links_list (body);

  g_hash_table_insert (answers, g_strdup (list[0]),
                       marbre_link_answer_new (MARBRE_LINK_MOVED, target, NULL));
  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  checks = marbre_checks_run (story, NULL, &options);
  g_assert_cmpstr (find_check (checks, "link-moved")->replacement, ==, offer);
}

static void
test_offer (void)
{
  assert_offer ("[a](https://a.example/x#y)", "https://a.example/z", "https://a.example/z#y");
  assert_offer ("[a](https://a.example/x#y)", "https://a.example/z#w", "https://a.example/z#w");
  assert_offer ("See https://a.example/x.", "https://a.example/b_(c)?d=e&f",
                "https://a.example/b_%28c%29?d=e&f");
  assert_offer ("<https://a.example/x>", "https://a.example/*b*", NULL);
  assert_offer ("[a](https://a.example/x)", "https://a.example/?b&copy;c", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/link/found", test_found);
  g_test_add_func ("/text/link/places", test_places);
  g_test_add_func ("/text/link/bounds", test_bounds);
  g_test_add_func ("/text/link/checks", test_checks);
  g_test_add_func ("/text/link/offer", test_offer);
  return g_test_run ();
}
