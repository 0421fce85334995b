/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lookalike_test.c: which stories look alike, against comparing each with each. A third of the
 * stories are no readers' business, and must be in no answer.
 */
#include "../store/store_for_test.h"

#include "discover/lookalike.h"
#include "discover/relate.h"

#define STORIES 150
#define ORIGINALS 25 /* the others are made from these */
#define WORDS 120
#define VOCABULARY 4000

struct model {
	story_id id;
	bool is_public;
	int words[WORDS];
	struct shingles set;
};

struct world {
	struct paper *paper;
	struct model stories[STORIES];
	uint64_t seed;
};

static uint32_t pick(struct world *w, uint32_t below)
{
	w->seed = w->seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(w->seed >> 33) % below;
}

static struct str body_of(struct world *w, struct model *m)
{
	struct buf plain = buf_in(&w->paper->arena, 1 << 14);
	for (int i = 0; i < WORDS; i++)
		buf_fmt(&plain, "word%d ", m->words[i]);
	m->set = shingles_of(&w->paper->arena, buf_str(&plain));
	return str_fmt(&w->paper->arena, "<p>%.*s</p>", STR_ARG(buf_str(&plain)));
}

/* A text of its own, or one made earlier with every eighth word or fewer changed. */
static void write_words(struct world *w, int at)
{
	uint32_t every = 8 + pick(w, 60);
	const int *from = at < ORIGINALS ? NULL : w->stories[pick(w, ORIGINALS)].words;
	for (int i = 0; i < WORDS; i++)
		w->stories[at].words[i] =
			from && pick(w, every) ? from[i] : (int)pick(w, VOCABULARY);
}

static void put_state(struct world *w, struct model *m, struct story *story)
{
	m->is_public = pick(w, 3) > 0;
	story->status = STORY_PUBLISHED;
	story->published_at = unix_ms_of(NOON - DAY_MS * (1 + pick(w, 100)));
	if (m->is_public)
		return;
	switch (pick(w, 4)) {
	case 0: story->status = STORY_DRAFT; return;
	case 1: story->status = STORY_WITHDRAWN; return;
	case 2: story->published_at = unix_ms_of(NOON + DAY_MS); return;
	case 3: story->embargo_until = unix_ms_of(NOON + 1); return;
	}
}

static void fill(struct world *w, struct paper *paper)
{
	w->paper = paper;
	struct txn txn = { 0 };
	assert_ok(txn_begin(&txn, paper->store));
	for (int i = 0; i < STORIES; i++) {
		struct model *m = &w->stories[i];
		write_words(w, i);
		struct story story = {
			.headline = str_fmt(&paper->arena, "Story %d", i),
			.uri = str_fmt(&paper->arena, "urn:%d", i),
			.body = body_of(w, m),
		};
		put_state(w, m, &story);
		assert_ok(store_story_save(paper->store, &story, (person_id){ 0 }, S(""), &m->id));
	}
	assert_ok(txn_commit(&txn));
}

struct seen {
	struct world *w;
	size_t count;
	int64_t after;
	bool pairs[STORIES][STORIES];
};

static int index_of(struct world *w, story_id id)
{
	for (int i = 0; i < STORIES; i++)
		if (w->stories[i].id.n == id.n)
			return i;
	fail_msg("no story of ours: %lld", (long long)id.n);
	return 0;
}

static enum err take_pair(void *self, const struct lookalike_pair *pair)
{
	struct seen *seen = self;
	int a = index_of(seen->w, pair->a->id), b = index_of(seen->w, pair->b->id);
	assert_true(a < b);
	assert_true(seen->w->stories[a].is_public && seen->w->stories[b].is_public);
	assert_true(pair->b->id.n > seen->after);
	assert_true(str_eq(pair->a->uri, str_fmt(&seen->w->paper->arena, "urn:%d", a)));
	assert_true(pair->likeness ==
		    shingles_likeness(&seen->w->stories[a].set, &seen->w->stories[b].set));
	assert_false(seen->pairs[a][b]);
	seen->pairs[a][b] = true;
	seen->count++;
	return OK;
}

static bool are_alike(const struct world *w, int a, int b)
{
	const struct model *x = &w->stories[a], *y = &w->stories[b];
	return x->is_public && y->is_public &&
	       shingles_likeness(&x->set, &y->set) >= LOOKALIKE_LEAST;
}

static struct seen *all_pairs(struct world *w, story_id after)
{
	struct seen *seen = arena_new(&w->paper->arena, struct seen, 1);
	seen->w = w;
	seen->after = after.n;
	const struct lookalike_job job = { after, seen, take_pair };
	assert_ok(lookalikes_all(w->paper->store, &job));
	return seen;
}

