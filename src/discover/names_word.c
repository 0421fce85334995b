/* SPDX-License-Identifier: Apache-2.0 */
/* names_word.c: what a word is known for, also by what it is made of. */
#include "discover/names_private.h"

enum {
	NAMES = NAME_GIVEN | NAME_SURNAME | NAME_COUNTRY | NAME_TOWN | NAME_CITY | NAME_ORGANISATION
};

/* "we'll", "they've", "don't". */
static bool is_contraction(struct str key)
{
	static const char *const ends[] = { "'ll", "'re", "'ve", "'m", "'d", "n't" };
	for (size_t i = 0; i < COUNT_OF(ends); i++)
		if (key.len > strlen(ends[i]) && str_ends(key, str_of(ends[i])))
			return true;
	return false;
}

static bool is_prefix(struct str part)
{
	static const char *const prefixes[] = { "afro",  "all",  "anglo", "anti",   "austro",
						"co",    "euro", "ex",    "franco", "indo",
						"inter", "mid",  "multi", "neo",    "non",
						"pan",   "post", "pre",   "pro",    "russo",
						"self",  "semi", "sino",  "sub",    "trans" };
	for (size_t i = 0; i < COUNT_OF(prefixes); i++)
		if (str_eq(part, str_of(prefixes[i])))
			return true;
	return false;
}

static bool is_name_part(uint32_t bits)
{
	uint32_t word = NAME_COMMON | NAME_PLACE_FIRST | NAME_TIME;
	return bits & NAME_GIVEN || (bits & NAME_SURNAME && !(bits & word));
}

/* "Franco-German", "German-Irish" are of peoples, "non-profit", "South-East" everyday words,
 * "Jean-Luc" is neither. */
static uint32_t bits_of_parts(struct str key)
{
	uint32_t all = NAME_COMMON | NAME_TIME | NAME_DEMONYM, last = 0;
	size_t parts = 0;
	bool of_people = true;
	if (str_find_char(key, '-') == STR_NONE)
		return 0;
	for (struct str rest = key; rest.len; parts++) {
		struct str_pair cut = str_cut(rest, '-');
		rest = cut.tail;
		last = gazetteer_bits(cut.head);
		if (is_prefix(cut.head))
			continue;
		of_people &= (last & (NAME_DEMONYM | NAME_PLACE_FIRST)) != 0;
		all &= is_name_part(last) ? 0 : last | (last & NAME_PLACE_FIRST ? NAME_COMMON : 0);
	}
	if (last & NAME_DEMONYM && (of_people || !(last & NAMES)))
		return NAME_DEMONYM;
	return parts > 1 ? all : 0;
}

/* What only an idea, a science, an illness is called. */
static bool ends_as_idea(struct str key)
{
	static const char *const ends[] = { "ism",    "isms",  "phobia", "ology", "ologies",
					    "graphy", "onomy", "istics", "itis",  "osis" };
	for (size_t i = 0; i < COUNT_OF(ends); i++)
		if (key.len > strlen(ends[i]) + 2 && str_ends(key, str_of(ends[i])))
			return true;
	return false;
}

uint32_t names_word_bits(const struct naming *naming, struct str key)
{
	uint32_t bits = gazetteer_bits(key);
	if (language_is_stop(naming->language, key) || is_contraction(key))
		bits |= NAME_STOP;
	if (naming->language != LANGUAGE_EN || bits & ~(uint32_t)NAME_BEGINS)
		return bits;
	bits |= bits_of_parts(key);
	if (ends_as_idea(key))
		bits |= NAME_COMMON;
	return bits;
}
