/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The making of a layout; see marbre-layout-maker.h. Files get short names in the order in which
 * the page asks for them, and style sheets are rewritten to these names, sheets that they import
 * first. What cannot be fetched is left out: a layout with a missing picture is better than none.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-layout-maker.h"

#include <string.h>

#include "marbre-address.h"
#include "marbre-http.h"

/* A page of a newspaper needs about 60 files and 3 MB. */
#define MAX_FILES       250
#define MAX_FILE_BYTES  (4u * 1024 * 1024)
#define MAX_TOTAL_BYTES (32u * 1024 * 1024)
/* Sheets that import sheets. */
#define MAX_DEPTH 6
/* Seconds without a byte, and for one file. */
#define IDLE_PATIENCE  8
#define TOTAL_PATIENCE 20

/* One file of the page. */
typedef struct
{
  char *name;    /* (owned) (nullable): NULL if it is not to be had */
  GBytes *bytes; /* (owned) (nullable): NULL while a sheet is being rewritten */
} Fetched;

typedef struct
{
  MarbreLayoutRecipe *recipe; /* (borrowed) */
  GUri *page;                 /* (owned) */
  MarbreHttp *http;           /* (owned) */
  GCancellable *cancellable;  /* (borrowed) (nullable) */
  GHashTable *fetched;        /* (borrowed) (element-type utf8 Fetched): of the recipe */
  gsize total;                /* bytes */
  guint depth;
} Maker;

static char *map_cb (const char *address, MarbreAddressUse use, gpointer data);

static void
fetched_free (gpointer data)
{
  Fetched *self = data;

  g_free (self->name);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/**
 * marbre_layout_recipe_new:
 * @html: (transfer full): the page
 * @uri: (transfer full): its address
 * @story: the story that stands on it; copied
 * @name: what the layout is called
 * @site: the name of its site
 * @id: (nullable): the layout that is made anew
 * @picks: (element-type MarbreLayoutPick): what a person said of the page; copied
 *
 * Returns: (transfer full): a recipe
 */
MarbreLayoutRecipe *
marbre_layout_recipe_new (char *html,
                          char *uri,
                          MarbreStory *story,
                          const char *name,
                          const char *site,
                          const char *id,
                          GPtrArray *picks)
{
  MarbreLayoutRecipe *self = g_new0 (MarbreLayoutRecipe, 1);

  self->html = html;
  self->uri = uri;
  self->story = marbre_story_copy (story);
  self->name = g_strdup (name);
  self->site = g_strdup (site);
  self->id = g_strdup (id);
  self->picks = marbre_layout_picks_copy (picks);
  return self;
}

/**
 * marbre_layout_recipe_free:
 * @self: (transfer full): a recipe
 */
void
marbre_layout_recipe_free (MarbreLayoutRecipe *self)
{
  g_free (self->html);
  g_free (self->uri);
  g_object_unref (self->story);
  g_free (self->name);
  g_free (self->site);
  g_free (self->id);
  g_ptr_array_unref (self->picks);
  g_clear_pointer (&self->fetched, g_hash_table_unref);
  g_free (self);
}

/* A page elsewhere gets nothing from this machine. */
static GUri *
parse (Maker *self, const char *address)
{
  g_autoptr (GUri) uri = marbre_address_parse (address, NULL);

  if (uri == NULL ||
      (marbre_address_is_loopback (uri) && !marbre_address_is_loopback (self->page)))
    return NULL;
  return g_steal_pointer (&uri);
}

static const char *
get_suffix (const char *type, const char *path)
{
  static const char *const types[][2] = {
    { "text/css", "css" },          { "image/png", "png" },       { "image/jpeg", "jpg" },
    { "image/gif", "gif" },         { "image/webp", "webp" },     { "image/avif", "avif" },
    { "image/svg+xml", "svg" },     { "image/x-icon", "ico" },    { "font/woff2", "woff2" },
    { "font/woff", "woff" },        { "font/ttf", "ttf" },        { "font/otf", "otf" },
    { "application/font-woff2", "woff2" }, { "application/font-woff", "woff" },
    { "application/x-font-ttf", "ttf" },   { "application/x-font-woff", "woff" },
  };
  static const char *const fonts[] = { "woff2", "woff", "ttf", "otf" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (type, types[i][0]) == 0)
      return types[i][1];
  /* Many servers do not know fonts. */
  for (guint i = 0; i < G_N_ELEMENTS (fonts); i++)
    if (g_strcmp0 (type, "application/octet-stream") == 0 && g_str_has_suffix (path, fonts[i]))
      return fonts[i];
  return NULL;
}

static char *
rewrite_style (Maker *self, GBytes *bytes, const char *base_uri)
{
  gsize length;
  const char *css = g_bytes_get_data (bytes, &length);
  g_autofree char *text = NULL;
  char *mapped;

  if (g_utf8_validate (css, (gssize) length, NULL))
    text = g_strndup (css, length);
  else
    text = g_convert (css, (gssize) length, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
  self->depth++;
  mapped = marbre_style_map (text ? text : "", -1, base_uri, map_cb, self);
  self->depth--;
  return mapped;
}

static void
take (Maker *self, Fetched *entry, MarbreHttpAnswer *answer, MarbreAddressUse use)
{
  const char *type = soup_message_headers_get_content_type (answer->headers, NULL);
  const char *suffix = get_suffix (type, g_uri_get_path (answer->uri));
  gsize size = g_bytes_get_size (answer->body);

  if (suffix == NULL || size > MAX_FILE_BYTES || self->total + size > MAX_TOTAL_BYTES ||
      g_str_equal (suffix, "css") != (use == MARBRE_ADDRESS_STYLE))
    return;
  self->total += size;
  entry->name = g_strdup_printf ("%u.%s", g_hash_table_size (self->fetched), suffix);
  if (use == MARBRE_ADDRESS_STYLE)
    {
      g_autofree char *base_uri = g_uri_to_string (answer->uri);
      char *css = rewrite_style (self, answer->body, base_uri);

      entry->bytes = g_bytes_new_take (css, strlen (css));
    }
  else
    entry->bytes = g_bytes_ref (answer->body);
}

static Fetched *
fetch (Maker *self, const char *address, MarbreAddressUse use)
{
  Fetched *entry = g_hash_table_lookup (self->fetched, address);
  g_autoptr (GUri) uri = NULL;
  g_autoptr (MarbreHttpAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  if (entry != NULL)
    return entry;
  if (g_hash_table_size (self->fetched) >= MAX_FILES || self->depth > MAX_DEPTH)
    return NULL;
  uri = parse (self, address);
  if (uri == NULL)
    return NULL;
  entry = g_new0 (Fetched, 1);
  g_hash_table_insert (self->fetched, g_strdup (address), entry);
  answer = marbre_http_send (self->http, "GET", uri, NULL, self->cancellable, &error);
  if (answer != NULL && answer->status == 200)
    take (self, entry, answer, use);
  else if (answer == NULL)
    g_debug ("A file of the layout is missing: %s", error->message);
  return entry;
}

static char *
map_cb (const char *address, MarbreAddressUse use, gpointer data)
{
  Maker *self = data;
  const Fetched *entry =
      g_cancellable_is_cancelled (self->cancellable) ? NULL : fetch (self, address, use);

  return entry ? g_strdup (entry->name) : NULL;
}

static void
apply_picks (MarbreTemplateCut *cut, GPtrArray *picks)
{
  for (guint i = 0; i < picks->len; i++)
    {
      const MarbreLayoutPick *pick = g_ptr_array_index (picks, i);
      guint element = *pick->description != '\0'
                          ? marbre_template_cut_find (cut, pick->element, pick->description)
                          : pick->element;

      if (pick->slot == MARBRE_LAYOUT_NOTHING)
        marbre_template_cut_leave_out (cut, element);
      else
        marbre_template_cut_point (cut, element, (MarbreSlot) pick->slot);
    }
}

/* Picks that are new are known by number; a later version of the page has other numbers. */
static void
describe_picks (MarbreTemplateCut *cut, MarbreLayout *layout)
{
  GPtrArray *picks = marbre_layout_get_picks (layout);

  for (guint i = 0; i < picks->len; i++)
    {
      MarbreLayoutPick *pick = g_ptr_array_index (picks, i);

      if (*pick->description != '\0')
        continue;
      g_free (pick->description);
      pick->description = marbre_template_cut_describe (cut, pick->element);
    }
}

static void
add_files (MarbreLayout *layout, GHashTable *fetched)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, fetched);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Fetched *entry = value;

      if (entry->bytes != NULL)
        marbre_layout_set_file (layout, entry->name, entry->bytes);
    }
}

