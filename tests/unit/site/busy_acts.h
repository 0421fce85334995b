/* SPDX-License-Identifier: Apache-2.0 */
/* busy_acts.h: the acts of busy_paper.h that are about other things than stories, and the step that
 * picks one. */
#pragma once
#include "store/related_pick.h"
#include "busy_paper.h"
#include "comment/policy.h"
#include "store/comment_act.h"
#include "store/comment_mark.h"
#include "store/most_read.h"
#include "store/topic_alias.h"
#include "store/working.h"
#include "store/topic_change.h"

/* Readers reply where they may; what comes with an import stands anywhere. */
static inline bool may_be_replied_to(struct busy *w, story_id id)
{
	struct story story;
	struct reply_settings settings;
	struct reply_terms terms;
	enum err err = store_story_public(w->paper->store, &w->paper->arena, id, &story);
	if (err)
		return false;
	assert_ok(reply_settings_read(w->paper->store, &w->paper->arena, &settings));
	assert_ok(reply_terms_of(w->paper->store, &story, &settings, &terms));
	return terms.policy == REPLIES_OPEN;
}

static inline void act_comment(struct busy *w)
{
	story_id story = some_story(w);
	if (!one_in(w, 8) && !may_be_replied_to(w, story))
		return;
	struct comment comment = {
		.story = story,
		.status = one_in(w, 4) ? COMMENT_HELD : COMMENT_SHOWN,
		.name = S("Reader"),
		.email = S("x"),
		.email_hash = S("hash"),
		.source = busy_fmt(w, "An opinion"),
		.created_at = w->now,
	};
	comment.text =
		html_trusted(str_fmt(&w->paper->arena, "<p>%.*s</p>", STR_ARG(comment.source)));
	comment_id id = { 0 };
	w->did = "comment";
	try_txn(w, store_comment_save(w->paper->store, &comment, &id));
	if (id.n)
		w->comments[w->comment_count++ % BUSY_COMMENTS] = id;
	remember(w, comment.story);
}

static inline void act_moderate(struct busy *w)
{
	size_t count = w->comment_count < BUSY_COMMENTS ? w->comment_count : BUSY_COMMENTS;
	w->did = "moderate";
	if (count)
		try_txn(w, store_comment_set_status(w->paper->store, w->comments[any_of(w, count)],
						    (enum comment_status)any_of(w, 4)));
}

static inline void act_section(struct busy *w)
{
	struct section section;
	section_id id = w->sections[any_of(w, BUSY_SECTIONS)];
	w->did = "change a section";
	assert_ok(store_section(w->paper->store, &w->paper->arena, id, &section));
	switch (any_of(w, 4)) {
	case 0: section.name = busy_fmt(w, "Section"); break;
	case 1: section.description = html_trusted(some_words(w, 5)); break;
	case 2:
		section.slug = str_fmt(&w->paper->arena, "part-%lld", (long long)++w->made);
		section.path = S("");
		break;
	case 3:
		section.parent =
			one_in(w, 2) ? (section_id){ 0 } : w->sections[any_of(w, BUSY_SECTIONS)];
		break;
	}
	try_txn(w, store_section_save(w->paper->store, &section, &id));
}

/* Mostly takes back what a section says of replies. */
static inline void act_rule(struct busy *w)
{
	struct reply_rule rule = reply_rule_empty();
	if (!one_in(w, 8)) /* once in a newspaper's life */
		return;
	if (one_in(w, 3))
		rule.policy = one_in(w, 2) ? REPLIES_CLOSED : REPLIES_HIDDEN;
	w->did = "set a section's rules";
	try_txn(w, store_reply_rule_set(w->paper->store, RULE_SECTION,
					w->sections[any_of(w, BUSY_SECTIONS)].n, &rule));
}

static inline void act_topic(struct busy *w)
{
	struct topic topic;
	topic_id id = w->topics[any_of(w, BUSY_TOPICS)];
	w->did = "change a topic";
	assert_ok(store_topic(w->paper->store, &w->paper->arena, id, &topic));
	if (one_in(w, 4)) {
		struct str names[] = { busy_fmt(w, "Also"), some_words(w, 1) };
		try_txn(w, store_topic_set_aliases(w->paper->store, id, names, any_of(w, 3)));
		return;
	}
	if (one_in(w, 4)) {
		topic_id to = w->topics[any_of(w, BUSY_TOPICS)];
		try_txn(w, store_topic_move(w->paper->store, some_story(w), id, to));
		return;
	}
	if (one_in(w, 2))
		topic.name = busy_fmt(w, "Topic");
	else
		topic.description = html_trusted(some_words(w, 5));
	try_txn(w, store_topic_save(w->paper->store, &topic, &id));
}

