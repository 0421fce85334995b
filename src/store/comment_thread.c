/* SPDX-License-Identifier: Apache-2.0 */
/*
 * comment_thread.c: the order of a story's shown replies, and the rows of one page of it.
 *
 * What the order needs of each is read in one walk along an index; it is put in order here.
 */
#include "store/comment_thread.h"

#include <stdlib.h>

#include "store/comment_row.h"
#include "store/store_private.h"
#include "store/story_save.h"
#include "store/story_sql.h"

struct comments {
	struct comment *items;
	size_t count, cap;
};

/* Without their text: what the order needs. */
struct node {
	int64_t id, parent, likes;
	unix_ms created_at;
	size_t first_child, next_sibling; /* index + 1; 0 none */
	int depth;
};

struct nodes {
	struct node *items;
	size_t count, cap;
};

static enum err read_nodes(struct store *store, story_id story, struct nodes *out)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT id, parent, created_at, likes FROM comment WHERE "
				      "story = ?1 AND status = 0 ORDER BY id"));
	db_put_i64(&q, story.n);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		struct node *node = list_push(&store->work, out);
		node->id = db_i64(&q);
		node->parent = db_i64(&q);
		node->created_at = db_time(&q);
		node->likes = db_i64(&q);
	}
}

static int oldest_first(const void *a, const void *b)
{
	const struct node *x = a, *y = b;
	if (x->created_at.ms != y->created_at.ms)
		return x->created_at.ms < y->created_at.ms ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

/* They nearly always are: numbers are given out as time passes. */
static bool is_sorted(const struct nodes *nodes)
{
	for (size_t i = 1; i < nodes->count; i++)
		if (oldest_first(&nodes->items[i - 1], &nodes->items[i]) > 0)
			return false;
	return true;
}

struct by_id {
	int64_t id;
	size_t index;
};

static int compare_ids(const void *a, const void *b)
{
	const struct by_id *x = a, *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

static const struct by_id *find_node(const struct by_id *index, size_t count, int64_t id)
{
	struct by_id key = { .id = id };
	return id && count ? bsearch(&key, index, count, sizeof key, compare_ids) : NULL;
}

/* Hangs each node under its parent, oldest first. Gives: the first at the top, index + 1. A chain
 * of parents that leads back to itself (a broken import) hangs nowhere and is not shown. */
static size_t hang(struct store *store, struct nodes *nodes)
{
	struct by_id *index = arena_new(&store->work, struct by_id, nodes->count + 1);
	size_t top = 0;
	if (!is_sorted(nodes))
		qsort(nodes->items, nodes->count, sizeof *nodes->items, oldest_first);
	bool in_order = true;
	for (size_t i = 0; i < nodes->count; i++) {
		index[i] = (struct by_id){ nodes->items[i].id, i };
		in_order = in_order && (!i || index[i - 1].id < index[i].id);
	}
	if (!in_order)
		qsort(index, nodes->count, sizeof *index, compare_ids);
	for (size_t i = nodes->count; i-- > 0;) {
		struct node *node = &nodes->items[i];
		const struct by_id *parent = find_node(index, nodes->count, node->parent);
		size_t *head = parent && parent->index != i
				       ? &nodes->items[parent->index].first_child
				       : &top;
		node->next_sibling = *head;
		*head = i + 1;
	}
	return top;
}

struct top {
	size_t node;
	int64_t likes;
};

static int most_liked_first(const void *a, const void *b)
{
	const struct top *x = a, *y = b;
	if (x->likes != y->likes)
		return x->likes > y->likes ? -1 : 1;
	return (x->node > y->node) - (x->node < y->node);
}

/* The threads in the order wanted; nodes are oldest first already. */
static size_t order_threads(struct store *store, const struct nodes *nodes, size_t first,
			    enum comment_order order, struct top **out)
{
	struct top *tops = arena_new(&store->work, struct top, nodes->count + 1);
	size_t count = 0;
	for (; first; first = nodes->items[first - 1].next_sibling)
		tops[count++] = (struct top){ first - 1, nodes->items[first - 1].likes };
	if (order == COMMENTS_LIKED && count)
		qsort(tops, count, sizeof *tops, most_liked_first);
	for (size_t i = 0; order == COMMENTS_NEWEST && i < count / 2; i++) {
		struct top other = tops[count - 1 - i];
		tops[count - 1 - i] = tops[i];
		tops[i] = other;
	}
	*out = tops;
	return count;
}

/* One thread in reading order; fills depths. stack has room for each node. Gives: how many. */
static size_t walk_thread(struct nodes *nodes, size_t first, size_t *stack, size_t *order)
{
	size_t deep = 0, count = 0;
	order[count++] = first;
	stack[deep++] = nodes->items[first].first_child;
	while (deep) {
		size_t next = stack[deep - 1];
		if (!next) {
			deep--;
			continue;
		}
		struct node *node = &nodes->items[next - 1];
		stack[deep - 1] = node->next_sibling;
		node->depth = (int)deep;
		order[count++] = next - 1;
		stack[deep++] = node->first_child;
	}
	return count;
}

static size_t walk(struct store *store, struct nodes *nodes, size_t top, enum comment_order order,
		   size_t **out)
{
	struct top *tops;
	size_t threads = order_threads(store, nodes, top, order, &tops), count = 0;
	size_t *stack = arena_new(&store->work, size_t, nodes->count + 1);
	*out = arena_new(&store->work, size_t, nodes->count + 1);
	for (size_t i = 0; i < threads; i++)
		count += walk_thread(nodes, tops[i].node, stack, *out + count);
	return count;
}

static int by_comment_id(const void *a, const void *b)
{
	const struct comment *x = a, *y = b;
	return (x->id.n > y->id.n) - (x->id.n < y->id.n);
}

/* The whole rows of those in order. */
static enum err read_bodies(struct store *store, struct arena *into, story_id story,
			    const struct nodes *nodes, const size_t *order, size_t count,
			    struct comment **out)
{
	struct comments rows = { 0 };
	struct comment *result = arena_new(into, struct comment, count + 1);
	for (size_t at = 0; at < count; at += LIMIT_IDS_A_QUERY) {
		size_t n = count - at < LIMIT_IDS_A_QUERY ? count - at : LIMIT_IDS_A_QUERY;
		int64_t ids[LIMIT_IDS_A_QUERY];
		for (size_t i = 0; i < n; i++)
			ids[i] = nodes->items[order[at + i]].id;
		CLEANUP(db_done)
		struct query q = query_ids(store,
					   S("SELECT " COMMENT_COLUMNS " FROM comment WHERE "
					     "story = ?1 AND status = 0 AND id IN ({ids})"),
					   1, n);
		db_put_i64(&q, story.n);
		put_ids(&q, ids, n);
		for (bool has_row = true;;) {
			TRY(db_next(&q, &has_row));
			if (!has_row)
				break;
			*list_push(&store->work, &rows) = comment_take(&q, into);
		}
	}
	if (rows.count)
		qsort(rows.items, rows.count, sizeof *rows.items, by_comment_id);
	for (size_t i = 0; i < count; i++) {
		const struct node *node = &nodes->items[order[i]];
		struct comment key = { .id.n = node->id };
		const struct comment *row =
			bsearch(&key, rows.items, rows.count, sizeof key, by_comment_id);
		if (!row)
			return ERR_CONFLICT; /* changed between the two reads */
		result[i] = *row;
		result[i].depth = node->depth;
	}
	*out = result;
	return OK;
}

/* Which page: the one asked for, or the one with wanted->at. */
static enum err choose_page(const struct nodes *nodes, const size_t *order, size_t count,
			    const struct comment_wanted *wanted, int64_t *page, int64_t *pages)
{
	int64_t limit = wanted->limit;
	*pages = count ? ((int64_t)count + limit - 1) / limit : 1;
	*page = wanted->page;
	if (wanted->at.n) {
		size_t at = 0;
		while (at < count && nodes->items[order[at]].id != wanted->at.n)
			at++;
		if (at == count)
			return ERR_NOT_FOUND;
		*page = (int64_t)at / limit + 1;
	}
	return *page < 1 || *page > *pages ? ERR_NOT_FOUND : OK;
}

/* Whom the first ones of a page answer, if those stand overleaf. */
static enum err read_parents(struct store *store, struct arena *into, struct comment_page *page)
{
	int64_t *ids = arena_new(&store->work, int64_t, page->count + 1);
	size_t wanted = 0;
	for (size_t i = 0; i < page->count; i++) {
		bool is_here = page->items[i].depth == 0;
		for (size_t j = 0; j < i && !is_here; j++)
			is_here = page->items[j].id.n == page->items[i].parent.n;
		if (!is_here)
			ids[wanted++] = page->items[i].parent.n;
	}
	wanted = ids_unique(ids, wanted);
	page->parents = arena_new(into, struct comment, wanted + 1);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT name FROM comment WHERE id = ?1"));
	for (size_t i = 0; i < wanted; i++) {
		db_put_i64(&q, ids[i]);
		TRY(db_one(&q));
		struct comment *parent = &page->parents[page->parent_count++];
		parent->id.n = ids[i];
		parent->name = db_str(&q, into);
		db_again(&q);
	}
	return OK;
}

enum err store_comment_page(struct store *store, struct arena *into, story_id story,
			    const struct comment_wanted *wanted, struct comment_page *out)
{
	WORK(store);
	BUG_IF(wanted->limit < 1);
	struct nodes nodes = { 0 };
	struct comment_page page = { 0 };
	size_t *order;
	note_id(store, FACT_COMMENTS, story.n);
	TRY(read_nodes(store, story, &nodes));
	size_t count = walk(store, &nodes, hang(store, &nodes), wanted->order, &order);
	TRY(choose_page(&nodes, order, count, wanted, &page.page, &page.pages));
	page.total = (int64_t)count;
	size_t first = (size_t)((page.page - 1) * wanted->limit);
	page.count = count - first < (size_t)wanted->limit ? count - first : (size_t)wanted->limit;
	TRY(read_bodies(store, into, story, &nodes, order + first, page.count, &page.items));
	TRY(read_parents(store, into, &page));
	*out = page;
	return OK;
}

static enum err take_all(struct query *q, struct arena *into, struct comment **out, size_t *count)
{
	struct comments found = { 0 };
	for (bool has_row = true;;) {
		TRY(db_next(q, &has_row));
		if (!has_row)
			break;
		*list_push(into, &found) = comment_take(q, into);
	}
	*out = found.items;
	*count = found.count;
	return OK;
}

enum err store_comments_picked(struct store *store, struct arena *into, story_id story,
			       int64_t limit, struct comment **out, size_t *count)
{
	note_id(store, FACT_COMMENTS, story.n);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " COMMENT_COLUMNS " FROM comment WHERE "
					       "story = ?1 AND picked_at <> 0 AND status = 0 "
					       "ORDER BY picked_at DESC, id DESC LIMIT ?2"));
	db_put_i64(&q, story.n);
	db_put_i64(&q, limit);
	return take_all(&q, into, out, count);
}

