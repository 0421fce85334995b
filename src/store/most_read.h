/* SPDX-License-Identifier: Apache-2.0 */
/*
 * most_read.h: which stories readers opened most, in the last hour, day and week.
 *
 * Kept are numbers of stories and spans of time, nothing of readers. What pages show is a snapshot
 * that is made anew every few minutes (store_most_read_renew()), so that they do not change with
 * each reader; a page that shows it stands on the fact "most-read". Only posts that are public at
 * the moment are given: a snapshot holds more than are shown, so that others move up.
 */
#pragma once
#include "store/story.h"

enum read_period { READ_HOUR, READ_DAY, READ_WEEK, READ_PERIODS };
struct str read_period_name(enum read_period period); /* "hour", "day", "week" */

#define LIMIT_MOST_READ 50    /* of a period, in the snapshot */
#define MOST_READ_KEPT_DAYS 8 /* numbers older than that are dropped */

/* Adds to what was counted now. Paths where no public post lives are passed over. */
enum err store_reads_add(struct store *store, struct str path, int64_t reads) MUST_CHECK;
/* Makes the snapshot anew, drops what is too old. */
enum err store_most_read_renew(struct store *store) MUST_CHECK;

/* The setting most_read: the period that the block on pages is of. Gives: false when it is "off".
 */
enum err store_most_read_period(struct store *store, enum read_period *out, bool *is_on) MUST_CHECK;
enum err store_most_read(struct store *store, struct arena *into, enum read_period period,
			 size_t limit, struct story_list *out) MUST_CHECK;
