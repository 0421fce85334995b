/* SPDX-License-Identifier: Apache-2.0 */
/* address.c: paths as rows. What a path leads to is asked of the thing itself, so that a chain of
 * former addresses is always one step. */
#include "store/address_private.h"

#include "store/setting.h"
#include "store/store_private.h"

struct address_row {
	enum address_kind kind;
	int64_t target;
	bool is_current;
};

/* Fails: ERR_NOT_FOUND. */
static enum err find_row(struct store *store, struct str path, struct address_row *out)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT kind, target, is_current FROM address WHERE path = ?1"));
	db_put_str(&q, path);
	TRY(db_one(&q));
	out->kind = (enum address_kind)db_i64(&q);
	out->target = db_i64(&q);
	out->is_current = db_i64(&q) != 0;
	return OK;
}

static enum err where_now(struct store *store, struct arena *into, enum address_kind kind,
			  int64_t target, struct str *out)
{
	static const struct {
		struct str sql;
		enum fact_kind fact;
	} of[] = {
		[ADDRESS_STORY] = { STR_CONST("SELECT path FROM story WHERE id = ?1"), FACT_PATH },
		[ADDRESS_SECTION] = { STR_CONST("SELECT path FROM section WHERE id = ?1"),
				      FACT_SECTION },
		[ADDRESS_TOPIC] = { STR_CONST("SELECT path FROM topic WHERE id = ?1"), FACT_TOPIC },
		[ADDRESS_PERSON] = { STR_CONST("SELECT path FROM person WHERE id = ?1"),
				     FACT_PERSON },
		[ADDRESS_MEDIA] = { STR_CONST("SELECT CASE WHEN file <> '' THEN '/media/' || file "
					      "ELSE remote_url END FROM media WHERE id = ?1"),
				    FACT_MEDIA },
	};
	note_id(store, of[kind].fact, target);
	CLEANUP(db_done) struct query q = db_query(store->db, of[kind].sql);
	db_put_i64(&q, target);
	TRY(db_one(&q));
	*out = db_str(&q, into);
	return OK;
}

static enum err literal_of(struct store *store, struct arena *into, struct str path,
			   struct str *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT literal FROM address WHERE path = ?1"));
	db_put_str(&q, path);
	TRY(db_one(&q));
	*out = db_str(&q, into);
	return OK;
}

enum err store_address(struct store *store, struct arena *into, struct str path,
		       struct address *out)
{
	struct address_row row;
	struct address found;
	note_name(store, FACT_ADDRESS, path);
	TRY(find_row(store, path, &row));
	found = (struct address){ row.kind, row.target, row.is_current, { 0 } };
	if (row.kind == ADDRESS_LITERAL)
		TRY(literal_of(store, into, path, &found.current));
	else if (row.is_current)
		found.current = str_dup(into, path);
	else
		TRY(where_now(store, into, row.kind, row.target, &found.current));
	*out = found;
	return OK;
}

bool store_address_taken(struct store *store, struct str path)
{
	struct address_row row;
	note_name(store, FACT_ADDRESS, path);
	return find_row(store, path, &row) == OK;
}

static enum err write_row(struct store *store, struct str path, const struct address_row *row,
			  struct str literal)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db,
				  S("INSERT INTO address (path, kind, target, is_current, literal) "
				    "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (path) DO UPDATE SET "
				    "kind = ?2, target = ?3, is_current = ?4, literal = ?5"));
	db_put_str(&q, path);
	db_put_i64(&q, row->kind);
	db_put_i64(&q, row->target);
	db_put_i64(&q, row->is_current);
	db_put_str(&q, literal);
	touch_name(store, FACT_ADDRESS, path);
	return db_run(&q);
}

static bool is_row_of(const struct address_row *row, enum address_kind kind, int64_t target)
{
	return row->kind == kind && row->target == target;
}

enum err store_address_add(struct store *store, struct str path, enum address_kind kind,
			   int64_t target, struct str literal)
{
	must_be_writing(store);
	struct address_row row = { 0 };
	enum err err = find_row(store, path, &row);
	if (err && err != ERR_NOT_FOUND)
		return err;
	if (!err && kind != ADDRESS_LITERAL && is_row_of(&row, kind, target))
		return OK;
	if (!err && row.is_current)
		return fault_set(&store->fault, ERR_CONFLICT, "somebody lives at %.*s",
				 STR_ARG(str_first(path, 300)));
	if (!err && kind == ADDRESS_LITERAL && row.kind == kind) {
		SCRATCH(store);
		struct str is;
		TRY(literal_of(store, &store->scratch, path, &is));
		if (str_eq(is, literal))
			return OK;
	}
	return write_row(store, path, &(struct address_row){ kind, target, false }, literal);
}

