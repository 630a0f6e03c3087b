/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks after an edit: whatever the edit, they are what a parse of the whole body gives. Documents
 * made of all constructs are edited at random; "-m slow" runs many more rounds. The seed that GTest
 * prints repeats a failure, and the body before and after the edit is printed with it.
 */
#include "config.h"

#include <string.h>

#include "marbre-blocks.h"
#include "marbre-desk-note.h"

#define QUICK_ROUNDS 4000
#define SLOW_ROUNDS  60000
#define N_EDITS      5
#define N_LINES      14

/* Lines and their ends, as cmark tells them apart. */
static GArray *
find_lines (GString *body)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize start = 0;

  g_array_append_val (starts, start);
  for (gsize i = 0; i < body->len; i++)
    {
      if (body->str[i] != '\n' && body->str[i] != '\r')
        continue;
      if (body->str[i] == '\r' && i + 1 < body->len && body->str[i + 1] == '\n')
        i++;
      start = i + 1;
      g_array_append_val (starts, start);
    }
  return starts;
}

static gsize
line_start (GArray *starts, GString *body, guint line)
{
  return line < starts->len ? g_array_index (starts, gsize, line) : body->len;
}

static gboolean
line_equal (GString *a, GArray *in_a, guint line_a, GString *b, GArray *in_b, guint line_b)
{
  gsize from_a = line_start (in_a, a, line_a), to_a = line_start (in_a, a, line_a + 1);
  gsize from_b = line_start (in_b, b, line_b), to_b = line_start (in_b, b, line_b + 1);

  return to_a - from_a == to_b - from_b &&
         memcmp (a->str + from_a, b->str + from_b, to_a - from_a) == 0;
}

/* The edit that leads from @before to @after, sometimes said to be larger than it is. */
static MarbreBlocks *
edit_blocks (MarbreBlocks *blocks, GString *before, GString *after, gsize limit)
{
  g_autoptr (GArray) old = find_lines (before);
  g_autoptr (GArray) new = find_lines (after);
  guint most = MIN (old->len, new->len);
  guint head = 0, tail = 0;
  gsize from, to;

  while (head < most - 1 && line_equal (before, old, head, after, new, head))
    head++;
  while (head + tail < most - 1 &&
         line_equal (before, old, old->len - 1 - tail, after, new, new->len - 1 - tail))
    tail++;
  if (g_test_rand_int_range (0, 4) == 0)
    head -= (guint) g_test_rand_int_range (0, (int) MIN (head, 2) + 1);
  if (g_test_rand_int_range (0, 4) == 0)
    tail -= (guint) g_test_rand_int_range (0, (int) MIN (tail, 2) + 1);
  from = line_start (new, after, head);
  to = line_start (new, after, new->len - tail);
  return marbre_blocks_edit (blocks, head, tail, after->str + from, (gssize) (to - from), limit);
}

static char *
describe (MarbreBlocks *blocks)
{
  GString *out = g_string_new (NULL);
  g_autofree char *text = marbre_blocks_to_text (blocks);
  g_autoptr (GArray) notes = marbre_desk_notes_list (blocks);

  for (guint i = 0; i < marbre_blocks_get_length (blocks); i++)
    {
      const MarbreBlock *block = marbre_blocks_get (blocks, i);

      g_string_append_printf (
          out, "%d/%u %zu-%zu %u-%u %" G_GINT64_MODIFIER "x %s %s\n", block->kind, block->level,
          block->start, block->end, block->first_line, block->last_line, block->hash,
          block->text ? block->text : "–", block->html);
    }
  g_string_append (out, text);
  for (guint i = 0; i < notes->len; i++)
    {
      const MarbreDeskNote *note = &g_array_index (notes, MarbreDeskNote, i);

      g_string_append_printf (out, "\n%d %zu-%zu %u %s", note->mark.kind, note->mark.start,
                              note->end, note->line, note->text);
    }
  return g_string_free (out, FALSE);
}

static char *
escape (GString *body)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < body->len; i++)
    if (g_ascii_isprint (body->str[i]) && body->str[i] != '"' && body->str[i] != '\\')
      g_string_append_c (out, body->str[i]);
    else if (body->str[i] == '\n')
      g_string_append (out, "\\n");
    else
      g_string_append_printf (out, "\\%03o", (guchar) body->str[i]);
  return g_string_free (out, FALSE);
}

static MarbreBlocks *
parse (GString *body, gboolean desk)
{
  if (desk)
    return marbre_blocks_parse_for_desk (body->str, (gssize) body->len, "fr");
  return marbre_blocks_parse (body->str, (gssize) body->len, "fr", NULL, NULL);
}

