/* SPDX-License-Identifier: Apache-2.0 */
/* reads.c: three tables of hashes, and the paths they are about. */
#include "front/reads.h"

#include <sodium.h>
#include <stdlib.h>

#include "front/access_log.h"
#include "os/os.h"
#include "proc/letter.h"
#include "proc/message.h"

enum { SEEN = 1 << 16, READERS = 1 << 14, PATH_SLOTS = 2 * LIMIT_READS_PATHS };

/* Hashes, open addressing, 0 for none. */
struct seen {
	uint64_t hashes[SEEN];
	size_t count;
};

struct known_reader {
	uint64_t hash;
	uint32_t pages;
};

struct read_path {
	uint32_t at, len; /* in text */
	uint32_t reads;
};

struct reads {
	unsigned char key[crypto_shorthash_KEYBYTES];
	int64_t key_until_ms, seen_until_ms, readers_until_ms, take_at_ms;
	struct seen seen[2]; /* of now, and of the time before */
	int now;             /* which of them */
	struct known_reader readers[READERS];
	size_t reader_count;
	struct {
		uint32_t reader; /* its slot */
		uint32_t path;
	} waiting[LIMIT_READS_WAITING];
	size_t waiting_count;
	uint32_t path_slots[PATH_SLOTS]; /* path + 1 */
	struct read_path paths[LIMIT_READS_PATHS];
	size_t path_count, text_len;
	char text[LIMIT_READS_PATHS * 64];
};

struct reads *reads_open(void)
{
	return calloc(1, sizeof(struct reads));
}

void reads_close(struct reads **reads)
{
	free(*reads);
	*reads = NULL;
}

static uint64_t hash_of(const struct reads *reads, const void *bytes, size_t len)
{
	unsigned char out[crypto_shorthash_BYTES];
	uint64_t hash;
	crypto_shorthash(out, bytes, len, reads->key);
	memcpy(&hash, out, sizeof hash);
	return hash ? hash : 1;
}

/* Gives up what is over. */
static void keep_time(struct reads *reads, int64_t now_ms)
{
	if (now_ms >= reads->key_until_ms) {
		os_random(reads->key, sizeof reads->key);
		reads->key_until_ms = now_ms + READS_KEY_MS;
	}
	bool is_full = reads->seen[reads->now].count > SEEN * 3 / 4;
	if (now_ms >= reads->seen_until_ms + LIMIT_READS_AGAIN_MS)
		memset(reads->seen, 0, sizeof reads->seen);
	if (is_full || now_ms >= reads->seen_until_ms) {
		reads->now = 1 - reads->now;
		memset(&reads->seen[reads->now], 0, sizeof reads->seen[0]);
		reads->seen_until_ms = now_ms + LIMIT_READS_AGAIN_MS;
	}
	if (now_ms >= reads->readers_until_ms && reads->waiting_count == 0) {
		memset(reads->readers, 0, sizeof reads->readers);
		reads->reader_count = 0;
		reads->readers_until_ms = now_ms + LIMIT_READS_READER_MS;
	}
}

/* Where the hash is, or may be put. */
static uint64_t *find_seen(struct seen *seen, uint64_t hash)
{
	size_t at = hash % SEEN;
	while (seen->hashes[at] && seen->hashes[at] != hash)
		at = (at + 1) % SEEN;
	return &seen->hashes[at];
}

/* Whether it is the first time in a while. */
static bool is_first(struct reads *reads, uint64_t hash)
{
	uint64_t *here = find_seen(&reads->seen[reads->now], hash);
	if (*here || *find_seen(&reads->seen[1 - reads->now], hash))
		return false;
	*here = hash;
	reads->seen[reads->now].count++;
	return true;
}

/* The reader's slot. False: there is no room for another one. */
static bool find_reader(struct reads *reads, uint64_t hash, uint32_t *out)
{
	size_t at = hash % READERS;
	while (reads->readers[at].hash && reads->readers[at].hash != hash)
		at = (at + 1) % READERS;
	if (!reads->readers[at].hash && reads->reader_count > READERS * 3 / 4)
		return false;
	reads->reader_count += !reads->readers[at].hash;
	reads->readers[at].hash = hash;
	*out = (uint32_t)at;
	return true;
}

