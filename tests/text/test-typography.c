/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Typographic rules in both languages, what they must leave alone, and that twice is once. In the
 * tables "~" stands for U+00A0 and "¬" for U+202F.
 */
#include "config.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "marbre-compat.h"
#include "marbre-story-file.h"
#include "marbre-typography.h"

typedef struct
{
  const char *typed;
  const char *printed; /* NULL: as typed */
} Case;

static char *
with_spaces (const char *text)
{
  GString *out = g_string_new (text);

  g_string_replace (out, "~", "\u00a0", 0);
  g_string_replace (out, "¬", "\u202f", 0);
  return marbre_string_steal (out);
}

static void
assert_once_is_twice (const char *once, const char *language, const char *typed)
{
  g_autofree char *twice = marbre_typography_apply (once, language, NULL);

  if (!g_str_equal (once, twice))
    g_error ("not idempotent: “%s” → “%s” → “%s”", typed, once, twice);
}

static void
assert_cases (const char *language, const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *typed = with_spaces (cases[i].typed);
      g_autofree char *expected =
          with_spaces (cases[i].printed ? cases[i].printed : cases[i].typed);
      g_autofree char *set = marbre_typography_apply (typed, language, NULL);

      if (!g_str_equal (set, expected))
        g_error ("“%s” → “%s”, not “%s”", typed, set, expected);
      assert_once_is_twice (set, language, typed);
    }
}

static void
test_french_quotes (void)
{
  static const Case cases[] = {
    { "Il dit \"oui\".", "Il dit «~oui~»." },
    { "Il dit \" oui \".", "Il dit «~oui~»." },
    { "Il dit «oui» et « non ».", "Il dit «~oui~» et «~non~»." },
    { "Il dit “oui”.", "Il dit «~oui~»." },
    { "\"Il a dit \"non\" hier\", dit-il.", "«~Il a dit “non” hier~», dit-il." },
    { "Il dit «¬oui¬» et «~non~».", NULL },
    { "« Il a dit \"non\" hier »", "«~Il a dit “non” hier~»" },
    { "« Il a dit “non” hier »", "«~Il a dit “non” hier~»" },
    { "(\"oui\")", "(«~oui~»)" },
    { "l'\"affaire\"", "l’«~affaire~»" },
    { "\"*Le Marbre*\"", "«~*Le Marbre*~»" },
    { "*\"Le Marbre\"*", "*«~Le Marbre~»*" },
    { "**Il dit** \"**oui**\"", "**Il dit** «~**oui**~»" },
    { "\"Un début sans fin", "«~Un début sans fin" },
    { "Un écran de 27\" neuf", NULL },
    { "Un \"début sans fin", NULL },
    { "[\"oui\"](https://a.org)", "[«~oui~»](https://a.org)" },
  };

  assert_cases ("fr", cases, G_N_ELEMENTS (cases));
}

static void
test_french_punctuation (void)
{
  static const Case cases[] = {
    { "Quoi ?", "Quoi¬?" },
    { "Quoi?", "Quoi¬?" },
    { "Quoi ?!", "Quoi¬?!" },
    { "Quoi ? Non ! Si ; oui : là.", "Quoi¬? Non¬! Si¬; oui~: là." },
    { "Quoi~?", "Quoi¬?" },
    { "*Quoi* ?", "*Quoi*¬?" },
    { "**Quoi ?** Non", "**Quoi¬?** Non" },
    { "« Quoi ? »", "«~Quoi¬?~»" },
    { "[Quoi](https://a.org/?b=c) ?", "[Quoi](https://a.org/?b=c)¬?" },
    { "Voici:\nrien", "Voici~:\nrien" },
    { "12:30, 3:2, a:b, (?) [!]", NULL },
    { "Bien :-) ou ;) ou :fete: oui", NULL },
    { "Un... deux…", "Un… deux…" },
    { "Un.... et 1..2", NULL },
    { "Quoi… ?", "Quoi…¬?" },
    { "`Quoi ?` Non&nbsp;!", "`Quoi ?` Non&nbsp;¬!" },
  };

  assert_cases ("fr", cases, G_N_ELEMENTS (cases));
}

