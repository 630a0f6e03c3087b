/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures as a story mentions them: what is kept, and when two say the same.
 */
#include "config.h"

#include "marbre-media.h"

static void
test_keeps_what_was_said (void)
{
  MarbreMedia *media = marbre_media_new ("pictures/harbour.png", "A harbour", "The harbour", "AFP");

  g_assert_cmpstr (marbre_media_get_src (media), ==, "pictures/harbour.png");
  g_assert_cmpstr (marbre_media_get_alt (media), ==, "A harbour");
  g_assert_cmpstr (marbre_media_get_caption (media), ==, "The harbour");
  g_assert_cmpstr (marbre_media_get_credit (media), ==, "AFP");
  g_assert_finalize_object (media);
}

static void
test_missing_words_are_empty (void)
{
  g_autoptr (MarbreMedia) media = marbre_media_new ("a.png", NULL, NULL, NULL);
  g_autoptr (MarbreMedia) written = marbre_media_new ("a.png", "", "", "");

  g_assert_cmpstr (marbre_media_get_alt (media), ==, "");
  g_assert_cmpstr (marbre_media_get_caption (media), ==, "");
  g_assert_cmpstr (marbre_media_get_credit (media), ==, "");
  g_assert_true (marbre_media_equal (media, written));
}

static void
test_equal_sees_every_word (void)
{
  static const struct
  {
    const char *src, *alt, *caption, *credit;
  } others[] = {
    { "b", "alt", "caption", "credit" },
    { "a", "b", "caption", "credit" },
    { "a", "alt", "b", "credit" },
    { "a", "alt", "caption", "b" },
  };
  g_autoptr (MarbreMedia) media = marbre_media_new ("a", "alt", "caption", "credit");
  g_autoptr (MarbreMedia) twin = marbre_media_new ("a", "alt", "caption", "credit");

  g_assert_true (marbre_media_equal (media, twin));
  g_assert_true (marbre_media_equal (media, media));
  g_assert_true (marbre_media_equal (NULL, NULL));
  g_assert_false (marbre_media_equal (media, NULL));
  g_assert_false (marbre_media_equal (NULL, media));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (MarbreMedia) other = marbre_media_new (others[i].src, others[i].alt,
                                                        others[i].caption, others[i].credit);

      g_assert_false (marbre_media_equal (media, other));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/keeps-what-was-said", test_keeps_what_was_said);
  g_test_add_func ("/media/missing-words-are-empty", test_missing_words_are_empty);
  g_test_add_func ("/media/equal-sees-every-word", test_equal_sees_every_word);
  return g_test_run ();
}
