/* SPDX-License-Identifier: Apache-2.0 */
/* working.c: versions whole, staged ones, and who is at work on a story. */
#include "store/working.h"

#include "store/media.h"
#include "store/store_private.h"
#include "store/story_save.h"
#include "store/term.h"
#include "store/topic_change.h"

enum err store_working(struct store *store, story_id id, struct working *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT saves, staged, open_revision, opened_at, "
					       "person, at FROM working WHERE story = ?1"));
	db_put_i64(&q, id.n);
	enum err err = db_one(&q);
	if (err && err != ERR_NOT_FOUND)
		return err;
	*out = (struct working){ 0 };
	if (!err) {
		out->saves = db_i64(&q);
		out->staged.n = db_i64(&q);
		out->open_revision.n = db_i64(&q);
		out->opened_at = db_time(&q);
		out->person.n = db_i64(&q);
		out->at = db_time(&q);
	}
	return OK;
}

enum err store_working_set(struct store *store, story_id id, const struct working *working)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		S("INSERT INTO working (story, saves, staged, open_revision, opened_at, person, "
		  "at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (story) DO UPDATE SET "
		  "saves = ?2, staged = ?3, open_revision = ?4, opened_at = ?5, person = ?6, "
		  "at = ?7"));
	db_put_i64(&q, id.n);
	db_put_i64(&q, working->saves);
	db_put_i64(&q, working->staged.n);
	db_put_i64(&q, working->open_revision.n);
	db_put_time(&q, working->opened_at);
	db_put_i64(&q, working->person.n);
	db_put_time(&q, working->at);
	return db_run(&q);
}

/* "3 7 12", as revisions keep the ids of sections and topics. Gives: how many. */
static size_t read_ids(struct arena *into, struct str text, int64_t **out)
{
	int64_t *ids = arena_new(into, int64_t, text.len / 2 + 1);
	size_t count = 0;
	while (text.len) {
		struct str_pair cut = str_cut(text, ' ');
		if (str_to_i64(cut.head, &ids[count]) == OK)
			count++;
		text = cut.tail;
	}
	*out = ids;
	return count;
}

static enum err fill_sections(struct store *store, struct arena *into, struct str text,
			      struct story *story)
{
	int64_t *ids;
	struct section *found;
	size_t n = read_ids(into, text, &ids), count;
	TRY(sections_by_ids(store, into, ids, n, &found, &count));
	story->sections = arena_new(into, struct section, n + 1);
	story->section_count = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < count; k++)
			if (found[k].id.n == ids[i])
				story->sections[story->section_count++] = found[k];
	return OK;
}

static enum err fill_topics(struct store *store, struct arena *into, struct str text,
			    struct story *story)
{
	int64_t *ids;
	struct topic *found;
	size_t n = read_ids(into, text, &ids), count;
	TRY(store_topics_now(store, ids, &n));
	TRY(topics_by_ids(store, into, ids, n, &found, &count));
	story->topics = arena_new(into, struct topic, n + 1);
	story->topic_count = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < count; k++)
			if (found[k].id.n == ids[i])
				story->topics[story->topic_count++] = found[k];
	return OK;
}

/* A line each: "12 photographs". */
static enum err fill_bylines(struct store *store, struct arena *into, struct str text,
			     struct story *story)
{
	struct {
		struct byline *items;
		size_t count, cap;
	} all = { 0 };
	while (text.len) {
		struct str_pair line = str_cut(text, '\n'), cut = str_cut(line.head, ' ');
		struct person person;
		int64_t id = 0;
		text = line.tail;
		if (str_to_i64(cut.head, &id))
			continue;
		enum err err = store_person(store, into, (person_id){ id }, &person);
		if (err == ERR_NOT_FOUND)
			continue;
		TRY(err);
		*list_push(into, &all) = (struct byline){ person, cut.tail };
	}
	story->bylines = all.items;
	story->byline_count = all.count;
	return OK;
}

static enum err fill_cover(struct store *store, struct arena *into, int64_t id, struct story *story)
{
	story->cover = (struct media){ 0 };
	if (!id)
		return OK;
	enum err err = store_media(store, into, (media_id){ id }, &story->cover);
	return err == ERR_NOT_FOUND ? OK : err;
}

static void take_texts(struct query *q, struct arena *into, struct story *story)
{
	story->headline = db_str(q, into);
	story->standfirst = html_trusted(db_str(q, into));
	story->body = db_str(q, into);
	story->kind = (enum story_kind)db_i64(q);
	story->slug = db_str(q, into);
	story->path = db_str(q, into);
	story->language = db_str(q, into);
	story->password = db_str(q, into);
	story->canonical_url = db_str(q, into);
	story->meta_title = db_str(q, into);
	story->meta_description = db_str(q, into);
	story->template_name = db_str(q, into);
	story->is_lead = db_i64(q) != 0;
	story->replies = (enum reply_policy)db_i64(q);
	story->parent = db_i64(q);
	story->menu_order = db_i64(q);
}

