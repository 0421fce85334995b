/* SPDX-License-Identifier: Apache-2.0 */
/*
 * names.h: the people, places and organisations that a text names.
 *
 * Read are capitals and what speaks for or against them: whether the word also stands small in the
 * text, whether a sentence begins with it, what the gazetteer knows of it, what stands beside it
 * ("Mr", "said", "in"). A surname belongs to the person whose whole name the text has, initials to
 * the organisation, "U.S." to "United States". Peoples, languages, days, laws, wars, prizes and
 * other works are left out.
 *
 * Written for languages that begin names, and only names, with a capital, and its words are
 * English; where all nouns do (German) only names that the gazetteer speaks for are given, and in
 * scripts without capitals none.
 *
 *   - places lie in the text, rise within a name and do not overlap each other
 *   - a name is one of its own mentions, the fullest, with each white space made one space
 *   - the same text gives the same names
 */
#pragma once
#include "discover/gazetteer.h"
#include "words/language.h"

#define LIMIT_NAMES_BYTES (256u << 10) /* of a text; what follows is not read */
#define LIMIT_NAMES 2000               /* the most often named ones */
#define LIMIT_NAME_WORDS 12

struct name_place {
	uint32_t at, len; /* bytes */
};

struct name {
	struct str text;
	/* What a topic would be called where the gazetteer knows: "United States" for "U.S."; else
	 * text. */
	struct str topic;
	enum name_kind kind;
	int sure;                  /* 0..100 that it is a name at all */
	struct name_place *places; /* each mention; one at least */
	size_t count;
};

struct names {
	struct name *items; /* those named first come first */
	size_t count;
};

void names_of(struct arena *into, struct str text, enum language language, struct names *out);

/* "person", "place", "organisation". */
struct str name_kind_word(enum name_kind kind);