static MarbreLayout *
make (Maker *self, MarbreTemplateCut *cut)
{
  MarbreLayoutRecipe *recipe = self->recipe;
  g_autofree char *html =
      marbre_template_cut_write (cut, recipe->uri, map_cb, self);
  g_autoptr (GBytes) page = g_bytes_new (html, strlen (html));
  MarbreLayout *layout =
      marbre_layout_new (recipe->id, recipe->name, recipe->site, recipe->uri, recipe->picks);

  describe_picks (cut, layout);
  add_files (layout, self->fetched);
  marbre_layout_set_file (layout, MARBRE_LAYOUT_PAGE, page);
  for (guint i = 0; i < MARBRE_N_SLOTS; i++)
    marbre_layout_set_trust (layout, (MarbreSlot) i,
                             marbre_template_cut_get_trust (cut, (MarbreSlot) i));
  return layout;
}

/**
 * marbre_layout_maker_run:
 * @recipe: what it is made of; files that were fetched stay with it, for the next time
 * @cancellable: (nullable): a cancellable
 * @error: %MARBRE_TEXT_ERROR if the story is not on the page, %G_IO_ERROR_CANCELLED
 *
 * Waits for the network.
 *
 * Returns: (transfer full) (nullable): a layout, in memory
 */
MarbreLayout *
marbre_layout_maker_run (MarbreLayoutRecipe *recipe, GCancellable *cancellable, GError **error)
{
  g_autoptr (MarbreTemplateCut) cut =
      marbre_template_cut_new (recipe->html, -1, recipe->story, error);
  g_autoptr (GUri) page = cut ? marbre_address_parse (recipe->uri, error) : NULL;
  g_autoptr (MarbreHttp) http = NULL;
  g_autoptr (MarbreLayout) layout = NULL;
  Maker maker = { .recipe = recipe, .page = page, .cancellable = cancellable };

  if (page == NULL)
    return NULL;
  if (recipe->fetched == NULL)
    recipe->fetched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, fetched_free);
  http = marbre_http_new (NULL);
  marbre_http_set_patience (http, IDLE_PATIENCE, TOTAL_PATIENCE);
  maker.http = http;
  maker.fetched = recipe->fetched;
  apply_picks (cut, recipe->picks);
  layout = make (&maker, cut);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&layout);
}
