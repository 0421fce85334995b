/* SPDX-License-Identifier: Apache-2.0 */
/* view_site.c: @site: the newspaper itself. */
#include "site/view.h"
#include "site/view_field.h"

#define FIELDS(X)                                                                                  \
	X(accent_color)                                                                            \
	X(allow_external_signup)                                                                   \
	X(allow_self_signup)                                                                       \
	X(archive_url)                                                                             \
	X(atom_url)                                                                                \
	X(bluesky)                                                                                 \
	X(codeinjection_foot)                                                                      \
	X(codeinjection_head)                                                                      \
	X(comments_access)                                                                         \
	X(comments_enabled)                                                                        \
	X(copyright)                                                                               \
	X(cover_image)                                                                             \
	X(description)                                                                             \
	X(dir)                                                                                     \
	X(facebook)                                                                                \
	X(footer_navigation)                                                                       \
	X(icon)                                                                                    \
	X(instagram)                                                                               \
	X(json_feed_url)                                                                           \
	X(lang)                                                                                    \
	X(linkedin)                                                                                \
	X(locale)                                                                                  \
	X(logo)                                                                                    \
	X(mastodon)                                                                                \
	X(members_enabled)                                                                         \
	X(members_invite_only)                                                                     \
	X(meta_description)                                                                        \
	X(meta_title)                                                                              \
	X(most_read_url)                                                                           \
	X(navigation)                                                                              \
	X(newsletter_url)                                                                          \
	X(paid_members_enabled)                                                                    \
	X(recommendations_enabled)                                                                 \
	X(rss_url)                                                                                 \
	X(search_url)                                                                              \
	X(secondary_navigation)                                                                    \
	X(sections)                                                                                \
	X(signup_url)                                                                              \
	X(social)                                                                                  \
	X(threads)                                                                                 \
	X(tiktok)                                                                                  \
	X(timezone)                                                                                \
	X(title)                                                                                   \
	X(today)                                                                                   \
	X(twitter)                                                                                 \
	X(url)                                                                                     \
	X(year)                                                                                    \
	X(youtube)
enum { FIELDS(VIEW_ENUM) };
static const struct view_fields fields = VIEW_FIELDS(FIELDS);

static bool is_here(const struct visit *visit, struct str address)
{
	struct str path = address;
	str_drop_prefix(&path, visit->url);
	return str_eq(path, visit->path);
}

static struct value menu_below(struct visit *visit, const struct menu *menu, int64_t parent);

static struct value menu_link(struct visit *visit, const struct menu *menu,
			      const struct menu_item *item)
{
	struct value_map *map = view_map(visit);
	view_set_text(visit, map, S("label"), item->label);
	view_set(visit, map, S("url"), value_text(link_address(item->url)));
	view_set(visit, map, S("current"), value_bool(is_here(visit, item->url)));
	view_set(visit, map, S("opens_new"), value_bool(item->opens_new));
	if (item->id)
		view_set(visit, map, S("children"), menu_below(visit, menu, item->id));
	return value_of_map(map);
}

static struct value menu_below(struct visit *visit, const struct menu *menu, int64_t parent)
{
	struct value_array *array = arena_new(visit->arena, struct value_array, 1);
	for (size_t i = 0; i < menu->count; i++) {
		const struct menu_item *item = &menu->items[i];
		if (item->parent == parent && item->id != parent)
			*list_push(visit->arena, array) = menu_link(visit, menu, item);
	}
	return value_of_array(array);
}

/* The primary menu; a paper without one leads to its sections. */
static struct value navigation(struct visit *visit)
{
	const struct menu *menu = visit_menu(visit, MENU_PRIMARY);
	if (menu->count)
		return menu_below(visit, menu, 0);
	size_t count;
	const struct section *sections = visit_sections(visit, &count);
	struct value_array *array = arena_new(visit->arena, struct value_array, 1);
	for (size_t i = 0; i < count; i++) {
		struct menu_item item = { .label = sections[i].name, .url = sections[i].path };
		if (sections[i].parent.n == 0)
			*list_push(visit->arena, array) = menu_link(visit, menu, &item);
	}
	return value_of_array(array);
}

static struct value top_sections(struct visit *visit)
{
	struct value_array *array = arena_new(visit->arena, struct value_array, 1);
	struct section_order order = visit_top_sections(visit);
	for (size_t i = 0; i < order.count; i++)
		*list_push(visit->arena, array) =
			view_section(visit, order.items[i], (struct post_count){ 0 });
	return value_of_array(array);
}

