/* SPDX-License-Identifier: Apache-2.0 */
/* cache_for_test.h: pages and touches in a line, for the tests of the cache. */
#pragma once
#include "../cmocka_first.h"
#include "cache/cache.h"

static const unix_ms noon = { 43200000 };

static inline struct page_cache *open_cache(size_t bytes)
{
	struct page_cache *cache = NULL;
	struct page_cache_limits limits = { .bytes = bytes, .page_bytes = bytes };
	assert_int_equal(page_cache_open(&limits, &cache), OK);
	assert_int_equal(page_cache_touch(cache, NULL, 0, 1), 0);
	return cache;
}

static inline struct page_draft draft_of(struct str key, struct str body,
					 const struct fact_stand *stands, size_t count,
					 int64_t sequence)
{
	return (struct page_draft){
		.key = key,
		.head = S("Content-Type: text/html\r\n"),
		.body = body,
		.etag = S("\"1\""),
		.status = 200,
		.stands = stands,
		.stand_count = count,
		.sequence = sequence,
	};
}

static inline enum err put(struct page_cache *cache, struct str key, struct str body,
			   const char *fact, int64_t sequence)
{
	struct fact_stand stand = { str_hash(str_of(fact)), SPAN_ALL };
	struct page_draft draft = draft_of(key, body, &stand, 1, sequence);
	return page_cache_put(cache, &draft, noon);
}

static inline size_t touch(struct page_cache *cache, const char *fact, int64_t sequence)
{
	struct str name = str_of(fact);
	struct fact_touch one = { str_hash(name), SPAN_ALL, { 0 }, fact_kind_of(name) };
	return page_cache_touch(cache, &one, 1, sequence);
}

static inline bool finds(struct page_cache *cache, struct str key)
{
	const struct kept_page *page = page_cache_get(cache, key, noon);
	kept_page_release(page);
	return page != NULL;
}
