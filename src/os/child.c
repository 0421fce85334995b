/* SPDX-License-Identifier: Apache-2.0 */
/* child.c: posix_spawn() of /proc/self/exe, and pidfd. */
#include "os/child.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* A descriptor that already has the number would keep its close-on-exec mark: posix_spawn's dup2
 * of one to itself takes the mark off. */
static int spawn_with(char *const *argv, int fd, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none;
	sigemptyset(&none);
	int error = posix_spawn_file_actions_init(&actions);
	if (error)
		return error;
	error = posix_spawnattr_init(&attributes);
	if (!error) {
		error = posix_spawn_file_actions_adddup2(&actions, fd, OS_CHILD_FD);
		if (!error)
			error = posix_spawnattr_setsigmask(&attributes, &none);
		if (!error)
			error = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
		if (!error)
			error = posix_spawn(pid, "/proc/self/exe", &actions, &attributes, argv,
					    environ);
		posix_spawnattr_destroy(&attributes);
	}
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

enum err os_spawn_self(char *const *argv, int fd, struct os_child *out, struct fault *fault)
{
	pid_t pid = 0;
	int error = spawn_with(argv, fd, &pid);
	if (error)
		return fault_set(fault, error == EAGAIN || error == ENOMEM ? ERR_BUSY : ERR_IO,
				 "cannot start a process: %s", strerror(error));
	int handle = (int)syscall(SYS_pidfd_open, pid, 0);
	if (handle < 0) {
		error = errno;
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		return fault_set(fault, ERR_IO, "cannot watch a process: %s", strerror(error));
	}
	*out = (struct os_child){ .pid = pid, .handle = handle };
	return OK;
}

enum err os_child_ended(struct os_child *child, struct os_ended *out)
{
	int status;
	if (waitpid(child->pid, &status, WNOHANG) != child->pid)
		return ERR_BUSY;
	bool by_signal = WIFSIGNALED(status);
	int number = by_signal ? WTERMSIG(status) : WEXITSTATUS(status);
	*out = (struct os_ended){ .how = by_signal ? OS_END_SIGNAL : OS_END_EXIT,
				  .number = number,
				  .was_sandbox = by_signal && number == SIGSYS,
				  .was_killed = by_signal && number == SIGKILL };
	os_close(&child->handle);
	return OK;
}

void os_child_kill(const struct os_child *child)
{
	kill(child->pid, SIGKILL); /* not yet waited for, so the number is still its own */
}

const char *os_signal_name(int signal)
{
	return strsignal(signal);
}

bool os_is_socket(int fd)
{
	struct stat st;
	return fstat(fd, &st) == 0 && S_ISSOCK(st.st_mode);
}

void os_end_with_parent(void)
{
	pid_t parent = getppid();
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		os_leave(1);
}

_Noreturn void os_leave(int status)
{
	fflush(stdout);
	fflush(stderr);
	_exit(status);
}

size_t os_cores(void)
{
	cpu_set_t set;
	CPU_ZERO(&set);
	if (sched_getaffinity(0, sizeof set, &set) != 0)
		return 1;
	int count = CPU_COUNT(&set);
	return count > 0 ? (size_t)count : 1;
}
