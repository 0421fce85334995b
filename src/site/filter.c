/* SPDX-License-Identifier: Apache-2.0 */
/* filter.c: read from the front, a function a rule; no groups, no comparisons. */
#include "site/filter.h"

static const struct {
	struct str name;
	enum filter_name means;
} names[] = {
	{ STR_CONST("tag"), FILTER_TAG },
	{ STR_CONST("tags"), FILTER_TAG },
	{ STR_CONST("tags.slug"), FILTER_TAG },
	{ STR_CONST("primary_tag"), FILTER_PRIMARY_TAG },
	{ STR_CONST("author"), FILTER_AUTHOR },
	{ STR_CONST("authors"), FILTER_AUTHOR },
	{ STR_CONST("primary_author"), FILTER_AUTHOR },
	{ STR_CONST("featured"), FILTER_FEATURED },
	{ STR_CONST("id"), FILTER_ID },
	{ STR_CONST("slug"), FILTER_SLUG },
	{ STR_CONST("page"), FILTER_PAGE },
	{ STR_CONST("visibility"), FILTER_VISIBILITY },
};

struct reading {
	struct arena *into;
	struct str rest;
};

static bool is_word_char(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '-' || c == '_' || c == '.' ||
	       c == '%' || (unsigned char)c >= 0x80;
}

static bool take(struct reading *r, const char *sign)
{
	r->rest = str_trim(r->rest);
	return str_drop_prefix(&r->rest, str_of(sign));
}

static bool read_value(struct reading *r, struct str *out)
{
	size_t length = 0;
	r->rest = str_trim(r->rest);
	if (str_starts(r->rest, S("'")) || str_starts(r->rest, S("\""))) {
		struct str_pair cut = str_cut(str_from(r->rest, 1), r->rest.ptr[0]);
		*out = cut.head;
		if (cut.found && cut.head.len)
			r->rest = cut.tail;
		return cut.found && cut.head.len;
	}
	while (length < r->rest.len && is_word_char(r->rest.ptr[length]))
		length++;
	*out = str_first(r->rest, length);
	r->rest = str_from(r->rest, length);
	return length > 0;
}

static bool add_value(struct reading *r, struct filter_term *term)
{
	struct str value;
	if (term->count == LIMIT_FILTER_VALUES || !read_value(r, &value))
		return false;
	*list_push(r->into, term) = value;
	return true;
}

static bool read_values(struct reading *r, struct filter_term *term)
{
	if (!take(r, "["))
		return add_value(r, term);
	if (take(r, "]"))
		return true;
	do {
		if (!add_value(r, term))
			return false;
	} while (take(r, ","));
	return take(r, "]");
}

static bool read_term(struct reading *r, struct filter_term *term)
{
	struct str_pair cut = str_cut(r->rest, ':');
	struct str name = str_trim(cut.head);
	*term = (struct filter_term){ .name = FILTER_TAG };
	for (size_t i = 0; i < COUNT_OF(names) && cut.found; i++) {
		if (!str_eq(names[i].name, name))
			continue;
		term->name = names[i].means;
		r->rest = cut.tail;
		term->is_not = take(r, "-");
		return read_values(r, term);
	}
	return false;
}

static bool read_way(struct reading *r, struct filter_way *way)
{
	do {
		if (way->count && str_trim(r->rest).len == 0)
			break; /* nothing behind the last plus */
		if (way->count == LIMIT_FILTER_TERMS || !read_term(r, &way->terms[way->count]))
			return false;
		way->count++;
	} while (take(r, "+"));
	return true;
}

enum err filter_parse(struct arena *into, struct str text, struct filter *out, struct str *bad)
{
	struct reading r = { into, str_trim(text) };
	*out = (struct filter){ .count = 0 };
	if (r.rest.len == 0)
		return OK;
	do {
		*bad = r.rest;
		if (out->count == LIMIT_FILTER_WAYS || !read_way(&r, &out->ways[out->count]))
			return ERR_INVALID;
		out->count++;
	} while (take(&r, ","));
	*bad = r.rest;
	return r.rest.len ? ERR_INVALID : OK;
}

bool filter_term_names(const struct filter_term *term, struct str value)
{
	for (size_t i = 0; i < term->count; i++)
		if (str_eq(term->items[i], value))
			return true;
	return false;
}
