/* SPDX-License-Identifier: Apache-2.0 */
/* follow.c: looks at the touched rows a few times a second. What is due later waits in a list; one
 * that grows too long, or a time too long ago to tell, is "everything". */
#include "cmd/follow.h"

#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/site_folder.h"
#include "fact/key.h"
#include "os/signals.h"
#include "os/watch.h"

enum { LOOK_EVERY_MS = 250 };
#define FOLLOW_BYTES ((size_t)64 << 20)
#define LIMIT_WAITING 10000 /* keys that are due later */
#define LIMIT_ROWS_A_LOOK 10000

struct waiting {
	unix_ms due;
	struct str key;
};

struct following {
	const struct follow_options *options;
	struct arena arena; /* of what waits; the rest is of one look */
	struct arena look;
	struct store *store;
	int64_t sequence;
	struct {
		struct waiting *items;
		size_t count, cap;
	} waiting;
	int signals, watch;
};

static void following_end(struct following *following)
{
	store_close(&following->store);
	os_close(&following->signals);
	os_close(&following->watch);
	arena_close(&following->arena);
	arena_close(&following->look);
}

static struct str key_of(struct arena *into, struct str name)
{
	struct buf out = buf_in(into, LIMIT_FACT_KEYS_BYTES);
	fact_put_key(&out, name);
	return out.fault ? S("everything") : buf_str(&out);
}

static void print_key(struct str key)
{
	printf("%.*s\n", STR_ARG(key));
}

/* Gives: false when too many wait: from then on nothing is told apart. */
static bool wait_for(struct following *following, const struct fact *fact)
{
	if (following->waiting.count == LIMIT_WAITING)
		return false;
	*list_push(&following->arena, &following->waiting) =
		(struct waiting){ fact->due, key_of(&following->arena, fact->name) };
	return true;
}

static size_t print_due(struct following *following, unix_ms now)
{
	size_t printed = 0, kept = 0;
	for (size_t i = 0; i < following->waiting.count; i++) {
		struct waiting *one = &following->waiting.items[i];
		if (one->due.ms > now.ms)
			following->waiting.items[kept++] = *one;
		else if (++printed)
			print_key(one->key);
	}
	following->waiting.count = kept;
	if (kept == 0) {
		following->waiting.items = NULL;
		following->waiting.cap = 0;
		arena_reset(&following->arena, (struct arena_mark){ following->arena.start });
	}
	return printed;
}

/* Row by row: what is touched now and what is due later do not mingle. */
static size_t print_touched(struct following *following, unix_ms now)
{
	struct fact *rows;
	size_t count, printed = 0;
	bool is_known = true;
	if (store_touched_rows(following->store, &following->look, &following->sequence,
			       LIMIT_ROWS_A_LOOK, &rows, &count, &is_known))
		return 0; /* busy: at the next look */
	for (size_t i = 0; i < count && is_known; i++) {
		if (rows[i].due.ms > now.ms)
			is_known = wait_for(following, &rows[i]);
		else if (++printed)
			print_key(key_of(&following->look, rows[i].name));
	}
	if (!is_known && ++printed)
		print_key(S("everything"));
	return printed;
}

/* Gives: false when nobody reads on. */
static bool look(struct following *following)
{
	unix_ms now = os_now();
	int64_t before = following->sequence;
	size_t printed = print_touched(following, now) + print_due(following, now);
	arena_reset(&following->look, (struct arena_mark){ following->look.start });
	if (printed)
		printf("%s\n# %lld\n\n", FACT_KEY_MANY, (long long)following->sequence);
	return (printed == 0 && before == following->sequence) || fflush(stdout) == 0;
}

static enum err open_site(struct following *following, struct fault *fault)
{
	const struct follow_options *options = following->options;
	struct site_conf conf;
	struct str database = options->database;
	TRY(site_conf_read(&following->look, options->site, &conf, fault));
	if (!database.len)
		database = conf.database;
	TRY(store_open(options->site, database, STORE_READ, &following->store, fault));
	following->sequence =
		options->has_after ? options->after : store_sequence(following->store);
	if (os_signals_open(&following->signals) != OK || os_watch_open(&following->watch) != OK ||
	    os_watch_add(following->watch, following->signals, 1) != OK)
		return fault_set(fault, ERR_IO, "cannot wait for signals");
	return OK;
}

int follow_touches(const struct follow_options *options)
{
	CLEANUP(following_end)
	struct following following = { .options = options,
				       .arena = arena_open(FOLLOW_BYTES),
				       .look = arena_open(FOLLOW_BYTES),
				       .signals = -1,
				       .watch = -1 };
	struct fault fault = { 0 };
	uint64_t number;
	if (open_site(&following, &fault))
		return cmd_failed(&fault);
	while (look(&following)) {
		if (options->once)
			return CMD_DONE;
		if (os_watch_wait(following.watch, &number, 1, LOOK_EVERY_MS) &&
		    os_signal_next(following.signals) == OS_SIGNAL_STOP)
			return CMD_DONE;
	}
	return CMD_FAILED;
}
