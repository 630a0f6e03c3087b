/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command grammar: what Grammalecte objects to, in the texts that the window checks. It runs on
 * this computer; no text leaves it.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>

#include "marbre-ctl-input.h"
#include "marbre-ctl-output.h"
#include "marbre-ctl-preference.h"
#include "marbre-ctl-wait.h"
#include "marbre-ctl.h"
#include "marbre-desk-text.h"
#include "marbre-grammar-process.h"
#include "marbre-spelling-text.h"

/* Where Debian's package is. */
#define DEFAULT_PYTHON "/usr/bin/python3"

/* s; a long paragraph on a slow computer takes one or two */
#define PATIENCE 30

/* ms; the process need not go between two paragraphs */
#define REST (60 * 1000)

/* A run of the command. */
typedef struct
{
  MarbreGrammar *grammar; /* (owned) */
  MarbreStory *story;     /* (borrowed) */
  JsonArray *found;       /* (owned) (nullable): what is written at the end */
  gboolean failed;        /* the process was given up ... */
  char *reason;           /* (owned) (nullable): ... why; NULL if Grammalecte is not installed */
  guint checked;          /* paragraphs */
  guint unanswered;       /* of them */
} Run;

static void
failed_cb (Run *run, const char *reason)
{
  run->failed = TRUE;
  g_free (run->reason);
  run->reason = g_strdup (reason);
}

