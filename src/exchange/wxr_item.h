/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wxr_item.h: what a WordPress export (WXR 1.0 to 1.2) holds, as it is spelled there.
 *
 * Texts are as in the file, absent ones empty; numbers that are none are 0. Everything lives until
 * the call that got it returns.
 */
#pragma once
#include "base/base.h"

struct wxr_author {
	int64_t id;
	struct str login, email, display_name, first_name, last_name;
};

/* From wp:category, wp:tag and wp:term alike. */
struct wxr_term {
	int64_t id;
	struct str taxonomy; /* "category", "post_tag", "nav_menu" ... */
	struct str slug, parent, name, description;
};

/* The channel's own texts, complete when the first item begins. */
struct wxr_site {
	struct str version, title, link, description, language, base_site_url, base_blog_url;
};

struct wxr_category { /* an item's */
	struct str domain, nicename, name;
};

struct wxr_meta {
	struct str key, value;
};

struct wxr_comment {
	int64_t id, parent, user_id;
	struct str author, email, url, ip, date, date_gmt, content, approved, type;
};

struct wxr_item {
	int64_t line; /* where it begins in the file */
	int64_t post_id, post_parent, menu_order;
	bool is_sticky;
	struct str title, link, pub_date, creator, guid, description, content, excerpt;
	struct str post_date, post_date_gmt, post_modified, post_modified_gmt;
	struct str comment_status, post_name, status, post_type, post_password, attachment_url;
	struct {
		struct wxr_category *items;
		size_t count, cap;
	} categories;
	struct {
		struct wxr_meta *items;
		size_t count, cap;
	} metas;
	struct {
		struct wxr_comment *items;
		size_t count, cap;
	} comments;
};

/* The value of a meta key, "" when there is none. */
struct str wxr_meta(const struct wxr_item *item, const char *key);
