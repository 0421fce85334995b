/* SPDX-License-Identifier: Apache-2.0 */
/* theme_run.c: making a page: its template, then the layouts around it, each seeing what was made
 * so far as `body`. */
#include "theme/folder.h"
#include "theme/run.h"

enum { FIRST_OUT_BYTES = 32 << 10 };

/* @custom: what the site set, else what the theme's maker wrote as default. */
static struct value custom_of(const struct theme *theme, const struct theme_world *world)
{
	struct value_layer *layer = arena_new(world->arena, struct value_layer, 1);
	*layer = (struct value_layer){ value_of_map(&theme->custom), world->custom };
	return value_of_layer(layer);
}

/* The context with `body` beside its own fields. */
static struct value with_body(struct arena *arena, struct value context, struct html body)
{
	struct value_map *map = arena_new(arena, struct value_map, 1);
	struct value_layer *layer = arena_new(arena, struct value_layer, 1);
	value_map_set(arena, map, S("body"), value_html(body));
	*layer = (struct value_layer){ context, value_of_map(map) };
	return value_of_layer(layer);
}

static void run_in_world(struct run *run, const struct template *template, struct value context)
{
	const struct theme_world *world = run->world;
	bool has_config = world->config.kind == VALUE_OBJECT;
	struct helper_data data[] = {
		{ S("root"), context },
		{ S("site"), world->site },
		{ S("custom"), custom_of(run->theme, world) },
		{ S("page"), world->page },
		{ S("config"), has_config ? world->config : run->theme->config },
	};
	struct frame frame = { .items = data, .count = COUNT_OF(data) };
	run->root = context;
	run_template(run, template, context, &frame, NULL);
}

/* The template, and one layout around the other. Gives: what is written stands in run->out from
 * *start on. */
static void run_layouts(struct run *run, const struct template *template, struct value context,
			size_t *start)
{
	struct value inside = context;
	for (int depth = 0;; depth++) {
		*start = run->out.len;
		run_in_world(run, template, inside);
		if (run->err || template->layout.len == 0)
			return;
		if (depth == LIMIT_LAYOUTS) {
			run->err = fault_set(run->fault, ERR_TOO_BIG,
					     "%.*s:1:1: more than %d layouts around each other",
					     STR_ARG(template->file), LIMIT_LAYOUTS);
			return;
		}
		struct str body = str_dup(run->arena, str_from(buf_str(&run->out), *start));
		buf_truncate(&run->out, *start);
		inside = with_body(run->arena, context, html_trusted(body));
		template = partials_find(&run->theme->templates, template->layout);
		BUG_IF(!template);
	}
}

enum err theme_run(const struct theme *theme, struct str template_name, struct value context,
		   const struct theme_world *world, size_t limit_bytes, struct html *out,
		   struct fault *fault)
{
	const struct template *template = partials_find(&theme->templates, template_name);
	if (!template)
		return fault_set(fault, ERR_NOT_FOUND, "no template %.*s.hbs",
				 STR_ARG(template_name));
	struct run run = {
		.theme = theme,
		.world = world,
		.find_partial = theme_find_partial,
		.partials = theme,
		.arena = world->arena,
		.out = buf_in(world->arena, limit_bytes),
		.fault = fault,
	};
	run.out.cap = limit_bytes < FIRST_OUT_BYTES ? limit_bytes : FIRST_OUT_BYTES;
	run.out.ptr = arena_bytes(world->arena, run.out.cap);
	size_t start = 0;
	run_layouts(&run, template, context, &start);
	TRY(run.err);
	*out = html_trusted(str_from(buf_str(&run.out), start));
	return OK;
}
