/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Related stories and tag suggestions: on a small newsroom made here, and on the sample stories.
 */
#include "config.h"

#include "marbre-archive.h"

#include <string.h>

#include "fixture.h"
#include "marbre-story-file.h"

/* A newsroom of short stories: three on data centres, the others on anything else. */
static const struct
{
  const char *id;
  const char *headline;
  const char *body;
  const char *tags;
} newsroom[] = {
  { "dc-1", "Un centre de données géant près du canal",
    "Le groupe Nordlys veut bâtir un centre de données de 80 mégawatts à Valmont. Les serveurs "
    "seront refroidis à l’eau du canal. Les riverains craignent le bruit des groupes électrogènes.",
    "Centres de données,Énergie,Valmont" },
  { "dc-2", "Nordlys promet de chauffer la piscine",
    "La chaleur des serveurs du centre de données chauffera la piscine de Valmont, promet Nordlys. "
    "Le réseau d’électricité devra être renforcé.",
    "Centres de données,Énergie" },
  { "dc-3", "L’eau des serveurs inquiète les pêcheurs",
    "Les pêcheurs redoutent que l’eau rejetée par le centre de données réchauffe le canal.",
    "Centres de données,Environnement" },
  { "foot", "Le club monte en division supérieure",
    "Les joueuses ont gagné trois à un devant deux mille spectateurs. L’entraîneuse salue une "
    "saison exemplaire.",
    "Football" },
  { "bread", "La boulangerie du marché change de mains",
    "Après trente ans, le couple de boulangers passe la main à son apprentie. Le levain reste.",
    "Commerce" },
  { "theatre", "Une troupe s’installe dans l’ancienne halle",
    "La compagnie répète une pièce sur les dockers. La première aura lieu en mars.",
    "Théâtre,Culture" },
};

static void
set_up_newsroom (Fixture *fixture)
{
  fixture_set_up (fixture);
  fixture_open (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (newsroom); i++)
    {
      g_autoptr (MarbreStory) story = fixture_story (newsroom[i].id, "fr", newsroom[i].headline,
                                                     newsroom[i].body, newsroom[i].tags);

      marbre_story_set_state (story, MARBRE_STORY_ARCHIVED);
      marbre_story_set_time (story, MARBRE_MOMENT_PUBLISHED, 1700000000 + i);
      fixture_save (fixture, story);
    }
}

static GPtrArray *
find_related (Fixture *fixture, MarbreStory *draft, guint limit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *waiting = NULL;
  GPtrArray *related;

  marbre_archive_find_related_async (fixture->archive, draft, limit, NULL, fixture_wait_cb,
                                     &waiting);
  result = fixture_wait (&waiting);
  related = marbre_archive_find_related_finish (fixture->archive, result, &error);
  g_assert_no_error (error);
  return related;
}

static GPtrArray *
suggest_tags (Fixture *fixture, MarbreStory *draft)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *waiting = NULL;
  GPtrArray *tags;

  marbre_archive_suggest_tags_async (fixture->archive, draft, 10, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  tags = marbre_archive_suggest_tags_finish (fixture->archive, result, &error);
  g_assert_no_error (error);
  return tags;
}

static MarbreStory *
data_centre_draft (const char *tags)
{
  return fixture_story ("draft", "fr", "Nordlys obtient son permis pour le centre de données",
                        "Le maire de Valmont a signé. Les serveurs tourneront dans deux ans ; "
                        "l’eau du canal les refroidira. Une étude sur l’énergie est promise.",
                        tags);
}

