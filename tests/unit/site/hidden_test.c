/* SPDX-License-Identifier: Apache-2.0 */
/* hidden_test.c: whatever is published, withdrawn, embargoed or scheduled, in whatever order and at
 * whatever moment: no page, feed, search, count, suggestion, spelling, list of related stories, See
 * also, dossier or timeline tells of a story that readers must not see now, and each that they may
 * see is found. What the desk may tell whom is in tests/unit/desk/related_test.c. */
#include "discover/relate.h"
#include "discover/search.h"
#include "news/life.h"
#include "site_for_test.h"
#include "store/most_read.h"
#include "store/related.h"
#include "store/setting.h"
#include "store/topic_dossier.h"

enum { STORIES = 40, STEPS = 400, PAGES_EVERY = 7, WORDS_EVERY = 50, YEAR_DAYS = 366 };

struct known {
	story_id id;
	enum story_status status;
	unix_ms published_at, embargo;
	char mark[16]; /* a word of its headline that no other story has */
};

static struct known stories[STORIES];
static uint64_t dice = 20240318;

static int64_t any(int64_t below)
{
	dice = dice * 6364136223846793005u + 1442695040888963407u;
	return (int64_t)(dice >> 33) % below;
}

/* "plaimqak", "plbimqak": letters, so that they are words that a slip can be in. */
static void make_mark(struct known *story, int n)
{
	snprintf(story->mark, sizeof story->mark, "pl%cimq%ck", 'a' + n / 20, 'a' + n % 20);
}

static const char *say(const char *format, const char *mark)
{
	return str_z(&site.arena, str_replace(&site.arena, str_of(format), S("%"), str_of(mark)));
}

static void any_life(struct known *story, unix_ms now)
{
	static const enum story_status states[] = { STORY_DRAFT, STORY_PUBLISHED, STORY_PUBLISHED,
						    STORY_PUBLISHED, STORY_WITHDRAWN };
	story->status = states[any(COUNT_OF(states))];
	int64_t days = any(3) ? any(20) : YEAR_DAYS * any(3);
	story->published_at = unix_ms_of(now.ms - days * DAY_MS + any(4) * DAY_MS / 2);
	story->embargo = unix_ms_of(any(3) ? 0 : now.ms + (any(5) - 2) * DAY_MS / 2);
}

static void write_story(struct paper *paper, struct known *story, section_id section,
			topic_id topic, person_id person)
{
	struct section sections[] = { { .id = section } };
	struct topic topics[] = { { .id = topic } };
	struct byline bylines[] = { { .person.id = person } };
	struct story draft = {
		.headline = str_of(say("Tale of % harbour", story->mark)),
		.slug = str_of(say("story-%", story->mark)),
		.body = str_of(say("<p>The ferry of % left. At the harbour of % one waited.</p>",
				   story->mark)),
		.status = story->status,
		.published_at = story->published_at,
		.embargo_until = story->embargo,
		.sections = sections,
		.section_count = 1,
		.topics = topics,
		.topic_count = 1,
		.bylines = bylines,
		.byline_count = 1,
	};
	story->id = save_story(paper, &draft);
}

static bool is_public(const struct known *story, unix_ms now)
{
	return story_life(story->status, story->published_at, story->embargo, now).is_public;
}

static void has_no_hidden(const char *target, unix_ms now, const struct known *asked)
{
	struct str text = get(target).body;
	for (int i = 0; i < STORIES; i++) {
		if (is_public(&stories[i], now))
			continue;
		const char *const telling[] = { say("story-%", stories[i].mark),
						say("Tale of %", stories[i].mark),
						stories[i].mark };
		/* What was asked for is said again. */
		for (size_t k = 0; k < COUNT_OF(telling) - (asked == &stories[i]); k++)
			if (str_contains(text, str_of(telling[k])))
				fail_msg("%s tells of %s:\n%.*s", target, telling[k],
					 STR_ARG(text));
	}
}

static void check_pages(unix_ms now)
{
	static const char *const targets[] = {
		"/",
		"/page/2/",
		"/rss/",
		"/atom.xml",
		"/feed.json",
		"/sitemap.xml",
		"/sitemap-1.xml",
		"/news-sitemap.xml",
		"/most-read/",
		"/archive/",
		"/archive/2024/",
		"/archive/2024/03/",
		"/archive/2024/03/18/",
		"/archive/2023/03/18/",
		"/section/town/",
		"/topic/sea/",
		"/author/ada-quill/",
		"/topic/sea/page/2/",
		"/topic/sea/rss/",
		"/topic/sea/feed.json",
		"/section/town/rss/",
		"/author/ada-quill/atom.xml",
		"/search/feed.json?q=harbour",
		"/search/?q=harbour&page=2",
		"/search/?q=%22one%20waited%22",
		"/search/?q=ferry&topic=sea&author=ada-quill&year=2024",
		"/search/?q=ferry",
		"/search/?q=harbour&sort=newest",
		"/search/rss/?q=ferry",
		"/search/?q=section:town",
		"/search/suggest/?q=pl",
		"/search/suggest/?q=tale",
		"/search/suggest/?q=harb",
		"/search/?q=plaimqaz",
		"/corrections/",
	};
	for (size_t i = 0; i < COUNT_OF(targets); i++)
		has_no_hidden(targets[i], now, NULL);
}

