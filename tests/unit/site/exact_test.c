/* SPDX-License-Identifier: Apache-2.0 */
/*
 * exact_test.c: a cache of pages beside a busy newspaper. After each act every page the cache still
 * finds is what a fresh rendering of it gives; and what it dropped had to go. Pages are made by a
 * reader that lives as long as the paper, as readers do, and held against what the newsroom sees.
 *
 * BUSY_STEPS says how many acts (2,000 unless told), BUSY_SEED where they begin; BUSY_REPORT=1
 * prints what dropped pages that came back the same.
 */
#include <stdlib.h>

#include "busy_acts.h"
#include "cache/cache.h"

/* Of a hundred pages dropped: docs/decisions/facts.md. */
enum { MOST_IN_VAIN = 2 };
enum { FIXED = 64, MOVING = 14, WATCHED = FIXED + MOVING, TALLIES = 300 };

struct watched {
	char address[300];
	char *seen; /* the last rendering, as text; NULL: none yet */
	size_t seen_len;
	struct arena facts_arena;
	struct fact_set facts;
	bool is_kept;
};

struct tally {
	char what[120], example[120];
	long times;
};

struct watch {
	struct busy busy;
	struct page_cache *cache;
	struct store *reader;
	int64_t sequence;
	struct watched pages[WATCHED];
	size_t count;
	long compared, dropped, in_vain;
	struct tally tallies[TALLIES];
	size_t tally_count;
	bool reports;
};

static void add_page(struct watch *w, const char *address)
{
	struct watched *page = &w->pages[w->count++];
	BUG_IF(w->count > WATCHED);
	snprintf(page->address, sizeof page->address, "%s", address);
	page->facts_arena = arena_open(4 << 20);
}

static void add_fixed_pages(struct watch *w)
{
	static const char *const addresses[] = {
		"/",
		"/page/2/",
		"/page/3/",
		"/page/7/",
		"/page/99/",
		"/rss/",
		"/atom.xml",
		"/feed.json",
		"/sitemap.xml",
		"/sitemap-1.xml",
		"/sitemap-sections.xml",
		"/sitemap-topics.xml",
		"/sitemap-authors.xml",
		"/news-sitemap.xml",
		"/robots.txt",
		"/ads.txt",
		"/health",
		"/archive/",
		"/archive/2024/",
		"/archive/2024/03/",
		"/archive/2024/03/18/",
		"/archive/2024/04/",
		"/archive/2023/",
		"/search/",
		"/nothing-here/",
		"/slug-12/",
		"/slug-40/",
		"/section/nothing/",
		"/section/section-1/",
		"/section/section-1/page/2/",
		"/section/section-2/",
		"/section/section-5/",
		"/section/section-2/rss/",
		"/section/part-60/",
		"/topic/topic-7/",
		"/topic/topic-7/page/2/",
		"/topic/topic-9/",
		"/topic/topic-8/atom.xml",
		"/author/reporter-15/",
		"/author/reporter-15/page/2/",
		"/author/reporter-17/",
		"/author/reporter-16/feed.json",
		"/?p=3",
		"/category/section-1/",
		"/comments/rss/",
		"/comments/feed.json",
		"/corrections/",
		"/most-read/",
		"/slug-12/?order=newest",
		"/slug-40/?cpage=2",
		"/slug-12/comments/rss/",
		"/slug-40/amp/",
	};
	for (size_t i = 0; i < COUNT_OF(addresses); i++)
		add_page(w, addresses[i]);
}

/* Follows the stories the acts are about, at whatever addresses they had. */
static void follow(struct watch *w)
{
	if (!w->busy.path[0] || !one_in(&w->busy, 3))
		return;
	for (size_t i = 0; i < w->count; i++)
		if (strcmp(w->pages[i].address, w->busy.path) == 0)
			return;
	if (w->count < WATCHED) {
		add_page(w, w->busy.path);
		return;
	}
	struct watched *page = &w->pages[WATCHED - 1 - any_of(&w->busy, MOVING)];
	snprintf(page->address, sizeof page->address, "%s", w->busy.path);
	free(page->seen);
	page->seen = NULL;
	page->is_kept = false;
}