static void
clear_run (Run *run)
{
  g_clear_object (&run->grammar);
  g_clear_pointer (&run->found, json_array_unref);
  g_clear_pointer (&run->reason, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, clear_run)

static const char *
name_of_text (MarbreDeskText text)
{
  MarbreField field;

  if (marbre_desk_text_is_field (text, &field))
    return marbre_field_get_name (field);
  return text == MARBRE_DESK_TEXT_LEAD_ALT ? "lead-alt" : "lead-caption";
}

/* "body:3:12: Accord avec le pluriel. → fautes [g2__gn_les__b1_a1]" */
static void
write_line (const char *text,
            const char *place,
            gsize start,
            const MarbreGrammarMistake *mistake)
{
  g_autofree char *replacements = g_strjoinv (", ", mistake->replacements);
  g_autofree char *line = NULL;
  guint row, column;

  marbre_ctl_find_place (text, start, &row, &column);
  line = g_strdup_printf ("%s:%u:%u: %s%s%s [%s]", place, row, column, mistake->message,
                          *replacements != '\0' ? " → " : "", replacements, mistake->rule);
  marbre_ctl_write_text (line);
}

static JsonObject *
object_of_mistake (const char *text,
                   const char *place,
                   gsize start,
                   gsize length,
                   const MarbreGrammarMistake *mistake)
{
  JsonObject *object = json_object_new ();
  g_autofree char *found = g_strndup (text + start, length);
  guint row, column;

  marbre_ctl_find_place (text, start, &row, &column);
  json_object_set_string_member (object, "place", place);
  json_object_set_int_member (object, "line", row);
  json_object_set_int_member (object, "column", column);
  json_object_set_int_member (object, "start", (gint64) start);
  json_object_set_int_member (object, "length", (gint64) length);
  json_object_set_string_member (object, "rule", mistake->rule);
  json_object_set_string_member (object, "message", mistake->message);
  json_object_set_string_member (object, "found", found);
  marbre_ctl_set_strv (object, "replacements", (const char *const *) mistake->replacements);
  return object;
}

static void
take_mistake (Run *run,
              MarbreDeskText where,
              const MarbreSpellingParagraph *paragraph,
              const MarbreGrammarMistake *mistake)
{
  const char *text = marbre_desk_text_get (run->story, where);
  const char *start, *end;

  if (mistake->end > paragraph->places->len || mistake->start >= mistake->end)
    return;
  start = g_utf8_offset_to_pointer (
      text, g_array_index (paragraph->places, MarbreSpellingPlace, mistake->start).start);
  end = g_utf8_offset_to_pointer (
      text, g_array_index (paragraph->places, MarbreSpellingPlace, mistake->end - 1).end);
  if (run->found != NULL)
    json_array_add_object_element (run->found,
                                   object_of_mistake (text, name_of_text (where),
                                                      (gsize) (start - text),
                                                      (gsize) (end - start), mistake));
  else
    write_line (text, name_of_text (where), (gsize) (start - text), mistake);
}

static void
check_paragraph (Run *run, MarbreDeskText where, const MarbreSpellingParagraph *paragraph)
{
  g_auto (MarbreCtlWait) wait = { 0 };
  g_autoptr (GPtrArray) mistakes = NULL;
  g_autoptr (GError) error = NULL;

  if (!marbre_grammar_handles (run->grammar, paragraph->language) ||
      paragraph->places->len < MARBRE_GRAMMAR_MIN_CHARS ||
      strlen (paragraph->text) > MARBRE_GRAMMAR_MAX_BYTES)
    return;
  marbre_grammar_check_async (run->grammar, paragraph->text, paragraph->language, NULL,
                              marbre_ctl_wait_cb, &wait);
  mistakes = marbre_grammar_check_finish (run->grammar, marbre_ctl_wait (&wait), &error);
  run->checked++;
  if (mistakes == NULL && !run->failed)
    {
      run->unanswered++;
      g_printerr (_ ("A paragraph was not checked: Grammalecte gave no answer to it.\n"));
    }
  for (guint i = 0; mistakes != NULL && i < mistakes->len; i++)
    take_mistake (run, where, paragraph, g_ptr_array_index (mistakes, i));
}

/* A name has no grammar: neither byline nor credit are read. */
static void
check_text (Run *run, MarbreDeskText where)
{
  const char *language = marbre_story_get_text (run->story, MARBRE_FIELD_LANGUAGE);
  MarbreProseMode mode = where == MARBRE_DESK_TEXT_BODY ? MARBRE_PROSE_BODY : MARBRE_PROSE_LINE;
  g_autoptr (GPtrArray) paragraphs = NULL;

  if (where == MARBRE_DESK_TEXT_BYLINE || where == MARBRE_DESK_TEXT_LEAD_CREDIT)
    return;
  paragraphs = marbre_spelling_text_read (marbre_desk_text_get (run->story, where), mode, language);
  for (guint i = 0; i < paragraphs->len && !run->failed; i++)
    check_paragraph (run, where, g_ptr_array_index (paragraphs, i));
}

static MarbreCtlStatus
say_failed (Run *run)
{
  if (run->reason != NULL)
    g_printerr (_ ("Grammalecte does not work: %s.\n"), run->reason);
  else
    g_printerr (_ ("Grammalecte is not installed. On Debian and Ubuntu it is in the package "
                   "python3-grammalecte; --python names another Python that has it.\n"));
  return MARBRE_CTL_FAILED;
}

static MarbreCtlStatus
run_grammar (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  gboolean json = FALSE;
  g_autofree char *python = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Write JSON"), NULL },
    { "python", 0, 0, G_OPTION_ARG_FILENAME, &python,
      N_ ("The Python that has Grammalecte (default: that of the preferences)"), N_ ("FILE") },
    { NULL },
  };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Run) run = { 0 };

  if (arguments == NULL)
    return MARBRE_CTL_USAGE;
  story = marbre_ctl_read_story (arguments[0], &error);
  if (story == NULL)
    return marbre_ctl_failed (error);
  if (python == NULL)
    python = marbre_ctl_get_preference ("grammalecte-python");
  /* What is written to a checker that has just died must be an error, not our end. */
  signal (SIGPIPE, SIG_IGN);
  run.story = story;
  run.found = json ? json_array_new () : NULL;
  run.grammar =
      marbre_grammar_process_new_grammalecte (python ? python : DEFAULT_PYTHON, PATIENCE);
  marbre_grammar_process_set_patience (MARBRE_GRAMMAR_PROCESS (run.grammar), 0, REST);
  g_signal_connect_swapped (run.grammar, "failed", G_CALLBACK (failed_cb), &run);
  for (guint i = 0; i < MARBRE_N_DESK_TEXTS; i++)
    check_text (&run, i);
  if (run.failed)
    return say_failed (&run);
  if (run.checked == 0)
    g_printerr (_ ("Nothing in this story is in French, the language that Grammalecte checks.\n"));
  if (json)
    marbre_ctl_write_array (g_steal_pointer (&run.found));
  return run.unanswered > 0 ? MARBRE_CTL_FAILED : MARBRE_CTL_OK;
}

const MarbreCtlCommand marbre_ctl_grammar_commands[] = {
  { "grammar", "FILE|-", N_ ("Say what Grammalecte objects to in the French of a story."), 1, 1,
    run_grammar },
  { NULL },
};
