/* SPDX-License-Identifier: Apache-2.0 */
/* lexicon.c: spellings seen, what they fold to, and their stems. A hash table of pointers, so that
 * a lexeme never moves. */
#include <libstemmer.h>
#include <stdlib.h>

#include <unictype.h>

#include "words/fold.h"
#include "words/words.h"

#define FIRST_SLOTS 4096
#define RESERVED_BYTES (2 * (size_t)LIMIT_LEXICON_BYTES)
#define WORKING_BYTES ((size_t)1 << 20)

/* Its bytes as written stand behind it, so that looking one up goes to two places in memory. */
struct spelling {
	uint32_t len;
	uint16_t language;
	bool is_nothing; /* nothing is left of it */
	struct lexeme lexeme;
	char written[];
};

struct entry {
	uint64_t hash;
	struct spelling *spelling; /* NULL: free */
};

struct lexicon {
	struct arena arena, scratch;
	struct arena_mark start;
	struct entry *entries;
	size_t slots, count;
	struct sb_stemmer *stemmers[LANGUAGES];
	bool has_asked[LANGUAGES];
};

void lexicon_clear(struct lexicon *lexicon)
{
	arena_reset(&lexicon->arena, lexicon->start);
	lexicon->slots = FIRST_SLOTS;
	lexicon->count = 0;
	lexicon->entries = arena_new(&lexicon->arena, struct entry, FIRST_SLOTS);
}

struct lexicon *lexicon_open(void)
{
	struct lexicon *lexicon = calloc(1, sizeof *lexicon);
	if (!lexicon)
		die("out of memory");
	lexicon->arena = arena_open(RESERVED_BYTES);
	lexicon->scratch = arena_open(WORKING_BYTES);
	lexicon->start = arena_mark(&lexicon->arena);
	lexicon_clear(lexicon);
	return lexicon;
}

void lexicon_close(struct lexicon **at)
{
	struct lexicon *lexicon = *at;
	if (!lexicon)
		return;
	for (int i = 0; i < LANGUAGES; i++)
		if (lexicon->stemmers[i])
			sb_stemmer_delete(lexicon->stemmers[i]);
	arena_close(&lexicon->arena);
	arena_close(&lexicon->scratch);
	free(lexicon);
	*at = NULL;
}

bool lexicon_is_full(const struct lexicon *lexicon, size_t limit)
{
	return arena_used(&lexicon->arena) > limit;
}

static struct sb_stemmer *stemmer_of(struct lexicon *lexicon, enum language language)
{
	const char *name = language_stemmer(language);
	if (!lexicon->has_asked[language] && name)
		lexicon->stemmers[language] = sb_stemmer_new(name, NULL);
	lexicon->has_asked[language] = true;
	return lexicon->stemmers[language];
}

/* Views what the stemmer keeps until it is asked again. A stem is never empty. */
static struct str stem_of(struct lexicon *lexicon, struct str word, enum language language)
{
	struct sb_stemmer *stemmer = stemmer_of(lexicon, language);
	if (!stemmer)
		return word;
	const sb_symbol *stem =
		sb_stemmer_stem(stemmer, (const sb_symbol *)word.ptr, (int)word.len);
	if (!stem)
		die("out of memory");
	struct str made = { (const char *)stem, (size_t)sb_stemmer_length(stemmer) };
	return made.len ? made : word;
}

/* Soft hyphens and joiners nobody sees, the apostrophe's shapes, the dot of the Catalan l·l. */
static bool is_silent(uint32_t c)
{
	return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF ||
	       c == '\'' || c == 0x2019 || c == 0x2BC || c == 0xB7;
}

/* "1,000" and "12,345,678": each group after the first has three digits. */
static bool is_grouped(struct str s)
{
	struct str_pair cut = str_cut(s, ',');
	if (!cut.found || !cut.head.len || cut.head.len > 3)
		return false;
	while (cut.found) {
		cut = str_cut(cut.tail, ',');
		size_t digits = str_cut(cut.head, '.').head.len;
		if (digits != 3)
			return false;
	}
	return true;
}

static bool is_initials(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (i % 2 ? s.ptr[i] != '.' : !char_is_alpha(s.ptr[i]))
			return false;
	return s.len >= 3;
}

static struct str drop_possessive(struct str word, enum language language)
{
	if (language == LANGUAGE_EN && !str_drop_suffix(&word, S("'s")))
		str_drop_suffix(&word, S("\xE2\x80\x99s"));
	return word;
}

static struct str plain(struct arena *into, struct str word, enum language language)
{
	struct buf out = buf_in(into, word.len + 1);
	struct str s = drop_possessive(word, language);
	bool drops_commas = is_grouped(s), drops_dots = is_initials(s);
	uint32_t c;
	for (size_t at = 0, n; at < s.len; at += n) {
		n = utf8_decode(str_from(s, at), &c);
		if (!is_silent(c) && !(c == ',' && drops_commas) && !(c == '.' && drops_dots))
			buf_put(&out, str_sub(s, at, n));
	}
	return buf_str(&out);
}

