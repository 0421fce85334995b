/* SPDX-License-Identifier: Apache-2.0 */
/*
 * child.h: this same program again, as another process, with one descriptor of ours.
 *
 * The file that runs is the one we run ourselves, even if another has taken its place on the disk
 * since. All our descriptors are close-on-exec; the child has standard input, output, error, and
 * the one given to it at OS_CHILD_FD.
 */
#pragma once
#include "os/os.h"

#define OS_CHILD_FD 3

struct os_child {
	int pid, handle; /* handle polls readable once it has ended */
};

/* argv ends with NULL. Fails: ERR_BUSY (no process to be had), ERR_IO. */
enum err os_spawn_self(char *const *argv, int fd, struct os_child *out,
		       struct fault *fault) MUST_CHECK;

enum os_end { OS_END_EXIT, OS_END_SIGNAL };
struct os_ended {
	enum os_end how;
	int number;                   /* exit status, or signal */
	bool was_sandbox, was_killed; /* by the filter of system calls; by SIGKILL */
};
/* Takes note of an end and closes the handle. Fails: ERR_BUSY (it still runs). */
enum err os_child_ended(struct os_child *child, struct os_ended *out) MUST_CHECK;
void os_child_kill(const struct os_child *child); /* at once, SIGKILL */
const char *os_signal_name(int signal);           /* "Segmentation fault" */

/* Whether fd is one end of a channel, as a child's OS_CHILD_FD is. */
bool os_is_socket(int fd);
/* From here on we end at once when the process that started us does; ends us if it has. */
void os_end_with_parent(void);
/* Ends this process now, with no more ado than standard output and error written out. */
_Noreturn void os_leave(int status);
size_t os_cores(void); /* that this process may use */
