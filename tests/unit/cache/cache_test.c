/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>

#include "cache_for_test.h"

#define MIB ((size_t)1 << 20)

static void a_page_is_found_as_it_was_put(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(MIB);
	(void)state;
	assert_null(page_cache_get(cache, S("/a/"), noon));
	assert_int_equal(put(cache, S("/a/"), S("<p>A"), "story 1", 1), OK);
	const struct kept_page *page = page_cache_get(cache, S("/a/"), noon);
	assert_non_null(page);
	assert_true(str_eq(page->key, S("/a/")));
	assert_true(str_eq(page->body, S("<p>A")));
	assert_true(str_eq(page->head, S("Content-Type: text/html\r\n")));
	assert_true(str_eq(page->etag, S("\"1\"")));
	assert_int_equal(page->status, 200);
	assert_int_equal(page->file.len + page->coded[PAGE_GZIP].len, 0);
	kept_page_release(page);
	assert_false(finds(cache, S("/a")));
	assert_false(finds(cache, S("/a/?q=1")));
}

static void a_touched_fact_drops_its_pages_and_no_other(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(MIB);
	(void)state;
	assert_int_equal(put(cache, S("/a/"), S("A"), "story 1", 1), OK);
	assert_int_equal(put(cache, S("/b/"), S("B"), "story 2", 1), OK);
	assert_int_equal(put(cache, S("/c/"), S("C"), "story 1", 1), OK);
	assert_int_equal(touch(cache, "story 1", 2), 2);
	assert_false(finds(cache, S("/a/")));
	assert_true(finds(cache, S("/b/")));
	assert_false(finds(cache, S("/c/")));
	struct page_cache_stats stats;
	page_cache_stats(cache, &stats);
	assert_int_equal(stats.dropped, 2);
	assert_int_equal(stats.dropped_by[FACT_STORY], 2);
	assert_int_equal(stats.pages, 1);
	assert_int_equal(page_cache_sequence(cache), 2);
}

static void what_a_page_does_not_mind_does_not_drop_it(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(MIB);
	(void)state;
	uint64_t list = str_hash(S("list"));
	struct fact_stand stand = { list, { 100, INT64_MAX } };
	struct page_draft draft = draft_of(S("/"), S("front"), &stand, 1, 1);
	assert_int_equal(page_cache_put(cache, &draft, noon), OK);
	struct fact_touch old = { list, { 50, 99 }, { 0 }, FACT_LIST };
	struct fact_touch new = { list, { 50, 100 }, { 0 }, FACT_LIST };
	assert_int_equal(page_cache_touch(cache, &old, 1, 2), 0);
	assert_true(finds(cache, S("/")));
	assert_int_equal(page_cache_touch(cache, &new, 1, 3), 1);
	assert_false(finds(cache, S("/")));
}

static void what_is_due_later_ends_a_page_then(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(MIB);
	(void)state;
	struct fact_touch soon = { str_hash(S("list")), SPAN_ALL, { noon.ms + 5 }, FACT_LIST };
	struct fact_touch later = { str_hash(S("list")), SPAN_ALL, { noon.ms + 9 }, FACT_LIST };
	assert_int_equal(put(cache, S("/"), S("front"), "list", 1), OK);
	assert_int_equal(page_cache_touch(cache, &soon, 1, 2), 0);
	assert_int_equal(page_cache_touch(cache, &later, 1, 3), 0);
	const struct kept_page *page = page_cache_get(cache, S("/"), unix_ms_of(noon.ms + 4));
	assert_non_null(page);
	kept_page_release(page);
	assert_null(page_cache_get(cache, S("/"), unix_ms_of(noon.ms + 5)));
}

static void a_page_made_before_the_touch_is_refused(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(MIB);
	(void)state;
	assert_int_equal(touch(cache, "story 1", 7), 0);
	assert_int_equal(put(cache, S("/a/"), S("A"), "story 1", 6), ERR_CONFLICT);
	assert_false(finds(cache, S("/a/")));
	assert_int_equal(put(cache, S("/a/"), S("A"), "story 1", 7), OK);
	assert_int_equal(put(cache, S("/b/"), S("B"), "story 2", 6), OK);
}

