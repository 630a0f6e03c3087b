/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is where on a page; see marbre-template-cut.h. First the text (marbre-template-cut-body.c),
 * then the rest, outside of it: an element that says what the story's field says, the better the
 * more its markup and its surroundings fit; if none does, markup alone, as a guess.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <string.h>

#include "marbre-template-cut-private.h"

/* Folded bytes of a guessed standfirst. */
#define MIN_GUESSED_STANDFIRST 16
/* Folded bytes of a guessed byline. */
#define MAX_NAME 60
/* Folded bytes that tell a standfirst that the page cuts short. */
#define MIN_STANDFIRST 40
/* Folded bytes between tags: their title, "and". */
#define MAX_BETWEEN_TAGS 40
/* A page dates in its own zone. */
#define DAY_AND_A_HALF (36 * 60 * 60)
/* Folded bytes before a date: "Published on". */
#define MAX_WORDS_OF_DATE 20

/* A score that is not reached: nothing was found. */
#define NO_SCORE G_MININT

typedef MarbreCutSearch Search;

typedef int (*ScoreFunc) (Search *self, guint element, gpointer data);

static const MarbreOutlineElement *
get (Search *self, guint element)
{
  return marbre_page_outline_get (self->cut->outline, element);
}

static gboolean
is (Search *self, guint element, GumboTag tag)
{
  return marbre_html_node_is (get (self, element)->node, tag);
}

static const char *
get_attribute (Search *self, guint element, const char *name)
{
  return marbre_html_node_get_attribute (get (self, element)->node, name);
}

static gsize
text_length (Search *self, guint element)
{
  return get (self, element)->end - get (self, element)->start;
}

/* Whether @element is neither in the story's text nor around it. */
static gboolean
is_free (Search *self, guint element)
{
  const MarbreOutlineElement *it = get (self, element);
  const MarbreCutPlace *body = &self->cut->places[MARBRE_SLOT_BODY];

  if (marbre_page_outline_is_inside (self->cut->outline, body->element, element))
    return FALSE;
  if (!marbre_page_outline_is_inside (self->cut->outline, element, body->element))
    return TRUE;
  return it->end <= self->body_start || it->start >= self->body_end;
}

/* The whole container is the body's, unless it has other places of the story in it. */
static void
settle_body (Search *self)
{
  MarbreCutPlace *body = &self->cut->places[MARBRE_SLOT_BODY];
  gboolean shared = is (self, body->element, GUMBO_TAG_BODY);

  for (guint i = 0; i < MARBRE_N_SLOTS; i++)
    {
      guint element = self->cut->places[i].element;

      if (i != MARBRE_SLOT_BODY && element != MARBRE_OUTLINE_NONE &&
          marbre_page_outline_is_inside (self->cut->outline, element, body->element))
        shared = TRUE;
    }
  if (!shared || body->last < body->first)
    {
      body->first = 0;
      body->last = -1;
    }
}

/* Scores */

static gboolean
has_hint (Search *self, guint element, const char *const *words)
{
  static const char *const attributes[] = { "class", "itemprop", "rel", NULL };

  for (guint i = 0; attributes[i] != NULL; i++)
    {
      const char *value = get_attribute (self, element, attributes[i]);
      g_autofree char *lower = value ? g_ascii_strdown (value, -1) : NULL;

      for (guint j = 0; lower != NULL && words[j] != NULL; j++)
        if (strstr (lower, words[j]) != NULL)
          return TRUE;
    }
  return FALSE;
}

/* How likely a story's part is around here: in the article, not in what surrounds it. */
static int
score_surroundings (Search *self, guint element)
{
  static const char *const trail[] = { "breadcrumb", "fil-ariane", NULL };
  int score = 0;

  for (guint i = element; i != MARBRE_OUTLINE_NONE; i = get (self, i)->parent)
    {
      if (is (self, i, GUMBO_TAG_MAIN) || is (self, i, GUMBO_TAG_ARTICLE))
        score += 20;
      else if ((is (self, i, GUMBO_TAG_NAV) && !has_hint (self, i, trail)) ||
               is (self, i, GUMBO_TAG_ASIDE))
        score -= 60;
      if (marbre_page_outline_is_inside (self->cut->outline,
                                         self->cut->places[MARBRE_SLOT_BODY].element, i))
        break; /* what is around the text too says nothing */
    }
  return score;
}

