/* SPDX-License-Identifier: Apache-2.0 */
/* topic_change.c: from one topic to another. */
#include "store/topic_change.h"

#include "news/slug.h"
#include "store/address_private.h"
#include "store/store_private.h"
#include "store/story.h"
#include "store/term.h"
#include "store/working.h"

enum err store_topic_stories(struct store *store, struct arena *into, topic_id id, story_id after,
			     int64_t limit, story_id **out, size_t *count)
{
	struct {
		story_id *items;
		size_t count, cap;
	} all = { 0 };
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT story FROM story_topic WHERE topic = ?1 AND "
					       "story > ?2 ORDER BY story LIMIT ?3"));
	db_put_i64(&q, id.n);
	db_put_i64(&q, after.n);
	db_put_i64(&q, limit);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		list_push(into, &all)->n = db_i64(&q);
	}
	*out = all.items;
	*count = all.count;
	return OK;
}

/* to takes the place of from, or of itself, whichever comes first. */
static bool exchange(struct arena *into, struct story *story, topic_id from, const struct topic *to)
{
	struct topic *topics = arena_new(into, struct topic, story->topic_count + 1);
	size_t count = 0;
	bool is_changed = false, has_to = to->id.n == 0;
	for (size_t i = 0; i < story->topic_count; i++) {
		bool is_from = story->topics[i].id.n == from.n;
		bool is_to = story->topics[i].id.n == to->id.n;
		is_changed |= is_from;
		if (!is_from && !is_to)
			topics[count++] = story->topics[i];
		else if (!has_to)
			topics[count++] = *to;
		has_to |= is_from || is_to;
	}
	story->topics = topics;
	story->topic_count = count;
	return is_changed;
}

/* What is staged names topics by their ids, in a text of its own. */
static enum err exchange_staged(struct store *store, story_id id, topic_id from,
				const struct topic *to)
{
	struct working working;
	struct story story;
	TRY(store_working(store, id, &working));
	if (!working.staged.n)
		return OK;
	TRY(store_revision(store, &store->work, id, working.staged, &story));
	if (!exchange(&store->work, &story, from, to))
		return OK;
	struct buf ids = buf_in(&store->work, 32 * story.topic_count + 1);
	for (size_t i = 0; i < story.topic_count; i++)
		buf_fmt(&ids, "%s%lld", i ? " " : "", (long long)story.topics[i].id.n);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("UPDATE revision SET topics = ?1 WHERE id = ?2"));
	db_put_str(&q, buf_str(&ids));
	db_put_i64(&q, working.staged.n);
	return db_run(&q);
}

static enum err move_story(struct store *store, story_id id, topic_id from, const struct topic *to)
{
	WORK(store);
	struct story story;
	TRY(store_story_any(store, &store->work, id, &story));
	if (exchange(&store->work, &story, from, to))
		TRY(store_story_amend(store, &story));
	return exchange_staged(store, id, from, to);
}

enum err store_topic_move(struct store *store, story_id story, topic_id from, topic_id to)
{
	WORK(store);
	struct topic topic = { 0 };
	must_be_writing(store);
	if (to.n)
		TRY(store_topic(store, &store->work, to, &topic));
	return move_story(store, story, from, &topic);
}

/* *all: none is left. */
static enum err move_some(struct store *store, topic_id from, const struct topic *to, int64_t limit,
			  bool *all)
{
	WORK(store);
	story_id *ids;
	size_t count;
	TRY(store_topic_stories(store, &store->work, from, (story_id){ 0 }, limit + 1, &ids,
				&count));
	*all = count <= (size_t)limit;
	for (size_t i = 0; i < count && i < (size_t)limit; i++)
		TRY(move_story(store, ids[i], from, to));
	return OK;
}

/* Those that only an edit not yet before readers put there. */
static enum err move_staged(struct store *store, topic_id from, const struct topic *to)
{
	WORK(store);
	struct {
		story_id *items;
		size_t count, cap;
	} all = { 0 };
	{
		CLEANUP(db_done)
		struct query q =
			db_query(store->db, S("SELECT story FROM working WHERE staged <> 0"));
		for (bool has_row = true;;) {
			TRY(db_next(&q, &has_row));
			if (!has_row)
				break;
			list_push(&store->work, &all)->n = db_i64(&q);
		}
	}
	for (size_t i = 0; i < all.count; i++)
		TRY(exchange_staged(store, all.items[i], from, to));
	return OK;
}

static enum err run_for(struct store *store, struct str sql, topic_id from, topic_id to)
{
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	db_put_i64(&q, from.n);
	db_put_i64(&q, to.n);
	return db_run(&q);
}

/* Whoever follows an address of from is led to where `to` lives. */
static enum err take_addresses(struct store *store, topic_id from, topic_id to)
{
	SCRATCH(store);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("UPDATE address SET target = ?1, is_current = 0 "
					       "WHERE target = ?2 AND kind = ?3 RETURNING path"));
	db_put_i64(&q, to.n);
	db_put_i64(&q, from.n);
	db_put_i64(&q, ADDRESS_TOPIC);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		touch_name(store, FACT_ADDRESS, db_str(&q, &store->scratch));
	}
}

