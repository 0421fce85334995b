/* SPDX-License-Identifier: Apache-2.0 */
/*
 * follow.h: `broadside cache SITE follow`: the keys of what is touched, as it is touched.
 *
 *     # 1041
 *     story-41
 *     list
 *     (an empty line)
 *
 * The number is the sequence that was reached: `--after` it goes on from there. What was touched
 * ahead of its time (a story that is scheduled) is printed when that has come. When what was
 * touched cannot be told any more, the one key "everything" is.
 */
#pragma once
#include "base/base.h"

struct follow_options {
	struct str site, database;
	bool has_after, once; /* once: end when all was printed */
	int64_t after;
};

/* Gives: the exit status. */
int follow_touches(const struct follow_options *options);
