/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sites' window; see marbre-sites-window.h. Connecting goes in steps, each of which may fail
 * and says why in place: find the API behind an address, then what marbre-site-connector.h does.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-sites-window.h"

#include <glib/gi18n.h>

#include "marbre-compat.h"
#include "marbre-discovery.h"
#include "marbre-doctor-window.h"
#include "marbre-remote-error.h"
#include "marbre-site-connector.h"
#include "marbre-site-row.h"
#include "marbre-system-dialog.h"
#include "marbre-wordpress.h"

/**
 * KindWords:
 *
 * What the form says for a kind of site.
 */
typedef struct
{
  const char *kind;     /* as the archive keeps it */
  const char *name;     /* not translated */
  const char *secret;   /* what the secret is called there */
  const char *advice;   /* where it is made */
  const char *key_page; /* (nullable): that page, from the API's address */
  gboolean has_user;    /* the secret goes with a user name */
} KindWords;

/* The last is for every other kind. */
static const KindWords kinds[] = {
  { "wordpress", "WordPress", N_ ("Application password"),
    N_ ("An application password is made at the site: Users, Profile, Application passwords. It is "
        "not the password you sign in with."),
    NULL, TRUE },
  { "ghost", "Ghost", N_ ("Admin API key"),
    N_ ("The key is made at the site: Settings, Integrations, Add custom integration. Copy the "
        "Admin API key, not the Content API key."),
    "../../#/settings/integrations", FALSE },
  { "micropub", "Micropub", N_ ("Token"),
    N_ ("The token is made in the settings of the site; it needs the right to create, update and "
        "send media."),
    NULL, FALSE },
};

struct _MarbreSitesWindow
{
  AdwWindow parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  GtkListBox *list;
  AdwEntryRow *address_row;
  GtkSpinner *spinner;
  GtkWidget *find_button;
  AdwComboRow *found_row;
  AdwEntryRow *name_row;
  AdwEntryRow *user_row;
  AdwPasswordEntryRow *secret_row;
  GtkLinkButton *key_page;
  GtkLabel *message;
  GtkWidget *connect_button;
  GtkWidget *check_button;

  MarbreNewsroom *newsroom;  /* (owned) */
  GListStore *found;         /* (owned) (element-type MarbreSite): what stands behind the address */
  GCancellable *cancellable; /* (owned): ends with the window */
  GCancellable *step;        /* (owned) (nullable): the step under way */
  MarbreSite *failed;        /* (owned) (nullable): the site that could not be connected */
  char *trusted;             /* (owned): the certificate that the user trusts at the address */
};

G_DEFINE_FINAL_TYPE (MarbreSitesWindow, marbre_sites_window, ADW_TYPE_WINDOW)

static void
say (MarbreSitesWindow *self, const char *text, gboolean error)
{
  gtk_label_set_text (self->message, text);
  gtk_widget_set_visible (GTK_WIDGET (self->message), text[0] != '\0');
  if (error)
    gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->message), "error");
}

/* What the doctor may look at, %NULL for nothing. */
static void
set_failed (MarbreSitesWindow *self, MarbreSite *site)
{
  g_set_object (&self->failed, site);
  gtk_widget_set_visible (self->check_button, site != NULL);
}

static void
set_busy (MarbreSitesWindow *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (self->find_button,
                            !busy && gtk_editable_get_text (GTK_EDITABLE (self->address_row))[0]);
  gtk_widget_set_sensitive (self->connect_button, !busy);
}

static GCancellable *
begin_step (MarbreSitesWindow *self)
{
  g_cancellable_cancel (self->step);
  g_clear_object (&self->step);
  self->step = g_cancellable_new ();
  set_busy (self, TRUE);
  return self->step;
}

static MarbreSite *
chosen (MarbreSitesWindow *self)
{
  return adw_combo_row_get_selected_item (self->found_row);
}

static const KindWords *
words_for (MarbreSite *site)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds) - 1; i++)
    if (g_str_equal (marbre_site_get_kind (site), kinds[i].kind))
      return &kinds[i];
  return &kinds[G_N_ELEMENTS (kinds) - 1];
}

/* Where the page at the site is on which the key is made, %NULL if the kind has no such page.
 *
 * Returns: (transfer full) (nullable) */
static char *
key_page (MarbreSite *site, const KindWords *words)
{
  return words->key_page ? g_uri_resolve_relative (marbre_site_get_api (site), words->key_page,
                                                   G_URI_FLAGS_NONE, NULL)
                         : NULL;
}

