/* SPDX-License-Identifier: Apache-2.0 */
/* helpers_list.c: lists of links. What is gathered here is written by a partial: the theme's own of
 * that name, else one of builtin/. */
#include "theme/helpers.h"
#include "theme/run.h"

static struct value_map *new_map(struct helper_call *call)
{
	return arena_new(helper_arena(call), struct value_map, 1);
}

static void set(struct helper_call *call, struct value_map *map, struct str key, struct value v)
{
	value_map_set(helper_arena(call), map, key, v);
}

/* Runs one of builtin/ even where the theme has a partial of that name. */
static void run_builtin(struct helper_call *call, struct str name, const struct value_map *map)
{
	const struct template *builtin = partials_find(&helper_theme(call)->builtin, name);
	BUG_IF(!builtin);
	run_template(call->run, builtin, value_of_map(map), call->env->frame, NULL);
}

/* Whether a tag or author may be shown: visibility says "internal" of those that are not. */
static bool is_shown(struct helper_call *call, struct value item)
{
	struct str visibility = field_text(call, item, S("visibility"));
	struct str wanted = helper_hash_text(call, S("visibility"), S("public")), part;
	if (visibility.len == 0 || str_eq(wanted, S("all")))
		return true;
	while (next_part(&wanted, &part))
		if (str_eq(part, visibility))
			return true;
	return false;
}

/* {{tags}}, {{authors}}: separator= prefix= suffix= limit= from= to= autolink= visibility=. What
 * stands around the names is the theme's and may be HTML. */
static void write_links(struct helper_call *call, struct str field)
{
	struct value list = helper_field(call, field);
	struct value_array *all = arena_new(helper_arena(call), struct value_array, 1);
	struct value_array *links = arena_new(helper_arena(call), struct value_array, 1);
	for (size_t i = 0; i < value_count(list); i++) {
		struct value item = value_at(list, i, helper_arena(call));
		if (is_shown(call, item))
			*list_push(helper_arena(call), all) = item;
	}
	int64_t from = hash_int(call, S("from"), 1), limit = hash_int(call, S("limit"), 0);
	int64_t to = hash_int(call, S("to"), limit > 0 ? limit + from - 1 : (int64_t)all->count);
	for (int64_t i = from < 1 ? 0 : from - 1; i < to && i < (int64_t)all->count; i++)
		*list_push(helper_arena(call), links) = all->items[i];
	if (links->count == 0)
		return;
	struct value_map *map = new_map(call);
	struct str autolink = helper_hash_text(call, S("autolink"), S("true"));
	set(call, map, S("links"), value_of_array(links));
	set(call, map, S("separator"), value_text(helper_hash_text(call, S("separator"), S(", "))));
	set(call, map, S("prefix"), value_text(helper_hash_text(call, S("prefix"), S(""))));
	set(call, map, S("suffix"), value_text(helper_hash_text(call, S("suffix"), S(""))));
	set(call, map, S("autolink"), value_bool(!str_eq(autolink, S("false"))));
	run_builtin(call, S("links"), map);
}

void help_tags(struct helper_call *call)
{
	write_links(call, S("tags"));
}

void help_authors(struct helper_call *call)
{
	write_links(call, S("authors"));
}

static struct str without_slashes(struct str address)
{
	while (str_drop_suffix(&address, S("/")))
		;
	return address;
}

/* An address of the site, as the page's own is written: from its root on. */
static struct str within_site(struct helper_call *call, struct str address)
{
	struct str rest = address, site = site_url(call);
	return site.len && str_drop_prefix(&rest, site) ? rest : address;
}

static bool is_current(struct helper_call *call, struct str address)
{
	struct str here = str_cut(relative_url(call), '?').head;
	return here.len && address.len &&
	       str_eq(without_slashes(within_site(call, address)), without_slashes(here));
}

/* Letters and digits kept, all else one hyphen: for a class name. */
static struct str slug_of(struct helper_call *call, struct str label)
{
	struct buf out = buf_in(helper_arena(call), label.len + 1);
	for (size_t i = 0; i < label.len; i++) {
		char c = char_lower(label.ptr[i]);
		bool is_kept = char_is_alpha(c) || char_is_digit(c) || (unsigned char)c >= 0x80;
		if (is_kept)
			buf_put_char(&out, c);
		else if (out.len && out.ptr[out.len - 1] != '-')
			buf_put_char(&out, '-');
	}
	struct str slug = buf_str(&out);
	str_drop_suffix(&slug, S("-"));
	return slug;
}

static struct value menu_item(struct helper_call *call, struct value from)
{
	struct value_map *item = new_map(call);
	struct value_layer *layer = arena_new(helper_arena(call), struct value_layer, 1);
	struct str url = field_text(call, from, S("url"));
	struct str label = field_text(call, from, S("label"));
	set(call, item, S("url"), value_text(url));
	set(call, item, S("label"), value_text(label));
	set(call, item, S("slug"), value_text(slug_of(call, label)));
	set(call, item, S("current"), value_bool(is_current(call, url)));
	*layer = (struct value_layer){ from, value_of_map(item) };
	return value_of_layer(layer);
}

