/* SPDX-License-Identifier: Apache-2.0 */
#include "os/pair.h"

#include "folder_for_test.h"
#include "os/child.h"
#include "os/watch.h"

static void what_is_ready_is_told_by_its_number(void **state)
{
	int watch = -1, one[2], two[2];
	uint64_t numbers[4];
	size_t sent;
	(void)state;
	assert_ok(os_watch_open(&watch));
	assert_ok(os_pair(one));
	assert_ok(os_pair(two));
	assert_ok(os_watch_add(watch, one[0], 7));
	assert_ok(os_watch_add(watch, two[0], 9));
	assert_int_equal(os_watch_wait(watch, numbers, 4, 0), 0);
	assert_ok(os_pair_send(two[1], "x", 1, -1, &sent));
	assert_int_equal(os_watch_wait(watch, numbers, 4, -1), 1);
	assert_int_equal(numbers[0], 9);
	os_watch_remove(watch, two[0]);
	os_close(&one[1]); /* an end is something to be told of */
	assert_int_equal(os_watch_wait(watch, numbers, 4, -1), 1);
	assert_int_equal(numbers[0], 7);
	os_close(&one[0]);
	os_close(&two[0]);
	os_close(&two[1]);
	os_close(&watch);
}

static void a_peer_that_is_gone_is_an_error_and_no_signal(void **state)
{
	int ends[2];
	size_t sent;
	(void)state;
	assert_ok(os_pair(ends));
	os_close(&ends[0]);
	assert_int_equal(os_pair_send(ends[1], "x", 1, -1, &sent), ERR_IO);
	os_close(&ends[1]);
}

static void more_descriptors_than_there_is_room_for_are_closed(void **state)
{
	int ends[2], passed[2];
	size_t sent;
	char byte;
	struct os_received received = { 0 }; /* no room at all */
	(void)state;
	assert_ok(os_pair(ends));
	assert_ok(os_pair(passed));
	assert_ok(os_pair_send(ends[0], "x", 1, passed[0], &sent));
	os_close(&passed[0]);
	assert_int_equal(os_pair_receive(ends[1], &byte, 1, &received), ERR_TOO_BIG);
	assert_ok(os_pair_receive(passed[1], &byte, 1, &received));
	assert_int_equal(received.bytes, 0); /* nobody holds the other end */
	os_close(&passed[1]);
	os_close(&ends[0]);
	os_close(&ends[1]);
}

static void a_pair_is_a_socket_and_a_file_is_not(void **state)
{
	struct place *place = *state;
	int ends[2], fd = -1;
	assert_ok(os_pair(ends));
	assert_true(os_is_socket(ends[0]));
	assert_ok(os_create(at(place, "file"), &fd, NULL));
	assert_false(os_is_socket(fd));
	assert_false(os_is_socket(-1));
	os_close(&fd);
	os_close(&ends[0]);
	os_close(&ends[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PLACE(what_is_ready_is_told_by_its_number),
		IN_A_PLACE(a_peer_that_is_gone_is_an_error_and_no_signal),
		IN_A_PLACE(more_descriptors_than_there_is_room_for_are_closed),
		IN_A_PLACE(a_pair_is_a_socket_and_a_file_is_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
