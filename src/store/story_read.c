/* SPDX-License-Identifier: Apache-2.0 */
/* story_read.c: single stories, and runs of all of them. Lists are in story_list.c. */
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

enum err story_next_due(struct store *store, unix_ms *out)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db,
			 S("SELECT coalesce(min(visible_at), 0) FROM story WHERE visible_at > ?1"));
	db_put_time(&q, store->now);
	TRY(db_one(&q));
	*out = db_time(&q);
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

static enum err read_whole(struct store *store, struct arena *into, story_id id, struct story *out)
{
	note_id(store, FACT_STORY, id.n);
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
	TRY(read_whole(store, into, id, &story));
	TRY(story_fill(store, into, &story, 1));
	*out = story;
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
			note_id(store, FACT_STORY, ids[i]);
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

enum err store_story_sitemap_runs(struct store *store, struct arena *into, int64_t run_length,
				  struct sitemap_run **out, size_t *count)
{
	struct {
		struct sitemap_run *items;
		size_t count, cap;
	} found = { 0 };
	BUG_IF(run_length < 1);
	note(store, FACT_SITEMAP);
	TRY(story_note_due(store));
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT (id - 1) / ?2 + 1 AS run, max(updated_at) FROM story s "
			     "WHERE " STORY_IS_PUBLIC("s", "?1") " GROUP BY run ORDER BY run"));
	db_put_time(&q, store->now);
	db_put_i64(&q, run_length);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct sitemap_run *run = list_push(into, &found);
		run->number = db_i64(&q);
		run->updated_at = db_time(&q);
	}
	*out = found.items;
	*count = found.count;
	return OK;
}

enum err store_story_addresses(struct store *store, struct arena *into, story_id after,
			       int64_t limit, struct story_address **out, size_t *count)
{
	struct {
		struct story_address *items;
		size_t count, cap;
	} found = { 0 };
	note(store, FACT_SITEMAP);
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
	*out = found.items;
	*count = found.count;
	return OK;
}

enum err store_story_count(struct store *store, int64_t *out)
{
	note(store, FACT_COUNT);
	TRY(story_note_due(store));
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT count(*) FROM story s WHERE " STORY_IS_PUBLIC("s", "?1")));
	db_put_time(&q, store->now);
	TRY(db_one(&q));
	*out = db_i64(&q);
	return OK;
}

enum err store_story_gone(struct store *store, story_id id, bool *out)
{
	note_id(store, FACT_STORY, id.n);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT status FROM story WHERE id = ?1"));
	db_put_i64(&q, id.n);
	TRY(db_one(&q));
	*out = db_i64(&q) == STORY_WITHDRAWN;
	return OK;
}

enum err store_revisions(struct store *store, struct arena *into, story_id id,
			 struct revision **out, size_t *count)
{
	struct {
		struct revision *items;
		size_t count, cap;
	} found = { 0 };
	note_id(store, FACT_STORY, id.n);
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
