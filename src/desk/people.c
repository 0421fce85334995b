/* SPDX-License-Identifier: Apache-2.0 */
/* people.c: who may sign in, and as what. */
#include "desk/handlers.h"
#include "desk/screen.h"
#include "store/outbox.h"

static struct value roles_view(struct desk *desk, int64_t chosen)
{
	struct value_array *list = desk_list(desk);
	for (enum staff_role role = STAFF_CONTRIBUTOR; role <= STAFF_PUBLISHER; role++) {
		struct value_map *map = desk_map(desk);
		desk_set_text(desk, map, S("name"), role_name(role));
		desk_set(desk, map, S("chosen"), value_bool((int64_t)role == chosen));
		desk_push(desk, list, value_of_map(map));
	}
	return value_of_array(list);
}

static struct value person_view(struct desk *desk, const struct sign_in *who)
{
	struct value_map *map = desk_map(desk);
	bool is_role = who->role >= STAFF_CONTRIBUTOR && who->role <= STAFF_PUBLISHER;
	desk_set(desk, map, S("id"), value_number((double)who->person.n));
	desk_set_text(desk, map, S("name"), who->name);
	desk_set_text(desk, map, S("email"), who->email);
	desk_set_text(desk, map, S("role"),
		      role_name(is_role ? (enum staff_role)who->role : STAFF_NOBODY));
	desk_set(desk, map, S("roles"), roles_view(desk, who->role));
	desk_set(desk, map, S("has_totp"), value_bool(who->totp.len > 0));
	desk_set(desk, map, S("has_password"), value_bool(who->password.len > 0));
	desk_set(desk, map, S("is_me"), value_bool(who->person.n == desk->visitor.who.person.n));
	desk_set_time(desk, map, S("seen_at"), who->seen_at);
	return value_of_map(map);
}

/* link: to be handed to somebody, and shown this once. */
static enum err show(struct desk *desk, struct str error, struct str link, struct str link_for,
		     struct http_response *out)
{
	struct sign_in *people;
	size_t count;
	struct screen screen = screen_of(desk, S("people"));
	struct value_array *list = desk_list(desk);
	TRY(store_sign_ins(desk->store, desk->arena, &people, &count));
	for (size_t i = 0; i < count; i++)
		desk_push(desk, list, person_view(desk, &people[i]));
	screen.status = error.len ? 422 : 200;
	screen_set(&screen, S("people"), value_of_array(list));
	screen_set(&screen, S("roles"), roles_view(desk, STAFF_REPORTER));
	screen_set_text(&screen, S("error"), error);
	screen_set_text(&screen, S("name"), error.len ? form_get(&desk->form, S("name")) : S(""));
	screen_set_text(&screen, S("email"), error.len ? form_get(&desk->form, S("email")) : S(""));
	screen_set_text(&screen, S("way_in"), link);
	screen_set_text(&screen, S("way_in_for"), link_for);
	return screen_send(&screen, out);
}

enum err desk_people(struct desk *desk, struct http_response *out)
{
	return show(desk, S(""), S(""), S(""), out);
}

static enum err show_link(struct desk *desk, person_id person, struct http_response *out)
{
	struct str link, host = http_get(desk->request, S("Host")), site = desk->app->url_override;
	struct sign_in who;
	TRY(store_sign_in(desk->store, desk->arena, person, &who));
	TRY(link_for_password(desk->store, desk->arena, &desk->keys, person, &link));
	if (site.len == 0)
		site = str_fmt(desk->arena, "%s://%.*s", desk->request->is_https ? "https" : "http",
			       STR_ARG(host));
	return show(desk, S(""),
		    str_fmt(desk->arena, "%.*s/desk/password/%.*s", STR_ARG(site), STR_ARG(link)),
		    who.name, out);
}

/* A link goes by mail where that is asked for and can be. */
static bool goes_by_mail(const struct desk *desk)
{
	return desk->app->post.has_mail && str_eq(form_get(&desk->form, S("by")), S("mail"));
}

enum err desk_people_add(struct desk *desk, struct http_response *out)
{
	struct new_account account = { .email = str_trim(form_get(&desk->form, S("email"))),
				       .name = str_trim(form_get(&desk->form, S("name"))) };
	person_id person;
	struct str error = account_name_fault(account.name);
	if (error.len == 0)
		error = account_email_fault(account.email);
	if (!role_parse(form_get(&desk->form, S("role")), &account.role))
		error = S("role.missing");
	if (error.len)
		return show(desk, error, S(""), S(""), out);
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	enum err err = account_add(desk->store, desk->arena, &account, &person);
	if (err == ERR_CONFLICT) {
		txn_end(&txn);
		return show(desk, S("email.taken"), S(""), S(""), out);
	}
	TRY(err);
	if (goes_by_mail(desk))
		TRY(store_outbox_put(desk->store, OUTBOX_INVITE, person.n, (unix_ms){ 0 }));
	TRY(txn_commit(&txn));
	return goes_by_mail(desk) ? desk_see(desk, S("/desk/people"), S("invited"), out)
				  : show_link(desk, person, out);
}

static enum err change(struct desk *desk, enum staff_role role)
{
	person_id person = { desk->numbers[0] };
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	if (role == STAFF_NOBODY)
		TRY(account_remove(desk->store, desk->arena, person));
	else
		TRY(account_set_role(desk->store, desk->arena, person, role));
	return txn_commit(&txn);
}

static enum err finish(struct desk *desk, enum err err, struct str done, struct http_response *out)
{
	if (err == ERR_CONFLICT)
		return show(desk, S("role.last"), S(""), S(""), out);
	TRY(err);
	return desk_see(desk, S("/desk/people"), done, out);
}

enum err desk_person_role(struct desk *desk, struct http_response *out)
{
	enum staff_role role;
	if (!role_parse(form_get(&desk->form, S("role")), &role))
		return show(desk, S("role.missing"), S(""), S(""), out);
	return finish(desk, change(desk, role), S("role-set"), out);
}

enum err desk_person_remove(struct desk *desk, struct http_response *out)
{
	if (!form_has(&desk->form, S("sure")))
		return show(desk, S("publish.sure"), S(""), S(""), out);
	return finish(desk, change(desk, STAFF_NOBODY), S("person-removed"), out);
}

enum err desk_person_link(struct desk *desk, struct http_response *out)
{
	struct sign_in who;
	person_id person = { desk->numbers[0] };
	if (!goes_by_mail(desk))
		return show_link(desk, person, out);
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(store_sign_in(desk->store, desk->arena, person, &who));
	TRY(store_outbox_put(desk->store, who.password.len ? OUTBOX_RESET : OUTBOX_INVITE, person.n,
			     (unix_ms){ 0 }));
	TRY(txn_commit(&txn));
	return desk_see(desk, S("/desk/people"), S("link-mailed"), out);
}
