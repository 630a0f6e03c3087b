/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The posts' tables; see marbre-press-store.h. Not for settings and pictures.
 */
#define G_LOG_DOMAIN "marbre-pressroom"

#include "config.h"

#include "marbre-press-store.h"

/* The texts stand in the order of MarbrePressText, which save and read rely on. */
#define COLUMNS                                                                                    \
  "post.number, uuid, slug, uid, post.name, summary, html, markdown, section, kicker, byline,"    \
  " language, photo, photo_alt, photo_caption, photo_credit, draft, deleted, published, updated"

#define FIRST_TEXT 1
#define AFTER_TEXT (FIRST_TEXT + MARBRE_PRESS_N_TEXTS)

/* More posts of one slug than this and something is wrong with the client. */
#define MAX_SLUG_NUMBER 10000

static gboolean
read_tags (MarbreDatabase *database, MarbrePressPost *post, GError **error)
{
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (
      database, "SELECT name FROM post_tag WHERE post = ?1 ORDER BY position");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  marbre_statement_bind_int (statement, 1, post->number);
  while (marbre_statement_next (statement))
    g_strv_builder_add (builder, marbre_statement_get_text (statement, 0));
  g_strfreev (post->tags);
  post->tags = g_strv_builder_end (builder);
  return marbre_statement_end (statement, error);
}

static MarbrePressPost *
read_row (MarbreStatement *statement)
{
  MarbrePressPost *post = marbre_press_post_new ();

  post->number = marbre_statement_get_int (statement, 0);
  for (int i = 0; i < MARBRE_PRESS_N_TEXTS; i++)
    marbre_press_post_set_text (post, (MarbrePressText) i,
                                marbre_statement_get_text (statement, FIRST_TEXT + i));
  post->draft = marbre_statement_get_int (statement, AFTER_TEXT) != 0;
  post->deleted = marbre_statement_get_int (statement, AFTER_TEXT + 1) != 0;
  post->published = marbre_statement_get_int (statement, AFTER_TEXT + 2);
  post->updated = marbre_statement_get_int (statement, AFTER_TEXT + 3);
  return post;
}

static GPtrArray *
read_rows (MarbreDatabase *database, MarbreStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) posts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_press_post_free);

  while (marbre_statement_next (statement))
    g_ptr_array_add (posts, read_row (statement));
  if (!marbre_statement_end (statement, error))
    return NULL;
  for (guint i = 0; i < posts->len; i++)
    if (!read_tags (database, g_ptr_array_index (posts, i), error))
      return NULL;
  return g_steal_pointer (&posts);
}

/**
 * marbre_press_store_find_post:
 * @slug: the last part of its page's path
 *
 * Finds a post, also a draft or a deleted one.
 *
 * Returns: (transfer full) (nullable): the post; %NULL without an error if there is none
 */
MarbrePressPost *
marbre_press_store_find_post (MarbrePressStore *self, const char *slug, GError **error)
{
  MarbreDatabase *database = marbre_press_store_get_database (self);
  g_autoptr (MarbreStatement) statement =
      marbre_database_prepare (database, "SELECT " COLUMNS " FROM post WHERE slug = ?1");
  g_autoptr (GPtrArray) posts = NULL;

  marbre_statement_bind_text (statement, 1, slug);
  posts = read_rows (database, statement, error);
  return posts != NULL && posts->len > 0 ? g_ptr_array_steal_index (posts, 0) : NULL;
}

/**
 * marbre_press_store_list_posts:
 * @filter: which
 *
 * Returns: (transfer full) (element-type MarbrePressPost) (nullable): the posts
 */
