/* SPDX-License-Identifier: Apache-2.0 */
/* story_save.c: saving a story, from what stands to what will, and what that touches. */
#include "store/story_save.h"

#include "news/line.h"
#include "store/address_private.h"
#include "store/index_private.h"
#include "store/media_use.h"
#include "store/store_private.h"
#include "store/story_sql.h"
#include "store/topic_dossier.h"
#include "store/working.h"

struct story story_in_lines(struct arena *into, const struct story *draft)
{
	struct story story = *draft;
	story.headline = line_clean(into, story.headline);
	story.meta_title = line_clean(into, story.meta_title);
	story.meta_description = line_clean(into, story.meta_description);
	return story;
}

static bool filing_differs(const struct story *a, const struct story *b)
{
	if (a->section_count != b->section_count || a->topic_count != b->topic_count)
		return true;
	for (size_t i = 0; i < a->section_count; i++)
		if (a->sections[i].id.n != b->sections[i].id.n)
			return true;
	for (size_t i = 0; i < a->topic_count; i++)
		if (a->topics[i].id.n != b->topics[i].id.n)
			return true;
	return false;
}

static bool bylines_differ(const struct story *a, const struct story *b)
{
	if (a->byline_count != b->byline_count)
		return true;
	for (size_t i = 0; i < a->byline_count; i++)
		if (a->bylines[i].person.id.n != b->bylines[i].person.id.n ||
		    !str_eq(a->bylines[i].role, b->bylines[i].role))
			return true;
	return false;
}

bool story_links_differ(const struct story *a, const struct story *b)
{
	return filing_differs(a, b) || bylines_differ(a, b);
}

static bool state_differs(const struct story *a, const struct story *b)
{
	return a->status != b->status || a->published_at.ms != b->published_at.ms ||
	       a->embargo_until.ms != b->embargo_until.ms;
}

static bool text_differs(const struct story *a, const struct story *b)
{
	return !str_eq(a->headline, b->headline) || !str_eq(a->standfirst.s, b->standfirst.s) ||
	       !str_eq(a->body, b->body) || !str_eq(a->password, b->password);
}

bool store_story_differs(const struct story *a, const struct story *b)
{
	return state_differs(a, b) || text_differs(a, b) || story_links_differ(a, b) ||
	       a->kind != b->kind || !str_eq(a->uri, b->uri) || !str_eq(a->slug, b->slug) ||
	       !str_eq(a->path, b->path) || !str_eq(a->language, b->language) ||
	       !str_eq(a->canonical_url, b->canonical_url) ||
	       !str_eq(a->meta_title, b->meta_title) ||
	       !str_eq(a->meta_description, b->meta_description) ||
	       !str_eq(a->template_name, b->template_name) ||
	       a->created_at.ms != b->created_at.ms || a->is_lead != b->is_lead ||
	       a->replies != b->replies || a->parent != b->parent ||
	       a->menu_order != b->menu_order || a->cover.id.n != b->cover.id.n;
}

static enum err read_path_is_made(struct store *store, story_id id, bool *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT path_is_made FROM story WHERE id = ?1"));
	db_put_i64(&q, id.n);
	TRY(db_one(&q));
	*out = db_i64(&q) != 0;
	return OK;
}

/* Fails: ERR_CONFLICT when another has the uri; told before the database would end it all. */
static enum err check_uri(struct store *store, const struct story *next)
{
	int64_t id;
	if (!next->uri.len)
		return OK;
	enum err err = find_id(store, S("SELECT id FROM story WHERE uri = ?1 AND uri <> ''"),
			       next->uri, &id);
	if (err == ERR_NOT_FOUND)
		return OK;
	TRY(err);
	if (id == next->id.n)
		return OK;
	return fault_set(&store->fault, ERR_CONFLICT, "another story came as %.*s",
			 STR_ARG(str_first(next->uri, 300)));
}

static enum err begin(struct saving *save, const struct story *draft)
{
	struct store *store = save->store;
	must_be_writing(store);
	save->next = story_in_lines(&store->work, draft);
	if (draft->id.n) {
		TRY(store_story_any(store, &store->work, draft->id, &save->is));
		TRY(read_path_is_made(store, draft->id, &save->path_was_made));
	}
	TRY(story_settle(save));
	if (!save->is.id.n || !str_eq(save->is.uri, save->next.uri))
		TRY(check_uri(store, &save->next));
	return OK;
}