enum err store_revision(struct store *store, struct arena *into, story_id id, revision_id revision,
			struct story *out)
{
	struct story story;
	TRY(store_story_any(store, into, id, &story));
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT headline, standfirst, body, kind, slug, path, language, "
			     "password, canonical_url, meta_title, meta_description, "
			     "template_name, is_lead, replies, parent, menu_order, cover, "
			     "sections, topics, bylines FROM revision WHERE id = ?1 AND "
			     "story = ?2"));
	db_put_i64(&q, revision.n);
	db_put_i64(&q, id.n);
	TRY(db_one(&q));
	take_texts(&q, into, &story);
	int64_t cover = db_i64(&q);
	struct str sections = db_str(&q, into), topics = db_str(&q, into),
		   bylines = db_str(&q, into);
	story.revision = revision;
	TRY(fill_cover(store, into, cover, &story));
	TRY(fill_sections(store, into, sections, &story));
	TRY(fill_topics(store, into, topics, &story));
	TRY(fill_bylines(store, into, bylines, &story));
	*out = story;
	return OK;
}

enum err store_revision_head(struct store *store, struct arena *into, story_id story,
			     revision_id id, struct revision *out)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT id, person, made_at, note, headline FROM revision "
				      "WHERE id = ?1 AND story = ?2"));
	db_put_i64(&q, id.n);
	db_put_i64(&q, story.n);
	TRY(db_one(&q));
	struct revision revision = { .id.n = db_i64(&q) };
	revision.by.n = db_i64(&q);
	revision.at = db_time(&q);
	revision.note = db_str(&q, into);
	revision.headline = db_str(&q, into);
	*out = revision;
	return OK;
}

enum err store_revision_stage(struct store *store, const struct story *draft, person_id by,
			      struct str note_text, revision_id over, revision_id *out)
{
	WORK(store);
	struct saving save = { .store = store, .next = story_in_lines(&store->work, draft), .by = by, .note = note_text };
	must_be_writing(store);
	BUG_IF(!draft->id.n);
	return story_write_staged(&save, over, out);
}

enum err store_revision_refresh(struct store *store, revision_id id, struct str note_text)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("UPDATE revision SET made_at = ?1, note = CASE WHEN "
					       "?2 = '' THEN note ELSE ?2 END WHERE id = ?3"));
	db_put_time(&q, store->now);
	db_put_str(&q, note_text);
	db_put_i64(&q, id.n);
	return db_run(&q);
}

enum err store_story_begun_by(struct store *store, story_id id, person_id *out)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT person FROM revision WHERE story = ?1 ORDER BY id LIMIT 1"));
	db_put_i64(&q, id.n);
	enum err err = db_one(&q);
	if (err && err != ERR_NOT_FOUND)
		return err;
	out->n = err ? 0 : db_i64(&q);
	return OK;
}

static enum err note_presence(struct store *store, story_id story, person_id person, struct str tab)
{
	CLEANUP(db_done)
	struct query old = db_query(store->db, S("DELETE FROM presence WHERE seen_at <= ?1"));
	db_put_i64(&old, store->now.ms - PRESENCE_SECONDS * 1000);
	TRY(db_run(&old));
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("INSERT INTO presence (story, person, tab, seen_at) VALUES "
			     "(?1, ?2, ?3, ?4) ON CONFLICT (story, person, tab) DO UPDATE SET "
			     "seen_at = ?4"));
	db_put_i64(&q, story.n);
	db_put_i64(&q, person.n);
	db_put_str(&q, tab);
	db_put_time(&q, store->now);
	return db_run(&q);
}

enum err store_presence(struct store *store, struct arena *into, story_id story, person_id person,
			struct str tab, struct presence **out, size_t *count)
{
	struct {
		struct presence *items;
		size_t count, cap;
	} all = { 0 };
	must_be_writing(store);
	TRY(note_presence(store, story, person, tab));
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT r.person, p.name, r.tab FROM presence r JOIN person p ON "
			     "p.id = r.person WHERE r.story = ?1 AND NOT (r.person = ?2 AND "
			     "r.tab = ?3) ORDER BY p.name, r.tab"));
	db_put_i64(&q, story.n);
	db_put_i64(&q, person.n);
	db_put_str(&q, tab);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct presence *presence = list_push(into, &all);
		presence->person.n = db_i64(&q);
		presence->name = db_str(&q, into);
		presence->tab = db_str(&q, into);
	}
	*out = all.items;
	*count = all.count;
	return OK;
}
