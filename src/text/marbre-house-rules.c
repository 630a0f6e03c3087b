/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading a file of house rules; see marbre-house-rules.h. Lines of "key: value", a rule to each
 * group of lines: an editor who never saw a regular expression can write one with "words:". YAML
 * was rejected because a pattern is full of signs that it reads as its own, TOML and JSON because
 * each backslash would have to be written twice.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-house-rules.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-compat.h"
#include "marbre-house-rules-private.h"
#include "marbre-text-error.h"

/* Steps after which PCRE2 gives a match up: a pattern that needs more on one paragraph would keep a
 * processor busy for minutes. */
#define MATCH_LIMIT "(*LIMIT_MATCH=200000)"

struct _MarbreHouseRules
{
  gatomicrefcount references;
  GPtrArray *rules;    /* (owned) (element-type MarbreHouseRule) */
  GPtrArray *problems; /* (owned) (element-type MarbreHouseProblem) */
};

typedef enum
{
  KEY_PATTERN,
  KEY_WORDS,
  KEY_MESSAGE,
  KEY_REPLACEMENT,
  KEY_SEVERITY,
  KEY_LANGUAGE,
  KEY_CASE,
  N_KEYS,
} Key;

static const char *const key_names[N_KEYS] = {
  [KEY_PATTERN] = "pattern",         [KEY_WORDS] = "words",       [KEY_MESSAGE] = "message",
  [KEY_REPLACEMENT] = "replacement", [KEY_SEVERITY] = "severity", [KEY_LANGUAGE] = "language",
  [KEY_CASE] = "case",
};

/* A rule while its lines are read. */
typedef struct
{
  MarbreHouseRules *rules;
  char *values[N_KEYS]; /* (owned) (nullable) */
  guint lines[N_KEYS];
  guint first_line; /* of the rule; 0 between rules */
  gboolean broken;  /* a line of it could not be read: said already */
} Reader;

static void
rule_free (MarbreHouseRule *rule)
{
  g_clear_pointer (&rule->regex, g_regex_unref);
  g_free (rule->message);
  g_free (rule->replacement);
  g_free (rule->language);
  g_free (rule);
}

static void
problem_free (MarbreHouseProblem *problem)
{
  g_free (problem->message);
  g_free (problem);
}

static void
add_problem (MarbreHouseRules *self, guint line, char *message)
{
  MarbreHouseProblem *problem = g_new0 (MarbreHouseProblem, 1);

  problem->line = line;
  problem->message = message;
  g_ptr_array_add (self->problems, problem);
}

static void
refuse (Reader *self, guint line, char *message)
{
  add_problem (self->rules, line, message);
  self->broken = TRUE;
}

/* "words" as a pattern: the words as they stand, however they are parted. */
static char *
pattern_of_words (const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);
  GString *pattern = g_string_new ("(?<![\\w])");
  gboolean first = TRUE;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *escaped = g_regex_escape_string (parts[i], -1);

      if (*parts[i] == '\0')
        continue;
      if (!first)
        g_string_append (pattern, "\\s+");
      g_string_append (pattern, escaped);
      first = FALSE;
    }
  g_string_append (pattern, "(?![\\w])");
  return marbre_string_steal (pattern);
}

/* Returns: (transfer full) (nullable): %NULL if the problem was said */
static GRegex *
make_regex (Reader *self)
{
  const char *written = self->values[KEY_PATTERN];
  guint line = self->lines[written ? KEY_PATTERN : KEY_WORDS];
  g_autofree char *words =
      written == NULL ? pattern_of_words (self->values[KEY_WORDS]) : NULL;
  g_autofree char *pattern = g_strconcat (MATCH_LIMIT, written ? written : words, NULL);
  GRegexCompileFlags flags = G_REGEX_OPTIMIZE;
  g_autoptr (GError) error = NULL;
  GRegex *regex;

  if (strlen (pattern) > MARBRE_HOUSE_RULES_MAX_PATTERN)
    {
      refuse (self, line, g_strdup_printf (_ ("The pattern is longer than %d signs. Write two "
                                              "rules."),
                                           MARBRE_HOUSE_RULES_MAX_PATTERN));
      return NULL;
    }
  if (g_strcmp0 (self->values[KEY_CASE], "yes") != 0)
    flags |= G_REGEX_CASELESS;
  /* First without the limit, which nobody wrote and which the message would show. */
  regex = g_regex_new (written ? written : words, flags, 0, &error);
  if (regex == NULL)
    {
      refuse (self, line,
              /* Translators: what the library says of a regular expression. */
              g_strdup_printf (_ ("This is no pattern: %s."), error->message));
      return NULL;
    }
  g_regex_unref (regex);
  return g_regex_new (pattern, flags, 0, NULL);
}

