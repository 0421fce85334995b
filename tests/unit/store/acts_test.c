/* SPDX-License-Identifier: Apache-2.0 */
/*
 * acts_test.c: random acts on a small newspaper, held against a model that knows only the rules.
 *
 * After each act some random reads are compared with the model. And a handful of reads is
 * remembered with the facts they noted: whenever the answer of one has changed, its facts must meet
 * what was touched since, or its time must have come.
 */
#include "store/shown.h"
#include "store/topic_change.h"
#include "store/topic_dossier.h"
#include "store_for_test.h"

#define STORIES 24
#define SECTIONS 5
#define TOPICS 4
#define STEPS 1000
#define WATCHED 12

struct model_story {
	story_id id;
	enum story_status status;
	int64_t published_at, embargo;
	int section, topic, word, slug;
	int also; /* a second topic and 1; 0 none */
	bool is_lead, is_page;
	int comments;
};

struct world {
	struct paper *paper;
	struct model_story stories[STORIES];
	section_id sections[SECTIONS];
	int parent[SECTIONS]; /* -1 top */
	topic_id topics[TOPICS];
	uint64_t seed;
	int64_t now;
};

static unsigned pick(struct world *w, unsigned below)
{
	w->seed = w->seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(w->seed >> 33) % below;
}

static const char *const words[] = { "apple", "birch", "cedar", "daisy" };

static int64_t some_time(struct world *w)
{
	return w->now + ((int64_t)pick(w, 40) - 32) * (DAY_MS / 3);
}

static bool is_public(const struct world *w, const struct model_story *s)
{
	return (s->status == STORY_PUBLISHED || s->status == STORY_SCHEDULED) && s->published_at &&
	       s->published_at <= w->now && s->embargo <= w->now;
}

static bool is_in_section(const struct world *w, const struct model_story *s, int section)
{
	for (int at = s->section; at >= 0; at = w->parent[at])
		if (at == section)
			return true;
	return false;
}

static void save(struct world *w, struct model_story *s)
{
	struct arena *arena = &w->paper->arena;
	struct section section = { .id = w->sections[s->section] };
	struct topic topics[2] = { { .id = w->topics[s->topic] } };
	if (s->also)
		topics[1].id = w->topics[s->also - 1];
	struct story draft = {
		.id = s->id,
		.kind = s->is_page ? STORY_PAGE : STORY_POST,
		.status = s->status,
		.headline = str_fmt(arena, "%s number %d", words[s->word], (int)(s - w->stories)),
		.slug = str_fmt(arena, "s%d-%d", (int)(s - w->stories), s->slug),
		.body = S("<p>text</p>"),
		.published_at = unix_ms_of(s->published_at),
		.embargo_until = unix_ms_of(s->embargo),
		.is_lead = s->is_lead,
		.sections = &section,
		.section_count = 1,
		.topics = topics,
		.topic_count = s->also && s->also - 1 != s->topic ? 2 : 1,
	};
	s->id = save_story(w->paper, &draft);
}

static void act(struct world *w)
{
	struct model_story *s = &w->stories[pick(w, STORIES)];
	switch (pick(w, 14)) {
	case 0: s->word = (int)pick(w, COUNT_OF(words)); break;
	case 1: s->section = (int)pick(w, SECTIONS); break;
	case 2: s->topic = (int)pick(w, TOPICS); break;
	case 3: s->slug++; break;
	case 4: s->is_lead = !s->is_lead; break;
	case 5: s->embargo = pick(w, 2) ? some_time(w) : 0; break;
	case 6: s->is_page = pick(w, 4) == 0; break;
	case 7:
		w->now += (int64_t)pick(w, 5) * (DAY_MS / 3);
		store_set_now(w->paper->store, unix_ms_of(w->now));
		return;
	case 8: {
		comment_id id;
		if (!s->id.n)
			return;
		bool is_shown = pick(w, 2);
		struct comment reply = { .story = s->id,
					 .name = S("n"),
					 .status = is_shown ? COMMENT_SHOWN : COMMENT_HELD };
		saved(w->paper, store_comment_save(w->paper->store, &reply, &id));
		s->comments += is_shown;
		return;
	}
	case 9: {
		int n = 1 + (int)pick(w, SECTIONS - 1);
		struct section section;
		w->parent[n] = (int)pick(w, (unsigned)n + 1) - 1;
		assert_ok(
			store_section(w->paper->store, &w->paper->arena, w->sections[n], &section));
		section.parent = w->parent[n] < 0 ? (section_id){ 0 } : w->sections[w->parent[n]];
		saved(w->paper, store_section_save(w->paper->store, &section, &section.id));
		return;
	}
	case 10: s->also = (int)pick(w, TOPICS + 1); break;
	case 11: {
		int to = (int)pick(w, TOPICS);
		if (!s->id.n)
			return;
		saved(w->paper,
		      store_topic_move(w->paper->store, s->id, w->topics[s->topic], w->topics[to]));
		if (s->also - 1 == s->topic)
			s->also = 0;
		s->topic = to;
		return;
	}
	default:
		s->status = (enum story_status)pick(w, STORY_WITHDRAWN + 1);
		s->published_at = pick(w, 8) ? some_time(w) : 0;
		if (s->id.n) {
			saved(w->paper, store_story_set_state(w->paper->store, s->id, s->status,
							      unix_ms_of(s->published_at),
							      unix_ms_of(s->embargo)));
			return;
		}
	}
	save(w, s);
}

