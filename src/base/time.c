/* SPDX-License-Identifier: Apache-2.0 */
/* time.c: days and their names. The day count is the well-known one from March-based years
 * (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
#include "base/time.h"

#include <stdio.h>
#include <string.h>

static const char *month_names[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
				     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
static const char *day_names[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

static int64_t days_from_civil(int64_t year, int64_t month, int64_t day)
{
	year += floor_div(month - 1, 12);
	month = (month - 1) - floor_div(month - 1, 12) * 12 + 1;
	year -= month <= 2;
	int64_t era = floor_div(year, 400);
	int64_t year_of_era = year - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468;
}

struct civil civil_from_unix(unix_ms t, int offset_s)
{
	int64_t local_ms = t.ms + (int64_t)offset_s * 1000;
	int64_t days = floor_div(local_ms, 86400000);
	int64_t in_day = local_ms - days * 86400000;
	int64_t z = days + 719468;
	int64_t era = floor_div(z, 146097);
	int64_t day_of_era = z - era * 146097;
	int64_t year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year =
		day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t shifted_month = (5 * day_of_year + 2) / 153;
	int month = (int)(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
	return (struct civil){
		.year = (int)(year_of_era + era * 400 + (month <= 2)),
		.month = month,
		.day = (int)(day_of_year - (153 * shifted_month + 2) / 5 + 1),
		.hour = (int)(in_day / 3600000),
		.minute = (int)(in_day / 60000 % 60),
		.second = (int)(in_day / 1000 % 60),
		.milli = (int)(in_day % 1000),
		.offset_s = offset_s,
	};
}

unix_ms unix_from_civil(struct civil c)
{
	int64_t days = days_from_civil(c.year, c.month, c.day);
	int64_t seconds = days * 86400 + (int64_t)c.hour * 3600 + (int64_t)c.minute * 60 +
			  c.second - c.offset_s;
	return unix_ms_of(seconds * 1000 + c.milli);
}

int civil_weekday(struct civil c)
{
	int64_t day = (days_from_civil(c.year, c.month, c.day) + 4) % 7;
	return (int)(day < 0 ? day + 7 : day);
}

int civil_day_of_year(struct civil c)
{
	return (int)(days_from_civil(c.year, c.month, c.day) - days_from_civil(c.year, 1, 1)) + 1;
}

int days_in_month(int year, int month)
{
	return (int)(days_from_civil(year, month + 1, 1) - days_from_civil(year, month, 1));
}

/* Reads exactly n digits off the front of s. */
static bool eat_digits(struct str *s, size_t n, int *out)
{
	int value = 0;
	if (s->len < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!char_is_digit(s->ptr[i]))
			return false;
		value = value * 10 + (s->ptr[i] - '0');
	}
	*s = str_from(*s, n);
	*out = value;
	return true;
}

static bool eat_offset(struct str *s, int *offset_s)
{
	int sign = str_drop_prefix(s, S("-")) ? -1 : str_drop_prefix(s, S("+")) ? 1 : 0;
	int hours, minutes;
	if (sign == 0 || !eat_digits(s, 2, &hours))
		return false;
	str_drop_prefix(s, S(":"));
	if (!eat_digits(s, 2, &minutes) || hours > 23 || minutes > 59)
		return false;
	*offset_s = sign * (hours * 3600 + minutes * 60);
	return true;
}

static bool civil_in_range(struct civil c)
{
	return c.month >= 1 && c.month <= 12 && c.day >= 1 &&
	       c.day <= days_in_month(c.year, c.month) && c.hour <= 23 && c.minute <= 59 &&
	       c.second <= 60;
}

static bool eat_fraction(struct str *s, int *milli)
{
	int scale = 100;
	if (s->len == 0 || !char_is_digit(s->ptr[0]))
		return false;
	for (; s->len && char_is_digit(s->ptr[0]); scale /= 10, *s = str_from(*s, 1))
		*milli += scale * (s->ptr[0] - '0');
	return true;
}

enum err time_parse_rfc3339(struct str s, unix_ms *out)
{
	struct civil c = { 0 };
	if (!eat_digits(&s, 4, &c.year) || !str_drop_prefix(&s, S("-")) ||
	    !eat_digits(&s, 2, &c.month) || !str_drop_prefix(&s, S("-")) ||
	    !eat_digits(&s, 2, &c.day))
		return ERR_INVALID;
	if (s.len) {
		if (!str_drop_prefix(&s, S("T")) && !str_drop_prefix(&s, S("t")) &&
		    !str_drop_prefix(&s, S(" ")))
			return ERR_INVALID;
		if (!eat_digits(&s, 2, &c.hour) || !str_drop_prefix(&s, S(":")) ||
		    !eat_digits(&s, 2, &c.minute))
			return ERR_INVALID;
		if (str_drop_prefix(&s, S(":")) && !eat_digits(&s, 2, &c.second))
			return ERR_INVALID;
		if (str_drop_prefix(&s, S(".")) && !eat_fraction(&s, &c.milli))
			return ERR_INVALID;
		if (s.len && !str_drop_prefix(&s, S("Z")) && !str_drop_prefix(&s, S("z")) &&
		    !eat_offset(&s, &c.offset_s))
			return ERR_INVALID;
	}
	if (s.len || !civil_in_range(c))
		return ERR_INVALID;
	*out = unix_from_civil(c);
	return OK;
}

