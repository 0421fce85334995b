/* SPDX-License-Identifier: Apache-2.0 */
/* check_stories.c: each story held against the rules it was saved by: when readers see it, in which
 * lists it stands, what its body refers to, which words are searched. */
#include "html/body.h"
#include "store/check.h"
#include "store/index_check.h"
#include "store/listing.h"
#include "store/store_private.h"
#include "store/story_sql.h"

enum { RUN = 100, HEADLINE_SHOWN = 100 };
static const int64_t CLOCK_SLACK_MS = 86400000;

struct checking {
	struct store *store;
	const struct check_sink *sink;
	const struct check_visitor *visitor;
	struct index_check *index;
	int64_t stories, places; /* places in lists that there should be */
};

/* "story 12 "Harbour"" and what is wrong with it. */
static void tell(struct checking *checking, enum check_kind kind, const struct story *story,
		 struct str what)
{
	struct arena *scratch = &checking->store->scratch;
	struct str headline = utf8_first(story->headline, HEADLINE_SHOWN);
	checking->sink->found(checking->sink->self, kind,
			      str_fmt(scratch, "story %lld \"%.*s\": %.*s", (long long)story->id.n,
				      STR_ARG(headline), STR_ARG(what)));
}

static enum err check_visible(struct checking *checking, const struct story *story)
{
	struct store *store = checking->store;
	unix_ms from = { 0 };
	bool should =
		story_visible_at(story->status, story->published_at, story->embargo_until, &from);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT visible_at IS NOT NULL, visible_at FROM "
					       "story WHERE id = ?1"));
	db_put_i64(&q, story->id.n);
	TRY(db_one(&q));
	bool is = db_i64(&q) != 0;
	unix_ms since = db_time(&q);
	if (is != should)
		tell(checking, CHECK_VISIBLE, story,
		     is ? S("readers see it, but by its state they should not")
			: S("readers do not see it, but by its state they should"));
	else if (is && since.ms != from.ms)
		tell(checking, CHECK_VISIBLE, story,
		     S("readers see it from another moment on than its state says"));
	return OK;
}

static enum err check_place(struct checking *checking, const struct story *story,
			    const struct listed *listed, struct list_place place)
{
	struct store *store = checking->store;
	bool has_row;
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT 1 FROM listing WHERE list = ?1 AND target = ?2 AND "
				      "published_at = ?3 AND story = ?4"));
	db_put_i64(&q, place.list);
	db_put_i64(&q, place.target);
	db_put_time(&q, listed->published_at);
	db_put_i64(&q, story->id.n);
	TRY(db_next(&q, &has_row));
	checking->places++;
	if (!has_row)
		tell(checking, CHECK_LIST, story,
		     str_fmt(&store->scratch, "missing from list %lld of %lld",
			     (long long)place.list, (long long)place.target));
	return OK;
}

static enum err check_lists(struct checking *checking, const struct story *story)
{
	struct listed listed;
	TRY(listing_of(checking->store, &checking->store->work, story, &listed));
	for (size_t i = 0; listed.is_listed && i < listed.count; i++)
		TRY(check_place(checking, story, &listed, listed.places[i]));
	return OK;
}

static enum err exists(struct store *store, struct str sql, int64_t id, bool *out)
{
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	db_put_i64(&q, id);
	return db_next(&q, out);
}

static enum err has_ref(struct store *store, story_id id, struct body_ref ref, bool *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT 1 FROM story_ref WHERE story = ?1 AND "
					       "kind = ?2 AND target = ?3"));
	db_put_i64(&q, id.n);
	db_put_i64(&q, ref.kind);
	db_put_i64(&q, ref.id);
	return db_next(&q, out);
}

static enum err check_ref(struct checking *checking, const struct story *story, struct body_ref ref)
{
	struct store *store = checking->store;
	bool is_media = ref.kind == BODY_MEDIA, is_there, is_noted;
	TRY(exists(store,
		   is_media ? S("SELECT 1 FROM media WHERE id = ?1")
			    : S("SELECT 1 FROM story WHERE id = ?1"),
		   ref.id, &is_there));
	TRY(has_ref(store, story->id, ref, &is_noted));
	if (!is_there)
		tell(checking, CHECK_REFERENCE, story,
		     str_fmt(&store->scratch, "%s %lld, which its text names",
			     is_media ? "picture or file" : "story", (long long)ref.id));
	if (!is_noted)
		tell(checking, CHECK_LIST, story,
		     str_fmt(&store->scratch, "not noted as naming %s %lld",
			     is_media ? "picture or file" : "story", (long long)ref.id));
	return OK;
}

