/* SPDX-License-Identifier: Apache-2.0 */
/* story_row.c: one query for the rows, then one for each kind of thing that hangs on them. */
#include "store/story_row.h"

#include "store/media.h"
#include "store/store_private.h"
#include "store/term.h"

struct story story_take(struct query *q, struct arena *into)
{
	struct story story = { .id.n = db_i64(q) };
	story.revision.n = db_i64(q);
	story.kind = (enum story_kind)db_i64(q);
	story.status = (enum story_status)db_i64(q);
	story.uri = db_str(q, into);
	story.slug = db_str(q, into);
	story.path = db_str(q, into);
	story.headline = db_str(q, into);
	story.language = db_str(q, into);
	story.standfirst = html_trusted(db_str(q, into));
	story.excerpt = db_str(q, into);
	story.password = db_str(q, into);
	story.canonical_url = db_str(q, into);
	story.meta_title = db_str(q, into);
	story.meta_description = db_str(q, into);
	story.template_name = db_str(q, into);
	story.created_at = db_time(q);
	story.updated_at = db_time(q);
	story.published_at = db_time(q);
	story.embargo_until = db_time(q);
	story.is_lead = db_i64(q) != 0;
	story.replies = (enum reply_policy)db_i64(q);
	story.words = (int)db_i64(q);
	story.comment_count = db_i64(q);
	story.parent = db_i64(q);
	story.menu_order = db_i64(q);
	story.cover.id.n = db_i64(q);
	return story;
}

/* A row of one of the tables that join a story to something. */
struct link {
	int64_t story, position, target;
	struct str role;
};

struct links {
	struct link *items;
	size_t count, cap;
	int64_t *targets; /* sorted, without doubles */
	size_t target_count;
};

static bool stands_before(const struct link *a, const struct link *b)
{
	return a->story != b->story ? a->story < b->story : a->position < b->position;
}

/* By story, in the order of position. They come so from an engine that takes the ids as they were
 * given; then this only looks. */
static void sort_links(struct links *links)
{
	for (size_t i = 1; i < links->count; i++) {
		struct link link = links->items[i];
		size_t at = i;
		for (; at && stands_before(&link, &links->items[at - 1]); at--)
			links->items[at] = links->items[at - 1];
		links->items[at] = link;
	}
}

static enum err read_links(struct store *store, struct arena *into, struct str sql,
			   const int64_t *ids, size_t count, struct links *out)
{
	struct links links = { 0 };
	int64_t *wanted = arena_new(&store->scratch, int64_t, count + 1);
	for (size_t i = 0; i < count; i++)
		wanted[i] = ids[i];
	count = ids_unique(wanted, count); /* one given twice would have its links twice */
	CLEANUP(db_done) struct query q = query_ids(store, sql, 0, count);
	put_ids(&q, wanted, count);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct link *link = list_push(&store->scratch, &links);
		link->story = db_i64(&q);
		link->position = db_i64(&q);
		link->target = db_i64(&q);
		link->role = db_str(&q, into);
	}
	sort_links(&links);
	links.targets = arena_new(&store->scratch, int64_t, links.count + 1);
	for (size_t i = 0; i < links.count; i++)
		links.targets[i] = links.items[i].target;
	links.target_count = ids_unique(links.targets, links.count);
	*out = links;
	return OK;
}

/* Links of one story stand together and the groups are sorted by story. Gives the first of them
 * and how many. */
static const struct link *links_of(const struct links *links, int64_t story, size_t *count)
{
	size_t low = 0, high = links->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (links->items[middle].story < story)
			low = middle + 1;
		else
			high = middle;
	}
	size_t end = low;
	while (end < links->count && links->items[end].story == story)
		end++;
	*count = end - low;
	return links->items ? links->items + low : NULL;
}

static enum err fill_sections(struct store *store, struct arena *into, struct story *stories,
			      size_t count, const int64_t *ids)
{
	SCRATCH(store);
	struct links links;
	struct section *all;
	size_t found;
	TRY(read_links(store, into,
		       S(WITH_IDS
			 "SELECT story, position, section, '' FROM ids CROSS JOIN story_section "
			 "WHERE story = wanted"),
		       ids, count, &links));
	/* Their names are shown through site's tree of sections, which notes them. */
	CLEANUP(noting_again)
	struct unnoted unnoted __attribute__((unused)) = noting_stop(store);
	TRY(sections_by_ids(store, into, links.targets, links.target_count, &all, &found));
	for (size_t i = 0; i < count; i++) {
		size_t n;
		const struct link *own = links_of(&links, stories[i].id.n, &n);
		stories[i].sections = arena_new(into, struct section, n + 1);
		for (size_t k = 0; k < n; k++)
			for (size_t m = 0; m < found; m++)
				if (all[m].id.n == own[k].target)
					stories[i].sections[stories[i].section_count++] = all[m];
	}
	return OK;
}

