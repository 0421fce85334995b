/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "exchange/account.h"

static void each_item_is_counted_once_with_its_status(void **state)
{
	struct account account = account_in(*state);
	size_t post = account_type(&account, S("post"));
	account_item(&account, post, S("publish"), OUTCOME_NEW);
	account_item(&account, post, S("publish"), OUTCOME_SAME);
	account_item(&account, post, S("trash"), OUTCOME_SKIPPED);
	assert_int_equal(account_type(&account, S("post")), post);
	assert_int_equal(tally_total(&account.types.items[post].tally), 3);
	assert_int_equal(account.types.items[post].statuses.count, 2);
	assert_int_equal(account.types.items[post].statuses.items[0].count, 2);
}

static void types_beyond_the_limit_are_other_ones(void **state)
{
	struct account account = account_in(*state);
	for (int i = 0; i < LIMIT_ACCOUNT_TYPES + 5; i++) {
		size_t type = account_type(&account, str_fmt(*state, "t%d", i));
		account_item(&account, type, S("publish"), OUTCOME_NEW);
	}
	assert_int_equal(account.types.count, LIMIT_ACCOUNT_TYPES);
	assert_str(account.types.items[LIMIT_ACCOUNT_TYPES - 2].name, "t198");
	assert_str(account.types.items[LIMIT_ACCOUNT_TYPES - 1].name, "other");
	assert_int_equal(account.types.items[LIMIT_ACCOUNT_TYPES - 1].tally.of[OUTCOME_NEW], 6);
}

static void json_lists_what_was_skipped_and_escapes(void **state)
{
	struct account account = account_in(*state);
	struct str files[] = { STR_CONST("a\"b\n.xml") };
	size_t type = account_type(&account, S("post"));
	account.files = files;
	account.file_count = 1;
	account_item(&account, type, S("trash"), OUTCOME_SKIPPED);
	account_skip(&account, (struct account_skip){ 0, 12, 5, 0, type, SKIP_TRASH });
	account_skip(&account, (struct account_skip){ 0, 12, 5, 77, type, SKIP_COMMENT_TYPE });
	struct str json = account_json(*state, &account);
	assert_true(str_contains(json, S("{\"file\":\"a\\\"b\\u000a.xml\",\"line\":12,\"id\":5,"
					 "\"type\":\"post\",\"reason\":\"in the trash\"}")));
	assert_true(str_contains(json, S("\"id\":5,\"comment\":77,\"type\":\"post\"")));
	assert_true(str_contains(json, S("\"in_files\":1,\"stored\":0")));
}

static void the_table_names_reasons_and_some_ids(void **state)
{
	struct account account = account_in(*state);
	size_t type = account_type(&account, S("revision"));
	for (int i = 1; i <= 10; i++) {
		account_item(&account, type, S("inherit"), OUTCOME_SKIPPED);
		account_skip(&account, (struct account_skip){ 0, 1, i, 0, type, SKIP_REVISION });
	}
	assert_true(str_contains(account_table(*state, &account),
				 S("      10  an earlier revision: 1 2 3 4 5 6 7 8 ...\n")));
}

static void every_reason_has_words(void **state)
{
	(void)state;
	for (int i = 0; i < SKIP_REASONS; i++)
		assert_true(skip_reason_text((enum skip_reason)i).len > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_item_is_counted_once_with_its_status),
		cmocka_unit_test(types_beyond_the_limit_are_other_ones),
		cmocka_unit_test(json_lists_what_was_skipped_and_escapes),
		cmocka_unit_test(the_table_names_reasons_and_some_ids),
		cmocka_unit_test(every_reason_has_words),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
