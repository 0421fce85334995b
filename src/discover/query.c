/* SPDX-License-Identifier: Apache-2.0 */
/* query.c: cuts what was typed at white space and quotes, and reads each piece. */
#include "discover/query.h"

#include <math.h>

#include "store/index.h"

struct parser {
	struct arena *into;
	const struct query_tongue *tongue;
	struct query query;
	struct str rest;
	bool has_small_letters;
	/* Words that say nothing, for when there are no others. */
	struct query_word stops[LIMIT_QUERY_TERMS];
	size_t stop_count;
};

static void add_stem(struct query_word *word, struct str stem)
{
	if (!stem.len || word->stem_count == LIMIT_QUERY_STEMS)
		return;
	for (size_t i = 0; i < word->stem_count; i++)
		if (str_eq(word->stems[i], stem))
			return;
	word->stems[word->stem_count++] = stem;
}

static void add_stems(struct arena *into, struct query_word *word, const struct lexeme *lexeme)
{
	if (!lexeme)
		return;
	add_stem(word, str_dup(into, lexeme->stem));
	add_stem(word, str_dup(into, lexeme->bare_stem));
}

/* "U.S." is no pronoun, and neither is "US" among words that are not all capitals. */
static bool is_name(const struct parser *p, const struct word *word)
{
	static const struct str operators[] = { STR_CONST("AND"), STR_CONST("OR"),
						STR_CONST("NOT") };
	for (size_t i = 0; i < COUNT_OF(operators); i++)
		if (str_eq(word->written, operators[i]))
			return false;
	return word->is_initials || (word->is_caps && p->has_small_letters);
}

static struct query_word read_word(struct parser *p, const struct word *from)
{
	const struct query_tongue *tongue = p->tongue;
	struct str written = str_dup(p->into, from->written);
	struct query_word word = {
		.written = written,
		.folded = str_dup(p->into, from->lexeme->folded),
		.times = 1,
		.is_stop = from->lexeme->is_stop && !is_name(p, from),
		.is_number = from->lexeme->is_number,
	};
	add_stems(p->into, &word, from->lexeme);
	struct str spelt = from->is_joined ? word.folded : written;
	for (int i = 0; i < LANGUAGES; i++)
		if (tongue->languages >> i & 1)
			add_stems(p->into, &word,
				  lexicon_find(tongue->lexicon, spelt, (enum language)i));
	return word;
}

static struct query_word *find_term(struct query *query, const struct query_word *word)
{
	for (size_t i = 0; i < query->count; i++)
		if (str_eq(query->terms[i].stems[0], word->stems[0]))
			return &query->terms[i];
	return NULL;
}

static void add_term(struct parser *p, struct query_word word)
{
	struct query *query = &p->query;
	struct query_word *known = find_term(query, &word);
	if (word.is_stop) {
		if (p->stop_count < LIMIT_QUERY_TERMS)
			p->stops[p->stop_count++] = word;
	} else if (known) {
		known->times++;
		known->is_part &= word.is_part;
	} else if (query->count < LIMIT_QUERY_TERMS) {
		query->terms[query->count++] = word;
	}
}

static void add_words(struct parser *p, struct str text)
{
	struct words words = words_of(p->tongue->lexicon, text, p->tongue->language, 0);
	for (struct word word; words_next(&words, &word);) {
		struct query_word term = read_word(p, &word);
		term.is_part = word.is_part;
		if (!word.is_part || utf8_count(term.folded) > 1)
			add_term(p, term);
	}
}

static void add_run(struct parser *p, struct query_runs *runs, struct str text, uint8_t fields)
{
	struct query_run run = { .fields = fields };
	size_t room = 0;
	if (runs->count == LIMIT_QUERY_RUNS)
		return;
	struct words words = words_of(p->tongue->lexicon, text, p->tongue->language, 0);
	for (struct word word; run.count < LIMIT_QUERY_TERMS && words_next(&words, &word);) {
		if (word.is_joined)
			continue;
		if (run.count == room)
			run.words = list_grow(p->into, run.words, &room, sizeof *run.words);
		run.words[run.count++] = read_word(p, &word);
	}
	if (run.count)
		runs->items[runs->count++] = run;
}

/* Quotes open and close as people type them. Gives: bytes of the quote at the start of s. */
static size_t quote_at(struct str s)
{
	static const struct str quotes[] = { STR_CONST("\""), STR_CONST("“"), STR_CONST("”"),
					     STR_CONST("„"),  STR_CONST("«"), STR_CONST("»") };
	for (size_t i = 0; i < COUNT_OF(quotes); i++)
		if (str_starts(s, quotes[i]))
			return quotes[i].len;
	return 0;
}

/* The inside of a quotation at the start of s; false when it is not closed. */
static bool quoted(struct str s, struct str *inside, size_t *length)
{
	size_t open = quote_at(s);
	for (size_t at = open; open && at < s.len; at++) {
		size_t close = quote_at(str_from(s, at));
		if (!close)
			continue;
		*inside = str_sub(s, open, at - open);
		*length = at + close;
		return true;
	}
	return false;
}

/* A value: a quotation, or what comes before white space. */
static struct str take_value(struct str s, size_t *length, bool *is_quoted)
{
	struct str value;
	*is_quoted = quoted(s, &value, length);
	if (*is_quoted)
		return value;
	size_t n = 0;
	while (n < s.len && !char_is_space(s.ptr[n]) && !quote_at(str_from(s, n)))
		n++;
	*length = n;
	return str_first(s, n);
}

enum key { KEY_NONE, KEY_BY, KEY_TOPIC, KEY_SECTION, KEY_BEFORE, KEY_AFTER, KEY_IN };

