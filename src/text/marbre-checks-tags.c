/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checks of the tags; see marbre-checks.h. A tag that differs from another by an accent, a plural
 * or a slip of the finger parts the archive in two. Names that merely look alike are another
 * matter, so one letter counts only in a long tag that is new against one in use.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-checks-private.h"
#include "marbre-tag-name.h"
#include "marbre-terms.h"

/* A slip of the finger: so many stories under the other tag. */
#define MIN_SLIP_STORIES 3

/* Among fewer tags every one is new. */
#define MIN_VOCABULARY 20

/* A tag of the story, as it is compared. */
typedef struct
{
  const char *name; /* (borrowed) */
  char *folded;     /* (owned) */
  char *singular;   /* (owned) */
  guint count;      /* stories that have it */
} Tag;

static void
tag_clear (Tag *tag)
{
  g_free (tag->folded);
  g_free (tag->singular);
}

/* Is @name, which @count stories have, the tag that was meant by @tag? */
static gboolean
is_meant (const Tag *tag, const char *name, guint count)
{
  g_autofree char *folded = NULL;
  g_autofree char *singular = NULL;

  if (count < tag->count || g_str_equal (tag->name, name))
    return FALSE;
  folded = marbre_terms_fold (name);
  if (g_str_equal (folded, tag->folded))
    return TRUE;
  if (folded[0] != tag->folded[0])
    return FALSE;
  if (tag->count <= 1 && count >= MIN_SLIP_STORIES && marbre_tag_name_is_slip (folded, tag->folded))
    return TRUE;
  singular = marbre_tag_name_drop_plurals (folded);
  return g_str_equal (singular, tag->singular);
}

/* Returns: (nullable) (transfer none): the tag that was meant; the most used, then the first */
static const char *
find_meant (const Tag *tag, GHashTable *tags)
{
  const char *best = NULL;
  guint most = 0;
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, tags);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      guint count = GPOINTER_TO_UINT (value);

      if (count >= most && is_meant (tag, key, count) &&
          (best == NULL || count > most || strcmp (key, best) < 0))
        {
          best = key;
          most = count;
        }
    }
  return best;
}

/* A tag that finds no other story is a new one, or a mistake that looks like none. */
static void
check_known (MarbreChecks *self, const Tag *tag)
{
  if (tag->count <= 1 && g_hash_table_size (self->options->tags) >= MIN_VOCABULARY)
    marbre_checks_add_on (
        self, "tag-new", MARBRE_SEVERITY_INFO, MARBRE_CHECK_PLACE_TAGS,
        g_strdup_printf (_ ("“%s” is a new tag: no other story has it."), tag->name));
}

static void
check_tag (MarbreChecks *self, const Tag *tag)
{
  const char *meant = find_meant (tag, self->options->tags);
  guint before = self->found->len;
  MarbreCheck *check;

  if (meant == NULL)
    {
      check_known (self, tag);
      return;
    }
  marbre_checks_add_on (
      self, "tag-near", MARBRE_SEVERITY_WARNING, MARBRE_CHECK_PLACE_TAGS,
      g_strdup_printf (_ ("“%s” is close to the newsroom’s tag “%s”. Use that one, or the stories "
                          "will not be found together."),
                       tag->name, meant));
  if (self->found->len == before)
    return;
  check = g_ptr_array_index (self->found, before);
  check->found = g_strdup (tag->name);
  check->replacement = g_strdup (meant);
}

/**
 * marbre_checks_run_tags:
 * @self: the findings so far
 *
 * Adds the story's tags that are nearly others of the newsroom, and those that are new to it.
 */
void
marbre_checks_run_tags (MarbreChecks *self)
{
  const char *const *names = marbre_story_get_tags (self->story);

  if (self->options->tags == NULL)
    return;
  for (guint i = 0; names[i] != NULL; i++)
    {
      Tag tag = {
        .name = names[i],
        .folded = marbre_terms_fold (names[i]),
        .count = GPOINTER_TO_UINT (g_hash_table_lookup (self->options->tags, names[i])),
      };

      tag.singular = marbre_tag_name_drop_plurals (tag.folded);
      check_tag (self, &tag);
      tag_clear (&tag);
    }
}
