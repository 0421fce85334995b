/* SPDX-License-Identifier: Apache-2.0 */
/* serving.c: opening a site, and the table of who answers what. */
#include "cmd/serving.h"

#include "os/os.h"
#include "site/helpers.h"

static const size_t LIMIT_SECRET_BYTES = 4096;

static bool is_theme(struct arena *scratch, struct str folder)
{
	return os_exists(os_path_join(scratch, folder, S("index.hbs")));
}

/* The site's own theme of that name, else the one that came with the program: beside its folder, as
 * it was built, or where it was installed to. */
static enum err find_theme(struct arena *arena, struct str site_folder, struct str name,
			   struct str *out, struct fault *fault)
{
	if (name.len == 0)
		name = S("broadsheet");
	if (str_find_char(name, '/') != STR_NONE || str_starts(name, S(".")))
		return fault_set(fault, ERR_INVALID, "not the name of a theme: %.*s",
				 STR_ARG(name));
	struct str program = os_self_folder(arena);
	const struct str places[] = {
		os_path_join(arena, site_folder, S("themes")),
		os_path_join(arena, program, S("../themes")),
		os_path_join(arena, program, S("../share/broadside/themes")),
		S(BROADSIDE_THEMES),
	};
	for (size_t i = 0; i < COUNT_OF(places); i++) {
		struct str folder = os_path_join(arena, places[i], name);
		if (is_theme(arena, folder)) {
			*out = folder;
			return OK;
		}
	}
	return fault_set(fault, ERR_NOT_FOUND, "no such theme: %.*s", STR_ARG(name));
}

/* The desk's screens need none but those every theme has. */
static const struct helper no_helpers[] = { { STR_CONST(""), NULL } };

enum err serving_reload_theme(struct serving *serving, struct fault *fault)
{
	struct theme *fresh = NULL, *fresh_desk = NULL;
	TRY(theme_open(serving->theme_folder, site_helpers(), &fresh, fault));
	enum err err = theme_open(serving->desk_theme_folder, no_helpers, &fresh_desk, fault);
	if (err) {
		theme_close(fresh);
		return err;
	}
	if (serving->theme)
		theme_close(serving->theme);
	if (serving->desk_theme)
		theme_close(serving->desk_theme);
	serving->app.theme = serving->theme = fresh;
	serving->app.desk_theme = serving->desk_theme = fresh_desk;
	return OK;
}

enum err serving_open(struct arena *arena, const struct serving_options *options,
		      const struct site_conf *conf, struct serving *out, struct fault *fault)
{
	struct serving serving = { .app = {
					   .site_folder = options->site_folder,
					   .url_override =
						   options->url.len ? options->url : conf->url,
					   .is_development = options->is_development,
				   } };
	struct str database = options->database.len ? options->database : conf->database;
	struct str secret = os_path_join(arena, options->site_folder, S("secret"));
	if (!site_folder_is_site(arena, options->site_folder))
		return fault_set(fault, ERR_NOT_FOUND, "no newspaper there: %.*s",
				 STR_ARG(options->site_folder));
	TRY(os_read_file(arena, secret, LIMIT_SECRET_BYTES, &serving.app.form_secret, fault));
	serving.app.desk_secret = serving.app.form_secret;
	TRY(find_theme(arena, options->site_folder, conf->theme, &serving.theme_folder, fault));
	TRY(find_theme(arena, options->site_folder, S("desk"), &serving.desk_theme_folder, fault));
	TRY(serving_reload_theme(&serving, fault));
	enum err err =
		store_open(options->site_folder, database, STORE_WRITE, &serving.store, fault);
	if (err) {
		serving_close(&serving);
		return err;
	}
	serving.app.store = serving.store;
	*out = serving;
	return OK;
}

void serving_close(struct serving *serving)
{
	if (serving->theme)
		theme_close(serving->theme);
	if (serving->desk_theme)
		theme_close(serving->desk_theme);
	store_close(&serving->store);
	*serving = (struct serving){ 0 };
}

static struct http_response plain(struct arena *arena, int status, struct str text)
{
	struct http_response response = http_response_in(arena, status);
	http_set(&response, S("Content-Type"), S("text/plain; charset=utf-8"));
	http_set(&response, S("Cache-Control"), S("no-store"));
	response.body = text;
	return response;
}

/* A file of the theme. Gives: false when there is none. */
static bool answer_asset(const struct serving *serving, const struct http_request *request,
			 struct arena *arena, struct http_response *response)
{
	bool is_immutable = false;
	struct str below = request->path, file;
	if (!str_drop_prefix(&below, S("/assets/")) ||
	    theme_asset_file(serving->theme, arena, below, &file, &is_immutable) != OK)
		return false;
	*response = http_response_in(arena, 200);
	response->file = file;
	http_set(response, S("Cache-Control"),
		 is_immutable ? S("public, max-age=31536000, immutable")
			      : S("public, max-age=300"));
	return true;
}

static bool is_desk(struct str path)
{
	return str_starts(path, S("/desk/")) || str_eq(path, S("/desk"));
}

struct http_response serving_answer(void *context, const struct http_request *request,
				    struct arena *arena)
{
	struct serving *serving = context;
	struct http_response response;
	struct fault fault = { 0 };
	bool is_post = request->method == HTTP_POST;
	if (!is_post && answer_asset(serving, request, arena, &response))
		return response;
	if (!is_post && str_eq(request->path, S("/health")))
		return plain(arena, 200, S("ok\n"));
	if (serving->app.is_development && serving_reload_theme(serving, &fault) != OK)
		return plain(arena, 500, str_fmt(arena, "the theme is broken: %s\n", fault.text));
	store_set_now(serving->store, os_now());
	return is_post || is_desk(request->path) ? desk_serve(&serving->app, request, arena)
						 : site_serve(&serving->app, request, arena);
}
