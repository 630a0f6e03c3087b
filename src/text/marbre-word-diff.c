/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The difference of two texts; see marbre-word-diff.h. Eugene W. Myers, "An O(ND) Difference
 * Algorithm and Its Variations" (Algorithmica 1, 1986), section 4b: the middle snake is sought from
 * both ends, in linear space, and what lies on its two sides is divided in the same way. Two texts
 * that have little in common would cost the product of their lengths: after MAX_COST steps the
 * search takes the furthest place it has reached for the middle, so the answer is right but may be
 * longer than it need be.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-word-diff.h"

#include <string.h>

/* Differing tokens between two places up to which the shortest way is sought. */
#define MAX_COST 128

/* A word, a sign, or the blanks between them. */
typedef struct
{
  const char *start;
  gsize length;
} Token;

typedef struct
{
  Token *tokens; /* (owned) */
  guint *ids;    /* (owned): equal tokens have equal numbers, in both texts */
  gboolean *changed; /* (owned) */
  guint length;
} Text;

typedef struct
{
  const guint *a;
  const guint *b;
  gboolean *removed; /* of a */
  gboolean *added;   /* of b */
  int *forward;      /* by diagonal: how far along a the search from the start came */
  int *backward;     /* and that from the end */
} Search;

static guint
token_hash (gconstpointer key)
{
  const Token *token = key;
  guint hash = 5381;

  for (gsize i = 0; i < token->length; i++)
    hash = hash * 33 + (guchar) token->start[i];
  return hash;
}

static gboolean
token_equal (gconstpointer a, gconstpointer b)
{
  const Token *one = a;
  const Token *other = b;

  return one->length == other->length && memcmp (one->start, other->start, one->length) == 0;
}

static gboolean
is_word (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static const char *
find_token_end (const char *p)
{
  gunichar c = g_utf8_get_char (p);
  gboolean (*belongs) (gunichar) = is_word (c)             ? is_word
                                   : g_unichar_isspace (c) ? g_unichar_isspace
                                                           : NULL;

  p = g_utf8_next_char (p);
  while (belongs != NULL && *p != '\0' && belongs (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

static void
text_init (Text *self, const char *text)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (Token));

  while (*text != '\0')
    {
      const char *end = find_token_end (text);
      Token token = { .start = text, .length = (gsize) (end - text) };

      g_array_append_val (tokens, token);
      text = end;
    }
  self->length = tokens->len;
  self->tokens = (Token *) (gpointer) g_array_free (tokens, FALSE);
  self->ids = g_new (guint, self->length);
  self->changed = g_new0 (gboolean, self->length);
}

static void
text_clear (Text *self)
{
  g_free (self->tokens);
  g_free (self->ids);
  g_free (self->changed);
}

static void
number_tokens (Text *self, GHashTable *numbers)
{
  for (guint i = 0; i < self->length; i++)
    {
      guint id = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, &self->tokens[i]));

      if (id == 0)
        {
          id = g_hash_table_size (numbers) + 1;
          g_hash_table_insert (numbers, &self->tokens[i], GUINT_TO_POINTER (id));
        }
      self->ids[i] = id;
    }
}

static gboolean
is_inside (int x, int k, int n, int m)
{
  return x <= n && x - k <= m;
}

/* Of the places that the two searches have reached, the one that leaves the least to do. */
static void
take_furthest (const Search *self, int n, int m, int cost, int *x, int *y)
{
  int best = -1;

  for (int k = -cost; k <= cost; k += 2)
    {
      int from_start = self->forward[k];
      int from_end = self->backward[k];

      if (is_inside (from_start, k, n, m) && 2 * from_start - k > best)
        {
          best = 2 * from_start - k;
          *x = from_start;
          *y = from_start - k;
        }
      if (is_inside (from_end, k, n, m) && 2 * from_end - k > best)
        {
          best = 2 * from_end - k;
          *x = n - from_end;
          *y = m - (from_end - k);
        }
    }
}

static int
step_diagonal (const int *reached, int k, int cost)
{
  return k == -cost || (k != cost && reached[k - 1] < reached[k + 1]) ? reached[k + 1]
                                                                      : reached[k - 1] + 1;
}

/* Finds a place through which a short way leads from (0, 0) to (n, m) of @a and @b; both have
 * tokens, and differ at their first and last. */
static gboolean
find_middle (const Search *self,
             const guint *a,
             int n,
             const guint *b,
             int m,
             int *mid_x,
             int *mid_y)
{
  const int delta = n - m;
  const gboolean odd = (delta & 1) != 0;

  self->forward[1] = self->backward[1] = 0;
  for (int cost = 0; cost <= (n + m + 1) / 2; cost++)
    {
      for (int k = -cost; k <= cost; k += 2)
        {
          int x = step_diagonal (self->forward, k, cost);
          int other = delta - k;

          while (x < n && x - k < m && x - k >= 0 && a[x] == b[x - k])
            x++;
          self->forward[k] = x;
          if (odd && ABS (other) < cost && is_inside (x, k, n, m) &&
              is_inside (self->backward[other], other, n, m) && x + self->backward[other] >= n)
            {
              *mid_x = x;
              *mid_y = x - k;
              return TRUE;
            }
        }
      for (int k = -cost; k <= cost; k += 2)
        {
          int x = step_diagonal (self->backward, k, cost);
          int other = delta - k;

          while (x < n && x - k < m && x - k >= 0 && a[n - 1 - x] == b[m - 1 - (x - k)])
            x++;
          self->backward[k] = x;
          if (!odd && ABS (other) <= cost && is_inside (x, k, n, m) &&
              is_inside (self->forward[other], other, n, m) && x + self->forward[other] >= n)
            {
              *mid_x = n - x;
              *mid_y = m - (x - k);
              return TRUE;
            }
        }
      if (cost == MAX_COST)
        {
          take_furthest (self, n, m, cost, mid_x, mid_y);
          return TRUE;
        }
    }
  return FALSE;
}