static enum err take_name(struct store *store, struct str key, const struct topic *from,
			  const struct topic *to)
{
	if (!key.len || str_eq(key, to->slug))
		return OK;
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("INSERT INTO topic_alias (key, topic, name) VALUES (?1, ?2, ?3) "
			     "ON CONFLICT (key) DO NOTHING"));
	db_put_str(&q, key);
	db_put_i64(&q, to->id.n);
	db_put_str(&q, from->name);
	touch_name(store, FACT_TOPIC_SLUG, key);
	return db_run(&q);
}

static enum err take_names(struct store *store, const struct topic *from, const struct topic *to)
{
	TRY(run_for(store, S("UPDATE topic_alias SET topic = ?2 WHERE topic = ?1"), from->id,
		    to->id));
	TRY(take_name(store, slug_from_text(&store->work, from->name), from, to));
	return take_name(store, from->slug, from, to);
}

static void touch_gone(struct store *store, const struct topic *from, const struct topic *to)
{
	touch_id(store, FACT_TOPIC, from->id.n);
	touch_id(store, FACT_ABOUT_TOPIC, from->id.n);
	touch_id(store, FACT_NAMES_TOPIC, to->id.n);
	touch(store, FACT_TOPICS);
	term_touch_slug(store, ADDRESS_TOPIC, from->slug, S(""));
	term_touch_uri(store, ADDRESS_TOPIC, from->uri, S(""));
}

static enum err finish(struct store *store, const struct topic *from, const struct topic *to)
{
	TRY(move_staged(store, from->id, to));
	TRY(take_addresses(store, from->id, to->id));
	TRY(take_names(store, from, to));
	TRY(run_for(store, S("DELETE FROM topic WHERE id = ?1 AND id <> ?2"), from->id, to->id));
	touch_gone(store, from, to);
	return OK;
}

static enum err go_on(struct store *store, topic_id from_id, topic_id to_id, int64_t limit)
{
	WORK(store);
	struct topic from, to;
	bool all;
	TRY(store_topic(store, &store->work, from_id, &from));
	TRY(store_topic(store, &store->work, to_id, &to));
	TRY(move_some(store, from_id, &to, limit, &all));
	return all ? finish(store, &from, &to) : OK;
}

/* A merge is noted where versions look for what became of a topic; it is due while that topic is
 * still there. {0}: none is, but for `of` or, that being {0}, at all. */
static enum err due_merge(struct store *store, topic_id of, topic_id *from, topic_id *to)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db,
			 S("SELECT m.was, m.topic FROM topic_merged m JOIN topic t ON t.id = m.was "
			   "WHERE ?1 = 0 OR m.was = ?1 ORDER BY m.was LIMIT 1"));
	db_put_i64(&q, of.n);
	enum err err = db_one(&q);
	*from = *to = (topic_id){ 0 };
	if (!err) {
		from->n = db_i64(&q);
		to->n = db_i64(&q);
	}
	return err == ERR_NOT_FOUND ? OK : err;
}

static enum err refuse_when_due(struct store *store, topic_id id)
{
	topic_id from, to;
	TRY(due_merge(store, id, &from, &to));
	return from.n ? fault_set(&store->fault, ERR_CONFLICT,
				  "the topic is on its way into another")
		      : OK;
}

enum err store_topic_merge(struct store *store, topic_id from, topic_id to)
{
	WORK(store);
	struct topic topic;
	must_be_writing(store);
	if (from.n == to.n)
		return fault_set(&store->fault, ERR_CONFLICT, "a topic cannot go into itself");
	TRY(store_topic(store, &store->work, from, &topic));
	TRY(store_topic(store, &store->work, to, &topic));
	TRY(refuse_when_due(store, from));
	TRY(refuse_when_due(store, to));
	TRY(run_for(store, S("UPDATE topic_merged SET topic = ?2 WHERE topic = ?1"), from, to));
	TRY(run_for(store, S("INSERT INTO topic_merged (was, topic) VALUES (?1, ?2)"), from, to));
	return go_on(store, from, to, LIMIT_MERGED_AT_ONCE);
}

enum err store_topic_merge_due(struct store *store, int64_t limit, bool *done)
{
	topic_id from, to;
	must_be_writing(store);
	*done = false;
	TRY(due_merge(store, (topic_id){ 0 }, &from, &to));
	if (!from.n)
		return OK;
	*done = true;
	return go_on(store, from, to, limit);
}

static enum err topic_now(struct store *store, int64_t *id)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT topic FROM topic_merged WHERE was = ?1"));
	db_put_i64(&q, *id);
	enum err err = db_one(&q);
	if (!err)
		*id = db_i64(&q);
	return err == ERR_NOT_FOUND ? OK : err;
}

enum err store_topics_now(struct store *store, int64_t *ids, size_t *count)
{
	size_t kept = 0;
	for (size_t i = 0; i < *count; i++) {
		int64_t id = ids[i];
		bool is_new = true;
		TRY(topic_now(store, &id));
		for (size_t k = 0; k < kept; k++)
			is_new &= ids[k] != id;
		if (is_new)
			ids[kept++] = id;
	}
	*count = kept;
	return OK;
}
