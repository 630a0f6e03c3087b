/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * LanguageTool: what is sent and how offsets come back, and servers that are slow, broken, rude or
 * something else: each with words for the user, and none stops the main loop.
 */
#include "config.h"

#include <libsoup/soup.h>
#include <string.h>
#include <time.h>

#include "marbre-languagetool-batch.h"
#include "marbre-languagetool.h"
#include "marbre-remote-error.h"

/* A frame or two: nobody notices. */
#define MAX_STALL_USEC (100 * 1000)

typedef enum
{
  HONEST,
  STATUS,
  HTML,
  OTHER_JSON,
  HUGE,
  MALFORMED,
  HANG_UP,
  SILENT,
  GZIP,
} Behaviour;

typedef struct
{
  SoupServer *server;          /* (owned) */
  MarbreLanguagetool *checker; /* (owned) */
  Behaviour behaviour;
  guint status;
  guint requests;
  GHashTable *form;            /* (owned) (nullable): of the last request */
  SoupServerMessage *held;     /* (owned) (nullable): that gets no answer */
  GPtrArray *results;          /* (owned) (element-type GAsyncResult) */
  char *failed, *troubled;     /* (owned) (nullable) */
  guint n_troubled;
  guint heart;
  gint64 last_beat, longest;   /* µs */
} Fixture;

static const char ANSWER[] =
    "{\"software\":{\"name\":\"LanguageTool\"},\"matches\":[{\"message\":\"Agreement\","
    "\"offset\":2,\"length\":3,\"replacements\":[{\"value\":\"are\"},{\"value\":\"were\"}],"
    "\"rule\":{\"id\":\"AGREEMENT\",\"category\":{\"id\":\"GRAMMAR\"}}}]}";

static const char MALFORMED_ANSWER[] =
    "{\"matches\":[3,null,{\"offset\":-1,\"length\":3,\"rule\":{\"id\":\"A\"}},"
    "{\"offset\":900719925474099,\"length\":3,\"rule\":{\"id\":\"A\"}},"
    "{\"offset\":0,\"length\":9223372036854775807,\"rule\":{\"id\":\"A\"}},"
    "{\"offset\":\"0\",\"length\":0,\"rule\":{\"id\":\"A\"}},{\"offset\":0,\"length\":2},"
    "{\"offset\":1,\"length\":2,\"rule\":{\"id\":\"RIGHT\"},\"replacements\":[1,{}]}]}";

static void
hang_up (SoupServerMessage *message)
{
  static const char START[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                              "Content-Length: 5000\r\n\r\n{\"matches\":[{\"off";
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), START, strlen (START), NULL,
                             NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static void
answer_huge (SoupServerMessage *message)
{
  gsize length = 5 * 1024 * 1024;
  char *text = g_strnfill (length, ' ');

  memcpy (text, "{\"matches\":[", 12);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, text, length);
}

static void
answer_gzip (SoupServerMessage *message)
{
  g_autoptr (GConverter) gzip =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  char out[1024];
  gsize read, written;

  g_assert_cmpint (g_converter_convert (gzip, ANSWER, strlen (ANSWER), out, sizeof out,
                                        G_CONVERTER_INPUT_AT_END, &read, &written, NULL),
                   ==, G_CONVERTER_FINISHED);
  soup_message_headers_append (soup_server_message_get_response_headers (message),
                               "Content-Encoding", "gzip");
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, out, written);
}

static void
answer (Fixture *fixture, SoupServerMessage *message)
{
  const char *text = ANSWER;

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  switch (fixture->behaviour)
    {
    case STATUS:
      soup_server_message_set_status (message, fixture->status, NULL);
      soup_message_headers_append (soup_server_message_get_response_headers (message),
                                   "Retry-After", "1");
      return;
    case HTML:
      text = "<!DOCTYPE html><title>Sign in</title>";
      soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, text,
                                        strlen (text));
      return;
    case HUGE:
      answer_huge (message);
      return;
    case HANG_UP:
      hang_up (message);
      return;
    case SILENT:
      soup_server_message_pause (message);
      g_set_object (&fixture->held, message);
      return;
    case GZIP:
      answer_gzip (message);
      return;
    case OTHER_JSON:
      text = "{\"hello\":\"world\"}";
      break;
    case MALFORMED:
      text = MALFORMED_ANSWER;
      break;
    case HONEST:
    default:
      break;
    }
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, text,
                                    strlen (text));
}

