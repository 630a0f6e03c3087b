/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of all tags; see marbre-tag-list.h. Tags that are nearly the same are found without
 * comparing each with each: they have the same letters once plurals are taken away, or are the same
 * but for one letter, so that without that letter they meet (T. Bocek, E. Hunt, B. Stiller, "Fast
 * Similarity Search in Large Dictionaries", 2007).
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-tag-list.h"

#include <string.h>

#include "marbre-archive-values.h"
#include "marbre-compat.h"
#include "marbre-tag-name.h"
#include "marbre-terms.h"

/* A slip in a longer name is not looked for, nor more tags for one than a person would compare. */
#define MAX_SLIP_BYTES 64
#define MAX_NEAR       8

/* A tag while the list is made. */
typedef struct
{
  gint64 number;
  char *name;         /* (owned) */
  char *folded;       /* (owned) */
  guint count;
  GPtrArray *aliases; /* (owned) (element-type utf8) */
  GPtrArray *near;    /* (owned) (element-type Tag): borrowed */
} Tag;

static void
tag_free (Tag *tag)
{
  g_free (tag->name);
  g_free (tag->folded);
  g_ptr_array_unref (tag->aliases);
  g_ptr_array_unref (tag->near);
  g_free (tag);
}

static GPtrArray *
read_tags (MarbreDatabase *database, GError **error)
{
  static const char sql[] = "SELECT number, name, folded FROM tag ORDER BY folded, name";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func ((GDestroyNotify) tag_free);

  while (marbre_statement_next (statement))
    {
      Tag *tag = g_new0 (Tag, 1);

      tag->number = marbre_statement_get_int (statement, 0);
      tag->name = marbre_statement_dup_text (statement, 1);
      tag->folded = marbre_statement_dup_text (statement, 2);
      tag->aliases = g_ptr_array_new_with_free_func (g_free);
      tag->near = g_ptr_array_new ();
      g_ptr_array_add (tags, tag);
    }
  return marbre_statement_end (statement, error) ? g_steal_pointer (&tags) : NULL;
}

static GHashTable *
index_by_number (GPtrArray *tags)
{
  GHashTable *by_number = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < tags->len; i++)
    {
      Tag *tag = g_ptr_array_index (tags, i);

      g_hash_table_insert (by_number, &tag->number, tag);
    }
  return by_number;
}

static gboolean
read_counts (MarbreDatabase *database, GHashTable *by_number, GError **error)
{
  static const char sql[] = "SELECT tag, count(*) FROM story_tag GROUP BY tag";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  while (marbre_statement_next (statement))
    {
      const gint64 number = marbre_statement_get_int (statement, 0);
      Tag *tag = g_hash_table_lookup (by_number, &number);

      if (tag != NULL)
        tag->count = (guint) marbre_statement_get_int (statement, 1);
    }
  return marbre_statement_end (statement, error);
}

static gboolean
read_aliases (MarbreDatabase *database, GHashTable *by_number, GError **error)
{
  static const char sql[] = "SELECT tag, name FROM tag_alias ORDER BY folded, name";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  while (marbre_statement_next (statement))
    {
      const gint64 number = marbre_statement_get_int (statement, 0);
      Tag *tag = g_hash_table_lookup (by_number, &number);

      if (tag != NULL)
        g_ptr_array_add (tag->aliases, marbre_statement_dup_text (statement, 1));
    }
  return marbre_statement_end (statement, error);
}

static void
meet (Tag *tag, Tag *other)
{
  if (tag->near->len < MAX_NEAR && !g_ptr_array_find (tag->near, other, NULL))
    g_ptr_array_add (tag->near, other);
  if (other->near->len < MAX_NEAR && !g_ptr_array_find (other->near, tag, NULL))
    g_ptr_array_add (other->near, tag);
}

/* Puts a tag where those with the same @key are, and compares it with them. */
static void
put (GHashTable *places, char *key, Tag *tag, gboolean is_slip)
{
  GPtrArray *there = g_hash_table_lookup (places, key);

  if (there == NULL)
    {
      there = g_ptr_array_new ();
      g_hash_table_insert (places, key, there);
    }
  else
    g_free (key);
  for (guint i = 0; i < there->len && i < MAX_NEAR; i++)
    {
      Tag *other = g_ptr_array_index (there, i);

      if (other != tag && (!is_slip || marbre_tag_name_is_slip (tag->folded, other->folded)))
        meet (tag, other);
    }
  g_ptr_array_add (there, tag);
}

static char *
without (const char *text, gsize place)
{
  GString *rest = g_string_new_len (text, (gssize) place);

  g_string_append (rest, text + place + 1);
  return marbre_string_steal (rest);
}

static void
find_near (GPtrArray *tags)
{
  g_autoptr (GHashTable) singulars =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) slips =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < tags->len; i++)
    {
      Tag *tag = g_ptr_array_index (tags, i);
      const gsize length = strlen (tag->folded);

      put (singulars, marbre_tag_name_drop_plurals (tag->folded), tag, FALSE);
      if (length > MAX_SLIP_BYTES || strpbrk (tag->folded, "0123456789") != NULL)
        continue;
      put (slips, g_strdup (tag->folded), tag, TRUE);
      for (gsize place = 1; place < length; place++)
        put (slips, without (tag->folded, place), tag, TRUE);
    }
}

static GStrv
list_near (const Tag *tag)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < tag->near->len; i++)
    g_strv_builder_add (builder, ((const Tag *) g_ptr_array_index (tag->near, i))->name);
  return g_strv_builder_end (builder);
}

static GStrv
list_aliases (const Tag *tag)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < tag->aliases->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (tag->aliases, i));
  return g_strv_builder_end (builder);
}

/* What is looked through by whoever types a part of a name. */
static char *
make_key (const Tag *tag)
{
  GString *key = g_string_new (tag->folded);

  for (guint i = 0; i < tag->aliases->len; i++)
    {
      g_autofree char *folded = marbre_terms_fold (g_ptr_array_index (tag->aliases, i));

      g_string_append_c (key, '\n');
      g_string_append (key, folded);
    }
  return marbre_string_steal (key);
}

/**
 * marbre_tag_list_read:
 *
 * Returns: (transfer full) (nullable) (element-type MarbreTagEntry): in the order of their letters
 */
GPtrArray *
marbre_tag_list_read (MarbreDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) tags = read_tags (database, error);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) by_number = NULL;

  if (tags == NULL)
    return NULL;
  by_number = index_by_number (tags);
  if (!read_counts (database, by_number, error) || !read_aliases (database, by_number, error))
    return NULL;
  find_near (tags);
  for (guint i = 0; i < tags->len; i++)
    {
      const Tag *tag = g_ptr_array_index (tags, i);
      g_auto (MarbreTagEntryValues) values = {
        .name = g_strdup (tag->name),
        .count = tag->count,
        .aliases = list_aliases (tag),
        .near = list_near (tag),
        .key = make_key (tag),
      };

      g_ptr_array_add (entries, marbre_tag_entry_new (&values));
    }
  return g_steal_pointer (&entries);
}
