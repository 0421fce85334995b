/* SPDX-License-Identifier: Apache-2.0 */
/*
 * index_gather.c: the words of stories, gathered in memory until a segment is made of them.
 *
 * Each posting is a few numbers behind one another, in the order of stories; when the segment is
 * written they are counted and laid out by term. No allocation a word: a spelling's terms are kept
 * with its lexeme, a story's places in one array.
 */
#include <stdlib.h>

#include "store/index_gather.h"

enum { SLOT_STEM, SLOT_SPELLING, SLOT_BARE_STEM };
#define LEAST_SPELLING_BYTES 3
#define LIMIT_SPELLING_BYTES 32

/* What a place counts, by field. A news text's first words count twice: they say what it is about
 * (the inverted pyramid). How early a word stands is looked at more closely in the best hits. */
static const struct field_weight {
	uint8_t field, weight;
} fields[] = { { FIELD_HEADLINE, 15 }, { FIELD_STANDFIRST, 5 }, { FIELD_BODY, 1 },
	       { FIELD_BYLINES, 4 },   { FIELD_TOPICS, 6 },     { FIELD_CAPTIONS, 2 } };
enum { LEAD_WORDS = 20, LEAD_WEIGHT = 2 };

struct index_words *index_words_in(struct arena *arena)
{
	struct index_words *words = arena_new(arena, struct index_words, 1);
	words->arena = arena;
	words->slot_count = 1024;
	words->slots = arena_new(arena, uint32_t, words->slot_count);
	words->terms = (struct gathered_term *)(void *)arena_bytes(
		arena, sizeof *words->terms * GATHERED_TERMS_ROOM);
	words->postings = (struct gathered_posting *)(void *)arena_bytes(
		arena, sizeof *words->postings * GATHERED_POSTINGS_ROOM);
	words->places = (struct gathered_place *)(void *)arena_bytes(
		arena, sizeof *words->places * 2 * (LIMIT_INDEXED_WORDS + 1));
	words->touched = (uint32_t *)(void *)arena_bytes(arena, sizeof *words->touched *
									GATHERED_POSTINGS_A_STORY);
	words->stories = (struct gathered_story *)(void *)arena_bytes(
		arena, sizeof *words->stories * GATHERED_STORIES_ROOM);
	words->packed = buf_in(arena, GATHERED_BYTES_ROOM);
	return words;
}

bool index_words_are_many(const struct index_words *words)
{
	return words->posting_count > LIMIT_INDEX_POSTINGS ||
	       words->term_count + GATHERED_POSTINGS_A_STORY > GATHERED_TERMS_ROOM ||
	       words->packed.len > GATHERED_BYTES_ROOM / 2 || words->story == GATHERED_STORIES_ROOM;
}

static void grow_slots(struct index_words *words)
{
	words->slot_count *= 2;
	words->slots = arena_new(words->arena, uint32_t, words->slot_count);
	for (uint32_t i = 0; i < words->term_count; i++) {
		size_t at = words->terms[i].hash & (words->slot_count - 1);
		while (words->slots[at])
			at = (at + 1) & (words->slot_count - 1);
		words->slots[at] = i + 1;
	}
}

/* The number of a term, plus one. */
static uint32_t term_of(struct index_words *words, char kind, struct str word)
{
	char bytes[LIMIT_TERM_BYTES];
	struct str term = { bytes, 1 + word.len };
	bytes[0] = kind;
	memcpy(bytes + 1, word.ptr, word.len);
	uint64_t hash = str_hash(term);
	if (words->term_count * 2 >= words->slot_count)
		grow_slots(words);
	size_t at = hash & (words->slot_count - 1);
	for (; words->slots[at]; at = (at + 1) & (words->slot_count - 1)) {
		const struct gathered_term *is = &words->terms[words->slots[at] - 1];
		if (is->hash == hash && str_eq(is->bytes, term))
			return words->slots[at];
	}
	words->terms[words->term_count] =
		(struct gathered_term){ .bytes = str_dup(words->arena, term), .hash = hash };
	return words->slots[at] = ++words->term_count;
}

/* One more place of a term in the story under way; place NULL: that it is there is enough. */
static void add(struct index_words *words, uint32_t number, const struct field_weight *as,
		const uint32_t *place)
{
	struct gathered_term *term = &words->terms[number - 1];
	if (term->story != words->story) {
		if (words->touched_count == GATHERED_POSTINGS_A_STORY)
			return; /* more than LIMIT_INDEXED_WORDS can make */
		term->story = words->story;
		term->first_place = term->last_place = term->weight = term->fields = 0;
		words->touched[words->touched_count++] = number;
	}
	term->fields |= as->field;
	term->weight += as->weight;
	if (!place)
		return;
	words->places[words->place_count] = (struct gathered_place){ *place, 0 };
	uint32_t at = (uint32_t)++words->place_count;
	if (term->last_place)
		words->places[term->last_place - 1].next = at;
	else
		term->first_place = at;
	term->last_place = at;
}

