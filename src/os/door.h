/* SPDX-License-Identifier: Apache-2.0 */
/* door.h: private to os/: what fake.c puts in the way of a call, and paths as the kernel wants
 * them. */
#pragma once
#include <limits.h>

#include "os/fake.h"

bool fake_fails(enum os_call call); /* whether this call of its kind is the one to fail */
bool fake_now(unix_ms *out);        /* false: ask the real clock */
bool fake_monotonic(int64_t *out);
bool fake_random(void *out, size_t bytes);

/* Fails: ERR_INVALID (empty, a NUL inside), ERR_TOO_BIG. */
enum err path_z(struct str path, char out[PATH_MAX], struct fault *fault) MUST_CHECK;
enum err err_of_errno(int error);

/* What root makes in somebody's folder belongs to that folder's owner, who would otherwise be
 * unable to work with it: a server does not run as root. fd: the thing itself, or -1. */
void give_to_owner_of_folder(const char *path, int fd);