/* All of an answer but the list of its facts. */
static struct str text_of(const struct http_response *response, struct arena *arena)
{
	struct buf out = buf_in(arena, 32 << 20);
	buf_fmt(&out, "%d\n", response->status);
	for (size_t i = 0; i < response->headers.count; i++) {
		const struct http_header *header = &response->headers.items[i];
		if (!str_eq(header->name, S("Surrogate-Key")))
			buf_fmt(&out, "%.*s: %.*s\n", STR_ARG(header->name),
				STR_ARG(header->value));
	}
	buf_put(&out, response->body);
	BUG_IF(out.fault);
	return buf_str(&out);
}

/* By the kind of fact and what was done; one of the pages as an example. */
static void tally(struct watch *w, struct str why, const char *address)
{
	enum fact_kind kind = fact_kind_of(why);
	bool is_named = kind < FACT_KINDS && kind != FACT_SETTING;
	struct str label = is_named ? fact_kind_label(kind) : why;
	char what[sizeof w->tallies[0].what];
	snprintf(what, sizeof what, "%-16.*s after \"%s\"", STR_ARG(label), w->busy.did);
	size_t i = 0;
	while (i < w->tally_count && strcmp(w->tallies[i].what, what) != 0)
		i++;
	if (i == TALLIES)
		return;
	struct tally *tally = &w->tallies[i];
	if (i == w->tally_count) {
		memcpy(tally->what, what, sizeof what);
		w->tally_count++;
	}
	snprintf(tally->example, sizeof tally->example, "%s", address);
	tally->times++;
}

/* Which fact ended it. */
static void tally_vain(struct watch *w, const struct watched *page, const struct fact_set *touched)
{
	struct fact_set one = fact_set_in(&site.arena);
	for (size_t i = 0; i < touched->count; i++) {
		one = fact_set_in(&site.arena);
		fact_add_span(&one, touched->items[i].name, touched->items[i].span);
		if (!time_is_set(touched->items[i].due) && fact_sets_meet(&page->facts, &one)) {
			tally(w, touched->items[i].name, page->address);
			return;
		}
	}
	tally(w, S("until"), page->address);
}

static void keep(struct watch *w, struct watched *page, const struct site_answer *answer,
		 struct str text)
{
	struct arena *arena = &site.arena;
	const struct fact_set *facts = &answer->facts;
	struct fact_stand *stands = arena_new(arena, struct fact_stand, facts->count + 1);
	for (size_t i = 0; i < facts->count; i++)
		stands[i] = (struct fact_stand){ facts->items[i].hash, facts->items[i].span };
	struct page_draft draft = {
		.key = str_of(page->address),
		.body = text,
		.status = answer->response.status,
		.until = facts->until,
		.stands = stands,
		.stand_count = facts->count,
		.sequence = answer->sequence,
	};
	enum err err = page_cache_put(w->cache, &draft, w->busy.now);
	assert_ok(err);
	page->is_kept = true;
	free(page->seen);
	page->seen = malloc(text.len + 1);
	memcpy(page->seen, text.ptr, text.len);
	page->seen_len = text.len;
	struct arena_mark start = { page->facts_arena.start };
	arena_reset(&page->facts_arena, start);
	page->facts = fact_set_in(&page->facts_arena);
	for (size_t i = 0; i < facts->count; i++)
		fact_add_span(&page->facts, facts->items[i].name, facts->items[i].span);
}

static void fail_different(struct watch *w, struct str address, struct str kept, struct str fresh)
{
	size_t at = 0;
	while (at < kept.len && at < fresh.len && kept.ptr[at] == fresh.ptr[at])
		at++;
	at = at > 200 ? at - 200 : 0;
	fail_msg("%.*s after \"%s\" is kept as\n...%.*s\nand is\n...%.*s", STR_ARG(address),
		 w->busy.did, STR_ARG(str_first(str_from(kept, at), 400)),
		 STR_ARG(str_first(str_from(fresh, at), 400)));
}

static struct site_answer make(struct store *store, const char *address)
{
	struct http_request request = request_for(address);
	struct app app = site.app;
	app.store = store;
	return site_answer(&app, &request, &site.arena);
}