static void
test_related (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) draft = data_centre_draft ("");
  g_autoptr (GPtrArray) related = NULL;
  const char *const names[] = { "Nordlys", "Valmont", NULL };
  double last = 1.0;

  set_up_newsroom (&fixture);
  related = find_related (&fixture, draft, 10);
  g_assert_cmpuint (related->len, ==, 3);
  for (guint i = 0; i < related->len; i++)
    {
      MarbreRelated *row = g_ptr_array_index (related, i);

      g_assert_true (g_str_has_prefix (marbre_related_get_id (row), "dc-"));
      g_assert_cmpfloat (marbre_related_get_score (row), <=, last);
      g_assert_cmpfloat (marbre_related_get_score (row), >, 0.0);
      g_assert_nonnull (marbre_related_get_shared_terms (row)[0]);
      last = marbre_related_get_score (row);
    }
  /* Names come first, and no tag is in common with an untagged draft. */
  g_assert_true (g_strv_contains (
      names, marbre_related_get_shared_terms (g_ptr_array_index (related, 0))[0]));
  g_assert_null (marbre_related_get_shared_tags (g_ptr_array_index (related, 0))[0]);
}

static void
test_shared_tags (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) draft = data_centre_draft ("environnement,centres de donnees");
  g_autoptr (GPtrArray) related = NULL;
  const char *const *shared;

  set_up_newsroom (&fixture);
  related = find_related (&fixture, draft, 1);
  g_assert_cmpuint (related->len, ==, 1);
  shared = marbre_related_get_shared_tags (g_ptr_array_index (related, 0));
  g_assert_cmpuint (g_strv_length ((GStrv) shared), >=, 1);
  g_assert_cmpstr (shared[0], ==, "Centres de données"); /* as the archive spells it */
}

/* In a small archive every word is rare: some common ones, and a month, make no relation; a name
 * does. */
static void
test_coincidence (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) libraries =
      fixture_story ("libraries", "en", "City plans to close five libraries",
                     "Since March the workers have seen the accounts. Monday brought no news from "
                     "Harriet Doyle, who runs them.", "");
  g_autoptr (MarbreStory) shipyard =
      fixture_story ("shipyard", "en", "Shipyard sold",
                     "On Monday in March the workers of the yard were shown the accounts.", "");
  g_autoptr (MarbreStory) named =
      fixture_story ("named", "en", "A prize for reading",
                     "In March the workers heard that Harriet Doyle had won it.", "");
  g_autoptr (GPtrArray) of_shipyard = NULL;
  g_autoptr (GPtrArray) of_named = NULL;
  MarbreRelated *row;

  set_up_newsroom (&fixture);
  fixture_save (&fixture, libraries);
  of_shipyard = find_related (&fixture, shipyard, 10);
  g_assert_cmpuint (of_shipyard->len, ==, 0);
  of_named = find_related (&fixture, named, 10);
  g_assert_cmpuint (of_named->len, ==, 1);
  row = g_ptr_array_index (of_named, 0);
  g_assert_cmpstr (marbre_related_get_shared_terms (row)[0], ==, "Harriet Doyle");
  g_assert_false (g_strv_contains (marbre_related_get_shared_terms (row), "March"));
}

/* Two names are reason enough; words beside them are told where there is but one. */
static void
test_names_first (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) libraries =
      fixture_story ("libraries", "en", "City plans to close five libraries",
                     "The librarians read the accounts with Harriet Doyle, who lives at Brackwell.",
                     "");
  g_autoptr (MarbreStory) two =
      fixture_story ("two", "en", "A prize for reading",
                     "The librarians heard that Harriet Doyle had won it; so did Brackwell.", "");
  g_autoptr (MarbreStory) one =
      fixture_story ("one", "en", "A prize for reading",
                     "The librarians heard that Harriet Doyle had won it.", "");
  g_autoptr (GPtrArray) of_two = NULL;
  g_autoptr (GPtrArray) of_one = NULL;
  const char *const *terms;

  set_up_newsroom (&fixture);
  fixture_save (&fixture, libraries);
  of_two = find_related (&fixture, two, 1);
  g_assert_cmpuint (of_two->len, ==, 1);
  terms = marbre_related_get_shared_terms (g_ptr_array_index (of_two, 0));
  g_assert_cmpuint (g_strv_length ((GStrv) terms), ==, 2);
  g_assert_true (g_strv_contains (terms, "Harriet Doyle"));
  g_assert_true (g_strv_contains (terms, "Brackwell"));
  of_one = find_related (&fixture, one, 1);
  g_assert_cmpuint (of_one->len, ==, 1);
  terms = marbre_related_get_shared_terms (g_ptr_array_index (of_one, 0));
  g_assert_cmpstr (terms[0], ==, "Harriet Doyle");
  g_assert_true (g_strv_contains (terms, "librarians"));
}

