/* SPDX-License-Identifier: Apache-2.0 */
/*
 * php_serialized.h: reading what PHP's serialize() wrote, as WordPress keeps its arrays.
 *
 *   N;  b:1;  i:42;  d:0.5;  s:5:"bytes";  a:2:{key value key value}  O:4:"Name":1:{...}
 *
 * Values are views into the input; nothing is built and no object comes to life. Counts must be
 * true and nothing may follow; a text whose length is not true ends at the first `";`.
 *
 *     struct php_value meta, width;
 *     if (php_parse(text, &meta) == OK && php_get(&meta, S("width"), &width))
 *         use(php_number(&width));
 */
#pragma once
#include "base/base.h"

#define LIMIT_PHP_DEPTH 32
#define LIMIT_PHP_VALUES 100000

enum php_kind { PHP_NULL, PHP_BOOL, PHP_INT, PHP_FLOAT, PHP_TEXT, PHP_ARRAY, PHP_OBJECT };

struct php_value {
	enum php_kind kind;
	int64_t number;   /* PHP_BOOL, PHP_INT */
	struct str text;  /* PHP_TEXT, and PHP_FLOAT as it is spelled */
	struct str items; /* PHP_ARRAY, PHP_OBJECT: what is between the braces */
	size_t count;     /* pairs of key and value */
	struct str raw;   /* the whole value */
};

/* Fails: ERR_INVALID, ERR_TOO_BIG (a limit). */
enum err php_parse(struct str serialized, struct php_value *out) MUST_CHECK;
/* The value that key has in an array; false when it has none, or value is no array. */
bool php_get(const struct php_value *array, struct str key, struct php_value *out);
int64_t php_number(const struct php_value *value);  /* of a number or of text that is one; else 0 */
struct str php_text(const struct php_value *value); /* of a text; else "" */
