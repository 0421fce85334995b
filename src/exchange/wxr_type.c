/* SPDX-License-Identifier: Apache-2.0 */
/* wxr_type.c: the tables behind wxr_type.h. */
#include "exchange/wxr_type.h"

static const struct str machinery[] = {
	STR_CONST("wp_template"),
	STR_CONST("wp_template_part"),
	STR_CONST("wp_global_styles"),
	STR_CONST("wp_navigation"),
	STR_CONST("wp_font_family"),
	STR_CONST("wp_font_face"),
	STR_CONST("custom_css"),
	STR_CONST("customize_changeset"),
	STR_CONST("oembed_cache"),
	STR_CONST("user_request"),
	STR_CONST("acf-field"),
	STR_CONST("acf-field-group"),
	STR_CONST("acf-post-type"),
	STR_CONST("acf-taxonomy"),
	STR_CONST("elementor_library"),
	STR_CONST("elementor_snippet"),
	STR_CONST("elementor_font"),
	STR_CONST("et_pb_layout"),
	STR_CONST("fusion_template"),
	STR_CONST("vc_grid_item"),
	STR_CONST("feedback"),
	STR_CONST("jp_pay_order"),
	STR_CONST("jp_pay_product"),
	STR_CONST("jetpack_migration"),
	STR_CONST("wpcf7_contact_form"),
	STR_CONST("wpforms"),
	STR_CONST("mc4wp-form"),
	STR_CONST("nf_sub"),
	STR_CONST("safecss"),
	STR_CONST("amp_validated_url"),
	STR_CONST("scheduled-action"),
	STR_CONST("shop_order"),
	STR_CONST("shop_order_refund"),
	STR_CONST("shop_coupon"),
	STR_CONST("shop_webhook"),
	STR_CONST("product_variation"),
	STR_CONST("product"),
	STR_CONST("wp_log"),
	STR_CONST("popup"),
	STR_CONST("tablepress_table"),
	STR_CONST("ml-slider"),
	STR_CONST("ngg_gallery"),
	STR_CONST("ngg_pictures"),
	STR_CONST("wp_router_page"),
	STR_CONST("web-story"),
	STR_CONST("reply"),
	STR_CONST("topic"),
	STR_CONST("forum"),
};

static bool is_one_of(struct str name, const struct str *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(name, names[i]))
			return true;
	return false;
}

struct str wxr_type_name(const struct wxr_item *item)
{
	struct str type = str_trim(item->post_type);
	return type.len ? type : S("post");
}

struct str wxr_status_name(const struct wxr_item *item)
{
	struct str status = str_trim(item->status);
	return status.len ? status : S("publish");
}

/* A type that nobody told us about: a story if it looks like one. */
static bool is_like_a_story(const struct wxr_item *item)
{
	static const struct str statuses[] = { STR_CONST("publish"), STR_CONST("future"),
					       STR_CONST("private"), STR_CONST("pending"),
					       STR_CONST("draft") };
	return str_trim(item->content).len && item->title.len &&
	       is_one_of(wxr_status_name(item), statuses, COUNT_OF(statuses));
}

static bool is_empty_auto_draft(const struct wxr_item *item)
{
	return str_eq(item->status, S("auto-draft")) && !str_trim(item->content).len;
}

enum wxr_type wxr_type_of(const struct wxr_item *item)
{
	struct str type = wxr_type_name(item), status = wxr_status_name(item);
	if (str_eq(status, S("trash")) || is_empty_auto_draft(item))
		return TYPE_SKIPPED;
	if (str_eq(type, S("attachment")))
		return TYPE_ATTACHMENT;
	if (str_eq(type, S("nav_menu_item")))
		return TYPE_MENU_ENTRY;
	if (str_eq(type, S("guest-author")))
		return TYPE_PERSON;
	if (str_eq(type, S("wp_block")))
		return TYPE_REUSABLE;
	if (str_eq(type, S("revision")) || str_eq(status, S("inherit")))
		return TYPE_SKIPPED;
	if (str_eq(type, S("page")))
		return TYPE_PAGE;
	if (str_eq(type, S("post")))
		return TYPE_STORY;
	bool is_machinery = is_one_of(type, machinery, COUNT_OF(machinery));
	return !is_machinery && is_like_a_story(item) ? TYPE_STORY : TYPE_SKIPPED;
}

enum skip_reason wxr_skip_reason(const struct wxr_item *item)
{
	struct str type = wxr_type_name(item), status = wxr_status_name(item);
	if (str_eq(status, S("trash")))
		return SKIP_TRASH;
	if (is_empty_auto_draft(item))
		return SKIP_AUTO_DRAFT;
	if (str_eq(type, S("wp_block")) || is_one_of(type, machinery, COUNT_OF(machinery)))
		return SKIP_MACHINERY;
	return str_eq(type, S("revision")) || str_eq(status, S("inherit")) ? SKIP_REVISION
									   : SKIP_TYPE;
}

enum story_status wxr_status_of(const struct wxr_item *item, unix_ms published, unix_ms now)
{
	struct str status = wxr_status_name(item);
	bool is_due = !time_is_set(published) || published.ms <= now.ms;
	if (str_eq(status, S("publish")) || str_eq(status, S("future")))
		return is_due ? STORY_PUBLISHED : STORY_SCHEDULED;
	if (str_eq(status, S("private")))
		return STORY_PRIVATE;
	return str_eq(status, S("pending")) ? STORY_IN_REVIEW : STORY_DRAFT;
}
