/* SPDX-License-Identifier: Apache-2.0 */
/* check_private.h: a check under way, between the files that do its parts. Private to keep/. */
#pragma once
#include "keep/check.h"
#include "store/media.h"

struct inner_link {
	struct str path;
	int64_t story;
	struct str headline;
};

/* What a media record names below media/: a file, or the stem of all that was ever made of one
 * ("2026/11/HASH" of "2026/11/HASH-2-640.webp"). */
struct kept_file {
	struct str name;
	struct str sha256; /* hex; "" not known */
	int64_t id, bytes; /* bytes: 0 not known */
	bool is_stem;
};

struct checking {
	const struct check_job *job;
	struct arena *arena;
	struct fault *fault;
	struct store *store;
	int media_folder; /* descriptor; -1 when there is none */
	struct str url;   /* the site's own address; "" unknown */
	struct {
		struct inner_link *items;
		size_t count, cap;
	} links;
	struct {
		struct kept_file *items; /* by name once read */
		size_t count, cap;
	} files;
	struct check_account account;
};

void check_found(struct checking *checking, enum check_kind kind, struct str what);
enum err check_goes_on(struct checking *checking, int64_t done, int64_t total) MUST_CHECK;

/* In this order. */
enum err check_media_read(struct checking *checking) MUST_CHECK;
enum err check_media_files(struct checking *checking) MUST_CHECK;
bool check_media_is_there(struct checking *checking, struct str file); /* below media/ */
enum err check_media_unnamed(struct checking *checking) MUST_CHECK;
