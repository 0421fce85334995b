/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zone_rule.h: private to os/: the rule in a zone file's footer, as POSIX writes it in TZ
 * ("CET-1CEST,M3.5.0,M10.5.0/3") with RFC 8536's hours from -167 to 167.
 */
#pragma once
#include "base/base.h"

struct rule_day {
	enum { RULE_JULIAN, RULE_ZERO_BASED, RULE_WEEK } kind; /* Jn (no 29 February), n, Mm.w.d */
	int day;         /* Jn 1..365, n 0..365, or 0 Sunday */
	int month, week; /* RULE_WEEK; week 5 is the last */
	int second;      /* local time of day; may be < 0 */
};

struct zone_rule {
	bool is_set;
	bool has_summer;
	int winter_s, summer_s; /* east of UTC */
	struct rule_day start, end;
};

/* Fails: ERR_INVALID. "" gives a rule that is not set. */
enum err zone_rule_parse(struct str text, struct zone_rule *out) MUST_CHECK;
int zone_rule_offset_s(const struct zone_rule *rule, int64_t unix_s);
