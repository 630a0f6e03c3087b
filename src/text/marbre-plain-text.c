/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain text; see marbre-plain-text.h. What is certainly no Markdown is copied in one pass, some
 * fifty times quicker than a parse; whatever might be is parsed.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-plain-text.h"

#include <cmark-gfm.h>
#include <string.h>

#include "marbre-blocks.h"
#include "marbre-compat.h"

/* Longer bodies are cut where blocks are, which is the parser's to know. */
#define MAX_QUICK_BYTES 65536

/* May the byte be markup wherever it stands? Also what cmark or we make something else of: tabs,
 * returns, addresses. */
static gboolean
is_suspect (guint8 byte)
{
  switch (byte)
    {
    case '\\':
    case '`':
    case '*':
    case '_':
    case '[':
    case ']':
    case '<':
    case '>':
    case '&':
    case '~':
    case '|':
    case '{':
    case '}':
    case '@':
      return TRUE;
    default:
      return byte < ' ' || byte == 0x7f;
    }
}

/* May a line begin so without being anything but prose? A dash may begin what somebody says. */
static gboolean
begins_prose (const char *line)
{
  const guint8 first = (guint8) *line;

  if (g_ascii_isdigit (first))
    {
      const char *behind = line + strspn (line, "0123456789");

      return *behind != '.' && *behind != ')';
    }
  if (first >= 0x80)
    return !g_str_has_prefix (line, "—");
  return g_ascii_isalpha (first) || strchr ("\"'(.,;!?%$/", first) != NULL;
}

/* Is there nothing in the line but words? */
static gboolean
is_prose (const char *line, gsize length)
{
  if (!begins_prose (line) || line[length - 1] == ' ')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (is_suspect ((guint8) line[i]) || (line[i] == ':' && line[i + 1] == '/') ||
        (line[i] == '.' && i >= 3 && g_ascii_strncasecmp (line + i - 3, "www", 3) == 0))
      return FALSE;
  return TRUE;
}

/* NULL if it may be Markdown. */
static char *
copy_prose (const char *markdown, gsize length)
{
  g_autoptr (GString) out = g_string_sized_new (length + 1);
  gboolean begins_paragraph = FALSE;

  for (const char *line = markdown; *line != '\0';)
    {
      const gsize size = strcspn (line, "\n");

      if (size == 0)
        begins_paragraph = TRUE;
      else
        {
          if (!is_prose (line, size))
            return NULL;
          if (out->len > 0)
            g_string_append_c (out, begins_paragraph ? '\n' : ' ');
          g_string_append_len (out, line, (gssize) size);
          begins_paragraph = FALSE;
        }
      line += size + (line[size] == '\n' ? 1 : 0);
    }
  return marbre_string_steal (g_steal_pointer (&out));
}

/**
 * marbre_plain_text_new:
 * @markdown: a body
 * @language: BCP 47, or "" for none
 *
 * Returns: (transfer full): its prose, one paragraph a line, valid UTF-8
 */
char *
marbre_plain_text_new (const char *markdown, const char *language)
{
  const gsize length = strlen (markdown);
  g_autoptr (MarbreBlocks) blocks = NULL;
  char *text = length <= MAX_QUICK_BYTES && g_utf8_validate (markdown, (gssize) length, NULL)
                   ? copy_prose (markdown, length)
                   : NULL;

  if (text != NULL)
    return text;
  blocks = marbre_blocks_parse (markdown, (gssize) length, language, NULL, NULL);
  return marbre_blocks_to_text (blocks);
}

/**
 * marbre_plain_text_dup_form:
 *
 * Returns: (transfer full): in which form this program makes plain text; another version of it, or
 *   of the parser, may have another one
 */
char *
marbre_plain_text_dup_form (void)
{
  return g_strdup_printf ("%d %s", MARBRE_PLAIN_TEXT_FORM, cmark_version_string ());
}
