/* SPDX-License-Identifier: Apache-2.0 */
/* term.c: slugs and addresses of sections, topics and people. */
#include "store/term.h"

#include "news/permalink.h"
#include "news/slug.h"
#include "store/setting.h"
#include "store/story_sql.h"
#include "store/store_private.h"

static const struct term_kind {
	struct str setting, fallback, others;
} kinds[] = {
	[ADDRESS_SECTION] = { STR_CONST("route.section"), STR_CONST("section"),
			      STR_CONST("SELECT count(*) FROM section WHERE slug = ?1 AND "
					"id <> ?2") },
	[ADDRESS_TOPIC] = { STR_CONST("route.topic"), STR_CONST("topic"),
			    STR_CONST("SELECT count(*) FROM topic WHERE slug = ?1 AND id <> ?2") },
	[ADDRESS_PERSON] = { STR_CONST("route.author"), STR_CONST("author"),
			     STR_CONST("SELECT count(*) FROM person WHERE slug = ?1 AND "
				       "id <> ?2") },
};

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

enum err terms_wait(struct store *store, bool *out)
{
	unix_ms due;
	TRY(story_next_due(store, &due));
	note_until(store, due);
	*out = time_is_set(due);
	return OK;
}
