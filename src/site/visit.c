/* SPDX-License-Identifier: Apache-2.0 */
/* visit.c: from a request to all that its page will ask for. */
#include "site/visit.h"

#include "http/packed.h"
#include "http/url.h"
#include "store/setting.h"
#include "store/shown.h"
#include "store/taxonomy.h"

enum { HUES = 8, SETTINGS_NOTED = 64 };

static bool is_host(struct str host)
{
	for (size_t i = 0; i < host.len; i++) {
		char c = host.ptr[i];
		bool is_fine = char_is_alpha(c) || char_is_digit(c) || c == '.' || c == '-' ||
			       c == ':' || c == '[' || c == ']';
		if (!is_fine)
			return false;
	}
	return host.len > 0;
}

/* --url, else the setting, else, for a paper nobody has given an address yet, what was asked. */
static struct str site_url(const struct visit *visit)
{
	struct str url = visit->app->url_override, host = http_get(visit->request, S("Host"));
	while (str_drop_suffix(&url, S("/")))
		;
	if (url.len)
		return url;
	if (visit->settings.url.len)
		return visit->settings.url;
	return str_fmt(visit->arena, "%s://%.*s", visit->request->is_https ? "https" : "http",
		       STR_ARG(is_host(host) ? host : S("localhost")));
}

/* What all pages stand on: addresses are made and read by them. */
static void note_addresses(struct visit *visit)
{
	static const struct str names[] = {
		STR_CONST("url"),           STR_CONST("base_path"),    STR_CONST("route.search"),
		STR_CONST("route.archive"), STR_CONST("route.rss"),    STR_CONST("route.section"),
		STR_CONST("route.topic"),   STR_CONST("route.author"),
	};
	for (size_t i = 0; i < COUNT_OF(names); i++)
		store_note_setting(visit->store, names[i]);
}

enum err visit_begin(struct app *app, const struct http_request *request, struct arena *arena,
		     struct visit *out)
{
	*out = (struct visit){
		.app = app,
		.store = app->store,
		.request = request,
		.arena = arena,
		.settings = { .language = S("en"),
			      .posts_per_page = 1,
			      .route_search = S("/search/") },
		.url = app->url_override,
		.path = S("/"),
		.page = 1,
		.now = store_now(app->store),
		.facts = fact_set_in(arena),
		.asked = arena_new(arena, struct query_asked, 1),
		.settings_noted = arena_new(arena, const char *, SETTINGS_NOTED),
	};
	store_note_into(app->store, NULL);
	enum err err = zone_open(arena, S("UTC"), &out->settings.zone);
	if (!err)
		err = site_settings_read(app->store, arena, &out->settings);
	store_note_into(app->store, &out->facts);
	TRY(err);
	note_addresses(out);
	out->url = site_url(out);
	out->asked->is_all = true; /* unless it can be taken apart */
	TRY(form_parse_urlencoded(arena, request->query, &out->query));
	out->asked->is_all = false;
	return url_normal_path(arena, request->path, &out->path);
}

void visit_end(struct visit *visit)
{
	store_note_into(visit->store, NULL);
}

void visit_note_setting(const struct visit *visit, struct str field)
{
	/* A page asks for some of them a hundred times. */
	const char **noted = &visit->settings_noted[(uintptr_t)field.ptr % SETTINGS_NOTED];
	if (*noted == field.ptr)
		return;
	*noted = field.ptr;
	bool is_zone = str_eq(field, S("zone"));
	str_drop_prefix(&field, S("has_"));
	store_note_setting(visit->store, is_zone ? S("timezone") : field);
}

static void note_start_of(struct visit *visit, struct civil civil)
{
	civil.hour = civil.minute = civil.second = civil.milli = 0;
	fact_until(&visit->facts, zone_to_unix(VISIT_SETTING(visit, zone), civil));
}

void visit_note_midnight(struct visit *visit)
{
	struct civil civil = zone_civil(VISIT_SETTING(visit, zone), visit->now);
	civil.day++;
	note_start_of(visit, civil);
}

void visit_note_new_year(struct visit *visit)
{
	struct civil civil = zone_civil(VISIT_SETTING(visit, zone), visit->now);
	note_start_of(visit, (struct civil){ .year = civil.year + 1, .month = 1, .day = 1 });
}

static bool was_asked(const void *self, struct str name)
{
	const struct query_asked *asked = self;
	for (size_t i = 0; i < asked->count; i++)
		if (str_eq(asked->items[i], name))
			return true;
	return false;
}

struct str visit_query(const struct visit *visit)
{
	return form_only(visit->arena, visit->request->query, was_asked, visit->asked);
}

