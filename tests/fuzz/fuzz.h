/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the fuzz targets share. libFuzzer calls LLVMFuzzerTestOneInput() for each input, in a
 * program that it links itself; one thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int LLVMFuzzerInitialize   (int          *argc,
                            char       ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

char *fuzz_to_text      (const guint8 *data,
                         gsize         size) G_GNUC_WARN_UNUSED_RESULT;
void  fuzz_assert_equal (const char   *is,
                         const char   *expected,
                         const char   *input);

G_END_DECLS
