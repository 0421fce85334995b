/* SPDX-License-Identifier: Apache-2.0 */
/* entry.c: how one gets in: password, code, the first person's link, a link for a new password. */
#include "http/cookie.h"
#include "http/url.h"
#include "desk/handlers.h"
#include "desk/screen.h"

static struct attempt client_of(const struct desk *desk)
{
	return (struct attempt){
		.email = form_get(&desk->form, S("email")),
		.password = form_get(&desk->form, S("password")),
		.address = desk->request->client,
		.agent = http_get(desk->request, S("User-Agent")),
	};
}

/* Where somebody wanted to go before they were asked who they are: a path of the desk's, else its
 * first screen. */
static struct str next_of(struct desk *desk, const struct form *form)
{
	struct str next = form_get(form, S("next")), path;
	struct str_pair cut = str_cut(next, '?');
	/* in its one spelling: "/desk/../x" is not below /desk/ */
	bool is_ours = next.len < LIMIT_DESK_PATH_BYTES && str_starts(next, S("/desk/")) &&
		       url_normal_path(desk->arena, cut.head, &path) == OK &&
		       str_eq(path, cut.head) && !str_contains(next, S("//")) &&
		       !str_contains(next, S("\\"));
	return is_ours && !str_starts(next, S("/desk/sign-")) ? next : S("/desk/stories");
}

static enum err go_in(struct desk *desk, const struct entry *entry, struct str location,
		      struct http_response *out)
{
	TRY(desk_see(desk, location, S(""), out));
	const struct cookie cookie = { .name = S(SESSION_COOKIE),
				       .value = entry->cookie,
				       .path = S("/desk"),
				       .max_age_s = entry->max_age_s,
				       .is_secure = desk->request->is_https };
	return cookie_set(out, &cookie);
}

static enum err show_entry(struct desk *desk, struct str template_name, struct str next,
			   struct str error, int status, struct http_response *out)
{
	struct screen screen = screen_of(desk, template_name);
	screen.status = status;
	screen_set_text(&screen, S("next"), next);
	screen_set_text(&screen, S("error"), error);
	screen_set_text(&screen, S("email"), form_get(&desk->form, S("email")));
	return screen_send(&screen, out);
}

enum err desk_sign_in(struct desk *desk, struct http_response *out)
{
	struct str next = next_of(desk, &desk->query);
	if (desk->is_in)
		return desk_see(desk, next, S(""), out);
	return show_entry(desk, S("sign-in"), next, S(""), 200, out);
}

static struct str code_address(struct desk *desk, struct str next)
{
	return str_fmt(desk->arena, "/desk/code?next=%.*s",
		       STR_ARG(url_encode_query(desk->arena, next)));
}

enum err desk_sign_in_post(struct desk *desk, struct http_response *out)
{
	struct entry entry;
	struct str next = next_of(desk, &desk->form);
	const struct attempt attempt = client_of(desk);
	TRY(sign_in_with_password(desk->store, desk->arena, &attempt, &entry));
	switch (entry.kind) {
	case ENTRY_IN: return go_in(desk, &entry, next, out);
	case ENTRY_HALF: return go_in(desk, &entry, code_address(desk, next), out);
	case ENTRY_WRONG: return show_entry(desk, S("sign-in"), next, S("sign_in.wrong"), 403, out);
	case ENTRY_SHUT: break;
	}
	return show_entry(desk, S("sign-in"), next, S("sign_in.shut"), 429, out);
}

enum err desk_code(struct desk *desk, struct http_response *out)
{
	struct str next = next_of(desk, &desk->query);
	if (!desk->has_visitor || desk->is_in)
		return desk_see(desk, desk->is_in ? next : S("/desk/sign-in"), S(""), out);
	return show_entry(desk, S("code"), next, S(""), 200, out);
}

enum err desk_code_post(struct desk *desk, struct http_response *out)
{
	struct entry entry;
	struct str next = next_of(desk, &desk->form);
	if (!desk->has_visitor || desk->is_in)
		return desk_see(desk, S("/desk/sign-in"), S(""), out);
	TRY(sign_in_with_code(desk->store, desk->arena, &desk->keys, &desk->visitor,
			      form_get(&desk->form, S("code")), desk->request->client, &entry));
	if (entry.kind == ENTRY_IN)
		return go_in(desk, &entry, next, out);
	bool is_shut = entry.kind == ENTRY_SHUT;
	return show_entry(desk, S("code"), next, is_shut ? S("sign_in.shut") : S("code.wrong"),
			  is_shut ? 429 : 403, out);
}