static inline void act_person(struct busy *w)
{
	struct person person;
	person_id id = w->people[any_of(w, BUSY_PEOPLE)];
	w->did = "change a person";
	assert_ok(store_person(w->paper->store, &w->paper->arena, id, &person));
	if (one_in(w, 2))
		person.name = busy_fmt(w, "Reporter");
	else
		person.bio = html_trusted(some_words(w, 6));
	try_txn(w, store_person_save(w->paper->store, &person, &id));
}

static inline void act_media(struct busy *w)
{
	struct media media;
	media_id id = w->media[any_of(w, BUSY_MEDIA)];
	w->did = "change a picture";
	assert_ok(store_media(w->paper->store, &w->paper->arena, id, &media));
	if (one_in(w, 2))
		media.credit = busy_fmt(w, "Agency");
	else
		media.alt = some_words(w, 3);
	try_txn(w, store_media_save(w->paper->store, &media, &id));
}

static inline void act_setting(struct busy *w)
{
	enum { RARE_SETTINGS = 8 };
	static const struct {
		const char *name, *values[3];
	} settings[] = {
		{ "title", { "The Harbour Gazette", "The Gazette", "Gazette" } },
		{ "description", { "All the news", "Most of it", "" } },
		{ "posts_per_page", { "5", "6", "7" } },
		{ "replies", { "open", "closed", "hidden" } },
		{ "copyright", { "", "All rights reserved", "Some rights reserved" } },
		{ "ads_txt", { "", "example.com, 1, DIRECT", "" } },
		{ "social", { "", "Mastodon https://social.example/@gazette", "" } },
		{ "reply_moderation", { "all", "first", "none" } },
		{ "topic_links", { "off", "first", "first" } },
		{ "timezone", { "UTC", "Europe/Berlin", "America/New_York" } },
		{ "language", { "en", "de", "en" } },
		{ "see_also", { "insert", "suggest", "off" } },
		{ "most_read", { "off", "day", "hour" } },
	};
	size_t i = any_of(w, COUNT_OF(settings));
	if (i >= RARE_SETTINGS && !one_in(w, 8)) /* once in a newspaper's life */
		i = any_of(w, RARE_SETTINGS);
	w->did = "change a setting";
	try_txn(w, store_setting_set(w->paper->store, str_of(settings[i].name),
				     str_of(settings[i].values[any_of(w, 3)])));
}

static inline void act_menu(struct busy *w)
{
	static const char *const menus[] = { "primary", "secondary", "footer" };
	struct menu_item items[3] = {
		{ .id = 1, .label = some_words(w, 1), .url = S("/") },
		{ .id = 2, .label = some_words(w, 1), .url = S("/archive/") },
		{ .id = 3, .label = some_words(w, 1), .url = S("https://example.com/") },
	};
	struct menu menu = { items, any_of(w, 4) };
	w->did = "change a menu";
	try_txn(w, store_menu_set(w->paper->store, str_of(menus[any_of(w, 3)]), &menu));
}

static inline void act_edition(struct busy *w)
{
	story_id ids[6];
	size_t count = any_of(w, 7);
	for (size_t i = 0; i < count; i++)
		ids[i] = some_story(w);
	for (size_t i = 1; i < count; i++)
		for (size_t k = 0; k < i; k++)
			if (ids[i].n == ids[k].n)
				count = i;
	w->did = "lay out the front page";
	try_txn(w, store_edition_set(w->paper->store, ids, count, (person_id){ 0 }));
}

static inline void act_pick_related(struct busy *w)
{
	struct related_picks picks;
	story_id story = some_story(w), other = some_story(w);
	assert_ok(store_related_picks(w->paper->store, story, &picks));
	bool is_other = one_in(w, 3)   ? related_picks_out(&picks, other)
			: one_in(w, 4) ? (related_picks_forget(&picks, other), true)
				       : related_picks_pin(&picks, other);
	w->did = "pick related stories";
	if (is_other && story.n != other.n)
		try_txn(w, store_related_picks_set(w->paper->store, story, &picks));
}

static inline void act_correct(struct busy *w)
{
	story_id id = some_story(w);
	w->did = "correct";
	try_txn(w,
		store_correction_add(w->paper->store, id, (person_id){ 0 }, busy_fmt(w, "It was")));
	remember(w, id);
}

/* One goes into another; a new one stands in its place. */
static inline void act_merge_topics(struct busy *w)
{
	size_t at = any_of(w, BUSY_TOPICS);
	topic_id from = w->topics[at], to = w->topics[any_of(w, BUSY_TOPICS)];
	w->did = "make two topics one";
	if (from.n == to.n || !one_in(w, 4))
		return;
	try_txn(w, store_topic_merge(w->paper->store, from, to));
	w->topics[at] = add_topic(w->paper, busy_fmt(w, "Topic").ptr);
}