/* Guesses may miss one pair in a hundred, and give none too many. */
static void all_pairs_of_public_stories_that_are_alike_are_found(void **state)
{
	struct paper *paper = *state;
	struct world *w = arena_new(&paper->arena, struct world, 1);
	size_t wanted = 0;
	w->seed = 7;
	fill(w, paper);
	struct seen *seen = all_pairs(w, (story_id){ 0 });
	for (int a = 0; a < STORIES; a++)
		for (int b = a + 1; b < STORIES; b++) {
			wanted += are_alike(w, a, b);
			assert_true(!seen->pairs[a][b] || are_alike(w, a, b));
		}
	assert_true(wanted > 50);
	assert_true(seen->count * 100 >= wanted * 98);

	/* The same from sketches that are kept, and when one text has changed since. */
	assert_ok(discover_relate_rest(paper->store));
	assert_memory_equal(all_pairs(w, (story_id){ 0 })->pairs, seen->pairs, sizeof seen->pairs);
	struct story story = read_story(paper, w->stories[0].id);
	for (int i = 0; i < WORDS; i++)
		w->stories[0].words[i] = VOCABULARY + i;
	story.body = body_of(w, &w->stories[0]);
	save_story(paper, &story);
	seen = all_pairs(w, (story_id){ 0 });
	for (int b = 1; b < STORIES; b++)
		assert_false(seen->pairs[0][b]);
}

static void only_pairs_with_a_later_story_are_given_when_asked(void **state)
{
	struct paper *paper = *state;
	struct world *w = arena_new(&paper->arena, struct world, 1);
	w->seed = 8;
	fill(w, paper);
	struct seen *all = all_pairs(w, (story_id){ 0 });
	struct seen *later = all_pairs(w, w->stories[STORIES / 2].id);
	for (int a = 0; a < STORIES; a++)
		for (int b = a + 1; b < STORIES; b++)
			assert_int_equal(later->pairs[a][b], all->pairs[a][b] && b > STORIES / 2);
}

static void check_one(struct world *w, int at, size_t *wanted, size_t *found)
{
	struct lookalikes alike;
	struct arena_mark mark = arena_mark(&w->paper->arena);
	struct story story;
	assert_ok(store_story_any(w->paper->store, &w->paper->arena, w->stories[at].id, &story));
	assert_ok(lookalikes_of(w->paper->store, &w->paper->arena, &story, &alike));
	for (size_t i = 0; i < alike.count; i++) {
		int other = index_of(w, alike.items[i].id);
		assert_true(other != at && w->stories[other].is_public);
		assert_true(alike.items[i].likeness ==
			    shingles_likeness(&w->stories[at].set, &w->stories[other].set));
		assert_true(alike.items[i].likeness >= LOOKALIKE_LEAST);
		assert_true(i == 0 || alike.items[i].likeness <= alike.items[i - 1].likeness);
	}
	*found += alike.count;
	for (int other = 0; other < STORIES; other++)
		*wanted += other != at && w->stories[other].is_public &&
			   shingles_likeness(&w->stories[at].set, &w->stories[other].set) >=
				   LOOKALIKE_LEAST;
	arena_reset(&w->paper->arena, mark);
}

static void a_draft_is_told_the_public_stories_it_is_like(void **state)
{
	struct paper *paper = *state;
	struct world *w = arena_new(&paper->arena, struct world, 1);
	size_t wanted = 0, found = 0;
	w->seed = 9;
	fill(w, paper);
	for (int i = 0; i < STORIES; i++)
		check_one(w, i, &wanted, &found);
	assert_true(wanted > 100);
	assert_true(found * 100 >= wanted * 98);
}

static void a_story_without_words_is_like_nothing(void **state)
{
	struct paper *paper = *state;
	struct lookalikes alike;
	const struct story story = { .headline = S("Nothing"),
				     .body = S("<p>Four words are few.</p>") };
	assert_ok(lookalikes_of(paper->store, &paper->arena, &story, &alike));
	assert_int_equal(alike.count, 0);
}

static enum err refuse(void *self, const struct lookalike_pair *pair)
{
	(void)self, (void)pair;
	return ERR_IO;
}

static void what_cannot_be_told_ends_it(void **state)
{
	struct paper *paper = *state;
	struct world *w = arena_new(&paper->arena, struct world, 1);
	const struct lookalike_job job = { .found = refuse };
	w->seed = 10;
	fill(w, paper);
	assert_int_equal(lookalikes_all(paper->store, &job), ERR_IO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(all_pairs_of_public_stories_that_are_alike_are_found),
		IN_A_PAPER(only_pairs_with_a_later_story_are_given_when_asked),
		IN_A_PAPER(a_draft_is_told_the_public_stories_it_is_like),
		IN_A_PAPER(a_story_without_words_is_like_nothing),
		IN_A_PAPER(what_cannot_be_told_ends_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
