/* SPDX-License-Identifier: Apache-2.0 */
/* highlight.c: finds the matches in one pass, slides a window over them, writes the best one. */
#include "discover/highlight.h"

#include "html/mark.h"

struct match {
	size_t at, end; /* bytes of the text */
	size_t char_at; /* code points before it */
	size_t term;
};

struct matches {
	struct match *items;
	size_t count, cap;
};

static size_t term_of(const struct query *query, const struct lexeme *lexeme)
{
	for (size_t i = 0; i < query->count; i++)
		for (size_t k = 0; k < query->terms[i].stem_count; k++)
			if (str_eq(query->terms[i].stems[k], lexeme->stem) ||
			    str_eq(query->terms[i].stems[k], lexeme->bare_stem))
				return i;
	return STR_NONE;
}

/* A compound comes as its parts and then as a whole: the whole takes the place of its parts. */
static void take_match(struct arena *into, struct matches *matches, struct match match)
{
	while (matches->count && matches->items[matches->count - 1].at >= match.at)
		matches->count--;
	*list_push(into, matches) = match;
}

static struct matches find_matches(struct arena *into, struct str text,
				   const struct highlight *highlight)
{
	struct matches matches = { 0 };
	struct words words = words_of(highlight->lexicon, text, highlight->language, 0);
	size_t chars = 0, counted = 0;
	for (struct word word; highlight->query->count && words_next(&words, &word);) {
		size_t at = (size_t)(word.written.ptr - text.ptr);
		size_t term = term_of(highlight->query, word.lexeme);
		if (term == STR_NONE)
			continue;
		if (at >= counted) {
			chars += utf8_count(str_sub(text, counted, at - counted));
			counted = at;
		}
		take_match(into, &matches,
			   (struct match){ at, at + word.written.len, chars, term });
	}
	return matches;
}

static int different_terms(const struct matches *matches, size_t from, size_t to)
{
	uint64_t seen = 0;
	for (size_t i = from; i < to; i++)
		seen |= (uint64_t)1 << matches->items[i].term;
	return __builtin_popcountll(seen);
}

_Static_assert(LIMIT_QUERY_TERMS <= 64, "terms fit the bits of a word");

/* The first match of the window that shows most; 0 when there is nothing to choose. */
static size_t best_start(const struct matches *matches, size_t max_chars)
{
	size_t best = 0, to = 0;
	int best_score = -1;
	for (size_t from = 0; from < matches->count; from++) {
		while (to < matches->count &&
		       matches->items[to].char_at < matches->items[from].char_at + max_chars)
			to++;
		size_t end = to - from > LIMIT_QUERY_TERMS * 2 ? from + LIMIT_QUERY_TERMS * 2 : to;
		int score = different_terms(matches, from, end) * 100 + (int)(end - from);
		if (score > best_score) {
			best_score = score;
			best = from;
		}
	}
	return best;
}

static size_t back_chars(struct str text, size_t at, size_t chars)
{
	while (at && chars) {
		at--;
		if (((unsigned char)text.ptr[at] & 0xC0) != 0x80)
			chars--;
	}
	return at;
}

static size_t on_chars(struct str text, size_t at, size_t chars)
{
	uint32_t c;
	while (chars-- && at < text.len)
		at += utf8_decode(str_from(text, at), &c);
	return at;
}

struct window {
	size_t at, end;
};

/* Both ends moved inwards to the next space, unless that would cost too much. */
static struct window between_words(struct str text, struct window window, size_t keep)
{
	if (window.at) {
		size_t space = str_find_char(str_from(text, window.at), ' ');
		if (space != STR_NONE && window.at + space < keep)
			window.at += space + 1;
	}
	if (window.end < text.len && text.ptr[window.end] != ' ') {
		struct str inside = str_sub(text, window.at, window.end - window.at);
		size_t space = str_find_last_char(inside, ' ');
		if (space != STR_NONE && space > inside.len / 2)
			window.end = window.at + space;
	}
	return window;
}

static struct window choose(struct str text, const struct matches *matches, size_t max_chars)
{
	size_t first =
		matches->count ? matches->items[best_start(matches, max_chars * 3 / 4)].at : 0;
	struct window window = { .at = back_chars(text, first, max_chars / 4) };
	window.end = on_chars(text, window.at, max_chars);
	if (window.end == text.len) /* near the end: show as much before it as fits */
		window.at = back_chars(text, text.len, max_chars);
	return between_words(text, window, first ? first : 1);
}

/* The window as text of its own, with "…" where it was cut, and the matches that lie in it. */
static struct html write_marked(struct arena *into, struct str text, struct window window,
				const struct matches *matches)
{
	struct str before = window.at ? S("…") : S("");
	struct str parts[] = {
		before,
		str_sub(text, window.at, window.end - window.at),
		window.end < text.len ? S("…") : S(""),
	};
	struct str whole = str_join(into, parts, COUNT_OF(parts), S(""));
	struct mark_range *ranges = arena_new(into, struct mark_range, matches->count + 1);
	size_t count = 0;
	for (size_t i = 0; i < matches->count; i++) {
		struct match match = matches->items[i];
		if (match.at >= window.at && match.end <= window.end)
			ranges[count++] = (struct mark_range){ match.at - window.at + before.len,
							       match.end - window.at + before.len };
	}
	return html_mark(into, whole, ranges, count);
}

struct html highlight_snippet(struct arena *into, struct str text,
			      const struct highlight *highlight, size_t max_chars)
{
	text = utf8_first(text, LIMIT_HIGHLIGHT_BYTES);
	struct matches matches = find_matches(into, text, highlight);
	return write_marked(into, text, choose(text, &matches, max_chars), &matches);
}

struct html highlight_all(struct arena *into, struct str text, const struct highlight *highlight)
{
	text = utf8_first(text, LIMIT_HIGHLIGHT_BYTES);
	struct matches matches = find_matches(into, text, highlight);
	return write_marked(into, text, (struct window){ 0, text.len }, &matches);
}
