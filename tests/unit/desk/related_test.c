/* SPDX-License-Identifier: Apache-2.0 */
/* What stands under a story as "You May Also Like", as the desk changes it. */
#include "newsroom_for_test.h"

#include "discover/relate.h"
#include "store/related.h"
#include "store/related_pick.h"

#define PIERS 7
#define ALSO "/desk/stories/1/also"

/* Stories 1 to PIERS are near to one another; the last one is of something else. */
static void add_stories(struct paper *paper)
{
	for (int i = 0; i < PIERS; i++) {
		struct story story = {
			.headline = str_fmt(&paper->arena, "Pier %d", i + 1),
			.body = str_fmt(&paper->arena,
					"<p>The harbour pier has plank%d of larch and nail%d.</p>",
					i, i),
			.status = STORY_PUBLISHED,
			.published_at = unix_ms_of(NOON - (1 + i) * DAY_MS),
		};
		save_story(paper, &story);
	}
	struct story other = { .headline = S("Quinces"),
			       .body = S("<p>Jam from the orchard.</p>"),
			       .status = STORY_PUBLISHED,
			       .published_at = unix_ms_of(NOON - DAY_MS) };
	save_story(paper, &other);
	assert_ok(discover_relate_rest(paper->store));
}

/* The first of what readers get, and how many of it were pinned. */
static int64_t first_shown(struct paper *paper, size_t *pinned)
{
	story_id *ids;
	size_t count;
	assert_ok(store_related(paper->store, &paper->arena, (story_id){ 1 }, NULL, 0, 4, &ids,
				&count, pinned));
	assert_true(count > 0);
	return ids[0].n;
}

static int posted(struct str cookie, const char *fields)
{
	return post_as(cookie, ALSO, fields).status;
}

static void an_editor_pins_and_takes_out(void **state)
{
	struct paper *paper = *state;
	size_t pinned;
	add_stories(paper);
	struct str cookie = cookie_as(paper, STAFF_EDITOR);
	int64_t nearest = first_shown(paper, &pinned);
	assert_int_not_equal(nearest, 8);
	assert_int_equal(pinned, 0);
	assert_int_equal(posted(cookie, "act=pin&other=8"), 303);
	assert_int_equal(first_shown(paper, &pinned), 8);
	assert_int_equal(pinned, 1);
	assert_has(get_as(cookie, ALSO).body, "pinned");
	assert_int_equal(posted(cookie, "act=out&other=8"), 303);
	assert_int_equal(first_shown(paper, &pinned), nearest);
	assert_has(get_as(cookie, ALSO).body, "Take back");
	assert_int_equal(posted(cookie, "act=back&other=8"), 303);
	assert_has_not(get_as(cookie, ALSO).body, "Take back");
}

static void a_story_is_found_and_put_in_the_place_of_another(void **state)
{
	struct paper *paper = *state;
	size_t pinned;
	add_stories(paper);
	struct str cookie = cookie_as(paper, STAFF_EDITOR);
	assert_int_equal(posted(cookie, "act=pin&other=3"), 303);
	assert_int_equal(posted(cookie, "act=pin&other=4"), 303);
	struct str page = get_as(cookie, ALSO "?instead=3&q=quinces").body;
	assert_has(page, "in place of: Pier 3");
	assert_has(page, "Quinces");
	assert_has(page, "name=\"instead\" value=\"3\"");
	assert_int_equal(posted(cookie, "act=pin&other=8&instead=3"), 303);
	assert_int_equal(first_shown(paper, &pinned), 8);
	assert_int_equal(pinned, 2);
	assert_int_equal(posted(cookie, "act=up&other=4"), 303);
	assert_int_equal(first_shown(paper, &pinned), 4);
}

static void what_readers_do_not_see_is_not_pinned(void **state)
{
	struct paper *paper = *state;
	size_t pinned;
	add_stories(paper);
	struct str cookie = cookie_as(paper, STAFF_EDITOR);
	struct story draft = { .headline = S("Not yet"), .body = S("<p>Harbour.</p>") };
	story_id id = save_story(paper, &draft);
	assert_int_equal(id.n, 9);
	assert_int_equal(posted(cookie, "act=pin&other=9"), 422);
	assert_int_equal(posted(cookie, "act=pin&other=1"), 422);
	assert_int_equal(posted(cookie, "act=pin&other=nothing"), 422);
	assert_has_not(get_as(cookie, ALSO "?q=harbour").body, "Not yet");
	first_shown(paper, &pinned);
	assert_int_equal(pinned, 0);
}

static void a_pin_that_is_hidden_can_be_taken_off(void **state)
{
	struct paper *paper = *state;
	size_t pinned;
	add_stories(paper);
	struct str cookie = cookie_as(paper, STAFF_EDITOR);
	assert_int_equal(posted(cookie, "act=pin&other=8"), 303);
	saved(paper, store_story_set_state(paper->store, (story_id){ 8 }, STORY_WITHDRAWN,
					   unix_ms_of(NOON - DAY_MS), (unix_ms){ 0 }));
	assert_has(get_as(cookie, ALSO).body, "Pinned, but hidden");
	assert_int_not_equal(first_shown(paper, &pinned), 8);
	assert_int_equal(posted(cookie, "act=back&other=8"), 303);
	assert_has_not(get_as(cookie, ALSO).body, "Pinned, but hidden");
}

