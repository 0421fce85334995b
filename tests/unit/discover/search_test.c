/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_test.c: what is found, against a model that knows each story's words and state.
 *
 * A small newspaper goes through random saves, edits and changes of state, in transactions small
 * and large, so that the index has segments of all kinds. Then random questions are asked at
 * different moments, and nothing hidden may be in any answer.
 */
#include "../store/store_for_test.h"

#include "discover/rank.h"
#include "discover/search.h"
#include "discover/suggest.h"

#define STORIES 60
#define VOCABULARY 12

static const char *const vocabulary[VOCABULARY] = { "harbour", "council", "budget",  "storm",
						    "tram",    "school",  "library", "museum",
						    "bridge",  "market",  "orchard", "quarry" };

struct model {
	story_id id;
	enum story_status status;
	int64_t published_at, embargo;
	uint32_t words; /* bits of the vocabulary in the body */
	int section, topic, person;
};

struct world {
	struct paper *paper;
	struct model stories[STORIES];
	section_id sections[2]; /* the second lies below the first */
	topic_id topics[2];
	person_id people[2];
	uint64_t seed;
	int64_t now;
};

static uint32_t pick(struct world *w, uint32_t below)
{
	w->seed = w->seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(w->seed >> 33) % below;
}

static bool is_public(const struct world *w, const struct model *m)
{
	return (m->status == STORY_PUBLISHED || m->status == STORY_SCHEDULED) &&
	       m->published_at <= w->now && m->embargo <= w->now;
}

static struct str body_of(struct world *w, struct model *m)
{
	struct buf out = buf_in(&w->paper->arena, 4096);
	m->words = 0;
	buf_put(&out, S("<p>"));
	for (uint32_t n = 1 + pick(w, 8); n-- > 0;) {
		uint32_t word = pick(w, VOCABULARY) * pick(w, VOCABULARY) / VOCABULARY;
		m->words |= 1u << word;
		for (uint32_t times = 1 + pick(w, 3); times-- > 0;)
			buf_fmt(&out, "%s filler%u ", vocabulary[word], pick(w, 40));
	}
	buf_put(&out, S("</p>"));
	return buf_str(&out);
}

static void save(struct world *w, struct model *m)
{
	m->section = (int)pick(w, 2);
	m->topic = (int)pick(w, 2);
	m->person = (int)pick(w, 2);
	struct section section = { .id = w->sections[m->section] };
	struct topic topic = { .id = w->topics[m->topic] };
	struct byline byline = { .person.id = w->people[m->person] };
	struct story draft = {
		.id = m->id,
		.status = m->status,
		.headline = str_fmt(&w->paper->arena, "Unique%d headline", (int)(m - w->stories)),
		.slug = str_fmt(&w->paper->arena, "s%d", (int)(m - w->stories)),
		.body = body_of(w, m),
		.published_at = unix_ms_of(m->published_at),
		.embargo_until = unix_ms_of(m->embargo),
		.sections = &section,
		.section_count = 1,
		.topics = &topic,
		.topic_count = 1,
		.bylines = &byline,
		.byline_count = 1,
	};
	assert_ok(store_story_save(w->paper->store, &draft, (person_id){ 0 }, S(""), &m->id));
}

static void choose_state(struct world *w, struct model *m)
{
	static const enum story_status states[] = { STORY_DRAFT,     STORY_SCHEDULED,
						    STORY_PUBLISHED, STORY_PUBLISHED,
						    STORY_PUBLISHED, STORY_WITHDRAWN };
	m->status = states[pick(w, COUNT_OF(states))];
	m->published_at = w->now + ((int64_t)pick(w, 900) - 800) * DAY_MS;
	m->embargo = pick(w, 4) ? 0 : w->now + ((int64_t)pick(w, 20) - 10) * DAY_MS;
}

