/* SPDX-License-Identifier: Apache-2.0 */
/* zone.c: a table of moments at which an offset began, and the rule that holds after the last.
 *
 * A zone file holds its data twice: in 32 bits for old readers, which is stepped over, and in 64.
 * Files with leap seconds (those below right/) are refused: our time has none. */
#include "os/zone.h"

#include "os/os.h"
#include "os/zone_rule.h"

static const size_t HEADER_BYTES = 44;
static const int MIN_OFFSET_S = -89999, MAX_OFFSET_S = 93599; /* RFC 8536, 3.2 */

struct zone {
	size_t count;
	const int64_t *times;   /* ascending, in seconds */
	const int32_t *offsets; /* in force from times[i] on */
	int32_t first_s;        /* before times[0] */
	struct zone_rule rule;  /* from the last of times on */
};

struct counts {
	size_t isut, isstd, leap, time, type, text;
};

static uint32_t be32(const char *at)
{
	const unsigned char *b = (const unsigned char *)at;
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static int64_t be64(const char *at)
{
	return (int64_t)((uint64_t)be32(at) << 32 | be32(at + 4));
}

static enum err read_header(struct str bytes, struct counts *out)
{
	if (bytes.len < HEADER_BYTES || !str_starts(bytes, S("TZif")) || bytes.ptr[4] < '2')
		return ERR_INVALID;
	const char *at = bytes.ptr + 20;
	*out = (struct counts){ be32(at),      be32(at + 4),  be32(at + 8),
				be32(at + 12), be32(at + 16), be32(at + 20) };
	if (out->isut > UINT8_MAX + 1 || out->isstd > UINT8_MAX + 1 ||
	    out->leap > LIMIT_ZONE_TIMES || out->time > LIMIT_ZONE_TIMES ||
	    out->type > UINT8_MAX + 1 || out->text > UINT8_MAX + 1)
		return ERR_TOO_BIG;
	return OK;
}

static size_t data_bytes(const struct counts *n, size_t time_bytes)
{
	return n->time * (time_bytes + 1) + n->type * 6 + n->text + n->leap * (time_bytes + 4) +
	       n->isstd + n->isut;
}

static bool counts_are_sound(const struct counts *n)
{
	return n->type >= 1 && n->text >= 1 && n->leap == 0 &&
	       (n->isut == 0 || n->isut == n->type) && (n->isstd == 0 || n->isstd == n->type);
}

/* One local time type: offset, summer flag, where its name begins. */
static bool type_is_sound(const char *type, const struct counts *n)
{
	int32_t offset = (int32_t)be32(type);
	return offset >= MIN_OFFSET_S && offset <= MAX_OFFSET_S && (unsigned char)type[4] <= 1 &&
	       (unsigned char)type[5] < n->text;
}

static enum err read_data(struct arena *into, const char *data, const struct counts *n,
			  struct zone *zone)
{
	const char *index = data + n->time * 8, *types = index + n->time;
	int64_t *times = arena_new(into, int64_t, n->time);
	int32_t *offsets = arena_new(into, int32_t, n->time);
	for (size_t i = 0; i < n->type; i++)
		if (!type_is_sound(types + i * 6, n))
			return ERR_INVALID;
	if (types[n->type * 6 + n->text - 1] != '\0')
		return ERR_INVALID;
	for (size_t i = 0; i < n->time; i++) {
		size_t type = (unsigned char)index[i];
		times[i] = be64(data + i * 8);
		if (type >= n->type || (i && times[i] <= times[i - 1]))
			return ERR_INVALID;
		offsets[i] = (int32_t)be32(types + type * 6);
	}
	zone->count = n->time;
	zone->times = times;
	zone->offsets = offsets;
	zone->first_s = (int32_t)be32(types);
	return OK;
}

enum err zone_parse(struct arena *into, struct str bytes, const struct zone **out)
{
	struct counts n;
	struct zone *zone = arena_new(into, struct zone, 1);
	if (bytes.len > LIMIT_ZONE_BYTES)
		return ERR_TOO_BIG;
	TRY(read_header(bytes, &n));
	bytes = str_from(bytes, HEADER_BYTES + data_bytes(&n, 4));
	TRY(read_header(bytes, &n));
	bytes = str_from(bytes, HEADER_BYTES);
	if (!counts_are_sound(&n) || bytes.len < data_bytes(&n, 8))
		return ERR_INVALID;
	TRY(read_data(into, bytes.ptr, &n, zone));
	struct str footer = str_from(bytes, data_bytes(&n, 8));
	if (!str_drop_prefix(&footer, S("\n")) || !str_drop_suffix(&footer, S("\n")))
		return ERR_INVALID;
	TRY(zone_rule_parse(footer, &zone->rule));
	*out = zone;
	return OK;
}

/* "America/Argentina/Ushuaia", "Etc/GMT+5"; nothing that could name another file. */
static bool name_is_sound(struct str name)
{
	if (name.len == 0 || name.len > LIMIT_ZONE_NAME || !char_is_alpha(name.ptr[0]))
		return false;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		if (!char_is_alpha(c) && !char_is_digit(c) && c != '_' && c != '-' && c != '+' &&
		    c != '/')
			return false;
	}
	return true;
}