static void
test_french_words (void)
{
  static const Case cases[] = {
    { "l'été d'Aix, aujourd'hui", "l’été d’Aix, aujourd’hui" },
    { "l'*Étoile* et l'`x`", "l’*Étoile* et l’`x`" },
    { "L'oeuvre, les coeurs, SOEUR, Oeuvre, chef-d'oeuvre",
      "L’œuvre, les cœurs, SŒUR, Œuvre, chef-d’œuvre" },
    { "le coefficient de moelle, ex aequo", "le coefficient de moelle, ex æquo" },
    { "L'Etat et les Etats-Unis, ETAT, Energie", "L’État et les États-Unis, ÉTAT, Énergie" },
    { "A la mer. A Nantes, il pleut. Ca va. Le vitamine A la nuit.",
      "À la mer. À Nantes, il pleut. Ça va. Le vitamine A la nuit." },
    { "Etienne et A. Dupont, plan A Nantes", NULL },
    { "M. Dupont et Mme Martin, M. le maire", "M.~Dupont et Mme~Martin, M. le maire" },
    { "le n° 5, la p. 12 et l'art. 3", "le n°~5, la p.~12 et l’art.~3" },
    { "un mot - un autre -- un autre --- fin", "un mot – un autre – un autre — fin" },
    { "Sainte-Orne, 10 - 2, -5, mot -", NULL },
    { "– Bonjour, dit-il.", "—~Bonjour, dit-il." },
    { "entre 1914-1918 et 2026-11-22", "entre 1914–1918 et 2026-11-22" },
    { "10-15 % et p. 12-15, mais 3-2 et 06-12", "10–15~% et p.~12–15, mais 3-2 et 06-12" },
    { "Mme. Martin, no 5, No. 7, n°5, nº 6", "Mme~Martin, n°~5, N°~7, n°~5, nº~6" },
    { "Ile de Ré, Egalement, consoeur, caecum", "Île de Ré, Également, consœur, cæcum" },
    { "un  mot   de trop  \nligne", "un mot de trop  \nligne" },
  };

  assert_cases ("fr", cases, G_N_ELEMENTS (cases));
}

static void
test_french_numbers (void)
{
  static const Case cases[] = {
    { "12 000 euros et 1 234 567 habitants", "12¬000~euros et 1¬234¬567~habitants" },
    { "12000 euros, 2026, 1500 m", "12¬000~euros, 2026, 1500~m" },
    { "44000 Nantes, 0612345678, 06 12 34 56 78, n° 12345, A12345",
      "44000 Nantes, 0612345678, 06 12 34 56 78, n°~12345, A12345" },
    { "3,14159 et 12.34567", NULL },
    { "50 %, 50%, 10€, 10 €, 20°C, 20 °C", "50~%, 50~%, 10~€, 10~€, 20~°C, 20~°C" },
    { "14h30, 14 h 30, 14h, 8h-9h, 24h/24", "14~h~30, 14~h~30, 14~h, 8~h-9~h, 24~h/24" },
    { "2ème, 1ère, XXIème, 3emes, 1er, 2e, 1ier", "2e, 1re, XXIe, 3es, 1er, 2e, 1er" },
    { "le 22 novembre 2026, le 1er mai", "le 22~novembre 2026, le 1er~mai" },
    { "3 millions, 5 km, 12 ans, 30 km/h, 4 Go", "3~millions, 5~km, 12~ans, 30~km/h, 4~Go" },
    { "2 points virgule, 5 mots", "2~points virgule, 5 mots" },
  };

  assert_cases ("fr", cases, G_N_ELEMENTS (cases));
}

