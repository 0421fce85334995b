/* SPDX-License-Identifier: Apache-2.0 */
/*
 * slug.c: text to slug, character by character.
 *
 * libunistring composes, folds case and knows scripts; what it does not know, how a letter is spelt
 * in plain Latin, is in the tables here.
 */
#include "news/slug.h"

#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

struct spelling {
	uint32_t letter; /* composed, lower case */
	const char *plain;
};

/* Letters that do not come apart into a plain one and a mark, or not into the right one. */
static const struct spelling spellings[] = {
	/* Latin */
	{ 0xE6, "ae" },
	{ 0xF0, "d" },
	{ 0xF8, "o" },
	{ 0xFE, "th" },
	{ 0xDF, "ss" },
	{ 0x111, "d" },
	{ 0x127, "h" },
	{ 0x131, "i" },
	{ 0x138, "k" },
	{ 0x142, "l" },
	{ 0x14B, "n" },
	{ 0x153, "oe" },
	{ 0x167, "t" },
	{ 0x180, "b" },
	{ 0x192, "f" },
	{ 0x1DD, "e" },
	{ 0x253, "b" },
	{ 0x254, "o" },
	{ 0x256, "d" },
	{ 0x257, "d" },
	{ 0x259, "e" },
	{ 0x25B, "e" },
	{ 0x263, "g" },
	{ 0x268, "i" },
	{ 0x26A, "i" },
	{ 0x272, "n" },
	{ 0x289, "u" },
	{ 0x28B, "v" },
	{ 0x2BB, "" },
	{ 0x2BC, "" },
	/* Greek */
	{ 0x3B1, "a" },
	{ 0x3B2, "v" },
	{ 0x3B3, "g" },
	{ 0x3B4, "d" },
	{ 0x3B5, "e" },
	{ 0x3B6, "z" },
	{ 0x3B7, "i" },
	{ 0x3B8, "th" },
	{ 0x3B9, "i" },
	{ 0x3BA, "k" },
	{ 0x3BB, "l" },
	{ 0x3BC, "m" },
	{ 0x3BD, "n" },
	{ 0x3BE, "x" },
	{ 0x3BF, "o" },
	{ 0x3C0, "p" },
	{ 0x3C1, "r" },
	{ 0x3C2, "s" },
	{ 0x3C3, "s" },
	{ 0x3C4, "t" },
	{ 0x3C5, "y" },
	{ 0x3C6, "f" },
	{ 0x3C7, "ch" },
	{ 0x3C8, "ps" },
	{ 0x3C9, "o" },
	/* Cyrillic */
	{ 0x430, "a" },
	{ 0x431, "b" },
	{ 0x432, "v" },
	{ 0x433, "g" },
	{ 0x434, "d" },
	{ 0x435, "e" },
	{ 0x436, "zh" },
	{ 0x437, "z" },
	{ 0x438, "i" },
	{ 0x439, "y" },
	{ 0x43A, "k" },
	{ 0x43B, "l" },
	{ 0x43C, "m" },
	{ 0x43D, "n" },
	{ 0x43E, "o" },
	{ 0x43F, "p" },
	{ 0x440, "r" },
	{ 0x441, "s" },
	{ 0x442, "t" },
	{ 0x443, "u" },
	{ 0x444, "f" },
	{ 0x445, "kh" },
	{ 0x446, "ts" },
	{ 0x447, "ch" },
	{ 0x448, "sh" },
	{ 0x449, "shch" },
	{ 0x44A, "" },
	{ 0x44B, "y" },
	{ 0x44C, "" },
	{ 0x44D, "e" },
	{ 0x44E, "yu" },
	{ 0x44F, "ya" },
	{ 0x451, "yo" },
	{ 0x452, "dj" },
	{ 0x453, "g" },
	{ 0x454, "ye" },
	{ 0x455, "z" },
	{ 0x456, "i" },
	{ 0x457, "yi" },
	{ 0x458, "j" },
	{ 0x459, "lj" },
	{ 0x45A, "nj" },
	{ 0x45B, "c" },
	{ 0x45C, "k" },
	{ 0x45E, "u" },
	{ 0x45F, "dz" },
	{ 0x491, "g" },
	{ 0x493, "gh" },
	{ 0x497, "zh" },
	{ 0x49B, "q" },
	{ 0x4A3, "ng" },
	{ 0x4AF, "u" },
	{ 0x4B1, "u" },
	{ 0x4B3, "h" },
	{ 0x4B7, "j" },
	{ 0x4BB, "h" },
	{ 0x4D9, "a" },
	{ 0x4E9, "o" },
};

/* Ukrainian spells some letters otherwise than Russian, one of them by where it stands; a text
 * shows which it is by its own. */
static const struct spelling ukrainian[] = { { 0x433, "h" }, { 0x438, "y" }, { 0x491, "g" } };

struct slugger {
	struct buf out;
	bool owes_hyphen;
	bool is_ukrainian;
};

static const char *find_spelling(const struct spelling *table, size_t count, uint32_t letter)
{
	for (size_t i = 0; i < count; i++)
		if (table[i].letter == letter)
			return table[i].plain;
	return NULL;
}

