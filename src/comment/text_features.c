/* SPDX-License-Identifier: Apache-2.0 */
/* text_features.c: cutting a comment into features. Weinberger et al., "Feature Hashing for Large
 * Scale Multitask Learning" (2009), without signs: places are plenty. */
#include "comment/text_features.h"

#include <math.h>
#include <stdlib.h>

enum family { WORDS, PIECES, SIGNS, FAMILIES };
static const float lengths[FAMILIES] = { [WORDS] = 3.0f, [PIECES] = 3.0f, [SIGNS] = 2.0f };

struct found {
	uint32_t place;
	enum family family;
};

struct cutter {
	struct arena *into;
	struct {
		struct found *items;
		size_t count, cap;
	} found;
	struct str last; /* word */
	int words, links, tags, bbcode;
};

static uint64_t mix(uint64_t h)
{
	h ^= h >> 32;
	h *= 0x9E3779B97F4A7C15u;
	return h ^ h >> 29;
}

static uint64_t hash_more(uint64_t h, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 0x100000001B3u;
	return h;
}

static uint32_t place_of(struct str family, struct str a, struct str b)
{
	uint64_t h = hash_more(0xCBF29CE484222325u, family);
	h = hash_more(h ^ 0xFF, a);
	if (b.len)
		h = hash_more((h ^ 0xFE) * 0x100000001B3u, b);
	return (uint32_t)(mix(h) >> (64 - FEATURE_BITS));
}

uint32_t feature_place(struct str family, struct str name)
{
	return place_of(family, name, S(""));
}

uint32_t feature_pair(struct str first, struct str second)
{
	return place_of(S("b"), first, second);
}

static void add(struct cutter *cutter, enum family in, struct str family, struct str a,
		struct str b)
{
	*list_push(cutter->into, &cutter->found) = (struct found){ place_of(family, a, b), in };
}

uint32_t feature_sign(const char *name, int step)
{
	char digits[16], *at = digits + sizeof digits;
	do
		*--at = (char)('0' + step % 10);
	while (step /= 10);
	return place_of(S("s"), str_of(name),
			(struct str){ at, (size_t)(digits + sizeof digits - at) });
}

static void add_sign(struct cutter *cutter, const char *name, int step)
{
	*list_push(cutter->into, &cutter->found) =
		(struct found){ feature_sign(name, step), SIGNS };
}

static bool is_word_byte(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '\'' || (unsigned char)c >= 0x80;
}

/* Letters in lower case, runs of digits as one 0: "Win 5000" and "win 300" look the same. */
static struct str plain_word(struct arena *into, struct str word)
{
	char *out = arena_bytes(into, word.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < word.len; i++) {
		if (!char_is_digit(word.ptr[i]))
			out[len++] = char_lower(word.ptr[i]);
		else if (!len || out[len - 1] != '0')
			out[len++] = '0';
	}
	return (struct str){ out, len };
}

/* Overlapping pieces of four bytes, the word's ends marked. */
static void add_pieces(struct cutter *cutter, struct str family, struct str word)
{
	enum { PIECE = 4, LONGEST = 40 };
	char text[LONGEST + 2] = "_";
	size_t len = word.len < LONGEST ? word.len : LONGEST;
	memcpy(text + 1, word.ptr, len);
	text[++len] = '_';
	len++;
	for (size_t i = 0; i + PIECE <= len; i++)
		add(cutter, PIECES, family, (struct str){ text + i, PIECE }, S(""));
}

static void add_word(struct cutter *cutter, struct str raw)
{
	struct str word = plain_word(cutter->into, raw);
	add(cutter, WORDS, S("w"), word, S(""));
	if (cutter->last.len)
		add(cutter, WORDS, S("b"), cutter->last, word);
	add_pieces(cutter, S("c"), word);
	cutter->last = word;
	cutter->words++;
}

/* "casino" "best" of a host, "com", and the whole. */
static void add_host(struct cutter *cutter, struct str family, struct str host)
{
	host = str_lower(cutter->into, host);
	str_drop_prefix(&host, S("www."));
	add(cutter, WORDS, family, host, S(""));
	struct str name = str_cut_last(host, '.').head;
	add(cutter, WORDS, S("tld"), str_cut_last(host, '.').tail, S(""));
	add_pieces(cutter, S("h"), name);
}

