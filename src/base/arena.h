/* SPDX-License-Identifier: Apache-2.0 */
/*
 * arena.h: memory that is taken piece by piece and given back all at once.
 *
 * One range of address space is reserved when it opens; pages cost memory only once written.
 * Allocation never returns NULL: when the range is used up the process stops with a message (a
 * worker is restarted, and its one request gets 503).
 *
 *   - what is allocated lives until the arena is reset to a mark taken before it
 *   - arena_new() memory is zeroed; arena_bytes() memory is not
 *   - `struct arena *into` is where results live. `struct arena scratch`, passed by value, is for
 *     workings that vanish at return: it must be another arena's copy than `into`, or nothing may
 *     be allocated in `into` while the copy is in use
 *
 *     struct arena_mark mark = arena_mark(arena);
 *     struct item *items = arena_new(arena, struct item, count);
 *     ...
 *     arena_reset(arena, mark);
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct arena {
	char *next, *end; /* the free part */
	char *start;
};

struct arena_mark {
	char *next;
};

/* Reserves bytes of address space. Dies if the kernel has none. */
struct arena arena_open(size_t bytes);
void arena_close(struct arena *arena);

#define arena_new(arena, type, count)                                                              \
	((type *)arena_alloc(arena, sizeof(type), _Alignof(type), count))
void *arena_alloc(struct arena *arena, size_t size, size_t align, size_t count); /* zeroed */
char *arena_bytes(struct arena *arena, size_t count);                            /* not zeroed */

struct arena_mark arena_mark(const struct arena *arena);
/* Forgets all that was allocated since mark, and gives much-used memory back to the kernel. */
void arena_reset(struct arena *arena, struct arena_mark mark);
size_t arena_used(const struct arena *arena);
size_t arena_left(const struct arena *arena);
