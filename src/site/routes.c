/* SPDX-License-Identifier: Apache-2.0 */
/*
 * routes.c: the contents page: all that readers can ask for.
 *
 * First what the store has an address for, then our own routes; a list's path may have a tail. How
 * a request that finds nothing here may still be led on is in serve.c.
 */
#include "site/routes.h"

#include "site/archive.h"
#include "site/corrections.h"
#include "site/error.h"
#include "site/list.h"
#include "site/most_read.h"
#include "site/search.h"
#include "site/story_page.h"
#include "site/text.h"
#include "site/view.h"
#include "http/url.h"
#include "os/os.h"
#include "store/media.h"
#include "store/media_use.h"
#include "store/shown.h"
#include "store/taxonomy.h"

struct route {
	struct str path;                 /* "" when a setting says where */
	size_t setting;                  /* offset of the setting's text in struct site_settings */
	bool (*takes)(struct str below); /* what may stand behind the path */
	bool has_pages;
	enum err (*serve)(struct visit *visit, const struct found *found,
			  struct http_response *out);
};

static enum err front(struct visit *, const struct found *, struct http_response *);
static enum err search(struct visit *, const struct found *, struct http_response *);
static enum err archive(struct visit *, const struct found *, struct http_response *);
static enum err corrections(struct visit *, const struct found *, struct http_response *);
static enum err most_read(struct visit *, const struct found *, struct http_response *);
static enum err site_feed(struct visit *, const struct found *, struct http_response *);
static enum err comments_feed(struct visit *, const struct found *, struct http_response *);
static enum err sitemap(struct visit *, const struct found *, struct http_response *);
static enum err robots(struct visit *, const struct found *, struct http_response *);
static enum err ads(struct visit *, const struct found *, struct http_response *);
static enum err security(struct visit *, const struct found *, struct http_response *);
static enum err health(struct visit *, const struct found *, struct http_response *);
static enum err media_file(struct visit *, const struct found *, struct http_response *);

static bool nothing(struct str below)
{
	return below.len == 0;
}

static bool anything(struct str below)
{
	return below.len > 0;
}

static bool a_date(struct str below)
{
	struct archive_date date;
	return archive_date_parse(below, &date);
}

#define SET(name) STR_CONST(""), offsetof(struct site_settings, name)
#define AT(path) STR_CONST(path), 0

static const struct route routes[] = {
	{ AT("/"), nothing, true, front },                   /* front page, /page/2/ */
	{ SET(route_search), search_takes, true, search },   /* /search/?q=words, rss/, suggest/ */
	{ SET(route_archive), a_date, true, archive },       /* /archive/2024/05/29/ */
	{ AT("/corrections/"), nothing, true, corrections }, /* what was wrong, newest first */
	{ AT("/most-read/"), nothing, false, most_read },    /* of an hour, a day, a week */
	{ SET(route_rss), nothing, false, site_feed }, /* the paper's feed; see also the tails */
	{ AT("/rss/"), nothing, false, site_feed },
	{ AT("/atom.xml"), nothing, false, site_feed },
	{ AT("/feed.json"), nothing, false, site_feed },
	{ AT("/comments/rss/"), nothing, false,
	  comments_feed }, /* the newest replies to any story */
	{ AT("/comments/atom.xml"), nothing, false, comments_feed },
	{ AT("/comments/feed.json"), nothing, false, comments_feed },
	{ AT("/sitemap.xml"), nothing, false, sitemap }, /* index of the following */
	{ AT("/sitemap-"), anything, false, sitemap },   /* 50,000 stories each, and the terms */
	{ AT("/news-sitemap.xml"), nothing, false, sitemap }, /* the last two days */
	{ AT("/robots.txt"), nothing, false, robots },
	{ AT("/ads.txt"), nothing, false, ads },                       /* as set, else 404 */
	{ AT("/.well-known/security.txt"), nothing, false, security }, /* as set, else 404 */
	{ AT("/health"), nothing, false, health },
	{ AT("/media/"), anything, false, media_file }, /* whether the front may send the file */
};

/* What lives at an address of the store. */
static enum err story(struct visit *, const struct found *, struct http_response *);
static enum err section(struct visit *, const struct found *, struct http_response *);
static enum err topic(struct visit *, const struct found *, struct http_response *);
static enum err author(struct visit *, const struct found *, struct http_response *);
static enum err media(struct visit *, const struct found *, struct http_response *);
static enum err media_file(struct visit *visit, const struct found *found,
			   struct http_response *out)
{
	struct str file = url_decode(visit->arena, found->below);
	TRY(store_media_may_show(visit->store, file));
	*out = http_response_in(visit->arena, 200);
	out->file =
		os_path_join(visit->arena,
			     os_path_join(visit->arena, visit->app->site_folder, S("media")), file);
	return OK;
}