static bool find_path(struct reads *reads, struct str path, uint32_t *out)
{
	size_t at = hash_of(reads, path.ptr, path.len) % PATH_SLOTS;
	for (; reads->path_slots[at]; at = (at + 1) % PATH_SLOTS) {
		const struct read_path *is = &reads->paths[reads->path_slots[at] - 1];
		*out = reads->path_slots[at] - 1;
		if (str_eq(path, (struct str){ reads->text + is->at, is->len }))
			return true;
	}
	if (reads->path_count == LIMIT_READS_PATHS ||
	    path.len > sizeof reads->text - reads->text_len)
		return false;
	memcpy(reads->text + reads->text_len, path.ptr, path.len);
	reads->paths[reads->path_count] =
		(struct read_path){ (uint32_t)reads->text_len, (uint32_t)path.len, 0 };
	reads->text_len += path.len;
	*out = (uint32_t)reads->path_count++;
	reads->path_slots[at] = *out + 1;
	return true;
}

/* Ahead of its being wanted (Fetch metadata; what browsers sent before that). */
static bool is_ahead(const struct http_request *request)
{
	return http_get(request, S("Sec-Purpose")).len || http_get(request, S("Purpose")).len ||
	       http_get(request, S("X-Moz")).len;
}

void reads_note(struct reads *reads, const struct http_request *request, struct arena scratch,
		int64_t now_ms)
{
	struct str agent = http_get(request, S("User-Agent")), path = request->path;
	uint32_t reader, number;
	if (request->method != HTTP_GET || path.len > LIMIT_READS_PATH_BYTES ||
	    reads->waiting_count == LIMIT_READS_WAITING || access_log_is_robot(agent) ||
	    is_ahead(request))
		return;
	keep_time(reads, now_ms);
	struct str net = access_log_net(&scratch, request->client);
	struct str who =
		str_fmt(&scratch, "%.*s %.*s", STR_ARG(net), STR_ARG(str_first(agent, 1000)));
	uint64_t hash = hash_of(reads, who.ptr, who.len);
	uint64_t both[2] = { hash, hash_of(reads, path.ptr, path.len) };
	if (!find_reader(reads, hash, &reader) ||
	    !is_first(reads, hash_of(reads, both, sizeof both)))
		return;
	reads->readers[reader].pages++;
	if (reads->readers[reader].pages > LIMIT_READS_A_READER || !find_path(reads, path, &number))
		return;
	if (!reads->waiting_count && now_ms >= reads->take_at_ms)
		reads->take_at_ms = now_ms + READS_TAKE_MS;
	reads->waiting[reads->waiting_count].reader = reader;
	reads->waiting[reads->waiting_count++].path = number;
}

bool reads_are_due(const struct reads *reads, int64_t now_ms)
{
	return reads->waiting_count &&
	       (now_ms >= reads->take_at_ms || reads->waiting_count == LIMIT_READS_WAITING);
}

struct str reads_take(struct reads *reads, struct arena *into)
{
	struct buf out = buf_in(into, LIMIT_READS_BYTES);
	for (size_t i = 0; i < reads->waiting_count; i++)
		if (reads->readers[reads->waiting[i].reader].pages <= LIMIT_READS_A_READER)
			reads->paths[reads->waiting[i].path].reads++;
	for (size_t i = 0; i < reads->path_count; i++) {
		const struct read_path *path = &reads->paths[i];
		if (path->reads)
			letter_read_put(&out, (struct str){ reads->text + path->at, path->len },
					path->reads);
	}
	memset(reads->path_slots, 0, sizeof reads->path_slots);
	reads->path_count = reads->text_len = reads->waiting_count = 0;
	return out.fault ? S("") : buf_str(&out);
}