/* The columns' names are told apart from a story's by a subquery of comments alone. */
#define NEWEST(where)                                                                              \
	"SELECT " COMMENT_COLUMNS " FROM comment WHERE status = 0 AND " where                      \
	" EXISTS (SELECT 1 FROM story s WHERE s.id = comment.story AND s.password = '' "           \
	"AND " STORY_IS_PUBLIC("s", "?2") ") "

/* They change by a reply, or by what happens to a story that has some, as far back as the last of
 * them; by time when such a story comes due. */
static enum err note_newest(struct store *store, int64_t limit, const struct comment *items,
			    size_t count)
{
	bool is_full = (int64_t)count == limit && count;
	struct span span = { is_full ? items[count - 1].created_at.ms : INT64_MIN, INT64_MAX };
	note_within(store, FACT_COMMENTS_NEWEST, 0, span);
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT coalesce(min(visible_at), 0) FROM story s WHERE "
			     "visible_at > ?1 AND comment_count > 0 AND EXISTS (SELECT 1 FROM "
			     "comment c WHERE c.story = s.id AND c.status = 0 AND "
			     "c.created_at >= ?2)"));
	db_put_time(&q, store->now);
	db_put_i64(&q, span.from);
	TRY(db_one(&q));
	note_until(store, db_time(&q));
	return OK;
}