enum err zone_open(struct arena *into, struct str name, const struct zone **out)
{
	struct str bytes, folder = S("/usr/share/zoneinfo");
	if (str_eq(name, S("UTC"))) {
		struct zone *utc = arena_new(into, struct zone, 1);
		*out = utc;
		return OK;
	}
	if (!name_is_sound(name))
		return ERR_NOT_FOUND;
	enum err err = os_read_file(into, os_path_join(into, folder, name), LIMIT_ZONE_BYTES,
				    &bytes, NULL);
	if (err)
		return err == ERR_TOO_BIG ? ERR_INVALID : ERR_NOT_FOUND;
	return zone_parse(into, bytes, out) ? ERR_INVALID : OK;
}

static int64_t floor_seconds(unix_ms t)
{
	return t.ms / 1000 - (t.ms % 1000 < 0);
}

static int offset_at(const struct zone *zone, int64_t unix_s)
{
	size_t low = 0, high = zone->count; /* times before low are past, those from high to come */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (zone->times[middle] <= unix_s)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == zone->count && zone->rule.is_set)
		return zone_rule_offset_s(&zone->rule, unix_s);
	return low ? zone->offsets[low - 1] : zone->first_s;
}

int zone_offset_s(const struct zone *zone, unix_ms t)
{
	return offset_at(zone, floor_seconds(t));
}

struct civil zone_civil(const struct zone *zone, unix_ms t)
{
	return civil_from_unix(t, zone_offset_s(zone, t));
}

/* The first second in (from, to] at which the offset is no longer that of from. */
static int64_t change_between(const struct zone *zone, int64_t from, int64_t to)
{
	int before = offset_at(zone, from);
	while (to - from > 1) {
		int64_t middle = from + (to - from) / 2;
		if (offset_at(zone, middle) == before)
			from = middle;
		else
			to = middle;
	}
	return to;
}

unix_ms zone_to_unix(const struct zone *zone, struct civil wall)
{
	wall.offset_s = 0;
	unix_ms as_utc = unix_from_civil(wall);
	int64_t local = floor_seconds(as_utc), milli = as_utc.ms - local * 1000;
	int before = offset_at(zone, local - 86400), after = offset_at(zone, local + 86400);
	int64_t early = local - (before > after ? before : after);
	int64_t late = local - (before > after ? after : before);
	if (early + offset_at(zone, early) == local)
		return unix_ms_of(early * 1000 + milli);
	if (late + offset_at(zone, late) == local)
		return unix_ms_of(late * 1000 + milli);
	return unix_ms_of(change_between(zone, early, late) * 1000);
}
