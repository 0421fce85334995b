/* SPDX-License-Identifier: Apache-2.0 */
#include "os/signals.h"

#include <signal.h>

#include "../cmocka_first.h"

static void signals_wait_to_be_read(void **state)
{
	int fd = -1;
	(void)state;
	assert_ok(os_signals_open(&fd));
	assert_int_equal(os_signal_next(fd), OS_SIGNAL_NONE);
	raise(SIGHUP);
	assert_int_equal(os_signal_next(fd), OS_SIGNAL_RELOAD);
	raise(SIGTERM);
	assert_int_equal(os_signal_next(fd), OS_SIGNAL_STOP);
	raise(SIGINT);
	assert_int_equal(os_signal_next(fd), OS_SIGNAL_STOP);
	assert_int_equal(os_signal_next(fd), OS_SIGNAL_NONE);
	os_close(&fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(signals_wait_to_be_read) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
