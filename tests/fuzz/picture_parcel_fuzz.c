/* fuzz: picture_parcel links: media base */
/* SPDX-License-Identifier: Apache-2.0 */
/* picture_parcel_fuzz: what a jail sends, and what it is sent, is taken whole or not at all; what
 * was taken packs into the same bytes. */
#include "base/base.h"
#include "media/jail.h"

static struct arena arena;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct picture_result result;
	static struct picture_job job;
	struct str bytes = { (const char *)data, size };
	if (!arena.start)
		arena = arena_open((size_t)256 << 20);
	struct arena_mark mark = arena_mark(&arena);
	if (picture_result_unpack(bytes, &result) == OK)
		BUG_IF(!str_eq(picture_result_pack(&arena, &result), bytes));
	if (picture_job_unpack(bytes, &job) == OK)
		BUG_IF(!str_eq(picture_job_pack(&arena, &job), bytes));
	arena_reset(&arena, mark);
	return 0;
}