static void
assert_equal (MarbreBlocks *edited, GString *before, GString *after, gboolean desk)
{
  g_autoptr (MarbreBlocks) whole = parse (after, desk);
  g_autofree char *is = describe (edited);
  g_autofree char *wanted = describe (whole);

  if (g_str_equal (is, wanted))
    return;
  {
    g_autofree char *a = escape (before);
    g_autofree char *b = escape (after);
    g_auto (GStrv) is_lines = g_strsplit (is, "\n", -1);
    g_auto (GStrv) wanted_lines = g_strsplit (wanted, "\n", -1);
    guint i = 0;

    g_printerr ("before: \"%s\"\nafter: \"%s\"\n", a, b);
    while (g_strcmp0 (is_lines[i], wanted_lines[i]) == 0)
      i++;
    g_assert_cmpstr (is_lines[i], ==, wanted_lines[i]);
  }
}

static const char *const lines[] = {
  "",
  "",
  "",
  "",
  "",
  "",
  " ",
  "Le maire a voté.",
  "Une *phrase* et **une autre**",
  "- un",
  "- deux",
  "+ un",
  "  suite",
  "    - sous",
  "      encore",
  "1. un",
  "2. deux",
  "12) douze",
  "> cité",
  "{++ ajout ++} et {-- retrait --}",
  "{>> avis <<}",
  "{>> avis",
  "suite <<} {== *mot ==}{>> b* <<}",
  "> {~~a~>b~~}",
  "- {++x",
  "{++ `x ++} ` y ++}",
  "> # titre",
  "> - a",
  ">",
  "# Titre",
  "## Titre",
  "# Titre 2",
  "# fn-1",
  "===",
  "---",
  "***",
  "```",
  "~~~ c",
  "  ```",
  "    code",
  "\tcode",
  "<div>",
  "</div>",
  "<b>gras",
  "<!-- x",
  "-->",
  "<!-- a -->",
  "<script>",
  "</script>",
  "<?x",
  "?>",
  "[r]: /adresse",
  "[r]: /autre \"t\"",
  "[s]:",
  "/suite",
  "\"titre\"",
  "> [r]: /cité",
  "[^1]: note",
  "[^1]: note [^2]",
  "[^2]: note *deux*",
  "[^2]: <b>deux",
  "[^é]: note",
  "[^É]: [^1]: note",
  "    suite de note",
  "    # titre de note",
  "> [^1]: citée",
  "- [^2]: dans une liste",
  "[^a[b]: drôle",
  "voir [r] et[^1]",
  "voir [s][r] et[^2], encore[^1]",
  "puis[^é] et[^2][^2]",
  "![^1] ![i[^2]](a.png)",
  "rien[^x]",
  "[^x]: enfin",
  "[a](https://example.org/x)",
  "|a|b|",
  "|-|-|",
  "|c[^1]|d|",
  ":-",
  "-",
  "*",
  "1.",
  "https://example.org/",
  "www.example.org et a@b.fr",
  "> [!encadré]",
  "> [!key-points]",
  "![i](a.png \"Légende — Crédit : AFP\")",
  "— Jeanne",
  "~~faux~~ TK",
  "\xef\xbb\xbf# avec marque",
  "caf\xe9",
  "  ",
  "x  ",
  "a\\",
};

static const char *const bits[] = {
  "a",     "é",  " ",    "mot ", "*",    "**",   "_",            "`",    "[",    "]",    "(",
  ")",     "[r]", "[^1]", "[^2]", "[^x]", "://",  "w",            ":",    "www.", "~~",   "|",
  "http",  "<b>", "<",    ">",    "&amp;", "#",   "-",            "+",    "1.",   "\\",   "!",
  "@",     "\"", "\t",   "— ",   ".",    "=",    "https://x.fr", "\n",   "\n",   "\n\n", "\r",
  "\r\n",  "    ", "```",  "\n```\n", "<!--", "-->", "\n\n- ",     "\n> ", "]:",   "[^",
  "\n# Titre", "\xc3",  "\xef\xbb\xbf", "{++", "++}", "{>>", "<<}", "~>",
};

static const char *const ends[] = { "\n", "\n", "\n", "\n", "\n", "\r\n", "\r" };

/* Each round has its own few lines: all at once, most bodies would be of the rare kind that has to
 * be parsed as a whole. */
static int palette[N_LINES];

static void
pick_palette (void)
{
  for (guint i = 0; i < N_LINES; i++)
    palette[i] = g_test_rand_int_range (0, G_N_ELEMENTS (lines));
}

