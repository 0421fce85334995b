/* SPDX-License-Identifier: Apache-2.0 */
/*
 * jail.h: what happens to a stranger's picture: it is decoded once, in a process that can do
 * nothing else, and what leaves is encoded anew.
 *
 *   - renditions hold the picture's points and its credit: no place, no camera, no profile, no
 *     bytes of the file that came
 *   - they are turned upright, in sRGB, never larger than the picture
 *   - a picture of more than LIMIT_PICTURE_POINTS is refused before a point of it is decoded
 *
 * The job and its result are bytes, checked on both sides: picture_job_* and picture_result_*.
 */
#pragma once
#include "media/credit.h"

#define LIMIT_PICTURE_BYTES (64u << 20)        /* of the file that came */
#define LIMIT_PICTURE_POINTS (100ll * 1000000) /* width times height */
#define LIMIT_PICTURE_RENDITIONS 24
#define LIMIT_RESULT_BYTES (96u << 20)

enum rendition_format { RENDITION_JPEG, RENDITION_WEBP, RENDITION_FORMATS };

/* Of a job the width counts; the height follows from the picture's. */
struct rendition {
	enum rendition_format format;
	int width, height;
	struct str bytes; /* of a result */
};

struct picture_job {
	struct str credit, copyright; /* to be written into each; both "": as the file tells */
	struct rendition renditions[LIMIT_PICTURE_RENDITIONS];
	size_t count;
};

struct picture_result {
	int width, height; /* upright */
	struct picture_credit credit;
	struct rendition renditions[LIMIT_PICTURE_RENDITIONS]; /* those larger than it left out */
	size_t count;
};

struct str picture_job_pack(struct arena *into, const struct picture_job *job);
/* Views bytes. Fails: ERR_INVALID. */
enum err picture_job_unpack(struct str bytes, struct picture_job *out) MUST_CHECK;
struct str picture_result_pack(struct arena *into, const struct picture_result *result);
enum err picture_result_unpack(struct str bytes, struct picture_result *out) MUST_CHECK;

struct vips;
/* Decodes file and makes what the job asks for; in the jail only.
 * Fails: ERR_INVALID (no picture, or a broken one), ERR_TOO_BIG. */
enum err picture_make(const struct vips *vips, struct arena *into, struct str file,
		      const struct picture_job *job, struct picture_result *out,
		      struct fault *fault) MUST_CHECK;
