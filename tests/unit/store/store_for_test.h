/* SPDX-License-Identifier: Apache-2.0 */
/* store_for_test.h: an empty newspaper in a folder of its own, open for writing, and short ways to
 * put things into it. The clock stands at NOON until a test moves it. */
#pragma once
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cmocka_first.h"
#include "store/address.h"
#include "store/comment.h"
#include "store/comment_thread.h"
#include "store/media.h"
#include "store/index.h"
#include "store/related.h"
#include "store/setting.h"
#include "store/store.h"
#include "store/story.h"
#include "store/taxonomy.h"
#include "words/posting.h"

#define DAY_MS 86400000LL
#define NOON (19800 * DAY_MS + DAY_MS / 2) /* 2024-03-18T12:00Z */

struct paper {
	struct arena arena;
	struct str folder;
	struct store *store;
	struct fault fault;
};

static inline int open_paper(void **state)
{
	struct paper *paper = calloc(1, sizeof *paper);
	char path[] = "/tmp/broadside-test-XXXXXX";
	if (!paper || !mkdtemp(path))
		return -1;
	paper->arena = arena_open(256 << 20);
	paper->folder = str_dup(&paper->arena, str_of(path));
	if (store_open(paper->folder, S(""), STORE_WRITE, &paper->store, &paper->fault))
		return -1;
	store_set_now(paper->store, unix_ms_of(NOON));
	*state = paper;
	return 0;
}

static inline int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st, (void)kind, (void)ftw;
	return remove(path);
}

static inline int close_paper(void **state)
{
	struct paper *paper = *state;
	store_close(&paper->store);
	nftw(str_z(&paper->arena, paper->folder), remove_one, 16, FTW_DEPTH | FTW_PHYS);
	arena_close(&paper->arena);
	free(paper);
	return 0;
}

#define IN_A_PAPER(test) cmocka_unit_test_setup_teardown(test, open_paper, close_paper)

/* Runs call in a transaction of its own and passes when it gave want; what was refused is undone.
 */
#define in_txn(paper, call, want)                                                                  \
	do {                                                                                       \
		struct txn txn_ = { 0 };                                                           \
		assert_ok(txn_begin(&txn_, (paper)->store));                                       \
		enum err got_ = (call);                                                            \
		if (got_ != (want))                                                                \
			fail_msg("%s gave %s: %s", #call, err_name(got_),                          \
				 store_fault((paper)->store)->text);                               \
		if (!got_)                                                                         \
			assert_ok(txn_commit(&txn_));                                              \
		txn_end(&txn_);                                                                    \
	} while (0)
#define saved(paper, call) in_txn(paper, call, OK)

static inline section_id add_section(struct paper *paper, const char *name, section_id parent)
{
	section_id id;
	struct section section = { .name = str_of(name), .parent = parent };
	saved(paper, store_section_save(paper->store, &section, &id));
	return id;
}

static inline topic_id add_topic(struct paper *paper, const char *name)
{
	topic_id id;
	saved(paper, store_topic_save(paper->store, &(struct topic){ .name = str_of(name) }, &id));
	return id;
}

static inline person_id add_person(struct paper *paper, const char *name)
{
	person_id id;
	struct person person = { .name = str_of(name) };
	saved(paper, store_person_save(paper->store, &person, &id));
	return id;
}

static inline story_id save_story(struct paper *paper, const struct story *draft)
{
	story_id id;
	saved(paper, store_story_save(paper->store, draft, (person_id){ 0 }, S(""), &id));
	return id;
}

/* Published `ago` before the paper's noon. */
static inline story_id add_story(struct paper *paper, const char *headline, int64_t ago)
{
	return save_story(paper, &(struct story){ .headline = str_of(headline),
						  .body = S("<p>Some words.</p>"),
						  .status = STORY_PUBLISHED,
						  .published_at = unix_ms_of(NOON - ago) });
}

static inline struct story read_story(struct paper *paper, story_id id)
{
	struct story story;
	assert_ok(store_story_any(paper->store, &paper->arena, id, &story));
	return story;
}

static inline int by_id(const void *a, const void *b)
{
	int64_t x = ((const story_id *)a)->n, y = ((const story_id *)b)->n;
	return (x > y) - (x < y);
}

struct found_stories {
	story_id *ids;
	size_t count;
};
/* The public stories whose list an English word stands in, as the index has it. */
static inline struct found_stories find_word(struct store *store, struct arena *into,
					   const char *word)
{
	struct index_list *lists;
	struct index_docs docs;
	struct posting_cursor cursor;
	struct found_stories hits = { .ids = arena_new(into, story_id, 1000) };
	size_t count;
	struct str stem = lexicon_find(store_lexicon(store), str_of(word), LANGUAGE_EN)->stem;
	assert_ok(index_docs_read(store, into, &docs));
	assert_ok(index_lists(store, into, INDEX_STEM, stem, false, &lists, &count));
	for (size_t i = 0; i < count; i++) {
		posting_open(&cursor, lists[i].docs, S(""));
		for (; cursor.doc != POSTING_END; posting_next(&cursor)) {
			const struct index_doc *doc = &docs.items[cursor.doc];
			if (index_holds(&lists[i], doc) &&
			    doc->visible_at.ms <= store_now(store).ms && hits.count < 1000)
				hits.ids[hits.count++].n = cursor.doc;
		}
	}
	qsort(hits.ids, hits.count, sizeof *hits.ids, by_id);
	return hits;
}
