/* SPDX-License-Identifier: Apache-2.0 */
/* story_read.c: single stories, and runs of all of them. Lists are in story_list.c. */
#include "store/shown.h"
#include "store/store_private.h"
#include "store/story_row.h"
#include "store/story_sql.h"

bool story_visible_at(enum story_status status, unix_ms published_at, unix_ms embargo_until,
		      unix_ms *from)
{
	struct life life = story_life(status, published_at, embargo_until, unix_ms_of(INT64_MIN));
	*from = life.changes_at;
	return time_is_set(life.changes_at);
}

/* Asked for each list of a page: read once while one state of the database is read. */
enum err story_next_due(struct store *store, unix_ms *out)
{
	if (store->is_reading && store->due_is_read) {
		*out = store->due;
		return OK;
	}
	CLEANUP(db_done)
	struct query q =
		db_query(store->db,
			 S("SELECT coalesce(min(visible_at), 0) FROM story WHERE visible_at > ?1"));
	db_put_time(&q, store->now);
	TRY(db_one(&q));
	*out = store->due = db_time(&q);
	store->due_is_read = true;
	return OK;
}

enum err story_note_due(struct store *store)
{
	unix_ms due;
	if (!store->notes)
		return OK;
	TRY(story_next_due(store, &due));
	note_until(store, due);
	return OK;
}

static void note_row(struct store *store, story_id id)
{
	static const enum fact_kind kinds[] = { FACT_STORY, FACT_COVER,   FACT_TEASER,
						FACT_FILED, FACT_BYLINES, FACT_TEXT };
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		note_id(store, kinds[i], id.n);
}

void store_note_shown(struct store *store, enum fact_kind kind, int64_t id)
{
	note_id(store, kind, id);
}

static void note_filled(struct store *store, const struct story *story, enum fact_kind section)
{
	note_row(store, story->id);
	for (size_t i = 0; i < story->section_count; i++)
		note_id(store, section, story->sections[i].id.n);
	for (size_t i = 0; i < story->topic_count; i++)
		note_id(store, FACT_TOPIC, story->topics[i].id.n);
	for (size_t i = 0; i < story->byline_count; i++)
		note_id(store, FACT_PERSON, story->bylines[i].person.id.n);
	if (story->cover.id.n)
		note_id(store, FACT_MEDIA, story->cover.id.n);
}

void store_note_whole(struct store *store, const struct story *story)
{
	note_filled(store, story, FACT_SECTION);
}

void store_note_told(struct store *store, const struct story *story)
{
	note_filled(store, story, FACT_SECTION_NAME);
}

static enum err read_whole(struct store *store, struct arena *into, story_id id, struct story *out)
{
	note_id(store, FACT_LIFE, id.n);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " STORY_COLUMNS ", r.body FROM story s "
					       "JOIN revision r ON r.id = s.revision "
					       "WHERE s.id = ?1"));
	db_put_i64(&q, id.n);
	TRY(db_one(&q));
	*out = story_take(&q, into);
	out->body = db_str(&q, into);
	return OK;
}

enum err store_story_any(struct store *store, struct arena *into, story_id id, struct story *out)
{
	struct story story;
	note_row(store, id);
	TRY(read_whole(store, into, id, &story));
	TRY(story_fill(store, into, &story, 1));
	*out = story;
	return OK;
}

enum err store_story_path(struct store *store, struct arena *into, story_id id, struct str *out)
{
	note_id(store, FACT_PATH, id.n);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT path FROM story WHERE id = ?1"));
	db_put_i64(&q, id.n);
	TRY(db_one(&q));
	*out = db_str(&q, into);
	return OK;
}

enum err store_story_public(struct store *store, struct arena *into, story_id id, struct story *out)
{
	struct story story;
	TRY(read_whole(store, into, id, &story));
	struct life life =
		story_life(story.status, story.published_at, story.embargo_until, store->now);
	note_until(store, life.changes_at);
	if (!life.is_public)
		return ERR_NOT_FOUND;
	note_row(store, id);
	TRY(story_fill(store, into, &story, 1));
	*out = story;
	return OK;
}

enum err store_story_by_uri(struct store *store, struct arena *into, struct str uri,
			    struct story *out)
{
	story_id id;
	note_name(store, FACT_STORY_URI, uri);
	TRY(find_id(store, S("SELECT id FROM story WHERE uri = ?1 AND uri <> ''"), uri, &id.n));
	return store_story_any(store, into, id, out);
}