static void
test_nothing (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) blank = fixture_story ("x", "fr", "", "", "");
  g_autoptr (MarbreStory) other =
      fixture_story ("y", "fr", "Éclipse partielle de lune",
                     "Le ciel restera dégagé sur la moitié nord, selon les astronomes amateurs.",
                     "");
  g_autoptr (GPtrArray) of_blank = NULL;
  g_autoptr (GPtrArray) of_other = NULL;
  g_autoptr (GPtrArray) tags = NULL;

  set_up_newsroom (&fixture);
  of_blank = find_related (&fixture, blank, 10);
  g_assert_cmpuint (of_blank->len, ==, 0);
  of_other = find_related (&fixture, other, 10);
  g_assert_cmpuint (of_other->len, ==, 0);
  tags = suggest_tags (&fixture, other);
  g_assert_cmpuint (tags->len, ==, 0);
}

/* The draft itself is left out; a story that says the same may have run already, and is said so. */
static void
test_copies (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) itself = NULL;
  g_autoptr (MarbreStory) copy =
      fixture_story ("copy", "fr", newsroom[0].headline, newsroom[0].body, "");
  g_autoptr (GPtrArray) of_itself = NULL;
  g_autoptr (MarbreStory) third =
      fixture_story ("third", "fr", newsroom[0].headline, newsroom[0].body, "");
  g_autoptr (GPtrArray) of_copy = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) of_third = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *waiting = NULL;

  set_up_newsroom (&fixture);
  itself = marbre_archive_load_story_sync (fixture.archive, "dc-1", NULL, NULL);
  of_itself = find_related (&fixture, itself, 10);
  g_assert_cmpuint (of_itself->len, ==, 2);
  for (guint i = 0; i < of_itself->len; i++)
    g_assert_false (marbre_related_is_copy (g_ptr_array_index (of_itself, i)));
  of_copy = find_related (&fixture, copy, 10);
  g_assert_cmpuint (of_copy->len, ==, 3);
  g_assert_cmpstr (marbre_related_get_id (g_ptr_array_index (of_copy, 0)), ==, "dc-1");
  for (guint i = 0; i < of_copy->len; i++)
    g_assert_true (marbre_related_is_copy (g_ptr_array_index (of_copy, i)) == (i == 0));

  /* Somebody says that it is not, of this draft. */
  marbre_archive_set_unlike_async (fixture.archive, "copy", "dc-1", NULL, fixture_wait_cb,
                                   &waiting);
  result = fixture_wait (&waiting);
  g_assert_true (marbre_archive_set_unlike_finish (fixture.archive, result, NULL));
  again = find_related (&fixture, copy, 10);
  g_assert_cmpuint (again->len, ==, 3);
  g_assert_false (marbre_related_is_copy (g_ptr_array_index (again, 0)));
  of_third = find_related (&fixture, third, 10);
  g_assert_true (marbre_related_is_copy (g_ptr_array_index (of_third, 0)));
}

static void
test_tags (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) draft = data_centre_draft ("energie");
  g_autoptr (GPtrArray) tags = NULL;
  gboolean mentioned = FALSE;

  set_up_newsroom (&fixture);
  tags = suggest_tags (&fixture, draft);
  g_assert_cmpuint (tags->len, >=, 2);
  g_assert_cmpstr (marbre_tag_suggestion_get_name (g_ptr_array_index (tags, 0)), ==,
                   "Centres de données");
  for (guint i = 0; i < tags->len; i++)
    {
      MarbreTagSuggestion *tag = g_ptr_array_index (tags, i);

      g_assert_cmpfloat (marbre_tag_suggestion_get_score (tag), <=, 1.0);
      g_assert_cmpstr (marbre_tag_suggestion_get_name (tag), !=, "Énergie"); /* the draft has it */
      g_assert_cmpstr (marbre_tag_suggestion_get_name (tag), !=, "Football");
      if (g_str_equal (marbre_tag_suggestion_get_name (tag), "Valmont"))
        mentioned = marbre_tag_suggestion_get_mentioned (tag);
    }
  g_assert_true (mentioned);
}

