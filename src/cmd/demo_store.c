/* SPDX-License-Identifier: Apache-2.0 */
/*
 * demo_store.c: stories and replies of the sample edition.
 *
 * Stories refer to one another in circles: all are saved without their text first, so that each
 * has its row, and then again with it.
 */
#include "cmd/demo_store.h"

#include "cmd/demo_paper.h"
#include "html/clean.h"
#include "os/os.h"
#include "store/comment.h"
#include "store/setting.h"
#include "store/story.h"
#include "store/working.h"

static enum err body_of(struct demo *demo, const struct edition_story *from, struct str *out)
{
	struct buf raw = buf_in(demo->arena, LIMIT_EDITION_FILE * 2);
	struct str rest = from->body;
	struct edition_reference ref;
	while (edition_reference(rest, &ref)) {
		buf_put(&raw, ref.before);
		buf_put_i64(&raw, demo->story_ids[edition_story_at(demo->edition, ref.slug)]);
		rest = ref.after;
	}
	buf_put(&raw, rest);
	TRY(raw.fault);
	struct html clean;
	TRY(html_clean(demo->arena, buf_str(&raw), CLEAN_STORY, &clean));
	*out = clean.s;
	return OK;
}

static void fill_topics(struct demo *demo, const struct record *head, struct story *story)
{
	struct {
		struct topic *items;
		size_t count, cap;
	} list = { 0 };
	struct str slug, rest = record_get(head, S("topics"));
	while (edition_next(&rest, ',', &slug))
		*list_push(demo->arena, &list) =
			(struct topic){ .id = { demo_row(demo, S("topic"), slug) } };
	story->topics = list.items;
	story->topic_count = list.count;
}

static void fill_bylines(struct demo *demo, const struct record *head, struct story *story)
{
	struct {
		struct byline *items;
		size_t count, cap;
	} list = { 0 };
	struct str part, rest = record_get(head, S("by"));
	while (edition_next(&rest, ';', &part)) {
		struct str_pair named = edition_byline(part);
		*list_push(demo->arena, &list) = (struct byline){
			.person.id = { demo_row(demo, S("person"), named.head) },
			.role = named.tail,
		};
	}
	story->bylines = list.items;
	story->byline_count = list.count;
}

static void fill_times(struct demo *demo, const struct record *head, struct story *story)
{
	int64_t ms;
	story->published_at = demo_before_now(demo, head, S("age"));
	if (!record_span(record_get(head, S("in")), &ms))
		story->published_at.ms = demo->now.ms + ms;
	if (!record_span(record_get(head, S("embargo")), &ms))
		story->embargo_until.ms = demo->now.ms + ms;
	story->created_at = story->updated_at = story->published_at;
	if (record_get(head, S("updated")).len)
		story->updated_at = demo_before_now(demo, head, S("updated"));
	story->status = STORY_PUBLISHED;
	if (record_get(head, S("status")).len)
		(void)!story_status_parse(record_get(head, S("status")), &story->status);
	if (story->status == STORY_DRAFT)
		story->published_at = unix_ms_of(0);
}

static enum err save_story(struct demo *demo, size_t at, bool with_body)
{
	const struct record *head = &demo->edition->stories[at].head;
	bool is_page = str_eq(record_get(head, S("kind")), S("page"));
	struct story story = { .id = { demo->story_ids[at] },
			       .kind = is_page ? STORY_PAGE : STORY_POST,
			       .slug = record_get(head, S("slug")),
			       .headline = record_get(head, S("headline")),
			       .password = record_get(head, S("password")),
			       .is_lead = record_get(head, S("lead")).len > 0,
			       .replies = is_page ? REPLIES_HIDDEN : REPLIES_SITE };
	struct section section = { .id = { demo_row(demo, S("section"),
						    record_get(head, S("section"))) } };
	if (section.id.n) {
		story.sections = &section;
		story.section_count = 1;
	}
	story.cover.id.n = demo_row(demo, S("picture"), record_get(head, S("cover")));
	fill_topics(demo, head, &story);
	fill_bylines(demo, head, &story);
	fill_times(demo, head, &story);
	TRY(html_clean(demo->arena, record_get(head, S("standfirst")), CLEAN_INLINE,
		       &story.standfirst));
	if (with_body)
		TRY(body_of(demo, &demo->edition->stories[at], &story.body));
	person_id by = story.byline_count ? story.bylines[0].person.id : (person_id){ 0 };
	story_id id;
	TRY(store_story_save(demo->store, &story, by, record_get(head, S("note")), &id));
	demo->story_ids[at] = id.n;
	return OK;
}

static enum err save_corrections(struct demo *demo)
{
	for (size_t i = 0; i < demo->edition->count; i++) {
		struct str text = record_get(&demo->edition->stories[i].head, S("correction"));
		if (text.len)
			TRY(store_correction_add(demo->store, (story_id){ demo->story_ids[i] },
						 (person_id){ 0 }, text));
	}
	return OK;
}

static enum err save_stories(struct demo *demo)
{
	demo->story_ids = arena_new(demo->arena, int64_t, demo->edition->count);
	for (int with_body = 0; with_body <= 1; with_body++)
		for (size_t i = 0; i < demo->edition->count; i++) {
			enum err err = save_story(demo, i, with_body);
			if (err)
				return fault_set(demo->fault, err, "%.*s: %s",
						 STR_ARG(demo->edition->stories[i].file),
						 err_name(err));
		}
	return OK;
}

static enum err save_reply(struct demo *demo, size_t at)
{
	const struct record *reply = &demo->edition->replies.items[at];
	struct str answers = record_get(reply, S("answers"));
	bool is_held = str_eq(record_get(reply, S("status")), S("held"));
	ptrdiff_t story = edition_story_at(demo->edition, record_get(reply, S("story")));
	struct comment comment = { .story = { demo->story_ids[story] },
				   .status = is_held ? COMMENT_HELD : COMMENT_SHOWN,
				   .name = record_get(reply, S("name")),
				   .website = record_get(reply, S("website")),
				   .staff.n = demo_row(demo, S("person"),
						       record_get(reply, S("staff"))),
				   .email_hash = os_random_hex(demo->arena, 16),
				   .created_at = demo_before_now(demo, reply, S("age")) };
	if (answers.len)
		comment.parent.n =
			demo->reply_ids[record_find(&demo->edition->replies, S("reply"), answers) -
					demo->edition->replies.items];
	TRY(html_clean(demo->arena, record_get(reply, S("text")), CLEAN_COMMENT, &comment.text));
	comment.source = html_text(demo->arena, comment.text);
	comment_id id;
	TRY(store_comment_save(demo->store, &comment, &id));
	demo->reply_ids[at] = id.n;
	return OK;
}

static enum err save_replies(struct demo *demo)
{
	size_t count = demo->edition->replies.count;
	demo->reply_ids = arena_new(demo->arena, int64_t, count);
	for (size_t i = 0; i < count; i++) {
		enum err err = save_reply(demo, i);
		if (err)
			return fault_set(demo->fault, err, "replies.txt:%zu: %s",
					 demo->edition->replies.items[i].line, err_name(err));
	}
	return OK;
}

enum err demo_store(struct arena *arena, struct store *store, struct str site,
		    const struct edition *edition, unix_ms now, struct fault *fault)
{
	struct demo demo = { .arena = arena,
			     .store = store,
			     .site = site,
			     .edition = edition,
			     .now = now,
			     .fault = fault };
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, store));
	TRY(demo_paper(&demo));
	TRY(save_stories(&demo));
	TRY(save_corrections(&demo));
	TRY(save_replies(&demo));
	return txn_commit(&txn);
}
