/* SPDX-License-Identifier: Apache-2.0 */
/* query.c: words and their folding, with libunistring. */
#include "discover/query.h"

#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <uniwbrk.h>

/* Marks are part of the letter in many scripts (Indic vowels, kana voicing); in these they are
 * left out by people who type in a hurry. */
static bool drops_marks(uint32_t c)
{
	const uc_script_t *script = uc_script(c);
	const char *name = script ? script->name : "";
	return !strcmp(name, "Latin") || !strcmp(name, "Greek") || !strcmp(name, "Cyrillic") ||
	       !strcmp(name, "Arabic") || !strcmp(name, "Hebrew");
}

static struct str normal(struct arena *into, uninorm_t form, struct str s)
{
	size_t len = 0;
	uint8_t *made = u8_normalize(form, (const uint8_t *)s.ptr, s.len, NULL, &len);
	struct str copy = made ? str_dup(into, (struct str){ (const char *)made, len }) : S("");
	free(made);
	return copy;
}

static struct str fold_case(struct arena *into, struct str s)
{
	size_t len = 0;
	uint8_t *made = u8_casefold((const uint8_t *)s.ptr, s.len, NULL, UNINORM_NFKC, NULL, &len);
	struct str copy = made ? str_dup(into, (struct str){ (const char *)made, len }) : S("");
	free(made);
	return copy;
}

static struct str without_marks(struct arena *into, struct str decomposed)
{
	struct buf out = buf_in(into, decomposed.len + 1);
	bool drops = false;
	uint32_t c;
	for (size_t at = 0, n; at < decomposed.len; at += n) {
		n = utf8_decode(str_from(decomposed, at), &c);
		bool is_mark = uc_is_general_category(c, UC_CATEGORY_Mn);
		if (!is_mark)
			drops = drops_marks(c);
		if (!is_mark || !drops)
			buf_put(&out, str_sub(decomposed, at, n));
	}
	return buf_str(&out);
}

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x80)
			return false;
	return true;
}

struct str query_fold(struct arena *into, struct str word)
{
	if (is_ascii(word))
		return str_lower(into, word);
	struct str folded = fold_case(into, utf8_repair(into, word));
	struct str bare = without_marks(into, normal(into, UNINORM_NFD, folded));
	return normal(into, UNINORM_NFC, bare);
}

void word_walk_begin(struct word_walk *walk, struct str text)
{
	walk->text = text;
	walk->at = walk->run_start = walk->run_len = 0;
}

/* Finds the breaks of the piece that starts at walk->at; a piece ends at a space if it can. */
static void next_run(struct word_walk *walk)
{
	struct str rest = str_from(walk->text, walk->at);
	struct str run = utf8_first(rest, sizeof walk->breaks);
	size_t space = str_find_last_char(run, ' ');
	if (run.len < rest.len && space != STR_NONE && space > 0)
		run = str_first(run, space);
	if (!run.len && rest.len)
		run = str_first(rest, 1);
	walk->run_start = walk->at;
	walk->run_len = run.len;
	u8_wordbreaks((const uint8_t *)run.ptr, run.len, walk->breaks);
}

/* The segment at walk->at, up to the next break. */
static struct str segment(struct word_walk *walk)
{
	if (walk->at >= walk->run_start + walk->run_len)
		next_run(walk);
	size_t from = walk->at - walk->run_start, to = from + 1;
	while (to < walk->run_len && !walk->breaks[to])
		to++;
	return str_sub(walk->text, walk->at, to - from);
}

static bool has_letter_or_digit(struct str s)
{
	uint32_t c;
	for (size_t at = 0; at < s.len;) {
		at += utf8_decode(str_from(s, at), &c);
		if (uc_is_alnum(c))
			return true;
	}
	return false;
}

bool word_walk_next(struct word_walk *walk, struct str *word)
{
	while (walk->at < walk->text.len) {
		struct str found = segment(walk);
		walk->at += found.len;
		if (has_letter_or_digit(found)) {
			*word = found;
			return true;
		}
	}
	return false;
}

static bool has_term(const struct query *query, struct str term)
{
	for (size_t i = 0; i < query->count; i++)
		if (str_eq(query->terms[i], term))
			return true;
	return false;
}

struct query query_parse(struct arena *into, struct str typed)
{
	struct query query = { 0 };
	struct word_walk walk;
	struct str word;
	word_walk_begin(&walk, utf8_repair(into, utf8_first(typed, LIMIT_QUERY_BYTES)));
	while (query.count < LIMIT_QUERY_TERMS && word_walk_next(&walk, &word)) {
		struct str term =
			utf8_first(query_fold(into, utf8_first(word, LIMIT_QUERY_WORD_BYTES)),
				   LIMIT_QUERY_WORD_BYTES);
		if (has_letter_or_digit(term) && !has_term(&query, term))
			query.terms[query.count++] = term;
	}
	return query;
}
