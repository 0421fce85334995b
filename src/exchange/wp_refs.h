/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wp_refs.h: pictures and links as references by id.
 *
 * Takes HTML (blocks and shortcodes already gone) and writes HTML for html_clean(), which decides
 * what is safe. What becomes what:
 *
 *   a picture alone in its block      <figure data-media="ID"><figcaption>...</figcaption></figure>
 *   a picture within text             <img data-media="ID" alt="...">
 *   a link to a story of the site     <a data-story="ID" data-fragment="...">
 *   a link to a file of the site      <a data-media="ID">
 *   such a story's address alone in   <aside data-see-also="ID"></aside>
 *   a paragraph (class "embed")
 *   embed, gallery, pull quote of     the one spelling of docs/BODY.md
 *   the block editor, in all its years
 *
 * What the world does not know stays as it is. Doing it again to what html_clean() made of the
 * result changes only what the world has come to know since.
 */
#pragma once
#include "html/html.h"

enum wp_link_kind {
	LINK_FOREIGN, /* not of this site, or no address at all: stays as it is */
	LINK_UNKNOWN, /* of this site, but nothing is there (yet) */
	LINK_STORY,
	LINK_MEDIA,
	LINK_PATH, /* a list, a feed, a literal target */
};

struct wp_link {
	enum wp_link_kind kind;
	int64_t id;
	struct str path; /* LINK_PATH and LINK_UNKNOWN: what to write; "" leaves it as it is */
	struct str fragment;
	bool is_picture_page; /* where WordPress showed one attachment by itself */
};

/* How the site answers. Pointers in results live in the arena given. */
struct wp_world {
	void *self;
	/* attachment: its number in the old system, 0 unknown; url: "" unknown. alt is kept with
	 * the record if that has none. Gives: a media record's id, 0 when none can be had. */
	int64_t (*picture)(void *self, struct arena *into, int64_t attachment, struct str url,
			   struct str alt);
	struct wp_link (*link)(void *self, struct arena *into, struct str href);
};

/* Fails: ERR_TOO_BIG. */
enum err wp_refs(struct arena *into, struct str source, const struct wp_world *world,
		 struct str *out) MUST_CHECK;
