/* SPDX-License-Identifier: Apache-2.0 */
/* conditional.c: tags and dates a client sends back. */
#include "http/conditional.h"

#include "http/field.h"

static uint64_t mix(uint64_t hash, const char *eight_bytes)
{
	uint64_t word;
	memcpy(&word, eight_bytes, sizeof word);
	hash = (hash ^ word) * 0x100000001b3u;
	return hash ^ hash >> 32;
}

/* FNV-1a in steps of eight bytes, folded after each so that the upper ones tell too, and four of
 * them beside each other, so that none waits for the last; byte by byte a page would cost as much
 * to tag as to write. */
static uint64_t hash_of(struct str s)
{
	const uint64_t prime = 0x100000001b3u;
	uint64_t hash = 0xcbf29ce484222325u;
	uint64_t lanes[4] = { hash, hash + 1, hash + 2, hash + 3 };
	bool is_long = s.len >= sizeof lanes;
	for (; s.len >= sizeof lanes; s = str_from(s, sizeof lanes))
		for (size_t i = 0; i < COUNT_OF(lanes); i++)
			lanes[i] = mix(lanes[i], s.ptr + 8 * i);
	for (size_t i = 0; is_long && i < COUNT_OF(lanes); i++)
		hash = mix(hash, (const char *)&lanes[i]);
	for (; s.len >= 8; s = str_from(s, 8))
		hash = mix(hash, s.ptr);
	for (size_t i = 0; i < s.len; i++)
		hash = (hash ^ (unsigned char)s.ptr[i]) * prime;
	return hash;
}

struct str etag_of(struct arena *into, struct str bytes)
{
	return str_fmt(into, "W/\"%016llx\"", (unsigned long long)hash_of(bytes));
}

static struct str without_weakness(struct str etag)
{
	str_drop_prefix(&etag, S("W/"));
	return etag;
}

static bool is_tag(struct str s)
{
	return s.len >= 2 && s.ptr[0] == '"' && s.ptr[s.len - 1] == '"';
}

/* A backslash in a tag is a plain character, so a list of tags is cut at its quotes. */
bool etag_list_has(struct str list, struct str etag)
{
	if (etag.len == 0)
		return false;
	if (str_eq(str_trim(list), S("*")))
		return true;
	for (;;) {
		struct str_pair open = str_cut(list, '"');
		struct str_pair tag = str_cut(open.tail, '"');
		if (!open.found || !tag.found)
			return false;
		struct str quoted = { tag.head.ptr - 1, tag.head.len + 2 };
		if (str_eq(quoted, without_weakness(etag)))
			return true;
		list = tag.tail;
	}
}

bool etag_is_strong_match(struct str a, struct str b)
{
	return is_tag(a) && str_eq(a, b);
}

bool http_is_not_modified(const struct http_request *request, struct str etag, unix_ms modified_at)
{
	unix_ms since;
	struct str tags = http_get(request, S("If-None-Match"));
	struct str date = http_get(request, S("If-Modified-Since"));
	if (request->method != HTTP_GET && request->method != HTTP_HEAD)
		return false;
	if (tags.len)
		return etag_list_has(tags, etag);
	return date.len && time_is_set(modified_at) && time_parse_rfc5322(date, &since) == OK &&
	       modified_at.ms / 1000 <= since.ms / 1000;
}
