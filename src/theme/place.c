/* SPDX-License-Identifier: Apache-2.0 */
#include "theme/place.h"

struct place place_in(struct str text, size_t offset)
{
	struct place place = { .line = 1, .column = 1 };
	struct str before = str_first(text, offset);
	size_t start = 0;
	for (size_t i = 0; i < before.len; i++)
		if (before.ptr[i] == '\n') {
			place.line++;
			start = i + 1;
		}
	place.column = utf8_count(str_from(before, start)) + 1;
	return place;
}
