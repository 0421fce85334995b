/* SPDX-License-Identifier: Apache-2.0 */
/* watch.h: waiting for several descriptors at once, each under a number of its owner's choice. */
#pragma once
#include "os/os.h"

/* Gives: *watch, a descriptor to be ended with os_close(). Fails: ERR_BUSY, ERR_IO. */
enum err os_watch_open(int *watch) MUST_CHECK;
/* Fails: ERR_BUSY, ERR_IO. Closing fd, with all its copies, ends it. */
enum err os_watch_add(int watch, int fd, uint64_t number) MUST_CHECK;
void os_watch_remove(int watch, int fd);

/* Waits until one can be read or was closed by its other end, at most max_wait_ms (-1: as long as
 * it takes). Gives: how many numbers of ready ones, 0 also when a signal came in between. */
size_t os_watch_wait(int watch, uint64_t *numbers, size_t room, int max_wait_ms);
