/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "news/life.h"

enum { NOW = 1000, PAST = 500, FUTURE = 2000, LATER = 3000 };

static void readers_see_what_the_table_says(void **state)
{
	static const struct {
		enum story_status status;
		int64_t published, embargo;
		bool is_public;
		int64_t changes;
	} cases[] = {
		{ STORY_PUBLISHED, PAST, 0, true, 0 },
		{ STORY_PUBLISHED, NOW, 0, true, 0 },
		{ STORY_PUBLISHED, NOW + 1, 0, false, NOW + 1 },
		{ STORY_PUBLISHED, PAST, NOW, true, 0 },
		{ STORY_PUBLISHED, PAST, FUTURE, false, FUTURE },
		{ STORY_PUBLISHED, LATER, FUTURE, false, LATER },
		{ STORY_PUBLISHED, FUTURE, LATER, false, LATER },
		{ STORY_PUBLISHED, FUTURE, PAST, false, FUTURE },
		{ STORY_PUBLISHED, 0, 0, false, 0 },
		{ STORY_PUBLISHED, 0, PAST, false, 0 },
		{ STORY_PUBLISHED, -5, 0, true, 0 }, /* 1969 */
		{ STORY_SCHEDULED, PAST, 0, true, 0 },
		{ STORY_SCHEDULED, FUTURE, 0, false, FUTURE },
		{ STORY_SCHEDULED, PAST, FUTURE, false, FUTURE },
		{ STORY_SCHEDULED, 0, 0, false, 0 },
		{ STORY_DRAFT, PAST, 0, false, 0 },
		{ STORY_DRAFT, FUTURE, 0, false, 0 },
		{ STORY_IN_REVIEW, PAST, 0, false, 0 },
		{ STORY_READY, PAST, 0, false, 0 },
		{ STORY_PRIVATE, PAST, 0, false, 0 },
		{ STORY_WITHDRAWN, PAST, 0, false, 0 },
		{ STORY_WITHDRAWN, FUTURE, FUTURE, false, 0 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct life life = story_life(cases[i].status, unix_ms_of(cases[i].published),
					      unix_ms_of(cases[i].embargo), unix_ms_of(NOW));
		if (life.is_public != cases[i].is_public || life.changes_at.ms != cases[i].changes)
			fail_msg("case %zu", i);
	}
}

/* Whatever is said about the future comes true at that moment and not before. */
static void a_change_comes_when_it_was_said_to(void **state)
{
	(void)state;
	for (int published = 1; published < 30; published++) {
		for (int embargo = 0; embargo < 30; embargo++) {
			struct life life = story_life(STORY_SCHEDULED, unix_ms_of(published),
						      unix_ms_of(embargo), unix_ms_of(10));
			if (!time_is_set(life.changes_at))
				continue;
			unix_ms before = unix_ms_of(life.changes_at.ms - 1);
			assert_false(story_life(STORY_SCHEDULED, unix_ms_of(published),
						unix_ms_of(embargo), before)
					     .is_public);
			assert_true(story_life(STORY_SCHEDULED, unix_ms_of(published),
					       unix_ms_of(embargo), life.changes_at)
					    .is_public);
		}
	}
}

static void a_status_is_read_back_by_its_name(void **state)
{
	(void)state;
	for (enum story_status status = STORY_DRAFT; status <= STORY_WITHDRAWN; status++) {
		enum story_status back;
		assert_true(story_status_parse(story_status_name(status), &back));
		assert_int_equal(back, status);
	}
	enum story_status untouched = STORY_READY;
	assert_false(story_status_parse(S("publish"), &untouched));
	assert_false(story_status_parse(S(""), &untouched));
	assert_int_equal(untouched, STORY_READY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(readers_see_what_the_table_says),
		cmocka_unit_test(a_change_comes_when_it_was_said_to),
		cmocka_unit_test(a_status_is_read_back_by_its_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
