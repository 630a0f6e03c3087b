/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Marks of CriticMarkup: what is one, what it says, what becomes of it. Texts made of signs at
 * random must give marks that are well nested, each with its own signs, and that resolve to a text
 * without marks; a paragraph must mean the same wherever it stands.
 */
#include "config.h"

#include <string.h>

#include "marbre-critic.h"

#define QUICK_ROUNDS 20000
#define SLOW_ROUNDS  400000

static char *
describe (const char *text)
{
  g_autoptr (GArray) marks = marbre_critic_scan (text, strlen (text));
  GString *out = g_string_new (NULL);

  for (guint i = 0; marks != NULL && i < marks->len; i++)
    {
      const MarbreCriticMark *mark = &g_array_index (marks, MarbreCriticMark, i);
      g_autofree char *replacement = NULL;
      g_autofree char *inside = marbre_critic_dup_text (text, mark, &replacement);

      g_string_append_printf (out, "%s%c%u[%s]", i > 0 ? " " : "", "cadsh"[mark->kind],
                              mark->depth, inside);
      if (replacement != NULL)
        g_string_append_printf (out, "[%s]", replacement);
    }
  return g_string_free (out, FALSE);
}

static void
test_scan (void)
{
  static const struct
  {
    const char *text;
    const char *marks;
  } cases[] = {
    { "", "" },
    { "Rien {ici} ++ <<}", "" },
    { "Un {>> vérifier <<} mot", "c0[vérifier]" },
    { "{++a++}{--b--}{~~c~>d~~}{==e==}", "a0[a] d0[b] s0[c][d] h0[e]" },
    { "{++++}{>><<}", "a0[] c0[]" },
    { "{== mot ==}{>> sûr ? <<}", "h0[mot] c0[sûr ?]" },
    { "{~~~>neuf~~}{~~vieux~>~~}", "s0[][neuf] s0[vieux][]" },
    { "{~~sans flèche~~}", "" },
    { "{--a---}", "d0[a-]" },
    /* in each other */
    { "{++ a {>> b <<} c ++}", "a0[a {>> b <<} c] c1[b]" },
    { "{== a {--b--} ==}", "h0[a {--b--}] d1[b]" },
    { "{>> a {++ b <<} c ++}", "c0[a {++ b]" },
    { "{++ a {-- b ++} c --}", "a0[a {-- b]" },
    { "{++ a {++ b ++}", "a0[b]" },
    { "{~~ a {++ b ~> c ++} d ~~}", "s0[a {++ b][c ++} d]" },
    /* not closed */
    { "{++ a", "" },
    { "a ++}", "" },
    { "{++ a <<}", "" },
    /* escaped and code */
    { "\\{++ a ++}", "" },
    { "`{++ a ++}`", "" },
    { "`` ` {++ a ++} `` {++ b ++}", "a0[b]" },
    { "un ` seul {++ a ++}", "a0[a]" },
    { "{++ `++}` ++}", "a0[`++}`]" },
    /* paragraphs */
    { "{++ a\nb ++}", "a0[a b]" },
    { "> {++ a\n> b ++}", "a0[a b]" },
    { "{++ a\r\nb ++}", "a0[a b]" },
    { "{++ a\n\nb ++}", "" },
    { "{++ a\n \t\nb ++}", "" },
    { "> {++ a\n>\n> b ++}", "" },
    { "- {++ a\n- b ++}", "" },
    { "1. {++ a\n2. b ++}", "" },
    { "# {++ a\nb ++}", "" },
    { "{++ a\n# b ++}", "" },
    { "> - # {++ a\nb ++}", "" },
    { "{++ a\n> b ++}", "" },
    { "{++ a\n```\nb ++}", "" },
    { "{++ a\n---\nb ++}", "" },
    { "{++ a\n| b ++}", "" },
    { "{++ a\nb ++} | c\n--|--", "" },
    { "{++ a\n--} b\n++} c ++}", "a0[a --} b]" },
    { "{++ a\n\n{++ b ++}", "a0[b]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *marks = describe (cases[i].text);

      g_assert_cmpstr (marks, ==, cases[i].marks);
    }
}

static char *
resolve_all (const char *text, MarbreCriticChoice choice, MarbreCriticScope scope)
{
  gsize length = strlen (text);
  g_autoptr (GArray) marks = marbre_critic_scan (text, length);
  GString *out = g_string_new (text);

  for (guint i = marks ? marks->len : 0; i > 0; i--)
    {
      const MarbreCriticMark *mark = &g_array_index (marks, MarbreCriticMark, i - 1);
      gsize start;
      g_autofree char *with = NULL;

      if (mark->depth > 0)
        continue;
      with = marbre_critic_resolve (text, length, marks, i - 1, choice, scope, &start);
      g_string_erase (out, (gssize) start, (gssize) (mark->end - start));
      g_string_insert (out, (gssize) start, with);
    }
  return g_string_free (out, FALSE);
}

static void
test_resolve (void)
{
  const MarbreCriticScope all = MARBRE_CRITIC_SUGGESTIONS | MARBRE_CRITIC_COMMENTS;
  static const struct
  {
    const char *text;
    const char *accepted;
    const char *rejected;
  } cases[] = {
    { "a{++ b++} c", "a b c", "a c" },
    { "a {++b ++}c", "a b c", "a c" },
    { "a {++b++} c", "a b c", "a c" },
    { "a {++ b ++} c", "a b c", "a c" },
    { "a {--b--} c", "a c", "a b c" },
    { "a {--b--}, c", "a, c", "a b, c" },
    { "a {~~b~>d~~} c", "a d c", "a b c" },
    { "a {~~b~>~~} c", "a c", "a b c" },
    { "a {>>b<<} c", "a c", "a c" },
    { "a {>>b<<}. c", "a. c", "a. c" },
    { "a {>>b<<} ; c", "a ; c", "a ; c" },
    { "a {==b==}{>>d<<} c", "a b c", "a b c" },
    { "a {++b {>>d<<}++} c", "a b c", "a c" },
    { "a {--b {>>d<<} e--} c", "a c", "a b e c" },
    { "a {~~{--b--}~>{++d++}~~} c", "a d c", "a b c" },
    { "é {++à++}\n{--ü--}", "é à\n", "é\nü" },
    { "`{++a++}` {++b++}", "`{++a++}` b", "`{++a++}`" },
  };
  g_autofree char *kept = NULL;
  g_autofree char *bare = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *accepted = resolve_all (cases[i].text, MARBRE_CRITIC_ACCEPT, all);
      g_autofree char *rejected = resolve_all (cases[i].text, MARBRE_CRITIC_REJECT, all);

      g_assert_cmpstr (accepted, ==, cases[i].accepted);
      g_assert_cmpstr (rejected, ==, cases[i].rejected);
    }
  kept = resolve_all ("a {== b {++c++} ==}{>>d<<}", MARBRE_CRITIC_ACCEPT,
                      MARBRE_CRITIC_SUGGESTIONS);
  g_assert_cmpstr (kept, ==, "a {== b c ==}{>>d<<}");
  bare = resolve_all ("a {++ b {>>c<<} ++}{>>d<<}", MARBRE_CRITIC_REJECT, MARBRE_CRITIC_COMMENTS);
  g_assert_cmpstr (bare, ==, "a {++ b ++}");
}