static guint
find_best (Search *self, ScoreFunc score, gpointer data)
{
  guint n = marbre_page_outline_get_n_elements (self->cut->outline);
  guint found = MARBRE_OUTLINE_NONE;
  int best = NO_SCORE;

  for (guint i = 0; i < n; i++)
    {
      int own = is_free (self, i) ? score (self, i, data) : NO_SCORE;

      /* Of an element and the only one in it, the inner one: it has the look of the text. */
      if (own == NO_SCORE || own < best ||
          (own == best && !marbre_page_outline_is_inside (self->cut->outline, i, found)))
        continue;
      best = own;
      found = i;
    }
  return found;
}

static void
put (Search *self, MarbreSlot slot, guint element, MarbreCutTrust trust, MarbreCutForm form)
{
  if (element == MARBRE_OUTLINE_NONE)
    return;
  for (guint i = 0; i < MARBRE_N_SLOTS; i++)
    {
      guint other = self->cut->places[i].element;

      if (other != MARBRE_OUTLINE_NONE && i != MARBRE_SLOT_BODY &&
          (marbre_page_outline_is_inside (self->cut->outline, other, element) ||
           marbre_page_outline_is_inside (self->cut->outline, element, other)))
        return; /* taken */
    }
  self->cut->places[slot] =
      (MarbreCutPlace){ .element = element, .trust = trust, .form = form, .last = -1 };
}

/* Parts of the story */

static int
score_heading (Search *self, guint element)
{
  int score = 0;
  const MarbreOutlineElement *it = get (self, element);

  for (guint i = element; i != MARBRE_OUTLINE_NONE; i = get (self, i)->parent)
    {
      if (text_length (self, i) != it->end - it->start)
        break;
      if (is (self, i, GUMBO_TAG_H1))
        score = MAX (score, 100);
      else if (is (self, i, GUMBO_TAG_H2))
        score = MAX (score, 60);
      else if (is (self, i, GUMBO_TAG_H3))
        score = MAX (score, 30);
    }
  return score;
}

static int
score_headline (Search *self, guint element, gpointer data)
{
  if (!marbre_page_outline_says (self->cut->outline, element, data))
    return NO_SCORE;
  return score_heading (self, element) + score_surroundings (self, element) +
         (get (self, element)->end <= self->body_start ? 20 : 0);
}

static void
find_headline (Search *self)
{
  g_autofree char *key =
      marbre_page_outline_fold (marbre_story_get_text (self->story, MARBRE_FIELD_HEADLINE));

  put (self, MARBRE_SLOT_HEADLINE, find_best (self, score_headline, key), MARBRE_CUT_SURE,
       MARBRE_CUT_FORM_PLAIN);
}

static int
score_standfirst (Search *self, guint element, gpointer data)
{
  const char *key = data;
  const MarbreOutlineElement *it = get (self, element);
  gsize length = it->end - it->start;
  const char *text = marbre_page_outline_get_text (self->cut->outline) + it->start;

  /* Sites cut excerpts short, or put a "Read more" behind. */
  if (length < MIN (MIN_STANDFIRST, strlen (key)) || length > strlen (key) + MAX_BETWEEN_TAGS ||
      strncmp (text, key, MIN (length, strlen (key))) != 0)
    return NO_SCORE;
  return score_surroundings (self, element) + (it->end <= self->body_start ? 20 : 0);
}

static int
score_standfirst_hint (Search *self, guint element, gpointer data)
{
  static const char *const words[] = { "standfirst", "chapo",   "excerpt",    "subtitle",
                                       "dek",        "article-lede", "description", NULL };
  const MarbreOutlineElement *it = get (self, element);
  const MarbreCutPlace *headline = &self->cut->places[MARBRE_SLOT_HEADLINE];

  if (!has_hint (self, element, words) || it->end - it->start < MIN_GUESSED_STANDFIRST ||
      it->end > self->body_start || headline->element == MARBRE_OUTLINE_NONE ||
      it->start < get (self, headline->element)->end)
    return NO_SCORE;
  return score_surroundings (self, element);
}