static void touch_names(struct store *store, const struct story *is, const struct story *next)
{
	touch(store, FACT_STORIES);
	if (!str_eq(is->slug, next->slug)) {
		touch_name(store, FACT_STORY_SLUG, is->slug);
		touch_name(store, FACT_STORY_SLUG, next->slug);
	}
	if (!str_eq(is->uri, next->uri)) {
		touch_name(store, FACT_STORY_URI, is->uri);
		touch_name(store, FACT_STORY_URI, next->uri);
	}
}

/* What every card shows; where there is no headline its teaser stands in. */
static bool card_differs(const struct story *a, const struct story *b)
{
	return !str_eq(a->headline, b->headline) || !str_eq(a->password, b->password) ||
	       !str_eq(a->slug, b->slug) || !str_eq(a->path, b->path) ||
	       !str_eq(a->language, b->language) || a->kind != b->kind ||
	       a->published_at.ms != b->published_at.ms || a->created_at.ms != b->created_at.ms ||
	       a->parent != b->parent || a->menu_order != b->menu_order ||
	       (!b->headline.len && !str_eq(a->excerpt, b->excerpt));
}

static bool teaser_differs(const struct story *a, const struct story *b)
{
	return !str_eq(a->standfirst.s, b->standfirst.s) || !str_eq(a->excerpt, b->excerpt);
}

static int64_t first_section(const struct story *story)
{
	return story->section_count ? story->sections[0].id.n : 0;
}

/* The section that stands first, or where there is none the first topic that is not internal. */
static bool label_differs(const struct story *is, const struct story *next)
{
	if (first_section(is) != first_section(next))
		return true;
	if (first_section(is) || (!is->topic_count && !next->topic_count))
		return false;
	if (!is->topic_count || !next->topic_count || is->topics[0].id.n != next->topics[0].id.n)
		return true;
	return is->topics[0].internal && filing_differs(is, next);
}

static bool is_seen(const struct saving *save, const struct listed *listed)
{
	return listed->is_listed && listed->visible_at.ms <= save->store->now.ms;
}

/* What sitemaps show of a story; also when readers see it. */
static bool is_mapped_alike(const struct saving *save)
{
	const struct story *is = &save->is, *next = &save->next;
	return save->was_listed.is_listed == save->listed.is_listed &&
	       save->was_listed.visible_at.ms == save->listed.visible_at.ms &&
	       is->updated_at.ms == next->updated_at.ms && !card_differs(is, next);
}

/* Sitemaps show each story's last change, and the newest of many. */
static void touch_sitemaps(struct saving *save, unix_ms due)
{
	struct store *store = save->store;
	if (is_mapped_alike(save))
		return;
	int64_t id = save->next.id.n, was = save->is.updated_at.ms, is = save->next.updated_at.ms;
	struct span changes = { was < is ? was : is, was < is ? is : was };
	touch_at(store, FACT_SITEMAP, 0, (struct span){ id, id }, due);
	touch_at(store, FACT_SITEMAPS, 0, changes, due);
}

