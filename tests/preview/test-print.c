/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story on paper: the PDF says whose it is, its sheets have heads and numbers and are cut where a
 * compositor would cut them, and what cannot be printed is said. poppler's tools read the sheets.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <string.h>

#include "marbre-pdf-info.h"
#include "marbre-printer.h"
#include "marbre-template.h"

#define WATCHDOG_SEC 60

#define SENTENCE                                                                                   \
  "The council voted on Tuesday night, after four hours of debate, to let the old cooperative go. "

typedef struct
{
  MarbrePrinter *printer;
  MarbreStory *story;
  char *file; /* (owned): where the last PDF lies */
  GError *error;
  guint watchdog;
  gboolean done;
} Fixture;

static gboolean
timed_out_cb (gpointer data)
{
  g_error ("nothing happened in time");
  return G_SOURCE_REMOVE;
}

/* A wide red picture, and nothing for names that begin with "missing". */
static void
load_cb (const char *name,
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer callback_data,
         gpointer data)
{
  static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='600'>"
                            "<rect width='900' height='600' fill='red'/></svg>";
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, callback_data);

  if (g_str_has_prefix (name, "missing"))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No such picture");
  else
    g_task_return_pointer (task, g_bytes_new_static (svg, strlen (svg)),
                           (GDestroyNotify) g_bytes_unref);
}

static GBytes *
finish_cb (GAsyncResult *result, char **mime, gpointer data, GError **error)
{
  *mime = g_strdup ("image/svg+xml");
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
setup (Fixture *self, gconstpointer data)
{
  self->watchdog = g_timeout_add_seconds (WATCHDOG_SEC, timed_out_cb, NULL);
  self->printer = marbre_printer_new (load_cb, finish_cb, NULL);
  self->story = marbre_story_new_with_id ("story");
  self->file = g_build_filename (g_get_tmp_dir (), "marbre-test-print.pdf", NULL);
  marbre_story_set_text (self->story, MARBRE_FIELD_HEADLINE, "Lescure vend ses terrains");
  marbre_story_set_text (self->story, MARBRE_FIELD_SECTION, "Politique");
  marbre_story_set_text (self->story, MARBRE_FIELD_BYLINE, "Élise Ménard");
  marbre_story_set_text (self->story, MARBRE_FIELD_LANGUAGE, "fr");
}

static void
teardown (Fixture *self, gconstpointer data)
{
  g_unlink (self->file);
  g_free (self->file);
  g_clear_error (&self->error);
  g_object_unref (self->story);
  g_assert_finalize_object (self->printer);
  g_source_remove (self->watchdog);
}

static void
made_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;
  g_autoptr (GBytes) pdf =
      marbre_printer_make_finish (MARBRE_PRINTER (object), result, &self->error);

  self->done = TRUE;
  if (pdf != NULL)
    g_assert_true (g_file_set_contents (self->file, g_bytes_get_data (pdf, NULL),
                                        (gssize) g_bytes_get_size (pdf), NULL));
}

static void
make (Fixture *self,
      const char *body,
      const char *paper,
      GtkPrintSettings *settings,
      GCancellable *cancellable)
{
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (body, -1, "fr", NULL, NULL);
  g_autoptr (MarbrePage) page = marbre_page_new (self->story, blocks);
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  GtkPaperSize *size = gtk_paper_size_new (paper);

  gtk_page_setup_set_paper_size (setup, size);
  gtk_paper_size_free (size);
  marbre_page_set_site_name (page, "La Rade");
  self->done = FALSE;
  g_clear_error (&self->error);
  marbre_printer_make_async (self->printer, page, MARBRE_TEMPLATE_DEFAULT, setup, settings,
                             cancellable, made_cb, self);
  while (!self->done)
    g_main_context_iteration (NULL, TRUE);
}

static char *
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return output;
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in: %s", part, text);
}

/* Blanks beside the stroke are as wide as the font makes them. */
static void
assert_folio (const char *text, guint number, guint total)
{
  g_autofree char *pattern = total != 0 ? g_strdup_printf ("\\b%u ?/ ?%u$", number, total)
                                        : g_strdup_printf ("\\b%u ?/ ?\\d", number);

  if (!g_regex_match_simple (pattern, text, G_REGEX_MULTILINE, 0))
    g_error ("the number %u is not on: %s", number, text);
}

/* Returns: (transfer full): the text of each sheet, and "" after the last */
static GStrv
read_sheets (Fixture *self)
{
  g_autofree char *text = NULL;

  g_assert_no_error (self->error);
  text = run ((const char *const[]){ "pdftotext", "-layout", self->file, "-", NULL });
  return g_strsplit (text, "\f", -1);
}

