/* SPDX-License-Identifier: Apache-2.0 */
/* term.c: slugs and addresses of sections, topics and people. */
#include "store/term.h"

#include <stddef.h>
#include <string.h>

#include "news/permalink.h"
#include "news/slug.h"
#include "store/setting.h"
#include "store/story_sql.h"
#include "store/store_private.h"

#define QUERIES(table)                                                                             \
	.others = STR_CONST("SELECT count(*) FROM " table " WHERE slug = ?1 AND id <> ?2"),        \
	.by_slug = STR_CONST("SELECT id FROM " table " WHERE slug = ?1"),                          \
	.by_uri = STR_CONST("SELECT id FROM " table " WHERE uri = ?1 AND uri <> ''")

static const struct term_kind {
	struct str setting, fallback; /* of the word before its slug; the slug of a nameless one */
	enum fact_kind slug, uri;
	struct str others, by_slug, by_uri;
} kinds[] = {
	[ADDRESS_SECTION] = { STR_CONST("route.section"), STR_CONST("section"), FACT_SECTION_SLUG,
			      FACT_SECTION_URI, QUERIES("section") },
	[ADDRESS_TOPIC] = { STR_CONST("route.topic"), STR_CONST("topic"), FACT_TOPIC_SLUG,
			    FACT_TOPIC_URI, QUERIES("topic") },
	[ADDRESS_PERSON] = { STR_CONST("route.author"), STR_CONST("author"), FACT_PERSON_SLUG,
			     FACT_PERSON_URI, QUERIES("person") },
};
#undef QUERIES

static enum err settle_slug(struct store *store, struct arena *into, struct term *term)
{
	const struct term_kind *kind = &kinds[term->kind];
	struct str free_one, wish = term->slug;
	if (!wish.len)
		wish = slug_from_text(into, term->name);
	if (!wish.len)
		wish = kind->fallback;
	TRY(slug_find_free(store, into, kind->others, wish, term->id, &free_one));
	if (term->slug.len && !str_eq(free_one, term->slug))
		return fault_set(&store->fault, ERR_CONFLICT, "the slug %.*s is another's",
				 STR_ARG(str_first(term->slug, 200)));
	term->slug = free_one;
	return OK;
}

static enum err settle_path(struct store *store, struct arena *into, struct term *term)
{
	struct str head = term->parent_path, encoded, name;
	if (!head.len)
		TRY(store_setting(store, into, kinds[term->kind].setting, &head));
	TRY(permalink_make(into, S("/%postname%/"), &(struct permalink_parts){ .slug = term->slug },
			   &encoded));
	struct address_wish wish = { .head = head,
				     .name = str_sub(encoded, 1, encoded.len - 2),
				     .tail = S("/"),
				     .kind = term->kind,
				     .self = term->id };
	return address_find_free(store, into, &wish, &term->path, &name);
}

enum err term_settle(struct store *store, struct arena *into, struct term *term)
{
	TRY(settle_slug(store, into, term));
	return term->path.len ? OK : settle_path(store, into, term);
}

enum err term_by_slug(struct store *store, enum address_kind kind, struct str slug, int64_t *out)
{
	note_name(store, kinds[kind].slug, slug);
	return find_id(store, kinds[kind].by_slug, slug, out);
}

enum err term_by_uri(struct store *store, enum address_kind kind, struct str uri, int64_t *out)
{
	note_name(store, kinds[kind].uri, uri);
	return find_id(store, kinds[kind].by_uri, uri, out);
}

static void touch_names(struct store *store, enum fact_kind fact, struct str was, struct str is)
{
	if (str_eq(was, is))
		return;
	touch_name(store, fact, was);
	touch_name(store, fact, is);
}

void term_touch_slug(struct store *store, enum address_kind kind, struct str was, struct str is)
{
	touch_names(store, kinds[kind].slug, was, is);
}

void term_touch_uri(struct store *store, enum address_kind kind, struct str was, struct str is)
{
	touch_names(store, kinds[kind].uri, was, is);
}

/* Rows found, as many as there is room for: count of them lie at items. */
struct found_rows {
	char *items;
	size_t count;
};

/* At most LIMIT_IDS_A_QUERY ids; what is read is remembered. */
static enum err read_rows(struct store *store, struct arena *into, const struct term_rows *kind,
			  const int64_t *ids, size_t count, struct found_rows *found)
{
	char *rows = found->items + found->count * kind->size;
	size_t n = 0;
	struct arena *room = memo_room(store, into);
	CLEANUP(db_done) struct query q = query_ids(store, kind->sql, 0, count);
	put_ids(&q, ids, count);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		kind->take(&q, room, rows + n++ * kind->size);
	}
	if (kind->fill)
		TRY(kind->fill(store, room, rows, n));
	for (size_t i = 0; i < n; i++) {
		const char *row = rows + i * kind->size;
		memo_keep(store, kind->memo, *(const int64_t *)row, row, kind->size);
	}
	found->count += n;
	return OK;
}

enum err term_rows_by_ids(struct store *store, struct arena *into, const struct term_rows *kind,
			  const int64_t *ids, size_t count, void **out, size_t *found)
{
	SCRATCH(store);
	struct found_rows all = { arena_alloc(into, kind->size, _Alignof(max_align_t), count), 0 };
	int64_t *missing = arena_new(&store->scratch, int64_t, count + 1);
	size_t missing_count = 0;
	for (size_t i = 0; i < count; i++) {
		const void *kept = memo_get(store, kind->memo, ids[i]);
		note_id(store, kind->fact, ids[i]);
		if (kept)
			memcpy(all.items + all.count++ * kind->size, kept, kind->size);
		else
			missing[missing_count++] = ids[i];
	}
	for (size_t at = 0; at < missing_count; at += LIMIT_IDS_A_QUERY) {
		size_t left = missing_count - at;
		TRY(read_rows(store, into, kind, missing + at,
			      left < LIMIT_IDS_A_QUERY ? left : LIMIT_IDS_A_QUERY, &all));
	}
	*out = all.items;
	*found = all.count;
	return OK;
}

enum err terms_wait(struct store *store, bool *out)
{
	unix_ms due;
	TRY(story_next_due(store, &due));
	note_until(store, due);
	*out = time_is_set(due);
	return OK;
}