static void put_letters(struct slugger *slugger, struct str letters)
{
	if (!letters.len)
		return;
	if (slugger->owes_hyphen && slugger->out.len)
		buf_put_char(&slugger->out, '-');
	slugger->owes_hyphen = false;
	buf_put(&slugger->out, letters);
}

static bool has_plain_script(uint32_t c)
{
	const uc_script_t *script = uc_script(c);
	const char *name = script ? script->name : "";
	return !strcmp(name, "Latin") || !strcmp(name, "Greek") || !strcmp(name, "Cyrillic");
}

/* The letter under its marks. */
static uint32_t base_letter(uint32_t c)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	while (uc_canonical_decomposition(c, parts) > 0 && parts[0] != c)
		c = parts[0];
	return c;
}

static bool put_spelling(struct slugger *slugger, uint32_t c)
{
	const char *plain = NULL;
	bool begins = slugger->owes_hyphen || !slugger->out.len;
	if (slugger->is_ukrainian && c == 0x457 && !begins)
		plain = "i";
	else if (slugger->is_ukrainian)
		plain = find_spelling(ukrainian, COUNT_OF(ukrainian), c);
	if (!plain)
		plain = find_spelling(spellings, COUNT_OF(spellings), c);
	if (plain)
		put_letters(slugger, str_of(plain));
	return plain != NULL;
}

/* Apostrophes join ("don't" is "dont"), all else that is no letter or digit parts. */
static bool is_joiner(uint32_t c)
{
	return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x200D || c == 0x200C || c == 0xAD;
}

/* Most letters are these, and none of the tables speaks of them. */
static void put_ascii(struct slugger *slugger, char c)
{
	if (char_is_alpha(c) || char_is_digit(c))
		put_letters(slugger, (struct str){ &c, 1 });
	else if (c != '\'')
		slugger->owes_hyphen = true;
}

static void put_character(struct slugger *slugger, uint32_t c)
{
	char bytes[4];
	if (c < 0x80) {
		put_ascii(slugger, (char)c);
		return;
	}
	bool is_mark = uc_is_general_category(c, UC_CATEGORY_M);
	if (is_joiner(c) || put_spelling(slugger, c))
		return;
	if (has_plain_script(c)) {
		c = base_letter(c);
		if (put_spelling(slugger, c))
			return;
	}
	bool is_part = uc_is_general_category(c, UC_CATEGORY_L) ||
		       uc_is_general_category(c, UC_CATEGORY_Nd) ||
		       uc_is_general_category(c, UC_CATEGORY_Nl);
	/* a mark of its own (on a letter of a plain script it goes, elsewhere it is part of it) */
	if (is_mark && slugger->out.len && !slugger->owes_hyphen) {
		bool on_plain = (unsigned char)slugger->out.ptr[slugger->out.len - 1] < 0x80;
		if (!on_plain)
			put_letters(slugger, (struct str){ bytes, utf8_encode(c, bytes) });
	} else if (is_part) {
		put_letters(slugger, (struct str){ bytes, utf8_encode(c, bytes) });
	} else {
		slugger->owes_hyphen = true;
	}
}

static struct str cut(struct str slug)
{
	if (slug.len <= LIMIT_SLUG_BYTES)
		return slug;
	struct str head = utf8_first(slug, LIMIT_SLUG_BYTES);
	size_t hyphen = str_find_last_char(head, '-');
	if (slug.ptr[head.len] != '-' && hyphen != STR_NONE && hyphen > 0)
		head = str_first(head, hyphen);
	return head;
}

static bool is_ascii(struct str s)
{
	unsigned char all = 0;
	for (size_t i = 0; i < s.len; i++)
		all |= (unsigned char)s.ptr[i];
	return all < 0x80;
}

/* Compatibility forms composed, case folded: "ﬁ" is "fi", "Ａ" is "a", "ß" is "ss". */
static struct str fold(struct arena *into, struct str text)
{
	size_t len = 0;
	if (is_ascii(text))
		return str_lower(into, text);
	text = utf8_repair(into, text);
	uint8_t *folded =
		u8_casefold((const uint8_t *)text.ptr, text.len, NULL, UNINORM_NFKC, NULL, &len);
	struct str copy = folded ? str_dup(into, (struct str){ (const char *)folded, len }) : S("");
	free(folded);
	return copy;
}

struct str slug_from_text(struct arena *into, struct str text)
{
	enum { ENOUGH = LIMIT_SLUG_BYTES * 8 };
	text = fold(into, utf8_first(text, ENOUGH));
	struct slugger slugger = { .out = buf_in(into, ENOUGH * 8) };
	static const struct str ukrainian_letters[] = { STR_CONST("ї"), STR_CONST("є"),
							STR_CONST("ґ") };
	for (size_t i = 0; i < COUNT_OF(ukrainian_letters); i++)
		slugger.is_ukrainian |= str_contains(text, ukrainian_letters[i]);
	uint32_t c;
	for (size_t at = 0; at < text.len;) {
		at += utf8_decode(str_from(text, at), &c);
		put_character(&slugger, c);
	}
	return cut(buf_str(&slugger.out));
}
