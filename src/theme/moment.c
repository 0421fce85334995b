/* SPDX-License-Identifier: Apache-2.0 */
/*
 * moment.c: dates in the words and patterns of moment.js.
 *
 * A pattern is read from the left, the longest token first; [text] is kept as it is, and so is
 * everything that is no token. Names are English unless the theme's locale file translates them.
 */
#include <stdlib.h>

#include "theme/helpers.h"

static const struct str months[] = {
	STR_CONST("January"),   STR_CONST("February"), STR_CONST("March"),    STR_CONST("April"),
	STR_CONST("May"),       STR_CONST("June"),     STR_CONST("July"),     STR_CONST("August"),
	STR_CONST("September"), STR_CONST("October"),  STR_CONST("November"), STR_CONST("December"),
};
static const struct str short_months[] = {
	STR_CONST("Jan"), STR_CONST("Feb"), STR_CONST("Mar"), STR_CONST("Apr"),
	STR_CONST("May"), STR_CONST("Jun"), STR_CONST("Jul"), STR_CONST("Aug"),
	STR_CONST("Sep"), STR_CONST("Oct"), STR_CONST("Nov"), STR_CONST("Dec"),
};
static const struct str days[] = {
	STR_CONST("Sunday"),   STR_CONST("Monday"), STR_CONST("Tuesday"),  STR_CONST("Wednesday"),
	STR_CONST("Thursday"), STR_CONST("Friday"), STR_CONST("Saturday"),
};
static const struct str short_days[] = {
	STR_CONST("Sun"), STR_CONST("Mon"), STR_CONST("Tue"), STR_CONST("Wed"),
	STR_CONST("Thu"), STR_CONST("Fri"), STR_CONST("Sat"),
};

enum token {
	TOKEN_MONTH,
	TOKEN_MONTH_TH,
	TOKEN_MONTH_2,
	TOKEN_MONTH_SHORT,
	TOKEN_MONTH_NAME,
	TOKEN_QUARTER,
	TOKEN_QUARTER_TH,
	TOKEN_DAY,
	TOKEN_DAY_TH,
	TOKEN_DAY_2,
	TOKEN_YEAR_DAY,
	TOKEN_YEAR_DAY_TH,
	TOKEN_YEAR_DAY_3,
	TOKEN_WEEKDAY,
	TOKEN_WEEKDAY_TH,
	TOKEN_WEEKDAY_MIN,
	TOKEN_WEEKDAY_SHORT,
	TOKEN_WEEKDAY_NAME,
	TOKEN_ISO_WEEKDAY,
	TOKEN_WEEK,
	TOKEN_WEEK_TH,
	TOKEN_WEEK_2,
	TOKEN_ISO_WEEK,
	TOKEN_ISO_WEEK_TH,
	TOKEN_ISO_WEEK_2,
	TOKEN_YEAR,
	TOKEN_YEAR_2,
	TOKEN_YEAR_4,
	TOKEN_WEEK_YEAR_2,
	TOKEN_WEEK_YEAR_4,
	TOKEN_ISO_YEAR_2,
	TOKEN_ISO_YEAR_4,
	TOKEN_AM,
	TOKEN_AM_UPPER,
	TOKEN_HOUR,
	TOKEN_HOUR_2,
	TOKEN_HOUR_12,
	TOKEN_HOUR_12_2,
	TOKEN_HOUR_24,
	TOKEN_HOUR_24_2,
	TOKEN_MINUTE,
	TOKEN_MINUTE_2,
	TOKEN_SECOND,
	TOKEN_SECOND_2,
	TOKEN_FRACTION,
	TOKEN_ZONE_NAME,
	TOKEN_OFFSET,
	TOKEN_OFFSET_PLAIN,
	TOKEN_UNIX,
	TOKEN_UNIX_MS,
	TOKEN_PATTERN,
};

