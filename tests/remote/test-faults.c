/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Publishing exactly once, step by step: each request of a publication breaks in each way, and the
 * program is killed or loses power at each write to its archive. Then it starts again, and what the
 * site has is one article with the right text. docs/faults.md is the table of what was seen; the
 * test fails when it is another one, and writes it with --write.
 *
 *   test-remote-faults SITE [--write]
 *
 * SITE is a name of fault-stand.c. Without a server of that name everything is skipped.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "fault-stand.h"
#include "marbre-archive.h"
#include "marbre-compat.h"
#include "marbre-memory-credentials.h"
#include "marbre-outbox.h"
#include "marbre-remote-error.h"

/* A row that is not done by then never will be. */
#define MAX_STARTS 6

static const char *const fault_names[] = { "not reached", "after the headers", "after the request",
                                           "in the answer", "answer lost" };
static const Fault faults[] = { FAULT_REFUSED, FAULT_HEAD, FAULT_REQUEST, FAULT_CUT, FAULT_LOST };
static const char *const end_names[] = { "killed before", "power cut", "killed after" };
static const char *const ends[] = { "before", "cut", "after" };

static const char *stand_name;
static gboolean write_docs;

/**
 * Case:
 *
 * One story in an archive of its own, and what went wrong with it.
 */
typedef struct
{
  FaultStand *stand; /* (borrowed) */
  char *folder;      /* (owned) */
  GFile *file;       /* (owned): the archive */
  MarbreStory *story; /* (owned) */
  char *headline;    /* (owned): no other story has it */
  char *word;        /* (owned): that the last version has in its text */
  char *label;       /* (owned): what went wrong */
} Case;

static void
case_free (Case *self)
{
  g_free (self->folder);
  g_clear_object (&self->file);
  g_clear_object (&self->story);
  g_free (self->headline);
  g_free (self->word);
  g_free (self->label);
  g_free (self);
}

static MarbreArchive *
open_archive (Case *self)
{
  MarbreArchive *archive = marbre_archive_new (self->file);
  g_autoptr (GError) error = NULL;

  marbre_archive_open_sync (archive, NULL, &error);
  g_assert_no_error (error);
  return archive;
}

static void
close_archive (MarbreArchive *archive)
{
  marbre_archive_close (archive);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (archive);
}

static Case *
case_new (FaultStand *stand)
{
  static guint number;
  Case *self = g_new0 (Case, 1);
  g_autofree char *path = NULL;
  MarbreArchive *archive;
  g_autoptr (GError) error = NULL;

  self->stand = stand;
  self->folder = g_dir_make_tmp ("marbre-fault-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "archive.db", NULL);
  self->file = g_file_new_for_path (path);
  self->headline = g_strdup_printf ("Faute %08x %04u", g_random_int (), number++);
  self->story = marbre_story_new ();
  marbre_story_set_text (self->story, MARBRE_FIELD_HEADLINE, self->headline);
  marbre_story_set_text (self->story, MARBRE_FIELD_LANGUAGE, "fr");
  archive = open_archive (self);
  marbre_archive_save_site_sync (archive, stand->site, NULL, &error);
  g_assert_no_error (error);
  close_archive (archive);
  return self;
}

static void
remove_folder (Case *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
}

static void
queued_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gint64 *row = user_data;
  g_autoptr (GError) error = NULL;

  *row = marbre_outbox_publish_finish (MARBRE_OUTBOX (source), result, &error);
  g_assert_no_error (error);
}

