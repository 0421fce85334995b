/* SPDX-License-Identifier: Apache-2.0 */
/* desk_reads.c: letters wait for the next turn. */
#include "cmd/desk_reads.h"

#include "os/os.h"
#include "proc/letter.h"
#include "store/most_read.h"

void desk_reads_open(struct desk_reads *reads)
{
	*reads = (struct desk_reads){ .arena = arena_open(4 * LIMIT_DESK_READS_BYTES) };
	reads->letters = buf_in(&reads->arena, LIMIT_DESK_READS_BYTES);
}

void desk_reads_close(struct desk_reads *reads)
{
	arena_close(&reads->arena);
}

void desk_reads_take(struct desk_reads *reads, struct str letters)
{
	if (letters.len <= LIMIT_DESK_READS_BYTES - reads->letters.len)
		buf_put(&reads->letters, letters);
}

static enum err write_down(struct store *store, struct str letters)
{
	while (letters.len) {
		struct letter_read read;
		TRY(letter_read_next(&letters, &read));
		TRY(store_reads_add(store, read.path, read.reads));
	}
	return OK;
}

static enum err turn(struct store *store, struct str letters, bool renews)
{
	enum read_period period;
	bool is_on;
	TRY(store_most_read_period(store, &period, &is_on));
	if (!is_on)
		return OK;
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, store));
	TRY(write_down(store, letters));
	if (renews)
		TRY(store_most_read_renew(store));
	return txn_commit(&txn);
}

void desk_reads_turn(struct desk_reads *reads, struct store *store, int64_t now_ms)
{
	bool renews = now_ms >= reads->renew_at_ms;
	if (!renews && !reads->letters.len)
		return;
	store_set_now(store, os_now());
	enum err err = turn(store, buf_str(&reads->letters), renews);
	if (err)
		log_error("what was read could not be written down: %s", store_fault(store)->text);
	if (renews)
		reads->renew_at_ms = now_ms + READS_RENEW_MS;
	arena_reset(&reads->arena, (struct arena_mark){ reads->arena.start });
	reads->letters = buf_in(&reads->arena, LIMIT_DESK_READS_BYTES);
}

int desk_reads_wait_ms(const struct desk_reads *reads, int64_t now_ms)
{
	int64_t left = reads->renew_at_ms - now_ms;
	return reads->letters.len || left < 0 ? 0 : (int)left;
}
