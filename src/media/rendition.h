/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rendition.h: which files a picture has and what they are called.
 *
 * A picture taken in at the desk has its original below media/.originals, sent to nobody, and
 * beside each other, for readers:
 *
 *     2026/11/HASH-3.jpg        the one every browser can show, at most RENDITION_MOST wide
 *     2026/11/HASH-3-640.webp   one for each width named in media.renditions ("3 320 640 1280")
 *
 * 3 is the version: another credit makes other files, so that what was sent once as
 * immutable stays true.
 */
#pragma once
#include "media/image_header.h"
#include "media/jail.h"
#include "news/story.h"

#define RENDITION_MOST 1920 /* points wide; also of the JPEG */

struct renditions {
	int version; /* 0: there are none */
	int widths[LIMIT_PICTURE_RENDITIONS];
	size_t count;
};
struct renditions renditions_of(const struct media *media); /* what is no such text is none */

/* The WebP file of that width below SITE/media. */
struct str rendition_file(struct arena *into, const struct media *media, int version, int width);
struct str rendition_jpeg(struct arena *into, const struct media *media, int version);
/* Which to make of a picture of that width; its credit goes along. */
struct picture_job rendition_job(const struct media *media);
/* What the record says once they are made. */
struct str renditions_text(struct arena *into, const struct renditions *renditions);
