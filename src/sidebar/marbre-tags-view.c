/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The story's tags; see marbre-tags-view.h. Below the entry stand the suggestions for the story,
 * or, as soon as one types, the tags of the archive that begin so. Both are buttons: Tab reaches
 * them, Enter adds them. A new tag that is nearly one of the newsroom's is asked about first.
 */
#define G_LOG_DOMAIN "marbre-sidebar"

#include "config.h"

#include "marbre-tags-view.h"

#include <glib/gi18n.h>

#include "marbre-near-tags.h"
#include "marbre-tag-text.h"
#include "marbre-terms.h"
#include "marbre-wrap-layout.h"

#define MAX_COMPLETIONS 12

struct _MarbreTagsView
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *chips;
  GtkEntry *entry;
  GtkLabel *caption;
  GtkWidget *proposals;

  MarbreArchive *archive;    /* (owned) */
  GStrv tags;                /* (owned): the story's */
  GPtrArray *suggestions;    /* (owned) (nullable) (element-type MarbreTagSuggestion) */
  GPtrArray *completions;    /* (owned) (nullable) (element-type MarbreFacetValue): of the prefix */
  GCancellable *cancellable; /* (owned) (nullable): the query under way */
  GtkEventControllerMotion *motion; /* (owned by @proposals) */
  GtkEventControllerFocus *focus;   /* (owned by @proposals) */
  gboolean stale;                   /* newer suggestions wait until nobody aims at a button */
  guint waiting_id;                 /* GSource id; 0 if none */
};

enum
{
  SIGNAL_TAG_ADDED,
  SIGNAL_TAG_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreTagsView, marbre_tags_view, GTK_TYPE_WIDGET)

static void
clear_children (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static const char *
typed (MarbreTagsView *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static gboolean
has_tag (MarbreTagsView *self, const char *tag)
{
  return g_strv_contains ((const char *const *) self->tags, tag);
}

static void
remove_clicked_cb (MarbreTagsView *self, GtkWidget *button)
{
  g_autofree char *tag = g_strdup (g_object_get_data (G_OBJECT (button), "tag"));

  /* The chip with this button goes away: the focus must have another place first. */
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  g_signal_emit (self, signals[SIGNAL_TAG_REMOVED], 0, tag);
}

static GtkWidget *
make_chip (MarbreTagsView *self, const char *tag)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (tag);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *name = g_strdup_printf (_ ("Remove the tag %s"), tag);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "tag", g_strdup (tag), g_free);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (chip), label);
  gtk_box_append (GTK_BOX (chip), button);
  return chip;
}

static void
show_tags (MarbreTagsView *self)
{
  clear_children (self->chips);
  for (guint i = 0; self->tags[i] != NULL; i++)
    gtk_box_append (GTK_BOX (self->chips), make_chip (self, self->tags[i]));
  gtk_widget_set_visible (self->chips, self->tags[0] != NULL);
}

static void
add (MarbreTagsView *self, const char *tag)
{
  g_autofree char *copy = g_strdup (tag);

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_signal_emit (self, signals[SIGNAL_TAG_ADDED], 0, copy);
}

static void
proposal_clicked_cb (MarbreTagsView *self, GtkWidget *button)
{
  add (self, g_object_get_data (G_OBJECT (button), "tag"));
}

static void
propose (MarbreTagsView *self, const char *tag, guint stories, gboolean or_more)
{
  GtkWidget *button = gtk_button_new_with_label (tag);
  g_autofree char *count = NULL;

  /* TRANSLATORS: a tag's tooltip and screen reader name: how often the newsroom used it */
  count = g_strdup_printf (
      ngettext ("Add the tag %s, used in %u story", "Add the tag %s, used in %u stories", stories),
      tag, stories);
  if (or_more)
    {
      g_free (count);
      /* TRANSLATORS: the same for a tag that was used so often that nobody counted further */
      count = g_strdup_printf (_ ("Add the tag %s, used in %u stories or more"), tag, stories);
    }
  gtk_widget_add_css_class (button, "chip");
  gtk_widget_set_tooltip_text (button, count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, count,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "tag", g_strdup (tag), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (proposal_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->proposals), button);
}

static void
show_proposals (MarbreTagsView *self)
{
  gboolean completing = typed (self)[0] != '\0';
  GPtrArray *items = completing ? self->completions : self->suggestions;

  self->stale = FALSE;
  clear_children (self->proposals);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      gpointer item = g_ptr_array_index (items, i);
      const char *name =
          completing ? marbre_facet_value_get_name (item) : marbre_tag_suggestion_get_name (item);
      guint count = completing ? marbre_facet_value_get_count (item)
                               : marbre_tag_suggestion_get_story_count (item);

      if (!has_tag (self, name))
        propose (self, name, count, !completing && count >= MARBRE_TAG_SUGGESTION_MAX_COUNT);
    }
  gtk_label_set_text (self->caption, completing ? _ ("Tags of the archive") : _ ("Suggestions"));
  gtk_widget_set_visible (GTK_WIDGET (self->caption),
                          gtk_widget_get_first_child (self->proposals) != NULL);
}

