/* SPDX-License-Identifier: Apache-2.0 */
/*
 * topic.c: one topic: what it is called, what its page says, which stories stand under it; and
 * making it one with another, or moving stories to another.
 */
#include "desk/handlers.h"
#include "desk/story_view.h"
#include "html/clean.h"
#include "news/slug.h"
#include "store/desk_list.h"
#include "store/topic_alias.h"
#include "store/topic_change.h"

enum { STORIES_SHOWN = 100 };

/* What stands in the fields. */
struct typed {
	struct str name, slug, description, names;
	bool internal;
};

static struct str names_text(struct desk *desk, const struct str *names, size_t count)
{
	return str_join(desk->arena, names, count, S("\n"));
}

static enum err typed_of(struct desk *desk, const struct topic *topic, struct typed *out)
{
	struct str *names;
	size_t count;
	TRY(store_topic_aliases(desk->store, desk->arena, topic->id, &names, &count));
	*out = (struct typed){ topic->name, topic->slug, topic->description.s,
			       names_text(desk, names, count), topic->internal };
	return OK;
}

static enum err add_stories(struct screen *screen, const struct topic *topic)
{
	struct desk *desk = screen->desk;
	const struct desk_filter filter = { .topic = topic->id };
	struct value_array *list = desk_list(desk);
	struct desk_row *rows;
	size_t count;
	TRY(store_desk_list(desk->store, desk->arena, &filter, STORIES_SHOWN + 1, &rows, &count));
	screen_set_truth(screen, S("has_more"), count > STORIES_SHOWN);
	for (size_t i = 0; i < count && i < STORIES_SHOWN; i++) {
		struct value_map *map = desk_map(desk);
		story_head_view(desk, map, &rows[i].story);
		desk_push(desk, list, value_of_map(map));
	}
	screen_set(screen, S("stories"), value_of_array(list));
	return OK;
}

static enum err show(struct desk *desk, const struct topic *topic, const struct typed *typed,
		     struct str error, struct http_response *out)
{
	struct screen screen = screen_of(desk, S("topic"));
	screen.place = S("topics");
	screen.status = error.len ? 422 : 200;
	screen_set_text(&screen, S("error"), error);
	screen_set_text(&screen, S("detail"),
			error.len ? str_of(store_fault(desk->store)->text) : S(""));
	screen_set_number(&screen, S("id"), topic->id.n);
	screen_set_text(&screen, S("is_called"), topic->name);
	screen_set_text(&screen, S("path"), topic->path);
	screen_set_text(&screen, S("name"), typed->name);
	screen_set_text(&screen, S("slug"), typed->slug);
	screen_set_text(&screen, S("description"), typed->description);
	screen_set_text(&screen, S("names"), typed->names);
	screen_set_truth(&screen, S("internal"), typed->internal);
	TRY(add_stories(&screen, topic));
	return screen_send(&screen, out);
}

static enum err open_topic(struct desk *desk, struct topic *topic, struct typed *typed)
{
	TRY(store_topic(desk->store, desk->arena, (topic_id){ desk->numbers[0] }, topic));
	return typed_of(desk, topic, typed);
}

enum err desk_topic(struct desk *desk, struct http_response *out)
{
	struct topic topic;
	struct typed typed;
	TRY(open_topic(desk, &topic, &typed));
	return show(desk, &topic, &typed, S(""), out);
}

static void read_typed(struct desk *desk, struct typed *out)
{
	const struct form *form = &desk->form;
	*out = (struct typed){
		.name = str_trim(form_get(form, S("name"))),
		.slug = str_trim(form_get(form, S("slug"))),
		.description = str_replace(desk->arena, form_get(form, S("description")), S("\r\n"),
					   S("\n")),
		.names = form_get(form, S("names")),
		.internal = form_has(form, S("internal")),
	};
}

/* One a line; the name it had is one of them from now on. */
static size_t read_names(struct desk *desk, const struct typed *typed, const struct topic *is,
			 struct str **out)
{
	struct {
		struct str *items;
		size_t count, cap;
	} all = { 0 };
	struct str rest = typed->names;
	while (rest.len) {
		struct str_pair cut = str_cut(rest, '\n');
		rest = cut.tail;
		*list_push(desk->arena, &all) = str_trim(cut.head);
	}
	if (!str_eq(is->name, typed->name))
		*list_push(desk->arena, &all) = is->name;
	*out = all.items;
	return all.count;
}

