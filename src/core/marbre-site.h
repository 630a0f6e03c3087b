/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A site: one REST endpoint with its profile. Not the secret (the credential store has it) and not
 * the connection. Immutable but for what set-up learns; belongs to one thread at a time.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The kind of the site that Marbre itself serves. It speaks Micropub; only its set-up differs. */
#define MARBRE_SITE_EMBEDDED "embedded"

/**
 * MarbreSiteSpaces:
 * @MARBRE_SITE_SPACES_NARROW: French as it is printed: U+202F before ; ! ? and in numbers
 * @MARBRE_SITE_SPACES_WIDE: U+00A0 everywhere, for fonts without the narrow one
 * @MARBRE_SITE_SPACES_NONE: none is set
 *
 * What a site's pages can show before French punctuation. Stored as a number: add at the end.
 */
typedef enum
{
  MARBRE_SITE_SPACES_NARROW,
  MARBRE_SITE_SPACES_WIDE,
  MARBRE_SITE_SPACES_NONE,
} MarbreSiteSpaces;

/**
 * MarbreSiteProfile:
 * @headline_limit: characters that its pages show of a headline; 0 for no limit of its own
 * @standfirst_limit: the same of a standfirst
 * @spaces: what its pages can show before French punctuation
 *
 * What a site's pages have room for. The newsroom says it; discovery does not find it.
 */
typedef struct
{
  guint headline_limit;
  guint standfirst_limit;
  MarbreSiteSpaces spaces;
} MarbreSiteProfile;

/**
 * MarbreSiteRights:
 * @MARBRE_SITE_MAY_PUBLISH: readers may see what the account sends, without an editor between
 * @MARBRE_SITE_MAY_UPLOAD: may add pictures
 * @MARBRE_SITE_MAY_PIN: may keep an article at the top of the front page
 *
 * What the account may do at a site. Stored as a number: never change a bit's meaning.
 */
typedef enum
{
  MARBRE_SITE_MAY_PUBLISH = 1 << 0,
  MARBRE_SITE_MAY_UPLOAD = 1 << 1,
  MARBRE_SITE_MAY_PIN = 1 << 2,
} MarbreSiteRights;

/* Nobody has asked yet: whoever may not is told so by the site. */
#define MARBRE_SITE_RIGHTS_UNKNOWN (-1)

#define MARBRE_TYPE_SITE (marbre_site_get_type ())
G_DECLARE_FINAL_TYPE (MarbreSite, marbre_site, MARBRE, SITE, GObject)

MarbreSite *marbre_site_new          (const char *id,
                                      const char *name,
                                      const char *kind,
                                      const char *url,
                                      const char *api,
                                      const char *user) G_GNUC_WARN_UNUSED_RESULT;
MarbreSite *marbre_site_copy         (MarbreSite *self) G_GNUC_WARN_UNUSED_RESULT;
const char *marbre_site_get_id       (MarbreSite *self);
const char *marbre_site_get_name     (MarbreSite *self);
const char *marbre_site_get_kind     (MarbreSite *self);
const char *marbre_site_get_url      (MarbreSite *self);
const char *marbre_site_get_api      (MarbreSite *self);
const char *marbre_site_get_user     (MarbreSite *self);
gboolean    marbre_site_is_embedded  (MarbreSite *self);
const MarbreSiteProfile *marbre_site_get_profile (MarbreSite *self);
void        marbre_site_set_profile  (MarbreSite *self,
                                      const MarbreSiteProfile *profile);
const char *marbre_site_get_mapping  (MarbreSite *self);
void        marbre_site_set_mapping  (MarbreSite *self,
                                      const char *mapping);
const char *marbre_site_get_certificate (MarbreSite *self);
void        marbre_site_set_certificate (MarbreSite *self,
                                         const char *certificate);
const char *marbre_site_get_zone     (MarbreSite *self);
void        marbre_site_set_zone     (MarbreSite *self,
                                      const char *zone);
GTimeZone  *marbre_site_dup_zone     (MarbreSite *self) G_GNUC_WARN_UNUSED_RESULT;
int         marbre_site_get_rights   (MarbreSite *self);
void        marbre_site_set_rights   (MarbreSite *self,
                                      int         rights);
gboolean    marbre_site_owns_url     (MarbreSite *self,
                                      const char *url);

G_END_DECLS
