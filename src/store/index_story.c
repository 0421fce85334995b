/* SPDX-License-Identifier: Apache-2.0 */
/* index_story.c: what of a story is indexed, and indexing again what shows a name that changed. */
#include "html/body.h"
#include "store/index_private.h"
#include "store/story_row.h"
#include "store/story_sql.h"

#define LIMIT_NAMES_BYTES (64u << 10)
#define STORIES_A_STEP 200

static enum err gather_lines(struct store *store, struct str sql, int64_t id, struct buf *out)
{
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	db_put_i64(&q, id);
	for (bool has_row = true;;) {
		SCRATCH(store);
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return out->fault;
		buf_put(out, db_str(&q, &store->scratch));
		buf_put_char(out, '\n');
	}
}

/* Names as readers search them; the ids are enough in a draft. */
static enum err gather_names(struct store *store, const struct story *story,
			     struct index_text *text)
{
	struct buf bylines = buf_in(&store->work, LIMIT_NAMES_BYTES);
	struct buf topics = buf_in(&store->work, LIMIT_NAMES_BYTES);
	if (story->byline_count)
		TRY(gather_lines(store,
				 S("SELECT p.name FROM story_byline b JOIN person p ON "
				   "p.id = b.person WHERE b.story = ?1 ORDER BY b.position"),
				 story->id.n, &bylines));
	if (story->topic_count)
		TRY(gather_lines(store,
				 S("SELECT t.name FROM story_topic l JOIN topic t ON t.id = "
				   "l.topic WHERE l.story = ?1 AND t.internal = 0 ORDER BY "
				   "l.position"),
				 story->id.n, &topics));
	text->bylines = buf_str(&bylines);
	text->topics = buf_str(&topics);
	return OK;
}

/* The records' captions; those written into the body stand there. */
static enum err gather_captions(struct store *store, const struct story *story, struct str *out)
{
	struct buf lines = buf_in(&store->work, LIMIT_NAMES_BYTES);
	struct buf html = buf_in(&store->work, LIMIT_NAMES_BYTES);
	if (story->cover.id.n)
		TRY(gather_lines(store, S("SELECT caption FROM media WHERE id = ?1"),
				 story->cover.id.n, &html));
	TRY(gather_lines(store,
			 S("SELECT m.caption FROM story_ref r JOIN media m ON m.id = r.target "
			   "WHERE r.story = ?1 AND r.kind = 0 AND m.caption <> ''"),
			 story->id.n, &html));
	_Static_assert(BODY_MEDIA == 0, "the kind in the query above");
	if (html.len)
		buf_put(&lines, html_text(&store->work, html_trusted(buf_str(&html))));
	*out = buf_str(&lines);
	return lines.fault;
}

static void gather_links(struct store *store, const struct story *story, struct index_text *text)
{
	struct arena *work = &store->work;
	int64_t *sections = arena_new(work, int64_t, story->section_count + 1);
	int64_t *topics = arena_new(work, int64_t, story->topic_count + 1);
	int64_t *people = arena_new(work, int64_t, story->byline_count + 1);
	for (size_t i = 0; i < story->section_count; i++)
		sections[i] = story->sections[i].id.n;
	for (size_t i = 0; i < story->topic_count; i++)
		topics[i] = story->topics[i].id.n;
	for (size_t i = 0; i < story->byline_count; i++)
		people[i] = story->bylines[i].person.id.n;
	text->sections = sections;
	text->section_count = story->section_count;
	text->topic_ids = topics;
	text->topic_count = story->topic_count;
	text->people = people;
	text->person_count = story->byline_count;
}

enum err index_text_of(struct store *store, const struct story *story, struct index_text *out)
{
	struct index_text text = { .headline = story->headline,
				   .language = story->language,
				   .published_at = story->published_at };
	if (!story_visible_at(story->status, story->published_at, story->embargo_until,
			      &text.visible_at))
		text.visible_at = INDEX_NEVER;
	if (!story->password.len) {
		text.standfirst = html_text(&store->work, story->standfirst);
		text.body = html_body_text(&store->work, story->body);
		TRY(gather_captions(store, story, &text.captions));
	}
	TRY(gather_names(store, story, &text));
	gather_links(store, story, &text);
	*out = text;
	return OK;
}

enum err index_story(struct store *store, const struct story *story)
{
	WORK(store);
	struct index_text text;
	TRY(index_text_of(store, story, &text));
	return index_put(store, story->id, &text);
}

static enum err index_one(struct store *store, story_id id)
{
	WORK(store);
	struct story story;
	TRY(store_story_any(store, &store->work, id, &story));
	return index_story(store, &story);
}

/* The stories of a query for their ids with one parameter. */
static enum err index_again(struct store *store, struct str sql, int64_t target)
{
	WORK(store);
	struct {
		int64_t *items;
		size_t count, cap;
	} ids = { 0 };
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	db_put_i64(&q, target);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		*list_push(&store->work, &ids) = db_i64(&q);
	}
	for (size_t i = 0; i < ids.count; i++)
		TRY(index_one(store, (story_id){ ids.items[i] }));
	return OK;
}

enum err index_renamed_person(struct store *store, person_id id)
{
	return index_again(store, S("SELECT DISTINCT story FROM story_byline WHERE person = ?1"),
			   id.n);
}

enum err index_renamed_topic(struct store *store, topic_id id)
{
	return index_again(store, S("SELECT DISTINCT story FROM story_topic WHERE topic = ?1"),
			   id.n);
}

enum err index_renamed_media(struct store *store, media_id id)
{
	return index_again(store,
			   S("SELECT id FROM story WHERE cover = ?1 UNION SELECT story FROM "
			     "story_ref WHERE kind = 0 AND target = ?1"),
			   id.n);
}

static enum err read_is_built(struct store *store, bool *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT is_built FROM search_state WHERE id = 1"));
	TRY(db_one(&q));
	*out = db_i64(&q) != 0;
	return OK;
}

static enum err set_built(struct store *store)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("UPDATE search_state SET is_built = 1 WHERE id = 1"));
	return db_run(&q);
}

static enum err build_step(struct store *store, story_id *after, bool *is_done)
{
	WORK(store);
	struct story_list list = { 0 };
	TRY(store_story_scan(store, &store->work, *after, STORIES_A_STEP, &list));
	TRY(store_story_bodies(store, &store->work, list.items, list.count));
	for (size_t i = 0; i < list.count; i++) {
		*after = list.items[i].id;
		TRY(index_story(store, &list.items[i]));
	}
	*is_done = !list.count;
	return OK;
}

enum err index_build(struct store *store)
{
	bool is_built;
	TRY(read_is_built(store, &is_built));
	if (is_built)
		return OK;
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, store));
	TRY(read_is_built(store, &is_built)); /* again: somebody may have been first */
	story_id after = { 0 };
	while (!is_built)
		TRY(build_step(store, &after, &is_built));
	TRY(set_built(store));
	return txn_commit(&txn);
}
