/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wp_refs.c: one walk over the tags. Looking ahead is bounded by the next tag of the same kind, so
 * that the whole stays linear.
 */
#include "exchange/wp_refs.h"

#include "exchange/html_scan.h"
#include "exchange/wp_autop.h"
#include "exchange/wp_embed.h"
#include "exchange/wp_picture.h"

#define LIMIT_OPEN_LISTS 100
#define LIMIT_REFS_GROWTH 4 /* times the source and a page */

enum at_close { CLOSE_KEEP, CLOSE_DROP, CLOSE_FIGURE, CLOSE_TITLE };

/* What to write where a list, an item or a figure ends. */
struct open_element {
	struct str name;
	enum at_close close;
};

struct refs {
	struct arena *arena;
	const struct wp_world *world;
	struct buf out;
	struct embeds embeds;
	struct html_scan scan;
	struct open_element open[LIMIT_OPEN_LISTS];
	int depth, forms;
	bool at_block_start; /* only white space since the last block tag */
	bool is_pullquote;   /* the next blockquote is one */
};

static const struct str block_names[] = {
	STR_CONST("p"),       STR_CONST("div"),        STR_CONST("figure"), STR_CONST("section"),
	STR_CONST("article"), STR_CONST("blockquote"), STR_CONST("aside"),  STR_CONST("center"),
	STR_CONST("ul"),      STR_CONST("ol"),         STR_CONST("table"),  STR_CONST("h1"),
	STR_CONST("h2"),      STR_CONST("h3"),         STR_CONST("h4"),     STR_CONST("h5"),
	STR_CONST("h6"),      STR_CONST("hr"),         STR_CONST("pre"),    STR_CONST("dl"),
	STR_CONST("main"),    STR_CONST("header"),     STR_CONST("footer"), STR_CONST("details"),
};

static bool is_block(const struct scan_token *token)
{
	if (token->kind != SCAN_OPEN && token->kind != SCAN_CLOSE)
		return false;
	for (size_t i = 0; i < COUNT_OF(block_names); i++)
		if (str_eq_nocase(token->name, block_names[i]))
			return true;
	return false;
}

static void put_attribute(struct buf *out, const char *name, struct str value)
{
	if (!value.len)
		return;
	buf_fmt(out, " %s=\"", name);
	html_escape_to(out, value);
	buf_put_char(out, '"');
}

static void put_link_open(struct refs *refs, const struct scan_token *token)
{
	struct wp_link link = refs->world->link(refs->world->self, refs->arena,
						scan_attribute(refs->arena, token, S("href")));
	bool is_reference = link.kind == LINK_STORY || link.kind == LINK_MEDIA;
	if (!is_reference && !link.path.len) {
		buf_put(&refs->out, token->raw);
		return;
	}
	if (is_reference)
		buf_fmt(&refs->out, "<a data-%s=\"%lld\"",
			link.kind == LINK_STORY ? "story" : "media", (long long)link.id);
	else
		buf_put(&refs->out, S("<a"));
	if (is_reference)
		put_attribute(&refs->out, "data-fragment", link.fragment);
	else
		put_attribute(&refs->out, "href", link.path);
	put_attribute(&refs->out, "title", scan_attribute(refs->arena, token, S("title")));
	put_attribute(&refs->out, "rel", scan_attribute(refs->arena, token, S("rel")));
	buf_put_char(&refs->out, '>');
}

/* A picture as found: its tag and the link around it. */
struct found_picture {
	struct scan_token img, link; /* link.kind is SCAN_OPEN if there is one */
	struct str caption;          /* HTML */
	struct str class;
};

/* Whether the link around a picture only leads to the picture, larger. */
static bool leads_to_itself(struct refs *refs, const struct scan_token *link)
{
	struct str href = scan_attribute(refs->arena, link, S("href"));
	struct wp_link target = refs->world->link(refs->world->self, refs->arena, href);
	return !href.len || target.kind == LINK_MEDIA || target.is_picture_page ||
	       wp_is_picture_address(href);
}

static int64_t look_up(struct refs *refs, const struct scan_token *img)
{
	struct wp_picture_tag tag = wp_picture_tag(refs->arena, img);
	if (tag.is_nothing)
		return 0;
	return refs->world->picture(refs->world->self, refs->arena, tag.attachment, tag.url,
				    tag.alt);
}

