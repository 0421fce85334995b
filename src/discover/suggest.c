/* SPDX-License-Identifier: Apache-2.0 */
/*
 * suggest.c: the index keeps the beginnings of the headlines' words. What stands in all their lists
 * is looked at, newest first: a longer word than the index keeps is compared with the headline.
 */
#include "discover/suggest.h"

#include "discover/rank_heap.h"
#include "discover/search.h"
#include "news/slug.h"
#include "store/story.h"
#include "store/suggest.h"
#include "words/posting.h"

enum { LOOKED_AT = 40, LIMIT_TYPED_WORDS = 12 };

struct typed {
	struct str words[LIMIT_TYPED_WORDS]; /* folded */
	size_t count;
	bool is_open; /* the last word may go on */
};

static struct typed read_typed(struct arena *into, const struct query_tongue *tongue,
			       struct str text)
{
	struct typed typed = { .is_open = text.len && !char_is_space(text.ptr[text.len - 1]) };
	struct words words = words_of(tongue->lexicon, text, tongue->language, 0);
	for (struct word word; typed.count < LIMIT_TYPED_WORDS && words_next(&words, &word);)
		if (!word.is_joined)
			typed.words[typed.count++] = str_dup(into, word.lexeme->folded);
	return typed;
}

static struct str beginning_of(struct str word)
{
	uint32_t c;
	size_t at = 0;
	for (int chars = 0; chars < INDEX_BEGINNING_CHARS && at < word.len; chars++)
		at += utf8_decode(str_from(word, at), &c);
	return str_first(word, at);
}

static enum err keep_beginning(const struct rank_base *base, struct arena *into, struct str word,
			       struct doc_set *set)
{
	struct index_list *lists;
	struct posting_cursor cursor;
	struct doc_set with = doc_set_in(into, set->count);
	size_t count;
	TRY(index_lists(base->store, into, INDEX_BEGINNING, beginning_of(word), false, &lists,
			&count));
	for (size_t i = 0; i < count; i++) {
		posting_open(&cursor, lists[i].docs, S(""));
		for (; cursor.doc < base->docs.count; posting_next(&cursor))
			if (index_holds(&lists[i], &base->docs.items[cursor.doc]) &&
			    rank_is_public(base, cursor.doc))
				doc_set_add(&with, cursor.doc);
	}
	doc_set_keep(set, &with);
	return OK;
}

static enum err newest_of(const struct rank_base *base, struct arena *into,
			  const struct typed *typed, struct rank_hits *out)
{
	struct doc_set set = doc_set_in(into, base->docs.count);
	for (uint32_t i = 0; i <= set.count / 64; i++)
		set.bits[i] = ~(uint64_t)0;
	for (size_t i = 0; i < typed->count; i++)
		TRY(keep_beginning(base, into, typed->words[i], &set));
	struct rank_heap heap = rank_heap_in(into, &base->docs, LOOKED_AT);
	for (uint32_t doc = doc_set_next(&set, 0); doc < base->docs.count;
	     doc = doc_set_next(&set, doc + 1))
		rank_heap_offer(&heap, (struct rank_hit){ doc, 0 }); /* newest first */
	*out = rank_heap_sorted(&heap);
	return OK;
}

static bool headline_has(const struct query_tongue *tongue, const struct story *story,
			 struct str word, bool is_begun)
{
	struct words words =
		words_of(tongue->lexicon, story->headline, language_of(story->language), 0);
	for (struct word at; words_next(&words, &at);)
		if (is_begun ? str_starts(at.lexeme->folded, word)
			     : str_eq(at.lexeme->folded, word))
			return true;
	return false;
}

static bool fits(const struct query_tongue *tongue, const struct story *story,
		 const struct typed *typed)
{
	for (size_t i = 0; i < typed->count; i++)
		if (!headline_has(tongue, story, typed->words[i],
				  typed->is_open && i + 1 == typed->count))
			return false;
	return true;
}

static void add(struct suggestions *out, enum suggestion_kind kind, struct str text,
		struct str path)
{
	for (size_t i = 0; i < out->count; i++)
		if (out->items[i].kind == kind && str_eq(out->items[i].text, text))
			return;
	if (out->count < COUNT_OF(out->items))
		out->items[out->count++] = (struct suggestion){ kind, text, path };
}

static enum err add_headlines(struct store *store, struct arena *into,
			      const struct query_tongue *tongue, struct str text,
			      struct suggestions *out)
{
	struct rank_base base;
	struct rank_hits hits;
	struct story_list stories = { 0 };
	struct typed typed = read_typed(into, tongue, text);
	TRY(rank_open(store, into, &base));
	if (!typed.count)
		return OK;
	TRY(newest_of(&base, into, &typed, &hits));
	story_id *ids = arena_new(into, story_id, hits.count + 1);
	for (size_t i = 0; i < hits.count; i++)
		ids[i].n = hits.items[i].doc;
	if (hits.count)
		TRY(store_story_cards(store, into, ids, hits.count, &stories));
	size_t before = out->count;
	for (size_t i = 0; i < stories.count; i++)
		if (out->count - before < LIMIT_SUGGESTED_HEADLINES &&
		    fits(tongue, &stories.items[i], &typed))
			add(out, SUGGEST_HEADLINE, stories.items[i].headline,
			    stories.items[i].path);
	return OK;
}

static enum err add_names(struct store *store, struct arena *into, struct str text,
			  struct suggestions *out)
{
	struct suggested_name *names;
	size_t count;
	struct str beginning = slug_from_text(into, text);
	if (!beginning.len)
		return OK;
	TRY(store_topics_beginning(store, into, beginning, LIMIT_SUGGESTED_NAMES, &names, &count));
	for (size_t i = 0; i < count; i++)
		add(out, SUGGEST_TOPIC, names[i].name, names[i].path);
	TRY(store_people_beginning(store, into, beginning, LIMIT_SUGGESTED_NAMES, &names, &count));
	for (size_t i = 0; i < count; i++)
		add(out, SUGGEST_AUTHOR, names[i].name, names[i].path);
	return OK;
}

enum err discover_suggest(struct store *store, struct arena *into, struct str typed,
			  struct suggestions *out)
{
	struct suggestions found = { 0 };
	struct query_tongue tongue;
	struct str text = utf8_repair(into, utf8_first(typed, LIMIT_SUGGEST_BYTES));
	TRY(search_tongue(store, into, &tongue));
	TRY(add_names(store, into, text, &found));
	TRY(add_headlines(store, into, &tongue, text, &found));
	*out = found;
	return OK;
}
