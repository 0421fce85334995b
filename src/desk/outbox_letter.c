/* SPDX-License-Identifier: Apache-2.0 */
/* outbox_letter.c: the mails, each a template of the desk's theme: its first line is the subject.
 */
#include "exchange/mail.h"

#include "comment/moderate.h"
#include "desk/outbox_private.h"
#include "store/comment.h"
#include "store/comment_act.h"
#include "store/comment_book.h"
#include "store/story.h"

static const size_t LIMIT_QUOTED_BYTES = 2000; /* of a reply in a mail; the rest is at the desk */

static bool may_hear(const struct sign_in *who)
{
	bool is_role = who->role >= STAFF_CONTRIBUTOR && who->role <= STAFF_PUBLISHER;
	return is_role && can((enum staff_role)who->role, ACTION_MODERATE);
}

bool reply_news_is_wanted(const struct reply_news *news, enum staff_role role)
{
	return news->wish == REPLY_NEWS_YES ||
	       (news->wish == REPLY_NEWS_UNSAID && role == STAFF_PUBLISHER);
}

enum err outbox_spread_news(struct outbox_office *office)
{
	struct store *store = office->desk.store;
	struct sign_in *people;
	size_t count;
	TRY(store_sign_ins(store, office->desk.arena, &people, &count));
	for (size_t i = 0; i < count; i++) {
		struct reply_news news;
		TRY(store_reply_news(store, people[i].person, &news));
		if (!may_hear(&people[i]) ||
		    !reply_news_is_wanted(&news, (enum staff_role)people[i].role))
			continue;
		int64_t next = news.told_at.ms + LIMIT_REPLY_NEWS_MINUTES * 60000ll;
		int64_t due = next > store_now(store).ms ? next : store_now(store).ms;
		TRY(store_outbox_put(store, OUTBOX_REPLY_NEWS, people[i].person.n,
				     unix_ms_of(due)));
	}
	return OK;
}

/* What waits and was not told of yet, the oldest first. */
static enum err read_news(struct outbox_office *office, person_id person, struct comment **out,
			  size_t *count)
{
	struct reply_news news;
	struct comment *held;
	size_t all, fresh = 0;
	const struct comment_asked asked = { .status = COMMENT_HELD,
					     .limit = LIMIT_DECIDE_AT_ONCE };
	TRY(store_reply_news(office->desk.store, person, &news));
	TRY(store_comment_queue(office->desk.store, office->desk.arena, &asked, &held, &all));
	while (fresh < all && held[fresh].id.n > news.told.n)
		fresh++;
	for (size_t i = 0; i < fresh / 2; i++) {
		struct comment kept = held[i];
		held[i] = held[fresh - 1 - i];
		held[fresh - 1 - i] = kept;
	}
	*out = held;
	*count = fresh;
	return OK;
}

static void put_link(struct outbox_office *office, struct value_map *map, struct str key,
		     comment_id id, enum comment_act_kind act)
{
	struct desk *desk = &office->desk;
	struct str link = comment_decide_link(desk->arena, &office->at_hand.keys, id.n, (int)act,
					      store_now(desk->store));
	desk_set_text(
		desk, map, key,
		str_fmt(desk->arena, "%.*s/desk/decide/%.*s", STR_ARG(office->url), STR_ARG(link)));
}

static enum err news_view(struct outbox_office *office, const struct comment *comment,
			  struct value *out)
{
	struct desk *desk = &office->desk;
	struct value_map *map = desk_map(desk);
	struct story story;
	enum err err = store_story_any(desk->store, desk->arena, comment->story, &story);
	if (err == ERR_NOT_FOUND)
		story = (struct story){ 0 };
	else
		TRY(err);
	struct str text = utf8_first(comment->source, LIMIT_QUOTED_BYTES);
	desk_set_text(desk, map, S("name"), comment->name);
	desk_set_text(desk, map, S("headline"), story.headline);
	desk_set_text(desk, map, S("why"), comment->why);
	desk_set_text(desk, map, S("text"), str_replace(desk->arena, text, S("\n"), S("\n> ")));
	desk_set(desk, map, S("is_cut"), value_bool(text.len < comment->source.len));
	put_link(office, map, S("approve"), comment->id, ACT_APPROVE);
	put_link(office, map, S("spam"), comment->id, ACT_SPAM);
	put_link(office, map, S("trash"), comment->id, ACT_TRASH);
	*out = value_of_map(map);
	return OK;
}

