/* SPDX-License-Identifier: Apache-2.0 */
/* names_split.c: the names in a run of words: titles, peoples, days and what only the beginning of
 * a sentence made great are cut away. */
#include "discover/names_private.h"

enum {
	PLACES = NAME_COUNTRY | NAME_TOWN | NAME_CITY,
	KNOWN = NAME_COUNTRY | NAME_CITY | NAME_ORGANISATION | NAME_PERSON,
	HEADS = NAME_ORG_HEAD | NAME_PLACE_HEAD | NAME_COMPANY_SUFFIX,
};

static const struct name_word *word_of(const struct naming *naming, uint32_t i)
{
	return &naming->words.items[i];
}

static bool is_title(const struct naming *naming, uint32_t first, uint32_t i)
{
	if (!has(word_of(naming, i), NAME_TITLE) ||
	    (i + 1 < naming->words.count && names_bits(naming, i, 2) & PLACES))
		return false; /* "St. Louis" is a place */
	if (has(word_of(naming, i), NAME_GIVEN) && i == first && naming->words.items[i].len > 2 &&
	    (is_key(naming, i, "dean") || is_key(naming, i, "earl") || is_key(naming, i, "rex") ||
	     is_key(naming, i, "baron")))
		return false; /* "Dean Kamen" */
	/* "Stephen King" */
	return i == first || !has(word_of(naming, i - 1), NAME_GIVEN) ||
	       has(word_of(naming, i - 1), NAME_TITLE | NAME_COMMON);
}

/* An everyday word that only a sentence's beginning wrote with a capital: "Meanwhile Smith". */
static bool only_begins(const struct naming *naming, uint32_t first, uint32_t count)
{
	const struct name_word *word = word_of(naming, first), *next = word + 1;
	const struct usage *usage = &naming->usages.items[word->usage];
	if (has(word, NAME_STOP))
		return true;
	if (!has(word, NAME_COMMON) || has(word, NAME_GIVEN | NAME_DEMONYM | NAME_PLACE_FIRST) ||
	    usage->inner > usage->small || count < 2)
		return false;
	return !has(next, HEADS | NAME_COMMON | NAME_THING_HEAD | NAME_PARTICLE | NAME_STOP) ||
	       has(next, NAME_GIVEN | NAME_TITLE);
}

static bool goes_in_front(const struct naming *naming, uint32_t first, uint32_t count)
{
	const struct name_word *word = word_of(naming, first);
	if (has(word, NAME_TIME) && !has(word, NAME_GIVEN))
		return true;
	if (word->shape & SHAPE_DIGITS)
		return true;
	if (begins(naming, first) && only_begins(naming, first, count))
		return true;
	if (has(word, NAME_STOP) && !(word->shape & (SHAPE_CAPS | SHAPE_INITIAL)))
		return !is_key(naming, first, "the") || count == 1 || word->shape & SHAPE_TITLED ||
		       names_bits(naming, first + 1, count - 1) & KNOWN;
	return count > 1 && has(word, NAME_DEMONYM) && has(word + 1, NAME_GIVEN) &&
	       !has(word + 1, NAME_COMMON);
}

static bool goes_behind(const struct naming *naming, uint32_t last)
{
	const struct name_word *word = word_of(naming, last);
	if (has(word, NAME_DEMONYM) && !str_ends(word->key, S("s")) &&
	    !has(word, NAME_SURNAME | NAME_GIVEN | PLACES | NAME_ALIAS))
		return true; /* "South-East European" */
	return (has(word, NAME_TIME) && !has(word, NAME_GIVEN | NAME_SURNAME)) ||
	       word->shape & SHAPE_DIGITS || (has(word, NAME_STOP) && !(word->shape & SHAPE_CAPS));
}

/* "District" of "U.S. District Judge". */
static bool is_of_office(const struct naming *naming, uint32_t i)
{
	static const char *const words[] = { "of",    "district", "circuit", "federal",
					     "field", "regional", "general", "state" };
	for (size_t k = 0; k < COUNT_OF(words); k++)
		if (is_key(naming, i, words[k]))
			return true;
	return false;
}

/* A place, an organisation that stands in front of another name: "US", "Facebook". */
static void split_title(struct naming *naming, uint32_t first, uint32_t count, uint32_t title)
{
	uint32_t from = title, end = first + count;
	while (from > first &&
	       (is_title(naming, first, from - 1) || has(word_of(naming, from - 1), NAME_DEMONYM) ||
		is_of_office(naming, from - 1)))
		from--;
	if (from > first)
		names_split(naming, first, from - first);
	if (title + 1 < end)
		names_judge(naming, title + 1, end - title - 1, true);
}

/* Where a person's whole name begins behind words that are none of it; first if there is none. */
static uint32_t given_in(const struct naming *naming, uint32_t first, uint32_t count)
{
	for (uint32_t i = first; i + 1 < first + count; i++) {
		const struct name_word *word = word_of(naming, i);
		bool is_given = has(word, NAME_GIVEN) && !has(word, NAME_COMMON | PLACES);
		if (is_given && !has(word + 1, NAME_COMMON | HEADS | NAME_STOP))
			return i;
		bool may_stand_before = naming->language == LANGUAGE_DE ||
					has(word, NAME_COMMON | NAME_DEMONYM | NAME_COUNTRY);
		if (!may_stand_before || is_given)
			return first;
	}
	return first;
}

/* The longest known name the run begins with, when words follow that are no part of it. */
static uint32_t known_in(struct naming *naming, uint32_t first, uint32_t count)
{
	for (uint32_t n = count - 1; n > 1; n--)
		if (names_bits(naming, first, n) & KNOWN)
			return n;
	return 0;
}

