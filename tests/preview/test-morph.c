/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A page that was patched edit by edit is the page that a fresh load makes: the same elements, the
 * same attributes, the same texts, after hundreds of random edits of one story. And what an edit
 * does not touch stays: elements are the same ones, and what the reader has marked stays marked,
 * up to the very word that is written in.
 */
#include "config.h"

#include "pane.h"

#include <string.h>

/* A story of everything a block may hold, in few lines so that random edits meet. */
#define STORY                                                                                      \
  "The *harbour* froze in **January**, says [the council](https://example.org/council).\n\n"       \
  "## What is known\n\n"                                                                           \
  "- one pier\n- two *boats*\n  - and a `crane`\n\n1. first\n2. second[^a]\n\n"                    \
  "> Nobody saw it.\n> **Nobody.**\n\n"                                                            \
  "| place | depth |\n|:--|--:|\n| quay | 4 *m* |\n| basin | 7 m |\n\n"                            \
  "![A pier](pictures/pier.jpg \"The pier — Credit: AFP\")\n\n"                                  \
  "```c\nint main;\n```\n\n"                                                                       \
  "> [!box]\n> In the **box**\n\n"                                                                 \
  "![Far](https://pictures.example.org/far.jpg) and a line,  \nbroken[^b] é 😀.\n\n"            \
  "https://example.org/card\n\n<div>raw <b>HTML</b></div>\n\n"                                     \
  "[^a]: A *note*.\n[^b]: Another, with `code`.\n"

/* What is typed: letters mostly, and the signs that make Markdown of them. */
static const char *const keys[] = {
  "a",
  "e",
  "é",
  " ",
  "word ",
  "😀",
  "*",
  "**",
  "_",
  "`",
  "[x](https://e.org/)",
  "](",
  "[",
  "!",
  "\n",
  "\n\n",
  "  \n",
  "\n- ",
  "> ",
  "\n# ",
  "| b |",
  "\n\n[^a]: more\n",
  "[^b]",
  "<b>",
  "</b>",
  "&amp;",
  "\\",
  "\n```\n",
  "<!--",
  "-->",
  "![p](q.png)",
  "1. ",
  "~~",
};

static void
setup (Pane *self, gconstpointer data)
{
  pane_open (self);
}

static void
teardown (Pane *self, gconstpointer data)
{
  pane_close (self);
}

/* Random edits */

static gsize
random_place (GString *text)
{
  glong place = g_test_rand_int_range (0, (int) g_utf8_strlen (text->str, -1) + 1);

  return (gsize) (g_utf8_offset_to_pointer (text->str, place) - text->str);
}

static void
edit (GString *text)
{
  gsize from = random_place (text);
  gsize to = random_place (text);

  switch (g_test_rand_int_range (0, 8))
    {
    case 0: /* a few signs go */
      to = MIN (MAX (from, to), from + 12);
      while (to < text->len && (text->str[to] & 0xC0) == 0x80)
        to++;
      if (to > from)
        g_string_erase (text, (gssize) from, (gssize) (to - from));
      break;
    case 1: /* a few are moved */
      {
        g_autofree char *moved = NULL;

        to = MIN (MAX (from, to), from + 60);
        while (to < text->len && (text->str[to] & 0xC0) == 0x80)
          to++;
        moved = g_strndup (text->str + from, to - from);
        g_string_erase (text, (gssize) from, (gssize) (to - from));
        g_string_insert (text, (gssize) random_place (text), moved);
      }
      break;
    default:
      g_string_insert (text, (gssize) from,
                       keys[g_test_rand_int_range (0, (int) G_N_ELEMENTS (keys))]);
    }
}

static void
show_now (MarbrePreview *preview, const char *body)
{
  g_autofree char *html = NULL;

  pane_show (preview, "Headline", body);
  html = pane_get_html (preview);
}

/* The page's tree, text nodes one by one: two of them beside each other look like one in HTML, but
 * not to a selection. What the story is not is left out: the mark of the caret. */
static char *
get_tree (MarbrePreview *preview)
{
  return pane_ask_script (
      preview,
      "const tell = node => node.nodeType !== Node.ELEMENT_NODE ? [node.nodeName, node.data] :"
      "  [node.nodeName, node.getAttributeNames().sort().map(a => [a, node.getAttribute(a)]),"
      "   [...node.childNodes].map(tell)];"
      "return JSON.stringify(tell(document.body))");
}

static char *
get_fresh_tree (Pane *fresh, const char *body)
{
  show_now (fresh->preview, "");
  show_now (fresh->preview, body);
  return get_tree (fresh->preview);
}

