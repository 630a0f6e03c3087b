/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Linked into tests under a sanitizer, for two leaks that no suppression can name. Libraries that
 * were loaded stay loaded: LSan runs at the very end, and memory of a module that is gone (a GL
 * driver, a GIO module) has no name. And GLib leaves its first table of quarks behind when a
 * program has more than two thousand, on purpose: others may still be reading it. Never linked
 * into the program itself.
 */
#include <elf.h>
#include <link.h>
#include <string.h>

#include <sanitizer/lsan_interface.h>

#define QUARK_TABLE_BYTES (2048 * sizeof (char *))

/* Of the sanitizers' run time, whose header for them comes with clang only. */
int    __sanitizer_get_ownership      (const volatile void *block);
size_t __sanitizer_get_allocated_size (const volatile void *block);

int
dlclose (void *handle)
{
  (void) handle;
  return 0;
}

/* The table is found by its size, among what GLib's own variables point to. */
static int
ignore_quark_table (struct dl_phdr_info *library, size_t size, void *data)
{
  (void) size;
  (void) data;

  if (strstr (library->dlpi_name, "libglib-2.0") == NULL)
    return 0;
  for (int i = 0; i < library->dlpi_phnum; i++)
    {
      const ElfW (Phdr) *part = &library->dlpi_phdr[i];
      void **word = (void **) (library->dlpi_addr + part->p_vaddr);

      if (part->p_type != PT_LOAD || (part->p_flags & PF_W) == 0)
        continue;
      for (size_t n = part->p_memsz / sizeof *word; n > 0; n--, word++)
        if (__sanitizer_get_ownership (*word) &&
            __sanitizer_get_allocated_size (*word) == QUARK_TABLE_BYTES)
          __lsan_ignore_object (*word);
    }
  return 1;
}

__attribute__ ((constructor)) static void
start (void)
{
  dl_iterate_phdr (ignore_quark_table, NULL);
}
