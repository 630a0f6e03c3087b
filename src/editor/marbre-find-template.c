/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Replacements; see marbre-find-template.h. GRegex has a syntax of its own for them, which knows
 * neither $1 nor ${name}, and says “1” for a group that does not exist.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-find-template.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-compat.h"

/* Words, or the group that stands there. */
typedef struct
{
  char *words; /* (owned) (nullable): NULL for a group */
  int group;
} Piece;

struct _MarbreFindTemplate
{
  GArray *pieces; /* (owned) (element-type Piece) */
};

static void
piece_clear (Piece *piece)
{
  g_free (piece->words);
}

static void
end_words (MarbreFindTemplate *self, GString *words)
{
  Piece piece = { NULL, 0 };

  if (words->len == 0)
    return;
  piece.words = g_strdup (words->str);
  g_array_append_val (self->pieces, piece);
  g_string_truncate (words, 0);
}

static gboolean
add_group (
    MarbreFindTemplate *self, GString *words, GRegex *regex, const char *name, GError **error)
{
  Piece piece = { NULL, -1 };
  guint64 number;

  if (g_ascii_string_to_unsigned (name, 10, 0, 99, &number, NULL))
    piece.group = (int) number;
  else if (*name != '\0')
    piece.group = g_regex_get_string_number (regex, name);
  if (piece.group < 0 || piece.group > g_regex_get_capture_count (regex))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   /* TRANSLATORS: the number or name of a group in a regular expression */
                   _("The pattern has no group “%s” that could be put in."), name);
      return FALSE;
    }
  end_words (self, words);
  g_array_append_val (self->pieces, piece);
  return TRUE;
}

/* @p is behind a backslash. Returns: what follows, %NULL for an error */
static const char *
read_escape (MarbreFindTemplate *self, GString *words, GRegex *regex, const char *p, GError **error)
{
  const char name[2] = { *p, '\0' };

  if (*p == '\0')
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _("Nothing follows the backslash at the end of the replacement; write "
                             "it twice for a backslash."));
      return NULL;
    }
  if (g_ascii_isdigit (*p))
    return add_group (self, words, regex, name, error) ? p + 1 : NULL;
  if (*p == 'n' || *p == 't')
    g_string_append_c (words, *p == 'n' ? '\n' : '\t');
  else if (*p == '\\' || *p == '$')
    g_string_append_c (words, *p);
  else
    {
      g_string_append_c (words, '\\');
      return p;
    }
  return p + 1;
}

/* @p is behind a dollar. A dollar before anything else is money. */
static const char *
read_dollar (MarbreFindTemplate *self, GString *words, GRegex *regex, const char *p, GError **error)
{
  const char name[2] = { *p, '\0' };
  const char *end = *p == '{' ? strchr (p, '}') : NULL;
  g_autofree char *long_name = end ? g_strndup (p + 1, (gsize) (end - p - 1)) : NULL;

  if (long_name != NULL)
    return add_group (self, words, regex, long_name, error) ? end + 1 : NULL;
  if (g_ascii_isdigit (*p) && *p - '0' <= g_regex_get_capture_count (regex))
    return add_group (self, words, regex, name, error) ? p + 1 : NULL;
  g_string_append_c (words, '$');
  return p;
}

static gboolean
read_pieces (MarbreFindTemplate *self, const char *text, GRegex *regex, GError **error)
{
  g_autoptr (GString) words = g_string_new (NULL);
  const char *p = text;

  while (p != NULL && *p != '\0')
    {
      gsize plain = strcspn (p, "\\$");

      g_string_append_len (words, p, (gssize) plain);
      p += plain;
      if (*p == '\\')
        p = read_escape (self, words, regex, p + 1, error);
      else if (*p == '$')
        p = read_dollar (self, words, regex, p + 1, error);
    }
  end_words (self, words);
  return p != NULL;
}

/**
 * marbre_find_template_new:
 * @text: what is put in, as it was typed
 * @pattern: what is looked for; if it is words, @text is words too
 * @error: return location: %G_IO_ERROR_INVALID_ARGUMENT, in words
 *
 * Returns: (transfer full) (nullable): the replacement
 */
MarbreFindTemplate *
marbre_find_template_new (const char *text, MarbreFindPattern *pattern, GError **error)
{
  g_autoptr (MarbreFindTemplate) self = NULL;

  g_return_val_if_fail (text != NULL && pattern != NULL, NULL);

  self = g_new0 (MarbreFindTemplate, 1);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, (GDestroyNotify) piece_clear);
  if (!marbre_find_pattern_is_regex (pattern))
    {
      Piece piece = { g_strdup (text), 0 };

      g_array_append_val (self->pieces, piece);
    }
  else if (!read_pieces (self, text, marbre_find_pattern_get_regex (pattern), error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * marbre_find_template_free:
 *
 * Ends it.
 */
void
marbre_find_template_free (MarbreFindTemplate *self)
{
  g_return_if_fail (self != NULL);
  g_array_unref (self->pieces);
  g_free (self);
}

/**
 * marbre_find_template_expand:
 * @match: what was found with the template's pattern
 *
 * Returns: (transfer full): what is put in its place; a group that took no part is empty
 */
char *
marbre_find_template_expand (MarbreFindTemplate *self, const GMatchInfo *match)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL && match != NULL, marbre_string_steal (text));

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);
      g_autofree char *group = piece->words ? NULL : g_match_info_fetch (match, piece->group);

      g_string_append (text, piece->words ? piece->words : group ? group : "");
    }
  return marbre_string_steal (text);
}
