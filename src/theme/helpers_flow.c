/* SPDX-License-Identifier: Apache-2.0 */
/* helpers_flow.c: loops and conditions, and what a page hands to its layout. */
#include "theme/helpers.h"
#include "theme/run.h"

/* The items of a loop: of a list, or of an object with their keys. */
struct items {
	struct value *values, *keys;
	size_t count;
};

static size_t size_of(struct value v)
{
	struct str key;
	size_t count = value_count(v);
	if (v.kind == VALUE_OBJECT)
		while (value_key_at(v, count, &key))
			count++;
	return count;
}

static bool is_post(struct value v)
{
	return v.kind == VALUE_OBJECT && (strcmp(v.object.class->name, "post") == 0 ||
					  strcmp(v.object.class->name, "page") == 0);
}

/* Items say with `visibility` whether they are for all; posts are asked nothing. */
static bool is_visible(struct helper_call *call, struct value item, struct str wanted)
{
	struct str part;
	struct value v;
	if (is_post(item) || item.kind != VALUE_OBJECT || str_eq(wanted, S("all")))
		return true;
	v = value_field(item, S("visibility"), helper_arena(call));
	if (v.kind != VALUE_TEXT)
		return true;
	while (next_part(&wanted, &part))
		if (str_eq(part, v.text))
			return true;
	return false;
}

static struct items collect(struct helper_call *call, struct value v)
{
	struct arena *arena = helper_arena(call);
	struct str wanted = helper_hash_text(call, S("visibility"), S("public"));
	size_t count = size_of(v);
	struct items items = { arena_new(arena, struct value, count),
			       arena_new(arena, struct value, count), 0 };
	for (size_t i = 0; i < count; i++) {
		struct str name;
		struct value item, key = value_number((double)i);
		if (v.kind == VALUE_LIST) {
			item = value_at(v, i, arena);
		} else {
			(void)value_key_at(v, i, &name);
			key = value_text(name);
			item = value_field(v, name, arena);
		}
		if (!is_visible(call, item, wanted))
			continue;
		items.values[items.count] = item;
		items.keys[items.count++] = key;
	}
	return items;
}

struct range { /* of item numbers, from 1, both included */
	int64_t from, to;
};

static struct range range_of(struct helper_call *call, size_t count)
{
	int64_t length = (int64_t)count;
	int64_t limit = hash_int(call, S("limit"), length);
	struct range r = { hash_int(call, S("from"), 1), hash_int(call, S("to"), length) };
	if (r.from < 1)
		r.from = 1;
	if (limit > 0 && limit < length && r.from + limit - 1 < length)
		r.to = r.from + limit - 1;
	if (r.to < 1 || r.to > length)
		r.to = length;
	return r;
}

static void run_foreach_item(struct helper_call *call, const struct items *items, int64_t i,
			     struct range range, int64_t columns)
{
	struct value value = items->values[i], key = items->keys[i];
	bool has_rows = columns > 0;
	struct helper_data data[] = {
		{ S("key"), key },
		{ S("index"), value_number((double)i) },
		{ S("number"), value_number((double)(i + 1)) },
		{ S("first"), value_bool(i + 1 == range.from) },
		{ S("last"), value_bool(i + 1 == range.to) },
		{ S("even"), value_bool(i % 2 == 1) },
		{ S("odd"), value_bool(i % 2 == 0) },
		{ S("rowStart"), value_bool(has_rows && i % columns == 0) },
		{ S("rowEnd"), value_bool(has_rows && i % columns == columns - 1) },
	};
	struct value params[] = { value, key };
	helper_run_block_with(call, value, data, COUNT_OF(data), params, COUNT_OF(params));
}

void help_foreach(struct helper_call *call)
{
	if (helper_arg_count(call) != 1 || !helper_is_block(call)) {
		helper_fail(call, "is a block over one thing: {{#foreach posts}}");
		return;
	}
	struct items items = collect(call, helper_arg(call, 0));
	struct range range = range_of(call, items.count);
	int64_t columns = hash_int(call, S("columns"), 0);
	for (int64_t i = range.from - 1; i < range.to && !helper_failed(call); i++)
		run_foreach_item(call, &items, i, range, columns);
	if (items.count == 0)
		helper_run_inverse(call);
}

/* Runs the block or its else; without a block the answer is the value. */
static void answer(struct helper_call *call, bool yes)
{
	if (!helper_is_block(call))
		helper_return(call, value_bool(yes));
	else if (yes)
		helper_run_block(call, helper_context(call));
	else
		helper_run_inverse(call);
}

void help_is(struct helper_call *call)
{
	struct str wanted = text_of(call, helper_arg(call, 0)), part;
	bool yes = false;
	while (!yes && next_part(&wanted, &part))
		yes = in_context(call, part);
	answer(call, yes);
}

static struct value as_text(struct value v)
{
	return v.kind == VALUE_HTML ? value_text(v.html.s) : v;
}

/* <0, 0, >0; two numbers by size, anything else as text. */
static int compare(struct helper_call *call, struct value a, struct value b)
{
	if (a.kind == VALUE_NUMBER && b.kind == VALUE_NUMBER)
		return a.number < b.number ? -1 : a.number > b.number;
	return str_cmp(text_of(call, a), text_of(call, b));
}

static bool matches(struct helper_call *call, struct value a, struct str sign, struct value b)
{
	if (str_eq(sign, S("!=")))
		return !value_is_same(a, b);
	if (str_eq(sign, S("<")))
		return compare(call, a, b) < 0;
	if (str_eq(sign, S("<=")))
		return compare(call, a, b) <= 0;
	if (str_eq(sign, S(">")))
		return compare(call, a, b) > 0;
	if (str_eq(sign, S(">=")))
		return compare(call, a, b) >= 0;
	if (str_eq(sign, S("startsWith")))
		return a.kind == VALUE_TEXT && b.kind == VALUE_TEXT && str_starts(a.text, b.text);
	return value_is_same(a, b);
}

void help_match(struct helper_call *call)
{
	struct value a = as_text(helper_arg(call, 0)), b = as_text(helper_arg(call, 1));
	switch (helper_arg_count(call)) {
	case 1: answer(call, value_is_true(a)); break;
	case 2: answer(call, matches(call, a, S("="), b)); break;
	case 3:
		answer(call, matches(call, a, text_of(call, b), as_text(helper_arg(call, 2))));
		break;
	default: helper_fail(call, "takes one, two or three arguments");
	}
}

void help_content_for(struct helper_call *call)
{
	struct content content = { text_of(call, helper_arg(call, 0)), { { 0 } } };
	content.html = helper_capture_block(call, helper_context(call));
	*list_push(call->run->arena, &call->run->contents) = content;
}

void help_block(struct helper_call *call)
{
	struct run *run = call->run;
	struct str name = text_of(call, helper_arg(call, 0));
	bool is_found = false;
	for (size_t i = 0; i < run->contents.count; i++) {
		if (!str_eq(run->contents.items[i].name, name))
			continue;
		if (is_found)
			buf_put_char(&run->out, '\n');
		helper_write_html(call, run->contents.items[i].html);
		is_found = true;
	}
	if (!is_found)
		helper_run_block(call, helper_context(call));
}

void help_raw(struct helper_call *call)
{
	helper_run_block(call, helper_context(call));
}
