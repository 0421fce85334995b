/* SPDX-License-Identifier: Apache-2.0 */
/* links.c: links and See also of a text that lead to what readers do not see. */
#include "press/press_private.h"

#include "html/body.h"
#include "store/address.h"
#include "store/setting.h"

static void add(struct broken_links *out, struct str first)
{
	if (out->count++ == 0)
		out->first = first;
}

/* What the writer knows it by: a headline, else the number. */
static enum err name_of(struct store *store, struct arena *into, story_id id, struct str *out)
{
	struct story story;
	enum err err = store_story_any(store, into, id, &story);
	if (err && err != ERR_NOT_FOUND)
		return err;
	bool has_name = !err && story.headline.len;
	*out = has_name ? story.headline : str_fmt(into, "%lld", (long long)id.n);
	return OK;
}

static enum err look_at_references(struct store *store, struct arena *into, struct str body,
				   struct broken_links *out)
{
	struct body_refs refs = { 0 };
	struct story_list found;
	size_t n = 0;
	html_body_refs(into, body, &refs);
	story_id *ids = arena_new(into, story_id, refs.count + 1);
	for (size_t i = 0; i < refs.count; i++)
		if (refs.items[i].kind != BODY_MEDIA)
			ids[n++].n = refs.items[i].id;
	if (n == 0)
		return OK;
	TRY(store_story_cards(store, into, ids, n, &found));
	for (size_t i = 0; i < n; i++) {
		struct str name;
		bool is_seen = false;
		for (size_t k = 0; k < found.count; k++)
			is_seen |= found.items[k].id.n == ids[i].n;
		if (is_seen)
			continue;
		TRY(name_of(store, into, ids[i], &name));
		add(out, name);
	}
	return OK;
}

/* Addresses that are no row's: files, lists, feeds. */
static enum err is_ours(struct store *store, struct arena *into, struct str path, bool *out)
{
	static const struct str begin[] = {
		STR_CONST("/media/"),    STR_CONST("/assets/"),    STR_CONST("/corrections/"),
		STR_CONST("/sitemap"),   STR_CONST("/rss/"),       STR_CONST("/atom.xml"),
		STR_CONST("/feed.json"), STR_CONST("/robots.txt"), STR_CONST("/page/"),
		STR_CONST("/?s="),
	};
	const struct str names[] = { S("route.search"), S("route.archive"), S("route.rss") };
	struct str routes[COUNT_OF(names)];
	TRY(store_settings(store, into, names, COUNT_OF(names), routes));
	*out = str_eq(path, S("/"));
	for (size_t i = 0; i < COUNT_OF(begin); i++)
		*out |= str_starts(path, begin[i]);
	for (size_t i = 0; i < COUNT_OF(routes); i++)
		*out |= str_starts(path, routes[i]);
	return OK;
}

/* What lives at the path, or at the same with a slash behind it, where readers are led. */
static enum err look_at_address(struct store *store, struct arena *into, struct str path,
				bool *is_seen)
{
	struct address address;
	struct story story;
	*is_seen = false;
	enum err err = store_address(store, into, path, &address);
	if (err == ERR_NOT_FOUND && !str_ends(path, S("/")))
		err = store_address(store, into, str_fmt(into, "%.*s/", STR_ARG(path)), &address);
	if (err == ERR_NOT_FOUND)
		return OK;
	TRY(err);
	*is_seen = true;
	if (address.kind != ADDRESS_STORY)
		return OK;
	err = store_story_public(store, into, (story_id){ address.target }, &story);
	*is_seen = err != ERR_NOT_FOUND;
	return err == ERR_NOT_FOUND ? OK : err;
}

/* "/a-story/#part" and "https://OUR.OWN/a-story/" as the path alone; "" for what leads elsewhere.
 */
static struct str path_within(struct str href, struct str site_url)
{
	if (site_url.len)
		str_drop_prefix(&href, site_url);
	if (!str_starts(href, S("/")) || str_starts(href, S("//")))
		return S("");
	struct str path = str_cut(href, '#').head;
	return str_starts(path, S("/?")) ? path : str_cut(path, '?').head;
}

static enum err look_at_hrefs(struct store *store, struct arena *into, struct str body,
			      struct broken_links *out)
{
	struct str rest = body, site_url;
	TRY(store_setting(store, into, S("url"), &site_url));
	for (;;) {
		struct str_pair cut = str_cut_str(rest, S(" href=\""));
		if (!cut.found)
			return OK;
		struct str_pair href = str_cut(cut.tail, '"');
		struct str path = path_within(href.head, site_url);
		bool is_seen;
		rest = href.tail;
		if (path.len == 0)
			continue;
		TRY(is_ours(store, into, path, &is_seen));
		if (!is_seen)
			TRY(look_at_address(store, into, path, &is_seen));
		if (!is_seen)
			add(out, path);
	}
}

enum err press_broken_links(struct store *store, struct arena *into, struct str body,
			    struct broken_links *out)
{
	*out = (struct broken_links){ 0 };
	TRY(look_at_references(store, into, body, out));
	return look_at_hrefs(store, into, body, out);
}
