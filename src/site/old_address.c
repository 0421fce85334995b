/* SPDX-License-Identifier: Apache-2.0 */
/* old_address.c: addresses as WordPress and others make them, for what has an address of ours. */
#include "http/url.h"
#include "site/archive.h"
#include "site/routes.h"
#include "store/taxonomy.h"

/* Where a list, a feed or a file of ours has another name elsewhere. */
static const struct {
	struct str old, now; /* now "": the feed */
} names[] = {
	{ STR_CONST("/comments/feed/"), STR_CONST("") },
	{ STR_CONST("/feed.xml"), STR_CONST("") },
	{ STR_CONST("/index.html"), STR_CONST("/") },
	{ STR_CONST("/index.php"), STR_CONST("/") },
	{ STR_CONST("/index.xml"), STR_CONST("") },
	{ STR_CONST("/rss.xml"), STR_CONST("") },
	{ STR_CONST("/sitemap-index.xml"), STR_CONST("/sitemap.xml") },
	{ STR_CONST("/sitemap_index.xml"), STR_CONST("/sitemap.xml") },
	{ STR_CONST("/wp-sitemap.xml"), STR_CONST("/sitemap.xml") },
};

/* What WordPress puts behind a path for its feeds, and what we do. */
static const struct {
	struct str old, now;
} feeds[] = {
	{ STR_CONST("/feed/atom/"), STR_CONST("atom.xml") },
	{ STR_CONST("/feed/json/"), STR_CONST("feed.json") },
	{ STR_CONST("/feed/rdf/"), STR_CONST("rss/") },
	{ STR_CONST("/feed/rss/"), STR_CONST("rss/") },
	{ STR_CONST("/feed/rss2/"), STR_CONST("rss/") },
	{ STR_CONST("/feed/"), STR_CONST("rss/") },
};

/* What WordPress puts behind a story's path for other forms of it. */
static const struct str forms[] = { STR_CONST("amp/"), STR_CONST("embed/"),
				    STR_CONST("trackback/") };

static struct str join(struct visit *visit, struct str a, struct str b)
{
	return str_fmt(visit->arena, "%.*s%.*s", STR_ARG(a), STR_ARG(b));
}

/* Of a story that readers must not see no address is said: it holds words of the headline. */
static enum err visible_address(struct visit *visit, struct str path, struct address *out)
{
	struct story_seen seen = { .is_public = true };
	TRY(store_address(visit->store, visit->arena, path, out));
	if (out->kind == ADDRESS_STORY)
		TRY(store_story_life(visit->store, (story_id){ out->target }, &seen));
	return seen.is_public && out->current.len ? OK : ERR_NOT_FOUND;
}

static enum err current_of(struct visit *visit, struct str path, struct str *out)
{
	struct address address;
	TRY(visible_address(visit, path, &address));
	*out = address.current;
	return OK;
}

/* "/?p=12" and its like are rows of their own, spelled just so. */
static enum err find_row(struct visit *visit, struct str *location)
{
	static const struct str keys[] = { STR_CONST("p"), STR_CONST("page_id"),
					   STR_CONST("attachment_id"), STR_CONST("cat"),
					   STR_CONST("author") };
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		int64_t n = visit_param_number(visit, keys[i], 0);
		if (n == 0)
			continue;
		return current_of(
			visit, str_fmt(visit->arena, "/?%.*s=%lld", STR_ARG(keys[i]), (long long)n),
			location);
	}
	return ERR_NOT_FOUND;
}

static struct str feed_named(struct visit *visit, struct str name)
{
	if (str_eq(name, S("atom")))
		return S("/atom.xml");
	return str_eq(name, S("json")) ? S("/feed.json") : visit->settings.route_rss;
}

/* "201205" or "20120529". */
static enum err month_address(struct visit *visit, struct str m, struct str *location)
{
	struct archive_date date;
	struct str below =
		m.len == 6 ? str_fmt(visit->arena, "%.*s/%.*s/", STR_ARG(str_first(m, 4)),
				     STR_ARG(str_sub(m, 4, 2)))
			   : str_fmt(visit->arena, "%.*s/%.*s/%.*s/", STR_ARG(str_first(m, 4)),
				     STR_ARG(str_sub(m, 4, 2)), STR_ARG(str_from(m, 6)));
	if ((m.len != 6 && m.len != 8) || !archive_date_parse(below, &date))
		return ERR_NOT_FOUND;
	*location = join(visit, visit->settings.route_archive, below);
	return OK;
}

enum err old_query_address(struct visit *visit, struct str *location)
{
	struct str words = visit_param(visit, S("s")), feed = visit_param(visit, S("feed"));
	struct str m = visit_param(visit, S("m")), tag = visit_param(visit, S("tag"));
	int64_t paged = visit_param_number(visit, S("paged"), 0);
	enum err err = find_row(visit, location);
	if (err != ERR_NOT_FOUND)
		return err;
	if (words.len) {
		*location =
			str_fmt(visit->arena, "%.*s?q=%.*s", STR_ARG(visit->settings.route_search),
				STR_ARG(url_encode_query(visit->arena, words)));
		return OK;
	}
	if (feed.len) {
		*location = feed_named(visit, feed);
		return OK;
	}
	if (m.len)
		return month_address(visit, m, location);
	if (tag.len)
		return old_address(visit, str_fmt(visit->arena, "/tag/%.*s/", STR_ARG(tag)),
				   location);
	if (paged > 1) {
		*location = visit_list_page(visit, S("/"), paged);
		return OK;
	}
	return ERR_NOT_FOUND;
}

