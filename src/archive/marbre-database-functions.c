/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Functions of the archive's SQL; see marbre-database-functions.h. Each depends on nothing but what
 * it is given.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-database-functions.h"

#include <sqlite3.h>

#include "marbre-plain-text.h"

/* marbre_plain (body, language): the body as plain text. */
static void
run_plain (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *body = (const char *) sqlite3_value_text (values[0]);
  const char *language = (const char *) sqlite3_value_text (values[1]);

  if (body == NULL || !g_utf8_validate (body, -1, NULL))
    sqlite3_result_text (context, "", 0, SQLITE_STATIC);
  else
    sqlite3_result_text (context, marbre_plain_text_new (body, language ? language : ""), -1,
                         g_free);
}

/**
 * marbre_database_functions_add:
 * @handle: a connection
 *
 * Returns: SQLite's result code
 */
int
marbre_database_functions_add (struct sqlite3 *handle)
{
  /* Innocuous: a view calls it, which SQLite allows to no other function of a program. */
  return sqlite3_create_function_v2 (handle, "marbre_plain", 2,
                                     SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
                                     run_plain, NULL, NULL, NULL);
}
