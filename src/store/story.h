/* SPDX-License-Identifier: Apache-2.0 */
/*
 * story.h: stories, their revisions and lists of them.
 *
 * Lists come newest first by (published_at, id) and are filled with sections, topics, bylines,
 * cover and comment count in a fixed number of queries, whatever their length. They note which
 * stories they hold; what is shown of one is noted by who looks at it (store/shown.h). A story
 * that is read whole is noted whole.
 */
#pragma once
#include "store/store.h"

/* Saves a whole story: new when draft->id is 0, else a new revision of it. What was read and is
 * saved unchanged makes no revision. Takes sections, topics, bylines and cover by their ids.
 * draft->path empty: made from the site's permalink pattern; an address given up stays as a
 * redirect. draft->slug empty: made from the headline, made unique. created_at and updated_at are
 * kept when given, else now. excerpt and words are computed here. The caller cleaned body and
 * standfirst. Fails: ERR_CONFLICT (path or uri belongs to
 * another), ERR_NOT_FOUND. */
enum err store_story_save(struct store *store, const struct story *draft, person_id by,
			  struct str note, story_id *out) MUST_CHECK;

/* The same, but writes over the newest revision instead of making one: for what could be known only
 * after saving, as an import's links to stories that came later. draft->id must not be 0. */
enum err store_story_amend(struct store *store, const struct story *draft) MUST_CHECK;

/* Whether any field but updated_at differs, and those the store works out (excerpt, words). */
bool store_story_differs(const struct story *a, const struct story *b);

/* By id, whatever its state (the desk's and import's view), whole; but that the answer stands on
 * its count of replies, whoever shows that notes: store/shown.h. Fails: ERR_NOT_FOUND. */
enum err store_story_any(struct store *store, struct arena *into, story_id id,
			 struct story *out) MUST_CHECK;
/* The same, for readers: ERR_NOT_FOUND also when it is not public now. */
enum err store_story_public(struct store *store, struct arena *into, story_id id,
			    struct story *out) MUST_CHECK;
struct story_seen {
	bool is_public; /* readers see it now */
	bool is_gone;   /* it was withdrawn: its address answers 410, not 404 */
};
/* For who shows nothing of it. Fails: ERR_NOT_FOUND. */
enum err store_story_life(struct store *store, story_id id, struct story_seen *out) MUST_CHECK;
/* Its address alone, whatever its state. Fails: ERR_NOT_FOUND. */
enum err store_story_path(struct store *store, struct arena *into, story_id id,
			  struct str *out) MUST_CHECK;
enum err store_story_by_uri(struct store *store, struct arena *into, struct str uri,
			    struct story *out) MUST_CHECK;
enum err store_story_by_slug(struct store *store, struct arena *into, struct str slug,
			     struct story *out) MUST_CHECK; /* any state */

/* Which stories a list holds. All given conditions must hold. */
struct story_filter {
	section_id section; /* with those below it */
	topic_id topic;
	person_id author;
	unix_ms from, before; /* published_at in [from, before) */
	story_id not_this;
	bool leads_only, no_leads;
	bool oldest_first;
	enum {
		ANY_KIND,
		POSTS_ONLY,
		PAGES_ONLY
	} kind; /* ANY_KIND is 0; readers' lists ask for POSTS_ONLY */
};

/* Public stories. offset must be < 1e9; deep pages cost about as much as shallow ones. limit 0 with
 * want_total only counts.
 * want_total: fill out->total, else -1. */
enum err store_story_list(struct store *store, struct arena *into,
			  const struct story_filter *filter, int64_t offset, int64_t limit,
			  bool want_total, struct story_list *out) MUST_CHECK;
/* How many pages of that length the list fills. page: the one that is shown; the answer may then be
 * used to tell only whether it is there, and whether another follows, and stands on no more than
 * that. 0: the number itself. */
enum err store_story_pages(struct store *store, const struct story_filter *filter, int64_t length,
			   int64_t page, int64_t *out) MUST_CHECK;
/* Public stories by id, in the order given; those not public are left out. */
enum err store_story_cards(struct store *store, struct arena *into, const story_id *ids,
			   size_t count, struct story_list *out) MUST_CHECK;
/* The same without topics and bylines, which cards below a story mostly do not show. */
enum err store_story_bare_cards(struct store *store, struct arena *into, const story_id *ids,
				size_t count, struct story_list *out) MUST_CHECK;
/* Reads what the bare ones among them lack. Notes nothing: whoever shows it does. */
enum err store_story_dress(struct store *store, struct arena *into, struct story *items,
			   size_t count) MUST_CHECK;
/* Fills the bodies of a list's stories, which lists leave empty, in one query. */
enum err store_story_bodies(struct store *store, struct arena *into, struct story *items,
			    size_t count) MUST_CHECK;
/* The public post published just before / after this one. Fails: ERR_NOT_FOUND. */
enum err store_story_neighbour(struct store *store, struct arena *into, const struct story *of,
			       bool next, struct story *out) MUST_CHECK;

/* All stories in any state, by id, for import, export, check and index builders: those with id >
 * after. */
enum err store_story_scan(struct store *store, struct arena *into, story_id after, int64_t limit,
			  struct story_list *out) MUST_CHECK;
/* Changes only the public state (press/ calls it); keeps the revision. */
enum err store_story_set_state(struct store *store, story_id id, enum story_status status,
			       unix_ms published_at, unix_ms embargo_until) MUST_CHECK;

/* Sitemaps: (path, updated_at) of all public stories and pages, by id, in runs. */
struct story_address {
	story_id id;
	struct str path, headline, language;
	unix_ms updated_at, published_at;
};
enum err store_story_addresses(struct store *store, struct arena *into, story_id after,
			       int64_t limit, struct story_address **out, size_t *count) MUST_CHECK;

struct revision {
	revision_id id;
	person_id by;
	unix_ms at;
	struct str note, headline;
};
enum err store_revisions(struct store *store, struct arena *into, story_id id,
			 struct revision **out, size_t *count) MUST_CHECK;

/* Which runs of run_length story numbers (1: 1 to run_length, 2: the next ...) hold public stories,
 * and the newest change in each, if it is among the last LIMIT_SITEMAP_CHANGES ({0} else): a
 * sitemap index, at the same cost for a million stories as for some thousand. */
#define LIMIT_SITEMAP_CHANGES 1000
struct sitemap_run {
	int64_t number;
	unix_ms updated_at;
};
enum err store_story_sitemap_runs(struct store *store, struct arena *into, int64_t run_length,
				  struct sitemap_run **out, size_t *count) MUST_CHECK;
