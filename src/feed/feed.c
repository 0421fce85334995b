/* SPDX-License-Identifier: Apache-2.0 */
/* feed.c: gathers the newest stories of a list and hands them to a format. */
#include "feed/item.h"
#include "site/body.h"
#include "site/view.h"
#include "store/shown.h"

struct str feed_tag(struct visit *visit, unix_ms made_at, const char *kind, int64_t id)
{
	struct str host = visit->url;
	if (!str_drop_prefix(&host, S("https://")))
		str_drop_prefix(&host, S("http://"));
	struct civil made = civil_from_unix(made_at, 0);
	host = str_cut(str_cut(host, '/').head, ':').head;
	return str_fmt(visit->arena, "tag:%.*s,%04d-%02d-%02d:%s:%lld", STR_ARG(host), made.year,
		       made.month, made.day, kind, (long long)id);
}

static struct str item_id(struct visit *visit, const struct story *story)
{
	if (str_find_char(story->uri, ':') != STR_NONE && !str_contains(story->uri, S(" ")))
		return story->uri;
	return feed_tag(visit, story->created_at, "story", story->id.n);
}

/* Of a locked story nothing but what its headline says. */
static enum err make_item(struct visit *visit, const struct body_references *references,
			  struct story *story, struct feed_item *out)
{
	struct html body;
	*out = (struct feed_item){
		.story = story,
		.id = item_id(visit, story),
		.url = visit_absolute(visit, story->path),
		.changed_at = story->updated_at.ms > story->published_at.ms ? story->updated_at
									    : story->published_at,
	};
	if (story_is_locked(story))
		return OK;
	if (media_is_picture(&story->cover))
		out->image_url = visit_absolute(visit, media_url(visit, &story->cover));
	out->summary = story->excerpt;
	TRY(body_render(visit, references, story->body, &body));
	out->content = html_absolute(visit->arena, body, visit->url);
	return OK;
}

/* RSS says of it what the others do not. */
static void note_cover(struct visit *visit, media_id id)
{
	store_note_shown(visit->store, FACT_ALT, id.n);
	store_note_shown(visit->store, FACT_ABOUT_MEDIA, id.n);
}

static enum err gather_stories(struct visit *visit, const struct feed *feed, struct feed_items *out)
{
	struct story_list list;
	struct body_references references;
	if (feed->stories)
		list = *feed->stories;
	else
		TRY(store_story_list(visit->store, visit->arena, &feed->filter, 0, LIMIT_FEED_ITEMS,
				     false, &list));
	TRY(store_story_bodies(visit->store, visit->arena, list.items, list.count));
	TRY(body_load(visit, list.items, list.count, &references));
	out->items = arena_new(visit->arena, struct feed_item, list.count + 1);
	out->count = list.count;
	out->changed_at = unix_ms_of(1000); /* of an empty feed: the epoch's first second */
	for (size_t i = 0; i < list.count; i++) {
		store_note_told(visit->store, &list.items[i]);
		if (feed->kind == FEED_RSS)
			note_cover(visit, list.items[i].cover.id);
		TRY(make_item(visit, &references, &list.items[i], &out->items[i]));
		if (out->items[i].changed_at.ms > out->changed_at.ms)
			out->changed_at = out->items[i].changed_at;
	}
	return OK;
}

static const struct {
	struct str type;
	void (*write)(const struct feed_site *site, const struct feed_items *items,
		      struct buf *out);
} formats[] = {
	[FEED_RSS] = { STR_CONST("application/rss+xml; charset=utf-8"), feed_rss },
	[FEED_ATOM] = { STR_CONST("application/atom+xml; charset=utf-8"), feed_atom },
	[FEED_JSON] = { STR_CONST("application/feed+json; charset=utf-8"), feed_json },
};

enum err feed_serve(struct visit *visit, const struct feed *feed, struct http_response *out)
{
	struct feed_items items = { 0 };
	struct feed_site site = { visit, feed };
	struct buf text = buf_in(visit->arena, LIMIT_FEED_BYTES);
	TRY(feed->is_of_comments ? feed_gather_replies(visit, feed, &items)
				 : gather_stories(visit, feed, &items));
	formats[feed->kind].write(&site, &items, &text);
	TRY(text.fault);
	struct http_response response = http_response_in(visit->arena, 200);
	http_set(&response, S("Content-Type"), formats[feed->kind].type);
	http_set(&response, S("Cache-Control"), S("public, max-age=0, must-revalidate"));
	response.body = buf_str(&text);
	*out = response;
	return OK;
}