static void a_refused_page_takes_the_older_one_with_it(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(MIB);
	(void)state;
	assert_int_equal(put(cache, S("/a/"), S("A"), "story 1", 1), OK);
	assert_int_equal(touch(cache, "story 2", 7), 0);
	assert_int_equal(put(cache, S("/a/"), S("A2"), "story 2", 6), ERR_CONFLICT);
	assert_false(finds(cache, S("/a/")));
}

static void a_draft_that_comes_late_leaves_the_newer_page_where_it_is(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(MIB);
	(void)state;
	assert_int_equal(touch(cache, "story 1", 7), 0);
	assert_int_equal(put(cache, S("/a/"), S("new"), "story 1", 7), OK);
	assert_int_equal(put(cache, S("/a/"), S("old"), "story 1", 6), ERR_CONFLICT);
	assert_true(finds(cache, S("/a/")));
	assert_int_equal(touch(cache, "story 1", 8), 1);
}

static void a_page_that_saw_the_commit_outlives_the_news_of_it(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(MIB);
	(void)state;
	assert_int_equal(put(cache, S("/a/"), S("A"), "story 1", 9), OK);
	assert_int_equal(touch(cache, "story 1", 9), 0);
	assert_true(finds(cache, S("/a/")));
	assert_int_equal(touch(cache, "story 1", 10), 1);
}

static void nothing_is_kept_before_the_cache_is_told(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = NULL;
	struct page_cache_limits limits = { MIB, MIB };
	(void)state;
	assert_int_equal(page_cache_open(&limits, &cache), OK);
	assert_int_equal(put(cache, S("/a/"), S("A"), "story 1", 1000), ERR_CONFLICT);
	assert_int_equal(page_cache_forget_all(cache, 1000), 0);
	assert_int_equal(put(cache, S("/a/"), S("A"), "story 1", 999), ERR_CONFLICT);
	assert_int_equal(put(cache, S("/a/"), S("A"), "story 1", 1000), OK);
	assert_int_equal(page_cache_forget_all(cache, 1001), 1);
	assert_false(finds(cache, S("/a/")));
	assert_int_equal(put(cache, S("/a/"), S("A"), "story 1", 1000), ERR_CONFLICT);
}

static void what_was_touched_too_long_ago_to_know_counts_as_touched(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(MIB);
	(void)state;
	enum { TOUCHES = 20000 }; /* more than the table holds */
	for (int i = 0; i < TOUCHES; i++) {
		uint64_t hash = (uint64_t)i * 0x9e3779b97f4a7c15u;
		struct fact_touch one = { hash, SPAN_ALL, { 0 }, FACT_STORY };
		assert_int_equal(page_cache_touch(cache, &one, 1, i + 2), 0);
	}
	struct fact_stand first = { 0, SPAN_ALL };
	struct page_draft draft = draft_of(S("/a/"), S("A"), &first, 1, 1);
	assert_int_equal(page_cache_put(cache, &draft, noon), ERR_CONFLICT);
	assert_int_equal(put(cache, S("/b/"), S("B"), "story 1", 1), ERR_CONFLICT);
	assert_int_equal(put(cache, S("/b/"), S("B"), "story 1", TOUCHES + 1), OK);
}

static void a_page_ends_at_its_moment(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(MIB);
	(void)state;
	struct page_draft draft = draft_of(S("/"), S("today"), NULL, 0, 1);
	draft.until = unix_ms_of(noon.ms + 1);
	assert_int_equal(page_cache_put(cache, &draft, noon), OK);
	assert_true(finds(cache, S("/")));
	assert_null(page_cache_get(cache, S("/"), draft.until));
	assert_false(finds(cache, S("/")));
	assert_int_equal(page_cache_put(cache, &draft, draft.until), ERR_CONFLICT);
	struct page_cache_stats stats;
	page_cache_stats(cache, &stats);
	assert_int_equal(stats.expired, 1);
}

