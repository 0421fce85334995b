/* SPDX-License-Identifier: Apache-2.0 */
/* topic.c: topics. */
#include "store/index_private.h"
#include "store/store_private.h"
#include "store/term.h"
#include "store/topic_alias.h"

#include "news/line.h"
#define COLUMNS "id, slug, name, path, description, uri, internal"

struct topics {
	struct topic *items;
	size_t count, cap;
};

static struct topic take_topic(struct query *q, struct arena *into)
{
	struct topic topic = { .id.n = db_i64(q) };
	topic.slug = db_str(q, into);
	topic.name = db_str(q, into);
	topic.path = db_str(q, into);
	topic.description = html_trusted(db_str(q, into));
	topic.uri = db_str(q, into);
	topic.internal = db_i64(q) != 0;
	return topic;
}

enum err store_topic(struct store *store, struct arena *into, topic_id id, struct topic *out)
{
	note_id(store, FACT_TOPIC, id.n);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " COLUMNS " FROM topic WHERE id = ?1"));
	db_put_i64(&q, id.n);
	TRY(db_one(&q));
	*out = take_topic(&q, into);
	return OK;
}

enum err store_topic_by_slug(struct store *store, struct arena *into, struct str slug,
			     struct topic *out)
{
	return store_topic_by_key(store, into, slug, out);
}

enum err store_topic_by_uri(struct store *store, struct arena *into, struct str uri,
			    struct topic *out)
{
	topic_id id;
	TRY(term_by_uri(store, ADDRESS_TOPIC, uri, &id.n));
	return store_topic(store, into, id, out);
}

static void take_row(struct query *q, struct arena *into, void *row)
{
	*(struct topic *)row = take_topic(q, into);
}

enum err topics_by_ids(struct store *store, struct arena *into, const int64_t *ids, size_t count,
		       struct topic **out, size_t *found)
{
	static const struct term_rows kind = {
		.sql = STR_CONST("SELECT " COLUMNS " FROM topic WHERE id IN ({ids})"),
		.memo = MEMO_TOPIC,
		.fact = FACT_TOPIC,
		.size = sizeof(struct topic),
		.take = take_row,
	};
	void *rows;
	TRY(term_rows_by_ids(store, into, &kind, ids, count, &rows, found));
	*out = rows;
	return OK;
}

enum err store_topics(struct store *store, struct arena *into, int64_t limit, struct topic **out,
		      size_t *count)
{
#define SELECT(how)                                                                                \
	S("SELECT " COLUMNS ", " how("4", "topic") " AS stories FROM topic WHERE internal = 0 "    \
						   "ORDER BY stories DESC, name, id LIMIT ?2")
	struct topics all = { 0 };
	bool some_wait;
	note(store, FACT_TOPICS);
	note(store, FACT_TOPIC_COUNTS);
	TRY(terms_wait(store, &some_wait));
	CLEANUP(db_done)
	struct query q = db_query(store->db, some_wait ? SELECT(TERM_COUNT_EXACT)
						       : SELECT(TERM_COUNT_SETTLED));
#undef SELECT
	db_put_time(&q, store->now);
	db_put_i64(&q, limit);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct topic *topic = list_push(into, &all);
		*topic = take_topic(&q, into);
		topic->story_count = db_i64(&q);
	}
	*out = all.items;
	*count = all.count;
	return OK;
}

static bool is_same(const struct topic *a, const struct topic *b)
{
	return str_eq(a->slug, b->slug) && str_eq(a->name, b->name) && str_eq(a->path, b->path) &&
	       str_eq(a->description.s, b->description.s) && str_eq(a->uri, b->uri) &&
	       a->internal == b->internal;
}

/* A topic that went into another leaves its number to nobody: older versions of stories name it. */
#define NEXT_ID                                                                                    \
	"(SELECT max(n) + 1 FROM (SELECT coalesce(max(id), 0) AS n FROM topic UNION ALL "          \
	"SELECT coalesce(max(was), 0) FROM topic_merged) taken)"

static enum err write_topic(struct store *store, const struct topic *topic, topic_id *out)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		topic->id.n
			? S("UPDATE topic SET slug = ?1, name = ?2, path = ?3, description = ?4, "
			    "uri = ?5, internal = ?6 WHERE id = ?7 RETURNING id")
			: S("INSERT INTO topic (id, slug, name, path, description, uri, internal) "
			    "VALUES (" NEXT_ID ", ?1, ?2, ?3, ?4, ?5, ?6) RETURNING id"));
	db_put_str(&q, topic->slug);
	db_put_str(&q, topic->name);
	db_put_str(&q, topic->path);
	db_put_str(&q, topic->description.s);
	db_put_str(&q, topic->uri);
	db_put_i64(&q, topic->internal);
	if (topic->id.n)
		db_put_i64(&q, topic->id.n);
	TRY(db_one(&q));
	out->n = db_i64(&q);
	return OK;
}

/* What is shown wherever it is named. */
static bool name_differs(const struct topic *is, const struct topic *next)
{
	return !is->id.n || !str_eq(is->name, next->name) || !str_eq(is->slug, next->slug) ||
	       !str_eq(is->path, next->path) || is->internal != next->internal;
}

static void touch_change(struct store *store, const struct topic *is, const struct topic *next)
{
	if (name_differs(is, next)) {
		touch_id(store, FACT_TOPIC, next->id.n);
		touch(store, FACT_TOPICS);
	}
	touch_id(store, FACT_ABOUT_TOPIC, next->id.n);
	term_touch_slug(store, ADDRESS_TOPIC, is->slug, next->slug);
	term_touch_uri(store, ADDRESS_TOPIC, is->uri, next->uri);
}

enum err store_topic_save(struct store *store, const struct topic *draft, topic_id *out)
{
	WORK(store);
	must_be_writing(store);
	struct topic is = { 0 }, topic = *draft;
	topic.name = line_clean(&store->work, topic.name);
	if (topic.id.n)
		TRY(store_topic(store, &store->work, topic.id, &is));
	struct term term = { .kind = ADDRESS_TOPIC,
			     .id = topic.id.n,
			     .name = topic.name,
			     .slug = topic.slug,
			     .path = topic.path };
	TRY(term_settle(store, &store->work, &term));
	topic.slug = term.slug;
	topic.path = term.path;
	if (topic.id.n && is_same(&is, &topic)) {
		*out = topic.id;
		return OK;
	}
	TRY(write_topic(store, &topic, &topic.id));
	TRY(address_claim(store, topic.path, ADDRESS_TOPIC, topic.id.n));
	touch_change(store, &is, &topic);
	if (draft->id.n && !str_eq(is.name, topic.name))
		TRY(index_renamed_topic(store, topic.id));
	*out = topic.id;
	return OK;
}
