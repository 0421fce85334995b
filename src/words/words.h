/* SPDX-License-Identifier: Apache-2.0 */
/*
 * words.h: a text as the words that are looked for.
 *
 * Index, search, related stories and names all cut texts here, so that they mean the same by a
 * word. Words end where UAX 29 says, with what a newspaper's readers expect on top:
 *
 *   "U.S."        one word, us          "don't" "O'Neill"   dont, oneill (the mark goes)
 *   "co-operate"  co, operate and, at the place of the first, cooperate
 *   "1,000"       1000                  "l'homme"           l, homme (French, Italian, Catalan)
 *   scripts without spaces (Han, kana, Hangul, Thai, Lao, Khmer, Burmese): each two neighbours
 *
 * A word is folded (NFKC, full case folding, marks off the letters of scripts where people leave
 * them out) and brought to its stem by the language's Snowball algorithm, if it has one. What was
 * found out about a spelling is kept in a lexicon, so that a text costs one look-up a word and no
 * allocation.
 *
 *   - the words of a text do not depend on what the lexicon has seen before
 *   - folded and stem are never empty and at most LIMIT_WORD_BYTES long; folding twice is folding
 *     once
 *   - places count up from the first; only the joined form of a compound looks back to its start
 *
 *     CLEANUP(lexicon_close) struct lexicon *lexicon = lexicon_open();
 *     struct words words = words_of(lexicon, text, language_of(S("en")), 0);
 *     for (struct word word; words_next(&words, &word);)
 *         use(word.lexeme->stem, word.place);
 */
#pragma once
#include "words/language.h"

#define LIMIT_WORD_BYTES 64             /* of a word; what follows in it is not read */
/* What one has learnt; then it begins anew: of who gathers a segment, and of who only searches. */
#define LIMIT_LEXICON_BYTES (96u << 20)
#define LIMIT_SEARCH_LEXICON_BYTES (4u << 20)

struct lexicon;

struct lexeme {
	struct str folded;    /* "ministers" */
	struct str stem;      /* "minist" */
	struct str bare_stem; /* of the word typed without its marks, where that is another */
	bool is_stop;         /* says nothing by itself: "the" */
	bool is_number;       /* no letter in it */
	uint32_t slots[3]; /* the owner's of the lexicon, for what it keeps of the word; 0 at first
			    */
};

struct lexicon *lexicon_open(void);
void lexicon_close(struct lexicon **lexicon);
/* Forgets everything: lexemes given before are gone. */
void lexicon_clear(struct lexicon *lexicon);
bool lexicon_is_full(const struct lexicon *lexicon, size_t limit); /* one of the above */

struct word {
	struct str written; /* as it stands in the text; of a compound's joined form, all of it */
	struct lexeme *lexeme; /* the lexicon's; valid until that is cleared */
	uint32_t place;
	bool is_joined;   /* the parts of a compound, together: they came before */
	bool is_part;     /* a part of a compound */
	bool is_caps;     /* several letters, all of them capitals */
	bool is_initials; /* "U.S." */
};

struct words { /* private */
	struct lexicon *lexicon;
	struct str text;
	enum language language;
	size_t at;
	uint32_t place;
	size_t compound_at; /* where the compound under way begins */
	uint32_t compound_place;
	unsigned compound_parts; /* of it so far; 0: none under way */
	bool compound_goes_on;   /* a part follows */
	size_t joined_len;
	char joined[LIMIT_WORD_BYTES];
	struct str unit; /* the neighbour before, in a script without spaces */
};

/* text is UTF-8; what is not parts words. It and lexicon outlive the stream. */
struct words words_of(struct lexicon *lexicon, struct str text, enum language language,
		      uint32_t first_place);
bool words_next(struct words *words, struct word *out);

/* One spelling, looked up. Gives: NULL when nothing is left of it. */
struct lexeme *lexicon_find(struct lexicon *lexicon, struct str written, enum language language);
/* The stem of a folded or written word in another language. */
struct str words_stem(struct arena *into, struct lexicon *lexicon, struct str written,
		      enum language language);
