/* SPDX-License-Identifier: Apache-2.0 */
/* view_field.c: halving. */
#include "site/view_field.h"

int view_field(const struct view_fields *fields, struct str key)
{
	size_t low = 0, high = fields->count;
	int first = key.len ? (unsigned char)key.ptr[0] : 0;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		struct str name = fields->names[middle];
		int order = (unsigned char)name.ptr[0] - first;
		if (order == 0)
			order = str_cmp(name, key);
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