enum err store_story_by_slug(struct store *store, struct arena *into, struct str slug,
			     struct story *out)
{
	story_id id;
	note_name(store, FACT_STORY_SLUG, slug);
	TRY(find_id(store, S("SELECT id FROM story WHERE slug = ?1 ORDER BY id LIMIT 1"), slug,
		    &id.n));
	return store_story_any(store, into, id, out);
}

enum err store_story_scan(struct store *store, struct arena *into, story_id after, int64_t limit,
			  struct story_list *out)
{
	struct stories found = { 0 };
	note(store, FACT_STORIES);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " STORY_COLUMNS ", r.body FROM story s "
					       "JOIN revision r ON r.id = s.revision "
					       "WHERE s.id > ?1 ORDER BY s.id LIMIT ?2"));
	db_put_i64(&q, after.n);
	db_put_i64(&q, limit);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct story *story = list_push(into, &found);
		*story = story_take(&q, into);
		story->body = db_str(&q, into);
	}
	TRY(story_fill(store, into, found.items, found.count));
	*out = (struct story_list){ found.items, found.count, -1 };
	return OK;
}

static enum err take_bodies(struct query *q, struct arena *into, struct story *items, size_t count)
{
	for (bool has_row = true;;) {
		TRY(db_next(q, &has_row));
		if (!has_row)
			return OK;
		int64_t id = db_i64(q);
		struct str body = db_str(q, into);
		for (size_t i = 0; i < count; i++)
			if (items[i].id.n == id)
				items[i].body = body;
	}
}

enum err store_story_bodies(struct store *store, struct arena *into, struct story *items,
			    size_t count)
{
	int64_t ids[LIMIT_IDS_A_QUERY];
	for (size_t at = 0; at < count; at += LIMIT_IDS_A_QUERY) {
		size_t n = count - at < LIMIT_IDS_A_QUERY ? count - at : LIMIT_IDS_A_QUERY;
		for (size_t i = 0; i < n; i++) {
			ids[i] = items[at + i].id.n;
			note_id(store, FACT_TEXT, ids[i]);
		}
		CLEANUP(db_done)
		struct query q = query_ids(store,
					   S("SELECT s.id, r.body FROM story s JOIN revision r "
					     "ON r.id = s.revision WHERE s.id IN ({ids})"),
					   0, n);
		put_ids(&q, ids, n);
		TRY(take_bodies(&q, into, items + at, n));
	}
	return OK;
}

/* From that story's number on, and what changed from then on; also what is still to come of these.
 */
static enum err note_runs(struct store *store, int64_t from_id, int64_t from_change)
{
	note_within(store, FACT_SITEMAP, 0, (struct span){ from_id, INT64_MAX });
	note_within(store, FACT_SITEMAPS, 0, (struct span){ from_change, INT64_MAX });
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT coalesce(min(visible_at), 0) FROM story WHERE "
				      "visible_at > ?1 AND (id >= ?2 OR updated_at >= ?3)"));
	db_put_time(&q, store->now);
	db_put_i64(&q, from_id);
	db_put_i64(&q, from_change);
	TRY(db_one(&q));
	note_until(store, db_time(&q));
	return OK;
}

struct sitemap_runs {
	struct sitemap_run *items;
	size_t count, cap;
};

/* Not noted: a number that nobody sees yet changes nothing. */
static enum err newest_id(struct store *store, int64_t *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT coalesce(max(id), 0) FROM story"));
	TRY(db_one(&q));
	*out = db_i64(&q);
	return OK;
}

/* Those that hold a public story. Each stands on the life of the first of them. */
static enum err find_runs(struct store *store, struct arena *into, int64_t run_length,
			  struct sitemap_runs *out)
{
	int64_t newest;
	TRY(newest_id(store, &newest));
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT s.id FROM story s WHERE s.id > ?2 AND s.id "
				      "<= ?3 AND " STORY_IS_PUBLIC("s", "?1") " ORDER BY "
									      "s.id LIMIT 1"));
	for (int64_t from = 0; from < newest; from += run_length) {
		bool has_row;
		db_again(&q);
		db_put_time(&q, store->now);
		db_put_i64(&q, from);
		db_put_i64(&q, from + run_length);
		TRY(db_next(&q, &has_row));
		if (!has_row)
			continue;
		note_id(store, FACT_LIFE, db_i64(&q));
		list_push(into, out)->number = from / run_length + 1;
	}
	return OK;
}

static void date_run(struct sitemap_runs *runs, int64_t number, unix_ms updated_at)
{
	for (size_t i = 0; i < runs->count; i++)
		if (runs->items[i].number == number && !time_is_set(runs->items[i].updated_at))
			runs->items[i].updated_at = updated_at;
}

/* The newest change of each run, as far as it is among the newest changes of all. Gives: before
 * which moment a change tells nothing. */
