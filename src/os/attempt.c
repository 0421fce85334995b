/* SPDX-License-Identifier: Apache-2.0 */
/* attempt.c: each attempt by the plainest call there is for it. */
#include "os/attempt.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

static long try_open(const char *path, int flags)
{
	return open(path, flags | O_CLOEXEC, 0600);
}

static long read_secret(void)
{
	return try_open("secret", O_RDONLY);
}

static long read_sign_ins(void)
{
	return try_open("desk.db", O_RDONLY);
}

static long read_sign_ins_log(void)
{
	return try_open("desk.db-wal", O_RDONLY);
}

static long read_stories(void)
{
	return try_open("site.db", O_RDONLY);
}

static long write_stories(void)
{
	return try_open("site.db", O_RDWR);
}

static long write_shared_memory(void)
{
	return try_open("site.db-shm", O_RDWR);
}

static long read_media(void)
{
	return try_open("media", O_RDONLY | O_DIRECTORY);
}

static long write_media(void)
{
	return try_open("media/attempt", O_WRONLY | O_CREAT);
}

static long write_site(void)
{
	return try_open("attempt", O_WRONLY | O_CREAT);
}

static long write_temporary(void)
{
	return try_open("/tmp/broadside-attempt", O_WRONLY | O_CREAT);
}

static long read_passwords(void)
{
	return try_open("/etc/passwd", O_RDONLY);
}

static long read_memory_file(void)
{
	return try_open("/proc/self/mem", O_RDWR);
}

static long remove_stories(void)
{
	return unlink("site.db");
}

static long change_mode(void)
{
	return chmod("site.db", 0666);
}

static long make_socket(void)
{
	return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

static long make_local_socket(void)
{
	return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

/* On a descriptor that may or may not be a socket: the call itself is what counts. */
static long connect_somewhere(void)
{
	const struct sockaddr_in address = { .sin_family = AF_INET,
					     .sin_port = htons(9),
					     .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	return connect(3, (const struct sockaddr *)&address, sizeof address);
}

static long bind_somewhere(void)
{
	const struct sockaddr_in address = { .sin_family = AF_INET };
	return bind(3, (const struct sockaddr *)&address, sizeof address);
}

static long run_a_program(void)
{
	char name[] = "/bin/true";
	char *const argv[] = { name, NULL };
	return execve(name, argv, NULL);
}

static long make_a_process(void)
{
	long pid = fork();
	if (pid == 0)
		_exit(0);
	return pid;
}

static long kill_the_parent(void)
{
	return kill(getppid(), 0);
}

static long trace_the_parent(void)
{
	return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
}

static long read_the_parent(void)
{
	char byte;
	const struct iovec here = { &byte, 1 }, there = { &byte, 1 };
	return process_vm_readv(getppid(), &here, 1, &there, 1, 0);
}

static long mount_something(void)
{
	return mount("none", "/mnt", "tmpfs", 0, NULL);
}

static long become_root(void)
{
	return setuid(0);
}

static long make_code(void)
{
	void *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS,
			-1, 0);
	return at == MAP_FAILED ? -1 : 0;
}

static long make_namespace(void)
{
	return unshare(CLONE_NEWUSER);
}

static long make_a_ring(void)
{
	return syscall(SYS_io_uring_setup, 1, NULL);
}

static long pass_a_terminal(void)
{
	return syscall(SYS_ioctl, 0, 0x5412, "x"); /* TIOCSTI: type into the operator's terminal */
}

static const struct {
	struct str name;
	long (*call)(void); /* negative: errno says why not */
} attempts[] = {
	{ STR_CONST("read-secret"), read_secret },
	{ STR_CONST("read-sign-ins"), read_sign_ins },
	{ STR_CONST("read-sign-ins-log"), read_sign_ins_log },
	{ STR_CONST("read-media"), read_media },
	{ STR_CONST("write-media"), write_media },
	{ STR_CONST("read-stories"), read_stories },
	{ STR_CONST("write-stories"), write_stories },
	{ STR_CONST("write-shared-memory"), write_shared_memory },
	{ STR_CONST("write-site"), write_site },
	{ STR_CONST("write-temporary"), write_temporary },
	{ STR_CONST("read-passwords"), read_passwords },
	{ STR_CONST("read-memory-file"), read_memory_file },
	{ STR_CONST("remove-stories"), remove_stories },
	{ STR_CONST("change-mode"), change_mode },
	{ STR_CONST("socket"), make_socket },
	{ STR_CONST("local-socket"), make_local_socket },
	{ STR_CONST("connect"), connect_somewhere },
	{ STR_CONST("bind"), bind_somewhere },
	{ STR_CONST("exec"), run_a_program },
	{ STR_CONST("fork"), make_a_process },
	{ STR_CONST("kill"), kill_the_parent },
	{ STR_CONST("ptrace"), trace_the_parent },
	{ STR_CONST("read-the-parent"), read_the_parent },
	{ STR_CONST("mount"), mount_something },
	{ STR_CONST("become-root"), become_root },
	{ STR_CONST("make-code"), make_code },
	{ STR_CONST("namespace"), make_namespace },
	{ STR_CONST("io-uring"), make_a_ring },
	{ STR_CONST("terminal"), pass_a_terminal },
};

static const char *run(size_t index)
{
	static char said[128];
	if (index >= COUNT_OF(attempts))
		return "no such attempt";
	if (attempts[index].call() >= 0)
		return "reached";
	snprintf(said, sizeof said, "refused: %s", strerror(errno));
	return said;
}

const char *os_attempt(struct str name)
{
	size_t index = 0;
	while (index < COUNT_OF(attempts) && !str_eq(attempts[index].name, name))
		index++;
	return run(index);
}

void os_attempt_asked(struct str role)
{
	struct str_pair asked = str_cut(str_of(getenv("BROADSIDE_ATTEMPT")), ':');
	if (asked.found && str_eq(asked.head, role))
		log_error("attempt %.*s: %s", STR_ARG(asked.tail), os_attempt(asked.tail));
}

const char *os_attempt_by_overflow(struct str bytes)
{
	struct {
		char name[16];
		volatile unsigned char next;
	} frame = { .next = 255 };
	volatile char *at = frame.name;
	for (size_t i = 0; i < bytes.len && i < sizeof frame; i++)
		at[i] = bytes.ptr[i];
	size_t next = frame.next;
	return run(next <= '9' ? next - '0' : next - 'A' + 10);
}
