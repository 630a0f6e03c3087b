/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Panes in tandem: whatever is scrolled, the other pane goes the same way, never jumps, and both
 * are together at their ends.
 */
#include "config.h"

#include <glib.h>
#include <math.h>

#include "marbre-desk-tandem.h"

#define START    -1
#define END      200
#define N_ROUNDS 20000

static void
test_together (void)
{
  g_assert_cmpfloat (marbre_desk_tandem_follow (10, 20, 10, START, END), ==, 20);
  g_assert_cmpfloat (marbre_desk_tandem_follow (END, START, END, START, END), ==, START);
}

static void
test_apart (void)
{
  double lead = 50, follower = 70;

  /* It waits for nobody, and is with the other after some lines. */
  for (int i = 0; i < 40; i++, lead++)
    {
      double next = marbre_desk_tandem_follow (lead, lead + 1, follower, START, END);

      g_assert_cmpfloat (next, >, follower);
      g_assert_cmpfloat (next, <, follower + 2);
      follower = next;
    }
  g_assert_cmpfloat (follower, ==, lead);
}

static void
test_random (void)
{
  double lead = 0, follower = 0;

  for (int i = 0; i < N_ROUNDS; i++)
    {
      double to = lead + g_test_rand_double_range (-5, 5);
      double next;

      if (g_test_rand_int_range (0, 100) == 0) /* one of them moved by itself */
        follower = g_test_rand_double_range (START, END);
      to = CLAMP (to, START, END);
      next = marbre_desk_tandem_follow (lead, to, follower, START, END);
      g_assert_cmpfloat (next, >=, START);
      g_assert_cmpfloat (next, <=, END);
      g_assert_cmpfloat ((next - follower) * (to - lead), >=, -1e-9);
      if (to != lead && (to == START || to == END))
        g_assert_cmpfloat (fabs (next - to), <, 1e-9);
      else
        g_assert_cmpfloat (fabs (next - to), <=, fabs (follower - lead) + 1e-9);
      lead = to;
      follower = next;
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/tandem/together", test_together);
  g_test_add_func ("/app/tandem/apart", test_apart);
  g_test_add_func ("/app/tandem/random", test_random);
  return g_test_run ();
}
