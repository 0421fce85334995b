/* SPDX-License-Identifier: Apache-2.0 */
/* newsroom.c: from a request to its handler, through every gate there is. */
#include "desk/screen.h"

#include "http/cookie.h"
#include "http/url.h"

static const struct str login = STR_CONST("/desk/sign-in");

static bool take_number(struct str *rest, int64_t *out)
{
	size_t n = 0;
	while (n < rest->len && char_is_digit(rest->ptr[n]))
		n++;
	if (n == 0 || str_to_i64(str_first(*rest, n), out) || *out <= 0)
		return false;
	*rest = str_from(*rest, n);
	return true;
}

/* Whether the path is the pattern's; fills in its numbers and rest. */
static bool is_match(struct desk *desk, const char *pattern)
{
	struct str rest = desk->path;
	size_t n = 0;
	for (; *pattern; pattern++) {
		if (*pattern == '*') {
			desk->rest = rest;
			return rest.len > 0;
		}
		if (*pattern == '#') {
			if (n == COUNT_OF(desk->numbers) ||
			    !take_number(&rest, &desk->numbers[n++]))
				return false;
			continue;
		}
		if (rest.len == 0 || rest.ptr[0] != *pattern)
			return false;
		rest = str_from(rest, 1);
	}
	return rest.len == 0;
}

/* Gives: NULL when no route has the path; *knows_path tells whether one has it with another
 * method. */
static const struct desk_route *find_route(struct desk *desk, bool *knows_path)
{
	enum http_method method =
		desk->request->method == HTTP_HEAD ? HTTP_GET : desk->request->method;
	*knows_path = false;
	for (size_t i = 0; i < desk_route_count; i++) {
		if (!is_match(desk, desk_routes[i].pattern))
			continue;
		*knows_path = true;
		if (desk_routes[i].method == method)
			return &desk_routes[i];
	}
	return NULL;
}

bool desk_is_from_here(const struct app *app, const struct http_request *request)
{
	struct str origin = http_get(request, S("Origin"));
	if (origin.len == 0)
		return true;
	if (app->url_override.len && str_eq_nocase(origin, app->url_override))
		return true;
	struct str_pair scheme = str_cut_str(origin, S("://"));
	return scheme.found && str_eq_nocase(scheme.tail, http_get(request, S("Host")));
}

/* Somebody without a cookie gets one that names nobody: the sign-in form's token is made of it. */
static enum err read_visitor(struct desk *desk, bool *is_new)
{
	desk->cookie = cookie_get(desk->request, S(SESSION_COOKIE));
	*is_new = desk->cookie.len == 0 || desk->cookie.len > 200;
	if (*is_new) {
		desk->cookie = secret_token(desk->arena);
		return OK;
	}
	enum err err = session_open(desk->store, desk->arena, desk->cookie, &desk->visitor);
	if (err == ERR_NOT_FOUND)
		return OK;
	TRY(err);
	desk->has_visitor = true;
	desk->is_in = desk->visitor.session.is_full;
	desk->role = desk->is_in ? desk->visitor.role : STAFF_NOBODY;
	desk->by.person = desk->visitor.who.person;
	return OK;
}

static enum err note_seen(struct desk *desk)
{
	int64_t age = store_now(desk->store).ms - desk->visitor.session.seen_at.ms;
	if (!desk->is_in || age < SESSION_SEEN_EVERY_MINUTES * 60 * 1000)
		return OK;
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(store_session_seen(desk->store, desk->visitor.session.id));
	return txn_commit(&txn);
}

/* Only what the route declares. Fails: ERR_TOO_BIG for a field that is longer than it may be. */
static enum err keep_declared(struct desk *desk, const struct form *all,
			      const struct desk_field *fields)
{
	static const struct desk_field none[] = { { 0 } };
	fields = fields ? fields : none;
	for (size_t i = 0; i < all->count; i++) {
		const struct desk_field *field = fields;
		while (field->name && !str_eq(str_of(field->name), all->items[i].name))
			field++;
		if (!field->name)
			continue;
		if (all->items[i].value.len > field->most)
			return ERR_TOO_BIG;
		*list_push(desk->arena, &desk->form) = all->items[i];
	}
	return OK;
}

/* Nobody is there (any more). What was typed stands on the page, to be taken along. */
static enum err ask_to_sign_in(struct desk *desk, const struct desk_route *route,
			       struct http_response *out)
{
	if (route->gate == GATE_JSON)
		return desk_json(desk, 401, S("{\"error\":\"signed-out\"}"), out);
	if (desk->request->method != HTTP_POST) {
		struct str from = desk->path;
		if (desk->request->query.len)
			from = str_fmt(desk->arena, "%.*s?%.*s", STR_ARG(desk->path),
				       STR_ARG(desk->request->query));
		return desk_see(desk,
				str_fmt(desk->arena, "%.*s?next=%.*s", STR_ARG(login),
					STR_ARG(url_encode_query(desk->arena, from))),
				S(""), out);
	}
	struct screen screen = screen_of(desk, S("signed-out"));
	screen.status = 401;
	screen_set_text(&screen, S("headline"), form_get(&desk->form, S("headline")));
	screen_set_text(&screen, S("standfirst"), form_get(&desk->form, S("standfirst")));
	screen_set_text(&screen, S("body"), form_get(&desk->form, S("body")));
	screen_set_text(&screen, S("back"), desk->path);
	return screen_send(&screen, out);
}

