/* SPDX-License-Identifier: Apache-2.0 */
/* assets.c: a theme's files for the browser. Their address holds a fingerprint of their bytes, so
 * that it may be kept for ever; only what was there when the theme was opened can be asked for. */
#include <stdlib.h>

#include "os/os.h"
#include "theme/folder.h"

struct reading {
	struct theme *theme;
	struct arena *scratch;
	struct fault *fault;
};

static enum err read_asset(struct reading *r, struct str file, struct str path)
{
	struct assets *assets = &r->theme->assets;
	struct arena *into = &r->theme->arena;
	struct str bytes;
	if (assets->count >= LIMIT_ASSETS)
		return fault_set(r->fault, ERR_TOO_BIG, "more than %d assets", LIMIT_ASSETS);
	struct arena_mark mark = arena_mark(r->scratch);
	TRY(os_read_file(r->scratch, file, LIMIT_ASSET_BYTES, &bytes, r->fault));
	struct asset asset = { .path = path };
	asset.fingerprint = str_fmt(into, "%016llx", (unsigned long long)str_hash(bytes));
	if (str_ends(path, S(".css"))) {
		asset.style = theme_style_from(into, bytes);
		r->theme->asks_for_accent |= str_contains(bytes, S("--ghost-accent-color"));
	}
	arena_reset(r->scratch, mark);
	*list_push(into, assets) = asset;
	return OK;
}

static enum err read_folder(struct reading *r, struct str folder, struct str prefix, int depth)
{
	struct arena *into = &r->theme->arena;
	struct os_names names = { 0 };
	if (depth > LIMIT_FOLDER_NESTING)
		return fault_set(r->fault, ERR_TOO_BIG, "%.*s: folders nested deeper than %d",
				 STR_ARG(folder), LIMIT_FOLDER_NESTING);
	TRY(os_list_folder(into, folder, &names, r->fault));
	for (size_t i = 0; i < names.count; i++) {
		struct str path =
			str_fmt(into, "%.*s%.*s", STR_ARG(prefix), STR_ARG(names.items[i]));
		struct str file = os_path_join(into, folder, names.items[i]);
		if (str_drop_suffix(&file, S("/")))
			TRY(read_folder(r, file, path, depth + 1));
		else
			TRY(read_asset(r, file, path));
	}
	return OK;
}

static int compare_paths(const void *a, const void *b)
{
	return str_cmp(((const struct asset *)a)->path, ((const struct asset *)b)->path);
}

enum err assets_read(struct theme *theme, struct arena *scratch, struct fault *fault)
{
	struct reading r = { theme, scratch, fault };
	struct str folder = os_path_join(&theme->arena, theme->folder, S("assets"));
	if (!os_exists(folder))
		return OK;
	TRY(read_folder(&r, folder, S(""), 0));
	if (theme->assets.count)
		qsort(theme->assets.items, theme->assets.count, sizeof *theme->assets.items,
		      compare_paths);
	return OK;
}

static const struct asset *find_asset(const struct theme *theme, struct str path)
{
	struct asset wanted = { .path = path };
	if (theme->assets.count == 0)
		return NULL;
	return bsearch(&wanted, theme->assets.items, theme->assets.count,
		       sizeof *theme->assets.items, compare_paths);
}

struct str theme_asset_url(const struct theme *theme, struct arena *into, struct str path,
			   struct str asset_base)
{
	str_drop_prefix(&path, S("/"));
	const struct asset *asset = find_asset(theme, path);
	if (!asset)
		return str_fmt(into, "%.*s%.*s", STR_ARG(asset_base), STR_ARG(path));
	return str_fmt(into, "%.*s%.*s/%.*s", STR_ARG(asset_base), STR_ARG(asset->fingerprint),
		       STR_ARG(path));
}

const struct theme_style *theme_style(const struct theme *theme, struct str path)
{
	str_drop_prefix(&path, S("/"));
	const struct asset *asset = find_asset(theme, path);
	return asset ? asset->style : NULL;
}

enum err theme_asset_file(const struct theme *theme, struct arena *into, struct str below_base,
			  struct str *file, bool *is_immutable)
{
	struct str_pair parts = str_cut(below_base, '/');
	const struct asset *asset = parts.found ? find_asset(theme, parts.tail) : NULL;
	bool is_right = asset && str_eq(asset->fingerprint, parts.head);
	if (!asset)
		asset = find_asset(theme, below_base);
	if (!asset)
		return ERR_NOT_FOUND;
	struct str folder = os_path_join(into, theme->folder, S("assets"));
	*file = os_path_join(into, folder, asset->path);
	*is_immutable = is_right;
	return OK;
}

bool theme_asks_for_accent(const struct theme *theme)
{
	return theme->asks_for_accent;
}
