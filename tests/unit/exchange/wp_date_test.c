/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "exchange/wp_date.h"

static const struct zone *zone_named(struct arena *arena, struct str name)
{
	const struct zone *zone = NULL;
	assert_ok(zone_open(arena, name, &zone));
	return zone;
}

static void dates_that_are_none_are_no_time(void **state)
{
	(void)state;
	static const char *const none[] = {
		"",           "0000-00-00 00:00:00", "2010-13-01 00:00:00",
		"2010-07-25", "yesterday",           "2010-07-25T19:40:01Z"
	};
	for (size_t i = 0; i < COUNT_OF(none); i++)
		assert_int_equal(wp_date(str_of(none[i])).ms, 0);
	assert_int_equal(wp_date(S(" 1970-01-01 00:00:01 ")).ms, 1000);
}

static void the_gmt_date_goes_first_then_the_local_one_then_the_feeds(void **state)
{
	const struct zone *zone = zone_named(*state, S("UTC"));
	struct wxr_item item = {
		.post_date_gmt = S("2010-07-25 12:00:00"),
		.post_date = S("2010-07-25 14:00:00"),
		.pub_date = S("Sun, 25 Jul 2010 13:00:00 +0000"),
	};
	assert_int_equal(wp_published(&item, zone).ms, wp_date(item.post_date_gmt).ms);
	item.post_date_gmt = S("0000-00-00 00:00:00");
	assert_int_equal(wp_published(&item, zone).ms, wp_date(item.post_date).ms);
	item.post_date = S("");
	assert_int_equal(wp_published(&item, zone).ms, wp_date(S("2010-07-25 13:00:00")).ms);
	item.pub_date = S("Wed, 30 Nov -0001 00:00:00 +0000");
	assert_int_equal(wp_published(&item, zone).ms, 0);
}

static void a_local_date_is_of_the_sites_zone(void **state)
{
	const struct zone *zone = NULL;
	if (zone_open(*state, S("Europe/Paris"), &zone))
		skip();
	assert_int_equal(wp_date_of(S(""), S("2010-07-25 14:00:00"), zone).ms,
			 wp_date(S("2010-07-25 12:00:00")).ms);
}

static void what_was_never_changed_was_changed_when_published(void **state)
{
	const struct zone *zone = zone_named(*state, S("UTC"));
	struct wxr_item item = { .post_date_gmt = S("2010-07-25 12:00:00") };
	assert_int_equal(wp_modified(&item, zone).ms, wp_published(&item, zone).ms);
	item.post_modified_gmt = S("2011-07-25 12:00:00");
	assert_int_equal(wp_modified(&item, zone).ms, wp_date(S("2011-07-25 12:00:00")).ms);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_that_are_none_are_no_time),
		cmocka_unit_test(the_gmt_date_goes_first_then_the_local_one_then_the_feeds),
		cmocka_unit_test(a_local_date_is_of_the_sites_zone),
		cmocka_unit_test(what_was_never_changed_was_changed_when_published),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
