/* SPDX-License-Identifier: Apache-2.0 */
/* check_stories.c: each story held against the rules it was saved by: when readers see it, in which
 * lists it stands, what its body refers to, which words are searched. */
#include "html/body.h"
#include "store/check.h"
#include "store/listing.h"
#include "store/search_private.h"
#include "store/store_private.h"
#include "store/story_sql.h"

enum { RUN = 100, HEADLINE_SHOWN = 100 };
static const int64_t CLOCK_SLACK_MS = 86400000;

struct checking {
	struct store *store;
	const struct check_sink *sink;
	const struct check_visitor *visitor;
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

static bool has_plain_word(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (char_is_alpha(text.ptr[i]) || char_is_digit(text.ptr[i]))
			return true;
	return false;
}

/* The index itself is asked, by the headline as a phrase: what it says must be this story. */
static enum err check_index(struct checking *checking, const struct story *story)
{
	struct store *store = checking->store;
	bool is_found;
	if (!has_plain_word(story->headline))
		return OK;
	struct str match = search_match_text(&store->scratch, &story->headline, 1, true);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT 1 FROM search WHERE search MATCH ?1 AND rowid = ?2"));
	db_put_str(&q, match);
	db_put_i64(&q, story->id.n);
	TRY(db_next(&q, &is_found));
	if (!is_found)
		tell(checking, CHECK_SEARCH, story, S("not found by its headline"));
	return OK;
}

static enum err check_words(struct checking *checking, const struct story *story)
{
	struct store *store = checking->store;
	bool has_row;
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT headline, standfirst, body FROM search WHERE rowid = ?1"));
	db_put_i64(&q, story->id.n);
	TRY(db_next(&q, &has_row));
	if (!has_row)
		return OK; /* told by a question of check_rows.c */
	struct str none = S(""), body = none, standfirst = none;
	if (!story->password.len) {
		standfirst = html_text(&store->work, story->standfirst);
		body = html_text(&store->work, html_trusted(story->body));
	}
	bool is_same = str_eq(db_str(&q, &store->scratch), story->headline);
	is_same = str_eq(db_str(&q, &store->scratch), standfirst) && is_same;
	is_same = str_eq(db_str(&q, &store->scratch), body) && is_same;
	if (!is_same)
		tell(checking, CHECK_SEARCH, story, S("other words than it has"));
	return is_same ? check_index(checking, story) : OK;
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
	if (!is_seen)
		return OK;
	TRY(check_words(checking, story));
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

enum err store_check_stories(struct store *store, const struct check_sink *sink,
			     const struct check_visitor *visitor, int64_t *stories)
{
	struct checking checking = { store, sink, visitor, 0, 0 };
	struct arena arena = arena_open((size_t)1 << 30);
	struct arena_mark start = arena_mark(&arena);
	story_id after = { 0 };
	bool is_last = false;
	enum err err = OK;
	while (!err && !is_last) {
		err = check_run(&checking, &arena, &after, &is_last);
		arena_reset(&arena, start);
	}
	arena_close(&arena);
	TRY(err);
	*stories = checking.stories;
	TRY(count_places(&checking));
	return check_clock(&checking);
}