/* Behind an organisation or a place a person's whole name: "Refugee Council Enver Solomon". */
static uint32_t person_behind(const struct naming *naming, uint32_t first, uint32_t count)
{
	for (uint32_t i = first + 2; i + 1 < first + count; i++) {
		const struct name_word *word = word_of(naming, i);
		if (has(word - 1, NAME_ORG_HEAD | PLACES) && has(word, NAME_GIVEN) &&
		    !has(word - 1, NAME_GIVEN) && !(word->shape & SHAPE_INITIAL) &&
		    !has(word, NAME_COMMON | HEADS | PLACES) &&
		    !has(word + 1, NAME_COMMON | HEADS | NAME_STOP))
			return i;
	}
	return 0;
}

/* "Ukraine Volodymyr Zelenskyy", of "president of": a country, then who. */
static bool is_country_first(const struct naming *naming, uint32_t first, uint32_t count)
{
	if (count != 3 || !has(word_of(naming, first), NAME_COUNTRY) ||
	    has(word_of(naming, first), NAME_GIVEN | NAME_SURNAME))
		return false;
	for (uint32_t i = first + 1; i < first + count; i++)
		if (has(word_of(naming, i), NAME_COMMON | HEADS | NAME_THING_HEAD | NAME_STOP) ||
		    word_of(naming, i)->shape & SHAPE_CAPS)
			return false;
	return first && is_key(naming, first - 1, "of");
}

static void split_rest(struct naming *naming, uint32_t first, uint32_t count)
{
	const struct name_word *tail = word_of(naming, first + count - 1);
	bool is_whole = has(tail, HEADS) || names_has_of(naming, first, count);
	uint32_t given = given_in(naming, first, count);
	uint32_t person = person_behind(naming, first, count);
	if (person) {
		names_split(naming, first, person - first);
		names_split(naming, person, first + count - person);
		return;
	}
	if (names_bits(naming, first, count) & KNOWN) {
		names_judge(naming, first, count, false);
		return;
	}
	for (uint32_t i = first + count; !is_whole && i-- > first;)
		if (is_title(naming, first, i) && !(i == first && count == 1)) {
			split_title(naming, first, count, i);
			return;
		}
	if (is_country_first(naming, first, count))
		given = first + 1;
	if (!is_whole && given > first) {
		names_split(naming, first, given - first);
		names_judge(naming, given, first + count - given, false);
		return;
	}
	uint32_t known = is_whole ? 0 : known_in(naming, first, count);
	if (known && has(word_of(naming, first + known), NAME_GIVEN | NAME_TIME | NAME_COMMON)) {
		names_judge(naming, first, known, false);
		names_split(naming, first + known, count - known);
		return;
	}
	names_judge(naming, first, count, false);
}

/* Days within it part what stands before from what stands behind. */
static bool split_time(struct naming *naming, uint32_t first, uint32_t count)
{
	for (uint32_t i = first + 1; i + 1 < first + count; i++) {
		const struct name_word *word = word_of(naming, i);
		if (!has(word, NAME_TIME) || has(word, NAME_GIVEN | NAME_SURNAME))
			continue;
		names_split(naming, first, i - first);
		names_split(naming, i + 1, first + count - i - 1);
		return true;
	}
	return false;
}

/* "Arizona Man Charged" */
static bool is_man(const struct naming *naming, uint32_t i)
{
	return is_key(naming, i, "man") || is_key(naming, i, "woman") || is_key(naming, i, "boy");
}

/* "WASHINGTON John Smith said": where the report is from, then who. Gives: words in capitals. */
static uint32_t dateline_in(struct naming *naming, uint32_t first, uint32_t count)
{
	uint32_t n = 0;
	if (!(word_of(naming, first)->shape & SHAPE_STARTS))
		return 0;
	while (n < count && word_of(naming, first + n)->shape & SHAPE_CAPS)
		n++;
	return n && n < count && names_bits(naming, first, n) & PLACES ? n : 0;
}

/* In a headline everyday words part the names, which may not be names themselves. */
static bool split_titled(struct naming *naming, uint32_t first, uint32_t count)
{
	for (uint32_t i = first; i < first + count; i++) {
		uint32_t known = first + count - i;
		while (known > 1 && !(names_bits(naming, i, known) & KNOWN))
			known--;
		if (known > 1) {
			i += known - 1;
			continue;
		}
		if (!has(word_of(naming, i), NAME_COMMON | NAME_STOP | NAME_THING_HEAD) ||
		    (has(word_of(naming, i), NAME_GIVEN | NAME_COUNTRY | NAME_CITY) &&
		     !is_man(naming, i)) ||
		    has(word_of(naming, i), NAME_TITLE) || word_of(naming, i)->shape & SHAPE_CAPS)
			continue;
		if (i > first)
			names_split(naming, first, i - first);
		if (i + 1 < first + count)
			names_split(naming, i + 1, first + count - i - 1);
		return true;
	}
	return false;
}

void names_split(struct naming *naming, uint32_t first, uint32_t count)
{
	uint32_t dateline = count ? dateline_in(naming, first, count) : 0;
	if (dateline) {
		names_judge(naming, first, dateline, false);
		first += dateline;
		count -= dateline;
	}
	while (count && !(names_bits(naming, first, count) & KNOWN) &&
	       goes_in_front(naming, first, count)) {
		first++;
		count--;
	}
	while (count && goes_behind(naming, first + count - 1))
		count--;
	uint32_t known = KNOWN | (count > 1 ? NAME_TOWN : 0);
	if (count && word_of(naming, first)->shape & SHAPE_TITLED &&
	    !(names_bits(naming, first, count) & known) && split_titled(naming, first, count))
		return;
	if (count && !split_time(naming, first, count))
		split_rest(naming, first, count);
}