static enum err section_path(struct visit *visit, struct str slug, struct str *out)
{
	struct section section;
	TRY(store_section_by_slug(visit->store, visit->arena, slug, &section));
	*out = section.path;
	return OK;
}

static enum err topic_path(struct visit *visit, struct str slug, struct str *out)
{
	struct topic topic;
	enum err err = store_topic_by_slug(visit->store, visit->arena, slug, &topic);
	if (err == ERR_NOT_FOUND)
		return section_path(visit, slug, out);
	*out = topic.path;
	return err;
}

static enum err person_path(struct visit *visit, struct str slug, struct str *out)
{
	struct person person;
	TRY(store_person_by_slug(visit->store, visit->arena, slug, &person));
	*out = person.path;
	return OK;
}

/* "/category/world/asia/", "/tag/trams/page/2/", "/author/x/rss/": by the last slug. */
static enum err find_list(struct visit *visit, struct str path, struct str *location)
{
	static const struct {
		struct str prefix;
		enum err (*find)(struct visit *visit, struct str slug, struct str *out);
	} lists[] = {
		{ STR_CONST("/category/"), section_path }, { STR_CONST("/section/"), section_path },
		{ STR_CONST("/tag/"), topic_path },        { STR_CONST("/topic/"), topic_path },
		{ STR_CONST("/author/"), person_path },
	};
	struct tail tail = tail_of(path);
	for (size_t i = 0; i < COUNT_OF(lists); i++) {
		struct str rest = tail.base;
		if (!str_drop_prefix(&rest, lists[i].prefix) || !str_drop_suffix(&rest, S("/")))
			continue;
		struct str_pair cut = str_cut_last(rest, '/');
		struct str slug = url_decode(visit->arena, cut.found ? cut.tail : rest), now;
		TRY(lists[i].find(visit, slug, &now));
		*location = join(visit, now,
				 tail.page == 1 && tail.kind == TAIL_PAGE ? S("") : tail.text);
		return str_eq(*location, path) ? ERR_NOT_FOUND : OK;
	}
	return ERR_NOT_FOUND;
}

/* A feed: of a list of ours it is ours, of a story it is the story. */
static enum err find_feed(struct visit *visit, struct str path, struct str *location)
{
	for (size_t i = 0; i < COUNT_OF(feeds); i++) {
		struct str base = path;
		if (!str_drop_suffix(&base, feeds[i].old))
			continue;
		base = str_first(path, base.len + 1);
		bool is_rss = str_eq(feeds[i].now, S("rss/"));
		if (str_eq(base, S("/"))) {
			*location = is_rss ? visit->settings.route_rss
					   : join(visit, base, feeds[i].now);
			return OK;
		}
		struct address address;
		enum err err = visible_address(visit, base, &address);
		if (err == ERR_NOT_FOUND)
			return find_list(visit, join(visit, base, feeds[i].now), location);
		TRY(err);
		bool is_list = address.kind == ADDRESS_SECTION || address.kind == ADDRESS_TOPIC ||
			       address.kind == ADDRESS_PERSON;
		*location = is_list ? join(visit, address.current, feeds[i].now) : address.current;
		return OK;
	}
	return ERR_NOT_FOUND;
}

/* "/a-story/amp/", "/a-story/2/", "/a-story/comment-page-3/". */
static enum err find_form(struct visit *visit, struct str path, struct str *location)
{
	struct str rest = path, now;
	int64_t n;
	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		struct str base = path;
		if (str_drop_suffix(&base, forms[i]))
			return current_of(visit, base, location);
	}
	if (!str_drop_suffix(&rest, S("/")))
		return ERR_NOT_FOUND;
	struct str last = str_cut_last(rest, '/').tail;
	struct str base = str_first(rest, rest.len - last.len);
	bool is_replies = str_drop_prefix(&last, S("comment-page-"));
	if (str_to_i64(last, &n) || n < 1 || str_eq(base, S("/")))
		return ERR_NOT_FOUND;
	TRY(current_of(visit, base, &now));
	*location = is_replies && n > 1
			    ? str_fmt(visit->arena, "%.*s?cpage=%lld", STR_ARG(now), (long long)n)
			    : now;
	return OK;
}

static enum err find_day(struct visit *visit, struct str path, struct str *location)
{
	struct archive_date date;
	struct str below = str_from(path, 1);
	if (below.len == 0 || !archive_date_parse(below, &date))
		return ERR_NOT_FOUND;
	*location = join(visit, visit->settings.route_archive, below);
	return OK;
}

static enum err find_name(struct visit *visit, struct str path, struct str *location)
{
	struct str rest = path, icon = VISIT_SETTING(visit, icon);
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (str_eq(path, names[i].old)) {
			*location = names[i].now.len ? names[i].now : visit->settings.route_rss;
			return OK;
		}
	if (str_eq(path, S("/favicon.ico")) && str_starts(icon, S("/")) && !str_eq(icon, path)) {
		*location = icon;
		return OK;
	}
	if (str_drop_prefix(&rest, S("/index.php/"))) {
		*location = join(visit, S("/"), rest);
		return OK;
	}
	return ERR_NOT_FOUND;
}

enum err old_address(struct visit *visit, struct str path, struct str *location)
{
	static enum err (*const finds[])(struct visit *, struct str,
					 struct str *) = { find_name, find_feed, find_list,
							   find_form, find_day };
	struct str with_slash = str_ends(path, S("/")) ? path : join(visit, path, S("/"));
	for (size_t i = 0; i < COUNT_OF(finds); i++) {
		enum err err = finds[i](visit, i == 0 ? path : with_slash, location);
		if (err != ERR_NOT_FOUND)
			return err;
	}
	return ERR_NOT_FOUND;
}