/* Without one the record's own caption is shown. */
static void put_figcaption(struct refs *refs, const struct found_picture *found)
{
	struct str caption = str_trim(found->caption);
	bool has_link = found->link.kind == SCAN_OPEN && !leads_to_itself(refs, &found->link);
	if (!caption.len && has_link) {
		struct str href = scan_attribute(refs->arena, &found->link, S("href"));
		caption = html_escape(refs->arena, str_cut_str(href, S("//")).tail).s;
	}
	if (!caption.len)
		return;
	bool wraps = has_link && scan_find_tag(caption, S("<a")) == STR_NONE;
	buf_put(&refs->out, S("<figcaption>"));
	if (wraps)
		put_link_open(refs, &found->link);
	buf_put(&refs->out, caption);
	buf_put(&refs->out, wraps ? S("</a></figcaption>") : S("</figcaption>"));
}

/* A picture that is a block of its own. False: the world has no such picture. */
static bool put_figure(struct refs *refs, const struct found_picture *found)
{
	int64_t picture = look_up(refs, &found->img);
	if (!picture)
		return false;
	buf_fmt(&refs->out, "<figure data-media=\"%lld\"", (long long)picture);
	put_attribute(&refs->out, "class",
		      str_fmt(refs->arena, "%.*s %.*s", STR_ARG(found->class),
			      STR_ARG(scan_attribute(refs->arena, &found->img, S("class")))));
	buf_put_char(&refs->out, '>');
	put_figcaption(refs, found);
	buf_put(&refs->out, S("</figure>\n"));
	return true;
}

static void put_inline_picture(struct refs *refs, const struct scan_token *img)
{
	int64_t picture = look_up(refs, img);
	if (!picture) {
		buf_put(&refs->out, img->raw);
		return;
	}
	buf_fmt(&refs->out, "<img data-media=\"%lld\"", (long long)picture);
	put_attribute(&refs->out, "alt", scan_attribute(refs->arena, img, S("alt")));
	put_attribute(&refs->out, "class", scan_attribute(refs->arena, img, S("class")));
	buf_put_char(&refs->out, '>');
}

/* Reads `<img>` or `<a><img></a>` whose first tag is `token`. False: something else is there. */
static bool take_picture(struct html_scan *scan, struct scan_token token,
			 struct found_picture *found)
{
	*found = (struct found_picture){ 0 };
	if (scan_is_open(&token, S("a"))) {
		found->link = token;
		do {
			if (!scan_next(scan, &token))
				return false;
		} while (wp_is_blank(&token));
	}
	if (!scan_is_open(&token, S("img")))
		return false;
	found->img = token;
	while (found->link.kind == SCAN_OPEN) {
		if (!scan_next(scan, &token))
			return false;
		if (scan_is_close(&token, S("a")))
			return true;
		if (!wp_is_blank(&token))
			return false;
	}
	return true;
}

/* A picture that was one before: what stands around it stays. */
static bool was_reference(struct refs *refs, const struct scan_token *tag)
{
	return scan_attribute(refs->arena, tag, S("data-media")).len > 0;
}

/* Pictures from here up to the next block tag and nothing else: figures. False: nothing done. */
static bool put_alone_standing(struct refs *refs, struct scan_token token)
{
	struct {
		struct found_picture *items;
		size_t count, cap;
	} list = { 0 };
	struct html_scan scan = refs->scan;
	bool more = true;
	size_t end = scan.at;
	for (; more; more = scan_next(&scan, &token)) {
		struct found_picture found;
		if (is_block(&token))
			break;
		if (!wp_is_blank(&token) &&
		    (!take_picture(&scan, token, &found) || was_reference(refs, &found.img)))
			return false;
		if (!wp_is_blank(&token))
			*list_push(refs->arena, &list) = found;
		end = scan.at;
	}
	for (size_t i = 0; i < list.count; i++)
		if (!put_figure(refs, &list.items[i]))
			put_inline_picture(refs, &list.items[i].img);
	refs->scan.at = end;
	return true;
}

/* The content of the figure whose tag was just read, if no other begins within it. */
static bool inside_of_figure(const struct refs *refs, struct str *inside, size_t *end)
{
	struct str rest = str_from(refs->scan.all, refs->scan.at);
	struct html_scan scan = html_scan_of(rest);
	struct scan_token token;
	while (scan_next(&scan, &token)) {
		if (scan_is_open(&token, S("figure")))
			return false;
		if (scan_is_close(&token, S("figure"))) {
			*inside = str_first(rest, (size_t)(token.raw.ptr - rest.ptr));
			*end = refs->scan.at + scan.at;
			return true;
		}
	}
	return false;
}

