/* SPDX-License-Identifier: Apache-2.0 */
/* names_mark.c: sentences in which capitals say nothing, and those that only say whose a picture
 * is. */
#include "discover/names_private.h"

enum { MOST_OF_HEADING = 3, LEAST_OF_TITLED = 4 };

struct sentence {
	size_t from, to;
	size_t longer, capital, commas; /* longer words, those with a capital */
};

static bool ends_with_dot(const struct naming *naming, size_t to)
{
	const struct name_word *last = &naming->words.items[to - 1];
	size_t end = last->at + last->len;
	size_t next = to < naming->words.count ? last[1].at : naming->text.len;
	return str_find_char(str_sub(naming->text, end, next - end), '.') != STR_NONE;
}

static struct sentence sentence_at(const struct naming *naming, size_t from)
{
	const struct name_word *words = naming->words.items;
	struct sentence sentence = { .from = from };
	size_t to = from;
	for (; to < naming->words.count && (to == from || !(words[to].shape & SHAPE_STARTS));
	     to++) {
		bool counts = words[to].len > 3 && words[to].shape & SHAPE_LETTERS;
		sentence.longer += counts;
		sentence.capital += counts && words[to].shape & SHAPE_CAPITAL;
		sentence.commas += to > from && words[to].gap & GAP_COMMA;
	}
	sentence.to = to;
	return sentence;
}

/* Most of its longer words have capitals: a headline. A list of names has commas. */
static bool is_headline(const struct naming *naming, const struct sentence *sentence)
{
	return sentence->longer >= LEAST_OF_TITLED &&
	       sentence->capital * 10 >= sentence->longer * 8 &&
	       sentence->commas * 3 < sentence->to - sentence->from &&
	       !ends_with_dot(naming, sentence->to);
}

/* A line of a word or two that stands by itself: "Biography". */
static bool is_heading(const struct naming *naming, const struct sentence *sentence)
{
	return sentence->to - sentence->from <= MOST_OF_HEADING &&
	       sentence->to < naming->words.count && !ends_with_dot(naming, sentence->to) &&
	       sentence->capital;
}

static void mark(struct naming *naming, size_t from, size_t to, uint16_t shape)
{
	for (size_t i = from; i < to; i++)
		naming->words.items[i].shape |= shape;
}

static bool says_credit(const struct naming *naming, size_t i)
{
	static const char *const words[] = { "image",      "images",  "photo",    "photos",
					     "photograph", "picture", "pictures", "credit",
					     "credits",    "source",  "bild",     "foto",
					     "fotos",      "quelle" };
	for (size_t k = 0; k < COUNT_OF(words); k++)
		if (is_key(naming, (uint32_t)i, words[k]))
			return true;
	return false;
}

/* "Image: Jane Doe." and "(Photo: Jane Doe)". Gives: where it begins, to when it does not. */
static size_t credit_in(const struct naming *naming, const struct sentence *sentence)
{
	const struct name_word *words = naming->words.items;
	for (size_t i = sentence->from; i + 1 < sentence->to; i++)
		if ((i == sentence->from || words[i].gap & GAP_PAREN ||
		     words[i].shape & SHAPE_CAPITAL) &&
		    words[i + 1].gap & GAP_COLON && says_credit(naming, i))
			return i;
	return sentence->to;
}

void names_mark(struct naming *naming)
{
	for (size_t from = 0; from < naming->words.count;) {
		struct sentence sentence = sentence_at(naming, from);
		if (is_headline(naming, &sentence) || is_heading(naming, &sentence))
			mark(naming, sentence.from, sentence.to, SHAPE_TITLED);
		size_t credit = credit_in(naming, &sentence);
		if (credit < sentence.to) /* no part of a name before it */
			naming->words.items[credit].shape &= ~SHAPE_CAPITAL;
		mark(naming, credit, sentence.to, SHAPE_CREDIT);
		from = sentence.to;
	}
}
