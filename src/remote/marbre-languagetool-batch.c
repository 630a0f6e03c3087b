/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One request to LanguageTool and its answer; see marbre-languagetool-batch.h. The form and the
 * answer are those of version 2 of its HTTP API, /v2/check (languagetool.org/http-api). It counts
 * as Java does, in units of UTF-16; we count characters.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-languagetool-batch.h"

#include <string.h>

#include "marbre-json.h"

#define OPAQUE "\xef\xbf\xbc" /* U+FFFC, which stands for code and addresses */
#define GAP    "\n\n"         /* between two paragraphs */

#define MAX_MISTAKES      200
#define MAX_REPLACEMENTS  6
#define MAX_WORDS_BYTES   400
#define MAX_MESSAGE_BYTES 2000

/* Spelling and typography are Marbre's own. These are LanguageTool's spelling checkers; those of
 * other languages follow the same forms of names, see is_spelling(). */
#define SPELLING_RULES                                                                             \
  "FR_SPELLING_RULE,MORFOLOGIK_RULE_EN_US,MORFOLOGIK_RULE_EN_GB,MORFOLOGIK_RULE_EN_AU,"            \
  "MORFOLOGIK_RULE_EN_CA,MORFOLOGIK_RULE_EN_NZ,MORFOLOGIK_RULE_EN_ZA,GERMAN_SPELLER_RULE"

typedef struct
{
  char *text;   /* (owned) */
  gint64 start; /* UTF-16 units before it in the request */
  gint64 units; /* how many it has */
} Paragraph;

struct _MarbreLanguagetoolBatch
{
  char *language;     /* (owned): as the server calls it */
  GArray *paragraphs; /* (owned) (element-type Paragraph) */
  gsize bytes;
};

static void
paragraph_clear (Paragraph *paragraph)
{
  g_free (paragraph->text);
}

static gint64
units_of (gunichar c)
{
  return c > 0xffff ? 2 : 1;
}

static gint64
count_units (const char *text)
{
  gint64 units = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    units += units_of (g_utf8_get_char (p));
  return units;
}

/**
 * marbre_languagetool_language:
 * @language: a BCP 47 tag
 *
 * Servers of different ages know different variants, and refuse what they do not know. English is
 * the language whose variants all know and which has rules of its own for each.
 *
 * Returns: (transfer full): what a server is told
 */
char *
marbre_languagetool_language (const char *language)
{
  static const char *const english[] = { "en-US", "en-GB", "en-AU", "en-CA", "en-NZ", "en-ZA" };
  gsize length;

  g_return_val_if_fail (language != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (english); i++)
    if (g_ascii_strcasecmp (language, english[i]) == 0)
      return g_strdup (english[i]);
  length = strcspn (language, "-_");
  return g_ascii_strdown (language, (gssize) length);
}

/**
 * marbre_languagetool_batch_new:
 * @language: what marbre_languagetool_language() says
 *
 * Returns: (transfer full): a request without paragraphs
 */
MarbreLanguagetoolBatch *
marbre_languagetool_batch_new (const char *language)
{
  MarbreLanguagetoolBatch *self = g_new0 (MarbreLanguagetoolBatch, 1);

  self->language = g_strdup (language);
  self->paragraphs = g_array_new (FALSE, FALSE, sizeof (Paragraph));
  g_array_set_clear_func (self->paragraphs, (GDestroyNotify) paragraph_clear);
  return self;
}

/**
 * marbre_languagetool_batch_free:
 *
 * Frees a request.
 */
void
marbre_languagetool_batch_free (MarbreLanguagetoolBatch *self)
{
  g_array_unref (self->paragraphs);
  g_free (self->language);
  g_free (self);
}

/**
 * marbre_languagetool_batch_add:
 * @text: a paragraph, valid UTF-8 without markup
 *
 * Returns: whether there was room for it; for the first there always is
 */
gboolean
marbre_languagetool_batch_add (MarbreLanguagetoolBatch *self, const char *text)
{
  Paragraph paragraph;

  if (self->paragraphs->len > 0 &&
      (self->paragraphs->len >= MARBRE_LANGUAGETOOL_MAX_PARAGRAPHS ||
       self->bytes + strlen (text) > MARBRE_LANGUAGETOOL_MAX_BYTES))
    return FALSE;
  paragraph.text = g_strdup (text);
  paragraph.units = count_units (text);
  paragraph.start = 0;
  if (self->paragraphs->len > 0)
    {
      const Paragraph *last =
          &g_array_index (self->paragraphs, Paragraph, self->paragraphs->len - 1);

      paragraph.start = last->start + last->units + (gint64) strlen (GAP);
    }
  self->bytes += strlen (text);
  g_array_append_val (self->paragraphs, paragraph);
  return TRUE;
}

static void
add_annotation (JsonBuilder *builder, const char *name, const char *text, const char *as)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
  if (as != NULL)
    {
      json_builder_set_member_name (builder, "interpretAs");
      json_builder_add_string_value (builder, as);
    }
  json_builder_end_object (builder);
}

