/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * marbrectl on single texts, and its command line: outputs, exit statuses, bad input.
 */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include <json-glib/json-glib.h>

#include "marbrectl.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  return node;
}

static void
test_help (void)
{
  static const char *const commands[][3] = {
    { "render" },
    { "import" },
    { "typography" },
    { "measure" },
    { "check" },
    { "grammar" },
    { "archive", "import" },
    { "archive", "stats" },
    { "archive", "check" },
    { "archive", "backup" },
    { "search" },
    { "related" },
    { "tags" },
    { "site", "add" },
    { "site", "list" },
    { "site", "test" },
    { "site", "remove" },
    { "sync" },
    { "publish" },
    { "outbox", "list" },
    { "outbox", "run" },
    { "outbox", "cancel" },
  };
  g_autoptr (Outcome) all = marbrectl_run (NULL, "--help", NULL);
  g_autoptr (Outcome) version = marbrectl_run (NULL, "--version", NULL);

  g_assert_cmpint (all->status, ==, 0);
  assert_outcome (version, 0, "marbrectl " MARBRE_VERSION "\n");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *name = commands[i][1] ? g_strjoin (" ", commands[i][0], commands[i][1], NULL)
                                             : g_strdup (commands[i][0]);
      g_autoptr (Outcome) help =
          marbrectl_run (NULL, commands[i][0], commands[i][1] ? commands[i][1] : "--help",
                         commands[i][1] ? "--help" : NULL, NULL);

      g_assert_cmpint (help->status, ==, 0);
      g_assert_nonnull (strstr (help->out, name));
      g_assert_nonnull (strstr (all->out, name));
    }
}

static void
test_usage (void)
{
  g_autofree char *story = marbrectl_fixture ("story.md");
  g_autoptr (Outcome) nothing = marbrectl_run (NULL, NULL);
  g_autoptr (Outcome) unknown = marbrectl_run (NULL, "frobnicate", NULL);
  g_autoptr (Outcome) family = marbrectl_run (NULL, "archive", "frobnicate", NULL);
  g_autoptr (Outcome) option = marbrectl_run (NULL, "render", "--frobnicate", story, NULL);
  g_autoptr (Outcome) missing = marbrectl_run (NULL, "measure", NULL);
  g_autoptr (Outcome) extra = marbrectl_run (NULL, "measure", story, story, NULL);
  g_autoptr (Outcome) format = marbrectl_run (NULL, "render", "--format", "pdf", story, NULL);
  g_autoptr (Outcome) language = marbrectl_run (NULL, "render", "--language", "de", story, NULL);
  g_autoptr (Outcome) from = marbrectl_run (NULL, "import", "--from", "docx", story, NULL);
  g_autoptr (Outcome) limit = marbrectl_run (NULL, "search", "--limit", "0", "x", NULL);
  g_autoptr (Outcome) kind = marbrectl_run (NULL, "site", "add", "gopher", "x", NULL);
  g_autoptr (Outcome) row = marbrectl_run (NULL, "outbox", "cancel", "x", NULL);
  g_autoptr (Outcome) future = marbrectl_run (NULL, "publish", "--status", "future", story, NULL);
  g_autoptr (Outcome) date =
      marbrectl_run (NULL, "publish", "--status", "future", "--date", "soon", story, NULL);

  assert_refused (nothing, 2, "Usage");
  assert_refused (unknown, 2, "frobnicate");
  assert_refused (family, 2, "archive import");
  assert_refused (option, 2, "--frobnicate");
  assert_refused (missing, 2, "FILE|-");
  assert_refused (extra, 2, "one argument too many");
  assert_refused (format, 2, "pdf");
  assert_refused (language, 2, "de");
  assert_refused (from, 2, "docx");
  assert_refused (limit, 2, "limit");
  assert_refused (kind, 2, "gopher");
  assert_refused (row, 2, "x");
  assert_refused (future, 2, "--date");
  assert_refused (date, 2, "soon");
}

/* Each command that reads a text must refuse what is none, and leave standard output empty. */
static void
test_unreadable (void)
{
  static const char *const commands[] = { "render",  "import",  "measure",
                                          "check",   "grammar", "typography" };
  g_autofree char *latin1 = marbrectl_fixture ("latin1.md");
  g_autofree char *folder = marbrectl_fixture (".");

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (Outcome) missing = marbrectl_run (NULL, commands[i], "no-such-file", NULL);
      g_autoptr (Outcome) directory = marbrectl_run (NULL, commands[i], folder, NULL);
      g_autoptr (Outcome) encoding = marbrectl_run (NULL, commands[i], latin1, NULL);

      assert_refused (missing, 1, "no-such-file");
      assert_refused (directory, 1, "cannot be read");
      assert_refused (encoding, 1, "UTF-8");
      g_assert_cmpstr (missing->out, ==, "");
      g_assert_cmpstr (directory->out, ==, "");
      g_assert_cmpstr (encoding->out, ==, "");
    }
}

