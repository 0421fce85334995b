/* SPDX-License-Identifier: Apache-2.0 */
/*
 * moderation.c: the replies of readers, as moderators go through them: what waits first, decided on
 * one or many at once, and each step undone with a button.
 */
#include "comment/moderate.h"
#include "desk/handlers.h"
#include "desk/screen.h"
#include "store/comment.h"
#include "store/story.h"

#define REPLIES_A_SCREEN 50

struct bench {
	struct comment_keys keys;
	struct form_key form_key;
	struct comment_tools tools;
	struct moderator by;
};

static void open_bench(struct desk *desk, struct bench *out)
{
	struct app *app = desk->app;
	if (!app->spam_filter)
		app->spam_filter = spam_filter_open();
	out->keys = comment_keys_from(app->desk_secret);
	out->form_key = form_key_of(app->form_key);
	out->tools =
		(struct comment_tools){ app->store, &out->keys, &out->form_key, app->spam_filter };
	out->by = (struct moderator){ desk->visitor.who.person, desk->visitor.who.name };
}

static const struct {
	struct str name;
	enum comment_status status;
} states[] = {
	{ STR_CONST("held"), COMMENT_HELD },
	{ STR_CONST("shown"), COMMENT_SHOWN },
	{ STR_CONST("spam"), COMMENT_SPAM },
	{ STR_CONST("trash"), COMMENT_TRASH },
};

/* What waits, unless the address says otherwise. */
static size_t state_of(struct desk *desk)
{
	struct str name = form_get(&desk->query, S("state"));
	for (size_t i = 0; i < COUNT_OF(states); i++)
		if (str_eq(states[i].name, name))
			return i;
	return 0;
}

struct queue {
	struct comment *items;
	size_t count;
	int64_t total; /* -1: not counted */
	bool has_more;
};

static enum err read_queue(struct desk *desk, struct queue *out)
{
	struct str by = form_get(&desk->query, S("by"));
	comment_id before = { desk_number(form_get(&desk->query, S("before")), 0) };
	*out = (struct queue){ .total = -1 };
	if (by.len)
		return store_comments_by_hash(desk->store, desk->arena, by, REPLIES_A_SCREEN,
					      &out->items, &out->count);
	TRY(store_comment_queue(desk->store, desk->arena, states[state_of(desk)].status, before,
				REPLIES_A_SCREEN + 1, &out->items, &out->count, &out->total));
	out->has_more = out->count > REPLIES_A_SCREEN;
	out->count -= out->has_more;
	return OK;
}

/* The stories that the replies are about, in whatever state. */
static enum err read_story(struct desk *desk, story_id id, struct story *out)
{
	enum err err = store_story_any(desk->store, desk->arena, id, out);
	if (err == ERR_NOT_FOUND)
		*out = (struct story){ 0 };
	return err == ERR_NOT_FOUND ? OK : err;
}

static struct str state_name(enum comment_status status)
{
	for (size_t i = 0; i < COUNT_OF(states); i++)
		if (states[i].status == status)
			return states[i].name;
	return S("held");
}

