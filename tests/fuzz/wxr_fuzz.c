/* fuzz: wxr links: wp base */
/* SPDX-License-Identifier: Apache-2.0 */
/* wxr_fuzz: however an export is cut into pieces, it is read the same: as many items with the same
 * texts, or refused for the same reason. */
#include "exchange/wxr_read.h"

struct reading {
	struct str rest;
	size_t step;
	uint64_t seen;
};

static enum err read_some(void *self, char *out, size_t room, size_t *got)
{
	struct reading *reading = self;
	*got = str_first(reading->rest, reading->step < room ? reading->step : room).len;
	memcpy(out, reading->rest.ptr, *got);
	reading->rest = str_from(reading->rest, *got);
	return OK;
}

static enum err see_item(void *self, const struct wxr_item *item)
{
	struct reading *reading = self;
	reading->seen = reading->seen * 31 + str_hash(item->title) + 3 * str_hash(item->content);
	return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = arena_open(8u << 20);
	struct reading whole = { { (const char *)data, size }, 1 << 16, 0 }, cut = whole;
	struct reading *readings[] = { &whole, &cut };
	struct wxr_totals totals;
	enum err err[2] = { OK, OK };
	cut.step = 7;
	for (int i = 0; size && size <= 65536 && i < 2; i++) {
		struct wxr_handler handler = { .self = readings[i], .item = see_item };
		struct wxr_source source = { S("x"), readings[i], read_some };
		err[i] = wxr_read(source, &handler, &arena, &totals, NULL);
	}
	BUG_IF(err[0] != err[1] || whole.seen != cut.seen);
	arena_close(&arena);
	return 0;
}
