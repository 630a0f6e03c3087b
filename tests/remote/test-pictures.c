/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures on their way out: without the place where they were taken, smaller where the site does
 * not take them whole, once for each content; and the texts that a picture's file has.
 */
#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gexiv2/gexiv2.h>
#include <glib/gstdio.h>
#include <string.h>

#include "marbre-endpoint.h"
#include "marbre-picture-outgoing.h"
#include "marbre-picture-texts.h"
#include "marbre-picture-type.h"
#include "marbre-pictures.h"
#include "marbre-remote-error.h"
#include "remote-kit.h"

/* A site that takes pictures up to a size, and keeps the last. */

#define TEST_TYPE_SITE (test_site_get_type ())
G_DECLARE_FINAL_TYPE (TestSite, test_site, TEST, SITE, GObject)

struct _TestSite
{
  GObject parent_instance;

  gsize limit;
  guint asked;
  guint taken;
  GBytes *last; /* (owned) (nullable) */
};

static MarbreUploaded *
upload_media (MarbreEndpoint *endpoint,
              MarbreMedia *media,
              GBytes *bytes,
              const char *type,
              GCancellable *cancellable,
              GError **error)
{
  TestSite *self = TEST_SITE (endpoint);
  MarbreUploaded *uploaded;

  self->asked++;
  if (g_bytes_get_size (bytes) > self->limit)
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_TOO_LARGE, "too large");
      return NULL;
    }
  self->taken++;
  g_clear_pointer (&self->last, g_bytes_unref);
  self->last = g_bytes_ref (bytes);
  uploaded = g_new0 (MarbreUploaded, 1);
  uploaded->remote_id = g_strdup ("7");
  uploaded->url = g_strdup_printf ("https://example.org/%u.jpg", self->taken);
  return uploaded;
}

static void
endpoint_iface_init (MarbreEndpointInterface *iface)
{
  iface->upload_media = upload_media;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSite,
                               test_site,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MARBRE_TYPE_ENDPOINT, endpoint_iface_init))

static void
test_site_finalize (GObject *object)
{
  g_clear_pointer (&TEST_SITE (object)->last, g_bytes_unref);
  G_OBJECT_CLASS (test_site_parent_class)->finalize (object);
}

static void
test_site_class_init (TestSiteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_site_finalize;
}

static void
test_site_init (TestSite *self)
{
  self->limit = G_MAXSIZE;
}

/* Noise, which no encoder makes small. */
static GBytes *
make_picture (int width, int height, const char *type)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  guchar *pixels = gdk_pixbuf_get_pixels (pixbuf);
  guint32 noise = 1;
  g_autoptr (GError) error = NULL;
  char *buffer;
  gsize length;

  for (gsize i = 0; i < gdk_pixbuf_get_byte_length (pixbuf); i++)
    {
      noise = noise * 1664525 + 1013904223;
      pixels[i] = (guchar) (noise >> 24);
    }
  gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, type, &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (buffer, length);
}

/* @bytes with the pairs of tag and value, up to a NULL. */
static GBytes *
write_tags (GBytes *bytes, ...) G_GNUC_NULL_TERMINATED;

static GBytes *
write_tags (GBytes *bytes, ...)
{
  g_autofree char *path = NULL;
  g_autoptr (GExiv2Metadata) metadata = gexiv2_metadata_new ();
  g_autoptr (GError) error = NULL;
  const char *tag;
  char *data;
  gsize length;
  va_list pairs;

  g_close (g_file_open_tmp ("marbre-pictures-XXXXXX", &path, &error), NULL);
  g_assert_no_error (error);
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                       &error);
  g_assert_no_error (error);
  gexiv2_metadata_open_path (metadata, path, &error);
  g_assert_no_error (error);
  va_start (pairs, bytes);
  for (tag = va_arg (pairs, const char *); tag; tag = va_arg (pairs, const char *))
    {
      gexiv2_metadata_try_set_tag_string (metadata, tag, va_arg (pairs, const char *), &error);
      g_assert_no_error (error);
    }
  va_end (pairs);
  gexiv2_metadata_save_file (metadata, path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_unlink (path);
  return g_bytes_new_take (data, length);
}

