/* SPDX-License-Identifier: Apache-2.0 */
/* newsroom_for_test.h: a newsroom with somebody of each role, and requests made as one of them. */
#pragma once
#include "account/people.h"
#include "desk/desk.h"
#include "site/site_for_test.h"

struct newsroom {
	struct theme *theme;
	struct account_keys keys;
	person_id people[STAFF_PUBLISHER + 1]; /* by role */
};

static struct newsroom newsroom;
static const char *const role_names[] = { "Nobody", "Connie", "Rita", "Edith", "Pia" };

static inline int open_newsroom(void **state)
{
	struct fault fault = { 0 };
	static const struct helper none[] = { { STR_CONST(""), NULL } };
	if (open_site(state))
		return -1;
	struct paper *paper = *state;
	if (theme_open(S(DESK_THEME), none, &newsroom.theme, &fault)) {
		fprintf(stderr, "%s\n", fault.text);
		return -1;
	}
	site.app.desk_theme = newsroom.theme;
	site.app.desk_secret = S("0123456789abcdef0123456789abcdef");
	newsroom.keys = account_keys_from(site.app.desk_secret);
	for (enum staff_role role = STAFF_CONTRIBUTOR; role <= STAFF_PUBLISHER; role++) {
		struct str name = str_of(role_names[role]);
		struct str email = str_fmt(&paper->arena, "%.*s@desk.example", STR_ARG(name));
		const struct new_account account = { .email = email, .name = name, .role = role };
		saved(paper,
		      account_add(paper->store, &paper->arena, &account, &newsroom.people[role]));
	}
	return 0;
}

static inline int close_newsroom(void **state)
{
	theme_close(newsroom.theme);
	return close_site(state);
}

#define IN_A_NEWSROOM(test) cmocka_unit_test_setup_teardown(test, open_newsroom, close_newsroom)

/* A cookie of somebody of that role; for STAFF_NOBODY one that names no session. */
static inline struct str cookie_as(struct paper *paper, enum staff_role role)
{
	struct entry entry;
	const struct attempt client = { .address = S("192.0.2.1"), .agent = S("a browser") };
	if (role == STAFF_NOBODY)
		return S("nobodys-cookie");
	saved(paper,
	      session_begin(paper->store, &paper->arena, newsroom.people[role], &client, &entry));
	return entry.cookie;
}

struct asked {
	const char *target;
	enum http_method method;
	struct str cookie, body, origin, type;
};

static inline struct http_response ask(const struct asked *asked)
{
	struct str cookie = str_fmt(&site.arena, "broadside_session=%.*s", STR_ARG(asked->cookie));
	struct http_header headers[] = {
		{ S("Host"), S("paper.example") },
		{ S("Cookie"), cookie },
		{ S("Content-Type"),
		  asked->type.len ? asked->type : S("application/x-www-form-urlencoded") },
		{ S("Origin"), asked->origin },
	};
	struct http_request request = request_for(asked->target);
	request.method = asked->method;
	request.headers = headers;
	request.header_count = asked->origin.len ? 4 : 3;
	request.body = asked->body;
	return desk_serve(&site.app, &request, &site.arena);
}

static inline struct http_response get_as(struct str cookie, const char *target)
{
	return ask(&(struct asked){ .target = target, .method = HTTP_GET, .cookie = cookie });
}

/* fields: "a=b&c=d"; the token of the cookie is added. */
static inline struct http_response post_as(struct str cookie, const char *target,
					   const char *fields)
{
	struct str token = form_token(&site.arena, &newsroom.keys, cookie);
	struct str body = str_fmt(&site.arena, "%s&token=%.*s", fields, STR_ARG(token));
	return ask(&(struct asked){
		.target = target, .method = HTTP_POST, .cookie = cookie, .body = body });
}

static inline struct http_response post_json_as(struct str cookie, const char *target,
						const char *members)
{
	struct str token = form_token(&site.arena, &newsroom.keys, cookie);
	struct str body = str_fmt(&site.arena, "{\"token\":\"%.*s\"%s%s}", STR_ARG(token),
				  members[0] ? "," : "", members);
	return ask(&(struct asked){ .target = target,
				    .method = HTTP_POST,
				    .cookie = cookie,
				    .body = body,
				    .type = S("application/json") });
}
