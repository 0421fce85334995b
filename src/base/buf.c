/* SPDX-License-Identifier: Apache-2.0 */
/* buf.c: a growing run of bytes in an arena. Growth is in place while nothing was allocated after
 * it. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

struct buf buf_in(struct arena *arena, size_t limit)
{
	return (struct buf){ .arena = arena, .limit = limit };
}

static bool reserve(struct buf *buf, size_t more)
{
	if (buf->fault)
		return false;
	if (more > buf->limit - buf->len) {
		buf->fault = ERR_TOO_BIG;
		return false;
	}
	if (buf->len + more <= buf->cap)
		return true;
	size_t cap = buf->cap ? buf->cap * 2 : 256;
	while (cap < buf->len + more)
		cap *= 2;
	if (cap > buf->limit)
		cap = buf->limit;
	if (buf->ptr && buf->ptr + buf->cap == buf->arena->next) {
		arena_bytes(buf->arena, cap - buf->cap);
	} else {
		char *moved = arena_bytes(buf->arena, cap);
		if (buf->len)
			memcpy(moved, buf->ptr, buf->len);
		buf->ptr = moved;
	}
	buf->cap = cap;
	return true;
}

void buf_grow_and_put(struct buf *buf, struct str s)
{
	if (s.len == 0 || !reserve(buf, s.len))
		return;
	memcpy(buf->ptr + buf->len, s.ptr, s.len);
	buf->len += s.len;
}

void buf_put_i64(struct buf *buf, int64_t n)
{
	char digits[24];
	size_t at = sizeof digits;
	uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	do
		digits[--at] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (n < 0)
		digits[--at] = '-';
	buf_put(buf, (struct str){ digits + at, sizeof digits - at });
}

void buf_put_code_point(struct buf *buf, uint32_t code_point)
{
	char bytes[4];
	buf_put(buf, (struct str){ bytes, utf8_encode(code_point, bytes) });
}

void buf_fmt(struct buf *buf, const char *fmt, ...)
{
	char text[512];
	va_list args, again;
	va_start(args, fmt);
	va_copy(again, args);
	int need = vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	BUG_IF(need < 0);
	if ((size_t)need < sizeof text) {
		buf_put(buf, (struct str){ text, (size_t)need });
	} else if (reserve(buf, (size_t)need + 1)) {
		vsnprintf(buf->ptr + buf->len, (size_t)need + 1, fmt, again);
		buf->len += (size_t)need;
	}
	va_end(again);
}

void buf_truncate(struct buf *buf, size_t len)
{
	BUG_IF(len > buf->len);
	buf->len = len;
}

struct str buf_str(const struct buf *buf)
{
	return (struct str){ buf->ptr ? buf->ptr : "", buf->len };
}