static void
test_english (void)
{
  static const Case cases[] = {
    { "She said \"yes\".", "She said “yes”." },
    { "\"He said 'no' again,\" she said", "“He said ‘no’ again,” she said" },
    { "\"He said \"no\" again\"", "“He said ‘no’ again”" },
    { "'No,' she said", "‘No,’ she said" },
    { "It's the workers' day, o'clock, 1990's", "It’s the workers’ day, o’clock, 1990’s" },
    { "the '70s, '98, 'tis, 'em, rock 'n' roll", "the ’70s, ’98, ’tis, ’em, rock ’n’ roll" },
    { "He is 6'2\" tall, a 27\" screen", NULL },
    { "one - two -- three, four--five", "one – two – three, four—five" },
    { "wait... what?! Yes: no; really?", "wait… what?! Yes: no; really?" },
    { "from 1914-1918, not 2026-11-22", "from 1914–1918, not 2026-11-22" },
    { "5 km, 50%, 12,000, 5 to 6, 2 go", "5~km, 50%, 12,000, 5 to 6, 2 go" },
    { "*\"Yes\"* [\"no\"](x)", "*“Yes”* [“no”](x)" },
    { "two  spaces", "two spaces" },
    { "\"Open to the end", "“Open to the end" },
  };

  assert_cases ("en", cases, G_N_ELEMENTS (cases));
}

