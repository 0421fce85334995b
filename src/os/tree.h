/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tree.h: folders with all that is in them: made beside their place, filled, put in place whole, or
 * taken away whole.
 *
 * What is made below a folder stays below it, whatever its path spells; a symbolic link is never
 * followed there.
 */
#pragma once
#include "os/draft.h"

/* A folder beside the place at path. Gives: its path, in into. */
enum err os_tree_begin(struct arena *into, struct str path, struct str *draft,
		       struct fault *fault) MUST_CHECK;
/* Puts the folder draft at path once all in it is safe on the disk. An empty folder there is
 * replaced. Fails: ERR_CONFLICT (there is something at path), ERR_DENIED, ERR_IO. */
enum err os_tree_commit(struct str draft, struct str path, struct fault *fault) MUST_CHECK;
/* Takes away a folder and all in it; links are taken away, not what they lead to. */
enum err os_tree_remove(struct str path) MUST_CHECK;

/* Makes a file, with the folders on the way to it, at a relative path without "." and "..".
 * Fails: ERR_INVALID (such a path), ERR_CONFLICT (it is there), ERR_IO. */
enum err os_create_below(int folder, struct str path, bool is_secret, int *fd,
			 struct fault *fault) MUST_CHECK;
enum err os_make_folder_below(int folder, struct str path, struct fault *fault) MUST_CHECK;

/* Whether path is folder or lies below it, however each is spelled. The last name of path need not
 * exist. Fails: ERR_NOT_FOUND. */
enum err os_lies_in(struct str path, struct str folder, bool *out) MUST_CHECK;

/* Cuts the file off at size, where the next write goes. */
enum err os_cut_at(int fd, int64_t size) MUST_CHECK;
enum err os_seek(int fd, int64_t at) MUST_CHECK;
/* Of a plain file. Fails: ERR_INVALID (it is none), ERR_IO. */
enum err os_size_of(int fd, int64_t *size) MUST_CHECK;
/* Hints that what is read next of the file should come from the disk itself. */
void os_forget_cached(int fd);