static enum err write_news(struct outbox_office *office, struct screen *screen,
			   struct outbox_task *task, const struct sign_in *who)
{
	struct comment *items;
	size_t count;
	struct value_array *list = desk_list(&office->desk);
	TRY(read_news(office, who->person, &items, &count));
	if (count == 0 || !may_hear(who))
		return ERR_NOT_FOUND;
	for (size_t i = 0; i < count && i < LIMIT_REPLY_NEWS; i++) {
		struct value view;
		TRY(news_view(office, &items[i], &view));
		desk_push(&office->desk, list, view);
	}
	task->up_to = items[count - 1].id;
	screen_set(screen, S("replies"), value_of_array(list));
	screen_set_number(screen, S("count"), (int64_t)count);
	if (count == 1)
		screen_set_text(screen, S("only"), items[0].name);
	if (count > LIMIT_REPLY_NEWS)
		screen_set_number(screen, S("more"), (int64_t)(count - LIMIT_REPLY_NEWS));
	return OK;
}

enum err outbox_news_told(struct outbox_office *office, const struct outbox_task *task)
{
	struct store *store = office->desk.store;
	person_id person = { task->row.subject };
	struct reply_news news;
	struct comment *rest;
	size_t count;
	TRY(store_reply_news(store, person, &news));
	news.told = task->up_to;
	news.told_at = store_now(store);
	TRY(store_reply_news_set(store, person, &news));
	TRY(read_news(office, person, &rest, &count));
	if (count == 0)
		return OK;
	return store_outbox_put(store, OUTBOX_REPLY_NEWS, person.n,
				unix_ms_of(news.told_at.ms + LIMIT_REPLY_NEWS_MINUTES * 60000ll));
}

static enum err write_way_in(struct outbox_office *office, struct screen *screen,
			     const struct sign_in *who)
{
	struct desk *desk = &office->desk;
	struct str link;
	TRY(link_for_password(desk->store, desk->arena, &desk->keys, who->person, &link));
	screen_set_text(screen, S("way_in"),
			str_fmt(desk->arena, "%.*s/desk/password/%.*s", STR_ARG(office->url),
				STR_ARG(link)));
	screen_set_number(screen, S("hours"), LINK_HOURS);
	return OK;
}

/* The same each time this row is sent, and nobody else's. */
static struct str message_id(struct outbox_office *office, const struct outbox_row *row)
{
	struct desk *desk = &office->desk;
	struct str about = str_fmt(desk->arena, "mail %lld %lld", (long long)row->id,
				   (long long)row->made_at.ms);
	struct str mark = str_first(secret_sign(desk->arena, &desk->keys, about), 16);
	struct str domain = str_cut_last(desk->app->post.mail_from, '@').tail;
	return str_fmt(desk->arena, "<%lld.%.*s@%.*s>", (long long)row->id, STR_ARG(mark),
		       STR_ARG(domain));
}

static enum err put_in_envelope(struct outbox_office *office, struct str written,
				const struct sign_in *who, struct outbox_task *task)
{
	struct desk *desk = &office->desk;
	struct str_pair cut = str_cut(written, '\n');
	const struct mail mail = {
		.from_name = desk->settings.title,
		.from = desk->app->post.mail_from,
		.to = who->email,
		.subject = cut.head,
		.id = message_id(office, &task->row),
		.at = task->row.made_at,
		.text = str_fmt(desk->arena, "%.*s\n", STR_ARG(str_trim(cut.tail))),
	};
	task->errand =
		(struct errand){ .to = ERRAND_TO_MAIL_SERVER, .from = mail.from, .rcpt = mail.to };
	return mail_build(desk->arena, &mail, &task->errand.body);
}

enum err outbox_letter(struct outbox_office *office, struct outbox_task *task)
{
	static const struct str templates[] = {
		[OUTBOX_RESET] = STR_CONST("mail-reset"),
		[OUTBOX_INVITE] = STR_CONST("mail-invite"),
		[OUTBOX_REPLY_NEWS] = STR_CONST("mail-replies"),
	};
	struct desk *desk = &office->desk;
	struct screen screen = screen_of(desk, templates[task->row.kind]);
	struct sign_in who;
	struct html written;
	TRY(store_sign_in(desk->store, desk->arena, (person_id){ task->row.subject }, &who));
	screen_set_text(&screen, S("name"), who.name);
	screen_set_text(&screen, S("desk"),
			str_fmt(desk->arena, "%.*s/desk/", STR_ARG(office->url)));
	TRY(task->row.kind == OUTBOX_REPLY_NEWS ? write_news(office, &screen, task, &who)
						: write_way_in(office, &screen, &who));
	TRY(screen_run(&screen, &written));
	return put_in_envelope(office, written.s, &who, task);
}