/* Adds the sample stories of a folder; returns how many. */
static guint
add_samples (Fixture *fixture, const char *language, GPtrArray *stories)
{
  g_autofree char *folder =
      g_test_build_filename (G_TEST_DIST, "..", "data", "samples", language, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (MarbreStory) story = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      if (!g_str_has_suffix (name, ".md") || !g_file_get_contents (path, &text, &length, NULL))
        continue;
      story = marbre_story_file_parse (text, (gssize) length, &error);
      g_assert_no_error (error);
      fixture_save (fixture, story);
      g_ptr_array_add (stories, g_steal_pointer (&story));
      n++;
    }
  return n;
}

static guint
count_shared (MarbreStory *story, const char *id, GPtrArray *stories)
{
  guint shared = 0;

  for (guint i = 0; i < stories->len; i++)
    {
      MarbreStory *other = g_ptr_array_index (stories, i);
      const char *const *tags = marbre_story_get_tags (other);

      if (!g_str_equal (marbre_story_get_id (other), id))
        continue;
      for (guint j = 0; tags[j] != NULL; j++)
        if (g_strv_contains (marbre_story_get_tags (story), tags[j]))
          shared++;
    }
  return shared;
}

/* How good it is on the samples, with the draft's own tags hidden. The bounds are far below what is
 * measured: they notice that something broke, not that a story was added. */
static void
test_samples (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GPtrArray) stories = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_first = 0, n_with = 0, n_tag_hits = 0, n_tags = 0;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  add_samples (&fixture, "fr", stories);
  add_samples (&fixture, "en", stories);
  if (stories->len < 30)
    {
      g_test_skip ("the sample stories are not there");
      return;
    }
  for (guint i = 0; i < stories->len; i++)
    {
      MarbreStory *story = g_ptr_array_index (stories, i);
      g_autoptr (MarbreStory) untagged = marbre_story_copy (story);
      g_autoptr (GPtrArray) related = NULL;
      g_autoptr (GPtrArray) tags = NULL;

      marbre_story_set_tags (untagged, NULL);
      related = find_related (&fixture, untagged, 5);
      if (related->len > 0)
        {
          n_with++;
          n_first += count_shared (story,
                                   marbre_related_get_id (g_ptr_array_index (related, 0)),
                                   stories) > 0;
        }
      tags = suggest_tags (&fixture, untagged);
      for (guint j = 0; j < tags->len; j++)
        n_tag_hits += g_strv_contains (
            marbre_story_get_tags (story),
            marbre_tag_suggestion_get_name (g_ptr_array_index (tags, j)));
      n_tags += g_strv_length ((GStrv) marbre_story_get_tags (story));
    }
  g_test_message ("%u samples: %u have related stories, the first shares a tag for %u; "
                  "%u of %u tags are suggested",
                  stories->len, n_with, n_first, n_tag_hits, n_tags);
  g_assert_cmpuint (n_with, >, stories->len / 3);
  g_assert_cmpuint (n_first, >, n_with / 2);
  g_assert_cmpuint (n_tag_hits, >, n_tags / 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive/related/first", test_related);
  g_test_add_func ("/archive/related/shared-tags", test_shared_tags);
  g_test_add_func ("/archive/related/nothing", test_nothing);
  g_test_add_func ("/archive/related/coincidence", test_coincidence);
  g_test_add_func ("/archive/related/names-first", test_names_first);
  g_test_add_func ("/archive/related/copies", test_copies);
  g_test_add_func ("/archive/related/tags", test_tags);
  g_test_add_func ("/archive/related/samples", test_samples);
  return g_test_run ();
}