static void who_sends_a_dropped_page_keeps_it_whole(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(MIB);
	struct page_cache_stats stats;
	(void)state;
	assert_int_equal(put(cache, S("/a/"), S("A"), "story 1", 1), OK);
	const struct kept_page *page = page_cache_get(cache, S("/a/"), noon);
	assert_int_equal(touch(cache, "story 1", 2), 1);
	assert_int_equal(put(cache, S("/a/"), S("A2"), "story 1", 2), OK);
	assert_true(str_eq(page->body, S("A")));
	assert_int_equal(page_cache_keep_coding(cache, page, PAGE_GZIP, S("gz")), ERR_BUSY);
	page_cache_stats(cache, &stats);
	assert_true(stats.sending_bytes > 0);
	kept_page_release(page);
	page_cache_stats(cache, &stats);
	assert_int_equal(stats.sending_bytes, 0);
}

static void a_page_outlives_its_cache(void **state)
{
	struct page_cache *cache = open_cache(MIB);
	(void)state;
	assert_int_equal(put(cache, S("/a/"), S("A"), "story 1", 1), OK);
	const struct kept_page *page = page_cache_get(cache, S("/a/"), noon);
	page_cache_close(&cache);
	assert_null(cache);
	assert_true(str_eq(page->body, S("A")));
	kept_page_release(page);
}

static void codings_are_kept_with_the_page_and_counted(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(MIB);
	struct page_cache_stats before, after;
	(void)state;
	assert_int_equal(put(cache, S("/a/"), S("A"), "story 1", 1), OK);
	page_cache_stats(cache, &before);
	const struct kept_page *page = page_cache_get(cache, S("/a/"), noon);
	assert_int_equal(page_cache_keep_coding(cache, page, PAGE_GZIP, S("squeezed")), OK);
	assert_int_equal(page_cache_keep_coding(cache, page, PAGE_GZIP, S("again")), ERR_BUSY);
	assert_int_equal(page_cache_keep_coding(cache, page, PAGE_BROTLI, S("br")), OK);
	assert_true(str_eq(page->coded[PAGE_GZIP], S("squeezed")));
	kept_page_release(page);
	page_cache_stats(cache, &after);
	assert_int_equal(after.bytes, before.bytes + 10);
	assert_int_equal(touch(cache, "story 1", 2), 1);
	page_cache_stats(cache, &after);
	CLEANUP(page_cache_close) struct page_cache *empty = open_cache(MIB);
	page_cache_stats(empty, &before);
	assert_int_equal(after.bytes, before.bytes);
}

static void limits_of_one_page_hold_from_both_sides(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(4 * MIB);
	(void)state;
	char *key = calloc(1, LIMIT_KEY_BYTES + 1);
	memset(key, 'k', LIMIT_KEY_BYTES + 1);
	assert_int_equal(put(cache, (struct str){ key, LIMIT_KEY_BYTES }, S("A"), "x", 1), OK);
	assert_int_equal(put(cache, (struct str){ key, LIMIT_KEY_BYTES + 1 }, S("A"), "x", 1),
			 ERR_TOO_BIG);
	struct fact_stand *stands = calloc(LIMIT_PAGE_STANDS + 1, sizeof *stands);
	struct page_draft draft = draft_of(S("/"), S("A"), stands, LIMIT_PAGE_STANDS, 1);
	assert_int_equal(page_cache_put(cache, &draft, noon), OK);
	draft.stand_count++;
	assert_int_equal(page_cache_put(cache, &draft, noon), ERR_TOO_BIG);
	assert_false(finds(cache, S("/")));
	free(stands);
	free(key);
}

static void a_page_may_be_as_large_as_the_limit(void **state)
{
	struct page_cache_limits limits = { MIB, 20000 };
	CLEANUP(page_cache_close) struct page_cache *cache = NULL;
	(void)state;
	assert_int_equal(page_cache_open(&limits, &cache), OK);
	page_cache_touch(cache, NULL, 0, 1);
	char *body = calloc(1, 20000);
	size_t fits = 0;
	for (size_t len = 19000; len <= 20000; len++)
		if (put(cache, S("/"), (struct str){ body, len }, "x", 1) == OK)
			fits = len;
	struct page_cache_stats with, without;
	assert_int_equal(put(cache, S("/"), (struct str){ body, fits }, "x", 1), OK);
	page_cache_stats(cache, &with);
	assert_int_equal(put(cache, S("/"), (struct str){ body, fits + 1 }, "x", 1), ERR_TOO_BIG);
	page_cache_stats(cache, &without);
	assert_int_equal(with.bytes - without.bytes, 20000);
	free(body);
}