static void pins_have_an_end(void **state)
{
	struct paper *paper = *state;
	add_stories(paper);
	struct str cookie = cookie_as(paper, STAFF_EDITOR);
	for (int i = 2; i < 6; i++)
		assert_int_equal(
			posted(cookie,
			       str_z(&paper->arena, str_fmt(&paper->arena, "act=pin&other=%d", i))),
			303);
	struct http_response full = post_as(cookie, ALSO, "act=pin&other=7");
	assert_int_equal(full.status, 422);
	assert_has(full.body, "no room");
}

static void a_reporter_sees_but_does_not_change_what_is_out(void **state)
{
	struct paper *paper = *state;
	add_stories(paper);
	struct str cookie = cookie_as(paper, STAFF_REPORTER);
	struct http_response page = get_as(cookie, ALSO);
	assert_int_equal(page.status, 200);
	assert_has_not(page.body, "value=\"pin\"");
	assert_int_equal(posted(cookie, "act=pin&other=8"), 403);
}

static void nobody_is_led_to_sign_in(void **state)
{
	struct paper *paper = *state;
	add_stories(paper);
	assert_int_equal(get_as(cookie_as(paper, STAFF_NOBODY), ALSO).status, 303);
}

static void suggestions_are_the_nearest_unless_the_paper_wants_none(void **state)
{
	struct paper *paper = *state;
	add_stories(paper);
	struct str cookie = cookie_as(paper, STAFF_EDITOR);
	struct story fruit = { .headline = S("More quinces"),
			       .body = S("<p>The orchard has jam and quinces again.</p>") };
	save_story(paper, &fruit);
	assert_has(str_first(get_as(cookie, "/desk/stories/9/related").body, 80), "Quinces");
	saved(paper, store_setting_set(paper->store, S("see_also"), S("off")));
	assert_has(get_as(cookie, "/desk/stories/9/related").body, "Pier");
}

/* Their own draft, which refers to that story and has it pinned. */
static story_id contributors_draft(struct paper *paper, story_id hidden)
{
	struct byline byline = { .person.id = newsroom.people[STAFF_CONTRIBUTOR] };
	struct str body = str_fmt(&paper->arena,
				  "<p>Planks of larch.</p><aside data-see-also=\"%lld\"></aside>",
				  (long long)hidden.n);
	struct story draft = {
		.headline = S("Mine"), .body = body, .bylines = &byline, .byline_count = 1
	};
	story_id id = save_story(paper, &draft);
	struct related_picks picks = { .pins = { hidden }, .pin_count = 1 };
	saved(paper, store_related_picks_set(paper->store, id, &picks));
	return id;
}

static void who_may_not_read_every_story_is_told_of_no_hidden_one(void **state)
{
	static const struct {
		enum story_status status;
		int64_t ago, embargo;
	} hidden[] = { { STORY_DRAFT, 0, 0 },
		       { STORY_PUBLISHED, DAY_MS, DAY_MS },
		       { STORY_SCHEDULED, -DAY_MS, 0 },
		       { STORY_WITHDRAWN, DAY_MS, 0 } };
	static const char *const targets[] = { "/desk/find?q=zqsecret",
					       "/desk/find?ids=%",
					       "/desk/stories/#",
					       "/desk/stories/#/also",
					       "/desk/stories/#/related",
					       "/desk/stories?q=zqsecret",
					       "/desk/stories/#/preview",
					       "/desk/stories/%/related",
					       "/desk/stories/#/also?q=zqsecret&instead=%" };
	struct paper *paper = *state;
	add_stories(paper);
	struct str cookie = cookie_as(paper, STAFF_CONTRIBUTOR);
	for (size_t i = 0; i < COUNT_OF(hidden); i++) {
		struct story story = { .headline = S("Zqsecret pier of larch planks"),
				       .body = S("<p>The harbour pier has planks of larch.</p>"),
				       .status = hidden[i].status,
				       .published_at = unix_ms_of(NOON - hidden[i].ago),
				       .embargo_until = unix_ms_of(
					       hidden[i].embargo ? NOON + hidden[i].embargo : 0) };
		story_id id = save_story(paper, &story), own = contributors_draft(paper, id);
		assert_ok(discover_relate_rest(paper->store));
		for (size_t k = 0; k < COUNT_OF(targets); k++) {
			struct str target =
				str_replace(&paper->arena, str_of(targets[k]), S("#"),
					    str_fmt(&paper->arena, "%lld", (long long)own.n));
			target = str_replace(&paper->arena, target, S("%"),
					     str_fmt(&paper->arena, "%lld", (long long)id.n));
			assert_has_not(get_as(cookie, str_z(&paper->arena, target)).body,
				       "Zqsecret");
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_NEWSROOM(an_editor_pins_and_takes_out),
		IN_A_NEWSROOM(a_story_is_found_and_put_in_the_place_of_another),
		IN_A_NEWSROOM(what_readers_do_not_see_is_not_pinned),
		IN_A_NEWSROOM(a_pin_that_is_hidden_can_be_taken_off),
		IN_A_NEWSROOM(pins_have_an_end),
		IN_A_NEWSROOM(a_reporter_sees_but_does_not_change_what_is_out),
		IN_A_NEWSROOM(nobody_is_led_to_sign_in),
		IN_A_NEWSROOM(suggestions_are_the_nearest_unless_the_paper_wants_none),
		IN_A_NEWSROOM(who_may_not_read_every_story_is_told_of_no_hidden_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
