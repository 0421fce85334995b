/* SPDX-License-Identifier: Apache-2.0 */
/*
 * text.c: what remains of html when only its words are wanted.
 *
 * The html was written by the cleaner, the escaper or a theme, so tags are well formed: a scan is
 * enough, and no tree is built.
 */
#include <unictype.h>
#include <uniwbrk.h>

#include "html/html.h"

/* Tags after or before which words must not run together. */
static bool parts_words(struct str name)
{
	static const struct str inlines[] = {
		STR_CONST("a"),     STR_CONST("abbr"), STR_CONST("b"),      STR_CONST("bdi"),
		STR_CONST("bdo"),   STR_CONST("cite"), STR_CONST("code"),   STR_CONST("del"),
		STR_CONST("dfn"),   STR_CONST("em"),   STR_CONST("i"),      STR_CONST("ins"),
		STR_CONST("kbd"),   STR_CONST("mark"), STR_CONST("q"),      STR_CONST("rp"),
		STR_CONST("rt"),    STR_CONST("ruby"), STR_CONST("s"),      STR_CONST("samp"),
		STR_CONST("span"),  STR_CONST("sub"),  STR_CONST("strong"), STR_CONST("sup"),
		STR_CONST("time"),  STR_CONST("u"),    STR_CONST("var"),    STR_CONST("wbr"),
		STR_CONST("small"),
	};
	for (size_t i = 0; i < COUNT_OF(inlines); i++)
		if (str_eq_nocase(name, inlines[i]))
			return false;
	return true;
}

static struct str tag_name(struct str inside)
{
	str_drop_prefix(&inside, S("/"));
	size_t n = 0;
	while (n < inside.len && (char_is_alpha(inside.ptr[n]) || char_is_digit(inside.ptr[n])))
		n++;
	return str_first(inside, n);
}

static uint32_t numbered_entity(struct str digits)
{
	bool is_hex = digits.len && char_lower(digits.ptr[0]) == 'x';
	uint32_t value = 0;
	for (size_t i = is_hex; i < digits.len && value <= 0x10FFFF; i++) {
		int digit = char_hex(digits.ptr[i]);
		if (digit < 0 || (!is_hex && digit > 9))
			return 0;
		value = value * (is_hex ? 16 : 10) + (uint32_t)digit;
	}
	return value <= 0x10FFFF ? value : 0;
}

/* The entity at the start of s ("&amp;..."). Gives its bytes and its character; 0 bytes for none.
 * Only those that this program writes need be known. */
static size_t entity_at(struct str s, uint32_t *c)
{
	static const struct {
		struct str name;
		uint32_t c;
	} known[] = {
		{ STR_CONST("amp"), '&' },   { STR_CONST("lt"), '<' },
		{ STR_CONST("gt"), '>' },    { STR_CONST("quot"), '"' },
		{ STR_CONST("apos"), '\'' }, { STR_CONST("nbsp"), 0xA0 },
		{ STR_CONST("shy"), 0xAD },
	};
	size_t end = str_find_char(str_first(s, 12), ';');
	if (end == STR_NONE)
		return 0;
	struct str name = str_sub(s, 1, end - 1);
	*c = 0;
	if (str_drop_prefix(&name, S("#")))
		*c = numbered_entity(name);
	for (size_t i = 0; !*c && i < COUNT_OF(known); i++)
		if (str_eq(name, known[i].name))
			*c = known[i].c;
	return *c ? end + 1 : 0;
}

/* Writes text with white space folded: `gap` is a space that is owed before the next word. */
struct folder {
	struct buf out;
	bool gap;
};

static void put_bytes(struct folder *folder, struct str bytes)
{
	if (folder->gap && folder->out.len)
		buf_put_char(&folder->out, ' ');
	folder->gap = false;
	buf_put(&folder->out, bytes);
}

static bool is_word_byte(char c)
{
	return c != '<' && c != '&' && !char_is_space(c);
}

/* Bytes at the start of s that stay as they are: words with one space between them. */
static size_t plain_bytes(struct str s)
{
	size_t n = 0;
	for (;;) {
		while (n < s.len && is_word_byte(s.ptr[n]))
			n++;
		if (n == 0 || n + 1 >= s.len || s.ptr[n] != ' ' || !is_word_byte(s.ptr[n + 1]))
			return n;
		n += 2;
	}
}

static size_t put_entity(struct folder *folder, struct str at)
{
	uint32_t c;
	size_t length = entity_at(at, &c);
	char bytes[4];
	if (!length)
		put_bytes(folder, S("&"));
	else if (c == 0xA0 || c == ' ' || (c >= '\t' && c <= '\r'))
		folder->gap = true;
	else
		put_bytes(folder, (struct str){ bytes, utf8_encode(c, bytes) });
	return length ? length : 1;
}

struct str html_text(struct arena *into, struct html html)
{
	struct str s = html.s;
	struct folder folder = { .out = buf_in(into, s.len + 1) };
	for (size_t i = 0, end; i < s.len; i = end) {
		end = i + plain_bytes(str_from(s, i));
		if (end > i)
			put_bytes(&folder, str_sub(s, i, end - i));
		if (end == s.len)
			break;
		if (char_is_space(s.ptr[end])) {
			folder.gap = true;
			end++;
			continue;
		}
		if (s.ptr[end] == '&') {
			end += put_entity(&folder, str_from(s, end));
			continue;
		}
		size_t length = html_tag_length(str_from(s, end));
		if (parts_words(tag_name(str_sub(s, end + 1, length - 1))))
			folder.gap = true;
		end += length;
	}
	return buf_str(&folder.out);
}

