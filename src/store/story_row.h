/* SPDX-License-Identifier: Apache-2.0 */
/* story_row.h: reading rows of story into structs, and filling in what hangs on them. Private to
 * store/. */
#pragma once
#include "store/db.h"
#include "store/story.h"

/* Columns in the order story_take() takes them; s is the story. */
#define STORY_COLUMNS                                                                              \
	"s.id, s.revision, s.kind, s.status, s.uri, s.slug, s.path, s.headline, s.language, "      \
	"s.standfirst, s.excerpt, s.password, s.canonical_url, s.meta_title, "                     \
	"s.meta_description, s.template_name, s.created_at, s.updated_at, s.published_at, "        \
	"s.embargo_until, s.is_lead, s.replies, s.words, s.comment_count, s.parent, "              \
	"s.menu_order, s.cover"

struct story story_take(struct query *q, struct arena *into);

struct stories {
	struct story *items;
	size_t count, cap;
};

/* Sections, topics, bylines and cover of all of them, in a fixed number of queries for each
 * LIMIT_IDS_A_QUERY stories. Notes the facts of all that. No story may be there twice. */
enum err story_fill(struct store *store, struct arena *into, struct story *stories,
		    size_t count) MUST_CHECK;
/* Sections and cover only: they are bare then. */
enum err story_fill_bare(struct store *store, struct arena *into, struct story *stories,
			 size_t count) MUST_CHECK;
