/* SPDX-License-Identifier: Apache-2.0 */
/* folder_for_test.h: an empty folder for one test, gone with all that is in it afterwards. */
#pragma once
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../cmocka_first.h"
#include "os/fake.h"

struct place {
	struct arena arena;
	struct str folder;
};

static inline struct str at(struct place *place, const char *name)
{
	return os_path_join(&place->arena, place->folder, str_of(name));
}

static inline int make_place(void **state)
{
	struct place *place = calloc(1, sizeof *place);
	char path[] = "/tmp/broadside-test-XXXXXX";
	if (!place || !mkdtemp(path))
		return -1;
	place->arena = arena_open(64 << 20);
	place->folder = str_dup(&place->arena, str_of(path));
	*state = place;
	return 0;
}

static inline int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st, (void)kind, (void)ftw;
	return remove(path);
}

static inline int drop_place(void **state)
{
	struct place *place = *state;
	os_fake_fail(OS_READ, 0);
	nftw(str_z(&place->arena, place->folder), remove_one, 16, FTW_DEPTH | FTW_PHYS);
	arena_close(&place->arena);
	free(place);
	return 0;
}

#define IN_A_PLACE(test) cmocka_unit_test_setup_teardown(test, make_place, drop_place)
