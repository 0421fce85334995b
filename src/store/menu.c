/* SPDX-License-Identifier: Apache-2.0 */
/* menu.c: the site's menus, each a list of items kept whole; the front page's editions. */
#include "store/setting.h"
#include "store/store_private.h"

enum err store_menu(struct store *store, struct arena *into, struct str name, struct menu *out)
{
	struct {
		struct menu_item *items;
		size_t count, cap;
	} found = { 0 };
	note_name(store, FACT_MENU, name);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT id, parent, label, url, opens_new FROM menu_item "
				      "WHERE menu = ?1 ORDER BY position"));
	db_put_str(&q, name);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct menu_item *item = list_push(into, &found);
		item->id = db_i64(&q);
		item->parent = db_i64(&q);
		item->label = db_str(&q, into);
		item->url = db_str(&q, into);
		item->opens_new = db_i64(&q) != 0;
	}
	*out = (struct menu){ found.items, found.count };
	return OK;
}

static bool is_same_menu(const struct menu *a, const struct menu *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		const struct menu_item *x = &a->items[i], *y = &b->items[i];
		if (x->id != y->id || x->parent != y->parent || x->opens_new != y->opens_new ||
		    !str_eq(x->label, y->label) || !str_eq(x->url, y->url))
			return false;
	}
	return true;
}

static enum err write_items(struct store *store, struct str name, const struct menu *menu)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		S("INSERT INTO menu_item (menu, position, id, parent, label, url, opens_new) "
		  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
	for (size_t i = 0; i < menu->count; i++) {
		const struct menu_item *item = &menu->items[i];
		db_again(&q);
		db_put_str(&q, name);
		db_put_i64(&q, (int64_t)i);
		db_put_i64(&q, item->id);
		db_put_i64(&q, item->parent);
		db_put_str(&q, item->label);
		db_put_str(&q, item->url);
		db_put_i64(&q, item->opens_new);
		TRY(db_run(&q));
	}
	return OK;
}

enum err store_menu_set(struct store *store, struct str name, const struct menu *menu)
{
	WORK(store);
	must_be_writing(store);
	struct menu is;
	TRY(store_menu(store, &store->work, name, &is));
	if (is_same_menu(&is, menu))
		return OK;
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("DELETE FROM menu_item WHERE menu = ?1"));
	db_put_str(&q, name);
	TRY(db_run(&q));
	touch_name(store, FACT_MENU, name);
	return write_items(store, name, menu);
}

static enum err edition_at(struct store *store, unix_ms at, int64_t *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT id FROM edition WHERE since <= ?1 "
					       "ORDER BY since DESC, id DESC LIMIT 1"));
	db_put_time(&q, at);
	TRY(db_one(&q));
	*out = db_i64(&q);
	return OK;
}

enum err store_edition(struct store *store, struct arena *into, unix_ms at, story_id **out,
		       size_t *count)
{
	struct {
		story_id *items;
		size_t count, cap;
	} found = { 0 };
	int64_t edition = 0;
	note(store, FACT_EDITION);
	enum err err = edition_at(store, at, &edition);
	if (err && err != ERR_NOT_FOUND)
		return err;
	CLEANUP(db_done)
	struct query q =
		db_query(store->db,
			 S("SELECT story FROM edition_item WHERE edition = ?1 ORDER BY position"));
	db_put_i64(&q, edition);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		list_push(into, &found)->n = db_i64(&q);
	}
	*out = found.items;
	*count = found.count;
	return OK;
}

/* Whether the front page is laid out so already. */
static enum err is_laid_out(struct store *store, const story_id *ids, size_t count, bool *out)
{
	WORK(store);
	story_id *is;
	size_t is_count;
	TRY(store_edition(store, &store->work, store->now, &is, &is_count));
	*out = is_count == count;
	for (size_t i = 0; i < count && *out; i++)
		*out = is[i].n == ids[i].n;
	return OK;
}

enum err store_edition_set(struct store *store, const story_id *ids, size_t count, person_id by)
{
	bool is_same;
	must_be_writing(store);
	TRY(is_laid_out(store, ids, count, &is_same));
	CLEANUP(db_done)
	struct query made = db_query(
		store->db, S("INSERT INTO edition (since, person) VALUES (?1, ?2) RETURNING id"));
	db_put_time(&made, store->now);
	db_put_i64(&made, by.n);
	TRY(db_one(&made));
	int64_t edition = db_i64(&made);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("INSERT INTO edition_item (edition, position, story) "
				      "VALUES (?1, ?2, ?3)"));
	for (size_t i = 0; i < count; i++) {
		db_again(&q);
		db_put_i64(&q, edition);
		db_put_i64(&q, (int64_t)i);
		db_put_i64(&q, ids[i].n);
		TRY(db_run(&q));
	}
	if (!is_same)
		touch(store, FACT_EDITION);
	return OK;
}
