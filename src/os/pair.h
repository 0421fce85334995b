/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pair.h: two ends of a stream between processes, over which descriptors can be passed as well.
 *
 * Sending and receiving never wait; os_wait_fd() does.
 */
#pragma once
#include "os/os.h"

/* Gives: two ends that are closed on exec. Fails: ERR_BUSY (no descriptors left), ERR_IO. */
enum err os_pair(int ends[2]) MUST_CHECK;

/* Sends what there is room for; pass (-1: none) goes along with the first byte.
 * Gives: *sent, at least 1. Fails: ERR_BUSY (no room), ERR_IO (the other end is gone). */
enum err os_pair_send(int fd, const char *bytes, size_t len, int pass, size_t *sent) MUST_CHECK;

struct os_received {
	size_t bytes; /* 0: the other end was closed */
	int *fds;     /* room for fd_room of them */
	size_t fd_room, fd_count;
};
/* Fails: ERR_BUSY (nothing there), ERR_TOO_BIG (more descriptors than there is room for; they are
 * closed), ERR_IO. */
enum err os_pair_receive(int fd, char *out, size_t room, struct os_received *received) MUST_CHECK;

/* Waits until fd (-1: none, only for the time to pass) can be read or, if for_writing, written;
 * max_wait_ms -1: as long as it takes.
 * Fails: ERR_BUSY (the time is over), ERR_IO. */
enum err os_wait_fd(int fd, bool for_writing, int max_wait_ms) MUST_CHECK;

int os_copy_fd(int fd); /* another descriptor for the same, closed on exec; -1 if there is none */
