/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sandbox.h: giving up, for good, what a process will not need.
 *
 * In this order, each step on by itself, and what cannot be had is an error (fail closed):
 *
 *   sandbox_begin    no new rights by any exec, no core files, not to be traced or read by others,
 *                    limits on descriptors, memory, processes and written files
 *   sandbox_paths    Landlock: files below the paths named, and no others; no TCP port, no signal
 * or abstract socket to anybody outside, where the kernel knows how sandbox_become   another user,
 * all other groups and every capability given up sandbox_calls    seccomp: the system calls named;
 * any other ends the process at once. Memory that can be executed cannot be made any more.
 *
 * What is open stays open: a process opens what it needs before, where the rules would forbid it.
 */
#pragma once
#include "os/os.h"

struct sandbox_limits {
	uint64_t files;    /* descriptors at a time */
	uint64_t memory;   /* bytes of address space; 0: as it is (and in builds with sanitizers) */
	bool writes_files; /* else nothing can be written to any (unless the log is one) */
	uint64_t file_bytes; /* of any file it writes; 0: as it is */
	uint64_t seconds;    /* of a processor's time; 0: as it is */
	bool makes_threads;  /* else it stays the one that it is */
};
enum err sandbox_begin(const struct sandbox_limits *limits, struct fault *fault) MUST_CHECK;

enum sandbox_right {
	SANDBOX_READ,
	SANDBOX_CHANGE,  /* read, write, make, remove, rename */
	SANDBOX_CONNECT, /* no path: TCP connections may be made to others */
};
struct sandbox_path {
	struct str path; /* a file, or a folder and all below; "" and what is not there are passed
			    over */
	enum sandbox_right right;
};
/* Fails: ERR_NOT_FOUND (a kernel without Landlock), ERR_IO. */
enum err sandbox_paths(const struct sandbox_path *paths, size_t count,
		       struct fault *fault) MUST_CHECK;

struct sandbox_user {
	uint32_t uid, gid;
};
bool sandbox_is_root(void);
/* Fails: ERR_NOT_FOUND (no user of that name). */
enum err sandbox_find_user(struct str name, struct sandbox_user *out) MUST_CHECK;
/* Who owns a file or folder. Fails: ERR_NOT_FOUND, ERR_IO. */
enum err sandbox_owner(struct str path, struct sandbox_user *out) MUST_CHECK;
/* Makes the user the owner of a folder and all in it that is root's; follows no links.
 * Fails: ERR_DENIED, ERR_IO. */
enum err sandbox_give_folder(struct str path, const struct sandbox_user *user,
			     struct fault *fault) MUST_CHECK;
/* Without effect, but for the capabilities, when we are that user. Fails: ERR_DENIED, ERR_IO. */
enum err sandbox_become(const struct sandbox_user *user, struct fault *fault) MUST_CHECK;

/* Lists of names of system calls, each ended by NULL; names this machine does not have are passed
 * over. "clone" makes threads, never processes, "socket" those of the Internet only, "ioctl" only
 * asks how much can be read; what would
 * make others is told that it is not there. Fails: ERR_NOT_FOUND (a kernel without seccomp),
 * ERR_IO. */
enum err sandbox_calls(const char *const *const *lists, size_t count,
		       struct fault *fault) MUST_CHECK;
