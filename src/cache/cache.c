/* SPDX-License-Identifier: Apache-2.0 */
/* cache.c: pages filed by key and by fact. What goes first is shelf.c's, when a fact was touched
 * last is recent.c's. */
#include <stdlib.h>

#include "cache/cache_private.h"

enum { LESSER_PART = 16 }; /* of all: for pages that say that there is none */

static size_t power_of_two(size_t about, size_t least, size_t most)
{
	size_t n = least;
	while (n < about && n < most)
		n *= 2;
	return n;
}

/* Gives: what the tables cost. */
static size_t size_tables(struct page_cache *cache)
{
	size_t bytes = cache->limits.bytes;
	cache->key_slots = power_of_two(bytes / 4096, 64, 1 << 20);
	cache->fact_slots = power_of_two(bytes / 512, 256, 1 << 22);
	cache->recent.sets = power_of_two(bytes / 8192, 64, 1 << 13);
	cache->shelves.slots = cache->key_slots;
	return sizeof *cache + cache->key_slots * (sizeof *cache->by_key + sizeof(uint64_t)) +
	       cache->fact_slots * sizeof *cache->by_fact +
	       cache->recent.sets * RECENT_WAYS * sizeof(struct recent_entry);
}

static bool take_tables(struct page_cache *cache)
{
	cache->by_key = calloc(cache->key_slots, sizeof *cache->by_key);
	cache->by_fact = calloc(cache->fact_slots, sizeof *cache->by_fact);
	cache->recent.entries =
		calloc(cache->recent.sets * RECENT_WAYS, sizeof *cache->recent.entries);
	cache->shelves.remembered = calloc(cache->shelves.slots, sizeof(uint64_t));
	return cache->by_key && cache->by_fact && cache->recent.entries &&
	       cache->shelves.remembered;
}

enum err page_cache_open(const struct page_cache_limits *limits, struct page_cache **out)
{
	struct page_cache *cache = calloc(1, sizeof *cache);
	if (!cache)
		return ERR_BUSY;
	cache->limits = *limits;
	size_t tables = size_tables(cache);
	bool keeps = limits->bytes > 0, fits = !keeps || tables <= limits->bytes / 2;
	if (!fits || !take_tables(cache)) {
		page_cache_close(&cache);
		return fits ? ERR_BUSY : ERR_INVALID;
	}
	if (keeps) {
		size_t room = limits->bytes - tables;
		cache->bytes = tables;
		cache->shelves.loved_limit = room / 5 * 4;
		cache->shelves.lesser_limit = room / LESSER_PART;
		if (cache->limits.page_bytes > room / 8)
			cache->limits.page_bytes = room / 8;
	}
	*out = cache;
	return OK;
}

/* The tables go at once, what counts with the last page that is still being sent. */
static void end_if_over(struct page_cache *cache)
{
	if (cache->is_closed && cache->sending == 0)
		free(cache);
}

static void let_go(struct kept *kept)
{
	struct page_cache *cache = kept->cache;
	if (--kept->refs)
		return;
	cache->bytes -= kept->bytes;
	cache->sending_bytes -= kept->bytes;
	cache->sending--;
	for (int i = 0; i < PAGE_CODINGS; i++)
		free((char *)kept->page.coded[i].ptr);
	free(kept);
	end_if_over(cache);
}

/* From here on nobody finds it. */
static void drop(struct page_cache *cache, struct kept *kept)
{
	for (size_t i = 0; i < kept->stand_count; i++) {
		struct stand *stand = &kept->stands[i];
		*stand->at = stand->next;
		if (stand->next)
			stand->next->at = stand->at;
	}
	*kept->at = kept->next;
	if (kept->next)
		kept->next->at = kept->at;
	unshelve(&cache->shelves, kept);
	kept->is_filed = false;
	cache->sending_bytes += kept->bytes;
	cache->sending++;
	let_go(kept);
}

static size_t drop_all(struct page_cache *cache)
{
	size_t count = 0;
	struct shelf *shelves[] = { &cache->shelves.probation, &cache->shelves.loved,
				    &cache->shelves.lesser };
	for (size_t i = 0; i < COUNT_OF(shelves); i++)
		for (; shelves[i]->oldest; count++) {
			shelf_remember(&cache->shelves, shelves[i]->oldest);
			drop(cache, shelves[i]->oldest);
		}
	return count;
}

void page_cache_close(struct page_cache **at)
{
	struct page_cache *cache = *at;
	if (!cache)
		return;
	drop_all(cache);
	free(cache->by_key);
	free(cache->by_fact);
	free(cache->recent.entries);
	free(cache->shelves.remembered);
	cache->is_closed = true;
	end_if_over(cache);
	*at = NULL;
}

static struct kept **key_bucket(struct page_cache *cache, uint64_t hash)
{
	return &cache->by_key[hash & (cache->key_slots - 1)];
}

