/* SPDX-License-Identifier: Apache-2.0 */
/* term.h: what sections, topics and people share: a slug of their own, an address made from it, and
 * a count of stories. Private to store/. */
#pragma once
#include "fact/kind.h"
#include "store/address_private.h"
#include "store/db.h"
#include "store/memo.h"
#include "store/taxonomy.h"

struct term {
	enum address_kind kind; /* ADDRESS_SECTION, _TOPIC or _PERSON */
	int64_t id;             /* 0 new */
	struct str name, slug, path;
	struct str parent_path; /* sections: the address of the one above; "" at the top */
};

/* Fills slug and path where they are empty. Fails: ERR_CONFLICT (the slug is another's). */
enum err term_settle(struct store *store, struct arena *into, struct term *term) MUST_CHECK;

/* The SQL words for a term's count of public posts, ?1 being now: exact, and one that is right
 * while nothing waits for its time. Chosen by terms_wait(). */
enum err terms_wait(struct store *store, bool *out) MUST_CHECK;
#define TERM_COUNT_EXACT(list, table)                                                              \
	"coalesce((SELECT stories FROM listing_count c WHERE c.list = " list                       \
	" AND c.target = " table ".id AND c.scale = 0 AND c.span = 0), 0)"                         \
	" - (SELECT count(*) FROM listing l WHERE l.list = " list " AND l.target = " table         \
	".id AND l.published_at > ?1)"                                                             \
	" - (SELECT count(*) FROM listing l WHERE l.list = " list " AND l.target = " table         \
	".id AND l.visible_at > l.published_at AND l.published_at <= ?1 AND l.visible_at > ?1)"
#define TERM_COUNT_SETTLED(list, table)                                                            \
	"coalesce((SELECT stories FROM listing_count c WHERE c.list = " list                       \
	" AND c.target = " table ".id AND c.scale = 0 AND c.span = 0), 0) + 0 * ?1"

/* Which one has the slug, or was imported with the uri. Notes that it was asked, found or not.
 * Fails: ERR_NOT_FOUND. */
enum err term_by_slug(struct store *store, enum address_kind kind, struct str slug,
		      int64_t *out) MUST_CHECK;
enum err term_by_uri(struct store *store, enum address_kind kind, struct str uri,
		     int64_t *out) MUST_CHECK;
/* What a change of slug or uri touches; the same before and after touches nothing. */
void term_touch_slug(struct store *store, enum address_kind kind, struct str was, struct str is);
void term_touch_uri(struct store *store, enum address_kind kind, struct str was, struct str is);

/* Rows of one table as they are kept in memos. */
struct term_rows {
	struct str sql; /* the columns of the rows whose id stands IN ({ids}) */
	enum memo_kind memo;
	enum fact_kind fact;
	size_t size; /* of a struct section, topic or person; each begins with its id */
	void (*take)(struct query *q, struct arena *into, void *row);
	/* Reads what hangs on rows just taken; NULL when nothing does. */
	enum err (*fill)(struct store *store, struct arena *into, void *rows, size_t count);
};

/* Those of ids that exist: remembered ones first, then the others as they are read. */
enum err term_rows_by_ids(struct store *store, struct arena *into, const struct term_rows *kind,
			  const int64_t *ids, size_t count, void **out, size_t *found) MUST_CHECK;

/* Those of ids (sorted, without doubles) that exist, for filling lists. Facts are noted. */
enum err sections_by_ids(struct store *store, struct arena *into, const int64_t *ids, size_t count,
			 struct section **out, size_t *found) MUST_CHECK;
enum err topics_by_ids(struct store *store, struct arena *into, const int64_t *ids, size_t count,
		       struct topic **out, size_t *found) MUST_CHECK;
enum err people_by_ids(struct store *store, struct arena *into, const int64_t *ids, size_t count,
		       struct person **out, size_t *found) MUST_CHECK;

/* The tree of sections as this transaction sees it. Gives: views valid until a section is saved. */
enum err section_tree(struct store *store) MUST_CHECK;
int64_t section_parent(const struct store *store, int64_t id); /* 0 at the top or if unknown */
