/* SPDX-License-Identifier: Apache-2.0 */
/*
 * studio.h: from an uploaded file to a picture that readers can see. A PDF or a sound recording
 * is kept as it came, and is there at once.
 *
 *   take      the file's bytes become an original and a record, which waits; a file that was taken
 *             before gives the record there is
 *   begin     the picture that has waited longest, as a job for a jail
 *   finish    what came of it: files for readers and the record that names them, or why there are
 *             none
 *
 * Nothing here decodes. A job lies in the database from its taking to its end, so that it survives
 * whoever dies in between; one that ends its jail LIMIT_PICTURE_TRIES times is not begun again.
 * Each is called within a transaction of the caller's.
 */
#pragma once
#include "media/rendition.h"
#include "store/picture.h"

struct studio {
	struct store *store;
	struct str media_folder; /* SITE/media */
	person_id by;            /* who brings a new picture in; 0 nobody */
};

/* Copies bytes. media: what the uploader says of it; id, file, hash and size are filled in.
 * Fails: ERR_DENIED (no kind of file that is taken), ERR_TOO_BIG (LIMIT_PICTURE_BYTES), ERR_IO.
 */
enum err studio_take(const struct studio *studio, struct arena *into, struct str bytes,
		     struct media *media, struct fault *fault) MUST_CHECK;

/* Another file of its kind for one there is, wherever it is shown; the rest of its record stays.
 * Fails as studio_take(), and ERR_NOT_FOUND. */
enum err studio_replace(const struct studio *studio, struct arena *into, struct str bytes,
			media_id id, struct fault *fault) MUST_CHECK;

struct studio_job {
	media_id media;
	struct picture_job job;
	int file; /* the original, open for reading; to be closed by the caller */
};
/* Fails: ERR_NOT_FOUND (nothing waits), ERR_IO. */
enum err studio_begin(const struct studio *studio, struct arena *into,
		      struct studio_job *out) MUST_CHECK;
/* The picture is to be made anew: its credit changed. */
enum err studio_remake(const struct studio *studio, media_id id) MUST_CHECK;

/* Gives: the record as it now is. Fails: ERR_INVALID (no sound result: it is noted as trouble),
 * ERR_NOT_FOUND, ERR_IO. */
enum err studio_finish(const struct studio *studio, struct arena *into, media_id id,
		       struct str result, struct media *out) MUST_CHECK;
/* The jail refused it, or did not come back. why: for people; "" when it may be tried again. */
enum err studio_fail(const struct studio *studio, media_id id, struct str why) MUST_CHECK;
