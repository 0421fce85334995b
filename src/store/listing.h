/* SPDX-License-Identifier: Apache-2.0 */
/*
 * listing.h: which lists a story stands in.
 *
 * One row a story and list, in the order lists are read, so that a page of a list is a walk along
 * one index; and how many stories each list has in a month and in a day, so that page 5,000 is
 * found without walking there. A section's list holds the stories of the sections below it too.
 *
 *   - a story that is or will be visible stands in each of its lists once; any other in none
 *   - the sum over a list's days, over its months, and its one count of all are the same
 *
 * Private to store/.
 */
#pragma once
#include "fact/kind.h"
#include "store/story.h"

/* Each is followed by the same list of pages. */
enum list_kind {
	LIST_POSTS = 0,
	LIST_SECTION = 2,
	LIST_TOPIC = 4,
	LIST_AUTHOR = 6,
};

struct list_place {
	int64_t list, target;
};

struct listed {
	story_id story;
	bool is_listed; /* else the rest does not matter */
	bool is_lead, is_page;
	bool only_sections; /* when it changes, its other lists stay as they are */
	unix_ms published_at, visible_at;
	struct str headline;
	struct list_place *places; /* without doubles; after the first the first section's */
	size_t count, cap;
	size_t primary_count; /* the first section and those above it */
};

/* Where the story as it is given stands. Its sections, topics and bylines count by their ids. */
enum err listing_of(struct store *store, struct arena *into, const struct story *story,
		    struct listed *out) MUST_CHECK;
/* From where it stood to where it stands now; touches the lists concerned. */
enum err listing_change(struct store *store, const struct listed *before,
			const struct listed *after) MUST_CHECK;
/* When readers see it: {0} they do now. */
unix_ms listing_due(const struct store *store, const struct listed *listed);

/* Around the move of a section to another parent: takes its stories, and those of the sections
 * below it, out of all their lists, and puts them back into those of the tree as it is now. */
enum err listing_leave_above(struct store *store, int64_t section) MUST_CHECK;
enum err listing_enter_above(struct store *store, int64_t section) MUST_CHECK;

/* The fact of which stories a list holds: a list_kind, or that of pages behind it. */
enum fact_kind listing_fact(int64_t list);
/* The fact of how many the list holds. */
enum fact_kind listing_count_fact(struct list_place place);
/* Notes when the next story that waits joins the list within a stretch of publication. */
enum err listing_note_due(struct store *store, struct list_place place,
			  struct span published) MUST_CHECK;

/* A span of time a count is kept for. */
int64_t listing_day(unix_ms t);   /* days since 1970, UTC */
int64_t listing_month(unix_ms t); /* months since 1970, UTC */

/* Finds the place in a list of one kind, newest first, that is offset visible stories deep.
 * skip_leads: leads do not count. Gives: *before, such that the stories wanted are those with
 * published_at < *before from *rest on; is_found false when it must be walked. */
struct list_seek {
	bool is_found;
	unix_ms before;
	int64_t rest;
};
enum err listing_seek(struct store *store, struct list_place place, bool skip_leads,
		      story_id not_this, int64_t offset, struct list_seek *out) MUST_CHECK;
/* How many stories of the list are visible; -1 when they must be counted. */
enum err listing_total(struct store *store, struct list_place place, bool skip_leads,
		       story_id not_this, int64_t *out) MUST_CHECK;
/* Of those published in a span of time: whole days by their counts, the rest one by one. */
enum err listing_total_within(struct store *store, struct list_place place, bool skip_leads,
			      story_id not_this, struct span published, int64_t *out) MUST_CHECK;
