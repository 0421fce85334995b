/* SPDX-License-Identifier: Apache-2.0 */
/* fold.h: spellings that readers take for the same. */
#pragma once
#include "base/base.h"

/* NFKC with full case folding. word is UTF-8; it is repaired if not. */
struct str fold_case(struct arena *into, struct str word);
/* Marks taken off the letters of scripts where people leave them out (Latin, Greek, Cyrillic,
 * Arabic, Hebrew); elsewhere they are part of the letter and stay. Takes: what fold_case() gave. */
struct str fold_marks(struct arena *into, struct str word);
bool fold_is_ascii(struct str s);