static void act(struct world *w)
{
	struct model *m = &w->stories[pick(w, STORIES)];
	if (!m->id.n || pick(w, 2)) {
		choose_state(w, m);
		save(w, m);
	} else {
		choose_state(w, m);
		assert_ok(store_story_set_state(w->paper->store, m->id, m->status,
						unix_ms_of(m->published_at),
						unix_ms_of(m->embargo)));
	}
}

static void act_in_txn(struct world *w, uint32_t acts)
{
	struct txn txn = { 0 };
	assert_ok(txn_begin(&txn, w->paper->store));
	for (uint32_t i = 0; i < acts; i++)
		act(w);
	assert_ok(txn_commit(&txn));
	txn_end(&txn);
}

static void make_world(struct world *w, struct paper *paper, uint64_t seed)
{
	*w = (struct world){ .paper = paper, .seed = seed, .now = NOON };
	w->sections[0] = add_section(paper, "Town", (section_id){ 0 });
	w->sections[1] = add_section(paper, "Port", w->sections[0]);
	w->topics[0] = add_topic(paper, "Rain");
	w->topics[1] = add_topic(paper, "Ferries");
	w->people[0] = add_person(paper, "Ada Quill");
	w->people[1] = add_person(paper, "Bo Ledger");
	for (int i = 0; i < 40; i++)
		act_in_txn(w, pick(w, 4) ? 1 : 20);
}

static void move_time(struct world *w)
{
	w->now = NOON + ((int64_t)pick(w, 40) - 20) * DAY_MS;
	store_set_now(w->paper->store, unix_ms_of(w->now));
}

static struct search_result search(struct world *w, const struct search_request *request)
{
	struct search_result result;
	assert_ok(discover_search(w->paper->store, &w->paper->arena, request, &result));
	return result;
}

static int64_t count_of(const struct search_counts *counts, int64_t id)
{
	for (size_t i = 0; i < counts->count; i++)
		if (counts->items[i].id == id)
			return counts->items[i].stories;
	return 0;
}

static bool is_wanted(const struct world *w, const struct model *m, uint32_t words,
		      const struct search_request *request)
{
	return m->id.n && is_public(w, m) && m->words & words &&
	       (!request->topic.n || w->topics[m->topic].n == request->topic.n) &&
	       (!request->author.n || w->people[m->person].n == request->author.n) &&
	       (request->section.n != w->sections[1].n || m->section == 1);
}

/* A search with filters, held against the model: who is in it, and what is counted. */
static void check_search(struct world *w)
{
	uint32_t a = pick(w, VOCABULARY), b = pick(w, VOCABULARY);
	struct search_request request = {
		.typed = str_fmt(&w->paper->arena, "%s %s", vocabulary[a], vocabulary[b]),
		.limit = STORIES,
		.want_counts = true,
		.sort = (enum search_sort)pick(w, 3),
	};
	if (pick(w, 2))
		request.topic = w->topics[pick(w, 2)];
	if (pick(w, 2))
		request.section = w->sections[pick(w, 2)];
	if (pick(w, 3) == 0)
		request.author = w->people[pick(w, 2)];
	struct search_result result = search(w, &request);
	int64_t wanted = 0, by_topic[2] = { 0 }, by_person[2] = { 0 }, by_section[2] = { 0 };
	for (size_t i = 0; i < STORIES; i++) {
		const struct model *m = &w->stories[i];
		bool is = is_wanted(w, m, 1u << a | 1u << b, &request), is_found = false;
		for (size_t k = 0; k < result.stories.count; k++)
			is_found |= result.stories.items[k].id.n == m->id.n;
		assert_int_equal(is, is_found && m->id.n);
		wanted += is;
		by_topic[m->topic] += is;
		by_person[m->person] += is;
		by_section[0] += is;
		by_section[1] += is && m->section == 1;
	}
	assert_int_equal(result.total, wanted);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(count_of(&result.topics, w->topics[i].n), by_topic[i]);
		assert_int_equal(count_of(&result.authors, w->people[i].n), by_person[i]);
		assert_int_equal(count_of(&result.sections, w->sections[i].n), by_section[i]);
	}
}

