/* SPDX-License-Identifier: Apache-2.0 */
/* topic_alias.c: other names of topics. */
#include "store/topic_alias.h"

#include "news/slug.h"
#include "store/store_private.h"

struct names {
	struct str *items;
	size_t count, cap;
};

enum err store_topic_aliases(struct store *store, struct arena *into, topic_id id, struct str **out,
			     size_t *count)
{
	struct names all = { 0 };
	note_id(store, FACT_NAMES_TOPIC, id.n);
	CLEANUP(db_done)
	struct query q = db_query(store->db,
				  S("SELECT name FROM topic_alias WHERE topic = ?1 ORDER BY key"));
	db_put_i64(&q, id.n);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		*list_push(into, &all) = db_str(&q, into);
	}
	*out = all.items;
	*count = all.count;
	return OK;
}

enum err store_topic_by_key(struct store *store, struct arena *into, struct str key,
			    struct topic *out)
{
	topic_id id;
	note_name(store, FACT_TOPIC_SLUG, key);
	enum err err = find_id(store, S("SELECT id FROM topic WHERE slug = ?1"), key, &id.n);
	if (err == ERR_NOT_FOUND)
		err = find_id(store, S("SELECT topic FROM topic_alias WHERE key = ?1"), key, &id.n);
	TRY(err);
	return store_topic(store, into, id, out);
}

static enum err drop_all(struct store *store, topic_id id)
{
	SCRATCH(store);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("DELETE FROM topic_alias WHERE topic = ?1 RETURNING key"));
	db_put_i64(&q, id.n);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		touch_name(store, FACT_TOPIC_SLUG, db_str(&q, &store->scratch));
	}
}

static enum err add_one(struct store *store, topic_id id, struct str key, struct str name)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("INSERT INTO topic_alias (key, topic, name) VALUES (?1, ?2, ?3)"));
	db_put_str(&q, key);
	db_put_i64(&q, id.n);
	db_put_str(&q, name);
	touch_name(store, FACT_TOPIC_SLUG, key);
	return db_run(&q);
}

/* Whose is it? Gives: true when the topic needs no alias for it. */
static enum err is_its_own(struct store *store, topic_id id, struct str key, struct str name,
			   bool *out)
{
	struct topic topic;
	*out = false;
	enum err err = store_topic_by_key(store, &store->work, key, &topic);
	if (err == ERR_NOT_FOUND)
		return OK;
	TRY(err);
	*out = true;
	if (topic.id.n == id.n)
		return OK;
	return fault_set(&store->fault, ERR_CONFLICT, "\"%.*s\" names the topic \"%.*s\"",
			 STR_ARG(str_first(name, 200)), STR_ARG(str_first(topic.name, 200)));
}

static enum err touch_names(struct store *store, topic_id id, const struct names *was)
{
	struct names is = { 0 };
	TRY(store_topic_aliases(store, &store->work, id, &is.items, &is.count));
	bool is_same = is.count == was->count;
	for (size_t i = 0; i < is.count && is_same; i++)
		is_same = str_eq(is.items[i], was->items[i]);
	if (!is_same)
		touch_id(store, FACT_NAMES_TOPIC, id.n);
	return OK;
}

enum err store_topic_set_aliases(struct store *store, topic_id id, const struct str *names,
				 size_t count)
{
	WORK(store);
	struct names was = { 0 };
	must_be_writing(store);
	if (count > LIMIT_TOPIC_ALIASES)
		return fault_set(&store->fault, ERR_TOO_BIG, "more than %d other names",
				 LIMIT_TOPIC_ALIASES);
	TRY(store_topic_aliases(store, &store->work, id, &was.items, &was.count));
	TRY(drop_all(store, id));
	for (size_t i = 0; i < count; i++) {
		bool is_own;
		struct str name = str_trim(names[i]), key = slug_from_text(&store->work, name);
		if (name.len > LIMIT_ALIAS_BYTES)
			return fault_set(&store->fault, ERR_TOO_BIG, "a name is too long");
		if (!key.len)
			continue;
		TRY(is_its_own(store, id, key, name, &is_own));
		if (!is_own)
			TRY(add_one(store, id, key, name));
	}
	return touch_names(store, id, &was);
}

enum err store_topic_keys(struct store *store, struct arena *into, struct str word,
			  struct topic_key **out, size_t *count)
{
	struct {
		struct topic_key *items;
		size_t count, cap;
	} all = { 0 };
	/* '.' follows '-' */
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		S("SELECT slug, id FROM topic WHERE slug = ?1 UNION ALL "
		  "SELECT slug, id FROM topic WHERE slug > ?1 || '-' AND slug < ?1 || '.' UNION "
		  "ALL SELECT key, topic FROM topic_alias WHERE key = ?1 UNION ALL "
		  "SELECT key, topic FROM topic_alias WHERE key > ?1 || '-' AND key < ?1 || '.'"));
	db_put_str(&q, word);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct topic_key *one = list_push(into, &all);
		one->key = db_str(&q, into);
		one->topic.n = db_i64(&q);
	}
	*out = all.items;
	*count = all.count;
	return OK;
}