/* Of what readers neither saw nor see only its coming matters to them. */
static void touch_saved(struct saving *save)
{
	struct store *store = save->store;
	int64_t id = save->next.id.n;
	const struct story *is = &save->is, *next = &save->next;
	bool saw = is_seen(save, &save->was_listed), sees = is_seen(save, &save->listed);
	unix_ms due = sees ? (unix_ms){ 0 } : save->listed.visible_at;
	touch_names(store, is, next);
	media_use_touch(store, is, next);
	if ((is->status == STORY_WITHDRAWN) != (next->status == STORY_WITHDRAWN))
		touch_id(store, FACT_GONE, id);
	if (saw != sees)
		touch_id(store, FACT_LIFE, id);
	else if (save->listed.is_listed && !sees)
		touch_at(store, FACT_LIFE, id, SPAN_ALL, due);
	if (saw || sees)
		touch_id(store, FACT_TEXT, id);
	bool shuts = is->password.len && next->password.len; /* these are not shown of it */
	if ((saw || sees) && !shuts && teaser_differs(is, next))
		touch_id(store, FACT_TEASER, id);
	if ((saw || sees) && filing_differs(is, next)) {
		touch_id(store, FACT_FILED, id);
		topics_touch_beside(store, is, next);
	}
	if ((saw || sees) && bylines_differ(is, next))
		touch_id(store, FACT_BYLINES, id);
	if (is->id.n && label_differs(is, next))
		touch_id(store, FACT_LABEL, id);
	if (is->replies != next->replies)
		touch_id(store, FACT_RULE_STORY, id);
	if ((saw || sees) && card_differs(is, next))
		touch_id(store, FACT_STORY, id);
	if ((saw || sees) && !shuts && is->cover.id.n != next->cover.id.n)
		touch_id(store, FACT_COVER, id);
	/* A former address leads to the one it has now, seen or not. */
	if (!str_eq(is->path, next->path))
		touch_id(store, FACT_PATH, id);
	if (saw || save->listed.is_listed)
		touch_sitemaps(save, saw ? (unix_ms){ 0 } : due);
}

/* Its corrections and replies come before readers with it, and go with it. */
static enum err touch_what_hangs(struct saving *save)
{
	const struct listed *was = &save->was_listed, *is = &save->listed;
	unix_ms due = is_seen(save, was) ? (unix_ms){ 0 } : is->visible_at;
	bool moves = was->is_listed != is->is_listed || was->visible_at.ms != is->visible_at.ms;
	bool locks = (save->is.password.len != 0) != (save->next.password.len != 0);
	section_id from = { first_section(&save->is) }, to = { first_section(&save->next) };
	if (save->is.id.n && from.n != to.n)
		TRY(reply_rule_touch_refiled(save->store, save->next.id, from, to));
	if (moves)
		TRY(corrections_touch(save->store, save->next.id));
	return moves || locks ? comments_touch_story(save->store, save->next.id, due) : OK;
}

/* A path with the id in it is known only now. */
static enum err settle_late_path(struct saving *save)
{
	if (save->next.path.len)
		return OK;
	struct store *store = save->store;
	TRY(story_make_path(store, &store->work, &save->next, &save->next.path));
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("UPDATE story SET path = ?1 WHERE id = ?2"));
	db_put_str(&q, save->next.path);
	db_put_i64(&q, save->next.id.n);
	return db_run(&q);
}

static unix_ms seen_from(const struct story *story)
{
	unix_ms from;
	return story_visible_at(story->status, story->published_at, story->embargo_until, &from)
		       ? from
		       : INDEX_NEVER;
}

/* The words; of a story that only moves in time or changes its state, when readers see it. */
static enum err write_index(struct saving *save)
{
	const struct story *is = &save->is, *next = &save->next;
	if (!is->id.n || text_differs(is, next) || story_links_differ(is, next) ||
	    !str_eq(is->language, next->language) || is->cover.id.n != next->cover.id.n)
		return index_story(save->store, next);
	return state_differs(is, next)
		       ? index_set_times(save->store, next->id, seen_from(next), next->published_at)
		       : OK;
}

/* Of a story that is or will be public. */
static enum err make_related_due(struct saving *save)
{
	const struct story *is = &save->is, *next = &save->next;
	if (!save->listed.is_listed || save->listed.is_page)
		return OK;
	bool has_new_words = !save->was_listed.is_listed || text_differs(is, next) ||
			     story_links_differ(is, next) || !str_eq(is->language, next->language);
	if (!has_new_words && !state_differs(is, next))
		return OK;
	return related_make_due(save->store, next->id, has_new_words);
}

