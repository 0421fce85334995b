/* SPDX-License-Identifier: Apache-2.0 */
/* wxr_field.c: the tables: (what is open, namespace, name) -> field. */
#include "exchange/wxr_field.h"

#define FIELD(within, space, name, type, owner, member)                                            \
	{                                                                                          \
		within, space, name, type, offsetof(struct owner, member)                          \
	}

static const struct field fields[] = {
	FIELD(IN_CHANNEL, SPACE_RSS, "title", TEXT, wxr_site, title),
	FIELD(IN_CHANNEL, SPACE_RSS, "link", TEXT, wxr_site, link),
	FIELD(IN_CHANNEL, SPACE_RSS, "description", TEXT, wxr_site, description),
	FIELD(IN_CHANNEL, SPACE_RSS, "language", TEXT, wxr_site, language),
	FIELD(IN_CHANNEL, SPACE_WP, "wxr_version", TEXT, wxr_site, version),
	FIELD(IN_CHANNEL, SPACE_WP, "base_site_url", TEXT, wxr_site, base_site_url),
	FIELD(IN_CHANNEL, SPACE_WP, "base_blog_url", TEXT, wxr_site, base_blog_url),
	FIELD(IN_AUTHOR, SPACE_WP, "author_id", NUMBER, wxr_author, id),
	FIELD(IN_AUTHOR, SPACE_WP, "author_login", TEXT, wxr_author, login),
	FIELD(IN_AUTHOR, SPACE_WP, "author_email", TEXT, wxr_author, email),
	FIELD(IN_AUTHOR, SPACE_WP, "author_display_name", TEXT, wxr_author, display_name),
	FIELD(IN_AUTHOR, SPACE_WP, "author_first_name", TEXT, wxr_author, first_name),
	FIELD(IN_AUTHOR, SPACE_WP, "author_last_name", TEXT, wxr_author, last_name),
	FIELD(IN_TERM, SPACE_WP, "term_id", NUMBER, wxr_term, id),
	FIELD(IN_TERM, SPACE_WP, "category_nicename", TEXT, wxr_term, slug),
	FIELD(IN_TERM, SPACE_WP, "category_parent", TEXT, wxr_term, parent),
	FIELD(IN_TERM, SPACE_WP, "cat_name", TEXT, wxr_term, name),
	FIELD(IN_TERM, SPACE_WP, "category_description", TEXT, wxr_term, description),
	FIELD(IN_TERM, SPACE_WP, "tag_slug", TEXT, wxr_term, slug),
	FIELD(IN_TERM, SPACE_WP, "tag_name", TEXT, wxr_term, name),
	FIELD(IN_TERM, SPACE_WP, "tag_description", TEXT, wxr_term, description),
	FIELD(IN_TERM, SPACE_WP, "term_taxonomy", TEXT, wxr_term, taxonomy),
	FIELD(IN_TERM, SPACE_WP, "term_slug", TEXT, wxr_term, slug),
	FIELD(IN_TERM, SPACE_WP, "term_parent", TEXT, wxr_term, parent),
	FIELD(IN_TERM, SPACE_WP, "term_name", TEXT, wxr_term, name),
	FIELD(IN_TERM, SPACE_WP, "term_description", TEXT, wxr_term, description),
	FIELD(IN_ITEM, SPACE_RSS, "title", TEXT, wxr_item, title),
	FIELD(IN_ITEM, SPACE_RSS, "link", TEXT, wxr_item, link),
	FIELD(IN_ITEM, SPACE_RSS, "pubDate", TEXT, wxr_item, pub_date),
	FIELD(IN_ITEM, SPACE_RSS, "guid", TEXT, wxr_item, guid),
	FIELD(IN_ITEM, SPACE_RSS, "description", TEXT, wxr_item, description),
	FIELD(IN_ITEM, SPACE_DC, "creator", TEXT, wxr_item, creator),
	FIELD(IN_ITEM, SPACE_CONTENT, "encoded", TEXT, wxr_item, content),
	FIELD(IN_ITEM, SPACE_EXCERPT, "encoded", TEXT, wxr_item, excerpt),
	FIELD(IN_ITEM, SPACE_WP, "post_id", NUMBER, wxr_item, post_id),
	FIELD(IN_ITEM, SPACE_WP, "post_date", TEXT, wxr_item, post_date),
	FIELD(IN_ITEM, SPACE_WP, "post_date_gmt", TEXT, wxr_item, post_date_gmt),
	FIELD(IN_ITEM, SPACE_WP, "post_modified", TEXT, wxr_item, post_modified),
	FIELD(IN_ITEM, SPACE_WP, "post_modified_gmt", TEXT, wxr_item, post_modified_gmt),
	FIELD(IN_ITEM, SPACE_WP, "comment_status", TEXT, wxr_item, comment_status),
	FIELD(IN_ITEM, SPACE_WP, "post_name", TEXT, wxr_item, post_name),
	FIELD(IN_ITEM, SPACE_WP, "status", TEXT, wxr_item, status),
	FIELD(IN_ITEM, SPACE_WP, "post_parent", NUMBER, wxr_item, post_parent),
	FIELD(IN_ITEM, SPACE_WP, "menu_order", NUMBER, wxr_item, menu_order),
	FIELD(IN_ITEM, SPACE_WP, "post_type", TEXT, wxr_item, post_type),
	FIELD(IN_ITEM, SPACE_WP, "post_password", TEXT, wxr_item, post_password),
	FIELD(IN_ITEM, SPACE_WP, "is_sticky", FLAG, wxr_item, is_sticky),
	FIELD(IN_ITEM, SPACE_WP, "attachment_url", TEXT, wxr_item, attachment_url),
	FIELD(IN_META, SPACE_WP, "meta_key", TEXT, wxr_meta, key),
	FIELD(IN_META, SPACE_WP, "meta_value", TEXT, wxr_meta, value),
	FIELD(IN_COMMENT, SPACE_WP, "comment_id", NUMBER, wxr_comment, id),
	FIELD(IN_COMMENT, SPACE_WP, "comment_author", TEXT, wxr_comment, author),
	FIELD(IN_COMMENT, SPACE_WP, "comment_author_email", TEXT, wxr_comment, email),
	FIELD(IN_COMMENT, SPACE_WP, "comment_author_url", TEXT, wxr_comment, url),
	FIELD(IN_COMMENT, SPACE_WP, "comment_author_IP", TEXT, wxr_comment, ip),
	FIELD(IN_COMMENT, SPACE_WP, "comment_date", TEXT, wxr_comment, date),
	FIELD(IN_COMMENT, SPACE_WP, "comment_date_gmt", TEXT, wxr_comment, date_gmt),
	FIELD(IN_COMMENT, SPACE_WP, "comment_content", TEXT, wxr_comment, content),
	FIELD(IN_COMMENT, SPACE_WP, "comment_approved", TEXT, wxr_comment, approved),
	FIELD(IN_COMMENT, SPACE_WP, "comment_type", TEXT, wxr_comment, type),
	FIELD(IN_COMMENT, SPACE_WP, "comment_parent", NUMBER, wxr_comment, parent),
	FIELD(IN_COMMENT, SPACE_WP, "comment_user_id", NUMBER, wxr_comment, user_id),
};

