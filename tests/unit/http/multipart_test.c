/* SPDX-License-Identifier: Apache-2.0 */
#include "http/form.h"

#include "../cmocka_first.h"

#define DISPOSITION "Content-Disposition: form-data; "

static enum err parse(struct arena *arena, struct str body, struct form *form)
{
	return form_parse_multipart(arena, body, S("xyz"), form);
}

static void fields_and_files_are_told_apart(void **state)
{
	struct form form;
	struct str body =
		S("--xyz\r\n" DISPOSITION "name=\"title\"\r\n\r\nGr\xc3\xbc\xc3\x9f\xff\r\n"
		  "--xyz\r\n" DISPOSITION "name=\"photo\"; filename=\"C:\\x\\a.jpg\"\r\n"
		  "Content-Type: image/jpeg\r\n\r\n\xff\xd8\0\r\n--xy\r\n\r\n"
		  "--xyz--\r\n");
	assert_ok(parse(*state, body, &form));
	assert_int_equal(form.count, 2);
	assert_str(form_get(&form, S("title")), "Grüß\xef\xbf\xbd");
	assert_str(form.items[0].content_type, "");
	assert_str(form.items[1].filename, "a.jpg");
	assert_str(form.items[1].content_type, "image/jpeg");
	assert_true(str_eq(form.items[1].value, S("\xff\xd8\0\r\n--xy\r\n")));
}

static void a_preamble_and_an_epilogue_are_passed_over(void **state)
{
	struct form form;
	assert_ok(parse(*state,
			S("hello\r\n--xyz \t\r\n" DISPOSITION "name=a\r\n\r\nv\r\n--xyz--\r\nbye"),
			&form));
	assert_int_equal(form.count, 1);
	assert_str(form_get(&form, S("a")), "v");
}

static void an_empty_value_and_an_empty_form(void **state)
{
	struct form form;
	assert_ok(parse(*state, S("--xyz\r\n" DISPOSITION "name=a\r\n\r\n\r\n--xyz--"), &form));
	assert_str(form_get(&form, S("a")), "");
	assert_true(form_has(&form, S("a")));
	assert_ok(parse(*state, S("--xyz--\r\n"), &form));
	assert_int_equal(form.count, 0);
	assert_ok(parse(*state,
			S("--xyz\r\n" DISPOSITION "name=f; filename=\"\"\r\n\r\n\r\n--xyz--"),
			&form));
	assert_str(form.items[0].filename, "");
}

static void what_may_have_lost_its_end_or_is_no_form_is_refused(void **state)
{
	static const char *bad[] = {
		"",
		"--xyz",
		"--xyz\r\n",
		"xyz--",
		"--xyzz\r\n" DISPOSITION "name=a\r\n\r\nv\r\n--xyz--",
		"--xyz\r\n" DISPOSITION "name=a\r\n\r\nv",
		"--xyz\r\n" DISPOSITION "name=a\r\n\r\nv\r\n--xyz",
		"--xyz\r\n" DISPOSITION "name=a\r\n\r\nv\n--xyz--",
		"--xyz\n" DISPOSITION "name=a\n\nv\n--xyz--",
		"--xyz\r\n" DISPOSITION "name=a\r\nv\r\n--xyz--",
		"--xyz\r\n\r\nv\r\n--xyz--",
		"--xyz\r\nContent-Type: text/plain\r\n\r\nv\r\n--xyz--",
		"--xyz\r\n" DISPOSITION "\r\n\r\nv\r\n--xyz--",
		"--xyz\r\nContent-Disposition: attachment; name=a\r\n\r\nv\r\n--xyz--",
		"--xyz\r\n" DISPOSITION "name=\"a\r\n\r\nv\r\n--xyz--",
		"--xyz\r\n" DISPOSITION "name=a\r\n" DISPOSITION "name=b\r\n\r\nv\r\n--xyz--",
		"--xyz\r\n" DISPOSITION
		"name=a\r\nContent-Transfer-Encoding: base64\r\n\r\nv\r\n--xyz--",
		"--xyz\r\n" DISPOSITION "name=a\r\nno colon\r\n\r\nv\r\n--xyz--",
		"--xyz\r\n" DISPOSITION "name=a\r\nA b: c\r\n\r\nv\r\n--xyz--",
	};
	struct form form;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (parse(*state, str_of(bad[i]), &form) != ERR_INVALID)
			fail_msg("taken: %s", bad[i]);
}

