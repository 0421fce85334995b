/* SPDX-License-Identifier: Apache-2.0 */
/*
 * corpus.h: the texts that stories are spliced from, as bench/corpus wrote them.
 *
 * Everything views the one file, which lives in the arena it was read into.
 */
#pragma once
#include "base/base.h"

struct document {
	struct str headline;
	struct str topics;   /* "name|name|..." */
	size_t first, count; /* its paragraphs */
};

struct texts {
	struct str *items;
	size_t count, cap;
};

struct corpus {
	struct {
		struct document *items;
		size_t count, cap;
	} documents;
	struct texts paragraphs, places;
	struct texts topics; /* each name once, in the order of appearance */
};

/* Fails: ERR_INVALID (the fault says which line), ERR_NOT_FOUND, ERR_TOO_BIG, ERR_IO. */
enum err corpus_read(struct arena *into, struct str path, struct corpus *out,
		     struct fault *fault) MUST_CHECK;
enum err corpus_parse(struct arena *into, struct str text, struct corpus *out,
		      struct fault *fault) MUST_CHECK;
