/* SPDX-License-Identifier: Apache-2.0 */
/* bench.c: names of what is done with replies, and a reply as moderators see it. */
#include "desk/bench.h"

#include "http/url.h"
#include "store/comment.h"
#include "store/story.h"

enum { STANDFIRST_CHARS = 320, ANSWERED_CHARS = 240 };

void reply_tools_open(struct app *app, struct reply_tools *out)
{
	if (!app->spam_filter)
		app->spam_filter = spam_filter_open();
	out->keys = comment_keys_from(app->desk_secret);
	out->form_key = form_key_of(app->form_key);
	out->tools = (struct comment_tools){ .store = app->store,
					     .keys = &out->keys,
					     .form_key = &out->form_key,
					     .filter = app->spam_filter,
					     .tells_moderators = app->post.has_mail,
					     .asks_service = app->post.asks_service };
}

void bench_open(struct desk *desk, struct bench *out)
{
	reply_tools_open(desk->app, &out->at_hand);
	out->by = (struct moderator){ desk->visitor.who.person, desk->visitor.who.name };
}

static const struct str states[] = {
	[COMMENT_SHOWN] = STR_CONST("shown"),
	[COMMENT_HELD] = STR_CONST("held"),
	[COMMENT_SPAM] = STR_CONST("spam"),
	[COMMENT_TRASH] = STR_CONST("trash"),
};

struct str reply_state_name(enum comment_status status)
{
	return states[status];
}

bool reply_state_parse(struct str name, enum comment_status *out)
{
	for (size_t i = 0; i < COUNT_OF(states); i++)
		if (str_eq(states[i], name)) {
			*out = (enum comment_status)i;
			return true;
		}
	return false;
}

static const struct str acts[] = {
	[ACT_APPROVE] = STR_CONST("approve"), [ACT_SPAM] = STR_CONST("spam"),
	[ACT_TRASH] = STR_CONST("trash"),     [ACT_PICK] = STR_CONST("pick"),
	[ACT_UNPICK] = STR_CONST("unpick"),   [ACT_HOLD] = STR_CONST("hold"),
	[ACT_UNDO] = STR_CONST("undo"),
};

struct str reply_act_name(enum comment_act_kind kind)
{
	return acts[kind];
}

bool reply_act_parse(struct str name, enum comment_act_kind *out)
{
	for (size_t i = ACT_APPROVE; i <= ACT_UNPICK; i++)
		if (str_eq(acts[i], name)) {
			*out = (enum comment_act_kind)i;
			return true;
		}
	return false;
}

/* FNV-1a. */
struct str reply_text_mark(struct desk *desk, const struct comment *comment)
{
	uint64_t hash = 0xCBF29CE484222325u;
	for (size_t i = 0; i < comment->source.len; i++)
		hash = (hash ^ (unsigned char)comment->source.ptr[i]) * 0x100000001B3u;
	return str_fmt(desk->arena, "%016llx", (unsigned long long)hash);
}

struct str replies_back(struct desk *desk)
{
	struct str back = form_get(&desk->form, S("back")), path;
	struct str_pair cut = str_cut(back, '?');
	bool is_ours =
		str_starts(back, S("/desk/replies")) || str_starts(back, S("/desk/stories/"));
	is_ours = is_ours && url_normal_path(desk->arena, cut.head, &path) == OK &&
		  str_eq(path, cut.head) && !str_contains(back, S("//"));
	return is_ours ? back : S("/desk/replies?state=held");
}

static struct str excerpt(struct desk *desk, struct html html, size_t chars)
{
	return html_excerpt(desk->arena, html_text(desk->arena, html), chars);
}

/* Of one that is gone there is only its place. */
static enum err story_view(struct desk *desk, story_id id, struct value *out, struct str *path)
{
	struct story story;
	struct value_map *map = desk_map(desk);
	enum err err = store_story_any(desk->store, desk->arena, id, &story);
	if (err == ERR_NOT_FOUND)
		story = (struct story){ .id = id };
	else
		TRY(err);
	desk_set_text(desk, map, S("headline"), story.headline);
	desk_set_text(desk, map, S("standfirst"),
		      excerpt(desk, story.standfirst, STANDFIRST_CHARS));
	if (story.section_count)
		desk_set_text(desk, map, S("section"), story.sections[0].name);
	desk_set_time(desk, map, S("published_at"), story.published_at);
	desk_set(desk, map, S("comment_count"), value_number((double)story.comment_count));
	desk_set_text(desk, map, S("desk_url"),
		      str_fmt(desk->arena, "/desk/stories/%lld", (long long)id.n));
	desk_set_text(desk, map, S("path"), story.path);
	*path = story.path;
	*out = value_of_map(map);
	return OK;
}