/* Who aims at a button, with the pointer or the keyboard, must not find another one there. */
static gboolean
is_aimed_at (MarbreTagsView *self)
{
  return gtk_event_controller_motion_contains_pointer (self->motion) ||
         gtk_event_controller_focus_contains_focus (self->focus);
}

static gboolean
show_waiting_cb (gpointer data)
{
  MarbreTagsView *self = data;

  self->waiting_id = 0;
  if (self->stale && !is_aimed_at (self))
    show_proposals (self);
  return G_SOURCE_REMOVE;
}

/* Not at once: GTK 4.8 is still telling the buttons that pointer or keyboard have left them. */
static void
left_cb (MarbreTagsView *self)
{
  if (self->stale && self->waiting_id == 0)
    self->waiting_id = g_idle_add (show_waiting_cb, self);
}

static void
completed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreTagsView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) values =
      marbre_archive_complete_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* Without completion one can still type the tag. */
  g_clear_pointer (&self->completions, g_ptr_array_unref);
  self->completions = g_steal_pointer (&values);
  show_proposals (self);
}

static void
entry_changed_cb (MarbreTagsView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (typed (self)[0] == '\0')
    {
      g_clear_pointer (&self->completions, g_ptr_array_unref);
      show_proposals (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  marbre_archive_complete_async (self->archive, MARBRE_FACET_TAG, typed (self), MAX_COMPLETIONS,
                                 self->cancellable, completed_cb, g_object_ref (self));
}

static gboolean
is_folded (const char *name, const char *folded)
{
  g_autofree char *other = marbre_terms_fold (name);

  return g_str_equal (folded, other);
}

/* The newsroom's own spelling of @text, if it has that tag but for case and accents, or one with
 * that other name.
 *
 * Returns: (transfer none) (nullable) */
static const char *
known_spelling (MarbreTagsView *self, const char *text)
{
  g_autofree char *folded = marbre_terms_fold (text);

  for (guint i = 0; self->completions != NULL && i < self->completions->len; i++)
    {
      MarbreFacetValue *value = g_ptr_array_index (self->completions, i);

      if (is_folded (marbre_facet_value_get_name (value), folded) ||
          is_folded (marbre_facet_value_get_alias (value), folded))
        return marbre_facet_value_get_name (value);
    }
  return NULL;
}

/* In place of the completions: the newsroom's tags, then the one that was typed. The keyboard goes
 * to the first, so that Enter, Enter takes what the newsroom has. */
static void
warn (MarbreTagsView *self, const char *text, GPtrArray *near)
{
  g_autofree char *caption = g_strdup_printf (
      _ ("“%s” would be a new tag, close to one of the newsroom. Use that one?"), text);
  g_autofree char *label = g_strdup_printf (_ ("Add “%s” as new"), text);
  GtkWidget *button = gtk_button_new_with_label (label);

  clear_children (self->proposals);
  for (guint i = 0; i < near->len; i++)
    propose (self, marbre_facet_value_get_name (g_ptr_array_index (near, i)),
             marbre_facet_value_get_count (g_ptr_array_index (near, i)), FALSE);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "tag", g_strdup (text), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (proposal_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->proposals), button);
  gtk_label_set_text (self->caption, caption);
  gtk_widget_set_visible (GTK_WIDGET (self->caption), TRUE);
  gtk_widget_grab_focus (gtk_widget_get_first_child (self->proposals));
}

/* The tags that the story has already are no reason to ask. */
static void
drop_own (MarbreTagsView *self, GPtrArray *near)
{
  for (guint i = near->len; i > 0; i--)
    if (has_tag (self, marbre_facet_value_get_name (g_ptr_array_index (near, i - 1))))
      g_ptr_array_remove_index (near, i - 1);
}

static void
near_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreTagsView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) near =
      marbre_near_tags_find_finish (MARBRE_ARCHIVE (source), result, &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  text = marbre_tag_text_clean (typed (self));
  if (near != NULL)
    drop_own (self, near);
  if (near == NULL || near->len == 0)
    add (self, text);
  else
    warn (self, text, near);
}

