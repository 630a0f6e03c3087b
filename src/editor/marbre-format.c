/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formats of the text; see marbre-format.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-format.h"

#include "marbre-format-link.h"
#include "marbre-markup.h"

struct _MarbreFormat
{
  GObject parent_instance;

  GtkTextView *view;     /* (borrowed): outlives us */
  MarbreFormatLink link; /* that was asked for last */
  GtkTextBuffer *buffer; /* (owned) (nullable): in which it is */
};

enum
{
  SIGNAL_LINK_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreFormat, marbre_format, G_TYPE_OBJECT)

static void
marbre_format_dispose (GObject *object)
{
  MarbreFormat *self = MARBRE_FORMAT (object);

  marbre_format_link_clear (&self->link);
  g_clear_object (&self->buffer);
  G_OBJECT_CLASS (marbre_format_parent_class)->dispose (object);
}

static void
marbre_format_class_init (MarbreFormatClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_format_dispose;

  /**
   * MarbreFormat::link-wanted:
   * @text: the words that are to be a link, or are one
   * @url: where it leads so far, or ""
   *
   * Answer with marbre_format_write_link().
   */
  signals[SIGNAL_LINK_WANTED] =
      g_signal_new ("link-wanted", MARBRE_TYPE_FORMAT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
marbre_format_init (MarbreFormat *self)
{
}

/**
 * marbre_format_new:
 * @view: a view
 *
 * Returns: (transfer full): the formats of what is written in @view
 */
MarbreFormat *
marbre_format_new (GtkTextView *view)
{
  MarbreFormat *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_object_new (MARBRE_TYPE_FORMAT, NULL);
  self->view = view;
  return self;
}

static void
ask_link (MarbreFormat *self, MarbreBlocks *blocks)
{
  marbre_format_link_clear (&self->link);
  g_set_object (&self->buffer, gtk_text_view_get_buffer (self->view));
  marbre_format_link_find (self->buffer, blocks, &self->link);
  g_signal_emit (self, signals[SIGNAL_LINK_WANTED], 0, self->link.text, self->link.url);
}

/**
 * marbre_format_apply:
 * @name: "strong", "emphasis", "link", "quote" or "list"
 * @blocks: (nullable): the text as it is, parsed, if that is known
 *
 * Formats the selection or what is at the caret.
 */
void
marbre_format_apply (MarbreFormat *self, const char *name, MarbreBlocks *blocks)
{
  GtkTextBuffer *buffer;

  g_return_if_fail (MARBRE_IS_FORMAT (self));
  g_return_if_fail (name != NULL);

  buffer = gtk_text_view_get_buffer (self->view);
  if (g_str_equal (name, "strong"))
    marbre_markup_toggle_wrap (buffer, "**");
  else if (g_str_equal (name, "emphasis"))
    marbre_markup_toggle_wrap (buffer, "*");
  else if (g_str_equal (name, "quote"))
    marbre_markup_toggle_quote (buffer);
  else if (g_str_equal (name, "list"))
    marbre_markup_toggle_list (buffer, MARBRE_LIST_BULLETS);
  else if (g_str_equal (name, "link"))
    ask_link (self, blocks);
}

/**
 * marbre_format_write_link:
 * @text: its words
 * @url: where it leads
 *
 * Writes the link that was asked for last, as one undo step.
 *
 * Returns: %FALSE if another text is there by now
 */
gboolean
marbre_format_write_link (MarbreFormat *self, const char *text, const char *url)
{
  g_return_val_if_fail (MARBRE_IS_FORMAT (self), FALSE);
  g_return_val_if_fail (text != NULL && url != NULL, FALSE);

  return self->buffer != NULL && self->buffer == gtk_text_view_get_buffer (self->view) &&
         marbre_format_link_write (self->buffer, &self->link, text, url);
}
