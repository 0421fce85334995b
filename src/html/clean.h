/* SPDX-License-Identifier: Apache-2.0 */
/*
 * clean.h: HTML rebuilt from an allow-list.
 *
 * The input is parsed as a browser would (gumbo, HTML5); what the policy names is written anew, in
 * one canonical spelling; everything else is dropped, keeping its text (script, style, template and
 * the like with their content). Never a filter over patterns.
 *
 *   - clean(clean(x)) == clean(x), byte for byte
 *   - no output has script, style, an event attribute, or an address of a scheme other than http,
 *     https, mailto, tel or a relative one
 *
 * The story policy keeps the body subset of docs/BODY.md with its references by id
 * (data-media, data-story, data-see-also).
 */
#pragma once
#include "html/html.h"

enum clean_policy {
	CLEAN_STORY,   /* a body: blocks, tables, figures, references */
	CLEAN_INLINE,  /* a standfirst, a caption, a bio: inline marks and links */
	CLEAN_COMMENT, /* a reply: p, br, em, strong, code, pre, blockquote, lists, a rel="nofollow
			  ugc noopener" */
};

/* Fails: ERR_TOO_BIG (input over LIMIT_HTML_BYTES or nested deeper than LIMIT_HTML_DEPTH). */
enum err html_clean(struct arena *into, struct str raw, enum clean_policy policy,
		    struct html *out) MUST_CHECK;

#define LIMIT_HTML_BYTES (8u << 20)
#define LIMIT_HTML_DEPTH 200