const struct field wxr_category_field =
	FIELD(IN_ITEM, SPACE_RSS, "category", TEXT, wxr_category, name);

struct str wxr_meta(const struct wxr_item *item, const char *key)
{
	for (size_t i = 0; i < item->metas.count; i++)
		if (str_eq(item->metas.items[i].key, str_of(key)))
			return item->metas.items[i].value;
	return S("");
}

static enum space space_of(struct str uri)
{
	if (!uri.len)
		return SPACE_RSS;
	struct str rest = uri;
	if (!str_drop_prefix(&rest, S("http://")))
		str_drop_prefix(&rest, S("https://"));
	str_drop_prefix(&rest, S("www."));
	str_drop_suffix(&rest, S("/"));
	if (str_starts(rest, S("wordpress.org/export/")))
		return str_ends(rest, S("/excerpt")) ? SPACE_EXCERPT : SPACE_WP;
	if (str_eq(rest, S("purl.org/rss/1.0/modules/content")))
		return SPACE_CONTENT;
	return str_eq(rest, S("purl.org/dc/elements/1.1")) ? SPACE_DC : SPACE_OTHER;
}

enum space wxr_split_name(const char *raw, struct str *name)
{
	struct str_pair pair = str_cut_last(str_of(raw), '|');
	*name = pair.tail;
	return space_of(pair.head);
}

const struct field *wxr_field_of(enum within within, enum space space, struct str name)
{
	if (within == IN_ITEM && space == SPACE_RSS && str_eq(name, S("category")))
		return &wxr_category_field;
	for (size_t i = 0; i < COUNT_OF(fields); i++)
		if (fields[i].within == within && fields[i].space == space &&
		    str_eq(name, str_of(fields[i].name)))
			return &fields[i];
	return NULL;
}

enum within wxr_opened_by(enum within within, enum space space, struct str name)
{
	static const struct {
		enum within within;
		enum space space;
		const char *name;
		enum within opens;
	} table[] = {
		{ IN_CHANNEL, SPACE_WP, "author", IN_AUTHOR },
		{ IN_CHANNEL, SPACE_WP, "category", IN_TERM },
		{ IN_CHANNEL, SPACE_WP, "tag", IN_TERM },
		{ IN_CHANNEL, SPACE_WP, "term", IN_TERM },
		{ IN_CHANNEL, SPACE_RSS, "item", IN_ITEM },
		{ IN_ITEM, SPACE_WP, "postmeta", IN_META },
		{ IN_ITEM, SPACE_WP, "comment", IN_COMMENT },
	};
	for (size_t i = 0; i < COUNT_OF(table); i++)
		if (table[i].within == within && table[i].space == space &&
		    str_eq(name, str_of(table[i].name)))
			return table[i].opens;
	return IN_NOTHING;
}