static int by_kind_and_id(const struct body_ref *a, const struct body_ref *b)
{
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

/* Without doubles, in place. Few enough for looking through again. */
static void drop_doubles(struct body_refs *refs)
{
	size_t kept = 0;
	for (size_t i = 0; i < refs->count; i++) {
		bool is_double = false;
		for (size_t k = 0; k < kept && !is_double; k++)
			is_double = by_kind_and_id(&refs->items[i], &refs->items[k]) == 0;
		if (!is_double)
			refs->items[kept++] = refs->items[i];
	}
	refs->count = kept;
}

static enum err check_refs(struct checking *checking, const struct story *story)
{
	struct store *store = checking->store;
	struct body_refs refs = { 0 };
	int64_t noted;
	html_body_refs(&store->work, story->body, &refs);
	drop_doubles(&refs);
	for (size_t i = 0; i < refs.count; i++)
		TRY(check_ref(checking, story, refs.items[i]));
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT count(*) FROM story_ref WHERE story = ?1"));
	db_put_i64(&q, story->id.n);
	TRY(db_one(&q));
	noted = db_i64(&q);
	if (noted > (int64_t)refs.count)
		tell(checking, CHECK_LIST, story, S("noted as naming more than it does"));
	return OK;
}

static enum err check_words(struct checking *checking, const struct story *story)
{
	struct str wrong;
	TRY(index_check_story(checking->index, story, &wrong));
	if (wrong.len)
		tell(checking, CHECK_SEARCH, story, wrong);
	return OK;
}

static enum err check_story(struct checking *checking, const struct story *story)
{
	struct store *store = checking->store;
	SCRATCH(store);
	WORK(store);
	unix_ms from;
	bool is_seen =
		story_visible_at(story->status, story->published_at, story->embargo_until, &from);
	checking->stories++;
	TRY(check_visible(checking, story));
	TRY(check_lists(checking, story));
	TRY(check_refs(checking, story));
	TRY(check_words(checking, story));
	if (!is_seen)
		return OK;
	checking->visitor->visit(checking->visitor->self, story);
	return OK;
}

static enum err check_run(struct checking *checking, struct arena *arena, story_id *after,
			  bool *is_last)
{
	struct story_list run = { 0 };
	TRY(store_story_scan(checking->store, arena, *after, RUN, &run));
	TRY(store_story_bodies(checking->store, arena, run.items, run.count));
	for (size_t i = 0; i < run.count; i++) {
		TRY(check_story(checking, &run.items[i]));
		*after = run.items[i].id;
	}
	*is_last = run.count == 0;
	return OK;
}

static enum err count_places(struct checking *checking)
{
	struct store *store = checking->store;
	SCRATCH(store);
	CLEANUP(db_done) struct query q = db_query(store->db, S("SELECT count(*) FROM listing"));
	TRY(db_one(&q));
	int64_t rows = db_i64(&q);
	if (rows > checking->places)
		checking->sink->found(checking->sink->self, CHECK_LIST,
				      str_fmt(&store->scratch,
					      "places in lists that no story accounts for: %lld",
					      (long long)(rows - checking->places)));
	return OK;
}

static enum err check_clock(struct checking *checking)
{
	struct store *store = checking->store;
	SCRATCH(store);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT coalesce(max(at), 0) FROM touched"));
	TRY(db_one(&q));
	unix_ms newest = db_time(&q);
	if (newest.ms > store->now.ms + CLOCK_SLACK_MS)
		checking->sink->found(checking->sink->self, CHECK_CLOCK,
				      str_fmt(&store->scratch, "the newest change is of %.*s",
					      STR_ARG(time_rfc3339(&store->scratch, newest, 0))));
	return OK;
}

static enum err check_strangers(struct checking *checking)
{
	struct store *store = checking->store;
	SCRATCH(store);
	int64_t strangers;
	TRY(index_check_strangers(checking->index, &strangers));
	if (strangers)
		checking->sink->found(checking->sink->self, CHECK_SEARCH,
				      str_fmt(&store->scratch,
					      "stories are searched that are not there: %lld",
					      (long long)strangers));
	return OK;
}

static enum err check_all(struct checking *checking, struct arena *arena)
{
	struct arena_mark start = arena_mark(arena);
	story_id after = { 0 };
	bool is_last = false;
	while (!is_last) {
		TRY(check_run(checking, arena, &after, &is_last));
		arena_reset(arena, start);
	}
	return check_strangers(checking);
}

enum err store_check_stories(struct store *store, const struct check_sink *sink,
			     const struct check_visitor *visitor, int64_t *stories)
{
	struct checking checking = { store, sink, visitor, NULL, 0, 0 };
	struct arena arena = arena_open((size_t)1 << 30);
	enum err err = index_check_begin(store, &arena, &checking.index);
	if (!err) {
		err = check_all(&checking, &arena);
		index_check_end(checking.index);
	}
	arena_close(&arena);
	TRY(err);
	*stories = checking.stories;
	TRY(count_places(&checking));
	return check_clock(&checking);
}
