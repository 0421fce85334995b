/* SPDX-License-Identifier: Apache-2.0 */
/* reply.h: as much of an answer as a load needs to know: its status and where it ends. */
#pragma once
#include "base/base.h"

struct reply {
	int status;
	size_t head_length;     /* bytes, with the blank line */
	int64_t content_length; /* 0 when it says none (204, 304, or an answer without) */
	bool closes;
};

/* Reads the head at the start of bytes. Gives: false when it is not all there yet.
 * Fails (status 0): not HTTP/1.1, or a body whose end is not told by Content-Length. */
bool reply_read(struct str bytes, struct reply *out);