static void
find_standfirst (Search *self)
{
  g_autofree char *key =
      marbre_page_outline_fold (marbre_story_get_text (self->story, MARBRE_FIELD_STANDFIRST));

  if (*key != '\0')
    put (self, MARBRE_SLOT_STANDFIRST, find_best (self, score_standfirst, key), MARBRE_CUT_SURE,
         MARBRE_CUT_FORM_PLAIN);
  if (self->cut->places[MARBRE_SLOT_STANDFIRST].trust == MARBRE_CUT_MISSING)
    put (self, MARBRE_SLOT_STANDFIRST, find_best (self, score_standfirst_hint, NULL),
         MARBRE_CUT_GUESSED, MARBRE_CUT_FORM_PLAIN);
}

/* "Par Jeanne Le Goff", "Written by …": folded. */
static gsize
length_of_by (const char *text)
{
  static const char *const words[] = { "writtenby", "ecritpar", "by", "par" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (text, words[i]))
      return strlen (words[i]);
  return 0;
}

static int
score_byline (Search *self, guint element, gpointer data)
{
  const char *key = data;
  const MarbreOutlineElement *it = get (self, element);
  const char *text = marbre_page_outline_get_text (self->cut->outline) + it->start;
  gsize length = it->end - it->start;
  gsize by = length_of_by (text);

  if (length != strlen (key) && length != strlen (key) + by)
    return NO_SCORE;
  if (length != strlen (key))
    text += by;
  if (strncmp (text, key, strlen (key)) != 0)
    return NO_SCORE;
  return score_surroundings (self, element);
}

static int
score_byline_hint (Search *self, guint element, gpointer data)
{
  static const char *const words[] = { "author", "byline", "signature", NULL };
  static const char *const others[] = { "avatar", "bio", "image", "comment", NULL };
  gsize length = text_length (self, element);
  gboolean hinted = has_hint (self, element, words);

  if (length == 0 || length > MAX_NAME || !hinted || has_hint (self, element, others) ||
      is (self, element, GUMBO_TAG_BODY))
    return NO_SCORE;
  return score_surroundings (self, element) + (is (self, element, GUMBO_TAG_A) ? 5 : 0);
}

static MarbreCutForm
form_of_byline (Search *self, guint element)
{
  const char *text = marbre_page_outline_get_text (self->cut->outline);

  if (element == MARBRE_OUTLINE_NONE || length_of_by (text + get (self, element)->start) > 0)
    return MARBRE_CUT_FORM_PLAIN;
  return MARBRE_CUT_FORM_NAME;
}

static void
find_byline (Search *self)
{
  g_autofree char *folded =
      marbre_page_outline_fold (marbre_story_get_text (self->story, MARBRE_FIELD_BYLINE));
  const char *key = folded + length_of_by (folded);
  guint element = MARBRE_OUTLINE_NONE;
  MarbreCutTrust trust = MARBRE_CUT_SURE;

  if (*key != '\0')
    element = find_best (self, score_byline, (gpointer) key);
  if (element == MARBRE_OUTLINE_NONE)
    {
      element = find_best (self, score_byline_hint, NULL);
      trust = MARBRE_CUT_GUESSED;
    }
  put (self, MARBRE_SLOT_BYLINE, element, trust, form_of_byline (self, element));
}

/* A list after the story is one of other stories. */
static gboolean
is_listed_below (Search *self, guint element)
{
  if (get (self, element)->start < self->body_end)
    return FALSE;
  for (guint i = element; i != MARBRE_OUTLINE_NONE; i = get (self, i)->parent)
    if (is (self, i, GUMBO_TAG_LI))
      return TRUE;
  return FALSE;
}

static int
score_date (Search *self, guint element, gpointer data)
{
  const char *value = get_attribute (self, element, "datetime");
  gint64 published = marbre_story_get_time (self->story, MARBRE_MOMENT_PUBLISHED);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) date = NULL;
  int score;

  if (!is (self, element, GUMBO_TAG_TIME) || is_listed_below (self, element))
    return NO_SCORE;
  score = score_surroundings (self, element);
  if (value == NULL || published == 0)
    return score;
  date = g_date_time_new_from_iso8601 (value, utc);
  if (date == NULL)
    {
      /* A day alone, which GLib does not take. */
      g_autofree char *whole = g_strconcat (value, "T12:00:00Z", NULL);

      date = g_date_time_new_from_iso8601 (whole, utc);
    }
  if (date != NULL && ABS (g_date_time_to_unix (date) - published) <= DAY_AND_A_HALF)
    return score + 100;
  return score;
}