enum err desk_sign_out(struct desk *desk, struct http_response *out)
{
	const struct entry nobody = { .cookie = S("x"), .max_age_s = -1 };
	if (desk->has_visitor) {
		enum err err = sign_out(desk->store, &desk->visitor);
		if (err && err != ERR_NOT_FOUND)
			return err;
	}
	return go_in(desk, &nobody, S("/desk/sign-in?done=signed-out"), out);
}

static enum err show_link_form(struct desk *desk, bool is_first, struct str email, struct str error,
			       struct http_response *out)
{
	struct screen screen = screen_of(desk, S("welcome"));
	screen.status = error.len ? 422 : 200;
	screen_set_truth(&screen, S("is_first"), is_first);
	screen_set_text(&screen, S("email"), email);
	screen_set_text(&screen, S("name"), form_get(&desk->form, S("name")));
	screen_set_text(&screen, S("error"), error);
	screen_set_text(&screen, S("here"), desk->path);
	return screen_send(&screen, out);
}

static enum err link_is_over(struct desk *desk, struct http_response *out)
{
	return desk_refuse(desk, 404, S("refused.link"), out);
}

enum err desk_first(struct desk *desk, struct http_response *out)
{
	enum err err = link_is_first(desk->store, desk->arena, &desk->keys, desk->rest);
	if (err == ERR_NOT_FOUND)
		return link_is_over(desk, out);
	TRY(err);
	return show_link_form(desk, true, S(""), S(""), out);
}

static enum err make_first(struct desk *desk, struct str hash, struct entry *entry)
{
	const struct new_account account = { .email = form_get(&desk->form, S("email")),
					     .name = form_get(&desk->form, S("name")),
					     .role = STAFF_PUBLISHER,
					     .password = hash };
	const struct attempt client = client_of(desk);
	person_id person;
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(account_add(desk->store, desk->arena, &account, &person));
	TRY(session_begin(desk->store, desk->arena, person, &client, entry));
	return txn_commit(&txn);
}

enum err desk_first_post(struct desk *desk, struct http_response *out)
{
	struct entry entry;
	struct str hash, email = str_trim(form_get(&desk->form, S("email"))),
			 name = str_trim(form_get(&desk->form, S("name"))),
			 password = form_get(&desk->form, S("password"));
	enum err err = link_is_first(desk->store, desk->arena, &desk->keys, desk->rest);
	if (err == ERR_NOT_FOUND)
		return link_is_over(desk, out);
	TRY(err);
	struct str error = account_name_fault(name);
	if (error.len == 0)
		error = account_email_fault(email);
	if (error.len == 0 && !password_may_be(password, email, name))
		error = S("password.weak");
	if (error.len)
		return show_link_form(desk, true, email, error, out);
	TRY(password_hash(desk->arena, password, &hash));
	TRY(make_first(desk, hash, &entry));
	return go_in(desk, &entry, S("/desk/stories"), out);
}

enum err desk_password(struct desk *desk, struct http_response *out)
{
	struct sign_in who;
	enum err err = link_is_password(desk->store, desk->arena, &desk->keys, desk->rest, &who);
	if (err == ERR_NOT_FOUND)
		return link_is_over(desk, out);
	TRY(err);
	return show_link_form(desk, false, who.email, S(""), out);
}

enum err desk_password_post(struct desk *desk, struct http_response *out)
{
	struct sign_in who;
	struct str hash, password = form_get(&desk->form, S("password"));
	enum err err = link_is_password(desk->store, desk->arena, &desk->keys, desk->rest, &who);
	if (err == ERR_NOT_FOUND)
		return link_is_over(desk, out);
	TRY(err);
	if (!password_may_be(password, who.email, who.name))
		return show_link_form(desk, false, who.email, S("password.weak"), out);
	TRY(password_hash(desk->arena, password, &hash));
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(account_set_password(desk->store, desk->arena, who.person, hash, 0));
	TRY(txn_commit(&txn));
	return desk_see(desk, S("/desk/sign-in"), S("password-set"), out);
}
