/* SPDX-License-Identifier: Apache-2.0 */
/* ninjs.c: one object, with jansson. */
#include "exchange/ninjs.h"

#include <jansson.h>

#include "html/clean.h"

static bool is_forbidden(uint32_t c)
{
	return c < ' ' && c != '\t' && c != '\n' && c != '\r';
}

/* Control characters, which JSON lets in by their numbers, are spaces here as in every import. */
static struct str text_of(struct arena *into, const json_t *value)
{
	if (!json_is_string(value))
		return S("");
	struct str text = { json_string_value(value), json_string_length(value) };
	char *out = arena_bytes(into, text.len + 1);
	for (size_t i = 0; i < text.len; i++)
		out[i] = is_forbidden((unsigned char)text.ptr[i]) ? ' ' : text.ptr[i];
	return str_trim((struct str){ out, text.len });
}

/* How many control characters the object names: "\u0000". */
static int64_t count_forbidden(struct str json)
{
	int64_t count = 0;
	for (size_t at; (at = str_find_char(json, '\\')) != STR_NONE && at + 1 < json.len;) {
		uint32_t c = 0;
		struct str digits = str_sub(json, at + 2, 4);
		for (size_t i = 0; i < digits.len && char_hex(digits.ptr[i]) >= 0; i++)
			c = c * 16 + (uint32_t)char_hex(digits.ptr[i]);
		count += json.ptr[at + 1] == 'u' && digits.len == 4 && is_forbidden(c);
		json = str_from(json, at + 2);
	}
	return count;
}

static struct str member(struct arena *into, const json_t *object, const char *name)
{
	return text_of(into, json_object_get(object, name));
}

/* The first of the names (ended by NULL) that has a text. */
static struct str first_of(struct arena *into, const json_t *object, const char *const *names)
{
	for (size_t i = 0; names[i]; i++) {
		struct str text = member(into, object, names[i]);
		if (text.len)
			return text;
	}
	return S("");
}

/* Of a list of {value, role, contentType}: the one for the web, else the first with a value. */
static const json_t *choose(const json_t *list, const char *role)
{
	const json_t *chosen = NULL;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *one = json_array_get(list, i);
		const char *is = json_string_value(json_object_get(one, "role"));
		if (!json_string_length(json_object_get(one, "value")))
			continue;
		if (!chosen || (is && str_eq(str_of(is), str_of(role))))
			chosen = one;
	}
	return chosen;
}

static struct str listed_text(struct arena *into, const json_t *item, const char *list,
			      const char *role, const char *const *otherwise)
{
	const json_t *one = choose(json_object_get(item, list), role);
	return one ? member(into, one, "value") : first_of(into, item, otherwise);
}

static unix_ms time_of(struct arena *into, const json_t *item, const char *const *names)
{
	unix_ms at = { 0 };
	if (time_parse_rfc3339(first_of(into, item, names), &at))
		at = (unix_ms){ 0 };
	return at;
}

/* Paragraphs by blank lines, escaped. */
static struct str paragraphs(struct arena *into, struct str text)
{
	struct buf out = buf_in(into, 8 * LIMIT_HTML_BYTES);
	struct str rest = str_replace(into, text, S("\r\n"), S("\n"));
	while (rest.len) {
		struct str_pair cut = str_cut_str(rest, S("\n\n"));
		struct str one = str_trim(cut.head);
		rest = cut.tail;
		if (!one.len)
			continue;
		buf_put(&out, S("<p>"));
		html_escape_to(&out, one);
		buf_put(&out, S("</p>"));
	}
	return buf_str(&out);
}

static bool is_markup(const json_t *body, struct str text)
{
	const char *type = json_string_value(json_object_get(body, "contentType"));
	if (type)
		return str_contains(str_of(type), S("html"));
	return str_starts(text, S("<"));
}