GPtrArray *
marbre_press_store_list_posts (MarbrePressStore *self,
                               const MarbrePressFilter *filter,
                               GError **error)
{
  MarbreDatabase *database = marbre_press_store_get_database (self);
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (
      database, "SELECT " COLUMNS " FROM post WHERE (deleted = 0 OR ?7 = 1)"
                " AND (?1 = 0 OR (draft = 0 AND published <= ?1))"
                " AND (?2 = '' OR section = ?2)"
                " AND (?3 = '' OR EXISTS (SELECT 1 FROM post_tag"
                "   WHERE post_tag.post = post.number AND post_tag.name = ?3))"
                " AND (?4 = '' OR uid = ?4)"
                " ORDER BY iif(?1 = 0, updated, published) DESC, number DESC LIMIT ?5 OFFSET ?6");

  marbre_statement_bind_int (statement, 1, filter->public_at);
  marbre_statement_bind_text (statement, 2, filter->section);
  marbre_statement_bind_text (statement, 3, filter->tag);
  marbre_statement_bind_text (statement, 4, filter->uid);
  marbre_statement_bind_int (statement, 5, filter->limit);
  marbre_statement_bind_int (statement, 6, filter->offset);
  marbre_statement_bind_int (statement, 7, filter->deleted_too);
  return read_rows (database, statement, error);
}

/**
 * marbre_press_store_list_related:
 * @post: a stored post
 * @now: seconds UTC
 * @limit: at most so many
 *
 * Returns: (transfer full) (element-type MarbrePressPost) (nullable): public posts that share a tag
 *   with it: those in its language first, then by the number of tags, the newest first
 */
GPtrArray *
marbre_press_store_list_related (MarbrePressStore *self,
                                 const MarbrePressPost *post,
                                 gint64 now,
                                 guint limit,
                                 GError **error)
{
  MarbreDatabase *database = marbre_press_store_get_database (self);
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (
      database, "SELECT " COLUMNS " FROM post JOIN (SELECT theirs.post, count(*) AS n_shared"
                "   FROM post_tag AS mine JOIN post_tag AS theirs ON theirs.name = mine.name"
                "   WHERE mine.post = ?1 GROUP BY theirs.post) AS shared"
                "   ON shared.post = post.number"
                " WHERE draft = 0 AND deleted = 0 AND published <= ?2 AND number <> ?1"
                " ORDER BY language = ?4 DESC, n_shared DESC, published DESC, number DESC"
                " LIMIT ?3");

  marbre_statement_bind_int (statement, 1, post->number);
  marbre_statement_bind_int (statement, 2, now);
  marbre_statement_bind_int (statement, 3, limit);
  marbre_statement_bind_text (statement, 4, post->texts[MARBRE_PRESS_LANGUAGE]);
  return read_rows (database, statement, error);
}

/**
 * marbre_press_store_list_categories:
 *
 * Returns: (transfer full) (nullable): every section and tag in use, most used first
 */
GStrv
marbre_press_store_list_categories (MarbrePressStore *self, GError **error)
{
  MarbreDatabase *database = marbre_press_store_get_database (self);
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (
      database, "SELECT name FROM (SELECT section AS name FROM post"
                "   WHERE deleted = 0 AND section <> ''"
                " UNION ALL SELECT post_tag.name FROM post_tag"
                "   JOIN post ON post.number = post_tag.post WHERE post.deleted = 0)"
                " GROUP BY name ORDER BY count(*) DESC, name");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  while (marbre_statement_next (statement))
    g_strv_builder_add (builder, marbre_statement_get_text (statement, 0));
  return marbre_statement_end (statement, error) ? g_strv_builder_end (builder) : NULL;
}

static gboolean
slug_is_taken (MarbreDatabase *database, const char *slug, gboolean *taken, GError **error)
{
  g_autoptr (MarbreStatement) statement =
      marbre_database_prepare (database, "SELECT 1 FROM post WHERE slug = ?1");

  marbre_statement_bind_text (statement, 1, slug);
  *taken = marbre_statement_next (statement);
  return marbre_statement_end (statement, error);
}

/* A permalink is for ever: a slug of a deleted post is not given to another one. */
static gboolean
make_slug_unique (MarbreDatabase *database, MarbrePressPost *post, GError **error)
{
  g_autofree char *wanted = g_strdup (post->texts[MARBRE_PRESS_SLUG]);
  gboolean taken;

  if (!slug_is_taken (database, wanted, &taken, error))
    return FALSE;
  for (guint n = 2; taken && n < MAX_SLUG_NUMBER; n++)
    {
      g_autofree char *slug = g_strdup_printf ("%s-%u", wanted, n);

      if (!slug_is_taken (database, slug, &taken, error))
        return FALSE;
      marbre_press_post_set_text (post, MARBRE_PRESS_SLUG, slug);
    }
  return TRUE;
}

