/* SPDX-License-Identifier: Apache-2.0 */
/* desk_purge.c: from rows of what was touched to errands, one under way at a time. */
#include "cmd/desk_purge.h"

#include "fact/key.h"
#include "os/os.h"
#include "store/facts.h"

static const size_t PURGE_BYTES = 64u << 20; /* address space: of a whole catching up */
enum { FIRST_RETRY_MS = 1000 };

void desk_purge_open(struct desk_purge *purge, struct store *store, struct desk_courier *courier,
		     struct str url)
{
	*purge = (struct desk_purge){ .store = store, .courier = courier, .url = url };
	if (url.len == 0)
		return;
	purge->arena = arena_open(PURGE_BYTES);
	if (store_purged(store, &purge->told) != OK || store_purged_set(store, purge->told) != OK) {
		log_error("cannot tell how far caches were told: %s", store_fault(store)->text);
		purge->told = 0; /* then anything may have been touched since */
	}
}

static void end_round(struct desk_purge *purge)
{
	arena_reset(&purge->arena, (struct arena_mark){ purge->arena.start });
	purge->errands.items = NULL;
	purge->errands.count = purge->errands.cap = purge->taken = 0;
}

static void add_errand(struct desk_purge *purge, struct str keys)
{
	*list_push(&purge->arena, &purge->errands) = keys;
}

/* All keys, as many to an errand as a header holds; with each change goes the key of pages that
 * have too many. */
static void make_errands(struct desk_purge *purge, const struct fact_set *touched)
{
	struct buf keys = buf_in(&purge->arena, LIMIT_FACT_KEYS_BYTES);
	buf_put(&keys, S(FACT_KEY_MANY));
	for (size_t i = 0; i < touched->count; i++) {
		struct buf key = buf_in(&purge->arena, LIMIT_FACT_KEYS_BYTES / 2);
		fact_put_key(&key, touched->items[i].name);
		if (key.fault)
			continue; /* no page carries it either: it has FACT_KEY_MANY */
		if (buf_str(&keys).len + buf_str(&key).len + 1 > LIMIT_FACT_KEYS_BYTES) {
			add_errand(purge, buf_str(&keys));
			keys = buf_in(&purge->arena, LIMIT_FACT_KEYS_BYTES);
		}
		if (buf_str(&keys).len)
			buf_put_char(&keys, ' ');
		buf_put(&keys, buf_str(&key));
	}
	add_errand(purge, buf_str(&keys));
}

/* Gives: whether there is something to tell. */
static bool begin_round(struct desk_purge *purge)
{
	bool is_known = true;
	int64_t newest = store_sequence(purge->store);
	if (newest <= purge->told)
		return false;
	struct fact_set touched = fact_set_in(&purge->arena);
	if (store_touched_since(purge->store, purge->told, &touched, &is_known) != OK)
		return false; /* busy: in a later turn */
	purge->reaching = newest;
	if (is_known && touched.count <= LIMIT_PURGE_FACTS)
		make_errands(purge, &touched);
	else
		add_errand(purge, fact_name_everything());
	return true;
}

void desk_purge_turn(struct desk_purge *purge, struct arena *scratch)
{
	if (purge->url.len == 0 || !desk_courier_is_free(purge->courier) ||
	    os_monotonic_ms() < purge->not_before_ms)
		return;
	if (purge->errands.count == 0 && !begin_round(purge))
		return;
	struct str keys = purge->errands.items[purge->taken];
	struct errand errand = {
		.to = ERRAND_TO_CACHES,
		.method = S("PURGE"),
		.url = purge->url,
		.headers = str_fmt(scratch, "Surrogate-Key: %.*s\n", STR_ARG(keys)),
	};
	if (desk_courier_send(purge->courier, COURIER_PURGE, scratch, &errand) != OK)
		purge->not_before_ms = os_monotonic_ms() + FIRST_RETRY_MS;
}

static void try_later(struct desk_purge *purge, const struct errand_end *end)
{
	int64_t wait = FIRST_RETRY_MS;
	for (int64_t i = 0; i < purge->tries && wait < LIMIT_PURGE_RETRY_MS; i++)
		wait *= 2;
	purge->not_before_ms =
		os_monotonic_ms() + (wait < LIMIT_PURGE_RETRY_MS ? wait : LIMIT_PURGE_RETRY_MS);
	if (purge->tries++ == 0)
		log_warning("the cache at %.*s does not take what was changed (%d %.*s); trying on",
			    STR_ARG(purge->url), end->status, STR_ARG(str_first(end->why, 200)));
}

void desk_purge_ended(struct desk_purge *purge, const struct errand_end *end)
{
	bool is_taken = end->outcome == ERRAND_DONE && end->status >= 200 && end->status < 300;
	if (!is_taken) {
		try_later(purge, end);
		return;
	}
	if (purge->tries)
		log_info("the cache at %.*s takes what is changed again", STR_ARG(purge->url));
	purge->tries = 0;
	if (++purge->taken < purge->errands.count)
		return;
	purge->told = purge->reaching;
	end_round(purge);
	if (store_purged_set(purge->store, purge->told) != OK)
		log_error("cannot keep how far caches were told: %s",
			  store_fault(purge->store)->text);
}

int desk_purge_wait_ms(const struct desk_purge *purge)
{
	int64_t left = purge->not_before_ms - os_monotonic_ms();
	return purge->errands.count && left > 0 ? (int)left : -1;
}