static void
append_line (GString *out, gboolean plain)
{
  gboolean any = g_test_rand_int_range (0, 40) == 0;

  g_string_append (out, lines[any ? g_test_rand_int_range (0, G_N_ELEMENTS (lines))
                                  : palette[g_test_rand_int_range (0, N_LINES)]]);
  g_string_append (out, plain ? "\n" : ends[g_test_rand_int_range (0, G_N_ELEMENTS (ends))]);
}

static GString *
make_body (void)
{
  GString *body = g_string_new (NULL);
  int n = g_test_rand_int_range (0, 20);
  gboolean plain = g_test_rand_int_range (0, 3) != 0;

  for (int i = 0; i < n; i++)
    {
      append_line (body, plain);
      if (g_test_rand_int_range (0, 3) == 0)
        append_line (body, plain), g_string_append (body, "\n");
    }
  if (body->len > 0 && g_test_rand_int_range (0, 2) == 0)
    g_string_truncate (body, body->len - 1);
  return body;
}

static gsize
pick_place (GString *body)
{
  gsize place = (gsize) g_test_rand_int_range (0, (int) body->len + 1);

  /* Writers write between lines more often than chance has it. */
  if (g_test_rand_int_range (0, 3) == 0)
    while (place > 0 && body->str[place - 1] != '\n')
      place--;
  return place;
}

static GString *
edit_body (GString *body)
{
  GString *result = g_string_new_len (body->str, (gssize) body->len);
  gsize place = pick_place (body);
  gsize gone = 0;

  switch (g_test_rand_int_range (0, 12))
    {
    case 0:
      gone = (gsize) g_test_rand_int_range (0, 60);
      break;
    case 1:
      append_line (result, TRUE);
      return result;
    case 2:
      {
        g_autoptr (GString) pasted = make_body ();

        g_string_insert_len (result, (gssize) place, pasted->str, (gssize) pasted->len);
        return result;
      }
    case 3:
      g_string_insert_c (result, (gssize) place, '\0');
      return result;
    case 4:
    case 5:
      {
        g_autoptr (GString) pasted = g_string_new (NULL);

        append_line (pasted, TRUE);
        g_string_insert_len (result, (gssize) place, pasted->str, (gssize) pasted->len);
        return result;
      }
    default:
      gone = g_test_rand_int_range (0, 3) == 0 ? 1 : 0;
    }
  g_string_erase (result, (gssize) place, (gssize) MIN (gone, result->len - place));
  if (g_test_rand_int_range (0, 4) != 0)
    g_string_insert (result, (gssize) place,
                     bits[g_test_rand_int_range (0, G_N_ELEMENTS (bits))]);
  return result;
}

static void
test_random (void)
{
  guint n_rounds = g_test_slow () ? SLOW_ROUNDS : QUICK_ROUNDS;
  guint given = 0, asked = 0;

  for (guint round = 0; round < n_rounds; round++)
    {
      g_autoptr (GString) body = (pick_palette (), make_body ());
      gboolean desk = round % 2 == 1;
      g_autoptr (MarbreBlocks) blocks = parse (body, desk);

      for (guint i = 0; i < N_EDITS; i++)
        {
          g_autoptr (GString) after = edit_body (body);
          g_autoptr (MarbreBlocks) edited = edit_blocks (blocks, body, after, G_MAXSIZE);

          asked++;
          if (edited != NULL)
            {
              given++;
              assert_equal (edited, body, after, desk);
            }
          else
            edited = parse (after, desk);
          g_clear_pointer (&blocks, marbre_blocks_unref);
          blocks = g_steal_pointer (&edited);
          g_string_free (g_steal_pointer (&body), TRUE);
          body = g_steal_pointer (&after);
        }
    }
  g_test_message ("%u of %u edits without a whole parse", given, asked);
  /* Or the test would show nothing. */
  g_assert_cmpuint (given, >, asked / 8);
}

/* An end that is open, and above it a link's definition with the end of such a block before it:
 * what a part is parsed with must not close it. */
static void
test_open_end (void)
{
  g_autoptr (GString) before = g_string_new ("<!-- x\n\n> a\n-->\n[r]: /b\n|-|-|\n|-|-|\n\n"
                                             "12) x\n> a\n|-|-|\n[r]\n/x\n<!-- x\n\n");
  g_autoptr (GString) after = g_string_new (before->str);
  g_autoptr (MarbreBlocks) blocks = parse (before, FALSE);
  g_autoptr (MarbreBlocks) edited = NULL;

  g_string_insert (after, (gssize) (after->len - strlen ("\n<!-- x\n\n")), "y");
  edited = edit_blocks (blocks, before, after, G_MAXSIZE);
  if (edited != NULL)
    assert_equal (edited, before, after, FALSE);
}

