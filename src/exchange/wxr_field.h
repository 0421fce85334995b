/* SPDX-License-Identifier: Apache-2.0 */
/* wxr_field.h: which element of an export means what. Private to wxr_read.c. */
#pragma once
#include "exchange/wxr_item.h"

/* What of the file is open. */
enum within { IN_NOTHING, IN_CHANNEL, IN_AUTHOR, IN_TERM, IN_ITEM, IN_META, IN_COMMENT, IN_OTHER };

enum space { SPACE_RSS, SPACE_WP, SPACE_CONTENT, SPACE_EXCERPT, SPACE_DC, SPACE_OTHER };

enum field_type { TEXT, NUMBER, FLAG };

struct field {
	enum within within;
	enum space space;
	const char *name;
	enum field_type type;
	size_t offset; /* in the struct that `within` stands for */
};

/* Expat gives "URI|name". */
enum space wxr_split_name(const char *raw, struct str *name);
const struct field *wxr_field_of(enum within within, enum space space,
				 struct str name); /* or NULL */
/* What an element opens, given what is open; IN_NOTHING for one that opens nothing. */
enum within wxr_opened_by(enum within within, enum space space, struct str name);
extern const struct field wxr_category_field; /* an item's category: its text is the name */
