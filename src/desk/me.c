/* SPDX-License-Identifier: Apache-2.0 */
/* me.c: one's own password, second factor and sessions. */
#include "account/throttle.h"
#include "account/totp.h"
#include "desk/handlers.h"
#include "desk/outbox_private.h"
#include "desk/screen.h"

/* What the screen shows beside what is always there. */
struct shown {
	struct str error;
	struct str new_key; /* sealed: a second factor being set up */
	struct str *codes;  /* fresh recovery codes: shown this once */
	size_t code_count;
};

/* "Firefox, Windows": what people know their browsers by; "" for what is none of the usual. */
static struct str browser_name(struct desk *desk, struct str agent)
{
	static const struct {
		struct str sign, name;
	} browsers[] = { { STR_CONST("Firefox/"), STR_CONST("Firefox") },
			 { STR_CONST("Edg/"), STR_CONST("Edge") },
			 { STR_CONST("OPR/"), STR_CONST("Opera") },
			 { STR_CONST("Chrome/"), STR_CONST("Chrome") },
			 { STR_CONST("Safari/"), STR_CONST("Safari") } },
	  systems[] = { { STR_CONST("iPhone"), STR_CONST("iPhone") },
			{ STR_CONST("iPad"), STR_CONST("iPad") },
			{ STR_CONST("Android"), STR_CONST("Android") },
			{ STR_CONST("Windows"), STR_CONST("Windows") },
			{ STR_CONST("Mac OS X"), STR_CONST("macOS") },
			{ STR_CONST("Linux"), STR_CONST("Linux") } };
	struct str browser = S(""), system = S("");
	for (size_t i = COUNT_OF(browsers); i-- > 0;)
		if (str_contains(agent, browsers[i].sign))
			browser = browsers[i].name;
	for (size_t i = COUNT_OF(systems); i-- > 0;)
		if (str_contains(agent, systems[i].sign))
			system = systems[i].name;
	if (!browser.len || !system.len)
		return browser.len ? browser : agent;
	return str_fmt(desk->arena, "%.*s, %.*s", STR_ARG(browser), STR_ARG(system));
}

static struct value sessions_view(struct desk *desk, const struct session *sessions, size_t count)
{
	struct value_array *list = desk_list(desk);
	for (size_t i = 0; i < count; i++) {
		struct value_map *map = desk_map(desk);
		if (!sessions[i].is_full)
			continue;
		desk_set(desk, map, S("id"), value_number((double)sessions[i].id));
		desk_set_text(desk, map, S("agent"), browser_name(desk, sessions[i].agent));
		desk_set_text(desk, map, S("address"), sessions[i].address);
		desk_set_time(desk, map, S("made_at"), sessions[i].made_at);
		desk_set_time(desk, map, S("seen_at"), sessions[i].seen_at);
		desk_set(desk, map, S("is_this"),
			 value_bool(sessions[i].id == desk->visitor.session.id));
		desk_push(desk, list, value_of_map(map));
	}
	return value_of_array(list);
}

/* A key on its way is sealed with whose it is: nobody sets another's second factor with their own.
 */
static struct str seal_new_key(struct desk *desk, struct str key)
{
	return secret_seal(desk->arena, &desk->keys,
			   str_fmt(desk->arena, "%lld %.*s", (long long)desk->visitor.who.person.n,
				   STR_ARG(totp_base32(desk->arena, key))));
}

/* Fails: ERR_INVALID for one that is not sealed, or another's. */
static enum err open_new_key(struct desk *desk, struct str sealed, struct str *key)
{
	struct str text;
	int64_t person;
	TRY(secret_open(desk->arena, &desk->keys, sealed, &text));
	struct str_pair cut = str_cut(text, ' ');
	if (str_to_i64(cut.head, &person) || person != desk->visitor.who.person.n)
		return ERR_INVALID;
	return totp_from_base32(desk->arena, cut.tail, key);
}

