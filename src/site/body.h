/* SPDX-License-Identifier: Apache-2.0 */
/*
 * body.h: bodies of stories, ready to be read: what they refer to is loaded for all of them at
 * once, then put in place, one after the other.
 *
 * The store notes what was asked for, so a page falls when anything it refers to changes.
 */
#pragma once
#include "html/body.h"
#include "site/visit.h"

struct body_references {
	struct media *media; /* by id, as are the stories */
	size_t media_count;
	struct story_list stories; /* public ones only */
};

/* Loads what the bodies refer to, in two queries. Fails: ERR_BUSY, ERR_IO. */
enum err body_load(struct visit *visit, const struct story *stories, size_t count,
		   struct body_references *out) MUST_CHECK;
/* For one body whose references are known: loads them, and the cards of the stories in more with
 * them. Fails: ERR_BUSY, ERR_IO. */
enum err body_load_refs(struct visit *visit, const struct body_refs *refs, const story_id *more,
			size_t count, struct body_references *out) MUST_CHECK;
/* The card of one that was loaded; NULL when it is not public. */
const struct story *body_story(const struct body_references *references, story_id id);
/* Fails: ERR_TOO_BIG, or what the theme's partials failed with (visit->fault). Needs visit->world.
 */
enum err body_render(struct visit *visit, const struct body_references *references, struct str body,
		     struct html *out) MUST_CHECK;
