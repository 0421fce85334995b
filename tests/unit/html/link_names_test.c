/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "html/link_names.h"

static const struct link_name names[] = {
	{ STR_CONST("United Nations"), STR_CONST("/topic/un/"), 0 },
	{ STR_CONST("UN"), STR_CONST("/topic/un/"), 0 },
	{ STR_CONST("Nations"), STR_CONST("/topic/nations/"), 1 },
	{ STR_CONST("AT&T"), STR_CONST("/topic/at-t/"), 2 },
	{ STR_CONST("Émile"), STR_CONST("/topic/e/"), 3 },
	{ STR_CONST(""), STR_CONST("/topic/none/"), 4 },
};

static const struct {
	const char *html, *linked;
} cases[] = {
	{ "", "" },
	{ "<p>Nothing.</p>", "<p>Nothing.</p>" },
	{ "<p>The UN and the United Nations.</p>",
	  "<p>The <a href=\"/topic/un/\">UN</a> and the United "
	  "<a href=\"/topic/nations/\">Nations</a>.</p>" },
	{ "<p>United Nations, UN, Nations</p>",
	  "<p><a href=\"/topic/un/\">United Nations</a>, UN, <a "
	  "href=\"/topic/nations/\">Nations</a></p>" },
	{ "<h2>UN</h2><p>UNICEF, unUN, <b>UN</b></p>",
	  "<h2>UN</h2><p>UNICEF, unUN, <b><a href=\"/topic/un/\">UN</a></b></p>" },
	{ "<p><a href=\"/x/\" title=\"a > UN\">UN <b>UN</b></a> UN</p>",
	  "<p><a href=\"/x/\" title=\"a > UN\">UN <b>UN</b></a> <a "
	  "href=\"/topic/un/\">UN</a></p>" },
	{ "<figure><figcaption>UN</figcaption></figure><aside>UN</aside><pre><code>UN</code></pre>",
	  "<figure><figcaption>UN</figcaption></figure><aside>UN</aside><pre><code>UN</code></"
	  "pre>" },
	{ "<p>AT&amp;T</p>", "<p><a href=\"/topic/at-t/\">AT&amp;T</a></p>" },
	{ "<p>Émilee, Émile</p>", "<p>Émilee, <a href=\"/topic/e/\">Émile</a></p>" },
	{ "<p>un</p><p>éUN</p>UN", "<p>un</p><p>éUN</p><a href=\"/topic/un/\">UN</a>" },
	{ "</a></a><p>UN", "</a></a><p><a href=\"/topic/un/\">UN</a>" },
	{ "<p", "<p" },
};

static void the_first_mention_outside_links_and_headings_is_one(void **state)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct html got = html_link_names(*state, html_trusted(str_of(cases[i].html)),
						  names, COUNT_OF(names));
		if (!str_eq(got.s, str_of(cases[i].linked)))
			fail_msg("%s gave %.*s", cases[i].html, STR_ARG(got.s));
	}
}

static void only_so_many_names_are_looked_for(void **state)
{
	struct link_name *many = arena_new(*state, struct link_name, LIMIT_LINK_NAMES + 1);
	for (size_t i = 0; i < LIMIT_LINK_NAMES + 1; i++)
		many[i] = (struct link_name){ S("x"), S("/x/"), 0 };
	many[LIMIT_LINK_NAMES - 1].name = S("last");
	many[LIMIT_LINK_NAMES].name = S("beyond");
	struct html got =
		html_link_names(*state, html_trusted(S("beyond last")), many, LIMIT_LINK_NAMES + 1);
	assert_true(str_eq(got.s, S("beyond <a href=\"/x/\">last</a>")));
}

static int setup(void **state)
{
	static struct arena arena;
	arena = arena_open(64 << 20);
	*state = &arena;
	return 0;
}

static int teardown(void **state)
{
	arena_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_mention_outside_links_and_headings_is_one),
		cmocka_unit_test(only_so_many_names_are_looked_for),
	};
	return cmocka_run_group_tests_name("names linked", tests, setup, teardown);
}
