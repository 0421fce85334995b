/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reads.h: which pages readers opened how often, until somebody writes it down.
 *
 * No cookie, no script, nothing kept of anybody. A reader is told from others by a keyed hash of
 * the net the address lies in (/24, /48) and what the browser calls itself; the key is random,
 * lives here only, and is another one each day. What is given away are pages and numbers.
 *
 *   - a page counts once a reader in LIMIT_READS_AGAIN_MS or up to twice that; in less when very
 *     many read
 *   - robots do not count: those that say so, what browsers fetch ahead, and whoever opens more
 *     than LIMIT_READS_A_READER pages in LIMIT_READS_READER_MS
 *   - memory is taken at the start; what does not fit in until the next reads_take() is not counted
 */
#pragma once
#include "http/message.h"

#define LIMIT_READS_AGAIN_MS (30 * 60000)
#define LIMIT_READS_A_READER 40
#define LIMIT_READS_READER_MS (10 * 60000)
#define LIMIT_READS_PATHS 4096      /* different ones, until they are taken */
#define LIMIT_READS_PATH_BYTES 300  /* longer ones are not counted */
#define LIMIT_READS_WAITING 16384   /* reads, until they are taken */
#define READS_TAKE_MS 60000         /* they are taken so often; a reader may turn out a robot */
#define READS_KEY_MS (24 * 3600000) /* then the key is another one */

struct reads;

/* NULL: no memory. */
struct reads *reads_open(void);
void reads_close(struct reads **reads);

/* A page went out, whole or as not modified. */
void reads_note(struct reads *reads, const struct http_request *request, struct arena scratch,
		int64_t now_ms);
bool reads_are_due(const struct reads *reads, int64_t now_ms);
/* Letters (proc/letter.h) of all that counts, and begins anew; "" when nothing does. */
struct str reads_take(struct reads *reads, struct arena *into);