static bool eat_month(struct str *s, int *month)
{
	for (int i = 0; i < 12; i++)
		if (str_eq_nocase(str_first(*s, 3), str_of(month_names[i]))) {
			*month = i + 1;
			*s = str_from(*s, 3);
			return true;
		}
	return false;
}

static void eat_spaces(struct str *s)
{
	while (str_drop_prefix(s, S(" ")) || str_drop_prefix(s, S("-")))
		;
}

enum err time_parse_rfc5322(struct str s, unix_ms *out)
{
	struct civil c = { 0 };
	struct str_pair weekday = str_cut(s, ',');
	s = str_trim(weekday.found ? weekday.tail : s);
	if (!eat_digits(&s, 2, &c.day) && !eat_digits(&s, 1, &c.day))
		return ERR_INVALID;
	eat_spaces(&s);
	if (!eat_month(&s, &c.month))
		return ERR_INVALID;
	eat_spaces(&s);
	if (!eat_digits(&s, 4, &c.year))
		return ERR_INVALID;
	eat_spaces(&s);
	if (!eat_digits(&s, 2, &c.hour) || !str_drop_prefix(&s, S(":")) ||
	    !eat_digits(&s, 2, &c.minute))
		return ERR_INVALID;
	if (str_drop_prefix(&s, S(":")) && !eat_digits(&s, 2, &c.second))
		return ERR_INVALID;
	s = str_trim(s);
	bool zone = s.len == 0 || str_eq(s, S("GMT")) || str_eq(s, S("UT")) ||
		    str_eq(s, S("UTC")) || str_eq(s, S("Z")) ||
		    (eat_offset(&s, &c.offset_s) && s.len == 0);
	if (!zone || !civil_in_range(c))
		return ERR_INVALID;
	*out = unix_from_civil(c);
	return OK;
}

static void put_offset(char out[8], int offset_s, const char *colon)
{
	int minutes = (offset_s < 0 ? -offset_s : offset_s) / 60;
	snprintf(out, 8, "%c%02u%s%02u", offset_s < 0 ? '-' : '+', (unsigned)(minutes / 60) % 100u,
		 colon, (unsigned)minutes % 60u);
}

/* Two digits and what stands behind them. Gives: where it goes on. */
static char *put_two(char *out, int n, char behind)
{
	*out++ = (char)('0' + n / 10);
	*out++ = (char)('0' + n % 10);
	if (behind)
		*out++ = behind;
	return out;
}

/* A page shows dozens of these: written by hand, it costs a tenth. */
struct str time_rfc3339(struct arena *into, unix_ms t, int offset_s)
{
	struct civil c = civil_from_unix(t, offset_s);
	char offset[8] = "Z", text[32], *at = text;
	if (offset_s)
		put_offset(offset, offset_s, ":");
	if (c.year < 0 || c.year > 9999)
		return str_fmt(into, "%04d-%02d-%02dT%02d:%02d:%02d%s", c.year, c.month, c.day,
			       c.hour, c.minute, c.second, offset);
	at = put_two(at, c.year / 100, 0);
	at = put_two(at, c.year % 100, '-');
	at = put_two(at, c.month, '-');
	at = put_two(at, c.day, 'T');
	at = put_two(at, c.hour, ':');
	at = put_two(at, c.minute, ':');
	at = put_two(at, c.second, 0);
	at = stpcpy(at, offset);
	return str_dup(into, (struct str){ text, (size_t)(at - text) });
}

struct str time_rfc5322(struct arena *into, unix_ms t, int offset_s)
{
	struct civil c = civil_from_unix(t, offset_s);
	char offset[8];
	put_offset(offset, offset_s, "");
	return str_fmt(into, "%s, %02d %s %04d %02d:%02d:%02d %s", day_names[civil_weekday(c)],
		       c.day, month_names[c.month - 1], c.year, c.hour, c.minute, c.second, offset);
}

struct str time_http(struct arena *into, unix_ms t)
{
	struct civil c = civil_from_unix(t, 0);
	return str_fmt(into, "%s, %02d %s %04d %02d:%02d:%02d GMT", day_names[civil_weekday(c)],
		       c.day, month_names[c.month - 1], c.year, c.hour, c.minute, c.second);
}
