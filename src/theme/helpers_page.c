/* SPDX-License-Identifier: Apache-2.0 */
/* helpers_page.c: what stands once in a page: its title, its head and foot, its classes. */
#include "theme/helpers.h"
#include "theme/run.h"

#define LIMIT_CLASSES_BYTES 8192

void help_meta_title(struct helper_call *call)
{
	struct value v = page_value(call, S("meta_title"));
	if (!value_is_true(v))
		v = value_field(helper_data_of(call, S("site")), S("title"), helper_arena(call));
	helper_return(call, v);
}

void help_meta_description(struct helper_call *call)
{
	helper_return(call, page_value(call, S("meta_description")));
}

void help_ghost_head(struct helper_call *call)
{
	helper_return(call, helper_extra(call, S("ghost_head")));
}

void help_ghost_foot(struct helper_call *call)
{
	helper_return(call, helper_extra(call, S("ghost_foot")));
}

static void put_class(struct buf *out, struct str prefix, struct str name)
{
	if (out->len)
		buf_put_char(out, ' ');
	buf_put(out, prefix);
	buf_put(out, name);
}

static void put_slug(struct helper_call *call, struct buf *out, struct str prefix, struct value of)
{
	put_class(out, prefix, field_text(call, of, S("slug")));
}

static void put_tags(struct helper_call *call, struct buf *out, struct value post)
{
	struct value tags = value_field(post, S("tags"), helper_arena(call));
	for (size_t i = 0; i < value_count(tags); i++)
		put_slug(call, out, S("tag-"), value_at(tags, i, helper_arena(call)));
}

/* A field of the context, else of @root: body_class stands in the layout, but may be called from
 * anywhere. */
static struct value shown(struct helper_call *call, struct str name)
{
	struct value v = helper_field(call, name);
	return is_nothing(v) ? value_field(helper_root(call), name, helper_arena(call)) : v;
}

void help_body_class(struct helper_call *call)
{
	struct buf out = buf_in(helper_arena(call), LIMIT_CLASSES_BYTES);
	struct value post = shown(call, S("post")), page = shown(call, S("page"));
	struct value tag = shown(call, S("tag")), author = shown(call, S("author"));
	bool is_page = page.kind == VALUE_OBJECT;
	struct value thing = is_page ? page : post;
	if (in_context(call, S("home"))) {
		put_class(&out, S("home-template"), S(""));
	} else if (in_context(call, S("post")) && !is_page && value_is_true(post)) {
		put_class(&out, S("post-template"), S(""));
	} else if (in_context(call, S("page")) && value_is_true(thing)) {
		put_class(&out, S("page-template"), S(""));
		put_slug(call, &out, S("page-"), thing);
	} else if (in_context(call, S("tag")) && value_is_true(tag)) {
		put_class(&out, S("tag-template"), S(""));
		put_slug(call, &out, S("tag-"), tag);
	} else if (in_context(call, S("author")) && value_is_true(author)) {
		put_class(&out, S("author-template"), S(""));
		put_slug(call, &out, S("author-"), author);
	} else if (in_context(call, S("private"))) {
		put_class(&out, S("private-template"), S(""));
	}
	put_tags(call, &out, thing);
	if (in_context(call, S("paged")))
		put_class(&out, S("paged"), S(""));
	helper_return(call, value_text(buf_str(&out)));
}

void help_post_class(struct helper_call *call)
{
	struct buf out = buf_in(helper_arena(call), LIMIT_CLASSES_BYTES);
	struct arena *arena = helper_arena(call);
	struct value inner = helper_field(call, S("post"));
	struct value post = inner.kind == VALUE_OBJECT ? inner : helper_context(call);
	put_class(&out, S("post"), S(""));
	put_tags(call, &out, post);
	if (value_is_true(value_field(post, S("featured"), arena)))
		put_class(&out, S("featured"), S(""));
	if (!value_is_true(value_field(post, S("feature_image"), arena)))
		put_class(&out, S("no-image"), S(""));
	if (value_is_true(value_field(post, S("page"), arena)))
		put_class(&out, S("page"), S(""));
	helper_return(call, value_text(buf_str(&out)));
}