static gboolean
contains (GBytes *bytes, const char *text)
{
  return memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text)) !=
         NULL;
}

static gboolean
tells_place (GBytes *bytes)
{
  g_autoptr (GExiv2Metadata) metadata = gexiv2_metadata_new ();
  g_autoptr (GError) error = NULL;
  gdouble value;

  gexiv2_metadata_open_buf (metadata, g_bytes_get_data (bytes, NULL),
                            (glong) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  return gexiv2_metadata_try_get_gps_latitude (metadata, &value, NULL) ||
         gexiv2_metadata_try_has_tag (metadata, "Exif.Image.GPSTag", NULL) ||
         contains (bytes, "GPSLatitude") || contains (bytes, "48,51.");
}

static GBytes *
make_telling (const char *type)
{
  g_autoptr (GBytes) plain = make_picture (64, 48, type);

  return write_tags (plain, "Exif.GPSInfo.GPSLatitudeRef", "N", "Exif.GPSInfo.GPSLatitude",
                     "48/1 51/1 30/1", "Exif.GPSInfo.GPSLongitudeRef", "E",
                     "Exif.GPSInfo.GPSLongitude", "2/1 21/1 3/1", "Xmp.exif.GPSLatitude",
                     "48,51.5N", "Xmp.exif.GPSLongitude", "2,21.05E", "Xmp.dc.description",
                     "Le quai", "Xmp.photoshop.City", "Paris", NULL);
}

static void
test_place (gconstpointer type)
{
  g_autoptr (GBytes) telling = make_telling (type);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) clean = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (MarbreMedia) texts = NULL;
  MarbrePictureType size;

  g_assert_true (tells_place (telling));
  clean = marbre_picture_outgoing_clean (telling, &error);
  g_assert_no_error (error);
  g_assert_false (tells_place (clean));
  g_assert_true (marbre_picture_type_read (clean, &size));
  g_assert_cmpuint (size.width, ==, 64);
  /* What an agency's editor wrote stays. */
  g_assert_true (contains (clean, "Paris"));
  texts = marbre_picture_texts_read (clean, "x");
  g_assert_cmpstr (marbre_media_get_caption (texts), ==, "Le quai");
  /* One that tells nothing stays as it is, byte for byte. */
  again = marbre_picture_outgoing_clean (clean, &error);
  g_assert_true (again == clean);
}

/* What is no picture, or none that gexiv2 reads, goes as it is. */
static void
test_place_of_none (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("<svg xmlns='…'/>", 16);
  g_autoptr (GBytes) clean = marbre_picture_outgoing_clean (text, NULL);

  g_assert_true (clean == text);
}