static void look_at(struct watch *w, struct watched *page, const struct fact_set *touched)
{
	const struct kept_page *kept = page_cache_get(w->cache, str_of(page->address), w->busy.now);
	struct site_answer answer = make(kept ? site.app.store : w->reader, page->address);
	struct str fresh = text_of(&answer.response, &site.arena);
	if (kept) {
		w->compared++;
		if (!str_eq(kept->body, fresh))
			fail_different(w, kept->key, kept->body, fresh);
	} else {
		bool was_kept = page->is_kept;
		struct str before = { page->seen, page->seen_len };
		w->dropped += was_kept;
		if (was_kept && str_eq(before, fresh)) {
			w->in_vain++;
			if (w->reports)
				tally_vain(w, page, touched);
		}
		page->is_kept = false;
		if (answer.may_keep)
			keep(w, page, &answer, fresh);
	}
	kept_page_release(kept);
}

static void tell_cache(struct watch *w, struct fact_set *touched)
{
	bool is_known;
	int64_t before = w->sequence;
	assert_ok(store_touched_since(w->busy.paper->store, before, touched, &is_known));
	assert_true(is_known);
	w->sequence = store_sequence(w->busy.paper->store);
	struct fact_touch *touches = arena_new(&site.arena, struct fact_touch, touched->count + 1);
	for (size_t i = 0; i < touched->count; i++)
		touches[i] = (struct fact_touch){ touched->items[i].hash, touched->items[i].span,
						  touched->items[i].due,
						  fact_kind_of(touched->items[i].name) };
	page_cache_touch(w->cache, touches, touched->count, w->sequence);
}

static int by_times(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;
	return (x->times < y->times) - (x->times > y->times);
}

static void report(struct watch *w)
{
	qsort(w->tallies, w->tally_count, sizeof *w->tallies, by_times);
	for (size_t i = 0; i < w->tally_count && i < 60; i++)
		printf("%5ld  %-50s %s\n", w->tallies[i].times, w->tallies[i].what,
		       w->tallies[i].example);
	printf("%ld compared, %ld dropped, %ld of them in vain (%.2f %%)\n", w->compared,
	       w->dropped, w->in_vain, w->dropped ? 100.0 * w->in_vain / w->dropped : 0);
}

static long number_from(const char *name, long otherwise)
{
	const char *text = getenv(name);
	return text ? strtol(text, NULL, 10) : otherwise;
}

static void pages_are_kept_as_long_as_they_are_true_and_no_longer(void **state)
{
	struct watch *w = calloc(1, sizeof *w);
	struct page_cache_limits limits = { 64 << 20, 8 << 20 };
	long steps = number_from("BUSY_STEPS", 2000);
	busy_begin(&w->busy, *state, (uint64_t)number_from("BUSY_SEED", 20240318));
	assert_ok(page_cache_open(&limits, &w->cache));
	assert_ok(store_open(w->busy.paper->folder, S(""), STORE_READ, &w->reader, NULL));
	w->reports = getenv("BUSY_REPORT") != NULL;
	w->sequence = store_sequence(w->busy.paper->store);
	page_cache_touch(w->cache, NULL, 0, w->sequence);
	add_fixed_pages(w);
	for (long step = 0; step < steps; step++) {
		struct arena_mark mark = arena_mark(&site.arena);
		struct fact_set touched = fact_set_in(&site.arena);
		busy_step(&w->busy);
		store_set_now(w->reader, w->busy.now);
		follow(w);
		tell_cache(w, &touched);
		for (size_t i = 0; i < w->count; i++) {
			struct arena_mark answer = arena_mark(&site.arena);
			look_at(w, &w->pages[i], &touched);
			arena_reset(&site.arena, answer);
		}
		arena_reset(&site.arena, mark);
	}
	report(w);
	assert_true(w->dropped > steps);
	assert_true(w->in_vain * 100 <= w->dropped * MOST_IN_VAIN);
	for (size_t i = 0; i < w->count; i++) {
		free(w->pages[i].seen);
		arena_close(&w->pages[i].facts_arena);
	}
	page_cache_close(&w->cache);
	store_close(&w->reader);
	free(w);
	os_fake_time((unix_ms){ 0 });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_SITE(pages_are_kept_as_long_as_they_are_true_and_no_longer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
