/* SPDX-License-Identifier: Apache-2.0 */
/* helpers_date.c: {{date}}: which instant, in which zone, and how long what is written stays true;
 * how it is written is in moment.c. */
#include "os/zone.h"
#include "theme/helpers.h"
#include "theme/run.h"

#define LIMIT_DATE_BYTES 1024
static const int64_t DAY_MS = 86400000;

/* Text as RFC 3339, a number as milliseconds; false for what is no date. */
static bool read_date(struct value v, unix_ms *out)
{
	if (v.kind == VALUE_NUMBER && v.number > -8.64e15 && v.number < 8.64e15) {
		*out = unix_ms_of((int64_t)v.number);
		return true;
	}
	return v.kind == VALUE_TEXT && time_parse_rfc3339(v.text, out) == OK;
}

/* The zone asked for by name, else the site's. */
static const struct zone *zone_of(struct helper_call *call)
{
	const struct theme_world *world = helper_world(call);
	struct str name = helper_hash_text(call, S("timezone"), S(""));
	const struct zone *zone = world ? world->zone : NULL;
	if (name.len && zone_open(helper_arena(call), name, &zone) != OK)
		helper_fail(call, "no time zone %.*s", STR_ARG(name));
	return zone;
}

/* A date, and how it is to be written. */
struct dated {
	struct moment moment;
	const struct zone *zone;
	struct str format;
	bool is_now, is_ago; /* it is the moment of writing; it is told from there */
};

static struct str write_at(const struct dated *dated, struct arena *into, unix_ms now)
{
	struct moment moment = dated->moment;
	struct buf out = buf_in(into, LIMIT_DATE_BYTES);
	if (dated->is_now)
		moment.instant = now;
	moment.at = dated->zone ? zone_civil(dated->zone, moment.instant)
				: civil_from_unix(moment.instant, 0);
	if (dated->is_ago)
		moment_from_now(&moment, &out, now);
	else
		moment_format(&moment, &out, dated->format);
	return buf_str(&out);
}

static bool differs_at(const struct dated *dated, struct arena scratch, struct str text, unix_ms at)
{
	return !str_eq(write_at(dated, &scratch, at), text);
}

/* "3 hours ago" is never said again once it is over: so its end lies between, unless a day does not
 * see it. */
static unix_ms end_of_ago(const struct dated *dated, struct arena scratch, struct str text,
			  unix_ms now)
{
	unix_ms low = now, high = { now.ms + DAY_MS };
	while (high.ms - low.ms > 1) {
		unix_ms middle = { low.ms + (high.ms - low.ms) / 2 };
		*(differs_at(dated, scratch, text, middle) ? &high : &low) = middle;
	}
	return high;
}

static unix_ms next_midnight(const struct zone *zone, unix_ms now)
{
	struct civil civil = zone ? zone_civil(zone, now) : civil_from_unix(now, 0);
	struct civil midnight = { .year = civil.year, .month = civil.month, .day = civil.day + 1 };
	return zone ? zone_to_unix(zone, midnight) : unix_from_civil(midnight);
}

/* The moment of writing changes with the smallest unit of its format, a day at the latest. */
static unix_ms end_of_now(const struct dated *dated, struct arena scratch, struct str text,
			  unix_ms now)
{
	static const int64_t units[] = { 1, 10, 100, 1000, 60 * 1000, 3600 * 1000 };
	for (size_t i = 0; i < COUNT_OF(units); i++) {
		unix_ms at = { (now.ms / units[i] + 1) * units[i] };
		if (differs_at(dated, scratch, text, at))
			return at;
	}
	return next_midnight(dated->zone, now);
}

static void note_end(struct helper_call *call, const struct dated *dated, struct str text)
{
	const struct theme_world *world = helper_world(call);
	bool is_clocks = dated->is_now || dated->is_ago;
	if (!is_clocks || !world || !world->note_until)
		return;
	struct arena scratch = *helper_arena(call);
	world->note_until(world->app, dated->is_now ? end_of_now(dated, scratch, text, world->now)
						    : end_of_ago(dated, scratch, text, world->now));
}

void help_date(struct helper_call *call)
{
	const struct theme_world *world = helper_world(call);
	unix_ms now = world ? world->now : unix_ms_of(0);
	struct value v = helper_arg_count(call) ? helper_arg(call, 0)
						: helper_field(call, S("published_at"));
	struct dated dated = {
		.moment = { .theme = helper_theme(call),
			    .locale = helper_hash_text(call, S("locale"),
						       world ? world->locale : S("en")) },
		.zone = zone_of(call),
		.format = helper_hash_text(call, S("format"), S("ll")),
		.is_ago = hash_says_yes(call, S("timeago")),
	};
	dated.is_now = !read_date(v, &dated.moment.instant);
	struct str text = write_at(&dated, helper_arena(call), now);
	note_end(call, &dated, text);
	helper_return(call, value_text(text));
}
