/* SPDX-License-Identifier: Apache-2.0 */
/*
 * record.h: records of "name: value" lines, as the sample edition is written in.
 *
 * Records are parted by empty lines. A line that begins with white space goes on with the value
 * above it, as a further line. The first field says what the record is. Values are trimmed views
 * into the text, or, with more than one line, joined by '\n'.
 */
#pragma once
#include "base/base.h"

struct record_field {
	struct str name, value;
};

struct record {
	struct record_field *items;
	size_t count, cap;
	size_t line; /* where it begins, from 1 */
};

struct record_list {
	struct record *items;
	size_t count, cap;
};

/* Fails: ERR_INVALID (a line that is neither; the fault names file and line). */
enum err record_parse(struct arena *into, struct str file, struct str text, struct record_list *out,
		      struct fault *fault) MUST_CHECK;

struct str record_get(const struct record *record, struct str name); /* "" if absent */
struct str record_kind(const struct record *record);                 /* the first field's name */
struct str record_id(const struct record *record);                   /* the first field's value */
/* The one of that kind and id, or NULL. */
const struct record *record_find(const struct record_list *list, struct str kind, struct str id);

/* "40m", "3h", "2d" as milliseconds. Fails: ERR_INVALID, ERR_TOO_BIG. */
enum err record_span(struct str text, int64_t *ms) MUST_CHECK;

#define LIMIT_SPAN_DAYS 3650
