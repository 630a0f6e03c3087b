/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of the checks view; see marbre-check-row.h. The severity is told by an icon's shape and by a
 * word for the screen reader, never by colour alone.
 */
#define G_LOG_DOMAIN "marbre-sidebar"

#include "config.h"

#include "marbre-check-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-compat.h"

/* Characters of the story around a finding: what fits on two lines of a narrow sidebar. */
#define QUOTE_BEFORE 18
#define QUOTE_INSIDE 48
#define QUOTE_AFTER  24

/**
 * marbre_check_row_get_icon:
 * @severity: how bad a finding is
 *
 * Returns: (transfer none): an icon's name
 */
const char *
marbre_check_row_get_icon (MarbreSeverity severity)
{
  static const char *const icons[] = {
    [MARBRE_SEVERITY_INFO] = "dialog-information-symbolic",
    [MARBRE_SEVERITY_WARNING] = "dialog-warning-symbolic",
    [MARBRE_SEVERITY_ERROR] = "dialog-error-symbolic",
  };

  return icons[severity];
}

static const char *
severity_word (MarbreSeverity severity)
{
  switch (severity)
    {
    case MARBRE_SEVERITY_ERROR:
      return _("Error");
    case MARBRE_SEVERITY_WARNING:
      return _("Warning");
    case MARBRE_SEVERITY_INFO:
    default:
      return _("Note");
    }
}

/* A stretch of text on one line. */
static void
append_line (GString *quote, const char *from, const char *to)
{
  for (const char *p = from; p < to; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (quote, c == '\n' || c == '\r' || c == '\t' ? ' ' : c);
    }
}

/* @p, moved by up to @n characters, within its line. */
static const char *
back (const char *text, const char *p, guint n)
{
  for (; n > 0 && p > text && p[-1] != '\n'; n--)
    p = g_utf8_prev_char (p);
  return p;
}

static const char *
forth (const char *p, const char *end, guint n)
{
  for (; n > 0 && p < end && *p != '\n'; n--)
    p = g_utf8_next_char (p);
  return p;
}

/**
 * marbre_check_row_quote:
 * @story: the story that was checked
 * @check: a finding in it
 *
 * Returns: (transfer full): what is found, with the words around it; "" if it is no stretch of text
 */
char *
marbre_check_row_quote (MarbreStory *story, const MarbreCheck *check)
{
  const char *text = marbre_story_get_text (story, check->field);
  const char *end = text + strlen (text);
  const char *start, *stop, *cut, *from, *to;
  GString *quote;

  if (check->place == MARBRE_CHECK_PLACE_TAGS)
    return g_strdup (check->found ? check->found : "");
  if (check->length == 0 || check->start + check->length > (gsize) (end - text))
    return g_strdup ("");
  quote = g_string_new (NULL);
  start = text + check->start;
  stop = start + check->length;
  /* An address says where it leads; the markup around it says nothing. */
  if (g_str_has_prefix (start, "http"))
    {
      append_line (quote, start, stop);
      return marbre_string_steal (quote);
    }
  from = back (text, start, QUOTE_BEFORE);
  if (from > text && from[-1] != '\n')
    g_string_append (quote, "…");
  append_line (quote, from, start);
  cut = start;
  for (guint n = 0; n < QUOTE_INSIDE && cut < stop; n++)
    cut = g_utf8_next_char (cut);
  append_line (quote, start, cut);
  to = cut < stop ? cut : forth (stop, end, QUOTE_AFTER);
  append_line (quote, cut, to);
  if (to < end && *to != '\n')
    g_string_append (quote, "…");
  return g_strstrip (marbre_string_steal (quote));
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_button (const char *label, const char *said)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "check-correct");
  gtk_widget_set_tooltip_text (button, said);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  return button;
}

static char *
describe_fix (const MarbreCheck *check)
{
  if (*check->replacement == '\0')
    return g_strdup_printf (_("Delete “%s”"), check->found);
  if (g_str_equal (check->id, "space-doubled"))
    return g_strdup (_("Leave one space"));
  return g_strdup_printf (_("Write “%s”"), check->replacement);
}

/**
 * marbre_check_row_new:
 * @check: a finding
 * @quote: where it is, in the story's words; "" if nowhere in particular
 * @with_message: whether it says what is wrong, or the row above did
 * @button: (out) (transfer none) (nullable): the button that corrects it, %NULL if nothing is sure
 *
 * Returns: (transfer floating): a row that goes to the place when it is activated
 */
GtkWidget *
marbre_check_row_new (const MarbreCheck *check,
                      const char *quote,
                      gboolean with_message,
                      GtkWidget **button)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *said = g_strdup_printf ("%s: %s %s", severity_word (check->severity),
                                           check->message, quote);

  if (with_message)
    gtk_box_append (GTK_BOX (texts), make_label (check->message, "caption"));
  if (*quote != '\0')
    gtk_box_append (GTK_BOX (texts), make_label (quote, "check-quote"));
  gtk_box_append (GTK_BOX (line), texts);
  *button = NULL;
  if (check->replacement != NULL)
    {
      g_autofree char *fix = describe_fix (check);

      *button = make_button (_("Correct"), fix);
      gtk_box_append (GTK_BOX (line), *button);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_widget_set_tooltip_text (texts, check->message);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  return row;
}

/**
 * marbre_check_row_new_heading:
 * @check: the first finding of a kind
 * @count: how many there are
 * @fixes: how many of them can be corrected
 * @button: (out) (transfer none) (nullable): the button that corrects them all, %NULL if there are
 *   not at least two
 *
 * Returns: (transfer floating): a row that cannot be activated
 */
GtkWidget *
marbre_check_row_new_heading (const MarbreCheck *check,
                              guint count,
                              guint fixes,
                              GtkWidget **button)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (marbre_check_row_get_icon (check->severity));
  const char *title = marbre_check_get_title (check);
  g_autofree char *text =
      count > 1 ? g_strdup_printf (C_ ("kind of finding and how many", "%s (%u)"), title, count)
                : g_strdup (title);
  GtkWidget *label = make_label (text, "heading");

  if (check->severity == MARBRE_SEVERITY_ERROR)
    gtk_widget_add_css_class (icon, "error");
  else if (check->severity == MARBRE_SEVERITY_WARNING)
    gtk_widget_add_css_class (icon, "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  severity_word (check->severity), -1);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);
  *button = NULL;
  if (fixes > 1)
    {
      g_autofree char *said = g_strdup_printf (_("Correct all: %s"), title);

      *button = make_button (_("Correct all"), said);
      gtk_box_append (GTK_BOX (line), *button);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_add_css_class (row, "check-heading");
  return row;
}
