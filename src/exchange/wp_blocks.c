/* SPDX-License-Identifier: Apache-2.0 */
/* wp_blocks.c: one pass over the comments; no tree is built, since only nesting of blocks that are
 * left out matters. */
#include "exchange/wp_blocks.h"

#include "exchange/html_scan.h"
#include "exchange/wp_autop.h"
#include "html/html.h"

struct block_mark {
	struct str name; /* without "core/" */
	struct str attributes;
	bool closes, is_whole;
};

struct blocks {
	struct arena *arena;
	struct reusable_blocks reusable;
	struct buf out;
	int level;     /* of reusable blocks */
	size_t budget; /* bytes of reusable blocks that may still be put in place */
};

/* Blocks whose content is only a stencil for what their plugin or WordPress puts there, or none.
 * What else stands in a list of posts or of replies, a heading above it, was written and stays. */
static const struct str left_out[] = {
	STR_CONST("post-template"),
	STR_CONST("query-no-results"),
	STR_CONST("query-pagination"),
	STR_CONST("comment-template"),
	STR_CONST("comments-pagination"),
	STR_CONST("navigation"),
	STR_CONST("post-comments"),
	STR_CONST("latest-posts"),
	STR_CONST("latest-comments"),
	STR_CONST("archives"),
	STR_CONST("categories"),
	STR_CONST("calendar"),
	STR_CONST("tag-cloud"),
	STR_CONST("search"),
	STR_CONST("rss"),
	STR_CONST("loginout"),
	STR_CONST("page-list"),
	STR_CONST("site-title"),
	STR_CONST("site-logo"),
	STR_CONST("site-tagline"),
	STR_CONST("social-links"),
	STR_CONST("read-more"),
	STR_CONST("jetpack/contact-form"),
	STR_CONST("jetpack/subscriptions"),
	STR_CONST("jetpack/sharing-buttons"),
	STR_CONST("jetpack/related-posts"),
	STR_CONST("jetpack/mailchimp"),
};

bool wp_has_blocks(struct str source)
{
	return str_contains(source, S("<!-- wp:"));
}

static bool is_left_out(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(left_out); i++)
		if (str_eq(name, left_out[i]))
			return true;
	return false;
}

static bool parse_mark(struct str comment, struct block_mark *out)
{
	comment = str_trim(comment);
	*out = (struct block_mark){ .closes = str_drop_prefix(&comment, S("/")) };
	if (!str_drop_prefix(&comment, S("wp:")))
		return false;
	size_t n = 0;
	while (n < comment.len && !char_is_space(comment.ptr[n]))
		n++;
	out->name = str_first(comment, n);
	str_drop_prefix(&out->name, S("core/"));
	out->attributes = str_trim(str_from(comment, n));
	out->is_whole = str_drop_suffix(&out->attributes, S("/"));
	return true;
}

static bool put_unicode(struct buf *out, struct str hex)
{
	uint32_t c = 0;
	for (size_t i = 0; i < hex.len; i++) {
		if (char_hex(hex.ptr[i]) < 0)
			return false;
		c = c * 16 + (uint32_t)char_hex(hex.ptr[i]);
	}
	if (hex.len == 4)
		buf_put_code_point(out, c);
	return hex.len == 4;
}

/* The text that a key of the mark's JSON has, "" when it is not there or not text. */
static struct str json_text(struct arena *into, struct str json, const char *key)
{
	struct str found = str_cut_str(json, str_fmt(into, "\"%s\":\"", key)).tail;
	struct buf out = buf_in(into, found.len);
	for (size_t i = 0; i < found.len && found.ptr[i] != '"'; i++) {
		char c = found.ptr[i];
		if (c != '\\' || i + 1 >= found.len) {
			buf_put_char(&out, c);
			continue;
		}
		c = found.ptr[++i];
		if (c == 'u' && put_unicode(&out, str_sub(found, i + 1, 4)))
			i += 4;
		else
			buf_put_char(&out, c == 'n' || c == 't' || c == 'r' ? ' ' : c);
	}
	return buf_str(&out);
}

static int64_t json_number(struct arena *into, struct str json, const char *key)
{
	struct str found = str_cut_str(json, str_fmt(into, "\"%s\":", key)).tail;
	size_t n = 0;
	while (n < found.len && char_is_digit(found.ptr[n]))
		n++;
	int64_t number;
	return str_to_i64(str_first(found, n), &number) ? 0 : number;
}

