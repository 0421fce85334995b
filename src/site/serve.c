/* SPDX-License-Identifier: Apache-2.0 */
/*
 * serve.c: a reader's request, from the address to the answer.
 *
 * What is found answers. What is not may be meant: an address of WordPress, one with a slash too
 * many or too few, one below the path the paper once lived under. Each of those leads on (301), so
 * that there is one address for each page.
 */
#include "site/error.h"
#include "site/page.h"
#include "site/routes.h"
#include "store/story.h"

static struct str with_query(const struct visit *visit, struct str path)
{
	struct str query = visit_whole_query(visit);
	return str_fmt(visit->arena, "%.*s%s%.*s", STR_ARG(path), query.len ? "?" : "",
		       STR_ARG(query));
}

/* The same path with a slash at its end, or without the one it has. */
static enum err find_by_slash(struct visit *visit, struct str *location)
{
	struct found found;
	struct address address;
	struct str path = visit->path, bare = path;
	if (!str_drop_suffix(&bare, S("/"))) {
		path = str_fmt(visit->arena, "%.*s/", STR_ARG(path));
		TRY(route_find(visit, path, &found));
		*location = with_query(visit, path);
		return OK;
	}
	TRY(store_address(visit->store, visit->arena, bare, &address));
	if (address.current.len == 0)
		return ERR_NOT_FOUND;
	*location = with_query(visit, address.current);
	return OK;
}

/* "/blog/a-story/" of a paper that lived at /blog. */
static enum err find_below_base(struct visit *visit, struct str *location)
{
	struct str rest = visit->path, base = visit->settings.base_path;
	if (base.len == 0 || !str_drop_prefix(&rest, base) ||
	    (rest.len && !str_starts(rest, S("/"))))
		return ERR_NOT_FOUND;
	*location = with_query(visit, rest.len ? rest : S("/"));
	return OK;
}

/* A story that readers do not see yet gives away neither that it is there nor what it is called. */
static enum err check_shown(struct visit *visit, struct str location)
{
	struct address address;
	struct story_seen seen;
	enum err err =
		store_address(visit->store, visit->arena, str_cut(location, '?').head, &address);
	if (err || address.kind != ADDRESS_STORY)
		return err == ERR_NOT_FOUND ? OK : err;
	TRY(store_story_life(visit->store, (story_id){ address.target }, &seen));
	return seen.is_public || seen.is_gone ? OK : ERR_NOT_FOUND; /* what is gone says so */
}

static enum err lead_on(struct visit *visit, struct http_response *out)
{
	struct str location;
	enum err err = find_by_slash(visit, &location);
	if (err == ERR_NOT_FOUND)
		err = old_address(visit, visit->path, &location);
	if (err == ERR_NOT_FOUND)
		err = find_below_base(visit, &location);
	TRY(err);
	TRY(check_shown(visit, location));
	*out = route_redirect(visit, location);
	return OK;
}

/* "/?p=12": leads on, unless that is the very address of the story. */
static enum err answer_query(struct visit *visit, struct http_response *out)
{
	struct str location;
	struct found found;
	TRY(old_query_address(visit, &location));
	if (!str_starts(location, S("/?"))) {
		*out = route_redirect(visit, location);
		return OK;
	}
	TRY(route_find(visit, location, &found));
	visit->path = location;
	return route_serve(visit, &found, out);
}

static bool names_a_row(const struct visit *visit)
{
	return visit_param_number(visit, S("p"), 0) || visit_param_number(visit, S("page_id"), 0);
}

static enum err answer(struct visit *visit, struct http_response *out)
{
	struct found found;
	if (!str_eq(visit->path, visit->request->path)) {
		*out = route_redirect(visit, with_query(visit, visit->path));
		return OK;
	}
	if (str_eq(visit->path, S("/"))) {
		enum err err = answer_query(visit, out);
		if (err != ERR_NOT_FOUND || names_a_row(visit))
			return err;
	}
	enum err err = route_find(visit, visit->path, &found);
	if (err == ERR_NOT_FOUND)
		return lead_on(visit, out);
	TRY(err);
	return route_serve(visit, &found, out);
}

static struct http_response method_not_allowed(struct visit *visit)
{
	struct http_response response = error_page(visit, 405);
	http_set(&response, S("Allow"), S("GET, HEAD"));
	return response;
}

static struct http_response respond(struct visit *visit, enum err err)
{
	struct http_response response;
	page_fill_world(visit);
	if (visit->request->method != HTTP_GET && visit->request->method != HTTP_HEAD)
		return method_not_allowed(visit);
	if (!err)
		err = answer(visit, &response);
	return err ? error_page(visit, http_status_of(err)) : response;
}

struct site_answer site_answer(struct app *app, const struct http_request *request,
			       struct arena *arena)
{
	struct visit *visit = arena_new(arena, struct visit, 1);
	struct site_answer out = { 0 };
	enum err err = store_read_begin(app->store, &out.sequence);
	enum err begun = visit_begin(app, request, arena, visit);
	out.response = respond(visit, err ? err : begun);
	visit_end(visit);
	store_read_end(app->store);
	out.facts = visit->facts;
	out.asked = visit_asked(visit);
	out.may_keep = !err && !out.facts.is_fleeting && out.response.status < 500 &&
		       out.response.status != 405 &&
		       !str_eq(http_response_get(&out.response, S("Cache-Control")), S("no-store"));
	return out;
}

struct http_response site_serve(struct app *app, const struct http_request *request,
				struct arena *arena)
{
	return site_answer(app, request, arena).response;
}