static void
test_texts (void)
{
  g_autoptr (GBytes) plain = make_picture (8, 8, "jpeg");
  g_autoptr (GBytes) agency = write_tags (
      plain, "Xmp.dc.description", "Un remorqueur\n  au port, le 3 mars.", "Xmp.dc.creator",
      "Marie Dupont", "Xmp.photoshop.Credit", "AFP", "Xmp.iptc.AltTextAccessibility",
      "Un bateau rouge", "Iptc.Application2.Caption", "older", NULL);
  g_autoptr (GBytes) old =
      write_tags (plain, "Iptc.Application2.Caption", "Le port", "Iptc.Application2.Byline",
                  "Jean Martin", "Iptc.Application2.Credit", "Jean Martin/REUTERS", NULL);
  g_autoptr (GBytes) latin = write_tags (plain, "Iptc.Application2.Caption", "\xc9t\xe9", NULL);
  g_autoptr (GBytes) camera =
      write_tags (plain, "Exif.Image.ImageDescription", "OLYMPUS DIGITAL CAMERA", NULL);
  g_autoptr (MarbreMedia) first = marbre_picture_texts_read (agency, "a.jpg");
  g_autoptr (MarbreMedia) second = marbre_picture_texts_read (old, "b.jpg");
  g_autoptr (MarbreMedia) third = marbre_picture_texts_read (latin, "c.jpg");
  g_autoptr (MarbreMedia) fourth = marbre_picture_texts_read (camera, "d.jpg");
  g_autoptr (MarbreMedia) fifth = marbre_picture_texts_read (plain, "e.jpg");

  g_assert_cmpstr (marbre_media_get_src (first), ==, "a.jpg");
  g_assert_cmpstr (marbre_media_get_alt (first), ==, "Un bateau rouge");
  g_assert_cmpstr (marbre_media_get_caption (first), ==, "Un remorqueur au port, le 3 mars.");
  g_assert_cmpstr (marbre_media_get_credit (first), ==, "Marie Dupont/AFP");
  g_assert_cmpstr (marbre_media_get_caption (second), ==, "Le port");
  g_assert_cmpstr (marbre_media_get_credit (second), ==, "Jean Martin/REUTERS");
  g_assert_cmpstr (marbre_media_get_caption (third), ==, "Été");
  g_assert_cmpstr (marbre_media_get_caption (fourth), ==, "");
  g_assert_cmpstr (marbre_media_get_caption (fifth), ==, "");
}

static void
test_fit (void)
{
  g_autoptr (GBytes) plain = make_picture (3000, 1500, "jpeg");
  g_autoptr (GBytes) large = write_tags (plain, "Xmp.dc.description", "Le quai", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) smaller =
      marbre_picture_outgoing_fit (large, g_bytes_get_size (large) - 1, &error);
  g_autoptr (GBytes) none = NULL;
  g_autoptr (MarbreMedia) texts = NULL;
  MarbrePictureType type;

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (smaller), <, g_bytes_get_size (large));
  g_assert_true (marbre_picture_type_read (smaller, &type));
  g_assert_cmpstr (type.mime, ==, "image/jpeg");
  g_assert_cmpuint (type.width, ==, 2560);
  g_assert_cmpuint (type.height, ==, 1280);
  texts = marbre_picture_texts_read (smaller, "x");
  g_assert_cmpstr (marbre_media_get_caption (texts), ==, "Le quai");
  none = marbre_picture_outgoing_fit (large, 1000, &error);
  g_assert_null (none);
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_TOO_LARGE);
}

typedef struct
{
  RemoteKit kit;
  TestSite *site; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  remote_kit_init (&fixture->kit, MARBRE_SITE_EMBEDDED, "http://127.0.0.1", "http://127.0.0.1", "",
                   "p");
  fixture->site = g_object_new (TEST_TYPE_SITE, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->site);
  remote_kit_clear (&fixture->kit);
}

static MarbrePictures *
send (Fixture *fixture, const char *body)
{
  g_autoptr (MarbreStory) story = remote_kit_write_story (&fixture->kit, "Titre", body);
  g_autoptr (GError) error = NULL;
  MarbrePictures *pictures = marbre_pictures_upload (
      fixture->kit.archive, MARBRE_ENDPOINT (fixture->site),
      marbre_site_get_id (fixture->kit.site), story, NULL, &error);

  g_assert_no_error (error);
  return pictures;
}

static void
add (Fixture *fixture, GBytes *bytes, const char *name)
{
  g_autofree char *added = marbre_archive_add_media_sync (fixture->kit.archive, bytes, "image/jpeg",
                                                          name, NULL, NULL);

  g_assert_cmpstr (added, ==, name);
}