static void
compare (const Search *self, int a_start, int a_end, int b_start, int b_end)
{
  while (a_start < a_end && b_start < b_end)
    {
      int x = 0, y = 0;

      if (self->a[a_start] == self->b[b_start])
        {
          a_start++;
          b_start++;
          continue;
        }
      if (self->a[a_end - 1] == self->b[b_end - 1])
        {
          a_end--;
          b_end--;
          continue;
        }
      if (!find_middle (self, self->a + a_start, a_end - a_start, self->b + b_start,
                        b_end - b_start, &x, &y))
        break;
      compare (self, a_start, a_start + x, b_start, b_start + y);
      a_start += x;
      b_start += y;
    }
  for (int i = a_start; i < a_end; i++)
    self->removed[i] = TRUE;
  for (int i = b_start; i < b_end; i++)
    self->added[i] = TRUE;
}

static gboolean
is_gap (const Token *token)
{
  return g_unichar_isspace (g_utf8_get_char (token->start)) &&
         memchr (token->start, '\n', token->length) == NULL;
}

static gsize
token_offset (const Text *text, guint index, const char *start)
{
  const Token *last;

  if (index < text->length)
    return (gsize) (text->tokens[index].start - start);
  if (text->length == 0)
    return 0;
  last = &text->tokens[text->length - 1];
  return (gsize) (last->start + last->length - start);
}

/* "a b" for "c d" is one change, though the blank is the same: a reader thinks in phrases. */
static gboolean
joins_next (const Text *before, guint i, const Text *after, guint j)
{
  return i + 1 < before->length && j + 1 < after->length && is_gap (&before->tokens[i]) &&
         (before->changed[i + 1] || after->changed[j + 1]);
}

static GArray *
collect (const Text *before, const char *before_start, const Text *after, const char *after_start)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (MarbreWordChange));
  guint i = 0, j = 0;

  while (i < before->length || j < after->length)
    {
      guint first_i = i, first_j = j;

      for (;;)
        {
          guint here_i = i, here_j = j;

          while (i < before->length && before->changed[i])
            i++;
          while (j < after->length && after->changed[j])
            j++;
          if (i == here_i && j == here_j)
            break;
          if (!joins_next (before, i, after, j))
            break;
          i++;
          j++;
        }
      if (i > first_i || j > first_j)
        {
          MarbreWordChange change = {
            .before_start = token_offset (before, first_i, before_start),
            .after_start = token_offset (after, first_j, after_start),
          };

          change.before_length = token_offset (before, i, before_start) - change.before_start;
          change.after_length = token_offset (after, j, after_start) - change.after_start;
          g_array_append_val (changes, change);
        }
      else
        {
          i++;
          j++;
        }
    }
  return changes;
}

/**
 * marbre_word_diff:
 * @before: the older text, UTF-8
 * @after: the newer text, UTF-8
 *
 * Some milliseconds for two versions of an article of ten thousand words; bounded by the texts'
 * lengths if they have nothing in common.
 *
 * Returns: (transfer full) (element-type MarbreWordChange): what is not the same, in order; ends of
 *   changes are ends of words
 */
GArray *
marbre_word_diff (const char *before, const char *after)
{
  Text old_text, new_text;
  g_autoptr (GHashTable) numbers = NULL;
  g_autofree int *forward = NULL;
  g_autofree int *backward = NULL;
  const guint span = MAX_COST + 2;
  GArray *changes;

  g_return_val_if_fail (before != NULL && after != NULL, NULL);

  text_init (&old_text, before);
  text_init (&new_text, after);
  numbers = g_hash_table_new (token_hash, token_equal);
  number_tokens (&old_text, numbers);
  number_tokens (&new_text, numbers);
  forward = g_new0 (int, 2 * span + 1);
  backward = g_new0 (int, 2 * span + 1);
  compare (&(Search){
               .a = old_text.ids,
               .b = new_text.ids,
               .removed = old_text.changed,
               .added = new_text.changed,
               .forward = forward + span,
               .backward = backward + span,
           },
           0, (int) old_text.length, 0, (int) new_text.length);
  changes = collect (&old_text, before, &new_text, after);
  text_clear (&old_text);
  text_clear (&new_text);
  return changes;
}

static guint
count_words (const char *text, gsize length)
{
  const char *end = text + length;
  gboolean inside = FALSE;
  guint words = 0;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gboolean word = is_word (g_utf8_get_char (p));

      words += word && !inside;
      inside = word;
    }
  return words;
}

/**
 * marbre_word_diff_count:
 * @before: the older text
 * @after: the newer text
 * @changes: (element-type MarbreWordChange): what marbre_word_diff() says of them
 * @removed: (out): words of @before that are gone
 * @added: (out): words of @after that are new
 */
void
marbre_word_diff_count (const char *before,
                        const char *after,
                        const GArray *changes,
                        guint *removed,
                        guint *added)
{
  *removed = *added = 0;
  for (guint i = 0; i < changes->len; i++)
    {
      const MarbreWordChange *change = &g_array_index (changes, MarbreWordChange, i);

      *removed += count_words (before + change->before_start, change->before_length);
      *added += count_words (after + change->after_start, change->after_length);
    }
}