static void
test_edits (Pane *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (STORY);
  g_autofree char *before = g_strdup (STORY);
  Pane fresh = { 0 };
  int edits = g_test_slow () ? 2000 : 600;

  pane_open (&fresh);
  for (int i = 1; i <= edits; i++)
    {
      g_autofree char *patched = NULL, *made = NULL;

      if (i % 60 == 0)
        g_string_assign (text, STORY); /* what opens does not swallow the rest for ever */
      else
        edit (text);
      show_now (self->preview, text->str);
      if (i % 3 != 0) /* what went wrong is still there two edits later */
        continue;
      patched = get_tree (self->preview);
      made = get_fresh_tree (&fresh, text->str);
      if (!g_str_equal (patched, made))
        g_error ("edit %d\nfrom: %s\nto: %s\npatched: %s\nfresh: %s", i, before, text->str, patched,
                 made);
      g_free (before);
      before = g_strdup (text->str);
    }
  pane_close (&fresh);
}

/* What an edit does not touch */

/* Remembers every element of the body. */
#define KEEP                                                                                       \
  "globalThis.kept = [...document.querySelectorAll('[data-marbre-slot=body] *')];"                 \
  "return kept.length"

/* How many of them are in their places still, −1 if there are others now. */
#define COUNT                                                                                      \
  "const now = [...document.querySelectorAll('[data-marbre-slot=body] *')];"                       \
  "return now.length === kept.length ? now.filter((e, i) => e === kept[i]).length : -1"

/* A letter in a word, wherever that is, leaves every element what it was. */
static void
test_identity (Pane *self, gconstpointer data)
{
  static const char *const words[] = { "harbour", "January", "council", "known", "pier\n", "boats",
                                       "crane",   "second",  "Nobody.", "quay",  "basin",  "main",
                                       "the **b", "raw",     "note",    "code" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GString) text = g_string_new (STORY);
      const char *word = strstr (text->str, words[i]);
      double count;

      g_assert_nonnull (word);
      show_now (self->preview, STORY);
      count = pane_run_script (self->preview, KEEP);
      g_assert_cmpfloat (count, >, 40);
      g_string_insert (text, word - text->str + 1, "xy");
      show_now (self->preview, text->str);
      if (pane_run_script (self->preview, COUNT) != count)
        g_error ("a letter in “%s” made other elements", words[i]);
    }
}

/* Marks @word, or asks for what is marked. */
#define FIND(word)                                                                                 \
  "const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"                 \
  "while (walker.nextNode() && !walker.currentNode.data.includes('" word "')) continue;"           \
  "const text = walker.currentNode, at = text.data.indexOf('" word "');"
#define MARK(word)                                                                                 \
  FIND (word) "getSelection().setBaseAndExtent(text, at, text, at + '" word "'.length); return 0"

static void
assert_marked (MarbrePreview *preview, const char *body, const char *words)
{
  g_autofree char *marked = NULL;

  show_now (preview, body);
  marked = pane_ask_script (preview, "return getSelection().toString()");
  if (!g_str_equal (marked, words))
    g_error ("“%s” is marked, not “%s”, after: %s", marked, words, body);
}

/* Who has marked some words to copy them while the writer goes on keeps them. */
static void
test_selection (Pane *self, gconstpointer data)
{
  MarbrePreview *preview = self->preview;

  show_now (preview, "One *two* three four **five** six.\n\nOther.");
  pane_run_script (preview, MARK ("three"));
  assert_marked (preview, "One *two* three four **five** sixth.\n\nOther.", "three");
  assert_marked (preview, "One *two* three four **fifteen** sixth.\n\nOther.", "three");
  assert_marked (preview, "One *two* three fours **fifteen** sixth.\n\nOther.", "three");
  assert_marked (preview, "So one *two* three fours **fifteen** sixth.\n\nOther.", "three");
  assert_marked (preview, "So one *two* and three fours **fifteen** sixth.\n\nOther.", "three");
  assert_marked (preview, "New.\n\nSo one *two* and three fours **fifteen** sixth.\n\nOther.",
                 "three");
  assert_marked (preview, "New.\n\nSo one *two* and three fours **fifteen** sixth.\n\nOtherwise.",
                 "three");

  /* In a list, a table, a quote: the parts beside the one that is written in. */
  show_now (preview, "- uno\n- due\n\n| a | tre |\n|---|---|\n| b | c |\n\n> quattro cinque\n");
  pane_run_script (preview, MARK ("due"));
  assert_marked (preview,
                 "- unos\n- due\n\n| a | tre |\n|---|---|\n| b | c |\n\n> quattro cinque\n", "due");
  assert_marked (preview, "- unos\n- due\n- x\n\n| a | tre |\n|---|---|\n| b | c |\n\n> quattro\n",
                 "due");
  pane_run_script (preview, MARK ("tre"));
  assert_marked (preview,
                 "- unos\n- due\n- x\n\n| a | tre |\n|---|---|\n| bee | c |\n\n> quattro\n", "tre");
  pane_run_script (preview, MARK ("quattro"));
  assert_marked (preview,
                 "- unos\n- due\n- x\n\n| a | tre |\n|---|---|\n| bee | c |\n\n> quattro sei\n",
                 "quattro");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/preview/morph/edits", Pane, NULL, setup, test_edits, teardown);
  g_test_add ("/preview/morph/identity", Pane, NULL, setup, test_identity, teardown);
  g_test_add ("/preview/morph/selection", Pane, NULL, setup, test_selection, teardown);
  return g_test_run ();
}
