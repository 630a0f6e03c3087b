/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checks before publication; see marbre-checks.h. The story as a whole is checked here; its words,
 * pictures, links and tags, and the house's rules, have files of their own.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-checks.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-checks-private.h"
#include "marbre-desk-note.h"
#include "marbre-house-rules-private.h"
#include "marbre-language.h"
#include "marbre-measure.h"
#include "marbre-time.h"

/* Fewer words may be a quotation. */
#define MIN_LANGUAGE_WORDS 20

/**
 * marbre_check_copy:
 * @check: a finding
 *
 * Returns: (transfer full): the same
 */
MarbreCheck *
marbre_check_copy (const MarbreCheck *check)
{
  MarbreCheck *copy = g_memdup2 (check, sizeof *check);

  copy->id = g_strdup (check->id);
  copy->message = g_strdup (check->message);
  copy->found = g_strdup (check->found);
  copy->replacement = g_strdup (check->replacement);
  return copy;
}

/**
 * marbre_check_free:
 * @check: (transfer full): a finding
 */
void
marbre_check_free (MarbreCheck *check)
{
  g_free (check->id);
  g_free (check->message);
  g_free (check->found);
  g_free (check->replacement);
  g_free (check);
}

/**
 * marbre_check_get_title:
 * @check: a finding
 *
 * Returns: (transfer none): what its kind is called, in the interface's language; a house rule is
 *   called by its message
 */
const char *
marbre_check_get_title (const MarbreCheck *check)
{
  static const struct
  {
    const char *id;
    const char *title;
  } titles[] = {
    { "alt-missing", N_ ("No alternative text") },
    { "body-empty", N_ ("No text") },
    { "caption-missing", N_ ("No caption") },
    { "comment-unclosed", N_ ("Comment without end") },
    { "comments-open", N_ ("Open comments") },
    { "credit-missing", N_ ("No credit") },
    { "embargo", N_ ("Under embargo") },
    { "headline-empty", N_ ("No headline") },
    { "headline-long", N_ ("Headline too long") },
    { "house-rule-slow", N_ ("House rules left out") },
    { "language-other", N_ ("Another language") },
    { "length-over", N_ ("Longer than ordered") },
    { "suggestions-open", N_ ("Open suggestions") },
    { "link-empty", N_ ("Empty links") },
    { "link-front", N_ ("Links to a front page") },
    { "link-gone", N_ ("Links to pages that are gone") },
    { "link-moved", N_ ("Links to pages that moved") },
    { "link-unsure", N_ ("Links that could not be checked") },
    { "read-also-headline", N_ ("Read also: another headline") },
    { "read-also-moved", N_ ("Read also: another address") },
    { "quotes-straight", N_ ("Straight quotation marks") },
    { "section-missing", N_ ("No section") },
    { "space-doubled", N_ ("Double spaces") },
    { "standfirst-long", N_ ("Standfirst too long") },
    { "standfirst-missing", N_ ("No standfirst") },
    { "tag-missing", N_ ("No tag") },
    { "tag-near", N_ ("Tags close to others") },
    { "tag-new", N_ ("New tags") },
    { "tk", N_ ("Text to come") },
    { "word-doubled", N_ ("Doubled words") },
  };

  g_return_val_if_fail (check != NULL, "");
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].id, check->id))
      return _ (titles[i].title);
  return check->message;
}

/**
 * marbre_severity_get_name:
 *
 * Returns: "info", "warning" or "error"
 */
const char *
marbre_severity_get_name (MarbreSeverity severity)
{
  static const char *const names[] = {
    [MARBRE_SEVERITY_INFO] = "info",
    [MARBRE_SEVERITY_WARNING] = "warning",
    [MARBRE_SEVERITY_ERROR] = "error",
  };

  g_return_val_if_fail ((guint) severity < G_N_ELEMENTS (names), "info");
  return names[severity];
}

/**
 * marbre_checks_add:
 * @self: the findings so far
 * @id: (not nullable): which check
 * @severity: how bad it is
 * @field: where
 * @start: first byte in the field
 * @length: bytes
 * @message: (transfer full): what is wrong and what to do
 *
 * Returns: (transfer none) (nullable): the finding; %NULL if there are too many already
 */
MarbreCheck *
marbre_checks_add (MarbreChecks *self,
                   const char *id,
                   MarbreSeverity severity,
                   MarbreField field,
                   gsize start,
                   gsize length,
                   char *message)
{
  MarbreCheck *check;

  if (self->found->len >= MARBRE_CHECKS_MAX)
    {
      g_free (message);
      return NULL;
    }
  check = g_new0 (MarbreCheck, 1);
  check->id = g_strdup (id);
  check->severity = severity;
  check->field = field;
  check->start = start;
  check->length = length;
  check->message = message;
  g_ptr_array_add (self->found, check);
  return check;
}