static struct kept *find(struct page_cache *cache, struct str key, uint64_t hash)
{
	struct kept *kept = *key_bucket(cache, hash);
	while (kept && (kept->key_hash != hash || !str_eq(kept->page.key, key)))
		kept = kept->next;
	return kept;
}

static bool is_over(unix_ms until, unix_ms now)
{
	return time_is_set(until) && until.ms <= now.ms;
}

const struct kept_page *page_cache_get(struct page_cache *cache, struct str key, unix_ms now)
{
	struct kept *kept = find(cache, key, str_hash(key));
	if (kept && is_over(kept->page.until, now)) {
		cache->stats.expired++;
		shelf_remember(&cache->shelves, kept);
		drop(cache, kept);
		kept = NULL;
	}
	if (!kept) {
		cache->stats.misses++;
		return NULL;
	}
	cache->stats.hits++;
	kept->page.asked++;
	kept->refs++;
	shelf_asked(&cache->shelves, kept);
	return &kept->page;
}

const struct kept_page *page_cache_peek(struct page_cache *cache, struct str key)
{
	struct kept *kept = find(cache, key, str_hash(key));
	if (!kept)
		return NULL;
	kept->refs++;
	return &kept->page;
}

void kept_page_hold(const struct kept_page *page)
{
	((struct kept *)page)->refs++;
}

void kept_page_release(const struct kept_page *page)
{
	if (page)
		let_go((struct kept *)page);
}

static enum err refuse(uint64_t *counter, enum err err)
{
	++*counter;
	return err;
}

static bool evict(struct page_cache *cache, struct kept *victim)
{
	if (!victim)
		return false;
	cache->stats.evicted++;
	drop(cache, victim);
	return true;
}

/* Evicts until bytes more fit, of a lesser page into the part that is theirs. */
static bool make_room(struct page_cache *cache, size_t bytes, bool is_lesser)
{
	const struct shelves *shelves = &cache->shelves;
	while (is_lesser && shelves->lesser.bytes + bytes > shelves->lesser_limit)
		if (!evict(cache, shelf_lesser_victim(&cache->shelves)))
			return false;
	while (cache->bytes + bytes > cache->limits.bytes)
		if (!evict(cache, shelf_victim(&cache->shelves)))
			return false;
	return true;
}

/* Appends to the block; an absent string stays absent. */
static struct str add_bytes(char **next, struct str s)
{
	if (s.len == 0)
		return S("");
	memcpy(*next, s.ptr, s.len);
	struct str copy = { *next, s.len };
	*next += s.len;
	return copy;
}

static size_t size_of(const struct page_draft *draft)
{
	return sizeof(struct kept) + draft->stand_count * sizeof(struct stand) + draft->key.len +
	       draft->head.len + draft->body.len + draft->etag.len + draft->file.len;
}

static void fill(struct kept *kept, const struct page_draft *draft)
{
	char *next = (char *)&kept->stands[draft->stand_count];
	kept->page = (struct kept_page){
		.key = add_bytes(&next, draft->key),
		.head = add_bytes(&next, draft->head),
		.body = add_bytes(&next, draft->body),
		.etag = add_bytes(&next, draft->etag),
		.file = add_bytes(&next, draft->file),
		.status = draft->status,
		.until = draft->until,
	};
	kept->stand_count = draft->stand_count;
	for (size_t i = 0; i < draft->stand_count; i++)
		kept->stands[i] = (struct stand){
			.hash = draft->stands[i].hash,
			.minds = draft->stands[i].minds,
			.kept = kept,
		};
}

static void file(struct page_cache *cache, struct kept *kept)
{
	struct kept **bucket = key_bucket(cache, kept->key_hash);
	kept->next = *bucket;
	kept->at = bucket;
	if (kept->next)
		kept->next->at = &kept->next;
	*bucket = kept;
	for (size_t i = 0; i < kept->stand_count; i++) {
		struct stand *stand = &kept->stands[i];
		struct stand **facts = &cache->by_fact[stand->hash & (cache->fact_slots - 1)];
		stand->next = *facts;
		stand->at = facts;
		if (stand->next)
			stand->next->at = &stand->next;
		*facts = stand;
	}
	kept->is_filed = true;
	cache->bytes += kept->bytes;
	shelve(&cache->shelves, kept);
}

static bool is_stale(const struct page_cache *cache, const struct page_draft *draft, unix_ms now)
{
	if (!cache->is_told || is_over(draft->until, now) || cache->recent.floor > draft->sequence)
		return true;
	for (size_t i = 0; i < draft->stand_count; i++)
		if (recent_is_after(&cache->recent, draft->stands[i].hash, draft->sequence))
			return true;
	return false;
}

