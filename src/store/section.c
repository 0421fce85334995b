/* SPDX-License-Identifier: Apache-2.0 */
/* section.c: sections, a tree. Moving one below another moves its stories in the lists above. */
#include <stdlib.h>

#include "store/listing.h"
#include "store/store_private.h"
#include "store/story_save.h"
#include "store/term.h"

#include "news/line.h"
#define COLUMNS "id, parent, slug, name, path, description, uri"

struct sections {
	struct section *items;
	size_t count, cap;
};

static struct section take_section(struct query *q, struct arena *into)
{
	struct section section = { .id.n = db_i64(q) };
	section.parent.n = db_i64(q);
	section.slug = db_str(q, into);
	section.name = db_str(q, into);
	section.path = db_str(q, into);
	section.description = html_trusted(db_str(q, into));
	section.uri = db_str(q, into);
	return section;
}

enum err store_section(struct store *store, struct arena *into, section_id id, struct section *out)
{
	note_id(store, FACT_SECTION, id.n);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " COLUMNS " FROM section WHERE id = ?1"));
	db_put_i64(&q, id.n);
	TRY(db_one(&q));
	*out = take_section(&q, into);
	return OK;
}

enum err store_section_by_slug(struct store *store, struct arena *into, struct str slug,
			       struct section *out)
{
	section_id id;
	TRY(term_by_slug(store, ADDRESS_SECTION, slug, &id.n));
	return store_section(store, into, id, out);
}

enum err store_section_by_uri(struct store *store, struct arena *into, struct str uri,
			      struct section *out)
{
	section_id id;
	TRY(term_by_uri(store, ADDRESS_SECTION, uri, &id.n));
	return store_section(store, into, id, out);
}

static void take_row(struct query *q, struct arena *into, void *row)
{
	*(struct section *)row = take_section(q, into);
}

enum err sections_by_ids(struct store *store, struct arena *into, const int64_t *ids, size_t count,
			 struct section **out, size_t *found)
{
	static const struct term_rows kind = {
		.sql = STR_CONST("SELECT " COLUMNS " FROM section WHERE id IN ({ids})"),
		.memo = MEMO_SECTION,
		.fact = FACT_SECTION,
		.size = sizeof(struct section),
		.take = take_row,
	};
	void *rows;
	TRY(term_rows_by_ids(store, into, &kind, ids, count, &rows, found));
	*out = rows;
	return OK;
}

static int by_name(const void *a, const void *b)
{
	const struct section *x = a, *y = b;
	int order = str_cmp(x->name, y->name);
	return order ? order : (x->id.n > y->id.n) - (x->id.n < y->id.n);
}

/* Appends those below parent, each followed by its own. A section whose parent is not there, or
 * that stands below itself, is taken at the end of it all. */
static void append_below(const struct sections *all, bool *is_done, int64_t parent,
			 struct sections *out)
{
	for (size_t i = 0; i < all->count; i++) {
		if (is_done[i] || all->items[i].parent.n != parent)
			continue;
		is_done[i] = true;
		out->items[out->count++] = all->items[i];
		append_below(all, is_done, all->items[i].id.n, out);
	}
}

static void order_tree(struct store *store, struct arena *into, struct sections *all)
{
	SCRATCH(store);
	bool *is_done = arena_new(&store->scratch, bool, all->count + 1);
	struct sections out = { arena_new(into, struct section, all->count + 1), 0, 0 };
	if (all->count)
		qsort(all->items, all->count, sizeof *all->items, by_name);
	append_below(all, is_done, 0, &out);
	for (size_t i = 0; i < all->count; i++)
		if (!is_done[i])
			out.items[out.count++] = all->items[i];
	*all = out;
}

