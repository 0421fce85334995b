/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wxr_read.h: a WordPress export, item after item, in constant memory.
 *
 * The file is read as XML with namespaces, in pieces. One item is held at a time, in the arena
 * given, which is emptied after each. Characters that XML forbids but WordPress lets into exports
 * are replaced by spaces before the parser sees them, and counted.
 *
 * Refused, with file and line: what is not XML, ends early, is not an RSS feed with WordPress's
 * additions, has a prefix nobody declared or an encoding nobody knows, entities that grow out of
 * proportion, a text of more than LIMIT_WXR_TEXT_BYTES or an item of more than
 * LIMIT_WXR_ITEM_BYTES. Nothing outside the file is ever fetched.
 */
#pragma once
#include "exchange/wxr_item.h"

#define LIMIT_WXR_TEXT_BYTES (16u << 20)
#define LIMIT_WXR_ITEM_BYTES (128u << 20) /* its texts together */
#define LIMIT_WXR_DEPTH 64                /* elements within each other */
#define LIMIT_WXR_ENTITY_GROWTH 4.0f      /* times the file */

/* Each may be NULL; what one returns other than OK ends the reading with it. */
struct wxr_handler {
	void *self;
	enum err (*author)(void *self, const struct wxr_author *author);
	enum err (*term)(void *self, const struct wxr_term *term);
	enum err (*site)(void *self, const struct wxr_site *site); /* before the first item */
	enum err (*item)(void *self, const struct wxr_item *item);
	void (*progress)(void *self, int64_t bytes);
};

struct wxr_source {
	struct str name; /* for messages */
	void *self;
	/* Fills out with up to room bytes; *got is 0 at the end. */
	enum err (*read)(void *self, char *out, size_t room, size_t *got);
};

struct wxr_totals {
	int64_t items;
	int64_t replaced; /* forbidden characters */
};

/* item_arena: at least LIMIT_WXR_ARENA_BYTES; handlers may use it, and lose it at return.
 * Fails: ERR_INVALID (fault says "export.xml:12: what"), and as source and handlers do. */
#define LIMIT_WXR_ARENA_BYTES ((size_t)2 << 30)
enum err wxr_read(struct wxr_source source, const struct wxr_handler *handler,
		  struct arena *item_arena, struct wxr_totals *totals,
		  struct fault *fault) MUST_CHECK;