/* Nothing in here is prose. */
static void
test_protected (void)
{
  static const Case cases[] = {
    { "`l'\"été\" ?`", NULL },
    { "``a ` \"b\"``", NULL },
    { "Un {>>l'\"été\" ?<<} mot", NULL },
    { "```\n\"a\" ?\n\nb...\n```", NULL },
    { "~~~~\n\"a\"\n~~~\n~~~~", NULL },
    { "> ```\n> \"a\" ?\n> ```", NULL },
    { "    \"a\" ?\n    b...", NULL },
    { "- un\n\n      \"a\" ?\n", NULL },
    { "<div title=\"a\">\n\"a\" ?\n</div>", NULL },
    { "<!-- \"a\" ?\n\n... -->", NULL },
    { "un <span title=\"a ?\">mot</span>", NULL },
    { "<code>\"a\" ?</code>", NULL },
    { "https://a.org/l'x?y=\"z\"", NULL },
    { "<https://a.org/'x'>", NULL },
    { "[a](https://a.org/l'x)", NULL },
    { "[a](<b 'c'> 'd')", NULL },
    { "[a]: https://a.org \"l'x\"", NULL },
    { "fichier l--x.txt", NULL },
    { "\\\"a\\\" et \\'b\\'", NULL },
    { "---\nheadline: \"l'x\"\n---\n", NULL },
    { "---", NULL },
    { "Titre\n---", NULL },
    { "| a  | b |\n|----|---|\n| c  | d |", NULL },
    { "- [ ] a\n- [x] b\n* c\n1. d", NULL },
    { "> [!pullquote]\n> un", NULL },
    { "snake_case", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *french = marbre_typography_apply (cases[i].typed, "fr", NULL);
      g_autofree char *english = marbre_typography_apply (cases[i].typed, "en", NULL);

      g_assert_cmpstr (french, ==, cases[i].typed);
      g_assert_cmpstr (english, ==, cases[i].typed);
    }
}

static void
test_markdown (void)
{
  static const Case cases[] = {
    { "# L'été ?\n\n- l'un ?\n- l'autre\n\n> l'on dit ?\n> \"oui\"",
      "# L’été¬?\n\n- l’un¬?\n- l’autre\n\n> l’on dit¬?\n> «~oui~»" },
    { "![l'alt](a.png \"L'été : la mer — Crédit : AFP\")",
      "![l’alt](a.png \"L’été~: la mer — Crédit~: AFP\")" },
    { "| l'un | \"deux\" |\n|---|---|\n| a ? | b |",
      "| l’un | «~deux~» |\n|---|---|\n| a¬? | b |" },
    { "[^1]: l'un ?", "[^1]: l’un¬?" },
    { "Un mot[^1] ?", "Un mot[^1]¬?" },
    { "- un\n\n  l'autre ?", "- un\n\n  l’autre¬?" },
    { "- un\n\n    l'autre ?", "- un\n\n    l’autre¬?" },
    { "l'un\r\n\r\nl'autre\r\n", "l’un\r\n\r\nl’autre\r\n" },
  };

  assert_cases ("fr", cases, G_N_ELEMENTS (cases));
}

/* A paragraph in the other language keeps its own ways. */
static void
test_other_language (void)
{
  g_autofree char *french = marbre_typography_apply (
      "L'un ?\n\n> \"It is what it is?\" he said of the harbour.", "fr", NULL);
  g_autofree char *english = marbre_typography_apply (
      "It's the one.\n\n> \"C'est la vie ?\" dit le maire de la ville.", "en", NULL);

  g_assert_cmpstr (french, ==, "L’un\u202f?\n\n> \"It is what it is?\" he said of the harbour.");
  g_assert_cmpstr (english, ==, "It’s the one.\n\n> \"C'est la vie ?\" dit le maire de la ville.");
}

/* In a French paragraph what is quoted in English keeps its ways, but not the marks around it. */
static void
test_other_quotation (void)
{
  static const Case cases[] = {
    { "Le maire de la ville l'a dit: \"What's that? Is it the one?\" Et les autres?",
      "Le maire de la ville l’a dit~: «~What's that? Is it the one?~» Et les autres¬?" },
    { "Il a dit \"Never mind!\" hier", "Il a dit «~Never mind¬!~» hier" },
  };

  assert_cases ("fr", cases, G_N_ELEMENTS (cases));
}

static void
test_mixed_quotes (void)
{
  static const Case french[] = {
    { "Il dit «~oui\" hier", "Il dit «~oui~» hier" },
    { "Il dit \"oui » hier", "Il dit «~oui~» hier" },
    { "Il dit « l'écran de 27\" du bureau » hier", "Il dit «~l’écran de 27\" du bureau~» hier" },
  };
  static const Case english[] = {
    { "He said “yes\" twice", "He said “yes” twice" },
    { "He said \"yes” twice", "He said “yes” twice" },
    { "A “27\" screen” is here", NULL },
  };

  assert_cases ("fr", french, G_N_ELEMENTS (french));
  assert_cases ("en", english, G_N_ELEMENTS (english));
}

static void
test_spaces_of_site (void)
{
  static const struct
  {
    MarbreSiteSpaces spaces;
    const char *printed;
  } cases[] = {
    { MARBRE_SITE_SPACES_NARROW, "Quoi¬? Oui~: «~12¬000~»¬!" },
    { MARBRE_SITE_SPACES_WIDE, "Quoi~? Oui~: «~12~000~»~!" },
    { MARBRE_SITE_SPACES_NONE, "Quoi? Oui: «~12¬000~»!" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const MarbreTypographyOptions options = { .spaces = cases[i].spaces };
      g_autofree char *set = marbre_typography_apply ("Quoi ? Oui : « 12 000 » !", "fr", &options);
      g_autofree char *twice = marbre_typography_apply (set, "fr", &options);
      g_autofree char *expected = with_spaces (cases[i].printed);

      g_assert_cmpstr (set, ==, expected);
      g_assert_cmpstr (twice, ==, expected);
    }
}

/* The list of changes: in order, small, and together what apply () does. */
static void
test_find (void)
{
  const char *text = "L'été ? ![a](b.png \"l'un\") \"oui\"";
  g_autoptr (GArray) edits = marbre_typography_find (text, "fr", NULL, MARBRE_PROSE_BODY);
  static const char *const found[] = { "'", " ", "'", "\"", "\"" };
  static const char *const put[] = { "’", "\u202f", "’", "«\u00a0", "\u00a0»" };

  g_assert_cmpuint (edits->len, ==, G_N_ELEMENTS (found));
  for (guint i = 0; i < edits->len; i++)
    {
      const MarbreTypographyEdit *edit = &g_array_index (edits, MarbreTypographyEdit, i);
      g_autofree char *old = g_strndup (text + edit->start, edit->end - edit->start);

      g_assert_cmpstr (old, ==, found[i]);
      g_assert_cmpstr (edit->text, ==, put[i]);
    }
}

/* Types the characters of @keys one after the other; "⌫" takes back what the key before brought. */
static char *
type (const char *keys, const char *language)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *before = NULL; /* as typed, before the last change */

  for (const char *p = keys; *p != '\0'; p = g_utf8_next_char (p))
    {
      gsize typed = text->len;
      g_autoptr (GArray) edits = NULL;

      if (g_utf8_get_char (p) == 0x232b)
        {
          g_assert_nonnull (before);
          g_string_assign (text, before);
          continue;
        }
      g_string_append_unichar (text, g_utf8_get_char (p));
      typed = text->len - typed;
      edits = marbre_typography_find_typed (text->str, text->len, typed, language, NULL,
                                            MARBRE_PROSE_BODY);
      g_free (before);
      before = g_strdup (text->str);
      for (guint i = edits->len; i-- > 0;)
        {
          const MarbreTypographyEdit *edit = &g_array_index (edits, MarbreTypographyEdit, i);

          g_string_erase (text, (gssize) edit->start, (gssize) (edit->end - edit->start));
          g_string_insert (text, (gssize) edit->start, edit->text);
        }
    }
  return marbre_string_steal (g_steal_pointer (&text));
}

static void
assert_typed (const char *language, const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *keys = with_spaces (cases[i].typed);
      g_autofree char *expected =
          with_spaces (cases[i].printed ? cases[i].printed : cases[i].typed);
      g_autofree char *typed = type (keys, language);

      if (!g_str_equal (typed, expected))
        g_error ("typed “%s” → “%s”, not “%s”", keys, typed, expected);
    }
}

