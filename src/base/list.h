/* SPDX-License-Identifier: Apache-2.0 */
/*
 * list.h: a growing array in an arena.
 *
 *     struct { struct str *items; size_t count, cap; } names = { 0 };
 *     *list_push(arena, &names) = S("first");
 *
 * The struct needs the members items, count and cap. Pushing may move the items.
 */
#pragma once
#include "base/arena.h"

/* Adds one zeroed item. Gives: a pointer to it, valid until the next push. */
#define list_push(arena, list)                                                                     \
	((list)->count == (list)->cap                                                              \
		 ? (list)->items =                                                                 \
			   list_grow(arena, (list)->items, &(list)->cap, sizeof *(list)->items)    \
		 : (list)->items,                                                                  \
	 &(list)->items[(list)->count++])

void *list_grow(struct arena *arena, void *items, size_t *cap, size_t size);