/* Bytes of the first `chars` code points. */
static size_t bytes_of_chars(struct str text, size_t chars)
{
	size_t at = 0;
	uint32_t c;
	while (chars-- && at < text.len) {
		bool is_ascii = (unsigned char)text.ptr[at] < 0x80;
		at += is_ascii ? 1 : utf8_decode(str_from(text, at), &c);
	}
	return at;
}

static bool ends_weakly(struct str s)
{
	static const struct str weak[] = { STR_CONST(" "), STR_CONST(","), STR_CONST(";"),
					   STR_CONST(":"), STR_CONST("-"), STR_CONST("–"),
					   STR_CONST("—"), STR_CONST("("), STR_CONST("."),
					   STR_CONST("…") };
	for (size_t i = 0; i < COUNT_OF(weak); i++)
		if (str_ends(s, weak[i]))
			return true;
	return false;
}

static struct str drop_last_char(struct str s)
{
	do
		s.len--;
	while (s.len && ((unsigned char)s.ptr[s.len] & 0xC0) == 0x80);
	return s;
}

static bool ends_word(char next)
{
	return char_is_space(next) || strchr(".,;:!?)", next);
}

struct str html_excerpt(struct arena *into, struct str text, size_t max_chars)
{
	text = str_trim(text);
	size_t cut = bytes_of_chars(text, max_chars);
	if (cut >= text.len)
		return text;
	struct str head = str_first(text, cut);
	/* A space far from the end means words are not parted by spaces here: cut anywhere. */
	size_t space = str_find_last_char(head, ' ');
	if (!ends_word(text.ptr[cut]) && space != STR_NONE && space > cut / 2)
		head = str_first(head, space);
	while (head.len && ends_weakly(head))
		head = drop_last_char(head);
	struct str parts[] = { head, S("…") };
	return str_join(into, parts, COUNT_OF(parts), S(""));
}

/* Words among one run of bytes whose breaks are known. A word is a segment with a letter or digit;
 * Katakana, which UAX 29 leaves in one piece, counts by character as its neighbours do. */
static int count_segments(struct str run, const char *breaks)
{
	int words = 0;
	bool counted = false;
	uint32_t c;
	for (size_t at = 0; at < run.len;) {
		if (breaks[at])
			counted = false;
		at += utf8_decode(str_from(run, at), &c);
		bool is_katakana = c >= 0x30A1 && c <= 0x30FA;
		if ((!counted || is_katakana) && uc_is_alnum(c)) {
			words++;
			counted = true;
		}
	}
	return words;
}

/* Whether no word ends at c: "a.b", "it's", "3,14". */
static bool joins(char before, char c, char after)
{
	bool in_letters = char_is_alpha(before) && char_is_alpha(after);
	bool in_digits = char_is_digit(before) && char_is_digit(after);
	return (c == ':' && in_letters) || ((c == ',' || c == ';') && in_digits) ||
	       ((c == '.' || c == '\'') && (in_letters || in_digits));
}

/* The same for ASCII alone, by the rules of UAX 29 that speak of it (WB5 to WB13b). */
static int count_ascii(struct str run)
{
	int words = 0;
	bool in_segment = false, counted = false;
	for (size_t i = 0; i < run.len; i++) {
		char c = run.ptr[i], before = i ? run.ptr[i - 1] : ' ';
		char after = i + 1 < run.len ? run.ptr[i + 1] : ' ';
		bool is_word = char_is_alpha(c) || char_is_digit(c);
		if (is_word || c == '_') {
			counted = in_segment && counted;
			words += is_word && !counted;
			counted |= is_word;
			in_segment = true;
		} else if (!joins(before, c, after)) {
			in_segment = false;
		}
	}
	return words;
}

static int count_any(struct str text)
{
	enum { RUN = 4096 };
	char breaks[RUN];
	int words = 0;
	while (text.len) {
		struct str run = utf8_first(text, RUN);
		if (!run.len) /* not UTF-8: a run of continuation bytes only */
			run = str_first(text, 1);
		u8_wordbreaks((const uint8_t *)run.ptr, run.len, breaks);
		words += count_segments(run, breaks);
		text = str_from(text, run.len);
	}
	return words;
}

static bool is_simple(char c)
{
	return char_is_alpha(c) || char_is_digit(c);
}

/* Between spaces; most of what stands there is one word in ASCII, and a mark behind it. */
int html_word_count(struct str text)
{
	int words = 0;
	while (text.len) {
		size_t end = 0, start;
		unsigned char all = 0;
		while (end < text.len && is_simple(text.ptr[end]))
			end++;
		start = end;
		for (; end < text.len && !char_is_space(text.ptr[end]); end++)
			all |= (unsigned char)text.ptr[end];
		struct str run = str_first(text, end);
		bool is_word = start && (end == start || (end == start + 1 && all < 0x80));
		words += is_word ? 1 : all < 0x80 ? count_ascii(run) : count_any(run);
		text = str_from(text, end + 1);
	}
	return words;
}