/* Longest first where one starts with another. */
static const struct {
	struct str text;
	enum token token;
} tokens[] = {
	{ STR_CONST("MMMM"), TOKEN_MONTH_NAME },
	{ STR_CONST("MMM"), TOKEN_MONTH_SHORT },
	{ STR_CONST("MM"), TOKEN_MONTH_2 },
	{ STR_CONST("Mo"), TOKEN_MONTH_TH },
	{ STR_CONST("M"), TOKEN_MONTH },
	{ STR_CONST("Qo"), TOKEN_QUARTER_TH },
	{ STR_CONST("Q"), TOKEN_QUARTER },
	{ STR_CONST("DDDD"), TOKEN_YEAR_DAY_3 },
	{ STR_CONST("DDDo"), TOKEN_YEAR_DAY_TH },
	{ STR_CONST("DDD"), TOKEN_YEAR_DAY },
	{ STR_CONST("DD"), TOKEN_DAY_2 },
	{ STR_CONST("Do"), TOKEN_DAY_TH },
	{ STR_CONST("D"), TOKEN_DAY },
	{ STR_CONST("dddd"), TOKEN_WEEKDAY_NAME },
	{ STR_CONST("ddd"), TOKEN_WEEKDAY_SHORT },
	{ STR_CONST("dd"), TOKEN_WEEKDAY_MIN },
	{ STR_CONST("do"), TOKEN_WEEKDAY_TH },
	{ STR_CONST("d"), TOKEN_WEEKDAY },
	{ STR_CONST("e"), TOKEN_WEEKDAY },
	{ STR_CONST("E"), TOKEN_ISO_WEEKDAY },
	{ STR_CONST("ww"), TOKEN_WEEK_2 },
	{ STR_CONST("wo"), TOKEN_WEEK_TH },
	{ STR_CONST("w"), TOKEN_WEEK },
	{ STR_CONST("WW"), TOKEN_ISO_WEEK_2 },
	{ STR_CONST("Wo"), TOKEN_ISO_WEEK_TH },
	{ STR_CONST("W"), TOKEN_ISO_WEEK },
	{ STR_CONST("YYYY"), TOKEN_YEAR_4 },
	{ STR_CONST("YY"), TOKEN_YEAR_2 },
	{ STR_CONST("Y"), TOKEN_YEAR },
	{ STR_CONST("gggg"), TOKEN_WEEK_YEAR_4 },
	{ STR_CONST("gg"), TOKEN_WEEK_YEAR_2 },
	{ STR_CONST("GGGG"), TOKEN_ISO_YEAR_4 },
	{ STR_CONST("GG"), TOKEN_ISO_YEAR_2 },
	{ STR_CONST("A"), TOKEN_AM_UPPER },
	{ STR_CONST("a"), TOKEN_AM },
	{ STR_CONST("HH"), TOKEN_HOUR_2 },
	{ STR_CONST("H"), TOKEN_HOUR },
	{ STR_CONST("hh"), TOKEN_HOUR_12_2 },
	{ STR_CONST("h"), TOKEN_HOUR_12 },
	{ STR_CONST("kk"), TOKEN_HOUR_24_2 },
	{ STR_CONST("k"), TOKEN_HOUR_24 },
	{ STR_CONST("mm"), TOKEN_MINUTE_2 },
	{ STR_CONST("m"), TOKEN_MINUTE },
	{ STR_CONST("ss"), TOKEN_SECOND_2 },
	{ STR_CONST("s"), TOKEN_SECOND },
	{ STR_CONST("SSSSSSSSS"), TOKEN_FRACTION },
	{ STR_CONST("SSSSSSSS"), TOKEN_FRACTION },
	{ STR_CONST("SSSSSSS"), TOKEN_FRACTION },
	{ STR_CONST("SSSSSS"), TOKEN_FRACTION },
	{ STR_CONST("SSSSS"), TOKEN_FRACTION },
	{ STR_CONST("SSSS"), TOKEN_FRACTION },
	{ STR_CONST("SSS"), TOKEN_FRACTION },
	{ STR_CONST("SS"), TOKEN_FRACTION },
	{ STR_CONST("S"), TOKEN_FRACTION },
	{ STR_CONST("zz"), TOKEN_ZONE_NAME },
	{ STR_CONST("z"), TOKEN_ZONE_NAME },
	{ STR_CONST("ZZ"), TOKEN_OFFSET_PLAIN },
	{ STR_CONST("Z"), TOKEN_OFFSET },
	{ STR_CONST("X"), TOKEN_UNIX },
	{ STR_CONST("x"), TOKEN_UNIX_MS },
	{ STR_CONST("LTS"), TOKEN_PATTERN },
	{ STR_CONST("LT"), TOKEN_PATTERN },
	{ STR_CONST("LLLL"), TOKEN_PATTERN },
	{ STR_CONST("LLL"), TOKEN_PATTERN },
	{ STR_CONST("LL"), TOKEN_PATTERN },
	{ STR_CONST("L"), TOKEN_PATTERN },
	{ STR_CONST("llll"), TOKEN_PATTERN },
	{ STR_CONST("lll"), TOKEN_PATTERN },
	{ STR_CONST("ll"), TOKEN_PATTERN },
	{ STR_CONST("l"), TOKEN_PATTERN },
};

