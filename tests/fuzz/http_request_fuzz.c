/* fuzz: http_request links: front http os base */
/* SPDX-License-Identifier: Apache-2.0 */
/* http_request_fuzz: requests come out of a reader the same, and are refused the same, whether
 * their bytes came at once or cut anywhere. The first byte of the input says where. */
#include "front/reader.h"

/* Feeds the next bytes, at most piece of them. Gives: false when there are none. */
static bool feed(struct reader *reader, struct str *bytes, size_t piece)
{
	size_t room;
	char *at = bytes->len ? reader_room(reader, &room) : NULL;
	if (!at)
		return false;
	struct str next = str_first(*bytes, room < piece ? room : piece);
	memcpy(at, next.ptr, next.len);
	reader_added(reader, next.len);
	*bytes = str_from(*bytes, next.len);
	return true;
}

/* Hashes the requests that come out, and the status of the refusal at the end, if any. */
static uint64_t run(struct str bytes, size_t piece)
{
	struct reader reader = { 0 };
	uint64_t sum = 0;
	for (enum reader_event event; (event = reader_step(&reader)) != READER_REFUSED;) {
		if (event == READER_READY) {
			sum = sum * 31 + str_hash(reader_head(&reader));
			sum = sum * 31 + str_hash(reader_body(&reader));
			reader_next(&reader);
		} else if (!feed(&reader, &bytes, piece)) {
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
	if (size)
		BUG_IF(run(bytes, SIZE_MAX) != run(bytes, data[0] % 31 + 1));
	return 0;
}