/**
 * marbre_checks_add_fix:
 * @self: the findings so far
 * @id: (not nullable): which check
 * @severity: how bad it is
 * @field: where
 * @start: first byte in the field
 * @length: bytes
 * @message: (transfer full): what is wrong and what to do
 * @replacement: (transfer full) (nullable): what to put there, %NULL if that is not sure
 */
void
marbre_checks_add_fix (MarbreChecks *self,
                       const char *id,
                       MarbreSeverity severity,
                       MarbreField field,
                       gsize start,
                       gsize length,
                       char *message,
                       char *replacement)
{
  MarbreCheck *check = marbre_checks_add (self, id, severity, field, start, length, message);

  if (check == NULL || replacement == NULL)
    {
      g_free (replacement);
      return;
    }
  check->found = g_strndup (marbre_story_get_text (self->story, field) + start, length);
  check->replacement = replacement;
}

/**
 * marbre_checks_add_on:
 * @self: the findings so far
 * @id: (not nullable): which check
 * @severity: how bad it is
 * @place: the tags, the lead picture, or the story as a whole
 * @message: (transfer full): what is wrong and what to do
 */
void
marbre_checks_add_on (MarbreChecks *self,
                      const char *id,
                      MarbreSeverity severity,
                      MarbreCheckPlace place,
                      char *message)
{
  MarbreField field = place == MARBRE_CHECK_PLACE_LEAD ? MARBRE_FIELD_BODY : MARBRE_FIELD_HEADLINE;
  MarbreCheck *check = marbre_checks_add (self, id, severity, field, 0, 0, message);

  if (check != NULL)
    check->place = place;
}

static gboolean
is_empty (MarbreChecks *self, MarbreField field)
{
  g_autofree char *text = g_strstrip (g_strdup (marbre_story_get_text (self->read, field)));

  return *text == '\0';
}

static void
check_headline (MarbreChecks *self)
{
  const char *headline = marbre_story_get_text (self->story, MARBRE_FIELD_HEADLINE);
  guint limit = self->options->headline_limit > 0 ? self->options->headline_limit
                                                  : MARBRE_CHECKS_HEADLINE_LIMIT;
  MarbreMeasure measure;

  if (is_empty (self, MARBRE_FIELD_HEADLINE))
    {
      marbre_checks_add (self, "headline-empty", MARBRE_SEVERITY_ERROR, MARBRE_FIELD_HEADLINE, 0, 0,
                         g_strdup (_ ("There is no headline. Write one.")));
      return;
    }
  marbre_measure_text (marbre_story_get_text (self->read, MARBRE_FIELD_HEADLINE), &measure);
  if (measure.signs <= limit)
    return;
  marbre_checks_add (
      self, "headline-long", MARBRE_SEVERITY_WARNING, MARBRE_FIELD_HEADLINE, 0, strlen (headline),
      g_strdup_printf (self->options->headline_limit > 0
                           ? _ ("The headline has %u characters, the site has room for %u: "
                                "shorten it.")
                           : _ ("The headline has %u characters. Search results and front pages "
                                "cut it after %u: shorten it."),
                       measure.signs, limit));
}

static void
check_standfirst (MarbreChecks *self)
{
  const char *standfirst = marbre_story_get_text (self->story, MARBRE_FIELD_STANDFIRST);
  guint limit = self->options->standfirst_limit;
  MarbreMeasure measure;

  marbre_measure_text (marbre_story_get_text (self->read, MARBRE_FIELD_STANDFIRST), &measure);
  if (limit == 0 || measure.signs <= limit)
    return;
  marbre_checks_add (self, "standfirst-long", MARBRE_SEVERITY_WARNING, MARBRE_FIELD_STANDFIRST, 0,
                     strlen (standfirst),
                     g_strdup_printf (_ ("The standfirst has %u characters, the site has room for "
                                         "%u: shorten it."),
                                      measure.signs, limit));
}

/* A tenth more than was ordered is found room for. */
static void
check_length (MarbreChecks *self, MarbreBlocks *blocks)
{
  guint ordered = marbre_story_get_length (self->story);
  MarbreMeasure measure;

  if (ordered == 0)
    return;
  marbre_measure_story (self->story, blocks, &measure);
  if (measure.signs > ordered + ordered / 10)
    marbre_checks_add_on (self, "length-over", MARBRE_SEVERITY_INFO, MARBRE_CHECK_PLACE_STORY,
                          g_strdup_printf (_ ("The text has %u characters, %u were ordered. Cut "
                                              "it, or agree on another length."),
                                           measure.signs, ordered));
}

