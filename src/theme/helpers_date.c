/* SPDX-License-Identifier: Apache-2.0 */
/* helpers_date.c: {{date}}: which instant, in which zone; how it is written is in moment.c. */
#include "os/zone.h"
#include "theme/helpers.h"
#include "theme/run.h"

#define LIMIT_DATE_BYTES 1024

/* Text as RFC 3339, a number as milliseconds; false for what is no date. */
static bool read_date(struct value v, unix_ms *out)
{
	if (v.kind == VALUE_NUMBER && v.number > -8.64e15 && v.number < 8.64e15) {
		*out = unix_ms_of((int64_t)v.number);
		return true;
	}
	return v.kind == VALUE_TEXT && time_parse_rfc3339(v.text, out) == OK;
}

static unix_ms date_of(struct helper_call *call)
{
	const struct theme_world *world = helper_world(call);
	unix_ms at = world ? world->now : unix_ms_of(0);
	struct value v = helper_arg_count(call) ? helper_arg(call, 0)
						: helper_field(call, S("published_at"));
	(void)read_date(v, &at);
	return at;
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

void help_date(struct helper_call *call)
{
	const struct theme_world *world = helper_world(call);
	const struct zone *zone = zone_of(call);
	unix_ms at = date_of(call);
	struct moment moment = {
		.theme = helper_theme(call),
		.locale = helper_hash_text(call, S("locale"), world ? world->locale : S("en")),
		.at = zone ? zone_civil(zone, at) : civil_from_unix(at, 0),
		.instant = at,
	};
	struct buf out = buf_in(helper_arena(call), LIMIT_DATE_BYTES);
	if (hash_says_yes(call, S("timeago")))
		moment_from_now(&moment, &out, world ? world->now : at);
	else
		moment_format(&moment, &out, helper_hash_text(call, S("format"), S("ll")));
	helper_return(call, value_text(buf_str(&out)));
}