static gboolean
read_severity (Reader *self, MarbreSeverity *severity)
{
  const char *name = self->values[KEY_SEVERITY];

  *severity = MARBRE_SEVERITY_WARNING;
  if (name == NULL)
    return TRUE;
  for (guint i = MARBRE_SEVERITY_INFO; i <= MARBRE_SEVERITY_ERROR; i++)
    if (g_ascii_strcasecmp (marbre_severity_get_name ((MarbreSeverity) i), name) == 0)
      {
        *severity = (MarbreSeverity) i;
        return TRUE;
      }
  refuse (self, self->lines[KEY_SEVERITY],
          g_strdup_printf (_ ("“%s” is no severity. Write info, warning or error."), name));
  return FALSE;
}

static gboolean
check_replacement (Reader *self)
{
  const char *text = self->values[KEY_REPLACEMENT];
  g_autoptr (GError) error = NULL;

  if (text == NULL || g_regex_check_replacement (text, NULL, &error))
    return TRUE;
  refuse (self, self->lines[KEY_REPLACEMENT],
          g_strdup_printf (_ ("“%s” is no replacement: %s. Write a backslash twice."), text,
                           error->message));
  return FALSE;
}

static void
make_rule (Reader *self)
{
  MarbreSeverity severity;
  g_autoptr (GRegex) regex = NULL;
  MarbreHouseRule *rule;

  if (self->values[KEY_PATTERN] == NULL && self->values[KEY_WORDS] == NULL)
    {
      refuse (self, self->first_line,
              g_strdup (_ ("This rule looks for nothing. Give it a line “words:” or “pattern:”.")));
      return;
    }
  if (self->values[KEY_MESSAGE] == NULL)
    {
      refuse (self, self->first_line,
              g_strdup (_ ("This rule says nothing. Give it a line “message:”.")));
      return;
    }
  regex = make_regex (self);
  if (regex == NULL || !read_severity (self, &severity) || !check_replacement (self))
    return;
  rule = g_new0 (MarbreHouseRule, 1);
  rule->line = self->first_line;
  rule->regex = g_steal_pointer (&regex);
  rule->message = g_strdup (self->values[KEY_MESSAGE]);
  rule->replacement = g_strdup (self->values[KEY_REPLACEMENT]);
  rule->language = g_strdup (self->values[KEY_LANGUAGE]);
  rule->severity = severity;
  g_ptr_array_add (self->rules->rules, rule);
}

static void
end_rule (Reader *self)
{
  if (self->first_line != 0 && !self->broken)
    {
      if (self->rules->rules->len < MARBRE_HOUSE_RULES_MAX)
        make_rule (self);
      else
        add_problem (self->rules, self->first_line,
                     g_strdup_printf (_ ("There are more than %d rules. This one is left out."),
                                      MARBRE_HOUSE_RULES_MAX));
    }
  for (guint i = 0; i < N_KEYS; i++)
    g_clear_pointer (&self->values[i], g_free);
  self->first_line = 0;
  self->broken = FALSE;
}

static gboolean
find_key (const char *line, const char *colon, Key *key)
{
  gsize length = (gsize) (colon - line);

  while (length > 0 && g_ascii_isspace (line[length - 1]))
    length--;
  for (guint i = 0; i < N_KEYS; i++)
    if (strlen (key_names[i]) == length && g_ascii_strncasecmp (key_names[i], line, length) == 0)
      {
        *key = (Key) i;
        return TRUE;
      }
  return FALSE;
}