/* Only sure guesses: a short text, or one of names, has no language of its own. */
static void
check_language (MarbreChecks *self, MarbreBlocks *blocks)
{
  const char *language = marbre_story_get_text (self->story, MARBRE_FIELD_LANGUAGE);
  g_autofree char *plain = marbre_blocks_to_text (blocks);
  const char *guess = marbre_language_guess (plain);
  MarbreMeasure measure;

  marbre_measure_text (plain, &measure);
  if (guess == NULL || measure.words < MIN_LANGUAGE_WORDS ||
      g_str_equal (guess, marbre_language_resolve (language)))
    return;
  marbre_checks_add_fix (self, "language-other", MARBRE_SEVERITY_WARNING, MARBRE_FIELD_LANGUAGE, 0,
                         strlen (language),
                         g_strdup (g_str_equal (guess, "fr")
                                       ? _ ("The text is French, but the story’s language is "
                                            "another. Labels, dates and typography follow it.")
                                       : _ ("The text is English, but the story’s language is "
                                            "another. Labels, dates and typography follow it.")),
                         g_strdup (guess));
}

static void
check_missing (MarbreChecks *self)
{
  if (is_empty (self, MARBRE_FIELD_BODY))
    marbre_checks_add (self, "body-empty", MARBRE_SEVERITY_ERROR, MARBRE_FIELD_BODY, 0, 0,
                       g_strdup (_ ("There is no text. Write it before you publish.")));
  if (is_empty (self, MARBRE_FIELD_STANDFIRST))
    marbre_checks_add (self, "standfirst-missing", MARBRE_SEVERITY_WARNING, MARBRE_FIELD_STANDFIRST,
                       0, 0, g_strdup (_ ("There is no standfirst. Write one or two sentences.")));
  if (is_empty (self, MARBRE_FIELD_SECTION))
    marbre_checks_add (self, "section-missing", MARBRE_SEVERITY_WARNING, MARBRE_FIELD_SECTION, 0, 0,
                       g_strdup (_ ("The story is in no section. Choose one.")));
  if (marbre_story_get_tags (self->story)[0] == NULL)
    marbre_checks_add_on (self, "tag-missing", MARBRE_SEVERITY_WARNING, MARBRE_CHECK_PLACE_TAGS,
                          g_strdup (_ ("The story has no tag. Add one from the suggestions.")));
}

static void
check_embargo (MarbreChecks *self)
{
  gint64 until = marbre_story_get_time (self->story, MARBRE_MOMENT_EMBARGO_UNTIL);
  g_autoptr (GDateTime) moment = NULL;
  g_autofree char *when = NULL;

  if (until <= marbre_time_now ())
    return;
  moment = g_date_time_new_from_unix_local (until);
  when = moment ? g_date_time_format (moment, "%c") : g_strdup ("?");
  marbre_checks_add_on (
      self, "embargo", MARBRE_SEVERITY_ERROR, MARBRE_CHECK_PLACE_STORY,
      g_strdup_printf (_ ("Under embargo until %s. Publish it after that, or schedule it."), when));
}

/**
 * marbre_checks_run:
 * @story: a story
 * @blocks: (nullable): its body, if the caller has it parsed; %NULL to parse it here
 * @options: (nullable): what it is measured by besides itself
 *
 * Looks at a story as it would go out. Nothing inside code and addresses is a finding.
 *
 * Returns: (transfer full) (element-type MarbreCheck): the findings, those on the story as a whole
 *   first, then by field; at most %MARBRE_CHECKS_MAX
 */
GPtrArray *
marbre_checks_run (MarbreStory *story, MarbreBlocks *blocks, const MarbreChecksOptions *options)
{
  static const MarbreChecksOptions none = { 0 };
  g_autoptr (MarbreBlocks) parsed = NULL;
  g_autoptr (MarbreStory) read = NULL;
  MarbreChecks checks = { .story = story, .options = options ? options : &none };

  g_return_val_if_fail (MARBRE_IS_STORY (story), NULL);

  checks.read = read = marbre_desk_notes_strip_lines (story);
  checks.found = g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_check_free);
  checks.body = marbre_story_get_text (story, MARBRE_FIELD_BODY);
  if (blocks == NULL)
    blocks = parsed = marbre_blocks_parse (
        checks.body, -1, marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE), NULL, NULL);

  check_headline (&checks);
  check_embargo (&checks);
  check_missing (&checks);
  check_standfirst (&checks);
  check_length (&checks, blocks);
  check_language (&checks, blocks);
  marbre_checks_run_tags (&checks);
  marbre_checks_run_media (&checks, blocks);
  marbre_checks_run_links (&checks, blocks);
  marbre_checks_run_read_also (&checks, blocks);
  marbre_checks_run_notes (&checks, blocks);
  if (checks.options->rules != NULL)
    marbre_house_rules_run (checks.options->rules, &checks);
  marbre_checks_run_prose (&checks);
  return checks.found;
}
