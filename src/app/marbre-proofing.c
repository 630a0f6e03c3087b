/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The copy desk; see marbre-proofing.h. The editor does the checking; here it is told what the
 * settings, the story and the archive say.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-proofing.h"

#include <glib/gi18n.h>

#include "marbre-grammar-desk.h"
#include "marbre-proof-names.h"
#include "marbre-screen-reader.h"
#include "marbre-spelling-menu.h"
#include "marbre-time.h"

/* Rules that are off; who needs more turns grammar off. */
#define MAX_IGNORED 500

/* What is prose. Section, byline and credit are names. */
static const MarbreField fields[] = { MARBRE_FIELD_BODY, MARBRE_FIELD_HEADLINE,
                                      MARBRE_FIELD_STANDFIRST, MARBRE_FIELD_KICKER };
static const MarbreLeadText lead_texts[] = { MARBRE_LEAD_ALT, MARBRE_LEAD_CAPTION };

#define N_VIEWS (G_N_ELEMENTS (fields) + G_N_ELEMENTS (lead_texts))

struct _MarbreProofing
{
  GObject parent_instance;

  MarbreDesk *desk;          /* (owned) */
  GSettings *settings;       /* (owned) */
  MarbreSpelling *spelling;  /* (owned) */
  MarbreSpellingView *views[N_VIEWS];   /* (owned) */
  MarbreGrammarView *grammars[N_VIEWS]; /* (owned) */
  MarbreSpellingMenu *menus[N_VIEWS];   /* (owned) */
  MarbreGrammarDesk *grammar; /* (owned): who checks it */
  MarbreStory *story;        /* (owned) (nullable): whose language is followed */
  MarbreProofNames *names;   /* (owned) */
  MarbreScreenReader *screen_reader; /* (owned) */
  guint n_ignored;           /* rules that are off */
};

G_DEFINE_FINAL_TYPE (MarbreProofing, marbre_proofing, G_TYPE_OBJECT)

enum
{
  SIGNAL_TOLD,
  SIGNAL_REMARKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
missing_cb (MarbreProofing *self, const char *language)
{
  const char *package = g_str_has_prefix (language, "fr") ? "hunspell-fr" : "hunspell-en-gb";
  g_autofree char *text = NULL;

  if (g_str_has_prefix (language, "fr"))
    text = g_strdup_printf (_("There is no French dictionary on this computer, so French is not "
                              "checked for spelling. Install the package “%s” and start Marbre "
                              "again."),
                            package);
  else if (g_str_has_prefix (language, "en"))
    text = g_strdup_printf (_("There is no English dictionary on this computer, so English is "
                              "not checked for spelling. Install the package “%s” and start "
                              "Marbre again."),
                            package);
  else
    return;
  g_signal_emit (self, signals[SIGNAL_TOLD], 0, text);
}

static void
list_failed_cb (MarbreProofing *self, GFile *file, const char *message)
{
  g_autofree char *name = g_file_get_parse_name (file);
  g_autofree char *text =
      g_strdup_printf (_("The list of words “%s” cannot be used (%s). See Preferences."), name,
                       message);

  g_signal_emit (self, signals[SIGNAL_TOLD], 0, text);
}

static void
nothing_cb (MarbreProofing *self)
{
  g_signal_emit (self, signals[SIGNAL_REMARKED], 0, _("No more mistakes are underlined here."));
}

static void
update_newsroom_list (MarbreProofing *self)
{
  g_autofree char *path = g_settings_get_string (self->settings, "newsroom-words");
  g_autoptr (GFile) file = g_path_is_absolute (path) ? g_file_new_for_path (path) : NULL;

  marbre_spelling_set_list (self->spelling, MARBRE_SPELLING_NEWSROOM, file);
}

static void
update_active (MarbreProofing *self)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  gboolean editable = document != NULL && !marbre_document_get_read_only (document);
  gboolean spelling = g_settings_get_boolean (self->settings, "check-spelling");
  GPtrArray *checkers = marbre_grammar_desk_get_checkers (self->grammar);

  for (guint i = 0; i < N_VIEWS; i++)
    marbre_spelling_view_set_active (self->views[i], editable && spelling,
                                     editable && checkers->len > 0);
}

