/* SPDX-License-Identifier: Apache-2.0 */
/* related_private.h: picks as they lie in a row. Private to store/related*.c. */
#pragma once
#include "store/related.h"
#include "store/related_pick.h"

void related_picks_take(struct str bytes, struct related_picks *out);
