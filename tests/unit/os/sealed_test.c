/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes that change no more. */
#include "os/sealed.h"

#include <unistd.h>

#include "../cmocka_first.h"

static void what_was_sealed_is_seen_whole_and_changes_no_more(void **state)
{
	int fd = -1;
	CLEANUP(os_sealed_unmap) struct str seen = S("");
	(void)state;
	assert_ok(os_sealed_create(&fd));
	assert_ok(os_write(fd, S("hello ")));
	assert_ok(os_write(fd, S("there")));
	assert_ok(os_sealed_seal(fd));
	assert_int_equal(os_write(fd, S("!")), ERR_IO);
	assert_true(ftruncate(fd, 3) != 0);
	assert_ok(os_sealed_map(fd, 11, &seen));
	os_close(&fd);
	assert_str(seen, "hello there");
}

static void what_is_not_sealed_or_too_long_is_refused(void **state)
{
	CLEANUP(os_close) int fd = -1;
	int pair[2];
	struct str seen = S("");
	(void)state;
	assert_ok(os_sealed_create(&fd));
	assert_ok(os_write(fd, S("hello")));
	assert_int_equal(os_sealed_map(fd, 100, &seen), ERR_INVALID);
	assert_ok(os_sealed_seal(fd));
	assert_int_equal(os_sealed_map(fd, 4, &seen), ERR_TOO_BIG);
	assert_int_equal(pipe(pair), 0);
	assert_int_equal(os_sealed_map(pair[0], 100, &seen), ERR_INVALID);
	close(pair[0]);
	close(pair[1]);
	assert_int_equal(seen.len, 0);
}

static void nothing_at_all_is_fine_too(void **state)
{
	CLEANUP(os_close) int fd = -1;
	struct str seen = S("x");
	(void)state;
	assert_ok(os_sealed_create(&fd));
	assert_ok(os_sealed_seal(fd));
	assert_ok(os_sealed_map(fd, 0, &seen));
	assert_int_equal(seen.len, 0);
	os_sealed_unmap(&seen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_sealed_is_seen_whole_and_changes_no_more),
		cmocka_unit_test(what_is_not_sealed_or_too_long_is_refused),
		cmocka_unit_test(nothing_at_all_is_fine_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