static enum err set_new_key(struct screen *screen, struct str sealed)
{
	struct desk *desk = screen->desk;
	struct str key;
	TRY(open_new_key(desk, sealed, &key));
	screen_set_text(screen, S("sealed"), sealed);
	screen_set_text(screen, S("key"), totp_base32(desk->arena, key));
	screen_set_text(
		screen, S("key_address"),
		totp_address(desk->arena, key, desk->settings.title, desk->visitor.who.email));
	return OK;
}

/* Whether they hear by mail of replies that wait: asked where mail can be sent. */
static enum err add_news(struct screen *screen)
{
	struct desk *desk = screen->desk;
	struct reply_news news;
	TRY(store_reply_news(desk->store, desk->visitor.who.person, &news));
	screen_set_truth(screen, S("can_hear"),
			 desk->app->post.has_mail && can(desk->role, ACTION_MODERATE));
	screen_set_truth(screen, S("hears"), reply_news_is_wanted(&news, desk->role));
	screen_set_number(screen, S("news_minutes"), LIMIT_REPLY_NEWS_MINUTES);
	return OK;
}

static enum err show(struct desk *desk, const struct shown *shown, struct http_response *out)
{
	struct session *sessions;
	size_t count;
	int64_t codes_left;
	struct screen screen = screen_of(desk, S("me"));
	struct value_array *codes = desk_list(desk);
	TRY(store_sessions(desk->store, desk->arena, desk->visitor.who.person, &sessions, &count));
	TRY(store_recovery_codes_left(desk->store, desk->visitor.who.person, &codes_left));
	screen.status = shown->error.len ? 422 : 200;
	screen_set_text(&screen, S("error"), shown->error);
	screen_set_text(&screen, S("email"), desk->visitor.who.email);
	screen_set(&screen, S("sessions"), sessions_view(desk, sessions, count));
	screen_set_truth(&screen, S("has_totp"), desk->visitor.who.totp.len > 0);
	screen_set_number(&screen, S("codes_left"), codes_left);
	for (size_t i = 0; i < shown->code_count; i++)
		desk_push(desk, codes, value_text(shown->codes[i]));
	screen_set(&screen, S("codes"), value_of_array(codes));
	TRY(add_news(&screen));
	if (shown->new_key.len)
		TRY(set_new_key(&screen, shown->new_key));
	return screen_send(&screen, out);
}

enum err desk_me(struct desk *desk, struct http_response *out)
{
	return show(desk, &(struct shown){ 0 }, out);
}

/* Asked again before what an unwatched screen must not allow. Counts failures as signing in does.
 */
static enum err check_password(struct desk *desk, struct str plain, struct str *error)
{
	bool is_shut;
	struct str email = desk->visitor.who.email, client = desk->request->client;
	TRY(throttle_is_shut(desk->store, desk->arena, email, client, &is_shut));
	if (is_shut) {
		*error = S("sign_in.shut");
		return OK;
	}
	if (password_is_right(desk->visitor.who.password, plain))
		return OK;
	*error = S("password.wrong");
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(throttle_failed(desk->store, desk->arena, email, client));
	return txn_commit(&txn);
}

enum err desk_me_password(struct desk *desk, struct http_response *out)
{
	struct shown shown = { 0 };
	struct str hash, wanted = form_get(&desk->form, S("new"));
	const struct sign_in *who = &desk->visitor.who;
	TRY(check_password(desk, form_get(&desk->form, S("password")), &shown.error));
	if (!shown.error.len && !password_may_be(wanted, who->email, who->name))
		shown.error = S("password.weak");
	if (shown.error.len)
		return show(desk, &shown, out);
	TRY(password_hash(desk->arena, wanted, &hash));
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(account_set_password(desk->store, desk->arena, who->person, hash,
				 desk->visitor.session.id));
	TRY(txn_commit(&txn));
	return desk_see(desk, S("/desk/me"), S("password-set"), out);
}

