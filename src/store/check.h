/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check.h: whether a newspaper's rows agree with each other and with the rules they were written
 * by.
 *
 * Reads only. What is found is told in words with the things' names; what each kind means and what
 * to do about it is keep/finding.c's. A table that is new to the schema gets its rules here:
 * check_rows.c lists them by table, and a test holds the list to the schema.
 */
#pragma once
#include "store/store.h"

enum check_kind {
	CHECK_DAMAGE,        /* a database file is damaged */
	CHECK_TEXT,          /* a story has lost its text */
	CHECK_ORPHAN,        /* a row belongs to one that is not there */
	CHECK_REFERENCE,     /* a story or person names a picture or story that is not there */
	CHECK_ADDRESS,       /* an address and what lives there disagree */
	CHECK_VISIBLE,       /* when readers see a story is not what news/life.h says */
	CHECK_LIST,          /* a list holds a story it should not, or lacks one */
	CHECK_COUNT,         /* a count is wrong */
	CHECK_SEARCH,        /* the search knows other words than the story has */
	CHECK_CLOCK,         /* something was written in what is still to come */
	CHECK_LINK,          /* a link within the newspaper leads nowhere */
	CHECK_MEDIA_MISSING, /* a file is not in media/ */
	CHECK_MEDIA_CHANGED, /* a file in media/ is not the one that was taken in */
	CHECK_MEDIA_UNNAMED, /* nobody names a file in media/ */
	CHECK_LEFTOVER,      /* a draft that was never put in place */
	CHECK_UNSENT,        /* a mail or a word to a service was given up */
	CHECK_KINDS
};

struct check_sink {
	void *self;
	void (*found)(void *self, enum check_kind kind, struct str what); /* what: for the call */
};

/* Of each database file of the site: is it whole. Fails: as store_parts(), ERR_IO. */
enum err store_check_files(struct arena *arena, struct str site_folder, struct str database,
			   const struct check_sink *sink, struct fault *fault) MUST_CHECK;
/* Rows without what they belong to, by a table of questions; counts. Within store_read_begin(). */
enum err store_check_rows(struct store *store, const struct check_sink *sink) MUST_CHECK;
/* Sign-ins and sessions of people who are not there. sign-ins are in a file of their own. */
enum err store_check_desk(struct store *store, struct str desk_path,
			  const struct check_sink *sink) MUST_CHECK;

/* Told of each story that readers see or will see, with its body; lives for the call. */
struct check_visitor {
	void *self;
	void (*visit)(void *self, const struct story *story);
};
/* Each story against its lists, its references, its address and the search. stories: how many there
 * were. Within store_read_begin(). */
enum err store_check_stories(struct store *store, const struct check_sink *sink,
			     const struct check_visitor *visitor, int64_t *stories) MUST_CHECK;
