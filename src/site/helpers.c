/* SPDX-License-Identifier: Apache-2.0 */
/* helpers.c: the story before and after, the head, and styles within it. */
#include "site/helpers.h"

#include "site/get.h"
#include "site/view.h"
#include "store/story.h"
#include "theme/helper.h"

/* The story a template stands on; NULL on anything else. */
static const struct story *story_at_hand(struct helper_call *call)
{
	struct value context = helper_context(call);
	if (context.kind == VALUE_OBJECT && context.object.class != &story_view_class &&
	    context.object.class != &page_view_class)
		context = helper_field(call, S("post"));
	if (context.kind != VALUE_OBJECT ||
	    (context.object.class != &story_view_class && context.object.class != &page_view_class))
		return NULL;
	return ((const struct story_view *)context.object.self)->story;
}

/* in="primary_tag" or in="primary_author": the neighbour within those. */
static enum err neighbour_within(struct visit *visit, const struct story *of, struct str within,
				 bool is_next, struct story *out)
{
	struct story_filter filter = { .kind = POSTS_ONLY,
				       .not_this = of->id,
				       .oldest_first = is_next };
	struct story_list list;
	if (str_eq(within, S("primary_tag")) && of->section_count)
		filter.section = of->sections[0].id;
	else if (str_eq(within, S("primary_tag")) && of->topic_count)
		filter.topic = of->topics[0].id;
	else if (str_eq(within, S("primary_author")) && of->byline_count)
		filter.author = of->bylines[0].person.id;
	else
		return ERR_NOT_FOUND;
	if (is_next)
		filter.from = unix_ms_of(of->published_at.ms + 1);
	else
		filter.before = of->published_at;
	TRY(store_story_list(visit->store, visit->arena, &filter, 0, 1, false, &list));
	if (list.count == 0)
		return ERR_NOT_FOUND;
	*out = list.items[0];
	return OK;
}

static void neighbour(struct helper_call *call, bool is_next)
{
	const struct theme_world *world = helper_world(call);
	const struct story *of = story_at_hand(call);
	struct str within = helper_hash_text(call, S("in"), S(""));
	if (!world || !of || of->kind != STORY_POST) {
		helper_run_inverse(call);
		return;
	}
	struct visit *visit = world->app;
	struct story *found = arena_new(visit->arena, struct story, 1);
	enum err err =
		within.len ? neighbour_within(visit, of, within, is_next, found)
			   : store_story_neighbour(visit->store, visit->arena, of, is_next, found);
	if (err && err != ERR_NOT_FOUND && !visit->trouble)
		visit->trouble = err;
	if (err)
		helper_run_inverse(call);
	else
		helper_run_block(call, view_story(visit, found));
}

static void help_prev_post(struct helper_call *call)
{
	neighbour(call, false);
}

static void help_next_post(struct helper_call *call)
{
	neighbour(call, true);
}

static void allow_style(struct visit *visit, struct str source)
{
	if (str_contains(visit->style_sources, source))
		return;
	const char *between = visit->style_sources.len ? " " : "";
	visit->style_sources = str_fmt(visit->arena, "%.*s%s%.*s", STR_ARG(visit->style_sources),
				       between, STR_ARG(source));
}

static bool is_hex_color(struct str text)
{
	bool is_long_enough = text.len == 4 || text.len == 5 || text.len == 7 || text.len == 9;
	for (size_t i = 1; i < text.len; i++)
		if (char_hex(text.ptr[i]) < 0)
			return false;
	return is_long_enough && text.ptr[0] == '#';
}

/* The paper's colour, for sheets that count on it; near black where it has none, as Ghost's. */
static void write_accent(struct helper_call *call, struct visit *visit)
{
	struct str color = VISIT_SETTING(visit, accent);
	if (!is_hex_color(color))
		color = S("#15171a");
	const struct theme_style *style = theme_style_from(
		visit->arena,
		str_fmt(visit->arena, ":root{--ghost-accent-color:%.*s}", STR_ARG(color)));
	BUG_IF(!style);
	struct value_map *map = view_map(visit);
	allow_style(visit, style->source);
	view_set(visit, map, S("css"), value_html(style->css));
	helper_run_partial(call, S("inline-style"), value_of_map(map));
}

static void help_ghost_head(struct helper_call *call)
{
	struct value head = helper_extra(call, S("head"));
	if (head.kind != VALUE_OBJECT)
		return;
	helper_run_partial(call, S("site-head"), head);
	if (theme_asks_for_accent(helper_theme(call)))
		write_accent(call, helper_world(call)->app);
}

/* {{inline_style "css/screen.css"}}: the sheet in the page, or a link to it where that may not be.
 */
static void help_inline_style(struct helper_call *call)
{
	const struct theme_world *world = helper_world(call);
	struct str path = value_to_text(helper_arg(call, 0), helper_arena(call));
	if (!world || path.len == 0) {
		helper_fail(call, "needs the path of a file: {{inline_style \"css/screen.css\"}}");
		return;
	}
	struct visit *visit = world->app;
	struct value_map *map = view_map(visit);
	const struct theme_style *style = theme_style(helper_theme(call), path);
	if (style) {
		allow_style(visit, style->source);
		view_set(visit, map, S("css"), value_html(style->css));
	} else {
		view_set(visit, map, S("url"),
			 value_text(theme_asset_url(helper_theme(call), visit->arena, path,
						    world->asset_base)));
	}
	helper_run_partial(call, S("inline-style"), value_of_map(map));
}

const struct helper *site_helpers(void)
{
	static const struct helper helpers[] = {
		{ STR_CONST("get"), help_get },
		{ STR_CONST("ghost_head"), help_ghost_head },
		{ STR_CONST("inline_style"), help_inline_style },
		{ STR_CONST("next_post"), help_next_post },
		{ STR_CONST("prev_post"), help_prev_post },
		{ STR_CONST(""), NULL },
	};
	return helpers;
}
