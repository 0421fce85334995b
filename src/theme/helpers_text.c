/* SPDX-License-Identifier: Apache-2.0 */
/* helpers_text.c: words: translated, counted, cut. */
#include "html/html.h"
#include "theme/helpers.h"
#include "theme/run.h"

#define LIMIT_TRANSLATION_BYTES (64u << 10)

/* {name} by the hash argument of that name; what has none stays as it is. */
static struct str interpolate(struct helper_call *call, struct str text)
{
	struct buf out = buf_in(helper_arena(call), LIMIT_TRANSLATION_BYTES);
	while (text.len) {
		struct str_pair open = str_cut(text, '{');
		struct str_pair close = str_cut(open.tail, '}');
		buf_put(&out, open.head);
		if (!open.found)
			break;
		struct value v = helper_hash(call, str_trim(close.head));
		if (!close.found || v.kind == VALUE_MISSING) {
			buf_put_char(&out, '{');
			text = open.tail;
			continue;
		}
		buf_put(&out, text_of(call, v));
		text = close.tail;
	}
	return buf_str(&out);
}

void help_t(struct helper_call *call)
{
	struct str key = text_of(call, helper_arg(call, 0));
	const struct theme_world *world = helper_world(call);
	struct value found = value_missing();
	if (world && key.len)
		found = theme_translation(helper_theme(call), world->locale, key);
	struct str text = found.kind == VALUE_TEXT ? found.text : key;
	helper_return(call, value_text(helper_hash_count(call) ? interpolate(call, text) : text));
}

/* The wording for n: with the first % replaced by it. */
static struct str wording(struct helper_call *call, struct str form, double n)
{
	struct str_pair cut = str_cut(form, '%');
	if (!cut.found)
		return form;
	struct str number = text_of(call, value_number(n));
	return str_fmt(helper_arena(call), "%.*s%.*s%.*s", STR_ARG(cut.head), STR_ARG(number),
		       STR_ARG(cut.tail));
}

void help_plural(struct helper_call *call)
{
	static const struct str forms[] = { STR_CONST("empty"), STR_CONST("singular"),
					    STR_CONST("plural") };
	struct value v = helper_arg(call, 0);
	for (size_t i = 0; i < COUNT_OF(forms); i++)
		if (helper_hash(call, forms[i]).kind == VALUE_MISSING) {
			helper_fail(call, "needs empty=, singular= and plural=");
			return;
		}
	if (v.kind != VALUE_NUMBER || v.number < 0)
		return;
	size_t form = v.number == 0 ? 0 : v.number == 1 ? 1 : 2;
	struct str text = wording(call, helper_hash_text(call, forms[form], S("")), v.number);
	helper_return(call, value_html(html_trusted(text)));
}

/* The number, then its word. */
void help_comment_count(struct helper_call *call)
{
	struct value v =
		value_field(helper_field(call, S("comments")), S("count"), helper_arena(call));
	if (v.kind != VALUE_NUMBER)
		v = value_field(helper_field(call, S("count")), S("comments"), helper_arena(call));
	if (v.kind != VALUE_NUMBER || v.number == 0) {
		helper_return(call, value_text(helper_hash_text(call, S("empty"), S(""))));
		return;
	}
	struct str word = v.number == 1 ? helper_hash_text(call, S("singular"), S("comment"))
					: helper_hash_text(call, S("plural"), S("comments"));
	struct str number = text_of(call, v);
	helper_return(call, value_text(str_fmt(helper_arena(call), "%.*s %.*s", STR_ARG(number),
					       STR_ARG(word))));
}

static void put_percent(struct buf *out, char c)
{
	static const char hex[] = "0123456789ABCDEF";
	const char bytes[] = { '%', hex[(unsigned char)c >> 4], hex[(unsigned char)c & 15] };
	buf_put(out, (struct str){ bytes, sizeof bytes });
}

void help_encode(struct helper_call *call)
{
	struct str text = text_of(call, helper_arg(call, 0));
	struct buf out = buf_in(helper_arena(call), text.len * 3 + 1);
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (char_is_alpha(c) || char_is_digit(c) || (c && strchr("-_.!~*'()", c)))
			buf_put_char(&out, c);
		else
			put_percent(&out, c);
	}
	helper_return(call, value_text(buf_str(&out)));
}

#define LIMIT_CONCAT_BYTES (1u << 20)

static void put_part(struct helper_call *call, struct buf *out, struct value v, bool is_first)
{
	if (!is_first)
		escape_to(out, helper_hash_text(call, S("separator"), S("")));
	if (v.kind == VALUE_HTML)
		buf_put(out, v.html.s);
	else
		escape_to(out, text_of(call, v));
}

void help_concat(struct helper_call *call)
{
	struct buf out = buf_in(helper_arena(call), LIMIT_CONCAT_BYTES);
	bool is_first = true;
	for (size_t i = 0; i < helper_arg_count(call); i++) {
		struct value v = helper_arg(call, i);
		for (size_t k = 0; k < value_count(v); k++, is_first = false)
			put_part(call, &out, value_at(v, k, helper_arena(call)), is_first);
		if (v.kind == VALUE_LIST)
			continue;
		put_part(call, &out, v, is_first);
		is_first = false;
	}
	helper_return(call, value_html(html_trusted(buf_str(&out))));
}

