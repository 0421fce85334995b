/* SPDX-License-Identifier: Apache-2.0 */
/* helpers_address.c: addresses: of things, pictures, assets, further pages. */
#include "theme/helpers.h"
#include "theme/run.h"

/* Within the site: root-relative, or with the site's own address before it. */
static struct str placed(struct helper_call *call, struct str address, bool is_absolute)
{
	struct str site = site_url(call);
	struct str rest = address;
	if (site.len && str_drop_prefix(&rest, site) && (rest.len == 0 || rest.ptr[0] == '/'))
		address = rest.len ? rest : S("/");
	if (is_absolute && str_starts(address, S("/")) && !str_starts(address, S("//")))
		return str_fmt(helper_arena(call), "%.*s%.*s", STR_ARG(site), STR_ARG(address));
	return address;
}

void help_url(struct helper_call *call)
{
	struct str address = field_text(call, helper_context(call), S("url"));
	if (address.len == 0)
		address = relative_url(call);
	address = placed(call, address, hash_says_yes(call, S("absolute")));
	helper_return(call, address_value(call, address));
}

/* What a named size of the theme is called in a picture's address: "w300h200"; "" none. */
static struct str size_segment(struct helper_call *call, struct str name)
{
	struct arena *arena = helper_arena(call);
	struct value sizes =
		value_field(helper_data_of(call, S("config")), S("image_sizes"), arena);
	if (sizes.kind != VALUE_OBJECT && helper_theme(call))
		sizes = value_field(theme_config(helper_theme(call)), S("image_sizes"), arena);
	struct value size = value_field(sizes, name, arena);
	struct buf out = buf_in(arena, 64);
	struct str width = field_text(call, size, S("width"));
	struct str height = field_text(call, size, S("height"));
	if (width.len)
		buf_fmt(&out, "w%.*s", STR_ARG(width));
	if (height.len)
		buf_fmt(&out, "h%.*s", STR_ARG(height));
	return buf_str(&out);
}

/* Sizes exist only of pictures below /content/images/; others have one address. */
static struct str sized(struct helper_call *call, struct str address)
{
	struct str size = helper_hash_text(call, S("size"), S(""));
	struct str_pair cut = str_cut_str(address, S("/content/images/"));
	struct str segment = size.len && cut.found ? size_segment(call, size) : S("");
	if (segment.len == 0)
		return address;
	return str_fmt(helper_arena(call), "%.*s/content/images/size/%.*s/%.*s", STR_ARG(cut.head),
		       STR_ARG(segment), STR_ARG(cut.tail));
}

void help_img_url(struct helper_call *call)
{
	struct value picture = helper_arg(call, 0);
	struct str address = text_of(call, picture);
	if (address.len == 0)
		return;
	address = placed(call, sized(call, address), hash_says_yes(call, S("absolute")));
	helper_return(call, address_value(call, address));
}

void help_asset(struct helper_call *call)
{
	struct str path = text_of(call, helper_arg(call, 0));
	const struct theme_world *world = helper_world(call);
	if (!world || path.len == 0) {
		helper_fail(call, "needs the path of a file: {{asset \"css/screen.css\"}}");
		return;
	}
	struct str address =
		theme_asset_url(helper_theme(call), helper_arena(call), path, world->asset_base);
	helper_return(call, address_value(call, address));
}

/* The address of the first page of a list: without "page/2/". */
static struct str first_page(struct str path)
{
	struct str rest = path, number;
	int64_t n;
	str_drop_suffix(&rest, S("/"));
	struct str_pair cut = str_cut_last(rest, '/');
	number = cut.tail;
	if (!cut.found || !read_int(number, &n) || !str_ends(cut.head, S("/page")))
		return path;
	return str_first(path, cut.head.len - S("page").len);
}

void help_page_url(struct helper_call *call)
{
	struct value page = helper_arg(call, 0);
	int64_t n = 1;
	struct str_pair cut = str_cut(relative_url(call), '?');
	struct str base = first_page(cut.head);
	struct buf out = buf_in(helper_arena(call), 8192);
	if (helper_arg_count(call) && !read_int(text_of(call, page), &n))
		return;
	buf_put(&out, base.len ? base : S("/"));
	if (n > 1 && !str_ends(base, S("/")))
		buf_put(&out, base.len ? S("/") : S(""));
	if (n > 1)
		buf_fmt(&out, "page/%lld/", (long long)n);
	if (cut.found)
		buf_fmt(&out, "?%.*s", STR_ARG(cut.tail));
	helper_return(call, address_value(call, buf_str(&out)));
}

void help_readable_url(struct helper_call *call)
{
	struct str address = text_of(call, helper_arg(call, 0));
	struct str_pair cut = str_cut_str(address, S("://"));
	if (cut.found)
		address = cut.tail;
	address = str_cut(str_cut(address, '#').head, '?').head;
	str_drop_prefix(&address, S("www."));
	str_drop_suffix(&address, S("/"));
	helper_return(call, value_text(address));
}