enum err page_cache_put(struct page_cache *cache, const struct page_draft *draft, unix_ms now)
{
	uint64_t hash = str_hash(draft->key);
	struct kept *older = find(cache, draft->key, hash);
	size_t bytes = size_of(draft);
	if (older && older->sequence > draft->sequence)
		return refuse(&cache->stats.refused_stale, ERR_CONFLICT);
	if (older) {
		shelf_remember(&cache->shelves, older);
		drop(cache, older);
	}
	if (draft->key.len > LIMIT_KEY_BYTES || draft->stand_count > LIMIT_PAGE_STANDS ||
	    bytes > cache->limits.page_bytes || cache->limits.bytes == 0)
		return refuse(&cache->stats.refused_big, ERR_TOO_BIG);
	if (is_stale(cache, draft, now))
		return refuse(&cache->stats.refused_stale, ERR_CONFLICT);
	bool is_lesser = draft->status >= 300;
	struct kept *kept = make_room(cache, bytes, is_lesser) ? malloc(bytes) : NULL;
	if (!kept)
		return refuse(&cache->stats.refused_memory, ERR_BUSY);
	*kept = (struct kept){
		.cache = cache,
		.refs = 1,
		.key_hash = hash,
		.is_lesser = is_lesser,
		.sequence = draft->sequence,
		.bytes = bytes,
	};
	fill(kept, draft);
	file(cache, kept);
	cache->stats.kept++;
	return OK;
}

enum err page_cache_keep_coding(struct page_cache *cache, const struct kept_page *page,
				enum page_coding coding, struct str bytes)
{
	struct kept *kept = (struct kept *)page;
	if (bytes.len == 0 || kept->bytes + bytes.len > cache->limits.page_bytes)
		return ERR_TOO_BIG;
	if (!kept->is_filed || page->coded[coding].len)
		return ERR_BUSY;
	char *copy = make_room(cache, bytes.len, kept->is_lesser) ? malloc(bytes.len) : NULL;
	if (!copy)
		return refuse(&cache->stats.refused_memory, ERR_BUSY);
	memcpy(copy, bytes.ptr, bytes.len);
	kept->page.coded[coding] = (struct str){ copy, bytes.len };
	cache->bytes += bytes.len;
	shelf_grew(&cache->shelves, kept, bytes.len);
	return OK;
}

/* Tells from when on a page can be trusted, the first time. */
static void be_told(struct page_cache *cache, int64_t sequence)
{
	if (!cache->is_told)
		cache->recent.floor = sequence;
	cache->is_told = true;
	if (sequence > cache->sequence)
		cache->sequence = sequence;
}

/* Marks those who stand on it; dropping them at once would cut the chain one walks. Those of whom
 * it is touched ahead of its time get that time for their end. */
static void doom(struct page_cache *cache, const struct fact_touch *touch, int64_t sequence,
		 struct kept **doomed)
{
	struct stand *stand = cache->by_fact[touch->hash & (cache->fact_slots - 1)];
	for (; stand; stand = stand->next) {
		struct kept *kept = stand->kept;
		if (stand->hash != touch->hash || kept->is_doomed || kept->sequence >= sequence ||
		    !spans_meet(stand->minds, touch->touched))
			continue;
		if (time_is_set(touch->due)) {
			unix_ms *until = &kept->page.until;
			*until = is_over(*until, touch->due) ? *until : touch->due;
			continue;
		}
		kept->is_doomed = true;
		kept->next_doomed = *doomed;
		*doomed = kept;
		if (touch->kind < FACT_KINDS)
			cache->stats.dropped_by[touch->kind]++;
	}
}

size_t page_cache_touch(struct page_cache *cache, const struct fact_touch *touches, size_t count,
			int64_t sequence)
{
	struct kept *doomed = NULL;
	size_t dropped = 0;
	be_told(cache, sequence);
	for (size_t i = 0; i < count; i++) {
		recent_add(&cache->recent, touches[i].hash, sequence);
		doom(cache, &touches[i], sequence, &doomed);
	}
	for (; doomed; dropped++) {
		struct kept *kept = doomed;
		doomed = kept->next_doomed;
		shelf_remember(&cache->shelves, kept);
		drop(cache, kept);
	}
	cache->stats.dropped += dropped;
	return dropped;
}

size_t page_cache_forget_all(struct page_cache *cache, int64_t sequence)
{
	be_told(cache, sequence);
	if (sequence > cache->recent.floor)
		cache->recent.floor = sequence;
	size_t dropped = drop_all(cache);
	cache->stats.dropped += dropped;
	return dropped;
}

int64_t page_cache_sequence(const struct page_cache *cache)
{
	return cache->sequence;
}

void page_cache_stats(const struct page_cache *cache, struct page_cache_stats *out)
{
	*out = cache->stats;
	out->pages = cache->shelves.probation.count + cache->shelves.loved.count +
		     cache->shelves.lesser.count;
	out->loved = cache->shelves.loved.count;
	out->bytes = cache->bytes;
	out->limit_bytes = cache->limits.bytes;
	out->sending_bytes = cache->sending_bytes;
}
