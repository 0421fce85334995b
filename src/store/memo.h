/* SPDX-License-Identifier: Apache-2.0 */
/*
 * memo.h: sections, topics, people, settings and the like, kept from one page to the next.
 *
 * Nearly every page asks for the same few of them. While nothing was committed they are what they
 * were, and every commit that changes one touches a fact; so what was read at one sequence holds
 * for each later reading transaction at the same one, and is forgotten at another.
 *
 *   - only inside store_read_begin() and store_read_end(); elsewhere nothing is found or kept
 *   - what is found is only looked at; it lives until the next store_read_begin()
 *   - facts are noted by who asks, found or not
 *
 * Private to store/.
 */
#pragma once
#include "store/store.h"

#define LIMIT_MEMO_BYTES ((size_t)4 << 20) /* then nothing more is kept until the next commit */
#define LIMIT_MEMO_THINGS 8192

enum memo_kind {
	MEMO_SECTION,
	MEMO_TOPIC,
	MEMO_PERSON,
	MEMO_SECTION_TREE,
	MEMO_SETTINGS,
	MEMO_HEADLINE, /* the words of a story's */
};

struct memo_slot {
	enum memo_kind kind;
	uint32_t generation; /* another than the memo's: free */
	int64_t id;
	const void *thing;
};

struct memo {
	struct arena arena;
	int64_t sequence;
	uint32_t generation;
	size_t count;
	struct memo_slot *slots; /* 2 * LIMIT_MEMO_THINGS */
};

void memo_open(struct memo *memo);
void memo_close(struct memo *memo);
void memo_settle(struct memo *memo, int64_t sequence); /* forgets what is of another */

/* What is kept under the kind and id; NULL if nothing is. */
const void *memo_get(const struct store *store, enum memo_kind kind, int64_t id);
/* Where what is read may be made so that it can be kept: the memo's own memory, or `otherwise`
 * when nothing can be kept now. */
struct arena *memo_room(struct store *store, struct arena *otherwise);
/* thing: size bytes, copied; all it points to was made in memo_room(). No-op if that gave
 * otherwise. */
void memo_keep(struct store *store, enum memo_kind kind, int64_t id, const void *thing,
	       size_t size);
