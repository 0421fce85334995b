/* SPDX-License-Identifier: Apache-2.0 */
/*
 * moderation.c: the replies of readers, as moderators go through them: what waits first; one
 * story's, one commenter's; what was decided lately and by whom. What is done with them is in
 * moderation_acts.c.
 *
 * A list that stands open asks /desk/replies/changes every few seconds while it is looked at, and
 * is told what colleagues decided since.
 */
#include "desk/bench.h"
#include "site/json.h"
#include "store/comment.h"
#include "store/story.h"

#define REPLIES_A_SCREEN 50
#define DECISIONS_A_SCREEN 100
#define LIMIT_CHANGES 100 /* told at once; with more the list is read anew */
#define LIMIT_CHANGES_BYTES (64u << 10)

/* What the address asks for: what waits, unless it says otherwise. */
struct wanted {
	enum comment_status status;
	story_id story;
	struct str by; /* a keyed hash; "" anybody's */
	comment_id before;
};

static struct wanted wanted_of(struct desk *desk)
{
	struct wanted wanted = {
		.status = COMMENT_HELD,
		.story = { desk_number(form_get(&desk->query, S("story")), 0) },
		.by = form_get(&desk->query, S("by")),
		.before = { desk_number(form_get(&desk->query, S("before")), 0) },
	};
	enum comment_status status;
	if (reply_state_parse(form_get(&desk->query, S("state")), &status))
		wanted.status = status;
	return wanted;
}

/* The address of a list, without where it begins. */
static struct str address_of(struct desk *desk, enum comment_status status,
			     const struct wanted *wanted)
{
	if (wanted->by.len)
		return str_fmt(desk->arena, "/desk/replies?by=%.*s", STR_ARG(wanted->by));
	struct str state = reply_state_name(status);
	if (wanted->story.n)
		return str_fmt(desk->arena, "/desk/replies?state=%.*s&story=%lld", STR_ARG(state),
			       (long long)wanted->story.n);
	return str_fmt(desk->arena, "/desk/replies?state=%.*s", STR_ARG(state));
}

struct queue {
	struct comment *items;
	size_t count;
	bool has_more;
};

static enum err read_queue(struct desk *desk, const struct wanted *wanted, struct queue *out)
{
	*out = (struct queue){ 0 };
	if (wanted->by.len)
		return store_comments_by_hash(desk->store, desk->arena, wanted->by,
					      REPLIES_A_SCREEN, &out->items, &out->count);
	const struct comment_asked asked = { wanted->status, wanted->story, wanted->before,
					     REPLIES_A_SCREEN + 1 };
	TRY(store_comment_queue(desk->store, desk->arena, &asked, &out->items, &out->count));
	out->has_more = out->count > REPLIES_A_SCREEN;
	out->count -= out->has_more;
	return OK;
}

static enum err add_replies(struct screen *screen, const struct queue *queue)
{
	struct desk *desk = screen->desk;
	struct value_array *list = desk_list(desk);
	for (size_t i = 0; i < queue->count; i++) {
		struct value view;
		TRY(reply_view(desk, &queue->items[i], &view));
		desk_push(desk, list, view);
	}
	screen_set(screen, S("replies"), value_of_array(list));
	return OK;
}

static void add_states(struct screen *screen, const struct wanted *wanted, int64_t held)
{
	static const enum comment_status order[] = { COMMENT_HELD, COMMENT_SHOWN, COMMENT_SPAM,
						     COMMENT_TRASH };
	struct desk *desk = screen->desk;
	struct value_array *list = desk_list(desk);
	const struct wanted anybodys = { .story = wanted->story };
	for (size_t i = 0; i < COUNT_OF(order); i++) {
		struct value_map *map = desk_map(desk);
		bool is_counted = order[i] == COMMENT_HELD && !wanted->story.n;
		desk_set_text(desk, map, S("name"), reply_state_name(order[i]));
		desk_set_text(desk, map, S("url"), address_of(desk, order[i], &anybodys));
		desk_set(desk, map, S("count"), value_number(is_counted ? (double)held : 0));
		desk_set(desk, map, S("current"),
			 value_bool(!wanted->by.len && order[i] == wanted->status));
		desk_push(desk, list, value_of_map(map));
	}
	screen_set(screen, S("states"), value_of_array(list));
}

/* Of one story, or of one commenter: whose. */
static enum err add_whose(struct screen *screen, const struct wanted *wanted,
			  const struct queue *queue)
{
	struct desk *desk = screen->desk;
	struct story story;
	screen_set_truth(screen, S("is_by"), wanted->by.len > 0);
	screen_set_text(screen, S("whose"),
			wanted->by.len && queue->count ? queue->items[0].name : S(""));
	if (!wanted->story.n)
		return OK;
	TRY(store_story_any(desk->store, desk->arena, wanted->story, &story));
	screen_set_number(screen, S("story_id"), story.id.n);
	screen_set_text(screen, S("story_headline"), story.headline);
	return OK;
}

