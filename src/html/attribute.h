/* SPDX-License-Identifier: Apache-2.0 */
/* attribute.h: the attributes a kept element keeps, checked one by one and written in one order.
 * Private to html/. */
#pragma once
#include "html/element.h"

/* What a block that is not kept hands down to the first kept ones within it. */
struct inherited {
	struct str align; /* a class: "align-center" */
	struct str lang, dir;
	bool is_pullquote; /* a quotation within is one */
};

/* The attributes of `node` as they will be written (` href="..." title="..."`), "" for none.
 * given: set when the element got one that NEEDS_ATTRIBUTE asks for. */
struct str attributes_of(struct arena *into, const GumboElement *node, enum element element,
			 enum clean_policy policy, struct inherited inherited, bool *given);

/* The attribute's value, "" when absent. */
struct str attribute_text(const GumboElement *node, const char *name);
/* A whole positive number, 0 for anything else. */
int64_t attribute_number(const GumboElement *node, const char *name);
bool has_class(const GumboElement *node, struct str name);

struct inherited inherited_from(struct arena *into, const GumboElement *node,
				struct inherited above);

/* Control characters, a byte order mark, non-characters: dropped wherever they stand. */
bool is_unwritable(uint32_t c);
