/* SPDX-License-Identifier: Apache-2.0 */
/* db_sqlite.h: what the two files that know SQLite share. Private to them. */
#pragma once
#include <sqlite3.h>

#include "store/db.h"

sqlite3 *db_handle(struct db *db);
/* Notes what the engine said, in words for whoever runs the server. Gives: the error. */
enum err db_failed(struct db *db, int code, const char *what) MUST_CHECK;