static void
test_sent_clean (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) telling = make_telling ("jpeg");
  g_autoptr (MarbrePictures) pictures = NULL;
  g_autoptr (GBytes) kept = NULL;

  add (fixture, telling, "quai.jpg");
  pictures = send (fixture, "![Le quai](quai.jpg)");
  g_assert_cmpuint (fixture->site->taken, ==, 1);
  g_assert_false (tells_place (fixture->site->last));
  kept = marbre_archive_load_media_sync (fixture->kit.archive, "quai.jpg", NULL, NULL, NULL);
  g_assert_true (g_bytes_equal (kept, telling));
}

/* One content under two names, in two stories, goes up once. */
static void
test_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) picture = make_picture (32, 32, "jpeg");
  g_autoptr (MarbrePictures) first = NULL;
  g_autoptr (MarbrePictures) second = NULL;

  add (fixture, picture, "quai.jpg");
  add (fixture, picture, "port.jpg");
  first = send (fixture, "![Le quai](quai.jpg)\n\n![Le port](port.jpg)");
  second = send (fixture, "![Le port](port.jpg)");
  g_assert_cmpuint (fixture->site->asked, ==, 1);
  g_assert_nonnull (strstr (marbre_pictures_get_html (first), "https://example.org/1.jpg"));
  g_assert_null (strstr (marbre_pictures_get_html (first), "port.jpg"));
  g_assert_nonnull (strstr (marbre_pictures_get_html (second), "https://example.org/1.jpg"));
}

static void
test_made_smaller (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) first = make_picture (2700, 1400, "jpeg");
  g_autoptr (GBytes) second = make_picture (2701, 1400, "jpeg");
  g_autoptr (MarbrePictures) pictures = NULL;
  MarbrePictureType type;
  guint asked;

  add (fixture, first, "quai.jpg");
  add (fixture, second, "port.jpg");
  fixture->site->limit = g_bytes_get_size (first) / 2;
  pictures = send (fixture, "![Le quai](quai.jpg)");
  g_assert_cmpuint (fixture->site->taken, ==, 1);
  g_assert_cmpuint (fixture->site->asked, ==, 2);
  g_assert_null (marbre_pictures_get_warnings (pictures)[0]);
  g_assert_true (marbre_picture_type_read (fixture->site->last, &type));
  g_assert_cmpuint (type.width, <, 2700);
  marbre_pictures_free (pictures);

  /* Of two in a story the second is not refused any more. */
  add (fixture, make_picture (2702, 1400, "jpeg"), "aube.jpg");
  asked = fixture->site->asked;
  pictures = send (fixture, "![Le port](port.jpg)\n\n![L’aube](aube.jpg)");
  g_assert_cmpuint (fixture->site->taken, ==, 3);
  g_assert_cmpuint (fixture->site->asked - asked, ==, 3);
}

static void
test_never_small_enough (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) picture = make_picture (1100, 1100, "jpeg");
  g_autoptr (MarbrePictures) pictures = NULL;

  add (fixture, picture, "quai.jpg");
  fixture->site->limit = 10;
  pictures = send (fixture, "Un.\n\n![Le quai](quai.jpg)");
  g_assert_cmpuint (fixture->site->taken, ==, 0);
  g_assert_nonnull (strstr (marbre_pictures_get_warnings (pictures)[0], "quai.jpg"));
  g_assert_nonnull (strstr (marbre_pictures_get_html (pictures), "Un."));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gexiv2_initialize ();
  gexiv2_log_set_level (GEXIV2_LOG_LEVEL_MUTE);
  g_test_add_data_func ("/pictures/place/jpeg", "jpeg", test_place);
  g_test_add_data_func ("/pictures/place/png", "png", test_place);
  g_test_add_func ("/pictures/place/none", test_place_of_none);
  g_test_add_func ("/pictures/texts", test_texts);
  g_test_add_func ("/pictures/fit", test_fit);
  ADD ("/pictures/sent-clean", test_sent_clean);
  ADD ("/pictures/once", test_once);
  ADD ("/pictures/made-smaller", test_made_smaller);
  ADD ("/pictures/never-small-enough", test_never_small_enough);
  return g_test_run ();
}