/* What the patterns with a name stand for, unless the theme's locale says otherwise. */
static const struct {
	struct str name, pattern;
} patterns[] = {
	{ STR_CONST("LT"), STR_CONST("h:mm A") },
	{ STR_CONST("LTS"), STR_CONST("h:mm:ss A") },
	{ STR_CONST("L"), STR_CONST("MM/DD/YYYY") },
	{ STR_CONST("LL"), STR_CONST("MMMM D, YYYY") },
	{ STR_CONST("LLL"), STR_CONST("MMMM D, YYYY h:mm A") },
	{ STR_CONST("LLLL"), STR_CONST("dddd, MMMM D, YYYY h:mm A") },
	{ STR_CONST("l"), STR_CONST("M/D/YYYY") },
	{ STR_CONST("ll"), STR_CONST("MMM D, YYYY") },
	{ STR_CONST("lll"), STR_CONST("MMM D, YYYY h:mm A") },
	{ STR_CONST("llll"), STR_CONST("ddd, MMM D, YYYY h:mm A") },
};

struct str moment_word(const struct moment *moment, struct str key)
{
	struct value found = moment->theme ? theme_translation(moment->theme, moment->locale, key)
					   : value_missing();
	return found.kind == VALUE_TEXT ? found.text : key;
}

static int days_in_year(int year)
{
	return 337 + days_in_month(year, 2);
}

/* How weeks are counted: the day they start with (0 is Sunday), and the day of January that is
 * always in the first one. */
struct weeks {
	int first_day, fixed_day;
};
static const struct weeks american = { 0, 6 }, iso = { 1, 4 };

/* Days from the year's start to its first week's. */
static int first_week_offset(int year, struct weeks weeks)
{
	int forward = 7 + weeks.first_day - weeks.fixed_day;
	int weekday = civil_weekday((struct civil){ .year = year, .month = 1, .day = forward });
	return -((7 + weekday - weeks.first_day) % 7) + forward - 1;
}

static int weeks_in_year(int year, struct weeks weeks)
{
	return (days_in_year(year) - first_week_offset(year, weeks) +
		first_week_offset(year + 1, weeks)) /
	       7;
}

struct week {
	int year, number;
};

static struct week week_of(struct civil at, struct weeks weeks)
{
	int day = civil_day_of_year(at) - first_week_offset(at.year, weeks) - 1;
	int number = day < 0 ? 0 : day / 7 + 1;
	if (number < 1)
		return (struct week){ at.year - 1, weeks_in_year(at.year - 1, weeks) };
	int last = weeks_in_year(at.year, weeks);
	if (number > last)
		return (struct week){ at.year + 1, number - last };
	return (struct week){ at.year, number };
}

/* n with at least so many digits. Dates are on every page many times over: this is what they cost.
 */
static void put_number(struct buf *out, int64_t n, int width)
{
	char digits[24];
	size_t at = sizeof digits;
	uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	for (; left || width > 0; left /= 10, width--)
		digits[--at] = (char)('0' + left % 10);
	if (n < 0)
		digits[--at] = '-';
	buf_put(out, (struct str){ digits + at, sizeof digits - at });
}