/* Puts a version of the story into the outbox, as the window does, and sends nothing. */
static void
queue (Case *self, const char *word)
{
  MarbreArchive *archive = open_archive (self);
  g_autoptr (MarbreCredentials) credentials = marbre_memory_credentials_new ();
  MarbreOutbox *outbox = marbre_outbox_new (archive, credentials);
  g_autofree char *body = g_strdup_printf ("Le *texte* est %s.", word);
  g_autoptr (GError) error = NULL;
  gint64 row = 0;

  marbre_set_str (&self->word, word);
  marbre_story_set_text (self->story, MARBRE_FIELD_BODY, body);
  marbre_archive_save_story_sync (archive, self->story, MARBRE_SAVE_NONE, NULL, &error);
  g_assert_no_error (error);
  marbre_outbox_stop (outbox);
  marbre_outbox_publish_async (outbox, self->story, self->stand->site, "publish", 0, NULL,
                               queued_cb, &row);
  while (row == 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (outbox);
  close_archive (archive);
}

/* Starts the program once. Returns how often it wrote to its archive, -1 if it was killed. */
static int
start (Case *self, const char *end, guint write)
{
  g_autofree char *program =
      g_test_build_filename (G_TEST_BUILT, "remote", "fault-sender", NULL);
  g_autofree char *number = g_strdup_printf ("%u", write);
  const char *argv[] = { program, g_file_peek_path (self->file), self->stand->secret, end, number,
                         NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status,
                &error);
  g_assert_no_error (error);
  if (g_spawn_check_wait_status (status, &error))
    return (int) g_ascii_strtoll (output, NULL, 10);
  g_assert_nonnull (end);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  return -1;
}

/* The last row of the outbox; asserts that the archive knows where the article is, once it is
 * done. */
static MarbreOutboxRow *
look (Case *self)
{
  MarbreArchive *archive = open_archive (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = marbre_archive_list_outbox_sync (archive, 0, NULL, &error);
  g_autoptr (MarbrePosting) posting = NULL;
  MarbreOutboxRow *row;

  g_assert_no_error (error);
  row = marbre_outbox_row_copy (g_ptr_array_index (rows, rows->len - 1));
  posting = marbre_archive_get_posting_sync (archive, row->story_id, row->site_id, NULL, &error);
  g_assert_no_error (error);
  if (row->state == MARBRE_OUTBOX_DONE)
    {
      g_assert_nonnull (posting);
      g_assert_cmpstr (posting->remote_id, !=, "");
      g_assert_cmpstr (posting->remote_id, ==, row->remote_id);
      g_assert_nonnull (strstr (posting->base_body, self->word));
    }
  close_archive (archive);
  return row;
}

/* What the outbox's window does with its buttons. */
static void
queue_again (Case *self, MarbreOutboxRow *row, gboolean not_there)
{
  MarbreArchive *archive = open_archive (self);
  const MarbreOutboxState from = row->state;
  g_autoptr (GError) error = NULL;

  row->state = MARBRE_OUTBOX_QUEUED;
  if (not_there)
    {
      row->attempts = 0;
      marbre_set_str (&row->error_code, "");
    }
  marbre_archive_update_outbox_sync (archive, row, from, NULL, &error);
  g_assert_no_error (error);
  close_archive (archive);
}

/* Each article with the case's headline; one with another text counts for a hundred. */
static guint
count (Case *self, GPtrArray *texts)
{
  guint number = 0;

  for (guint i = 0; i < texts->len; i++)
    if (strstr (g_ptr_array_index (texts, i), self->headline))
      number += strstr (g_ptr_array_index (texts, i), self->word) ? 1 : 100;
  return number;
}

static gboolean
is_at_site (Case *self)
{
  g_autoptr (GPtrArray) texts = fault_stand_read (self->stand);

  return count (self, texts) > 0;
}

/* Starts the program again until the outbox is through; what the user is asked is answered
 * truthfully. */
static const char *
recover (Case *self)
{
  gboolean asked = FALSE;
  g_autofree char *last = NULL;

  fault_wire_arm (self->stand->wire, FAULT_NONE, 0);
  for (guint i = 0; i < MAX_STARTS; i++)
    {
      g_autoptr (MarbreOutboxRow) row = NULL;
      gboolean in_doubt;

      start (self, NULL, 0);
      row = look (self);
      if (row->state == MARBRE_OUTBOX_DONE)
        return asked ? "asked, once" : "once";
      if (row->state == MARBRE_OUTBOX_RETRY)
        continue;
      g_assert_cmpint (row->state, ==, MARBRE_OUTBOX_NEEDS_USER);
      marbre_set_str (&last, row->error_text);
      in_doubt = g_str_equal (row->error_code,
                              marbre_remote_error_get_name (MARBRE_REMOTE_ERROR_UNCERTAIN));
      if (in_doubt && asked && is_at_site (self))
        return "asked, there";
      queue_again (self, row, in_doubt && asked);
      asked = TRUE;
    }
  g_error ("%s: it is never sent: %s", self->label, last);
}

/* A new article has a tag that the site does not have; a correction changes the text only. */
static void
begin (Case *self, gboolean correction)
{
  if (correction)
    {
      queue (self, "premier");
      start (self, NULL, 0);
      queue (self, "corrigé");
    }
  else
    {
      g_autofree char *tag = g_strdup_printf ("mot %s", self->headline + strlen ("Faute "));
      const char *const tags[] = { tag, NULL };

      marbre_story_set_tags (self->story, tags);
      queue (self, "premier");
    }
}

static const char *
break_request (Case *self, gboolean correction, guint fault, guint request)
{
  begin (self, correction);
  fault_wire_arm (self->stand->wire, faults[fault], request);
  start (self, NULL, 0);
  return recover (self);
}

static const char *
break_write (Case *self, gboolean correction, guint end, guint write)
{
  begin (self, correction);
  fault_wire_arm (self->stand->wire, FAULT_NONE, 0);
  g_assert_cmpint (start (self, ends[end], write), ==, -1);
  return recover (self);
}

/* "POST /posts/17" and "POST /posts/18" are the same. */
static char *
name_request (const char *request)
{
  g_auto (GStrv) parts = g_strsplit (request, "/", -1);

  for (guint i = 1; parts[i]; i++)
    if (strpbrk (parts[i], "0123456789") && parts[i][0] != 'v')
      marbre_set_str (&parts[i], "…");
  return g_strjoinv ("/", parts);
}

static void
add_head (GString *text, const char *first, const char *const *names, guint n)
{
  g_string_append_printf (text, "\n| %s |", first);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, " %s |", names[i]);
  g_string_append (text, "\n|---|");
  for (guint i = 0; i < n; i++)
    g_string_append (text, "---|");
  g_string_append (text, "\n");
}

static void
add_requests (GString *text,
              FaultStand *stand,
              gboolean correction,
              GPtrArray *requests,
              GPtrArray *cases)
{
  add_head (text, "request", fault_names, G_N_ELEMENTS (faults));
  for (guint i = 0; i < requests->len; i++)
    {
      g_autofree char *name = name_request (g_ptr_array_index (requests, i));

      g_string_append_printf (text, "| %u. `%s` |", i + 1, name);
      for (guint j = 0; j < G_N_ELEMENTS (faults); j++)
        {
          Case *self = case_new (stand);

          g_ptr_array_add (cases, self);
          self->label = g_strdup_printf ("%s, request %u (%s), %s",
                                         correction ? "correction" : "new", i + 1, name,
                                         fault_names[j]);
          g_string_append_printf (text, " %s |", break_request (self, correction, j, i + 1));
          remove_folder (self);
        }
      g_string_append (text, "\n");
    }
}

static void
add_writes (GString *text, FaultStand *stand, gboolean correction, int writes, GPtrArray *cases)
{
  add_head (text, "write to the archive", end_names, G_N_ELEMENTS (ends));
  for (int i = 0; i < writes; i++)
    {
      g_string_append_printf (text, "| %d |", i + 1);
      for (guint j = 0; j < G_N_ELEMENTS (ends); j++)
        {
          Case *self = case_new (stand);

          g_ptr_array_add (cases, self);
          self->label = g_strdup_printf ("%s, write %d, %s", correction ? "correction" : "new",
                                         i + 1, end_names[j]);
          g_string_append_printf (text, " %s |",
                                  break_write (self, correction, j, (guint) i + 1));
          remove_folder (self);
        }
      g_string_append (text, "\n");
    }
}

static void
add_operation (GString *text, FaultStand *stand, gboolean correction, GPtrArray *cases)
{
  Case *smooth = case_new (stand);
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (MarbreOutboxRow) row = NULL;
  int writes;

  g_ptr_array_add (cases, smooth);
  smooth->label = g_strdup (correction ? "a smooth correction" : "a smooth publication");
  begin (smooth, correction);
  fault_wire_arm (stand->wire, FAULT_NONE, 0);
  writes = start (smooth, NULL, 0);
  requests = fault_wire_get_requests (stand->wire);
  row = look (smooth);
  g_assert_cmpint (row->state, ==, MARBRE_OUTBOX_DONE);
  remove_folder (smooth);
  g_string_append_printf (text, "\n%s\n", correction ? "A correction:" : "A new article:");
  add_requests (text, stand, correction, requests, cases);
  add_writes (text, stand, correction, writes, cases);
}

/* The part of @docs under the heading @title, with it; @docs' end if there is none. */
static void
find_section (const char *docs, const char *title, gsize *from, gsize *to)
{
  g_autofree char *heading = g_strdup_printf ("\n## %s\n", title);
  const char *found = strstr (docs, heading);
  const char *next = found ? strstr (found + strlen (heading), "\n## ") : NULL;

  *from = found ? (gsize) (found - docs) : strlen (docs);
  *to = next ? (gsize) (next - docs) : strlen (docs);
}

static void
check_docs (FaultStand *stand, const char *text)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "docs", "faults.md", NULL);
  g_autofree char *docs = NULL;
  g_autofree char *section = NULL;
  g_autoptr (GError) error = NULL;
  gsize from, to;

  g_file_get_contents (path, &docs, NULL, &error);
  g_assert_no_error (error);
  find_section (docs, stand->title, &from, &to);
  section = g_strndup (docs + from, to - from);
  if (write_docs)
    {
      g_autofree char *before = g_strndup (docs, from);
      g_autofree char *whole = g_strconcat (before, text, docs + to, NULL);

      g_file_set_contents (path, whole, -1, &error);
      g_assert_no_error (error);
      return;
    }
  if (!g_str_equal (section, text))
    g_error ("docs/faults.md says something else (HACKING.md tells how to write it anew):\n%s",
             text);
}

