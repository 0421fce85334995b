/* SPDX-License-Identifier: Apache-2.0 */
/* url.c: taking addresses apart and spelling them in one way. Resolving a reference against a base
 * is left to those who need it. */
#include "http/url.h"

static bool is_scheme(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		bool later = char_is_digit(c) || c == '+' || c == '-' || c == '.';
		if (!char_is_alpha(c) && !(i && later))
			return false;
	}
	return s.len > 0;
}

/* Bytes above ASCII are let through: addresses in the wild are not always encoded. A backslash is
 * refused since browsers read it as a slash. */
static bool has_bad_bytes(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (c <= ' ' || c == 0x7f || c == '\\' || c == '<' || c == '>' || c == '"')
			return true;
	}
	return false;
}

static bool is_bracketed_address(struct str host)
{
	if (host.len < 4 || host.ptr[0] != '[' || host.ptr[host.len - 1] != ']')
		return false;
	for (size_t i = 1; i + 1 < host.len; i++)
		if (char_hex(host.ptr[i]) < 0 && host.ptr[i] != ':' && host.ptr[i] != '.')
			return false;
	return true;
}

static bool is_host(struct str host)
{
	if (str_starts(host, S("[")))
		return is_bracketed_address(host);
	for (size_t i = 0; i < host.len; i++)
		if (strchr("@[]^`{|}%:!$&'()*+,;=", host.ptr[i]))
			return false;
	return host.len > 0;
}

static bool is_port(struct str port)
{
	int64_t number;
	return port.len == 0 || (port.len <= 5 && char_is_digit(port.ptr[0]) &&
				 str_to_i64(port, &number) == OK && number <= 65535);
}

static enum err parse_authority(struct str authority, struct url *url)
{
	size_t colon = str_find_last_char(authority, ':');
	size_t bracket = str_find_last_char(authority, ']');
	if (colon == STR_NONE || (bracket != STR_NONE && colon < bracket))
		colon = authority.len;
	url->host = str_first(authority, colon);
	url->port = str_from(authority, colon + 1);
	return is_host(url->host) && is_port(url->port) ? OK : ERR_INVALID;
}

enum err url_parse(struct str s, struct url *out)
{
	struct url url = { 0 };
	if (has_bad_bytes(s))
		return ERR_INVALID;
	struct str_pair parts = str_cut(s, '#');
	url.fragment = parts.tail;
	parts = str_cut(parts.head, '?');
	url.query = parts.tail;
	s = parts.head;
	struct str_pair scheme = str_cut(s, ':');
	if (scheme.found && str_find_char(scheme.head, '/') == STR_NONE) {
		if (!is_scheme(scheme.head))
			return ERR_INVALID;
		url.scheme = scheme.head;
		s = scheme.tail;
	}
	if (str_drop_prefix(&s, S("//"))) {
		size_t slash = str_find_char(s, '/');
		TRY(parse_authority(str_first(s, slash), &url));
		s = str_from(s, slash);
	}
	url.path = s;
	*out = url;
	return OK;
}

static int escaped_byte(struct str s, size_t at) /* of %XX at `at`, or -1 */
{
	if (at + 2 >= s.len || s.ptr[at] != '%')
		return -1;
	int high = char_hex(s.ptr[at + 1]), low = char_hex(s.ptr[at + 2]);
	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

struct str url_decode(struct arena *into, struct str s)
{
	struct buf out = buf_in(into, s.len);
	if (str_find_char(s, '%') == STR_NONE)
		return s;
	for (size_t i = 0; i < s.len; i++) {
		int byte = escaped_byte(s, i);
		buf_put_char(&out, byte < 0 ? s.ptr[i] : (char)byte);
		i += byte < 0 ? 0 : 2;
	}
	return buf_str(&out);
}

static bool is_unreserved(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

static void put_encoded(struct buf *out, struct str s)
{
	static const char digits[] = "0123456789ABCDEF";
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (is_unreserved((char)c)) {
			buf_put_char(out, (char)c);
			continue;
		}
		char escape[3] = { '%', digits[c >> 4], digits[c & 15] };
		buf_put(out, (struct str){ escape, 3 });
	}
}

struct str url_encode_segment(struct arena *into, struct str s)
{
	struct buf out = buf_in(into, s.len * 3);
	put_encoded(&out, s);
	return buf_str(&out);
}

struct str url_encode_query(struct arena *into, struct str s)
{
	return url_encode_segment(into, s);
}

/* Takes the last segment off; out never ends in a slash here. */
static bool climb(struct buf *out)
{
	size_t slash = str_find_last_char(buf_str(out), '/');
	if (slash == STR_NONE)
		return false;
	buf_truncate(out, slash);
	return true;
}

enum err url_normal_path(struct arena *into, struct str path, struct str *out)
{
	struct buf normal = buf_in(into, path.len * 9 + 1); /* a bad byte is nine when replaced */
	bool ends_in_slash = true;
	if (!str_drop_prefix(&path, S("/")))
		return ERR_INVALID;
	while (path.len) {
		struct str_pair cut = str_cut(path, '/');
		struct str segment = utf8_repair(into, url_decode(into, cut.head));
		path = cut.tail;
		if (str_find_char(segment, '\0') != STR_NONE)
			return ERR_INVALID;
		bool up = str_eq(segment, S(".."));
		bool here = segment.len == 0 || str_eq(segment, S("."));
		if (up && !climb(&normal))
			return ERR_INVALID;
		ends_in_slash = up || here || cut.found;
		if (up || here)
			continue;
		buf_put_char(&normal, '/');
		put_encoded(&normal, segment);
	}
	if (ends_in_slash)
		buf_put_char(&normal, '/');
	TRY(normal.fault);
	*out = buf_str(&normal);
	return OK;
}
