/* fuzz: form links: http base */
/* SPDX-License-Identifier: Apache-2.0 */
/* form_fuzz: a urlencoded form that is written anew from what was read reads the same; names and
 * values are UTF-8. The bytes are read as multipart too, whose texts are UTF-8. */
#include "http/form.h"
#include "http/url.h"

static void check_text(const struct form *form)
{
	for (size_t i = 0; i < form->count; i++) {
		BUG_IF(!utf8_valid(form->items[i].name) || !utf8_valid(form->items[i].filename));
		BUG_IF(form->items[i].filename.len == 0 && form->items[i].content_type.len == 0 &&
		       !utf8_valid(form->items[i].value));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	struct arena arena = arena_open(4 << 20);
	struct form form, again;
	struct buf out = buf_in(&arena, 1 << 20);
	if (size <= 4096 && form_parse_urlencoded(&arena, text, &form) == OK) {
		check_text(&form);
		for (size_t i = 0; i < form.count; i++) {
			buf_put(&out, url_encode_query(&arena, form.items[i].name));
			buf_put_char(&out, '=');
			buf_put(&out, url_encode_query(&arena, form.items[i].value));
			buf_put_char(&out, '&');
		}
		BUG_IF(form_parse_urlencoded(&arena, buf_str(&out), &again) != OK);
		BUG_IF(form.count != again.count);
		for (size_t i = 0; i < form.count; i++)
			BUG_IF(!str_eq(form.items[i].name, again.items[i].name) ||
			       !str_eq(form.items[i].value, again.items[i].value));
	}
	if (size <= 4096 && form_parse_multipart(&arena, text, S("b"), &form) == OK)
		check_text(&form);
	arena_close(&arena);
	return 0;
}