/* Parts a figure's content: its figcaption's content, and whether anything but one picture and that
 * is in it. */
static bool read_simple_figure(struct str inside, struct found_picture *found)
{
	struct html_scan scan = html_scan_of(inside);
	struct scan_token token;
	size_t pictures = 0;
	while (scan_next(&scan, &token)) {
		if (scan_is_open(&token, S("figcaption"))) {
			struct str rest = str_from(inside, scan.at);
			size_t end = scan_find_tag(rest, S("</figcaption"));
			found->caption = str_first(rest, end);
			return pictures == 1;
		}
		bool is_wrapper = str_eq_nocase(token.name, S("div")) ||
				  str_eq_nocase(token.name, S("span")) ||
				  str_eq_nocase(token.name, S("p"));
		if (wp_is_blank(&token) || is_wrapper)
			continue;
		if (pictures++ || !take_picture(&scan, token, found))
			return false;
	}
	return pictures == 1;
}

static void push(struct refs *refs, struct str name, enum at_close close)
{
	if (refs->depth < LIMIT_OPEN_LISTS)
		refs->open[refs->depth++] = (struct open_element){ name, close };
}

static void take_figure(struct refs *refs, const struct scan_token *token)
{
	struct str inside;
	size_t end;
	struct found_picture found = { .class = scan_attribute(refs->arena, token, S("class")) };
	if (!was_reference(refs, token) && inside_of_figure(refs, &inside, &end)) {
		bool is_embed = scan_has_class(refs->arena, token, S("wp-block-embed"));
		struct str class = found.class;
		if ((is_embed && wp_put_embed_figure(&refs->embeds, inside)) ||
		    wp_put_player_figure(&refs->embeds, inside)) {
			refs->scan.at = end;
			return;
		}
		bool is_simple = read_simple_figure(inside, &found);
		found.class = class;
		if (is_simple && put_figure(refs, &found)) {
			refs->scan.at = end;
			return;
		}
	}
	bool is_pullquote = scan_has_class(refs->arena, token, S("wp-block-pullquote"));
	refs->is_pullquote |= is_pullquote;
	push(refs, token->name, is_pullquote ? CLOSE_DROP : CLOSE_KEEP);
	if (!is_pullquote)
		buf_put(&refs->out, token->raw);
}

/* Galleries were lists once. */
static void take_list(struct refs *refs, const struct scan_token *token)
{
	struct arena *arena = refs->arena;
	enum at_close close = CLOSE_KEEP;
	if (scan_has_class(arena, token, S("blocks-gallery-grid")) ||
	    scan_has_class(arena, token, S("blocks-gallery-item")))
		close = CLOSE_DROP;
	else if (scan_has_class(arena, token, S("wp-block-gallery")))
		close = CLOSE_FIGURE;
	push(refs, token->name, close);
	if (close == CLOSE_FIGURE)
		buf_put(&refs->out, S("<figure class=\"gallery\">"));
	else if (close == CLOSE_KEEP)
		buf_put(&refs->out, token->raw);
}

static void take_close(struct refs *refs, const struct scan_token *token)
{
	enum at_close close = CLOSE_KEEP;
	if (refs->depth && str_eq_nocase(refs->open[refs->depth - 1].name, token->name))
		close = refs->open[--refs->depth].close;
	if (close == CLOSE_KEEP)
		buf_put(&refs->out, token->raw);
	else if (close == CLOSE_FIGURE)
		buf_put(&refs->out, S("</figure>"));
	else if (close == CLOSE_TITLE)
		buf_put(&refs->out, S("</strong><br>"));
}

static bool next_solid(struct html_scan *scan, struct scan_token *token)
{
	while (scan_next(scan, token))
		if (!wp_is_blank(token))
			return true;
	return false;
}