static void a_cache_of_no_bytes_keeps_nothing(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(0);
	struct page_cache *small = NULL;
	struct page_cache_limits limits = { 1000, 1000 };
	(void)state;
	assert_int_equal(put(cache, S("/"), S("A"), "x", 1), ERR_TOO_BIG);
	assert_false(finds(cache, S("/")));
	assert_int_equal(touch(cache, "x", 2), 0);
	assert_int_equal(page_cache_open(&limits, &small), ERR_INVALID);
	assert_null(small);
}

static struct str numbered(const char *format, int n)
{
	static char text[64];
	int len = snprintf(text, sizeof text, format, n);
	return (struct str){ text, (size_t)len };
}

static void a_flood_of_addresses_does_not_push_out_what_is_loved(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(MIB);
	static char body[10000];
	struct str page = { body, sizeof body };
	(void)state;
	for (int i = 0; i < 40; i++) {
		assert_int_equal(put(cache, numbered("/loved-%d/", i), page, "story 1", 1), OK);
		assert_true(finds(cache, numbered("/loved-%d/", i)));
	}
	for (int i = 0; i < 5000; i++)
		assert_int_equal(put(cache, numbered("/flood-%d/", i), page, "story 2", 1), OK);
	for (int i = 0; i < 40; i++)
		assert_true(finds(cache, numbered("/loved-%d/", i)));
}

static void put_missing(struct page_cache *cache, struct str key, struct str body)
{
	struct page_draft draft = draft_of(key, body, NULL, 0, 1);
	draft.status = 404;
	assert_int_equal(page_cache_put(cache, &draft, noon), OK);
}

static void a_flood_of_what_is_not_there_pushes_out_no_page(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(MIB);
	struct page_cache_stats stats;
	static char body[10000];
	struct str page = { body, sizeof body };
	(void)state;
	for (int i = 0; i < 40; i++) /* asked for once: nobody loves them yet */
		assert_int_equal(put(cache, numbered("/story-%d/", i), page, "story 1", 1), OK);
	for (int i = 0; i < 100000; i++) {
		put_missing(cache, numbered("/missing-%d/", i), page);
		assert_true(finds(cache, numbered("/missing-%d/", i)));
	}
	page_cache_stats(cache, &stats);
	assert_true(stats.pages < 40 + 10);
	for (int i = 0; i < 40; i++)
		assert_true(finds(cache, numbered("/story-%d/", i)));
}

static void the_successor_of_a_loved_page_is_loved(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(MIB);
	static char body[10000];
	struct str page = { body, sizeof body };
	(void)state;
	assert_int_equal(put(cache, S("/"), page, "story 1", 1), OK);
	assert_true(finds(cache, S("/")));
	assert_int_equal(touch(cache, "story 1", 2), 1);
	assert_int_equal(put(cache, S("/"), page, "story 1", 2), OK);
	for (int i = 0; i < 5000; i++)
		assert_int_equal(put(cache, numbered("/flood-%d/", i), page, "story 2", 2), OK);
	assert_true(finds(cache, S("/")));
}

static void what_is_loved_no_more_makes_room_for_what_is(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(MIB);
	static char body[10000];
	struct str page = { body, sizeof body };
	(void)state;
	for (int i = 0; i < 1000; i++) {
		assert_int_equal(put(cache, numbered("/%d/", i), page, "x", 1), OK);
		assert_true(finds(cache, numbered("/%d/", i)));
	}
	assert_false(finds(cache, S("/0/")));
	assert_true(finds(cache, S("/999/")));
}

static void pages_being_sent_are_never_evicted_and_stay_within_the_limit(void **state)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(MIB);
	enum { PAGES = 300 };
	const struct kept_page *held[PAGES];
	static char body[10000];
	struct page_cache_stats stats;
	int busy = 0;
	(void)state;
	for (int i = 0; i < PAGES; i++) {
		struct str page = { body, sizeof body };
		busy += put(cache, numbered("/%d/", i), page, "x", 1) == ERR_BUSY;
		held[i] = page_cache_get(cache, numbered("/%d/", i), noon);
		page_cache_stats(cache, &stats);
		assert_true(stats.bytes <= MIB);
	}
	assert_true(busy > 0);
	for (int i = 0; i < PAGES; i++)
		kept_page_release(held[i]);
	assert_int_equal(put(cache, S("/"), S("A"), "x", 1), OK);
}

