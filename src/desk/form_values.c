/* SPDX-License-Identifier: Apache-2.0 */
/* form_values.c: what fields of the desk's forms hold. */
#include "desk/desk.h"

int64_t desk_number(struct str text, int64_t fallback)
{
	int64_t n;
	return str_to_i64(text, &n) == OK && n > 0 ? n : fallback;
}

bool desk_field_at(const struct form *form, struct str name, size_t i, struct str *out)
{
	for (size_t k = 0; k < form->count; k++) {
		if (!str_eq(form->items[k].name, name))
			continue;
		if (i-- == 0) {
			*out = form->items[k].value;
			return true;
		}
	}
	return false;
}

/* "2026-03-29T02:30" or with seconds: a wall's time; RFC 3339 once it has a zone. */
enum err desk_read_moment(const struct desk *desk, struct str typed, unix_ms *out)
{
	unix_ms wall;
	typed = str_trim(typed);
	if (typed.len == 0) {
		*out = (unix_ms){ 0 };
		return OK;
	}
	if (typed.len < 16)
		return ERR_INVALID;
	const char *rest = typed.len == 16 ? ":00Z" : "Z";
	TRY(time_parse_rfc3339(str_fmt(desk->arena, "%.*s%s", STR_ARG(typed), rest), &wall));
	*out = zone_to_unix(desk->settings.zone, civil_from_unix(wall, 0));
	return OK;
}

struct str desk_moment(const struct desk *desk, unix_ms at)
{
	if (!time_is_set(at))
		return S("");
	struct civil c = zone_civil(desk->settings.zone, at);
	return str_fmt(desk->arena, "%04d-%02d-%02dT%02d:%02d:%02d", c.year, c.month, c.day, c.hour,
		       c.minute, c.second);
}
