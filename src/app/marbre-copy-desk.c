/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The copy desk; see marbre-copy-desk.h. When to check, what to list and where a finding is; how
 * it is corrected is in marbre-correction.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-copy-desk.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-checks-view.h"
#include "marbre-correction.h"
#include "marbre-link-desk.h"

/* Milliseconds without a key before the story is checked. */
#define PAUSE 700

struct _MarbreCopyDesk
{
  GObject parent_instance;

  MarbreDesk *desk;          /* (borrowed): the window's, which outlives this */
  MarbreChecker *checker;    /* (owned) */
  MarbreEditor *editor;      /* (owned) */
  MarbreSidebar *sidebar;    /* (owned) */
  MarbreChecksView *view;    /* (owned) */
  MarbreLinkDesk *links;     /* (owned) */
  GPtrArray *checks;         /* (owned) (nullable) (element-type MarbreCheck) */
  MarbreStory *checked;      /* (owned) (nullable): the snapshot that is checked */
  GCancellable *cancellable; /* (owned) (nullable): the run under way */
  guint pause_id;            /* GSource id; 0 if none */
};

enum
{
  SIGNAL_CORRECTED_BESIDE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreCopyDesk, marbre_copy_desk, G_TYPE_OBJECT)

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreCopyDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) checks =
      marbre_checker_run_finish (MARBRE_CHECKER (source), result, &error);

  if (checks == NULL)
    return;
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  self->checks = g_steal_pointer (&checks);
  marbre_checks_view_set_checks (self->view, self->checked, self->checks);
  marbre_checks_view_set_problem (self->view, marbre_checker_get_problem (self->checker));
}

static gboolean
pause_cb (gpointer data)
{
  MarbreCopyDesk *self = data;
  MarbreDocument *document = marbre_desk_get_document (self->desk);

  self->pause_id = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->checked);
  if (document == NULL)
    return G_SOURCE_REMOVE;
  self->cancellable = g_cancellable_new ();
  self->checked = marbre_document_snapshot (document);
  marbre_checker_run_async (self->checker, self->checked, NULL, self->cancellable, checked_cb,
                            g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
check_soon (MarbreCopyDesk *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  self->pause_id = g_timeout_add (PAUSE, pause_cb, self);
}

/* A text as it is now, and not as the last parse saw it. */
static const char *
get_text (MarbreCopyDesk *self, MarbreField field)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);

  return document != NULL
             ? marbre_story_get_text (marbre_document_get_story (document), field)
             : "";
}

static void
check_activated_cb (MarbreCopyDesk *self, const MarbreCheck *check)
{
  marbre_copy_desk_go_to (self, check);
}

static void
correct (MarbreCopyDesk *self, GPtrArray *checks)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  g_autoptr (MarbreStory) before = NULL;

  if (document == NULL || marbre_document_get_read_only (document))
    return;
  before = marbre_correction_apply (self->editor, document, checks);
  if (before != NULL)
    g_signal_emit (self, signals[SIGNAL_CORRECTED_BESIDE], 0, before);
  check_soon (self);
}

static void
correct_cb (MarbreCopyDesk *self, GPtrArray *checks)
{
  correct (self, checks);
}

static void
marbre_copy_desk_dispose (GObject *object)
{
  MarbreCopyDesk *self = MARBRE_COPY_DESK (object);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->checker);
  g_clear_object (&self->editor);
  g_clear_object (&self->sidebar);
  g_clear_object (&self->links);
  g_clear_object (&self->view);
  g_clear_object (&self->checked);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  self->desk = NULL;
  G_OBJECT_CLASS (marbre_copy_desk_parent_class)->dispose (object);
}

static void
marbre_copy_desk_class_init (MarbreCopyDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_copy_desk_dispose;

  /**
   * MarbreCopyDesk::corrected-beside:
   * @before: the story as it was
   *
   * Something was corrected that Ctrl+Z does not take back, as it is in none of the texts;
   * marbre_correction_take_back() does.
   */
  signals[SIGNAL_CORRECTED_BESIDE] =
      g_signal_new ("corrected-beside", MARBRE_TYPE_COPY_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, MARBRE_TYPE_STORY);
}

static void
marbre_copy_desk_init (MarbreCopyDesk *self)
{
}

/**
 * marbre_copy_desk_new:
 * @desk: the window's desk; has to live longer
 * @checker: who checks
 * @editor: where corrections are written
 * @sidebar: where findings are listed
 *
 * Returns: (transfer full): a copy desk
 */
MarbreCopyDesk *
marbre_copy_desk_new (MarbreDesk *desk,
                      MarbreChecker *checker,
                      MarbreEditor *editor,
                      MarbreSidebar *sidebar)
{
  MarbreCopyDesk *self;

  g_return_val_if_fail (MARBRE_IS_DESK (desk), NULL);
  g_return_val_if_fail (MARBRE_IS_CHECKER (checker), NULL);
  g_return_val_if_fail (MARBRE_IS_EDITOR (editor), NULL);
  g_return_val_if_fail (MARBRE_IS_SIDEBAR (sidebar), NULL);

  self = g_object_new (MARBRE_TYPE_COPY_DESK, NULL);
  self->desk = desk;
  self->checker = g_object_ref (checker);
  self->editor = g_object_ref (editor);
  self->sidebar = g_object_ref (sidebar);
  self->view = g_object_ref_sink (MARBRE_CHECKS_VIEW (marbre_checks_view_new ()));
  marbre_sidebar_add_page (sidebar, GTK_WIDGET (self->view), "checks", _("Checks"),
                           "emblem-ok-symbolic");
  self->links =
      marbre_link_desk_new (desk, checker, marbre_checks_view_get_link_bar (self->view));

#define CONNECT(object, signal, callback)                                                          \
  g_signal_connect_object (object, signal, G_CALLBACK (callback), self, G_CONNECT_SWAPPED)
  CONNECT (desk, "rendered", check_soon);
  CONNECT (checker, "changed", check_soon);
  CONNECT (self->view, "check-activated", check_activated_cb);
  CONNECT (self->view, "correct", correct_cb);
#undef CONNECT
  return self;
}

