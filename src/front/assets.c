/* SPDX-License-Identifier: Apache-2.0 */
/* assets.c: all files in one arena, found by their path. */
#include "front/assets.h"

#include <stdlib.h>

#include "http/media_type.h"
#include "http/url.h"

/* Files, their names, and what they are compressed to. */
static const size_t ASSETS_ARENA = (size_t)LIMIT_ASSETS_BYTES * 4;

struct assets {
	struct arena arena;
	struct {
		struct front_asset *items; /* sorted by path */
		size_t count, cap;
	} files;
	size_t bytes;
};

struct reading {
	struct assets *assets;
	struct str prefix;
	struct fault *fault;
};

static void describe(struct assets *assets, struct front_asset *asset)
{
	static const struct str ages[2] = { STR_CONST("public, max-age=300"),
					    STR_CONST("public, max-age=31536000, immutable") };
	const struct media_type *type = media_type_of(asset->path);
	struct str name = type ? type->name : S("application/octet-stream");
	asset->is_text = media_type_is_text(name);
	asset->fingerprint =
		str_fmt(&assets->arena, "%016llx", (unsigned long long)str_hash(asset->body));
	asset->etag = str_fmt(&assets->arena, "W/\"%.*s\"", STR_ARG(asset->fingerprint));
	for (size_t i = 0; i < COUNT_OF(ages); i++)
		asset->head[i] =
			str_fmt(&assets->arena,
				"\r\nContent-Type: %.*s\r\nCache-Control: %.*s\r\nETag: %.*s%s"
				"\r\nX-Content-Type-Options: nosniff"
				"\r\nCross-Origin-Resource-Policy: same-origin",
				STR_ARG(name), STR_ARG(ages[i]), STR_ARG(asset->etag),
				asset->is_text ? "\r\nVary: Accept-Encoding" : "");
}

static enum err read_asset(struct reading *r, struct str file, struct str path)
{
	struct assets *assets = r->assets;
	struct front_asset asset = { .path = path };
	if (assets->files.count == LIMIT_FRONT_ASSETS)
		return fault_set(r->fault, ERR_TOO_BIG, "more than %d assets", LIMIT_FRONT_ASSETS);
	TRY(os_read_file(&assets->arena, file, LIMIT_ASSETS_BYTES - assets->bytes, &asset.body,
			 r->fault));
	assets->bytes += asset.body.len;
	describe(assets, &asset);
	*list_push(&assets->arena, &assets->files) = asset;
	return OK;
}

static enum err read_folder(struct reading *r, struct str folder, struct str below, int depth)
{
	struct arena *into = &r->assets->arena;
	struct os_names names = { 0 };
	if (depth == LIMIT_ASSET_DEPTH)
		return fault_set(r->fault, ERR_TOO_BIG, "%.*s: folders nested deeper than %d",
				 STR_ARG(folder), LIMIT_ASSET_DEPTH);
	TRY(os_list_folder(into, folder, &names, r->fault));
	for (size_t i = 0; i < names.count; i++) {
		struct str path =
			str_fmt(into, "%.*s%.*s", STR_ARG(below), STR_ARG(names.items[i]));
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
	return str_cmp(((const struct front_asset *)a)->path,
		       ((const struct front_asset *)b)->path);
}

enum err assets_open(const struct asset_folder *folders, size_t count, struct assets **out,
		     struct fault *fault)
{
	struct assets *assets = calloc(1, sizeof *assets);
	if (!assets)
		return fault_set(fault, ERR_BUSY, "no memory for the theme's files");
	assets->arena = arena_open(ASSETS_ARENA);
	for (size_t i = 0; i < count; i++) {
		struct reading r = { assets, folders[i].prefix, fault };
		enum err err = os_exists(folders[i].folder)
				       ? read_folder(&r, folders[i].folder, r.prefix, 0)
				       : OK;
		if (err) {
			assets_close(&assets);
			return err;
		}
	}
	if (assets->files.count)
		qsort(assets->files.items, assets->files.count, sizeof *assets->files.items,
		      compare_paths);
	*out = assets;
	return OK;
}

void assets_close(struct assets **assets)
{
	if (!*assets)
		return;
	arena_close(&(*assets)->arena);
	free(*assets);
	*assets = NULL;
}

static struct front_asset *find(struct assets *assets, struct str path)
{
	struct front_asset wanted = { .path = path };
	if (assets->files.count == 0)
		return NULL;
	return bsearch(&wanted, assets->files.items, assets->files.count,
		       sizeof *assets->files.items, compare_paths);
}

/* The same path without the first "0123456789abcdef/" in it. Gives: whether there was one. */
static bool without_fingerprint(struct arena *into, struct str path, struct str *plain,
				struct str *fingerprint)
{
	size_t at = str_find(path, S("assets/"));
	if (at == STR_NONE)
		return false;
	struct str prefix = str_first(path, at + 7);
	struct str_pair cut = str_cut(str_from(path, at + 7), '/');
	if (!cut.found || cut.head.len != 16)
		return false;
	*fingerprint = cut.head;
	*plain = str_fmt(into, "%.*s%.*s", STR_ARG(prefix), STR_ARG(cut.tail));
	return true;
}

struct front_asset *assets_find(struct assets *assets, struct str path, bool *is_immutable)
{
	struct arena_mark mark = arena_mark(&assets->arena);
	struct str plain, fingerprint;
	*is_immutable = false;
	if (str_find_char(path, '%') != STR_NONE)
		path = url_decode(&assets->arena, path);
	struct front_asset *asset = find(assets, path);
	if (!asset && without_fingerprint(&assets->arena, path, &plain, &fingerprint)) {
		asset = find(assets, plain);
		*is_immutable = asset && str_eq(asset->fingerprint, fingerprint);
	}
	arena_reset(&assets->arena, mark);
	return asset;
}

void assets_keep_coding(struct assets *assets, struct front_asset *asset, enum page_coding coding,
			struct str bytes)
{
	if (bytes.len < arena_left(&assets->arena) / 2)
		asset->coded[coding] = str_dup(&assets->arena, bytes);
}
