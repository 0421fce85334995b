/* SPDX-License-Identifier: Apache-2.0 */
/* moment_ago.c: how long ago, in words: the steps at which moment.js changes its mind. */
#include <math.h>

#include "theme/helpers.h"

/* Up to a number of a unit, these words. A month is a 4800th of 400 years. */
static const struct {
	double unit_s;
	double most; /* counted in rounded units */
	struct str words;
} steps[] = {
	{ 1, 44, STR_CONST("a few seconds") },
	{ 60, 1, STR_CONST("a minute") },
	{ 60, 44, STR_CONST("%d minutes") },
	{ 3600, 1, STR_CONST("an hour") },
	{ 3600, 21, STR_CONST("%d hours") },
	{ 86400, 1, STR_CONST("a day") },
	{ 86400, 25, STR_CONST("%d days") },
	{ 86400 * 146097.0 / 4800, 1, STR_CONST("a month") },
	{ 86400 * 146097.0 / 4800, 10, STR_CONST("%d months") },
	{ 86400 * 146097.0 / 400, 1, STR_CONST("a year") },
	{ 86400 * 146097.0 / 400, INFINITY, STR_CONST("%d years") },
};

void moment_from_now(const struct moment *moment, struct buf *out, unix_ms now)
{
	double seconds = (double)(moment->instant.ms - now.ms) / 1000, apart = fabs(seconds);
	size_t i = 0;
	while (i + 1 < COUNT_OF(steps) && round(apart / steps[i].unit_s) > steps[i].most)
		i++;
	struct str frame = moment_word(moment, seconds > 0 ? S("in %s") : S("%s ago"));
	struct str_pair around = str_cut_str(frame, S("%s"));
	struct str_pair count = str_cut_str(moment_word(moment, steps[i].words), S("%d"));
	buf_put(out, around.head);
	buf_put(out, count.head);
	if (count.found)
		buf_fmt(out, "%.0f", round(apart / steps[i].unit_s));
	buf_put(out, count.tail);
	buf_put(out, around.tail);
}
