/* fuzz: packed links: http base */
/* SPDX-License-Identifier: Apache-2.0 */
/* packed_fuzz: bytes that unpack pack into the same bytes again; nothing else is taken, and
 * nothing crashes. */
#include "http/packed.h"

static void check_request(struct arena *arena, struct str bytes)
{
	struct http_request request;
	struct buf again = buf_in(arena, 1 << 20);
	if (unpack_request(arena, bytes, &request) != OK)
		return;
	BUG_IF(pack_request(&again, &request) != OK || !str_eq(buf_str(&again), bytes));
}

static void check_answer(struct arena *arena, struct str bytes)
{
	struct packed_answer answer;
	struct buf again = buf_in(arena, 1 << 20);
	if (unpack_answer(arena, bytes, &answer) != OK)
		return;
	BUG_IF(pack_answer(&again, &answer) != OK || !str_eq(buf_str(&again), bytes));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = arena_open(16 << 20);
	if (size <= 1 << 16) {
		check_request(&arena, (struct str){ (const char *)data, size });
		check_answer(&arena, (struct str){ (const char *)data, size });
	}
	arena_close(&arena);
	return 0;
}
