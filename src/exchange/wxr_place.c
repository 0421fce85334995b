/* SPDX-License-Identifier: Apache-2.0 */
/* wxr_place.c: http or https, www or not, under a path or not: one site. */
#include "exchange/wxr_place.h"

#include "http/url.h"

static struct str bare_host(struct arena *into, struct str host)
{
	host = str_lower(into, host);
	str_drop_prefix(&host, S("www."));
	return host;
}

static struct str host_of(struct arena *into, const struct url *url)
{
	return url->port.len ? str_fmt(into, "%.*s:%.*s", STR_ARG(url->host), STR_ARG(url->port))
			     : url->host;
}

static void add_host(struct arena *into, struct wxr_place *place, struct str text)
{
	struct url url;
	if (url_parse(str_trim(text), &url) || !url.host.len ||
	    place->host_count == COUNT_OF(place->hosts))
		return;
	struct str host = bare_host(into, host_of(into, &url));
	for (size_t i = 0; i < place->host_count; i++)
		if (str_eq(host, place->hosts[i]))
			return;
	place->hosts[place->host_count++] = host;
}

static struct str without_last_slash(struct str path)
{
	while (str_drop_suffix(&path, S("/")))
		continue;
	return path;
}

struct wxr_place wxr_place_of(struct arena *into, struct str blog_url, struct str link)
{
	struct wxr_place place = { .scheme = S("https") };
	struct url url;
	struct str home = str_dup(into, str_trim(blog_url)), path;
	link = str_dup(into, str_trim(link));
	if (url_parse(home, &url) || !url.host.len)
		home = link;
	if (url_parse(home, &url) || !url.host.len)
		url = (struct url){ .host = S("localhost") };
	if (url.scheme.len)
		place.scheme = str_lower(into, url.scheme);
	place.host = host_of(into, &url);
	if (url_normal_path(into, url.path, &path) == OK)
		place.base_path = without_last_slash(path);
	place.name = str_fmt(into, "https://%.*s%.*s", STR_ARG(bare_host(into, place.host)),
			     STR_ARG(place.base_path));
	add_host(into, &place, home);
	add_host(into, &place, link);
	return place;
}

struct str wxr_item_uri(struct arena *into, const struct wxr_place *place, int64_t post_id)
{
	return str_fmt(into, "%.*s/?p=%lld", STR_ARG(place->name), (long long)post_id);
}

struct str wxr_named_uri(struct arena *into, const struct wxr_place *place, const char *kind,
			 struct str slug)
{
	return str_fmt(into, "%.*s/?%s=%.*s", STR_ARG(place->name), kind, STR_ARG(slug));
}

static bool is_own_host(struct arena *into, const struct wxr_place *place, const struct url *url)
{
	struct str host = bare_host(into, host_of(into, url));
	for (size_t i = 0; i < place->host_count; i++)
		if (str_eq(host, place->hosts[i]))
			return true;
	return false;
}

/* "/?p=12" from a query that names an item by number, "" from any other. */
static struct str number_address(struct arena *into, struct str query)
{
	static const struct str names[] = { STR_CONST("p"), STR_CONST("page_id"),
					    STR_CONST("attachment_id"), STR_CONST("cat") };
	while (query.len) {
		struct str_pair part = str_cut(query, '&');
		struct str_pair pair = str_cut(part.head, '=');
		int64_t n;
		for (size_t i = 0; i < COUNT_OF(names); i++)
			if (str_eq(pair.head, names[i]) && str_to_i64(pair.tail, &n) == OK && n > 0)
				return str_fmt(into, "/?%.*s=%lld", STR_ARG(names[i]),
					       (long long)n);
		query = part.tail;
	}
	return S("");
}

bool wxr_own_address(struct arena *into, const struct wxr_place *place, struct str href,
		     struct own_address *out)
{
	struct url url;
	struct str path;
	href = str_trim(href);
	if (str_starts(href, S("#")) || !href.len || url_parse(href, &url))
		return false;
	bool is_web = !url.scheme.len || str_eq_nocase(url.scheme, S("http")) ||
		      str_eq_nocase(url.scheme, S("https"));
	if (!is_web || (url.host.len && !is_own_host(into, place, &url)) ||
	    (!url.host.len && !str_starts(url.path, S("/"))))
		return false;
	if (url_normal_path(into, url.path.len ? url.path : S("/"), &path))
		return false;
	if (place->base_path.len && !str_drop_prefix(&path, place->base_path))
		return false;
	if (path.len && path.ptr[0] != '/')
		return false;
	bool names_number = path.len <= 1 || str_eq(path, S("/index.php"));
	*out = (struct own_address){
		.path = path.len ? path : S("/"),
		.number = names_number ? number_address(into, url.query) : S(""),
		.fragment = url_decode(into, url.fragment),
	};
	return true;
}

struct str wxr_absolute(struct arena *into, const struct wxr_place *place, struct str href)
{
	if (str_starts(href, S("//")))
		return str_fmt(into, "https:%.*s", STR_ARG(href));
	if (str_starts(href, S("/")))
		return str_fmt(into, "%.*s://%.*s%.*s", STR_ARG(place->scheme),
			       STR_ARG(place->host), STR_ARG(href));
	return href;
}
