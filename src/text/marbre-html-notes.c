/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Footnotes of foreign HTML; see marbre-html-notes.h.
 *
 * Word, LibreOffice, Google Docs, Pandoc and Wikipedia agree in one thing only: a link that shows a
 * number or a sign leads to a place further down in the same text. So that is what a call is. A
 * note is the largest element around the place that has neither a call nor another note in it.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-html-notes.h"

#include <string.h>

#include "marbre-html-tree.h"

/* More than that is no article but an attack. */
#define MAX_NOTES      2000
#define MAX_LABEL      4 /* characters */
#define MAX_LINK_BYTES 64

typedef struct
{
  const GumboNode *node; /* (borrowed) */
  guint order;           /* in the text */
} Place;

struct _MarbreHtmlNotes
{
  GHashTable *places; /* (owned): id or name (borrowed) → Place */
  GPtrArray *links;   /* (owned) (element-type GumboNode): into the same text, in order */
  GHashTable *orders; /* (owned): such a link → its order */
  GHashTable *calls;  /* (owned): link → number of its note */
  GHashTable *bodies; /* (owned): elements that are notes or comments */
  GPtrArray *notes;   /* (owned) (element-type GumboNode): note 1 first */
};

static const char *
get_fragment (const GumboNode *link)
{
  const char *href = marbre_html_node_get_attribute (link, "href");
  const char *hash = href ? strrchr (href, '#') : NULL;

  return hash && hash[1] != '\0' ? hash + 1 : NULL;
}

/* "[12]", "iv", "a", "*"; also what a link back shows: "↑", "↩". */
static gboolean
shows_label (const GumboNode *link)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;
  gboolean digits = TRUE, roman = TRUE, signs = TRUE;

  marbre_html_node_append_text (link, text);
  if (text->len > MAX_LINK_BYTES)
    return FALSE;
  for (const char *p = text->str; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || strchr ("[]().", (int) MIN (c, 0x7f)) != NULL || c == 0xfe0e)
        continue;
      n++;
      digits &= g_unichar_digit_value (c) >= 0 || g_unichar_type (c) == G_UNICODE_OTHER_NUMBER;
      roman &= c < 0x80 && strchr ("ivxlc", (int) c) != NULL;
      signs &= c == '*' || c == '^' || (!g_unichar_isalnum (c) && c >= 0x80);
    }
  return n > 0 && n <= MAX_LABEL && (digits || roman || signs || n == 1);
}

static gboolean
is_comment (const GumboNode *link, const char *fragment)
{
  return marbre_html_node_has_token (link, "class", "msocomanchor") ||
         g_str_has_prefix (fragment, "_msocom") || g_str_has_prefix (fragment, "cmnt");
}

/* A call by its program's own way of naming notes. */
static gboolean
is_named_call (const char *fragment)
{
  static const char *const names[] = { "_ftn",       "_edn",      "ftnt", "cite_note",
                                       "sdfootnote", "sdendnote", "fn-" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (fragment, names[i]))
      return TRUE;
  return FALSE;
}

static void
add_place (MarbreHtmlNotes *self, const GumboNode *node, const char *name, guint order)
{
  Place *place;

  if (name == NULL || g_hash_table_contains (self->places, name))
    return;
  place = g_new0 (Place, 1);
  place->node = node;
  place->order = order;
  g_hash_table_insert (self->places, (gpointer) name, place);
}

static void
look_around (MarbreHtmlNotes *self, const GumboNode *node, guint depth, guint *order)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;

  (*order)++;
  add_place (self, node, marbre_html_node_get_attribute (node, "id"), *order);
  if (marbre_html_node_is (node, GUMBO_TAG_A))
    {
      add_place (self, node, marbre_html_node_get_attribute (node, "name"), *order);
      if (get_fragment (node) != NULL)
        {
          g_ptr_array_add (self->links, (gpointer) node);
          g_hash_table_insert (self->orders, (gpointer) node, GUINT_TO_POINTER (*order));
        }
    }
  for (guint i = 0; i < n; i++)
    look_around (self, marbre_html_node_get_child (node, i), depth + 1, order);
}

/* Where @link leads, if that is further down. */
static const GumboNode *
find_target (MarbreHtmlNotes *self, const GumboNode *link)
{
  const Place *place = g_hash_table_lookup (self->places, get_fragment (link));
  guint order = GPOINTER_TO_UINT (g_hash_table_lookup (self->orders, link));

  return place && place->order > order ? place->node : NULL;
}

static gboolean
leads_back (MarbreHtmlNotes *self, const GumboNode *link)
{
  const Place *place = g_hash_table_lookup (self->places, get_fragment (link));

  return place && place->order < GPOINTER_TO_UINT (g_hash_table_lookup (self->orders, link));
}

static void
count_up (GHashTable *counts, const GumboNode *node)
{
  for (; node != NULL; node = node->parent)
    g_hash_table_insert (
        counts, (gpointer) node,
        GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, node)) + 1));
}

