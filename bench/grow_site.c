/* SPDX-License-Identifier: Apache-2.0 */
/* grow_site.c: straight into the store, a few thousand stories a transaction. */
#include "cmd/progress.h"
#include "cmd/site_folder.h"
#include "discover/relate.h"
#include "grow.h"
#include "html/clean.h"
#include "os/os.h"
#include "store/comment.h"
#include "store/media.h"
#include "store/related.h"
#include "store/setting.h"
#include "store/story.h"
#include "store/taxonomy.h"

enum { STORIES_A_COMMIT = 10000, STORIES_ASKED_FOR = 20000, RELATED_UP_TO = 10000 };
#define LIMIT_BODY_BYTES (64u << 10)

/* The newest stories of something, the newest last. */
struct newest {
	story_id items[RELATED_KEPT];
	size_t count;
};

struct growing {
	const struct paper *paper;
	struct store *store;
	struct arena *arena;                            /* lives to the end */
	struct arena story;                             /* emptied after each story */
	int64_t *sections, *topics, *authors, *stories; /* their rows */
	struct newest *of_document, *of_topic;
};

static enum err body_of(struct growing *growing, const struct tale *tale, struct str *out)
{
	struct buf buf = buf_in(&growing->story, LIMIT_BODY_BYTES);
	tale_put_body(&buf, tale, tale->see_also ? growing->stories[tale->see_also - 1] : 0,
		      tale->link ? growing->stories[tale->link - 1] : 0);
	*out = buf_str(&buf);
	return buf.fault;
}

static enum err save_cover(struct growing *growing, const struct tale *tale, media_id *out)
{
	struct arena *arena = &growing->story;
	unsigned long long n = tale->number;
	struct media media = {
		.file = str_fmt(arena, "bench/%llu.jpg", n),
		.mime = S("image/jpeg"),
		.alt = tale->headline,
		.credit = S("Picture desk"),
		.width = 1600,
		.height = 1067,
		.focal_x = .5,
		.focal_y = .5,
	};
	return store_media_save(growing->store, &media, out);
}

static enum err save_replies(struct growing *growing, const struct tale *tale, story_id story)
{
	comment_id last = { 0 };
	for (size_t i = 0; i < tale->replies; i++) {
		struct comment comment = {
			.story = story,
			.status = COMMENT_SHOWN,
			.parent = i % 3 == 2 ? last : (comment_id){ 0 },
			.name = S("A reader"),
			.email_hash = str_fmt(&growing->story, "%llu-%zu",
					      (unsigned long long)tale->number, i),
			.source = tale_reply(growing->paper, tale, i),
			.created_at = unix_ms_of(tale->published_at.ms + (int64_t)(i + 1) * 60000),
		};
		struct buf text = buf_in(&growing->story, LIMIT_BODY_BYTES);
		tale_put_paragraph(&text, comment.source);
		TRY(text.fault);
		TRY(html_clean(&growing->story, buf_str(&text), CLEAN_COMMENT, &comment.text));
		TRY(store_comment_save(growing->store, &comment, &last));
	}
	return OK;
}

static void add_near(struct related_row *row, const struct newest *newest)
{
	for (size_t i = newest->count; i-- > 0 && row->count < RELATED_KEPT;) {
		bool has = false;
		for (size_t k = 0; k < row->count; k++)
			has = has || row->list[k].id.n == newest->items[i].n;
		if (!has)
			row->list[row->count++] =
				(struct related_story){ newest->items[i],
							(uint16_t)(40000 - 1000 * row->count) };
	}
}

static void remember(struct newest *newest, story_id id)
{
	if (newest->count == RELATED_KEPT)
		memmove(newest->items, newest->items + 1, --newest->count * sizeof *newest->items);
	newest->items[newest->count++] = id;
}

/* Stands for what discover/ would find, which takes hours for a million: earlier stories that begin
 * as this one does, then the newest of its topic. Pages show as many cards as a paper's do, and the
 * desk has nothing left to find while others are measured. */
static enum err save_near(struct growing *growing, const struct tale *tale, story_id id)
{
	const struct related_row nothing = { .story = id };
	struct related_row row = nothing;
	struct newest *document = &growing->of_document[tale->document];
	struct newest *topic = &growing->of_topic[tale->topics[0]];
	add_near(&row, document);
	add_near(&row, topic);
	remember(document, id);
	remember(topic, id);
	if (growing->paper->stories <= RELATED_UP_TO)
		return OK;
	return store_related_put(growing->store, &nothing, &row);
}

static enum err save_tale(struct growing *growing, uint64_t number)
{
	struct tale tale;
	tale_tell(growing->paper, &growing->story, number, &tale);
	struct section section = { .id = { growing->sections[tale.section] } };
	struct byline byline = { .person.id = { growing->authors[tale.author] } };
	struct topic topics[TALE_TOPICS_MAX] = { 0 };
	for (size_t i = 0; i < tale.topic_count; i++)
		topics[i].id.n = growing->topics[tale.topics[i]];
	struct story story = {
		.status = STORY_PUBLISHED,
		.headline = tale.headline,
		.standfirst = html_escape(&growing->story, tale.standfirst),
		.created_at = tale.published_at,
		.updated_at = tale.published_at,
		.published_at = tale.published_at,
		.sections = &section,
		.section_count = 1,
		.topics = topics,
		.topic_count = tale.topic_count,
		.bylines = &byline,
		.byline_count = 1,
	};
	story_id id;
	TRY(body_of(growing, &tale, &story.body));
	if (tale.has_cover)
		TRY(save_cover(growing, &tale, &story.cover.id));
	TRY(store_story_save(growing->store, &story, byline.person.id, S(""), &id));
	growing->stories[number] = id.n;
	TRY(save_near(growing, &tale, id));
	return save_replies(growing, &tale, id);
}

