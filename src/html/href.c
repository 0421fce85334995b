/* SPDX-License-Identifier: Apache-2.0 */
/*
 * href.c: the allow-list of address schemes.
 *
 * The bytes are first brought to the form a browser would act on, then looked at, and that very
 * form is what is written: what was checked is what is used.
 */
#include "html/href.h"

static bool is_control_or_space(char c)
{
	return (unsigned char)c <= ' ' || c == 0x7F;
}

static struct str trim_controls(struct str s)
{
	while (s.len && is_control_or_space(s.ptr[0]))
		s = str_from(s, 1);
	while (s.len && is_control_or_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

/* C1 controls, non-characters, a byte order mark and the marks that turn text around have no
 * business in an address. */
static bool is_unwanted(uint32_t c)
{
	return (c >= 0x7F && c < 0xA0) || c == 0xFEFF || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069) || (c & 0xFFFE) == 0xFFFE ||
	       (c >= 0xFDD0 && c <= 0xFDEF);
}

/* Length of "scheme" before a ':', or STR_NONE if s is relative. */
static size_t scheme_length(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		if (c == ':')
			return i;
		if (c == '/' || c == '?' || c == '#')
			return STR_NONE;
	}
	return STR_NONE;
}

static bool scheme_is_allowed(struct str scheme)
{
	return str_eq(scheme, S("http")) || str_eq(scheme, S("https")) ||
	       str_eq(scheme, S("mailto")) || str_eq(scheme, S("tel"));
}

static struct str browser_form(struct arena *into, struct str raw)
{
	struct buf out = buf_in(into, raw.len * 3);
	uint32_t c;
	for (size_t at = 0; at < raw.len;) {
		at += utf8_decode(str_from(raw, at), &c);
		if (c == ' ')
			buf_put(&out, S("%20"));
		else if (c > ' ' && !is_unwanted(c))
			buf_put_code_point(&out, c);
	}
	return buf_str(&out);
}

bool href_clean(struct arena *into, struct str raw, struct str *out)
{
	if (raw.len > LIMIT_HREF_BYTES)
		return false;
	struct str s = browser_form(into, trim_controls(raw));
	size_t scheme = scheme_length(s);
	if (scheme != STR_NONE) {
		struct str name = str_lower(into, str_first(s, scheme));
		if (!scheme_is_allowed(name) || s.len == scheme + 1)
			return false;
		s = str_fmt(into, "%.*s%.*s", STR_ARG(name), STR_ARG(str_from(s, scheme)));
	}
	if (!s.len || s.len > LIMIT_HREF_BYTES)
		return false;
	*out = s;
	return true;
}

bool href_clean_absolute(struct arena *into, struct str raw, struct str *out)
{
	struct str s;
	if (!href_clean(into, raw, &s))
		return false;
	if (str_starts(s, S("//")))
		s = str_fmt(into, "https:%.*s", STR_ARG(s));
	struct str host = s;
	if (!str_drop_prefix(&host, S("https://")) && !str_drop_prefix(&host, S("http://")))
		return false;
	if (!host.len || host.ptr[0] == '/' || host.ptr[0] == '?' || host.ptr[0] == '#')
		return false;
	*out = s;
	return true;
}
