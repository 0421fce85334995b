/* SPDX-License-Identifier: Apache-2.0 */
/* respell.c: reads that part of the vocabulary which begins alike, and keeps the nearest. */
#include "discover/respell.h"

#include "words/posting.h"

enum {
	LEAST_CHARS = 4,   /* shorter words have too many neighbours */
	ONE_CHANGE_TO = 5, /* up to so many characters only one change */
	LIMIT_LIKE = 64,   /* like words kept */
	MANY_TIMES = 20,   /* as often as a rare word, to be proposed for it */
};

static size_t decode(struct str s, uint32_t *out)
{
	size_t count = 0;
	for (size_t at = 0; at < s.len && count < LIMIT_WORD_BYTES;)
		at += utf8_decode(str_from(s, at), &out[count++]);
	return count;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* Optimal string alignment, three rows at a time. */
static int align(const uint32_t *a, size_t n, const uint32_t *b, size_t m, int most)
{
	int rows[3][LIMIT_WORD_BYTES + 1];
	int *before = rows[0], *above = rows[1], *row = rows[2];
	for (size_t k = 0; k <= m; k++)
		above[k] = (int)k;
	for (size_t i = 1; i <= n; i++) {
		int best = row[0] = (int)i;
		for (size_t k = 1; k <= m; k++) {
			int change = above[k - 1] + (a[i - 1] != b[k - 1]);
			row[k] = least(change, least(above[k], row[k - 1]) + 1);
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
				row[k] = least(row[k], before[k - 2] + 1);
			best = least(best, row[k]);
		}
		if (best > most)
			return most + 1;
		int *oldest = before;
		before = above;
		above = row;
		row = oldest;
	}
	return least(above[m], most + 1);
}

int respell_distance(struct str a, struct str b, int most)
{
	uint32_t x[LIMIT_WORD_BYTES], y[LIMIT_WORD_BYTES];
	size_t n = decode(a, x), m = decode(b, y);
	size_t apart = n > m ? n - m : m - n;
	return apart > (size_t)most ? most + 1 : align(x, n, y, m, most);
}

/* Which letters a word has, as far as 32 bits tell. Words of which one has many that the other has
 * not are far apart: that spares most of a vocabulary a closer look. */
struct letters {
	uint32_t seen;
	uint32_t chars;
};

static struct letters letters_of(struct str word)
{
	struct letters letters = { 0 };
	uint32_t c;
	for (size_t at = 0; at < word.len; letters.chars++) {
		c = (unsigned char)word.ptr[at];
		at += c < 128 ? 1 : utf8_decode(str_from(word, at), &c);
		letters.seen |= (uint32_t)1 << (c & 31);
	}
	return letters;
}

/* A change takes one letter away at most, and brings one. */
static bool may_be_near(struct letters a, struct letters b, int most)
{
	int apart = (int)a.chars - (int)b.chars;
	return apart <= most && -apart <= most && __builtin_popcount(a.seen & ~b.seen) <= most &&
	       __builtin_popcount(b.seen & ~a.seen) <= most;
}

struct like {
	struct str word;
	int changes;
	uint32_t stories;
};

struct finder {
	struct arena *into;
	struct str wanted;
	struct letters letters; /* of it */
	int most_changes;
	struct like items[LIMIT_LIKE]; /* the best first */
	size_t count;
};

static bool is_better(const struct like *a, const struct like *b)
{
	if (a->changes != b->changes)
		return a->changes < b->changes;
	if (a->stories != b->stories)
		return a->stories > b->stories;
	return str_cmp(a->word, b->word) < 0;
}

static void keep(struct finder *finder, struct like like)
{
	size_t at = 0;
	while (at < finder->count && !str_eq(finder->items[at].word, like.word))
		at++;
	if (at < finder->count) { /* of another segment */
		like.stories += finder->items[at].stories;
		like.word = finder->items[at].word;
	} else if (finder->count < LIMIT_LIKE) {
		at = finder->count++;
		like.word = str_dup(finder->into, like.word);
	} else {
		at = LIMIT_LIKE - 1;
		if (!is_better(&like, &finder->items[at]))
			return;
		like.word = str_dup(finder->into, like.word);
	}
	for (; at && is_better(&like, &finder->items[at - 1]); at--)
		finder->items[at] = finder->items[at - 1];
	finder->items[at] = like;
}

static enum err on_word(void *self, struct str word, const struct index_list *list)
{
	struct finder *finder = self;
	if (!may_be_near(finder->letters, letters_of(word), finder->most_changes) ||
	    str_eq(word, finder->wanted))
		return OK;
	int changes = respell_distance(finder->wanted, word, finder->most_changes);
	if (changes <= finder->most_changes)
		keep(finder, (struct like){ word, changes, list->stories });
	return OK;
}

/* How many public stories have the word so spelt, counted up to enough. */
static enum err count_public(const struct rank_base *base, struct arena *into, struct str word,
			     uint32_t enough, uint32_t *out)
{
	struct index_list *lists;
	struct posting_cursor cursor;
	size_t count;
	TRY(index_lists(base->store, into, INDEX_SPELLING, word, false, &lists, &count));
	*out = 0;
	for (size_t i = 0; i < count; i++) {
		posting_open(&cursor, lists[i].docs, S(""));
		for (; cursor.doc != POSTING_END && *out < enough; posting_next(&cursor))
			*out += rank_is_public(base, cursor.doc) &&
				index_holds(&lists[i], &base->docs.items[cursor.doc]);
	}
	return OK;
}

static size_t char_bytes(struct str s)
{
	uint32_t c;
	return s.len ? utf8_decode(s, &c) : 0;
}

/* Words that begin as this one does, or would but for a slip in its first two letters. */
static enum err gather(const struct rank_base *base, struct finder *finder)
{
	struct str first = str_first(finder->wanted, char_bytes(finder->wanted));
	struct str rest = str_from(finder->wanted, first.len);
	struct str second = str_first(rest, char_bytes(rest));
	TRY(index_terms(base->store, INDEX_SPELLING, first, finder, on_word));
	if (str_eq(first, second))
		return OK;
	return index_terms(base->store, INDEX_SPELLING, second, finder, on_word);
}

static enum err find_better(const struct rank_base *base, struct arena *into, struct str word,
			    struct str *out)
{
	uint32_t own, enough;
	size_t chars = utf8_count(word);
	TRY(count_public(base, into, word, SEARCH_RARE, &own));
	*out = S("");
	if (own == SEARCH_RARE || chars < LEAST_CHARS)
		return OK;
	struct finder *finder = arena_new(into, struct finder, 1);
	finder->into = into;
	finder->wanted = word;
	finder->letters = letters_of(word);
	finder->most_changes = chars <= ONE_CHANGE_TO ? 1 : 2;
	TRY(gather(base, finder));
	enough = own ? own * MANY_TIMES : 1;
	for (size_t i = 0; i < finder->count; i++) {
		uint32_t stories;
		TRY(count_public(base, into, finder->items[i].word, enough, &stories));
		if (stories < enough)
			continue;
		*out = finder->items[i].word;
		return OK;
	}
	return OK;
}

/* The word where it stands by itself. */
static struct str put_in_place(struct arena *into, struct str typed, struct str word,
			       struct str better)
{
	size_t at = str_find(typed, word);
	if (at == STR_NONE)
		return typed;
	struct str parts[] = { str_first(typed, at), better, str_from(typed, at + word.len) };
	return str_join(into, parts, COUNT_OF(parts), S(""));
}

enum err respell(const struct rank_base *base, struct arena *into,
		 const struct query_tongue *tongue, struct str typed, struct str *out)
{
	struct query query = query_parse(into, tongue, typed);
	struct str meant = utf8_repair(into, utf8_first(typed, LIMIT_QUERY_BYTES));
	bool is_other = false;
	for (size_t i = 0; i < query.count && i < LIMIT_RESPELT; i++) {
		const struct query_word *word = &query.terms[i];
		struct str better;
		if (word->is_number || word->is_part || word->is_stop)
			continue;
		TRY(find_better(base, into, word->folded, &better));
		if (!better.len)
			continue;
		meant = put_in_place(into, meant, word->written, better);
		is_other = true;
	}
	*out = is_other ? meant : S("");
	return OK;
}
