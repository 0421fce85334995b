/* SPDX-License-Identifier: Apache-2.0 */
/* topics.c: the list of topics. */
#include "desk/handlers.h"
#include "desk/screen.h"
#include "http/url.h"
#include "store/topic_alias.h"

#define TOPICS_A_SCREEN 100
#define LIMIT_TOPIC_PAGES 100000

static struct value rows_view(struct desk *desk, const struct topic *topics, size_t count)
{
	struct value_array *list = desk_list(desk);
	for (size_t i = 0; i < count; i++) {
		struct value_map *map = desk_map(desk);
		desk_set_text(desk, map, S("name"), topics[i].name);
		desk_set_text(desk, map, S("url"),
			      str_fmt(desk->arena, "/desk/topics/%lld", (long long)topics[i].id.n));
		desk_set_text(desk, map, S("path"), topics[i].path);
		desk_set(desk, map, S("stories"), value_number((double)topics[i].story_count));
		desk_set(desk, map, S("internal"), value_bool(topics[i].internal));
		desk_push(desk, list, value_of_map(map));
	}
	return value_of_array(list);
}

static struct str page_address(struct desk *desk, struct str words, int64_t page)
{
	return str_fmt(desk->arena, "/desk/topics?q=%.*s&page=%lld",
		       STR_ARG(url_encode_query(desk->arena, words)), (long long)page);
}

static enum err show(struct desk *desk, struct str error, struct http_response *out)
{
	struct screen screen = screen_of(desk, S("topics"));
	struct str words = str_trim(form_get(&desk->query, S("q")));
	int64_t page = desk_number(form_get(&desk->query, S("page")), 1), total;
	struct topic *topics;
	size_t count;
	if (page < 1 || page > LIMIT_TOPIC_PAGES)
		return ERR_NOT_FOUND;
	TRY(store_topic_find(desk->store, desk->arena, words, (page - 1) * TOPICS_A_SCREEN,
			     TOPICS_A_SCREEN, &topics, &count, &total));
	screen.status = error.len ? 422 : 200;
	screen_set(&screen, S("topics"), rows_view(desk, topics, count));
	screen_set_text(&screen, S("q"), words);
	screen_set_text(&screen, S("error"), error);
	screen_set_number(&screen, S("total"), total);
	if (page > 1)
		screen_set_text(&screen, S("before_url"), page_address(desk, words, page - 1));
	if (page * TOPICS_A_SCREEN < total)
		screen_set_text(&screen, S("after_url"), page_address(desk, words, page + 1));
	return screen_send(&screen, out);
}

enum err desk_topics(struct desk *desk, struct http_response *out)
{
	return show(desk, S(""), out);
}

enum err desk_topic_new(struct desk *desk, struct http_response *out)
{
	const struct topic topic = { .name = str_trim(form_get(&desk->form, S("name"))) };
	topic_id id;
	if (!topic.name.len)
		return show(desk, S("name.missing"), out);
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(store_topic_save(desk->store, &topic, &id));
	TRY(txn_commit(&txn));
	return desk_see(desk, str_fmt(desk->arena, "/desk/topics/%lld", (long long)id.n), S(""),
			out);
}
