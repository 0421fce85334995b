/* SPDX-License-Identifier: Apache-2.0 */
#include "theme/partials.h"

#include <stdlib.h>

#include "os/os.h"
#include "theme/ast.h"

struct listing {
	struct arena *into;
	const struct partials_source *source;
	struct partial_files *out;
	struct fault *fault;
};

/* prefix: "" or "components/". */
static enum err list_folder(struct listing *l, struct str folder, struct str prefix, int depth)
{
	struct os_names names = { 0 };
	if (depth > LIMIT_FOLDER_NESTING)
		return fault_set(l->fault, ERR_TOO_BIG, "%.*s: folders nested deeper than %d",
				 STR_ARG(folder), LIMIT_FOLDER_NESTING);
	TRY(os_list_folder(l->into, folder, &names, l->fault));
	for (size_t i = 0; i < names.count; i++) {
		struct str name =
			str_fmt(l->into, "%.*s%.*s", STR_ARG(prefix), STR_ARG(names.items[i]));
		struct str path = os_path_join(l->into, folder, names.items[i]);
		bool is_folder = str_drop_suffix(&path, S("/"));
		if (is_folder && l->source->is_deep)
			TRY(list_folder(l, path, name, depth + 1));
		if (is_folder || !str_drop_suffix(&name, S(".hbs")))
			continue;
		if (l->out->count >= LIMIT_PARTIALS)
			return fault_set(l->fault, ERR_TOO_BIG, "%.*s: more than %d templates",
					 STR_ARG(l->source->folder), LIMIT_PARTIALS);
		*list_push(l->into, l->out) = (struct partial_file){ name, path };
	}
	return OK;
}

static int compare_files(const void *a, const void *b)
{
	return str_cmp(((const struct partial_file *)a)->name,
		       ((const struct partial_file *)b)->name);
}

enum err partials_list(struct arena *into, const struct partials_source *source,
		       struct partial_files *out, struct fault *fault)
{
	struct partial_files files = { 0 };
	struct listing listing = { into, source, &files, fault };
	if (os_exists(source->folder))
		TRY(list_folder(&listing, source->folder, S(""), 0));
	if (files.count)
		qsort(files.items, files.count, sizeof *files.items, compare_files);
	*out = files;
	return OK;
}

const struct partial_file *partial_files_find(const struct partial_files *files, struct str name)
{
	struct partial_file wanted = { .name = name };
	if (files->count == 0)
		return NULL;
	return bsearch(&wanted, files->items, files->count, sizeof *files->items, compare_files);
}

enum err partial_read(struct arena *into, struct arena *scratch,
		      const struct partials_source *source, const struct partial_file *file,
		      struct template *out, struct fault *fault)
{
	struct str text;
	struct str label =
		str_fmt(into, "%.*s%.*s.hbs", STR_ARG(source->label), STR_ARG(file->name));
	TRY(os_read_file(into, file->path, LIMIT_TEMPLATE_BYTES, &text, fault));
	struct arena_mark mark = arena_mark(scratch);
	TRY(theme_compile(into, scratch, label, text, source->helpers, out, fault));
	if (scratch != into)
		arena_reset(scratch, mark);
	out->name = file->name;
	return OK;
}

enum err partials_read(struct arena *into, struct arena *scratch,
		       const struct partials_source *source, struct partials *out,
		       struct fault *fault)
{
	struct partial_files files;
	struct partials found = { 0 };
	TRY(partials_list(into, source, &files, fault));
	for (size_t i = 0; i < files.count; i++) {
		struct template template;
		TRY(partial_read(into, scratch, source, &files.items[i], &template, fault));
		*list_push(into, &found) = template;
	}
	*out = found;
	return OK;
}

static int compare_names(const void *a, const void *b)
{
	return str_cmp(((const struct template *)a)->name, ((const struct template *)b)->name);
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
