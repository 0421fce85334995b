/* SPDX-License-Identifier: Apache-2.0 */
/* json.c: JSON (RFC 8259) into values. Keys keep the order JavaScript gives them: those that are
 * whole numbers first, by size, then the others as written; of a key said twice the last counts. */
#include <stdlib.h>

#include "theme/number.h"
#include "theme/place.h"
#include "theme/value.h"

struct reader {
	struct arena *into;
	struct str text;
	size_t at;
	struct fault *fault;
	int depth;
};

static enum err refuse(struct reader *r, const char *what)
{
	struct place place = place_in(r->text, r->at);
	return fault_set(r->fault, ERR_INVALID, "%zu:%zu: %s", place.line, place.column, what);
}

static char peek(const struct reader *r)
{
	return r->at < r->text.len ? r->text.ptr[r->at] : 0;
}

static void skip_space(struct reader *r)
{
	while (r->at < r->text.len && memchr(" \t\r\n", r->text.ptr[r->at], 4))
		r->at++;
}

static bool take(struct reader *r, char c)
{
	skip_space(r);
	if (r->at >= r->text.len || r->text.ptr[r->at] != c)
		return false;
	r->at++;
	return true;
}

/* The four digits after "\u"; -1 if they are not there. */
static int read_hex4(struct reader *r)
{
	int n = 0;
	if (r->text.len - r->at < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int digit = char_hex(r->text.ptr[r->at + (size_t)i]);
		if (digit < 0)
			return -1;
		n = n * 16 + digit;
	}
	r->at += 4;
	return n;
}

static enum err read_code_point(struct reader *r, struct buf *out)
{
	int high = read_hex4(r);
	if (high < 0)
		return refuse(r, "\\u wants four hexadecimal digits");
	if (high >= 0xD800 && high < 0xDC00 && str_starts(str_from(r->text, r->at), S("\\u"))) {
		size_t before = r->at;
		r->at += 2;
		int low = read_hex4(r);
		if (low >= 0xDC00 && low < 0xE000) {
			buf_put_code_point(out, 0x10000u + ((uint32_t)(high - 0xD800) << 10) +
							(uint32_t)(low - 0xDC00));
			return OK;
		}
		r->at = before;
	}
	buf_put_code_point(out, (uint32_t)high);
	return OK;
}

static enum err read_escape(struct reader *r, struct buf *out)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	char c = peek(r);
	r->at++;
	if (c == 'u')
		return read_code_point(r, out);
	const char *found = c ? strchr(from, c) : NULL;
	if (!found)
		return refuse(r, "no such escape in a string");
	buf_put_char(out, to[found - from]);
	return OK;
}

static enum err read_string(struct reader *r, struct str *out)
{
	size_t start = ++r->at;
	while (r->at < r->text.len && r->text.ptr[r->at] != '"' && r->text.ptr[r->at] != '\\' &&
	       (unsigned char)r->text.ptr[r->at] >= ' ')
		r->at++;
	struct str plain = str_sub(r->text, start, r->at - start);
	if (peek(r) == '"') {
		r->at++;
		*out = plain;
		return OK;
	}
	struct buf text = buf_in(r->into, r->text.len);
	buf_put(&text, plain);
	for (;;) {
		if (r->at >= r->text.len)
			return refuse(r, "a string does not end");
		char c = r->text.ptr[r->at++];
		if (c == '"')
			break;
		if ((unsigned char)c < ' ')
			return r->at--, refuse(r, "a control character in a string");
		if (c == '\\')
			TRY(read_escape(r, &text));
		else
			buf_put_char(&text, c);
	}
	*out = buf_str(&text);
	return text.fault;
}

static size_t count_digits(struct reader *r)
{
	size_t start = r->at;
	while (char_is_digit(peek(r)))
		r->at++;
	return r->at - start;
}

static enum err read_number(struct reader *r, struct value *out)
{
	size_t start = r->at;
	if (peek(r) == '-')
		r->at++;
	size_t whole = r->at, digits = count_digits(r);
	if (digits == 0 || (digits > 1 && r->text.ptr[whole] == '0'))
		return r->at = start, refuse(r, "no value can start like this");
	if (peek(r) == '.') {
		r->at++;
		if (!count_digits(r))
			return refuse(r, "a digit has to follow the point");
	}
	if (peek(r) == 'e' || peek(r) == 'E') {
		r->at++;
		if (peek(r) == '+' || peek(r) == '-')
			r->at++;
		if (!count_digits(r))
			return refuse(r, "a digit has to follow the exponent's sign");
	}
	*out = value_number(strtod(str_z(r->into, str_sub(r->text, start, r->at - start)), NULL));
	return OK;
}

