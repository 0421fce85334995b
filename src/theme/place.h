/* SPDX-License-Identifier: Apache-2.0 */
/* place.h: an offset in a text as the line and column a person counts, both from 1; a column is a
 * code point. Only looked up when something is to be said. */
#pragma once
#include "base/base.h"

struct place {
	size_t line, column;
};
struct place place_in(struct str text, size_t offset);