/* With the words before it: "Published on" must not stay where a draft has no date yet. */
static guint
take_in_words (Search *self, guint element)
{
  guint parent = get (self, element)->parent;
  gboolean first = element == parent + 1 || (is (self, parent + 1, GUMBO_TAG_SPAN) &&
                                             get (self, parent + 1)->next == element);

  if ((is (self, parent, GUMBO_TAG_SPAN) || is (self, parent, GUMBO_TAG_P) ||
       is (self, parent, GUMBO_TAG_DIV)) &&
      is_free (self, parent) && first &&
      get (self, parent)->next == get (self, element)->next &&
      get (self, parent)->end == get (self, element)->end &&
      text_length (self, parent) <= text_length (self, element) + MAX_WORDS_OF_DATE &&
      get (self, element)->start > get (self, parent)->start)
    return parent;
  return element;
}

static void
find_date (Search *self)
{
  guint element = find_best (self, score_date, NULL);
  gboolean sure = element != MARBRE_OUTLINE_NONE && score_date (self, element, NULL) >= 100;
  guint whole = element != MARBRE_OUTLINE_NONE ? take_in_words (self, element) : element;

  put (self, MARBRE_SLOT_DATES, whole, sure ? MARBRE_CUT_SURE : MARBRE_CUT_GUESSED,
       whole == element ? MARBRE_CUT_FORM_DATE : MARBRE_CUT_FORM_PLAIN);
}

/* A section or a kicker is a short word that may stand in menus too: near the text counts. */
static int
score_label (Search *self, guint element, gpointer data)
{
  static const char *const words[] = { "category", "section", "kicker", "surtitre",
                                       "rubri",    "tag",     NULL };
  int score;

  if (!marbre_page_outline_says (self->cut->outline, element, data))
    return NO_SCORE;
  score = score_surroundings (self, element);
  if (score < 0)
    return NO_SCORE;
  return score + (has_hint (self, element, words) ? 10 : 0) +
         (get (self, element)->end <= self->body_start ? 10 : 0);
}

static void
find_label (Search *self, MarbreField field, MarbreSlot slot, MarbreCutForm form)
{
  g_autofree char *key = marbre_page_outline_fold (marbre_story_get_text (self->story, field));

  if (*key != '\0')
    put (self, slot, find_best (self, score_label, key), MARBRE_CUT_SURE, form);
}

static guint
common_ancestor (Search *self, guint a, guint b)
{
  while (!marbre_page_outline_is_inside (self->cut->outline, b, a))
    a = get (self, a)->parent;
  return a;
}

static int
score_tag (Search *self, guint element, gpointer data)
{
  static const char *const words[] = { "tag", NULL };
  int score;

  if (!marbre_page_outline_says (self->cut->outline, element, data))
    return NO_SCORE;
  score = score_surroundings (self, element);
  if (score < 0)
    return NO_SCORE;
  return score + (has_hint (self, element, words) ? 30 : 0);
}

static void
find_tags (Search *self)
{
  const char *const *tags = marbre_story_get_tags (self->story);
  guint element = MARBRE_OUTLINE_NONE;
  gsize length = 0;
  guint parent;

  for (guint i = 0; tags[i] != NULL; i++)
    {
      g_autofree char *key = marbre_page_outline_fold (tags[i]);
      guint found = *key != '\0' ? find_best (self, score_tag, key) : MARBRE_OUTLINE_NONE;
      guint around;

      if (found == MARBRE_OUTLINE_NONE)
        continue;
      around = element == MARBRE_OUTLINE_NONE ? found : common_ancestor (self, element, found);
      if (!is_free (self, around) ||
          text_length (self, around) > length + strlen (key) + MAX_BETWEEN_TAGS * (i + 1))
        continue; /* one that stands elsewhere too */
      element = around;
      length += strlen (key);
    }
  if (element == MARBRE_OUTLINE_NONE)
    return;
  /* Around the only tag, or the list's items, if nothing else is there. */
  parent = get (self, element)->parent;
  while (is_free (self, parent) && text_length (self, parent) == text_length (self, element) &&
         (is (self, element, GUMBO_TAG_A) || is (self, element, GUMBO_TAG_SPAN) ||
          is (self, element, GUMBO_TAG_LI)))
    {
      element = parent;
      parent = get (self, element)->parent;
    }
  put (self, MARBRE_SLOT_TAGS, element, MARBRE_CUT_SURE, MARBRE_CUT_FORM_LIST);
}

