/* SPDX-License-Identifier: Apache-2.0 */
/* words.c: where words begin and end. The properties of characters are libunistring's. */
#include "words/words.h"

#include <unictype.h>
#include <uniwbrk.h>

enum kind {
	KIND_NONE, /* parts words */
	KIND_LETTER,
	KIND_DIGIT,
	KIND_EXTEND,   /* belongs to what stands before */
	KIND_UNSPACED, /* of a script that puts no spaces between words */
};

static enum kind kind_beyond_ascii(uint32_t c)
{
	if (c >= 0xAC00 && c <= 0xD7A3)
		return KIND_UNSPACED;
	switch (uc_wordbreak_property(c)) {
	case WBP_ALETTER:
	case WBP_HL: return KIND_LETTER;
	case WBP_NUMERIC: return KIND_DIGIT;
	case WBP_KATAKANA: return KIND_UNSPACED;
	case WBP_EXTEND:
	case WBP_FORMAT:
	case WBP_ZWJ: return KIND_EXTEND;
	case WBP_OTHER: return uc_is_alnum(c) ? KIND_UNSPACED : KIND_NONE;
	default: return KIND_NONE;
	}
}

static inline enum kind kind_of(uint32_t c)
{
	if (c >= 0x80)
		return kind_beyond_ascii(c);
	if (char_is_alpha((char)c))
		return KIND_LETTER;
	return char_is_digit((char)c) ? KIND_DIGIT : KIND_NONE;
}

/* The character at `at`: its kind and bytes. At the end: KIND_NONE and 0. */
static inline enum kind peek(struct str text, size_t at, uint32_t *c, size_t *bytes)
{
	*c = 0;
	*bytes = 0;
	if (at >= text.len)
		return KIND_NONE;
	unsigned char first = (unsigned char)text.ptr[at];
	if (first < 0x80) {
		*c = first;
		*bytes = 1;
	} else {
		*bytes = utf8_decode(str_from(text, at), c);
	}
	return kind_of(*c);
}

static enum kind kind_at(struct str text, size_t at)
{
	uint32_t c;
	size_t bytes;
	return peek(text, at, &c, &bytes);
}

static bool is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019 || c == 0x2BC;
}

/* What the token under way knows of itself. */
struct token {
	size_t at, end;
	enum kind last;
	size_t run; /* letters since its start or the last dot */
	size_t letters, capitals;
	bool has_dot;
};

/* A dot stands within initials, "U.S.", when one letter stands before it and one behind. */
static bool dot_joins(const struct words *words, const struct token *token, size_t next)
{
	uint32_t c;
	size_t bytes;
	if (token->last == KIND_DIGIT)
		return kind_at(words->text, next) == KIND_DIGIT;
	if (token->run != 1 || peek(words->text, next, &c, &bytes) != KIND_LETTER)
		return false;
	enum kind behind = kind_at(words->text, next + bytes);
	return behind == KIND_NONE;
}

static bool joins(const struct words *words, const struct token *token, uint32_t c, size_t next)
{
	enum kind behind = kind_at(words->text, next);
	if (c == '.')
		return dot_joins(words, token, next);
	if (c == ',')
		return token->last == KIND_DIGIT && behind == KIND_DIGIT;
	if (is_apostrophe(c))
		return token->last == KIND_LETTER && behind == KIND_LETTER &&
		       !language_elides(words->language);
	return c == 0xB7 && token->last == KIND_LETTER && behind == KIND_LETTER;
}

static void take(struct token *token, enum kind kind, uint32_t c)
{
	if (kind == KIND_EXTEND)
		return;
	token->last = kind;
	token->run++;
	token->letters += kind == KIND_LETTER;
	token->capitals +=
		kind == KIND_LETTER && (c < 0x80 ? c >= 'A' && c <= 'Z' : uc_is_upper(c));
}

/* Plain Latin letters, of which most words are made, many at a time. */
static void take_letters(struct token *token, struct str text)
{
	size_t at = token->end, start = at;
	for (; at < text.len && char_is_alpha(text.ptr[at]); at++)
		token->capitals += text.ptr[at] < 'a';
	if (at == start)
		return;
	token->last = KIND_LETTER;
	token->run += at - start;
	token->letters += at - start;
	token->end = at;
}

static struct token spaced_token(const struct words *words)
{
	struct token token = { .at = words->at, .end = words->at };
	for (;;) {
		uint32_t c;
		size_t bytes;
		take_letters(&token, words->text);
		enum kind kind = peek(words->text, token.end, &c, &bytes);
		if (kind == KIND_UNSPACED)
			return token;
		if (kind == KIND_NONE) {
			if (!bytes || !joins(words, &token, c, token.end + bytes))
				return token;
			token.has_dot |= c == '.';
			token.run = 0;
		} else {
			take(&token, kind, c);
		}
		token.end += bytes;
	}
}

