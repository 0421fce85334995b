/* SPDX-License-Identifier: Apache-2.0 */
/*
 * body.h: a story's body, from what is kept to what readers get.
 *
 * A kept body (docs/BODY.md) refers to pictures, files and other stories by id. Whoever shows it
 * first asks html_body_refs() what it refers to, loads all of that at once, and then lets
 * html_body_render() put the finished things in place. Markup of figures and See also is the
 * theme's: the resolver gives it as html.
 *
 *   - a body was written by the cleaner, so a scan finds its references: nothing is parsed
 *   - a body without references is given back as it is
 *   - what a resolver does not know vanishes: a figure and a See also whole, of a link its text
 *     stays
 */
#pragma once
#include "html/html.h"

enum body_ref_kind {
	BODY_MEDIA,    /* a picture or a file */
	BODY_STORY,    /* an internal link */
	BODY_SEE_ALSO, /* a story set into the text */
};

struct body_ref {
	enum body_ref_kind kind;
	int64_t id;
};

struct body_refs { /* in order, as often as they stand there */
	struct body_ref *items;
	size_t count, cap;
};

void html_body_refs(struct arena *into, struct str body, struct body_refs *out);

struct body_figure {
	int64_t id;          /* the media record's */
	struct html caption; /* its own, with references resolved; empty: use the record's */
	struct str classes;  /* "align-left wide"; "" none */
	struct str alt;      /* its own, for pictures in a line of text; "" use the record's */
	bool is_inline;      /* stands in a line of text: no block may be given */
	bool in_gallery;
};

/* Each gives false when readers must not see what is referred to, or it is not there. */
struct body_resolver {
	void *self;
	bool (*figure)(void *self, struct arena *into, const struct body_figure *figure,
		       struct html *out);
	bool (*see_also)(void *self, struct arena *into, int64_t story, struct html *out);
	bool (*story_href)(void *self, struct arena *into, int64_t story, struct str *out);
	bool (*media_href)(void *self, struct arena *into, int64_t media, struct str *out);
};

#define LIMIT_BODY_RENDERED_BYTES (32u << 20)

/* Fails: ERR_TOO_BIG. */
enum err html_body_render(struct arena *into, struct str body, const struct body_resolver *resolver,
			  struct html *out) MUST_CHECK;

/* body with a See also to story behind a paragraph near its beginning; as it is when there is no
 * place for one. */
struct str html_body_with_see_also(struct arena *into, struct str body, int64_t story);
/* What html_text() gives of a body; references have none but their captions. */
struct str html_body_text(struct arena *into, struct str body);
