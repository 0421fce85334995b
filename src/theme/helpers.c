/* SPDX-License-Identifier: Apache-2.0 */
/* helpers.c: which general helpers there are, and what several of them need. */
#include "theme/helpers.h"

#include "theme/run.h"

const struct helper general_helpers[] = {
	{ STR_CONST("asset"), help_asset },
	{ STR_CONST("authors"), help_authors },
	{ STR_CONST("block"), help_block },
	{ STR_CONST("body_class"), help_body_class },
	{ STR_CONST("comment_count"), help_comment_count },
	{ STR_CONST("comments"), help_comments },
	{ STR_CONST("concat"), help_concat },
	{ STR_CONST("content"), help_content },
	{ STR_CONST("contentFor"), help_content_for },
	{ STR_CONST("date"), help_date },
	{ STR_CONST("encode"), help_encode },
	{ STR_CONST("excerpt"), help_excerpt },
	{ STR_CONST("facebook_url"), help_facebook_url },
	{ STR_CONST("foreach"), help_foreach },
	{ STR_CONST("ghost_foot"), help_ghost_foot },
	{ STR_CONST("ghost_head"), help_ghost_head },
	{ STR_CONST("has"), help_has },
	{ STR_CONST("img_url"), help_img_url },
	{ STR_CONST("is"), help_is },
	{ STR_CONST("link"), help_link },
	{ STR_CONST("link_class"), help_link_class },
	{ STR_CONST("match"), help_match },
	{ STR_CONST("meta_description"), help_meta_description },
	{ STR_CONST("meta_title"), help_meta_title },
	{ STR_CONST("navigation"), help_navigation },
	{ STR_CONST("page_url"), help_page_url },
	{ STR_CONST("pagination"), help_pagination },
	{ STR_CONST("plural"), help_plural },
	{ STR_CONST("post_class"), help_post_class },
	{ STR_CONST("raw"), help_raw },
	{ STR_CONST("readable_url"), help_readable_url },
	{ STR_CONST("reading_time"), help_reading_time },
	{ STR_CONST("search"), help_search },
	{ STR_CONST("slice"), help_slice },
	{ STR_CONST("social_accounts"), help_social_accounts },
	{ STR_CONST("social_url"), help_social_url },
	{ STR_CONST("split"), help_split },
	{ STR_CONST("t"), help_t },
	{ STR_CONST("tags"), help_tags },
	{ STR_CONST("title"), help_title },
	{ STR_CONST("twitter_url"), help_twitter_url },
	{ STR_CONST("url"), help_url },
	{ STR_CONST(""), NULL },
};

struct str text_of(const struct helper_call *call, struct value v)
{
	return value_to_text(v, helper_arena(call));
}

struct str field_text(const struct helper_call *call, struct value from, struct str key)
{
	return text_of(call, value_field(from, key, helper_arena(call)));
}

bool read_int(struct str text, int64_t *out)
{
	enum { DIGITS_MAX = 17 };
	text = str_trim(text);
	size_t digits = 0, sign = str_starts(text, S("-"));
	int64_t n = 0;
	while (sign + digits < text.len && digits < DIGITS_MAX &&
	       char_is_digit(text.ptr[sign + digits]))
		n = n * 10 + (text.ptr[sign + digits++] - '0');
	if (digits)
		*out = sign ? -n : n;
	return digits > 0;
}

int64_t hash_int(const struct helper_call *call, struct str name, int64_t fallback)
{
	int64_t n = fallback;
	(void)read_int(helper_hash_text(call, name, S("")), &n);
	return n;
}

bool hash_says_yes(const struct helper_call *call, struct str name)
{
	struct value v = helper_hash(call, name);
	return value_is_true(v) && !str_eq(text_of(call, v), S("false"));
}

struct value page_value(const struct helper_call *call, struct str key)
{
	struct value v = helper_extra(call, key);
	return is_nothing(v) ? value_field(helper_root(call), key, helper_arena(call)) : v;
}

bool in_context(const struct helper_call *call, struct str name)
{
	struct value context = page_value(call, S("context"));
	struct str part, text;
	for (size_t i = 0; i < value_count(context); i++)
		if (str_eq(text_of(call, value_at(context, i, helper_arena(call))), name))
			return true;
	if (context.kind != VALUE_TEXT)
		return false;
	for (text = context.text; next_part(&text, &part);)
		if (str_eq(part, name))
			return true;
	return false;
}

bool next_part(struct str *list, struct str *part)
{
	if (!list->ptr)
		return false;
	struct str_pair cut = str_cut(*list, ',');
	*part = str_trim(cut.head);
	*list = cut.found ? cut.tail : (struct str){ 0 };
	return true;
}

struct str site_url(const struct helper_call *call)
{
	const struct theme_world *world = helper_world(call);
	struct str url = world ? field_text(call, world->site, S("url")) : S("");
	str_drop_suffix(&url, S("/"));
	return url;
}

struct str relative_url(const struct helper_call *call)
{
	struct value v = page_value(call, S("relative_url"));
	if (is_nothing(v))
		v = page_value(call, S("relativeUrl"));
	return text_of(call, v);
}

/* Whether a byte may stand in an address in an attribute as it is. */
static bool is_address_byte(char c)
{
	static const bool may_stand[256] = {
		['-'] = true, ['.'] = true, ['_'] = true, ['~'] = true, [':'] = true, ['/'] = true,
		['?'] = true, ['#'] = true, ['['] = true, [']'] = true, ['@'] = true, ['!'] = true,
		['$'] = true, ['('] = true, [')'] = true, ['*'] = true, ['+'] = true, [','] = true,
		[';'] = true, ['='] = true, ['%'] = true,
	};
	return char_is_alpha(c) || char_is_digit(c) || may_stand[(unsigned char)c];
}

struct value address_value(const struct helper_call *call, struct str address)
{
	size_t plain = 0;
	while (plain < address.len && is_address_byte(address.ptr[plain]))
		plain++;
	if (plain == address.len)
		return value_html(html_trusted(address));
	struct buf out = buf_in(helper_arena(call), address.len * 5 + 1);
	buf_put(&out, str_first(address, plain));
	for (size_t i = plain; i < address.len; i++) {
		char c = address.ptr[i];
		if (is_address_byte(c))
			buf_put_char(&out, c);
		else if (c == '&')
			buf_put(&out, S("&amp;"));
		else
			buf_fmt(&out, "%%%02X", (unsigned char)c);
	}
	return value_html(html_trusted(buf_str(&out)));
}