/* What was current becomes former. */
static enum err leave_current(struct store *store, enum address_kind kind, int64_t target)
{
	SCRATCH(store);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("UPDATE address SET is_current = 0 WHERE target = ?1 AND "
				      "kind = ?2 AND is_current = 1 RETURNING path"));
	db_put_i64(&q, target);
	db_put_i64(&q, kind);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		touch_name(store, FACT_ADDRESS, db_str(&q, &store->scratch));
	}
}

enum err address_claim(struct store *store, struct str path, enum address_kind kind, int64_t target)
{
	struct address_row row;
	enum err err = find_row(store, path, &row);
	if (err && err != ERR_NOT_FOUND)
		return err;
	if (!err && row.is_current && is_row_of(&row, kind, target))
		return OK;
	if (!err && row.is_current)
		return fault_set(&store->fault, ERR_CONFLICT, "somebody lives at %.*s",
				 STR_ARG(str_first(path, 300)));
	TRY(leave_current(store, kind, target));
	return write_row(store, path, &(struct address_row){ kind, target, true }, S(""));
}

/* Whether a path is, or lies below, one that the paper's own pages have: a headline "Search" must
 * not take the search away. An imported address may: then ours moves (route.* settings). */
static enum err is_the_papers(struct store *store, struct str path, bool *out)
{
	static const struct str fixed[] = {
		STR_CONST("/search/"),  STR_CONST("/archive/"),     STR_CONST("/rss/"),
		STR_CONST("/feed/"),    STR_CONST("/corrections/"), STR_CONST("/comments/"),
		STR_CONST("/health/"),  STR_CONST("/desk/"),        STR_CONST("/media/"),
		STR_CONST("/assets/"),  STR_CONST("/page/"),        STR_CONST("/ghost/"),
		STR_CONST("/section/"), STR_CONST("/topic/"),       STR_CONST("/author/"),
	};
	static const struct str moved[] = { STR_CONST("route.search"), STR_CONST("route.archive"),
					    STR_CONST("route.rss") };
	for (size_t i = 0; i < COUNT_OF(fixed); i++)
		*out = *out || str_eq(path, fixed[i]);
	for (size_t i = 0; i < COUNT_OF(moved) && !*out; i++) {
		SCRATCH(store);
		struct str route = S("");
		TRY(store_setting(store, &store->scratch, moved[i], &route));
		*out = route.len > 1 && str_eq(path, route);
	}
	return OK;
}

enum err address_is_anothers(struct store *store, struct str path, enum address_kind kind,
			     int64_t target, bool *out)
{
	struct address_row row;
	enum err err = find_row(store, path, &row);
	if (err && err != ERR_NOT_FOUND)
		return err;
	*out = !err && !is_row_of(&row, kind, target);
	return err ? is_the_papers(store, path, out) : OK;
}

static struct str numbered(struct arena *into, struct str name, int n)
{
	return n == 1 ? name : str_fmt(into, "%.*s-%d", STR_ARG(name), n);
}

enum err address_find_free(struct store *store, struct arena *into, const struct address_wish *wish,
			   struct str *path, struct str *name)
{
	for (int n = 1;; n++) {
		struct str try_name = numbered(into, wish->name, n);
		struct str try_path = str_join(
			into, (struct str[]){ wish->head, try_name, wish->tail }, 3, S(""));
		bool is_taken;
		TRY(address_is_anothers(store, try_path, wish->kind, wish->self, &is_taken));
		if (is_taken)
			continue;
		*path = try_path;
		*name = try_name;
		return OK;
	}
}

enum err slug_find_free(struct store *store, struct arena *into, struct str sql, struct str name,
			int64_t self, struct str *out)
{
	for (int n = 1;; n++) {
		struct str try = numbered(into, name, n);
		CLEANUP(db_done) struct query q = db_query(store->db, sql);
		db_put_str(&q, try);
		db_put_i64(&q, self);
		TRY(db_one(&q));
		if (db_i64(&q) == 0) {
			*out = try;
			return OK;
		}
	}
}