enum err comments_touch_story(struct store *store, story_id story, unix_ms due)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT count(*), coalesce(min(created_at), 0), "
					       "coalesce(max(created_at), 0) FROM comment WHERE "
					       "story = ?1 AND status = 0"));
	db_put_i64(&q, story.n);
	TRY(db_one(&q));
	int64_t count = db_i64(&q), first = db_i64(&q), last = db_i64(&q);
	if (count)
		touch_at(store, FACT_COMMENTS_NEWEST, 0, (struct span){ first, last }, due);
	return OK;
}

enum err store_comments_newest(struct store *store, struct arena *into, story_id story,
			       int64_t limit, struct comment **out, size_t *count)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db,
				  story.n ? S(NEWEST("story = ?3 AND") "ORDER BY id DESC LIMIT ?1")
					  : S(NEWEST("") "ORDER BY created_at DESC, id DESC "
							 "LIMIT ?1"));
	db_put_i64(&q, limit);
	db_put_time(&q, store->now);
	if (story.n)
		db_put_i64(&q, story.n);
	TRY(take_all(&q, into, out, count));
	if (!story.n)
		return note_newest(store, limit, *out, *count);
	note_id(store, FACT_LIFE, story.n);
	note_id(store, FACT_STORY, story.n);
	note_id(store, FACT_COMMENTS, story.n);
	return OK;
}
