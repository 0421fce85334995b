/* SPDX-License-Identifier: Apache-2.0 */
/*
 * edition.h: the sample edition, as it lies in a folder: paper.txt, replies.txt, stories/ (see
 * demo/README.md), read and checked before anything is made of it.
 *
 *   - every section, topic, person, picture and story that is named is there
 *   - every name of a field is known, every span reads
 */
#pragma once
#include "cmd/record.h"

struct edition_story {
	struct str file;
	struct record head;
	struct str body; /* with references by slug */
};

struct edition {
	struct str folder;
	struct record_list paper, replies;
	struct edition_story *stories; /* in the order of their file names */
	size_t count, cap;
};

/* Fails: ERR_NOT_FOUND, ERR_INVALID (file, line and what), ERR_TOO_BIG, ERR_IO. */
enum err edition_read(struct arena *into, struct str folder, struct edition *out,
		      struct fault *fault) MUST_CHECK;
enum err edition_check(struct arena *scratch, const struct edition *edition,
		       struct fault *fault) MUST_CHECK;

/* The place of the story with that slug, or -1. */
ptrdiff_t edition_story_at(const struct edition *edition, struct str slug);

/* Takes the next part off a list: "imke; tove (pictures)" by ';'. Gives: false at its end. */
bool edition_next(struct str *rest, char separator, struct str *part);
/* "tove (pictures)" as name and role; the role may be empty. */
struct str_pair edition_byline(struct str part);

/* Finds the next reference in a body: the slug in `data-story="SLUG"` or `data-see-also="SLUG"`.
 * Gives: false when there is none; before is what stands before the slug, after what follows it. */
struct edition_reference {
	struct str before, slug, after;
};
bool edition_reference(struct str body, struct edition_reference *out);

#define LIMIT_EDITION_FILE (1u << 20)