/* A headline's own word: suggested while its story is public, and never else. */
static void check_suggestions(struct world *w)
{
	struct suggestions found;
	const struct model *m = &w->stories[pick(w, STORIES)];
	struct str typed = str_fmt(&w->paper->arena, "unique%d head", (int)(m - w->stories));
	assert_ok(discover_suggest(w->paper->store, &w->paper->arena, typed, &found));
	size_t seen = 0;
	for (size_t i = 0; i < found.count; i++)
		seen += str_contains(found.items[i].text, S("headline"));
	assert_int_equal(seen, m->id.n && is_public(w, m));
}

/* Another spelling is proposed only when a public story has it. */
static void check_respelling(struct world *w)
{
	uint32_t word = pick(w, VOCABULARY);
	struct str typed = str_fmt(&w->paper->arena, "%sx", vocabulary[word]);
	struct search_request request = { .typed = typed, .limit = 5, .want_counts = true };
	struct search_result result = search(w, &request);
	bool is_there = false;
	for (size_t i = 0; i < STORIES; i++)
		is_there |= w->stories[i].id.n && is_public(w, &w->stories[i]) &&
			    w->stories[i].words >> word & 1;
	assert_true(str_eq(result.meant, is_there ? str_of(vocabulary[word]) : S("")));
}

/* It comes to an end, and then there is nothing left to do. */
static void compact_bit_by_bit(struct world *w)
{
	bool has_merged = true;
	for (int steps = 0; has_merged; steps++) {
		assert_true(steps < 100);
		assert_ok(index_compact_some(w->paper->store, 1, &has_merged));
	}
	assert_ok(index_compact_some(w->paper->store, 1, &has_merged));
	assert_false(has_merged);
}

static void nothing_hidden_is_found_counted_or_proposed(void **state)
{
	struct world w;
	make_world(&w, *state, 11);
	for (int round = 0; round < 120; round++) {
		struct arena_mark mark = arena_mark(&w.paper->arena);
		move_time(&w);
		if (round % 5 == 0)
			act_in_txn(&w, 1 + pick(&w, 3));
		if (pick(&w, 6) == 0)
			assert_ok(index_compact(w.paper->store, 1 + pick(&w, 3)));
		if (pick(&w, 6) == 0)
			compact_bit_by_bit(&w);
		check_search(&w);
		check_suggestions(&w);
		check_respelling(&w);
		arena_reset(&w.paper->arena, mark);
	}
}

static double score_all(const struct rank_base *base, const struct rank_list *lists, size_t count,
			uint32_t doc, double recency)
{
	double score = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < lists[i].count; k++) {
			struct posting_cursor cursor;
			if (!index_holds(&lists[i].lists[k], &base->docs.items[doc]))
				continue;
			posting_open(&cursor, lists[i].lists[k].docs, S(""));
			posting_seek(&cursor, doc);
			if (cursor.doc == doc)
				score += rank_weigh(base, &lists[i], posting_weight(&cursor),
						    base->docs.items[doc].length);
		}
	return score * rank_age_factor(base, doc, recency);
}

/* The limit best of all scores, each checked against what WAND gave at that place. */
static void check_best(const struct rank_base *base, struct arena *arena,
		       const struct rank_list *lists, size_t count, const struct rank_wish *wish)
{
	struct rank_hits hits;
	rank_top(base, arena, lists, count, wish, &hits);
	double *scores = arena_new(arena, double, base->docs.count + 1);
	for (uint32_t doc = 0; doc < base->docs.count; doc++)
		if (rank_is_public(base, doc))
			scores[doc] = score_all(base, lists, count, doc, wish->recency);
	for (size_t i = 0; i < wish->limit; i++) {
		uint32_t best = 0;
		for (uint32_t doc = 1; doc < base->docs.count; doc++)
			if (scores[doc] > scores[best] + 1e-12)
				best = doc;
		if (scores[best] <= 0) {
			assert_int_equal(hits.count, i);
			return;
		}
		assert_true(i < hits.count);
		assert_true(scores[hits.items[i].doc] > scores[best] - 1e-9);
		scores[hits.items[i].doc] = 0;
	}
	assert_int_equal(hits.count, wish->limit);
}