static void plain_codings_are_taken(void **state)
{
	struct form form;
	assert_ok(parse(*state,
			S("--xyz\r\n" DISPOSITION
			  "name=a\r\ncontent-transfer-encoding: Binary\r\n\r\nv\r\n--xyz--"),
			&form));
}

static void boundaries_have_a_length(void **state)
{
	struct arena *arena = *state;
	struct form form;
	char boundary[LIMIT_BOUNDARY_BYTES + 1];
	memset(boundary, 'b', sizeof boundary);
	for (size_t len = LIMIT_BOUNDARY_BYTES; len <= sizeof boundary; len++) {
		struct str name = { boundary, len };
		struct str body = str_fmt(arena, "--%.*s--", STR_ARG(name));
		assert_int_equal(form_parse_multipart(arena, body, name, &form),
				 len <= LIMIT_BOUNDARY_BYTES ? OK : ERR_INVALID);
	}
	assert_int_equal(form_parse_multipart(arena, S("----"), S(""), &form), ERR_INVALID);
	assert_int_equal(form_parse_multipart(arena, S("--a --"), S("a "), &form), ERR_INVALID);
	assert_int_equal(form_parse_multipart(arena, S("--a\n--"), S("a\n"), &form), ERR_INVALID);
}

static void fields_are_counted(void **state)
{
	struct arena *arena = *state;
	struct form form;
	for (int extra = 0; extra < 2; extra++) {
		struct buf body = buf_in(arena, 1 << 20);
		for (int i = 0; i < LIMIT_FORM_FIELDS + extra; i++)
			buf_put(&body, S("--xyz\r\n" DISPOSITION "name=a\r\n\r\nv\r\n"));
		buf_put(&body, S("--xyz--"));
		assert_int_equal(parse(arena, buf_str(&body), &form), extra ? ERR_TOO_BIG : OK);
	}
}

static void the_lines_before_a_part_have_a_limit(void **state)
{
	struct arena *arena = *state;
	struct form form;
	struct str start = S(DISPOSITION "name=a\r\nX: ");
	for (size_t extra = 0; extra < 2; extra++) {
		struct buf body = buf_in(arena, 1 << 20);
		buf_fmt(&body, "--xyz\r\n%.*s", STR_ARG(start));
		for (size_t i = start.len; i < LIMIT_PART_HEAD_BYTES + extra; i++)
			buf_put_char(&body, 'x');
		buf_put(&body, S("\r\n\r\nv\r\n--xyz--"));
		assert_int_equal(parse(arena, buf_str(&body), &form), extra ? ERR_TOO_BIG : OK);
	}
}

static void text_has_a_limit_and_files_have_not(void **state)
{
	struct arena *arena = *state;
	struct form form;
	char *bytes = arena_bytes(arena, LIMIT_FORM_BYTES + 1);
	memset(bytes, 'x', LIMIT_FORM_BYTES + 1);
	for (size_t extra = 0; extra < 2; extra++)
		for (int is_file = 0; is_file < 2; is_file++) {
			struct buf body = buf_in(arena, 4 << 20);
			buf_fmt(&body, "--xyz\r\n" DISPOSITION "name=a%s\r\n\r\n",
				is_file ? "; filename=b" : "");
			buf_put(&body, (struct str){ bytes, LIMIT_FORM_BYTES + extra });
			buf_put(&body, S("\r\n--xyz--"));
			assert_int_equal(parse(arena, buf_str(&body), &form),
					 extra && !is_file ? ERR_TOO_BIG : OK);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_and_files_are_told_apart),
		cmocka_unit_test(a_preamble_and_an_epilogue_are_passed_over),
		cmocka_unit_test(an_empty_value_and_an_empty_form),
		cmocka_unit_test(what_may_have_lost_its_end_or_is_no_form_is_refused),
		cmocka_unit_test(plain_codings_are_taken),
		cmocka_unit_test(boundaries_have_a_length),
		cmocka_unit_test(fields_are_counted),
		cmocka_unit_test(the_lines_before_a_part_have_a_limit),
		cmocka_unit_test(text_has_a_limit_and_files_have_not),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