void help_split(struct helper_call *call)
{
	struct arena *arena = helper_arena(call);
	struct str text = text_of(call, helper_arg(call, 0));
	struct str separator = helper_hash_text(call, S("separator"), S(","));
	struct value_array *parts = arena_new(arena, struct value_array, 1);
	while (text.len) {
		struct str_pair cut = str_cut_str(text, separator);
		if (separator.len == 0) {
			uint32_t code_point;
			size_t bytes = utf8_decode(text, &code_point);
			cut = (struct str_pair){ str_first(text, bytes), str_from(text, bytes),
						 true };
		}
		if (cut.head.len)
			*list_push(arena, parts) = value_text(cut.head);
		text = cut.tail;
	}
	struct value list = value_of_array(parts);
	if (helper_is_block(call))
		helper_run_block_with(call, list, NULL, 0, &list, 1);
	else
		helper_return(call, list);
}

/* A place in a text of count characters: from its end where it is below 0. */
static size_t place_of(double at, size_t count)
{
	if (at < 0)
		at += (double)count;
	return at < 0 ? 0 : at > (double)count ? count : (size_t)at;
}

/* Characters start to end, counted from 0. */
void help_slice(struct helper_call *call)
{
	struct value v = helper_arg(call, 0), end = helper_hash(call, S("end"));
	struct value start = helper_hash(call, S("start"));
	if ((v.kind != VALUE_TEXT && v.kind != VALUE_HTML) || start.kind != VALUE_NUMBER)
		return;
	struct str text = text_of(call, v), rest = text;
	size_t count = 0, from = text.len, to = text.len;
	uint32_t code_point;
	for (; rest.len; count++)
		rest = str_from(rest, utf8_decode(rest, &code_point));
	size_t first = place_of(start.number, count);
	size_t last = end.kind == VALUE_NUMBER ? place_of(end.number, count) : count;
	rest = text;
	for (size_t i = 0; i <= count; i++) {
		if (i == first)
			from = text.len - rest.len;
		if (i == last)
			to = text.len - rest.len;
		rest = str_from(rest, rest.len ? utf8_decode(rest, &code_point) : 0);
	}
	helper_return(call, value_text(str_sub(text, from, to > from ? to - from : 0)));
}

void help_title(struct helper_call *call)
{
	helper_return(call, helper_field(call, S("title")));
}

/* The words= and characters= of a call. */
struct cut {
	size_t words, characters;
	bool is_asked;
};

static struct cut cut_of(struct helper_call *call)
{
	int64_t words = hash_int(call, S("words"), -1);
	int64_t characters = hash_int(call, S("characters"), -1);
	return (struct cut){ .words = words < 0 ? SIZE_MAX : (size_t)words,
			     .characters = characters < 0 ? SIZE_MAX : (size_t)characters,
			     .is_asked = words >= 0 || characters >= 0 };
}

/* What an editor wrote as excerpt is kept whole; one made from the text is cut. */
void help_excerpt(struct helper_call *call)
{
	enum { WORDS_ALONE = 50 };
	struct str custom = field_text(call, helper_context(call), S("custom_excerpt"));
	if (custom.len) {
		helper_return(call, value_text(custom));
		return;
	}
	struct cut cut = cut_of(call);
	struct value excerpt = helper_field(call, S("excerpt"));
	struct str text = excerpt.kind == VALUE_HTML ? html_text(helper_arena(call), excerpt.html)
						     : text_of(call, excerpt);
	if (!cut.is_asked)
		cut.words = WORDS_ALONE;
	size_t at = 0, words = 0, characters = 0;
	bool was_space = true;
	while (at < text.len && characters < cut.characters) {
		bool is_space = char_is_space(text.ptr[at]);
		uint32_t code_point;
		if (was_space && !is_space && words++ == cut.words)
			break;
		was_space = is_space;
		characters++;
		at += utf8_decode(str_from(text, at), &code_point);
	}
	helper_return(call, value_text(str_trim(str_first(text, at))));
}

/* The body as HTML. Text that is not known to be HTML is escaped, here as everywhere. */
void help_content(struct helper_call *call)
{
	struct value html = helper_field(call, S("html"));
	struct cut cut = cut_of(call);
	if (html.kind == VALUE_HTML && cut.is_asked)
		html.html = html_first(helper_arena(call), html.html, cut.words, cut.characters);
	helper_return(call, html);
}

/* Minutes: the post's own field, else its words at the pace that Ghost assumes. */
static double minutes_of(struct helper_call *call)
{
	enum { WORDS_A_MINUTE = 275 };
	struct value v = helper_field(call, S("reading_time"));
	if (v.kind == VALUE_NUMBER)
		return v.number;
	v = helper_field(call, S("html"));
	if (v.kind != VALUE_HTML)
		return 0;
	int words = html_word_count(html_text(helper_arena(call), v.html));
	return (words + WORDS_A_MINUTE / 2) / WORDS_A_MINUTE;
}

void help_reading_time(struct helper_call *call)
{
	double minutes = minutes_of(call);
	struct str form = minutes < 1    ? helper_hash_text(call, S("seconds"), S("< 1 min read"))
			  : minutes == 1 ? helper_hash_text(call, S("minute"), S("1 min read"))
					 : helper_hash_text(call, S("minutes"), S("% min read"));
	helper_return(call, value_text(wording(call, form, minutes)));
}
