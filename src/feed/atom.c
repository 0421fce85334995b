/* SPDX-License-Identifier: Apache-2.0 */
/* atom.c: the Atom Syndication Format (RFC 4287). */
#include "feed/item.h"
#include "feed/xml.h"
#include "site/view.h"

static struct str when(const struct feed_site *site, unix_ms t)
{
	return visit_time(site->visit, t);
}

static void put_link(struct buf *out, struct str rel, struct str type, struct str href)
{
	struct xml_attribute link[] = { { "rel", rel }, { "type", type }, { "href", href } };
	xml_empty(out, "link", link, COUNT_OF(link));
}

static void put_author(const struct feed_site *site, struct buf *out, struct str name,
		       struct str path)
{
	xml_open(out, "author", NULL, 0);
	xml_element(out, "name", name);
	if (path.len)
		xml_element(out, "uri", visit_absolute(site->visit, path));
	xml_close(out, "author");
}

static void put_categories(struct buf *out, const struct story *story)
{
	for (size_t i = 0; i < story->section_count; i++) {
		struct xml_attribute term[] = { { "term", story->sections[i].name } };
		xml_empty(out, "category", term, 1);
	}
	for (size_t i = 0; i < story->topic_count; i++) {
		struct xml_attribute term[] = { { "term", story->topics[i].name } };
		if (!story->topics[i].internal)
			xml_empty(out, "category", term, 1);
	}
}

static void put_entry(const struct feed_site *site, struct buf *out, const struct feed_item *item)
{
	const struct story *story = item->story;
	struct xml_attribute html[] = { { "type", S("html") } };
	struct xml_attribute language[] = { { "xml:lang", story->language } };
	xml_open(out, "entry", language, story->language.len ? 1 : 0);
	xml_element(out, "title", story_title(site->visit->arena, story));
	xml_element(out, "id", item->id);
	put_link(out, S("alternate"), S("text/html"), item->url);
	xml_element(out, "published", when(site, story->published_at));
	xml_element(out, "updated", when(site, item->changed_at));
	for (size_t i = 0; i < story->byline_count; i++)
		put_author(site, out, story->bylines[i].person.name, story->bylines[i].person.path);
	put_categories(out, story);
	xml_element(out, "summary", item->summary);
	if (item->content.s.len) {
		xml_open(out, "content", html, 1);
		xml_text(out, item->content.s);
		xml_close(out, "content");
	}
	xml_close(out, "entry");
}

void feed_atom(const struct feed_site *site, const struct feed_items *items, struct buf *out)
{
	struct str self = visit_absolute(site->visit, site->feed->self_path);
	struct xml_attribute root[] = {
		{ "xmlns", S("http://www.w3.org/2005/Atom") },
		{ "xml:lang", VISIT_SETTING(site->visit, language) },
	};
	buf_put(out, XML_DECLARATION);
	xml_open(out, "feed", root, COUNT_OF(root));
	xml_element(out, "title", site->feed->title);
	xml_element(out, "subtitle", VISIT_SETTING(site->visit, description));
	xml_element(out, "id", self);
	xml_element(out, "updated", when(site, items->changed_at));
	put_link(out, S("self"), S("application/atom+xml"), self);
	put_link(out, S("alternate"), S("text/html"),
		 visit_absolute(site->visit, site->feed->home_path));
	put_author(site, out, VISIT_SETTING(site->visit, title), S("/"));
	for (size_t i = 0; i < items->count; i++)
		put_entry(site, out, &items->items[i]);
	xml_close(out, "feed");
}
