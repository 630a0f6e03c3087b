/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One site of each kind; see fault-stand.h.
 */
#include "config.h"

#include "fault-stand.h"

#include <string.h>

#include "generic-double.h"
#include "ghost-double.h"
#include "marbre-endpoint.h"
#include "marbre-generic.h"
#include "marbre-ghost.h"
#include "marbre-micropub.h"
#include "marbre-pressroom.h"
#include "marbre-wordpress.h"

/* What a profile needs for publishing exactly once: a place for the reference, and a lookup. */
#define PROFILE                                                                                    \
  "{\"marbre\":1,\"name\":\"CMS\",\"sign-in\":{\"scheme\":\"bearer\"},\"requests\":{"              \
  "\"check\":{\"address\":\"me\",\"user\":\"/who\"},"                                              \
  "\"create\":{\"method\":\"POST\",\"address\":\"articles\"},"                                     \
  "\"update\":{\"method\":\"PUT\",\"address\":\"articles/{id}\"},"                                 \
  "\"fetch\":{\"address\":\"articles/{id}\"},"                                                     \
  "\"lookup\":{\"address\":\"articles\",\"query\":{\"ref\":\"{reference}\"},\"items\":\"/items\"},"\
  "\"list\":{\"address\":\"articles\",\"items\":\"/items\",\"query\":{\"page\":\"{page}\"},"       \
  "\"paging\":{\"style\":\"page\",\"size\":2}}},"                                                  \
  "\"story\":{\"id\":\"/id\",\"url\":\"/url\",\"reference\":\"/ref\",\"headline\":\"/title\","     \
  "\"body\":\"/body\"}}"

typedef struct
{
  RemoteDouble *wire;          /* (owned) */
  GhostDouble *ghost;          /* (owned) (nullable) */
  GenericDouble *generic;      /* (owned) (nullable) */
  MarbrePressroom *pressroom;  /* (owned) (nullable) */
} Server;

static void
stop_server (gpointer data)
{
  Server *server = data;

  g_clear_pointer (&server->wire, remote_double_free);
  g_clear_pointer (&server->ghost, ghost_double_free);
  g_clear_pointer (&server->generic, generic_double_free);
  if (server->pressroom)
    marbre_pressroom_stop (server->pressroom);
  g_clear_object (&server->pressroom);
  g_free (server);
}

/* @url and @api as they are without the wire. */
static void
connect_site (FaultStand *self,
              const char *kind,
              const char *url,
              const char *api,
              const char *user,
              const char *secret)
{
  g_autoptr (GUri) uri = g_uri_parse (api, G_URI_FLAGS_NONE, NULL);
  g_autofree char *behind = NULL;
  g_autofree char *home = NULL;

  self->wire = fault_wire_new ((guint) g_uri_get_port (uri));
  behind = fault_wire_get_url (self->wire, g_uri_get_path (uri));
  home = fault_wire_get_url (self->wire, "/");
  self->site = marbre_site_new (NULL, "Le Journal", kind, home, behind, user);
  self->bare = marbre_site_new (NULL, "Le Journal", kind, url, api, user);
  self->secret = g_strdup (secret);
}

static Server *
start_double (FaultStand *self)
{
  Server *server = g_new0 (Server, 1);

  server->wire = remote_double_new (NULL);
  self->server = server;
  self->stop = stop_server;
  return server;
}

static void
open_wordpress_double (FaultStand *self)
{
  Server *server = start_double (self);
  g_autofree char *url = remote_double_get_url (server->wire, "/");
  g_autofree char *api = remote_double_get_url (server->wire, "/wp-json/");

  self->title = "WordPress";
  connect_site (self, MARBRE_SITE_WORDPRESS, url, api, "u", "p");
}

static void
open_ghost_double (FaultStand *self)
{
  Server *server = start_double (self);
  g_autofree char *url = remote_double_get_url (server->wire, "/");
  g_autofree char *api = remote_double_get_url (server->wire, "/ghost/api/admin/");

  server->ghost = ghost_double_new (server->wire);
  self->title = "Ghost";
  connect_site (self, MARBRE_SITE_GHOST, url, api, NULL, GHOST_DOUBLE_KEY);
}

static void
open_generic (FaultStand *self)
{
  Server *server = start_double (self);
  g_autofree char *url = remote_double_get_url (server->wire, "/");
  g_autofree char *api = remote_double_get_url (server->wire, "/api");

  server->generic = generic_double_new (server->wire);
  self->title = "Another system, by its profile";
  connect_site (self, MARBRE_SITE_GENERIC, url, api, GENERIC_USER, GENERIC_SECRET);
  marbre_site_set_mapping (self->site, PROFILE);
  marbre_site_set_mapping (self->bare, PROFILE);
}

