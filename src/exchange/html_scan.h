/* SPDX-License-Identifier: Apache-2.0 */
/*
 * html_scan.h: HTML as a row of tags, comments and text, as other systems store it.
 *
 * For translating another system's marks before html_clean() rebuilds the whole: nothing here
 * decides what is safe. The tokens' raw text, put together, is the input byte for byte.
 *
 *   - linear time: what looks like a tag but does not end within LIMIT_SCAN_TAG_BYTES is text
 *   - the content of script and style is text
 *
 *     struct html_scan scan = html_scan_of(source);
 *     struct scan_token token;
 *     while (scan_next(&scan, &token))
 *         if (scan_is_open(&token, S("img")))
 *             ...
 */
#pragma once
#include "base/base.h"

#define LIMIT_SCAN_TAG_BYTES (64u << 10)

enum scan_kind { SCAN_TEXT, SCAN_OPEN, SCAN_CLOSE, SCAN_COMMENT };

struct scan_token {
	enum scan_kind kind;
	struct str raw;        /* as it stands */
	struct str name;       /* of a tag, as it is spelled */
	struct str attributes; /* of an open tag: what follows the name */
	struct str comment;    /* what is between the marks of a comment */
};

struct html_scan {
	struct str all;
	size_t at;
	struct str raw_text_of; /* "script" while within one */
};

struct html_scan html_scan_of(struct str source);
bool scan_next(struct html_scan *scan, struct scan_token *token); /* false at the end */
bool scan_is_open(const struct scan_token *token, struct str name);
bool scan_is_close(const struct scan_token *token, struct str name);

/* The attribute's value with entities decoded and white space trimmed; "" when it is not there. */
struct str scan_attribute(struct arena *into, const struct scan_token *token, struct str name);
bool scan_has_class(struct arena *scratch, const struct scan_token *token, struct str name);
/* Entities of text or of an attribute, the five of XML and numbers: others stay as they are. */
struct str scan_decode(struct arena *into, struct str s);
/* Where the first tag like `name` begins in s (`<` and, for a close tag, `/`), or STR_NONE. */
size_t scan_find_tag(struct str s, struct str opening);
