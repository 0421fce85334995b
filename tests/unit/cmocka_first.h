/* SPDX-License-Identifier: Apache-2.0 */
/* cmocka_first.h: what cmocka.h wants included before it, and strings and arenas in tests. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/base.h"

/* Passes when the counted string has exactly these bytes; shows both when not. */
#define assert_str(got, literal)                                                                   \
	do {                                                                                       \
		struct str got_ = (got);                                                           \
		if (!str_eq(got_, S(literal)))                                                     \
			fail_msg("got \"%.*s\", not \"%s\"", STR_ARG(got_), literal);              \
	} while (0)
#define assert_ok(call) assert_int_equal(call, OK)

static inline int open_arena(void **state)
{
	static struct arena arena;
	arena = arena_open(64 << 20);
	*state = &arena;
	return 0;
}

static inline int close_arena(void **state)
{
	arena_close(*state);
	return 0;
}
