/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sealed.h: many bytes on their way from one process to another: a file in memory, written, then
 * sealed. Whoever gets the descriptor can rely on it: sealed bytes never change and never go away.
 */
#pragma once
#include "os/os.h"

/* Gives: *fd, to be written with os_write(). Fails: ERR_BUSY (no descriptors, no memory). */
enum err os_sealed_create(int *fd) MUST_CHECK;
enum err os_sealed_seal(int fd) MUST_CHECK; /* Fails: ERR_IO */
/* Gives: *out, a view of all of it, to be ended with os_sealed_unmap(); fd may be closed.
 * Fails: ERR_INVALID (not sealed), ERR_TOO_BIG (more than most bytes), ERR_IO. */
enum err os_sealed_map(int fd, size_t most, struct str *out) MUST_CHECK;
void os_sealed_unmap(struct str *bytes); /* "" is fine; for CLEANUP too */
