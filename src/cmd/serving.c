/* SPDX-License-Identifier: Apache-2.0 */
/* serving.c: finding and opening what a site is made of. */
#include "cmd/serving.h"

#include "comment/spam.h"
#include "os/os.h"
#include "site/helpers.h"
#include "store/setting.h"

static const size_t LIMIT_SECRET_BYTES = 4096;
enum { CLOCK_LOOK_MS = 1000 };

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
	enum err err = OK;
	if (serving->has_desk)
		err = theme_open(serving->desk_theme_folder, no_helpers, &fresh_desk, fault);
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

enum err serving_find(struct arena *arena, const struct serving_options *options,
		      const struct site_conf *conf, struct serving *out, struct fault *fault)
{
	struct serving serving = { .app = {
					   .site_folder = options->site_folder,
					   .url_override =
						   options->url.len ? options->url : conf->url,
					   .is_development = options->is_development,
				   },
				   .address = options->address };
	struct str database = options->database.len ? options->database : conf->database;
	bool is_file = str_drop_prefix(&database, S("sqlite:")) ||
		       str_find_char(database, ':') == STR_NONE;
	if (!site_folder_is_site(arena, options->site_folder))
		return fault_set(fault, ERR_NOT_FOUND, "no newspaper there: %.*s",
				 STR_ARG(options->site_folder));
	serving.database = database.len && is_file ? os_absolute_path(arena, database) : database;
	TRY(find_theme(arena, options->site_folder, conf->theme, &serving.theme_folder, fault));
	serving.theme_folder = os_absolute_path(arena, serving.theme_folder);
	TRY(find_theme(arena, options->site_folder, S("desk"), &serving.desk_theme_folder, fault));
	serving.desk_theme_folder = os_absolute_path(arena, serving.desk_theme_folder);
	*out = serving;
	return OK;
}

enum err serving_prepare(struct arena *arena, const struct serving_options *options,
			 const struct site_conf *conf, bool has_desk, struct serving *out,
			 struct fault *fault)
{
	struct serving serving;
	TRY(serving_find(arena, options, conf, &serving, fault));
	serving.has_desk = has_desk;
	TRY(serving_reload_theme(&serving, fault));
	*out = serving;
	return OK;
}

size_t serving_assets(const struct serving *serving, struct arena *into,
		      struct asset_folder out[LIMIT_ASSET_FOLDERS])
{
	out[0] = (struct asset_folder){ S("/assets/"),
					os_path_join(into, serving->theme_folder, S("assets")) };
	out[1] = (struct asset_folder){
		S("/desk/assets/"), os_path_join(into, serving->desk_theme_folder, S("assets"))
	};
	return 2;
}

enum err serving_take_secret(struct arena *arena, struct serving *serving, struct fault *fault)
{
	struct str secret, path = os_path_join(arena, serving->app.site_folder, S("secret"));
	TRY(os_read_file(arena, path, LIMIT_SECRET_BYTES, &secret, fault));
	if (secret.len < LEAST_SECRET_BYTES)
		return fault_set(fault, ERR_INVALID, "shorter than %d bytes: %.*s",
				 LEAST_SECRET_BYTES, STR_ARG(path));
	serving->app.desk_secret = secret;
	serving->key = form_key_from(secret);
	serving->app.form_key = form_key_bytes(&serving->key);
	return OK;
}

enum err serving_take_form_key(struct serving *serving, struct str key)
{
	if (key.len != SECRET_KEY_BYTES)
		return ERR_INVALID;
	serving->key = form_key_of(key);
	serving->app.form_key = form_key_bytes(&serving->key);
	return OK;
}

/* Without an address of its own the newspaper is where it listens: feeds need whole addresses. */
enum err serving_open_store(struct arena *arena, struct serving *serving, enum store_mode mode,
			    struct fault *fault)
{
	TRY(store_open(serving->app.site_folder, serving->database, mode, &serving->store, fault));
	serving->app.store = serving->store;
	if (serving->app.url_override.len == 0 && serving->address.len &&
	    !store_setting_is_set(serving->store, S("url")))
		serving->app.url_override =
			str_fmt(arena, "http://%.*s", STR_ARG(serving->address));
	return OK;
}

void serving_close(struct serving *serving)
{
	if (serving->theme)
		theme_close(serving->theme);
	if (serving->desk_theme)
		theme_close(serving->desk_theme);
	store_close(&serving->store);
	spam_filter_close(&serving->app.spam_filter);
	*serving = (struct serving){ 0 };
}

/* What others have written counts too: they may have seen a later time than we. */
static void look_at_newest(struct serving *serving, unix_ms wall)
{
	int64_t now_ms = os_monotonic_ms();
	if (serving->clock_looked_ms && now_ms - serving->clock_looked_ms < CLOCK_LOOK_MS)
		return;
	serving->clock_looked_ms = now_ms;
	unix_ms touched = store_newest_touch(serving->store);
	if (touched.ms > serving->clock.newest.ms && touched.ms - wall.ms <= LIMIT_CLOCK_BACK_MS)
		serving->clock.newest = touched;
}

static unix_ms now_for(struct serving *serving)
{
	enum steady_news news;
	unix_ms wall = os_now();
	look_at_newest(serving, wall);
	unix_ms now = steady_now(&serving->clock, wall, &news);
	if (news == STEADY_HELD)
		log_warning("the clock was set back: time stands still until it has caught up; "
			    "restart if it was wrong before");
	else if (news == STEADY_CAUGHT_UP)
		log_info("the clock has caught up");
	else if (news == STEADY_FOLLOWS)
		log_error("the clock was set back by more than a day: what was published since is "
			  "hidden until its time comes; `broadside check` finds what got a wrong "
			  "time");
	return now;
}

struct http_response *serving_begin(struct serving *serving, struct arena *arena)
{
	struct fault fault = { 0 };
	store_set_now(serving->store, now_for(serving));
	if (!serving->app.is_development || serving_reload_theme(serving, &fault) == OK)
		return NULL;
	struct http_response *response = arena_new(arena, struct http_response, 1);
	*response = http_response_in(arena, 500);
	http_set(response, S("Content-Type"), S("text/plain; charset=utf-8"));
	http_set(response, S("Cache-Control"), S("no-store"));
	response->body = str_fmt(arena, "the theme is broken: %s\n", fault.text);
	return response;
}

void serving_end(const struct serving *serving, const struct http_response *response)
{
	const struct fault *fault = store_fault(serving->store);
	if (response->status == 503 && fault->err == ERR_IO)
		log_error("an answer could not be given: %s", fault->text);
}

bool serving_answer_asset(const struct serving *serving, const struct http_request *request,
			  struct arena *arena, struct http_response *response)
{
	bool is_immutable = false;
	struct str below = request->path, file;
	if ((request->method != HTTP_GET && request->method != HTTP_HEAD) ||
	    !str_drop_prefix(&below, S("/assets/")) ||
	    theme_asset_file(serving->theme, arena, below, &file, &is_immutable) != OK)
		return false;
	*response = http_response_in(arena, 200);
	response->file = file;
	http_set(response, S("Cache-Control"),
		 is_immutable ? S("public, max-age=31536000, immutable")
			      : S("public, max-age=300"));
	return true;
}

bool serving_is_for_desk(const struct http_request *request)
{
	bool asks_only = request->method == HTTP_GET || request->method == HTTP_HEAD;
	return !asks_only || str_eq(request->path, S("/desk")) ||
	       str_starts(request->path, S("/desk/"));
}