/* A question, and its answer as bytes. */
struct question {
	int kind, a, b;
};
enum {
	ASK_LIST,
	ASK_SECTION,
	ASK_TOPIC,
	ASK_DAY,
	ASK_STORY,
	ASK_NEIGHBOUR,
	ASK_SEARCH,
	ASK_ADDRESS,
	ASK_COUNTS,
	ASK_RELATED,
	ASK_SITEMAP,
	ASK_COUNT,
	ASK_WINDOW,
	ASK_DOSSIER,
	ASK_KINDS,
	ASK_KINDS_OF_LISTS = ASK_DAY + 1
};

static struct question some_question(struct world *w)
{
	return (struct question){ (int)pick(w, ASK_KINDS), (int)pick(w, STORIES), (int)pick(w, 4) };
}

static struct story_filter filter_of(const struct world *w, struct question q)
{
	struct story_filter filter = { .kind = q.b == 3 ? ANY_KIND : POSTS_ONLY,
				       .no_leads = q.b == 1,
				       .leads_only = q.b == 2 };
	if (q.kind == ASK_SECTION)
		filter.section = w->sections[q.a % SECTIONS];
	if (q.kind == ASK_TOPIC)
		filter.topic = w->topics[q.a % TOPICS];
	if (q.kind == ASK_DAY) {
		filter.from = unix_ms_of(NOON - DAY_MS * (q.a - 12));
		filter.before = unix_ms_of(filter.from.ms + DAY_MS * (1 + 40 * (q.b == 3)));
	}
	return filter;
}

static void put_ids(struct world *w, struct buf *out, const struct story_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		store_note_whole(w->paper->store, &list->items[i]);
		store_note_shown(w->paper->store, FACT_COMMENT_COUNT, list->items[i].id.n);
		buf_fmt(out, "%d/%.*s/%d ", (int)list->items[i].id.n,
			STR_ARG(list->items[i].headline), (int)list->items[i].comment_count);
	}
	buf_fmt(out, "of %d", (int)list->total);
}

static void ask_list(struct world *w, struct question q, struct buf *out)
{
	struct story_list list;
	struct story_filter filter = filter_of(w, q);
	assert_ok(
		store_story_list(w->paper->store, &w->paper->arena, &filter, 0, 100, true, &list));
	put_ids(w, out, &list);
}

/* A few of a list, from somewhere in it. */
static void ask_window(struct world *w, struct question q, struct buf *out)
{
	struct story_list list;
	struct question of = { q.a % ASK_KINDS_OF_LISTS, q.a, q.b };
	struct story_filter filter = filter_of(w, of);
	filter.oldest_first = q.a & 1;
	assert_ok(store_story_list(w->paper->store, &w->paper->arena, &filter, q.b * 3, 3, false,
				   &list));
	put_ids(w, out, &list);
}

static void ask_dossier(struct world *w, struct question q, struct buf *out)
{
	struct topic_month *months;
	struct topic *beside;
	size_t count;
	topic_id id = w->topics[q.a % TOPICS];
	assert_ok(store_topic_months(w->paper->store, &w->paper->arena, id, &months, &count));
	for (size_t i = 0; i < count; i++)
		buf_fmt(out, "%d-%d=%d ", months[i].year, months[i].month, (int)months[i].stories);
	assert_ok(store_topics_beside(w->paper->store, &w->paper->arena, id, 5, &beside, &count));
	for (size_t i = 0; i < count; i++)
		buf_fmt(out, "%.*s ", STR_ARG(beside[i].name));
}

