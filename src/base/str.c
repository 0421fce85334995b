/* SPDX-License-Identifier: Apache-2.0 */
/* str.c: cutting, comparing and copying counted strings. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"

struct str str_of(const char *z)
{
	return z ? (struct str){ z, strlen(z) } : (struct str){ "", 0 };
}

bool str_eq_nocase(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (char_lower(a.ptr[i]) != char_lower(b.ptr[i]))
			return false;
	return true;
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
	if (order)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_eq(str_from(s, s.len - suffix.len), suffix);
}

size_t str_find(struct str s, struct str needle)
{
	if (needle.len == 0)
		return 0;
	if (needle.len > s.len)
		return STR_NONE;
	const char *hit = memmem(s.ptr, s.len, needle.ptr, needle.len);
	return hit ? (size_t)(hit - s.ptr) : STR_NONE;
}

bool str_contains(struct str s, struct str needle)
{
	return str_find(s, needle) != STR_NONE;
}

size_t str_find_char(struct str s, char c)
{
	const char *hit = s.len ? memchr(s.ptr, c, s.len) : NULL;
	return hit ? (size_t)(hit - s.ptr) : STR_NONE;
}

size_t str_find_last_char(struct str s, char c)
{
	const char *hit = s.len ? memrchr(s.ptr, c, s.len) : NULL;
	return hit ? (size_t)(hit - s.ptr) : STR_NONE;
}

static struct str_pair split(struct str s, size_t at, size_t width)
{
	return (struct str_pair){ str_first(s, at), str_from(s, at + width), true };
}

struct str_pair str_cut(struct str s, char separator)
{
	size_t at = str_find_char(s, separator);
	return at == STR_NONE ? (struct str_pair){ .head = s, .tail = str_from(s, s.len) }
			      : split(s, at, 1);
}

struct str_pair str_cut_last(struct str s, char separator)
{
	size_t at = str_find_last_char(s, separator);
	return at == STR_NONE ? (struct str_pair){ .head = str_first(s, 0), .tail = s }
			      : split(s, at, 1);
}

struct str_pair str_cut_str(struct str s, struct str separator)
{
	size_t at = str_find(s, separator);
	return at == STR_NONE ? (struct str_pair){ .head = s, .tail = str_from(s, s.len) }
			      : split(s, at, separator.len);
}

struct str str_trim(struct str s)
{
	while (s.len && char_is_space(s.ptr[0]))
		s = str_from(s, 1);
	while (s.len && char_is_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

bool str_drop_prefix(struct str *s, struct str prefix)
{
	if (!str_starts(*s, prefix))
		return false;
	*s = str_from(*s, prefix.len);
	return true;
}

bool str_drop_suffix(struct str *s, struct str suffix)
{
	if (!str_ends(*s, suffix))
		return false;
	s->len -= suffix.len;
	return true;
}

enum err str_to_i64(struct str s, int64_t *out)
{
	bool negative = str_drop_prefix(&s, S("-"));
	if (s.len == 0)
		return ERR_INVALID;
	int64_t n = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (!char_is_digit(s.ptr[i]))
			return ERR_INVALID;
		int digit = s.ptr[i] - '0';
		if (__builtin_mul_overflow(n, (int64_t)10, &n) ||
		    __builtin_sub_overflow(n, (int64_t)digit,
					   &n)) /* downwards: INT64_MIN has no positive */
			return ERR_TOO_BIG;
	}
	if (!negative && n == INT64_MIN)
		return ERR_TOO_BIG;
	*out = negative ? n : -n;
	return OK;
}

uint64_t str_hash(struct str s)
{
	uint64_t hash = 0xcbf29ce484222325u;
	for (size_t i = 0; i < s.len; i++) {
		hash ^= (unsigned char)s.ptr[i];
		hash *= 0x100000001b3u;
	}
	return hash;
}

struct str str_dup(struct arena *into, struct str s)
{
	if (s.len == 0)
		return S("");
	char *copy = arena_bytes(into, s.len);
	memcpy(copy, s.ptr, s.len);
	return (struct str){ copy, s.len };
}

struct str str_lower(struct arena *into, struct str s)
{
	char *copy = arena_bytes(into, s.len);
	for (size_t i = 0; i < s.len; i++)
		copy[i] = char_lower(s.ptr[i]);
	return (struct str){ copy, s.len };
}

char *str_z(struct arena *into, struct str s)
{
	char *z = arena_bytes(into, s.len + 1);
	if (s.len)
		memcpy(z, s.ptr, s.len);
	z[s.len] = '\0';
	return z;
}

struct str str_fmt(struct arena *into, const char *fmt, ...)
{
	char most[512]; /* what fits here is written once only */
	va_list args, again;
	va_start(args, fmt);
	va_copy(again, args);
	int need = vsnprintf(most, sizeof most, fmt, args);
	va_end(args);
	BUG_IF(need < 0);
	char *text = arena_bytes(into, (size_t)need + 1);
	if ((size_t)need < sizeof most)
		memcpy(text, most, (size_t)need + 1);
	else
		vsnprintf(text, (size_t)need + 1, fmt, again);
	va_end(again);
	return (struct str){ text, (size_t)need };
}

struct str str_join(struct arena *into, const struct str *parts, size_t count, struct str between)
{
	size_t total = 0;
	for (size_t i = 0; i < count; i++)
		total += parts[i].len + (i ? between.len : 0);
	char *text = arena_bytes(into, total), *at = text;
	for (size_t i = 0; i < count; i++) {
		if (i && between.len)
			at = mempcpy(at, between.ptr, between.len);
		if (parts[i].len)
			at = mempcpy(at, parts[i].ptr, parts[i].len);
	}
	return (struct str){ text, total };
}

struct str str_replace(struct arena *into, struct str s, struct str what, struct str with)
{
	size_t count = 0;
	for (struct str rest = s; what.len && str_contains(rest, what); count++)
		rest = str_cut_str(rest, what).tail;
	if (count == 0)
		return s;
	size_t total = s.len - count * what.len + count * with.len;
	char *text = arena_bytes(into, total), *at = text;
	struct str rest = s;
	for (size_t i = 0; i < count; i++) {
		struct str_pair cut = str_cut_str(rest, what);
		if (cut.head.len)
			at = mempcpy(at, cut.head.ptr, cut.head.len);
		if (with.len)
			at = mempcpy(at, with.ptr, with.len);
		rest = cut.tail;
	}
	if (rest.len)
		memcpy(at, rest.ptr, rest.len);
	return (struct str){ text, total };
}
