/* SPDX-License-Identifier: Apache-2.0 */
/* names_thing.c: names of what is neither person, place nor organisation: works, events, laws,
 * ships, models. */
#include "discover/names_private.h"

enum { PLACES = NAME_COUNTRY | NAME_TOWN | NAME_CITY };

static const struct name_word *word_of(const struct naming *naming, uint32_t i)
{
	return &naming->words.items[i];
}

static bool has_digit(const struct name_word *word)
{
	for (size_t i = 0; i < word->key.len; i++)
		if (char_is_digit(word->key.ptr[i]))
			return true;
	return false;
}

/* "F-16 Falcon", but "501st Legion". */
static bool is_model(const struct naming *naming, uint32_t first, uint32_t count)
{
	const struct name_word *head = word_of(naming, first),
			       *tail = word_of(naming, first + count - 1);
	bool begins_so = char_is_digit(head->key.ptr[0]);
	if (!begins_so && str_find_char(head->key, '-') == STR_NONE)
		return false;
	return has_digit(head) && !(begins_so && has(tail, NAME_ORG_HEAD));
}

/* "IE9", "MH17": capitals, then digits; "M62" is a road. */
static bool is_numbered(const struct name_word *word)
{
	size_t at = 0, digits = 0;
	while (at < word->key.len && char_is_alpha(word->key.ptr[at]))
		at++;
	while (at + digits < word->key.len && char_is_digit(word->key.ptr[at + digits]))
		digits++;
	return word->shape & SHAPE_CAPS && at >= 2 && at <= 5 && digits &&
	       at + digits == word->key.len;
}

/* "MDGs", "DJs" */
static bool is_plural_of_caps(const struct naming *naming, const struct name_word *word)
{
	struct str is = str_sub(naming->text, word->at, word->len);
	if (is.len < 3 || is.ptr[is.len - 1] != 's')
		return false;
	for (size_t i = 0; i + 1 < is.len; i++)
		if (is.ptr[i] < 'A' || is.ptr[i] > 'Z')
			return false;
	return true;
}

static bool is_roman(const struct name_word *word)
{
	for (size_t i = 0; i < word->key.len; i++)
		if (word->key.ptr[i] != 'i' && word->key.ptr[i] != 'v' && word->key.ptr[i] != 'x')
			return false;
	return word->shape & (SHAPE_CAPS | SHAPE_INITIAL);
}

/* "Match Point (2005)": a work, or who died then; a place or an office has no year. */
static bool has_year(const struct naming *naming, uint32_t behind)
{
	if (behind >= naming->words.count)
		return false;
	const struct name_word *year = word_of(naming, behind);
	size_t end = year->at + year->len;
	return year->gap == GAP_PAREN && year->shape & SHAPE_DIGITS && year->len == 4 &&
	       end < naming->text.len && naming->text.ptr[end] == ')';
}

/* "the film Stoker" */
static bool is_called_thing(const struct naming *naming, uint32_t first)
{
	static const char *const nouns[] = { "film",      "movie",       "novel",     "album",
					     "song",      "opera",       "musical",   "sitcom",
					     "memoir",    "documentary", "poem",      "painting",
					     "robot",     "vessel",      "yacht",     "frigate",
					     "submarine", "spacecraft",  "hurricane", "typhoon",
					     "cyclone",   "novella",     "ballet",    "symphony",
					     "ferry",     "trawler",     "tanker",    "satellite" };
	if (!first || word_of(naming, first)->gap)
		return false;
	for (size_t i = 0; i < COUNT_OF(nouns); i++)
		if (is_key(naming, first - 1, nouns[i]))
			return true;
	return false;
}

/* "Freedom of Information Act", "Declaration of Independence". */
static bool is_thing_of(const struct naming *naming, uint32_t first, uint32_t count)
{
	for (uint32_t i = first + 1; i + 1 < first + count; i++)
		if (is_key(naming, i, "of") && has(word_of(naming, i - 1), NAME_THING_HEAD) &&
		    !has(word_of(naming, i - 1), NAME_OF_HEAD))
			return true;
	return false;
}

/* "Group G", "Plan B", but "Malcolm X". */
static bool is_lettered(const struct naming *naming, uint32_t first, uint32_t count)
{
	const struct name_word *head = word_of(naming, first), *tail = head + count - 1;
	return count == 2 && tail->shape & SHAPE_INITIAL && tail->len <= 2 &&
	       has(head, NAME_COMMON) && !has(head, NAME_GIVEN);
}

static bool is_thing_of_one(const struct naming *naming, uint32_t first)
{
	const struct name_word *word = word_of(naming, first);
	return is_numbered(word) || is_plural_of_caps(naming, word) ||
	       (!has(word, PLACES | NAME_ORGANISATION) &&
		(has_year(naming, first + 1) || is_called_thing(naming, first)));
}

bool names_is_thing(const struct naming *naming, uint32_t first, uint32_t count)
{
	if (count == 1)
		return is_thing_of_one(naming, first);
	const struct name_word *head = word_of(naming, first), *tail = head + count - 1;
	if (is_model(naming, first, count) || is_lettered(naming, first, count) ||
	    is_thing_of(naming, first, count))
		return true;
	if (has(head, NAME_THING_FIRST) && !has(head, NAME_GIVEN))
		return true;
	if (has(tail, NAME_SURNAME | NAME_GIVEN) && has(head, NAME_GIVEN))
		return false;
	if (has_year(naming, first + count))
		return !has(tail, NAME_ORG_HEAD);
	if (is_called_thing(naming, first))
		return !has(tail, NAME_ORG_HEAD | NAME_PLACE_HEAD);
	if (count > 2 && is_roman(tail))
		tail--;
	return has(tail, NAME_THING_HEAD) && !has(tail, NAME_ORG_HEAD) &&
	       !names_has_of(naming, first, count);
}
