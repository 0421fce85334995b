/* SPDX-License-Identifier: Apache-2.0 */
/*
 * busy_paper.h: a newspaper in which everything happens: acts of a newsroom and its readers, chosen
 * by a fixed seed, each a whole transaction. The clock goes on between them.
 */
#pragma once
#include <stdio.h>

#include "os/fake.h"
#include "press/act.h"
#include "site_for_test.h"

#define MINUTE_MS 60000LL
enum { BUSY_STORIES = 100, BUSY_SECTIONS = 6, BUSY_TOPICS = 8, BUSY_PEOPLE = 5, BUSY_MEDIA = 6 };
enum { BUSY_COMMENTS = 200 };

struct busy {
	struct paper *paper;
	uint64_t random;
	unix_ms now;
	story_id stories[BUSY_STORIES];
	size_t story_count;
	section_id sections[BUSY_SECTIONS];
	topic_id topics[BUSY_TOPICS];
	person_id people[BUSY_PEOPLE];
	media_id media[BUSY_MEDIA];
	comment_id comments[BUSY_COMMENTS];
	size_t comment_count;
	int64_t made; /* numbers what must differ */
	const char *did;
	char path[256]; /* of the story the last act was about; "" none */
};

static inline size_t any_of(struct busy *w, size_t n)
{
	w->random = w->random * 6364136223846793005u + 1442695040888963407u;
	return (size_t)((w->random >> 33) % n);
}

static inline bool one_in(struct busy *w, size_t n)
{
	return any_of(w, n) == 0;
}

/* Words of a paper: some in every story, most in few. */
static inline struct str some_words(struct busy *w, size_t count)
{
	static const char *const often[] = { "the", "city", "and", "council", "said", "of" };
	static const char *const seldom[] = { "harbour", "tram",    "bridges", "voting", "swimmer",
					      "bakery",  "orchard", "thunder", "museum", "railway",
					      "choir",   "lantern", "glacier", "market", "pilot" };
	struct buf out = buf_in(&w->paper->arena, 1 << 16);
	for (size_t i = 0; i < count; i++) {
		size_t rare = any_of(w, 300);
		const char *word = one_in(w, 2)              ? often[any_of(w, COUNT_OF(often))]
				   : rare < COUNT_OF(seldom) ? seldom[rare]
							     : NULL;
		if (word)
			buf_fmt(&out, "%s%s", i ? " " : "", word);
		else
			buf_fmt(&out, "%sword%zu", i ? " " : "", rare);
	}
	return buf_str(&out);
}

/* A headline shares a word with few others. */
static inline struct str some_headline(struct busy *w)
{
	return str_fmt(&w->paper->arena, "The thing%zu of thing%zu and thing%zu, %lld",
		       any_of(w, 400), any_of(w, 400), any_of(w, 400), (long long)++w->made);
}

static inline struct str busy_fmt(struct busy *w, const char *what)
{
	return str_fmt(&w->paper->arena, "%s %lld", what, (long long)++w->made);
}

static inline void file_story(struct busy *w, struct story *story)
{
	struct arena *arena = &w->paper->arena;
	story->section_count = any_of(w, 3);
	story->sections = arena_new(arena, struct section, 2);
	for (size_t i = 0; i < story->section_count; i++)
		story->sections[i].id = w->sections[any_of(w, BUSY_SECTIONS)];
	story->topic_count = any_of(w, 3);
	story->topics = arena_new(arena, struct topic, 2);
	for (size_t i = 0; i < story->topic_count; i++)
		story->topics[i].id = w->topics[any_of(w, BUSY_TOPICS)];
	story->byline_count = any_of(w, 2);
	story->bylines = arena_new(arena, struct byline, 1);
	story->bylines[0].person.id = w->people[any_of(w, BUSY_PEOPLE)];
	if (story->section_count == 2 && story->sections[0].id.n == story->sections[1].id.n)
		story->section_count = 1;
	if (story->topic_count == 2 && story->topics[0].id.n == story->topics[1].id.n)
		story->topic_count = 1;
}

/* See also, a link and a picture now and then. */
static inline struct str some_body(struct busy *w)
{
	struct buf out = buf_in(&w->paper->arena, 1 << 16);
	struct str text = some_words(w, 60);
	buf_fmt(&out, "<p>%.*s</p>", STR_ARG(text));
	text = some_words(w, 30);
	buf_fmt(&out, "<p>%.*s</p>", STR_ARG(text));
	if (w->story_count && one_in(w, 4))
		buf_fmt(&out, "<aside data-see-also=\"%lld\"></aside>",
			(long long)w->stories[any_of(w, w->story_count)].n);
	if (w->story_count && one_in(w, 5))
		buf_fmt(&out, "<p><a data-story=\"%lld\">this</a></p>",
			(long long)w->stories[any_of(w, w->story_count)].n);
	if (one_in(w, 6))
		buf_fmt(&out, "<figure data-media=\"%lld\"></figure>",
			(long long)w->media[any_of(w, BUSY_MEDIA)].n);
	return buf_str(&out);
}