static void
show_form (MarbreSitesWindow *self, gboolean visible)
{
  MarbreSite *site = visible ? chosen (self) : NULL;
  const KindWords *words = site ? words_for (site) : NULL;
  g_autofree char *page = site ? key_page (site, words) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->found_row), visible);
  gtk_widget_set_visible (GTK_WIDGET (self->name_row), visible);
  gtk_widget_set_visible (GTK_WIDGET (self->user_row), words && words->has_user);
  gtk_widget_set_visible (GTK_WIDGET (self->secret_row), visible);
  gtk_widget_set_visible (GTK_WIDGET (self->key_page), page != NULL);
  gtk_widget_set_visible (self->connect_button, visible);
  if (site == NULL)
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret_row), _ (words->secret));
  if (page)
    gtk_link_button_set_uri (self->key_page, page);
  say (self, _ (words->advice), FALSE);
}

static void
found_changed_cb (MarbreSitesWindow *self)
{
  MarbreSite *site = chosen (self);

  if (site == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), marbre_site_get_name (site));
  show_form (self, TRUE);
}

/* What stands before every site, whatever it is, the doctor can look at by its address alone. */
static void
offer_doctor (MarbreSitesWindow *self, const GError *error)
{
  const char *address = gtk_editable_get_text (GTK_EDITABLE (self->address_row));
  g_autoptr (MarbreSite) site = NULL;

  if (!g_error_matches (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_CERTIFICATE) &&
      !g_error_matches (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_OFFLINE))
    return;
  site = marbre_site_new (NULL, address, MARBRE_SITE_WORDPRESS, address, address, NULL);
  marbre_site_set_certificate (site, self->trusted);
  set_failed (self, site);
}

static void
discovered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreSitesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sites = marbre_discovery_run_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (sites == NULL || sites->len == 0)
    {
      offer_doctor (self, error);
      say (self,
           error ? error->message
                 : _("No way to publish was found at this address. Check it in a browser."),
           TRUE);
      return;
    }
  g_list_store_splice (self->found, 0, g_list_model_get_n_items (G_LIST_MODEL (self->found)),
                       sites->pdata, sites->len);
  adw_combo_row_set_selected (self->found_row, 0);
  found_changed_cb (self);
  gtk_widget_grab_focus (gtk_widget_get_visible (GTK_WIDGET (self->user_row))
                             ? GTK_WIDGET (self->user_row)
                             : GTK_WIDGET (self->secret_row));
}

static void
find_cb (MarbreSitesWindow *self)
{
  const char *address = gtk_editable_get_text (GTK_EDITABLE (self->address_row));

  if (address[0] == '\0')
    return;
  show_form (self, FALSE);
  say (self, "", FALSE);
  set_failed (self, NULL);
  marbre_discovery_run_async (address, self->trusted, begin_step (self), discovered_cb,
                              g_object_ref (self));
}

static void
address_changed_cb (MarbreSitesWindow *self)
{
  marbre_set_str (&self->trusted, "");
  set_failed (self, NULL);
  g_cancellable_cancel (self->step);
  set_busy (self, FALSE);
  show_form (self, FALSE);
  say (self, "", FALSE);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreSitesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *report = marbre_site_connector_run_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (report == NULL)
    {
      set_busy (self, FALSE);
      gtk_widget_set_visible (self->check_button, self->failed != NULL);
      say (self, error->message, TRUE);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->secret_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->address_row), "");
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Site connected")));
}

static void
system_connected_cb (MarbreSitesWindow *self)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Site connected")));
}

/* Whom one trusts at the address is known when one looks there again. */
static void
trusted_cb (MarbreSitesWindow *self, const char *print)
{
  MarbreSite *site = chosen (self);

  marbre_set_str (&self->trusted, print);
  if (site)
    marbre_site_set_certificate (site, print);
  else
    find_cb (self);
}

