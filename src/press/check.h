/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check.h: what is looked at before a story goes before readers.
 *
 * A headline and a text are always demanded. Of the others the publisher decides which are hard
 * (the setting "hard_checks"): a hard one that fails is a refusal, any other a word of warning.
 */
#pragma once
#include "store/story.h"

enum check_kind {
	CHECK_HEADLINE,
	CHECK_TEXT,
	CHECK_CREDIT, /* of the cover and each picture in the text */
	CHECK_ALT,    /* likewise a description for those who do not see it */
	CHECK_SECTION,
	CHECK_BYLINE,
	CHECK_STANDFIRST,
	CHECK_LINKS,      /* internal links and See also lead to what readers see */
	CHECK_LOOK_ALIKE, /* no other public story has nearly this text or headline */
	CHECK_KINDS
};

struct check {
	enum check_kind kind;
	bool is_passed, is_hard;
	int64_t count;     /* how many pictures, links: when not passed */
	story_id other;    /* of CHECK_LOOK_ALIKE */
	struct str detail; /* its headline; the first picture's or link's name */
};

/* One of each kind that matters for it (a plain page has no section or byline), in this order. */
struct checks {
	struct check items[CHECK_KINDS];
	size_t count;
	bool may_publish; /* no hard one failed */
};

enum err press_checks(struct store *store, struct arena *into, const struct story *story,
		      struct checks *out) MUST_CHECK;

/* The same for who has to know only whether a hard one fails: what is not hard and takes long to
 * look at counts as passed. */
enum err press_hard_checks(struct store *store, struct arena *into, const struct story *story,
			   struct checks *out) MUST_CHECK;

struct str
check_name(enum check_kind kind); /* "look-alike": in the setting and in the desk's words */
/* Whether it is not the publisher's to decide. */
bool check_is_always_hard(enum check_kind kind);