static enum err save(struct desk *desk, const struct topic *is, const struct typed *typed,
		     struct str *error)
{
	struct topic next = *is;
	struct str *names, slug = slug_from_text(desk->arena, typed->slug);
	size_t count = read_names(desk, typed, is, &names);
	next.name = typed->name;
	next.internal = typed->internal;
	if (!str_eq(slug, is->slug)) {
		next.slug = slug;
		next.path = S("");
	}
	if (!str_eq(typed->description, is->description.s))
		TRY(html_clean(desk->arena, typed->description, CLEAN_INLINE, &next.description));
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	*error = S("topic.slug");
	TRY(store_topic_save(desk->store, &next, &next.id));
	*error = S("topic.names");
	TRY(store_topic_set_aliases(desk->store, next.id, names, count));
	return txn_commit(&txn);
}

enum err desk_topic_save(struct desk *desk, struct http_response *out)
{
	struct topic topic;
	struct typed typed;
	struct str error = S("");
	TRY(open_topic(desk, &topic, &typed));
	read_typed(desk, &typed);
	if (!typed.name.len)
		return show(desk, &topic, &typed, S("name.missing"), out);
	enum err err = save(desk, &topic, &typed, &error);
	if (err == ERR_CONFLICT || err == ERR_TOO_BIG)
		return show(desk, &topic, &typed, error, out);
	TRY(err);
	return desk_see(desk, str_fmt(desk->arena, "/desk/topics/%lld", (long long)topic.id.n),
			S("saved"), out);
}

static enum err find_other(struct desk *desk, struct str name, struct topic *out)
{
	return store_topic_by_slug(desk->store, desk->arena, slug_from_text(desk->arena, name),
				   out);
}

enum err desk_topic_merge(struct desk *desk, struct http_response *out)
{
	struct topic topic, other;
	struct typed typed;
	TRY(open_topic(desk, &topic, &typed));
	if (!form_has(&desk->form, S("sure")))
		return show(desk, &topic, &typed, S("publish.sure"), out);
	enum err err = find_other(desk, form_get(&desk->form, S("into")), &other);
	if (err == ERR_NOT_FOUND || (!err && other.id.n == topic.id.n))
		return show(desk, &topic, &typed, S("topic.other"), out);
	TRY(err);
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	err = store_topic_merge(desk->store, topic.id, other.id);
	if (err == ERR_CONFLICT)
		return show(desk, &topic, &typed, S("topic.merging"), out);
	TRY(err);
	bool is_gone = store_topic(desk->store, desk->arena, topic.id, &topic) == ERR_NOT_FOUND;
	TRY(txn_commit(&txn));
	return desk_see(desk, str_fmt(desk->arena, "/desk/topics/%lld", (long long)other.id.n),
			is_gone ? S("topic-merged") : S("topic-merging"), out);
}

/* The topic of that name, made if there is none; {0} when the name is empty. In a transaction. */
static enum err find_or_make(struct desk *desk, struct str name, topic_id *out)
{
	struct topic other;
	*out = (topic_id){ 0 };
	if (!name.len)
		return OK;
	enum err err = find_other(desk, name, &other);
	if (err == ERR_NOT_FOUND)
		return store_topic_save(desk->store, &(struct topic){ .name = name }, out);
	TRY(err);
	*out = other.id;
	return OK;
}

static enum err move(struct desk *desk, topic_id from, struct str name, size_t *moved)
{
	struct str text;
	topic_id to;
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(find_or_make(desk, name, &to));
	for (size_t i = 0; desk_field_at(&desk->form, S("story"), i, &text); i++) {
		story_id story = { desk_number(text, 0) };
		TRY(store_topic_move(desk->store, story, from, to));
		++*moved;
	}
	return txn_commit(&txn);
}

enum err desk_topic_move(struct desk *desk, struct http_response *out)
{
	struct topic topic;
	struct typed typed;
	size_t moved = 0;
	struct str first;
	TRY(open_topic(desk, &topic, &typed));
	if (!desk_field_at(&desk->form, S("story"), 0, &first))
		return show(desk, &topic, &typed, S("topic.none"), out);
	TRY(move(desk, topic.id, str_trim(form_get(&desk->form, S("to"))), &moved));
	return desk_see(desk, str_fmt(desk->arena, "/desk/topics/%lld", (long long)topic.id.n),
			S("topic-moved"), out);
}
