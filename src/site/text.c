/* SPDX-License-Identifier: Apache-2.0 */
/* text.c: robots.txt is ours; the others are as an editor set them. */
#include "site/text.h"

#include "store/setting.h"

#define LIMIT_ROBOTS_BYTES (16u << 10)

static void answer(struct visit *visit, struct str text, struct http_response *out)
{
	struct http_response response = http_response_in(visit->arena, 200);
	http_set(&response, S("Content-Type"), S("text/plain; charset=utf-8"));
	http_set(&response, S("Cache-Control"), S("public, max-age=300"));
	response.body = text;
	*out = response;
}

enum err robots_serve(struct visit *visit, struct http_response *out)
{
	struct buf text = buf_in(visit->arena, LIMIT_ROBOTS_BYTES);
	buf_put(&text, S("User-agent: *\nDisallow: /desk/\nDisallow: "));
	buf_put(&text, visit->settings.route_search);
	buf_put(&text, S("\n\nSitemap: "));
	buf_put(&text, visit_absolute(visit, S("/sitemap.xml")));
	buf_put(&text, S("\nSitemap: "));
	buf_put(&text, visit_absolute(visit, S("/news-sitemap.xml")));
	buf_put(&text, S("\n"));
	TRY(text.fault);
	answer(visit, buf_str(&text), out);
	return OK;
}

static enum err serve_setting(struct visit *visit, struct str name, struct http_response *out)
{
	struct str text;
	TRY(store_setting(visit->store, visit->arena, name, &text));
	if (text.len == 0)
		return ERR_NOT_FOUND;
	if (!str_ends(text, S("\n")))
		text = str_fmt(visit->arena, "%.*s\n", STR_ARG(text));
	answer(visit, text, out);
	return OK;
}

enum err ads_serve(struct visit *visit, struct http_response *out)
{
	return serve_setting(visit, S("ads_txt"), out);
}

enum err security_serve(struct visit *visit, struct http_response *out)
{
	return serve_setting(visit, S("security_txt"), out);
}

enum err health_serve(struct visit *visit, struct http_response *out)
{
	answer(visit, S("ok\n"), out);
	http_set(out, S("Cache-Control"), S("no-store"));
	return OK;
}
