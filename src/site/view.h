/* SPDX-License-Identifier: Apache-2.0 */
/*
 * view.h: what templates see of stories, sections, people, pictures: docs/THEMES.md in C.
 *
 * A view is a pointer to a struct of the domain and the visit; nothing is computed before a
 * template asks for it. What it points to lives as long as the visit.
 */
#pragma once
#include "site/visit.h"
#include "store/story.h"

/* What only a story's own page knows of it; NULL elsewhere. */
struct story_page;
/* What a search knows of a story it found. */
struct story_found {
	struct html snippet, title;
};

struct story_view {
	struct visit *visit;
	const struct story *story;
	struct story_list *beside; /* all that were read with it, bare; NULL: it alone */
	const struct story_page *page;
	const struct story_found *found;
	bool has_noted[8]; /* see view_story.c: note_shown() */
	struct {
		int field;
		struct value value;
	} made[6]; /* what a template asks for again and again, made once */
	size_t made_count;
};

extern const struct object_class story_view_class; /* "post" */
extern const struct object_class page_view_class;  /* "page": the same of plain pages */

struct value view_story(struct visit *visit, const struct story *story);
struct value view_story_page(struct visit *visit, const struct story *story,
			     const struct story_page *page);
struct value view_stories(struct visit *visit, const struct story *stories, size_t count);
struct value view_found(struct visit *visit, const struct story *story,
			const struct story_found *found);

/* How many public posts there are: known, or to be counted when a template asks. */
struct post_count {
	bool is_known;
	int64_t known;
	const struct story_filter *filter; /* NULL and not known: none is shown */
};
struct post_count post_count_of(int64_t known);
struct value post_count_value(struct visit *visit, const struct post_count *posts);

struct value view_section(struct visit *visit, const struct section *section,
			  struct post_count posts);
struct value view_topic(struct visit *visit, const struct topic *topic, struct post_count posts);
struct value view_person(struct visit *visit, const struct person *person, struct str role,
			 struct post_count posts);
struct value view_sections_below(struct visit *visit, section_id parent); /* {0}: at the top */

struct value view_picture(struct visit *visit,
			  const struct media *media); /* null if there is none */
struct value view_site(struct visit *visit);
/* limit: how many stand on a page. */
struct value view_pagination(struct visit *visit, int64_t pages, int64_t limit,
			     struct post_count posts);

/* The root-relative address of a media record's file, else where it is elsewhere; "" for neither.
 */
struct str media_url(const struct visit *visit, const struct media *media);
/* "/media/a-1-320.webp 320w, ..."; "" when there is the one file only. */
struct str media_srcset(const struct visit *visit, const struct media *media);
bool media_is_picture(const struct media *media);
/* address itself when a link may lead there: within the site, http, https, mailto, tel; else "". */
struct str link_address(struct str address);

bool story_is_locked(const struct story *story);
bool story_was_updated(const struct story *story);
/* The headline; of a story without one the beginning of its text, or whatever names it. */
struct str story_title(struct arena *into, const struct story *story);
/* At most about a line and a half, cut between words; "" for a locked one. */
struct str story_teaser(struct arena *into, const struct story *story);
/* The primary section with the names and places of today; NULL for none. */
const struct section *story_section(struct visit *visit, const struct story *story);

/* Small objects by hand: {name: value, ...}. */
struct value_map *view_map(struct visit *visit);
void view_set(struct visit *visit, struct value_map *map, struct str key, struct value value);
void view_set_text(struct visit *visit, struct value_map *map, struct str key, struct str text);
struct value value_html_or_null(struct html html);
