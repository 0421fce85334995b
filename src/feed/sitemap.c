/* SPDX-License-Identifier: Apache-2.0 */
/* sitemap.c: index, runs of story addresses, terms, and the last two days for Google News. */
#include "feed/sitemap.h"

#include "feed/item.h"
#include "feed/xml.h"
#include "store/story.h"
#include "store/taxonomy.h"

static const struct str SITEMAP_NAMESPACE =
	STR_CONST("http://www.sitemaps.org/schemas/sitemap/0.9");
static const int64_t NEWS_AGE_MS = 2 * 86400000LL;
enum { LIMIT_SITEMAP_TERMS = 10000 }; /* topics, and people, listed */

struct map {
	struct store *store;
	struct arena *arena;
	const struct site_settings *settings;
	struct buf out;
};

static void put_moment(struct map *map, const char *name, unix_ms t)
{
	if (time_is_set(t))
		xml_element(&map->out, name,
			    time_rfc3339(map->arena, t, zone_offset_s(map->settings->zone, t)));
}

static void put_address(struct map *map, const char *element, struct str path, unix_ms changed)
{
	xml_open(&map->out, element, NULL, 0);
	xml_element(&map->out, "loc", feed_absolute(map->arena, map->settings->url, path));
	put_moment(map, "lastmod", changed);
	xml_close(&map->out, element);
}

static enum err write_index(struct map *map)
{
	struct xml_attribute root[] = { { "xmlns", SITEMAP_NAMESPACE } };
	struct sitemap_run *runs;
	size_t count;
	TRY(store_story_sitemap_runs(map->store, map->arena, LIMIT_SITEMAP_ADDRESSES, &runs,
				     &count));
	xml_open(&map->out, "sitemapindex", root, 1);
	put_address(map, "sitemap", S("/sitemap-terms.xml"), unix_ms_of(0));
	for (size_t i = 0; i < count; i++)
		put_address(map, "sitemap",
			    str_fmt(map->arena, "/sitemap-%lld.xml", (long long)runs[i].number),
			    runs[i].updated_at);
	xml_close(&map->out, "sitemapindex");
	return OK;
}

static enum err write_run(struct map *map, int64_t number)
{
	struct xml_attribute root[] = { { "xmlns", SITEMAP_NAMESPACE } };
	struct story_address *addresses;
	size_t count;
	story_id after = { (number - 1) * LIMIT_SITEMAP_ADDRESSES },
		 last = { number * LIMIT_SITEMAP_ADDRESSES };
	TRY(store_story_addresses(map->store, map->arena, after, LIMIT_SITEMAP_ADDRESSES,
				  &addresses, &count));
	if (count == 0 || addresses[0].id.n > last.n)
		return ERR_NOT_FOUND;
	xml_open(&map->out, "urlset", root, 1);
	for (size_t i = 0; i < count && addresses[i].id.n <= last.n; i++)
		put_address(map, "url", addresses[i].path, addresses[i].updated_at);
	xml_close(&map->out, "urlset");
	return OK;
}

static enum err write_terms(struct map *map)
{
	struct xml_attribute root[] = { { "xmlns", SITEMAP_NAMESPACE } };
	struct section *sections;
	struct topic *topics;
	struct person *people;
	size_t section_count, topic_count, people_count;
	TRY(store_sections(map->store, map->arena, &sections, &section_count));
	TRY(store_topics(map->store, map->arena, LIMIT_SITEMAP_TERMS, &topics, &topic_count));
	TRY(store_people(map->store, map->arena, LIMIT_SITEMAP_TERMS, &people, &people_count));
	xml_open(&map->out, "urlset", root, 1);
	put_address(map, "url", S("/"), unix_ms_of(0));
	for (size_t i = 0; i < section_count; i++)
		if (sections[i].story_count)
			put_address(map, "url", sections[i].path, unix_ms_of(0));
	for (size_t i = 0; i < topic_count; i++)
		if (topics[i].story_count && !topics[i].internal)
			put_address(map, "url", topics[i].path, unix_ms_of(0));
	for (size_t i = 0; i < people_count; i++)
		if (people[i].story_count)
			put_address(map, "url", people[i].path, unix_ms_of(0));
	xml_close(&map->out, "urlset");
	return OK;
}

static void put_news(struct map *map, const struct story *story)
{
	struct buf *out = &map->out;
	xml_open(out, "url", NULL, 0);
	xml_element(out, "loc", feed_absolute(map->arena, map->settings->url, story->path));
	xml_open(out, "news:news", NULL, 0);
	xml_open(out, "news:publication", NULL, 0);
	xml_element(out, "news:name", map->settings->title);
	xml_element(out, "news:language",
		    story->language.len ? story->language : map->settings->language);
	xml_close(out, "news:publication");
	put_moment(map, "news:publication_date", story->published_at);
	xml_element(out, "news:title", story->headline);
	xml_close(out, "news:news");
	xml_close(out, "url");
}

static enum err write_news(struct map *map)
{
	struct xml_attribute root[] = {
		{ "xmlns", SITEMAP_NAMESPACE },
		{ "xmlns:news", S("http://www.google.com/schemas/sitemap-news/0.9") },
	};
	/* From the start of an hour, so that the list's fact has a name that lasts. */
	int64_t from = store_now(map->store).ms - NEWS_AGE_MS;
	struct story_filter filter = { .kind = POSTS_ONLY,
				       .from = unix_ms_of(from - from % 3600000) };
	struct story_list list;
	TRY(store_story_list(map->store, map->arena, &filter, 0, LIMIT_NEWS_ADDRESSES, false,
			     &list));
	xml_open(&map->out, "urlset", root, COUNT_OF(root));
	for (size_t i = 0; i < list.count; i++)
		if (list.items[i].published_at.ms >= from && list.items[i].headline.len)
			put_news(map, &list.items[i]);
	xml_close(&map->out, "urlset");
	return OK;
}

static enum err write_named(struct map *map, struct str name)
{
	int64_t number;
	if (str_eq(name, S("sitemap.xml")))
		return write_index(map);
	if (str_eq(name, S("sitemap-terms.xml")))
		return write_terms(map);
	if (str_eq(name, S("news-sitemap.xml")))
		return write_news(map);
	if (!str_drop_prefix(&name, S("sitemap-")) || !str_drop_suffix(&name, S(".xml")) ||
	    str_starts(name, S("0")) || str_to_i64(name, &number) || number < 1 ||
	    number > INT32_MAX)
		return ERR_NOT_FOUND;
	return write_run(map, number);
}

struct http_response sitemap_serve(struct app *app, struct arena *arena,
				   const struct site_settings *settings, struct str name)
{
	struct map map = { app->store, arena, settings, buf_in(arena, LIMIT_SITEMAP_BYTES) };
	buf_put(&map.out, XML_DECLARATION);
	enum err err = write_named(&map, name);
	if (!err)
		err = map.out.fault;
	struct http_response response = http_response_in(arena, http_status_of(err));
	if (err)
		return response;
	response.body = buf_str(&map.out);
	http_set(&response, S("Content-Type"), S("application/xml; charset=utf-8"));
	http_set(&response, S("Cache-Control"), S("public, max-age=300"));
	return response;
}
