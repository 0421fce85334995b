/* SPDX-License-Identifier: Apache-2.0 */
#include "os/control.h"

#include <poll.h>

#include "folder_for_test.h"

static bool polls_readable(int fd)
{
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
	return poll(&poll_fd, 1, 0) == 1;
}

static void a_ring_is_heard_once(void **state)
{
	struct place *place = *state;
	int bell = -1;
	assert_ok(control_open(place->folder, &bell, NULL));
	assert_false(polls_readable(bell));
	assert_false(control_rang(bell));
	control_ring(place->folder);
	control_ring(place->folder);
	assert_true(polls_readable(bell));
	assert_true(control_rang(bell));
	assert_false(control_rang(bell));
	control_close(place->folder, &bell);
	assert_int_equal(bell, -1);
	assert_false(os_exists(at(place, "control")));
}

static void ringing_where_nobody_listens_is_silent(void **state)
{
	struct place *place = *state;
	control_ring(place->folder);
	control_ring(at(place, "none"));
	assert_false(os_exists(at(place, "control")));
}

static void a_thousand_rings_do_not_block(void **state)
{
	struct place *place = *state;
	int bell = -1;
	assert_ok(control_open(place->folder, &bell, NULL));
	for (int i = 0; i < 1000; i++)
		control_ring(place->folder);
	assert_true(control_rang(bell));
	control_close(place->folder, &bell);
}

static void a_second_server_is_refused_and_the_first_still_hears(void **state)
{
	struct place *place = *state;
	int bell = -1, second = -1;
	assert_ok(control_open(place->folder, &bell, NULL));
	assert_int_equal(control_open(place->folder, &second, NULL), ERR_CONFLICT);
	assert_int_equal(second, -1);
	control_ring(place->folder);
	assert_true(control_rang(bell));
	control_close(place->folder, &bell);
}

static void a_socket_left_by_a_dead_server_is_replaced(void **state)
{
	struct place *place = *state;
	int bell = -1;
	assert_ok(control_open(place->folder, &bell, NULL));
	os_close(&bell); /* as a kill does: the name stays */
	assert_true(os_exists(at(place, "control")));
	control_ring(place->folder);
	assert_ok(control_open(place->folder, &bell, NULL));
	control_ring(place->folder);
	assert_true(control_rang(bell));
	control_close(place->folder, &bell);
}

static void a_site_may_lie_deeper_than_a_socket_address_reaches(void **state)
{
	struct place *place = *state;
	int bell = -1;
	char deep[300];
	memset(deep, 'd', sizeof deep - 1);
	deep[100] = deep[200] = '/';
	deep[sizeof deep - 1] = '\0';
	assert_ok(os_make_folder(at(place, deep), NULL));
	assert_ok(control_open(at(place, deep), &bell, NULL));
	control_ring(at(place, deep));
	assert_true(control_rang(bell));
	control_close(at(place, deep), &bell);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PLACE(a_ring_is_heard_once),
		IN_A_PLACE(ringing_where_nobody_listens_is_silent),
		IN_A_PLACE(a_thousand_rings_do_not_block),
		IN_A_PLACE(a_second_server_is_refused_and_the_first_still_hears),
		IN_A_PLACE(a_socket_left_by_a_dead_server_is_replaced),
		IN_A_PLACE(a_site_may_lie_deeper_than_a_socket_address_reaches),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
