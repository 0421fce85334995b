/* SPDX-License-Identifier: Apache-2.0 */
/* feed.c: gathers the newest stories of a list and hands them to a format. */
#include "feed/feed.h"

#include "feed/item.h"
#include "site/body.h"

struct str feed_absolute(struct arena *into, struct str base, struct str address)
{
	bool is_rooted = str_starts(address, S("/")) && !str_starts(address, S("//"));
	return is_rooted ? str_fmt(into, "%.*s%.*s", STR_ARG(base), STR_ARG(address)) : address;
}

/* Adds base before each "/" that begins an address in an attribute value: all of srcset's, the
 * first of others. */
static void put_value(struct buf *out, struct str value, struct str base, bool is_list)
{
	bool at_start = true;
	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];
		bool is_protocol = i + 1 < value.len && value.ptr[i + 1] == '/';
		if (at_start && c == '/' && !is_protocol)
			buf_put(out, base);
		buf_put_char(out, c);
		at_start = is_list && (c == ',' || (at_start && c == ' '));
	}
}

static bool is_address_name(struct str name)
{
	return str_eq(name, S("href")) || str_eq(name, S("src")) || str_eq(name, S("srcset")) ||
	       str_eq(name, S("poster"));
}

/* One tag, from after "<" to before ">": copies it with its addresses made absolute. Gives: what
 * follows it. */
static struct str put_tag(struct buf *out, struct str rest, struct str base)
{
	while (rest.len && rest.ptr[0] != '>') {
		size_t equals = 0;
		while (equals < rest.len && rest.ptr[equals] != '=' && rest.ptr[equals] != '>')
			equals++;
		bool is_value = equals + 1 < rest.len && rest.ptr[equals] == '=' &&
				rest.ptr[equals + 1] == '"';
		if (!is_value) {
			size_t n =
				equals < rest.len && rest.ptr[equals] == '=' ? equals + 1 : equals;
			buf_put(out, str_first(rest, n));
			rest = str_from(rest, n);
			continue;
		}
		struct str name = str_cut_last(str_first(rest, equals), ' ').tail;
		buf_put(out, str_first(rest, equals + 2));
		struct str_pair value = str_cut(str_from(rest, equals + 2), '"');
		if (is_address_name(name))
			put_value(out, value.head, base, str_eq(name, S("srcset")));
		else
			buf_put(out, value.head);
		if (value.found)
			buf_put_char(out, '"');
		rest = value.tail;
	}
	return rest;
}

struct html feed_absolute_html(struct arena *into, struct html html, struct str base)
{
	struct buf out = buf_in(into, LIMIT_FEED_BYTES);
	struct str rest = html.s;
	while (rest.len) {
		struct str_pair cut = str_cut(rest, '<');
		buf_put(&out, cut.head);
		if (!cut.found)
			break;
		buf_put_char(&out, '<');
		rest = put_tag(&out, cut.tail, base);
	}
	return (struct html){ buf_str(&out) };
}

static struct str item_id(struct arena *arena, struct str base, const struct story *story)
{
	if (story->uri.len)
		return story->uri;
	struct str host = base;
	if (!str_drop_prefix(&host, S("https://")))
		str_drop_prefix(&host, S("http://"));
	struct civil made = civil_from_unix(story->created_at, 0);
	host = str_cut(str_cut(host, '/').head, ':').head;
	return str_fmt(arena, "tag:%.*s,%04d-%02d-%02d:story:%lld", STR_ARG(host), made.year,
		       made.month, made.day, (long long)story->id.n);
}

static enum err make_item(struct app *app, struct arena *arena, struct str base,
			  const struct story *card, struct feed_item *out)
{
	TRY(store_story_public(app->store, arena, card->id, &out->story));
	const struct story *story = &out->story;
	out->id = item_id(arena, base, story);
	out->url = feed_absolute(arena, base, story->path);
	if (story->cover.file.len)
		out->image_url = str_fmt(arena, "%.*s/media/%.*s", STR_ARG(base),
					 STR_ARG(story->cover.file));
	else
		out->image_url = story->cover.remote_url;
	if (story->password.len) {
		out->story.standfirst = (struct html){ S("") };
		out->story.excerpt = S("");
		return OK;
	}
	struct html body;
	TRY(site_body(app, arena, story, &body));
	out->content = feed_absolute_html(arena, body, base);
	return OK;
}

static enum err gather(struct app *app, struct arena *arena, const struct site_settings *settings,
		       const struct feed *feed, struct feed_items *out)
{
	struct story_list list;
	TRY(store_story_list(app->store, arena, &feed->filter, 0, LIMIT_FEED_ITEMS, false, &list));
	out->items = arena_new(arena, struct feed_item, list.count);
	out->updated_at = unix_ms_of(1000);
	for (size_t i = 0; i < list.count; i++) {
		enum err err = make_item(app, arena, settings->url, &list.items[i],
					 &out->items[out->count]);
		if (err == ERR_NOT_FOUND)
			continue; /* withdrawn between the two reads */
		TRY(err);
		unix_ms changed = out->items[out->count].story.updated_at;
		if (changed.ms > out->updated_at.ms)
			out->updated_at = changed;
		out->count++;
	}
	return OK;
}

struct http_response feed_serve(struct app *app, struct arena *arena,
				const struct site_settings *settings, const struct feed *feed)
{
	struct feed_items items = { 0 };
	enum err err = gather(app, arena, settings, feed, &items);
	if (err)
		return http_response_in(arena, http_status_of(err));
	struct feed_site site = { settings, feed, arena };
	struct http_response response = http_response_in(arena, 200);
	switch (feed->kind) {
	case FEED_RSS:
		response.body = feed_rss(&site, &items);
		http_set(&response, S("Content-Type"), S("application/rss+xml; charset=utf-8"));
		break;
	case FEED_ATOM:
		response.body = feed_atom(&site, &items);
		http_set(&response, S("Content-Type"), S("application/atom+xml; charset=utf-8"));
		break;
	case FEED_JSON:
		response.body = feed_json(&site, &items);
		http_set(&response, S("Content-Type"), S("application/feed+json; charset=utf-8"));
		break;
	}
	http_set(&response, S("Cache-Control"), S("public, max-age=60"));
	http_set(&response, S("Last-Modified"), time_http(arena, items.updated_at));
	return response;
}