static void
server_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer data)
{
  Fixture *fixture = data;

  if (g_str_equal (path, "/v2/languages"))
    {
      static const char LANGUAGES[] = "[{\"name\":\"French\",\"code\":\"fr\",\"longCode\":\"fr\"},"
                                      "{\"name\":\"English\",\"code\":\"en\"}]";

      soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, LANGUAGES,
                                        strlen (LANGUAGES));
      return;
    }
  g_assert_cmpstr (path, ==, "/v2/check");
  g_assert_cmpstr (soup_server_message_get_method (message), ==, "POST");
  fixture->requests++;
  g_clear_pointer (&fixture->form, g_hash_table_unref);
  fixture->form = soup_form_decode (soup_server_message_get_request_body (message)->data);
  answer (fixture, message);
}

/* Of this thread, in µs: a turn that waits for a busy machine is not one that keeps it. */
static gint64
processor_time (void)
{
  struct timespec time;

  g_assert_cmpint (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time), ==, 0);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gboolean
beat_cb (gpointer data)
{
  Fixture *fixture = data;
  gint64 now = processor_time ();

  fixture->longest = MAX (fixture->longest, now - fixture->last_beat);
  fixture->last_beat = now;
  return G_SOURCE_CONTINUE;
}

static void
failed_cb (Fixture *fixture, const char *reason)
{
  g_assert_null (fixture->failed);
  fixture->failed = g_strdup (reason);
}

