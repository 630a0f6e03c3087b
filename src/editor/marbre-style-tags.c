/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tags of the editor's look; see marbre-style-tags.h. GtkSourceView's own engine cannot dim a mark
 * apart from its text, and reads its colour schemes from files only.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-style-tags.h"

/* Prefixes of lines that have a tag of their own; who writes deeper lists loses only their hanging
 * indent. */
#define MAX_HANGS 64

/* light, dark */
static const char *const colors[MARBRE_N_STYLES][2] = {
  [MARBRE_STYLE_HEADING_1] = { "#1d1b19", "#f6f3ee" },
  [MARBRE_STYLE_HEADING_2] = { "#1d1b19", "#f6f3ee" },
  [MARBRE_STYLE_HEADING_3] = { "#1d1b19", "#f6f3ee" },
  [MARBRE_STYLE_HEADING_4] = { "#1d1b19", "#f6f3ee" },
  [MARBRE_STYLE_NOTE] = { "#5d5853", "#b5b0aa" },
  [MARBRE_STYLE_FIGURE] = { "#5d5853", "#b5b0aa" },
  [MARBRE_STYLE_STRIKE] = { "#716b65", "#a19c96" },
  [MARBRE_STYLE_CODE] = { "#7a4f14", "#dcb989" },
  [MARBRE_STYLE_LINK] = { "#1f5a96", "#8ab8e8" },
  [MARBRE_STYLE_MARK] = { "#98918a", "#837f7a" },
  [MARBRE_STYLE_CALL] = { "#9c2b22", "#e89a8f" },
  [MARBRE_STYLE_KEYWORD] = { "#9c2b22", "#e89a8f" },
  [MARBRE_STYLE_TO_COME] = { "#5c3d00", "#ffe2a8" },
  [MARBRE_STYLE_COMMENT] = { "#5a4a00", "#f0dfa0" },
  [MARBRE_STYLE_ADDED] = { "#14532d", "#a6e3b8" },
  [MARBRE_STYLE_REMOVED] = { "#8f1d14", "#f2a59c" },
};

static const char *const backgrounds[MARBRE_N_STYLES][2] = {
  [MARBRE_STYLE_TO_COME] = { "#ffe3a3", "#6b4e12" },
  [MARBRE_STYLE_COMMENT] = { "#fbf3cf", "#3d3720" },
  [MARBRE_STYLE_ADDED] = { "#e0f4e5", "#1d3a27" },
  [MARBRE_STYLE_REMOVED] = { "#fbe6e4", "#44231f" },
  [MARBRE_STYLE_FLAGGED] = { "#fff0a8", "#564a16" },
};

struct _MarbreStyleTags
{
  GObject parent_instance;

  GtkTextTagTable *table;            /* (owned) */
  GtkTextTag *tags[MARBRE_N_STYLES]; /* (borrowed): in @table */
  GHashTable *hangs;                 /* (owned): prefix → tag, in @table */
  PangoContext *context;             /* (owned) (nullable): of the view */
};

G_DEFINE_FINAL_TYPE (MarbreStyleTags, marbre_style_tags, G_TYPE_OBJECT)

static G_DEFINE_QUARK (marbre-style, style)
static G_DEFINE_QUARK (marbre-style-hang, hang)

static void
marbre_style_tags_dispose (GObject *object)
{
  MarbreStyleTags *self = MARBRE_STYLE_TAGS (object);
  GHashTableIter iter;
  gpointer tag;

  if (self->table)
    {
      for (guint i = 0; i < MARBRE_N_STYLES; i++)
        gtk_text_tag_table_remove (self->table, self->tags[i]);
      g_hash_table_iter_init (&iter, self->hangs);
      while (g_hash_table_iter_next (&iter, NULL, &tag))
        gtk_text_tag_table_remove (self->table, tag);
    }
  g_clear_object (&self->table);
  g_clear_object (&self->context);
  g_clear_pointer (&self->hangs, g_hash_table_unref);
  G_OBJECT_CLASS (marbre_style_tags_parent_class)->dispose (object);
}

static void
marbre_style_tags_class_init (MarbreStyleTagsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_style_tags_dispose;
}