static enum err write_all(struct saving *save)
{
	struct store *store = save->store;
	struct story *is = &save->is, *next = &save->next;
	if (!time_is_set(next->updated_at))
		next->updated_at = store->now;
	TRY(listing_of(store, &store->work, is, &save->was_listed));
	TRY(story_write_row(save));
	TRY(settle_late_path(save));
	TRY(story_write_revision(save));
	TRY(story_write_links(save));
	TRY(story_write_refs(save));
	if (!str_eq(is->path, next->path))
		TRY(address_claim(store, next->path, ADDRESS_STORY, next->id.n));
	if (!is->id.n || state_differs(is, next))
		TRY(story_write_state(store, next));
	TRY(listing_of(store, &store->work, next, &save->listed));
	TRY(listing_change(store, &save->was_listed, &save->listed));
	TRY(write_index(save));
	TRY(make_related_due(save));
	touch_saved(save);
	return touch_what_hangs(save);
}

static bool is_unchanged(const struct saving *save)
{
	unix_ms updated_at = save->next.updated_at;
	return save->is.id.n && !store_story_differs(&save->is, &save->next) &&
	       save->path_is_made == save->path_was_made &&
	       (!time_is_set(updated_at) || updated_at.ms == save->is.updated_at.ms);
}

enum err store_story_save(struct store *store, const struct story *draft, person_id by,
			  struct str note_text, story_id *out)
{
	WORK(store);
	struct saving save = { .store = store, .by = by, .note = note_text };
	TRY(begin(&save, draft));
	if (!is_unchanged(&save))
		TRY(write_all(&save));
	*out = save.next.id;
	return OK;
}

enum err store_story_amend(struct store *store, const struct story *draft)
{
	WORK(store);
	struct saving save = { .store = store, .keeps_revision = true };
	BUG_IF(!draft->id.n);
	TRY(begin(&save, draft));
	return is_unchanged(&save) ? OK : write_all(&save);
}

enum err store_story_adopt(struct store *store, const struct story *draft, revision_id staged)
{
	WORK(store);
	struct saving save = { .store = store, .adopts = staged };
	BUG_IF(!draft->id.n || !staged.n);
	TRY(begin(&save, draft));
	return write_all(&save);
}

static enum err write_life(struct store *store, const struct story *story)
{
	unix_ms from;
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("UPDATE story SET status = ?1, published_at = ?2, "
					       "embargo_until = ?3, visible_at = ?4, path = ?5 "
					       "WHERE id = ?6"));
	db_put_i64(&q, story->status);
	db_put_time(&q, story->published_at);
	db_put_time(&q, story->embargo_until);
	if (story_visible_at(story->status, story->published_at, story->embargo_until, &from))
		db_put_time(&q, from);
	else
		db_put_null(&q);
	db_put_str(&q, story->path);
	db_put_i64(&q, story->id.n);
	return db_run(&q);
}

/* A story nobody could see yet gets the address that its new date asks for. */
static enum err settle_new_date(struct saving *save)
{
	struct store *store = save->store;
	const struct story *is = &save->is;
	bool was_seen =
		is->status == STORY_WITHDRAWN ||
		story_life(is->status, is->published_at, is->embargo_until, store->now).is_public;
	if (was_seen || !save->path_was_made)
		return OK;
	return story_make_path(store, &store->work, &save->next, &save->next.path);
}

enum err store_story_set_state(struct store *store, story_id id, enum story_status status,
			       unix_ms published_at, unix_ms embargo_until)
{
	WORK(store);
	struct saving save = { .store = store };
	must_be_writing(store);
	TRY(store_story_any(store, &store->work, id, &save.is));
	TRY(read_path_is_made(store, id, &save.path_was_made));
	save.next = save.is;
	save.next.status = status;
	save.next.published_at = published_at;
	save.next.embargo_until = embargo_until;
	if (!state_differs(&save.is, &save.next))
		return OK;
	TRY(settle_new_date(&save));
	TRY(listing_of(store, &store->work, &save.is, &save.was_listed));
	TRY(listing_of(store, &store->work, &save.next, &save.listed));
	TRY(write_life(store, &save.next));
	TRY(story_write_state(store, &save.next));
	if (!str_eq(save.is.path, save.next.path))
		TRY(address_claim(store, save.next.path, ADDRESS_STORY, id.n));
	TRY(listing_change(store, &save.was_listed, &save.listed));
	TRY(write_index(&save));
	TRY(make_related_due(&save));
	touch_saved(&save);
	return touch_what_hangs(&save);
}