/* The moment of this change, later than every other one even if the clock went back. A new post
 * that brings its own (a sample of an older day) keeps it. */
static gboolean
set_updated (MarbreDatabase *database, MarbrePressPost *post, GError **error)
{
  gint64 last;

  if (post->number == 0 && post->updated != 0)
    return TRUE;
  if (!marbre_database_read_int (database, "SELECT max(updated) FROM post", &last, error))
    return FALSE;
  post->updated = MAX (g_get_real_time (), last + 1);
  return TRUE;
}

static gboolean
write_row (MarbreDatabase *database, MarbrePressPost *post, GError **error)
{
  static const char insert[] =
      "INSERT INTO post (uuid, slug, uid, name, summary, html, markdown, section, kicker, byline,"
      " language, photo, photo_alt, photo_caption, photo_credit, draft, deleted, published,"
      " updated) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,"
      " ?17, ?18, ?19)";
  static const char update[] =
      "UPDATE post SET uuid = ?1, slug = ?2, uid = ?3, name = ?4, summary = ?5, html = ?6,"
      " markdown = ?7, section = ?8, kicker = ?9, byline = ?10, language = ?11, photo = ?12,"
      " photo_alt = ?13, photo_caption = ?14, photo_credit = ?15, draft = ?16, deleted = ?17,"
      " published = ?18, updated = ?19 WHERE number = ?20";
  const gboolean is_new = post->number == 0;
  g_autoptr (MarbreStatement) statement =
      marbre_database_prepare (database, is_new ? insert : update);
  int parameter = 1;

  for (guint i = 0; i < MARBRE_PRESS_N_TEXTS; i++)
    marbre_statement_bind_text (statement, parameter++, post->texts[i]);
  marbre_statement_bind_int (statement, parameter++, post->draft);
  marbre_statement_bind_int (statement, parameter++, post->deleted);
  marbre_statement_bind_int (statement, parameter++, post->published);
  marbre_statement_bind_int (statement, parameter++, post->updated);
  if (!is_new)
    marbre_statement_bind_int (statement, parameter, post->number);
  if (!marbre_statement_run (statement, error))
    return FALSE;
  if (is_new)
    post->number = marbre_database_get_last_number (database);
  return TRUE;
}

static gboolean
write_tags (MarbreDatabase *database, MarbrePressPost *post, GError **error)
{
  g_autoptr (MarbreStatement) clear =
      marbre_database_prepare (database, "DELETE FROM post_tag WHERE post = ?1");

  marbre_statement_bind_int (clear, 1, post->number);
  if (!marbre_statement_run (clear, error))
    return FALSE;
  for (guint i = 0; post->tags[i] != NULL; i++)
    {
      g_autoptr (MarbreStatement) add = marbre_database_prepare (
          database, "INSERT INTO post_tag (post, position, name) VALUES (?1, ?2, ?3)");

      marbre_statement_bind_int (add, 1, post->number);
      marbre_statement_bind_int (add, 2, i);
      marbre_statement_bind_text (add, 3, post->tags[i]);
      if (!marbre_statement_run (add, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * marbre_press_store_save_post:
 * @post: the post; a new one gets its row and a slug of its own, and each its moment of change
 *
 * Writes a post. Call it inside a transaction: it is several statements.
 *
 * Returns: %FALSE if it could not be written
 */
gboolean
marbre_press_store_save_post (MarbrePressStore *self, MarbrePressPost *post, GError **error)
{
  MarbreDatabase *database = marbre_press_store_get_database (self);

  return (post->number != 0 || make_slug_unique (database, post, error)) &&
         set_updated (database, post, error) && write_row (database, post, error) &&
         write_tags (database, post, error);
}
