/* SPDX-License-Identifier: Apache-2.0 */
/* link_names.c: a scan over well-formed tags; text between them is looked through once. */
#include "html/link_names.h"

#include <unictype.h>

struct linking {
	struct buf out;
	const struct link_name *names; /* spelled as in HTML */
	size_t count;
	bool *is_linked;   /* by thing */
	bool begins[256];  /* some name begins with that byte */
	size_t shut_depth; /* elements under way in which nothing is linked */
};

static bool shuts(struct str name)
{
	static const struct str shut[] = {
		STR_CONST("a"),      STR_CONST("h1"),         STR_CONST("h2"),
		STR_CONST("h3"),     STR_CONST("h4"),         STR_CONST("h5"),
		STR_CONST("h6"),     STR_CONST("figcaption"), STR_CONST("figure"),
		STR_CONST("aside"),  STR_CONST("code"),       STR_CONST("pre"),
		STR_CONST("button"), STR_CONST("th"),         STR_CONST("caption"),
		STR_CONST("script"), STR_CONST("style"),      STR_CONST("summary"),
	};
	for (size_t i = 0; i < COUNT_OF(shut); i++)
		if (str_eq_nocase(name, shut[i]))
			return true;
	return false;
}

static void take_tag(struct linking *linking, struct str tag)
{
	struct str inside = str_from(tag, 1);
	bool ends = str_drop_prefix(&inside, S("/"));
	size_t n = 0;
	while (n < inside.len && (char_is_alpha(inside.ptr[n]) || char_is_digit(inside.ptr[n])))
		n++;
	if (shuts(str_first(inside, n))) {
		if (!ends)
			linking->shut_depth++;
		else if (linking->shut_depth)
			linking->shut_depth--;
	}
	buf_put(&linking->out, tag);
}

static bool is_word_at(struct str text, size_t at)
{
	uint32_t c = 0;
	if (at >= text.len)
		return false;
	utf8_decode(str_from(text, at), &c);
	return c < 0x80 ? char_is_alpha((char)c) || char_is_digit((char)c) : uc_is_alnum(c);
}

static bool is_word_before(struct str text, size_t at)
{
	if (at == 0)
		return false;
	size_t start = at - 1;
	while (start > 0 && ((unsigned char)text.ptr[start] & 0xC0) == 0x80)
		start--;
	return is_word_at(text, start);
}

static const struct link_name *name_at(const struct linking *linking, struct str text, size_t at)
{
	const struct link_name *best = NULL;
	if (!linking->begins[(unsigned char)text.ptr[at]] || is_word_before(text, at))
		return NULL;
	for (size_t i = 0; i < linking->count; i++) {
		const struct link_name *name = &linking->names[i];
		if (linking->is_linked[name->thing] || !name->name.len ||
		    (best && best->name.len >= name->name.len))
			continue;
		if (str_starts(str_from(text, at), name->name) &&
		    !is_word_at(text, at + name->name.len))
			best = name;
	}
	return best;
}

static void put_link(struct linking *linking, const struct link_name *name)
{
	buf_put(&linking->out, S("<a href=\""));
	html_escape_to(&linking->out, name->href);
	buf_put(&linking->out, S("\">"));
	buf_put(&linking->out, name->name);
	buf_put(&linking->out, S("</a>"));
	linking->is_linked[name->thing] = true;
}

static void take_text(struct linking *linking, struct str text)
{
	size_t put = 0;
	for (size_t at = 0; at < text.len && !linking->shut_depth;) {
		const struct link_name *name = name_at(linking, text, at);
		if (!name) {
			at++;
			continue;
		}
		buf_put(&linking->out, str_sub(text, put, at - put));
		put_link(linking, name);
		put = at = at + name->name.len;
	}
	buf_put(&linking->out, str_from(text, put));
}

/* As the cleaner spells text. */
static struct str spelled(struct arena *into, struct str name)
{
	name = str_replace(into, name, S("&"), S("&amp;"));
	name = str_replace(into, name, S("<"), S("&lt;"));
	return str_replace(into, name, S(">"), S("&gt;"));
}

struct html html_link_names(struct arena *into, struct html html, const struct link_name *names,
			    size_t count)
{
	static const size_t LINK_BYTES = sizeof "<a href=\"\"></a>";
	struct linking linking = { 0 };
	size_t room = html.s.len + 1;
	linking.count = count < LIMIT_LINK_NAMES ? count : LIMIT_LINK_NAMES;
	struct link_name *escaped = arena_new(into, struct link_name, linking.count + 1);
	linking.is_linked = arena_new(into, bool, LIMIT_LINK_NAMES);
	for (size_t i = 0; i < linking.count; i++) {
		BUG_IF(names[i].thing >= LIMIT_LINK_NAMES);
		escaped[i] = names[i];
		escaped[i].name = spelled(into, names[i].name);
		if (escaped[i].name.len)
			linking.begins[(unsigned char)escaped[i].name.ptr[0]] = true;
		room += LINK_BYTES + 6 * names[i].href.len;
	}
	linking.names = escaped;
	linking.out = buf_in(into, room);
	for (struct str rest = html.s; rest.len;) {
		bool is_tag = rest.ptr[0] == '<';
		size_t text = str_find_char(rest, '<');
		size_t n = is_tag ? html_tag_length(rest) : text == STR_NONE ? rest.len : text;
		if (is_tag)
			take_tag(&linking, str_first(rest, n));
		else
			take_text(&linking, str_first(rest, n));
		rest = str_from(rest, n);
	}
	return html_trusted(buf_str(&linking.out));
}
