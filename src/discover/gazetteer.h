/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gazetteer.h: what words and names are known for: places, given names, surnames, titles, and the
 * words that names are built of.
 *
 * Made from data/ when the program is built, and a part of it: nothing is read when it runs, and
 * pages of it that nobody asks for take no memory. data/NOTICE says where it comes from.
 *
 *   - keys are folded (words/fold.h, marks off), words of a longer one parted by one space
 */
#pragma once
#include "base/base.h"

enum name_kind { NAME_KIND_PERSON, NAME_KIND_PLACE, NAME_KIND_ORGANISATION, NAME_KINDS };

enum name_bits {
	NAME_GIVEN = 1u << 0,
	NAME_SURNAME = 1u << 1,
	NAME_COUNTRY = 1u << 2, /* a country, a state, a region */
	NAME_TOWN = 1u << 3,
	NAME_CITY = 1u << 4,    /* of a million, or a capital */
	NAME_DEMONYM = 1u << 5, /* "french", "muslim": of a people, a language, a faith */
	NAME_COMMON = 1u << 6,  /* an everyday word */
	NAME_TITLE = 1u << 7,
	NAME_PERSON_SUFFIX = 1u << 8,
	NAME_COMPANY_SUFFIX = 1u << 9,
	NAME_ORG_HEAD = 1u << 10,
	NAME_OF_HEAD = 1u << 11,
	NAME_PLACE_HEAD = 1u << 12,
	NAME_PLACE_FIRST = 1u << 13,
	NAME_THING_HEAD = 1u << 14, /* "cup", "act": of what is no topic of its own kind */
	NAME_THING_FIRST = 1u << 15,
	NAME_TIME = 1u << 16,
	NAME_NO_NAME = 1u << 17,
	NAME_PARTICLE = 1u << 18,
	NAME_ORGANISATION = 1u << 19,
	NAME_PERSON = 1u << 20,
	NAME_BEGINS = 1u << 21, /* a longer key begins with this word */
	NAME_ALIAS = 1u << 22,  /* gazetteer_alias_of() may know more, by its spelling */
	NAME_STOP = 1u << 23,   /* set by names: says nothing in the text's language */
};

/* What the key is known for; 0 nothing. */
uint32_t gazetteer_bits(struct str key);

struct gazetteer_alias {
	struct str written, name; /* "UN"; "United Nations" */
	enum name_kind kind;
};

/* As it is written, capitals and all. Gives: NULL when it is no alias. */
const struct gazetteer_alias *gazetteer_alias_of(struct str written);
