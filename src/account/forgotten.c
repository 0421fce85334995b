/* SPDX-License-Identifier: Apache-2.0 */
/* forgotten.c: two counts, and a row of the outbox. */
#include "account/forgotten.h"

#include "account/throttle.h"
#include "store/outbox.h"

/* Counts one more for the address typed; *is_over: there were too many. */
static enum err count(struct store *store, struct arena *into, struct str email, bool *is_over)
{
	static const int64_t WINDOW_MS = LIMIT_RESET_MINUTES * 60 * 1000;
	struct throttle throttle;
	unix_ms now = store_now(store), oldest = unix_ms_of(now.ms - WINDOW_MS);
	struct str name = secret_hash(into, str_fmt(into, "reset %.*s", STR_ARG(email)));
	TRY(store_throttle(store, name, &throttle));
	if (throttle.since.ms <= oldest.ms)
		throttle = (struct throttle){ .since = now };
	*is_over = throttle.failures >= LIMIT_RESETS;
	throttle.failures += !*is_over;
	return store_throttle_set(store, name, throttle, oldest);
}

enum err account_forgotten(struct store *store, struct arena *into, struct str typed,
			   struct str address, enum forgotten_outcome *out)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct sign_in who;
	bool is_shut, is_over;
	struct str email = str_lower(into, str_trim(typed));
	struct str asked = str_fmt(into, "reset of %.*s", STR_ARG(email));
	TRY(throttle_is_shut(store, into, asked, address, &is_shut));
	TRY(txn_begin(&txn, store));
	TRY(count(store, into, email, &is_over));
	if (!is_shut)
		TRY(throttle_failed(store, into, asked, address));
	enum err err = store_sign_in_by_email(store, into, email, &who);
	if (err && err != ERR_NOT_FOUND)
		return err;
	if (!err && !is_shut && !is_over)
		TRY(store_outbox_put(store, OUTBOX_RESET, who.person.n, (unix_ms){ 0 }));
	TRY(txn_commit(&txn));
	*out = is_shut || is_over ? FORGOTTEN_SHUT : FORGOTTEN_HEARD;
	return OK;
}
