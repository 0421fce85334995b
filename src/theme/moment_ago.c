/* SPDX-License-Identifier: Apache-2.0 */
/* moment_ago.c: how long ago, in words: the steps at which moment.js changes its mind. Up to a
 * month time is counted in seconds, from there on in months of the calendar. */
#include <math.h>

#include "theme/helpers.h"

/* Up to a number of a unit, these words. */
static const struct {
	double unit; /* in seconds, or in months */
	double most; /* counted in rounded units */
	bool is_months;
	struct str words;
} steps[] = {
	{ 1, 44, false, STR_CONST("a few seconds") },  { 60, 1, false, STR_CONST("a minute") },
	{ 60, 44, false, STR_CONST("%d minutes") },    { 3600, 1, false, STR_CONST("an hour") },
	{ 3600, 21, false, STR_CONST("%d hours") },    { 86400, 1, false, STR_CONST("a day") },
	{ 86400, 25, false, STR_CONST("%d days") },    { 1, 1, true, STR_CONST("a month") },
	{ 1, 10, true, STR_CONST("%d months") },       { 12, 1, true, STR_CONST("a year") },
	{ 12, INFINITY, true, STR_CONST("%d years") },
};

/* The same time of day so many months later; a day that month has not is its last. */
static unix_ms months_later(unix_ms from, int months)
{
	struct civil c = civil_from_unix(from, 0);
	int month = c.month - 1 + months;
	c.year += month / 12;
	c.month = month % 12 + 1;
	if (c.day > days_in_month(c.year, c.month))
		c.day = days_in_month(c.year, c.month);
	return unix_from_civil(c);
}

/* Whole months of the calendar, and the days left over by the length of an average month. */
static double months_between(unix_ms early, unix_ms late)
{
	const double month_ms = 86400e3 * 146097 / 4800;
	struct civil a = civil_from_unix(early, 0), b = civil_from_unix(late, 0);
	int months = (b.year - a.year) * 12 + b.month - a.month;
	if (months_later(early, months).ms > late.ms)
		months--;
	return months + (double)(late.ms - months_later(early, months).ms) / month_ms;
}

void moment_from_now(const struct moment *moment, struct buf *out, unix_ms now)
{
	bool is_future = moment->instant.ms > now.ms;
	unix_ms early = is_future ? now : moment->instant, late = is_future ? moment->instant : now;
	double seconds = (double)(late.ms - early.ms) / 1000, count = 0;
	double months = months_between(early, late);
	size_t i = 0;
	for (; i < COUNT_OF(steps); i++) {
		count = round((steps[i].is_months ? months : seconds) / steps[i].unit);
		if (count <= steps[i].most)
			break;
	}
	struct str frame = moment_word(moment, is_future ? S("in %s") : S("%s ago"));
	struct str_pair around = str_cut_str(frame, S("%s"));
	struct str_pair words = str_cut_str(moment_word(moment, steps[i].words), S("%d"));
	buf_put(out, around.head);
	buf_put(out, words.head);
	if (words.found)
		buf_fmt(out, "%.0f", count);
	buf_put(out, words.tail);
	buf_put(out, around.tail);
}