enum err desk_me_sessions(struct desk *desk, struct http_response *out)
{
	person_id person = desk->visitor.who.person;
	int64_t id = desk_number(form_get(&desk->form, S("session")), 0);
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	if (id)
		TRY(store_session_remove(desk->store, person, id));
	else
		TRY(store_sessions_remove(desk->store, person, desk->visitor.session.id));
	TRY(txn_commit(&txn));
	return desk_see(desk, S("/desk/me"), S("session-ended"), out);
}

static enum err make_codes(struct desk *desk, struct shown *shown)
{
	struct str hashes[RECOVERY_CODES];
	shown->codes = arena_new(desk->arena, struct str, RECOVERY_CODES);
	shown->code_count = RECOVERY_CODES;
	for (size_t i = 0; i < RECOVERY_CODES; i++) {
		shown->codes[i] = recovery_code(desk->arena);
		hashes[i] = recovery_hash(desk->arena, shown->codes[i]);
	}
	return store_recovery_codes_set(desk->store, desk->visitor.who.person, hashes,
					RECOVERY_CODES);
}

enum err desk_me_factor(struct desk *desk, struct http_response *out)
{
	struct shown shown = { 0 };
	TRY(check_password(desk, form_get(&desk->form, S("password")), &shown.error));
	if (!shown.error.len)
		shown.new_key = seal_new_key(desk, totp_new_key(desk->arena));
	return show(desk, &shown, out);
}

enum err desk_me_news(struct desk *desk, struct http_response *out)
{
	struct reply_news news;
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(store_reply_news(desk->store, desk->visitor.who.person, &news));
	news.wish = form_has(&desk->form, S("wants")) ? REPLY_NEWS_YES : REPLY_NEWS_NO;
	TRY(store_reply_news_set(desk->store, desk->visitor.who.person, &news));
	TRY(txn_commit(&txn));
	return desk_see(desk, S("/desk/me"), S("saved"), out);
}

/* A code of the new key shows that the telephone has it: only now it counts. */
enum err desk_me_factor_on(struct desk *desk, struct http_response *out)
{
	struct str key;
	struct shown shown = { .new_key = form_get(&desk->form, S("sealed")) };
	struct sign_in *who = &desk->visitor.who;
	TRY(open_new_key(desk, shown.new_key, &key));
	if (!totp_is_right(key, form_get(&desk->form, S("code")), store_now(desk->store), 0,
			   &who->totp_step)) {
		shown.error = S("code.wrong");
		return show(desk, &shown, out);
	}
	who->totp = secret_seal(desk->arena, &desk->keys, key);
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(store_sign_in_save(desk->store, who));
	TRY(make_codes(desk, &shown));
	TRY(txn_commit(&txn));
	shown.new_key = S("");
	return show(desk, &shown, out);
}

enum err desk_me_factor_off(struct desk *desk, struct http_response *out)
{
	struct shown shown = { 0 };
	struct sign_in *who = &desk->visitor.who;
	TRY(check_password(desk, form_get(&desk->form, S("password")), &shown.error));
	if (shown.error.len)
		return show(desk, &shown, out);
	who->totp = S("");
	who->totp_step = 0;
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(store_sign_in_save(desk->store, who));
	TRY(store_recovery_codes_set(desk->store, who->person, NULL, 0));
	TRY(txn_commit(&txn));
	return desk_see(desk, S("/desk/me"), S("factor-off"), out);
}

enum err desk_me_codes(struct desk *desk, struct http_response *out)
{
	struct shown shown = { 0 };
	TRY(check_password(desk, form_get(&desk->form, S("password")), &shown.error));
	if (shown.error.len || desk->visitor.who.totp.len == 0)
		return show(desk, &shown, out);
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(make_codes(desk, &shown));
	TRY(txn_commit(&txn));
	return show(desk, &shown, out);
}
