/* SPDX-License-Identifier: Apache-2.0 */
/* wp_picture.c: reads img tags as plugins that load late, resize and relay have left them. */
#include "exchange/wp_picture.h"

static int64_t number_after(struct str class, struct str prefix)
{
	struct str rest = str_cut_str(class, prefix).tail;
	size_t n = 0;
	int64_t number;
	while (n < rest.len && char_is_digit(rest.ptr[n]))
		n++;
	return str_to_i64(str_first(rest, n), &number) ? 0 : number;
}

static bool can_be_fetched(struct str url)
{
	return url.len && !str_starts(url, S("data:")) && !str_starts(url, S("about:")) &&
	       !str_starts(url, S("blob:"));
}

static struct str source_of(struct arena *into, const struct scan_token *img)
{
	static const struct str names[] = { STR_CONST("data-orig-file"), STR_CONST("src"),
					    STR_CONST("data-src"), STR_CONST("data-lazy-src") };
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct str url = scan_attribute(into, img, names[i]);
		if (can_be_fetched(url))
			return url;
	}
	return S("");
}

struct wp_picture_tag wp_picture_tag(struct arena *into, const struct scan_token *img)
{
	struct wp_picture_tag tag = { 0 };
	int64_t own;
	if (str_to_i64(scan_attribute(into, img, S("data-attachment")), &own) == OK)
		tag.attachment = own;
	else
		tag.attachment =
			number_after(scan_attribute(into, img, S("class")), S("wp-image-"));
	tag.url = wp_picture_plain(into, source_of(into, img));
	tag.alt = scan_attribute(into, img, S("alt"));
	bool is_pixel = str_eq(scan_attribute(into, img, S("width")), S("1")) &&
			str_eq(scan_attribute(into, img, S("height")), S("1"));
	bool is_known = scan_attribute(into, img, S("data-media")).len > 0;
	tag.is_nothing = is_pixel || is_known || scan_has_class(into, img, S("emoji")) ||
			 scan_has_class(into, img, S("wp-smiley")) ||
			 (!tag.url.len && !tag.attachment);
	return tag;
}

static struct str path_of(struct str url)
{
	return str_first(url, str_find_char(url, '?') < str_find_char(url, '#')
				      ? str_find_char(url, '?')
				      : str_find_char(url, '#'));
}

bool wp_is_picture_address(struct str href)
{
	static const struct str ends[] = { STR_CONST("jpg"), STR_CONST("jpeg"), STR_CONST("png"),
					   STR_CONST("gif"), STR_CONST("webp"), STR_CONST("avif"),
					   STR_CONST("bmp"), STR_CONST("jpe") };
	struct str end = str_cut_last(path_of(href), '.').tail;
	for (size_t i = 0; i < COUNT_OF(ends); i++)
		if (str_eq_nocase(end, ends[i]))
			return true;
	return false;
}

/* "//i0.wp.com/example.org/a.jpg": the host and path after the proxy's, "" for anything else. */
static struct str relayed(struct str rest)
{
	bool is_proxy = rest.len > 10 && rest.ptr[0] == 'i' && char_is_digit(rest.ptr[1]) &&
			str_eq(str_sub(rest, 2, 8), S(".wp.com/"));
	return is_proxy ? str_from(rest, 10) : S("");
}

struct str wp_picture_plain(struct arena *into, struct str url)
{
	struct str_pair scheme = str_cut_str(url, S("//"));
	bool has_host = scheme.found && (!scheme.head.len || str_starts(url, S("http")));
	struct str path = path_of(url);
	if (!has_host)
		return path;
	struct str behind = relayed(path_of(scheme.tail));
	if (behind.len)
		return str_fmt(into, "https://%.*s", STR_ARG(behind));
	if (!scheme.head.len)
		return str_fmt(into, "https:%.*s", STR_ARG(path));
	/* an address whose query says which file it is keeps it */
	return wp_is_picture_address(path) ? path : url;
}

struct str wp_picture_full_size(struct arena *into, struct str url)
{
	size_t dot = str_find_last_char(url, '.');
	if (dot == STR_NONE)
		return url;
	size_t at = dot, digits = 0;
	for (; at && char_is_digit(url.ptr[at - 1]); at--)
		digits++;
	if (!digits || digits > 5 || !at || url.ptr[at - 1] != 'x')
		return url;
	size_t x = --at;
	while (at && char_is_digit(url.ptr[at - 1]))
		at--;
	if (at == x || x - at > 5 || !at || url.ptr[at - 1] != '-')
		return url;
	return str_fmt(into, "%.*s%.*s", STR_ARG(str_first(url, at - 1)),
		       STR_ARG(str_from(url, dot)));
}
