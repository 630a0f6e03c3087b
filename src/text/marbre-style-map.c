/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses in CSS; see marbre-style-map.h. After the tokens of "CSS Syntax Module Level 3"
 * (https://www.w3.org/TR/css-syntax-3/#tokenization): comments, strings, names with their escapes,
 * and url(). What is no address is copied as it stands.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-style-map.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-sanitize.h"

/* What stands for an address that is not to be loaded; it fails without a request. */
#define NOWHERE "about:invalid"

/* Functions may hold strings that are addresses; deeper than this they are nobody's. */
#define MAX_DEPTH 32

/* A data: URI is part of the text, but not a second page in it. */
#define DATA_IMAGE "data:image/"
#define DATA_FONT  "data:font/"
#define DATA_OLD   "data:application/"

typedef struct
{
  const char *p;           /* (borrowed): what is read next */
  const char *end;         /* (borrowed) */
  const char *base_uri;    /* (borrowed) */
  MarbreAddressMapper map; /* asked for each address */
  gpointer data;           /* (borrowed): for @map */
  GString *out;            /* (owned) */
  guint depth;             /* of brackets that are open */
  guint32 image_sets;      /* bit n: bracket n is of an image-set() */
  gboolean importing;      /* inside @import, before its address */
} Reader;

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static gboolean
is_name (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_' || (guchar) c >= 0x80;
}

/* Reads the character that a backslash at @self->p stands for. */
static void
read_escape (Reader *self, GString *value)
{
  gunichar character = 0;
  guint digits = 0;

  self->p++;
  if (self->p >= self->end)
    return;
  if (*self->p == '\n' || *self->p == '\r' || *self->p == '\f')
    {
      self->p++;
      return;
    }
  while (self->p < self->end && digits < 6 && g_ascii_isxdigit (*self->p))
    {
      character = character * 16 + (gunichar) g_ascii_xdigit_value (*self->p++);
      digits++;
    }
  if (digits == 0)
    {
      g_string_append_c (value, *self->p++);
      return;
    }
  if (self->p < self->end && is_space (*self->p))
    self->p++;
  if (character == 0 || !g_unichar_validate (character))
    character = 0xFFFD;
  g_string_append_unichar (value, character);
}

/* Returns: (transfer full): a name with its escapes read; @self->p is behind it */
static char *
read_name (Reader *self)
{
  GString *value = g_string_new (NULL);

  while (self->p < self->end && (is_name (*self->p) || *self->p == '\\'))
    if (*self->p == '\\')
      read_escape (self, value);
    else
      g_string_append_c (value, *self->p++);
  return marbre_string_steal (value);
}

/* Returns: (transfer full): a string's value; @self->p, at its quote, is behind it afterwards */
static char *
read_string (Reader *self)
{
  char quote = *self->p++;
  GString *value = g_string_new (NULL);

  while (self->p < self->end && *self->p != quote && *self->p != '\n')
    if (*self->p == '\\')
      read_escape (self, value);
    else
      g_string_append_c (value, *self->p++);
  if (self->p < self->end && *self->p == quote)
    self->p++;
  return marbre_string_steal (value);
}

static void
skip_comment (Reader *self)
{
  const char *close = g_strstr_len (self->p + 2, self->end - self->p - 2, "*/");

  self->p = close ? close + 2 : self->end;
}

static void
skip_space (Reader *self)
{
  while (self->p < self->end)
    if (is_space (*self->p))
      self->p++;
    else if (self->end - self->p >= 2 && self->p[0] == '/' && self->p[1] == '*')
      skip_comment (self);
    else
      return;
}

/* Returns: (transfer full): the address of a url( whose bracket was just read */
static char *
read_url (Reader *self)
{
  char *value = NULL;

  while (self->p < self->end && is_space (*self->p))
    self->p++;
  if (self->p < self->end && (*self->p == '"' || *self->p == '\''))
    value = read_string (self);
  else
    {
      GString *text = g_string_new (NULL);

      while (self->p < self->end && *self->p != ')' && !is_space (*self->p))
        if (*self->p == '\\')
          read_escape (self, text);
        else
          g_string_append_c (text, *self->p++);
      value = marbre_string_steal (text);
    }
  while (self->p < self->end && *self->p != ')')
    self->p++;
  if (self->p < self->end)
    self->p++;
  return value;
}

/* Writes a CSS string that also survives in a style element and in an attribute. */
static void
append_url (GString *out, const char *address)
{
  g_string_append (out, "url(\"");
  for (const char *p = address; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) || strchr ("\"\\<>()'", *p) != NULL)
      g_string_append_printf (out, "\\%x ", (guint) (guchar) *p);
    else
      g_string_append_c (out, *p);
  g_string_append (out, "\")");
}

static void
write_address (Reader *self, const char *reference, MarbreAddressUse use)
{
  g_autofree char *address =
      marbre_style_map_address (reference, self->base_uri, use, self->map, self->data);

  append_url (self->out, address ? address : NOWHERE);
}

static MarbreAddressUse
take_use (Reader *self)
{
  MarbreAddressUse use = self->importing ? MARBRE_ADDRESS_STYLE : MARBRE_ADDRESS_FILE;

  self->importing = FALSE;
  return use;
}

static void
open_bracket (Reader *self, gboolean image_set)
{
  if (self->depth < MAX_DEPTH)
    {
      self->image_sets &= ~(1u << self->depth);
      self->image_sets |= (image_set ? 1u : 0u) << self->depth;
    }
  self->depth++;
}

static gboolean
in_image_set (Reader *self)
{
  return self->depth > 0 &&
         (self->depth > MAX_DEPTH || (self->image_sets & (1u << (self->depth - 1))) != 0);
}

