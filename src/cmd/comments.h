/* SPDX-License-Identifier: Apache-2.0 */
/* comments.h: what the acts of `broadside comments` share. Private to cmd/. */
#pragma once
#include "comment/secret.h"
#include "store/store.h"

struct comments_work {
	struct arena arena;
	struct str site, file, email, database;
	struct store *store;
	struct comment_keys keys;
};

enum err comments_learn(struct comments_work *work, struct fault *fault) MUST_CHECK;
enum err comments_score(struct comments_work *work, struct fault *fault) MUST_CHECK;
