/* SPDX-License-Identifier: Apache-2.0 */
/* fold.c: with libunistring's tables. */
#include "words/fold.h"

#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

bool fold_is_ascii(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x80)
			return false;
	return true;
}

/* Marks are part of the letter in many scripts (Indic vowels, kana voicing); in these they are
 * left out by people who type in a hurry. */
static bool drops_marks(uint32_t c)
{
	const uc_script_t *script = uc_script(c);
	const char *name = script ? script->name : "";
	return !strcmp(name, "Latin") || !strcmp(name, "Greek") || !strcmp(name, "Cyrillic") ||
	       !strcmp(name, "Arabic") || !strcmp(name, "Hebrew");
}

static struct str kept(struct arena *into, uint8_t *made, size_t len)
{
	struct str copy = made ? str_dup(into, (struct str){ (const char *)made, len }) : S("");
	free(made);
	return copy;
}

static struct str normal(struct arena *into, uninorm_t form, struct str s)
{
	size_t len = 0;
	uint8_t *made = u8_normalize(form, (const uint8_t *)s.ptr, s.len, NULL, &len);
	return kept(into, made, len);
}

struct str fold_case(struct arena *into, struct str word)
{
	if (fold_is_ascii(word))
		return str_lower(into, word);
	size_t len = 0;
	word = utf8_repair(into, word);
	uint8_t *made =
		u8_casefold((const uint8_t *)word.ptr, word.len, NULL, UNINORM_NFKC, NULL, &len);
	return kept(into, made, len);
}

struct str fold_marks(struct arena *into, struct str word)
{
	if (fold_is_ascii(word))
		return word;
	struct str apart = normal(into, UNINORM_NFD, word);
	struct buf out = buf_in(into, apart.len + 1);
	bool drops = false;
	uint32_t c;
	for (size_t at = 0, n; at < apart.len; at += n) {
		n = utf8_decode(str_from(apart, at), &c);
		bool is_mark = uc_is_general_category(c, UC_CATEGORY_Mn);
		if (!is_mark)
			drops = drops_marks(c);
		if (!is_mark || !drops)
			buf_put(&out, str_sub(apart, at, n));
	}
	return normal(into, UNINORM_NFC, buf_str(&out));
}
