/* SPDX-License-Identifier: Apache-2.0 */
/* rss.c: RSS 2.0 as the RSS Advisory Board's profile has it, with content:encoded, dc:creator,
 * atom:link and media:content. */
#include "feed/item.h"
#include "feed/xml.h"
#include "site/view.h"

static const struct xml_attribute namespaces[] = {
	{ "version", STR_CONST("2.0") },
	{ "xmlns:atom", STR_CONST("http://www.w3.org/2005/Atom") },
	{ "xmlns:content", STR_CONST("http://purl.org/rss/1.0/modules/content/") },
	{ "xmlns:dc", STR_CONST("http://purl.org/dc/elements/1.1/") },
	{ "xmlns:media", STR_CONST("http://search.yahoo.com/mrss/") },
};

static struct str when(const struct feed_site *site, unix_ms t)
{
	const struct visit *visit = site->visit;
	return time_rfc5322(visit->arena, t, zone_offset_s(VISIT_SETTING(visit, zone), t));
}

static void put_image(struct buf *out, const struct feed_item *item)
{
	if (item->image_url.len == 0)
		return;
	const struct media *cover = &item->story->cover;
	struct xml_attribute content[] = { { "url", item->image_url },
					   { "medium", S("image") },
					   { "type", cover->mime } };
	xml_open(out, "media:content", content, cover->mime.len ? 3 : 2);
	xml_element(out, "media:description", cover->alt);
	xml_element(out, "media:credit", cover->credit);
	xml_close(out, "media:content");
}

static void put_item(const struct feed_site *site, struct buf *out, const struct feed_item *item)
{
	const struct story *story = item->story;
	struct xml_attribute not_permalink[] = { { "isPermaLink", S("false") } };
	xml_open(out, "item", NULL, 0);
	xml_element(out, "title", story_title(site->visit->arena, story));
	xml_element(out, "link", item->url);
	xml_open(out, "guid", not_permalink, 1);
	xml_text(out, item->id);
	xml_close(out, "guid");
	xml_element(out, "pubDate", when(site, story->published_at));
	for (size_t i = 0; i < story->byline_count; i++)
		xml_element(out, "dc:creator", story->bylines[i].person.name);
	for (size_t i = 0; i < story->section_count; i++)
		xml_element(out, "category", story->sections[i].name);
	for (size_t i = 0; i < story->topic_count; i++)
		if (!story->topics[i].internal)
			xml_element(out, "category", story->topics[i].name);
	xml_element(out, "description", item->summary);
	xml_element(out, "content:encoded", item->content.s);
	put_image(out, item);
	xml_close(out, "item");
}

void feed_rss(const struct feed_site *site, const struct feed_items *items, struct buf *out)
{
	const struct visit *visit = site->visit;
	struct xml_attribute self[] = {
		{ "href", visit_absolute(visit, site->feed->self_path) },
		{ "rel", S("self") },
		{ "type", S("application/rss+xml") },
	};
	buf_put(out, XML_DECLARATION);
	xml_open(out, "rss", namespaces, COUNT_OF(namespaces));
	xml_open(out, "channel", NULL, 0);
	xml_element(out, "title", site->feed->title);
	xml_element(out, "link", visit_absolute(visit, site->feed->home_path));
	xml_element(out, "description",
		    VISIT_SETTING(visit, description).len ? VISIT_SETTING(visit, description)
							  : site->feed->title);
	xml_element(out, "language", VISIT_SETTING(visit, language));
	if (items->count)
		xml_element(out, "lastBuildDate", when(site, items->changed_at));
	xml_empty(out, "atom:link", self, COUNT_OF(self));
	for (size_t i = 0; i < items->count; i++)
		put_item(site, out, &items->items[i]);
	xml_close(out, "channel");
	xml_close(out, "rss");
}
