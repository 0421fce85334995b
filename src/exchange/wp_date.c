/* SPDX-License-Identifier: Apache-2.0 */
/* wp_date.c: a date that is none must not become 1970 or the year -1. */
#include "exchange/wp_date.h"

unix_ms wp_date(struct str s)
{
	char text[20 + 1];
	unix_ms t;
	s = str_trim(s);
	if (s.len != 19 || str_starts(s, S("0000")))
		return (unix_ms){ 0 };
	memcpy(text, s.ptr, s.len);
	text[19] = 'Z';
	return time_parse_rfc3339((struct str){ text, 20 }, &t) ? (unix_ms){ 0 } : t;
}

unix_ms wp_date_of(struct str gmt, struct str local, const struct zone *zone)
{
	unix_ms t = wp_date(gmt);
	if (time_is_set(t))
		return t;
	t = wp_date(local);
	return time_is_set(t) ? zone_to_unix(zone, civil_from_unix(t, 0)) : t;
}

unix_ms wp_published(const struct wxr_item *item, const struct zone *zone)
{
	unix_ms t = wp_date_of(item->post_date_gmt, item->post_date, zone);
	if (time_is_set(t))
		return t;
	return time_parse_rfc5322(str_trim(item->pub_date), &t) || t.ms <= 0 ? (unix_ms){ 0 } : t;
}

unix_ms wp_modified(const struct wxr_item *item, const struct zone *zone)
{
	unix_ms t = wp_date_of(item->post_modified_gmt, item->post_modified, zone);
	return time_is_set(t) ? t : wp_published(item, zone);
}
