/* SPDX-License-Identifier: Apache-2.0 */
/* moderation_acts.c: what is done with replies: decided on, undone, answered; and who is shut
 * out. */
#include "desk/bench.h"
#include "desk/story_view.h"
#include "store/comment.h"

#define BANS_A_SCREEN 500

struct chosen {
	comment_id *ids;
	size_t count;
	bool has_changed; /* one reads otherwise now than on the page it was chosen on */
};

/* "12 1a2b3c4d": a reply and what its text was; without the latter it is not looked at. */
static enum err choose(struct desk *desk, struct str text, struct chosen *chosen)
{
	struct str_pair cut = str_cut(text, ' ');
	struct comment comment;
	comment_id id = { desk_number(cut.head, 0) };
	chosen->ids[chosen->count++] = id;
	if (!cut.tail.len)
		return OK;
	TRY(store_comment(desk->store, desk->arena, id, &comment));
	chosen->has_changed |= !str_eq(reply_text_mark(desk, &comment), cut.tail);
	return OK;
}

/* A button of one reply says "approve 12 1a2b3c4d"; else those with a tick are meant. */
static enum err read_chosen(struct desk *desk, struct str one, struct chosen *out)
{
	struct str text;
	*out = (struct chosen){ .ids = arena_new(desk->arena, comment_id, LIMIT_FORM_FIELDS) };
	if (one.len)
		return choose(desk, one, out);
	for (size_t i = 0; desk_field_at(&desk->form, S("reply"), i, &text); i++)
		TRY(choose(desk, text, out));
	return OK;
}

enum err desk_replies_decide(struct desk *desk, struct http_response *out)
{
	struct bench bench;
	struct chosen chosen;
	enum comment_act_kind kind;
	int64_t batch = 0;
	struct str_pair act = str_cut(form_get(&desk->form, S("act")), ' ');
	struct str back = replies_back(desk);
	if (!reply_act_parse(act.head, &kind))
		return ERR_INVALID;
	TRY(read_chosen(desk, act.tail, &chosen));
	if (chosen.has_changed)
		return desk_see(desk, back, S("replies-changed"), out);
	bench_open(desk, &bench);
	if (chosen.count)
		TRY(comment_decide(&bench.at_hand.tools, desk->arena, &bench.by, kind, chosen.ids,
				   chosen.count, &batch));
	if (!batch)
		return desk_see(desk, back, S("replies-same"), out);
	back = str_fmt(desk->arena, "%.*s%cbatch=%lld", STR_ARG(back),
		       str_find_char(back, '?') == STR_NONE ? '?' : '&', (long long)batch);
	return desk_see(desk, back,
			str_fmt(desk->arena, "reply-%.*s", STR_ARG(reply_act_name(kind))), out);
}

enum err desk_replies_undo(struct desk *desk, struct http_response *out)
{
	struct bench bench;
	bench_open(desk, &bench);
	enum err err = comment_undo(&bench.at_hand.tools, desk->arena, &bench.by,
				    desk_number(form_get(&desk->form, S("batch")), 0));
	if (err == ERR_NOT_FOUND) /* a colleague was first */
		return desk_see(desk, replies_back(desk), S("replies-undone-before"), out);
	TRY(err);
	return desk_see(desk, replies_back(desk), S("replies-undone"), out);
}

/* days: "" for good. */
static unix_ms ban_end(struct desk *desk, struct str days)
{
	static const int64_t DAY_MS = 24 * 3600 * 1000, MOST = 3660;
	int64_t n = desk_number(days, 0);
	if (n <= 0 || n > MOST)
		return (unix_ms){ 0 };
	return unix_ms_of(store_now(desk->store).ms + n * DAY_MS);
}

enum err desk_reply_ban(struct desk *desk, struct http_response *out)
{
	struct bench bench;
	comment_id id = { desk->numbers[0] };
	int64_t batch;
	bool is_network = str_eq(form_get(&desk->form, S("kind")), S("network"));
	const struct ban_terms terms = {
		.kind = is_network ? BAN_NETWORK : BAN_COMMENTER,
		.why = str_trim(form_get(&desk->form, S("why"))),
		.until = ban_end(desk, form_get(&desk->form, S("days"))),
	};
	if (!form_has(&desk->form, S("sure")))
		return desk_see(desk, replies_back(desk), S("not-sure"), out);
	bench_open(desk, &bench);
	TRY(comment_ban(&bench.at_hand.tools, desk->arena, &bench.by, id, &terms));
	if (form_has(&desk->form, S("spam")))
		TRY(comment_decide(&bench.at_hand.tools, desk->arena, &bench.by, ACT_SPAM, &id, 1,
				   &batch));
	return desk_see(desk, replies_back(desk), S("banned"), out);
}

/* The name under which somebody who is shut out wrote last. */
static enum err last_name(struct desk *desk, const struct comment_ban *ban, struct str *out)
{
	struct comment *last;
	size_t count;
	*out = S("");
	if (ban->kind == BAN_NETWORK)
		return OK;
	TRY(store_comments_by_hash(desk->store, desk->arena, ban->what, 1, &last, &count));
	*out = count ? last->name : S("");
	return OK;
}

