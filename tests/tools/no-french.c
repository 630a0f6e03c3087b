/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preloaded into a program under test: a computer without a French dictionary, whatever is
 * installed on this one. Never part of the program.
 */
#include <dlfcn.h>
#include <string.h>

typedef void (*DescribeFn) (const char *tag,
                            const char *name,
                            const char *description,
                            const char *file,
                            void *data);

void enchant_broker_list_dicts (void *broker, DescribeFn describe, void *data);

typedef struct
{
  DescribeFn describe;
  void *data;
} Wanted;

static void
describe_cb (const char *tag,
             const char *name,
             const char *description,
             const char *file,
             void *data)
{
  const Wanted *wanted = data;

  if (strncmp (tag, "fr", 2) != 0)
    wanted->describe (tag, name, description, file, wanted->data);
}

void
enchant_broker_list_dicts (void *broker, DescribeFn describe, void *data)
{
  void (*list) (void *, DescribeFn, void *) = dlsym (RTLD_NEXT, "enchant_broker_list_dicts");
  Wanted wanted = { describe, data };

  list (broker, describe_cb, &wanted);
}