/**
 * marbre_copy_desk_go_to:
 * @check: a finding in the story on the desk
 *
 * Shows where it is, and selects it in its text.
 */
void
marbre_copy_desk_go_to (MarbreCopyDesk *self, const MarbreCheck *check)
{
  const char *text;
  guint offset = 0, length = 0;

  g_return_if_fail (MARBRE_IS_COPY_DESK (self));
  g_return_if_fail (check != NULL);

  text = get_text (self, check->field);
  if (marbre_desk_get_document (self->desk) == NULL)
    return;
  if (check->place == MARBRE_CHECK_PLACE_TAGS)
    {
      marbre_sidebar_show_page (self->sidebar, "story");
      return;
    }
  /* What was written since may have moved it: its field is still a help. */
  if (check->place == MARBRE_CHECK_PLACE_TEXT && marbre_correction_is_there (check, text))
    {
      const char *place = text + check->start;

      offset = marbre_correction_count_chars (text, place);
      length = marbre_correction_count_chars (place, place + check->length);
    }
  marbre_editor_select (self->editor,
                        check->place == MARBRE_CHECK_PLACE_TEXT ? check->field
                                                                : MARBRE_FIELD_HEADLINE,
                        offset, length);
}

/* Where a finding stands in the order of the window: fields as they lie above each other. */
static guint64
rank (MarbreField field, gsize start)
{
  static const guint8 order[MARBRE_N_FIELDS] = {
    [MARBRE_FIELD_SECTION] = 0,  [MARBRE_FIELD_KICKER] = 1, [MARBRE_FIELD_HEADLINE] = 2,
    [MARBRE_FIELD_STANDFIRST] = 3, [MARBRE_FIELD_BYLINE] = 4, [MARBRE_FIELD_LANGUAGE] = 5,
    [MARBRE_FIELD_SLUG] = 6,     [MARBRE_FIELD_BODY] = 7,
  };

  return ((guint64) order[field] << 56) + start;
}

static guint64
rank_of_caret (MarbreCopyDesk *self)
{
  GtkTextIter caret;
  MarbreField field = MARBRE_FIELD_SECTION;
  GtkTextIter start;
  g_autofree char *before = NULL;

  if (!marbre_editor_get_caret (self->editor, &field, &caret))
    return 0;
  if (field != MARBRE_FIELD_BODY)
    return rank (field, 0);
  gtk_text_buffer_get_start_iter (gtk_text_iter_get_buffer (&caret), &start);
  before = gtk_text_iter_get_text (&start, &caret);
  return rank (field, strlen (before));
}

/**
 * marbre_copy_desk_step:
 * @forward: to the next finding, or to the one before
 *
 * Goes from the caret to another finding in the text, around the ends.
 */
void
marbre_copy_desk_step (MarbreCopyDesk *self, gboolean forward)
{
  const MarbreCheck *best = NULL, *around = NULL;
  guint64 here;

  g_return_if_fail (MARBRE_IS_COPY_DESK (self));

  if (self->checks == NULL)
    return;
  here = rank_of_caret (self);
  for (guint i = 0; i < self->checks->len; i++)
    {
      const MarbreCheck *check = g_ptr_array_index (self->checks, i);
      guint64 place = rank (check->field, check->start + check->length);
      gboolean ahead = forward ? place > here : place < here;
      const MarbreCheck **slot = ahead ? &best : &around;

      if (check->place != MARBRE_CHECK_PLACE_TEXT)
        continue;
      if (*slot == NULL ||
          (forward ? place < rank ((*slot)->field, (*slot)->start + (*slot)->length)
                   : place > rank ((*slot)->field, (*slot)->start + (*slot)->length)))
        *slot = check;
    }
  if (best != NULL || around != NULL)
    marbre_copy_desk_go_to (self, best ? best : around);
}

/**
 * marbre_copy_desk_correct:
 *
 * Corrects the finding at the caret, if its correction is sure.
 */
void
marbre_copy_desk_correct (MarbreCopyDesk *self)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  guint64 here;

  g_return_if_fail (MARBRE_IS_COPY_DESK (self));

  if (self->checks == NULL)
    return;
  here = rank_of_caret (self);
  for (guint i = 0; i < self->checks->len && one->len == 0; i++)
    {
      MarbreCheck *check = g_ptr_array_index (self->checks, i);

      if (check->place == MARBRE_CHECK_PLACE_TEXT && check->replacement != NULL &&
          rank (check->field, check->field == MARBRE_FIELD_BODY ? check->start : 0) <= here &&
          here <= rank (check->field, check->start + check->length))
        g_ptr_array_add (one, check);
    }
  if (one->len > 0)
    correct (self, one);
}