/* Stands in for the Python that has Grammalecte: the program that says @lines. */
static char *
make_python (const char *name, const char *lines)
{
  char *path = g_build_filename (marbrectl_home (), name, NULL);
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\n%s\n", lines);

  g_assert_true (g_file_set_contents_full (path, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  return path;
}

static void
test_grammar (void)
{
  static const char story[] = "---\nheadline: Une phrase\nlanguage: fr\n---\n"
                              "Texte.\n\nIl y a **deux** faute dans la ville.\n";
  static const char checker[] =
      "echo '{\"ready\": true}'\n"
      "while read line; do echo '{\"mistakes\": [{\"start\": 12, \"end\": 17, \"rule\": \"number\","
      " \"message\": \"Accord.\", \"replacements\": [\"fautes\"]}]}'; done";
  g_autofree char *python = make_python ("python", checker);
  g_autofree char *bare = make_python ("bare-python", "echo '{\"missing\": true}'");
  g_autofree char *broken = make_python ("broken-python", "exit 1");
  g_autoptr (Outcome) text = marbrectl_run (story, "grammar", "--python", python, "-", NULL);
  g_autoptr (Outcome) json =
      marbrectl_run (story, "grammar", "--json", "--python", python, "-", NULL);
  g_autoptr (Outcome) missing = marbrectl_run (story, "grammar", "--python", bare, "-", NULL);
  g_autoptr (Outcome) nowhere =
      marbrectl_run (story, "grammar", "--python", "/no/python", "-", NULL);
  g_autoptr (Outcome) dead = marbrectl_run (story, "grammar", "--python", broken, "-", NULL);
  g_autoptr (Outcome) english =
      marbrectl_run ("---\nlanguage: en\n---\nThis is a text in English.\n", "grammar", "--python",
                     python, "-", NULL);
  g_autoptr (JsonNode) node = NULL;

  assert_outcome (text, 0, "body:3:17: Accord. → fautes [number]\n");
  node = parse (json->out);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (
                       json_array_get_object_element (json_node_get_array (node), 0), "found"),
                   ==, "faute");
  assert_refused (missing, 1, "python3-grammalecte");
  assert_refused (nowhere, 1, "/no/python");
  assert_refused (dead, 1, "was not checked");
  assert_outcome (english, 0, "");
  g_assert_nonnull (strstr (english->err, "French"));
}

static void
test_bad_matter (void)
{
  g_autoptr (Outcome) outcome =
      marbrectl_run ("---\nslug: a\nstate: lost\n---\n", "measure", "-", NULL);

  assert_refused (outcome, 1, "Line 3");
}

static void
test_render_page (void)
{
  g_autofree char *story = marbrectl_fixture ("story.md");
  g_autoptr (Outcome) page = marbrectl_run (NULL, "render", story, NULL);
  g_autoptr (Outcome) named =
      marbrectl_run (NULL, "render", "--template", "quotidien", story, NULL);
  g_autoptr (Outcome) unknown = marbrectl_run (NULL, "render", "--template", "none", story, NULL);

  g_assert_cmpint (page->status, ==, 0);
  g_assert_nonnull (strstr (page->out, "<html lang=\"fr\""));
  g_assert_nonnull (strstr (page->out, "Le chantier"));
  g_assert_null (strstr (page->out, "alert(1)"));
  /* The page stands on its own: nothing of it is only found inside the program. */
  g_assert_nonnull (strstr (page->out, "<style>"));
  g_assert_null (strstr (page->out, "\"marbre:"));
  assert_outcome (named, 0, page->out);
  assert_refused (unknown, 1, "none");
}

static void
test_render_face (void)
{
  g_autofree char *story = marbrectl_fixture ("story.md");
  g_autoptr (Outcome) article = marbrectl_run (NULL, "render", "--face", "article", story, NULL);
  g_autoptr (Outcome) page = marbrectl_run (NULL, "render", story, NULL);
  g_autoptr (Outcome) social = marbrectl_run (NULL, "render", "--face", "social", story, NULL);
  g_autoptr (Outcome) unknown = marbrectl_run (NULL, "render", "--face", "moon", story, NULL);

  assert_outcome (article, 0, page->out);
  g_assert_cmpint (social->status, ==, 0);
  g_assert_nonnull (strstr (social->out, "<dt>og:title</dt>"));
  g_assert_nonnull (strstr (social->out, "<style>"));
  g_assert_null (strstr (social->out, "\"marbre:"));
  g_assert_cmpint (unknown->status, ==, 2);
  g_assert_nonnull (strstr (unknown->err, "moon"));
}

static void
test_render_article (void)
{
  g_autofree char *story = marbrectl_fixture ("story.md");
  g_autoptr (Outcome) article = marbrectl_run (NULL, "render", "--format", "article", story, NULL);
  g_autoptr (Outcome) text = marbrectl_run (NULL, "render", "--format=text", story, NULL);

  g_assert_cmpint (article->status, ==, 0);
  g_assert_nonnull (strstr (article->out, "<strong>attend</strong>"));
  g_assert_nonnull (strstr (article->out, "class=\"pullquote\""));
  g_assert_null (strstr (article->out, "<script"));
  g_assert_cmpint (text->status, ==, 0);
  g_assert_true (g_str_has_prefix (text->out, "Le chantier attend. Voir la page.\nLes offres\n"));
}

static void
test_render_blocks (void)
{
  g_autofree char *story = marbrectl_fixture ("story.md");
  g_autoptr (Outcome) outcome = marbrectl_run (NULL, "render", "--format", "blocks", story, NULL);
  g_autoptr (JsonNode) node = NULL;
  static const char *const kinds[] = { "paragraph", "heading", "pullquote", "list", "html" };
  JsonArray *blocks;

  g_assert_cmpint (outcome->status, ==, 0);
  node = parse (outcome->out);
  blocks = json_node_get_array (node);
  g_assert_cmpuint (json_array_get_length (blocks), ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpstr (
        json_object_get_string_member (json_array_get_object_element (blocks, i), "kind"), ==,
        kinds[i]);
  g_assert_cmpint (
      json_object_get_int_member (json_array_get_object_element (blocks, 1), "first_line"), ==, 2);
}

static void
test_render_json (void)
{
  g_autofree char *story = marbrectl_fixture ("story.md");
  g_autoptr (Outcome) outcome =
      marbrectl_run (NULL, "render", "--format", "json", "--language", "en", story, NULL);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  g_assert_cmpint (outcome->status, ==, 0);
  node = parse (outcome->out);
  object = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (object, "id"), ==, "story-1");
  g_assert_cmpstr (json_object_get_string_member (object, "language"), ==, "en");
  g_assert_cmpstr (json_object_get_string_member (object, "published"), ==, "2026-02-11T18:10:00Z");
}

static void
test_import (void)
{
  g_autofree char *page = marbrectl_fixture ("page.html");
  g_autofree char *story = marbrectl_fixture ("story.md");
  g_autoptr (Outcome) html = marbrectl_run (NULL, "import", page, NULL);
  g_autoptr (Outcome) markdown = marbrectl_run (NULL, "import", "--from", "markdown", story, NULL);
  g_autoptr (Outcome) again = marbrectl_run (markdown->out, "import", "-", NULL);

  g_assert_cmpint (html->status, ==, 0);
  g_assert_nonnull (strstr (html->out, "headline: The harbour closes\n"));
  g_assert_nonnull (strstr (html->out, "language: en\n"));
  g_assert_true (g_str_has_suffix (html->out, "---\n\nIt was *late*.\n\n- one\n- two\n"));
  g_assert_cmpint (markdown->status, ==, 0);
  g_assert_nonnull (strstr (markdown->out, "id: story-1\n"));
  assert_outcome (again, 0, markdown->out);
}

static void
test_typography (void)
{
  g_autofree char *rough = marbrectl_fixture ("rough.md");
  g_autoptr (Outcome) french = marbrectl_run (NULL, "typography", "--language", "fr", rough, NULL);
  g_autoptr (Outcome) english =
      marbrectl_run ("It's \"it\".", "typography", "--language=en", "-", NULL);
  g_autoptr (Outcome) guessed = marbrectl_run ("Le port est là ?", "typography", "-", NULL);
  g_autoptr (Outcome) unclear = marbrectl_run ("Navalis ?", "typography", "-", NULL);

  assert_outcome (french, 0,
                  "---\nheadline: \"l'ete ?\"\n---\n\n"
                  "Il dit «\u00a0oui\u00a0»\u202f! `\"non\" !`\n");
  assert_outcome (english, 0, "It’s “it”.\n");
  assert_outcome (guessed, 0, "Le port est là\u202f?\n");
  assert_refused (unclear, 2, "--language");
}

/* Numbers as a person writes them, and the house's rules with the place of each bad one. */
static void
test_rules (void)
{
  g_autofree char *folder = g_dir_make_tmp ("marbre-rules-XXXXXX", NULL);
  g_autofree char *rules = g_build_filename (folder, "rules.txt", NULL);
  g_autoptr (Outcome) outcome = NULL;
  g_autoptr (Outcome) measured = NULL;

  g_assert_true (g_file_set_contents (rules, "words: au niveau de\nmessage: no\nreplacement: à\n\n"
                                             "pattern: (\nmessage: bad\n", -1, NULL));
  outcome = marbrectl_run ("---\nheadline: Au niveau de la mer\nlanguage: fr\n---\nTexte\n",
                           "check", "--json", "--rules", rules, "-", NULL);
  g_assert_nonnull (strstr (outcome->err, "rules.txt:5: "));
  g_assert_nonnull (strstr (outcome->out, "\"house-1\""));
  g_assert_nonnull (strstr (outcome->out, "\"replacement\" : \"à\""));
  measured = marbrectl_run ("---\nlength: 100\n---\nUn « 0.10000000000000001 » texte.\n", "measure",
                            "-", NULL);
  g_assert_nonnull (strstr (measured->out, "\"written\" : 0.33"));
  g_assert_null (strstr (measured->out, "0000000"));
  g_remove (rules);
  g_rmdir (folder);
}

static void
test_measure (void)
{
  g_autofree char *story = marbrectl_fixture ("story.md");
  g_autoptr (Outcome) outcome = marbrectl_run (NULL, "measure", story, NULL);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  g_assert_cmpint (outcome->status, ==, 0);
  node = parse (outcome->out);
  object = json_node_get_object (node);
  g_assert_cmpint (json_object_get_int_member (object, "words"), ==, 13);
  g_assert_cmpint (json_object_get_int_member (object, "headline_signs"), ==, 23);
  g_assert_true (json_object_has_member (object, "feuillets"));
}

static void
test_check (void)
{
  g_autofree char *draft = marbrectl_fixture ("draft.md");
  g_autofree char *story = marbrectl_fixture ("story.md");
  g_autoptr (Outcome) text = marbrectl_run (NULL, "check", draft, NULL);
  g_autoptr (Outcome) json = marbrectl_run (NULL, "check", "--json", draft, NULL);
  g_autoptr (Outcome) clean = marbrectl_run (NULL, "check", story, NULL);
  g_autoptr (Outcome) empty = marbrectl_run ("", "check", "-", NULL);
  g_autoptr (JsonNode) node = NULL;

  g_assert_cmpint (text->status, ==, 0);
  g_assert_nonnull (strstr (text->out, "body:1:1: warning: “le” stands twice"));
  g_assert_nonnull (strstr (text->out, "body:1:21: warning: “TK”"));
  g_assert_nonnull (strstr (text->out, "[alt-missing]"));
  g_assert_cmpint (json->status, ==, 0);
  node = parse (json->out);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), >=, 6);
  assert_outcome (clean, 0, "");
  g_assert_cmpint (empty->status, ==, 1);
}

