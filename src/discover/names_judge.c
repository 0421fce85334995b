/* SPDX-License-Identifier: Apache-2.0 */
/* names_judge.c: what speaks for words being a name, and for its kind. */
#include "discover/names_private.h"

enum {
	PLACES = NAME_COUNTRY | NAME_TOWN | NAME_CITY,
	KNOWN = PLACES | NAME_ORGANISATION | NAME_PERSON | NAME_ALIAS,
	HEADS = NAME_ORG_HEAD | NAME_PLACE_HEAD | NAME_COMPANY_SUFFIX,
	LEAST_SURE = 50,
};

static struct name_word *word_of(struct naming *naming, uint32_t i)
{
	return &naming->words.items[i];
}

static const struct usage *usage_of(struct naming *naming, uint32_t i)
{
	return &naming->usages.items[word_of(naming, i)->usage];
}

uint32_t names_bits(const struct naming *naming, uint32_t first, uint32_t count)
{
	const struct name_word *words = &naming->words.items[first];
	char key[128];
	size_t len = 0;
	if (count == 1 || !has(words, NAME_BEGINS))
		return count == 1 ? words->bits : 0;
	for (uint32_t i = 0; i < count; i++) {
		struct str part = words[i].key;
		if (part.len + 1 > sizeof key - len)
			return 0;
		if (i)
			key[len++] = ' ';
		memcpy(key + len, part.ptr, part.len);
		len += part.len;
	}
	return gazetteer_bits((struct str){ key, len });
}

/* A name by how the text writes it elsewhere. */
static bool is_used_as_name(struct naming *naming, uint32_t i)
{
	const struct usage *usage = usage_of(naming, i);
	return usage->inner && usage->inner > 2 * usage->small;
}

static bool is_person_like(const struct name_word *word)
{
	return has(word, NAME_GIVEN | NAME_SURNAME) && !has(word, NAME_STOP);
}

bool names_has_of(const struct naming *naming, uint32_t first, uint32_t count)
{
	for (uint32_t i = first + 1; i + 1 < first + count; i++)
		if (is_key(naming, i, "of") || is_key(naming, i, "for") || is_key(naming, i, "on"))
			return true;
	return false;
}

/* --- what speaks for which kind ---------------------------------------------------------- */

static const char *const sayers[] = { "said",      "says",    "told",      "added",  "wrote",
				      "tweeted",   "asked",   "explained", "stated", "argued",
				      "claimed",   "who",     "born",      "died",   "noted",
				      "testified", "pleaded", "admitted" };
static const char *const wheres[] = { "in",     "at",         "near", "from", "outside",
				      "across", "throughout", "to",   "into", "around" };

static bool is_one_of(struct str key, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(key, str_of(words[i])))
			return true;
	return false;
}

static void weigh_beside(struct naming *naming, struct candidate *found)
{
	uint32_t behind = found->first + found->count;
	if (found->first && !word_of(naming, found->first)->gap &&
	    is_one_of(word_of(naming, found->first - 1)->key, wheres, COUNT_OF(wheres)))
		found->kinds[NAME_KIND_PLACE] += 2;
	if (behind >= naming->words.count)
		return;
	const struct name_word *next = word_of(naming, behind);
	if (!(next->gap & ~GAP_COMMA) && is_one_of(next->key, sayers, COUNT_OF(sayers)))
		found->kinds[NAME_KIND_PERSON] += 3;
	if (next->gap == GAP_COMMA && next->shape & SHAPE_CAPITAL && has(next, NAME_COUNTRY))
		found->kinds[NAME_KIND_PLACE] += 4;
}

static void weigh_bits(struct candidate *found, uint32_t bits)
{
	if (bits & NAME_COUNTRY)
		found->kinds[NAME_KIND_PLACE] += 12;
	if (bits & NAME_CITY)
		found->kinds[NAME_KIND_PLACE] += 6;
	if (bits & NAME_TOWN)
		found->kinds[NAME_KIND_PLACE] += 3;
	if (bits & NAME_ORGANISATION)
		found->kinds[NAME_KIND_ORGANISATION] += 14;
	if (bits & NAME_PERSON)
		found->kinds[NAME_KIND_PERSON] += 12;
}

