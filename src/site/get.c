/* SPDX-License-Identifier: Apache-2.0 */
/* get.c: lists a template asks for. What is not understood finds nothing, runs the block's else,
 * and the log says so. */
#include "site/getting.h"
#include "site/view.h"

enum { GET_NORMALLY = 15 };

void getting_keep_trouble(struct getting *getting, enum err err)
{
	if (err && err != ERR_NOT_FOUND && !getting->visit->trouble)
		getting->visit->trouble = err;
}

static bool read_order(struct getting *getting)
{
	static const struct {
		struct str words;
		int order;
	} orders[] = {
		{ STR_CONST(""), ORDER_NEWEST },
		{ STR_CONST("published_at desc"), ORDER_NEWEST },
		{ STR_CONST("published_at asc"), ORDER_OLDEST },
		{ STR_CONST("count.posts desc"), ORDER_COUNT },
		{ STR_CONST("name asc"), ORDER_NAME },
	};
	struct str order = str_trim(helper_hash_text(getting->call, S("order"), S("")));
	for (size_t i = 0; i < COUNT_OF(orders); i++)
		if (str_eq_nocase(orders[i].words, order)) {
			getting->order = orders[i].order;
			return true;
		}
	log_warning("{{#get}}: order not understood: %.*s", STR_ARG(str_first(order, 100)));
	return false;
}

/* id= and slug= ask for one thing; else filter= says which. */
static bool read_filter(struct getting *getting)
{
	static const struct str names[] = { STR_CONST("id"), STR_CONST("slug") };
	struct helper_call *call = getting->call;
	struct str bad = S("");
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct value v = helper_hash(call, names[i]);
		struct filter_term term = { .name = i ? FILTER_SLUG : FILTER_ID };
		if (v.kind == VALUE_MISSING)
			continue;
		*list_push(helper_arena(call), &term) = value_to_text(v, helper_arena(call));
		getting->filter.ways[0] = (struct filter_way){ { term }, 1 };
		getting->filter.count = 1;
		return true;
	}
	struct str text = get_fill_in(call, helper_hash_text(call, S("filter"), S("")));
	if (filter_parse(helper_arena(call), text, &getting->filter, &bad) == OK)
		return true;
	log_warning("{{#get}}: filter not understood: %.*s", STR_ARG(str_first(bad, 100)));
	return false;
}

/* Whether the call is understood. */
static bool read_call(struct getting *getting)
{
	struct helper_call *call = getting->call;
	struct str limit = helper_hash_text(call, S("limit"), S(""));
	double number = helper_hash_number(call, S("limit"), GET_NORMALLY);
	double page = helper_hash_number(call, S("page"), 1);
	getting->limit = number >= 1 && number <= LIMIT_GET ? (int64_t)number : LIMIT_GET;
	getting->page = page >= 1 && page <= 1e6 ? (int64_t)page : 1;
	if (str_eq(limit, S("all")))
		getting->limit = LIMIT_GET;
	return read_order(getting) && read_filter(getting);
}

static bool find(struct getting *getting, struct str what)
{
	bool is_understood = true;
	if (str_eq(what, S("posts")) || str_eq(what, S("pages")))
		is_understood = get_stories(getting, str_eq(what, S("pages")));
	else if (str_eq(what, S("tags")))
		is_understood = get_tags(getting);
	else if (str_eq(what, S("authors")))
		is_understood = get_people(getting);
	else
		is_understood = false;
	if (!is_understood)
		log_warning("{{#get}}: no such resource, or not by that filter: %.*s",
			    STR_ARG(str_first(what, 100)));
	return is_understood;
}

static void run_block(struct getting *getting, struct str what)
{
	struct visit *visit = getting->visit;
	struct value_map *map = view_map(visit), *meta = view_map(visit);
	int64_t page = visit->page;
	visit->page = getting->page;
	int64_t count = (getting->total + getting->limit - 1) / getting->limit;
	struct value pages =
		view_pagination(visit, count, getting->limit, post_count_of(getting->total));
	visit->page = page;
	view_set(visit, meta, S("pagination"), pages);
	view_set(visit, map, what, getting->list);
	view_set(visit, map, S("meta"), value_of_map(meta));
	view_set(visit, map, S("pagination"), pages);
	const struct value params[] = { getting->list, pages };
	helper_run_block_with(getting->call, value_of_map(map), NULL, 0, params, COUNT_OF(params));
}

void help_get(struct helper_call *call)
{
	const struct theme_world *world = helper_world(call);
	struct value first = helper_arg(call, 0);
	struct str what = first.kind == VALUE_TEXT ? first.text : S("");
	if (!world || !helper_is_block(call)) {
		helper_fail(call, "is a block: {{#get \"posts\"}}...{{/get}}");
		return;
	}
	struct getting getting = { .call = call, .visit = world->app };
	getting.list = value_of_array(arena_new(world->arena, struct value_array, 1));
	if (read_call(&getting) && find(&getting, what))
		run_block(&getting, what);
	else
		helper_run_inverse(call);
}