/* `<p class="embed"><a href="X">...</a></p>`, X a story: See also; X a file: its figure. */
static bool take_embed(struct refs *refs, const struct scan_token *token)
{
	if (!scan_has_class(refs->arena, token, S("embed")))
		return false;
	struct html_scan scan = refs->scan;
	struct scan_token link, text, close_link, close;
	if (!next_solid(&scan, &link) || !scan_is_open(&link, S("a")) ||
	    !next_solid(&scan, &text) || text.kind != SCAN_TEXT ||
	    !next_solid(&scan, &close_link) || !scan_is_close(&close_link, S("a")) ||
	    !next_solid(&scan, &close) || !scan_is_close(&close, S("p")))
		return false;
	if (!wp_put_own(&refs->embeds, scan_attribute(refs->arena, &link, S("href")), S("")))
		return false;
	refs->scan = scan;
	return true;
}

static void skip_to_close(struct refs *refs, struct str name)
{
	struct html_scan scan = refs->scan;
	struct scan_token token;
	for (int i = 0; i < 8 && scan_next(&scan, &token); i++)
		if (scan_is_close(&token, name)) {
			refs->scan = scan;
			return;
		}
}

/* A file block's preview shows what its link leads to. */
static bool is_preview(struct refs *refs, const struct scan_token *token)
{
	return scan_is_open(token, S("object")) &&
	       scan_has_class(refs->arena, token, S("wp-block-file__embed"));
}

/* What opens and shuts a text below it is that text's title: "When do you open?" Those that send a
 * form go with it. */
static bool is_title_button(struct refs *refs, const struct scan_token *token)
{
	struct str type = scan_attribute(refs->arena, token, S("type"));
	return scan_is_open(token, S("button")) && !refs->forms &&
	       !str_eq_nocase(type, S("submit")) && !str_eq_nocase(type, S("reset")) &&
	       !str_contains(token->attributes, S("search"));
}

static void take_open(struct refs *refs, const struct scan_token *token)
{
	bool may_stand_alone = scan_is_open(token, S("img")) || scan_is_open(token, S("a"));
	refs->forms += scan_is_open(token, S("form"));
	if (scan_is_open(token, S("a")) &&
	    scan_has_class(refs->arena, token, S("wp-block-file__button")))
		buf_put_char(&refs->out, ' '); /* behind the link to the same file */
	if (is_preview(refs, token))
		skip_to_close(refs, token->name);
	else if (is_title_button(refs, token))
		push(refs, token->name, CLOSE_TITLE), buf_put(&refs->out, S("<strong>"));
	else if (may_stand_alone && refs->at_block_start && put_alone_standing(refs, *token))
		return;
	else if (scan_is_open(token, S("img")))
		put_inline_picture(refs, token);
	else if (scan_is_open(token, S("a")))
		put_link_open(refs, token);
	else if (wp_take_player(&refs->embeds, &refs->scan, token))
		return;
	else if (scan_is_open(token, S("figure")))
		take_figure(refs, token);
	else if (scan_is_open(token, S("ul")) || scan_is_open(token, S("li")))
		take_list(refs, token);
	else if (refs->is_pullquote && scan_is_open(token, S("blockquote")))
		buf_put(&refs->out, S("<blockquote class=\"pullquote\">")),
			refs->is_pullquote = false;
	else if (!scan_is_open(token, S("p")) || !take_embed(refs, token))
		buf_put(&refs->out, token->raw);
}

static void take_token(struct refs *refs, const struct scan_token *token)
{
	bool has_close = scan_is_close(token, S("figure")) || scan_is_close(token, S("ul")) ||
			 scan_is_close(token, S("li")) || scan_is_close(token, S("button"));
	refs->forms -= refs->forms && scan_is_close(token, S("form"));
	bool starts_block = is_block(token);
	if (token->kind == SCAN_OPEN)
		take_open(refs, token);
	else if (has_close)
		take_close(refs, token);
	else if (token->kind != SCAN_COMMENT)
		buf_put(&refs->out, token->raw);
	if (starts_block)
		refs->at_block_start = true;
	else if (!wp_is_blank(token))
		refs->at_block_start = false;
}

enum err wp_refs(struct arena *into, struct str source, const struct wp_world *world,
		 struct str *out)
{
	struct refs *refs = arena_new(into, struct refs, 1);
	*refs = (struct refs){
		.arena = into,
		.world = world,
		.out = buf_in(into, LIMIT_REFS_GROWTH * source.len + (1u << 20)),
		.scan = html_scan_of(source),
		.at_block_start = true,
	};
	refs->embeds = (struct embeds){ into, world, &refs->out };
	struct scan_token token;
	while (scan_next(&refs->scan, &token))
		take_token(refs, &token);
	TRY(refs->out.fault);
	*out = buf_str(&refs->out);
	return OK;
}