static void
copy_string (Reader *self)
{
  const char *start = self->p;
  g_autofree char *value = read_string (self);

  if (self->importing || in_image_set (self))
    write_address (self, value, take_use (self));
  else
    g_string_append_len (self->out, start, self->p - start);
}

static void
copy_name (Reader *self)
{
  const char *start = self->p;
  g_autofree char *name = read_name (self);
  gboolean calls = self->p < self->end && *self->p == '(';

  if (self->p == start)
    self->p++; /* a backslash before the end */
  if (calls && (g_ascii_strcasecmp (name, "url") == 0 || g_ascii_strcasecmp (name, "src") == 0))
    {
      g_autofree char *reference = NULL;

      self->p++;
      reference = read_url (self);
      write_address (self, reference, take_use (self));
      return;
    }
  g_string_append_len (self->out, start, self->p - start);
  if (!calls)
    return;
  g_string_append_c (self->out, *self->p++);
  open_bracket (self, g_ascii_strcasecmp (name, "image-set") == 0 ||
                          g_ascii_strcasecmp (name, "-webkit-image-set") == 0);
}

/* A rule that starts with "@": imports have an address, an encoding is told elsewhere. */
static void
copy_at (Reader *self)
{
  const char *start = self->p++;
  g_autofree char *name = read_name (self);

  if (g_ascii_strcasecmp (name, "charset") == 0 || g_ascii_strcasecmp (name, "namespace") == 0)
    {
      while (self->p < self->end && *self->p != ';')
        self->p++;
      if (self->p < self->end)
        self->p++;
      return;
    }
  self->importing = g_ascii_strcasecmp (name, "import") == 0;
  g_string_append_len (self->out, start, self->p - start);
  if (self->importing)
    {
      g_string_append_c (self->out, ' ');
      skip_space (self);
    }
}

static void
copy_other (Reader *self)
{
  char c = *self->p++;

  if (c == '(')
    open_bracket (self, in_image_set (self));
  else if (c == ')' && self->depth > 0)
    self->depth--;
  else if (c == ';' || c == '{' || c == '}')
    {
      self->depth = 0;
      self->importing = FALSE;
    }
  g_string_append_c (self->out, c);
}

static void
copy_token (Reader *self)
{
  if (self->end - self->p >= 2 && self->p[0] == '/' && self->p[1] == '*')
    {
      skip_comment (self);
      g_string_append (self->out, "/**/"); /* it separates what is around it */
    }
  else if (*self->p == '"' || *self->p == '\'')
    copy_string (self);
  else if (*self->p == '@')
    copy_at (self);
  else if (is_name (*self->p) || *self->p == '\\')
    copy_name (self);
  else
    copy_other (self);
}

static gboolean
is_carried (const char *reference)
{
  return g_ascii_strncasecmp (reference, DATA_IMAGE, strlen (DATA_IMAGE)) == 0 ||
         g_ascii_strncasecmp (reference, DATA_FONT, strlen (DATA_FONT)) == 0 ||
         g_ascii_strncasecmp (reference, DATA_OLD, strlen (DATA_OLD)) == 0;
}

/**
 * marbre_style_map_address:
 * @reference: an address as a page or style sheet has it
 * @base_uri: what it is relative to
 * @use: what the page does with it
 * @map: asked for each http(s) address
 * @data: for @map
 *
 * Pictures and fonts that the text itself carries (data:) and places in the page ("#arrow") stay.
 *
 * Returns: (transfer full) (nullable): the address to load from, %NULL to load nothing
 */
char *
marbre_style_map_address (const char *reference,
                          const char *base_uri,
                          MarbreAddressUse use,
                          MarbreAddressMapper map,
                          gpointer data)
{
  g_autofree char *clean = g_strstrip (g_strdup (reference));
  g_autofree char *encoded = NULL;
  g_autofree char *absolute = NULL;

  if (use == MARBRE_ADDRESS_FILE && (*clean == '#' || is_carried (clean)))
    return g_steal_pointer (&clean);
  encoded = *clean != '\0' ? marbre_sanitize_uri (clean, MARBRE_URI_RESOURCE) : NULL;
  if (encoded != NULL)
    absolute = g_uri_resolve_relative (base_uri, encoded, G_URI_FLAGS_ENCODED, NULL);
  if (absolute == NULL ||
      (!g_str_has_prefix (absolute, "http://") && !g_str_has_prefix (absolute, "https://")))
    return NULL;
  absolute[strcspn (absolute, "#")] = '\0';
  return map (absolute, use, data);
}

/**
 * marbre_style_map:
 * @css: a style sheet, or what is in a style attribute; UTF-8
 * @length: bytes of @css, -1 if NUL-terminated
 * @base_uri: what its addresses are relative to
 * @map: asked for each http(s) address
 * @data: for @map
 *
 * Rewrites url(), @import and image-set(), also where escapes hide them, and empties comments.
 * What is not rewritten loads nothing.
 *
 * Returns: (transfer full): the style sheet
 */
char *
marbre_style_map (const char *css,
                  gssize length,
                  const char *base_uri,
                  MarbreAddressMapper map,
                  gpointer data)
{
  gsize bytes = length < 0 ? strlen (css) : (gsize) length;
  Reader self = { .p = css, .end = css + bytes, .base_uri = base_uri, .map = map, .data = data };

  g_return_val_if_fail (css != NULL, NULL);
  g_return_val_if_fail (base_uri != NULL && map != NULL, NULL);

  self.out = g_string_sized_new (bytes);
  while (self.p < self.end)
    copy_token (&self);
  return marbre_string_steal (self.out);
}