/* The oracle: which version of each address may be found, by hand. */
enum { ADDRESSES = 40, FACTS = 24, STANDS = 3, STEPS = 200000 };
struct model {
	struct {
		bool may_be_found;
		int version;
		int facts[STANDS];
		int64_t minds_from[STANDS]; /* -1: everything */
		int64_t until, sequence;
	} pages[ADDRESSES];
	int64_t fact_sequence[FACTS], sequence, now;
	int version;
};
static uint64_t random_state = 20240318;

static int below(int n)
{
	random_state = random_state * 6364136223846793005u + 1442695040888963407u;
	return (int)((random_state >> 33) % (uint64_t)n);
}

/* A page made from a newer state stays where it is. */
static bool model_is_late(struct page_cache *cache, const struct model *model, int at,
			  const struct page_draft *draft)
{
	const struct kept_page *is = page_cache_peek(cache, draft->key);
	bool is_late = is && model->pages[at].sequence > draft->sequence;
	kept_page_release(is);
	if (is_late)
		assert_int_equal(page_cache_put(cache, draft, unix_ms_of(model->now)),
				 ERR_CONFLICT);
	return is_late;
}

static void model_put(struct page_cache *cache, struct model *model)
{
	int at = below(ADDRESSES);
	struct fact_stand stands[STANDS] = { { 0 } };
	struct str key = str_of(numbered("/%d/", at).ptr);
	char body[64];
	int len = snprintf(body, sizeof body, "version %d %*s", ++model->version, below(30), "");
	struct page_draft draft = draft_of(key, (struct str){ body, (size_t)len }, stands, STANDS,
					   model->sequence - below(4));
	draft.until = unix_ms_of(below(4) ? 0 : model->now + below(50));
	if (model_is_late(cache, model, at, &draft))
		return;
	bool is_fresh = !time_is_set(draft.until) || draft.until.ms > model->now;
	for (int i = 0; i < STANDS; i++) {
		int fact = below(FACTS);
		int64_t minds_from = below(2) ? -1 : below(100);
		stands[i] =
			(struct fact_stand){ (uint64_t)fact * 77777777777u,
					     minds_from < 0 ? SPAN_ALL
							    : (struct span){ minds_from, 200 } };
		model->pages[at].facts[i] = fact;
		model->pages[at].minds_from[i] = minds_from;
		is_fresh = is_fresh && model->fact_sequence[fact] <= draft.sequence;
	}
	model->pages[at].version = model->version;
	model->pages[at].until = draft.until.ms;
	model->pages[at].sequence = draft.sequence;
	model->pages[at].may_be_found = is_fresh;
	enum err err = page_cache_put(cache, &draft, unix_ms_of(model->now));
	assert_int_equal(err, is_fresh ? OK : ERR_CONFLICT);
}

static bool model_minds(const struct model *model, int page, int fact, int64_t value)
{
	for (int s = 0; s < STANDS; s++)
		if (model->pages[page].facts[s] == fact &&
		    (value < 0 || value >= model->pages[page].minds_from[s]))
			return true;
	return false;
}

static void model_end(struct model *model, int page, int64_t due)
{
	int64_t *until = &model->pages[page].until;
	if (!due)
		model->pages[page].may_be_found = false;
	else if (!*until || due < *until)
		*until = due;
}

static void model_touch(struct page_cache *cache, struct model *model)
{
	struct fact_touch touches[2];
	model->sequence += 1 + below(2);
	for (int t = 0; t < 2; t++) {
		int fact = below(FACTS);
		int64_t value = below(120) - 10;
		int64_t due = below(4) ? 0 : model->now + 1 + below(40);
		touches[t] =
			(struct fact_touch){ (uint64_t)fact * 77777777777u,
					     value < 0 ? SPAN_ALL : (struct span){ value, value },
					     { due },
					     FACT_STORY };
		model->fact_sequence[fact] = model->sequence;
		for (int i = 0; i < ADDRESSES; i++)
			if (model_minds(model, i, fact, value))
				model_end(model, i, due);
	}
	page_cache_touch(cache, touches, 2, model->sequence);
}