/* "M62" */
static bool is_road(const struct name_word *word)
{
	for (size_t i = 1; i < word->key.len; i++)
		if (!char_is_digit(word->key.ptr[i]))
			return false;
	return word->key.len > 1 && char_is_alpha(word->key.ptr[0]);
}

static void weigh_one(struct naming *naming, struct candidate *found)
{
	const struct name_word *word = word_of(naming, found->first);
	weigh_bits(found, word->bits);
	if (word->shape & SHAPE_CAPS && !(word->shape & SHAPE_TITLED))
		found->kinds[NAME_KIND_ORGANISATION] += 3;
	if (is_road(word))
		found->kinds[NAME_KIND_PLACE] += 4;
	if (has(word, NAME_GIVEN))
		found->kinds[NAME_KIND_PERSON] += 2;
	if (has(word, NAME_SURNAME))
		found->kinds[NAME_KIND_PERSON] += 2;
	if (word->shape & SHAPE_OWNS)
		found->kinds[NAME_KIND_PERSON]++;
	found->kinds[NAME_KIND_ORGANISATION] += 1;
}

static void weigh_many(struct naming *naming, struct candidate *found)
{
	uint32_t last = found->first + found->count - 1;
	const struct name_word *head = word_of(naming, found->first), *tail = word_of(naming, last);
	bool of = names_has_of(naming, found->first, found->count), has_middle = false;
	bool is_everyday = false, is_person = false, is_pair = false;
	weigh_bits(found, names_bits(naming, found->first, found->count));
	if (has(head, NAME_DEMONYM))
		weigh_bits(found, names_bits(naming, found->first + 1, found->count - 1) &
					  NAME_ORGANISATION);
	for (uint32_t i = found->first; i <= last; i++) {
		const struct name_word *word = word_of(naming, i);
		has_middle |= word->shape & SHAPE_INITIAL ||
			      (i > found->first && has(word, NAME_PARTICLE));
		is_pair |= word->gap & GAP_AMP && i > found->first;
		is_everyday |= has(word, NAME_COMMON | HEADS);
		is_person |= is_person_like(word);
	}
	if (has(tail, NAME_COMPANY_SUFFIX) || is_pair)
		found->kinds[NAME_KIND_ORGANISATION] += 10;
	if (has(tail, NAME_ORG_HEAD) && !has(tail, NAME_PLACE_HEAD))
		found->kinds[NAME_KIND_ORGANISATION] += 8;
	if (has(tail, NAME_PLACE_HEAD))
		found->kinds[NAME_KIND_PLACE] += 7;
	if (of)
		found->kinds[has(head, NAME_PLACE_HEAD | NAME_PLACE_FIRST) &&
					     !has(head, NAME_ORG_HEAD)
				     ? NAME_KIND_PLACE
				     : NAME_KIND_ORGANISATION] += 7;
	if (has(head, NAME_PLACE_FIRST) && !has(head, NAME_GIVEN))
		found->kinds[NAME_KIND_PLACE] += 3;
	if (has(head, NAME_GIVEN) && !of && found->count <= 5)
		found->kinds[NAME_KIND_PERSON] += 5;
	if (has(tail, NAME_SURNAME | NAME_PERSON_SUFFIX) && !of)
		found->kinds[NAME_KIND_PERSON] += 2;
	if (has_middle && !of)
		found->kinds[NAME_KIND_PERSON] += 4;
	if (found->count > 3)
		found->kinds[NAME_KIND_ORGANISATION] += 2;
	if (found->count == 2 ? !has(tail, NAME_COMMON)
			      : found->count == 3 && is_person && !is_everyday)
		found->kinds[NAME_KIND_PERSON] += 1;
	else
		found->kinds[NAME_KIND_ORGANISATION] += 1;
}

