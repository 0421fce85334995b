/* SPDX-License-Identifier: Apache-2.0 */
/* form.c: urlencoded forms, and looking fields up. multipart.c reads the other kind. */
#include "http/form.h"

#include "http/field.h"
#include "http/url.h"

/* "+" is a space; escapes are decoded after that. */
static struct str decoded(struct arena *into, struct str s)
{
	return utf8_repair(into, url_decode(into, str_replace(into, s, S("+"), S(" "))));
}

enum err form_parse_urlencoded(struct arena *into, struct str text, struct form *out)
{
	struct form form = { 0 };
	if (text.len > LIMIT_FORM_BYTES)
		return ERR_TOO_BIG;
	while (text.len) {
		struct str_pair cut = str_cut(text, '&');
		struct str_pair pair = str_cut(cut.head, '=');
		text = cut.tail;
		if (cut.head.len == 0)
			continue;
		if (form.count == LIMIT_FORM_FIELDS)
			return ERR_TOO_BIG;
		struct form_field field = { .name = decoded(into, pair.head),
					    .value = decoded(into, pair.tail) };
		*list_push(into, &form) = field;
	}
	*out = form;
	return OK;
}

struct str form_only(struct arena *into, struct str query,
		     bool (*wants)(const void *self, struct str name), const void *self)
{
	struct buf out = buf_in(into, query.len + 1);
	while (query.len) {
		struct str_pair cut = str_cut(query, '&');
		struct arena_mark mark = arena_mark(into);
		bool is_wanted =
			cut.head.len && wants(self, decoded(into, str_cut(cut.head, '=').head));
		arena_reset(into, mark);
		query = cut.tail;
		if (!is_wanted)
			continue;
		if (out.len)
			buf_put_char(&out, '&');
		buf_put(&out, cut.head);
	}
	return buf_str(&out);
}

enum err form_parse_body(struct arena *into, const struct http_request *request, struct form *out)
{
	struct str type = http_get(request, S("Content-Type"));
	struct str boundary;
	if (str_eq_nocase(field_main(type), S("application/x-www-form-urlencoded")))
		return form_parse_urlencoded(into, request->body, out);
	if (!str_eq_nocase(field_main(type), S("multipart/form-data")) ||
	    !field_param(into, type, S("boundary"), &boundary))
		return ERR_INVALID;
	return form_parse_multipart(into, request->body, boundary, out);
}

static const struct form_field *find(const struct form *form, struct str name)
{
	for (size_t i = 0; i < form->count; i++)
		if (str_eq(form->items[i].name, name))
			return &form->items[i];
	return NULL;
}

struct str form_get(const struct form *form, struct str name)
{
	const struct form_field *field = find(form, name);
	return field ? field->value : S("");
}

bool form_has(const struct form *form, struct str name)
{
	return find(form, name) != NULL;
}
