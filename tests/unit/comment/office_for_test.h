/* SPDX-License-Identifier: Apache-2.0 */
/* office_for_test.h: an empty newspaper with one story, and what takes replies to it. */
#pragma once
#include "comment/moderate.h"
#include "comment/policy.h"
#include "store/store_for_test.h"

struct office {
	struct paper *paper;
	struct comment_keys keys;
	struct form_key form_key;
	struct comment_tools tools;
	story_id story;
	struct reply_input input; /* a good one */
};

static struct office office;

static inline void set(const char *name, const char *value)
{
	saved(office.paper, store_setting_set(office.paper->store, str_of(name), str_of(value)));
}

static inline int open_office(void **state)
{
	unix_ms until;
	if (open_paper(state))
		return -1;
	office = (struct office){ .paper = *state,
				  .keys = comment_keys_from(S("a secret of this site")),
				  .form_key = form_key_from(S("a secret of this site")) };
	office.tools = (struct comment_tools){ office.paper->store, &office.keys, &office.form_key,
					       spam_filter_open() };
	office.story = add_story(office.paper, "Tram", DAY_MS);
	office.input = (struct reply_input){
		.name = S("Ana"),
		.email = S("Ana@Example.org"),
		.text = S("Well *said*."),
		.token = comment_token(&office.paper->arena, &office.form_key, office.story.n,
				       unix_ms_of(NOON), &until),
		.address = S("127.0.0.1"),
	};
	set("reply_moderation", "none");
	return 0;
}

static inline int close_office(void **state)
{
	spam_filter_close(&office.tools.filter);
	return close_paper(state);
}

#define IN_AN_OFFICE(test) cmocka_unit_test_setup_teardown(test, open_office, close_office)

static inline struct reply_outcome submit(void)
{
	struct reply_outcome outcome;
	assert_ok(comment_submit(&office.tools, &office.paper->arena, office.story, &office.input,
				 &outcome));
	return outcome;
}

static inline struct reply_outcome submit_text(const char *text)
{
	office.input.text = str_of(text);
	return submit();
}

static inline struct comment kept(comment_id id)
{
	struct comment comment;
	assert_ok(store_comment(office.paper->store, &office.paper->arena, id, &comment));
	return comment;
}

static inline int64_t shown_count(void)
{
	return read_story(office.paper, office.story).comment_count;
}

static inline void pass_minutes(int64_t minutes)
{
	store_set_now(office.paper->store,
		      unix_ms_of(store_now(office.paper->store).ms + minutes * 60000));
}