static bool is_spelling(const struct lexeme *lexeme)
{
	return !lexeme->is_stop && !lexeme->is_number &&
	       lexeme->folded.len >= LEAST_SPELLING_BYTES &&
	       lexeme->folded.len <= LIMIT_SPELLING_BYTES;
}

static void add_beginnings(struct index_words *words, struct str folded)
{
	static const struct field_weight plain = { FIELD_BODY, 1 };
	uint32_t c;
	size_t at = 0;
	for (int chars = 0; chars < INDEX_BEGINNING_CHARS && at < folded.len; chars++) {
		at += utf8_decode(str_from(folded, at), &c);
		add(words, term_of(words, INDEX_BEGINNING, str_first(folded, at)), &plain, NULL);
	}
}

static void add_word(struct index_words *words, const struct word *word,
		     const struct field_weight *as, uint32_t place)
{
	static const struct field_weight plain = { FIELD_BODY, 1 };
	struct lexeme *lexeme = word->lexeme;
	words->word_count++;
	if (!lexeme->slots[SLOT_STEM])
		lexeme->slots[SLOT_STEM] = term_of(words, INDEX_STEM, lexeme->stem);
	add(words, lexeme->slots[SLOT_STEM], as, &place);
	if (lexeme->bare_stem.len) {
		if (!lexeme->slots[SLOT_BARE_STEM])
			lexeme->slots[SLOT_BARE_STEM] =
				term_of(words, INDEX_STEM, lexeme->bare_stem);
		add(words, lexeme->slots[SLOT_BARE_STEM], as, &place);
	}
	if (!word->is_joined)
		words->length += as->weight;
	if (is_spelling(lexeme)) {
		if (!lexeme->slots[SLOT_SPELLING])
			lexeme->slots[SLOT_SPELLING] =
				term_of(words, INDEX_SPELLING, lexeme->folded);
		add(words, lexeme->slots[SLOT_SPELLING], &plain, NULL);
	}
	if (as->field == FIELD_HEADLINE)
		add_beginnings(words, lexeme->folded);
}

/* A field's words from place on. Gives: the place behind it. */
static uint32_t add_field(struct index_words *words, struct lexicon *lexicon, struct str text,
			  enum language language, struct field_weight as, uint32_t place)
{
	uint32_t start = place, last = place;
	struct words stream = words_of(lexicon, text, language, place);
	for (struct word word;
	     words->word_count < LIMIT_INDEXED_WORDS && words_next(&stream, &word);) {
		struct field_weight now = as;
		uint32_t at = word.place;
		if (as.field == FIELD_BODY)
			now.weight = at - start < LEAD_WORDS ? LEAD_WEIGHT : as.weight;
		if (as.field == FIELD_HEADLINE && at >= INDEX_HEADLINE_PLACES)
			at = INDEX_HEADLINE_PLACES - 1;
		add_word(words, &word, &now, at);
		last = word.place;
	}
	return as.field == FIELD_HEADLINE
		       ? INDEX_HEADLINE_PLACES
		       : (last == start && !text.len ? start : last + INDEX_FIELD_GAP);
}

/* Places of one term rise, but for a compound's joined form, which looks back. */
static void pack_places(struct index_words *words, const struct gathered_term *term)
{
	uint32_t count = 0, before = 0;
	for (uint32_t at = term->first_place; at; at = words->places[at - 1].next)
		count++;
	put_number(&words->packed, count);
	for (uint32_t at = term->first_place; at; at = words->places[at - 1].next) {
		uint32_t place = words->places[at - 1].place;
		if (place < before)
			place = before;
		put_number(&words->packed, place - before);
		before = place;
	}
}

static void end_story(struct index_words *words, uint32_t doc)
{
	words->stories[words->story - 1] = (struct gathered_story){ doc, words->length };
	for (size_t i = 0; i < words->touched_count; i++) {
		uint32_t number = words->touched[i];
		struct gathered_term *term = &words->terms[number - 1];
		words->postings[words->posting_count++] =
			(struct gathered_posting){ number - 1, words->story - 1,
						   (uint32_t)words->packed.len };
		term->postings++;
		put_number(&words->packed, term->weight);
		buf_put_char(&words->packed, (char)term->fields);
		if (term->first_place)
			pack_places(words, term);
		else
			put_number(&words->packed, 0);
	}
}

uint32_t index_words_add(struct index_words *words, struct lexicon *lexicon, uint32_t doc,
			 const struct index_text *text, enum language language)
{
	struct str texts[] = { text->headline, text->standfirst, text->body,
			       text->bylines,  text->topics,     text->captions };
	uint32_t place = 0;
	words->story++;
	words->touched_count = words->place_count = words->word_count = 0;
	words->length = 0;
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		place = add_field(words, lexicon, texts[i], language, fields[i], place);
	end_story(words, doc);
	return words->length;
}

uint64_t index_words_trace(const struct index_words *words)
{
	uint64_t trace = 0;
	for (size_t i = 0; i < words->touched_count; i++) {
		const struct gathered_term *term = &words->terms[words->touched[i] - 1];
		trace += index_trace(term->hash, term->weight, term->fields);
	}
	return trace;
}