static enum key key_at(struct str s, size_t *length)
{
	static const struct {
		struct str name;
		enum key key;
	} keys[] = {
		{ STR_CONST("by:"), KEY_BY },         { STR_CONST("author:"), KEY_BY },
		{ STR_CONST("topic:"), KEY_TOPIC },   { STR_CONST("section:"), KEY_SECTION },
		{ STR_CONST("before:"), KEY_BEFORE }, { STR_CONST("after:"), KEY_AFTER },
		{ STR_CONST("in:"), KEY_IN },
	};
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		*length = keys[i].name.len;
		if (str_eq_nocase(str_first(s, *length), keys[i].name))
			return keys[i].key;
	}
	return KEY_NONE;
}

bool query_date(struct str text, struct civil *out)
{
	int64_t fields[3] = { 0, 1, 1 };
	struct str_pair cut = { .tail = text, .found = true };
	for (size_t i = 0; cut.found; i++) {
		cut = str_cut(cut.tail, '-');
		if (i == COUNT_OF(fields) || cut.head.len > 4 || str_to_i64(cut.head, &fields[i]))
			return false;
	}
	bool is_date = fields[0] >= 1000 && fields[0] <= 9999 && fields[1] >= 1 &&
		       fields[1] <= 12 && fields[2] >= 1 &&
		       fields[2] <= days_in_month((int)fields[0], (int)fields[1]);
	if (is_date)
		*out = (struct civil){ .year = (int)fields[0],
				       .month = (int)fields[1],
				       .day = (int)fields[2] };
	return is_date;
}

/* Does what key and value say. False when they make no sense together. */
static bool apply(struct parser *p, enum key key, struct str value, bool is_excluded)
{
	struct query *query = &p->query;
	struct query_runs *runs = is_excluded ? &query->excluded : &query->required;
	size_t before = runs->count;
	struct civil date;
	switch (key) {
	case KEY_BY: add_run(p, runs, value, FIELD_BYLINES); return runs->count > before;
	case KEY_TOPIC: add_run(p, runs, value, FIELD_TOPICS); return runs->count > before;
	default: break;
	}
	if (is_excluded || !value.len)
		return false;
	if (key == KEY_SECTION)
		query->section = str_dup(p->into, value);
	else if (key == KEY_IN)
		query->in_headline |= str_eq_nocase(value, S("headline"));
	else if (query_date(value, &date))
		*(key == KEY_BEFORE ? &query->before : &query->after) = str_dup(p->into, value);
	else
		return false;
	return key != KEY_IN || str_eq_nocase(value, S("headline"));
}

static bool take_keyed(struct parser *p, struct str at, bool is_excluded, size_t *length)
{
	size_t key_len, value_len;
	bool is_quoted;
	enum key key = key_at(at, &key_len);
	if (key == KEY_NONE)
		return false;
	struct str value = take_value(str_from(at, key_len), &value_len, &is_quoted);
	*length = key_len + value_len;
	return apply(p, key, value, is_excluded);
}

/* One piece: a word, a quotation, a key with its value; with a sign before it or not. */
static void take_piece(struct parser *p)
{
	struct str at = p->rest, inside;
	struct query_runs *required = &p->query.required;
	bool is_excluded = str_drop_prefix(&at, S("-"));
	size_t sign = is_excluded, length;
	if (take_keyed(p, at, is_excluded, &length)) {
		/* done */
	} else if (quoted(at, &inside, &length)) {
		add_run(p, is_excluded ? &p->query.excluded : required, inside, 0);
		if (!is_excluded)
			add_words(p, inside);
	} else {
		bool is_quoted;
		struct str word = take_value(at, &length, &is_quoted);
		if (is_excluded && length)
			add_run(p, &p->query.excluded, word, 0);
		else
			add_words(p, word);
		length += quote_at(str_from(at, length)); /* one that nothing closes */
	}
	p->rest = str_from(p->rest, sign + length);
}

static bool has_small_letters(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] >= 'a' && s.ptr[i] <= 'z')
			return true;
	return false;
}

/* A compound is looked for as one word; its parts, if they are words at all, say less. What a long
 * question says again it is about, if not so many times. */
static double weight_of(const struct query_word *word)
{
	static const double PART_WEIGHT = 0.6;
	return (word->is_part ? PART_WEIGHT : 1) * (1 + log2(word->times));
}

static struct query finish(struct parser *p)
{
	struct query *query = &p->query;
	if (!query->count) {
		memcpy(query->terms, p->stops, sizeof p->stops);
		query->count = p->stop_count;
	}
	for (size_t i = 0; i < query->count; i++)
		query->terms[i].weight = weight_of(&query->terms[i]);
	return *query;
}

struct query query_parse(struct arena *into, const struct query_tongue *tongue, struct str typed)
{
	struct parser *p = arena_new(into, struct parser, 1);
	p->into = into;
	p->tongue = tongue;
	p->rest = utf8_repair(into, utf8_first(typed, LIMIT_QUERY_BYTES));
	p->has_small_letters = has_small_letters(p->rest);
	for (;;) {
		while (p->rest.len && char_is_space(p->rest.ptr[0]))
			p->rest = str_from(p->rest, 1);
		if (!p->rest.len)
			break;
		take_piece(p);
	}
	return finish(p);
}

struct query query_of_text(struct arena *into, const struct query_tongue *tongue, struct str text)
{
	struct parser *p = arena_new(into, struct parser, 1);
	p->into = into;
	p->tongue = tongue;
	p->rest = utf8_repair(into, utf8_first(text, LIMIT_QUERY_BYTES));
	p->has_small_letters = has_small_letters(p->rest);
	add_words(p, p->rest);
	return finish(p);
}

bool query_asks(const struct query *query)
{
	return query->count || query->required.count || query->section.len || query->after.len ||
	       query->before.len;
}