static enum err date_runs(struct store *store, int64_t run_length, struct sitemap_runs *runs,
			  int64_t *from_change)
{
	int64_t seen = 0, last = INT64_MAX;
	CLEANUP(db_done)
	struct query q = db_query(store->db,
				  S("SELECT s.id, s.updated_at FROM story s WHERE " STORY_IS_PUBLIC(
					  "s", "?1") " ORDER BY s.updated_at "
						     "DESC, s.id DESC LIMIT ?2"));
	db_put_time(&q, store->now);
	db_put_i64(&q, LIMIT_SITEMAP_CHANGES);
	for (bool has_row = true;; seen++) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		int64_t id = db_i64(&q);
		last = db_i64(&q);
		date_run(runs, (id - 1) / run_length + 1, unix_ms_of(last));
	}
	/* All of them: then of a change before the newest of each run, none tells. */
	if (seen < LIMIT_SITEMAP_CHANGES) {
		last = INT64_MAX;
		for (size_t i = 0; i < runs->count; i++)
			if (runs->items[i].updated_at.ms < last)
				last = runs->items[i].updated_at.ms;
	}
	*from_change = last;
	return OK;
}

enum err store_story_sitemap_runs(struct store *store, struct arena *into, int64_t run_length,
				  struct sitemap_run **out, size_t *count)
{
	struct sitemap_runs found = { 0 };
	int64_t from_change, runs = 0;
	BUG_IF(run_length < 1);
	TRY(find_runs(store, into, run_length, &found));
	TRY(date_runs(store, run_length, &found, &from_change));
	/* A run that is empty may begin to be. */
	while (runs < (int64_t)found.count && found.items[runs].number == runs + 1)
		runs++;
	*out = found.items;
	*count = found.count;
	return note_runs(store, runs * run_length + 1, from_change);
}

enum err store_story_addresses(struct store *store, struct arena *into, story_id after,
			       int64_t limit, struct story_address **out, size_t *count)
{
	struct {
		struct story_address *items;
		size_t count, cap;
	} found = { 0 };
	TRY(story_note_due(store));
	CLEANUP(db_done)
	struct query q = db_query(store->db,
				  S("SELECT id, path, headline, language, updated_at, published_at "
				    "FROM story s WHERE id > ?2 AND " STORY_IS_PUBLIC(
					    "s", "?1") " ORDER BY id LIMIT ?3"));
	db_put_time(&q, store->now);
	db_put_i64(&q, after.n);
	db_put_i64(&q, limit);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct story_address *address = list_push(into, &found);
		address->id.n = db_i64(&q);
		address->path = db_str(&q, into);
		address->headline = db_str(&q, into);
		address->language = db_str(&q, into);
		address->updated_at = db_time(&q);
		address->published_at = db_time(&q);
	}
	bool is_full = found.count && (int64_t)found.count == limit;
	note_within(store, FACT_SITEMAP, 0,
		    (struct span){ after.n + 1,
				   is_full ? found.items[found.count - 1].id.n : INT64_MAX });
	*out = found.items;
	*count = found.count;
	return OK;
}

enum err store_story_life(struct store *store, story_id id, struct story_seen *out)
{
	note_id(store, FACT_LIFE, id.n);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT status, published_at, embargo_until "
					       "FROM story WHERE id = ?1"));
	db_put_i64(&q, id.n);
	TRY(db_one(&q));
	enum story_status status = (enum story_status)db_i64(&q);
	unix_ms published_at = db_time(&q), embargo_until = db_time(&q);
	struct life life = story_life(status, published_at, embargo_until, store->now);
	note_until(store, life.changes_at);
	if (!life.is_public)
		note_id(store, FACT_GONE, id.n);
	*out = (struct story_seen){ .is_public = life.is_public,
				    .is_gone = status == STORY_WITHDRAWN };
	return OK;
}

enum err store_revisions(struct store *store, struct arena *into, story_id id,
			 struct revision **out, size_t *count)
{
	struct {
		struct revision *items;
		size_t count, cap;
	} found = { 0 };
	note_id(store, FACT_TEXT, id.n);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT id, person, made_at, note, headline FROM revision "
				      "WHERE story = ?1 ORDER BY id DESC"));
	db_put_i64(&q, id.n);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct revision *revision = list_push(into, &found);
		revision->id.n = db_i64(&q);
		revision->by.n = db_i64(&q);
		revision->at = db_time(&q);
		revision->note = db_str(&q, into);
		revision->headline = db_str(&q, into);
	}
	*out = found.items;
	*count = found.count;
	return OK;
}
