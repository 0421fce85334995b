/* SPDX-License-Identifier: Apache-2.0 */
/* names_cut.c: words, how they are written and what parts them. */
#include <unictype.h>

#include "discover/names_private.h"
#include "words/fold.h"

enum { MOST_KEY_BYTES = 64 };

static uint32_t code_at(struct str text, size_t at, size_t *bytes)
{
	uint32_t c = 0;
	*bytes = 0;
	if (at < text.len) {
		c = (unsigned char)text.ptr[at];
		*bytes = 1;
		if (c >= 0x80)
			*bytes = utf8_decode(str_from(text, at), &c);
	}
	return c;
}

static bool is_letter(uint32_t c)
{
	return c < 0x80 ? char_is_alpha((char)c) : uc_is_alpha(c) || uc_combining_class(c) != 0;
}

static bool is_digit(uint32_t c)
{
	return c < 0x80 && char_is_digit((char)c);
}

static bool is_capital(uint32_t c)
{
	return c < 0x80 ? c >= 'A' && c <= 'Z' : uc_is_upper(c);
}

static bool is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019 || c == 0x2BC;
}

/* "Inc." and the like keep their dot. */
static bool keeps_dot(struct str folded)
{
	static const char *const with_dot[] = { "inc", "corp",   "ltd",  "co",  "jr",  "sr",
						"st",  "mr",     "mrs",  "ms",  "dr",  "prof",
						"rev", "sen",    "rep",  "gov", "gen", "col",
						"lt",  "sgt",    "capt", "maj", "hon", "vs",
						"mt",  "messrs", "sens", "reps" };
	for (size_t i = 0; i < COUNT_OF(with_dot); i++)
		if (str_eq_nocase(folded, str_of(with_dot[i])))
			return true;
	return false;
}

/* "based" of "Georgia-based", not "shek" of "Kai-shek". */
static bool is_everyday_at(struct str text, size_t at)
{
	size_t end = at;
	while (end < text.len && char_is_alpha(text.ptr[end]))
		end++;
	return gazetteer_bits(str_sub(text, at, end - at)) & NAME_COMMON;
}

/* How far a word goes on over a mark between its letters: "O'Neill", "Min-Woo", "AT&T". */
static bool joins(struct str text, size_t from, size_t at, uint32_t c, size_t next)
{
	size_t bytes, before_bytes;
	uint32_t behind = code_at(text, next, &bytes);
	if (!is_letter(behind) && !is_digit(behind))
		return false;
	if (c == '-' || c == 0x2010 || c == 0x2011)
		return is_capital(behind) || is_digit(behind) ||
		       !is_capital(code_at(text, from, &before_bytes)) || at - from <= 2 ||
		       !is_everyday_at(text, next);
	if (c == '.' || c == ',')
		return char_is_digit(text.ptr[at - 1]) && is_digit(behind);
	if (c == '&')
		return is_capital(behind) && at - from <= 3;
	if (!is_apostrophe(c))
		return false;
	uint32_t after = code_at(text, next + bytes, &before_bytes);
	return !((behind == 's' || behind == 'S') && !is_letter(after)); /* "Trump's" */
}

/* "U.S." and "J." with their dots; a word's end without. */
static size_t end_of_initials(struct str text, size_t at)
{
	size_t end = at, bytes, dot;
	for (;;) {
		uint32_t c = code_at(text, end, &bytes);
		if (!bytes || !is_capital(c) || code_at(text, end + bytes, &dot) != '.')
			return end;
		end += bytes + dot;
	}
}

static size_t end_of_word(struct str text, size_t at)
{
	size_t end = end_of_initials(text, at), bytes;
	uint32_t c = code_at(text, end, &bytes);
	if (end > at && !is_letter(c) && !is_digit(c))
		return end;
	for (end = at;;) {
		c = code_at(text, end, &bytes);
		if (!bytes ||
		    !(is_letter(c) || is_digit(c) || joins(text, at, end, c, end + bytes)))
			break;
		end += bytes;
	}
	if (c == '.' && keeps_dot(str_sub(text, at, end - at)))
		end++;
	return end;
}

