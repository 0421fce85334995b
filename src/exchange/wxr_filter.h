/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wxr_filter.h: replaces what no XML may hold, in place and across pieces.
 *
 * Control characters, and references to them (&#8;), become spaces of the same length, so that
 * lines stay where they are. White space before the document, which plugins leave there and XML
 * does not allow, is dropped; its lines are counted. Text in UTF-16 is left alone. What may be the
 * beginning of a reference at the end of a piece is held back until the next one.
 */
#pragma once
#include "base/base.h"

#define LIMIT_HELD_BYTES 12

struct wxr_filter {
	char held[LIMIT_HELD_BYTES];
	size_t held_count;
	bool is_begun, is_wide;
	int64_t replaced, lines_dropped;
};

/* piece: room for LIMIT_HELD_BYTES more than count. Gives: how many bytes of it may be used now.
 * is_last: nothing is held back. */
size_t wxr_filter(struct wxr_filter *filter, char *piece, size_t count, bool is_last);