static const GumboNode *
find_body (const GumboNode *target, GHashTable *with_calls, GHashTable *n_targets)
{
  const GumboNode *body = target;

  while (!marbre_html_node_is (body, GUMBO_TAG_LI) && !marbre_html_node_is (body, GUMBO_TAG_DD) &&
         body->parent != NULL && body->parent->type == GUMBO_NODE_ELEMENT &&
         !g_hash_table_contains (with_calls, body->parent) &&
         GPOINTER_TO_UINT (g_hash_table_lookup (n_targets, body->parent)) == 1)
    body = body->parent;
  return body;
}

static void
add_call (MarbreHtmlNotes *self, const GumboNode *link, const GumboNode *body, GHashTable *numbers)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, body));

  if (number == 0)
    {
      g_ptr_array_add (self->notes, (gpointer) body);
      number = self->notes->len;
      g_hash_table_insert (numbers, (gpointer) body, GUINT_TO_POINTER (number));
    }
  g_hash_table_insert (self->calls, (gpointer) link, GUINT_TO_POINTER (number));
}

static void
find_notes (MarbreHtmlNotes *self)
{
  g_autoptr (GHashTable) with_calls = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) n_targets = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) calls = g_ptr_array_new ();

  for (guint i = 0; i < self->links->len && calls->len < MAX_NOTES; i++)
    {
      const GumboNode *link = g_ptr_array_index (self->links, i);
      const GumboNode *target = find_target (self, link);

      if (target == NULL || !(shows_label (link) || is_comment (link, get_fragment (link))))
        continue;
      g_ptr_array_add (calls, (gpointer) link);
      count_up (with_calls, link);
      if (g_hash_table_add (seen, (gpointer) target))
        count_up (n_targets, target);
    }
  for (guint i = 0; i < calls->len; i++)
    {
      const GumboNode *link = g_ptr_array_index (calls, i);
      const GumboNode *target = find_target (self, link);
      const GumboNode *body = find_body (target, with_calls, n_targets);

      if (g_hash_table_contains (with_calls, target))
        continue; /* a chapter: it has calls of its own */
      g_hash_table_add (self->bodies, (gpointer) body);
      if (!is_comment (link, get_fragment (link)))
        add_call (self, link, body, numbers);
    }
}

/**
 * marbre_html_notes_new:
 * @root: a text; its nodes have to stay as long as what is returned
 *
 * Returns: (transfer full): its notes
 */
MarbreHtmlNotes *
marbre_html_notes_new (const GumboNode *root)
{
  MarbreHtmlNotes *self = g_new0 (MarbreHtmlNotes, 1);
  guint order = 0;

  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->links = g_ptr_array_new ();
  self->orders = g_hash_table_new (NULL, NULL);
  self->calls = g_hash_table_new (NULL, NULL);
  self->bodies = g_hash_table_new (NULL, NULL);
  self->notes = g_ptr_array_new ();
  look_around (self, root, 0, &order);
  find_notes (self);
  return self;
}

/**
 * marbre_html_notes_free:
 * @self: (transfer full): notes
 */
void
marbre_html_notes_free (MarbreHtmlNotes *self)
{
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->links);
  g_hash_table_unref (self->orders);
  g_hash_table_unref (self->calls);
  g_hash_table_unref (self->bodies);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

/**
 * marbre_html_notes_judge:
 * @link: a link of the text
 * @number: (out): of the note that it calls, from 1
 *
 * Returns: what @link is to a note
 */
MarbreNoteLink
marbre_html_notes_judge (MarbreHtmlNotes *self, const GumboNode *link, guint *number)
{
  const char *fragment = get_fragment (link);

  *number = GPOINTER_TO_UINT (g_hash_table_lookup (self->calls, link));
  if (*number > 0)
    return MARBRE_NOTE_LINK_CALL;
  if (fragment == NULL)
    return MARBRE_NOTE_LINK_NONE;
  if (is_comment (link, fragment))
    return MARBRE_NOTE_LINK_COMMENT;
  if (!shows_label (link))
    return MARBRE_NOTE_LINK_NONE;
  if (leads_back (self, link))
    return MARBRE_NOTE_LINK_BACK;
  return is_named_call (fragment) ? MARBRE_NOTE_LINK_LOST : MARBRE_NOTE_LINK_NONE;
}

/**
 * marbre_html_notes_is_note:
 *
 * Returns: %TRUE if @node is a note or a comment, and not part of the text
 */
gboolean
marbre_html_notes_is_note (MarbreHtmlNotes *self, const GumboNode *node)
{
  return g_hash_table_contains (self->bodies, node);
}

/**
 * marbre_html_notes_get_n:
 *
 * Returns: how many notes there are
 */
guint
marbre_html_notes_get_n (MarbreHtmlNotes *self)
{
  return self->notes->len;
}

/**
 * marbre_html_notes_get:
 * @number: from 1
 *
 * Returns: (transfer none): the element that is the note
 */
const GumboNode *
marbre_html_notes_get (MarbreHtmlNotes *self, guint number)
{
  return g_ptr_array_index (self->notes, number - 1);
}