/* Lines "name url". */
static struct value social(struct visit *visit)
{
	struct value_array *array = arena_new(visit->arena, struct value_array, 1);
	struct str rest = VISIT_SETTING(visit, social);
	while (rest.len) {
		struct str_pair line = str_cut(rest, '\n');
		struct str_pair cut = str_cut_last(str_trim(line.head), ' ');
		rest = line.tail;
		struct str address = link_address(cut.tail);
		if (!cut.found || address.len == 0)
			continue;
		struct value_map *map = view_map(visit);
		view_set_text(visit, map, S("name"), str_trim(cut.head));
		view_set_text(visit, map, S("url"), address);
		*list_push(visit->arena, array) = value_of_map(map);
	}
	return value_of_array(array);
}

/* The address of the account on one network. */
static struct value account(struct visit *visit, struct str network)
{
	struct str rest = VISIT_SETTING(visit, social);
	while (rest.len) {
		struct str_pair line = str_cut(rest, '\n');
		struct str_pair cut = str_cut_last(str_trim(line.head), ' ');
		rest = line.tail;
		if (str_eq_nocase(str_trim(cut.head), network))
			return value_text_or_null(link_address(cut.tail));
	}
	return value_null();
}

static struct value get_of_settings(struct visit *visit, int field)
{
	switch (field) {
	case F_accent_color: return value_text_or_null(VISIT_SETTING(visit, accent));
	case F_most_read_url: return value_text(S("/most-read/"));
	case F_archive_url: return value_text(visit->settings.route_archive);
	case F_copyright: return value_text_or_null(VISIT_SETTING(visit, copyright));
	case F_cover_image: return value_text_or_null(link_address(VISIT_SETTING(visit, cover)));
	case F_description: return value_text_or_null(VISIT_SETTING(visit, description));
	case F_icon: return value_text_or_null(link_address(VISIT_SETTING(visit, icon)));
	case F_lang:
	case F_locale: return value_text(VISIT_SETTING(visit, language));
	case F_logo: return value_text_or_null(link_address(VISIT_SETTING(visit, logo)));
	case F_newsletter_url:
		return value_text_or_null(link_address(VISIT_SETTING(visit, newsletter_url)));
	case F_rss_url: return value_text(visit->settings.route_rss);
	case F_search_url: return value_text(visit->settings.route_search);
	case F_timezone: return value_text(VISIT_SETTING(visit, timezone));
	case F_title: return value_text(VISIT_SETTING(visit, title));
	default: return value_null();
	}
}

static struct value today(struct visit *visit)
{
	visit_note_midnight(visit);
	struct civil civil = zone_civil(VISIT_SETTING(visit, zone), visit->now);
	civil.hour = civil.minute = civil.second = civil.milli = 0;
	return value_text(visit_time(visit, zone_to_unix(visit->settings.zone, civil)));
}

static struct value year(struct visit *visit)
{
	visit_note_new_year(visit);
	return value_number(zone_civil(VISIT_SETTING(visit, zone), visit->now).year);
}

static struct value get(const void *self, struct str key, struct arena *arena)
{
	(void)arena;
	struct visit *visit = *(struct visit *const *)self;
	int field = view_field(&fields, key);
	switch (field) {
	case -1: return value_missing();
	case F_allow_external_signup:
	case F_allow_self_signup:
	case F_comments_enabled:
	case F_members_enabled:
	case F_members_invite_only:
	case F_paid_members_enabled:
	case F_recommendations_enabled: return value_bool(false);
	case F_atom_url: return value_text(S("/atom.xml"));
	case F_dir:
		return value_text(language_is_rtl(VISIT_SETTING(visit, language)) ? S("rtl")
										  : S("ltr"));
	case F_bluesky:
	case F_facebook:
	case F_instagram:
	case F_linkedin:
	case F_mastodon:
	case F_threads:
	case F_tiktok:
	case F_twitter:
	case F_youtube: return account(visit, key);
	case F_footer_navigation: return menu_below(visit, visit_menu(visit, MENU_FOOTER), 0);
	case F_json_feed_url: return value_text(S("/feed.json"));
	case F_navigation: return navigation(visit);
	case F_secondary_navigation: return menu_below(visit, visit_menu(visit, MENU_SECONDARY), 0);
	case F_sections: return top_sections(visit);
	case F_social: return social(visit);
	case F_today: return today(visit);
	case F_url: return value_text(visit->url);
	case F_year: return year(visit);
	default: return get_of_settings(visit, field);
	}
}

static bool key_at(const void *self, size_t i, struct str *key)
{
	(void)self;
	return view_field_at(&fields, i, key);
}

static const struct object_class site_view_class = { "site", get, key_at };

struct value view_site(struct visit *visit)
{
	struct visit **self = arena_new(visit->arena, struct visit *, 1);
	*self = visit;
	return value_object(&site_view_class, self);
}