static void put_th(struct buf *out, int n)
{
	int last = n % 10;
	const char *th = n % 100 / 10 == 1 ? "th"
			 : last == 1       ? "st"
			 : last == 2       ? "nd"
			 : last == 3       ? "rd"
					   : "th";
	put_number(out, n, 1);
	buf_put(out, str_of(th));
}

static void put_offset(struct buf *out, int seconds, const char *between)
{
	int minutes = abs(seconds) / 60;
	buf_put_char(out, seconds < 0 ? '-' : '+');
	put_number(out, minutes / 60, 2);
	buf_put(out, str_of(between));
	put_number(out, minutes % 60, 2);
}

static void put_fraction(struct buf *out, int milli, size_t digits)
{
	int scaled = milli * 1000 * 1000;
	for (int unit = 100 * 1000 * 1000; digits; digits--, unit /= 10)
		put_number(out, scaled / unit % 10, 1);
}

static void put_name(const struct moment *m, struct buf *out, struct str name)
{
	buf_put(out, moment_word(m, name));
}

static int twelve(int hour)
{
	return hour % 12 ? hour % 12 : 12;
}

static void put_token(const struct moment *m, struct buf *out, enum token token, struct str text)
{
	struct civil at = m->at;
	switch (token) {
	case TOKEN_MONTH: put_number(out, at.month, 1); break;
	case TOKEN_MONTH_TH: put_th(out, at.month); break;
	case TOKEN_MONTH_2: put_number(out, at.month, 2); break;
	case TOKEN_MONTH_SHORT: put_name(m, out, short_months[at.month - 1]); break;
	case TOKEN_MONTH_NAME: put_name(m, out, months[at.month - 1]); break;
	case TOKEN_QUARTER: put_number(out, (at.month + 2) / 3, 1); break;
	case TOKEN_QUARTER_TH: put_th(out, (at.month + 2) / 3); break;
	case TOKEN_DAY: put_number(out, at.day, 1); break;
	case TOKEN_DAY_TH: put_th(out, at.day); break;
	case TOKEN_DAY_2: put_number(out, at.day, 2); break;
	case TOKEN_YEAR_DAY: put_number(out, civil_day_of_year(at), 1); break;
	case TOKEN_YEAR_DAY_TH: put_th(out, civil_day_of_year(at)); break;
	case TOKEN_YEAR_DAY_3: put_number(out, civil_day_of_year(at), 3); break;
	case TOKEN_WEEKDAY: put_number(out, civil_weekday(at), 1); break;
	case TOKEN_WEEKDAY_TH: put_th(out, civil_weekday(at)); break;
	case TOKEN_WEEKDAY_MIN:
		buf_put(out, str_first(moment_word(m, days[civil_weekday(at)]), 2));
		break;
	case TOKEN_WEEKDAY_SHORT: put_name(m, out, short_days[civil_weekday(at)]); break;
	case TOKEN_WEEKDAY_NAME: put_name(m, out, days[civil_weekday(at)]); break;
	case TOKEN_ISO_WEEKDAY: put_number(out, (civil_weekday(at) + 6) % 7 + 1, 1); break;
	case TOKEN_WEEK: put_number(out, week_of(at, american).number, 1); break;
	case TOKEN_WEEK_TH: put_th(out, week_of(at, american).number); break;
	case TOKEN_WEEK_2: put_number(out, week_of(at, american).number, 2); break;
	case TOKEN_ISO_WEEK: put_number(out, week_of(at, iso).number, 1); break;
	case TOKEN_ISO_WEEK_TH: put_th(out, week_of(at, iso).number); break;
	case TOKEN_ISO_WEEK_2: put_number(out, week_of(at, iso).number, 2); break;
	case TOKEN_YEAR: put_number(out, at.year, 1); break;
	case TOKEN_YEAR_2: put_number(out, abs(at.year) % 100, 2); break;
	case TOKEN_YEAR_4: put_number(out, at.year, 4); break;
	case TOKEN_WEEK_YEAR_2: put_number(out, week_of(at, american).year % 100, 2); break;
	case TOKEN_WEEK_YEAR_4: put_number(out, week_of(at, american).year, 4); break;
	case TOKEN_ISO_YEAR_2: put_number(out, week_of(at, iso).year % 100, 2); break;
	case TOKEN_ISO_YEAR_4: put_number(out, week_of(at, iso).year, 4); break;
	case TOKEN_AM: put_name(m, out, at.hour < 12 ? S("am") : S("pm")); break;
	case TOKEN_AM_UPPER: put_name(m, out, at.hour < 12 ? S("AM") : S("PM")); break;
	case TOKEN_HOUR: put_number(out, at.hour, 1); break;
	case TOKEN_HOUR_2: put_number(out, at.hour, 2); break;
	case TOKEN_HOUR_12: put_number(out, twelve(at.hour), 1); break;
	case TOKEN_HOUR_12_2: put_number(out, twelve(at.hour), 2); break;
	case TOKEN_HOUR_24: put_number(out, at.hour ? at.hour : 24, 1); break;
	case TOKEN_HOUR_24_2: put_number(out, at.hour ? at.hour : 24, 2); break;
	case TOKEN_MINUTE: put_number(out, at.minute, 1); break;
	case TOKEN_MINUTE_2: put_number(out, at.minute, 2); break;
	case TOKEN_SECOND: put_number(out, at.second, 1); break;
	case TOKEN_SECOND_2: put_number(out, at.second, 2); break;
	case TOKEN_FRACTION: put_fraction(out, at.milli, text.len); break;
	case TOKEN_ZONE_NAME:
		if (at.offset_s == 0)
			buf_put(out, S("UTC"));
		else
			put_offset(out, at.offset_s, ":");
		break;
	case TOKEN_OFFSET: put_offset(out, at.offset_s, ":"); break;
	case TOKEN_OFFSET_PLAIN: put_offset(out, at.offset_s, ""); break;
	case TOKEN_UNIX: put_number(out, (m->instant.ms / 1000), 1); break;
	case TOKEN_UNIX_MS: put_number(out, m->instant.ms, 1); break;
	case TOKEN_PATTERN: break; /* put by its caller */
	}
}

