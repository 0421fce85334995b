/* SPDX-License-Identifier: Apache-2.0 */
/* serve.c: finds the story a POST is about, refuses forms from elsewhere, and hands over. */
#include "desk/desk.h"
#include "comment/moderate.h"
#include "desk/routes.h"
#include "http/url.h"
#include "site/error.h"
#include "store/address.h"

static enum err find_story(struct desk_visit *visit, struct str path)
{
	struct address address;
	TRY(store_address(visit->app->store, visit->arena, path, &address));
	if (address.kind != ADDRESS_STORY)
		return ERR_NOT_FOUND;
	return store_story_public(visit->app->store, visit->arena, (story_id){ address.target },
				  &visit->story);
}

/* A story at "/?p=12" is answered at "/comment?p=12". */
static enum err find_by_query(struct desk_visit *visit)
{
	struct form query;
	int64_t id;
	TRY(form_parse_urlencoded(visit->arena, visit->request->query, &query));
	if (str_to_i64(form_get(&query, S("p")), &id) != OK)
		return ERR_NOT_FOUND;
	return find_story(visit, str_fmt(visit->arena, "/?p=%lld", (long long)id));
}

/* What readers send to a story's address with something behind it. */
static const struct form_route {
	struct str suffix;
	struct http_response (*serve)(struct desk_visit *visit);
} form_routes[] = {
	{ STR_CONST("/comment/mark"), desk_mark },
	{ STR_CONST("/comment/own"), desk_own_reply },
	{ STR_CONST("/comment"), desk_reply },
};

static const struct form_route *cut_form_route(struct str *path)
{
	struct str rest = *path;
	str_drop_suffix(&rest, S("/"));
	for (size_t i = 0; i < COUNT_OF(form_routes); i++) {
		if (!str_drop_suffix(&rest, form_routes[i].suffix))
			continue;
		*path = rest;
		return &form_routes[i];
	}
	return NULL;
}

/* *route: NULL for the story's own address. Fails: ERR_NOT_FOUND when the path is no public
 * story's. */
static enum err find_target(struct desk_visit *visit, const struct form_route **route)
{
	struct str path;
	TRY(url_normal_path(visit->arena, visit->request->path, &path));
	*route = cut_form_route(&path);
	if (path.len == 0 || str_eq(path, S("/")))
		return find_by_query(visit);
	if (!*route)
		return find_story(visit, path);
	enum err err = find_story(visit, str_fmt(visit->arena, "%.*s/", STR_ARG(path)));
	return err == ERR_NOT_FOUND ? find_story(visit, path) : err;
}

static struct http_response refuse(const struct desk_visit *visit, int status)
{
	struct http_response response =
		site_error_response(visit->app, visit->request, visit->arena, status);
	if (status == 405)
		http_set(&response, S("Allow"), S("GET, HEAD"));
	return response;
}

/* A link from a mail is its own permission. */
static bool is_decision(const struct http_request *request, struct str *link)
{
	*link = request->path;
	return str_drop_prefix(link, S("/desk/decide/"));
}

/* Once an hour of use, and with the first request: what is kept for so many days only goes. */
static void drop_what_is_old(struct app *app, struct arena *arena)
{
	static const int64_t HOUR_MS = 3600 * 1000;
	unix_ms now = store_now(app->store);
	if (now.ms - app->tidied_at.ms < HOUR_MS && now.ms >= app->tidied_at.ms)
		return;
	app->tidied_at = now;
	if (comment_forget_addresses(app->store, arena) != OK)
		log_error("old network addresses stay a while longer: %s",
			  store_fault(app->store)->text);
}

struct http_response desk_serve(struct app *app, const struct http_request *request,
				struct arena *arena)
{
	struct desk_visit visit = { .app = app, .request = request, .arena = arena };
	const struct form_route *route = NULL;
	struct str link;
	drop_what_is_old(app, arena);
	if (is_decision(request, &link))
		return desk_decide_by_link(&visit, link);
	if (str_eq(request->path, S("/desk")) || str_starts(request->path, S("/desk/")))
		return newsroom_serve(app, request, arena);
	if (request->method != HTTP_POST)
		return refuse(&visit, 404);
	enum err err = find_target(&visit, &route);
	if (err == ERR_NOT_FOUND)
		return refuse(&visit, route ? 404 : 405);
	if (!err && !route && visit.story.password.len == 0)
		return refuse(&visit, 405);
	if (!err && !desk_is_from_here(app, request))
		return refuse(&visit, 403);
	if (!err)
		err = form_parse_body(arena, request, &visit.form);
	if (err)
		return refuse(&visit, http_status_of(err));
	return route ? route->serve(&visit) : desk_unlock(&visit);
}
