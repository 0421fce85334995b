/* SPDX-License-Identifier: Apache-2.0 */
/* render.c: one template's text, with partials from a folder: the language and nothing else. A
 * partial is read when it is first asked for, so one that is broken harms only who uses it. */
#include "os/os.h"
#include "theme/ast.h"
#include "theme/partials.h"
#include "theme/run.h"

#define LIMIT_RENDER_BYTES (16u << 20)

struct lazy {
	struct run *run;
	struct partials_source source;
	struct partial_files files;
	struct template **read; /* by file; NULL: not yet */
};

static const struct template *find_lazily(const void *from, struct str name)
{
	const struct lazy *lazy = from;
	struct run *run = lazy->run;
	const struct partial_file *file = partial_files_find(&lazy->files, name);
	if (!file || run->err)
		return NULL;
	struct template **read = &lazy->read[file - lazy->files.items];
	if (!*read) {
		*read = arena_new(run->arena, struct template, 1);
		run->err = partial_read(run->arena, run->arena, &lazy->source, file, *read,
					run->fault);
	}
	return run->err ? NULL : *read;
}

enum err theme_render_text(struct arena *into, struct str name, struct str source,
			   struct str partials_folder, struct value context, struct html *out,
			   struct fault *fault)
{
	static const struct helper_tables none = { { NULL, NULL } };
	struct template template;
	struct run run = {
		.find_partial = find_lazily,
		.arena = into,
		.root = context,
		.fault = fault,
	};
	struct lazy lazy = { .run = &run };
	lazy.source =
		(struct partials_source){ partials_folder,
					  os_path_join(into, partials_folder, S("")), true, &none };
	TRY(theme_compile(into, into, name, source, &none, &template, fault));
	if (partials_folder.len)
		TRY(partials_list(into, &lazy.source, &lazy.files, fault));
	lazy.read = arena_new(into, struct template *, lazy.files.count);
	run.partials = &lazy;
	run.out = buf_in(into, LIMIT_RENDER_BYTES);
	struct helper_data root = { S("root"), context };
	struct frame frame = { .items = &root, .count = 1 };
	run_template(&run, &template, context, &frame, NULL);
	TRY(run.err);
	*out = html_trusted(buf_str(&run.out));
	return OK;
}
