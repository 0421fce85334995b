/* SPDX-License-Identifier: Apache-2.0 */
/* settings.c: which setting goes where. */
#include "site/settings.h"

#include "store/setting.h"

enum { POSTS_PER_PAGE = 20 };

static const struct {
	struct str name;
	size_t offset;
} texts[] = {
	{ STR_CONST("title"), offsetof(struct site_settings, title) },
	{ STR_CONST("description"), offsetof(struct site_settings, description) },
	{ STR_CONST("url"), offsetof(struct site_settings, url) },
	{ STR_CONST("language"), offsetof(struct site_settings, language) },
	{ STR_CONST("timezone"), offsetof(struct site_settings, timezone) },
	{ STR_CONST("base_path"), offsetof(struct site_settings, base_path) },
	{ STR_CONST("accent"), offsetof(struct site_settings, accent) },
	{ STR_CONST("logo"), offsetof(struct site_settings, logo) },
	{ STR_CONST("icon"), offsetof(struct site_settings, icon) },
	{ STR_CONST("cover"), offsetof(struct site_settings, cover) },
	{ STR_CONST("copyright"), offsetof(struct site_settings, copyright) },
	{ STR_CONST("newsletter_url"), offsetof(struct site_settings, newsletter_url) },
	{ STR_CONST("see_also"), offsetof(struct site_settings, see_also) },
	{ STR_CONST("topic_links"), offsetof(struct site_settings, topic_links) },
	{ STR_CONST("social"), offsetof(struct site_settings, social) },
	{ STR_CONST("route.search"), offsetof(struct site_settings, route_search) },
	{ STR_CONST("route.archive"), offsetof(struct site_settings, route_archive) },
	{ STR_CONST("route.rss"), offsetof(struct site_settings, route_rss) },
	{ STR_CONST("route.section"), offsetof(struct site_settings, route_section) },
	{ STR_CONST("route.topic"), offsetof(struct site_settings, route_topic) },
	{ STR_CONST("route.author"), offsetof(struct site_settings, route_author) },
};

static struct str without_slash(struct str s)
{
	while (str_drop_suffix(&s, S("/")))
		;
	return s;
}

static int64_t per_page(struct str text)
{
	int64_t n;
	if (str_to_i64(text, &n) || n < 1)
		return POSTS_PER_PAGE;
	return n > LIMIT_POSTS_PER_PAGE ? LIMIT_POSTS_PER_PAGE : n;
}

enum err site_settings_read(struct store *store, struct arena *into, struct site_settings *out)
{
	struct site_settings settings = { 0 };
	struct str names[COUNT_OF(texts) + 1], values[COUNT_OF(texts) + 1];
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		names[i] = texts[i].name;
	names[COUNT_OF(texts)] = S("posts_per_page");
	TRY(store_settings(store, into, names, COUNT_OF(names), values));
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		*(struct str *)(void *)((char *)&settings + texts[i].offset) = values[i];
	settings.posts_per_page = per_page(values[COUNT_OF(texts)]);
	settings.has_posts_per_page = store_setting_is_set(store, S("posts_per_page"));
	settings.url = without_slash(settings.url);
	if (str_eq(settings.url, S("http://localhost")))
		settings.url = S("");
	settings.base_path = without_slash(settings.base_path);
	if (settings.language.len == 0)
		settings.language = S("en");
	if (zone_open(into, settings.timezone, &settings.zone) != OK)
		TRY(zone_open(into, S("UTC"), &settings.zone));
	*out = settings;
	return OK;
}

bool language_is_rtl(struct str language)
{
	static const struct str names[] = {
		STR_CONST("ar"), STR_CONST("arc"), STR_CONST("ckb"), STR_CONST("dv"),
		STR_CONST("fa"), STR_CONST("he"),  STR_CONST("ku"),  STR_CONST("ps"),
		STR_CONST("sd"), STR_CONST("ug"),  STR_CONST("ur"),  STR_CONST("yi"),
	};
	struct str name = str_cut(str_cut(language, '_').head, '-').head;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (str_eq_nocase(names[i], name))
			return true;
	return false;
}