#define try_txn(w, call)                                                                           \
	do {                                                                                       \
		struct txn txn_ = { 0 };                                                           \
		assert_ok(txn_begin(&txn_, (w)->paper->store));                                    \
		if ((call) == OK)                                                                  \
			assert_ok(txn_commit(&txn_));                                              \
		txn_end(&txn_);                                                                    \
	} while (0)

static const struct actor busy_editor = { { 0 } };

static inline void remember(struct busy *w, story_id id)
{
	struct story story = read_story(w->paper, id);
	snprintf(w->path, sizeof w->path, "%.*s", STR_ARG(story.path));
}

static inline bool save_busy(struct busy *w, const struct story *story, story_id *id)
{
	enum err err = press_save(w->paper->store, &busy_editor, story, S(""), id);
	if (!err)
		remember(w, *id);
	return !err;
}

/* Gives: a new story's id, or 0 when the paper is full. */
static inline story_id write_story(struct busy *w)
{
	story_id id = { 0 };
	if (w->story_count == BUSY_STORIES)
		return id;
	struct story story = { .headline = some_headline(w), .body = some_body(w) };
	story.is_lead = one_in(w, 8);
	story.kind = one_in(w, 12) ? STORY_PAGE : STORY_POST;
	if (one_in(w, 3))
		story.cover.id = w->media[any_of(w, BUSY_MEDIA)];
	if (one_in(w, 3))
		story.standfirst = html_trusted(some_words(w, 12));
	file_story(w, &story);
	if (save_busy(w, &story, &id))
		w->stories[w->story_count++] = id;
	return id;
}

static inline story_id some_story(struct busy *w)
{
	return w->stories[any_of(w, w->story_count)];
}

static inline void act_publish_new(struct busy *w)
{
	story_id id = write_story(w);
	if (!id.n)
		id = some_story(w);
	(void)!press_publish(w->paper->store, &busy_editor, id, (unix_ms){ 0 });
	w->did = "publish";
}

static inline void act_publish_old(struct busy *w)
{
	unix_ms at = { one_in(w, 3) ? w->now.ms - (int64_t)any_of(w, 40) * DAY_MS - 1 : 0 };
	(void)!press_publish(w->paper->store, &busy_editor, some_story(w), at);
	w->did = "publish an older one";
}

static inline void act_draft(struct busy *w)
{
	write_story(w);
	w->did = "draft";
}

static inline void act_schedule(struct busy *w)
{
	story_id id = one_in(w, 2) ? write_story(w) : some_story(w);
	unix_ms at = { w->now.ms + (int64_t)(1 + any_of(w, 600)) * MINUTE_MS };
	if (id.n)
		(void)!press_schedule(w->paper->store, &busy_editor, id, at);
	w->did = "schedule";
}

static inline void act_embargo(struct busy *w)
{
	story_id id = write_story(w);
	unix_ms at = { w->now.ms - (int64_t)any_of(w, 600) * MINUTE_MS };
	unix_ms until = { w->now.ms + (int64_t)(1 + any_of(w, 300)) * MINUTE_MS };
	if (id.n)
		try_txn(w, store_story_set_state(w->paper->store, id, STORY_PUBLISHED, at, until));
	w->did = "embargo";
}

static inline void act_unschedule(struct busy *w)
{
	(void)!press_unschedule(w->paper->store, &busy_editor, some_story(w));
	w->did = "unschedule";
}

static inline void act_withdraw(struct busy *w)
{
	(void)!press_withdraw(w->paper->store, &busy_editor, some_story(w));
	w->did = "withdraw";
}

static inline void act_edit_body(struct busy *w)
{
	struct story story = read_story(w->paper, some_story(w));
	struct str more = some_words(w, 8);
	story.body = str_fmt(&w->paper->arena, "%.*s<p>%.*s</p>",
			     STR_ARG(str_first(story.body, story.body.len > 3000 ? 0 : 4000)),
			     STR_ARG(more));
	save_busy(w, &story, &story.id);
	w->did = "edit the body";
}

static inline void act_edit_head(struct busy *w)
{
	struct story story = read_story(w->paper, some_story(w));
	if (one_in(w, 2))
		story.headline = some_headline(w);
	else
		story.standfirst = html_trusted(some_words(w, 10));
	save_busy(w, &story, &story.id);
	w->did = "edit the head";
}

static inline void act_reslug(struct busy *w)
{
	struct story story = read_story(w->paper, some_story(w));
	story.slug = str_fmt(&w->paper->arena, "slug-%lld", (long long)++w->made);
	story.path = S("");
	save_busy(w, &story, &story.id);
	w->did = "reslug";
}

static inline void act_refile(struct busy *w)
{
	struct story story = read_story(w->paper, some_story(w));
	file_story(w, &story);
	save_busy(w, &story, &story.id);
	w->did = "refile";
}

static inline void act_marks(struct busy *w)
{
	struct story story = read_story(w->paper, some_story(w));
	switch (any_of(w, 4)) {
	case 0: story.is_lead = !story.is_lead; break;
	case 1: story.cover.id = w->media[any_of(w, BUSY_MEDIA)]; break;
	case 2: story.password = one_in(w, 5) ? S("secret") : S(""); break;
	case 3: story.replies = (enum reply_policy)any_of(w, 4); break;
	}
	save_busy(w, &story, &story.id);
	w->did = "mark";
}
