/* SPDX-License-Identifier: Apache-2.0 */
/*
 * desk_reads.h: writes down what fronts say was read, and makes the snapshot of it anew every few
 * minutes (store/most_read.h). What is not written yet is lost with the process.
 */
#pragma once
#include "store/store.h"

#define READS_RENEW_MS (3 * 60000)
#define LIMIT_DESK_READS_BYTES (4u << 20) /* of letters that wait to be written */

struct desk_reads {
	struct buf letters;
	struct arena arena;
	int64_t renew_at_ms; /* 0: at once */
};

void desk_reads_open(struct desk_reads *reads);
void desk_reads_close(struct desk_reads *reads);
/* Letters (proc/letter.h); more than fit in are left out. */
void desk_reads_take(struct desk_reads *reads, struct str letters);
/* Writes, in a transaction of its own, if there is anything to. */
void desk_reads_turn(struct desk_reads *reads, struct store *store, int64_t now_ms);
int desk_reads_wait_ms(const struct desk_reads *reads, int64_t now_ms);