static void
entry_activate_cb (MarbreTagsView *self)
{
  g_autofree char *text = marbre_tag_text_clean (typed (self));
  const char *known = known_spelling (self, text);

  if (text[0] == '\0')
    return;
  if (known != NULL)
    {
      add (self, known);
      return;
    }
  /* What is typed meanwhile cancels this as it cancels a completion. */
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  marbre_near_tags_find_async (self->archive, text, self->cancellable, near_found_cb,
                               g_object_ref (self));
}

static void
entry_icon_cb (MarbreTagsView *self, GtkEntryIconPosition position)
{
  entry_activate_cb (self);
}

static void
marbre_tags_view_dispose (GObject *object)
{
  MarbreTagsView *self = MARBRE_TAGS_VIEW (object);

  g_clear_handle_id (&self->waiting_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_TAGS_VIEW);
  g_clear_object (&self->archive);
  g_clear_pointer (&self->tags, g_strfreev);
  g_clear_pointer (&self->suggestions, g_ptr_array_unref);
  g_clear_pointer (&self->completions, g_ptr_array_unref);
  G_OBJECT_CLASS (marbre_tags_view_parent_class)->dispose (object);
}

static void
marbre_tags_view_class_init (MarbreTagsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_tags_view_dispose;

  /**
   * MarbreTagsView::tag-added:
   * @tag: the tag that the story shall have
   */
  signals[SIGNAL_TAG_ADDED] = g_signal_new ("tag-added", MARBRE_TYPE_TAGS_VIEW, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * MarbreTagsView::tag-removed:
   * @tag: the tag that the story shall lose
   */
  signals[SIGNAL_TAG_REMOVED] =
      g_signal_new ("tag-removed", MARBRE_TYPE_TAGS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (MARBRE_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/sidebar/marbre-tags-view.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreTagsView, chips);
  gtk_widget_class_bind_template_child (widget_class, MarbreTagsView, entry);
  gtk_widget_class_bind_template_child (widget_class, MarbreTagsView, caption);
  gtk_widget_class_bind_template_child (widget_class, MarbreTagsView, proposals);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_icon_cb);
}

static void
marbre_tags_view_init (MarbreTagsView *self)
{
  self->tags = g_new0 (char *, 1);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->motion = GTK_EVENT_CONTROLLER_MOTION (gtk_event_controller_motion_new ());
  g_signal_connect_object (self->motion, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->proposals, GTK_EVENT_CONTROLLER (self->motion));
  self->focus = GTK_EVENT_CONTROLLER_FOCUS (gtk_event_controller_focus_new ());
  g_signal_connect_object (self->focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->proposals, GTK_EVENT_CONTROLLER (self->focus));
  show_tags (self);
}

/**
 * marbre_tags_view_new:
 * @archive: the archive whose tags complete what is typed
 *
 * Returns: (transfer floating): a view without tags
 */
GtkWidget *
marbre_tags_view_new (MarbreArchive *archive)
{
  MarbreTagsView *self;

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (archive), NULL);

  self = g_object_new (MARBRE_TYPE_TAGS_VIEW, NULL);
  self->archive = g_object_ref (archive);
  return GTK_WIDGET (self);
}

/**
 * marbre_tags_view_set_tags:
 * @tags: the story's tags
 */
void
marbre_tags_view_set_tags (MarbreTagsView *self, const char *const *tags)
{
  g_return_if_fail (MARBRE_IS_TAGS_VIEW (self));
  g_return_if_fail (tags != NULL);

  if (g_strv_equal (tags, (const char *const *) self->tags))
    return;
  g_strfreev (self->tags);
  self->tags = g_strdupv ((char **) tags);
  show_tags (self);
  show_proposals (self);
}

/* Whether the buttons would be the same: then they are left alone, under the pointer or in focus.
 * */
static gboolean
same_suggestions (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return a == b;
  for (guint i = 0; i < a->len; i++)
    if (!g_str_equal (marbre_tag_suggestion_get_name (g_ptr_array_index (a, i)),
                      marbre_tag_suggestion_get_name (g_ptr_array_index (b, i))))
      return FALSE;
  return TRUE;
}

/**
 * marbre_tags_view_set_suggestions:
 * @suggestions: (nullable) (element-type MarbreTagSuggestion): what fits the story
 */
void
marbre_tags_view_set_suggestions (MarbreTagsView *self, GPtrArray *suggestions)
{
  g_return_if_fail (MARBRE_IS_TAGS_VIEW (self));

  if (same_suggestions (self->suggestions, suggestions))
    return;
  g_clear_pointer (&self->suggestions, g_ptr_array_unref);
  self->suggestions = suggestions ? g_ptr_array_ref (suggestions) : NULL;
  if (is_aimed_at (self))
    self->stale = TRUE;
  else if (typed (self)[0] == '\0')
    show_proposals (self);
}