static enum err read_all(struct store *store, struct arena *into, struct str sql, bool with_counts,
			 struct section **out, size_t *count)
{
	struct sections all = { 0 };
	note(store, FACT_SECTIONS);
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	if (with_counts)
		db_put_time(&q, store->now);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct section *section = list_push(into, &all);
		*section = take_section(&q, into);
		if (with_counts)
			section->story_count = db_i64(&q);
	}
	order_tree(store, into, &all);
	*out = all.items;
	*count = all.count;
	return OK;
}

enum err store_sections(struct store *store, struct arena *into, struct section **out,
			size_t *count)
{
	bool some_wait;
	note(store, FACT_ALL_SECTIONS);
	note(store, FACT_SECTION_COUNTS);
	TRY(terms_wait(store, &some_wait));
	struct str sql =
		some_wait
			? S("SELECT " COLUMNS ", " TERM_COUNT_EXACT("2", "section") " FROM section")
			: S("SELECT " COLUMNS ", " TERM_COUNT_SETTLED("2", "section") " FROM "
										      "section");
	return read_all(store, into, sql, true, out, count);
}

enum err store_section_tree(struct store *store, struct arena *into, struct section **out,
			    size_t *count)
{
	struct sections all = { 0 };
	const struct sections *kept = memo_get(store, MEMO_SECTION_TREE, 0);
	if (kept) {
		note(store, FACT_SECTIONS);
		*out = kept->items;
		*count = kept->count;
		return OK;
	}
	TRY(read_all(store, memo_room(store, into), S("SELECT " COLUMNS " FROM section"), false,
		     &all.items, &all.count));
	memo_keep(store, MEMO_SECTION_TREE, 0, &all, sizeof all);
	*out = all.items;
	*count = all.count;
	return OK;
}

enum err section_tree(struct store *store)
{
	struct {
		struct section_link *items;
		size_t count, cap;
	} links = { 0 };
	if (store->tree_is_read && (store->in_txn || store->is_reading))
		return OK;
	arena_reset(&store->tree_arena, (struct arena_mark){ store->tree_arena.start });
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT id, parent FROM section ORDER BY id"));
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct section_link *link = list_push(&store->tree_arena, &links);
		link->id = db_i64(&q);
		link->parent = db_i64(&q);
	}
	store->tree = links.items;
	store->tree_count = links.count;
	store->tree_is_read = true;
	return OK;
}

static int by_link_id(const void *a, const void *b)
{
	const struct section_link *x = a, *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

int64_t section_parent(const struct store *store, int64_t id)
{
	struct section_link key = { .id = id };
	if (!store->tree_count)
		return 0;
	const struct section_link *found =
		bsearch(&key, store->tree, store->tree_count, sizeof key, by_link_id);
	return found ? found->parent : 0;
}

enum err store_section_parent(struct store *store, section_id id, section_id *out)
{
	note_id(store, FACT_SECTION_PLACE, id.n);
	TRY(section_tree(store));
	*out = (section_id){ section_parent(store, id.n) };
	return OK;
}

static bool is_same(const struct section *a, const struct section *b)
{
	return a->parent.n == b->parent.n && str_eq(a->slug, b->slug) && str_eq(a->name, b->name) &&
	       str_eq(a->path, b->path) && str_eq(a->description.s, b->description.s) &&
	       str_eq(a->uri, b->uri);
}

static enum err write_section(struct store *store, const struct section *section, section_id *out)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		section->id.n
			? S("UPDATE section SET parent = ?1, slug = ?2, name = ?3, path = ?4, "
			    "description = ?5, uri = ?6 WHERE id = ?7 RETURNING id")
			: S("INSERT INTO section (parent, slug, name, path, description, uri) "
			    "VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id"));
	db_put_i64(&q, section->parent.n);
	db_put_str(&q, section->slug);
	db_put_str(&q, section->name);
	db_put_str(&q, section->path);
	db_put_str(&q, section->description.s);
	db_put_str(&q, section->uri);
	if (section->id.n)
		db_put_i64(&q, section->id.n);
	TRY(db_one(&q));
	out->n = db_i64(&q);
	return OK;
}

