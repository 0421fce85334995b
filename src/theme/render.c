/* SPDX-License-Identifier: Apache-2.0 */
/* render.c: one template's text, with partials from a folder: the language and nothing else. */
#include "os/os.h"
#include "theme/ast.h"
#include "theme/partials.h"
#include "theme/run.h"

#define LIMIT_RENDER_BYTES (16u << 20)

enum err theme_render_text(struct arena *into, struct str name, struct str source,
			   struct str partials_folder, struct value context, struct html *out,
			   struct fault *fault)
{
	static const struct helper_tables none = { { NULL, NULL } };
	struct partials partials = { 0 };
	struct template template;
	TRY(theme_compile(into, into, name, source, &none, &template, fault));
	struct partials_source folder = { partials_folder,
					  os_path_join(into, partials_folder, S("")), true, &none };
	if (partials_folder.len)
		TRY(partials_read(into, into, &folder, &partials, fault));
	struct run run = {
		.find_partial = partials_find,
		.partials = &partials,
		.arena = into,
		.out = buf_in(into, LIMIT_RENDER_BYTES),
		.root = context,
		.fault = fault,
	};
	struct helper_data root = { S("root"), context };
	struct frame frame = { .items = &root, .count = 1 };
	run_template(&run, &template, context, &frame, NULL);
	TRY(run.err);
	*out = html_trusted(buf_str(&run.out));
	return OK;
}