static enum err literal(struct visit *, const struct found *, struct http_response *);

static enum err (*const living[])(struct visit *, const struct found *, struct http_response *) = {
	[ADDRESS_STORY] = story,     /* a story or a plain page; gone when withdrawn */
	[ADDRESS_SECTION] = section, /* /section/town/, page/2/, rss/, atom.xml, feed.json */
	[ADDRESS_TOPIC] = topic,     /* likewise */
	[ADDRESS_PERSON] = author,   /* likewise */
	[ADDRESS_MEDIA] = media,     /* an attachment's page leads to its file */
	[ADDRESS_LITERAL] = literal, /* leads where it says */
};

static bool read_page_tail(struct tail *tail)
{
	struct str rest = tail->base, number;
	int64_t n;
	if (!str_drop_suffix(&rest, S("/")))
		return false;
	number = str_cut_last(rest, '/').tail;
	if (number.len == 0 || !char_is_digit(number.ptr[0]) || number.ptr[0] == '0' ||
	    str_to_i64(number, &n) || n > LIMIT_PAGE_NUMBER || !str_drop_suffix(&rest, number) ||
	    !str_drop_suffix(&rest, S("/page/")))
		return false;
	size_t base = rest.len + 1;
	tail->text = str_from(tail->base, base);
	tail->base = str_first(tail->base, base);
	tail->page = n;
	tail->kind = TAIL_PAGE;
	return true;
}

struct tail tail_of(struct str path)
{
	static const struct {
		struct str name;
		enum feed_kind kind;
	} feeds[] = { { STR_CONST("/rss/"), FEED_RSS },
		      { STR_CONST("/atom.xml"), FEED_ATOM },
		      { STR_CONST("/feed.json"), FEED_JSON } };
	struct tail tail = { .base = path, .page = 1 };
	if (read_page_tail(&tail))
		return tail;
	for (size_t i = 0; i < COUNT_OF(feeds); i++) {
		struct str base = path;
		if (!str_drop_suffix(&base, feeds[i].name))
			continue;
		tail.base = str_first(path, base.len + 1);
		tail.text = str_from(path, base.len + 1);
		tail.kind = TAIL_FEED;
		tail.feed = feeds[i].kind;
		return tail;
	}
	return tail;
}

static struct str route_path(const struct visit *visit, const struct route *route)
{
	const char *settings = (const char *)&visit->settings;
	if (route->path.len)
		return route->path;
	return *(const struct str *)(const void *)(settings + route->setting);
}

/* Whether a route answers at path; *below is what stands behind its own. */
static bool matches(const struct visit *visit, const struct route *route, struct str path,
		    struct str *below)
{
	struct str rest = path, own = route_path(visit, route);
	if (own.len == 0 || !str_drop_prefix(&rest, own) || !route->takes(rest))
		return false;
	*below = rest;
	return true;
}

static bool find_own(const struct visit *visit, struct str path, struct found *out)
{
	struct tail tail = tail_of(path), none = { .base = path, .page = 1 };
	for (size_t i = 0; i < COUNT_OF(routes); i++) {
		bool has_page = tail.kind == TAIL_PAGE && routes[i].has_pages;
		struct found found = { .route = &routes[i], .tail = has_page ? tail : none };
		if (!matches(visit, &routes[i], found.tail.base, &found.below))
			continue;
		*out = found;
		return true;
	}
	return false;
}

/* "/a-story/comments/rss/": what stands before is the story's address. */
static enum err find_replies(struct visit *visit, struct found *found)
{
	struct str base = found->tail.base;
	if (found->tail.kind != TAIL_FEED || !str_drop_suffix(&base, S("comments/")))
		return ERR_NOT_FOUND;
	TRY(store_address(visit->store, visit->arena, base, &found->address));
	found->tail.base = base;
	found->tail.of_comments = true;
	return found->address.kind == ADDRESS_STORY ? OK : ERR_NOT_FOUND;
}

enum err route_find(struct visit *visit, struct str path, struct found *out)
{
	struct found found = { .is_address = true, .tail = { .base = path, .page = 1 } };
	enum err err = store_address(visit->store, visit->arena, path, &found.address);
	if (err == ERR_NOT_FOUND) {
		if (find_own(visit, path, out))
			return OK;
		found.tail = tail_of(path);
		if (found.tail.kind == TAIL_NONE)
			return ERR_NOT_FOUND;
		err = store_address(visit->store, visit->arena, found.tail.base, &found.address);
		if (err == ERR_NOT_FOUND)
			err = find_replies(visit, &found);
	}
	TRY(err);
	*out = found;
	return OK;
}