static void the_best_are_those_that_scoring_all_gives(void **state)
{
	struct world w;
	make_world(&w, *state, 5);
	struct arena *arena = &w.paper->arena;
	for (int round = 0; round < 200; round++) {
		struct arena_mark mark = arena_mark(arena);
		struct rank_base base;
		struct rank_term terms[6];
		struct rank_list *lists;
		size_t count = 1 + pick(&w, COUNT_OF(terms));
		move_time(&w);
		for (size_t i = 0; i < count; i++) {
			const char *word = vocabulary[pick(&w, VOCABULARY)];
			struct str stem = words_stem(arena, store_lexicon(w.paper->store),
						     str_of(word), LANGUAGE_EN);
			terms[i] = (struct rank_term){ .stem = stem, .weight = 1 + pick(&w, 3) };
		}
		assert_ok(rank_open(w.paper->store, arena, &base));
		assert_ok(rank_load(&base, arena, terms, count, false, &lists));
		struct rank_wish wish = { .limit = 1 + pick(&w, 12), .recency = pick(&w, 2) * 0.5 };
		check_best(&base, arena, lists, count, &wish);
		arena_reset(arena, mark);
	}
}

static struct search_result find(struct paper *paper, const char *typed)
{
	struct search_request request = { .typed = str_of(typed),
					  .limit = 10,
					  .want_counts = true };
	struct search_result result;
	assert_ok(discover_search(paper->store, &paper->arena, &request, &result));
	return result;
}

static story_id add(struct paper *paper, const char *headline, const char *body, int64_t ago)
{
	return save_story(paper, &(struct story){ .headline = str_of(headline),
						  .body = str_of(body),
						  .status = STORY_PUBLISHED,
						  .published_at = unix_ms_of(NOON - ago) });
}

static void phrases_and_signs_are_demands(void **state)
{
	struct paper *paper = *state;
	story_id a = add(paper, "One", "<p>The town hall opened a new wing.</p>", DAY_MS);
	story_id b = add(paper, "Two", "<p>In the hall of the town a dog barked.</p>", 2 * DAY_MS);
	assert_int_equal(find(paper, "town hall").total, 2);
	assert_int_equal(find(paper, "town hall").stories.items[0].id.n, a.n);
	assert_int_equal(find(paper, "\"town hall\"").total, 1);
	assert_int_equal(find(paper, "\"halls of the town\"").stories.items[0].id.n, b.n);
	assert_int_equal(find(paper, "town -dogs").total, 1);
	assert_int_equal(find(paper, "town -\"town hall\"").stories.items[0].id.n, b.n);
	assert_int_equal(find(paper, "in:headline two").total, 1);
	assert_int_equal(find(paper, "in:headline town").total, 0);
	assert_int_equal(find(paper, "town before:2024-03-17").stories.items[0].id.n, b.n);
	assert_int_equal(find(paper, "town after:2024-03-17").stories.items[0].id.n, a.n);
	assert_int_equal(find(paper, "town section:nowhere").total, 0);
	/* a phrase that nobody wrote is words */
	struct search_result loose = find(paper, "\"hall town\"");
	assert_int_equal(loose.total, 2);
	assert_true(loose.any_word);
}

static void words_count_more_in_a_headline_and_rare_ones_more_than_common(void **state)
{
	struct paper *paper = *state;
	add(paper, "Plain", "<p>storm storm rain</p>", DAY_MS);
	story_id head = add(paper, "Storm", "<p>rain came late in the day</p>", DAY_MS);
	add(paper, "Other", "<p>rain rain rain rain</p>", DAY_MS);
	assert_int_equal(find(paper, "storm").stories.items[0].id.n, head.n);
	assert_int_equal(find(paper, "the storm rain").total, 3);
	assert_false(find(paper, "storm rain").any_word);
	assert_true(find(paper, "storm penguin").any_word);
}

