/* SPDX-License-Identifier: Apache-2.0 */
/* names_run.c: words that may be one name: capitals one behind the other, and the small words that
 * stand within names. */
#include "discover/names_private.h"

enum { MOST_KNOWN_WORDS = 6 };

static const struct name_word *word_at(const struct naming *naming, uint32_t i)
{
	return i < naming->words.count ? &naming->words.items[i] : NULL;
}

static bool is_capital(const struct name_word *word)
{
	return word && word->shape & SHAPE_CAPITAL;
}

static bool is(const struct name_word *word, const char *key)
{
	return word && str_eq(word->key, str_of(key));
}

/* "501st", before what has a capital. */
static bool is_ordinal(const struct name_word *word, const struct name_word *next)
{
	if (!char_is_digit(word->key.ptr[0]) || !(word->shape & SHAPE_LETTERS))
		return false;
	return is_capital(next) && !next->gap &&
	       (str_ends(word->key, S("st")) || str_ends(word->key, S("nd")) ||
		str_ends(word->key, S("rd")) || str_ends(word->key, S("th")));
}

static bool may_begin(const struct naming *naming, uint32_t i)
{
	const struct name_word *word = word_at(naming, i);
	return (is_capital(word) && !(word->shape & SHAPE_DIGITS)) ||
	       is_ordinal(word, word_at(naming, i + 1));
}

/* "University of X", "Department of the X", "Center for X". Gives: words to take; 0 none. */
static uint32_t joined_by_of(const struct naming *naming, uint32_t last)
{
	const struct name_word *head = word_at(naming, last), *of = word_at(naming, last + 1);
	const struct name_word *next = word_at(naming, last + 2);
	if (!has(head, NAME_OF_HEAD) || head->shape & SHAPE_OWNS || !of || of->gap || !next ||
	    next->gap || !(is(of, "of") || is(of, "for") || is(of, "on")))
		return 0;
	if (!is(of, "of") && (is(head, "league") || is(head, "city") || is(head, "court") ||
			      (is_capital(next) && !has(next, NAME_COMMON | NAME_DEMONYM))))
		return 0; /* "League for the Eagles" */
	if (is_capital(next) && !has(next, NAME_STOP | NAME_TIME))
		return 2;
	const struct name_word *behind = word_at(naming, last + 3);
	return is(next, "the") && is_capital(behind) && !behind->gap &&
			       (is(of, "of") || has(behind, NAME_COMMON | NAME_DEMONYM))
		       ? 3
		       : 0;
}

/* How many words from i on are together a name that the gazetteer knows; 1 when none are. */
static uint32_t known_ahead(const struct naming *naming, uint32_t i)
{
	uint32_t known = NAME_COUNTRY | NAME_CITY | NAME_ORGANISATION | NAME_PERSON, best = 1;
	if (!has(word_at(naming, i), NAME_BEGINS))
		return 1;
	for (uint32_t n = 2; n <= MOST_KNOWN_WORDS; n++) {
		const struct name_word *last = word_at(naming, i + n - 1);
		if (!last || last->gap || last[-1].shape & SHAPE_OWNS)
			break;
		if (is_capital(last) && names_bits(naming, i, n) & known)
			best = n;
	}
	return best;
}

/* "Health and Human Services", "Food and Drug Administration": everyday words on both sides. */
static bool joined_by_and(const struct naming *naming, uint32_t first, uint32_t last)
{
	const struct name_word *before = word_at(naming, last), *and = word_at(naming, last + 1);
	const struct name_word *next = word_at(naming, last + 2);
	if (!is(and, "and") || and->gap || !is_capital(next) || next->gap ||
	    before->shape & SHAPE_OWNS)
		return false;
	bool has_of = names_has_of(naming, first, last - first + 1);
	if (has_of && str_ends(before->key, S("s")) && str_ends(next->key, S("s")))
		return true; /* "Obstetricians and Gynecologists" */
	if (!has(before, NAME_COMMON) || !has(next, NAME_COMMON) ||
	    has(before, NAME_GIVEN | NAME_TITLE | NAME_ORG_HEAD) || has(next, NAME_TITLE))
		return false;
	if (has_of)
		return true;
	for (uint32_t i = last + 2;; i++) {
		const struct name_word *word = word_at(naming, i);
		if (!is_capital(word) || (word->gap && i > last + 2))
			return false;
		if (has(word, NAME_ORG_HEAD | NAME_PLACE_HEAD))
			return true;
	}
}