static struct str host_of(struct str address)
{
	str_drop_prefix(&address, S("http://"));
	str_drop_prefix(&address, S("https://"));
	size_t len = 0;
	while (len < address.len && !strchr("/?#:\"'<>[]()", address.ptr[len]) &&
	       !char_is_space(address.ptr[len]))
		len++;
	return str_first(address, len);
}

/* The words of its path, as a spammer's address names what it sells. */
static void add_path(struct cutter *cutter, struct str path)
{
	for (size_t i = 0, start = 0; i <= path.len && i < 200; i++) {
		if (i < path.len && is_word_byte(path.ptr[i]))
			continue;
		if (i > start)
			add(cutter, WORDS, S("p"),
			    plain_word(cutter->into, str_sub(path, start, i - start)), S(""));
		start = i + 1;
	}
}

static bool starts_nocase(struct str s, struct str prefix)
{
	return str_eq_nocase(str_first(s, prefix.len), prefix);
}

static bool is_address(struct str rest)
{
	return starts_nocase(rest, S("http://")) || starts_nocase(rest, S("https://")) ||
	       starts_nocase(rest, S("www."));
}

static size_t add_address(struct cutter *cutter, struct str rest)
{
	size_t len = 0;
	while (len < rest.len && !char_is_space(rest.ptr[len]) && !strchr("<>\"[]", rest.ptr[len]))
		len++;
	struct str address = str_first(rest, len), host = host_of(address);
	add_host(cutter, S("u"), host);
	size_t at = str_find(address, host) + host.len;
	add_path(cutter, str_from(address, at));
	cutter->links++;
	cutter->last = S("");
	return len;
}

/* "example.com/x" in the middle of a text: a link that was not made one. */
static bool is_bare_host(struct str word, struct str rest)
{
	static const struct str ends[] = { STR_CONST("com"),  STR_CONST("net"), STR_CONST("org"),
					   STR_CONST("info"), STR_CONST("ru"),  STR_CONST("biz"),
					   STR_CONST("io"),   STR_CONST("me"),  STR_CONST("co"),
					   STR_CONST("xyz"),  STR_CONST("top"), STR_CONST("gl"),
					   STR_CONST("ly"),   STR_CONST("tk"),  STR_CONST("shop") };
	if (word.len < 2 || !str_starts(rest, S(".")))
		return false;
	for (size_t i = 0; i < COUNT_OF(ends); i++) {
		struct str after = str_from(rest, 1 + ends[i].len);
		if (starts_nocase(str_from(rest, 1), ends[i]) &&
		    (!after.len || !is_word_byte(after.ptr[0])))
			return true;
	}
	return false;
}

static void cut_text(struct cutter *cutter, struct str text)
{
	for (size_t i = 0; i < text.len;) {
		struct str rest = str_from(text, i);
		if (is_address(rest)) {
			i += add_address(cutter, rest);
			continue;
		}
		if (!is_word_byte(rest.ptr[0])) {
			cutter->tags += rest.ptr[0] == '<';
			cutter->bbcode +=
				starts_nocase(rest, S("[url")) || starts_nocase(rest, S("[link"));
			i++;
			continue;
		}
		size_t len = 0;
		while (len < rest.len && is_word_byte(rest.ptr[len]))
			len++;
		if (is_bare_host(str_first(rest, len), str_from(rest, len)))
			i += add_address(cutter, rest);
		else
			add_word(cutter, str_first(rest, len)), i += len;
	}
}

static int log2_of(size_t n)
{
	int log = 0;
	while (n >>= 1)
		log++;
	return log;
}

static int tenths(size_t part, size_t whole)
{
	return whole ? (int)(part * 10 / whole) : 0;
}

struct counts {
	size_t capitals, letters, digits, others, marks, lines, emphasis;
};

static struct counts count_bytes(struct str text)
{
	struct counts counts = { 0 };
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		counts.capitals += c >= 'A' && c <= 'Z';
		counts.letters += char_is_alpha(c);
		counts.digits += char_is_digit(c);
		counts.others += (unsigned char)c >= 0x80;
		counts.emphasis += c == '!' || c == '$' || c == '*';
		counts.marks += c > ' ' && !is_word_byte(c);
		counts.lines += c == '\n';
	}
	return counts;
}