static enum err reply_view(struct desk *desk, const struct comment *comment, struct value *out)
{
	struct value_map *map = desk_map(desk);
	struct story story;
	TRY(read_story(desk, comment->story, &story));
	desk_set(desk, map, S("id"), value_number((double)comment->id.n));
	desk_set_text(desk, map, S("name"), comment->name);
	desk_set_text(desk, map, S("website"), comment->website);
	desk_set(desk, map, S("html"), value_html(comment->text));
	desk_set_text(desk, map, S("why"), comment->why);
	desk_set_text(desk, map, S("by"), comment->email_hash);
	desk_set_text(desk, map, S("state"), state_name(comment->status));
	desk_set_text(desk, map, S("network"), comment->address);
	desk_set_time(desk, map, S("at"), comment->created_at);
	desk_set(desk, map, S("picked"), value_bool(time_is_set(comment->picked_at)));
	desk_set(desk, map, S("likes"), value_number((double)comment->likes));
	desk_set(desk, map, S("reports"), value_number((double)comment->reports));
	desk_set(desk, map, S("is_staff"), value_bool(comment->staff.n != 0));
	desk_set(desk, map, S("is_answer"), value_bool(comment->parent.n != 0));
	desk_set_text(desk, map, S("headline"), story.headline);
	if (comment->status == COMMENT_SHOWN)
		desk_set_text(desk, map, S("url"),
			      str_fmt(desk->arena, "%.*s#comment-%lld", STR_ARG(story.path),
				      (long long)comment->id.n));
	*out = value_of_map(map);
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

static enum err add_states(struct screen *screen)
{
	struct desk *desk = screen->desk;
	struct value_array *list = desk_list(desk);
	bool is_by = form_get(&desk->query, S("by")).len > 0;
	for (size_t i = 0; i < COUNT_OF(states); i++) {
		struct value_map *map = desk_map(desk);
		struct comment *none;
		size_t count;
		int64_t total = 0;
		if (states[i].status == COMMENT_HELD)
			TRY(store_comment_queue(desk->store, desk->arena, states[i].status,
						(comment_id){ 0 }, 0, &none, &count, &total));
		desk_set_text(desk, map, S("name"), states[i].name);
		desk_set(desk, map, S("count"), value_number((double)total));
		desk_set(desk, map, S("current"), value_bool(!is_by && i == state_of(desk)));
		desk_push(desk, list, value_of_map(map));
	}
	screen_set(screen, S("states"), value_of_array(list));
	return OK;
}

static struct str here_of(struct desk *desk)
{
	struct str by = form_get(&desk->query, S("by"));
	if (by.len)
		return str_fmt(desk->arena, "/desk/replies?by=%.*s", STR_ARG(by));
	return str_fmt(desk->arena, "/desk/replies?state=%.*s",
		       STR_ARG(states[state_of(desk)].name));
}

enum err desk_replies(struct desk *desk, struct http_response *out)
{
	struct queue queue;
	struct screen screen = screen_of(desk, S("replies"));
	struct str here = here_of(desk);
	TRY(read_queue(desk, &queue));
	TRY(add_replies(&screen, &queue));
	TRY(add_states(&screen));
	screen_set_text(&screen, S("state"), states[state_of(desk)].name);
	screen_set_text(&screen, S("here"), here);
	screen_set_truth(&screen, S("is_by"), form_get(&desk->query, S("by")).len > 0);
	screen_set_number(&screen, S("batch"), desk_number(form_get(&desk->query, S("batch")), 0));
	if (queue.has_more)
		screen_set_text(&screen, S("older_url"),
				str_fmt(desk->arena, "%.*s&before=%lld", STR_ARG(here),
					(long long)queue.items[queue.count - 1].id.n));
	return screen_send(&screen, out);
}

/* Only within the list itself. */
static struct str back_of(struct desk *desk)
{
	struct str back = form_get(&desk->form, S("back"));
	return str_starts(back, S("/desk/replies?")) && !str_contains(back, S("//"))
		       ? back
		       : S("/desk/replies?state=held");
}

static bool read_act(struct str name, enum comment_act_kind *out)
{
	static const struct {
		struct str name;
		enum comment_act_kind kind;
	} acts[] = {
		{ STR_CONST("approve"), ACT_APPROVE }, { STR_CONST("spam"), ACT_SPAM },
		{ STR_CONST("trash"), ACT_TRASH },     { STR_CONST("pick"), ACT_PICK },
		{ STR_CONST("unpick"), ACT_UNPICK },
	};
	for (size_t i = 0; i < COUNT_OF(acts); i++)
		if (str_eq(acts[i].name, name)) {
			*out = acts[i].kind;
			return true;
		}
	return false;
}

enum err desk_replies_decide(struct desk *desk, struct http_response *out)
{
	struct bench bench;
	enum comment_act_kind kind;
	comment_id *ids = arena_new(desk->arena, comment_id, LIMIT_FORM_FIELDS);
	struct str text;
	size_t count = 0;
	int64_t batch = 0;
	/* a button of one reply says "approve 12" */
	struct str_pair act = str_cut(form_get(&desk->form, S("act")), ' ');
	if (!read_act(act.head, &kind))
		return ERR_INVALID;
	if (act.found)
		ids[count++] = (comment_id){ desk_number(act.tail, 0) };
	for (size_t i = 0; !act.found && desk_field_at(&desk->form, S("reply"), i, &text); i++)
		ids[count++] = (comment_id){ desk_number(text, 0) };
	open_bench(desk, &bench);
	if (count)
		TRY(comment_decide(&bench.tools, desk->arena, &bench.by, kind, ids, count, &batch));
	struct str back = back_of(desk);
	if (batch)
		back = str_fmt(desk->arena, "%.*s&batch=%lld", STR_ARG(back), (long long)batch);
	return desk_see(desk, back, batch ? S("replies-decided") : S("replies-same"), out);
}

enum err desk_replies_undo(struct desk *desk, struct http_response *out)
{
	struct bench bench;
	open_bench(desk, &bench);
	TRY(comment_undo(&bench.tools, desk->arena, &bench.by,
			 desk_number(form_get(&desk->form, S("batch")), 0)));
	return desk_see(desk, back_of(desk), S("replies-undone"), out);
}

enum err desk_reply_ban(struct desk *desk, struct http_response *out)
{
	struct bench bench;
	bool is_network = str_eq(form_get(&desk->form, S("kind")), S("network"));
	if (!form_has(&desk->form, S("sure")))
		return desk_see(desk, back_of(desk), S("not-sure"), out);
	open_bench(desk, &bench);
	TRY(comment_ban(&bench.tools, desk->arena, &bench.by, (comment_id){ desk->numbers[0] },
			is_network ? BAN_NETWORK : BAN_COMMENTER, S("")));
	return desk_see(desk, back_of(desk), S("banned"), out);
}

/* The newsroom answers under a reply; it is shown at once. */
enum err desk_reply_answer(struct desk *desk, struct http_response *out)
{
	struct bench bench;
	struct comment comment;
	struct reply_outcome outcome = { 0 };
	unix_ms fresh_until = { 0 };
	open_bench(desk, &bench);
	TRY(store_comment(desk->store, desk->arena, (comment_id){ desk->numbers[0] }, &comment));
	const struct reply_input input = {
		.name = desk->visitor.who.name,
		.email = desk->visitor.who.email,
		.text = form_get(&desk->form, S("text")),
		.parent = str_fmt(desk->arena, "%lld", (long long)comment.id.n),
		.token = comment_token(desk->arena, &bench.form_key, comment.story.n,
				       store_now(desk->store), &fresh_until),
		.address = desk->request->client,
		.staff = desk->visitor.who.person,
	};
	enum err err = comment_submit(&bench.tools, desk->arena, comment.story, &input, &outcome);
	if (err == ERR_NOT_FOUND || (!err && outcome.kind == REPLY_IS_CLOSED))
		return desk_see(desk, back_of(desk), S("answer-closed"), out);
	TRY(err);
	bool is_there = outcome.kind == REPLY_IS_SHOWN || outcome.kind == REPLY_IS_DUPLICATE;
	return desk_see(desk, back_of(desk), is_there ? S("answered") : S("answer-empty"), out);
}
