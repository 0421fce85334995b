/* SPDX-License-Identifier: Apache-2.0 */
/*
 * names_private.h: how names are found, in steps, each a file:
 *
 *   names_cut.c    the text as words with what stands between them
 *   names_word.c   what a word is known for
 *   names_mark.c   headlines, and credits of pictures
 *   names_run.c    words that may be one name
 *   names_split.c  cut to what is the name: titles, peoples, days go
 *   names_judge.c  whether it is one, and of which kind
 *   names_thing.c  what is none of the three kinds
 *   names_join.c   which of them name the same
 */
#pragma once
#include "discover/names.h"

enum {               /* what stands between a word and the one before it; 0: only spaces */
       GAP_STOP = 1, /* a sentence ends */
       GAP_COMMA = 2,
       GAP_OPEN = 4, /* a quotation mark opens */
       GAP_CLOSE = 8,
       GAP_PAREN = 16, /* a bracket opens */
       GAP_AMP = 32,   /* "&" */
       GAP_OTHER = 64,
       GAP_COLON = 128,
};

enum {                    /* how a word is written */
       SHAPE_CAPITAL = 1, /* begins with one */
       SHAPE_CAPS = 2,    /* two letters or more, all of them capitals */
       SHAPE_INITIAL = 4, /* "J", "J." */
       SHAPE_DIGITS = 8,
       SHAPE_OWNS = 16,   /* "'s" follows */
       SHAPE_STARTS = 32, /* a sentence */
       SHAPE_TITLED = 64, /* its sentence is written as headlines are: capitals say nothing */
       SHAPE_LETTERS = 128,
       SHAPE_CREDIT = 256, /* in "Image: ...": whose a picture is */
};

struct name_word {
	uint32_t at, len; /* in the text, without the "'s" */
	struct str key;   /* folded */
	uint32_t bits;    /* of the gazetteer */
	uint32_t usage;   /* index into naming.usages */
	uint16_t gap, shape;
};

struct usage { /* of a key in this text */
	struct str key;
	uint32_t small, inner, starting; /* small letter; capital within a sentence; at its start */
};

struct candidate {
	uint32_t first, count; /* words */
	int sure;
	int kinds[NAME_KINDS]; /* what speaks for each */
	bool titled;           /* stands behind "Mr" and the like */
	bool weak;             /* is no reason to give the name, only one more mention of it */
	uint32_t name;         /* names_join: which it belongs to */
};

struct naming {
	struct arena *arena;
	struct str text;
	enum language language;
	struct {
		struct name_word *items;
		size_t count, cap;
	} words;
	struct {
		struct usage *items;
		size_t count, cap;
	} usages;
	struct {
		struct candidate *items;
		size_t count, cap;
	} found;
};

void names_cut(struct naming *naming);
void names_mark(struct naming *naming);
/* What the gazetteer knows of the word, and what its parts and its end tell. */
uint32_t names_word_bits(const struct naming *naming, struct str key);
void names_run(struct naming *naming);
void names_split(struct naming *naming, uint32_t first, uint32_t count); /* a run */
/* Not a person, a place or an organisation, but a work, an event, a law, a ship. */
bool names_is_thing(const struct naming *naming, uint32_t first, uint32_t count);
/* Pushes the words as a candidate if they are a name. titled: they stand behind "Mr" or alike. */
void names_judge(struct naming *naming, uint32_t first, uint32_t count, bool titled);
void names_join(struct naming *naming, struct arena *into, struct names *out);

static inline bool has(const struct name_word *word, uint32_t bits)
{
	return (word->bits & bits) != 0;
}
static inline struct str written(const struct naming *naming, uint32_t first, uint32_t count)
{
	const struct name_word *from = &naming->words.items[first];
	const struct name_word *to = &naming->words.items[first + count - 1];
	return (struct str){ naming->text.ptr + from->at, to->at + to->len - from->at };
}
/* What the gazetteer knows of words together. */
uint32_t names_bits(const struct naming *naming, uint32_t first, uint32_t count);
bool names_has_of(const struct naming *naming, uint32_t first, uint32_t count);
/* A sentence begins with the word, or what it quotes does: the capital says little. */
static inline bool begins(const struct naming *naming, uint32_t i)
{
	return naming->words.items[i].shape & SHAPE_STARTS || naming->words.items[i].gap & GAP_OPEN;
}
static inline bool is_key(const struct naming *naming, uint32_t i, const char *key)
{
	return str_eq(naming->words.items[i].key, str_of(key));
}