static uint16_t shape_of(struct str word)
{
	size_t letters = 0, capitals = 0, digits = 0, bytes;
	uint16_t shape = is_capital(code_at(word, 0, &bytes)) ? SHAPE_CAPITAL : 0;
	for (size_t at = 0; at < word.len; at += bytes) {
		uint32_t c = code_at(word, at, &bytes);
		letters += is_letter(c);
		capitals += is_capital(c);
		digits += is_digit(c);
	}
	if (letters > 1 && capitals == letters)
		shape |= SHAPE_CAPS;
	if (letters == 1 && capitals == 1 && !digits)
		shape |= SHAPE_INITIAL;
	return shape | (digits && !letters ? SHAPE_DIGITS : 0) | (letters ? SHAPE_LETTERS : 0);
}

static struct str fold_key(struct arena *arena, struct str word)
{
	struct str key = fold_case(arena, utf8_first(word, MOST_KEY_BYTES));
	if (!fold_is_ascii(key))
		key = fold_marks(arena, key);
	if (key.len > 2 && key.ptr[key.len - 1] == '.' && str_find_char(key, '.') == key.len - 1)
		key.len--;                       /* "inc." but not "u.s." */
	for (size_t i = 0; i + 2 < key.len; i++) /* typeset apostrophes as they are typed */
		if (!memcmp(key.ptr + i, "\xE2\x80\x99", 3)) {
			key = str_replace(arena, key, S("\xE2\x80\x99"), S("'"));
			break;
		}
	return key;
}

/* "'s", or the apostrophe alone behind an s. Gives: its bytes. */
static size_t owning_at(struct str text, size_t at)
{
	size_t bytes, more, behind;
	if (!is_apostrophe(code_at(text, at, &bytes)))
		return 0;
	uint32_t c = code_at(text, at + bytes, &more);
	if (c != 's' && c != 'S')
		return 0;
	return is_letter(code_at(text, at + bytes + more, &behind)) ? 0 : bytes + more;
}

struct cutting {
	struct naming *naming;
	size_t at;
	uint16_t gap;
	bool is_wrapped; /* lines end where the column is full */
	bool is_quoting;
};

/* A line's end ends a sentence, unless the text is wrapped. */
static void take_line_end(struct cutting *cutting)
{
	struct str rest = str_from(cutting->naming->text, cutting->at + 1);
	bool is_blank = rest.len && (rest.ptr[0] == '\n' || rest.ptr[0] == '\r');
	if (!cutting->is_wrapped || is_blank) {
		cutting->gap |= GAP_STOP;
		cutting->is_quoting = false;
	}
}

/* A straight quotation mark opens behind a space; between two spaces, when none is open. */
static uint16_t straight_quote(struct cutting *cutting)
{
	struct str text = cutting->naming->text;
	size_t at = cutting->at;
	bool space_before = at == 0 || char_is_space(text.ptr[at - 1]);
	bool space_behind = at + 1 >= text.len || char_is_space(text.ptr[at + 1]);
	bool opens = space_before && (!space_behind || !cutting->is_quoting);
	cutting->is_quoting = opens;
	return opens ? GAP_OPEN : GAP_CLOSE;
}

static uint16_t gap_of(struct cutting *cutting, uint32_t c)
{
	switch (c) {
	case '.':
	case '?':
	case '!':
	case 0x2026: return GAP_STOP;
	case ',': return GAP_COMMA;
	case '&': return GAP_AMP;
	case ':': return GAP_COLON;
	case '(':
	case '[': return GAP_PAREN;
	case '"': return straight_quote(cutting);
	case 0x201C:
	case 0xAB:
	case 0x201E:
	case 0x2018: return GAP_OPEN;
	case 0x201D:
	case 0xBB: return GAP_CLOSE;
	default: return GAP_OTHER;
	}
}

