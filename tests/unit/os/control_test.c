/* SPDX-License-Identifier: Apache-2.0 */
#include "os/control.h"

#include <sys/wait.h>

#include "folder_for_test.h"
#include "os/pair.h"

enum { PATIENCE_MS = 30000 };

/* Another process rings, and ends when it was answered or has waited for long enough. */
static pid_t ring(struct str folder)
{
	pid_t pid = fork();
	if (pid == 0) {
		control_ring(folder);
		_exit(0);
	}
	assert_true(pid > 0);
	return pid;
}

static int next_line(int bell)
{
	int line = -1;
	assert_ok(os_wait_fd(bell, false, PATIENCE_MS));
	assert_ok(control_next(bell, &line));
	assert_true(line >= 0);
	return line;
}

static bool has_ended(pid_t pid)
{
	return waitpid(pid, NULL, WNOHANG) == pid;
}

/* Rings, sees that the bell answers, and that the ringer is content. */
static void check_heard(struct str folder, int bell)
{
	pid_t pid = ring(folder);
	int line = next_line(bell);
	assert_false(has_ended(pid)); /* it waits */
	control_answer(&line);
	assert_int_equal(line, -1);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static void who_rings_waits_for_the_answer(void **state)
{
	struct place *place = *state;
	int bell = -1, line = -1;
	assert_ok(control_open(place->folder, &bell, NULL));
	assert_int_equal(control_next(bell, &line), ERR_BUSY);
	check_heard(place->folder, bell);
	assert_int_equal(control_next(bell, &line), ERR_BUSY);
	control_close(place->folder, &bell);
	assert_int_equal(bell, -1);
	assert_false(os_exists(at(place, "control")));
}

static void a_ring_whose_line_went_dead_is_rung_again(void **state)
{
	struct place *place = *state;
	int bell = -1;
	assert_ok(control_open(place->folder, &bell, NULL));
	pid_t pid = ring(place->folder);
	int line = next_line(bell);
	os_close(&line); /* as when the desk dies */
	line = next_line(bell);
	control_answer(&line);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	control_close(place->folder, &bell);
}

static void who_rings_does_not_wait_for_ever(void **state)
{
	struct place *place = *state;
	int bell = -1;
	assert_ok(control_open(place->folder, &bell, NULL));
	control_ring(place->folder); /* nobody answers */
	int line = next_line(bell);
	control_answer(&line); /* nobody waits any more: no harm */
	control_close(place->folder, &bell);
}

static void ringing_where_nobody_listens_is_silent(void **state)
{
	struct place *place = *state;
	control_ring(place->folder);
	control_ring(at(place, "none"));
	assert_false(os_exists(at(place, "control")));
}

static void the_bell_is_for_its_owner(void **state)
{
	struct place *place = *state;
	struct stat st;
	int bell = -1;
	assert_ok(control_open(place->folder, &bell, NULL));
	assert_int_equal(stat(str_z(&place->arena, at(place, "control")), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	control_close(place->folder, &bell);
}

static void a_second_server_is_refused_and_the_first_still_hears(void **state)
{
	struct place *place = *state;
	int bell = -1, second = -1;
	assert_ok(control_open(place->folder, &bell, NULL));
	assert_int_equal(control_open(place->folder, &second, NULL), ERR_CONFLICT);
	assert_int_equal(second, -1);
	check_heard(place->folder, bell);
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
	check_heard(place->folder, bell);
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
	check_heard(at(place, deep), bell);
	control_close(at(place, deep), &bell);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PLACE(who_rings_waits_for_the_answer),
		IN_A_PLACE(a_ring_whose_line_went_dead_is_rung_again),
		IN_A_PLACE(who_rings_does_not_wait_for_ever),
		IN_A_PLACE(ringing_where_nobody_listens_is_silent),
		IN_A_PLACE(the_bell_is_for_its_owner),
		IN_A_PLACE(a_second_server_is_refused_and_the_first_still_hears),
		IN_A_PLACE(a_socket_left_by_a_dead_server_is_replaced),
		IN_A_PLACE(a_site_may_lie_deeper_than_a_socket_address_reaches),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