static void
check_cb (MarbreSitesWindow *self)
{
  const char *secret = gtk_editable_get_text (GTK_EDITABLE (self->secret_row));
  GtkWidget *doctor;

  if (self->failed == NULL)
    return;
  doctor = marbre_doctor_window_new (GTK_WINDOW (self), self->newsroom, self->failed, secret);
  g_signal_connect_object (doctor, "trusted", G_CALLBACK (trusted_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (doctor));
}

static void
another_system_cb (MarbreSitesWindow *self)
{
  GtkWidget *dialog = marbre_system_dialog_new (GTK_WINDOW (self), self->newsroom);

  g_signal_connect_object (dialog, "connected", G_CALLBACK (system_connected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
connect_cb (MarbreSitesWindow *self)
{
  MarbreSite *site = chosen (self);
  const char *secret = gtk_editable_get_text (GTK_EDITABLE (self->secret_row));
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name_row));
  g_autoptr (MarbreSite) known =
      site ? marbre_site_connector_find_known (self->newsroom, site) : NULL;
  g_autoptr (MarbreSite) candidate = NULL;

  if (site == NULL)
    return;
  if (secret[0] == '\0')
    {
      say (self, _("Enter the application password, key or token first."), TRUE);
      return;
    }
  candidate = marbre_site_new (known ? marbre_site_get_id (known) : NULL,
                               name[0] != '\0' ? name : marbre_site_get_name (site),
                               marbre_site_get_kind (site), marbre_site_get_url (site),
                               marbre_site_get_api (site),
                               gtk_editable_get_text (GTK_EDITABLE (self->user_row)));
  marbre_site_set_certificate (candidate, marbre_site_get_certificate (site));
  set_failed (self, candidate);
  gtk_widget_set_visible (self->check_button, FALSE);
  marbre_site_connector_run_async (self->newsroom, candidate, secret, begin_step (self),
                                   connected_cb, g_object_ref (self));
}

static GtkWidget *
make_row (gpointer item, gpointer user_data)
{
  MarbreSitesWindow *self = MARBRE_SITES_WINDOW (user_data);

  return marbre_site_row_new (self->newsroom, MARBRE_SITE (item));
}

/* "WordPress — Le Quotidien": what a found site is called in the row. */
static char *
found_label (MarbreSite *site, gpointer data)
{
  return g_strdup_printf ("%s — %s", words_for (site)->name, marbre_site_get_name (site));
}

static void
marbre_sites_window_dispose (GObject *object)
{
  MarbreSitesWindow *self = MARBRE_SITES_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->step);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_SITES_WINDOW);
  g_clear_object (&self->newsroom);
  g_clear_object (&self->found);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->step);
  g_clear_object (&self->failed);
  g_clear_pointer (&self->trusted, g_free);
  G_OBJECT_CLASS (marbre_sites_window_parent_class)->dispose (object);
}

static void
marbre_sites_window_class_init (MarbreSitesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_sites_window_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-sites-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreSitesWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, MarbreSitesWindow, list);
  gtk_widget_class_bind_template_child (widget_class, MarbreSitesWindow, address_row);
  gtk_widget_class_bind_template_child (widget_class, MarbreSitesWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, MarbreSitesWindow, find_button);
  gtk_widget_class_bind_template_child (widget_class, MarbreSitesWindow, found_row);
  gtk_widget_class_bind_template_child (widget_class, MarbreSitesWindow, name_row);
  gtk_widget_class_bind_template_child (widget_class, MarbreSitesWindow, user_row);
  gtk_widget_class_bind_template_child (widget_class, MarbreSitesWindow, secret_row);
  gtk_widget_class_bind_template_child (widget_class, MarbreSitesWindow, key_page);
  gtk_widget_class_bind_template_child (widget_class, MarbreSitesWindow, message);
  gtk_widget_class_bind_template_child (widget_class, MarbreSitesWindow, connect_button);
  gtk_widget_class_bind_template_child (widget_class, MarbreSitesWindow, check_button);
  gtk_widget_class_bind_template_callback (widget_class, find_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
  gtk_widget_class_bind_template_callback (widget_class, another_system_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
marbre_sites_window_init (MarbreSitesWindow *self)
{
  g_autoptr (GtkExpression) label = gtk_cclosure_expression_new (
      G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (found_label), NULL, NULL);

  self->cancellable = g_cancellable_new ();
  self->trusted = g_strdup ("");
  self->found = g_list_store_new (MARBRE_TYPE_SITE);
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_expression (self->found_row, label);
  adw_combo_row_set_model (self->found_row, G_LIST_MODEL (self->found));
}

/**
 * marbre_sites_window_new:
 * @parent: the window it belongs to
 * @newsroom: an open newsroom
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
marbre_sites_window_new (GtkWindow *parent, MarbreNewsroom *newsroom)
{
  MarbreSitesWindow *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (MARBRE_IS_NEWSROOM (newsroom), NULL);

  self = g_object_new (MARBRE_TYPE_SITES_WINDOW, "transient-for", parent, NULL);
  self->newsroom = g_object_ref (newsroom);
  gtk_list_box_bind_model (self->list, marbre_newsroom_get_sites (newsroom), make_row, self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->address_row));
  return GTK_WIDGET (self);
}
