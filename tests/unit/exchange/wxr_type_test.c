/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "exchange/wxr_type.h"

static struct wxr_item item_of(const char *type, const char *status, const char *content)
{
	return (struct wxr_item){ .post_type = str_of(type),
				  .status = str_of(status),
				  .content = str_of(content),
				  .title = S("T") };
}

static void types_become_what_they_are(void **state)
{
	(void)state;
	static const struct {
		const char *type, *status, *content;
		enum wxr_type is;
	} cases[] = {
		{ "post", "publish", "", TYPE_STORY },
		{ "", "", "", TYPE_STORY },
		{ "page", "draft", "", TYPE_PAGE },
		{ "attachment", "inherit", "", TYPE_ATTACHMENT },
		{ "nav_menu_item", "publish", "", TYPE_MENU_ENTRY },
		{ "guest-author", "publish", "", TYPE_PERSON },
		{ "wp_block", "publish", "x", TYPE_REUSABLE },
		{ "interview", "publish", "x", TYPE_STORY },
		{ "interview", "publish", " ", TYPE_SKIPPED },
		{ "product", "publish", "x", TYPE_SKIPPED },
		{ "revision", "inherit", "x", TYPE_SKIPPED },
		{ "post", "trash", "x", TYPE_SKIPPED },
		{ "post", "auto-draft", "", TYPE_SKIPPED },
		{ "post", "auto-draft", "x", TYPE_STORY },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct wxr_item item = item_of(cases[i].type, cases[i].status, cases[i].content);
		assert_int_equal(wxr_type_of(&item), cases[i].is);
	}
}

static void what_is_skipped_has_its_reason(void **state)
{
	(void)state;
	static const struct {
		const char *type, *status;
		enum skip_reason reason;
	} cases[] = {
		{ "post", "trash", SKIP_TRASH },
		{ "post", "auto-draft", SKIP_AUTO_DRAFT },
		{ "revision", "inherit", SKIP_REVISION },
		{ "wp_template", "publish", SKIP_MACHINERY },
		{ "wp_block", "publish", SKIP_MACHINERY },
		{ "gallery_of_something", "publish", SKIP_TYPE },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct wxr_item item = item_of(cases[i].type, cases[i].status, "");
		assert_int_equal(wxr_skip_reason(&item), cases[i].reason);
	}
}

static void states_follow_status_and_date(void **state)
{
	(void)state;
	unix_ms now = unix_ms_of(1000000), past = unix_ms_of(10), later = unix_ms_of(2000000);
	struct wxr_item item = item_of("post", "publish", "");
	assert_int_equal(wxr_status_of(&item, past, now), STORY_PUBLISHED);
	assert_int_equal(wxr_status_of(&item, later, now), STORY_SCHEDULED);
	item.status = S("future");
	assert_int_equal(wxr_status_of(&item, later, now), STORY_SCHEDULED);
	item.status = S("private");
	assert_int_equal(wxr_status_of(&item, past, now), STORY_PRIVATE);
	item.status = S("pending");
	assert_int_equal(wxr_status_of(&item, past, now), STORY_IN_REVIEW);
	item.status = S("draft");
	assert_int_equal(wxr_status_of(&item, past, now), STORY_DRAFT);
	item.status = S("a-plugin-s-own");
	assert_int_equal(wxr_status_of(&item, past, now), STORY_DRAFT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(types_become_what_they_are),
		cmocka_unit_test(what_is_skipped_has_its_reason),
		cmocka_unit_test(states_follow_status_and_date),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