/* A cover says its picture in the mark; newer editors also write an img, which then stands within
 * the block before its text. */
static void put_cover(struct blocks *blocks, const struct block_mark *mark, struct str after)
{
	struct arena *arena = blocks->arena;
	struct str url = json_text(arena, mark->attributes, "url");
	struct str within = str_first(after, 4096);
	size_t end = str_find(within, S("<!-- /wp:cover"));
	if (!url.len || str_contains(str_first(within, end), S("<img")) ||
	    str_contains(mark->attributes, S("\"backgroundType\":\"video\"")))
		return;
	buf_put(&blocks->out, S("<figure><img src=\""));
	html_escape_to(&blocks->out, url);
	buf_fmt(&blocks->out, "\" class=\"wp-image-%lld\"></figure>\n",
		(long long)json_number(arena, mark->attributes, "id"));
}

static enum err put_all(struct blocks *blocks, struct str source);

static enum err put_reusable(struct blocks *blocks, const struct block_mark *mark)
{
	int64_t id = json_number(blocks->arena, mark->attributes, "ref");
	if (!id || blocks->level >= LIMIT_BLOCK_DEPTH || !blocks->reusable.find)
		return OK;
	struct str content = blocks->reusable.find(blocks->reusable.self, id);
	if (content.len > blocks->budget)
		return ERR_TOO_BIG;
	blocks->budget -= content.len;
	blocks->level++;
	TRY(put_all(blocks, content));
	blocks->level--;
	return OK;
}

static enum err put_classic(struct blocks *blocks, struct str text)
{
	if (!str_trim(text).len)
		return OK;
	struct str made;
	TRY(wp_autop(blocks->arena, text, &made));
	buf_put(&blocks->out, made);
	return OK;
}

static enum err put_between(struct blocks *blocks, struct str text, int depth, int skipping)
{
	if (skipping)
		return OK;
	if (depth)
		buf_put(&blocks->out, text);
	return depth ? OK : put_classic(blocks, text);
}

/* A classic block's mark has no name of its own content to keep raw: wp:freeform, wp:shortcode. */
static bool is_classic(struct str name)
{
	return str_eq(name, S("freeform")) || str_eq(name, S("shortcode"));
}

/* Where the walk stands: how deep in blocks that are kept, and in blocks that are left out. */
struct place {
	int depth, skipping;
};

static enum err take_mark(struct blocks *blocks, const struct block_mark *mark, struct str after,
			  struct place *place)
{
	bool opens = !mark->closes && !mark->is_whole, skip = is_left_out(mark->name);
	if (place->skipping || (skip && opens)) {
		place->skipping += skip && opens ? 1 : skip && mark->closes ? -1 : 0;
		return OK;
	}
	if (str_eq(mark->name, S("block")) && mark->is_whole)
		return put_reusable(blocks, mark);
	if (is_classic(mark->name) || skip)
		return OK;
	if (opens && str_eq(mark->name, S("cover")))
		put_cover(blocks, mark, after);
	if (opens)
		place->depth++;
	else if (mark->closes && place->depth)
		place->depth--;
	return OK;
}

static enum err put_all(struct blocks *blocks, struct str source)
{
	struct place place = { 0 };
	size_t kept = 0; /* text before it was written */
	for (size_t at = 0; at < source.len;) {
		size_t found = str_find(str_from(source, at), S("<!--"));
		size_t end = found == STR_NONE ? STR_NONE
					       : str_find(str_from(source, at + found), S("-->"));
		if (end == STR_NONE)
			break;
		size_t start = at + found;
		struct block_mark mark;
		at = start + end + 3;
		if (!parse_mark(str_sub(source, start + 4, end - 4), &mark))
			continue;
		TRY(put_between(blocks, str_sub(source, kept, start - kept), place.depth,
				place.skipping));
		kept = at;
		TRY(take_mark(blocks, &mark, str_from(source, at), &place));
	}
	return put_between(blocks, str_from(source, kept), place.depth, place.skipping);
}

enum err wp_blocks(struct arena *into, struct str source, struct reusable_blocks reusable,
		   struct str *out)
{
	struct blocks blocks = {
		.arena = into,
		.reusable = reusable,
		.budget = LIMIT_REUSED_BYTES,
		.out = buf_in(into, LIMIT_AUTOP_GROWTH * (source.len + (128u << 10))),
	};
	TRY(put_all(&blocks, source));
	TRY(blocks.out.fault);
	*out = buf_str(&blocks.out);
	return OK;
}