/* One blank behind the colon is the format's; the others are the value's. */
static char *
read_value (const char *colon, Key key)
{
  const char *start = colon + 1;
  char *value;

  if (*start == ' ')
    start++;
  value = g_strdup (start);
  if (key != KEY_PATTERN && key != KEY_REPLACEMENT)
    g_strstrip (value);
  return value;
}

static void
read_line (Reader *self, const char *line, guint number)
{
  const char *colon = strchr (line, ':');
  Key key;

  if (line[strspn (line, " \t")] == '\0')
    {
      end_rule (self);
      return;
    }
  if (*line == '#')
    return;
  if (self->first_line == 0)
    self->first_line = number;
  if (colon == NULL || !find_key (line, colon, &key))
    refuse (self, number,
            g_strdup (_ ("A line begins with “words:”, “pattern:”, “message:”, “replacement:”, "
                         "“severity:”, “language:”, “case:” or “#”.")));
  else if (self->values[key] != NULL)
    refuse (self, number,
            g_strdup_printf (_ ("“%s” is there twice. Put an empty line between two rules."),
                             key_names[key]));
  else
    {
      self->values[key] = read_value (colon, key);
      self->lines[key] = number;
    }
}

/**
 * marbre_house_rules_parse:
 * @text: the file's text
 * @length: bytes in @text, −1 if it ends with a NUL
 * @error: return location for an error
 *
 * Reads the rules that can be read; marbre_house_rules_get_problems() has the others.
 *
 * Returns: (transfer full): the rules; %NULL with %MARBRE_TEXT_ERROR_ENCODING or
 *   %MARBRE_TEXT_ERROR_TOO_LARGE if it is no such file at all
 */
MarbreHouseRules *
marbre_house_rules_parse (const char *text, gssize length, GError **error)
{
  gsize bytes;
  const char *start = text;
  guint number = 0;
  Reader reader = { 0 };

  g_return_val_if_fail (text != NULL, NULL);

  bytes = length < 0 ? strlen (text) : (gsize) length;
  if (bytes > MARBRE_HOUSE_RULES_MAX_BYTES)
    {
      g_set_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_TOO_LARGE,
                   _ ("A file of house rules has at most %d kB. Choose another file."),
                   MARBRE_HOUSE_RULES_MAX_BYTES / 1024);
      return NULL;
    }
  if (!g_utf8_validate_len (text, bytes, NULL))
    {
      g_set_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_ENCODING,
                   _ ("The house rules are not UTF-8. Save the file as UTF-8."));
      return NULL;
    }
  if (bytes >= 3 && memcmp (start, "\xef\xbb\xbf", 3) == 0)
    start += 3;

  reader.rules = g_new0 (MarbreHouseRules, 1);
  g_atomic_ref_count_init (&reader.rules->references);
  reader.rules->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) rule_free);
  reader.rules->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) problem_free);
  while (start < text + bytes)
    {
      const char *newline = memchr (start, '\n', (gsize) (text + bytes - start));
      const char *end = newline ? newline : text + bytes;
      g_autofree char *line = NULL;

      line = g_strndup (start, (gsize) (end - start - (end > start && end[-1] == '\r')));
      read_line (&reader, line, ++number);
      start = end + 1;
    }
  end_rule (&reader);
  return reader.rules;
}

/**
 * marbre_house_rules_ref:
 *
 * Returns: (transfer full): @self
 */
MarbreHouseRules *
marbre_house_rules_ref (MarbreHouseRules *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * marbre_house_rules_unref:
 * @self: (transfer full): the rules
 */
void
marbre_house_rules_unref (MarbreHouseRules *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_ptr_array_unref (self->rules);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/**
 * marbre_house_rules_get_length:
 *
 * Returns: how many rules could be read
 */
guint
marbre_house_rules_get_length (MarbreHouseRules *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->rules->len;
}

/**
 * marbre_house_rules_get_problems:
 *
 * Returns: (transfer none) (element-type MarbreHouseProblem): what could not be read, by line
 */
GPtrArray *
marbre_house_rules_get_problems (MarbreHouseRules *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->problems;
}

/* Returns: (transfer none): a rule, by its place in the file */
const MarbreHouseRule *
marbre_house_rules_get (MarbreHouseRules *self, guint index)
{
  return g_ptr_array_index (self->rules, index);
}
