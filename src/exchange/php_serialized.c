/* SPDX-License-Identifier: Apache-2.0 */
/* php_serialized.c: one reader that walks over a value and checks it. */
#include "exchange/php_serialized.h"

struct reader {
	struct str rest;
	int depth;
	size_t values;
};

static enum err expect(struct reader *reader, char c)
{
	if (!reader->rest.len || reader->rest.ptr[0] != c)
		return ERR_INVALID;
	reader->rest = str_from(reader->rest, 1);
	return OK;
}

static enum err take_until(struct reader *reader, char end, struct str *out)
{
	struct str_pair pair = str_cut(str_first(reader->rest, 64), end);
	if (!pair.found || !pair.head.len)
		return ERR_INVALID;
	*out = pair.head;
	reader->rest = str_from(reader->rest, pair.head.len + 1);
	return OK;
}

static enum err take_number(struct reader *reader, char end, int64_t *out)
{
	struct str digits;
	TRY(take_until(reader, end, &digits));
	return str_to_i64(digits, out) ? ERR_INVALID : OK;
}

static enum err take_length(struct reader *reader, char end, size_t *out)
{
	int64_t n;
	TRY(take_number(reader, end, &n));
	if (n < 0)
		return ERR_INVALID;
	*out = (size_t)n;
	return OK;
}

/* `5:"bytes"`. Where a site's address or its encoding was replaced in the database by hand, the
 * lengths are those of before: then the text ends at the first `"` that `;` or `:` follows. */
static enum err take_text(struct reader *reader, struct str *out)
{
	size_t length;
	TRY(take_length(reader, ':', &length));
	TRY(expect(reader, '"'));
	struct str rest = reader->rest;
	bool is_right = length + 1 < rest.len && rest.ptr[length] == '"' &&
			(rest.ptr[length + 1] == ';' || rest.ptr[length + 1] == ':');
	if (!is_right) {
		length = str_find(rest, S("\";"));
		if (length == STR_NONE)
			return ERR_INVALID;
	}
	*out = str_first(rest, length);
	reader->rest = str_from(rest, length);
	return expect(reader, '"');
}

static bool is_float(struct str s)
{
	if (str_eq(s, S("INF")) || str_eq(s, S("-INF")) || str_eq(s, S("NAN")))
		return true;
	for (size_t i = 0; i < s.len; i++)
		if (!char_is_digit(s.ptr[i]) && !strchr("+-.eE", s.ptr[i]))
			return false;
	return s.len > 0;
}

static enum err take_value(struct reader *reader, struct php_value *out);

static enum err take_items(struct reader *reader, struct php_value *out)
{
	TRY(take_length(reader, ':', &out->count));
	TRY(expect(reader, '{'));
	if (++reader->depth > LIMIT_PHP_DEPTH)
		return ERR_TOO_BIG;
	struct str start = reader->rest;
	for (size_t i = 0; i < out->count; i++) {
		struct php_value key, value;
		TRY(take_value(reader, &key));
		if (key.kind != PHP_INT && key.kind != PHP_TEXT)
			return ERR_INVALID;
		TRY(take_value(reader, &value));
	}
	reader->depth--;
	out->items = str_first(start, start.len - reader->rest.len);
	return expect(reader, '}');
}

static enum err take_content(struct reader *reader, char type, struct php_value *out)
{
	switch (type) {
	case 'b':
	case 'i':
		out->kind = type == 'b' ? PHP_BOOL : PHP_INT;
		return take_number(reader, ';', &out->number);
	case 'd':
		out->kind = PHP_FLOAT;
		TRY(take_until(reader, ';', &out->text));
		return is_float(out->text) ? OK : ERR_INVALID;
	case 's':
		out->kind = PHP_TEXT;
		TRY(take_text(reader, &out->text));
		return expect(reader, ';');
	case 'a': out->kind = PHP_ARRAY; return take_items(reader, out);
	case 'O':
		out->kind = PHP_OBJECT;
		TRY(take_text(reader, &out->text));
		TRY(expect(reader, ':'));
		return take_items(reader, out);
	default: return ERR_INVALID;
	}
}

static enum err take_value(struct reader *reader, struct php_value *out)
{
	struct str start = reader->rest;
	*out = (struct php_value){ 0 };
	if (++reader->values > LIMIT_PHP_VALUES)
		return ERR_TOO_BIG;
	if (!start.len)
		return ERR_INVALID;
	char type = start.ptr[0];
	reader->rest = str_from(start, 1);
	if (type == 'N') {
		TRY(expect(reader, ';'));
	} else {
		TRY(expect(reader, ':'));
		TRY(take_content(reader, type, out));
	}
	out->raw = str_first(start, start.len - reader->rest.len);
	return OK;
}

enum err php_parse(struct str serialized, struct php_value *out)
{
	struct reader reader = { .rest = serialized };
	struct php_value value;
	TRY(take_value(&reader, &value));
	if (reader.rest.len)
		return ERR_INVALID;
	*out = value;
	return OK;
}

bool php_get(const struct php_value *array, struct str key, struct php_value *out)
{
	struct reader reader = { .rest = array->items };
	int64_t number;
	bool is_number = str_to_i64(key, &number) == OK;
	for (size_t i = 0; i < array->count; i++) {
		struct php_value found, value;
		if (take_value(&reader, &found) || take_value(&reader, &value))
			return false;
		bool same = found.kind == PHP_TEXT ? str_eq(found.text, key)
						   : is_number && found.number == number;
		if (!same)
			continue;
		*out = value;
		return true;
	}
	return false;
}

int64_t php_number(const struct php_value *value)
{
	int64_t number;
	if (value->kind == PHP_INT || value->kind == PHP_BOOL)
		return value->number;
	return value->kind == PHP_TEXT && str_to_i64(str_trim(value->text), &number) == OK ? number
											   : 0;
}

struct str php_text(const struct php_value *value)
{
	return value->kind == PHP_TEXT ? value->text : S("");
}
