/* SPDX-License-Identifier: Apache-2.0 */
/* json.c: each member puts its comma before itself. */
#include "site/json.h"

static void put_escaped(struct buf *out, char c)
{
	switch (c) {
	case '"': buf_put(out, S("\\\"")); break;
	case '\\': buf_put(out, S("\\\\")); break;
	case '\n': buf_put(out, S("\\n")); break;
	case '\t': buf_put(out, S("\\t")); break;
	case '\r': buf_put(out, S("\\r")); break;
	default: buf_fmt(out, "\\u%04x", (unsigned)c);
	}
}

static void put_string(struct buf *out, struct str text)
{
	struct str sound = utf8_repair(out->arena, text);
	size_t from = 0;
	buf_put_char(out, '"');
	for (size_t i = 0; i < sound.len; i++) {
		unsigned char c = (unsigned char)sound.ptr[i];
		if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
			continue;
		buf_put(out, str_sub(sound, from, i - from));
		put_escaped(out, sound.ptr[i]);
		from = i + 1;
	}
	buf_put(out, str_from(sound, from));
	buf_put_char(out, '"');
}

static void begin(struct json *json, const char *key)
{
	if (json->has_before)
		buf_put_char(json->out, ',');
	if (key) { /* ours: nothing in it is to be escaped */
		buf_put_char(json->out, '"');
		buf_put(json->out, str_of(key));
		buf_put(json->out, S("\":"));
	}
	json->has_before = true;
}

struct json json_into(struct buf *out)
{
	return (struct json){ .out = out };
}

void json_open(struct json *json, const char *key, char bracket)
{
	begin(json, key);
	buf_put_char(json->out, bracket);
	json->has_before = false;
}

void json_close(struct json *json, char bracket)
{
	buf_put_char(json->out, bracket);
	json->has_before = true;
}

void json_text(struct json *json, const char *key, struct str text)
{
	begin(json, key);
	put_string(json->out, text);
}

void json_text_if(struct json *json, const char *key, struct str text)
{
	if (text.len)
		json_text(json, key, text);
}

void json_number(struct json *json, const char *key, int64_t number)
{
	begin(json, key);
	buf_put_i64(json->out, number);
}

void json_decimal(struct json *json, const char *key, double number)
{
	begin(json, key);
	buf_fmt(json->out, "%.6g", number);
}

void json_truth(struct json *json, const char *key, bool truth)
{
	begin(json, key);
	buf_put(json->out, truth ? S("true") : S("false"));
}