/* Each story by its own word: found exactly when it is public. */
static void check_own_words(struct paper *paper, unix_ms now)
{
	for (int i = 0; i < STORIES; i++) {
		const struct known *story = &stories[i];
		const struct search_request request = { .typed = str_of(story->mark), .limit = 5 };
		struct search_result result;
		assert_ok(discover_search(paper->store, &site.arena, &request, &result));
		assert_int_equal(result.total, is_public(story, now));
		has_no_hidden(say("/search/?q=%", story->mark), now, story);
		has_no_hidden(say("/search/suggest/?q=%", story->mark), now, story);
		struct http_response own = get(say("/story-%/", story->mark));
		assert_int_equal(own.status == 200, is_public(story, now));
		if (own.status == 200)
			has_no_hidden(say("/story-%/", story->mark), now, NULL);
	}
}

static void check_counts(struct paper *paper, unix_ms now)
{
	const struct search_request request = { .typed = S("ferry"),
						.limit = 1,
						.want_counts = true };
	struct search_result result;
	int64_t visible = 0, years = 0;
	for (int i = 0; i < STORIES; i++)
		visible += is_public(&stories[i], now);
	assert_ok(discover_search(paper->store, &site.arena, &request, &result));
	for (size_t i = 0; i < result.years.count; i++)
		years += result.years.items[i].stories;
	assert_int_equal(result.total, visible);
	assert_int_equal(years, visible);
	assert_int_equal(result.sections.count ? result.sections.items[0].stories : 0, visible);
	assert_int_equal(result.topics.count ? result.topics.items[0].stories : 0, visible);
	assert_int_equal(result.authors.count ? result.authors.items[0].stories : 0, visible);
}

/* The months of a topic's dossier, and what stands beside it. */
static void check_dossier(struct paper *paper, topic_id topic, unix_ms now)
{
	struct topic_month *months;
	struct topic *beside;
	size_t count;
	int64_t told = 0, visible = 0;
	for (int i = 0; i < STORIES; i++)
		visible += is_public(&stories[i], now);
	assert_ok(store_topic_months(paper->store, &site.arena, topic, &months, &count));
	for (size_t i = 0; i < count; i++)
		told += months[i].stories;
	assert_int_equal(told, visible);
	assert_ok(store_topics_beside(paper->store, &site.arena, topic, 5, &beside, &count));
	assert_int_equal(count, 0);
}

/* What is near to any story, hidden ones included, is public. Gives: how many there were. */
static size_t check_related(struct paper *paper, unix_ms now)
{
	size_t all = 0;
	for (int i = 0; i < STORIES; i++) {
		story_id *ids;
		size_t count;
		assert_ok(store_related(paper->store, &site.arena, stories[i].id, NULL, 0,
					RELATED_KEPT, &ids, &count, NULL));
		for (size_t k = 0; k < count; k++)
			for (int n = 0; n < STORIES; n++)
				if (stories[n].id.n == ids[k].n)
					assert_true(is_public(&stories[n], now));
		all += count;
	}
	return all;
}

static void count_reads(struct paper *paper)
{
	for (int i = 0; i < 5; i++)
		saved(paper, store_reads_add(paper->store,
					     str_of(say("/story-%/", stories[any(STORIES)].mark)),
					     1 + any(9)));
	if (!any(3))
		saved(paper, store_most_read_renew(paper->store));
}

static void change_some(struct paper *paper, unix_ms now)
{
	struct known *story = &stories[any(STORIES)];
	any_life(story, now);
	saved(paper, store_story_set_state(paper->store, story->id, story->status,
					   story->published_at, story->embargo));
	if (!any(5))
		assert_ok(discover_relate_rest(paper->store));
}

static void no_page_tells_of_a_story_that_is_hidden(void **state)
{
	struct paper *paper = *state;
	section_id section = add_section(paper, "Town", (section_id){ 0 });
	topic_id topic = add_topic(paper, "Sea");
	person_id person = add_person(paper, "Ada Quill");
	unix_ms now = unix_ms_of(NOON);
	for (int i = 0; i < STORIES; i++) {
		make_mark(&stories[i], i);
		any_life(&stories[i], now);
		write_story(paper, &stories[i], section, topic, person);
	}
	size_t related = 0;
	saved(paper, store_setting_set(paper->store, S("see_also"), S("insert")));
	for (int step = 0; step < STEPS; step++) {
		struct arena_mark mark = arena_mark(&site.arena);
		if (!any(2))
			now.ms += any(DAY_MS);
		store_set_now(paper->store, now);
		change_some(paper, now);
		check_counts(paper, now);
		check_dossier(paper, topic, now);
		related += check_related(paper, now);
		if (step % PAGES_EVERY == 0) {
			count_reads(paper);
			check_pages(now);
		}
		if (step % WORDS_EVERY == 0)
			check_own_words(paper, now);
		arena_reset(&site.arena, mark);
	}
	assert_true(related > STEPS);
}

int main(void)
{
	const struct CMUnitTest tests[] = { IN_A_SITE(no_page_tells_of_a_story_that_is_hidden) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