static void
told_cb (MarbreProofing *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_TOLD], 0, text);
}

static void
update_checkers (MarbreProofing *self)
{
  GPtrArray *checkers = marbre_grammar_desk_get_checkers (self->grammar);

  for (guint i = 0; i < N_VIEWS; i++)
    {
      marbre_grammar_view_set_checkers (self->grammars[i], checkers);
      if (checkers->len > 0)
        marbre_spelling_view_check_again (self->views[i]);
    }
  update_active (self);
}

static void
update_ignored (MarbreProofing *self)
{
  g_auto (GStrv) ignored = g_settings_get_strv (self->settings, "ignored-grammar");

  gboolean fewer = g_strv_length (ignored) < self->n_ignored;

  self->n_ignored = g_strv_length (ignored);
  for (guint i = 0; i < N_VIEWS; i++)
    {
      marbre_grammar_view_set_ignored (self->grammars[i], (const char *const *) ignored);
      if (fewer)
        marbre_spelling_view_check_again (self->views[i]);
    }
}

static void
rule_ignored_cb (MarbreProofing *self, const char *rule)
{
  g_auto (GStrv) ignored = g_settings_get_strv (self->settings, "ignored-grammar");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) more = NULL;

  if (g_strv_length (ignored) >= MAX_IGNORED)
    return;
  g_strv_builder_addv (builder, (const char **) ignored);
  g_strv_builder_add (builder, rule);
  more = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "ignored-grammar", (const char *const *) more);
}

static void
update_language (MarbreProofing *self)
{
  const char *language = marbre_story_get_text (self->story, MARBRE_FIELD_LANGUAGE);

  for (guint i = 0; i < N_VIEWS; i++)
    marbre_spelling_view_set_language (self->views[i], language);
}

static void
screen_reader_cb (MarbreProofing *self)
{
  gboolean spoken = marbre_screen_reader_is_active (self->screen_reader);

  for (guint i = 0; i < N_VIEWS; i++)
    {
      marbre_spelling_view_set_spoken (self->views[i], spoken);
      marbre_grammar_view_set_spoken (self->grammars[i], spoken);
    }
}

/* Before each part of the text: a moment of the story says nothing when it changes. */
static void
update_embargo (MarbreProofing *self)
{
  gint64 until = self->story ? marbre_story_get_time (self->story, MARBRE_MOMENT_EMBARGO_UNTIL) : 0;

  marbre_grammar_desk_set_embargoed (self->grammar, until > marbre_time_now ());
}

static void
document_cb (MarbreProofing *self)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);

  if (self->story != NULL)
    g_signal_handlers_disconnect_by_data (self->story, self);
  g_clear_object (&self->story);
  if (document == NULL)
    return;
  self->story = g_object_ref (marbre_document_get_story (document));
  g_signal_connect_object (self->story, "notify::language", G_CALLBACK (update_language), self,
                           G_CONNECT_SWAPPED);
  update_language (self);
  update_embargo (self);
  update_active (self);
}

static void
marbre_proofing_dispose (GObject *object)
{
  MarbreProofing *self = MARBRE_PROOFING (object);

  for (guint i = 0; i < N_VIEWS; i++)
    {
      g_clear_object (&self->menus[i]);
      g_clear_object (&self->grammars[i]);
      g_clear_object (&self->views[i]);
    }
  g_clear_object (&self->grammar);
  g_clear_object (&self->spelling);
  g_clear_object (&self->names);
  g_clear_object (&self->screen_reader);
  g_clear_object (&self->story);
  g_clear_object (&self->desk);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (marbre_proofing_parent_class)->dispose (object);
}