struct http_response route_redirect(const struct visit *visit, struct str location)
{
	struct http_response response = http_response_in(visit->arena, 301);
	http_redirect(&response, 301, location);
	http_set(&response, S("Cache-Control"), S("public, max-age=0, must-revalidate"));
	return response;
}

/* The thing's own address, with the tail a list may have. */
static enum err lead_on(struct visit *visit, const struct found *found, struct http_response *out)
{
	bool is_list = found->address.kind == ADDRESS_SECTION ||
		       found->address.kind == ADDRESS_TOPIC ||
		       found->address.kind == ADDRESS_PERSON;
	struct str location = found->address.current;
	if (is_list && found->tail.page != 1)
		location = visit_list_page(visit, location, found->tail.page);
	else if (is_list && found->tail.kind == TAIL_FEED)
		location = str_fmt(visit->arena, "%.*s%.*s", STR_ARG(location),
				   STR_ARG(found->tail.text));
	*out = route_redirect(visit, location);
	return OK;
}

enum err route_serve(struct visit *visit, const struct found *found, struct http_response *out)
{
	visit->page = found->tail.page;
	if (!found->is_address) {
		if (found->tail.kind == TAIL_PAGE && found->tail.page == 1) {
			*out = route_redirect(visit, found->tail.base);
			return OK;
		}
		return found->route->serve(visit, found, out);
	}
	bool is_first = found->tail.kind == TAIL_PAGE && found->tail.page == 1;
	bool leads_on = !found->address.is_current || is_first;
	if (leads_on && found->address.kind != ADDRESS_STORY)
		return lead_on(visit, found, out);
	return living[found->address.kind](visit, found, out);
}

/* A story that readers must not see: gone for good if it was public once, else not there. */
static enum err hidden_story(struct visit *visit, story_id id, struct http_response *out)
{
	struct story_seen seen;
	TRY(store_story_life(visit->store, id, &seen));
	if (!seen.is_gone)
		return ERR_NOT_FOUND;
	*out = error_page(visit, 410);
	return OK;
}

/* story: NULL for the replies to any. */
static enum err feed_of_replies(struct visit *visit, enum feed_kind kind, const struct story *story,
				struct http_response *out)
{
	struct str of = story ? story_title(visit->arena, story) : VISIT_SETTING(visit, title);
	struct feed feed = {
		.kind = kind,
		.title = str_fmt(visit->arena, "Replies: %.*s", STR_ARG(of)),
		.home_path = story ? str_fmt(visit->arena, "%.*s#comments", STR_ARG(story->path))
				   : S("/"),
		.self_path = visit->path,
		.is_of_comments = true,
		.story = story ? story->id : (story_id){ 0 },
	};
	return feed_serve(visit, &feed, out);
}

static enum err lead_to_story(struct visit *visit, const struct found *found,
			      struct http_response *out)
{
	story_id id = { found->address.target };
	struct story_seen seen;
	TRY(store_story_life(visit->store, id, &seen));
	return seen.is_public ? lead_on(visit, found, out) : hidden_story(visit, id, out);
}

static enum err story(struct visit *visit, const struct found *found, struct http_response *out)
{
	struct story *shown = arena_new(visit->arena, struct story, 1);
	const struct story_request request = { .status = 200 };
	story_id id = { found->address.target };
	if (!found->address.is_current)
		return lead_to_story(visit, found, out);
	enum err err = store_story_public(visit->store, visit->arena, id, shown);
	if (err == ERR_NOT_FOUND)
		return hidden_story(visit, id, out);
	TRY(err);
	if (found->tail.of_comments && shown->password.len == 0)
		return feed_of_replies(visit, found->tail.feed, shown, out);
	if (found->tail.kind != TAIL_NONE)
		return lead_on(visit, found, out);
	return story_page_serve(visit, shown, &request, out);
}

static enum err serve_feed(struct visit *visit, const struct found *found, struct str name,
			   struct str path, struct story_filter filter, struct http_response *out)
{
	filter.kind = POSTS_ONLY;
	struct feed feed = {
		.kind = found->tail.feed,
		.title = str_fmt(visit->arena, "%.*s - %.*s", STR_ARG(name),
				 STR_ARG(VISIT_SETTING(visit, title))),
		.home_path = path,
		.self_path = visit->path,
		.filter = filter,
	};
	return feed_serve(visit, &feed, out);
}

static enum err section(struct visit *visit, const struct found *found, struct http_response *out)
{
	section_id id = { found->address.target };
	if (found->tail.kind != TAIL_FEED)
		return section_serve(visit, id, out);
	const struct section *of = visit_section(visit, id);
	TRY(visit->trouble);
	if (!of)
		return ERR_NOT_FOUND;
	return serve_feed(visit, found, of->name, of->path, (struct story_filter){ .section = id },
			  out);
}

