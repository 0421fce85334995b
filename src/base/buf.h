/* SPDX-License-Identifier: Apache-2.0 */
/*
 * buf.h: writing bytes, with a limit from birth.
 *
 * A buf grows inside its arena. The first failure sticks in buf.fault and later puts do nothing, so
 * one checks once, at the end. What buf_str() views stays valid as long as the arena, but later
 * puts may move the buffer: view it last.
 *
 *     struct buf out = buf_in(arena, LIMIT_PAGE_BYTES);
 *     buf_put(&out, S("<rss>"));
 *     buf_fmt(&out, "%zu items", count);
 *     TRY(out.fault);
 *     return buf_str(&out);
 */
#pragma once
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct buf {
	struct arena *arena;
	char *ptr;
	size_t len, cap;
	size_t limit;   /* bytes; passing it is ERR_TOO_BIG */
	enum err fault; /* the first failure, OK until then */
};

struct buf buf_in(struct arena *arena, size_t limit);
void buf_grow_and_put(struct buf *buf, struct str s); /* for the two below */
static inline void buf_put(struct buf *buf, struct str s)
{
	if (s.len > buf->cap - buf->len || buf->fault) {
		buf_grow_and_put(buf, s);
	} else if (s.len) {
		memcpy(buf->ptr + buf->len, s.ptr, s.len);
		buf->len += s.len;
	}
}
static inline void buf_put_char(struct buf *buf, char c)
{
	if (buf->len < buf->cap && !buf->fault)
		buf->ptr[buf->len++] = c;
	else
		buf_grow_and_put(buf, (struct str){ &c, 1 });
}
void buf_put_i64(struct buf *buf, int64_t n);
void buf_put_code_point(struct buf *buf, uint32_t code_point); /* as UTF-8 */
void buf_fmt(struct buf *buf, const char *fmt, ...) PRINTF_LIKE(2, 3);
void buf_truncate(struct buf *buf, size_t len); /* len <= buf->len */
struct str buf_str(const struct buf *buf);
