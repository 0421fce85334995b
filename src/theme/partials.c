/* SPDX-License-Identifier: Apache-2.0 */
#include "theme/partials.h"

#include <stdlib.h>

#include "os/os.h"
#include "theme/ast.h"

struct reading {
	struct arena *into, *scratch;
	const struct helper_tables *helpers;
	struct partials *out;
	struct fault *fault;
};

static enum err read_template(struct reading *r, struct str path, struct str name)
{
	struct str source;
	struct template template;
	if (r->out->count >= LIMIT_PARTIALS)
		return fault_set(r->fault, ERR_TOO_BIG, "more than %d partials", LIMIT_PARTIALS);
	TRY(os_read_file(r->into, path, LIMIT_TEMPLATE_BYTES, &source, r->fault));
	struct arena_mark mark = arena_mark(r->scratch);
	TRY(theme_compile(r->into, r->scratch, name, source, r->helpers, &template, r->fault));
	if (r->scratch != r->into)
		arena_reset(r->scratch, mark);
	*list_push(r->into, r->out) = template;
	return OK;
}

/* prefix: "" or "components/". */
static enum err read_folder(struct reading *r, struct str folder, struct str prefix, int depth)
{
	struct os_names names = { 0 };
	if (depth > LIMIT_FOLDER_NESTING)
		return fault_set(r->fault, ERR_TOO_BIG, "%.*s: folders nested deeper than %d",
				 STR_ARG(folder), LIMIT_FOLDER_NESTING);
	TRY(os_list_folder(r->into, folder, &names, r->fault));
	for (size_t i = 0; i < names.count; i++) {
		struct str file = names.items[i], name = file;
		struct str path = os_path_join(r->into, folder, file);
		if (str_drop_suffix(&name, S("/")))
			TRY(read_folder(
				r, os_path_join(r->into, folder, name),
				str_fmt(r->into, "%.*s%.*s", STR_ARG(prefix), STR_ARG(file)),
				depth + 1));
		else if (str_drop_suffix(&name, S(".hbs")))
			TRY(read_template(
				r, path,
				str_fmt(r->into, "%.*s%.*s", STR_ARG(prefix), STR_ARG(name))));
	}
	return OK;
}

static int compare_names(const void *a, const void *b)
{
	return str_cmp(((const struct template *)a)->name, ((const struct template *)b)->name);
}

enum err partials_read(struct arena *into, struct arena *scratch, struct str folder,
		       const struct helper_tables *helpers, struct partials *out,
		       struct fault *fault)
{
	struct partials found = { 0 };
	struct reading r = { into, scratch, helpers, &found, fault };
	if (os_exists(folder))
		TRY(read_folder(&r, folder, S(""), 0));
	if (found.count)
		qsort(found.items, found.count, sizeof *found.items, compare_names);
	*out = found;
	return OK;
}

const struct template *partials_find(const void *from, struct str name)
{
	const struct partials *partials = from;
	struct template wanted = { .name = name };
	if (partials->count == 0)
		return NULL;
	return bsearch(&wanted, partials->items, partials->count, sizeof *partials->items,
		       compare_names);
}
