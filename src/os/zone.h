/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zone.h: IANA time zones, read from the system's zoneinfo files (RFC 8536, with the POSIX rule in
 * their footer for times after the table's end).
 *
 * A civil time may not exist (a clock put forward) or exist twice (put back): zone_to_unix() takes
 * the first instant at or after it in the first case, and the earlier one in the second.
 */
#pragma once
#include "base/base.h"

#define LIMIT_ZONE_BYTES (64u << 10)
#define LIMIT_ZONE_TIMES 2000
#define LIMIT_ZONE_NAME 64

struct zone;

/* Fails: ERR_NOT_FOUND if there is no such zone ("Europe/Paris"), ERR_INVALID if its file is
 * broken. Gives: a zone that lives as long as the arena. "UTC" needs no file. */
enum err zone_open(struct arena *into, struct str name, const struct zone **out) MUST_CHECK;
/* Reads a zone from a file's bytes. Fails: ERR_INVALID, ERR_TOO_BIG. */
enum err zone_parse(struct arena *into, struct str bytes, const struct zone **out) MUST_CHECK;
int zone_offset_s(const struct zone *zone, unix_ms t); /* east of UTC */
struct civil zone_civil(const struct zone *zone, unix_ms t);
unix_ms zone_to_unix(const struct zone *zone, struct civil wall); /* wall.offset_s is ignored */
