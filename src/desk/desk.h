/* SPDX-License-Identifier: Apache-2.0 */
/*
 * desk.h: one request of the newsroom on its way to an answer.
 *
 * newsroom.c finds the route (newsroom_routes.c: the contents page), says who asks, refuses what
 * their role may not, a form that is not from here or without its token, and hands over with the
 * declared fields only. A handler then is a straight line to a screen or to "see other".
 *
 *   - no answer is kept anywhere (no-store), and each carries a policy without inline script
 *   - a cookie that names no session yet is given to whoever has none: forms of the sign-in screens
 *     carry a token made of it, as all others do of theirs
 */
#pragma once
#include "account/people.h"
#include "http/form.h"
#include "press/edit.h"
#include "site/app.h"
#include "site/settings.h"

struct desk {
	struct app *app;
	struct store *store;
	const struct http_request *request;
	struct arena *arena;
	struct account_keys keys;
	struct site_settings settings;

	struct str cookie; /* the session's, or one that names none yet */
	bool has_visitor;  /* somebody gave a password; is_in: and the code, if one is asked */
	bool is_in;
	struct visitor visitor;
	enum staff_role role; /* STAFF_NOBODY unless is_in */
	struct actor by;

	struct str path;    /* normal, without the slash at its end: "/desk/stories/12" */
	int64_t numbers[2]; /* those in the path, in order */
	struct str rest;    /* what "*" stood for */
	struct form query;  /* all of it */
	struct form form;   /* declared fields only */
	struct fault fault;
};

typedef enum err (*desk_handler)(struct desk *desk, struct http_response *out);

#define LIMIT_DESK_PATH_BYTES 2000

/* The fields a form may have, with the most bytes of each. */
struct desk_field {
	const char *name;
	size_t most;
};

enum desk_gate {
	GATE_FORM, /* a form with a token */
	GATE_JSON, /* JSON with a token; asked by scripts, answered in JSON */
};

struct desk_route {
	enum http_method method; /* GET stands for HEAD too */
	const char *pattern;     /* # is a number, a * at the end whatever follows */
	enum action action;
	desk_handler handler;
	const struct desk_field *fields; /* of a POST; ends with a NULL name */
	enum desk_gate gate;
};
extern const struct desk_route desk_routes[];
extern const size_t desk_route_count;

/* Everything below /desk. Always answers. */
struct http_response newsroom_serve(struct app *app, const struct http_request *request,
				    struct arena *arena);

/* A number in the query or a field; fallback for anything else. */
int64_t desk_number(struct str text, int64_t fallback);
/* Whether a browser says that the request was made by a page of ours; without a word of it the
 * token decides. */
bool desk_is_from_here(const struct app *app, const struct http_request *request);
/* The i-th value of a field that a form may have several times; false past the last. */
bool desk_field_at(const struct form *form, struct str name, size_t i, struct str *out);
/* A moment typed into <input type="datetime-local"> in the site's zone. "" gives {0}.
 * Fails: ERR_INVALID. */
enum err desk_read_moment(const struct desk *desk, struct str typed, unix_ms *out) MUST_CHECK;
struct str desk_moment(const struct desk *desk, unix_ms at); /* as such an input takes it */
