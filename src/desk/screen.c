/* SPDX-License-Identifier: Apache-2.0 */
/* screen.c: runs the desk's theme and dresses the answer. */
#include "desk/screen.h"

#include "http/policy.h"
#include "http/url.h"

/* styles: those that stand in a page of the paper, shown as readers would see it. */
static struct str policy(struct arena *into, struct str styles)
{
	return str_fmt(into,
		       "default-src 'none'; script-src 'self'; style-src 'self'%s%.*s; img-src "
		       "'self' data: blob:; media-src 'self'; connect-src 'self'; font-src 'self'; "
		       "form-action 'self'; "
		       "frame-src 'self'; frame-ancestors 'self'; base-uri 'none'",
		       styles.len ? " " : "", STR_ARG(styles));
}

struct value_map *desk_map(struct desk *desk)
{
	return arena_new(desk->arena, struct value_map, 1);
}

void desk_set(struct desk *desk, struct value_map *map, struct str key, struct value value)
{
	value_map_set(desk->arena, map, key, value);
}

void desk_set_text(struct desk *desk, struct value_map *map, struct str key, struct str text)
{
	desk_set(desk, map, key, value_text_or_null(text));
}

void desk_set_time(struct desk *desk, struct value_map *map, struct str key, unix_ms at)
{
	desk_set(desk, map, key, time_is_set(at) ? value_number((double)at.ms) : value_null());
}

struct value_array *desk_list(struct desk *desk)
{
	return arena_new(desk->arena, struct value_array, 1);
}

void desk_push(struct desk *desk, struct value_array *list, struct value value)
{
	*list_push(desk->arena, list) = value;
}

struct screen screen_of(struct desk *desk, struct str template_name)
{
	return (struct screen){ .desk = desk,
				.template_name = template_name,
				.place = template_name,
				.status = 200,
				.root = desk_map(desk) };
}

void screen_set(struct screen *screen, struct str key, struct value value)
{
	desk_set(screen->desk, screen->root, key, value);
}

void screen_set_text(struct screen *screen, struct str key, struct str text)
{
	desk_set_text(screen->desk, screen->root, key, text);
}

void screen_set_truth(struct screen *screen, struct str key, bool truth)
{
	screen_set(screen, key, value_bool(truth));
}

void screen_set_number(struct screen *screen, struct str key, int64_t number)
{
	screen_set(screen, key, value_number((double)number));
}

void screen_set_time(struct screen *screen, struct str key, unix_ms at)
{
	desk_set_time(screen->desk, screen->root, key, at);
}

static struct value what_they_can(struct desk *desk)
{
	static const struct {
		struct str name;
		enum action action;
	} told[] = {
		{ STR_CONST("write"), ACTION_WRITE },
		{ STR_CONST("edit_any"), ACTION_EDIT_ANY },
		{ STR_CONST("mark_ready"), ACTION_MARK_READY },
		{ STR_CONST("publish"), ACTION_PUBLISH },
		{ STR_CONST("people"), ACTION_MANAGE_PEOPLE },
		{ STR_CONST("settings"), ACTION_SETTINGS },
		{ STR_CONST("moderate"), ACTION_MODERATE },
		{ STR_CONST("topics"), ACTION_TOPICS },
	};
	struct value_map *map = desk_map(desk);
	for (size_t i = 0; i < COUNT_OF(told); i++)
		desk_set(desk, map, told[i].name, value_bool(can(desk->role, told[i].action)));
	return value_of_map(map);
}

static struct value around(const struct screen *screen)
{
	struct desk *desk = screen->desk;
	struct value_map *map = desk_map(desk);
	struct str done = form_get(&desk->query, S("done"));
	if (desk->is_in) {
		struct value_map *person = desk_map(desk);
		desk_set_text(desk, person, S("name"), desk->visitor.who.name);
		desk_set_text(desk, person, S("role"), role_name(desk->role));
		desk_set(desk, map, S("person"), value_of_map(person));
	}
	desk_set(desk, map, S("can"), what_they_can(desk));
	desk_set_text(desk, map, S("token"), form_token(desk->arena, &desk->keys, desk->cookie));
	desk_set_text(desk, map, S("place"), screen->place);
	desk_set_text(desk, map, S("site_title"), desk->settings.title);
	desk_set(desk, map, S("mail"), value_bool(desk->app->post.has_mail));
	if (done.len && done.len < 40)
		desk_set_text(desk, map, S("notice"),
			      str_fmt(desk->arena, "done.%.*s", STR_ARG(done)));
	return value_of_map(map);
}

void desk_dress(const struct desk *desk, struct http_response *response)
{
	struct str name = S("Content-Security-Policy");
	struct str styles = policy_style_sources(http_response_get(response, name));
	http_set(response, S("Cache-Control"), S("no-store"));
	http_set(response, name, policy(desk->arena, styles));
	http_set(response, S("X-Content-Type-Options"), S("nosniff"));
	http_set(response, S("Referrer-Policy"), S("same-origin"));
	http_set(response, S("X-Robots-Tag"), S("noindex"));
	if (desk->request->is_https)
		http_set(response, S("Cross-Origin-Opener-Policy"), S("same-origin"));
}

enum err screen_run(struct screen *screen, struct html *out)
{
	struct desk *desk = screen->desk;
	const struct theme_world world = {
		.site = value_of_map(desk_map(desk)),
		.custom = value_of_map(desk_map(desk)),
		.page = value_of_map(desk_map(desk)),
		.config = theme_config(desk->app->desk_theme),
		.extra = around(screen),
		.locale = S("en"),
		.asset_base = S("/desk/assets/"),
		.zone = desk->settings.zone,
		.now = store_now(desk->store),
		.app = desk,
		.arena = desk->arena,
	};
	return theme_run(desk->app->desk_theme, screen->template_name, value_of_map(screen->root),
			 &world, LIMIT_SCREEN_BYTES, out, &desk->fault);
}

enum err screen_send(struct screen *screen, struct http_response *out)
{
	struct desk *desk = screen->desk;
	struct html html;
	TRY(screen_run(screen, &html));
	*out = http_response_in(desk->arena, screen->status);
	http_set(out, S("Content-Type"), S("text/html; charset=utf-8"));
	out->body = html.s;
	return OK;
}

enum err desk_see(struct desk *desk, struct str location, struct str done,
		  struct http_response *out)
{
	struct str to = location;
	if (done.len)
		to = str_fmt(desk->arena, "%.*s%cdone=%.*s", STR_ARG(location),
			     str_find_char(location, '?') == STR_NONE ? '?' : '&', STR_ARG(done));
	*out = http_response_in(desk->arena, 303);
	http_redirect(out, 303, to);
	return OK;
}

enum err desk_refuse(struct desk *desk, int status, struct str key, struct http_response *out)
{
	struct screen screen = screen_of(desk, S("refused"));
	screen.status = status;
	screen_set_number(&screen, S("status"), status);
	screen_set_text(&screen, S("why"), key);
	return screen_send(&screen, out);
}

enum err desk_json(struct desk *desk, int status, struct str body, struct http_response *out)
{
	*out = http_response_in(desk->arena, status);
	http_set(out, S("Content-Type"), S("application/json"));
	out->body = body;
	return OK;
}