static char *
make_text (void)
{
  static const char *const pieces[] = {
    "{>>", "<<}", "{++", "++}", "{--", "--}", "{~~", "~>", "~~}", "{==", "==}", "{", "~", "<",
    "a",   " ",   "é",   "`",   "``",  "\\",  "\n",  "\n", "\n\n", "> ",  "- ",  "#",
  };
  GString *text = g_string_new (NULL);

  for (int n = g_test_rand_int_range (0, 24); n > 0; n--)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static void
check_mark (const char *text, const MarbreCriticMark *mark, const MarbreCriticMark *before)
{
  const char *opening = marbre_critic_get_sign (mark->kind, FALSE);
  const char *closing = marbre_critic_get_sign (mark->kind, TRUE);

  g_assert_cmpuint (mark->end, <=, strlen (text));
  g_assert_cmpuint (mark->start + 3, <=, mark->middle);
  g_assert_cmpuint (mark->middle, <, mark->end);
  g_assert_true (strncmp (text + mark->start, opening, 3) == 0);
  g_assert_true (strncmp (text + mark->end - 3, closing, 3) == 0);
  g_assert_null (g_strstr_len (text + mark->start, (gssize) (mark->end - mark->start), "\n\n"));
  if (mark->kind == MARBRE_CRITIC_SUBSTITUTION)
    g_assert_true (strncmp (text + mark->middle, "~>", 2) == 0);
  if (before == NULL)
    return;
  g_assert_cmpuint (before->start, <, mark->start);
  if (before->end > mark->start)
    {
      g_assert_cmpuint (mark->end, <=, before->end - 3);
      g_assert_cmpuint (mark->depth, ==, before->depth + 1);
      g_assert_cmpint (before->kind, !=, MARBRE_CRITIC_COMMENT);
    }
  else
    g_assert_cmpuint (mark->depth, <=, before->depth);
}

static void
test_random (void)
{
  for (int i = 0; i < (g_test_slow () ? SLOW_ROUNDS : QUICK_ROUNDS); i++)
    {
      g_autofree char *text = make_text ();
      g_autofree char *moved = g_strconcat ("> {++ x ` {>>\n\n", text, NULL);
      g_autofree char *here = describe (text);
      g_autofree char *there = describe (moved);
      g_autoptr (GArray) marks = marbre_critic_scan (text, strlen (text));
      const MarbreCriticMark *before = NULL;

      g_assert_cmpstr (here, ==, there);
      for (guint j = 0; marks != NULL && j < marks->len; j++)
        {
          const MarbreCriticMark *mark = &g_array_index (marks, MarbreCriticMark, j);
          gsize start;
          g_autofree char *with =
              marbre_critic_resolve (text, strlen (text), marks, j, MARBRE_CRITIC_REJECT,
                                     MARBRE_CRITIC_COMMENTS, &start);

          check_mark (text, mark, before);
          g_assert_cmpuint (start, <=, mark->start);
          g_assert_cmpuint (mark->start - start, <=, 1);
          g_assert_cmpuint (strlen (with), <=, mark->end - mark->start);
          before = mark;
        }
    }
}

/* A megabyte of anything in time that its length allows. */
static void
test_long (void)
{
  static const char *const repeated[] = { "{++",  "++}",  "{~~ ~> ", "{++a++}", "`{>>",
                                          "{++\n", "{>>", "``` `",   "{== <<}", "{++ ` ++}`` " };

  for (guint i = 0; i < G_N_ELEMENTS (repeated); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      gint64 start;
      GArray *marks;

      while (text->len < 1024 * 1024)
        g_string_append (text, repeated[i]);
      start = g_get_monotonic_time ();
      marks = marbre_critic_scan (text->str, text->len);
      g_clear_pointer (&marks, g_array_unref);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/critic/scan", test_scan);
  g_test_add_func ("/critic/resolve", test_resolve);
  g_test_add_func ("/critic/random", test_random);
  g_test_add_func ("/critic/long", test_long);
  return g_test_run ();
}
