/* SPDX-License-Identifier: Apache-2.0 */
/* media.h: records of pictures and files; the bytes lie in SITE/media (media/). */
#pragma once
#include "store/store.h"

enum err store_media_save(struct store *store, const struct media *media, media_id *out) MUST_CHECK;
enum err store_media(struct store *store, struct arena *into, media_id id,
		     struct media *out) MUST_CHECK;
enum err store_media_by_uri(struct store *store, struct arena *into, struct str uri,
			    struct media *out) MUST_CHECK;
enum err store_media_by_remote(struct store *store, struct arena *into, struct str remote_url,
			       struct media *out) MUST_CHECK;
/* Those of ids that exist, in one query, in any order. */
enum err store_media_many(struct store *store, struct arena *into, const media_id *ids,
			  size_t count, struct media **out, size_t *found) MUST_CHECK;
enum err store_media_scan(struct store *store, struct arena *into, media_id after, int64_t limit,
			  struct media **out, size_t *count) MUST_CHECK;