static void
troubled_cb (Fixture *fixture, const char *reason)
{
  g_free (fixture->troubled);
  fixture->troubled = g_strdup (reason);
  fixture->n_troubled++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = NULL;
  GSList *uris;

  fixture->server = g_object_new (SOUP_TYPE_SERVER, NULL);
  soup_server_add_handler (fixture->server, NULL, server_cb, fixture, NULL);
  g_assert_true (soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (fixture->server);
  address = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  fixture->checker = marbre_languagetool_new (address, "", "", NULL);
  g_assert_nonnull (fixture->checker);
  marbre_languagetool_set_interval (fixture->checker, 5);
  g_signal_connect_swapped (fixture->checker, "failed", G_CALLBACK (failed_cb), fixture);
  g_signal_connect_swapped (fixture->checker, "troubled", G_CALLBACK (troubled_cb), fixture);
  fixture->results = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->last_beat = processor_time ();
  fixture->heart = g_timeout_add (5, beat_cb, fixture);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_ptr_array_add (user_data, g_object_ref (result));
}

static void
wait_for_results (Fixture *fixture, guint n)
{
  while (fixture->results->len < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_source_remove (fixture->heart);
  g_assert_cmpint (fixture->longest, <, MAX_STALL_USEC);
  marbre_languagetool_stop (fixture->checker);
  g_clear_object (&fixture->held);
  soup_server_disconnect (fixture->server);
  g_clear_object (&fixture->server);
  /* The request that was out ends on its thread. */
  g_ptr_array_set_size (fixture->results, 0);
  while (G_OBJECT (fixture->checker)->ref_count > 1)
    {
      g_main_context_iteration (NULL, FALSE);
      g_ptr_array_set_size (fixture->results, 0);
    }
  g_assert_finalize_object (fixture->checker);
  g_clear_pointer (&fixture->results, g_ptr_array_unref);
  g_clear_pointer (&fixture->form, g_hash_table_unref);
  g_free (fixture->failed);
  g_free (fixture->troubled);
}

static void
send (Fixture *fixture, const char *text, GCancellable *cancellable)
{
  marbre_grammar_check_async (MARBRE_GRAMMAR (fixture->checker), text, "en-GB", cancellable,
                              checked_cb, fixture->results);
}

/* Returns: (transfer full) (nullable) */
static GPtrArray *
finish (Fixture *fixture, guint i)
{
  return marbre_grammar_check_finish (MARBRE_GRAMMAR (fixture->checker),
                                      g_ptr_array_index (fixture->results, i), NULL);
}

static void
test_offsets (void)
{
  g_autoptr (MarbreLanguagetoolBatch) batch = marbre_languagetool_batch_new ("fr");
  g_autoptr (GHashTable) form = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  GPtrArray *mistakes;
  MarbreGrammarMistake *mistake;

  /* 😀 is two units for the server; U+FFFC is code. The second paragraph begins at unit 12. */
  g_assert_true (marbre_languagetool_batch_add (batch, "😀 \xef\xbf\xbc\xef\xbf\xbc est là"));
  g_assert_true (marbre_languagetool_batch_add (batch, "Une 𝄞 fote"));
  form = marbre_languagetool_batch_write (batch);
  g_assert_cmpstr (g_hash_table_lookup (form, "data"), ==,
                   "{\"annotation\":[{\"text\":\"😀 \"},"
                   "{\"markup\":\"\xef\xbf\xbc\xef\xbf\xbc\",\"interpretAs\":\"X\"},"
                   "{\"text\":\" est là\"},{\"markup\":\"\\n\\n\",\"interpretAs\":\"\\n\\n\"},"
                   "{\"text\":\"Une 𝄞 fote\"}]}");
  g_assert_cmpstr (g_hash_table_lookup (form, "language"), ==, "fr");

  node = json_from_string (
      "{\"matches\":[{\"offset\":6,\"length\":3,\"message\":\"a\",\"rule\":{\"id\":\"ONE\"}},"
      "{\"offset\":21,\"length\":4,\"message\":\"b\",\"rule\":{\"id\":\"TWO\"},"
      "\"replacements\":[{\"value\":\"faute\"}]},"
      "{\"offset\":1,\"length\":2,\"rule\":{\"id\":\"INSIDE_A_CHARACTER\"}},"
      "{\"offset\":10,\"length\":6,\"rule\":{\"id\":\"ACROSS\"}},"
      "{\"offset\":21,\"length\":5,\"rule\":{\"id\":\"BEHIND\"}},"
      "{\"offset\":6,\"length\":3,\"rule\":{\"id\":\"FR_SPELLING_RULE\"}}]}",
      NULL);
  answers = marbre_languagetool_batch_read (batch, node);
  g_assert_cmpuint (answers->len, ==, 2);
  mistakes = g_ptr_array_index (answers, 0);
  g_assert_cmpuint (mistakes->len, ==, 1);
  mistake = g_ptr_array_index (mistakes, 0);
  g_assert_cmpstr (mistake->rule, ==, "ONE");
  g_assert_cmpuint (mistake->start, ==, 5);
  g_assert_cmpuint (mistake->end, ==, 8);
  mistakes = g_ptr_array_index (answers, 1);
  g_assert_cmpuint (mistakes->len, ==, 1);
  mistake = g_ptr_array_index (mistakes, 0);
  g_assert_cmpuint (mistake->start, ==, 6);
  g_assert_cmpuint (mistake->end, ==, 10);
  g_assert_cmpstr (mistake->replacements[0], ==, "faute");
}

static void
test_limits (void)
{
  g_autoptr (MarbreLanguagetoolBatch) batch = marbre_languagetool_batch_new ("en");
  g_autofree char *long_text = g_strnfill (MARBRE_LANGUAGETOOL_MAX_BYTES + 1, 'a');
  guint n = 0;

  g_assert_true (marbre_languagetool_batch_add (batch, long_text));
  g_assert_false (marbre_languagetool_batch_add (batch, "a"));
  g_clear_pointer (&batch, marbre_languagetool_batch_free);
  batch = marbre_languagetool_batch_new ("en");
  while (marbre_languagetool_batch_add (batch, "a"))
    n++;
  g_assert_cmpuint (n, ==, MARBRE_LANGUAGETOOL_MAX_PARAGRAPHS);
}

static void
test_languages (void)
{
  static const char *const cases[][2] = { { "fr", "fr" },       { "fr-BE", "fr" },
                                          { "en-gb", "en-GB" }, { "en", "en" },
                                          { "en-IE", "en" },    { "de_AT", "de" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *language = marbre_languagetool_language (cases[i][0]);

      g_assert_cmpstr (language, ==, cases[i][1]);
    }
}

static void
test_honest (Fixture *fixture, gconstpointer data)
{
  fixture->behaviour = GPOINTER_TO_INT (data);
  send (fixture, "We is here", NULL);
  send (fixture, "A second paragraph", NULL);
  wait_for_results (fixture, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) mistakes = finish (fixture, i);

      g_assert_nonnull (mistakes);
      g_assert_cmpuint (mistakes->len, ==, i == 0 ? 1 : 0);
      if (i == 0)
        {
          MarbreGrammarMistake *mistake = g_ptr_array_index (mistakes, 0);

          g_assert_cmpuint (mistake->start, ==, 2);
          g_assert_cmpstr (mistake->message, ==, "Agreement");
          g_assert_cmpuint (g_strv_length (mistake->replacements), ==, 2);
        }
    }
  g_assert_cmpuint (fixture->requests, ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (fixture->form, "language"), ==, "en-GB");
  g_assert_null (g_hash_table_lookup (fixture->form, "apiKey"));
  g_assert_nonnull (strstr (g_hash_table_lookup (fixture->form, "disabledRules"),
                            "MORFOLOGIK_RULE_EN_GB"));
  g_assert_null (fixture->troubled);
}

static void
test_malformed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) mistakes = NULL;

  fixture->behaviour = MALFORMED;
  send (fixture, "We is here", NULL);
  wait_for_results (fixture, 1);
  mistakes = finish (fixture, 0);
  g_assert_nonnull (mistakes);
  g_assert_cmpuint (mistakes->len, ==, 1);
  g_assert_cmpstr (((MarbreGrammarMistake *) g_ptr_array_index (mistakes, 0))->rule, ==, "RIGHT");
}

