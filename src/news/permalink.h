/* SPDX-License-Identifier: Apache-2.0 */
/*
 * permalink.h: patterns of story addresses, as WordPress spells them.
 *
 *   %year% %monthnum% %day% %hour% %minute% %second%   of the publication, in the site's zone
 *   %postname%   the slug          %post_id%   the id
 *   %category%   the primary section's slugs from the top, "world/asia"; "uncategorized" for none
 *   %author%     the first byline's slug
 *
 * A pattern is a root-relative path: "/%year%/%monthnum%/%postname%/". "/?p=%post_id%" is one too.
 */
#pragma once
#include "base/base.h"

#define LIMIT_PERMALINK_BYTES 1000

struct permalink_parts {
	struct civil published; /* in the site's zone */
	int64_t id;
	struct str slug;
	struct str section_path; /* "world/asia", "" for none */
	struct str author;       /* slug, "" for none */
};

/* Whether a pattern can tell stories apart: starts with '/', names %postname% or %post_id%, and no
 * unknown %name%. */
bool permalink_is_valid(struct str pattern);
/* Whether making an address needs to know the id (a new story has none yet). */
bool permalink_needs_id(struct str pattern);

/* The path, each part percent-encoded. Fails: ERR_INVALID (not a pattern), ERR_TOO_BIG. */
enum err permalink_make(struct arena *into, struct str pattern, const struct permalink_parts *parts,
			struct str *out) MUST_CHECK;

struct permalink_sample {
	struct str path; /* as linked: root-relative, encoded, with "?p=1" if that is how */
	struct permalink_parts parts;
};

/* Reads the pattern out of published stories' links: the one most samples follow. Gives false when
 * fewer than half agree on one. */
bool permalink_guess(struct arena *into, const struct permalink_sample *samples, size_t count,
		     struct str *out) MUST_CHECK;