static void
marbre_proofing_class_init (MarbreProofingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_proofing_dispose;

  /**
   * MarbreProofing::told:
   * @text: what cannot be checked, and the remedy
   */
  signals[SIGNAL_TOLD] = g_signal_new ("told", MARBRE_TYPE_PROOFING, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * MarbreProofing::remarked:
   * @text: an answer that may pass
   */
  signals[SIGNAL_REMARKED] = g_signal_new ("remarked", MARBRE_TYPE_PROOFING, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
marbre_proofing_init (MarbreProofing *self)
{
  self->spelling = marbre_spelling_new ();
}

static GtkTextView *
find_view (MarbreEditor *editor, guint i)
{
  if (i < G_N_ELEMENTS (fields))
    return GTK_TEXT_VIEW (marbre_editor_get_field_widget (editor, fields[i]));
  return marbre_editor_get_lead_view (editor, lead_texts[i - G_N_ELEMENTS (fields)]);
}

static void
add_view (MarbreProofing *self, guint i, GtkTextView *view)
{
  gboolean is_body = i < G_N_ELEMENTS (fields) && fields[i] == MARBRE_FIELD_BODY;

  self->views[i] = marbre_spelling_view_new (self->spelling, view,
                                             is_body ? MARBRE_PROSE_BODY : MARBRE_PROSE_LINE);
  g_signal_connect_object (self->views[i], "read", G_CALLBACK (update_embargo), self,
                           G_CONNECT_SWAPPED);
  self->grammars[i] = marbre_grammar_view_new (self->views[i], view);
  self->menus[i] = marbre_spelling_menu_new (self->views[i], self->grammars[i], view);
  g_signal_connect_object (self->menus[i], "rule-ignored", G_CALLBACK (rule_ignored_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->menus[i], "nothing", G_CALLBACK (nothing_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * marbre_proofing_new:
 * @archive: an open archive, whose names are known words
 * @credentials: where the key of a grammar server is
 * @editor: where the story is written
 * @desk: which story it is
 * @settings: the application's settings
 *
 * Returns: (transfer full): the copy desk
 */
MarbreProofing *
marbre_proofing_new (MarbreArchive *archive,
                     MarbreCredentials *credentials,
                     MarbreEditor *editor,
                     MarbreDesk *desk,
                     GSettings *settings)
{
  MarbreProofing *self;
  g_autoptr (GFile) words = NULL;

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (archive), NULL);
  g_return_val_if_fail (MARBRE_IS_CREDENTIALS (credentials), NULL);
  g_return_val_if_fail (MARBRE_IS_EDITOR (editor), NULL);
  g_return_val_if_fail (MARBRE_IS_DESK (desk), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (MARBRE_TYPE_PROOFING, NULL);
  self->desk = g_object_ref (desk);
  self->settings = g_object_ref (settings);
  self->grammar = marbre_grammar_desk_new (settings, credentials);

#define CONNECT(object, signal, callback)                                                          \
  g_signal_connect_object (object, signal, G_CALLBACK (callback), self, G_CONNECT_SWAPPED)
  CONNECT (self->spelling, "missing", missing_cb);
  CONNECT (self->spelling, "failed", list_failed_cb);
  CONNECT (settings, "changed::check-spelling", update_active);
  CONNECT (self->grammar, "changed", update_checkers);
  CONNECT (self->grammar, "told", told_cb);
  CONNECT (settings, "changed::ignored-grammar", update_ignored);
  CONNECT (settings, "changed::newsroom-words", update_newsroom_list);
  CONNECT (desk, "notify::document", document_cb);
#undef CONNECT
  for (guint i = 0; i < N_VIEWS; i++)
    add_view (self, i, find_view (editor, i));
  words = g_file_new_build_filename (g_get_user_data_dir (), MARBRE_DATA_NAME, "words.txt", NULL);
  marbre_spelling_set_list (self->spelling, MARBRE_SPELLING_PERSONAL, words);
  update_newsroom_list (self);
  update_ignored (self);
  update_checkers (self);
  self->names = marbre_proof_names_new (archive, desk, self->spelling);
  self->screen_reader = marbre_screen_reader_new ();
  g_signal_connect_object (self->screen_reader, "changed", G_CALLBACK (screen_reader_cb), self,
                           G_CONNECT_SWAPPED);
  document_cb (self);
  return self;
}

/**
 * marbre_proofing_expect:
 * @language: a language that will be written in, a BCP 47 tag
 *
 * Has its dictionary loaded before the first text comes, unless spelling is not checked.
 */
void
marbre_proofing_expect (MarbreProofing *self, const char *language)
{
  g_return_if_fail (MARBRE_IS_PROOFING (self));
  g_return_if_fail (language != NULL);
  if (g_settings_get_boolean (self->settings, "check-spelling"))
    marbre_spelling_prepare (self->spelling, language);
}