/* The context with what is in map before it, and the call's own arguments. */
static struct value context_with(struct helper_call *call, struct value_map *map)
{
	struct value_layer *layer = arena_new(helper_arena(call), struct value_layer, 1);
	for (size_t i = 0; i < helper_hash_count(call); i++)
		set(call, map, helper_hash_at(call, i).name, helper_hash_at(call, i).value);
	*layer = (struct value_layer){ helper_context(call), value_of_map(map) };
	return value_of_layer(layer);
}

void help_navigation(struct helper_call *call)
{
	bool is_secondary = str_eq(helper_hash_text(call, S("type"), S("")), S("secondary"));
	struct str name = is_secondary ? S("secondary_navigation") : S("navigation");
	struct value menu = value_field(helper_data_of(call, S("site")), name, helper_arena(call));
	struct value_array *items = arena_new(helper_arena(call), struct value_array, 1);
	struct value_map *map = new_map(call);
	for (size_t i = 0; i < value_count(menu); i++)
		*list_push(helper_arena(call), items) =
			menu_item(call, value_at(menu, i, helper_arena(call)));
	set(call, map, S("navigation"), value_of_array(items));
	set(call, map, S("isSecondary"), value_bool(is_secondary));
	if (items->count)
		helper_run_partial(call, S("navigation"), context_with(call, map));
}

void help_pagination(struct helper_call *call)
{
	struct value pages = page_value(call, S("pagination"));
	struct value own = helper_field(call, S("pagination"));
	struct value_map *map = new_map(call);
	struct value_layer *layer = arena_new(helper_arena(call), struct value_layer, 1);
	if (own.kind == VALUE_OBJECT)
		pages = own;
	if (pages.kind != VALUE_OBJECT)
		return;
	for (size_t i = 0; i < helper_hash_count(call); i++)
		set(call, map, helper_hash_at(call, i).name, helper_hash_at(call, i).value);
	*layer = (struct value_layer){ pages, value_of_map(map) };
	helper_run_partial(call, S("pagination"), value_of_layer(layer));
}

/* class= and, where the page is what the link leads to or lies below it, activeClass= or
 * parentActiveClass=. */
static struct str link_classes(struct helper_call *call, struct str address)
{
	struct buf out = buf_in(helper_arena(call), 1024);
	struct str active = helper_hash_text(call, S("activeClass"), S("nav-current"));
	struct str parent =
		str_fmt(helper_arena(call), "%.*s%s", STR_ARG(active), active.len ? "-parent" : "");
	struct str here = relative_url(call), target = within_site(call, address);
	parent = helper_hash_text(call, S("parentActiveClass"), parent);
	buf_put(&out, str_trim(helper_hash_text(call, S("class"), S(""))));
	struct str more = S("");
	if (is_current(call, address))
		more = active;
	else if (without_slashes(target).len && str_ends(target, S("/")) &&
		 str_starts(here, target))
		more = parent;
	if (more.len && out.len)
		buf_put_char(&out, ' ');
	buf_put(&out, more);
	return buf_str(&out);
}

void help_link_class(struct helper_call *call)
{
	if (helper_hash(call, S("for")).kind == VALUE_MISSING)
		helper_fail(call, "needs for=");
	struct str address = helper_hash_text(call, S("for"), S(""));
	helper_return(call, value_text(link_classes(call, address)));
}

static bool is_managed(struct str name)
{
	return str_eq(name, S("href")) || str_eq(name, S("class")) ||
	       str_eq(name, S("activeClass")) || str_eq(name, S("parentActiveClass"));
}

/* A name that may stand as an attribute's. */
static bool is_attribute_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!char_is_alpha(name.ptr[i]) && !char_is_digit(name.ptr[i]) &&
		    name.ptr[i] != '-' && name.ptr[i] != '_' && name.ptr[i] != ':')
			return false;
	return name.len > 0;
}

void help_link(struct helper_call *call)
{
	struct value_map *map = new_map(call), *attributes = new_map(call);
	if (helper_hash(call, S("href")).kind == VALUE_MISSING) {
		helper_fail(call, "needs href=");
		return;
	}
	struct str address = helper_hash_text(call, S("href"), S(""));
	for (size_t i = 0; i < helper_hash_count(call); i++) {
		struct helper_data pair = helper_hash_at(call, i);
		if (!is_managed(pair.name) && is_attribute_name(pair.name))
			set(call, attributes, pair.name, pair.value);
	}
	set(call, map, S("class"), value_text(link_classes(call, address)));
	set(call, map, S("href"), address_value(call, address));
	set(call, map, S("attributes"), value_of_map(attributes));
	set(call, map, S("body"), value_html(helper_capture_block(call, helper_context(call))));
	run_builtin(call, S("link"), map);
}

void help_search(struct helper_call *call)
{
	struct value_map *map = new_map(call);
	struct str address = text_of(call, page_value(call, S("search_url")));
	set(call, map, S("href"), address_value(call, address.len ? address : S("/search/")));
	run_builtin(call, S("search"), map);
}

void help_comments(struct helper_call *call)
{
	helper_run_partial(call, S("site-comments"), helper_context(call));
}