/* It says so once, and the paragraph waits for better times. */
static void
test_trouble (Fixture *fixture, gconstpointer data)
{
  const int *how = data;

  fixture->behaviour = (Behaviour) how[0];
  fixture->status = (guint) how[1];
  send (fixture, "We is here", NULL);
  while (fixture->troubled == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_test_message ("%s", fixture->troubled);
  g_assert_nonnull (strstr (fixture->troubled, "127.0.0.1"));
  g_assert_null (fixture->failed);
  g_assert_cmpuint (fixture->n_troubled, ==, 1);
  g_assert_true (marbre_grammar_handles (MARBRE_GRAMMAR (fixture->checker), "en"));
  if (fixture->behaviour == HUGE)
    {
      wait_for_results (fixture, 1);
      g_assert_null (finish (fixture, 0));
    }
  else
    g_assert_cmpuint (fixture->results->len, ==, 0);
}

static void
test_recovers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) mistakes = NULL;

  fixture->behaviour = STATUS;
  fixture->status = 429;
  send (fixture, "We is here", NULL);
  while (fixture->troubled == NULL)
    g_main_context_iteration (NULL, TRUE);
  fixture->behaviour = HONEST;
  wait_for_results (fixture, 1);
  mistakes = finish (fixture, 0);
  g_assert_nonnull (mistakes);
  g_assert_cmpuint (mistakes->len, ==, 1);
  g_assert_cmpuint (fixture->requests, ==, 2);
  g_assert_cmpuint (fixture->n_troubled, ==, 1);
}

/* A paragraph that breaks the server does not hold up the others for ever. */
static void
test_breaks_three_times (Fixture *fixture, gconstpointer data)
{
  fixture->behaviour = STATUS;
  fixture->status = 500;
  send (fixture, "We is here", NULL);
  wait_for_results (fixture, 1);
  g_assert_null (finish (fixture, 0));
  g_assert_cmpuint (fixture->requests, ==, 3);
  g_assert_cmpuint (fixture->n_troubled, ==, 1);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  fixture->behaviour = STATUS;
  fixture->status = GPOINTER_TO_UINT (data);
  send (fixture, "We is here", NULL);
  send (fixture, "And here", NULL);
  wait_for_results (fixture, 2);
  g_assert_null (finish (fixture, 0));
  if (fixture->status == 400)
    {
      g_assert_nonnull (fixture->troubled);
      g_assert_false (marbre_grammar_handles (MARBRE_GRAMMAR (fixture->checker), "en-GB"));
      g_assert_true (marbre_grammar_handles (MARBRE_GRAMMAR (fixture->checker), "de"));
      return;
    }
  g_test_message ("%s", fixture->failed);
  g_assert_nonnull (fixture->failed);
  g_assert_false (marbre_grammar_handles (MARBRE_GRAMMAR (fixture->checker), "de"));
  send (fixture, "And here", NULL);
  wait_for_results (fixture, 3);
  g_assert_cmpuint (fixture->requests, ==, 1);
}