static enum err add_answered(struct desk *desk, struct value_map *map, comment_id parent)
{
	struct comment answered;
	struct value_map *view = desk_map(desk);
	if (parent.n == 0)
		return OK;
	enum err err = store_comment(desk->store, desk->arena, parent, &answered);
	if (err == ERR_NOT_FOUND)
		return OK;
	TRY(err);
	desk_set_text(desk, view, S("name"), answered.name);
	desk_set_text(desk, view, S("text"), excerpt(desk, answered.text, ANSWERED_CHARS));
	desk_set(desk, map, S("answers"), value_of_map(view));
	return OK;
}

static enum err add_record(struct desk *desk, struct value_map *map, const struct comment *comment)
{
	struct comment_record record;
	struct value_map *view = desk_map(desk);
	if (comment->email_hash.len == 0 || comment->staff.n)
		return OK;
	TRY(store_comment_record(desk->store, comment->email_hash, &record));
	int64_t all = record.shown + record.held + record.spam + record.trash;
	desk_set(desk, view, S("shown"), value_number((double)record.shown));
	desk_set(desk, view, S("held"), value_number((double)record.held));
	desk_set(desk, view, S("spam"), value_number((double)record.spam));
	desk_set(desk, view, S("trash"), value_number((double)record.trash));
	desk_set(desk, view, S("is_first"), value_bool(all <= 1));
	desk_set_time(desk, view, S("since"), record.since);
	desk_set(desk, map, S("record"), value_of_map(view));
	return OK;
}

struct value reply_act_view(struct desk *desk, const struct comment_act *act)
{
	struct value_map *map = desk_map(desk);
	desk_set_text(desk, map, S("act"), reply_act_name(act->kind));
	desk_set_text(desk, map, S("who"), act->who);
	desk_set_time(desk, map, S("at"), act->at);
	desk_set(desk, map, S("undone"),
		 value_bool(time_is_set(act->undone_at) && act->kind != ACT_UNDO));
	return value_of_map(map);
}

static enum err add_acts(struct desk *desk, struct value_map *map, comment_id id)
{
	struct comment_act *found;
	size_t count;
	struct value_array *list = desk_list(desk);
	TRY(store_comment_acts(desk->store, desk->arena, id, &found, &count));
	for (size_t i = 0; i < count; i++)
		desk_push(desk, list, reply_act_view(desk, &found[i]));
	desk_set(desk, map, S("acts"), value_of_array(list));
	return OK;
}

static void add_numbers(struct desk *desk, struct value_map *map, const struct comment *comment)
{
	desk_set(desk, map, S("id"), value_number((double)comment->id.n));
	desk_set(desk, map, S("picked"), value_bool(time_is_set(comment->picked_at)));
	desk_set(desk, map, S("likes"), value_number((double)comment->likes));
	desk_set(desk, map, S("reports"), value_number((double)comment->reports));
	desk_set(desk, map, S("is_staff"), value_bool(comment->staff.n != 0));
	desk_set_time(desk, map, S("at"), comment->created_at);
}

enum err reply_view(struct desk *desk, const struct comment *comment, struct value *out)
{
	struct value_map *map = desk_map(desk);
	struct value story;
	struct str path;
	TRY(story_view(desk, comment->story, &story, &path));
	add_numbers(desk, map, comment);
	desk_set_text(desk, map, S("mark"), reply_text_mark(desk, comment));
	desk_set_text(desk, map, S("name"), comment->name);
	desk_set_text(desk, map, S("website"), comment->website);
	desk_set(desk, map, S("html"), value_html(comment->text));
	desk_set_text(desk, map, S("why"), comment->why);
	desk_set_text(desk, map, S("by"), comment->email_hash);
	desk_set_text(desk, map, S("state"), reply_state_name(comment->status));
	desk_set_text(desk, map, S("network"), comment->address);
	desk_set(desk, map, S("story"), story);
	if (comment->status == COMMENT_SHOWN)
		desk_set_text(desk, map, S("url"),
			      str_fmt(desk->arena, "%.*s%ccomment=%lld#comment-%lld", STR_ARG(path),
				      str_find_char(path, '?') == STR_NONE ? '?' : '&',
				      (long long)comment->id.n, (long long)comment->id.n));
	TRY(add_answered(desk, map, comment->parent));
	TRY(add_record(desk, map, comment));
	TRY(add_acts(desk, map, comment->id));
	*out = value_of_map(map);
	return OK;
}
