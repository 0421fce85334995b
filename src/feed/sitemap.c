/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sitemap.c: the archive for search engines (sitemaps.org 0.9, Google News).
 *
 * /sitemap.xml is an index of /sitemap-terms.xml (front page, sections, topics, authors) and of
 * /sitemap-1.xml, /sitemap-2.xml ..., each with LIMIT_SITEMAP_ADDRESSES stories by number: a story
 * stays in its file for ever, so that a change touches one file. /news-sitemap.xml holds the last
 * two days.
 */
#include "feed/xml.h"
#include "site/feeds.h"
#include "site/view.h"
#include "store/shown.h"
#include "store/taxonomy.h"

#define LIMIT_SITEMAP_BYTES (50u << 20)
#define LIMIT_SITEMAP_TERMS 20000 /* topics, and people, listed */

static const struct str SITEMAP_NAMESPACE =
	STR_CONST("http://www.sitemaps.org/schemas/sitemap/0.9");
static const struct str NEWS_NAMESPACE =
	STR_CONST("http://www.google.com/schemas/sitemap-news/0.9");
static const int64_t NEWS_AGE_MS = 2 * 86400000LL;

static void open_root(struct buf *out, const char *name)
{
	struct xml_attribute root[] = { { "xmlns", SITEMAP_NAMESPACE },
					{ "xmlns:news", NEWS_NAMESPACE } };
	xml_open(out, name, root, str_eq(str_of(name), S("urlset")) ? 2 : 1);
}

static void put_address(struct visit *visit, struct buf *out, const char *element, struct str path,
			unix_ms changed_at)
{
	xml_open(out, element, NULL, 0);
	xml_element(out, "loc", visit_absolute(visit, path));
	xml_element(out, "lastmod", visit_time(visit, changed_at));
	xml_close(out, element);
}

static enum err write_index(struct visit *visit, struct buf *out)
{
	struct sitemap_run *runs;
	size_t count;
	TRY(store_story_sitemap_runs(visit->store, visit->arena, LIMIT_SITEMAP_ADDRESSES, &runs,
				     &count));
	open_root(out, "sitemapindex");
	put_address(visit, out, "sitemap", S("/sitemap-terms.xml"), unix_ms_of(0));
	for (size_t i = 0; i < count; i++)
		put_address(visit, out, "sitemap",
			    str_fmt(visit->arena, "/sitemap-%lld.xml", (long long)runs[i].number),
			    runs[i].updated_at);
	xml_close(out, "sitemapindex");
	return OK;
}

static enum err write_run(struct visit *visit, int64_t number, struct buf *out)
{
	struct story_address *addresses;
	size_t count;
	story_id after = { (number - 1) * LIMIT_SITEMAP_ADDRESSES },
		 last = { number * LIMIT_SITEMAP_ADDRESSES };
	TRY(store_story_addresses(visit->store, visit->arena, after, LIMIT_SITEMAP_ADDRESSES,
				  &addresses, &count));
	if (count == 0 || addresses[0].id.n > last.n)
		return ERR_NOT_FOUND;
	open_root(out, "urlset");
	for (size_t i = 0; i < count && addresses[i].id.n <= last.n; i++)
		put_address(visit, out, "url", addresses[i].path, addresses[i].updated_at);
	xml_close(out, "urlset");
	return OK;
}

static enum err write_terms(struct visit *visit, struct buf *out)
{
	struct section *sections;
	struct topic *topics;
	struct person *people;
	size_t section_count, topic_count, people_count;
	TRY(store_sections(visit->store, visit->arena, &sections, &section_count));
	TRY(store_topics(visit->store, visit->arena, LIMIT_SITEMAP_TERMS, &topics, &topic_count));
	TRY(store_people(visit->store, visit->arena, LIMIT_SITEMAP_TERMS, &people, &people_count));
	open_root(out, "urlset");
	put_address(visit, out, "url", S("/"), unix_ms_of(0));
	for (size_t i = 0; i < section_count; i++)
		if (sections[i].story_count)
			put_address(visit, out, "url", sections[i].path, unix_ms_of(0));
	for (size_t i = 0; i < topic_count; i++)
		if (topics[i].story_count && !topics[i].internal)
			put_address(visit, out, "url", topics[i].path, unix_ms_of(0));
	for (size_t i = 0; i < people_count; i++)
		if (people[i].story_count)
			put_address(visit, out, "url", people[i].path, unix_ms_of(0));
	xml_close(out, "urlset");
	return OK;
}