/* What changed before it was sent is not sent. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  send (fixture, "We is here", cancellable);
  g_cancellable_cancel (cancellable);
  wait_for_results (fixture, 1);
  g_assert_null (finish (fixture, 0));
  g_assert_cmpuint (fixture->requests, ==, 0);
}

/* Switched off while the server thinks: it is not waited for, and what waits is never sent. */
static void
test_stopped (Fixture *fixture, gconstpointer data)
{
  fixture->behaviour = SILENT;
  send (fixture, "We is here", NULL);
  while (fixture->requests == 0)
    g_main_context_iteration (NULL, TRUE);
  send (fixture, "And here", NULL);
  marbre_languagetool_stop (fixture->checker);
  wait_for_results (fixture, 2);
  g_assert_cmpuint (fixture->requests, ==, 1);
  g_assert_false (marbre_grammar_handles (MARBRE_GRAMMAR (fixture->checker), "en"));
  g_assert_null (fixture->troubled);
}

static void
test_french (Fixture *fixture, gconstpointer data)
{
  MarbreGrammar *grammar = MARBRE_GRAMMAR (fixture->checker);

  g_assert_false (marbre_grammar_handles (grammar, "fr-CA"));
  marbre_languagetool_set_french (fixture->checker, TRUE);
  g_assert_true (marbre_grammar_handles (grammar, "fr-CA"));
}

static void
test_ask (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  fixture->behaviour = GPOINTER_TO_INT (data);
  fixture->status = 403;
  marbre_languagetool_ask_async (fixture->checker, NULL, checked_cb, fixture->results);
  wait_for_results (fixture, 1);
  words = marbre_languagetool_ask_finish (fixture->checker,
                                          g_ptr_array_index (fixture->results, 0), &error);
  g_test_message ("%s", words ? words : error->message);
  switch (fixture->behaviour)
    {
    case HONEST:
      g_assert_nonnull (strstr (words, "French and English"));
      break;
    case STATUS:
      g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_FORBIDDEN);
      break;
    default:
      g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API);
      break;
    }
  /* A word of the program's own is all that is sent. */
  g_assert_cmpstr (g_hash_table_lookup (fixture->form, "text"), ==, "Marbre.");
}

static void
test_addresses (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (marbre_languagetool_new ("no address", "", "", &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  static const int troubles[][2] = { { STATUS, 500 },   { STATUS, 503 }, { STATUS, 404 },
                                     { HTML, 0 },       { HUGE, 0 },     { OTHER_JSON, 0 },
                                     { HANG_UP, 0 } };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/languagetool/offsets", test_offsets);
  g_test_add_func ("/languagetool/limits", test_limits);
  g_test_add_func ("/languagetool/languages", test_languages);
  g_test_add_func ("/languagetool/addresses", test_addresses);
#define ADD(name, data, function) g_test_add (name, Fixture, data, set_up, function, tear_down)
  ADD ("/languagetool/honest", GINT_TO_POINTER (HONEST), test_honest);
  ADD ("/languagetool/gzip", GINT_TO_POINTER (GZIP), test_honest);
  ADD ("/languagetool/malformed", NULL, test_malformed);
  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      g_autofree char *name = g_strdup_printf ("/languagetool/trouble/%u", i);

      ADD (name, troubles[i], test_trouble);
    }
  ADD ("/languagetool/recovers", NULL, test_recovers);
  ADD ("/languagetool/breaks-three-times", NULL, test_breaks_three_times);
  ADD ("/languagetool/refused/400", GUINT_TO_POINTER (400), test_refused);
  ADD ("/languagetool/refused/401", GUINT_TO_POINTER (401), test_refused);
  ADD ("/languagetool/cancelled", NULL, test_cancelled);
  ADD ("/languagetool/stopped", NULL, test_stopped);
  ADD ("/languagetool/french", NULL, test_french);
  ADD ("/languagetool/ask/honest", GINT_TO_POINTER (HONEST), test_ask);
  ADD ("/languagetool/ask/forbidden", GINT_TO_POINTER (STATUS), test_ask);
  ADD ("/languagetool/ask/html", GINT_TO_POINTER (HTML), test_ask);
  ADD ("/languagetool/ask/other-json", GINT_TO_POINTER (OTHER_JSON), test_ask);
#undef ADD
  return g_test_run ();
}