/* "Alcohol, Tobacco, Firearms and Explosives" behind "of". */
static bool joined_by_comma(struct naming *naming, uint32_t first, uint32_t last)
{
	const struct name_word *next = word_at(naming, last + 1),
			       *behind = word_at(naming, last + 2);
	if (!next || next->gap != GAP_COMMA)
		return false;
	if (has(next, NAME_COMPANY_SUFFIX | NAME_PERSON_SUFFIX) && is_capital(next))
		return true;
	if (is_capital(next) && has(word_at(naming, last), NAME_BEGINS) &&
	    names_bits(naming, last, 2) & NAME_COUNTRY)
		return true; /* "Washington, D.C." */
	bool has_of = false;
	for (uint32_t i = first; i < last; i++)
		has_of |= is(word_at(naming, i), "of");
	if (!has_of || !has(word_at(naming, last), NAME_COMMON) || !is_capital(next) ||
	    !has(next, NAME_COMMON) || !behind)
		return false;
	return behind->gap == GAP_COMMA ? is_capital(behind) && has(behind, NAME_COMMON)
					: is(behind, "and");
}

static bool is_and(const struct name_word *word)
{
	return is(word, "y") || is(word, "e");
}

/* "Ludwig van Beethoven", "Osama bin Laden", "Charles de la Cruz". */
static uint32_t joined_by_particle(const struct naming *naming, uint32_t last)
{
	const struct name_word *before = word_at(naming, last);
	if (has(before, NAME_OF_HEAD | NAME_ORG_HEAD | NAME_TIME) || before->shape & SHAPE_OWNS)
		return 0;
	for (uint32_t i = last + 1; i <= last + 3; i++) {
		const struct name_word *word = word_at(naming, i);
		if (!word || word->gap)
			return 0;
		if (is_capital(word))
			return i - last > 1 ? i - last : 0;
		if (!has(word, NAME_PARTICLE) || (i > last + 1 && is_and(word - 1)))
			return 0; /* "Silang y Andaya", not "Europea y el Banco" */
	}
	return 0;
}

/* "John Smith & Jane Jones" */
static bool is_other_person(const struct naming *naming, uint32_t first, uint32_t i)
{
	const struct name_word *behind = word_at(naming, i + 1);
	return has(word_at(naming, first), NAME_GIVEN) && has(word_at(naming, i), NAME_GIVEN) &&
	       is_capital(behind) && !behind->gap &&
	       !has(behind, NAME_COMMON | NAME_ORG_HEAD | NAME_COMPANY_SUFFIX);
}

/* How many words to take behind last; 0: the run ends. */
static uint32_t goes_on(struct naming *naming, uint32_t first, uint32_t last)
{
	const struct name_word *word = word_at(naming, last), *next = word_at(naming, last + 1);
	if (!next)
		return 0;
	if (word->shape & SHAPE_OWNS) /* "People's Republic" */
		return !next->gap && is_capital(next) && has(word, NAME_COMMON) &&
		       !has(word, NAME_ORG_HEAD) && has(next, NAME_ORG_HEAD | NAME_OF_HEAD) &&
		       !has(next, NAME_TITLE);
	if (next->gap == GAP_AMP)
		return is_capital(next) && !is_other_person(naming, first, last + 1);
	if (next->gap)
		return joined_by_comma(naming, first, last);
	if (is_capital(next)) {
		bool goes = !has(next, NAME_STOP) || next->shape & SHAPE_CAPS ||
			    (next->shape & SHAPE_INITIAL && !is(next, "i"));
		return goes ? known_ahead(naming, last + 1) : 0;
	}
	uint32_t taken = joined_by_of(naming, last);
	if (!taken)
		taken = joined_by_particle(naming, last);
	if (!taken && joined_by_and(naming, first, last))
		taken = 2;
	return taken;
}

void names_run(struct naming *naming)
{
	for (uint32_t i = 0; i < naming->words.count;) {
		if (!may_begin(naming, i)) {
			i++;
			continue;
		}
		uint32_t last = i + known_ahead(naming, i) - 1;
		for (uint32_t more; (more = goes_on(naming, i, last)) != 0;)
			last += more;
		names_split(naming, i, last - i + 1);
		i = last + 1;
	}
}
