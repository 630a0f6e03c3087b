/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The newsroom of the command line; see marbre-ctl-newsroom.h.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include "marbre-ctl-newsroom.h"

#include <glib/gi18n.h>

#include "marbre-ctl-input.h"
#include "marbre-memory-credentials.h"
#include "marbre-secret-store.h"

/* The embedded site's name, as in the window. */
#define PRESSROOM_NAME "Le Marbre"

static GFile *
find_archive (MarbreCtl *ctl)
{
  g_autofree char *path = NULL;

  if (ctl->archive != NULL)
    return g_file_new_for_path (ctl->archive);
  path = g_build_filename (g_get_user_data_dir (), MARBRE_DATA_NAME, "archive.db", NULL);
  return g_file_new_for_path (path);
}

/**
 * marbre_ctl_newsroom_open:
 * @ctl: says which archive
 * @create: %TRUE to make an archive that is not there
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the newsroom; %NULL with a %MARBRE_ARCHIVE_ERROR, which is
 *   %MARBRE_ARCHIVE_ERROR_NOT_FOUND if there is no archive
 */
MarbreCtlNewsroom *
marbre_ctl_newsroom_open (MarbreCtl *ctl, gboolean create, GError **error)
{
  g_autoptr (MarbreCtlNewsroom) self = NULL;
  g_autoptr (GFile) file = find_archive (ctl);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GFile) pressroom = NULL;

  if (folder == NULL || (!create && !g_file_query_exists (file, NULL)))
    {
      g_autofree char *name = g_file_get_parse_name (file);

      g_set_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND,
                   _ ("There is no archive at “%s”. Import stories into it, or start Marbre once."),
                   name);
      return NULL;
    }
  pressroom = g_file_get_child (folder, "pressroom.db");
  self = g_new0 (MarbreCtlNewsroom, 1);
  self->archive = marbre_archive_new (file);
  self->keyring = marbre_secret_store_new ();
  self->credentials = marbre_memory_credentials_new ();
  self->pressroom = marbre_pressroom_new (pressroom, PRESSROOM_NAME);
  return marbre_archive_open_sync (self->archive, NULL, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * marbre_ctl_newsroom_close:
 * @self: (transfer full): a newsroom
 *
 * Stops the embedded site and closes the archive.
 */
void
marbre_ctl_newsroom_close (MarbreCtlNewsroom *self)
{
  marbre_pressroom_stop (self->pressroom);
  marbre_archive_close (self->archive);
  g_clear_object (&self->pressroom);
  g_clear_object (&self->credentials);
  g_clear_object (&self->keyring);
  g_clear_object (&self->archive);
  g_free (self);
}

/**
 * marbre_ctl_newsroom_get_story:
 * @file_or_id: a story file, "-", or the id of a story in the archive
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the story; %NULL with an error of marbre_ctl_read_story() or
 *   marbre_archive_load_story_sync()
 */
MarbreStory *
marbre_ctl_newsroom_get_story (MarbreCtlNewsroom *self, const char *file_or_id, GError **error)
{
  if (g_str_equal (file_or_id, "-") || g_file_test (file_or_id, G_FILE_TEST_EXISTS))
    return marbre_ctl_read_story (file_or_id, error);
  if (g_utf8_validate (file_or_id, -1, NULL))
    {
      g_autoptr (GError) local = NULL;
      MarbreStory *story = marbre_archive_load_story_sync (self->archive, file_or_id, NULL, &local);

      if (story != NULL ||
          !g_error_matches (local, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND))
        {
          if (local != NULL)
            g_propagate_error (error, g_steal_pointer (&local));
          return story;
        }
    }
  g_set_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND,
               _ ("“%s” is neither a file nor a story of the archive."), file_or_id);
  return NULL;
}

static char *
join_names (GPtrArray *sites)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < sites->len; i++)
    g_ptr_array_add (names, (gpointer) marbre_site_get_name (g_ptr_array_index (sites, i)));
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

/**
 * marbre_ctl_newsroom_get_site:
 * @name: (nullable): a site's name or id; %NULL for the only one
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the site; %NULL with %MARBRE_ARCHIVE_ERROR_NOT_FOUND, which
 *   names those that there are
 */
MarbreSite *
marbre_ctl_newsroom_get_site (MarbreCtlNewsroom *self, const char *name, GError **error)
{
  g_autoptr (GPtrArray) sites = marbre_archive_list_sites_sync (self->archive, NULL, error);
  g_autofree char *names = NULL;

  if (sites == NULL)
    return NULL;
  for (guint i = 0; name != NULL && i < sites->len; i++)
    {
      MarbreSite *site = g_ptr_array_index (sites, i);

      if (g_str_equal (marbre_site_get_name (site), name) ||
          g_str_equal (marbre_site_get_id (site), name))
        return g_object_ref (site);
    }
  if (name == NULL && sites->len == 1)
    return g_object_ref (g_ptr_array_index (sites, 0));

  names = join_names (sites);
  if (sites->len == 0)
    g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND,
                         _ ("No site is set up. Add one with “marbrectl site add”."));
  else if (name == NULL)
    g_set_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND,
                 _ ("There is more than one site. Say which with --site: %s."), names);
  else
    g_set_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND,
                 _ ("There is no site “%s”. There are: %s."), name, names);
  return NULL;
}

/* Starts the embedded site, whose token is no secret of the keyring. */
static MarbreSite *
prepare_embedded (MarbreCtlNewsroom *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (MarbreSite) site =
      marbre_pressroom_prepare_sync (self->pressroom, self->archive, cancellable, error);
  g_autofree char *token = site ? marbre_pressroom_get_token (self->pressroom) : NULL;

  if (site == NULL || !marbre_credentials_store_sync (
                          self->credentials, marbre_site_get_id (site), marbre_site_get_kind (site),
                          marbre_site_get_name (site), token, cancellable, error))
    return NULL;
  return g_steal_pointer (&site);
}

/**
 * marbre_ctl_newsroom_prepare:
 * @site: a site
 * @cancellable: (nullable): gives up
 * @user_data: the newsroom
 * @error: return location for an error
 *
 * Makes a site ready: starts the embedded one, and takes the secret of any other out of the
 * keyring, so that all of them are in the newsroom's credentials. It is a #MarbreOutboxPrepare, so
 * any thread may call it.
 *
 * Returns: (transfer full) (nullable): the site as it is reached now
 */
MarbreSite *
marbre_ctl_newsroom_prepare (MarbreSite *site,
                             GCancellable *cancellable,
                             gpointer user_data,
                             GError **error)
{
  MarbreCtlNewsroom *self = user_data;
  g_autofree char *secret = NULL;
  GError *local = NULL;

  if (marbre_site_is_embedded (site))
    return prepare_embedded (self, cancellable, error);
  secret =
      marbre_credentials_load_sync (self->keyring, marbre_site_get_id (site), cancellable, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  /* Without a secret the site itself says that one must sign in. */
  if (secret != NULL &&
      !marbre_credentials_store_sync (self->credentials, marbre_site_get_id (site),
                                      marbre_site_get_kind (site), marbre_site_get_name (site),
                                      secret, cancellable, error))
    return NULL;
  return g_object_ref (site);
}
