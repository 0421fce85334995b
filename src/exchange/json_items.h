/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_items.h: the objects of a JSON file, one at a time: the file is one object, an array of
 * them, or objects one behind another (a line each, as a rule).
 *
 * Only where an object ends is found here, by its braces outside strings; what is in it is for a
 * JSON reader to say. One object is in memory at a time, at most LIMIT_JSON_ITEM_BYTES.
 */
#pragma once
#include "base/base.h"

#define LIMIT_JSON_ITEM_BYTES (16u << 20)

struct json_source {
	struct str name; /* for faults */
	void *self;
	enum err (*read)(void *self, char *out, size_t room, size_t *got); /* *got 0 at the end */
};

struct json_items;
struct json_items *json_items_open(const struct json_source *source);
void json_items_close(struct json_items **items);

/* The next object's text, valid until the next call, and the line it begins in; is_there false
 * behind the last. Fails: ERR_INVALID (what is between objects is neither space, comma nor the
 * array's bracket, or the file ends within one), ERR_TOO_BIG, ERR_IO; the fault says "FILE:LINE:
 * what". */
enum err json_items_next(struct json_items *items, struct str *text, int64_t *line, bool *is_there,
			 struct fault *fault) MUST_CHECK;
int64_t json_items_bytes(const struct json_items *items); /* read so far */