/* Bytes of a hyphen that a further part of a compound follows; 0 for anything else. */
static size_t hyphen_at(struct str text, size_t at)
{
	uint32_t c;
	size_t bytes;
	peek(text, at, &c, &bytes);
	if (c != '-' && c != 0x2010 && c != 0x2011)
		return 0;
	enum kind next = kind_at(text, at + bytes);
	return next == KIND_LETTER || next == KIND_DIGIT ? bytes : 0;
}

static void add_to_compound(struct words *words, const struct token *token)
{
	if (!words->compound_parts) {
		words->compound_at = token->at;
		words->compound_place = words->place;
		words->joined_len = 0;
	}
	struct str room = utf8_first(str_sub(words->text, token->at, token->end - token->at),
				     sizeof words->joined - words->joined_len);
	memcpy(words->joined + words->joined_len, room.ptr, room.len);
	words->joined_len += room.len;
	words->compound_parts++;
}

static bool give_joined(struct words *words, struct word *out)
{
	struct str joined = { words->joined, words->joined_len };
	unsigned parts = words->compound_parts;
	words->compound_parts = 0;
	if (parts < 2)
		return false;
	struct lexeme *lexeme = lexicon_find(words->lexicon, joined, words->language);
	if (!lexeme || lexeme->is_number)
		return false;
	*out = (struct word){
		.written = str_sub(words->text, words->compound_at, words->at - words->compound_at),
		.lexeme = lexeme,
		.place = words->compound_place,
		.is_joined = true,
	};
	return true;
}

static bool give_spaced(struct words *words, struct word *out)
{
	struct token token = spaced_token(words);
	size_t hyphen = hyphen_at(words->text, token.end);
	bool is_part = hyphen || words->compound_parts;
	struct str written = str_sub(words->text, token.at, token.end - token.at);
	if (is_part)
		add_to_compound(words, &token);
	words->compound_goes_on = hyphen != 0;
	words->at = token.end + hyphen;
	struct lexeme *lexeme = lexicon_find(words->lexicon, written, words->language);
	if (lexeme)
		*out = (struct word){
			.written = written,
			.lexeme = lexeme,
			.place = words->place++,
			.is_part = is_part,
			.is_caps = token.letters > 1 && token.capitals == token.letters,
			.is_initials = token.has_dot && token.letters > 1,
		};
	return lexeme != NULL;
}

/* One character with its marks. */
static struct str unit_at(struct str text, size_t at)
{
	uint32_t c;
	size_t bytes, end = at;
	peek(text, at, &c, &bytes);
	do
		end += bytes;
	while (peek(text, end, &c, &bytes) == KIND_EXTEND);
	return str_sub(text, at, end - at);
}

static bool give_unit(struct words *words, struct str written, struct word *out)
{
	struct lexeme *lexeme = lexicon_find(words->lexicon, written, LANGUAGE_OTHER);
	if (lexeme)
		*out = (struct word){ .written = written,
				      .lexeme = lexeme,
				      .place = words->place++ };
	return lexeme != NULL;
}

/* Each two neighbours, and one that has none alone. */
static bool give_unspaced(struct words *words, struct word *out)
{
	struct str unit = unit_at(words->text, words->at), before = words->unit;
	bool is_first = !before.len;
	words->at += unit.len;
	words->unit = unit;
	if (kind_at(words->text, words->at) != KIND_UNSPACED)
		words->unit = S("");
	if (!is_first)
		return give_unit(words, (struct str){ before.ptr, before.len + unit.len }, out);
	return words->unit.len ? false : give_unit(words, unit, out);
}

struct words words_of(struct lexicon *lexicon, struct str text, enum language language,
		      uint32_t first_place)
{
	return (struct words){
		.lexicon = lexicon, .text = text, .language = language, .place = first_place
	};
}

bool words_next(struct words *words, struct word *out)
{
	for (;;) {
		uint32_t c;
		size_t bytes;
		if (words->compound_parts && !words->compound_goes_on && give_joined(words, out))
			return true;
		enum kind kind = peek(words->text, words->at, &c, &bytes);
		if (!bytes)
			return false;
		bool is_spaced = kind == KIND_LETTER || kind == KIND_DIGIT;
		if (is_spaced && give_spaced(words, out))
			return true;
		if (kind == KIND_UNSPACED && give_unspaced(words, out))
			return true;
		if (kind == KIND_NONE || kind == KIND_EXTEND)
			words->at += bytes;
	}
}