static enum err ban_view(struct desk *desk, const struct comment_ban *ban, struct value *out)
{
	struct value_map *map = desk_map(desk);
	bool is_network = ban->kind == BAN_NETWORK;
	struct str name;
	TRY(last_name(desk, ban, &name));
	desk_set(desk, map, S("is_network"), value_bool(is_network));
	desk_set_text(desk, map, S("kind"), is_network ? S("network") : S("commenter"));
	desk_set_text(desk, map, S("what"), ban->what);
	desk_set_text(desk, map, S("short"), str_first(ban->what, 12));
	desk_set_text(desk, map, S("name"), name);
	desk_set_text(desk, map, S("who"), ban->who);
	desk_set_text(desk, map, S("why"), ban->why);
	desk_set_time(desk, map, S("at"), ban->at);
	desk_set_time(desk, map, S("until"), ban->until);
	*out = value_of_map(map);
	return OK;
}

enum err desk_replies_bans(struct desk *desk, struct http_response *out)
{
	struct comment_ban *bans;
	size_t count;
	struct screen screen = screen_of(desk, S("bans"));
	struct value_array *list = desk_list(desk);
	TRY(store_bans(desk->store, desk->arena, BANS_A_SCREEN, &bans, &count));
	for (size_t i = 0; i < count; i++) {
		struct value view;
		TRY(ban_view(desk, &bans[i], &view));
		desk_push(desk, list, view);
	}
	screen.place = S("replies");
	screen_set(&screen, S("bans"), value_of_array(list));
	return screen_send(&screen, out);
}

enum err desk_reply_unban(struct desk *desk, struct http_response *out)
{
	struct bench bench;
	bool is_network = str_eq(form_get(&desk->form, S("kind")), S("network"));
	bench_open(desk, &bench);
	TRY(comment_unban(&bench.at_hand.tools, is_network ? BAN_NETWORK : BAN_COMMENTER,
			  form_get(&desk->form, S("what"))));
	return desk_see(desk, S("/desk/replies/bans"), S("unbanned"), out);
}

static struct reply_input input_of(struct desk *desk, struct bench *bench, story_id story,
				   comment_id parent)
{
	unix_ms fresh_until;
	return (struct reply_input){
		.name = desk->visitor.who.name,
		.email = desk->visitor.who.email,
		.text = form_get(&desk->form, S("text")),
		.parent = str_fmt(desk->arena, "%lld", (long long)parent.n),
		.token = comment_token(desk->arena, &bench->at_hand.form_key, story.n,
				       store_now(desk->store), &fresh_until),
		.address = desk->request->client,
		.staff = desk->visitor.who.person,
	};
}

/* Whether the newsroom's answer can stand: asked before what waits is shown for it. *why: the
 * notice that says why not. */
static enum err look_at_answer(struct desk *desk, struct bench *bench, story_id story,
			       const struct reply_input *input, struct str *why)
{
	struct reply_outcome outcome = { 0 };
	enum err err = comment_preview(&bench->at_hand.tools, desk->arena, story, input, &outcome);
	*why = S("");
	if (err == ERR_NOT_FOUND || (!err && outcome.kind == REPLY_IS_CLOSED))
		*why = S("answer-closed");
	else if (!err && outcome.kind != REPLY_IS_PREVIEW)
		*why = S("answer-empty");
	return err == ERR_NOT_FOUND ? OK : err;
}

/* The newsroom answers under a reply, or (parent 0) under the story; it is shown at once. One that
 * waits is shown with its answer. */
static enum err answer(struct desk *desk, story_id story, const struct comment *parent,
		       struct http_response *out)
{
	struct bench bench;
	struct str why;
	struct reply_outcome outcome = { 0 };
	int64_t batch;
	bench_open(desk, &bench);
	const struct reply_input input =
		input_of(desk, &bench, story, parent ? parent->id : (comment_id){ 0 });
	TRY(look_at_answer(desk, &bench, story, &input, &why));
	if (why.len)
		return desk_see(desk, replies_back(desk), why, out);
	if (parent && parent->status == COMMENT_HELD)
		TRY(comment_decide(&bench.at_hand.tools, desk->arena, &bench.by, ACT_APPROVE,
				   &parent->id, 1, &batch));
	TRY(comment_submit(&bench.at_hand.tools, desk->arena, story, &input, &outcome));
	return desk_see(desk, replies_back(desk), S("answered"), out);
}

enum err desk_reply_answer(struct desk *desk, struct http_response *out)
{
	struct comment comment;
	TRY(store_comment(desk->store, desk->arena, (comment_id){ desk->numbers[0] }, &comment));
	if (comment.status != COMMENT_SHOWN && comment.status != COMMENT_HELD)
		return ERR_CONFLICT;
	return answer(desk, comment.story, &comment, out);
}

enum err desk_story_answer(struct desk *desk, struct http_response *out)
{
	return answer(desk, (story_id){ desk->numbers[0] }, NULL, out);
}
