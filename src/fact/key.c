/* SPDX-License-Identifier: Apache-2.0 */
/* key.c: names of facts, made fit for a header. */
#include "fact/key.h"

static bool is_plain(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '-' || c == '.' || c == '_' ||
	       c == '~' || c == '/' || c == '=';
}

void fact_put_key(struct buf *out, struct str name)
{
	static const char digits[] = "0123456789ABCDEF";
	for (size_t i = 0, end; i < name.len; i = end + 1) {
		for (end = i; end < name.len && is_plain(name.ptr[end]);)
			end++;
		buf_put(out, str_sub(name, i, end - i));
		if (end == name.len)
			return;
		unsigned char c = (unsigned char)name.ptr[end];
		if (c == ' ') {
			buf_put_char(out, '-');
			continue;
		}
		buf_put_char(out, '%');
		buf_put_char(out, digits[c >> 4]);
		buf_put_char(out, digits[c & 15]);
	}
}

struct str fact_keys(struct arena *into, const struct fact_set *facts)
{
	struct buf out = buf_in(into, LIMIT_FACT_KEYS_BYTES);
	for (size_t i = 0; i < facts->count && !out.fault; i++) {
		if (i)
			buf_put_char(&out, ' ');
		fact_put_key(&out, facts->items[i].name);
	}
	return out.fault ? S(FACT_KEY_MANY) : buf_str(&out);
}