/* Gives: whether it was found; what is found must be what the model says. */
static bool model_get(struct page_cache *cache, struct model *model)
{
	int at = below(ADDRESSES);
	const struct kept_page *page =
		page_cache_get(cache, numbered("/%d/", at), unix_ms_of(model->now));
	bool is_over = model->pages[at].until && model->pages[at].until <= model->now;
	if (page) {
		char want[32];
		int len = snprintf(want, sizeof want, "version %d ", model->pages[at].version);
		assert_true(model->pages[at].may_be_found && !is_over);
		assert_true(str_starts(page->body, (struct str){ want, (size_t)len }));
		if (page->coded[PAGE_GZIP].len)
			assert_true(str_eq(page->coded[PAGE_GZIP], page->body));
		else
			assert_true(page_cache_keep_coding(cache, page, PAGE_GZIP, page->body) <=
				    ERR_BUSY);
	}
	kept_page_release(page);
	return page != NULL;
}

static int walk(size_t bytes, bool evicts)
{
	CLEANUP(page_cache_close) struct page_cache *cache = open_cache(bytes);
	struct model model = { .sequence = 10, .now = 1000 };
	struct page_cache_stats stats;
	int found = 0;
	page_cache_forget_all(cache, 6);
	for (int i = 0; i < ADDRESSES; i++)
		for (int s = 0; s < STANDS; s++)
			model.pages[i].facts[s] = FACTS;
	for (int step = 0; step < STEPS; step++) {
		int act = below(10);
		model.now += below(3);
		if (act < 3)
			model_put(cache, &model);
		else if (act < 4)
			model_touch(cache, &model);
		else
			found += model_get(cache, &model);
		page_cache_stats(cache, &stats);
		assert_true(stats.bytes <= bytes && stats.pages <= ADDRESSES);
	}
	assert_true((stats.evicted > 0) == evicts);
	return found;
}

static void no_page_is_ever_found_that_should_not_be(void **state)
{
	(void)state;
	assert_true(walk(4 * MIB, false) > STEPS / 10);
}

static void nor_when_there_is_room_for_few(void **state)
{
	(void)state;
	assert_true(walk(18000, true) > STEPS / 20);
}

#define TEST(name) cmocka_unit_test(name)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_page_is_found_as_it_was_put),
		TEST(a_touched_fact_drops_its_pages_and_no_other),
		TEST(what_a_page_does_not_mind_does_not_drop_it),
		TEST(what_is_due_later_ends_a_page_then),
		TEST(a_page_made_before_the_touch_is_refused),
		TEST(a_draft_that_comes_late_leaves_the_newer_page_where_it_is),
		TEST(a_refused_page_takes_the_older_one_with_it),
		TEST(a_page_that_saw_the_commit_outlives_the_news_of_it),
		TEST(nothing_is_kept_before_the_cache_is_told),
		TEST(what_was_touched_too_long_ago_to_know_counts_as_touched),
		TEST(a_page_ends_at_its_moment),
		TEST(who_sends_a_dropped_page_keeps_it_whole),
		TEST(a_page_outlives_its_cache),
		TEST(codings_are_kept_with_the_page_and_counted),
		TEST(limits_of_one_page_hold_from_both_sides),
		TEST(a_page_may_be_as_large_as_the_limit),
		TEST(a_cache_of_no_bytes_keeps_nothing),
		TEST(a_flood_of_addresses_does_not_push_out_what_is_loved),
		TEST(a_flood_of_what_is_not_there_pushes_out_no_page),
		TEST(the_successor_of_a_loved_page_is_loved),
		TEST(what_is_loved_no_more_makes_room_for_what_is),
		TEST(pages_being_sent_are_never_evicted_and_stay_within_the_limit),
		TEST(no_page_is_ever_found_that_should_not_be),
		TEST(nor_when_there_is_room_for_few),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
