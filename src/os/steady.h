/* SPDX-License-Identifier: Apache-2.0 */
/*
 * steady.h: the wall clock as a newspaper goes by it.
 *
 * A clock is set back by hand, by a time server, or by a start without a battery. A story published
 * at noon would then be gone from the paper until noon comes again, and changes would be filed
 * before those they follow. So time stands still until the clock has caught up. Nothing shows early
 * by that: at that moment all of it was to be seen already.
 *
 * Set back by more than LIMIT_CLOCK_BACK_MS, it was the earlier time that was wrong; the clock is
 * followed.
 */
#pragma once
#include "base/base.h"

#define LIMIT_CLOCK_BACK_MS (24LL * 3600 * 1000)

struct steady {
	unix_ms newest; /* {0}: none yet; from the start the moment of the newest change on record
			 */
	bool is_held;
};

enum steady_news { STEADY_AS_BEFORE, STEADY_HELD, STEADY_CAUGHT_UP, STEADY_FOLLOWS };

/* wall: what the clock says. Gives: the moment to go by, and whether something is to be told. */
unix_ms steady_now(struct steady *steady, unix_ms wall, enum steady_news *news);