/* What is shown wherever it is named. */
static bool name_differs(const struct section *is, const struct section *next)
{
	return !is->id.n || !str_eq(is->name, next->name) || !str_eq(is->slug, next->slug) ||
	       !str_eq(is->path, next->path);
}

/* The pages of those it stands in name it; at the top all pages do. */
static void touch_above(struct store *store, const struct section *is, const struct section *next,
			bool is_other)
{
	bool was_top = is->id.n && !is->parent.n;
	if (!is_other)
		return;
	if (was_top || !next->parent.n)
		touch(store, FACT_SECTIONS);
	if (is->parent.n)
		touch_id(store, FACT_ABOUT_SECTION, is->parent.n);
	if (next->parent.n)
		touch_id(store, FACT_ABOUT_SECTION, next->parent.n);
}

static void touch_change(struct store *store, const struct section *is, const struct section *next)
{
	bool is_named = name_differs(is, next), is_moved = is->parent.n != next->parent.n;
	if (is_named)
		touch_id(store, FACT_SECTION, next->id.n);
	if (!str_eq(is->name, next->name))
		touch_id(store, FACT_SECTION_NAME, next->id.n);
	if (is_moved)
		touch_id(store, FACT_SECTION_PLACE, next->id.n);
	if (is_named || is_moved)
		touch(store, FACT_ALL_SECTIONS);
	touch_above(store, is, next, is_named || is_moved);
	if (!is->id.n || !str_eq(is->description.s, next->description.s))
		touch_id(store, FACT_ABOUT_SECTION, next->id.n);
	term_touch_slug(store, ADDRESS_SECTION, is->slug, next->slug);
	term_touch_uri(store, ADDRESS_SECTION, is->uri, next->uri);
}

/* Fails: ERR_INVALID when the new place is the section itself or below it. */
static enum err check_parent(struct store *store, const struct section *section)
{
	TRY(section_tree(store));
	size_t steps = 0;
	for (int64_t up = section->parent.n; up; up = section_parent(store, up))
		if ((section->id.n && up == section->id.n) || steps++ > store->tree_count)
			return fault_set(&store->fault, ERR_INVALID,
					 "the section %.*s cannot stand below itself",
					 STR_ARG(str_first(section->name, 200)));
	return OK;
}

static enum err settle(struct store *store, struct section *section)
{
	struct section parent = { 0 };
	TRY(check_parent(store, section));
	if (section->parent.n)
		TRY(store_section(store, &store->work, section->parent, &parent));
	struct term term = { .kind = ADDRESS_SECTION,
			     .id = section->id.n,
			     .name = section->name,
			     .slug = section->slug,
			     .path = section->path,
			     .parent_path = parent.path };
	TRY(term_settle(store, &store->work, &term));
	section->slug = term.slug;
	section->path = term.path;
	return OK;
}

enum err store_section_save(struct store *store, const struct section *draft, section_id *out)
{
	WORK(store);
	must_be_writing(store);
	struct section is = { 0 }, section = *draft;
	section.name = line_clean(&store->work, section.name);
	if (section.id.n)
		TRY(store_section(store, &store->work, section.id, &is));
	TRY(settle(store, &section));
	if (section.id.n && is_same(&is, &section)) {
		*out = section.id;
		return OK;
	}
	bool is_moved = section.id.n && is.parent.n != section.parent.n;
	if (is_moved)
		TRY(listing_leave_above(store, section.id.n));
	TRY(write_section(store, &section, &section.id));
	store->tree_is_read = false;
	TRY(address_claim(store, section.path, ADDRESS_SECTION, section.id.n));
	touch_change(store, &is, &section);
	if (is_moved) {
		TRY(reply_rule_touch_moved(store, section.id, is.parent, section.parent));
		TRY(listing_enter_above(store, section.id.n));
	}
	*out = section.id;
	return OK;
}