static void take_gap(struct cutting *cutting)
{
	struct naming *naming = cutting->naming;
	struct str text = naming->text;
	size_t owning = owning_at(text, cutting->at), bytes;
	uint32_t c = code_at(text, cutting->at, &bytes);
	if (owning && naming->words.count) {
		naming->words.items[naming->words.count - 1].shape |= SHAPE_OWNS;
		cutting->at += owning;
		return;
	}
	if (c == '\n')
		take_line_end(cutting);
	else if (c >= 0x80 ? !uc_is_space(c) : !char_is_space((char)c))
		cutting->gap |= gap_of(cutting, c);
	cutting->at += bytes;
}

/* "#Hashtag", "@handle", "US$". */
static bool is_no_name_by_mark(struct str text, size_t at, size_t end)
{
	return (at && (text.ptr[at - 1] == '#' || text.ptr[at - 1] == '@')) ||
	       (end < text.len && text.ptr[end] == '$');
}

static void take_word(struct cutting *cutting, size_t end)
{
	struct naming *naming = cutting->naming;
	struct name_word *word = list_push(naming->arena, &naming->words);
	struct str is = str_sub(naming->text, cutting->at, end - cutting->at);
	bool is_first = naming->words.count == 1;
	*word = (struct name_word){
		.at = (uint32_t)cutting->at,
		.len = (uint32_t)is.len,
		.key = fold_key(naming->arena, is),
		.gap = cutting->gap,
		.shape = shape_of(is),
	};
	word->bits = names_word_bits(naming, word->key);
	if (is_no_name_by_mark(naming->text, cutting->at, end))
		word->shape &= ~(SHAPE_CAPITAL | SHAPE_CAPS | SHAPE_INITIAL);
	if (is_first || cutting->gap & GAP_STOP)
		word->shape |= SHAPE_STARTS;
	cutting->gap = 0;
	cutting->at = end;
}

/* Most lines are nearly as long as the longest: they end where they had to. */
static bool is_wrapped(struct str text)
{
	size_t lines = 0, full = 0;
	while (text.len) {
		struct str_pair cut = str_cut(text, '\n');
		text = cut.tail;
		if (!cut.head.len)
			continue;
		lines++;
		full += cut.head.len >= 55 && cut.head.len <= 100;
	}
	return lines >= 4 && full * 10 >= lines * 7;
}

static void count_usage(struct naming *naming)
{
	size_t room = 64;
	while (room < naming->words.count * 2)
		room *= 2;
	uint32_t *slots = arena_new(naming->arena, uint32_t, room);
	for (size_t i = 0; i < naming->words.count; i++) {
		struct name_word *word = &naming->words.items[i];
		size_t slot = str_hash(word->key) & (room - 1);
		while (slots[slot] && !str_eq(naming->usages.items[slots[slot] - 1].key, word->key))
			slot = (slot + 1) & (room - 1);
		if (!slots[slot]) {
			list_push(naming->arena, &naming->usages)->key = word->key;
			slots[slot] = (uint32_t)naming->usages.count;
		}
		word->usage = slots[slot] - 1;
		struct usage *usage = &naming->usages.items[word->usage];
		if (!(word->shape & SHAPE_CAPITAL))
			usage->small++;
		else if (!(word->shape & (SHAPE_TITLED | SHAPE_STARTS)) && !(word->gap & GAP_OPEN))
			usage->inner++;
		else
			usage->starting++;
	}
}

void names_cut(struct naming *naming)
{
	struct cutting cutting = { .naming = naming, .is_wrapped = is_wrapped(naming->text) };
	while (cutting.at < naming->text.len) {
		size_t bytes, end = cutting.at;
		uint32_t c = code_at(naming->text, cutting.at, &bytes);
		if (is_letter(c) || is_digit(c))
			end = end_of_word(naming->text, cutting.at);
		if (end > cutting.at)
			take_word(&cutting, end);
		else
			take_gap(&cutting);
	}
	names_mark(naming);
	count_usage(naming);
}
