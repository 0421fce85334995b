/* SPDX-License-Identifier: Apache-2.0 */
/*
 * os.h: the door to Linux: clock, randomness, files.
 *
 * Everything outside the process comes through here, so that tests and fuzzers are just two more
 * platforms: os/fake.h holds time and randomness still and makes the nth call of a kind fail.
 * Paths are counted strings; a path with a NUL in it is refused (ERR_INVALID).
 */
#pragma once
#include "base/base.h"

unix_ms os_now(void);          /* wall clock */
int64_t os_monotonic_ms(void); /* for measuring; never jumps */
/* How often so far this process was taken from the processor because others wanted it. */
int64_t os_preemptions(void);
void os_random(void *out, size_t bytes);
struct str os_random_hex(struct arena *into, size_t bytes); /* 2 * bytes hex digits */

struct os_stat {
	int64_t size; /* bytes */
	unix_ms modified_at;
	bool is_folder;
};

/* Fails: ERR_NOT_FOUND, ERR_TOO_BIG (larger than limit), ERR_IO. */
enum err os_read_file(struct arena *into, struct str path, size_t limit, struct str *out,
		      struct fault *fault) MUST_CHECK;
/* Writes beside the file, syncs, renames over it: readers see the old or the new file, whole. */
enum err os_write_file(struct str path, struct str bytes, struct fault *fault) MUST_CHECK;
/* The same, for the owner's eyes only (mode 0600). */
enum err os_write_secret_file(struct str path, struct str bytes, struct fault *fault) MUST_CHECK;
enum err os_copy_file(struct str from, struct str to, struct fault *fault) MUST_CHECK;
enum err os_make_folder(struct str path,
			struct fault *fault) MUST_CHECK; /* with its parents; fine if there */
enum err os_remove_file(struct str path) MUST_CHECK;
enum err os_stat(struct str path,
		 struct os_stat *out) MUST_CHECK; /* Fails: ERR_NOT_FOUND, ERR_DENIED, ERR_IO */
bool os_exists(struct str path);
bool os_may_make_in(struct str folder); /* neither the disk nor rights say no */

struct os_names {
	struct str *items; /* file names, sorted bytewise; folders end in "/"; no "." and ".." */
	size_t count, cap;
};
enum err os_list_folder(struct arena *into, struct str path, struct os_names *out,
			struct fault *fault) MUST_CHECK;

/* a + "/" + b, with exactly one slash. */
struct str os_path_join(struct arena *into, struct str a, struct str b);

/* For what is too large to be read at once: an export, a table of redirects. */
enum err os_open_read(struct str path, int *fd, struct fault *fault) MUST_CHECK;
enum err os_read(int fd, void *out, size_t room, size_t *got) MUST_CHECK; /* *got 0 at the end */
enum err os_create(struct str path, int *fd, struct fault *fault) MUST_CHECK; /* emptied if there */
enum err os_write(int fd, struct str bytes) MUST_CHECK;                       /* all of them */

/* Works from here on in the folder: paths that are not absolute begin there. Fails: ERR_NOT_FOUND,
 * ERR_DENIED, ERR_IO. */
enum err os_enter_folder(struct str path, struct fault *fault) MUST_CHECK;
struct str os_absolute_path(struct arena *into, struct str path); /* from where we work now */
/* For lines of a log: written at its end, made if need be. */
enum err os_open_append(struct str path, int *fd, struct fault *fault) MUST_CHECK;
struct str os_self_folder(struct arena *into); /* where this program's file lies; "" if unknown */
bool os_is_terminal(int fd);
void os_close(int *fd); /* for CLEANUP; ignores -1 */