static enum err read_body(struct arena *into, const json_t *item, struct str *out)
{
	static const char *const marked[] = { "body_xhtml", "body_html", NULL };
	static const char *const plain[] = { "body_text", "body", "text", NULL };
	const json_t *body = choose(json_object_get(item, "bodies"), "web");
	struct str text = body ? member(into, body, "value") : first_of(into, item, marked);
	bool is_html = body ? is_markup(body, text) : text.len > 0;
	struct html clean;
	if (!text.len)
		text = first_of(into, item, plain);
	TRY(html_clean(into, is_html ? text : paragraphs(into, text), CLEAN_STORY, &clean));
	*out = clean.s;
	return OK;
}

static void add_name(struct str *names, size_t *count, struct str name)
{
	for (size_t i = 0; i < *count; i++)
		if (str_eq(names[i], name))
			return;
	if (name.len && *count < LIMIT_NINJS_NAMES)
		names[(*count)++] = name;
}

static void read_topics(struct arena *into, const json_t *item, struct ninjs_item *out)
{
	static const char *const lists[] = { "subjects", "subject", "keywords" };
	static const char *const names[] = { "name", "literal", NULL };
	for (size_t k = 0; k < COUNT_OF(lists); k++) {
		const json_t *list = json_object_get(item, lists[k]);
		for (size_t i = 0; i < json_array_size(list); i++) {
			const json_t *one = json_array_get(list, i);
			struct str name = json_is_string(one) ? text_of(into, one)
							      : first_of(into, one, names);
			add_name(out->topics, &out->topic_count, name);
		}
	}
}

/* "By Ada Quill, Bo Ledger and Cy Inkwell". */
static void read_authors(struct arena *into, const json_t *item, struct ninjs_item *out)
{
	static const char *const names[] = { "by", "byline", NULL };
	struct str by = first_of(into, item, names);
	if (str_eq_nocase(str_first(by, 3), S("by ")))
		by = str_from(by, 3);
	by = str_replace(into, by, S(" and "), S(","));
	by = str_replace(into, by, S(" & "), S(","));
	while (by.len) {
		struct str_pair cut = str_cut(by, ',');
		add_name(out->authors, &out->author_count, str_trim(cut.head));
		by = cut.tail;
	}
}

static enum story_status status_of(struct str status)
{
	if (str_eq_nocase(status, S("canceled")) || str_eq_nocase(status, S("cancelled")))
		return STORY_WITHDRAWN;
	return str_eq_nocase(status, S("withheld")) ? STORY_DRAFT : STORY_PUBLISHED;
}

static enum err read_item(struct arena *into, const json_t *item, struct ninjs_item *out)
{
	static const char *const headlines[] = { "headline", "title", "name", NULL };
	static const char *const descriptions[] = { "description_text", "description", NULL };
	static const char *const first[] = { "firstCreated", "firstcreated", "versionCreated",
					     "versioncreated", NULL };
	static const char *const version[] = { "versionCreated", "versioncreated", NULL };
	static const char *const embargo[] = { "embargoed", "embargoedUntil", NULL };
	struct story *story = &out->story;
	struct html standfirst;
	story->uri = member(into, item, "uri");
	story->headline = listed_text(into, item, "headlines", "main", headlines);
	story->language = member(into, item, "language");
	story->status = status_of(member(into, item, "pubStatus"));
	story->published_at = time_of(into, item, first);
	story->created_at = story->published_at;
	story->updated_at = time_of(into, item, version);
	story->embargo_until = time_of(into, item, embargo);
	TRY(html_clean(into, listed_text(into, item, "descriptions", "summary", descriptions),
		       CLEAN_INLINE, &standfirst));
	story->standfirst = standfirst;
	read_topics(into, item, out);
	read_authors(into, item, out);
	return read_body(into, item, &story->body);
}

static void drop(json_t **at)
{
	json_decref(*at);
}

enum err ninjs_read(struct arena *into, struct str text, struct ninjs_item *out, struct str *why)
{
	json_error_t error;
	*out = (struct ninjs_item){ 0 };
	CLEANUP(drop) json_t *item = json_loadb(text.ptr, text.len, JSON_ALLOW_NUL, &error);
	if (!item) {
		*why = str_dup(into, str_of(error.text));
		return ERR_INVALID;
	}
	out->replaced = count_forbidden(text);
	return read_item(into, item, out);
}