/* "harbour" of ".../harbour-1024x683.jpg?w=3": what different sizes of a picture share. */
static char *
stem_of_picture (const char *src)
{
  g_autofree char *path = g_strndup (src, strcspn (src, "?# "));
  g_autofree char *name = g_path_get_basename (path);
  char *dot = strrchr (name, '.');
  char *dash;

  if (dot != NULL)
    *dot = '\0';
  dash = strrchr (name, '-');
  if (dash != NULL && dash[1] != '\0' && strspn (dash + 1, "0123456789x") == strlen (dash + 1) &&
      strchr (dash, 'x') != NULL)
    *dash = '\0';
  if (g_str_has_suffix (name, "-scaled"))
    name[strlen (name) - strlen ("-scaled")] = '\0';
  return g_ascii_strdown (name, -1);
}

static int
score_lead (Search *self, guint element, gpointer data)
{
  static const char *const words[] = { "post-image", "featured", "hero",       "lead",
                                       "thumbnail",  "cover",    "feature-image", NULL };
  const char *key = data;
  const char *src = get_attribute (self, element, "src");
  g_autofree char *stem = src ? stem_of_picture (src) : NULL;
  gboolean same = stem != NULL && key != NULL && *key != '\0' && g_str_equal (stem, key);
  guint parent = get (self, element)->parent;

  if (!is (self, element, GUMBO_TAG_IMG))
    return NO_SCORE;
  if (!same && !has_hint (self, element, words) &&
      (parent == MARBRE_OUTLINE_NONE || !has_hint (self, parent, words)))
    return NO_SCORE;
  return score_surroundings (self, element) + (same ? 100 : 0) -
         (get (self, element)->start < self->body_end ? 0 : 40);
}

/* The figure, or the box that holds nothing else; the picture itself if there is none. */
static guint
find_figure (Search *self, guint image)
{
  guint best = image;

  for (guint i = get (self, image)->parent; i != MARBRE_OUTLINE_NONE && is_free (self, i);
       i = get (self, i)->parent)
    {
      if (is (self, i, GUMBO_TAG_FIGURE))
        return i;
      if (best == image && text_length (self, i) == 0 && is (self, i, GUMBO_TAG_DIV))
        best = i;
    }
  return best;
}

static void
find_lead (Search *self)
{
  MarbreMedia *media = marbre_story_get_lead_image (self->story);
  g_autofree char *key = media ? stem_of_picture (marbre_media_get_src (media)) : NULL;
  guint image = find_best (self, score_lead, key);
  gboolean sure = image != MARBRE_OUTLINE_NONE && score_lead (self, image, key) >= 60;

  if (image != MARBRE_OUTLINE_NONE)
    put (self, MARBRE_SLOT_LEAD, find_figure (self, image),
         sure ? MARBRE_CUT_SURE : MARBRE_CUT_GUESSED, MARBRE_CUT_FORM_PLAIN);
}

/* Finds the places of @story's parts on the page.
 *
 * Returns: %FALSE if the page does not have the story's text */
gboolean
_marbre_template_cut_find (MarbreTemplateCut *self, MarbreStory *story)
{
  Search search = { .cut = self, .story = story };

  if (!_marbre_template_cut_find_body (&search))
    return FALSE;
  find_headline (&search);
  find_lead (&search);
  find_standfirst (&search);
  find_date (&search);
  find_tags (&search);
  find_label (&search, MARBRE_FIELD_KICKER, MARBRE_SLOT_KICKER, MARBRE_CUT_FORM_PLAIN);
  find_label (&search, MARBRE_FIELD_SECTION, MARBRE_SLOT_BREADCRUMB, MARBRE_CUT_FORM_SECTION);
  find_byline (&search);
  settle_body (&search);
  return TRUE;
}