static void
test_metadata (Fixture *self, gconstpointer data)
{
  g_autofree char *info = NULL;
  g_autofree char *fonts = NULL;
  g_auto (GStrv) rows = NULL;
  g_autofree char *raw = NULL;
  gsize length;

  make (self, "Un paragraphe.", "iso_a4", NULL, NULL);
  g_assert_no_error (self->error);
  info = run ((const char *const[]){ "pdfinfo", self->file, NULL });
  assert_has (info, "Lescure vend ses terrains");
  assert_has (info, "Élise Ménard");
  assert_has (info, "(A4)");
  g_assert_true (g_file_get_contents (self->file, &raw, &length, NULL));
  g_assert_nonnull (memmem (raw, length, "/Lang (fr)", 10));

  fonts = run ((const char *const[]){ "pdffonts", self->file, NULL });
  rows = g_strsplit (g_strchomp (fonts), "\n", -1);
  g_assert_cmpuint (g_strv_length (rows), >, 2);
  for (guint i = 2; rows[i] != NULL; i++)
    assert_has (rows[i], "yes ");
}

static void
test_sheets (Fixture *self, gconstpointer paper)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_auto (GStrv) sheets = NULL;
  guint n;

  for (guint i = 0; i < 24; i++)
    g_string_append_printf (body, "## Intertitre %u\n\n" SENTENCE SENTENCE SENTENCE SENTENCE
                                  SENTENCE "Fin %u.\n\n", i, i);
  make (self, body->str, paper, NULL, NULL);
  sheets = read_sheets (self);
  n = g_strv_length (sheets) - 1;
  g_assert_cmpuint (n, >=, 3);
  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) lines = g_strsplit (g_strchomp (sheets[i]), "\n", -1);
      guint last = g_strv_length (lines) - 1;

      assert_folio (lines[last], i + 1, n);
      if (i > 0)
        {
          assert_has (lines[0], "La Rade · Politique · Lescure vend ses terrains");
          assert_has (lines[0], " 20");
        }
      /* No heading at the foot: above the number stands a line of text. */
      while (last > 0 && *g_strstrip (lines[last - 1]) == '\0')
        last--;
      g_assert_null (strstr (lines[last - 1], "Intertitre"));
    }
  /* Nothing is lost, nothing is said twice, and all in its order. */
  for (guint i = 0, sheet = 0; i < 24; i++)
    {
      g_autofree char *heading = g_strdup_printf ("Intertitre %u\n", i);
      g_autofree char *ending = g_strdup_printf ("Fin %u.", i);

      while (strstr (sheets[sheet], heading) == NULL)
        g_assert_cmpuint (++sheet, <, n);
      g_assert_true (strstr (sheets[sheet], ending) != NULL ||
                     strstr (sheets[sheet + 1], ending) != NULL);
    }
}

/* A list, a table, a quote and a listing that are longer than a sheet lose no line. */
static void
test_long_blocks (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) body = g_string_new ("| N | Name |\n|--|--|\n");
  g_auto (GStrv) sheets = NULL;
  g_autofree char *all = NULL;
  guint heads = 0;

  for (guint i = 0; i < 90; i++)
    g_string_append_printf (body, "| row%u. | commune |\n", i);
  g_string_append (body, "\n");
  for (guint i = 0; i < 90; i++)
    g_string_append_printf (body, "%u. item%u.\n", i + 1, i);
  g_string_append (body, "\n```\n");
  for (guint i = 0; i < 90; i++)
    g_string_append_printf (body, "code%u.\n", i);
  g_string_append (body, "```\n\n> ");
  for (guint i = 0; i < 90; i++)
    g_string_append_printf (body, SENTENCE "quote%u. ", i);
  make (self, body->str, "iso_a4", NULL, NULL);
  sheets = read_sheets (self);
  all = g_strjoinv ("", sheets);
  for (guint i = 0; i < 90; i++)
    for (guint kind = 0; kind < 4; kind++)
      {
        static const char *const kinds[] = { "row", "item", "code", "quote" };
        g_autofree char *word = g_strdup_printf ("%s%u.", kinds[kind], i);

        assert_has (all, word);
        g_assert_null (strstr (strstr (all, word) + 1, word));
      }
  for (const char *at = all; (at = strstr (at, "Name")) != NULL; at++)
    heads++;
  g_assert_cmpuint (heads, >=, 2);
  assert_has (all, "60. item59.");
}

