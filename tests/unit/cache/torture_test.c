/* SPDX-License-Identifier: Apache-2.0 */
/* Memory fails at each of its calls in turn: there is never a wrong page, and no leak. */
#include <stdio.h>

#include "cache_for_test.h"
#include "cache/flight.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);

static int fails_in; /* calls until the one that fails; below 1: none does */
static bool has_failed;

static bool fails_now(void)
{
	bool fails = fails_in > 0 && --fails_in == 0;
	has_failed = has_failed || fails;
	return fails;
}

void *__wrap_malloc(size_t size)
{
	return fails_now() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return fails_now() ? NULL : __real_calloc(count, size);
}

/* Asks for a page as a front does: found, or made of the state the sequence stands for and put. */
static void ask(struct page_cache *cache, struct flights *flights, struct str key, const char *fact,
		int version)
{
	char body[32];
	int len = snprintf(body, sizeof body, "%s v%d", fact, version);
	struct str fresh = { body, (size_t)len };
	const struct kept_page *page = page_cache_get(cache, key, noon);
	if (page) {
		assert_true(str_eq(page->body, fresh));
		enum err err = page_cache_keep_coding(cache, page, PAGE_GZIP, page->body);
		assert_true(err == OK || err == ERR_BUSY);
		if (page->coded[PAGE_GZIP].len)
			assert_true(str_eq(page->coded[PAGE_GZIP], fresh));
		kept_page_release(page);
		return;
	}
	struct flight_waiter waiter = { 0 }, *waiting;
	struct flight flight;
	if (flight_join(flights, key, &waiter, &flight) == OK) {
		assert_true(flight.starts);
		flight_end(flights, flight.ticket, &waiting);
		assert_ptr_equal(flight_waiter_take(&waiting), &waiter);
	}
	enum err err = put(cache, key, fresh, fact, version);
	assert_true(err == OK || err == ERR_BUSY);
}

static void live(void)
{
	CLEANUP(page_cache_close) struct page_cache *cache = NULL;
	CLEANUP(flights_close) struct flights *flights = NULL;
	struct page_cache_limits limits = { 100000, 100000 };
	if (page_cache_open(&limits, &cache) || flights_open(8, &flights))
		return;
	page_cache_touch(cache, NULL, 0, 1);
	for (int version = 1; version < 6; version++) {
		for (int again = 0; again < 3; again++) {
			ask(cache, flights, S("/"), "list", version);
			ask(cache, flights, S("/a/"), "list", version);
			ask(cache, flights, S("/b/"), "story 1", version);
		}
		touch(cache, "list", version + 1);
		touch(cache, "story 1", version + 1);
		flights_seal(flights);
	}
}

static void whichever_call_for_memory_fails_no_page_is_wrong(void **state)
{
	int nth = 0;
	(void)state;
	do {
		has_failed = false;
		fails_in = ++nth;
		live();
	} while (has_failed);
	fails_in = 0;
	assert_true(nth > 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whichever_call_for_memory_fails_no_page_is_wrong),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
