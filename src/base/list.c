/* SPDX-License-Identifier: Apache-2.0 */
/* list.c: doubles an array in its arena. */
#include "base/list.h"

#include <string.h>

void *list_grow(struct arena *arena, void *items, size_t *cap, size_t size)
{
	size_t grown = *cap ? *cap * 2 : 8;
	char *moved = arena_alloc(arena, size, _Alignof(max_align_t), grown);
	if (*cap)
		memcpy(moved, items, *cap * size);
	*cap = grown;
	return moved;
}