static void
test_typed_french (void)
{
  static const Case cases[] = {
    { "l'", "l’" },
    { "Il dit \"", "Il dit «~" },
    { "Il dit \"oui\"", "Il dit «~oui~»" },
    { "Il dit \" oui \".", "Il dit «~oui~»." },
    { "\"Il dit \"oui\" hier\", dit", "«~Il dit “oui” hier~», dit" },
    { "Quoi ?", "Quoi¬?" },
    { "Quoi?! Non", "Quoi¬?! Non" },
    { "Voici : rien", "Voici~: rien" },
    { "Voici :", NULL },
    { "Voici :\n", "Voici~:\n" },
    { "oui :) non", NULL },
    { "http://a.org/?b=c d", NULL },
    { "https://a.org/b?c d", NULL },
    { "à 12:30 ou 12:", NULL },
    { "44000 Nantes", NULL },
    { "12000", NULL },
    { "12000 euros ", "12¬000~euros " },
    { "1234567 ", NULL },
    { "1234567 p", "1¬234¬567 p" },
    { "0612345678 a", NULL },
    { "12 000 a", "12¬000 a" },
    { "14h30 ", "14~h~30 " },
    { "5 mots", NULL },
    { "5 m ", "5~m " },
    { "12 ans ", "12~ans " },
    { "50 % a", "50~% a" },
    { "2ème ", "2e " },
    { "un oeuf ", "un œuf " },
    { "un oeu", NULL },
    { "A la mer", "À la mer" },
    { "A l", NULL },
    { "L'Etat ", "L’État " },
    { "mot - mot", "mot – mot" },
    { "a...", "a…" },
    { "M. Dupont ", "M.~Dupont " },
    { "n°5 ", "n°~5 " },
    { "- un", NULL },
    { "`l'", NULL },
    { "27\" ", NULL },
    /* What was taken back stays. */
    { "l'⌫a b", "l'a b" },
    { "dit \"⌫oui", "dit \"oui" },
    { "Quoi ?⌫ Non", "Quoi ? Non" },
    { "un oeuf ⌫et deux", "un oeuf et deux" },
    { "12000 e⌫uros.", "12000~euros." },
  };

  assert_typed ("fr", cases, G_N_ELEMENTS (cases));
}

