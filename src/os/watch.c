/* SPDX-License-Identifier: Apache-2.0 */
/* watch.c: epoll, level-triggered. */
#include "os/watch.h"

#include <errno.h>
#include <sys/epoll.h>

enum { EVENTS_AT_ONCE = 64 };

enum err os_watch_open(int *watch)
{
	int fd = epoll_create1(EPOLL_CLOEXEC);
	if (fd < 0)
		return errno == EMFILE || errno == ENFILE ? ERR_BUSY : ERR_IO;
	*watch = fd;
	return OK;
}

enum err os_watch_add(int watch, int fd, uint64_t number)
{
	struct epoll_event event = { .events = EPOLLIN, .data.u64 = number };
	if (epoll_ctl(watch, EPOLL_CTL_ADD, fd, &event) == 0)
		return OK;
	return errno == ENOMEM || errno == ENOSPC ? ERR_BUSY : ERR_IO;
}

void os_watch_remove(int watch, int fd)
{
	epoll_ctl(watch, EPOLL_CTL_DEL, fd, NULL);
}

size_t os_watch_wait(int watch, uint64_t *numbers, size_t room, int max_wait_ms)
{
	struct epoll_event events[EVENTS_AT_ONCE];
	int most = room < EVENTS_AT_ONCE ? (int)room : EVENTS_AT_ONCE;
	int count = epoll_wait(watch, events, most, max_wait_ms);
	for (int i = 0; i < count; i++)
		numbers[i] = events[i].data.u64;
	return count > 0 ? (size_t)count : 0;
}