static inline void act_like(struct busy *w)
{
	size_t count = w->comment_count < BUSY_COMMENTS ? w->comment_count : BUSY_COMMENTS;
	struct comment_mark mark = { .kind = one_in(w, 4) ? MARK_REPORT : MARK_LIKE };
	bool is_new, picks = one_in(w, 4);
	unix_ms picked_at = { one_in(w, 2) ? w->now.ms : 0 };
	w->did = picks ? "pick a reply" : "like a reply";
	if (!count)
		return;
	mark.comment = w->comments[any_of(w, count)];
	mark.who = busy_fmt(w, "somebody");
	if (picks)
		try_txn(w, store_comment_pick(w->paper->store, mark.comment, picked_at));
	else
		try_txn(w, store_comment_mark(w->paper->store, &mark, &is_new));
}

static inline enum err count_reads(struct busy *w)
{
	for (int i = 0; i < 3; i++) {
		struct story story = read_story(w->paper, some_story(w));
		enum err err = store_reads_add(w->paper->store, story.path, (int64_t)any_of(w, 9));
		if (err)
			return err;
	}
	return store_most_read_renew(w->paper->store);
}

static inline void act_count_reads(struct busy *w)
{
	w->did = "count who read what";
	try_txn(w, count_reads(w));
}

static inline void act_story_rule(struct busy *w)
{
	struct reply_rule rule = reply_rule_empty();
	story_id id = some_story(w);
	if (one_in(w, 2))
		rule.policy = one_in(w, 2) ? REPLIES_CLOSED : REPLIES_OPEN;
	if (one_in(w, 3))
		rule.close_days = (int64_t)any_of(w, 4);
	w->did = "set a story's rules";
	try_txn(w, store_reply_rule_set(w->paper->store, RULE_STORY, id.n, &rule));
	remember(w, id);
}

/* How often in a hundred, more or less as in a newsroom. */
static const struct {
	int share;
	void (*act)(struct busy *w);
} busy_acts[] = {
	{ 12, act_publish_new }, { 4, act_publish_old },  { 4, act_draft },
	{ 4, act_schedule },     { 1, act_embargo },      { 1, act_unschedule },
	{ 5, act_withdraw },     { 14, act_edit_body },   { 7, act_edit_head },
	{ 3, act_reslug },       { 4, act_refile },       { 3, act_marks },
	{ 16, act_comment },     { 8, act_moderate },     { 1, act_section },
	{ 1, act_topic },        { 1, act_person },       { 3, act_media },
	{ 1, act_setting },      { 1, act_menu },         { 5, act_edition },
	{ 1, act_rule },         { 2, act_pick_related }, { 1, act_correct },
	{ 1, act_merge_topics }, { 3, act_like },         { 1, act_count_reads },
	{ 1, act_story_rule },
};

static inline void let_time_pass(struct busy *w)
{
	size_t kind = any_of(w, 40);
	int64_t minutes = kind == 0 ? 1440 : kind < 4 ? 180 : 5;
	w->now.ms += (int64_t)any_of(w, (size_t)(minutes * MINUTE_MS));
	os_fake_time(w->now);
	store_set_now(w->paper->store, w->now);
}

static inline void busy_step(struct busy *w)
{
	struct arena_mark mark = arena_mark(&w->paper->arena);
	int share = 0, at, all = 0;
	for (size_t i = 0; i < COUNT_OF(busy_acts); i++)
		all += busy_acts[i].share;
	at = (int)any_of(w, (size_t)all);
	let_time_pass(w);
	w->path[0] = 0;
	for (size_t i = 0; i < COUNT_OF(busy_acts); i++) {
		share += busy_acts[i].share;
		if (at < share) {
			busy_acts[i].act(w);
			break;
		}
	}
	arena_reset(&w->paper->arena, mark);
}

static inline void busy_begin(struct busy *w, struct paper *paper, uint64_t seed)
{
	*w = (struct busy){ .paper = paper, .random = seed, .now = unix_ms_of(NOON) };
	os_fake_time(w->now);
	for (int i = 0; i < BUSY_SECTIONS; i++)
		w->sections[i] = add_section(paper, busy_fmt(w, "Section").ptr,
					     i < 4 ? (section_id){ 0 } : w->sections[0]);
	for (int i = 0; i < BUSY_TOPICS; i++)
		w->topics[i] = add_topic(paper, busy_fmt(w, "Topic").ptr);
	for (int i = 0; i < BUSY_PEOPLE; i++)
		w->people[i] = add_person(paper, busy_fmt(w, "Reporter").ptr);
	for (int i = 0; i < BUSY_MEDIA; i++) {
		struct media media = { .remote_url = busy_fmt(w, "https://media.example/"),
				       .mime = S("image/jpeg"),
				       .credit = S("Agency"),
				       .width = 800,
				       .height = 600 };
		saved(paper, store_media_save(paper->store, &media, &w->media[i]));
	}
	saved(paper, store_setting_set(paper->store, S("posts_per_page"), S("5")));
	while (w->story_count < BUSY_STORIES / 2) {
		let_time_pass(w);
		act_publish_new(w);
	}
}
