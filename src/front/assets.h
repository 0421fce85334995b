/* SPDX-License-Identifier: Apache-2.0 */
/*
 * assets.h: themes' files for the browser, read into memory once, compressed when they are asked
 * for again.
 *
 * Their addresses hold a fingerprint of their bytes (theme/assets.c makes them): "/assets/" +
 * str_hash() in 16 hex digits + "/css/screen.css". With the right one they may be kept for ever;
 * with none they may be kept a little.
 */
#pragma once
#include "cache/cache.h"
#include "os/os.h"

#define LIMIT_FRONT_ASSETS 5000
#define LIMIT_ASSETS_BYTES (64u << 20) /* of all files together */
#define LIMIT_ASSET_DEPTH 16           /* folders in folders */

struct asset_folder {
	struct str prefix; /* "/assets/", "/desk/assets/" */
	struct str folder; /* whose files lie below it */
};

struct front_asset {
	struct str path; /* "/assets/css/screen.css" */
	struct str fingerprint, body;
	struct str head[2]; /* header lines: to be kept a little, for ever */
	struct str etag;
	struct str coded[PAGE_CODINGS]; /* "" until assets_keep_coding() */
	uint32_t asked;
	bool is_text;
};

struct assets;

/* A folder that is not there has no files. Fails: ERR_TOO_BIG, ERR_BUSY, ERR_IO. */
enum err assets_open(const struct asset_folder *folders, size_t count, struct assets **out,
		     struct fault *fault) MUST_CHECK;
void assets_close(struct assets **assets);
/* path: as asked for, with or without fingerprint. Gives: NULL when there is none. */
struct front_asset *assets_find(struct assets *assets, struct str path, bool *is_immutable);
/* Copies bytes, if there is room. */
void assets_keep_coding(struct assets *assets, struct front_asset *asset, enum page_coding coding,
			struct str bytes);