/* A form has to come from one of our pages, made for this session. */
static enum err open_form(struct desk *desk, const struct desk_route *route, int *refused)
{
	struct form all;
	if (!desk_is_from_here(desk->app, desk->request)) {
		*refused = 403;
		return OK;
	}
	if (route->gate == GATE_JSON)
		return OK;
	TRY(form_parse_body(desk->arena, desk->request, &all));
	TRY(keep_declared(desk, &all, route->fields));
	if (!form_token_is_good(&desk->keys, desk->cookie, form_get(&all, S("token"))))
		*refused = 403;
	return OK;
}

static enum err pass(struct desk *desk, const struct desk_route *route, struct http_response *out)
{
	int refused = 0;
	bool is_for_all = route->action == ACTION_SIGN_IN;
	if (desk->request->method == HTTP_POST) {
		TRY(open_form(desk, route, &refused));
		if (refused && (desk->is_in || is_for_all || route->gate == GATE_JSON))
			return route->gate == GATE_JSON
				       ? desk_json(desk, 403, S("{\"error\":\"denied\"}"), out)
				       : desk_refuse(desk, 403, S("refused.token"), out);
	}
	if (!is_for_all && !desk->is_in)
		return ask_to_sign_in(desk, route, out);
	if (!can(desk->role, route->action))
		return route->gate == GATE_JSON
			       ? desk_json(desk, 403, S("{\"error\":\"denied\"}"), out)
			       : desk_refuse(desk, 403, S("refused.role"), out);
	TRY(note_seen(desk));
	return route->handler(desk, out);
}

static enum err answer(struct desk *desk, struct http_response *out)
{
	bool knows_path;
	const struct desk_route *route = find_route(desk, &knows_path);
	if (route)
		return pass(desk, route, out);
	if (!knows_path)
		return desk_refuse(desk, 404, S("refused.missing"), out);
	TRY(desk_refuse(desk, 405, S("refused.method"), out));
	http_set(out, S("Allow"), S("GET, HEAD, POST"));
	return OK;
}

static struct str word_for(enum err err)
{
	switch (err) {
	case ERR_NOT_FOUND: return S("refused.missing");
	case ERR_DENIED: return S("refused.role");
	case ERR_CONFLICT: return S("refused.conflict");
	case ERR_TOO_BIG: return S("refused.too_big");
	case ERR_BUSY: return S("refused.busy");
	case ERR_INVALID: return S("refused.invalid");
	case ERR_IO:
	case OK: break;
	}
	return S("refused.trouble");
}

/* When not even the screen that says so can be made. */
static struct http_response plain(struct desk *desk, int status)
{
	struct http_response response = http_response_in(desk->arena, status);
	http_set(&response, S("Content-Type"), S("text/plain; charset=utf-8"));
	response.body = str_fmt(desk->arena, "%d %.*s\n", status, STR_ARG(http_reason(status)));
	return response;
}

static struct http_response trouble(struct desk *desk, enum err err)
{
	struct http_response response;
	int status = http_status_of(err);
	if (status >= 500)
		log_error("request %llu: %.*s: %d: %s", (unsigned long long)desk->request->id,
			  STR_ARG(desk->path), status,
			  desk->fault.text[0] ? desk->fault.text : store_fault(desk->store)->text);
	bool is_themes_fault = desk->fault.text[0] != 0;
	if (is_themes_fault || desk_refuse(desk, status, word_for(err), &response) != OK)
		response = plain(desk, is_themes_fault ? 500 : status);
	return response;
}

static enum err begin(struct desk *desk, bool *is_new)
{
	struct str path;
	TRY(zone_open(desk->arena, S("UTC"), &desk->settings.zone));
	TRY(site_settings_read(desk->store, desk->arena, &desk->settings));
	TRY(form_parse_urlencoded(desk->arena, desk->request->query, &desk->query));
	TRY(url_normal_path(desk->arena, desk->request->path, &path));
	while (str_drop_suffix(&path, S("/")))
		;
	desk->path = path;
	return read_visitor(desk, is_new);
}

struct http_response newsroom_serve(struct app *app, const struct http_request *request,
				    struct arena *arena)
{
	struct desk *desk = arena_new(arena, struct desk, 1);
	struct http_response response;
	bool is_new = false;
	*desk = (struct desk){ .app = app,
			       .store = app->store,
			       .request = request,
			       .arena = arena,
			       .path = S("/desk"),
			       .keys = account_keys_from(app->desk_secret) };
	enum err err = begin(desk, &is_new);
	if (err || (err = answer(desk, &response)) != OK)
		response = trouble(desk, err);
	if (http_response_get(&response, S("Cache-Control")).len == 0)
		desk_dress(desk, &response);
	if (is_new && http_response_get(&response, S("Set-Cookie")).len == 0 &&
	    !response.file.len) {
		const struct cookie cookie = { .name = S(SESSION_COOKIE),
					       .value = desk->cookie,
					       .path = S("/desk"),
					       .is_secure = request->is_https };
		err = cookie_set(&response, &cookie);
		BUG_IF(err);
	}
	return response;
}
