/* SPDX-License-Identifier: Apache-2.0 */
/*
 * account.h: what came in, and what was left out and why.
 *
 * Each item of the files is counted once, with one outcome, so that for every kind of item
 *     in the files = new + updated + unchanged + skipped
 * and each skipped one is kept with its place and reason.
 */
#pragma once
#include "base/base.h"

enum outcome { OUTCOME_NEW, OUTCOME_UPDATED, OUTCOME_SAME, OUTCOME_SKIPPED, OUTCOMES };

enum skip_reason {
	SKIP_TRASH,
	SKIP_REVISION,
	SKIP_MACHINERY,
	SKIP_TYPE,
	SKIP_AUTO_DRAFT,
	SKIP_DUPLICATE,
	SKIP_OLDER,
	SKIP_NO_ID,
	SKIP_TOO_BIG,
	SKIP_NO_FILE,
	SKIP_REFUSED_FILE,
	SKIP_MENU_PLACE,
	SKIP_MENU_TARGET,
	SKIP_COMMENT_TYPE,
	SKIP_COMMENT_DUPLICATE,
	SKIP_COMMENT_EMPTY,
	SKIP_COMMENT_ITEM,
	SKIP_COMMENT_FILE,
	SKIP_REASONS,
};
struct str skip_reason_text(enum skip_reason reason);

struct tally {
	int64_t of[OUTCOMES];
};
int64_t tally_total(const struct tally *tally);

struct account_type { /* "post", "page" ... */
	struct str name;
	struct tally tally;
	struct {
		struct account_status {
			struct str name;
			int64_t count;
		} * items;
		size_t count, cap;
	} statuses;
};

struct account_skip {
	size_t file;
	int64_t line, id;
	int64_t comment; /* id of a skipped comment; 0: the item itself */
	size_t type;
	enum skip_reason reason;
};

struct account {
	struct arena *arena;
	struct str *files;
	size_t file_count;
	int64_t items; /* as the reader counted them */
	struct {
		struct account_type *items;
		size_t count, cap;
	} types;
	struct {
		struct account_skip *items;
		size_t count, cap;
	} skips;
	struct tally comments, sections, topics, people;
	int64_t comments_shown, comments_held, comments_spam, comments_trash;
	int64_t other_terms;  /* of taxonomies that have no place here */
	int64_t post_formats; /* marks of WordPress's post formats, not kept */
	int64_t copied, copied_bytes, remote, missing; /* media */
	int64_t pictures;                              /* records made of addresses in bodies */
	int64_t links;                                 /* references to stories of the site */
	int64_t waiting;  /* references whose target is in none of the files */
	int64_t resolved; /* of earlier imports' waiting ones */
	int64_t replaced; /* control characters, which no text may hold */
	int64_t old_addresses;
	struct str front_page; /* where the page is that the old site had at its front; "" none */
	bool gives_topics; /* by what the stories name */
	int64_t topics_given, topics_made;
	struct {
		struct account_alike {   /* of what came in, nearly the same as another story */
			struct str a, b; /* outside names, else addresses */
			double likeness;
		} * items;
		size_t count, cap;
	} alike;
	struct {
		struct str *items; /* "permalink: /%postname%/" */
		size_t count, cap;
	} settings;
};

struct account account_in(struct arena *arena);
/* The type's row; rows beyond LIMIT_ACCOUNT_TYPES share the last, "other". */
#define LIMIT_ACCOUNT_TYPES 200
size_t account_type(struct account *account, struct str name);
void account_item(struct account *account, size_t type, struct str status, enum outcome outcome);
/* Says why the item counted as OUTCOME_SKIPPED is. */
void account_skip(struct account *account, struct account_skip skip);

struct str account_table(struct arena *into, const struct account *account);
struct str account_json(struct arena *into, const struct account *account);
