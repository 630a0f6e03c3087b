/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the page says, and the pane's signals that it becomes. What comes from the page is foreign
 * text. Main thread.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-preview-private.h"

enum
{
  SIGNAL_TEXT_ACTIVATED,
  SIGNAL_FIELD_ACTIVATED,
  SIGNAL_SCROLLED,
  SIGNAL_LINK_ACTIVATED,
  SIGNAL_COPY_LINK,
  SIGNAL_LOAD_REMOTE,
  SIGNAL_CARD_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static double
get_number (JSCValue *message, const char *name)
{
  g_autoptr (JSCValue) value = jsc_value_object_get_property (message, name);

  return jsc_value_to_double (value);
}

/* Only the article has places. */
static void
tell_scrolled (MarbrePreview *self, JSCValue *message)
{
  double from = self->line;

  if (self->shown_face != MARBRE_FACE_ARTICLE)
    return;
  self->line = get_number (message, "line");
  g_signal_emit (self, signals[SIGNAL_SCROLLED], 0, from, self->line);
}

/* Another face's title is the headline, and so on: the words are the same from the first on. */
static void
tell_field (MarbrePreview *self, JSCValue *message)
{
  g_autoptr (JSCValue) value = jsc_value_object_get_property (message, "slot");
  g_autofree char *name = jsc_value_to_string (value);
  MarbreSlot slot;

  if (marbre_slot_from_name (name, &slot))
    g_signal_emit (self, signals[SIGNAL_FIELD_ACTIVATED], 0,
                   marbre_slot_get_name (marbre_face_get_source (slot)),
                   (guint) get_number (message, "offset"), get_number (message, "after") != 0);
}

static void
want_card (MarbrePreview *self, JSCValue *message)
{
  g_autoptr (JSCValue) value = jsc_value_object_get_property (message, "uri");
  g_autofree char *uri = jsc_value_to_string (value);

  g_signal_emit (self, signals[SIGNAL_CARD_WANTED], 0, uri);
}

void
_marbre_preview_take_message (MarbrePreview *self, JSCValue *message)
{
  g_autoptr (JSCValue) type_value = jsc_value_object_get_property (message, "type");
  g_autofree char *type = jsc_value_to_string (type_value);

  if (g_str_equal (type, "scrolled"))
    tell_scrolled (self, message);
  else if (g_str_equal (type, "text"))
    g_signal_emit (self, signals[SIGNAL_TEXT_ACTIVATED], 0, (guint) get_number (message, "block"),
                   (guint) get_number (message, "offset"), get_number (message, "after") != 0);
  else if (g_str_equal (type, "field"))
    tell_field (self, message);
  else if (g_str_equal (type, "copy-link"))
    g_signal_emit (self, signals[SIGNAL_COPY_LINK], 0);
  else if (g_str_equal (type, "load-remote"))
    g_signal_emit (self, signals[SIGNAL_LOAD_REMOTE], 0);
  else if (g_str_equal (type, "remote"))
    _marbre_preview_set_remote_waiting (self, (guint) get_number (message, "waiting"));
  else if (g_str_equal (type, "card"))
    want_card (self, message);
}

void
_marbre_preview_take_link (const char *uri, gpointer data)
{
  g_signal_emit (MARBRE_PREVIEW (data), signals[SIGNAL_LINK_ACTIVATED], 0, uri);
}

void
_marbre_preview_install_signals (void)
{
  /**
   * MarbrePreview::text-activated:
   * @block: index of a block of the body, as it was set last
   * @offset: signs of the block's text before the place, in UTF-16 units, as its HTML says them
   * @after: whether the place is after the last of these signs rather than before the next one
   *
   * The reader clicked the text that stands there.
   */
  signals[SIGNAL_TEXT_ACTIVATED] =
      g_signal_new ("text-activated", MARBRE_TYPE_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_BOOLEAN);

  /**
   * MarbrePreview::field-activated:
   * @slot: name of a slot that is not the body
   * @offset: signs of its text before the place, in UTF-16 units
   * @after: see MarbrePreview::text-activated
   *
   * The reader clicked the slot.
   */
  signals[SIGNAL_FIELD_ACTIVATED] =
      g_signal_new ("field-activated", MARBRE_TYPE_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_UINT, G_TYPE_BOOLEAN);

  /**
   * MarbrePreview::scrolled:
   * @from: the place that the pane showed before, as marbre_preview_scroll_to_line() takes it
   * @line: the place that it shows now
   *
   * Not for what the program scrolled.
   */
  signals[SIGNAL_SCROLLED] =
      g_signal_new ("scrolled", MARBRE_TYPE_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);

  /**
   * MarbrePreview::link-activated:
   * @uri: an http(s) address, or a path on the site ("/articles/…")
   *
   * The reader clicked a link. It is foreign text.
   */
  signals[SIGNAL_LINK_ACTIVATED] =
      g_signal_new ("link-activated", MARBRE_TYPE_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * MarbrePreview::copy-link:
   *
   * The reader pressed the page's button that copies the article's address.
   */
  signals[SIGNAL_COPY_LINK] = g_signal_new ("copy-link", MARBRE_TYPE_PREVIEW, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MarbrePreview::load-remote:
   *
   * The reader asked, in the place of a picture, to load what the story has from the web.
   */
  signals[SIGNAL_LOAD_REMOTE] = g_signal_new ("load-remote", MARBRE_TYPE_PREVIEW, G_SIGNAL_RUN_LAST,
                                              0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MarbrePreview::card-wanted:
   * @uri: an http(s) address, foreign text
   *
   * The page has a link with a paragraph of its own. Answer with marbre_preview_set_card(), if
   * there is something to say of it; the page asks once, and again when leave to load from the web
   * comes.
   */
  signals[SIGNAL_CARD_WANTED] = g_signal_new ("card-wanted", MARBRE_TYPE_PREVIEW, G_SIGNAL_RUN_LAST,
                                              0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}
