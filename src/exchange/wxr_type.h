/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wxr_type.h: what becomes of an item, by its type and status.
 *
 *   post, page                      a story, a page; unless in the trash or an empty auto-draft
 *   attachment                      a media record
 *   nav_menu_item                   an entry of a menu
 *   guest-author                    a person (Co-Authors Plus)
 *   wp_block                        put into the bodies that use it
 *   revisions, templates, orders,   left out, with the reason
 *   fields of plugins ...
 *   any other type that has a text  a story: newspapers keep interviews, reviews and opinions in
 *   and is or was to be published   types of their own
 *   at an address of its own
 */
#pragma once
#include "exchange/account.h"
#include "exchange/wxr_item.h"
#include "news/story.h"

enum wxr_type {
	TYPE_STORY,
	TYPE_PAGE,
	TYPE_ATTACHMENT,
	TYPE_MENU_ENTRY,
	TYPE_PERSON,
	TYPE_REUSABLE,
	TYPE_SKIPPED,
};

enum wxr_type wxr_type_of(const struct wxr_item *item);
enum skip_reason wxr_skip_reason(const struct wxr_item *item); /* of TYPE_SKIPPED, TYPE_REUSABLE */
struct str wxr_type_name(const struct wxr_item *item);         /* "post" when the file says none */
struct str wxr_status_name(const struct wxr_item *item);       /* "publish" when it says none */

/* published: when the item says it was. */
enum story_status wxr_status_of(const struct wxr_item *item, unix_ms published, unix_ms now);
