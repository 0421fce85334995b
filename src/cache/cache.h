/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cache.h: finished pages, kept in memory until a fact they stand on is touched.
 *
 * A page is a whole answer, ready to send. Its head and body never change after page_cache_put();
 * those still sending one that was dropped keep it alive until they let go.
 *
 * Always true:
 *   - the bytes held never exceed limits.bytes: pages, codings, keys, facts, the tables over them,
 *     and pages dropped but still being sent
 *   - when page_cache_touch() returns, no page that stood on what was touched is found again
 *   - a page made from a snapshot older than the last touch of one of its facts is refused; so is
 *     every page until the cache was told how far it knows, by a touch (of nothing, even) or
 *     page_cache_forget_all()
 *   - nothing here ends the process: no memory is ERR_BUSY, and the answer goes out unkept
 *   - pages asked for once pass through one part of the cache (probation), pages asked for again
 *     live in the other (loved): no flood of addresses pushes out what is loved, and the successor
 *     of a loved page is loved from its birth; pages that say that there is none, or where it is
 *     (a status from 300 on), take a sixteenth at most and push out none but their like
 *
 * Only a front has one, on one thread: there are no locks here.
 *
 *     const struct kept_page *page = page_cache_get(cache, key, now);
 *     if (page)
 *         return send_page(connection, page);      (kept_page_release() when it is sent)
 *     (else ask a reader; flight.h lets others wait for the same answer)
 */
#pragma once
#include "fact/fact.h"
#include "fact/kind.h"

struct page_cache;

enum page_coding { PAGE_GZIP, PAGE_BROTLI, PAGE_CODINGS };

struct kept_page {
	struct str key;
	struct str head; /* header lines as its maker wrote them */
	struct str body; /* as it is; "" when file is sent */
	struct str etag;
	struct str file; /* not "": this file may be sent */
	int status;
	unix_ms until;                  /* {0}: no moment ends it; may come nearer */
	struct str coded[PAGE_CODINGS]; /* of body; "" until page_cache_keep_coding() */
	uint32_t asked;                 /* how often it was found */
};

struct page_cache_limits {
	size_t bytes;      /* of everything; 0: no page is kept */
	size_t page_bytes; /* of one page with its key and facts */
};
#define LIMIT_KEY_BYTES 8192
#define LIMIT_PAGE_STANDS 4096 /* facts under one page */

/* Gives: an empty cache, to be ended with page_cache_close(). Fails: ERR_BUSY (no memory),
 * ERR_INVALID (limits.bytes cannot hold even the tables). */
enum err page_cache_open(const struct page_cache_limits *limits,
			 struct page_cache **out) MUST_CHECK;
/* Pages still held live on. */
void page_cache_close(struct page_cache **cache); /* for CLEANUP too */

/* key: the path as url_normal_path() spells it, and "?query" as sent.
 * Gives: a reference to be ended with kept_page_release(), or NULL; NULL also from until on. */
const struct kept_page *page_cache_get(struct page_cache *cache, struct str key, unix_ms now);
/* The same for whoever put it there: it counts as no asking. */
const struct kept_page *page_cache_peek(struct page_cache *cache, struct str key);
void kept_page_hold(const struct kept_page *page);    /* one more reference */
void kept_page_release(const struct kept_page *page); /* NULL is fine */

struct page_draft {
	struct str key, head, body, etag, file;
	int status;
	unix_ms until;
	const struct fact_stand *stands;
	size_t stand_count;
	int64_t sequence; /* of the newest touch that its snapshot could see */
};

/* Copies draft in; it takes the place of an older page of that key, which is dropped even if the
 * new one is refused. A page made from a newer snapshot stays, and the draft is refused.
 * Fails: ERR_TOO_BIG (a limit of one page), ERR_CONFLICT (a fact was touched after its snapshot, or
 * its time is over), ERR_BUSY (no memory, or all is being sent; the answer is as good as ever). */
enum err page_cache_put(struct page_cache *cache, const struct page_draft *draft,
			unix_ms now) MUST_CHECK;
/* Copies the body as coding made it. Fails: ERR_BUSY (as above; or it was dropped), ERR_TOO_BIG. */
enum err page_cache_keep_coding(struct page_cache *cache, const struct kept_page *page,
				enum page_coding coding, struct str bytes) MUST_CHECK;

/* Drops each page that stands on what was touched, up to sequence, and was made from an older
 * snapshot; what is due later ends it then. Gives: how many were dropped. */
size_t page_cache_touch(struct page_cache *cache, const struct fact_touch *touches, size_t count,
			int64_t sequence);
/* Anything may have been touched up to sequence: drops all. Gives: how many. */
size_t page_cache_forget_all(struct page_cache *cache, int64_t sequence);
int64_t page_cache_sequence(const struct page_cache *cache); /* the newest it was told of */

struct page_cache_stats {
	uint64_t hits, misses;
	uint64_t kept, refused_stale, refused_big, refused_memory;
	uint64_t expired, evicted, dropped;
	uint64_t dropped_by[FACT_KINDS]; /* by the first fact that ended it */
	size_t pages, loved, bytes, limit_bytes, sending_bytes;
};
void page_cache_stats(const struct page_cache *cache, struct page_cache_stats *out);
