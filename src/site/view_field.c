/* SPDX-License-Identifier: Apache-2.0 */
/* view_field.c: halving. */
#include "site/view_field.h"

int view_field(const struct view_fields *fields, struct str key)
{
	size_t low = 0, high = fields->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(fields->names[middle], key);
		if (order == 0)
			return (int)middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

bool view_field_at(const struct view_fields *fields, size_t i, struct str *key)
{
	if (i >= fields->count)
		return false;
	*key = fields->names[i];
	return true;
}
