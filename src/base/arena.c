/* SPDX-License-Identifier: Apache-2.0 */
/* arena.c: a reserved range and a pointer that moves through it. */
#include "base/arena.h"

#include <string.h>
#include <sys/mman.h>

#include "base/err.h"

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ASAN 1
#endif
#endif
#ifdef HAS_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(at, n) ASAN_POISON_MEMORY_REGION(at, n)
#define UNPOISON(at, n) ASAN_UNPOISON_MEMORY_REGION(at, n)
#else
#define POISON(at, n) ((void)(at), (void)(n))
#define UNPOISON(at, n) ((void)(at), (void)(n))
#endif

/* What stays mapped after a reset; requests rarely need more, and faulting pages in again costs. */
static const size_t KEEP_BYTES = 1 << 20;

struct arena arena_open(size_t bytes)
{
	char *start = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (start == MAP_FAILED)
		die("cannot reserve %zu bytes of memory: raise the limit on address space", bytes);
	POISON(start, bytes);
	return (struct arena){ .next = start, .end = start + bytes, .start = start };
}

void arena_close(struct arena *arena)
{
	if (!arena->start)
		return;
	UNPOISON(arena->start, (size_t)(arena->end - arena->start));
	munmap(arena->start, (size_t)(arena->end - arena->start));
	*arena = (struct arena){ 0 };
}

static char *take(struct arena *arena, size_t bytes, size_t align)
{
	size_t pad = (size_t) - (uintptr_t)arena->next & (align - 1);
	size_t left = arena_left(arena);
	if (pad > left || bytes > left - pad)
		die("an arena of %zu bytes is full: %zu more were asked for",
		    (size_t)(arena->end - arena->start), bytes);
	char *at = arena->next + pad;
	arena->next = at + bytes;
	UNPOISON(at, bytes);
	return at;
}

void *arena_alloc(struct arena *arena, size_t size, size_t align, size_t count)
{
	size_t bytes;
	if (__builtin_mul_overflow(size, count, &bytes))
		die("%zu items of %zu bytes do not fit in memory", count, size);
	return memset(take(arena, bytes, align), 0, bytes);
}

char *arena_bytes(struct arena *arena, size_t count)
{
	return take(arena, count, 1);
}

struct arena_mark arena_mark(const struct arena *arena)
{
	return (struct arena_mark){ arena->next };
}

void arena_reset(struct arena *arena, struct arena_mark mark)
{
	BUG_IF(mark.next < arena->start || mark.next > arena->next);
	size_t page = 4096;
	char *keep = mark.next + KEEP_BYTES;
	keep += (size_t) - (uintptr_t)keep & (page - 1);
	if (arena->next > keep)
		madvise(keep, (size_t)(arena->next - keep), MADV_DONTNEED);
	POISON(mark.next, (size_t)(arena->next - mark.next));
	arena->next = mark.next;
}

size_t arena_used(const struct arena *arena)
{
	return (size_t)(arena->next - arena->start);
}

size_t arena_left(const struct arena *arena)
{
	return (size_t)(arena->end - arena->next);
}
