/* SPDX-License-Identifier: Apache-2.0 */
/* facts.c: a kind and what it is about, spelled; into the set of the reader or of the writer. */
#include "store/facts.h"

#include "store/store_private.h"

static const struct str spelled[FACT_KINDS] = {
	[FACT_STORY] = STR_CONST("story "),
	[FACT_NEIGHBOUR] = STR_CONST("neighbour "),
	[FACT_SECTION] = STR_CONST("section "),
	[FACT_TOPIC] = STR_CONST("topic "),
	[FACT_PERSON] = STR_CONST("person "),
	[FACT_MEDIA] = STR_CONST("media "),
	[FACT_COMMENT] = STR_CONST("comment "),
	[FACT_COMMENTS] = STR_CONST("comments "),
	[FACT_REPLIES_KNOWN] = STR_CONST("replies-known "),
	[FACT_LIST_SECTION] = STR_CONST("list section="),
	[FACT_LIST_TOPIC] = STR_CONST("list topic="),
	[FACT_LIST_AUTHOR] = STR_CONST("list author="),
	[FACT_LIST_DAY] = STR_CONST("list day="),
	[FACT_LIST_MONTH] = STR_CONST("list month="),
	[FACT_RELATED_SECTION] = STR_CONST("related section="),
	[FACT_RELATED_TOPIC] = STR_CONST("related topic="),
	[FACT_ADDRESS] = STR_CONST("address "),
	[FACT_SETTING] = STR_CONST("setting "),
	[FACT_MENU] = STR_CONST("menu "),
	[FACT_STORY_SLUG] = STR_CONST("story slug="),
	[FACT_STORY_URI] = STR_CONST("story uri="),
	[FACT_SECTION_SLUG] = STR_CONST("section slug="),
	[FACT_SECTION_URI] = STR_CONST("section uri="),
	[FACT_TOPIC_SLUG] = STR_CONST("topic slug="),
	[FACT_TOPIC_URI] = STR_CONST("topic uri="),
	[FACT_PERSON_SLUG] = STR_CONST("person slug="),
	[FACT_PERSON_URI] = STR_CONST("person uri="),
	[FACT_MEDIA_URI] = STR_CONST("media uri="),
	[FACT_MEDIA_REMOTE] = STR_CONST("media remote="),
	[FACT_COMMENT_URI] = STR_CONST("comment uri="),
	[FACT_COMMENTER] = STR_CONST("commenter "),
	[FACT_EVERYTHING] = STR_CONST("everything"),
	[FACT_LIST] = STR_CONST("list"),
	[FACT_LIST_PAGES] = STR_CONST("list pages"),
	[FACT_SEARCH] = STR_CONST("search"),
	[FACT_COUNT] = STR_CONST("count"),
	[FACT_SITEMAP] = STR_CONST("sitemap"),
	[FACT_STORIES] = STR_CONST("stories"),
	[FACT_SECTIONS] = STR_CONST("sections"),
	[FACT_SECTION_COUNTS] = STR_CONST("section-counts"),
	[FACT_TOPICS] = STR_CONST("topics"),
	[FACT_TOPIC_COUNTS] = STR_CONST("topic-counts"),
	[FACT_PEOPLE] = STR_CONST("people"),
	[FACT_PEOPLE_COUNTS] = STR_CONST("people-counts"),
	[FACT_ALL_MEDIA] = STR_CONST("all-media"),
	[FACT_COMMENTS_NEWEST] = STR_CONST("comments-newest"),
	[FACT_EDITION] = STR_CONST("edition"),
};

struct str fact_name_everything(void)
{
	return spelled[FACT_EVERYTHING];
}

static void add_id(struct fact_set *set, enum fact_kind kind, int64_t id)
{
	char text[64], digits[24];
	size_t len = spelled[kind].len, n = 0;
	uint64_t rest = id < 0 ? 0 - (uint64_t)id : (uint64_t)id;
	memcpy(text, spelled[kind].ptr, len);
	do
		digits[n++] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (id < 0)
		text[len++] = '-';
	while (n)
		text[len++] = digits[--n];
	fact_add(set, (struct str){ text, len });
}

static void add_name(struct store *store, struct fact_set *set, enum fact_kind kind,
		     struct str name)
{
	SCRATCH(store);
	fact_add(set, str_join(&store->scratch, (struct str[]){ spelled[kind], name }, 2, S("")));
}

/* A transaction that touches too much to tell apart touches everything. NULL then. */
static struct fact_set *touch_set(struct store *store)
{
	must_be_writing(store);
	if (!store->touches_everything && store->touched.count >= LIMIT_TOUCHED_FACTS) {
		store->touches_everything = true;
		arena_reset(&store->touched_arena, store->touched_start);
		store->touched = fact_set_in(&store->touched_arena);
		fact_add(&store->touched, fact_name_everything());
	}
	return store->touches_everything ? NULL : &store->touched;
}

void note(struct store *store, enum fact_kind kind)
{
	if (store->notes)
		fact_add(store->notes, spelled[kind]);
}

void note_id(struct store *store, enum fact_kind kind, int64_t id)
{
	if (store->notes)
		add_id(store->notes, kind, id);
}

void note_name(struct store *store, enum fact_kind kind, struct str name)
{
	if (store->notes)
		add_name(store, store->notes, kind, name);
}

void note_until(struct store *store, unix_ms at)
{
	if (store->notes)
		fact_until(store->notes, at);
}

void touch(struct store *store, enum fact_kind kind)
{
	struct fact_set *set = touch_set(store);
	if (set)
		fact_add(set, spelled[kind]);
}

void touch_id(struct store *store, enum fact_kind kind, int64_t id)
{
	struct fact_set *set = touch_set(store);
	if (set)
		add_id(set, kind, id);
}

void touch_name(struct store *store, enum fact_kind kind, struct str name)
{
	struct fact_set *set = name.len ? touch_set(store) : NULL;
	if (set)
		add_name(store, set, kind, name);
}