static enum err save_nouns(struct growing *growing)
{
	struct store *store = growing->store;
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, store));
	TRY(store_setting_set(store, S("title"), S("The Bench")));
	for (size_t i = 0; i < TALE_SECTIONS + TALE_SUBSECTIONS; i++) {
		size_t parent = paper_section_parent(i);
		struct section section = { .name = paper_section(i) };
		section_id id;
		section.parent.n = parent == SIZE_MAX ? 0 : growing->sections[parent];
		TRY(store_section_save(store, &section, &id));
		growing->sections[i] = id.n;
	}
	for (uint64_t i = 0; i < growing->paper->topics; i++) {
		struct topic topic = { .name = paper_topic(growing->paper, i) };
		topic_id id;
		TRY(store_topic_save(store, &topic, &id));
		growing->topics[i] = id.n;
	}
	for (uint64_t i = 0; i < growing->paper->authors; i++) {
		struct person person = { .name = paper_author(growing->arena, i) };
		person_id id;
		TRY(store_person_save(store, &person, &id));
		growing->authors[i] = id.n;
	}
	return txn_commit(&txn);
}

static enum err save_tales(struct growing *growing)
{
	uint64_t count = growing->paper->stories;
	struct progress progress = progress_begin("growing");
	for (uint64_t at = 0; at < count;) {
		CLEANUP(txn_end) struct txn txn = { 0 };
		TRY(txn_begin(&txn, growing->store));
		for (uint64_t n = 0; n < STORIES_A_COMMIT && at < count; n++, at++) {
			struct arena_mark mark = arena_mark(&growing->story);
			TRY(save_tale(growing, at));
			arena_reset(&growing->story, mark);
		}
		TRY(txn_commit(&txn));
		progress_show(&progress, (int64_t)at, (int64_t)count);
	}
	progress_end(&progress);
	return OK;
}

/* A line for each: the largest section, the topics and authors of a paper, and stories from all
 * over its years. */
static enum err write_paths(struct growing *growing, struct str file, struct fault *fault)
{
	struct buf out = buf_in(growing->arena, 64u << 20);
	const struct paper *paper = growing->paper;
	struct section *sections;
	size_t count;
	TRY(store_sections(growing->store, growing->arena, &sections, &count));
	for (size_t i = 0; i < count; i++)
		buf_fmt(&out, "section %.*s %lld\n", STR_ARG(sections[i].path),
			(long long)sections[i].story_count);
	for (uint64_t i = 0; i < paper->topics; i++) {
		struct topic topic;
		topic_id id = { growing->topics[i] };
		TRY(store_topic(growing->store, growing->arena, id, &topic));
		buf_fmt(&out, "topic %.*s\n", STR_ARG(topic.path));
	}
	for (uint64_t i = 0; i < paper->authors; i++) {
		struct person person;
		person_id id = { growing->authors[i] };
		TRY(store_person(growing->store, growing->arena, id, &person));
		buf_fmt(&out, "author %.*s\n", STR_ARG(person.path));
	}
	struct dice dice = { 7 };
	for (uint64_t n = 0; n < STORIES_ASKED_FOR && n < paper->stories; n++) {
		struct story story;
		story_id id = { growing->stories[paper->stories <= STORIES_ASKED_FOR
							 ? n
							 : dice_below(&dice, paper->stories)] };
		struct arena_mark mark = arena_mark(&growing->story);
		TRY(store_story_any(growing->store, &growing->story, id, &story));
		buf_fmt(&out, "story %.*s\n", STR_ARG(story.path));
		arena_reset(&growing->story, mark);
	}
	TRY(out.fault);
	return os_write_file(file, buf_str(&out), fault);
}

static enum err grow(struct growing *growing, struct str site, struct fault *fault)
{
	const struct paper *paper = growing->paper;
	struct arena *arena = growing->arena;
	growing->sections = arena_new(arena, int64_t, TALE_SECTIONS + TALE_SUBSECTIONS);
	growing->topics = arena_new(arena, int64_t, paper->topics);
	growing->authors = arena_new(arena, int64_t, paper->authors);
	growing->stories = arena_new(arena, int64_t, paper->stories);
	growing->of_document = arena_new(arena, struct newest, paper->corpus->documents.count);
	growing->of_topic = arena_new(arena, struct newest, paper->topics);
	TRY(save_nouns(growing));
	TRY(save_tales(growing));
	TRY(discover_relate_rest(
		growing->store)); /* as an import ends: it compacts the index too */
	return write_paths(growing, os_path_join(arena, site, S("bench-paths")), fault);
}

enum err grow_site(const struct paper *paper, struct str site, struct fault *fault)
{
	CLEANUP(arena_close) struct arena arena = arena_open((size_t)4 << 30);
	CLEANUP(arena_close) struct arena story = arena_open((size_t)256 << 20);
	CLEANUP(store_close) struct store *store = NULL;
	struct site_start start = { 0 };
	TRY(site_folder_make(&arena, site, &start, fault));
	TRY(store_open(site, S(""), STORE_WRITE, &store, fault));
	if (store_rush(store))
		return *fault = *store_fault(store), fault->err;
	struct growing growing = {
		.paper = paper, .store = store, .arena = &arena, .story = story
	};
	enum err err = grow(&growing, site, fault);
	if (err && !fault->err)
		*fault = *store_fault(store);
	return err;
}
