/* SPDX-License-Identifier: Apache-2.0 */
/* check_rows.h: private to store/: which tables check.h has rules for, for the test that no table
 * is forgotten. */
#pragma once
#include "base/base.h"

bool check_knows_table(struct str table);
