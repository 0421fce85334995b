/* SPDX-License-Identifier: Apache-2.0 */
/*
 * vips.h: libvips, opened by name when a jail starts.
 *
 * The program is not linked to it: it pulls in some forty libraries, a few of them under the GPL,
 * that only the process which decodes a stranger's picture may hold, and without which all else
 * works (docs/decisions/pictures.md). So what of its interface we call is declared here, as its
 * manual has it (libvips 8.14); the functions that take options end them with NULL.
 */
#pragma once
#include "base/base.h"

typedef struct VipsImage_ vips_image;

struct vips {
	int (*init)(const char *name);
	void (*block_untrusted_set)(int on);
	void (*operation_block_set)(const char *name, int on);
	void (*concurrency_set)(int threads);
	void (*cache_set_max)(int operations);
	const char *(*error_buffer)(void);
	vips_image *(*new_from_buffer)(const void *bytes, size_t len, const char *options, ...);
	int (*thumbnail_buffer)(void *bytes, size_t len, vips_image **out, int width, ...);
	int (*get_width)(const vips_image *image);
	int (*get_height)(const vips_image *image);
	int (*get_page_height)(vips_image *image);
	int (*get_blob)(const vips_image *image, const char *name, const void **bytes, size_t *len);
	char **(*get_fields)(const vips_image *image);
	int (*remove)(vips_image *image, const char *name);
	void (*set_blob_copy)(vips_image *image, const char *name, const void *bytes, size_t len);
	int (*copy)(vips_image *in, vips_image **out, ...);
	int (*jpegsave_buffer)(vips_image *in, void **bytes, size_t *len, ...);
	int (*webpsave_buffer)(vips_image *in, void **bytes, size_t *len, ...);
	int (*flatten)(vips_image *in, vips_image **out, ...);
	int (*has_alpha)(vips_image *image);
	void (*unref)(void *object);
	void (*free_bytes)(void *bytes);
	void (*free_names)(char **names);
};

/* Opens it, with loaders for untrusted input and its plug-ins left out, on one thread.
 * Fails: ERR_NOT_FOUND (not installed), ERR_INVALID (another interface). */
enum err vips_open(struct vips *vips, struct fault *fault) MUST_CHECK;