static bool has_letter(struct str s)
{
	uint32_t c;
	for (size_t at = 0; at < s.len;) {
		at += utf8_decode(str_from(s, at), &c);
		if (uc_is_alpha(c))
			return true;
	}
	return false;
}

static struct str kept(struct lexicon *lexicon, struct str word)
{
	return str_dup(&lexicon->arena, utf8_first(word, LIMIT_WORD_BYTES));
}

/* Stems first and takes the marks off after: a stemmer needs its language's own letters. English
 * has none: there marks are somebody else's. */
static void learn_stems(struct lexicon *lexicon, struct lexeme *lexeme, struct str word,
			enum language language)
{
	struct arena *scratch = &lexicon->scratch;
	struct str folded = lexeme->folded, stem, bare;
	bare = fold_marks(scratch, str_dup(scratch, stem_of(lexicon, folded, language)));
	stem = str_eq(word, folded) || language == LANGUAGE_EN
		       ? bare
		       : fold_marks(scratch, stem_of(lexicon, word, language));
	if (!stem.len)
		stem = folded;
	lexeme->stem = str_eq(stem, folded) ? folded : kept(lexicon, stem);
	if (bare.len && !str_eq(bare, stem))
		lexeme->bare_stem = kept(lexicon, bare);
}

static struct spelling *learn(struct lexicon *lexicon, struct str written, enum language language)
{
	struct arena *scratch = &lexicon->scratch;
	struct arena_mark mark = arena_mark(scratch);
	struct spelling *spelling = arena_alloc(&lexicon->arena, sizeof *spelling + written.len,
						_Alignof(struct spelling), 1);
	struct lexeme *lexeme = &spelling->lexeme;
	struct str word = plain(scratch, fold_case(scratch, written), language);
	struct str folded = fold_marks(scratch, word);
	spelling->len = (uint32_t)written.len;
	spelling->language = (uint16_t)language;
	if (written.len)
		memcpy(spelling->written, written.ptr, written.len);
	spelling->is_nothing = !folded.len;
	if (folded.len) {
		lexeme->folded = kept(lexicon, folded);
		learn_stems(lexicon, lexeme, word, language);
		lexeme->is_stop = language_is_stop(language, lexeme->folded);
		lexeme->is_number = !has_letter(lexeme->folded);
	}
	arena_reset(scratch, mark);
	return spelling;
}

static bool is_of(const struct spelling *spelling, struct str written, enum language language)
{
	return spelling->language == (uint16_t)language &&
	       str_eq((struct str){ spelling->written, spelling->len }, written);
}

static struct entry *place_for(const struct lexicon *lexicon, uint64_t hash, struct str written,
			       enum language language)
{
	size_t mask = lexicon->slots - 1;
	for (size_t at = hash & mask;; at = (at + 1) & mask) {
		struct entry *entry = &lexicon->entries[at];
		if (!entry->spelling ||
		    (entry->hash == hash && is_of(entry->spelling, written, language)))
			return entry;
	}
}

static void grow(struct lexicon *lexicon)
{
	struct entry *old = lexicon->entries;
	size_t slots = lexicon->slots;
	lexicon->slots *= 2;
	lexicon->entries = arena_new(&lexicon->arena, struct entry, lexicon->slots);
	size_t mask = lexicon->slots - 1;
	for (size_t i = 0; i < slots; i++) {
		size_t at = old[i].hash & mask;
		if (!old[i].spelling)
			continue;
		while (lexicon->entries[at].spelling)
			at = (at + 1) & mask;
		lexicon->entries[at] = old[i];
	}
}

struct lexeme *lexicon_find(struct lexicon *lexicon, struct str written, enum language language)
{
	written = utf8_first(written, LIMIT_WORD_BYTES);
	uint64_t hash = str_hash(written) + (uint64_t)language * 0x9E3779B97F4A7C15u;
	struct entry *entry = place_for(lexicon, hash, written, language);
	if (!entry->spelling) {
		if (lexicon->count * 2 >= lexicon->slots) {
			grow(lexicon);
			entry = place_for(lexicon, hash, written, language);
		}
		*entry = (struct entry){ hash, learn(lexicon, written, language) };
		lexicon->count++;
	}
	return entry->spelling->is_nothing ? NULL : &entry->spelling->lexeme;
}

struct str words_stem(struct arena *into, struct lexicon *lexicon, struct str written,
		      enum language language)
{
	struct lexeme *lexeme = lexicon_find(lexicon, written, language);
	return lexeme ? str_dup(into, lexeme->stem) : S("");
}
