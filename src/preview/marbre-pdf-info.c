/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Metadata of a PDF; see marbre-pdf-info.h. An incremental update (ISO 32000-1, 7.5.6): new
 * versions of the catalog and of the information dictionary, a cross-reference section that names
 * them, and a trailer that leads on to the old ones. It reads the plain kind of file that WebKit's
 * Skia writes (a cross-reference table, a catalog outside of object streams); any other is left as
 * it is.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-pdf-info.h"

#include <string.h>

/* Bytes at the end of a file in which its trailer is looked for, and of a dictionary. */
#define MAX_TRAILER 4096
#define MAX_CATALOG 4096

/* What is known of the file. */
typedef struct
{
  const char *data; /* (borrowed) */
  gsize length;
  guint64 xref; /* offset of the last cross-reference section */
  guint64 size; /* one more than the highest object number */
  guint64 root; /* the catalog's object number */
} Pdf;

/* Reads the number after the last @name in the trailer. */
static gboolean
read_number (const char *tail, const char *name, guint64 *number)
{
  const char *text = g_strrstr (tail, name);
  char *end = NULL;

  if (text == NULL)
    return FALSE;
  text += strlen (name);
  *number = g_ascii_strtoull (text, &end, 10);
  return end != text;
}

static gboolean
read_trailer (Pdf *self)
{
  gsize length = MIN (self->length, MAX_TRAILER);
  g_autofree char *tail = g_malloc (length + 1);
  const char *start = self->data + self->length - length;

  /* What is before the trailer may be binary. */
  for (gsize i = 0; i < length; i++)
    tail[i] = start[i] != '\0' ? start[i] : ' ';
  tail[length] = '\0';
  return strstr (tail, "%%EOF") != NULL && read_number (tail, "startxref", &self->xref) &&
         self->xref + 4 < self->length && memcmp (self->data + self->xref, "xref", 4) == 0 &&
         read_number (tail, "/Size", &self->size) && read_number (tail, "/Root", &self->root);
}

/* Returns: (transfer full) (nullable): the catalog's dictionary, from "<<" to ">>" */
static char *
dup_catalog (const Pdf *self)
{
  g_autofree char *mark = g_strdup_printf ("\n%" G_GUINT64_FORMAT " 0 obj\n<<", self->root);
  const char *found = memmem (self->data, self->length, mark, strlen (mark));
  const char *start = found ? found + strlen (mark) - 2 : NULL;
  gsize room = start ? MIN ((gsize) (self->data + self->length - start), MAX_CATALOG) : 0;
  const char *end = start ? memmem (start, room, "endobj", strlen ("endobj")) : NULL;
  char *catalog;

  if (end == NULL || memchr (start, '\0', (gsize) (end - start)) != NULL)
    return NULL;
  catalog = g_strchomp (g_strndup (start, (gsize) (end - start)));
  if (!g_str_has_suffix (catalog, ">>") || strstr (catalog, "/Lang") != NULL)
    g_clear_pointer (&catalog, g_free);
  return catalog;
}

/* A text string is UTF-16 with a byte order mark; as hexadecimal digits nothing needs escaping. */
static void
append_text (GString *out, const char *name, const char *text)
{
  glong n = 0;
  g_autofree gunichar2 *units = NULL;

  if (*text == '\0' || (units = g_utf8_to_utf16 (text, -1, NULL, &n, NULL)) == NULL)
    return;
  g_string_append_printf (out, "/%s <FEFF", name);
  for (glong i = 0; i < n; i++)
    g_string_append_printf (out, "%04X", units[i]);
  g_string_append (out, ">\n");
}

/* A language tag is letters, digits and hyphens. */
static gboolean
is_language (const char *text)
{
  return *text != '\0' && strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                        "0123456789-") == strlen (text);
}

static void
append_xref (GString *out, guint64 number, gsize offset)
{
  g_string_append_printf (out, "%" G_GUINT64_FORMAT " 1\n%010" G_GSIZE_FORMAT " 00000 n \n", number,
                          offset);
}

/**
 * marbre_pdf_info_add:
 * @pdf: a PDF file
 * @title: its title, "" for none
 * @author: who wrote it, "" for none
 * @subject: what it says in short, "" for none
 * @language: a BCP 47 tag, "" if it is not known
 *
 * Returns: (transfer full): the file with its metadata, @pdf itself if it is not of a kind that can
 *   be added to
 */
GBytes *
marbre_pdf_info_add (GBytes *pdf,
                     const char *title,
                     const char *author,
                     const char *subject,
                     const char *language)
{
  Pdf self = { 0 };
  g_autofree char *catalog = NULL;
  g_autoptr (GDateTime) utc = g_date_time_new_now_utc ();
  g_autofree char *now = g_date_time_format (utc, "D:%Y%m%d%H%M%SZ");
  GString *out;
  gsize catalog_at, info_at, xref_at;

  self.data = g_bytes_get_data (pdf, &self.length);
  if (self.length == 0 || !read_trailer (&self) || (catalog = dup_catalog (&self)) == NULL)
    return g_bytes_ref (pdf);

  out = g_string_new_len (self.data, (gssize) self.length);
  g_string_append_c (out, '\n');
  catalog_at = out->len;
  catalog[strlen (catalog) - 2] = '\0';
  g_string_append_printf (out, "%" G_GUINT64_FORMAT " 0 obj\n%s", self.root, catalog);
  if (is_language (language))
    g_string_append_printf (out, "\n/Lang (%s)", language);
  g_string_append (out, ">>\nendobj\n");

  info_at = out->len;
  g_string_append_printf (out, "%" G_GUINT64_FORMAT " 0 obj\n<<", self.size);
  append_text (out, "Title", title);
  append_text (out, "Author", author);
  append_text (out, "Subject", subject);
  g_string_append_printf (out, "/Creator (Marbre)\n/CreationDate (%s)>>\nendobj\n", now);

  xref_at = out->len;
  g_string_append (out, "xref\n");
  append_xref (out, self.root, catalog_at);
  append_xref (out, self.size, info_at);
  g_string_append_printf (out,
                          "trailer\n<</Size %" G_GUINT64_FORMAT "\n/Root %" G_GUINT64_FORMAT
                          " 0 R\n/Info %" G_GUINT64_FORMAT " 0 R\n/Prev %" G_GUINT64_FORMAT
                          ">>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
                          self.size + 1, self.root, self.size, self.xref, xref_at);
  return g_string_free_to_bytes (out);
}
