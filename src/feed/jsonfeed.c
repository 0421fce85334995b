/* SPDX-License-Identifier: Apache-2.0 */
/* jsonfeed.c: JSON Feed 1.1. */
#include "feed/item.h"
#include "site/json.h"

static struct str when(const struct feed_site *site, unix_ms t)
{
	return visit_time(site->visit, t);
}

static void put_authors(const struct feed_site *site, struct json *json, const struct story *story)
{
	if (story->byline_count == 0)
		return;
	json_open(json, "authors", '[');
	for (size_t i = 0; i < story->byline_count; i++) {
		const struct person *person = &story->bylines[i].person;
		json_open(json, NULL, '{');
		json_text(json, "name", person->name);
		if (person->path.len)
			json_text(json, "url", visit_absolute(site->visit, person->path));
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void put_tags(struct json *json, const struct story *story)
{
	if (story->section_count + story->topic_count == 0)
		return;
	json_open(json, "tags", '[');
	for (size_t i = 0; i < story->section_count; i++)
		json_text(json, NULL, story->sections[i].name);
	for (size_t i = 0; i < story->topic_count; i++)
		if (!story->topics[i].internal)
			json_text(json, NULL, story->topics[i].name);
	json_close(json, ']');
}

static void put_item(const struct feed_site *site, struct json *json, const struct feed_item *item)
{
	const struct story *story = item->story;
	json_open(json, NULL, '{');
	json_text(json, "id", item->id);
	json_text(json, "url", item->url);
	json_text_if(json, "title", story->headline);
	if (item->content.s.len)
		json_text(json, "content_html", item->content.s);
	else
		json_text(json, "content_text", item->summary);
	json_text_if(json, "summary", item->summary);
	json_text_if(json, "image", item->image_url);
	json_text(json, "date_published", when(site, story->published_at));
	json_text(json, "date_modified", when(site, item->changed_at));
	json_text_if(json, "language", story->language);
	put_authors(site, json, story);
	put_tags(json, story);
	json_close(json, '}');
}

void feed_json(const struct feed_site *site, const struct feed_items *items, struct buf *out)
{
	struct json json = json_into(out);
	const struct visit *visit = site->visit;
	json_open(&json, NULL, '{');
	json_text(&json, "version", S("https://jsonfeed.org/version/1.1"));
	json_text(&json, "title", site->feed->title);
	json_text(&json, "home_page_url", visit_absolute(visit, site->feed->home_path));
	json_text(&json, "feed_url", visit_absolute(visit, site->feed->self_path));
	json_text_if(&json, "description", VISIT_SETTING(visit, description));
	json_text_if(&json, "language", VISIT_SETTING(visit, language));
	json_text_if(&json, "icon", visit_absolute(visit, VISIT_SETTING(visit, icon)));
	json_open(&json, "items", '[');
	for (size_t i = 0; i < items->count; i++)
		put_item(site, &json, &items->items[i]);
	json_close(&json, ']');
	json_close(&json, '}');
}
