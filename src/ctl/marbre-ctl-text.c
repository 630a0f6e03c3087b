/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Commands on one text: render, import, typography, measure. They need no archive.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-ctl-input.h"
#include "marbre-ctl-output.h"
#include "marbre-ctl-render.h"
#include "marbre-ctl.h"
#include "marbre-html.h"
#include "marbre-language.h"
#include "marbre-measure.h"
#include "marbre-story-file.h"
#include "marbre-typography.h"

/* A language option, NULL if it was not given. Says so if it is none of ours. */
static gboolean
check_language (const char *language)
{
  if (language == NULL || g_str_equal (language, "fr") || g_str_equal (language, "en"))
    return TRUE;
  marbre_ctl_misused (_ ("“%s” is no language of Marbre. Give fr or en."), language);
  return FALSE;
}

/* Reads the story of a command that takes a language, which then replaces the story's own. */
static MarbreStory *
read_story (const char *path, const char *language, GError **error)
{
  MarbreStory *story = marbre_ctl_read_story (path, error);

  if (story != NULL && language != NULL)
    marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, language);
  return story;
}

/* The article, if no other face is asked for. */
static gboolean
parse_face (const char *name, MarbreFace *face)
{
  *face = MARBRE_FACE_ARTICLE;
  return name == NULL || marbre_face_from_name (name, face);
}

static MarbreCtlStatus
run_render (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  g_autofree char *format = NULL;
  g_autofree char *language = NULL;
  g_autofree char *template = NULL;
  g_autofree char *face_name = NULL;
  const GOptionEntry entries[] = {
    { "face", 0, 0, G_OPTION_ARG_STRING, &face_name,
      N_ ("How the story looks there: article (default), front, list, search or social"),
      N_ ("NAME") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format,
      N_ ("What to write: page (default), article, blocks, text or json"), N_ ("FORMAT") },
    { "language", 0, 0, G_OPTION_ARG_STRING, &language, N_ ("The story’s language: fr or en"),
      N_ ("LANGUAGE") },
    { "template", 0, 0, G_OPTION_ARG_STRING, &template, N_ ("The page’s template"), N_ ("NAME") },
    { NULL },
  };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (GError) error = NULL;
  MarbreCtlRender render;
  MarbreFace face;

  if (arguments == NULL || !check_language (language))
    return MARBRE_CTL_USAGE;
  if (!marbre_ctl_render_from_name (format, &render))
    return marbre_ctl_misused (_ ("“%s” is no format."), format);
  if (!parse_face (face_name, &face))
    return marbre_ctl_misused (_ ("“%s” is no face of a story."), face_name);
  story = read_story (arguments[0], language, &error);
  if (story == NULL || !marbre_ctl_render (story, render, template, face, &error))
    return marbre_ctl_failed (error);
  return MARBRE_CTL_OK;
}

/* HTML to a story: its first heading is the headline. */
static MarbreStory *
story_from_html (const char *path, GError **error)
{
  g_autofree char *html = marbre_ctl_read_text (path, error);
  g_autofree char *markdown = html ? marbre_html_to_markdown (html, -1, NULL, error) : NULL;

  return markdown ? marbre_story_file_parse (markdown, -1, error) : NULL;
}

static MarbreCtlStatus
run_import (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  g_autofree char *from = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from,
      N_ ("What it is: html or markdown (default: by the file’s name)"), N_ ("FORMAT") },
    { NULL },
  };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;

  if (arguments == NULL)
    return MARBRE_CTL_USAGE;
  if (from == NULL)
    from = g_strdup (g_str_has_suffix (arguments[0], ".html") ||
                             g_str_has_suffix (arguments[0], ".htm")
                         ? "html"
                         : "markdown");
  if (g_str_equal (from, "html"))
    story = story_from_html (arguments[0], &error);
  else if (g_str_equal (from, "markdown"))
    story = marbre_ctl_read_story (arguments[0], &error);
  else
    return marbre_ctl_misused (_ ("“%s” is no format. Give html or markdown."), from);
  if (story == NULL)
    return marbre_ctl_failed (error);
  file = marbre_story_file_format (story);
  marbre_ctl_write_text (file);
  return MARBRE_CTL_OK;
}

/* A site's spaces by their name. */
static gboolean
parse_spaces (const char *name, MarbreSiteSpaces *spaces)
{
  static const char *const names[] = { "narrow", "wide", "none" };

  *spaces = MARBRE_SITE_SPACES_NARROW;
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      {
        *spaces = (MarbreSiteSpaces) i;
        return TRUE;
      }
  return name == NULL;
}

