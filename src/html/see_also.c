/* SPDX-License-Identifier: Apache-2.0 */
/* see_also.c: finds a place for a See also in a text that has none. */
#include "html/body.h"

enum { PARAGRAPHS_BEFORE = 2 };

static bool is_void(struct str name)
{
	return str_eq(name, S("br")) || str_eq(name, S("hr")) || str_eq(name, S("img")) ||
	       str_eq(name, S("wbr")) || str_eq(name, S("col"));
}

static struct str tag_name(struct str tag)
{
	size_t len = 0;
	while (len < tag.len && (char_is_alpha(tag.ptr[len]) || char_is_digit(tag.ptr[len])))
		len++;
	return str_first(tag, len);
}

/* A paragraph that hands over to what follows it must not be parted from it. */
static bool may_follow(struct str before, struct str after)
{
	struct str text = before;
	str_drop_suffix(&text, S("</p>"));
	after = str_trim(after);
	return !str_ends(str_trim(text), S(":")) &&
	       (after.len == 0 || str_starts(after, S("<p>")) || str_starts(after, S("<p ")));
}

/* Behind the second paragraph or, if that is no good place, a later one; the end of a text that is
 * short. STR_NONE: there is no place for it. */
static size_t find_place(struct str body)
{
	int depth = 0, paragraphs = 0;
	size_t last = STR_NONE;
	for (size_t at = 0; at < body.len; at++) {
		size_t next = str_find_char(str_from(body, at), '<');
		if (next == STR_NONE)
			break;
		at += next;
		struct str rest = str_from(body, at + 1);
		if (!str_drop_prefix(&rest, S("/"))) {
			depth += !is_void(tag_name(rest));
			continue;
		}
		depth--;
		size_t end = at + S("</p>").len;
		if (depth != 0 || !str_starts(rest, S("p>")))
			continue;
		bool is_good = may_follow(str_first(body, end), str_from(body, end));
		paragraphs++;
		if (is_good)
			last = end;
		if (is_good && paragraphs >= PARAGRAPHS_BEFORE)
			return end;
	}
	return last;
}

struct str html_body_with_see_also(struct arena *into, struct str body, int64_t story)
{
	size_t place = find_place(body);
	if (place == STR_NONE)
		return body;
	struct str aside = str_fmt(into, "\n<aside data-see-also=\"%lld\"></aside>",
				   (long long)story);
	struct str parts[] = { str_first(body, place), aside, str_from(body, place) };
	return str_join(into, parts, COUNT_OF(parts), S(""));
}
