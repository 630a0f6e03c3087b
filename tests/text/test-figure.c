/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A figure's fields to Markdown and back.
 */
#include "config.h"

#include "marbre-figure.h"

static void
test_written (void)
{
  static const struct
  {
    const char *alt, *caption, *credit, *language, *markdown;
  } cases[] = {
    { "", "", "", "en", "![](media/a.jpg)" },
    { "A pier", "The pier", "AFP", "en", "![A pier](media/a.jpg \"The pier — Credit: AFP\")" },
    { "", "", "AFP", "fr", "![](media/a.jpg \"Crédit\u00a0: AFP\")" },
    { "", "Le quai", "© AFP", "fr", "![](media/a.jpg \"Le quai — © AFP\")" },
    { "", "", "Photo: Reuters", "en", "![](media/a.jpg \"Photo: Reuters\")" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MarbreMedia) media =
          marbre_media_new ("media/a.jpg", cases[i].alt, cases[i].caption, cases[i].credit);
      g_autofree char *markdown = marbre_figure_format (media, cases[i].language);

      g_assert_cmpstr (markdown, ==, cases[i].markdown);
    }
}

/* Whatever is typed into the fields comes back, in both languages. */
static void
test_round (void)
{
  static const char *const texts[] = {
    "",
    "plain",
    "with \"quotes\" and [brackets] (both)",
    "*stars* _under_ `code` <b>tag</b> &amp; &copy; \\ back\\\"slash",
    "a — dash — and: colons",
    "![not](an \"image\")",
    "É’œ “typographic” 50 % — fin",
    "https://example.org/x?a=b&c;d",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
      {
        g_autoptr (MarbreMedia) media = marbre_media_new ("pictures/a(b)%20c.jpg", texts[i],
                                                          texts[j], texts[(i + j) % 4]);
        g_autofree char *markdown = marbre_figure_format (media, i % 2 ? "fr" : "en");
        g_autoptr (MarbreMedia) back = marbre_figure_parse (markdown);

        if (!marbre_media_equal (media, back))
          g_error ("%s came back as %s | %s | %s | %s", markdown,
                   back ? marbre_media_get_src (back) : "nothing",
                   back ? marbre_media_get_alt (back) : "",
                   back ? marbre_media_get_caption (back) : "",
                   back ? marbre_media_get_credit (back) : "");
      }
}

static void
test_no_figure (void)
{
  static const char *const others[] = {
    "", "text", "![a](b.jpg) and more", "![a](b.jpg)\n\n![a](b.jpg)", "- ![a](b.jpg)", "![a]()",
    "    ![a](b.jpg)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_null (marbre_figure_parse (others[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/figure/written", test_written);
  g_test_add_func ("/text/figure/round", test_round);
  g_test_add_func ("/text/figure/no-figure", test_no_figure);
  return g_test_run ();
}