/* --- whether it is a name ----------------------------------------------------------------- */

/* A word that another word, not a name, may be as well: only how the text uses it can tell. */
static int sure_of_everyday(struct naming *naming, uint32_t i, bool titled)
{
	const struct name_word *word = word_of(naming, i);
	const struct usage *usage = usage_of(naming, i);
	bool behind_the =
		i && !word->gap && (is_key(naming, i - 1, "the") || is_key(naming, i - 1, "a"));
	if (titled)
		return 80;
	if (has(word, NAME_ALIAS | NAME_COUNTRY | NAME_CITY) && !begins(naming, i))
		return 80;
	if (usage->small || behind_the || has(word, HEADS | NAME_OF_HEAD))
		return 0;
	if (is_person_like(word) && usage->inner >= 2 && !begins(naming, i))
		return 70;
	return usage->inner >= 2 ? 60 : 0;
}

static int sure_of_start(struct naming *naming, uint32_t i)
{
	const struct name_word *word = word_of(naming, i);
	const struct usage *usage = usage_of(naming, i);
	if (is_used_as_name(naming, i))
		return 80;
	if (usage->small)
		return 0;
	if (has(word, PLACES | NAME_GIVEN | NAME_SURNAME | NAME_ORGANISATION))
		return 70;
	return word->shape & SHAPE_TITLED ? 0 : 60;
}

/* "Ph" of "Ph. D.", "De". */
static bool is_too_short(const struct name_word *word)
{
	if (word->shape & SHAPE_CAPS)
		return false;
	return has(word, NAME_PARTICLE)
		       ? word->len <= 3
		       : word->len <= 2 && !is_person_like(word) && !has(word, PLACES);
}

static int sure_of_one(struct naming *naming, const struct candidate *found)
{
	uint32_t i = found->first;
	const struct name_word *word = word_of(naming, i);
	bool is_alias = has(word, NAME_ALIAS) && gazetteer_alias_of(written(naming, i, 1));
	if (is_alias && !(word->shape & SHAPE_TITLED && has(word, NAME_STOP)))
		return has(word, NAME_COMMON) && begins(naming, i) ? 55 : 95;
	if (names_is_thing(naming, i, 1) && !found->titled)
		return 0;
	if (has(word, NAME_TIME | NAME_NO_NAME | NAME_DEMONYM | NAME_STOP | NAME_THING_HEAD |
			      NAME_PERSON_SUFFIX | NAME_COMPANY_SUFFIX) ||
	    word->shape & (SHAPE_INITIAL | SHAPE_DIGITS) || word->len < 2)
		return found->titled && word->len > 2 && has(word, NAME_TIME | NAME_SURNAME) ? 70
											     : 0;
	if (has(word, NAME_TITLE | HEADS | NAME_THING_FIRST) && !found->titled &&
	    !has(word, NAME_GIVEN | PLACES))
		return 0;
	if (!found->titled && is_too_short(word))
		return 0;
	if (has(word, NAME_COMMON))
		return sure_of_everyday(naming, i, found->titled);
	if (found->titled)
		return 90;
	if (begins(naming, i) || word->shape & SHAPE_TITLED)
		return sure_of_start(naming, i);
	return usage_of(naming, i)->small > usage_of(naming, i)->inner ? 0 : 85;
}

/* Quoted from its first word to its last: a title, a saying. */
static bool is_quoted(struct naming *naming, const struct candidate *found)
{
	uint32_t behind = found->first + found->count;
	return word_of(naming, found->first)->gap & GAP_OPEN && behind < naming->words.count &&
	       word_of(naming, behind)->gap & GAP_CLOSE;
}

