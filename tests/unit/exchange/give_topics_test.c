/* SPDX-License-Identifier: Apache-2.0 */
/* Topics proposed for stories, and given by themselves. */
#include "../store/store_for_test.h"

#include "discover/propose.h"
#include "exchange/give_topics.h"
#include "store/topic_alias.h"

static story_id add(struct paper *paper, const char *headline, const char *body)
{
	return save_story(paper, &(struct story){ .headline = str_of(headline),
						  .body = str_of(body),
						  .language = S("en"),
						  .status = STORY_PUBLISHED,
						  .published_at = unix_ms_of(NOON) });
}

static struct proposals propose(struct paper *paper, story_id id)
{
	struct story story;
	struct proposals proposals;
	assert_ok(store_story_any(paper->store, &paper->arena, id, &story));
	assert_ok(discover_propose(paper->store, &paper->arena, &story, &proposals));
	return proposals;
}

static const struct proposal *find(const struct proposals *proposals, const char *name)
{
	for (size_t i = 0; i < proposals->count; i++)
		if (str_eq(proposals->items[i].name, str_of(name)))
			return &proposals->items[i];
	return NULL;
}

static void the_papers_own_topics_come_by_any_name(void **state)
{
	struct paper *paper = *state;
	struct str names[] = { S("U.N."), S("Blue Helmets") };
	topic_id un = add_topic(paper, "United Nations"),
		 climate = add_topic(paper, "Climate change");
	topic_id hidden;
	saved(paper, store_topic_set_aliases(paper->store, un, names, COUNT_OF(names)));
	saved(paper,
	      store_topic_save(paper->store,
			       &(struct topic){ .name = S("Budget"), .internal = true }, &hidden));
	story_id id = add(paper, "Blue helmets leave",
			  "<p>The budget for climate change was cut. The U.N. said so.</p>");
	struct proposals got = propose(paper, id);
	assert_non_null(find(&got, "United Nations"));
	assert_int_equal(find(&got, "United Nations")->topic.n, un.n);
	assert_true(find(&got, "United Nations")->mentions >= 2);
	assert_int_equal(find(&got, "Climate change")->topic.n, climate.n);
	assert_null(find(&got, "Budget"));
	assert_true(find(&got, "United Nations")->sure > find(&got, "Climate change")->sure);
}

static void what_a_story_stands_under_is_not_proposed(void **state)
{
	struct paper *paper = *state;
	struct topic rain = { .id = add_topic(paper, "Rain") };
	story_id id = save_story(paper, &(struct story){ .headline = S("Rain, rain"),
							 .body = S("<p>Rain.</p>"),
							 .topics = &rain,
							 .topic_count = 1 });
	assert_int_equal(propose(paper, id).count, 0);
}

static void new_names_are_proposed_the_surest_first(void **state)
{
	struct paper *paper = *state;
	story_id id = add(paper, "Angela Merkel visits",
			  "<p>In Warsaw they met. Merkel said that Merkel would stay.</p>");
	struct proposals got = propose(paper, id);
	assert_str(got.items[0].name, "Angela Merkel");
	assert_int_equal(got.items[0].topic.n, 0);
	assert_int_equal(got.items[0].mentions, 3);
	assert_true(got.items[0].sure >= PROPOSAL_SURE);
	assert_non_null(find(&got, "Warsaw"));
	assert_true(find(&got, "Warsaw")->sure < PROPOSAL_SURE);
}

static void only_so_many_are_proposed(void **state)
{
	struct paper *paper = *state;
	struct buf body = buf_in(&paper->arena, 1 << 16);
	buf_put(&body, S("<p>They"));
	for (int i = 0; i <= LIMIT_PROPOSALS; i++)
		buf_fmt(&body, " saw Angela Zxaab%c, then", 'a' + i);
	buf_put(&body, S(" left.</p>"));
	struct proposals got =
		propose(paper, add(paper, "People", str_z(&paper->arena, buf_str(&body))));
	assert_int_equal(got.count, LIMIT_PROPOSALS);
}

static struct topics_given give(struct paper *paper, story_id after, int least_sure)
{
	struct topics_given given;
	const struct give_topics job = { .store = paper->store,
					 .after = after,
					 .least_sure = least_sure };
	assert_ok(give_topics(&job, &given, &paper->fault));
	return given;
}

static void a_topic_is_made_of_a_name_that_several_stories_have(void **state)
{
	struct paper *paper = *state;
	struct topic merkel;
	struct story story;
	story_id first = add(paper, "Angela Merkel visits", "<p>Merkel spoke, Merkel left.</p>");
	add(paper, "Angela Merkel rests", "<p>So said Donald Tusk. Merkel slept. Merkel woke.</p>");
	struct topics_given given = give(paper, (story_id){ 0 }, PROPOSAL_SURE);
	assert_int_equal(given.stories, 2);
	assert_int_equal(given.topics, 1);
	assert_int_equal(given.links, 2);
	assert_ok(store_topic_by_slug(paper->store, &paper->arena, S("angela-merkel"), &merkel));
	assert_ok(store_story_any(paper->store, &paper->arena, first, &story));
	assert_int_equal(story.topics[0].id.n, merkel.id.n);
	given = give(paper, (story_id){ 0 }, PROPOSAL_SURE);
	assert_int_equal(given.links, 0);
}

static void stories_that_were_there_before_are_left_alone(void **state)
{
	struct paper *paper = *state;
	struct story story;
	topic_id rain = add_topic(paper, "Rain");
	story_id old = add(paper, "Rain again", "<p>Rain.</p>");
	story_id fresh = add(paper, "More rain", "<p>Rain.</p>");
	assert_int_equal(give(paper, old, PROPOSAL_SURE).stories, 1);
	assert_ok(store_story_any(paper->store, &paper->arena, old, &story));
	assert_int_equal(story.topic_count, 0);
	assert_ok(store_story_any(paper->store, &paper->arena, fresh, &story));
	assert_int_equal(story.topics[0].id.n, rain.n);
}

static void a_story_is_given_only_so_many(void **state)
{
	struct paper *paper = *state;
	struct buf body = buf_in(&paper->arena, 1 << 16);
	struct story story;
	for (int i = 0; i <= GIVE_MOST_TOPICS; i++) {
		const char *name = str_z(&paper->arena, str_fmt(&paper->arena, "Word%c", 'a' + i));
		add_topic(paper, name);
		buf_fmt(&body, "<p>%s and %s.</p>", name, name);
	}
	story_id id = add(paper, "Words", str_z(&paper->arena, buf_str(&body)));
	give(paper, (story_id){ 0 }, 50);
	assert_ok(store_story_any(paper->store, &paper->arena, id, &story));
	assert_int_equal(story.topic_count, GIVE_MOST_TOPICS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(the_papers_own_topics_come_by_any_name),
		IN_A_PAPER(what_a_story_stands_under_is_not_proposed),
		IN_A_PAPER(new_names_are_proposed_the_surest_first),
		IN_A_PAPER(only_so_many_are_proposed),
		IN_A_PAPER(a_topic_is_made_of_a_name_that_several_stories_have),
		IN_A_PAPER(stories_that_were_there_before_are_left_alone),
		IN_A_PAPER(a_story_is_given_only_so_many),
	};
	return cmocka_run_group_tests_name("topics given", tests, NULL, NULL);
}
