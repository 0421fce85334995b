/* SPDX-License-Identifier: Apache-2.0 */
/*
 * time.h: points in time and calendars, without a clock (that is os/clock.h) and without time zones
 * (os/zone.h knows those).
 *
 * Everything inside is UTC in milliseconds since 1970; a civil time is what a wall shows.
 */
#pragma once
#include "base/str.h"

typedef struct {
	int64_t ms;
} unix_ms; /* since 1970-01-01T00:00Z; 0 means "no time" where a field may be empty */

static inline unix_ms unix_ms_of(int64_t ms)
{
	return (unix_ms){ ms };
}
static inline bool time_is_set(unix_ms t)
{
	return t.ms != 0;
}

struct civil {                           /* proleptic Gregorian */
	int year, month, day;            /* month 1..12, day 1..31 */
	int hour, minute, second, milli; /* second 0..59 */
	int offset_s;                    /* seconds east of UTC that the fields were shifted by */
};

struct civil civil_from_unix(unix_ms t, int offset_s);
unix_ms unix_from_civil(struct civil c); /* fields out of range carry over; honours offset_s */
int civil_weekday(struct civil c);       /* 0 is Sunday */
int civil_day_of_year(struct civil c);   /* 1..366 */
int days_in_month(int year, int month);

/* "2024-02-29T12:00:00Z", "+02:00" offsets, fractions, a space for T; date alone is midnight UTC.
 * Fails: ERR_INVALID (RFC 3339). */
enum err time_parse_rfc3339(struct str s, unix_ms *out) MUST_CHECK;
/* "Tue, 27 Jan 2015 14:56:57 +0000" (RFC 5322), also the HTTP form with GMT. Fails: ERR_INVALID. */
enum err time_parse_rfc5322(struct str s, unix_ms *out) MUST_CHECK;

struct str time_rfc3339(struct arena *into, unix_ms t, int offset_s); /* seconds, "Z" or "+02:00" */
struct str time_rfc5322(struct arena *into, unix_ms t, int offset_s);
struct str time_http(struct arena *into,
		     unix_ms t); /* "Tue, 27 Jan 2015 14:56:57 GMT" (RFC 9110) */
