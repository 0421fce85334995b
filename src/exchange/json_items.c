/* SPDX-License-Identifier: Apache-2.0 */
/* json_items.c: a buffer that grows to the longest object, and a scan over it. */
#include "exchange/json_items.h"

#include <stdlib.h>

enum { CHUNK_BYTES = 256 << 10, MARK_BYTES = 3 };

struct json_items {
	struct json_source source;
	char *bytes;
	size_t len, at, cap; /* at: what was given already */
	int64_t line, total;
	bool is_at_end, is_in_array;
};

struct json_items *json_items_open(const struct json_source *source)
{
	struct json_items *items = calloc(1, sizeof *items);
	if (!items)
		die("out of memory");
	items->source = *source;
	items->line = 1;
	return items;
}

void json_items_close(struct json_items **items)
{
	if (*items)
		free((*items)->bytes);
	free(*items);
	*items = NULL;
}

int64_t json_items_bytes(const struct json_items *items)
{
	return items->total;
}

static enum err refuse(const struct json_items *items, enum err err, const char *what,
		       struct fault *fault)
{
	return fault_set(fault, err, "%.*s:%lld: %s", STR_ARG(items->source.name),
			 (long long)items->line, what);
}

/* Room for another chunk: what was given goes, else the buffer grows. */
static void make_room(struct json_items *items)
{
	if (items->at) /* else there may be no bytes yet */
		memmove(items->bytes, items->bytes + items->at, items->len - items->at);
	items->len -= items->at;
	items->at = 0;
	if (items->cap - items->len >= CHUNK_BYTES)
		return;
	items->cap = items->cap ? items->cap * 2 : 2 * CHUNK_BYTES;
	items->bytes = realloc(items->bytes, items->cap);
	if (!items->bytes)
		die("out of memory");
}

static enum err read_more(struct json_items *items, struct fault *fault)
{
	size_t got = 0;
	if (items->len - items->at > LIMIT_JSON_ITEM_BYTES)
		return refuse(items, ERR_TOO_BIG, "an object too large to be read", fault);
	make_room(items);
	if (items->source.read(items->source.self, items->bytes + items->len, CHUNK_BYTES, &got))
		return refuse(items, ERR_IO, "cannot be read", fault);
	items->len += got;
	items->total += (int64_t)got;
	items->is_at_end = got == 0;
	return OK;
}

static bool is_mark(struct json_items *items)
{
	return items->total == (int64_t)items->len && items->at == 0 && items->len >= MARK_BYTES &&
	       memcmp(items->bytes, "\xEF\xBB\xBF", MARK_BYTES) == 0;
}

/* Moves to the next '{'. */
static enum err find_start(struct json_items *items, bool *is_there, struct fault *fault)
{
	*is_there = false;
	while (items->total < MARK_BYTES && !items->is_at_end)
		TRY(read_more(items, fault));
	for (;;) {
		if (is_mark(items))
			items->at = MARK_BYTES;
		for (; items->at < items->len; items->at++) {
			char c = items->bytes[items->at];
			if (c == '{') {
				*is_there = true;
				return OK;
			}
			items->line += c == '\n';
			if (c == '[' && !items->is_in_array)
				items->is_in_array = true;
			else if (c == ']' && items->is_in_array)
				items->is_in_array = false;
			else if (!char_is_space(c) && !(c == ',' && items->is_in_array))
				return refuse(items, ERR_INVALID, "no JSON object begins here",
					      fault);
		}
		if (items->is_at_end)
			return OK;
		TRY(read_more(items, fault));
	}
}

/* How far the scan of an object has come. */
struct scan {
	size_t at; /* from its start */
	int depth;
	bool is_in_string, is_escaped;
};

static bool scan_on(struct scan *scan, struct str text)
{
	for (; scan->at < text.len; scan->at++) {
		char c = text.ptr[scan->at];
		if (scan->is_escaped)
			scan->is_escaped = false;
		else if (scan->is_in_string && c == '\\')
			scan->is_escaped = true;
		else if (c == '"')
			scan->is_in_string = !scan->is_in_string;
		else if (!scan->is_in_string && c == '{')
			scan->depth++;
		else if (!scan->is_in_string && c == '}' && --scan->depth == 0) {
			scan->at++;
			return true;
		}
	}
	return false;
}

enum err json_items_next(struct json_items *items, struct str *text, int64_t *line, bool *is_there,
			 struct fault *fault)
{
	struct scan scan = { 0 };
	TRY(find_start(items, is_there, fault));
	if (!*is_there)
		return OK;
	*line = items->line;
	while (!scan_on(&scan, (struct str){ items->bytes + items->at, items->len - items->at })) {
		if (items->is_at_end)
			return refuse(items, ERR_INVALID, "the file ends within an object", fault);
		TRY(read_more(items, fault));
	}
	*text = (struct str){ items->bytes + items->at, scan.at };
	for (size_t i = 0; i < text->len; i++)
		items->line += text->ptr[i] == '\n';
	items->at += scan.at;
	return OK;
}