enum err desk_replies(struct desk *desk, struct http_response *out)
{
	struct queue queue;
	struct comment_watch watch;
	const struct wanted wanted = wanted_of(desk);
	struct screen screen = screen_of(desk, S("replies"));
	struct str here = address_of(desk, wanted.status, &wanted);
	TRY(store_comment_watch(desk->store, &watch));
	TRY(read_queue(desk, &wanted, &queue));
	TRY(add_replies(&screen, &queue));
	TRY(add_whose(&screen, &wanted, &queue));
	add_states(&screen, &wanted, watch.held);
	screen_set_text(&screen, S("state"), reply_state_name(wanted.status));
	screen_set_text(&screen, S("here"), here);
	screen_set_number(&screen, S("watched_act"), watch.act);
	screen_set_number(&screen, S("watched_comment"), watch.comment);
	screen_set_truth(&screen, S("is_newest"),
			 wanted.status == COMMENT_HELD && !wanted.by.len && !wanted.story.n &&
				 !wanted.before.n);
	screen_set_number(&screen, S("batch"), desk_number(form_get(&desk->query, S("batch")), 0));
	if (queue.has_more)
		screen_set_text(&screen, S("older_url"),
				str_fmt(desk->arena, "%.*s&before=%lld", STR_ARG(here),
					(long long)queue.items[queue.count - 1].id.n));
	return screen_send(&screen, out);
}

static void put_act(struct desk *desk, struct json *json, const struct comment_act *act)
{
	json_open(json, NULL, '{');
	json_number(json, "reply", act->comment.n);
	json_text(json, "act", reply_act_name(act->kind));
	json_text(json, "who", act->who);
	json_truth(json, "mine", act->person.n != 0 && act->person.n == desk->visitor.who.person.n);
	json_close(json, '}');
}

/* How many came since and wait, as far as one screen holds. */
static enum err count_fresh(struct desk *desk, int64_t after, int64_t *out)
{
	struct comment *items;
	size_t count;
	const struct comment_asked asked = { .status = COMMENT_HELD, .limit = REPLIES_A_SCREEN };
	TRY(store_comment_queue(desk->store, desk->arena, &asked, &items, &count));
	*out = 0;
	for (size_t i = 0; i < count; i++)
		*out += items[i].id.n > after;
	return OK;
}

static enum err send_changes(struct desk *desk, const struct comment_watch *watch,
			     struct http_response *out)
{
	struct buf buf = buf_in(desk->arena, LIMIT_CHANGES_BYTES);
	struct json json = json_into(&buf);
	struct comment_act *acts;
	size_t count;
	int64_t fresh;
	TRY(store_comment_acts_after(desk->store, desk->arena,
				     desk_number(form_get(&desk->query, S("act")), 0),
				     LIMIT_CHANGES, &acts, &count));
	TRY(count_fresh(desk, desk_number(form_get(&desk->query, S("reply")), 0), &fresh));
	json_open(&json, NULL, '{');
	json_number(&json, "act", watch->act);
	json_number(&json, "waiting", watch->held);
	json_number(&json, "fresh", fresh);
	json_truth(&json, "more", count == LIMIT_CHANGES);
	json_open(&json, "acts", '[');
	for (size_t i = 0; i < count; i++)
		put_act(desk, &json, &acts[i]);
	json_close(&json, ']');
	json_close(&json, '}');
	return buf.fault ? buf.fault : desk_json(desk, 200, buf_str(&buf), out);
}

enum err desk_replies_changes(struct desk *desk, struct http_response *out)
{
	struct comment_watch watch;
	TRY(store_comment_watch(desk->store, &watch));
	struct str mark = str_fmt(desk->arena, "\"%lld-%lld-%lld\"", (long long)watch.comment,
				  (long long)watch.act, (long long)watch.held);
	if (str_eq(http_get(desk->request, S("If-None-Match")), mark))
		*out = http_response_in(desk->arena, 304);
	else
		TRY(send_changes(desk, &watch, out));
	http_set(out, S("ETag"), mark);
	return OK;
}

static enum err decision_view(struct desk *desk, const struct comment_act *act, bool can_undo,
			      struct value *out)
{
	enum { TEXT_CHARS = 140 };
	struct value_map *map = desk_map(desk);
	struct comment comment;
	struct value about = reply_act_view(desk, act);
	TRY(store_comment(desk->store, desk->arena, act->comment, &comment));
	desk_set(desk, map, S("about"), about);
	desk_set_text(desk, map, S("name"), comment.name);
	desk_set_text(desk, map, S("by"), comment.email_hash);
	desk_set_text(desk, map, S("text"),
		      html_excerpt(desk->arena, html_text(desk->arena, comment.text), TEXT_CHARS));
	desk_set(desk, map, S("batch"), value_number(can_undo ? (double)act->batch : 0));
	*out = value_of_map(map);
	return OK;
}

enum err desk_replies_decisions(struct desk *desk, struct http_response *out)
{
	struct comment_act *acts;
	size_t count;
	int64_t before = desk_number(form_get(&desk->query, S("before")), 0);
	struct screen screen = screen_of(desk, S("decisions"));
	struct value_array *list = desk_list(desk);
	TRY(store_comment_acts_before(desk->store, desk->arena, before, DECISIONS_A_SCREEN, &acts,
				      &count));
	for (size_t i = 0; i < count; i++) {
		struct value view;
		bool is_first = i == 0 || acts[i - 1].batch != acts[i].batch;
		TRY(decision_view(desk, &acts[i], is_first && !time_is_set(acts[i].undone_at),
				  &view));
		desk_push(desk, list, view);
	}
	screen.place = S("replies");
	screen_set(&screen, S("decisions"), value_of_array(list));
	if (count == DECISIONS_A_SCREEN)
		screen_set_number(&screen, S("before"), acts[count - 1].id);
	return screen_send(&screen, out);
}