static int sure_of_many(struct naming *naming, const struct candidate *found)
{
	uint32_t first = found->first, end = first + found->count, everyday = 0, least = UINT32_MAX;
	const struct name_word *tail = word_of(naming, end - 1);
	uint32_t small = 0;
	if (names_bits(naming, first, found->count) & KNOWN)
		return 95;
	if (has(word_of(naming, first), NAME_DEMONYM) &&
	    names_bits(naming, first + 1, found->count - 1) & NAME_ORGANISATION)
		return 95; /* "British Red Cross" */
	if (names_is_thing(naming, first, found->count) ||
	    (is_quoted(naming, found) && !found->titled))
		return 0;
	for (uint32_t i = first; i < end; i++) {
		const struct name_word *word = word_of(naming, i);
		const struct usage *usage = usage_of(naming, i);
		everyday += has(word,
				NAME_COMMON | NAME_TITLE | NAME_DEMONYM | NAME_STOP | NAME_TIME) &&
			    !(has(word, NAME_GIVEN) && i == first) &&
			    !has(word, has(word, NAME_COMMON) ? PLACES & ~NAME_TOWN : PLACES);
		if (usage->inner < least)
			least = usage->inner;
		small += usage->small != 0;
	}
	bool has_head = has(tail, HEADS) || names_has_of(naming, first, found->count);
	if (word_of(naming, first)->shape & SHAPE_TITLED && everyday && !least)
		return 0;
	if (everyday < found->count)
		return has(word_of(naming, first), NAME_GIVEN) || has_head ? 95 : 85;
	if (has_head)
		return found->count == 2 && small == 2 ? 0 : 75; /* "Police Department" */
	return least >= 3 || (least == 2 && !small) ? 55 : 0;
}

/* Where every noun has a capital it says nothing: somebody else must. */
static bool is_spoken_for(struct naming *naming, const struct candidate *found)
{
	const struct name_word *head = word_of(naming, found->first);
	const struct name_word *tail = word_of(naming, found->first + found->count - 1);
	uint32_t known = NAME_COUNTRY | NAME_CITY | NAME_ORGANISATION | NAME_PERSON;
	if (found->titled || names_bits(naming, found->first, found->count) & known)
		return true;
	return found->count == 1 ? head->shape & SHAPE_CAPS || has(head, NAME_GIVEN | NAME_TOWN)
				 : has(head, NAME_GIVEN) || has(tail, NAME_COMPANY_SUFFIX);
}

/* "WN: What do you do?" */
static bool is_speaker(struct naming *naming, uint32_t i)
{
	const struct name_word *word = word_of(naming, i);
	return word->shape & SHAPE_STARTS && word->shape & SHAPE_CAPS && !has(word, KNOWN) &&
	       i + 1 < naming->words.count && word[1].gap & GAP_COLON;
}

/* "FIFA" of "FIFA World Cup". */
static void judge_known_head(struct naming *naming, uint32_t first, uint32_t count)
{
	uint32_t n = count - 1;
	while (n && !(names_bits(naming, first, n) & (NAME_ORGANISATION | NAME_ALIAS)))
		n--;
	if (n)
		names_judge(naming, first, n, false);
}

void names_judge(struct naming *naming, uint32_t first, uint32_t count, bool titled)
{
	struct candidate found = { .first = first, .count = count, .titled = titled };
	if (!count || count > LIMIT_NAME_WORDS)
		return;
	found.sure = count == 1 ? sure_of_one(naming, &found) : sure_of_many(naming, &found);
	if (!found.sure && count > 1 && names_is_thing(naming, first, count))
		judge_known_head(naming, first, count);
	if (found.sure < LEAST_SURE ||
	    (naming->language == LANGUAGE_DE && !is_spoken_for(naming, &found)))
		return;
	if (count == 1)
		weigh_one(naming, &found);
	else
		weigh_many(naming, &found);
	if (titled)
		found.kinds[NAME_KIND_PERSON] += 9;
	weigh_beside(naming, &found);
	found.weak = word_of(naming, first)->shape & SHAPE_CREDIT ||
		     (count == 1 && is_speaker(naming, first));
	*list_push(naming->arena, &naming->found) = found;
}
