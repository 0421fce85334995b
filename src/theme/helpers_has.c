/* SPDX-License-Identifier: Apache-2.0 */
/* helpers_has.c: {{#has}}: whether the thing at hand has one of what is named. */
#include "theme/helpers.h"

/* "count:2", "count:>1", "count:<3" of a list. */
static bool count_matches(struct str wish, struct value list)
{
	int64_t wanted, count = (int64_t)value_count(list);
	size_t at = str_find(wish, S("count:"));
	struct str number = str_from(wish, at + 6);
	bool is_more = str_drop_prefix(&number, S(">"));
	bool is_less = !is_more && str_drop_prefix(&number, S("<"));
	if (list.kind != VALUE_LIST || !read_int(number, &wanted))
		return false;
	return is_more ? count > wanted : is_less ? count < wanted : count == wanted;
}

/* One of the names in wish is the name of one in the context's list. */
static bool list_has(struct helper_call *call, struct str list_name, struct str wish)
{
	struct value list = helper_field(call, list_name);
	struct str part;
	if (str_contains(wish, S("count:")))
		return count_matches(wish, list);
	while (next_part(&wish, &part))
		for (size_t i = 0; i < value_count(list); i++) {
			struct value item = value_at(list, i, helper_arena(call));
			if (str_eq_nocase(field_text(call, item, S("name")), part))
				return true;
		}
	return false;
}

/* "3", "1,4", "nth:3" of a loop's count. */
static bool number_matches(struct helper_call *call, struct str data_name, struct str wish)
{
	struct value v = helper_data_of(call, data_name);
	struct str part;
	int64_t n;
	if (v.kind != VALUE_NUMBER)
		return false;
	if (str_drop_prefix(&wish, S("nth:")))
		return read_int(wish, &n) && n > 0 && (int64_t)v.number % n == 0;
	while (next_part(&wish, &part))
		if (read_int(part, &n) && n == (int64_t)v.number)
			return true;
	return false;
}

static bool field_is(struct helper_call *call, struct str key, struct str wish)
{
	struct str text = field_text(call, helper_context(call), key);
	return text.len && str_eq_nocase(text, wish);
}

static bool slug_is(struct helper_call *call, struct str wish)
{
	struct str part;
	while (next_part(&wish, &part))
		if (field_is(call, S("slug"), part))
			return true;
	return false;
}

/* A path such as "feature_image" or "@site.logo" that gives something. */
static bool path_is_set(struct helper_call *call, struct str path)
{
	bool is_data = str_drop_prefix(&path, S("@"));
	struct str_pair cut = str_cut(path, '.');
	struct value v = is_data ? helper_data_of(call, cut.head) : helper_field(call, cut.head);
	while (cut.found) {
		cut = str_cut(cut.tail, '.');
		v = value_field(v, cut.head, helper_arena(call));
	}
	return value_is_true(v);
}

static bool paths_are_set(struct helper_call *call, struct str wish, bool all)
{
	struct str part;
	while (next_part(&wish, &part))
		if (path_is_set(call, part) != all)
			return !all;
	return all;
}

static bool has(struct helper_call *call, struct str name, struct str wish)
{
	if (wish.len == 0)
		return false;
	if (str_eq(name, S("tag")))
		return list_has(call, S("tags"), wish);
	if (str_eq(name, S("author")))
		return list_has(call, S("authors"), wish);
	if (str_eq(name, S("number")) || str_eq(name, S("index")))
		return number_matches(call, name, wish);
	if (str_eq(name, S("slug")))
		return slug_is(call, wish);
	if (str_eq(name, S("id")) || str_eq(name, S("visibility")))
		return field_is(call, name, wish);
	if (str_eq(name, S("any")) || str_eq(name, S("all")))
		return paths_are_set(call, wish, str_eq(name, S("all")));
	return false;
}

void help_has(struct helper_call *call)
{
	bool yes = false;
	for (size_t i = 0; i < helper_hash_count(call) && !yes; i++) {
		struct helper_data wish = helper_hash_at(call, i);
		yes = has(call, wish.name, text_of(call, wish.value));
	}
	if (!helper_is_block(call))
		helper_return(call, value_bool(yes));
	else if (yes)
		helper_run_block(call, helper_context(call));
	else
		helper_run_inverse(call);
}
