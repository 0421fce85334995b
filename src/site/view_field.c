/* SPDX-License-Identifier: Apache-2.0 */
/* view_field.c: where the name was found before, else by halving. */
#include "site/view_field.h"

enum { REMEMBERED = 1024 };

/* A template's names stay where they were compiled, so what was asked for at an address mostly is
 * what stands there. Only a guess: the name decides. */
static uint8_t *guess_at(const struct view_fields *fields, struct str key)
{
	static uint8_t guesses[REMEMBERED];
	uintptr_t at = (uintptr_t)key.ptr ^ (uintptr_t)fields >> 3;
	return &guesses[(at * 0x9e3779b97f4a7c15u) >> 54];
}

static int look_up(const struct view_fields *fields, struct str key)
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

int view_field(const struct view_fields *fields, struct str key)
{
	uint8_t *guess = guess_at(fields, key);
	if (*guess < fields->count && str_eq(fields->names[*guess], key))
		return *guess;
	int field = look_up(fields, key);
	if (field >= 0)
		*guess = (uint8_t)field;
	return field;
}

bool view_field_at(const struct view_fields *fields, size_t i, struct str *key)
{
	if (i >= fields->count)
		return false;
	*key = fields->names[i];
	return true;
}
