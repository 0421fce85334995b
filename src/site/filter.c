/* SPDX-License-Identifier: Apache-2.0 */
/* filter.c: one term after the other; no alternatives, no groups, no comparisons. */
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

static bool is_word(struct str value)
{
	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];
		bool is_fine = char_is_alpha(c) || char_is_digit(c) || c == '-' || c == '_' ||
			       c == '.' || c == '%' || (unsigned char)c >= 0x80;
		if (!is_fine)
			return false;
	}
	return value.len > 0;
}

static bool read_value(struct str text, struct str *out)
{
	if (str_starts(text, S("'")) || str_starts(text, S("\""))) {
		struct str quote = str_first(text, 1);
		text = str_from(text, 1);
		if (!str_drop_suffix(&text, quote) || str_contains(text, quote))
			return false;
		*out = text;
		return text.len > 0;
	}
	*out = text;
	return is_word(text);
}

static bool read_term(struct str text, struct filter_term *out)
{
	struct str_pair cut = str_cut(text, ':');
	struct str value = cut.tail;
	*out = (struct filter_term){ .is_not = str_drop_prefix(&value, S("-")) };
	if (!cut.found || !read_value(value, &out->value))
		return false;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (str_eq(names[i].name, cut.head)) {
			out->name = names[i].means;
			return true;
		}
	return false;
}

enum err filter_parse(struct str text, struct filter *out, struct str *bad)
{
	struct filter filter = { 0 };
	struct str rest = str_trim(text);
	while (rest.len) {
		struct str_pair cut = str_cut(rest, '+');
		struct str term = str_trim(cut.head);
		if (filter.count == LIMIT_FILTER_TERMS ||
		    !read_term(term, &filter.terms[filter.count])) {
			*bad = term;
			return ERR_INVALID;
		}
		filter.count++;
		rest = cut.tail;
	}
	*out = filter;
	return OK;
}
