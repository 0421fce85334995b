/* SPDX-License-Identifier: Apache-2.0 */
/*
 * image_header.h: what kind of file some bytes begin, and how large its picture is.
 *
 * Looks at the first bytes only and decodes nothing. Never reads past what it is given; a size that
 * cannot be found is 0 by 0. What is not in the table of file_type is FILE_REFUSED: SVG, HTML and
 * whatever else a browser might run.
 */
#pragma once
#include "base/base.h"

#define LIMIT_HEADER_BYTES (1u << 20) /* a JPEG's size may stand behind a large colour profile */
#define LIMIT_PICTURE_SIDE 65535

enum file_type {
	FILE_REFUSED,
	FILE_JPEG,
	FILE_PNG,
	FILE_GIF,
	FILE_WEBP,
	FILE_AVIF,
	FILE_PDF,
	FILE_MP3,
	FILE_OGG,
	FILE_WAV,
	FILE_FLAC,
	FILE_M4A,
	FILE_MP4,
	FILE_MOV,
	FILE_WEBM,
	FILE_ZIP, /* office documents are zip files too */
};

struct file_type_info {
	struct str extension, mime;
	bool is_picture;
	bool is_attachment; /* taken at the desk as it is: a PDF, sound */
};

/* first: the file's first LIMIT_HEADER_BYTES, or all of it. */
enum file_type file_type_of(struct str first);
const struct file_type_info *file_type_info(enum file_type type); /* not of FILE_REFUSED */

struct picture_size {
	int width, height; /* as shown: a photograph taken upright is higher than wide */
};
struct picture_size picture_size(struct str first);
