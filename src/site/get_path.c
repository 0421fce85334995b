/* SPDX-License-Identifier: Apache-2.0 */
/* get_path.c: what stands in a filter as {{post.tags}}, {{@custom.slugs}}, {{tags.[0].slug}}. */
#include "site/getting.h"

#define LIMIT_FILLED_BYTES (64u << 10)

/* The next name, number or * of a path; "" at its end. */
static struct str next_segment(struct str *path)
{
	size_t length = 0;
	str_drop_prefix(path, S("."));
	if (str_drop_prefix(path, S("["))) {
		struct str_pair cut = str_cut(*path, ']');
		*path = cut.tail;
		return cut.head;
	}
	while (length < path->len && path->ptr[length] != '.' && path->ptr[length] != '[')
		length++;
	struct str segment = str_first(*path, length);
	*path = str_from(*path, length);
	return segment;
}

/* A thing is known in filters by its slug. */
static void put_one(struct helper_call *call, struct buf *out, struct value v)
{
	struct arena *arena = helper_arena(call);
	if (v.kind == VALUE_OBJECT)
		v = value_field(v, S("slug"), arena);
	buf_put(out, value_to_text(v, arena));
}

static void put_path(struct helper_call *call, struct buf *out, struct value v, struct str path)
{
	struct arena *arena = helper_arena(call);
	struct str segment = next_segment(&path);
	while (segment.len && !str_eq(segment, S("*"))) {
		v = value_field(v, segment, arena);
		segment = next_segment(&path);
	}
	if (v.kind != VALUE_LIST) {
		put_one(call, out, v);
		return;
	}
	struct str last = next_segment(&path); /* items are things: one name leads from them */
	for (size_t i = 0; i < value_count(v); i++) {
		struct value item = value_at(v, i, arena);
		buf_put(out, i ? S(",") : S(""));
		put_one(call, out, last.len ? value_field(item, last, arena) : item);
	}
}

struct str get_fill_in(struct helper_call *call, struct str text)
{
	struct buf out = buf_in(helper_arena(call), LIMIT_FILLED_BYTES);
	while (text.len) {
		struct str_pair open = str_cut_str(text, S("{{"));
		struct str_pair close = str_cut_str(open.tail, S("}}"));
		struct str path = str_trim(close.head);
		buf_put(&out, open.head);
		if (!close.found)
			break;
		if (str_drop_prefix(&path, S("@"))) {
			struct str name = next_segment(&path);
			put_path(call, &out, helper_data_of(call, name), path);
		} else {
			put_path(call, &out, helper_context(call), path);
		}
		text = close.tail;
	}
	return buf_str(&out);
}
