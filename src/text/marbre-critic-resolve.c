/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a text becomes if marks of CriticMarkup are accepted or rejected; see marbre-critic.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-critic.h"

#include <string.h>

#include "marbre-compat.h"

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/**
 * marbre_critic_may_close_up:
 * @next: (nullable): what follows something that goes away with a space before it
 *
 * Returns: whether that space goes, too
 */
gboolean
marbre_critic_may_close_up (const char *next)
{
  return next == NULL || strchr (" \t\r\n,.)]", *next) != NULL; /* also the final NUL */
}

/* A choice being carried out. */
typedef struct
{
  const char *text; /* (borrowed) */
  GArray *marks;    /* (borrowed) */
  guint next;       /* of @marks */
  MarbreCriticChoice choice;
  MarbreCriticScope scope;
  gsize begin;  /* of what is replaced */
  GString *out; /* (owned) */
} Resolver;

static void
find_kept (Resolver *self, const MarbreCriticMark *mark, gsize *from, gsize *to)
{
  gboolean accept = self->choice == MARBRE_CRITIC_ACCEPT;

  *from = mark->start + MARBRE_CRITIC_SIGN_LENGTH;
  *to = mark->middle;
  switch (mark->kind)
    {
    case MARBRE_CRITIC_COMMENT:
      *to = *from;
      break;
    case MARBRE_CRITIC_ADDITION:
      if (!accept)
        *to = *from;
      break;
    case MARBRE_CRITIC_DELETION:
      if (accept)
        *to = *from;
      break;
    case MARBRE_CRITIC_SUBSTITUTION:
      if (accept)
        {
          *from = mark->middle + MARBRE_CRITIC_ARROW_LENGTH;
          *to = mark->end - MARBRE_CRITIC_SIGN_LENGTH;
        }
      break;
    case MARBRE_CRITIC_HIGHLIGHT:
    case MARBRE_N_CRITIC_KINDS:
      break;
    }
}

static gboolean
ends_blank (Resolver *self)
{
  if (self->out->len > 0)
    return is_blank (self->out->str[self->out->len - 1]);
  return self->begin > 0 && is_blank (self->text[self->begin - 1]);
}

static void
drop_blank (Resolver *self)
{
  if (self->out->len > 0)
    g_string_truncate (self->out, self->out->len - 1);
  else
    self->begin--;
}

static void append_range (Resolver *self, gsize from, gsize to, const char *next);

static void
append_mark (Resolver *self, const MarbreCriticMark *mark, const char *next)
{
  gsize from, to;

  if (!(marbre_critic_get_scope (mark->kind) & self->scope))
    {
      g_string_append_len (self->out, self->text + mark->start, MARBRE_CRITIC_SIGN_LENGTH);
      append_range (self, mark->start + MARBRE_CRITIC_SIGN_LENGTH, mark->end, next);
      return;
    }
  find_kept (self, mark, &from, &to);
  /* People write "a {++ b ++} c". */
  if (from < to && is_blank (self->text[from]) && ends_blank (self))
    from++;
  if (from < to && is_blank (self->text[to - 1]) && next != NULL && is_blank (*next))
    to--;
  append_range (self, from, to, next);
  if (from >= to && ends_blank (self) && marbre_critic_may_close_up (next))
    drop_blank (self);
  while (self->next < self->marks->len &&
         g_array_index (self->marks, MarbreCriticMark, self->next).start < mark->end)
    self->next++;
}

/* @next is what will follow, NULL for nothing. */
static void
append_range (Resolver *self, gsize from, gsize to, const char *next)
{
  while (self->next < self->marks->len)
    {
      const MarbreCriticMark *mark =
          &g_array_index (self->marks, MarbreCriticMark, self->next);

      if (mark->start >= to)
        break;
      self->next++;
      if (mark->start < from)
        continue;
      g_string_append_len (self->out, self->text + from, (gssize) (mark->start - from));
      append_mark (self, mark, mark->end < to ? self->text + mark->end : next);
      from = mark->end;
    }
  if (to > from)
    g_string_append_len (self->out, self->text + from, (gssize) (to - from));
}

/**
 * marbre_critic_resolve:
 * @text: (array length=length): what was scanned
 * @length: bytes of @text
 * @marks: (element-type MarbreCriticMark): all that were found
 * @index: of one of them
 * @choice: what to do with it, and with those in it
 * @scope: marks of other scopes stay as they are
 * @start: (out): first byte to replace: that of the mark, or the space before it, if nothing stays
 *   between two spaces
 *
 * Returns: (transfer full): what replaces the bytes from @start to the end of the mark
 */
char *
marbre_critic_resolve (const char *text,
                       gsize length,
                       GArray *marks,
                       guint index,
                       MarbreCriticChoice choice,
                       MarbreCriticScope scope,
                       gsize *start)
{
  const MarbreCriticMark *mark = &g_array_index (marks, MarbreCriticMark, index);
  Resolver resolver = {
    .text = text,
    .marks = marks,
    .next = index,
    .choice = choice,
    .scope = scope,
    .begin = mark->start,
    .out = g_string_new (NULL),
  };

  append_range (&resolver, mark->start, mark->end,
                mark->end < length ? text + mark->end : NULL);
  *start = resolver.begin;
  return marbre_string_steal (resolver.out);
}
