/* SPDX-License-Identifier: Apache-2.0 */
#include "theme/partials.h"

#include <stdlib.h>

#include "os/os.h"
#include "theme/ast.h"

struct reading {
	struct arena *into, *scratch;
	const struct partials_source *source;
	struct partials *out;
	struct fault *fault;
};

/* name: "components/card". */
static enum err read_template(struct reading *r, struct str path, struct str name)
{
	struct str source;
	struct template template;
	struct str file =
		str_fmt(r->into, "%.*s%.*s.hbs", STR_ARG(r->source->label), STR_ARG(name));
	if (r->out->count >= LIMIT_PARTIALS)
		return fault_set(r->fault, ERR_TOO_BIG, "more than %d templates in a folder",
				 LIMIT_PARTIALS);
	TRY(os_read_file(r->into, path, LIMIT_TEMPLATE_BYTES, &source, r->fault));
	struct arena_mark mark = arena_mark(r->scratch);
	TRY(theme_compile(r->into, r->scratch, file, source, r->source->helpers, &template,
			  r->fault));
	if (r->scratch != r->into)
		arena_reset(r->scratch, mark);
	template.name = name;
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
		struct str name =
			str_fmt(r->into, "%.*s%.*s", STR_ARG(prefix), STR_ARG(names.items[i]));
		struct str path = os_path_join(r->into, folder, names.items[i]);
		bool is_folder = str_drop_suffix(&path, S("/"));
		if (is_folder && r->source->is_deep)
			TRY(read_folder(r, path, name, depth + 1));
		else if (!is_folder && str_drop_suffix(&name, S(".hbs")))
			TRY(read_template(r, path, name));
	}
	return OK;
}

static int compare_names(const void *a, const void *b)
{
	return str_cmp(((const struct template *)a)->name, ((const struct template *)b)->name);
}

enum err partials_read(struct arena *into, struct arena *scratch,
		       const struct partials_source *source, struct partials *out,
		       struct fault *fault)
{
	struct partials found = { 0 };
	struct reading r = { into, scratch, source, &found, fault };
	if (os_exists(source->folder))
		TRY(read_folder(&r, source->folder, S(""), 0));
	partials_sort(&found);
	*out = found;
	return OK;
}

void partials_sort(struct partials *partials)
{
	if (partials->count)
		qsort(partials->items, partials->count, sizeof *partials->items, compare_names);
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
