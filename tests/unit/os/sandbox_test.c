/* SPDX-License-Identifier: Apache-2.0 */
#include "os/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "folder_for_test.h"

/* What a child says by its exit status, so that nothing here is limited for good. */
enum { CHILD_GOOD = 42, CHILD_BAD = 43 };

/* Runs check in a process of its own. Gives: how that ended, as waitpid() tells. */
static int in_child(bool (*check)(struct place *place), struct place *place)
{
	int status = 0;
	pid_t pid = fork();
	if (pid == 0)
		_exit(check(place) ? CHILD_GOOD : CHILD_BAD);
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void assert_good(int status)
{
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), CHILD_GOOD);
}

static int open_at(struct place *place, const char *name, int flags)
{
	errno = 0;
	return open(str_z(&place->arena, at(place, name)), flags | O_CLOEXEC, 0600);
}

static bool begin(struct place *place)
{
	const struct sandbox_limits limits = { .files = 64, .writes_files = true };
	(void)place;
	return sandbox_begin(&limits, NULL) == OK;
}

static bool only_named_paths(struct place *place)
{
	const struct sandbox_path paths[] = { { at(place, "shown"), SANDBOX_READ },
					      { at(place, "work"), SANDBOX_CHANGE },
					      { at(place, "missing"), SANDBOX_READ } };
	return begin(place) && sandbox_paths(paths, COUNT_OF(paths), NULL) == OK &&
	       open_at(place, "shown", O_RDONLY) >= 0 && open_at(place, "shown", O_WRONLY) < 0 &&
	       errno == EACCES && open_at(place, "hidden", O_RDONLY) < 0 && errno == EACCES &&
	       open_at(place, "new", O_WRONLY | O_CREAT) < 0 && errno == EACCES &&
	       open_at(place, "work/new", O_WRONLY | O_CREAT) >= 0 &&
	       os_remove_file(at(place, "work/new")) == OK;
}

static void only_the_paths_named_can_be_opened(void **state)
{
	struct place *place = *state;
	assert_ok(os_write_file(at(place, "shown"), S("x"), NULL));
	assert_ok(os_write_file(at(place, "hidden"), S("x"), NULL));
	assert_ok(os_make_folder(at(place, "work"), NULL));
	assert_good(in_child(only_named_paths, place));
}

static bool without_landlock(struct place *place)
{
	struct fault fault = { 0 };
	const struct sandbox_path path = { place->folder, SANDBOX_READ };
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	int number = seccomp_syscall_resolve_name("landlock_create_ruleset");
	number = number == __NR_SCMP_ERROR ? 444 : number;
	return begin(place) && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), number, 0) == 0 &&
	       seccomp_load(filter) == 0 && sandbox_paths(&path, 1, &fault) == ERR_NOT_FOUND &&
	       strstr(fault.text, "Landlock");
}

static void a_kernel_without_landlock_is_an_error(void **state)
{
	assert_good(in_child(without_landlock, *state));
}

static const char *const few_calls[] = { "exit_group", "write", "rt_sigreturn", NULL };

static bool a_call_not_named(struct place *place)
{
	const char *const *lists[] = { few_calls };
	return begin(place) && sandbox_calls(lists, 1, NULL) == OK && getppid() < 0;
}

static void a_call_that_is_not_named_ends_the_process(void **state)
{
	int status = in_child(a_call_not_named, *state);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGSYS);
}

static bool a_call_named(struct place *place)
{
	const char *const *lists[] = { few_calls };
	return begin(place) && sandbox_calls(lists, 1, NULL) == OK &&
	       mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static void what_is_named_goes_on(void **state)
{
	assert_good(in_child(a_call_named, *state));
}

static bool executable_memory(struct place *place)
{
	const char *const *lists[] = { few_calls };
	return begin(place) && sandbox_calls(lists, 1, NULL) == OK &&
	       mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
		       MAP_FAILED;
}

static void memory_that_can_be_executed_cannot_be_made(void **state)
{
	int status = in_child(executable_memory, *state);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGSYS);
}

static bool limits_hold(struct place *place)
{
	const struct sandbox_limits limits = { .files = 40 };
	struct rlimit core, files;
	(void)place;
	return sandbox_begin(&limits, NULL) == OK && getrlimit(RLIMIT_CORE, &core) == 0 &&
	       core.rlim_max == 0 && getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_max == 40;
}

static void limits_are_for_good(void **state)
{
	assert_good(in_child(limits_hold, *state));
}

static bool become_nobody(struct place *place)
{
	struct sandbox_user nobody;
	return begin(place) && sandbox_find_user(S("nobody"), &nobody) == OK &&
	       sandbox_become(&nobody, NULL) == OK && getuid() == nobody.uid &&
	       getegid() == nobody.gid && setuid(0) != 0 && setgid(0) != 0 &&
	       getgroups(0, NULL) == 0;
}

static void root_can_become_somebody_else_and_not_go_back(void **state)
{
	if (!sandbox_is_root())
		skip();
	assert_good(in_child(become_nobody, *state));
}

static void what_is_root_s_in_a_folder_is_given_with_it(void **state)
{
	struct place *place = *state;
	struct sandbox_user nobody, owner;
	if (!sandbox_is_root())
		skip();
	assert_ok(os_make_folder(at(place, "a/b"), NULL));
	assert_ok(os_write_file(at(place, "a/b/c"), S("x"), NULL));
	assert_ok(sandbox_find_user(S("nobody"), &nobody));
	assert_ok(sandbox_give_folder(at(place, "a"), &nobody, NULL));
	assert_ok(sandbox_owner(at(place, "a/b/c"), &owner));
	assert_int_equal(owner.uid, nobody.uid);
	assert_ok(os_write_file(at(place, "a/b/d"), S("x"), NULL)); /* as root, later */
	assert_ok(sandbox_owner(at(place, "a/b/d"), &owner));
	assert_int_equal(owner.uid, nobody.uid);
	assert_ok(os_make_folder(at(place, "a/e/f"), NULL));
	assert_ok(sandbox_owner(at(place, "a/e/f"), &owner));
	assert_int_equal(owner.uid, nobody.uid);
}

static void a_user_that_is_not_there_is_not_found(void **state)
{
	struct sandbox_user user;
	(void)state;
	assert_int_equal(sandbox_find_user(S("nobody-of-this-name"), &user), ERR_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PLACE(only_the_paths_named_can_be_opened),
		IN_A_PLACE(a_kernel_without_landlock_is_an_error),
		IN_A_PLACE(a_call_that_is_not_named_ends_the_process),
		IN_A_PLACE(what_is_named_goes_on),
		IN_A_PLACE(memory_that_can_be_executed_cannot_be_made),
		IN_A_PLACE(limits_are_for_good),
		IN_A_PLACE(root_can_become_somebody_else_and_not_go_back),
		IN_A_PLACE(what_is_root_s_in_a_folder_is_given_with_it),
		IN_A_PLACE(a_user_that_is_not_there_is_not_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