/* A port at which nobody is: there is no network in a test. */
static void
test_online (void)
{
  const char *text = "---\nheadline: A\nlanguage: en\n---\nSee [there](http://127.0.0.1:1/a).\n";
  g_autoptr (Outcome) quiet = marbrectl_run (text, "check", "-", NULL);
  g_autoptr (Outcome) asked = marbrectl_run (text, "check", "--online", "-", NULL);
  g_autoptr (Outcome) none = marbrectl_run ("---\nheadline: A\n---\nText.\n", "check", "--online",
                                            "-", NULL);

  g_assert_cmpint (quiet->status, ==, 0);
  assert_refused (asked, 1, "offline");
  g_assert_cmpint (none->status, ==, 0);
}

int
main (int argc, char **argv)
{
  int status;

  marbrectl_init (&argc, &argv);
  g_test_add_func ("/ctl/texts/help", test_help);
  g_test_add_func ("/ctl/texts/usage", test_usage);
  g_test_add_func ("/ctl/texts/unreadable", test_unreadable);
  g_test_add_func ("/ctl/texts/grammar", test_grammar);
  g_test_add_func ("/ctl/texts/bad-matter", test_bad_matter);
  g_test_add_func ("/ctl/texts/render-page", test_render_page);
  g_test_add_func ("/ctl/texts/render-face", test_render_face);
  g_test_add_func ("/ctl/texts/render-article", test_render_article);
  g_test_add_func ("/ctl/texts/render-blocks", test_render_blocks);
  g_test_add_func ("/ctl/texts/render-json", test_render_json);
  g_test_add_func ("/ctl/texts/import", test_import);
  g_test_add_func ("/ctl/texts/typography", test_typography);
  g_test_add_func ("/ctl/texts/measure", test_measure);
  g_test_add_func ("/ctl/texts/check", test_check);
  g_test_add_func ("/ctl/texts/online", test_online);
  g_test_add_func ("/ctl/texts/rules", test_rules);
  status = g_test_run ();
  marbrectl_cleanup ();
  return status;
}