static void
test_typed_english (void)
{
  static const Case cases[] = {
    { "it's", "it’s" },
    { "He said \"", "He said “" },
    { "\"Yes,\" she said", "“Yes,” she said" },
    { "\"He said 'no' again,\" she", "“He said ‘no’ again,” she" },
    { "the '70s, 'tis", "the ’70s, 'tis" },
    { "'tis so", "’tis so" },
    { "'No,' she", "‘No,’ she" },
    { "one - two--three ", "one – two—three " },
    { "wait... what?! Yes: no; really?", "wait… what?! Yes: no; really?" },
    { "6'2\" tall", NULL },
    { "50% of 5 km ", "50% of 5~km " },
    /* A French paragraph of an English story. */
    { "Il est dans la ville et dit \"oui\"", "Il est dans la ville et dit «~oui~»" },
  };

  assert_typed ("en", cases, G_N_ELEMENTS (cases));
}

/* An old place in the same paragraph is not the next key's business. */
static void
test_typed_elsewhere (void)
{
  const char *text = "L'été ? \"oui\" a";
  g_autoptr (GArray) edits =
      marbre_typography_find_typed (text, strlen (text), 1, "fr", NULL, MARBRE_PROSE_BODY);

  g_assert_cmpuint (edits->len, ==, 0);
}

/* A key may cost a millisecond in all. The limit here is for slow machines. */
static void
test_typed_time (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  clock_t start;
  int cost;

  while (text->len < 1000)
    g_string_append (text, "Il a dit «\u00a0oui\u00a0» à l’État, le 22\u00a0novembre, et non. ");
  start = clock ();
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (GArray) edits = marbre_typography_find_typed (text->str, text->len, 1, "fr", NULL,
                                                               MARBRE_PROSE_BODY);

      g_assert_cmpuint (edits->len, ==, 0);
    }
  cost = (int) ((clock () - start) * G_USEC_PER_SEC / CLOCKS_PER_SEC / 100);
  g_test_message ("%d µs a key at the end of a word, in a paragraph of 1 KB", cost);
  g_assert_cmpint (cost, <, 10000);
}

static void
test_line (void)
{
  g_autofree char *headline = marbre_typography_apply_line ("# L'été \"*chaud*\" ?", "fr", NULL);
  g_autofree char *address = marbre_typography_apply_line ("Sur lemonde.fr: l'été", "fr", NULL);

  g_assert_cmpstr (headline, ==, "# L’été «\u00a0*chaud*\u00a0»\u202f?");
  g_assert_cmpstr (address, ==, "Sur lemonde.fr\u00a0: l’été");
}

/* The samples are set well already: their French at least must hardly change. */
static void
test_samples (void)
{
  static const char *const languages[] = { "fr", "en" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *folder =
          g_test_build_filename (G_TEST_DIST, "..", "data", "samples", languages[i], NULL);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);
          g_autofree char *text = NULL;
          g_autofree char *set = NULL;

          if (!g_str_has_suffix (name, ".md"))
            continue;
          g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
          set = marbre_typography_apply (text, languages[i], NULL);
          assert_once_is_twice (set, languages[i], name);
        }
    }
}