static void ask_one(struct world *w, struct question q, struct buf *out)
{
	struct store *store = w->paper->store;
	struct arena *arena = &w->paper->arena;
	struct model_story *s = &w->stories[q.a];
	struct story story;
	struct address address;
	struct found_stories hits;
	struct section *sections;
	struct story_address *addresses;
	size_t count;
	int64_t n;
	struct story_filter filter;
	switch (q.kind) {
	case ASK_STORY:
		if (store_story_public(store, arena, s->id, &story) == OK)
			buf_fmt(out, "%.*s %.*s %d", STR_ARG(story.headline), STR_ARG(story.path),
				(int)story.comment_count);
		break;
	case ASK_NEIGHBOUR:
		if (store_story_public(store, arena, s->id, &story) == OK &&
		    store_story_neighbour(store, arena, &story, q.b & 1, &story) == OK) {
			store_note_whole(store, &story);
			buf_fmt(out, "%d %.*s", (int)story.id.n, STR_ARG(story.headline));
		}
		break;
	case ASK_SEARCH:
		hits = find_word(store, arena, words[q.b]);
		for (size_t i = 0; i < hits.count; i++)
			buf_fmt(out, "%d ", (int)hits.ids[i].n);
		break;
	case ASK_ADDRESS:
		if (store_address(store, arena, str_fmt(arena, "/s%d-%d/", q.a, q.b), &address) ==
		    OK)
			buf_fmt(out, "%d %d %.*s", (int)address.target, address.is_current,
				STR_ARG(address.current));
		break;
	case ASK_COUNTS:
		assert_ok(store_sections(store, arena, &sections, &count));
		for (size_t i = 0; i < count; i++)
			buf_fmt(out, "%d=%d ", (int)sections[i].id.n, (int)sections[i].story_count);
		break;
	case ASK_RELATED:
		if (store_story_public(store, arena, s->id, &story))
			break;
		assert_ok(store_related(store, arena, s->id, NULL, 0, 5, &hits.ids, &hits.count,
					NULL));
		for (size_t i = 0; i < hits.count; i++)
			buf_fmt(out, "%d ", (int)hits.ids[i].n);
		break;
	case ASK_SITEMAP:
		assert_ok(store_story_addresses(store, arena, (story_id){ 0 }, 100, &addresses,
						&count));
		for (size_t i = 0; i < count; i++)
			buf_fmt(out, "%.*s ", STR_ARG(addresses[i].path));
		break;
	case ASK_COUNT:
		filter = filter_of(w, (struct question){ q.a % ASK_KINDS_OF_LISTS, q.a, q.b });
		assert_ok(store_story_pages(store, &filter, 1 + q.b, 0, &n));
		buf_fmt(out, "%d", (int)n);
		break;
	case ASK_WINDOW: ask_window(w, q, out); break;
	case ASK_DOSSIER: ask_dossier(w, q, out); break;
	}
}

static struct str ask(struct world *w, struct question q, struct fact_set *facts)
{
	struct buf out = buf_in(&w->paper->arena, 1 << 20);
	store_note_into(w->paper->store, facts);
	if (q.kind <= ASK_DAY)
		ask_list(w, q, &out);
	else
		ask_one(w, q, &out);
	store_note_into(w->paper->store, NULL);
	assert_ok(out.fault);
	return buf_str(&out);
}

static bool stands_in(const struct world *w, const struct model_story *s, struct question q)
{
	struct story_filter f = filter_of(w, q);
	return is_public(w, s) && (f.kind == ANY_KIND || !s->is_page) &&
	       !(f.no_leads && s->is_lead) && !(f.leads_only && !s->is_lead) &&
	       (q.kind != ASK_SECTION || is_in_section(w, s, q.a % SECTIONS)) &&
	       (q.kind != ASK_TOPIC || s->topic == q.a % TOPICS || s->also - 1 == q.a % TOPICS) &&
	       (q.kind != ASK_DAY ||
		(s->published_at >= f.from.ms && s->published_at < f.before.ms));
}

