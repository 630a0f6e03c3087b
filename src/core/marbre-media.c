/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture as a story mentions it; see marbre-media.h.
 */
#define G_LOG_DOMAIN "marbre-core"

#include "config.h"

#include "marbre-media.h"

struct _MarbreMedia
{
  GObject parent_instance;

  char *src;     /* (owned): URI or name in the archive's media store; never NULL */
  char *alt;     /* (owned): never NULL */
  char *caption; /* (owned): never NULL */
  char *credit;  /* (owned): never NULL */
};

G_DEFINE_FINAL_TYPE (MarbreMedia, marbre_media, G_TYPE_OBJECT)

static void
marbre_media_finalize (GObject *object)
{
  MarbreMedia *self = MARBRE_MEDIA (object);

  g_clear_pointer (&self->src, g_free);
  g_clear_pointer (&self->alt, g_free);
  g_clear_pointer (&self->caption, g_free);
  g_clear_pointer (&self->credit, g_free);
  G_OBJECT_CLASS (marbre_media_parent_class)->finalize (object);
}

static void
marbre_media_class_init (MarbreMediaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_media_finalize;
}

static void
marbre_media_init (MarbreMedia *self)
{
}

/**
 * marbre_media_new:
 * @src: URI, or the name of a file in the archive's media store ("pictures/harbour.png")
 * @alt: (nullable): text for who does not see the picture, UTF-8
 * @caption: (nullable): what is printed below it, plain text
 * @credit: (nullable): whose picture it is, without the word "Credit"
 *
 * Returns: (transfer full): a new picture reference
 */
MarbreMedia *
marbre_media_new (const char *src, const char *alt, const char *caption, const char *credit)
{
  MarbreMedia *self;

  g_return_val_if_fail (src != NULL, NULL);

  self = g_object_new (MARBRE_TYPE_MEDIA, NULL);
  self->src = g_strdup (src);
  self->alt = g_strdup (alt ? alt : "");
  self->caption = g_strdup (caption ? caption : "");
  self->credit = g_strdup (credit ? credit : "");
  return self;
}

/**
 * marbre_media_get_src:
 *
 * Returns: URI or media store name, never %NULL
 */
const char *
marbre_media_get_src (MarbreMedia *self)
{
  g_return_val_if_fail (MARBRE_IS_MEDIA (self), "");
  return self->src;
}

/**
 * marbre_media_get_alt:
 *
 * Returns: the alternative text, "" if none was written
 */
const char *
marbre_media_get_alt (MarbreMedia *self)
{
  g_return_val_if_fail (MARBRE_IS_MEDIA (self), "");
  return self->alt;
}

/**
 * marbre_media_get_caption:
 *
 * Returns: the caption as plain text, "" if none
 */
const char *
marbre_media_get_caption (MarbreMedia *self)
{
  g_return_val_if_fail (MARBRE_IS_MEDIA (self), "");
  return self->caption;
}

/**
 * marbre_media_get_credit:
 *
 * Returns: the credit line, "" if none
 */
const char *
marbre_media_get_credit (MarbreMedia *self)
{
  g_return_val_if_fail (MARBRE_IS_MEDIA (self), "");
  return self->credit;
}

/**
 * marbre_media_equal:
 * @self: (nullable): one picture
 * @other: (nullable): another
 *
 * Returns: %TRUE if both are %NULL or say the same
 */
gboolean
marbre_media_equal (MarbreMedia *self, MarbreMedia *other)
{
  if (self == other)
    return TRUE;
  if (self == NULL || other == NULL)
    return FALSE;
  return g_str_equal (self->src, other->src) && g_str_equal (self->alt, other->alt) &&
         g_str_equal (self->caption, other->caption) && g_str_equal (self->credit, other->credit);
}
