/* SPDX-License-Identifier: Apache-2.0 */
/*
 * picture.h: what the desk asks about pictures: which wait to be made, which there are, and which
 * stories show one.
 *
 * No fact is noted: the desk's screens are never kept. Jobs touch none either; the record that
 * their outcome changes does.
 */
#pragma once
#include "store/media.h"

#define LIMIT_PICTURE_TRIES 3 /* a job that ended a jail so often is not begun again */

struct picture_wait {
	media_id media;
	int64_t tries;
	struct str trouble; /* "": it waits */
};

/* (Again) to be made; earlier trouble is forgotten. */
enum err store_picture_queue(struct store *store, media_id id, unix_ms since) MUST_CHECK;
/* The one that has waited longest. Fails: ERR_NOT_FOUND. */
enum err store_picture_next(struct store *store, struct picture_wait *out) MUST_CHECK;
enum err store_picture_tried(struct store *store, media_id id) MUST_CHECK;
/* Why it could not be made; it does not wait any more. */
enum err store_picture_failed(struct store *store, media_id id, struct str trouble) MUST_CHECK;
enum err store_picture_done(struct store *store, media_id id) MUST_CHECK;
/* Fails: ERR_NOT_FOUND: it neither waits nor failed. */
enum err store_picture_wait(struct store *store, struct arena *into, media_id id,
			    struct picture_wait *out) MUST_CHECK;

enum picture_kind { PICTURES, ATTACHMENTS }; /* attachments: whatever is no picture */
/* Newest first, those whose texts hold words ("" all), below the id before (0: from the newest). */
enum err store_pictures(struct store *store, struct arena *into, enum picture_kind kind,
			struct str words, media_id before, int64_t limit, struct media **out,
			size_t *count) MUST_CHECK;
/* Fails: ERR_NOT_FOUND. */
enum err store_media_by_hash(struct store *store, struct arena *into, struct str sha256,
			     struct media *out) MUST_CHECK;

/* Who brought a picture in; the first one stays. *out: 0 when nobody is known. */
enum err store_picture_taken(struct store *store, media_id id, person_id by) MUST_CHECK;
enum err store_picture_taker(struct store *store, media_id id, person_id *out) MUST_CHECK;

/* Stories whose cover or text it is, newest first; their headline and address only. */
struct picture_use {
	story_id story;
	struct str headline, path;
	bool is_cover;
	bool is_public; /* readers see the story, or will at its time */
};
enum err store_picture_uses(struct store *store, struct arena *into, media_id id, int64_t limit,
			    struct picture_use **out, size_t *count) MUST_CHECK;