static enum err fill_topics(struct store *store, struct arena *into, struct story *stories,
			    size_t count, const int64_t *ids)
{
	SCRATCH(store);
	struct links links;
	struct topic *all;
	size_t found;
	TRY(read_links(store, into,
		       S(WITH_IDS
			 "SELECT story, position, topic, '' FROM ids CROSS JOIN story_topic "
			 "WHERE story = wanted"),
		       ids, count, &links));
	TRY(topics_by_ids(store, into, links.targets, links.target_count, &all, &found));
	for (size_t i = 0; i < count; i++) {
		size_t n;
		const struct link *own = links_of(&links, stories[i].id.n, &n);
		stories[i].topics = arena_new(into, struct topic, n + 1);
		for (size_t k = 0; k < n; k++)
			for (size_t m = 0; m < found; m++)
				if (all[m].id.n == own[k].target)
					stories[i].topics[stories[i].topic_count++] = all[m];
	}
	return OK;
}

static enum err fill_bylines(struct store *store, struct arena *into, struct story *stories,
			     size_t count, const int64_t *ids)
{
	SCRATCH(store);
	struct links links;
	struct person *all;
	size_t found;
	TRY(read_links(store, into,
		       S(WITH_IDS
			 "SELECT story, position, person, role FROM ids CROSS JOIN story_byline "
			 "WHERE story = wanted"),
		       ids, count, &links));
	TRY(people_by_ids(store, into, links.targets, links.target_count, &all, &found));
	for (size_t i = 0; i < count; i++) {
		size_t n;
		const struct link *own = links_of(&links, stories[i].id.n, &n);
		stories[i].bylines = arena_new(into, struct byline, n + 1);
		for (size_t k = 0; k < n; k++)
			for (size_t m = 0; m < found; m++)
				if (all[m].id.n == own[k].target)
					stories[i].bylines[stories[i].byline_count++] =
						(struct byline){ all[m], own[k].role };
	}
	return OK;
}

static enum err fill_covers(struct store *store, struct arena *into, struct story *stories,
			    size_t count)
{
	SCRATCH(store);
	struct media *covers = NULL;
	size_t wanted = 0, found = 0;
	media_id *ids = arena_new(&store->scratch, media_id, count + 1);
	for (size_t i = 0; i < count; i++)
		if (stories[i].cover.id.n)
			ids[wanted++] = stories[i].cover.id;
	if (wanted)
		TRY(store_media_many(store, into, ids, wanted, &covers, &found));
	for (size_t i = 0; i < count; i++) {
		int64_t id = stories[i].cover.id.n;
		stories[i].cover = (struct media){ 0 };
		for (size_t m = 0; m < found && id; m++)
			if (covers[m].id.n == id)
				stories[i].cover = covers[m];
	}
	return OK;
}

/* What is read of them together. */
enum { FILL_SECTIONS_AND_COVER = 1, FILL_TOPICS_AND_BYLINES = 2 };

static enum err fill_some(struct store *store, struct arena *into, struct story *stories,
			  size_t count, unsigned what)
{
	SCRATCH(store);
	int64_t *ids = arena_new(&store->scratch, int64_t, count + 1);
	for (size_t i = 0; i < count; i++) {
		ids[i] = stories[i].id.n;
		stories[i].is_bare = !(what & FILL_TOPICS_AND_BYLINES);
	}
	if (what & FILL_SECTIONS_AND_COVER) {
		TRY(fill_sections(store, into, stories, count, ids));
		TRY(fill_covers(store, into, stories, count));
	}
	if (!(what & FILL_TOPICS_AND_BYLINES))
		return OK;
	TRY(fill_topics(store, into, stories, count, ids));
	return fill_bylines(store, into, stories, count, ids);
}

static enum err fill(struct store *store, struct arena *into, struct story *stories, size_t count,
		     unsigned what)
{
	for (size_t at = 0; at < count; at += LIMIT_IDS_A_QUERY) {
		size_t n = count - at < LIMIT_IDS_A_QUERY ? count - at : LIMIT_IDS_A_QUERY;
		TRY(fill_some(store, into, stories + at, n, what));
	}
	return OK;
}

enum err story_fill(struct store *store, struct arena *into, struct story *stories, size_t count)
{
	return fill(store, into, stories, count, FILL_SECTIONS_AND_COVER | FILL_TOPICS_AND_BYLINES);
}

enum err story_fill_bare(struct store *store, struct arena *into, struct story *stories,
			 size_t count)
{
	return fill(store, into, stories, count, FILL_SECTIONS_AND_COVER);
}

enum err store_story_dress(struct store *store, struct arena *into, struct story *items,
			   size_t count)
{
	WORK(store);
	struct story *bare = arena_new(&store->work, struct story, count + 1);
	size_t n = 0;
	for (size_t i = 0; i < count; i++)
		if (items[i].is_bare)
			bare[n++] = items[i];
	CLEANUP(noting_again)
	struct unnoted unnoted __attribute__((unused)) = noting_stop(store);
	TRY(fill(store, into, bare, n, FILL_TOPICS_AND_BYLINES));
	for (size_t i = 0, k = 0; i < count; i++)
		if (items[i].is_bare)
			items[i] = bare[k++];
	return OK;
}
