/* SPDX-License-Identifier: Apache-2.0 */
/* zone_rule.c: two moments of each year between which summer time holds; south of the equator the
 * first comes after the second. */
#include "os/zone_rule.h"

static const int LIMIT_RULE_HOURS = 167;
static const int LIMIT_OFFSET_HOURS = 24;

static bool eat(struct str *s, char c)
{
	if (s->len == 0 || s->ptr[0] != c)
		return false;
	*s = str_from(*s, 1);
	return true;
}

static bool eat_number(struct str *s, int min, int max, int *out)
{
	int n = 0;
	size_t digits = 0;
	for (; digits < s->len && digits < 4 && char_is_digit(s->ptr[digits]); digits++)
		n = n * 10 + (s->ptr[digits] - '0');
	if (digits == 0 || n < min || n > max)
		return false;
	*s = str_from(*s, digits);
	*out = n;
	return true;
}

/* "CET" or "<+03>". What it says is of no use here. */
static bool eat_name(struct str *s)
{
	size_t len = 0;
	bool quoted = eat(s, '<');
	while (len < s->len && (char_is_alpha(s->ptr[len]) ||
				(quoted && (char_is_digit(s->ptr[len]) || s->ptr[len] == '+' ||
					    s->ptr[len] == '-'))))
		len++;
	*s = str_from(*s, len);
	return len >= 3 && (!quoted || eat(s, '>'));
}

/* [+-]hh[:mm[:ss]] */
static bool eat_clock(struct str *s, int max_hours, int *seconds)
{
	int hours, minutes = 0, rest = 0;
	int sign = eat(s, '-') ? -1 : (eat(s, '+'), 1);
	if (!eat_number(s, 0, max_hours, &hours))
		return false;
	if (eat(s, ':') && !eat_number(s, 0, 59, &minutes))
		return false;
	if (eat(s, ':') && !eat_number(s, 0, 59, &rest))
		return false;
	*seconds = sign * (hours * 3600 + minutes * 60 + rest);
	return true;
}

static bool eat_day(struct str *s, struct rule_day *day)
{
	day->second = 2 * 3600;
	if (eat(s, 'M')) {
		day->kind = RULE_WEEK;
		if (!eat_number(s, 1, 12, &day->month) || !eat(s, '.') ||
		    !eat_number(s, 1, 5, &day->week) || !eat(s, '.') ||
		    !eat_number(s, 0, 6, &day->day))
			return false;
	} else if (eat(s, 'J')) {
		day->kind = RULE_JULIAN;
		if (!eat_number(s, 1, 365, &day->day))
			return false;
	} else {
		day->kind = RULE_ZERO_BASED;
		if (!eat_number(s, 0, 365, &day->day))
			return false;
	}
	return !eat(s, '/') || eat_clock(s, LIMIT_RULE_HOURS, &day->second);
}

/* POSIX counts west of UTC, we count east. */
enum err zone_rule_parse(struct str text, struct zone_rule *out)
{
	struct zone_rule rule = { .is_set = text.len > 0 };
	if (text.len && (!eat_name(&text) || !eat_clock(&text, LIMIT_OFFSET_HOURS, &rule.winter_s)))
		return ERR_INVALID;
	rule.winter_s = -rule.winter_s;
	if (text.len) {
		rule.has_summer = true;
		if (!eat_name(&text))
			return ERR_INVALID;
		rule.summer_s = rule.winter_s + 3600;
		if (text.len && text.ptr[0] != ',') {
			if (!eat_clock(&text, LIMIT_OFFSET_HOURS, &rule.summer_s))
				return ERR_INVALID;
			rule.summer_s = -rule.summer_s;
		}
		if (!eat(&text, ',') || !eat_day(&text, &rule.start) || !eat(&text, ',') ||
		    !eat_day(&text, &rule.end))
			return ERR_INVALID;
	}
	if (text.len)
		return ERR_INVALID;
	*out = rule;
	return OK;
}

/* The moment in year, in seconds on a clock that shows local time. */
static int64_t moment_in(const struct rule_day *rule, int year)
{
	struct civil date = { .year = year, .month = 1, .day = 1 };
	if (rule->kind == RULE_WEEK) {
		date.month = rule->month;
		int ahead = (rule->day - civil_weekday(date) + 7) % 7;
		date.day = 1 + ahead + (rule->week - 1) * 7;
		if (date.day > days_in_month(year, rule->month))
			date.day -= 7;
	} else if (rule->kind == RULE_ZERO_BASED) {
		date.day = 1 + rule->day;
	} else { /* J60 is always 1 March */
		bool leap = days_in_month(year, 2) == 29;
		date.day = rule->day + (leap && rule->day >= 60);
	}
	return unix_from_civil(date).ms / 1000 + rule->second;
}

int zone_rule_offset_s(const struct zone_rule *rule, int64_t unix_s)
{
	if (!rule->has_summer)
		return rule->winter_s;
	int year = civil_from_unix(unix_ms_of(unix_s * 1000), rule->winter_s).year;
	int64_t start = moment_in(&rule->start, year) - rule->winter_s;
	int64_t end = moment_in(&rule->end, year) - rule->summer_s;
	bool summer =
		start < end ? unix_s >= start && unix_s < end : unix_s >= start || unix_s < end;
	return summer ? rule->summer_s : rule->winter_s;
}