static void
test_ranges (Fixture *self, gconstpointer data)
{
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  g_autoptr (GString) body = g_string_new (NULL);
  g_auto (GStrv) sheets = NULL;
  GtkPageRange range = { 1, 1 };

  for (guint i = 0; i < 60; i++)
    g_string_append (body, SENTENCE SENTENCE "\n\n");
  gtk_print_settings_set_print_pages (settings, GTK_PRINT_PAGES_RANGES);
  gtk_print_settings_set_page_ranges (settings, &range, 1);
  make (self, body->str, "iso_a4", settings, NULL);
  sheets = read_sheets (self);
  g_assert_cmpuint (g_strv_length (sheets), ==, 2);
  assert_folio (sheets[0], 2, 0);

  range.start = range.end = 500;
  gtk_print_settings_set_page_ranges (settings, &range, 1);
  make (self, body->str, "iso_a4", settings, NULL);
  g_assert_error (self->error, MARBRE_PRINTER_ERROR, MARBRE_PRINTER_ERROR_FAILED);
}

static void
test_pictures (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) sheets = NULL;

  make (self,
        "![Le port](port.svg \"La rade — Crédit : DR\")\n\n"
        "![Une grue](https://example.org/grue.jpg)\n\n![Un quai](missing.jpg)\n",
        "iso_a4", NULL, NULL);
  sheets = read_sheets (self);
  assert_has (sheets[0], "La rade");
  assert_has (sheets[0], "Une grue");
  assert_has (sheets[0], "Un quai");
  g_assert_null (strstr (sheets[0], "Le port"));
  g_clear_pointer (&sheets, g_strfreev);

  marbre_printer_set_remote_allowed (self->printer, TRUE);
  make (self, "![Une grue](https://example.org/grue.jpg)\n\nFin.\n", "iso_a4", NULL, NULL);
  sheets = read_sheets (self);
  assert_has (sheets[0], "Fin.");
  g_assert_null (strstr (sheets[0], "Une grue"));
}

/* What no layout provides for comes out somehow, and it ends. */
static void
test_hostile (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_auto (GStrv) sheets = NULL;

  for (guint i = 0; i < 60; i++)
    g_string_append (body, "> ");
  g_string_append (body, "deep\n\n# \n\n");
  for (guint i = 0; i < 4000; i++)
    g_string_append (body, "longword");
  g_string_append (body, "\n\n## Only\n\n## headings\n\n<script>alert(1)</script>\n\n");
  g_string_append (body, "| a |\n|--|\n| ");
  for (guint i = 0; i < 2000; i++)
    g_string_append (body, "cell ");
  g_string_append (body, "|\n\nFin.\n");
  make (self, body->str, "na_letter", NULL, NULL);
  sheets = read_sheets (self);
  g_assert_cmpuint (g_strv_length (sheets), <, 40);
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) sheets = NULL;

  marbre_story_set_text (self->story, MARBRE_FIELD_HEADLINE, "");
  make (self, "", "iso_a4", NULL, NULL);
  sheets = read_sheets (self);
  g_assert_cmpuint (g_strv_length (sheets), ==, 2);
  assert_folio (sheets[0], 1, 1);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  make (self, "Text.", "iso_a4", NULL, cancellable);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What is no PDF, or one of another kind, is left as it is. */
static void
test_foreign (void)
{
  static const char *const files[] = {
    "", "%PDF", "no PDF at all", "startxref 99999999999999999999 %%EOF",
    "xref\ntrailer <</Size 2 /Root 1 0 R>> startxref 0 %%EOF",
    "%PDF\n1 0 obj\n<<endobj xref trailer <</Size 2 /Root 1>> startxref 22 %%EOF",
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) before = g_bytes_new_static (files[i], strlen (files[i]));
      g_autoptr (GBytes) after = marbre_pdf_info_add (before, "Title", "", "", "fr");

      g_assert_true (g_bytes_equal (before, after));
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_set_application_name ("Marbre");
  g_test_add ("/print/metadata", Fixture, NULL, setup, test_metadata, teardown);
  g_test_add ("/print/sheets/a4", Fixture, "iso_a4", setup, test_sheets, teardown);
  g_test_add ("/print/sheets/letter", Fixture, "na_letter", setup, test_sheets, teardown);
  g_test_add ("/print/long-blocks", Fixture, NULL, setup, test_long_blocks, teardown);
  g_test_add ("/print/ranges", Fixture, NULL, setup, test_ranges, teardown);
  g_test_add ("/print/pictures", Fixture, NULL, setup, test_pictures, teardown);
  g_test_add ("/print/hostile", Fixture, NULL, setup, test_hostile, teardown);
  g_test_add ("/print/empty", Fixture, NULL, setup, test_empty, teardown);
  g_test_add ("/print/cancelled", Fixture, NULL, setup, test_cancelled, teardown);
  g_test_add_func ("/print/foreign", test_foreign);
  return g_test_run ();
}
