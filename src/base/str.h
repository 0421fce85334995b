/* SPDX-License-Identifier: Apache-2.0 */
/*
 * str.h: counted strings, passed by value and only read.
 *
 * A str is a view: it owns nothing and lives as long as what it points into (an arena, a literal, a
 * request). No NUL is promised; where the system wants one, str_z() makes a copy. The bytes may be
 * anything; text is UTF-8.
 *
 *     struct str_pair kv = str_cut(S("name=value"), '=');
 *     if (kv.found && str_eq(kv.head, S("name")))
 *         use(kv.tail);
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/err.h"

struct arena;

struct str {
	const char *ptr; /* may be NULL when len is 0 */
	size_t len;      /* bytes */
};

struct str_pair {
	struct str head; /* before the separator; everything if it was not found */
	struct str tail; /* after it; empty if it was not found */
	bool found;
};

#define S(literal) ((struct str){ "" literal, sizeof(literal) - 1 })
#define STR_CONST(literal)                                                                         \
	{                                                                                          \
		"" literal, sizeof(literal) - 1                                                    \
	} /* for static tables */

/* For printf: printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).len, (s).ptr ? (s).ptr : ""

struct str str_of(const char *z); /* views a NUL-ended string; NULL gives "" */

/* Those a page calls thousands of times stand here, so that they cost no call. */
static inline struct str str_from(struct str s, size_t at) /* behind the first `at` bytes */
{
	if (at >= s.len)
		return (struct str){ s.ptr ? s.ptr + s.len : "", 0 };
	return (struct str){ s.ptr + at, s.len - at };
}
static inline struct str str_first(struct str s, size_t n) /* the first n bytes, clamped */
{
	return (struct str){ s.ptr, n < s.len ? n : s.len };
}
static inline struct str str_sub(struct str s, size_t at, size_t n)
{
	return str_first(str_from(s, at), n);
}
static inline bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}
static inline bool str_starts(struct str s, struct str prefix)
{
	return str_eq(str_first(s, prefix.len), prefix);
}
bool str_eq_nocase(struct str a, struct str b); /* ASCII letters only */
int str_cmp(struct str a, struct str b);        /* as memcmp, shorter first */
bool str_ends(struct str s, struct str suffix);
bool str_contains(struct str s, struct str needle);

#define STR_NONE SIZE_MAX
size_t str_find(struct str s, struct str needle); /* position or STR_NONE */
size_t str_find_char(struct str s, char c);       /* position or STR_NONE */
size_t str_find_last_char(struct str s, char c);  /* position or STR_NONE */

struct str_pair str_cut(struct str s, char separator); /* at the first separator */
struct str_pair str_cut_last(struct str s,
			     char separator); /* at the last one; head empty if none */
struct str_pair str_cut_str(struct str s, struct str separator);
struct str str_trim(struct str s);                      /* ASCII white space off both ends */
bool str_drop_prefix(struct str *s, struct str prefix); /* cuts it off if it is there */
bool str_drop_suffix(struct str *s, struct str suffix);

/* Parses a whole decimal number. Fails: ERR_INVALID for anything else, ERR_TOO_BIG if it does not
 * fit. */
enum err str_to_i64(struct str s, int64_t *out) MUST_CHECK;

uint64_t str_hash(struct str s); /* FNV-1a, 64 bit; stable across runs and machines */

/* Copies into the arena. */
struct str str_dup(struct arena *into, struct str s);
struct str str_lower(struct arena *into, struct str s); /* ASCII letters only */
char *str_z(struct arena *into, struct str s); /* NUL-ended copy; ends early at a NUL in s */
struct str str_fmt(struct arena *into, const char *fmt, ...) PRINTF_LIKE(2, 3);
struct str str_join(struct arena *into, const struct str *parts, size_t count, struct str between);
/* s with every occurrence of what replaced; s itself when there is none. */
struct str str_replace(struct arena *into, struct str s, struct str what, struct str with);

static inline bool char_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool char_is_digit(char c)
{
	return c >= '0' && c <= '9';
}
static inline bool char_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline char char_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}
static inline int char_hex(char c) /* 0..15 or -1 */
{
	if (char_is_digit(c))
		return c - '0';
	c = char_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