/* Texts that open and never close, or go on for ever, must not cost the square of their length. */
static void
test_hostile (void)
{
  static const char *const parts[] = { "\"a ", "'a ", "“", "«", "“»", "1", " ",  "\u00a0",
                                       "-",    ".",   "*", "[", "A ", "!", "’'", "1 000 " };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GString) text = g_string_new ("x");
      g_autofree char *french = NULL;
      g_autofree char *english = NULL;
      gint64 start = g_get_monotonic_time ();

      while (text->len < 50 * 1024)
        g_string_append (text, parts[i]);
      french = marbre_typography_apply (text->str, "fr", NULL);
      english = marbre_typography_apply (text->str, "en", NULL);
      g_test_message ("“%s”: %d ms", parts[i], (int) ((g_get_monotonic_time () - start) / 1000));
      g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
    }
}

/* MARBRE_TEST_SEED makes other texts; the default is fixed, so that a red test stays red. */
static void
test_random (void)
{
  const char *seed = g_getenv ("MARBRE_TEST_SEED");
  g_autoptr (GRand) dice = g_rand_new_with_seed (seed ? (guint32) strtoul (seed, NULL, 10) : 1);
  static const char *const parts[] = {
    "\"",  "'",    " ",    " ",  " ",      "a",      "l",   "mot", "été", "1",           "12",
    "000", "2026", "-",    "--", ".",      "..",     "...", "?",   "!",   ":",           ";",
    "«",   "»",    "“",    "”",  "’",      "‘",      "(",   ")",   "*",   "**",          "_",
    "`",   "[",    "](x)", "\n", "\n\n",   "> ",     "- ",  "%",   "€",   "h",           "30",
    "oe",  "A",    "Etat", "s",  "\u00a0", "\u202f", "|",   "n°",  "M. ", "B",           "…",
    "–",   "—",    "<b>",  "\\", "&amp;",  "#",      "ème", "mai", "km",  "https://a.b",
    "no ", "Mme.", "Ile ", "p. ", "10-15", " the is of ", " le la de ",
  };

  for (guint round = 0; round < 40000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      const char *language = round % 2 ? "fr" : "en";
      guint length = (guint) g_rand_int_range (dice, 1, 14);
      const MarbreTypographyOptions options = { .spaces = (MarbreSiteSpaces) (round / 2 % 3) };
      g_autofree char *once = NULL, *twice = NULL;

      for (guint i = 0; i < length; i++)
        g_string_append (text, parts[g_rand_int_range (dice, 0, (int) G_N_ELEMENTS (parts))]);
      once = marbre_typography_apply (text->str, language, &options);
      twice = marbre_typography_apply (once, language, &options);
      g_assert_true (g_utf8_validate (once, -1, NULL));
      if (!g_str_equal (once, twice))
        g_error ("not idempotent: “%s” → “%s” → “%s”", text->str, once, twice);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/typography/french-quotes", test_french_quotes);
  g_test_add_func ("/text/typography/french-punctuation", test_french_punctuation);
  g_test_add_func ("/text/typography/french-words", test_french_words);
  g_test_add_func ("/text/typography/french-numbers", test_french_numbers);
  g_test_add_func ("/text/typography/english", test_english);
  g_test_add_func ("/text/typography/protected", test_protected);
  g_test_add_func ("/text/typography/markdown", test_markdown);
  g_test_add_func ("/text/typography/other-language", test_other_language);
  g_test_add_func ("/text/typography/other-quotation", test_other_quotation);
  g_test_add_func ("/text/typography/mixed-quotes", test_mixed_quotes);
  g_test_add_func ("/text/typography/spaces-of-site", test_spaces_of_site);
  g_test_add_func ("/text/typography/find", test_find);
  g_test_add_func ("/text/typography/typed-french", test_typed_french);
  g_test_add_func ("/text/typography/typed-english", test_typed_english);
  g_test_add_func ("/text/typography/typed-elsewhere", test_typed_elsewhere);
  g_test_add_func ("/text/typography/typed-time", test_typed_time);
  g_test_add_func ("/text/typography/line", test_line);
  g_test_add_func ("/text/typography/samples", test_samples);
  g_test_add_func ("/text/typography/hostile", test_hostile);
  g_test_add_func ("/text/typography/random", test_random);
  return g_test_run ();
}