/* One change a line: its line in the text, what stands there, what should. */
static void
list_changes (const char *text, const char *language, const MarbreTypographyOptions *options)
{
  g_autoptr (GArray) edits = marbre_typography_find (text, language, options, MARBRE_PROSE_BODY);
  g_autoptr (GString) out = g_string_new (NULL);
  const char *p = text;
  guint line = 1;

  for (guint i = 0; i < edits->len; i++)
    {
      const MarbreTypographyEdit *edit = &g_array_index (edits, MarbreTypographyEdit, i);
      g_autofree char *found = g_strndup (text + edit->start, edit->end - edit->start);

      for (; p < text + edit->start; p++)
        line += *p == '\n';
      g_string_append_printf (out, "%u\t“%s”\t“%s”\n", line, found, edit->text);
    }
  marbre_ctl_write_text (out->str);
}

static MarbreCtlStatus
run_typography (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  g_autofree char *language = NULL;
  g_autofree char *spaces = NULL;
  gboolean list = FALSE;
  const GOptionEntry entries[] = {
    { "language", 0, 0, G_OPTION_ARG_STRING, &language, N_ ("Whose rules: fr or en"),
      N_ ("LANGUAGE") },
    { "list", 0, 0, G_OPTION_ARG_NONE, &list, N_ ("List the changes instead"), NULL },
    { "spaces", 0, 0, G_OPTION_ARG_STRING, &spaces,
      N_ ("Before French punctuation: narrow (default), wide or none"), N_ ("SPACES") },
    { NULL },
  };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autofree char *text = NULL;
  g_autofree char *set = NULL;
  g_autoptr (GError) error = NULL;
  MarbreTypographyOptions options;
  const char *guess;

  if (arguments == NULL || !check_language (language))
    return MARBRE_CTL_USAGE;
  if (!parse_spaces (spaces, &options.spaces))
    return marbre_ctl_misused (_ ("“%s” are no spaces. Give narrow, wide or none."), spaces);
  text = marbre_ctl_read_text (arguments[0], &error);
  if (text == NULL)
    return marbre_ctl_failed (error);
  guess = language ? language : marbre_language_guess (text);
  if (guess == NULL)
    return marbre_ctl_misused (_ ("It is not clear which language this is. Give --language."));
  if (list)
    {
      list_changes (text, guess, &options);
      return MARBRE_CTL_OK;
    }
  set = marbre_typography_apply (text, guess, &options);
  marbre_ctl_write_text (set);
  return MARBRE_CTL_OK;
}

/* Nobody pays by the thousandth of a page. */
static double
two_digits (double value)
{
  return (double) (gint64) (value * 100 + 0.5) / 100;
}

/* After how many characters others cut. */
static JsonObject *
object_of_limits (guint search, guint social)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "search", search);
  json_object_set_int_member (object, "social", social);
  return object;
}

static MarbreCtlStatus
run_measure (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *object;
  MarbreMeasure measure;

  if (arguments == NULL)
    return MARBRE_CTL_USAGE;
  story = marbre_ctl_read_story (arguments[0], &error);
  if (story == NULL)
    return marbre_ctl_failed (error);
  marbre_measure_story (story, NULL, &measure);
  object = json_object_new ();
  json_object_set_int_member (object, "signs", measure.signs);
  json_object_set_double_member (object, "feuillets", two_digits (measure.feuillets));
  json_object_set_int_member (object, "words", measure.words);
  json_object_set_double_member (object, "minutes", two_digits (measure.minutes));
  if (marbre_story_get_length (story) > 0)
    {
      json_object_set_int_member (object, "length", marbre_story_get_length (story));
      json_object_set_double_member (object, "written",
                                     two_digits ((double) measure.signs /
                                                 marbre_story_get_length (story)));
    }
  json_object_set_int_member (object, "headline_signs", measure.headline_signs);
  json_object_set_object_member (object, "headline_limits",
                                 object_of_limits (MARBRE_MEASURE_SEARCH_TITLE,
                                                   MARBRE_MEASURE_SOCIAL_TITLE));
  json_object_set_int_member (object, "standfirst_signs", measure.standfirst_signs);
  json_object_set_object_member (object, "standfirst_limits",
                                 object_of_limits (MARBRE_MEASURE_SEARCH_TEXT,
                                                   MARBRE_MEASURE_SOCIAL_TEXT));
  marbre_ctl_write_object (object);
  return MARBRE_CTL_OK;
}

const MarbreCtlCommand marbre_ctl_text_commands[] = {
  { "render", "FILE|-", N_ ("Write a story as a page, HTML, text or JSON."), 1, 1, run_render },
  { "import", "FILE|-", N_ ("Turn HTML or Markdown into a story file on standard output."), 1, 1,
    run_import },
  { "typography", "FILE|-", N_ ("Correct the quotes, dashes and spaces of a text."), 1, 1,
    run_typography },
  { "measure", "FILE|-", N_ ("Count signs, feuillets and words; JSON."), 1, 1, run_measure },
  { NULL },
};
