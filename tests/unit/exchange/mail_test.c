/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "exchange/mail.h"

static struct mail sample(void)
{
	return (struct mail){ .from_name = S("The Paper"),
			      .from = S("desk@paper.example"),
			      .to = S("ada@desk.example"),
			      .subject = S("A reply waits"),
			      .id = S("<1.x@paper.example>"),
			      .at = { 1422370616000 },
			      .text = S("Hello.\n") };
}

static void assert_built(struct arena *arena, const struct mail *mail, const char *part)
{
	struct str out;
	assert_int_equal(mail_build(arena, mail, &out), OK);
	if (!str_contains(out, str_of(part)))
		fail_msg("not in it: %s\n%.*s", part, STR_ARG(out));
}

static void a_plain_message_is_as_the_rfc_has_it(void **state)
{
	struct arena arena = arena_open(1 << 20);
	struct mail mail = sample();
	struct str out;
	(void)state;
	assert_int_equal(mail_build(&arena, &mail, &out), OK);
	assert_true(str_eq(out, S("From: The Paper <desk@paper.example>\r\n"
				  "To: <ada@desk.example>\r\n"
				  "Subject: A reply waits\r\n"
				  "Date: Tue, 27 Jan 2015 14:56:56 +0000\r\n"
				  "Message-ID: <1.x@paper.example>\r\n"
				  "Auto-Submitted: auto-generated\r\n"
				  "MIME-Version: 1.0\r\n"
				  "Content-Type: text/plain; charset=utf-8\r\n"
				  "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
				  "Hello.\r\n")));
	arena_close(&arena);
}

static void no_header_comes_in_by_a_subject_or_name(void **state)
{
	struct arena arena = arena_open(1 << 20);
	struct mail mail = sample();
	struct str out;
	(void)state;
	mail.subject = S("Hello\r\nBcc: all@mail.example\r\n\r\nA body");
	mail.from_name = S("Eve\n To: you@mail.example");
	assert_int_equal(mail_build(&arena, &mail, &out), OK);
	assert_false(str_contains(out, S("\nBcc:")));
	assert_false(str_contains(out, S("\n To:")));
	assert_true(str_starts(str_cut_str(out, S("\r\n\r\n")).tail, S("Hello.")));
	arena_close(&arena);
}

static void addresses_that_are_none_are_refused(void **state)
{
	static const char *const bad[] = { "",        "a",         "a@",      "@b",
					   "a b@c.d", "a@b@c",     "<a@b.c>", "a@b.c\r\nBcc: x@y",
					   "a,b@c.d", "\"a\"@b.c", "ä@b.c" };
	struct arena arena = arena_open(1 << 20);
	struct str out;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct mail mail = sample();
		mail.to = str_of(bad[i]);
		assert_int_equal(mail_build(&arena, &mail, &out), ERR_INVALID);
		mail = sample();
		mail.from = str_of(bad[i]);
		assert_int_equal(mail_build(&arena, &mail, &out), ERR_INVALID);
	}
	struct mail mail = sample();
	mail.id = S("1.x@paper.example");
	assert_int_equal(mail_build(&arena, &mail, &out), ERR_INVALID);
	arena_close(&arena);
}

static void other_scripts_are_encoded_in_words_of_whole_characters(void **state)
{
	struct arena arena = arena_open(1 << 20);
	struct mail mail = sample();
	struct str out;
	(void)state;
	mail.subject = S("Übermorgen");
	assert_built(&arena, &mail, "Subject: =?UTF-8?B?w5xiZXJtb3JnZW4=?=\r\n");
	mail.subject = S("ыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыы");
	assert_int_equal(mail_build(&arena, &mail, &out), OK);
	for (struct str rest = out; rest.len;) {
		struct str_pair line = str_cut_str(rest, S("\r\n"));
		assert_true(line.head.len <= 76);
		rest = line.tail;
	}
	assert_built(&arena, &mail, "?=\r\n =?UTF-8?B?");
	arena_close(&arena);
}

static void a_text_is_quoted_so_that_it_arrives(void **state)
{
	struct arena arena = arena_open(1 << 20);
	struct mail mail = sample();
	struct str out;
	(void)state;
	mail.text = S("a=b\n.\n..c\nend \nÜ\ttab\n");
	assert_built(&arena, &mail, "\r\n\r\na=3Db\r\n=2E\r\n=2E.c\r\nend=20\r\n=C3=9C=09tab\r\n");
	char *line = arena_bytes(&arena, 5000);
	memset(line, 'x', 5000);
	mail.text = (struct str){ line, 5000 };
	assert_int_equal(mail_build(&arena, &mail, &out), OK);
	for (struct str rest = str_cut_str(out, S("\r\n\r\n")).tail; rest.len;) {
		struct str_pair cut = str_cut_str(rest, S("\r\n"));
		assert_true(cut.head.len <= 76);
		rest = cut.tail;
	}
	arena_close(&arena);
}

static void a_text_beyond_the_limit_is_refused_whole(void **state)
{
	struct arena arena = arena_open(4 << 20);
	struct mail mail = sample();
	struct str out;
	char *line = arena_bytes(&arena, LIMIT_MAIL_BYTES);
	(void)state;
	memset(line, 'x', LIMIT_MAIL_BYTES);
	mail.text = (struct str){ line, LIMIT_MAIL_BYTES / 2 };
	assert_int_equal(mail_build(&arena, &mail, &out), OK);
	mail.text = (struct str){ line, LIMIT_MAIL_BYTES };
	assert_int_equal(mail_build(&arena, &mail, &out), ERR_TOO_BIG);
	arena_close(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_message_is_as_the_rfc_has_it),
		cmocka_unit_test(no_header_comes_in_by_a_subject_or_name),
		cmocka_unit_test(addresses_that_are_none_are_refused),
		cmocka_unit_test(other_scripts_are_encoded_in_words_of_whole_characters),
		cmocka_unit_test(a_text_is_quoted_so_that_it_arrives),
		cmocka_unit_test(a_text_beyond_the_limit_is_refused_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
