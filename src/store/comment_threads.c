/* SPDX-License-Identifier: Apache-2.0 */
/*
 * comment_threads.c: shown replies as readers meet them.
 *
 * All shown ones of a story lie together, so they are read in one walk and put in order here. One
 * whose parent is not shown stands at the top.
 */
#include <stdlib.h>

#include "store/comment_row.h"
#include "store/store_private.h"

struct comments {
	struct comment *items;
	size_t count, cap;
};

/* Without their text: what the order needs. */
struct node {
	int64_t id, parent;
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
		db_query(store->db, S("SELECT id, parent, created_at FROM comment WHERE story = ?1 "
				      "AND status = 0 ORDER BY id"));
	db_put_i64(&q, story.n);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		struct node *node = list_push(&store->work, out);
		node->id = db_i64(&q);
		node->parent = db_i64(&q);
		node->created_at = db_time(&q);
	}
}

static int oldest_first(const void *a, const void *b)
{
	const struct node *x = a, *y = b;
	if (x->created_at.ms != y->created_at.ms)
		return x->created_at.ms < y->created_at.ms ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
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
	if (nodes->count)
		qsort(nodes->items, nodes->count, sizeof *nodes->items, oldest_first);
	for (size_t i = 0; i < nodes->count; i++)
		index[i] = (struct by_id){ nodes->items[i].id, i };
	if (nodes->count)
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

/* Ids in reading order, of the top threads from offset on; fills depths. */
static size_t walk(struct store *store, struct nodes *nodes, size_t top, int64_t offset,
		   int64_t limit, int64_t *total, size_t *order)
{
	size_t *stack = arena_new(&store->work, size_t, nodes->count + 1);
	size_t count = 0;
	*total = 0;
	for (; top; top = nodes->items[top - 1].next_sibling) {
		int64_t at = (*total)++;
		if (at < offset || at - offset >= limit)
			continue;
		size_t deep = 0;
		order[count++] = top - 1;
		stack[deep++] = nodes->items[top - 1].first_child;
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
	}
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

enum err store_comment_threads(struct store *store, struct arena *into, story_id story,
			       int64_t offset, int64_t limit, struct comment **out, size_t *count,
			       int64_t *total_threads)
{
	WORK(store);
	struct nodes nodes = { 0 };
	int64_t total;
	note_id(store, FACT_COMMENTS, story.n);
	TRY(read_nodes(store, story, &nodes));
	size_t *order = arena_new(&store->work, size_t, nodes.count + 1);
	size_t top = hang(store, &nodes);
	size_t found = walk(store, &nodes, top, offset, limit, &total, order);
	TRY(read_bodies(store, into, story, &nodes, order, found, out));
	*count = found;
	if (total_threads)
		*total_threads = total;
	return OK;
}

enum err store_comments_newest(struct store *store, struct arena *into, int64_t limit,
			       struct comment **out, size_t *count)
{
	struct comments found = { 0 };
	note(store, FACT_COMMENTS_NEWEST);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " COMMENT_COLUMNS " FROM comment WHERE "
					       "status = 0 ORDER BY created_at DESC, id DESC "
					       "LIMIT ?1"));
	db_put_i64(&q, limit);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		*list_push(into, &found) = comment_take(&q, into);
	}
	*out = found.items;
	*count = found.count;
	return OK;
}