/* A language as Google News wants it: two or three letters, of Chinese the country too. */
static struct str news_language(struct visit *visit, const struct story *story)
{
	struct str language =
		story->language.len ? story->language : VISIT_SETTING(visit, language);
	language = str_lower(visit->arena, str_replace(visit->arena, language, S("_"), S("-")));
	if (str_starts(language, S("zh")))
		return str_ends(language, S("tw")) || str_contains(language, S("hant"))
			       ? S("zh-tw")
			       : S("zh-cn");
	return str_cut(language, '-').head;
}

static void put_news(struct visit *visit, struct buf *out, const struct story *story)
{
	xml_open(out, "url", NULL, 0);
	xml_element(out, "loc", visit_absolute(visit, story->path));
	xml_open(out, "news:news", NULL, 0);
	xml_open(out, "news:publication", NULL, 0);
	xml_element(out, "news:name", str_trim(VISIT_SETTING(visit, title)));
	xml_element(out, "news:language", news_language(visit, story));
	xml_close(out, "news:publication");
	xml_element(out, "news:publication_date", visit_time(visit, story->published_at));
	xml_element(out, "news:title", str_trim(story_title(visit->arena, story)));
	xml_close(out, "news:news");
	xml_close(out, "url");
}

static enum err write_news(struct visit *visit, struct buf *out)
{
	unix_ms from = { visit->now.ms - NEWS_AGE_MS };
	struct story_filter filter = { .kind = POSTS_ONLY, .from = from };
	struct story_list list;
	TRY(store_story_list(visit->store, visit->arena, &filter, 0, LIMIT_NEWS_ADDRESSES, false,
			     &list));
	open_root(out, "urlset");
	for (size_t i = 0; i < list.count; i++) {
		const struct story *story = &list.items[i];
		store_note_shown(visit->store, FACT_STORY, story->id.n);
		put_news(visit, out, story);
		fact_until(&visit->facts, unix_ms_of(story->published_at.ms + NEWS_AGE_MS + 1));
	}
	xml_close(out, "urlset");
	return OK;
}

static enum err write_named(struct visit *visit, struct str name, struct buf *out)
{
	int64_t number;
	if (str_eq(name, S("sitemap.xml")))
		return write_index(visit, out);
	if (str_eq(name, S("sitemap-terms.xml")))
		return write_terms(visit, out);
	if (str_eq(name, S("news-sitemap.xml")))
		return write_news(visit, out);
	if (!str_drop_prefix(&name, S("sitemap-")) || !str_drop_suffix(&name, S(".xml")) ||
	    str_starts(name, S("0")) || str_to_i64(name, &number) || number < 1 ||
	    number > INT32_MAX)
		return ERR_NOT_FOUND;
	return write_run(visit, number, out);
}

enum err sitemap_serve(struct visit *visit, struct str name, struct http_response *out)
{
	struct buf text = buf_in(visit->arena, LIMIT_SITEMAP_BYTES);
	buf_put(&text, XML_DECLARATION);
	TRY(write_named(visit, name, &text));
	TRY(text.fault);
	struct http_response response = http_response_in(visit->arena, 200);
	http_set(&response, S("Content-Type"), S("application/xml; charset=utf-8"));
	http_set(&response, S("Cache-Control"), S("public, max-age=0, must-revalidate"));
	response.body = buf_str(&text);
	*out = response;
	return OK;
}
