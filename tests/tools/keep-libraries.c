/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Linked into tests under a sanitizer: libraries that were loaded stay loaded. LSan runs at the
 * very end, and memory of a module that is gone (a GL driver, a GIO module) is a leak without a
 * name that no suppression can match. Never linked into the program itself.
 */
#include <dlfcn.h>

int
dlclose (void *handle)
{
  (void) handle;
  return 0;
}
