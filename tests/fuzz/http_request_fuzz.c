/* fuzz: http_request links: front http os base */
/* SPDX-License-Identifier: Apache-2.0 */
/* http_request_fuzz: requests come out of a reader the same, and are refused the same, whether
 * their bytes came at once or cut anywhere, into its own memory or into a room it shares. The first
 * byte of the input says where. */
#include "front/reader.h"
#include "os/sealed.h"

enum { ROOM_BYTES = 300 };

/* Feeds the next bytes, at most piece of them. Gives: false when there are none. shared NULL: the
 * reader has only its own memory. */
static bool feed(struct reader *reader, struct str *bytes, size_t piece, char *shared)
{
	size_t room;
	BUG_IF(!reader_keep(reader)); /* its turn is over: the room is somebody else's */
	if (shared)
		memset(shared, 'X', ROOM_BYTES);
	if (shared && !reader->bytes)
		reader_lend(reader, shared, ROOM_BYTES);
	char *at = bytes->len ? reader_room(reader, &room) : NULL;
	if (!at)
		return false;
	struct str next = str_first(*bytes, room < piece ? room : piece);
	memcpy(at, next.ptr, next.len);
	reader_added(reader, next.len);
	*bytes = str_from(*bytes, next.len);
	return true;
}

static uint64_t body_hash(const struct reader *reader)
{
	CLEANUP(os_sealed_unmap) struct str body = S("");
	if (!reader->file)
		return str_hash(reader_body(reader));
	BUG_IF(os_sealed_map(reader->file, SIZE_MAX, &body) != OK);
	return str_hash(body);
}

/* Hashes the requests that come out, and the status of the refusal at the end, if any. */
static uint64_t run(struct str bytes, size_t piece, char *shared)
{
	struct reader reader = { 0 };
	uint64_t sum = 0;
	for (enum reader_event event; (event = reader_step(&reader)) != READER_REFUSED;) {
		if (event == READER_READY) {
			sum = sum * 31 + str_hash(reader_head(&reader));
			sum = sum * 31 + body_hash(&reader);
			reader_next(&reader);
		} else if (!feed(&reader, &bytes, piece, shared)) {
			break;
		}
	}
	sum = sum * 31 + (uint64_t)reader.status;
	reader_fini(&reader);
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = str_from((struct str){ (const char *)data, size }, 1);
	char room[ROOM_BYTES];
	if (size == 0)
		return 0;
	uint64_t whole = run(bytes, SIZE_MAX, NULL);
	BUG_IF(run(bytes, data[0] % 31 + 1, NULL) != whole);
	BUG_IF(run(bytes, data[0] * 3 + 1, room) != whole);
	return 0;
}
