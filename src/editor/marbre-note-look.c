/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notes to the desk in a field; see marbre-note-look.h. A field is short: it is read as a whole
 * whenever it changes. The tags come with the first note, as most fields never have one.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-note-look.h"

#include <string.h>

#include "marbre-critic.h"
#include "marbre-style-tags.h"

struct _MarbreNoteLook
{
  GObject parent_instance;

  GtkTextBuffer *buffer; /* (owned) */
  MarbreStyleTags *tags; /* (owned) (nullable): of @buffer, from the first note on */
  gboolean dark;
};

G_DEFINE_FINAL_TYPE (MarbreNoteLook, marbre_note_look, G_TYPE_OBJECT)

static const MarbreStyle styles[] = { MARBRE_STYLE_MARK, MARBRE_STYLE_COMMENT, MARBRE_STYLE_ADDED,
                                      MARBRE_STYLE_REMOVED, MARBRE_STYLE_FLAGGED };

static void
make_tags (MarbreNoteLook *self)
{
  if (self->tags != NULL)
    return;
  self->tags = marbre_style_tags_new (gtk_text_buffer_get_tag_table (self->buffer));
  marbre_style_tags_set_dark (self->tags, self->dark);
  /* A field measures its text without tags, so none may make it wider or higher. */
  g_object_set (marbre_style_tags_get (self->tags, MARBRE_STYLE_COMMENT), "scale-set", FALSE,
                "style-set", FALSE, NULL);
}

static void
paint (MarbreNoteLook *self, const char *text, gsize from, gsize to, MarbreStyle style)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &start,
                                      (int) g_utf8_strlen (text, (gssize) from));
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) g_utf8_strlen (text, (gssize) to));
  gtk_text_buffer_apply_tag (self->buffer, marbre_style_tags_get (self->tags, style), &start, &end);
}

static void
paint_mark (MarbreNoteLook *self, const char *text, const MarbreCriticMark *mark)
{
  static const MarbreStyle looks[MARBRE_N_CRITIC_KINDS] = {
    [MARBRE_CRITIC_COMMENT] = MARBRE_STYLE_COMMENT,
    [MARBRE_CRITIC_ADDITION] = MARBRE_STYLE_ADDED,
    [MARBRE_CRITIC_DELETION] = MARBRE_STYLE_REMOVED,
    [MARBRE_CRITIC_SUBSTITUTION] = MARBRE_STYLE_REMOVED,
    [MARBRE_CRITIC_HIGHLIGHT] = MARBRE_STYLE_FLAGGED,
  };
  gsize open = mark->start + MARBRE_CRITIC_SIGN_LENGTH;
  gsize close = mark->end - MARBRE_CRITIC_SIGN_LENGTH;

  paint (self, text, mark->start, open, MARBRE_STYLE_MARK);
  paint (self, text, open, mark->middle, looks[mark->kind]);
  if (mark->kind == MARBRE_CRITIC_SUBSTITUTION)
    {
      gsize arrow = mark->middle + MARBRE_CRITIC_ARROW_LENGTH;

      paint (self, text, mark->middle, arrow, MARBRE_STYLE_MARK);
      paint (self, text, arrow, close, MARBRE_STYLE_ADDED);
    }
  paint (self, text, close, mark->end, MARBRE_STYLE_MARK);
}

static void
changed_cb (MarbreNoteLook *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GArray) marks = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
  marks = marbre_critic_scan (text, strlen (text));
  for (guint i = 0; self->tags != NULL && i < G_N_ELEMENTS (styles); i++)
    gtk_text_buffer_remove_tag (self->buffer, marbre_style_tags_get (self->tags, styles[i]), &start,
                                &end);
  if (marks == NULL)
    return;
  make_tags (self);
  for (guint i = 0; i < marks->len; i++)
    paint_mark (self, text, &g_array_index (marks, MarbreCriticMark, i));
}

static void
marbre_note_look_dispose (GObject *object)
{
  MarbreNoteLook *self = MARBRE_NOTE_LOOK (object);

  g_clear_object (&self->tags);
  g_clear_object (&self->buffer);
  G_OBJECT_CLASS (marbre_note_look_parent_class)->dispose (object);
}

static void
marbre_note_look_class_init (MarbreNoteLookClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_note_look_dispose;
}

static void
marbre_note_look_init (MarbreNoteLook *self)
{
}

/**
 * marbre_note_look_new:
 * @buffer: of a field
 *
 * Returns: (transfer full): what makes its notes look like notes, until it goes
 */
MarbreNoteLook *
marbre_note_look_new (GtkTextBuffer *buffer)
{
  MarbreNoteLook *self;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), NULL);

  self = g_object_new (MARBRE_TYPE_NOTE_LOOK, NULL);
  self->buffer = g_object_ref (buffer);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * marbre_note_look_set_dark:
 * @dark: whether the text is light on dark
 */
void
marbre_note_look_set_dark (MarbreNoteLook *self, gboolean dark)
{
  g_return_if_fail (MARBRE_IS_NOTE_LOOK (self));

  self->dark = dark;
  if (self->tags != NULL)
    marbre_style_tags_set_dark (self->tags, dark);
}
