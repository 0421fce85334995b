/* SPDX-License-Identifier: Apache-2.0 */
/*
 * folder.h: opening files below a folder, for paths that come from outside.
 *
 * The kernel resolves the path beneath the folder: "..", an absolute path and a symbolic link that
 * leads out of it are refused, whatever they spell. Folders, devices and pipes are not opened.
 */
#pragma once
#include "os/os.h"

/* Fails: ERR_NOT_FOUND, ERR_DENIED, ERR_IO. Gives: *fd, to be ended with os_close(). */
enum err os_folder_open(struct str path, int *fd, struct fault *fault) MUST_CHECK;
/* Opens the plain file at path below folder for reading.
 * Fails: ERR_NOT_FOUND (also for what is refused), ERR_BUSY (no descriptors left), ERR_IO. */
enum err os_open_below(int folder, struct str path, int *fd, struct os_stat *stat) MUST_CHECK;
/* Fills out from the file at an offset. Fails: ERR_IO, also when the file ends before. */
enum err os_read_at(int fd, int64_t offset, void *out, size_t bytes) MUST_CHECK;