static void
marbre_style_tags_init (MarbreStyleTags *self)
{
  self->hangs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
set_up_lines (MarbreStyleTags *self)
{
  static const struct
  {
    double scale;
    int above;
  } headings[] = { { 1.55, 12 }, { 1.32, 10 }, { 1.16, 8 }, { 1.0, 6 } };

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    g_object_set (self->tags[MARBRE_STYLE_HEADING_1 + i], "weight", PANGO_WEIGHT_BOLD, "scale",
                  headings[i].scale, "pixels-above-lines", headings[i].above, NULL);
  g_object_set (self->tags[MARBRE_STYLE_QUOTE], "left-margin", 16, NULL);
  g_object_set (self->tags[MARBRE_STYLE_PULLQUOTE], "scale", 1.14, "style", PANGO_STYLE_ITALIC,
                NULL);
  g_object_set (self->tags[MARBRE_STYLE_CODE_LINE], "family", "Monospace", "scale", 0.82,
                "left-margin", 14, NULL);
  g_object_set (self->tags[MARBRE_STYLE_TABLE], "family", "Monospace", "scale", 0.82, NULL);
  g_object_set (self->tags[MARBRE_STYLE_NOTE], "scale", 0.86, NULL);
  g_object_set (self->tags[MARBRE_STYLE_FIGURE], "scale", 0.86, "left-margin",
                MARBRE_STYLE_THUMBNAIL_WIDTH + 14, "pixels-above-lines", 18, "pixels-below-lines",
                MARBRE_STYLE_THUMBNAIL_HEIGHT - 30, NULL);
}

static void
set_up_signs (MarbreStyleTags *self)
{
  const GdkRGBA nothing = { 0 };

  g_object_set (self->tags[MARBRE_STYLE_STRONG], "weight", PANGO_WEIGHT_BOLD, NULL);
  g_object_set (self->tags[MARBRE_STYLE_EMPHASIS], "style", PANGO_STYLE_ITALIC, NULL);
  g_object_set (self->tags[MARBRE_STYLE_STRIKE], "strikethrough", TRUE, NULL);
  g_object_set (self->tags[MARBRE_STYLE_CODE], "family", "Monospace", "scale", 0.88, NULL);
  g_object_set (self->tags[MARBRE_STYLE_LINK], "underline", PANGO_UNDERLINE_SINGLE, NULL);
  g_object_set (self->tags[MARBRE_STYLE_CALL], "scale", 0.8, NULL);
  g_object_set (self->tags[MARBRE_STYLE_KEYWORD], "weight", PANGO_WEIGHT_SEMIBOLD, NULL);
  g_object_set (self->tags[MARBRE_STYLE_TO_COME], "weight", PANGO_WEIGHT_BOLD, NULL);
  g_object_set (self->tags[MARBRE_STYLE_COMMENT], "style", PANGO_STYLE_ITALIC, "scale", 0.88, NULL);
  g_object_set (self->tags[MARBRE_STYLE_REMOVED], "strikethrough", TRUE, NULL);
  /* Not "invisible": GTK leaves that out of what it copies, drags and says to a screen reader. */
  g_object_set (self->tags[MARBRE_STYLE_FOLDED], "scale", 0.001, "foreground-rgba", &nothing,
                "underline", PANGO_UNDERLINE_NONE, NULL);
}

/**
 * marbre_style_tags_new:
 * @table: the table of a buffer; gets the tags, and loses them when they go
 *
 * Returns: (transfer full): the tags, without colours yet
 */
MarbreStyleTags *
marbre_style_tags_new (GtkTextTagTable *table)
{
  MarbreStyleTags *self;

  g_return_val_if_fail (GTK_IS_TEXT_TAG_TABLE (table), NULL);

  self = g_object_new (MARBRE_TYPE_STYLE_TAGS, NULL);
  self->table = g_object_ref (table);
  for (guint i = 0; i < MARBRE_N_STYLES; i++)
    {
      g_autoptr (GtkTextTag) tag = gtk_text_tag_new (NULL);

      g_object_set_qdata (G_OBJECT (tag), style_quark (), GUINT_TO_POINTER (i + 1));
      gtk_text_tag_table_add (table, tag);
      self->tags[i] = tag;
    }
  set_up_lines (self);
  set_up_signs (self);
  return self;
}

/**
 * marbre_style_tags_set_dark:
 * @dark: whether the text is light on dark
 */
void
marbre_style_tags_set_dark (MarbreStyleTags *self, gboolean dark)
{
  g_return_if_fail (MARBRE_IS_STYLE_TAGS (self));

  for (guint i = 0; i < MARBRE_N_STYLES; i++)
    {
      if (colors[i][0])
        g_object_set (self->tags[i], "foreground", colors[i][dark ? 1 : 0], NULL);
      if (backgrounds[i][0])
        g_object_set (self->tags[i], "background", backgrounds[i][dark ? 1 : 0], NULL);
    }
}

static int
measure (MarbreStyleTags *self, const char *prefix)
{
  g_autoptr (PangoLayout) layout = NULL;
  int width;

  if (self->context == NULL)
    return 0;
  layout = pango_layout_new (self->context);
  pango_layout_set_text (layout, prefix, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/**
 * marbre_style_tags_set_context:
 * @context: of the view, with its font; to be set again when that is another
 */
void
marbre_style_tags_set_context (MarbreStyleTags *self, PangoContext *context)
{
  GHashTableIter iter;
  gpointer prefix, tag;

  g_return_if_fail (MARBRE_IS_STYLE_TAGS (self));

  g_set_object (&self->context, context);
  g_hash_table_iter_init (&iter, self->hangs);
  while (g_hash_table_iter_next (&iter, &prefix, &tag))
    g_object_set (tag, "indent", -measure (self, prefix), NULL);
}

/**
 * marbre_style_tags_get:
 *
 * Returns: (transfer none): the tag of a style
 */
GtkTextTag *
marbre_style_tags_get (MarbreStyleTags *self, MarbreStyle style)
{
  g_return_val_if_fail (MARBRE_IS_STYLE_TAGS (self), NULL);
  g_return_val_if_fail (style < MARBRE_N_STYLES, NULL);
  return self->tags[style];
}

/**
 * marbre_style_tags_find:
 * @tag: a tag of the buffer, anybody's
 * @style: (out): its style, if it is ours
 *
 * Returns: whether it is ours
 */
gboolean
marbre_style_tags_find (MarbreStyleTags *self, GtkTextTag *tag, MarbreStyle *style)
{
  guint found = GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (tag), style_quark ()));

  *style = found > 0 ? found - 1 : 0;
  return found > 0;
}

/**
 * marbre_style_tags_get_hang:
 * @prefix: what stands before the text of a line
 *
 * Returns: (transfer none) (nullable): a tag that lets the line's other rows begin below its text;
 *   %NULL if there are too many such tags
 */
GtkTextTag *
marbre_style_tags_get_hang (MarbreStyleTags *self, const char *prefix)
{
  GtkTextTag *tag;

  g_return_val_if_fail (MARBRE_IS_STYLE_TAGS (self), NULL);

  tag = g_hash_table_lookup (self->hangs, prefix);
  if (tag != NULL || g_hash_table_size (self->hangs) >= MAX_HANGS)
    return tag;
  tag = gtk_text_tag_new (NULL);
  g_object_set (tag, "indent", -measure (self, prefix), NULL);
  g_object_set_qdata (G_OBJECT (tag), hang_quark (), tag);
  gtk_text_tag_table_add (self->table, tag);
  g_object_unref (tag);
  g_hash_table_insert (self->hangs, g_strdup (prefix), tag);
  return tag;
}

/**
 * marbre_style_tags_is_hang:
 * @tag: a tag of the buffer, anybody's
 *
 * Returns: whether marbre_style_tags_get_hang() made it
 */
gboolean
marbre_style_tags_is_hang (MarbreStyleTags *self, GtkTextTag *tag)
{
  return g_object_get_qdata (G_OBJECT (tag), hang_quark ()) != NULL;
}

static gboolean
find_block_style (guint kind, MarbreStyle *style)
{
  if (kind == MARBRE_BLOCK_PULLQUOTE)
    *style = MARBRE_STYLE_PULLQUOTE;
  else if (kind == MARBRE_BLOCK_FIGURE)
    *style = MARBRE_STYLE_FIGURE;
  else
    return FALSE;
  return TRUE;
}

/**
 * marbre_style_from_run:
 * @run: a run
 * @style: (out): how it looks
 *
 * Returns: %FALSE if it has no look of its own
 */
gboolean
marbre_style_from_run (const MarbreRun *run, MarbreStyle *style)
{
  static const MarbreStyle styles[MARBRE_N_RUN_KINDS] = {
    [MARBRE_RUN_QUOTE] = MARBRE_STYLE_QUOTE,
    [MARBRE_RUN_CODE_LINE] = MARBRE_STYLE_CODE_LINE,
    [MARBRE_RUN_TABLE] = MARBRE_STYLE_TABLE,         [MARBRE_RUN_NOTE] = MARBRE_STYLE_NOTE,
    [MARBRE_RUN_MARK] = MARBRE_STYLE_MARK,           [MARBRE_RUN_STRONG] = MARBRE_STYLE_STRONG,
    [MARBRE_RUN_EMPHASIS] = MARBRE_STYLE_EMPHASIS,   [MARBRE_RUN_STRIKE] = MARBRE_STYLE_STRIKE,
    [MARBRE_RUN_CODE] = MARBRE_STYLE_CODE,           [MARBRE_RUN_LINK] = MARBRE_STYLE_LINK,
    [MARBRE_RUN_FOLD] = MARBRE_STYLE_FOLDED,         [MARBRE_RUN_CALL] = MARBRE_STYLE_CALL,
    [MARBRE_RUN_KEYWORD] = MARBRE_STYLE_KEYWORD,     [MARBRE_RUN_TO_COME] = MARBRE_STYLE_TO_COME,
    [MARBRE_RUN_COMMENT] = MARBRE_STYLE_COMMENT,     [MARBRE_RUN_ADDED] = MARBRE_STYLE_ADDED,
    [MARBRE_RUN_REMOVED] = MARBRE_STYLE_REMOVED,     [MARBRE_RUN_FLAGGED] = MARBRE_STYLE_FLAGGED,
  };

  if (run->kind == MARBRE_RUN_BLOCK)
    return find_block_style (run->level, style);
  if (run->kind == MARBRE_RUN_PREFIX || run->kind == MARBRE_RUN_FOLDED)
    return FALSE;
  if (run->kind == MARBRE_RUN_HEADING)
    *style = MARBRE_STYLE_HEADING_1 + CLAMP (run->level, 1, 4) - 1;
  else
    *style = styles[run->kind];
  return TRUE;
}

/**
 * marbre_style_is_line:
 *
 * Returns: whether a style is of whole lines, with their ends
 */
gboolean
marbre_style_is_line (MarbreStyle style)
{
  return style <= MARBRE_STYLE_FIGURE;
}