static void
test_faults (void)
{
  FaultStand stand;
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) case_free);
  g_autoptr (GString) text = g_string_new ("");
  g_autoptr (GPtrArray) texts = NULL;

  if (!fault_stand_open (&stand, stand_name))
    {
      g_test_skip ("no such server: run under tests/servers/with-server");
      return;
    }
  g_string_append_printf (text, "\n## %s\n", stand.title);
  add_operation (text, &stand, FALSE, cases);
  add_operation (text, &stand, TRUE, cases);

  texts = fault_stand_read (&stand);
  for (guint i = 0; i < cases->len; i++)
    {
      Case *self = g_ptr_array_index (cases, i);
      const guint number = count (self, texts);

      if (number != 1)
        g_error ("%s: the site has %u such articles, and %u with another text", self->label,
                 number % 100, number / 100);
    }
  g_test_message ("%u articles, each there once", cases->len);
  check_docs (&stand, text->str);
  fault_stand_close (&stand);
}

int
main (int argc, char **argv)
{
  g_autofree char *path = NULL;

  g_test_init (&argc, &argv, NULL);
  if (argc < 2)
    g_error ("which site?");
  stand_name = argv[1];
  write_docs = argc > 2 && g_str_equal (argv[2], "--write");
  path = g_strconcat ("/faults/", stand_name, NULL);
  g_test_add_func (path, test_faults);
  return g_test_run ();
}
