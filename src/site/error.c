/* SPDX-License-Identifier: Apache-2.0 */
/* error.c: an error's page; and, when even that fails, a line of text. */
#include "site/error.h"

#include "site/list.h"
#include "site/page.h"
#include "site/view.h"

static struct http_response plain(struct visit *visit, int status)
{
	struct http_response response = http_response_in(visit->arena, status);
	http_set(&response, S("Content-Type"), S("text/plain; charset=utf-8"));
	http_set(&response, S("Cache-Control"), S("no-store"));
	response.body = str_fmt(visit->arena, "%d %.*s\n", status, STR_ARG(http_reason(status)));
	if (visit->app->is_development && visit->fault.text[0])
		response.body = str_fmt(visit->arena, "%.*s%s\n", STR_ARG(response.body),
					visit->fault.text);
	return response;
}

static void report(const struct visit *visit, int status)
{
	const struct fault *fault = store_fault(visit->store);
	const char *what = visit->fault.text[0]      ? visit->fault.text
			   : fault && fault->text[0] ? fault->text
						     : "unknown";
	if (status >= 500)
		log_error("request %llu: %.*s: %d: %s", (unsigned long long)visit->request->id,
			  STR_ARG(visit->path), status, what);
}

static enum err render(struct visit *visit, int status, struct http_response *out)
{
	struct page page = page_of(visit, status);
	struct str reason = http_reason(status);
	page_try_template(&page, str_fmt(visit->arena, "error-%d", status));
	page_try_template(&page, str_fmt(visit->arena, "error-%dxx", status / 100));
	page_try_template(&page, S("error"));
	page_add_context(&page, S("error"));
	page_set(&page, S("statusCode"), value_number(status));
	page_set(&page, S("message"), value_text(reason));
	page_set(&page, S("errorDetails"),
		 value_of_array(arena_new(visit->arena, struct value_array, 1)));
	if (status < 500)
		page_set(&page, S("latest"), list_latest(visit));
	page.head.title = str_fmt(visit->arena, "%d %.*s", status, STR_ARG(reason));
	page.head.robots = S("noindex");
	if (status >= 500)
		page.cache_control = S("no-store");
	return page_send(&page, out);
}

struct http_response error_page(struct visit *visit, int status)
{
	struct http_response response;
	if (visit->theme_failed)
		status = 500;
	report(visit, status);
	bool is_themes_fault = status == 500 && visit->fault.text[0];
	if (is_themes_fault || !VISIT_SETTING(visit, zone) || status == 503)
		return plain(visit, status);
	visit->page = 1;
	visit->trouble = OK;
	visit->fault = (struct fault){ 0 };
	if (render(visit, status, &response) == OK)
		return response;
	report(visit, 500);
	return plain(visit, status);
}

struct http_response site_error_response(struct app *app, const struct http_request *request,
					 struct arena *arena, int status)
{
	struct visit *visit = arena_new(arena, struct visit, 1);
	enum err err = visit_begin(app, request, arena, visit);
	if (!err)
		page_fill_world(visit);
	struct http_response response = err ? plain(visit, status) : error_page(visit, status);
	visit_end(visit);
	return response;
}
