/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * make-archive STORIES [FIRST]
 *
 * Writes an invented archive as JSON lines for "marbrectl archive import", always the same: stories
 * of 400 words about events, of which each has several stories that share names, words and tags. The
 * words of the language follow Zipf's law, and their number grows as it does in a real archive
 * (Heaps' law). FIRST leaves out the stories before that number.
 */
#include "config.h"

#include <glib.h>
#include <math.h>
#include <stdio.h>

#define WORDS         400
#define EVENT_WORDS   14
#define EVENT_NAMES   4
#define EVENT_STORIES 5.0 /* stories per event, on average */
#define OPEN_EVENTS   400 /* events that are written about at the same time */
#define TAGS          3000
#define DAY           (24 * 60 * 60)

/* A number for a number: a mix of its bits (S. Vigna's SplitMix64). */
static guint64
mix (guint64 x)
{
  x += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static guint64
next (guint64 *random)
{
  *random += 1;
  return mix (*random);
}

static double
next_share (guint64 *random)
{
  return (next (random) >> 11) / 9007199254740992.0;
}

/* A word for a rank, pronounceable, and short if it is frequent. */
static void
append_word (GString *out, guint64 rank, gboolean capital)
{
  static const char *const onsets[] = { "b", "d", "f", "g", "k", "l", "m", "n",
                                        "p", "r", "s", "t", "v", "tr", "pl", "st" };
  static const char *const rimes[] = { "a", "e", "i", "o", "u", "an", "er", "il" };
  const gsize start = out->len;

  do
    {
      g_string_append (out, onsets[rank % 16]);
      g_string_append (out, rimes[rank / 16 % 8]);
      rank /= 128;
    }
  while (rank > 0);
  if (capital)
    out->str[start] = g_ascii_toupper (out->str[start]);
}

/* A rank by Zipf's law among as many words as the language has by now. */
static guint64
draw_rank (guint64 *random, double n_words)
{
  return (guint64) exp (next_share (random) * log (n_words));
}

static void
append_name (GString *out, guint64 event, guint i)
{
  const guint64 seed = mix (event * 31 + i);

  append_word (out, 200000 + seed % 40000, TRUE);
  g_string_append_c (out, ' ');
  append_word (out, 300000 + (seed >> 24) % 200000, TRUE);
}

static void
append_event_word (GString *out, guint64 event, guint i)
{
  append_word (out, 500 + mix (event * 97 + i + 1000) % 30000, FALSE);
}

/* One word of a story, or a name: of its event, or of the language. */
static void
append_piece (GString *out, guint64 event, double n_words, guint64 *random)
{
  const double share = next_share (random);

  if (share < 0.03)
    append_name (out, event, (guint) (next (random) % EVENT_NAMES));
  else if (share < 0.12)
    append_event_word (out, event, (guint) (next (random) % EVENT_WORDS));
  else
    append_word (out, draw_rank (random, n_words), FALSE);
}

static void
append_text (GString *out, guint64 event, double n_words, guint n, guint64 *random)
{
  guint left = 0;

  for (guint i = 0; i < n; i++)
    {
      if (left == 0)
        {
          left = 8 + (guint) (next (random) % 16);
          g_string_append (out, i > 0 ? ". " : "");
          append_word (out, draw_rank (random, n_words), TRUE);
        }
      g_string_append_c (out, ' ');
      append_piece (out, event, n_words, random);
      left--;
      if (i % 80 == 79)
        {
          g_string_append (out, ".\\n\\n");
          left = 0;
          i++;
        }
    }
  g_string_append_c (out, '.');
}

static void
append_tags (GString *out, guint64 event)
{
  const guint n = 1 + (guint) (mix (event * 7) % 4);

  for (guint i = 0; i < n; i++)
    {
      const double share = (mix (event * 11 + i) >> 11) / 9007199254740992.0;

      g_string_append (out, i > 0 ? ",\"" : "\"");
      append_word (out, 600000 + (guint64) exp (share * log (TAGS)), TRUE);
      g_string_append_c (out, '"');
    }
}

static void
write_story (guint64 number)
{
  g_autoptr (GString) out = g_string_sized_new (4096);
  guint64 random = mix (number) & ~G_GUINT64_CONSTANT (0xffff);
  const double n_words = 2000 + 60 * pow ((double) number + 1, 0.6);
  const double oldest = number / EVENT_STORIES;
  const guint64 event = (guint64) oldest + next (&random) % OPEN_EVENTS;
  g_autoptr (GDateTime) date =
      g_date_time_new_from_unix_utc (946684800 + (gint64) (number * (9000.0 * DAY / 1e6)));
  g_autofree char *published = g_date_time_format_iso8601 (date);

  g_string_append_printf (out, "{\"id\":\"s%" G_GUINT64_FORMAT "\",\"language\":\"en\",", number);
  g_string_append (out, "\"state\":\"archived\",\"section\":\"");
  append_word (out, 700000 + mix (event) % 20, TRUE);
  g_string_append_printf (out, "\",\"published\":\"%s\",\"headline\":\"", published);
  append_name (out, event, (guint) (number % EVENT_NAMES));
  for (guint i = 0; i < 5; i++)
    {
      g_string_append_c (out, ' ');
      append_piece (out, event, n_words, &random);
    }
  g_string_append (out, "\",\"body\":\"");
  append_text (out, event, n_words, WORDS, &random);
  g_string_append (out, "\",\"tags\":[");
  append_tags (out, event);
  g_string_append (out, "]}\n");
  fwrite (out->str, 1, out->len, stdout);
}

int
main (int argc, char **argv)
{
  const guint64 n = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 0;
  const guint64 first = argc > 2 ? g_ascii_strtoull (argv[2], NULL, 10) : 0;

  if (n == 0)
    {
      g_printerr ("Usage: make-archive STORIES [FIRST]\n");
      return 2;
    }
  for (guint64 i = first; i < n; i++)
    write_story (i);
  return ferror (stdout) ? 1 : 0;
}
