/* SPDX-License-Identifier: Apache-2.0 */
/*
 * markdown.h: Markdown to cleaned html, through md4c (CommonMark) and the allow-list.
 *
 * What md4c writes is never trusted: it is cleaned like anything else. HTML within the Markdown is
 * text for a reply, and goes through the cleaner for a story.
 */
#pragma once
#include "html/clean.h"

#define LIMIT_COMMENT_BYTES (64u << 10)

enum markdown_kind {
	MARKDOWN_COMMENT, /* a reply: line ends are line breaks, bare addresses become links */
	MARKDOWN_STORY,   /* also tables, strikethrough and HTML */
};

/* Fails: ERR_TOO_BIG (source over LIMIT_COMMENT_BYTES for a reply or LIMIT_HTML_BYTES for a story,
 * or what comes out of it over the cleaner's limits). */
enum err html_from_markdown(struct arena *into, struct str source, enum markdown_kind kind,
			    struct html *out) MUST_CHECK;