/* What must not need the whole body: what a writer does all day. */
static void
test_stays_small (void)
{
  static const struct
  {
    const char *what;
    const char *before;
    const char *after;
  } cases[] = {
    { "paragraph", "Le maire vote.\n", "Le maire a voté.\n" },
    { "new paragraph", "Le maire vote.\n", "Le maire vote.\n\nEt\n" },
    { "list", "- a\n- b\n- c\n", "- a\n- bb\n- c\n" },
    { "new item", "- a\n- b\n- c\n", "- a\n- b\n- \n- c\n" },
    { "loose list", "- a\n- b\n", "- a\n\n- b\n" },
    { "table", "|a|b|\n|-|-|\n|c|d|\n", "|a|b|\n|-|-|\n|c|dd|\n" },
    { "code", "```\na\n\nb\n```\n", "```\na\n\nbb\n```\n" },
    { "note", "[^1]: Voir *ici*.\n", "[^1]: Voir *là*.\n" },
    { "call", "Une phrase[^2].\n", "Une longue phrase[^2].\n" },
    { "new heading", "Titre\n", "## Titre\n" },
    { "heading", "## Titre\n", "## Titres\n" },
    { "link", "Selon [ce rapport][r].\n", "Selon [le rapport][r].\n" },
    { "quote", "> [!encadré]\n> a\n", "> [!encadré]\n> ab\n" },
    { "strikethrough", "a ~~b~~\n", "a ~~bb~~\n" },
  };
  const char *head = "# Un\n\n", *foot = "\nFin[^1][^2].\n\n[^2]: Deux.\n\n[r]: /adresse\n";

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *note = strcmp (cases[i].what, "note") == 0 ? "" : "\n[^1]: Un.\n";
      g_autofree char *a = g_strconcat (head, cases[i].before, foot, note, NULL);
      g_autofree char *b = g_strconcat (head, cases[i].after, foot, note, NULL);
      g_autoptr (GString) before = g_string_new (a);
      g_autoptr (GString) after = g_string_new (b);
      g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (a, -1, "fr", NULL, NULL);
      g_autoptr (MarbreBlocks) edited = edit_blocks (blocks, before, after, G_MAXSIZE);

      g_test_message ("%s", cases[i].what);
      g_assert_nonnull (edited);
      assert_equal (edited, before, after, FALSE);
    }
}

/* An opened fence takes what follows; the limit says when that is too much. */
static void
test_limit (void)
{
  g_autoptr (GString) before = g_string_new ("Un.\n\n");
  g_autoptr (GString) after = g_string_new ("```\n\n");
  g_autoptr (MarbreBlocks) blocks = NULL;
  g_autoptr (MarbreBlocks) small = NULL;
  g_autoptr (MarbreBlocks) large = NULL;

  for (guint i = 0; i < 1000; i++)
    {
      g_string_append (before, "Le maire a voté.\n\n");
      g_string_append (after, "Le maire a voté.\n\n");
    }
  blocks = marbre_blocks_parse (before->str, -1, "fr", NULL, NULL);
  small = edit_blocks (blocks, before, after, 8192);
  g_assert_null (small);
  large = edit_blocks (blocks, before, after, G_MAXSIZE);
  g_assert_nonnull (large);
  g_assert_cmpuint (marbre_blocks_get_length (large), ==, 1);
  assert_equal (large, before, after, FALSE);
}

/* Parses at the same time do not spoil each other. */
static gpointer
parse_often (gpointer data)
{
  static const char body[] = "a ~~b~~ www.example.org https://x.fr\n\n|a|b|\n|-|-|\n|c|~d~|\n";
  static const char plain[] = "a www.example.org: https://x.fr, w: *a*\n";
  g_autoptr (MarbreBlocks) first = marbre_blocks_parse (body, -1, "fr", NULL, NULL);
  g_autoptr (MarbreBlocks) second = marbre_blocks_parse (plain, -1, "fr", NULL, NULL);
  g_autofree char *wanted = describe (first);
  g_autofree char *wanted_plain = describe (second);

  for (guint i = 0; i < 20000; i++)
    {
      gboolean odd = i % 2 == 1;
      g_autoptr (MarbreBlocks) blocks =
          marbre_blocks_parse (odd ? plain : body, -1, "fr", NULL, NULL);
      g_autofree char *is = describe (blocks);

      g_assert_cmpstr (is, ==, odd ? wanted_plain : wanted);
    }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("parse", parse_often, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/blocks-edit/stays-small", test_stays_small);
  g_test_add_func ("/text/blocks-edit/limit", test_limit);
  g_test_add_func ("/text/blocks-edit/threads", test_threads);
  g_test_add_func ("/text/blocks-edit/open-end", test_open_end);
  g_test_add_func ("/text/blocks-edit/random", test_random);
  return g_test_run ();
}
