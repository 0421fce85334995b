/* SPDX-License-Identifier: Apache-2.0 */
/* sandbox.c: limits, and the filter of system calls (libseccomp). */
#include "os/sandbox.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>

#if defined(__SANITIZE_ADDRESS__)
#define HAS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_SANITIZER 1
#endif
#endif
#ifndef HAS_SANITIZER
#define HAS_SANITIZER 0
#endif

/* What a sanitizer's run time asks for beside the program: builds for tests only. */
static const char *const sanitizer_calls[] = { "prctl",     "sigaltstack", "readlink", "getrlimit",
					       "prlimit64", "open",        NULL };

static bool log_is_a_file(void)
{
	struct stat st;
	return fstat(2, &st) == 0 && S_ISREG(st.st_mode);
}

static enum err limit(int what, uint64_t most, struct fault *fault)
{
	struct rlimit now, wanted;
	if (getrlimit((__rlimit_resource_t)what, &now) != 0)
		return fault_set(fault, ERR_IO, "cannot read a limit: %s", strerror(errno));
	if (now.rlim_max != RLIM_INFINITY && most > now.rlim_max)
		most = now.rlim_max;
	wanted = (struct rlimit){ most, most };
	if (setrlimit((__rlimit_resource_t)what, &wanted) != 0)
		return fault_set(fault, ERR_IO, "cannot set a limit: %s", strerror(errno));
	return OK;
}

enum err sandbox_begin(const struct sandbox_limits *limits, struct fault *fault)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0)
		return fault_set(fault, ERR_IO, "cannot give up rights: %s", strerror(errno));
	TRY(limit(RLIMIT_CORE, 0, fault));
	if (!limits->makes_threads)
		TRY(limit(RLIMIT_NPROC, 0, fault));
	if (limits->seconds)
		TRY(limit(RLIMIT_CPU, limits->seconds, fault));
	if (limits->file_bytes)
		TRY(limit(RLIMIT_FSIZE, limits->file_bytes, fault));
	TRY(limit(RLIMIT_NOFILE, limits->files, fault));
	if (limits->memory && !HAS_SANITIZER)
		TRY(limit(RLIMIT_AS, limits->memory, fault));
	if (!limits->writes_files && !log_is_a_file())
		TRY(limit(RLIMIT_FSIZE, 0, fault));
	return OK;
}

/* clone3 hides its flags from a filter: the C library falls back to clone when there is none. */
static enum err add_threads(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp is_thread =
		SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD);
	if (seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, &is_thread) != 0 ||
	    seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) != 0)
		return ERR_IO;
	return OK;
}

/* Of the Internet; all other families do not exist here. */
static enum err add_sockets(scmp_filter_ctx filter)
{
	for (scmp_datum_t family = 0; family <= AF_INET6; family++) {
		bool is_internet = family == AF_INET || family == AF_INET6;
		const struct scmp_arg_cmp is_it = SCMP_A0(SCMP_CMP_EQ, family);
		uint32_t answer = is_internet ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(EAFNOSUPPORT);
		if (seccomp_rule_add_array(filter, answer, SCMP_SYS(socket), 1, &is_it) != 0)
			return ERR_IO;
	}
	const struct scmp_arg_cmp is_beyond = SCMP_A0(SCMP_CMP_GT, AF_INET6);
	if (seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1,
				   &is_beyond) != 0)
		return ERR_IO;
	return OK;
}

/* How much there is to be read, and nothing of terminals. */
static enum err add_asking(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp is_it = SCMP_A1(SCMP_CMP_EQ, FIONREAD);
	return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, &is_it) ? ERR_IO
											  : OK;
}

static enum err add_list(scmp_filter_ctx filter, const char *const *names)
{
	for (; *names; names++) {
		if (strcmp(*names, "clone") == 0) {
			TRY(add_threads(filter));
			continue;
		}
		if (strcmp(*names, "socket") == 0) {
			TRY(add_sockets(filter));
			continue;
		}
		if (strcmp(*names, "ioctl") == 0) {
			TRY(add_asking(filter));
			continue;
		}
		int number = seccomp_syscall_resolve_name(*names);
		if (number == __NR_SCMP_ERROR)
			continue;
		if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 0) != 0)
			return ERR_IO;
	}
	return OK;
}

/* Memory may be mapped, but never so that it can be executed. */
static enum err add_memory(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp not_executable = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
	const int calls[] = { SCMP_SYS(mmap), SCMP_SYS(mprotect) };
	for (size_t i = 0; i < COUNT_OF(calls); i++)
		if (seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, calls[i], 1, &not_executable) !=
		    0)
			return ERR_IO;
	return OK;
}

static void end_filter(scmp_filter_ctx *filter)
{
	if (*filter)
		seccomp_release(*filter);
}

/* What the C library does once, and would open files or ask for terminals for. */
static void do_once(void)
{
	static char room[4096];
	const time_t now = time(NULL);
	struct tm broken_down;
	tzset();
	gmtime_r(&now, &broken_down);
	setvbuf(stdout, room, _IOLBF, sizeof room);
}

enum err sandbox_calls(const char *const *const *lists, size_t count, struct fault *fault)
{
	do_once();
	CLEANUP(end_filter) scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	enum err err = filter ? add_memory(filter) : ERR_IO;
	for (size_t i = 0; i < count && !err; i++)
		err = add_list(filter, lists[i]);
	if (!err && HAS_SANITIZER)
		err = add_list(filter, sanitizer_calls);
	if (err)
		return fault_set(fault, err, "cannot make the filter of system calls");
	int error = -seccomp_load(filter);
	if (error)
		return fault_set(fault, error == EINVAL || error == ENOSYS ? ERR_NOT_FOUND : ERR_IO,
				 "cannot set the filter of system calls (seccomp): %s",
				 strerror(error));
	return OK;
}
