/* SPDX-License-Identifier: Apache-2.0 */
/* record.c: see record.h. What names there may be is the caller's affair. */
#include "cmd/record.h"

static enum err add_field(struct arena *into, struct record *record, struct str line)
{
	struct str_pair pair = str_cut(line, ':');
	struct str name = str_trim(pair.head);
	if (!pair.found || !name.len || str_find_char(name, ' ') != STR_NONE)
		return ERR_INVALID;
	*list_push(into, record) = (struct record_field){ name, str_trim(pair.tail) };
	return OK;
}

static enum err go_on(struct arena *into, struct record *record, struct str line)
{
	if (!record || !record->count)
		return ERR_INVALID;
	struct str *value = &record->items[record->count - 1].value;
	*value = str_fmt(into, "%.*s\n%.*s", STR_ARG(*value), STR_ARG(str_trim(line)));
	return OK;
}

enum err record_parse(struct arena *into, struct str file, struct str text, struct record_list *out,
		      struct fault *fault)
{
	struct record_list list = { 0 };
	struct record *open = NULL;
	for (size_t number = 1; text.len; number++) {
		struct str_pair cut = str_cut(text, '\n');
		text = cut.tail;
		enum err err = OK;
		if (!str_trim(cut.head).len) {
			open = NULL;
		} else if (char_is_space(cut.head.ptr[0])) {
			err = go_on(into, open, cut.head);
		} else {
			if (!open) {
				open = list_push(into, &list);
				open->line = number;
			}
			err = add_field(into, open, cut.head);
		}
		if (err)
			return fault_set(fault, err, "%.*s:%zu: not a line \"name: value\"",
					 STR_ARG(file), number);
	}
	*out = list;
	return OK;
}

struct str record_get(const struct record *record, struct str name)
{
	for (size_t i = 0; i < record->count; i++)
		if (str_eq(record->items[i].name, name))
			return record->items[i].value;
	return S("");
}

struct str record_kind(const struct record *record)
{
	return record->items[0].name;
}

struct str record_id(const struct record *record)
{
	return record->items[0].value;
}

const struct record *record_find(const struct record_list *list, struct str kind, struct str id)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_eq(record_kind(&list->items[i]), kind) &&
		    str_eq(record_id(&list->items[i]), id))
			return &list->items[i];
	return NULL;
}

enum err record_span(struct str text, int64_t *ms)
{
	static const struct {
		char unit;
		int64_t ms;
	} units[] = { { 'm', 60000 }, { 'h', 3600000 }, { 'd', 86400000 } };
	int64_t n;
	if (text.len < 2)
		return ERR_INVALID;
	TRY(str_to_i64(str_first(text, text.len - 1), &n));
	for (size_t i = 0; i < COUNT_OF(units); i++) {
		if (text.ptr[text.len - 1] != units[i].unit)
			continue;
		if (n < 0)
			return ERR_INVALID;
		if (n > LIMIT_SPAN_DAYS * units[2].ms / units[i].ms)
			return ERR_TOO_BIG;
		*ms = n * units[i].ms;
		return OK;
	}
	return ERR_INVALID;
}
