/* SPDX-License-Identifier: Apache-2.0 */
/* piece.c: one partial by itself, for what is put into a page from outside its template. */
#include "theme/folder.h"
#include "theme/run.h"

enum err theme_run_piece(const struct theme *theme, struct str partial, struct value context,
			 const struct theme_world *world, size_t limit_bytes, struct html *out,
			 struct fault *fault)
{
	const struct template *template = theme_find_partial(theme, partial);
	if (!template)
		return fault_set(fault, ERR_NOT_FOUND, "no partial %.*s.hbs", STR_ARG(partial));
	struct helper_data data[] = {
		{ S("root"), context },         { S("site"), world->site },
		{ S("custom"), world->custom }, { S("page"), world->page },
		{ S("config"), theme->config },
	};
	struct frame frame = { .items = data, .count = COUNT_OF(data) };
	struct run run = {
		.theme = theme,
		.world = world,
		.find_partial = theme_find_partial,
		.partials = theme,
		.arena = world->arena,
		.out = buf_in(world->arena, limit_bytes),
		.root = context,
		.fault = fault,
	};
	run_template(&run, template, context, &frame, NULL);
	TRY(run.err);
	*out = html_trusted(buf_str(&run.out));
	return OK;
}
