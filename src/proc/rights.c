/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rights.c: system calls by name, in lists that say what they are for.
 *
 *                     front   reader   desk   jail   courier
 *   to live             x       x       x      x       x     memory (never executable), time,
 * randomness to talk             x       x       x      x       x     over descriptors it was given
 *   to read files       x       x       x              x     where Landlock lets it
 *   to lock files               x       x     (SQLite's locks are fcntl; it waits by sleeping)
 *   to change files                     x
 *   to call others                                     x     sockets of the Internet, connect
 *   to serve            x                     accept, and the options of accepted sockets
 *
 *   to compute                                 x    threads, and their priorities
 *
 * None: bind, execve, fork, clone, kill, ptrace, mount, and all not named.
 */
#include "proc/rights.h"

static const char *const to_live[] = {
	"brk",
	"munmap",
	"mremap",
	"madvise",
	"read",
	"readv",
	"write",
	"writev",
	"close",
	"fstat",
	"lseek",
	"futex",
	"getrandom",
	"clock_gettime",
	"clock_getres",
	"time",
	"gettimeofday",
	"clock_nanosleep",
	"nanosleep",
	"restart_syscall",
	"exit",
	"exit_group",
	"rt_sigreturn",
	"sigreturn",
	"rt_sigprocmask",
	"rt_sigaction",
	"sigaltstack",
	"tgkill",
	"getpid",
	"gettid",
	"getppid",
	"getuid",
	"geteuid",
	"getgid",
	"getegid",
	"sysinfo",
	"sched_yield",
	"fcntl",
	NULL,
};

static const char *const to_talk[] = {
	"recvmsg",    "sendmsg",     "recvfrom",     "sendto",    "poll", "ppoll",
	"epoll_wait", "epoll_pwait", "epoll_pwait2", "epoll_ctl", NULL,
};

static const char *const to_read_files[] = {
	"open",   "openat",     "openat2",  "newfstatat", "fstatat64",  "stat",
	"lstat",  "statx",      "access",   "faccessat",  "faccessat2", "pread64",
	"preadv", "getdents64", "readlink", "readlinkat", NULL,
};

static const char *const to_be_modest[] = { "getrusage", NULL };

static const char *const to_lock_files[] = { "flock", "mlock", "munlock", NULL };

static const char *const to_change_files[] = {
	"pwrite64",        "pwritev",  "fsync",  "fdatasync", "ftruncate", "fallocate",
	"unlink",          "unlinkat", "rename", "renameat",  "renameat2", "mkdir",
	"mkdirat",         "rmdir",    "fchmod", "link",      "linkat",    "utimensat",
	"copy_file_range", "sendfile", "umask",  "getcwd",    NULL,
};

static const char *const to_serve[] = {
	"accept4",  "setsockopt", "getsockopt",      "getsockname",  "getpeername",
	"shutdown", "sendfile",   "timerfd_settime", "memfd_create", NULL,
};

static const char *const to_call[] = {
	"socket",   "connect", "setsockopt", "getsockopt", "getsockname", "getpeername", "shutdown",
	"sendmmsg", "ioctl",   "uname",      "socketpair", "eventfd2",    "pipe2",       NULL,
};

static const char *const to_compute[] = {
	"clone",
	"set_robust_list",
	"rseq",
	"prctl",
	"membarrier",
	"sched_getaffinity",
	"sched_getattr",
	"sched_setattr",
	"sched_getparam",
	"sched_getscheduler",
	"set_tid_address",
	"getcpu",
	NULL,
};

static const uint64_t GB = 1u << 30;

struct sandbox_limits rights_limits(enum role role)
{
	switch (role) {
	case ROLE_FRONT:
		return (struct sandbox_limits){
			.files = 65536, .memory = 4 * GB, .writes_files = true
		}; /* uploads' in memory; its log */
	case ROLE_READER: return (struct sandbox_limits){ .files = 64, .memory = 8 * GB };
	case ROLE_JAIL:
		return (struct sandbox_limits){ .files = 16,
						.memory = 2 * GB,
						.writes_files = true,
						.file_bytes = LIMIT_JAIL_FILE_BYTES,
						.seconds = LIMIT_JAIL_SECONDS,
						.makes_threads = true };
	case ROLE_COURIER: return (struct sandbox_limits){ .files = 64, .memory = 2 * GB };
	default:
		return (struct sandbox_limits){ .files = 512,
						.memory = 16 * GB,
						.writes_files = true };
	}
}

enum err rights_close(enum role role, struct fault *fault)
{
	const char *const *front[] = { to_live, to_talk, to_read_files, to_serve };
	const char *const *reader[] = { to_live, to_talk, to_read_files, to_lock_files };
	const char *const *desk[] = { to_live,       to_talk,         to_read_files,
				      to_lock_files, to_change_files, to_be_modest };
	const char *const *jail[] = { to_live, to_talk, to_compute };
	const char *const *courier[] = { to_live, to_talk, to_read_files, to_call };
	switch (role) {
	case ROLE_COURIER: return sandbox_calls(courier, COUNT_OF(courier), fault);
	case ROLE_JAIL: return sandbox_calls(jail, COUNT_OF(jail), fault);
	case ROLE_FRONT: return sandbox_calls(front, COUNT_OF(front), fault);
	case ROLE_READER: return sandbox_calls(reader, COUNT_OF(reader), fault);
	default: return sandbox_calls(desk, COUNT_OF(desk), fault);
	}
}
