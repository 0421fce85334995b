/* SPDX-License-Identifier: Apache-2.0 */
/* range.c: "bytes=0-499", "bytes=500-", "bytes=-500". */
#include "http/range.h"

#include "http/conditional.h"

static bool parse_position(struct str digits, int64_t *out)
{
	if (digits.len == 0 || !char_is_digit(digits.ptr[0]))
		return false;
	enum err err = str_to_i64(digits, out);
	if (err == ERR_TOO_BIG)
		*out = INT64_MAX;
	return err == OK || err == ERR_TOO_BIG;
}

struct range range_parse(struct str header, int64_t size)
{
	struct range whole = { RANGE_WHOLE, 0, size }, outside = { RANGE_OUTSIDE, 0, size };
	int64_t first, last = INT64_MAX;
	struct str_pair unit = str_cut(header, '=');
	struct str_pair ends = str_cut(str_trim(unit.tail), '-');
	if (!str_eq_nocase(unit.head, S("bytes")) || !ends.found)
		return whole;
	if (ends.head.len == 0) { /* the last so many */
		if (!parse_position(ends.tail, &last))
			return whole;
		if (last == 0 || size == 0)
			return outside;
		first = last < size ? size - last : 0;
		return (struct range){ RANGE_PART, first, size - first };
	}
	if (!parse_position(ends.head, &first) ||
	    (ends.tail.len && !parse_position(ends.tail, &last)) || last < first)
		return whole;
	if (first >= size)
		return outside;
	if (last >= size)
		last = size - 1;
	return (struct range){ RANGE_PART, first, last - first + 1 };
}

struct range range_of(const struct http_request *request, int64_t size, struct str etag,
		      unix_ms modified_at)
{
	unix_ms date;
	struct str condition = http_get(request, S("If-Range"));
	struct str header = http_get(request, S("Range"));
	bool same = condition.len == 0 || etag_is_strong_match(condition, etag) ||
		    (time_parse_rfc5322(condition, &date) == OK &&
		     date.ms / 1000 == modified_at.ms / 1000);
	if (request->method != HTTP_GET || !same)
		return (struct range){ RANGE_WHOLE, 0, size };
	return range_parse(header, size);
}