static bool comes_before(const struct model_story *a, const struct model_story *b)
{
	return a->published_at != b->published_at ? a->published_at > b->published_at
						  : a->id.n > b->id.n;
}

/* What a list must be, from the model alone. */
static struct str model_list(struct world *w, struct question q)
{
	struct buf out = buf_in(&w->paper->arena, 1 << 20);
	const struct model_story *last = NULL;
	int total = 0;
	for (;;) {
		const struct model_story *next = NULL;
		for (int i = 0; i < STORIES; i++) {
			const struct model_story *s = &w->stories[i];
			if (s->id.n && stands_in(w, s, q) && (!last || comes_before(last, s)) &&
			    (!next || comes_before(s, next)))
				next = s;
		}
		if (!next)
			break;
		total++;
		buf_fmt(&out, "%d/%s number %d/%d ", (int)next->id.n, words[next->word],
			(int)(next - w->stories), next->comments);
		last = next;
	}
	buf_fmt(&out, "of %d", total);
	return buf_str(&out);
}

static void check_against_model(struct world *w)
{
	struct question q = some_question(w);
	q.kind %= ASK_DAY + 1;
	struct str want = model_list(w, q), got = ask(w, q, NULL);
	if (!str_eq(want, got))
		fail_msg("list %d %d %d is \"%.*s\", not \"%.*s\"", q.kind, q.a, q.b, STR_ARG(got),
			 STR_ARG(want));
	const struct model_story *s = &w->stories[pick(w, STORIES)];
	if (!s->id.n)
		return;
	struct found_stories hits;
	struct address address;
	struct str path = str_fmt(&w->paper->arena, "/s%d-%d/", (int)(s - w->stories), s->slug);
	assert_ok(store_address(w->paper->store, &w->paper->arena, path, &address));
	assert_int_equal(address.target, s->id.n);
	hits = find_word(w->paper->store, &w->paper->arena, words[s->word]);
	size_t seen = 0;
	for (size_t i = 0; i < hits.count; i++)
		seen += hits.ids[i].n == s->id.n;
	assert_int_equal(seen, is_public(w, s));
}

struct watched {
	struct question question;
	struct str answer;
	struct fact_set facts;
	bool is_stale; /* something it stood on was touched */
};

static void watch(struct world *w, struct watched *watched)
{
	watched->question = some_question(w);
	watched->facts = fact_set_in(&w->paper->arena);
	watched->answer = ask(w, watched->question, &watched->facts);
	watched->is_stale = false;
}

static void check_watched(struct world *w, struct watched *watched)
{
	unix_ms until = watched->facts.until;
	if (watched->facts.is_fleeting ||
	    fact_sets_meet(&watched->facts, store_touched(w->paper->store)) ||
	    (time_is_set(until) && until.ms <= w->now))
		watched->is_stale = true;
	if (watched->is_stale) {
		watch(w, watched);
		return;
	}
	struct question q = watched->question;
	struct str answer = ask(w, q, NULL);
	if (!str_eq(answer, watched->answer))
		fail_msg("question %d %d %d: \"%.*s\" became \"%.*s\" and no fact of it was "
			 "touched",
			 q.kind, q.a, q.b, STR_ARG(watched->answer), STR_ARG(answer));
}

static void run(struct paper *paper, uint64_t seed)
{
	struct world w = { .paper = paper, .seed = seed, .now = NOON };
	struct watched watched[WATCHED];
	for (int i = 0; i < SECTIONS; i++) {
		w.parent[i] = -1;
		w.sections[i] = add_section(paper, words[i % 4], (section_id){ 0 });
	}
	for (int i = 0; i < TOPICS; i++)
		w.topics[i] = add_topic(paper, words[i]);
	for (int i = 0; i < STORIES; i++)
		save(&w, &w.stories[i]);
	for (int i = 0; i < WATCHED; i++)
		watch(&w, &watched[i]);
	for (int step = 0; step < STEPS; step++) {
		act(&w);
		for (int i = 0; i < WATCHED; i++)
			check_watched(&w, &watched[i]);
		check_against_model(&w);
	}
}

static void random_acts_agree_with_the_model_and_touch_what_they_change(void **state)
{
	run(*state, 1);
}

static void other_random_acts_do_too(void **state)
{
	run(*state, 20240318);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(random_acts_agree_with_the_model_and_touch_what_they_change),
		IN_A_PAPER(other_random_acts_do_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