static void
open_embedded (FaultStand *self)
{
  Server *server = g_new0 (Server, 1);
  g_autofree char *folder = g_dir_make_tmp ("marbre-press-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "pressroom.db", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  g_autofree char *api = NULL;
  g_autofree char *token = NULL;

  server->pressroom = marbre_pressroom_new (file, "Le Journal");
  marbre_pressroom_start_sync (server->pressroom, NULL, &error);
  g_assert_no_error (error);
  url = marbre_pressroom_get_url (server->pressroom);
  api = marbre_pressroom_get_api (server->pressroom);
  token = marbre_pressroom_get_token (server->pressroom);
  self->server = server;
  self->stop = stop_server;
  self->title = "The embedded site";
  connect_site (self, MARBRE_SITE_EMBEDDED, url, api, NULL, token);
}

static void
open_wordpress (FaultStand *self)
{
  g_autofree char *api = g_strconcat (g_getenv ("WP_REST"), "/", NULL);

  self->title = "WordPress";
  connect_site (self, MARBRE_SITE_WORDPRESS, g_getenv ("WP_URL"), api, g_getenv ("WP_USER"),
                g_getenv ("WP_APP_PASSWORD"));
}

static void
open_ghost (FaultStand *self)
{
  self->title = "Ghost";
  connect_site (self, MARBRE_SITE_GHOST, g_getenv ("GHOST_URL"), g_getenv ("GHOST_API"), NULL,
                g_getenv ("GHOST_ADMIN_KEY"));
}

static void
open_micropub (FaultStand *self)
{
  self->title = "Micropub, a server that lists nothing";
  self->store = g_strdup (g_getenv ("MICROPUB_STORE"));
  connect_site (self, MARBRE_SITE_MICROPUB, g_getenv ("MICROPUB_URL"),
                g_getenv ("MICROPUB_ENDPOINT"), NULL, g_getenv ("MICROPUB_TOKEN"));
}

static const struct
{
  const char *name;
  const char *variable; /* (nullable): that a real server has in the environment */
  void (*open) (FaultStand *self);
} stands[] = {
  { "wordpress-double", NULL, open_wordpress_double },
  { "ghost-double", NULL, open_ghost_double },
  { "generic", NULL, open_generic },
  { "embedded", NULL, open_embedded },
  { "wordpress", "WP_APP_PASSWORD", open_wordpress },
  { "ghost", "GHOST_ADMIN_KEY", open_ghost },
  { "micropub", "MICROPUB_TOKEN", open_micropub },
};

/* FALSE if there is no such server here. */
gboolean
fault_stand_open (FaultStand *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (stands); i++)
    if (g_str_equal (stands[i].name, name) &&
        (stands[i].variable == NULL || g_getenv (stands[i].variable)))
      {
        *self = (FaultStand){ 0 };
        stands[i].open (self);
        return TRUE;
      }
  return FALSE;
}

void
fault_stand_close (FaultStand *self)
{
  fault_wire_free (self->wire);
  if (self->stop)
    self->stop (self->server);
  g_object_unref (self->site);
  g_object_unref (self->bare);
  g_free (self->secret);
  g_free (self->store);
}

static void
read_files (const char *folder, GPtrArray *texts)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      char *text;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        read_files (path, texts);
      else if (g_file_get_contents (path, &text, NULL, NULL))
        g_ptr_array_add (texts, text);
    }
}

/* (transfer full) (element-type utf8): headline and text of each article that the site has. */
GPtrArray *
fault_stand_read (FaultStand *self)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreEndpoint) endpoint = NULL;
  const MarbreListing all = { 0 };
  g_autofree char *cursor = NULL;
  gboolean more = self->store == NULL;

  if (self->store)
    read_files (self->store, texts);
  endpoint = marbre_endpoint_new (self->bare, self->secret, &error);
  g_assert_no_error (error);
  while (more)
    {
      g_autoptr (MarbreListPage) page = NULL;
      g_autoptr (GPtrArray) posts = NULL;

      page = marbre_endpoint_ask_page (endpoint, &all, cursor, NULL, &error);
      g_assert_no_error (error);
      posts = marbre_endpoint_read_page (endpoint, page, &error);
      g_assert_no_error (error);
      g_free (cursor);
      cursor = g_strdup (page->next);
      more = cursor != NULL;
      for (guint i = 0; i < posts->len; i++)
        {
          MarbreStory *story = marbre_remote_post_get_story (g_ptr_array_index (posts, i));

          g_ptr_array_add (texts,
                           g_strconcat (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE), "\n",
                                        marbre_story_get_text (story, MARBRE_FIELD_BODY), NULL));
        }
    }
  return texts;
}