/* A topic or an author that only drafts name is not there yet: its name would tell of them. What
 * came with an import, or has something to say, has its page all the same. */
static enum err check_is_there(struct visit *visit, const struct story_filter *filter,
			       enum fact_kind about, int64_t id, bool has_a_say)
{
	struct story_list newest;
	TRY(store_story_list(visit->store, visit->arena, filter, 0, 1, false, &newest));
	if (newest.count)
		return OK;
	store_note_shown(visit->store, about, id);
	return has_a_say ? OK : ERR_NOT_FOUND;
}

static enum err topic(struct visit *visit, const struct found *found, struct http_response *out)
{
	topic_id id = { found->address.target };
	const struct story_filter filter = { .topic = id, .kind = POSTS_ONLY };
	struct topic of;
	TRY(store_topic(visit->store, visit->arena, id, &of));
	if (of.internal)
		return ERR_NOT_FOUND;
	TRY(check_is_there(visit, &filter, FACT_ABOUT_TOPIC, id.n,
			   of.description.s.len || of.uri.len));
	if (found->tail.kind != TAIL_FEED)
		return topic_serve(visit, id, out);
	return serve_feed(visit, found, of.name, of.path, filter, out);
}

static enum err author(struct visit *visit, const struct found *found, struct http_response *out)
{
	person_id id = { found->address.target };
	const struct story_filter filter = { .author = id, .kind = POSTS_ONLY };
	struct person of;
	TRY(store_person(visit->store, visit->arena, id, &of));
	TRY(check_is_there(visit, &filter, FACT_ABOUT_PERSON, id.n, of.bio.s.len || of.uri.len));
	if (found->tail.kind != TAIL_FEED)
		return author_serve(visit, id, out);
	return serve_feed(visit, found, of.name, of.path, filter, out);
}

static enum err media(struct visit *visit, const struct found *found, struct http_response *out)
{
	struct media of;
	TRY(store_media(visit->store, visit->arena, (media_id){ found->address.target }, &of));
	struct str address = media_url(visit, &of);
	if (address.len == 0 || found->tail.kind != TAIL_NONE)
		return ERR_NOT_FOUND;
	*out = route_redirect(visit, address);
	return OK;
}

static enum err literal(struct visit *visit, const struct found *found, struct http_response *out)
{
	if (found->address.current.len == 0 || found->tail.kind != TAIL_NONE)
		return ERR_NOT_FOUND;
	*out = route_redirect(visit, found->address.current);
	return OK;
}

static enum err front(struct visit *visit, const struct found *found, struct http_response *out)
{
	(void)found;
	return front_serve(visit, out);
}

static enum err search(struct visit *visit, const struct found *found, struct http_response *out)
{
	return search_serve_below(visit, found->below, out);
}

static enum err archive(struct visit *visit, const struct found *found, struct http_response *out)
{
	return archive_serve(visit, found->below, out);
}

static enum err corrections(struct visit *visit, const struct found *found,
			    struct http_response *out)
{
	(void)found;
	return corrections_serve(visit, out);
}

static enum err most_read(struct visit *visit, const struct found *found, struct http_response *out)
{
	(void)found;
	return most_read_serve(visit, out);
}

static enum err site_feed(struct visit *visit, const struct found *found, struct http_response *out)
{
	struct tail tail = tail_of(found->tail.base);
	struct feed feed = {
		.kind = tail.kind == TAIL_FEED ? tail.feed : FEED_RSS,
		.title = VISIT_SETTING(visit, title),
		.home_path = S("/"),
		.self_path = visit->path,
		.filter = { .kind = POSTS_ONLY },
	};
	if (feed.kind == FEED_RSS && !str_eq(visit->path, visit->settings.route_rss)) {
		*out = route_redirect(visit, visit->settings.route_rss);
		return OK;
	}
	return feed_serve(visit, &feed, out);
}

static enum err comments_feed(struct visit *visit, const struct found *found,
			      struct http_response *out)
{
	return feed_of_replies(visit, tail_of(found->tail.base).feed, NULL, out);
}

static enum err sitemap(struct visit *visit, const struct found *found, struct http_response *out)
{
	return sitemap_serve(visit, str_from(found->tail.base, 1), out);
}

static enum err robots(struct visit *visit, const struct found *found, struct http_response *out)
{
	(void)found;
	return robots_serve(visit, out);
}

static enum err ads(struct visit *visit, const struct found *found, struct http_response *out)
{
	(void)found;
	return ads_serve(visit, out);
}

static enum err security(struct visit *visit, const struct found *found, struct http_response *out)
{
	(void)found;
	return security_serve(visit, out);
}

static enum err health(struct visit *visit, const struct found *found, struct http_response *out)
{
	(void)found;
	return health_serve(visit, out);
}