static enum err read_value(struct reader *r, struct value *out);

static enum err read_list(struct reader *r, struct value *out)
{
	struct value_array *array = arena_new(r->into, struct value_array, 1);
	r->at++;
	if (!take(r, ']')) {
		do {
			struct value item;
			TRY(read_value(r, &item));
			*list_push(r->into, array) = item;
		} while (take(r, ','));
		if (!take(r, ']'))
			return refuse(r, "expected , or ] in a list");
	}
	*out = value_of_array(array);
	return OK;
}

static bool key_is_index(struct str key, uint64_t *n)
{
	int64_t i;
	if (key.len == 0 || key.len > 10 || !char_is_digit(key.ptr[0]) ||
	    (key.len > 1 && key.ptr[0] == '0') || str_to_i64(key, &i) || i >= 4294967295)
		return false;
	*n = (uint64_t)i;
	return true;
}

struct sort_key {
	uint64_t number; /* past every index: not one */
	size_t at;
};

static int compare_keys(const void *a, const void *b)
{
	const struct sort_key *x = a, *y = b;
	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* Puts the keys that are whole numbers first. */
static struct value_map *in_order(struct arena *into, struct value_map *map)
{
	struct sort_key *keys = arena_new(into, struct sort_key, map->count);
	bool any = false;
	for (size_t i = 0; i < map->count; i++) {
		keys[i] = (struct sort_key){ UINT64_MAX, i };
		any |= key_is_index(map->items[i].key, &keys[i].number);
	}
	if (!any)
		return map;
	qsort(keys, map->count, sizeof *keys, compare_keys);
	struct value_map *sorted = arena_new(into, struct value_map, 1);
	for (size_t i = 0; i < map->count; i++)
		value_map_set(into, sorted, map->items[keys[i].at].key,
			      map->items[keys[i].at].value);
	return sorted;
}

static enum err read_object(struct reader *r, struct value *out)
{
	struct value_map *map = arena_new(r->into, struct value_map, 1);
	r->at++;
	if (!take(r, '}')) {
		do {
			struct str key;
			struct value value;
			skip_space(r);
			if (peek(r) != '"')
				return refuse(r, "expected a name in quotes");
			TRY(read_string(r, &key));
			if (!take(r, ':'))
				return refuse(r, "expected : after a name");
			TRY(read_value(r, &value));
			value_map_set(r->into, map, key, value);
		} while (take(r, ','));
		if (!take(r, '}'))
			return refuse(r, "expected , or } in an object");
	}
	*out = value_of_map(in_order(r->into, map));
	return OK;
}

static enum err read_word(struct reader *r, struct value *out)
{
	static const struct {
		struct str word;
		struct value value;
	} words[] = {
		{ STR_CONST("true"), { .kind = VALUE_BOOL, .truth = true } },
		{ STR_CONST("false"), { .kind = VALUE_BOOL, .truth = false } },
		{ STR_CONST("null"), { .kind = VALUE_NULL } },
	};
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (str_starts(str_from(r->text, r->at), words[i].word)) {
			r->at += words[i].word.len;
			*out = words[i].value;
			return OK;
		}
	return read_number(r, out);
}

static enum err read_value(struct reader *r, struct value *out)
{
	skip_space(r);
	if (r->at >= r->text.len)
		return refuse(r, "a value is missing at the end");
	if (++r->depth > LIMIT_JSON_DEPTH)
		return refuse(r, "nested too deep");
	enum err err;
	struct str text;
	switch (peek(r)) {
	case '{': err = read_object(r, out); break;
	case '[': err = read_list(r, out); break;
	case '"':
		err = read_string(r, &text);
		if (!err)
			*out = value_text(text);
		break;
	default: err = read_word(r, out);
	}
	r->depth--;
	return err;
}

enum err value_parse_json(struct arena *into, struct str json, struct value *out,
			  struct fault *fault)
{
	str_drop_prefix(&json, S("\xEF\xBB\xBF"));
	struct reader r = { .into = into, .text = json, .fault = fault };
	if (!utf8_valid(json))
		return fault_set(fault, ERR_INVALID, "1:1: not UTF-8");
	struct value value;
	TRY(read_value(&r, &value));
	skip_space(&r);
	if (r.at < json.len)
		return refuse(&r, "something follows the value");
	*out = value;
	return OK;
}