/* A name in place of code and addresses: with a hole there the sentence would be wrong. */
static void
add_text (JsonBuilder *builder, const char *text)
{
  const char *from = text, *to;

  while ((to = strstr (from, OPAQUE)) != NULL)
    {
      const char *behind = to;
      g_autofree char *before = g_strndup (from, (gsize) (to - from));
      g_autofree char *hidden = NULL;

      while (g_str_has_prefix (behind, OPAQUE))
        behind += strlen (OPAQUE);
      hidden = g_strndup (to, (gsize) (behind - to));
      if (*before != '\0')
        add_annotation (builder, "text", before, NULL);
      add_annotation (builder, "markup", hidden, "X");
      from = behind;
    }
  if (*from != '\0')
    add_annotation (builder, "text", from, NULL);
}

static char *
write_data (MarbreLanguagetoolBatch *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "annotation");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->paragraphs->len; i++)
    {
      if (i > 0)
        add_annotation (builder, "markup", GAP, GAP);
      add_text (builder, g_array_index (self->paragraphs, Paragraph, i).text);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/**
 * marbre_languagetool_batch_write:
 *
 * Returns: (transfer full) (element-type utf8 utf8): the fields of the form
 */
GHashTable *
marbre_languagetool_batch_write (MarbreLanguagetoolBatch *self)
{
  GHashTable *form = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_hash_table_insert (form, g_strdup ("data"), write_data (self));
  g_hash_table_insert (form, g_strdup ("language"), g_strdup (self->language));
  g_hash_table_insert (form, g_strdup ("disabledRules"), g_strdup (SPELLING_RULES));
  g_hash_table_insert (form, g_strdup ("disabledCategories"), g_strdup ("TYPOGRAPHY"));
  return form;
}

static gboolean
is_spelling (const char *rule)
{
  return g_str_has_prefix (rule, "MORFOLOGIK_") || g_str_has_prefix (rule, "HUNSPELL_") ||
         g_str_has_suffix (rule, "_SPELLING_RULE") || g_str_has_suffix (rule, "_SPELLER_RULE");
}

/* The character that begins at a unit. */
static gboolean
find_character (const char *text, gint64 unit, guint *character)
{
  gint64 at = 0;

  *character = 0;
  for (const char *p = text; *p != '\0' && at < unit; p = g_utf8_next_char (p))
    {
      at += units_of (g_utf8_get_char (p));
      (*character)++;
    }
  return at == unit;
}

static char **
read_replacements (JsonObject *match)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = marbre_json_array (match, "replacements");

  for (guint i = 0; array && i < MIN (json_array_get_length (array), MAX_REPLACEMENTS); i++)
    {
      JsonObject *replacement = marbre_json_node_object (json_array_get_element (array, i));
      const char *value = marbre_json_string (replacement, "value");

      if (*value != '\0' && strlen (value) <= MAX_WORDS_BYTES)
        g_strv_builder_add (builder, value);
    }
  return g_strv_builder_end (builder);
}

static char *
read_message (JsonObject *match)
{
  const char *message = marbre_json_string (match, "message");
  g_autofree char *start = g_strndup (message, MAX_MESSAGE_BYTES);

  return g_utf8_make_valid (start, -1);
}

/* What lies outside of one paragraph, or inside of a character, is left out. */
static void
read_match (MarbreLanguagetoolBatch *self, JsonObject *match, GPtrArray *answers)
{
  gint64 offset = marbre_json_int (match, "offset");
  gint64 length = marbre_json_int (match, "length");
  const char *rule = marbre_json_string (marbre_json_object (match, "rule"), "id");

  if (length <= 0 || length > MARBRE_GRAMMAR_MAX_BYTES || *rule == '\0' || is_spelling (rule))
    return;
  for (guint i = 0; i < self->paragraphs->len; i++)
    {
      const Paragraph *paragraph = &g_array_index (self->paragraphs, Paragraph, i);
      GPtrArray *mistakes = g_ptr_array_index (answers, i);
      gint64 start = offset - paragraph->start;
      MarbreGrammarMistake *mistake;
      guint first, last;

      if (start < 0 || start + length > paragraph->units || mistakes->len >= MAX_MISTAKES)
        continue;
      if (!find_character (paragraph->text, start, &first) ||
          !find_character (paragraph->text, start + length, &last))
        return;
      mistake = g_new0 (MarbreGrammarMistake, 1);
      mistake->start = first;
      mistake->end = last;
      mistake->rule = g_strdup (rule);
      mistake->message = read_message (match);
      mistake->replacements = read_replacements (match);
      g_ptr_array_add (mistakes, mistake);
      return;
    }
}

static GPtrArray *
mistakes_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_grammar_mistake_free);
}

/**
 * marbre_languagetool_batch_read:
 * @answer: (nullable): the server's JSON
 *
 * Returns: (transfer full) (nullable) (element-type GPtrArray): for each paragraph its
 *   #MarbreGrammarMistake<!-- -->s; %NULL if @answer is not LanguageTool's
 */
GPtrArray *
marbre_languagetool_batch_read (MarbreLanguagetoolBatch *self, JsonNode *answer)
{
  JsonArray *matches = marbre_json_array (marbre_json_node_object (answer), "matches");
  GPtrArray *answers;

  if (matches == NULL)
    return NULL;
  answers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < self->paragraphs->len; i++)
    g_ptr_array_add (answers, mistakes_new ());
  for (guint i = 0; i < json_array_get_length (matches); i++)
    read_match (self, marbre_json_node_object (json_array_get_element (matches, i)), answers);
  return answers;
}
