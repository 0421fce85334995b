/* SPDX-License-Identifier: Apache-2.0 */
/* nearness.c: the words of a story that say most, packed, and two of those held together. */
#include "discover/nearness.h"

#include <math.h>
#include <stdlib.h>

#include "html/body.h"

/* How much a place counts. */
enum { IN_HEADLINE = 3, IN_STANDFIRST = 1, IN_BODY = 1, IN_TOPICS = 2 };

/* What the owner of the lexicon keeps of a word in its slots. */
enum {
	SLOT_PLACE = 0,  /* where it stands among those read, plus one */
	SLOT_STORIES = 1 /* how many stories have it, plus one */
};

struct reading {
	const struct rank_base *base;
	struct lexicon *lexicon;
	struct arena *into;
	enum language language;
	struct nearness_words words;
};

static void read_text(struct reading *r, struct str text, double count)
{
	struct words words = words_of(r->lexicon, text, r->language, 0);
	for (struct word word; words_next(&words, &word);) {
		struct lexeme *lexeme = word.lexeme;
		if (lexeme->is_stop)
			continue;
		uint32_t place = lexeme->slots[SLOT_PLACE];
		if (place) {
			r->words.items[place - 1].count += count;
			continue;
		}
		struct nearness_word *one = list_push(r->into, &r->words);
		*one = (struct nearness_word){ .lexeme = lexeme, .count = count };
		lexeme->slots[SLOT_PLACE] = (uint32_t)r->words.count;
	}
}

static int by_stem(const void *a, const void *b)
{
	return str_cmp(((const struct nearness_word *)a)->stem,
		       ((const struct nearness_word *)b)->stem);
}

/* Spellings of one stem become one word, and the slots are given back. */
static void join_stems(struct nearness_words *words)
{
	size_t kept = 0;
	for (size_t i = 0; i < words->count; i++) {
		struct nearness_word *word = &words->items[i];
		word->lexeme->slots[SLOT_PLACE] = 0;
		word->stem = word->lexeme->stem;
	}
	if (words->count)
		qsort(words->items, words->count, sizeof *words->items, by_stem);
	for (size_t i = 0; i < words->count; i++) {
		if (kept && str_eq(words->items[kept - 1].stem, words->items[i].stem))
			words->items[kept - 1].count += words->items[i].count;
		else
			words->items[kept++] = words->items[i];
	}
	words->count = kept;
}

static enum err count_stories(struct reading *r, struct nearness_word *word, double *out)
{
	uint32_t *slot = &word->lexeme->slots[SLOT_STORIES];
	if (!*slot) {
		uint32_t stories;
		TRY(index_stories(r->base->store, INDEX_STEM, word->stem, &stories));
		*slot = stories + 1;
	}
	*out = *slot;
	return OK;
}

static int by_weight(const void *a, const void *b)
{
	const struct nearness_word *x = a, *y = b;
	if (x->weight != y->weight)
		return x->weight < y->weight ? 1 : -1;
	return str_cmp(x->stem, y->stem);
}

static enum err weigh(struct reading *r)
{
	double all = (double)r->base->totals.stories + 1;
	for (size_t i = 0; i < r->words.count; i++) {
		struct nearness_word *word = &r->words.items[i];
		double stories;
		TRY(count_stories(r, word, &stories));
		word->rarity = log(1 + all / stories);
		word->count = 1 + log(word->count);
		word->weight = word->count * word->rarity * word->rarity;
	}
	if (r->words.count)
		qsort(r->words.items, r->words.count, sizeof *r->words.items, by_weight);
	return OK;
}

enum err nearness_read(const struct rank_base *base, struct lexicon *lexicon, struct arena *into,
		       const struct story *story, struct nearness_words *out)
{
	struct reading r = { base, lexicon, into, language_of(story->language), { 0 } };
	read_text(&r, story->headline, IN_HEADLINE);
	for (size_t i = 0; i < story->topic_count; i++)
		if (!story->topics[i].internal)
			read_text(&r, story->topics[i].name, IN_TOPICS);
	if (!story->password.len) {
		struct str body = html_body_text(into, story->body);
		read_text(&r, html_text(into, story->standfirst), IN_STANDFIRST);
		read_text(&r, str_first(body, LIMIT_NEARNESS_TEXT), IN_BODY);
	}
	join_stems(&r.words);
	TRY(weigh(&r));
	*out = r.words;
	return OK;
}

/* A word as kept: four bytes that tell it from others, then two weights of 65535. */
struct kept_word {
	uint32_t word;
	uint16_t weights[2];
};
_Static_assert(sizeof(struct kept_word) == 8, "packed as it lies; read where it was written");

static int by_word(const void *a, const void *b)
{
	uint32_t x = ((const struct kept_word *)a)->word, y = ((const struct kept_word *)b)->word;
	return (x > y) - (x < y);
}

struct str nearness_pack(struct arena *into, const struct nearness_words *words)
{
	size_t count = words->count < NEARNESS_WORDS ? words->count : NEARNESS_WORDS;
	struct kept_word *kept = arena_new(into, struct kept_word, count + 1);
	double length[2] = { 0 };
	for (size_t i = 0; i < count; i++)
		for (int k = 0; k < 2; k++) {
			double weight = words->items[i].count * pow(words->items[i].rarity, k + 1);
			length[k] += weight * weight;
		}
	for (size_t i = 0; i < count; i++) {
		const struct nearness_word *word = &words->items[i];
		kept[i].word = (uint32_t)str_hash(word->stem);
		for (int k = 0; k < 2; k++)
			kept[i].weights[k] = (uint16_t)(65535 * word->count *
							pow(word->rarity, k + 1) / sqrt(length[k]));
	}
	if (count)
		qsort(kept, count, sizeof *kept, by_word);
	return (struct str){ (const char *)kept, count * sizeof *kept };
}

static struct kept_word kept_at(struct str packed, size_t i)
{
	struct kept_word word;
	memcpy(&word, packed.ptr + i * sizeof word, sizeof word);
	return word;
}

double nearness_of(struct str a, struct str b)
{
	size_t i = 0, k = 0, n = a.len / sizeof(struct kept_word),
	       m = b.len / sizeof(struct kept_word);
	double sum = 0;
	while (i < n && k < m) {
		struct kept_word x = kept_at(a, i), y = kept_at(b, k);
		if (x.word == y.word)
			sum += (double)x.weights[0] * y.weights[0] +
			       (double)x.weights[1] * y.weights[1];
		i += x.word <= y.word;
		k += y.word <= x.word;
	}
	sum /= 2.0 * 65535 * 65535;
	return sum < 1 ? sum : 1;
}
