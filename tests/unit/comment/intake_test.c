/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "comment/intake.h"

static struct reply_input good = {
	.name = STR_CONST("Ana"),
	.email = STR_CONST("a@b.org"),
	.text = STR_CONST("Hello"),
	.address = STR_CONST("192.0.2.77"),
};

static struct reply checked(void **state, struct reply_input input, struct reply_faults *faults)
{
	struct reply reply;
	assert_ok(reply_check(*state, &input, &reply, faults));
	return reply;
}

static struct str of_length(void **state, char c, size_t length)
{
	char *text = arena_bytes(*state, length);
	memset(text, c, length);
	return (struct str){ text, length };
}

static void what_is_fine_is_kept_as_it_was_meant(void **state)
{
	struct reply_faults faults;
	struct reply_input input = good;
	input.name = S("  Ana \t\n Maria\x01 \xE2\x80\xAE");
	input.website = S("example.org/me");
	struct reply reply = checked(state, input, &faults);
	assert_false(reply_has_faults(faults));
	assert_str(reply.name, "Ana Maria");
	assert_str(reply.website, "https://example.org/me");
	assert_str(reply.text.s, "<p>Hello</p>");
	assert_str(reply.address, "192.0.2.0");
}

static void addresses_for_mail_look_like_some(void **state)
{
	static const struct {
		const char *email;
		bool is_sane;
	} cases[] = {
		{ "a@b.org", true },      { "a.b+c_d'e@f-g.h.org", true },
		{ "ü@müller.de", true },  { "", false },
		{ "a", false },           { "a@b", false },
		{ "@b.org", false },      { "a@", false },
		{ "a@b@c.org", false },   { "a b@c.org", false },
		{ "a@b.", false },        { "a@.b", false },
		{ "a@b..org", false },    { "a@-b.org", false },
		{ "a@b.org-", false },    { "a\n@b.org", false },
		{ "a<b@c.org", false },   { "a@b.org,c", false },
		{ "\"a\"@b.org", false }, { "a@[1.2.3.4]", false },
		{ "a\x7F@b.org", false }, { "a\xFF@b.org", false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (email_is_sane(str_of(cases[i].email)) != cases[i].is_sane)
			fail_msg("%s", cases[i].email);
	assert_false(email_is_sane((struct str){ "a@b.or\0g", 8 }));
}

static void websites_are_pages_on_the_web(void **state)
{
	static const struct {
		const char *website, *kept;
		enum reply_fault fault;
	} cases[] = {
		{ "", "", REPLY_FINE },
		{ "http://a.org", "http://a.org", REPLY_FINE },
		{ " https://a.org/b?c ", "https://a.org/b?c", REPLY_FINE },
		{ "a.org", "https://a.org", REPLY_FINE },
		{ "//a.org", "https://a.org", REPLY_FINE },
		{ "javascript:alert(1)", "", REPLY_NOT_VALID },
		{ "java\tscript:alert(1)", "", REPLY_NOT_VALID },
		{ "ftp://a.org", "", REPLY_NOT_VALID },
		{ "mailto:a@b.org", "", REPLY_NOT_VALID },
		{ "nothing", "", REPLY_NOT_VALID },
		{ "/a.b", "", REPLY_NOT_VALID },
		{ "https://me:secret@a.org", "", REPLY_NOT_VALID },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct reply_faults faults;
		struct reply_input input = good;
		input.website = str_of(cases[i].website);
		struct reply reply = checked(state, input, &faults);
		if (faults.website != cases[i].fault ||
		    !str_eq(reply.website, str_of(cases[i].kept)))
			fail_msg("%s gave %.*s", cases[i].website, STR_ARG(reply.website));
	}
}

static void every_field_has_a_length(void **state)
{
	struct reply_faults faults;
	struct reply_input input = good;
	input.name = of_length(state, 'n', LIMIT_REPLY_NAME_CHARS);
	input.text = of_length(state, 't', LIMIT_COMMENT_BYTES);
	input.email = str_fmt(*state, "%.*s@b.org",
			      STR_ARG(of_length(state, 'e', LIMIT_REPLY_EMAIL_BYTES - 6)));
	input.website = str_fmt(*state, "http://a.org/%.*s",
				STR_ARG(of_length(state, 'w', LIMIT_REPLY_WEBSITE_BYTES - 13)));
	checked(state, input, &faults);
	assert_false(reply_has_faults(faults));
	input.name = of_length(state, 'n', LIMIT_REPLY_NAME_CHARS + 1);
	input.text = of_length(state, 't', LIMIT_COMMENT_BYTES + 1);
	input.email = str_fmt(*state, "e%.*s", STR_ARG(input.email));
	input.website = str_fmt(*state, "%.*sw", STR_ARG(input.website));
	checked(state, input, &faults);
	assert_int_equal(faults.name, REPLY_TOO_LONG);
	assert_int_equal(faults.text, REPLY_TOO_LONG);
	assert_int_equal(faults.email, REPLY_TOO_LONG);
	assert_int_equal(faults.website, REPLY_TOO_LONG);
}

static void a_text_that_shows_nothing_is_missing(void **state)
{
	static const char *const empty[] = { "", " \n ", "![](x)", "***", "[](http://a.b)" };
	for (size_t i = 0; i < COUNT_OF(empty); i++) {
		struct reply_faults faults;
		struct reply_input input = good;
		input.text = str_of(empty[i]);
		checked(state, input, &faults);
		if (faults.text != REPLY_MISSING)
			fail_msg("\"%s\" was taken", empty[i]);
	}
}

static void a_network_address_is_cut_to_its_network(void **state)
{
	static const struct {
		const char *address, *kept;
	} cases[] = {
		{ "203.0.113.255", "203.0.113.0" },
		{ "2001:db8:1:2:3:4:5:6", "2001:db8:1::" },
		{ "2001:DB8::5", "2001:db8:0::" },
		{ "::1", "0:0:0::" },
		{ "::ffff:203.0.113.9", "203.0.113.0" },
		{ "1.2.3", "" },
		{ "1.2.3.x", "" },
		{ "a:g::", "" },
		{ "", "" },
		{ "nonsense", "" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct reply_faults faults;
		struct reply_input input = good;
		input.address = str_of(cases[i].address);
		assert_true(str_eq(checked(state, input, &faults).address, str_of(cases[i].kept)));
	}
}

static void faults_have_keys_for_the_theme(void **state)
{
	assert_str(reply_fault_key(*state, S("email"), REPLY_MISSING), "reply.email.missing");
	assert_str(reply_fault_key(*state, S("text"), REPLY_TOO_LONG), "reply.text.too_long");
	assert_str(reply_fault_key(*state, S("website"), REPLY_NOT_VALID),
		   "reply.website.not_valid");
	assert_str(reply_fault_key(*state, S("name"), REPLY_FINE), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_fine_is_kept_as_it_was_meant),
		cmocka_unit_test(addresses_for_mail_look_like_some),
		cmocka_unit_test(websites_are_pages_on_the_web),
		cmocka_unit_test(every_field_has_a_length),
		cmocka_unit_test(a_text_that_shows_nothing_is_missing),
		cmocka_unit_test(a_network_address_is_cut_to_its_network),
		cmocka_unit_test(faults_have_keys_for_the_theme),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