static void add_signs_of_text(struct cutter *cutter, struct str text)
{
	struct counts counts = count_bytes(text);
	add_sign(cutter, "any", 0);
	add_sign(cutter, "length", log2_of(text.len + 1));
	add_sign(cutter, "words", log2_of((size_t)cutter->words + 1));
	add_sign(cutter, "links", cutter->links < 3 ? cutter->links : cutter->links < 6 ? 3 : 6);
	add_sign(cutter, "capitals", tenths(counts.capitals, counts.letters));
	add_sign(cutter, "digits", tenths(counts.digits, text.len));
	add_sign(cutter, "marks", tenths(counts.marks, text.len));
	add_sign(cutter, "others", tenths(counts.others, text.len));
	add_sign(cutter, "emphasis", log2_of(counts.emphasis + 1));
	add_sign(cutter, "lines", log2_of(counts.lines + 1));
	add_sign(cutter, "tags", log2_of((size_t)cutter->tags + 1));
	add_sign(cutter, "bbcode", cutter->bbcode > 0);
	add_sign(cutter, "mostly links", cutter->links && cutter->words < 6 * cutter->links);
}

static void add_author(struct cutter *cutter, const struct spam_text *text)
{
	struct str author = str_first(text->author, 100);
	cutter->last = S("");
	for (size_t i = 0, start = 0; i <= author.len; i++) {
		if (i < author.len && is_word_byte(author.ptr[i]))
			continue;
		if (i > start) {
			struct str word =
				plain_word(cutter->into, str_sub(author, start, i - start));
			add(cutter, WORDS, S("a"), word, S(""));
			add_pieces(cutter, S("an"), word);
		}
		start = i + 1;
	}
	struct counts counts = count_bytes(author);
	add_sign(cutter, "author digits", counts.digits > 1);
	add_sign(cutter, "author marks", counts.marks > 1);
	add_sign(cutter, "author long", author.len > 25);
	add_sign(cutter, "author is an address",
		 str_contains(author, S("http")) || str_contains(author, S("www.")));
}

static void add_contact(struct cutter *cutter, const struct spam_text *text)
{
	struct str_pair email = str_cut_last(str_first(text->email, 254), '@');
	struct str url = str_first(text->url, 500), host = host_of(url);
	if (text->email.len) {
		struct counts counts = count_bytes(email.head);
		add_host(cutter, S("e"), email.tail);
		add_pieces(cutter, S("el"), plain_word(cutter->into, email.head));
		add_sign(cutter, "e-mail digits", counts.digits > 2);
	}
	add_sign(cutter, "has a website", url.len > 0);
	if (host.len) {
		add_host(cutter, S("u"), host);
		add_path(cutter, str_from(url, str_find(url, host) + host.len));
		add_sign(cutter, "website deep",
			 str_contains(str_from(url, 8), S("/")) && url.len > 40);
	}
}

static int by_place(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	return (x->place > y->place) - (x->place < y->place);
}

/* Doubles count once; then each family is brought to its length. */
static void settle(struct cutter *cutter, struct features *out)
{
	size_t counts[FAMILIES] = { 0 }, kept = 0;
	struct found *items = cutter->found.items;
	qsort(items, cutter->found.count, sizeof *items, by_place);
	for (size_t i = 0; i < cutter->found.count; i++)
		if (!kept || items[kept - 1].place != items[i].place)
			items[kept++] = items[i];
	for (size_t i = 0; i < kept; i++)
		counts[items[i].family]++;
	out->items = arena_new(cutter->into, struct feature, kept + 1);
	out->count = kept;
	for (size_t i = 0; i < kept; i++) {
		enum family family = items[i].family;
		out->items[i].place = items[i].place;
		out->items[i].value = lengths[family] / sqrtf((float)counts[family]);
	}
}

void features_of(struct arena *into, const struct spam_text *text, struct features *out)
{
	struct cutter cutter = { .into = into };
	struct str body = str_first(text->text, LIMIT_FEATURE_TEXT_BYTES);
	cut_text(&cutter, body);
	add_signs_of_text(&cutter, body);
	add_author(&cutter, text);
	add_contact(&cutter, text);
	out->links = cutter.links;
	settle(&cutter, out);
}