struct str visit_whole_query(const struct visit *visit)
{
	visit->asked->is_all = true;
	return visit->request->query;
}

struct str visit_asked(const struct visit *visit)
{
	const struct query_asked *asked = visit->asked;
	if (asked->is_all)
		return S(PACKED_ASKED_ALL);
	return str_join(visit->arena, asked->items, asked->count, S("&"));
}

struct str visit_param(const struct visit *visit, struct str name)
{
	if (!was_asked(visit->asked, name))
		*list_push(visit->arena, visit->asked) = name;
	return form_get(&visit->query, name);
}

int64_t visit_param_number(const struct visit *visit, struct str name, int64_t fallback)
{
	int64_t n;
	return str_to_i64(visit_param(visit, name), &n) == OK && n > 0 ? n : fallback;
}

struct str visit_absolute(const struct visit *visit, struct str path)
{
	if (!str_starts(path, S("/")) || str_starts(path, S("//")))
		return path;
	return str_join(visit->arena, (struct str[]){ visit->url, path }, 2, S(""));
}

struct str visit_list_page(const struct visit *visit, struct str path, int64_t n)
{
	if (n <= 1)
		return path;
	return str_fmt(visit->arena, "%.*s%spage/%lld/", STR_ARG(path),
		       str_ends(path, S("/")) ? "" : "/", (long long)n);
}

struct str visit_time(const struct visit *visit, unix_ms at)
{
	if (!time_is_set(at))
		return S("");
	return time_rfc3339(visit->arena, at, zone_offset_s(VISIT_SETTING(visit, zone), at));
}

static void keep_trouble(struct visit *visit, enum err err)
{
	if (err && !visit->trouble)
		visit->trouble = err;
}

const struct section *visit_sections(struct visit *visit, size_t *count)
{
	if (!visit->has_sections) {
		visit->has_sections = true;
		keep_trouble(visit, store_section_tree(visit->store, visit->arena, &visit->sections,
						       &visit->section_count));
	}
	*count = visit->section_count;
	return visit->sections;
}

static const struct section *find_section(struct visit *visit, section_id id)
{
	size_t count;
	const struct section *sections = visit_sections(visit, &count);
	for (size_t i = 0; i < count; i++)
		if (sections[i].id.n == id.n)
			return &sections[i];
	return NULL;
}

const struct section *visit_section(struct visit *visit, section_id id)
{
	if (id.n == 0)
		return NULL;
	store_note_shown(visit->store, FACT_SECTION, id.n);
	return find_section(visit, id);
}

section_id visit_section_above(const struct visit *visit, const struct section *section)
{
	store_note_shown(visit->store, FACT_SECTION_PLACE, section->id.n);
	return section->parent;
}

int visit_hue(struct visit *visit, section_id id)
{
	size_t count;
	const struct section *sections = visit_sections(visit, &count);
	const struct section *section = find_section(visit, id);
	for (size_t depth = 0; depth < count && section && section->parent.n; depth++)
		section = find_section(visit, visit_section_above(visit, section));
	if (section)
		(void)visit_section_above(visit, section);
	int order = 0;
	for (size_t i = 0; section && i < count && sections[i].id.n != section->id.n; i++)
		order += sections[i].parent.n == 0;
	return order % HUES;
}

const struct menu *visit_menu(struct visit *visit, enum menu_place place)
{
	static const struct str names[] = { STR_CONST("primary"), STR_CONST("secondary"),
					    STR_CONST("footer") };
	if (!visit->has_menu[place]) {
		visit->has_menu[place] = true;
		keep_trouble(visit, store_menu(visit->store, visit->arena, names[place],
					       &visit->menus[place]));
	}
	return &visit->menus[place];
}

static bool leads_to(const struct visit *visit, const struct menu_item *item,
		     const struct section *section)
{
	struct str path = item->url;
	str_drop_prefix(&path, visit->url);
	return str_eq(path, section->path);
}

static bool has_section(const struct section_order *order, const struct section *section)
{
	for (size_t i = 0; i < order->count; i++)
		if (order->items[i] == section)
			return true;
	return false;
}

struct section_order visit_top_sections(struct visit *visit)
{
	struct section_order order = { 0 };
	size_t count;
	const struct section *sections = visit_sections(visit, &count);
	const struct menu *menu = visit_menu(visit, MENU_PRIMARY);
	for (size_t at = 0; at <= menu->count; at++)
		for (size_t i = 0; i < count; i++) {
			bool is_next = at == menu->count ||
				       leads_to(visit, &menu->items[at], &sections[i]);
			if (is_next && !sections[i].parent.n && !has_section(&order, &sections[i]))
				*list_push(visit->arena, &order) = &sections[i];
		}
	return order;
}