static const char *filler(struct arena *arena, int words)
{
	struct buf out = buf_in(arena, 1 << 16);
	for (int i = 0; i < words; i++)
		buf_fmt(&out, "filler%d ", i);
	return str_z(arena, buf_str(&out));
}

static void who_opens_with_all_that_is_asked_comes_first(void **state)
{
	struct paper *paper = *state;
	struct arena *arena = &paper->arena;
	const char *much = filler(arena, 300);
	story_id late = add(
		paper, "One",
		str_z(arena, str_fmt(arena, "<p>%s ferry burns, ferry burns.</p>", much)), DAY_MS);
	add(paper, "Two", str_z(arena, str_fmt(arena, "<p>Ferry. %s burns, burns.</p>", much)),
	    2 * DAY_MS);
	story_id early =
		add(paper, "Three",
		    str_z(arena, str_fmt(arena, "<p>Burns on a ferry. %s</p>", much)), 3 * DAY_MS);
	struct search_result found = find(paper, "ferry burns");
	assert_int_equal(found.total, 3);
	assert_int_equal(found.stories.items[0].id.n, early.n);
	assert_true(found.scores[0] > found.scores[1] * 1.1);
	assert_int_equal(find(paper, "ferry").stories.items[2].id.n, late.n);
}

static void accents_and_endings_do_not_matter(void **state)
{
	struct paper *paper = *state;
	add(paper, "Café Société opens", "<p>Co-operation with the U.S. continues.</p>", DAY_MS);
	static const char *const typed[] = { "cafe",        "CAFÉS",         "societe",
					     "cooperation", "co-operations", "cooperate" };
	for (size_t i = 0; i < COUNT_OF(typed); i++)
		if (find(paper, typed[i]).total != 1)
			fail_msg("%s found nothing", typed[i]);
	assert_int_equal(find(paper, "US").total, 1);
}

static void pages_go_on_where_the_last_one_ended(void **state)
{
	struct paper *paper = *state;
	int64_t seen[30] = { 0 };
	for (int i = 0; i < 30; i++)
		add(paper, "Storm", "<p>rain</p>", i * DAY_MS);
	for (int64_t at = 0; at < 30; at += 7) {
		struct search_request request = { .typed = S("storm"), .offset = at, .limit = 7 };
		struct search_result result;
		assert_ok(discover_search(paper->store, &paper->arena, &request, &result));
		assert_int_equal(result.total, 30);
		for (size_t i = 0; i < result.stories.count; i++)
			seen[result.stories.items[i].id.n - 1]++;
	}
	for (int i = 0; i < 30; i++)
		assert_int_equal(seen[i], 1);
}

static void a_slip_is_put_right_by_the_papers_own_words(void **state)
{
	struct paper *paper = *state;
	add(paper, "Harbour", "<p>The lighthouse keeper of Kyrenia.</p>", DAY_MS);
	assert_str(find(paper, "lighthuose").meant, "lighthouse");
	assert_str(find(paper, "ilghthouse kyrenai").meant, "lighthouse kyrenia");
	assert_str(find(paper, "by:x \"lighthous keper\"").meant, "by:x \"lighthouse keeper\"");
	assert_str(find(paper, "lighthouse").meant, "");
	assert_str(find(paper, "xyzzyq").meant, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(nothing_hidden_is_found_counted_or_proposed),
		IN_A_PAPER(the_best_are_those_that_scoring_all_gives),
		IN_A_PAPER(phrases_and_signs_are_demands),
		IN_A_PAPER(words_count_more_in_a_headline_and_rare_ones_more_than_common),
		IN_A_PAPER(who_opens_with_all_that_is_asked_comes_first),
		IN_A_PAPER(accents_and_endings_do_not_matter),
		IN_A_PAPER(pages_go_on_where_the_last_one_ended),
		IN_A_PAPER(a_slip_is_put_right_by_the_papers_own_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
