/* SPDX-License-Identifier: Apache-2.0 */
/* index_find.c: all stories with all of some words, whoever may see them: for the desk. */
#include "store/index_private.h"

#define LIMIT_FIND_WORDS 32 /* what follows is not looked for */

struct find {
	struct index_docs docs;
	int64_t languages;
	uint8_t *marks; /* of each story, how many of the words so far it has, one by one */
	uint8_t words;
};

/* A story with all words before this one has this one too. */
static enum err mark(struct store *store, struct find *find, struct str stem)
{
	WORK(store);
	struct index_list *lists;
	struct posting_cursor cursor;
	size_t count;
	TRY(index_lists(store, &store->work, INDEX_STEM, stem, false, &lists, &count));
	for (size_t i = 0; i < count; i++) {
		posting_open(&cursor, lists[i].docs, S(""));
		for (; cursor.doc < find->docs.count; posting_next(&cursor))
			if (find->marks[cursor.doc] == find->words &&
			    index_holds(&lists[i], &find->docs.items[cursor.doc]))
				find->marks[cursor.doc]++;
	}
	return OK;
}

/* In each language of the archive; a stem that two of them share is looked for once more, which
 * marks nothing twice. */
static enum err mark_word(struct store *store, struct find *find, struct str written)
{
	for (int i = 0; i < LANGUAGES; i++) {
		SCRATCH(store);
		if (find->languages >> i & 1)
			TRY(mark(store, find,
				 words_stem(&store->scratch, store_lexicon(store), written,
					    (enum language)i)));
	}
	find->words++;
	return OK;
}

static enum err mark_text(struct store *store, struct find *find, struct str text)
{
	struct words words = words_of(store_lexicon(store), text, LANGUAGE_OTHER, 0);
	for (struct word word; find->words < LIMIT_FIND_WORDS && words_next(&words, &word);)
		if (!word.is_joined)
			TRY(mark_word(store, find, word.written));
	return OK;
}

enum err index_find(struct store *store, struct arena *into, struct str typed, int64_t below,
		    int64_t **out, size_t *found)
{
	struct find find = { 0 };
	struct index_totals totals;
	if (lexicon_is_full(store_lexicon(store), LIMIT_SEARCH_LEXICON_BYTES))
		lexicon_clear(store_lexicon(store));
	TRY(index_totals(store, &totals));
	TRY(index_docs_read(store, into, &find.docs));
	find.languages = totals.languages;
	find.marks = arena_new(into, uint8_t, find.docs.count + 1);
	TRY(mark_text(store, &find, typed));
	int64_t *ids = arena_new(into, int64_t, find.docs.count + 1);
	size_t n = 0;
	for (uint32_t doc = find.docs.count; find.words && doc-- > 0;)
		if (doc < below && find.marks[doc] == find.words)
			ids[n++] = doc;
	*out = ids;
	*found = n;
	return OK;
}
