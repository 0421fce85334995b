/* SPDX-License-Identifier: Apache-2.0 */
/* throttle.c: three counts for each failure. */
#include "account/throttle.h"

#include "account/secrets.h"

enum { WINDOW_MS = THROTTLE_MINUTES * 60 * 1000 };

struct count {
	struct str name;
	int64_t limit;
};
enum { COUNTS = 3 };

struct str throttle_network(struct arena *into, struct str address)
{
	if (str_starts(address, S("127.")) || str_eq(address, S("::1")) ||
	    str_starts(address, S("::ffff:127.")) || address.len == 0)
		return S("");
	if (str_find_char(address, ':') == STR_NONE)
		return address;
	struct buf out = buf_in(into, 100);
	struct str rest = address;
	for (int group = 0; group < 4 && rest.len; group++) {
		struct str_pair cut = str_cut(rest, ':');
		buf_put(&out, cut.head);
		buf_put_char(&out, ':');
		rest = cut.tail;
	}
	return buf_str(&out);
}

/* Names are hashes: the table does not tell whose address was typed. */
static size_t counts_of(struct arena *into, struct str account, struct str address,
			struct count out[COUNTS])
{
	size_t n = 0;
	struct str network = throttle_network(into, address);
	struct str who = str_lower(into, account);
	const struct count all[] = {
		{ str_fmt(into, "account %.*s", STR_ARG(who)), THROTTLE_ACCOUNT },
		{ str_fmt(into, "here %.*s %.*s", STR_ARG(who), STR_ARG(network)), THROTTLE_HERE },
		{ str_fmt(into, "network %.*s", STR_ARG(network)), THROTTLE_NETWORK },
	};
	for (size_t i = 0; i < COUNTS; i++) {
		if (i == 2 && network.len == 0)
			continue;
		out[n] = all[i];
		out[n++].name = secret_hash(into, all[i].name);
	}
	return n;
}

static enum err read_fresh(struct store *store, struct str name, struct throttle *out)
{
	TRY(store_throttle(store, name, out));
	if (out->since.ms + WINDOW_MS <= store_now(store).ms)
		*out = (struct throttle){ .since = store_now(store) };
	return OK;
}

enum err throttle_is_shut(struct store *store, struct arena *into, struct str account,
			  struct str address, bool *out)
{
	struct count counts[COUNTS];
	size_t n = counts_of(into, account, address, counts);
	bool is_shut = false;
	for (size_t i = 0; i < n; i++) {
		struct throttle throttle;
		TRY(read_fresh(store, counts[i].name, &throttle));
		is_shut |= throttle.failures >= counts[i].limit;
	}
	*out = is_shut;
	return OK;
}

enum err throttle_failed(struct store *store, struct arena *into, struct str account,
			 struct str address)
{
	struct count counts[COUNTS];
	size_t n = counts_of(into, account, address, counts);
	unix_ms oldest = unix_ms_of(store_now(store).ms - WINDOW_MS);
	for (size_t i = 0; i < n; i++) {
		struct throttle throttle;
		TRY(read_fresh(store, counts[i].name, &throttle));
		throttle.failures++;
		TRY(store_throttle_set(store, counts[i].name, throttle, oldest));
	}
	return OK;
}

enum err throttle_passed(struct store *store, struct arena *into, struct str account,
			 struct str address)
{
	struct count counts[COUNTS];
	size_t n = counts_of(into, account, address, counts);
	for (size_t i = 0; i < n; i++)
		if (counts[i].limit != THROTTLE_NETWORK)
			TRY(store_throttle_clear(store, counts[i].name));
	return OK;
}
