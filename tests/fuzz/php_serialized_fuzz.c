/* fuzz: php_serialized links: wp base */
/* SPDX-License-Identifier: Apache-2.0 */
/* php_serialized_fuzz: a value that is read is the whole input; each value found in an array lies
 * within it and is a whole value again; nothing can be left off its end. */
#include "exchange/php_serialized.h"

static const char *const keys[] = { "width", "height", "image_meta", "credit", "0", "a" };

static void check(const struct php_value *value, int depth)
{
	struct php_value found, again;
	for (size_t i = 0; i < COUNT_OF(keys) && depth < LIMIT_PHP_DEPTH; i++) {
		if (!php_get(value, str_of(keys[i]), &found))
			continue;
		BUG_IF(found.raw.ptr < value->raw.ptr ||
		       found.raw.ptr + found.raw.len > value->raw.ptr + value->raw.len);
		BUG_IF(php_parse(found.raw, &again) != OK || again.kind != found.kind);
		(void)php_number(&found);
		check(&found, depth + 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	struct php_value value, shorter;
	if (size > 4096 || php_parse(text, &value) != OK)
		return 0;
	BUG_IF(value.raw.len != size);
	BUG_IF(php_parse(str_first(text, size - 1), &shorter) == OK);
	check(&value, 0);
	return 0;
}
