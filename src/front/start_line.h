/* SPDX-License-Identifier: Apache-2.0 */
/* start_line.h: "HTTP/1.1 200 OK" and the Date, made once a second for the answers that are many.
 */
#pragma once
#include "base/base.h"

struct start_lines {
	int64_t second; /* that they were made for */
	struct start_line {
		char text[80];
		size_t len;
	} ok, not_modified;
};

struct str start_line_make(struct arena *arena, int status, unix_ms now);
/* Without the last line's CR LF, as the one above. Gives: a view that lives until the next second,
 * or in arena. */
struct str start_line(struct start_lines *lines, struct arena *arena, int status, unix_ms now);
