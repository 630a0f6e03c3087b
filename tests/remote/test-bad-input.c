/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers that no site should give, to the first request of a publication, kind by kind. Whatever
 * comes, the error is a sentence that names the site, the archive notes no article, and the story
 * goes out once when the site is itself again.
 */
#include "config.h"

#include <string.h>

#include "generic-double.h"
#include "ghost-double.h"
#include "marbre-generic.h"
#include "marbre-ghost.h"
#include "marbre-remote-error.h"
#include "marbre-wordpress.h"
#include "remote-kit.h"

#define PROFILE                                                                                    \
  "{\"marbre\":1,\"name\":\"CMS\",\"sign-in\":{\"scheme\":\"bearer\"},\"requests\":{"              \
  "\"create\":{\"method\":\"POST\",\"address\":\"articles\"},"                                     \
  "\"update\":{\"method\":\"PUT\",\"address\":\"articles/{id}\"},"                                 \
  "\"fetch\":{\"address\":\"articles/{id}\"},"                                                     \
  "\"lookup\":{\"address\":\"articles\",\"query\":{\"ref\":\"{reference}\"},"                      \
  "\"items\":\"/items\"},"                                                                        \
  "\"list\":{\"address\":\"articles\",\"items\":\"/items\"}},"                                     \
  "\"story\":{\"id\":\"/id\",\"url\":\"/url\",\"reference\":\"/ref\",\"headline\":\"/title\","     \
  "\"body\":\"/body\"}}"

typedef struct
{
  const char *name;
  const char *kind;
  const char *api;
  const char *secret;
} Kind;

static const Kind kinds[] = {
  { "wordpress", MARBRE_SITE_WORDPRESS, "/wp-json/", "p" },
  { "ghost", MARBRE_SITE_GHOST, "/ghost/api/admin/", GHOST_DOUBLE_KEY },
  { "generic", MARBRE_SITE_GENERIC, "/api", GENERIC_SECRET },
};

typedef struct
{
  const char *name;
  DoubleFault fault;
  guint status;
  int code;
} Answer;

static const Answer answers[] = {
  { "page", DOUBLE_HTML, 0, MARBRE_REMOTE_ERROR_NOT_AN_API },
  { "php-warning", DOUBLE_WARNING, 0, MARBRE_REMOTE_ERROR_NOT_AN_API },
  { "truncated", DOUBLE_TRUNCATED, 0, MARBRE_REMOTE_ERROR_OFFLINE },
  { "10-gb", DOUBLE_FLOOD, 0, MARBRE_REMOTE_ERROR_TOO_LARGE },
  { "redirect-loop", DOUBLE_LOOP, 0, MARBRE_REMOTE_ERROR_NOT_AN_API },
  { "short-length", DOUBLE_SHORT, 0, MARBRE_REMOTE_ERROR_NOT_AN_API },
  { "no-length", DOUBLE_LENGTH, 0, MARBRE_REMOTE_ERROR_OFFLINE },
  { "shape", DOUBLE_SHAPE, 0, MARBRE_REMOTE_ERROR_NOT_AN_API },
  { "nested", DOUBLE_NESTED, 0, MARBRE_REMOTE_ERROR_NOT_AN_API },
  { "proxy-password", DOUBLE_STATUS, 407, MARBRE_REMOTE_ERROR_OFFLINE },
};

typedef struct
{
  const Kind *kind;
  const Answer *answer;
} Case;

typedef struct
{
  RemoteDouble *wire;     /* (owned) */
  GhostDouble *ghost;     /* (owned) (nullable) */
  GenericDouble *generic; /* (owned) (nullable) */
  RemoteKit kit;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const Kind *kind = ((const Case *) data)->kind;
  g_autofree char *url = NULL;
  g_autofree char *api = NULL;

  fixture->wire = remote_double_new (NULL);
  url = remote_double_get_url (fixture->wire, "/");
  api = remote_double_get_url (fixture->wire, kind->api);
  if (g_str_equal (kind->name, "ghost"))
    fixture->ghost = ghost_double_new (fixture->wire);
  if (g_str_equal (kind->name, "generic"))
    fixture->generic = generic_double_new (fixture->wire);
  remote_kit_init (&fixture->kit, kind->kind, url, api, "u", kind->secret);
  if (fixture->generic)
    {
      marbre_site_set_mapping (fixture->kit.site, PROFILE);
      g_assert_true (marbre_archive_save_site_sync (fixture->kit.archive, fixture->kit.site, NULL,
                                                    NULL));
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remote_kit_clear (&fixture->kit);
  remote_double_free (fixture->wire);
  g_clear_pointer (&fixture->ghost, ghost_double_free);
  g_clear_pointer (&fixture->generic, generic_double_free);
}

static guint
count_articles (Fixture *fixture)
{
  return fixture->ghost     ? ghost_double_n_posts (fixture->ghost)
         : fixture->generic ? generic_double_n_items (fixture->generic)
                            : remote_double_n_posts (fixture->wire);
}

static void
break_next (Fixture *fixture, const Answer *answer, const char *method)
{
  remote_double_set_fault (fixture->wire, method, "/", answer->fault, answer->status, NULL);
}

/* A whole sentence, that begins with the site's name where one site among several is meant. */
static void
assert_plain (const char *text)
{
  g_test_message ("%s", text);
  g_assert_true (g_str_has_suffix (text, ".") || g_str_has_suffix (text, ")"));
  g_assert_null (strstr (text, "GLib"));
  g_assert_null (strchr (text, '<'));
}

static void
test_publish (Fixture *fixture, gconstpointer data)
{
  const Answer *answer = ((const Case *) data)->answer;
  g_autoptr (MarbreStory) story = remote_kit_write_story (&fixture->kit, "Titre", "Texte.");
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;
  g_autoptr (MarbrePosting) posting = NULL;
  g_autoptr (GError) error = NULL;

  break_next (fixture, answer, "POST");
  row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  g_assert_true (g_str_has_prefix (row->error_text, "Le Journal: "));
  assert_plain (row->error_text);
  g_assert_cmpint (row->state, ==,
                   answer->code == MARBRE_REMOTE_ERROR_OFFLINE ? MARBRE_OUTBOX_RETRY
                                                               : MARBRE_OUTBOX_NEEDS_USER);
  posting = marbre_archive_get_posting_sync (fixture->kit.archive, row->story_id, row->site_id,
                                             NULL, &error);
  g_assert_no_error (error);
  g_assert_null (posting);

  remote_double_set_fault (fixture->wire, "POST", "/", DOUBLE_HONEST, 0, NULL);
  remote_kit_retry (&fixture->kit, row->id, MARBRE_OUTBOX_AGAIN, &error);
  g_assert_no_error (error);
  done = remote_kit_run (&fixture->kit, row->id);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  g_assert_cmpuint (count_articles (fixture), ==, 1);
}

#define ADD(path, case, func) g_test_add (path, Fixture, case, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  static Case cases[G_N_ELEMENTS (kinds) * G_N_ELEMENTS (answers)];

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Case *self = &cases[i];
      g_autofree char *publish = NULL;

      self->kind = &kinds[i / G_N_ELEMENTS (answers)];
      self->answer = &answers[i % G_N_ELEMENTS (answers)];
      publish = g_strdup_printf ("/bad-input/%s/publish/%s", self->kind->name,
                                 self->answer->name);
      /* To a profile that asks for an "id" that is an answer as it should be. */
      if (self->answer->fault != DOUBLE_SHAPE || !g_str_equal (self->kind->name, "generic"))
        ADD (publish, self, test_publish);
    }
  return g_test_run ();
}