static struct str pattern_of(const struct moment *m, struct str name)
{
	struct str own = moment_word(m, name);
	for (size_t i = 0; str_eq(own, name) && i < COUNT_OF(patterns); i++)
		if (str_eq(patterns[i].name, name))
			return patterns[i].pattern;
	return own;
}

/* [text]: what stands inside; up to the last ] before another [. */
static size_t bracket_length(struct str format)
{
	struct str inside = str_cut(str_from(format, 1), '[').head;
	size_t close = str_find_last_char(inside, ']');
	return close == STR_NONE ? 0 : close + 2;
}

/* The token that format starts with; COUNT_OF(tokens) if it is none. */
static size_t find_token(struct str format)
{
	size_t i = 0;
	if (format.len == 0 || !char_is_alpha(format.ptr[0]))
		return COUNT_OF(tokens);
	while (i < COUNT_OF(tokens) &&
	       (tokens[i].text.ptr[0] != format.ptr[0] || !str_starts(format, tokens[i].text)))
		i++;
	return i;
}

/* nested: patterns with a name inside one are not followed again. */
static void put_format(const struct moment *m, struct buf *out, struct str format, bool nested)
{
	while (format.len) {
		size_t i = 0, length;
		if (format.ptr[0] == '[' && (length = bracket_length(format))) {
			buf_put(out, str_sub(format, 1, length - 2));
			format = str_from(format, length);
			continue;
		}
		bool is_literal = str_drop_prefix(&format, S("\\"));
		i = find_token(format);
		bool is_token = i < COUNT_OF(tokens);
		length = is_token ? tokens[i].text.len : format.len ? 1 : 0;
		struct str text = str_first(format, length);
		if (!is_token || is_literal)
			buf_put(out, text);
		else if (tokens[i].token != TOKEN_PATTERN)
			put_token(m, out, tokens[i].token, text);
		else if (!nested)
			put_format(m, out, pattern_of(m, text), true);
		format = str_from(format, length);
	}
}

void moment_format(const struct moment *moment, struct buf *out, struct str format)
{
	put_format(moment, out, format, false);
}
