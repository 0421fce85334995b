/* SPDX-License-Identifier: Apache-2.0 */
/*
 * newsroom_routes.c: the contents page of the newsroom: every address below /desk, who may use it,
 * which fields its form has, and what answers. What is not here does not exist.
 *
 * Each form also has its token, which newsroom.c asks for. Whose story it is is asked in the
 * handler.
 */
#include "desk/handlers.h"
#include "media/jail.h"

enum {
	NAME = 300,
	LINE = 4000,
	TEXT = 1 << 20,
	WORD = 64,
	WORDS = 16 << 10,
};

static const struct desk_field sign_in_fields[] = {
	{ "email", NAME }, { "password", LINE }, { "next", LIMIT_DESK_PATH_BYTES }, { 0 }
};
static const struct desk_field code_fields[] = { { "code", WORD },
						 { "next", LIMIT_DESK_PATH_BYTES },
						 { 0 } };
static const struct desk_field first_fields[] = {
	{ "name", NAME }, { "email", NAME }, { "password", LINE }, { 0 }
};
static const struct desk_field forgotten_fields[] = { { "email", NAME }, { 0 } };
static const struct desk_field news_fields[] = { { "wants", WORD }, { 0 } };
static const struct desk_field password_fields[] = { { "password", LINE }, { 0 } };
static const struct desk_field new_password_fields[] = { { "password", LINE },
							 { "new", LINE },
							 { 0 } };
static const struct desk_field session_fields[] = { { "session", WORD }, { 0 } };
static const struct desk_field factor_fields[] = { { "sealed", LINE }, { "code", WORD }, { 0 } };
static const struct desk_field story_fields[] = {
	{ "version", WORD },
	{ "headline", LINE },
	{ "standfirst", TEXT },
	{ "body", TEXT },
	{ "slug", LINE },
	{ "slug_shown", LINE },
	{ "language", WORD },
	{ "canonical_url", LINE },
	{ "meta_title", LINE },
	{ "meta_description", LINE },
	{ "section", WORD },
	{ "topics", LINE },
	{ "byline", NAME },
	{ "byline_role", NAME },
	{ "cover", WORD },
	{ "cover_remove", WORD },
	{ "kind", WORD },
	{ "options", WORD },
	{ "is_lead", WORD },
	{ "note", NAME },
	{ "act", WORD },
	{ "topic_add", NAME },
	{ 0 },
};
static const struct desk_field new_story_fields[] = { { "headline", LINE }, { 0 } };
static const struct desk_field bulk_fields[] = {
	{ "story", WORD }, { "act", WORD }, { "back", LIMIT_DESK_PATH_BYTES }, { 0 }
};
static const struct desk_field view_fields[] = { { "name", NAME },
						 { "query", LIMIT_DESK_PATH_BYTES },
						 { 0 } };
static const struct desk_field also_fields[] = {
	{ "act", WORD }, { "other", WORD }, { "instead", WORD }, { 0 }
};
static const struct desk_field state_fields[] = { { "state", WORD }, { 0 } };
static const struct desk_field publish_fields[] = {
	{ "version", WORD }, { "when", WORD },
	{ "at", WORD },      { "embargo", WORD },
	{ "how", WORD },     { "correction", LIMIT_CORRECTION_BYTES },
	{ "sure", WORD },    { 0 },
};
static const struct desk_field restore_fields[] = { { "version", WORD },
						    { "revision", WORD },
						    { 0 } };
static const struct desk_field reply_fields[] = { { "reply", WORD },
						  { "act", WORD },
						  { "batch", WORD },
						  { "text", TEXT },
						  { "back", LIMIT_DESK_PATH_BYTES },
						  { 0 } };
static const struct desk_field ban_fields[] = { { "kind", WORD },
						{ "days", WORD },
						{ "why", NAME },
						{ "spam", WORD },
						{ "sure", WORD },
						{ "what", NAME },
						{ "back", LIMIT_DESK_PATH_BYTES },
						{ 0 } };
static const struct desk_field rule_fields[] = {
	{ "policy", WORD }, { "moderation", WORD }, { "close_days", WORD }, { "links", WORD }, { 0 }
};
static const struct desk_field word_fields[] = { { "reply_hold_words", WORDS },
						 { "reply_spam_words", WORDS },
						 { 0 } };
static const struct desk_field person_fields[] = { { "name", NAME }, { "email", NAME },
						   { "role", WORD }, { "sure", WORD },
						   { "by", WORD },   { 0 } };
static const struct desk_field new_topic_fields[] = { { "name", NAME }, { 0 } };
static const struct desk_field topic_fields[] = {
	{ "name", NAME },      { "slug", NAME },     { "description", TEXT },
	{ "names", 32 << 10 }, { "internal", WORD }, { 0 },
};
static const struct desk_field merge_fields[] = { { "into", NAME }, { "sure", WORD }, { 0 } };
static const struct desk_field move_fields[] = { { "story", WORD }, { "to", NAME }, { 0 } };
static const struct desk_field upload_fields[] = { { "picture", LIMIT_PICTURE_BYTES }, { 0 } };
static const struct desk_field picture_fields[] = {
	{ "title", NAME },     { "alt", LINE },     { "caption", LINE }, { "credit", LINE },
	{ "copyright", LINE }, { "focal_x", WORD }, { "focal_y", WORD }, { 0 },
};
static const struct desk_field settings_fields[] = {
	{ "title", LINE },
	{ "description", LINE },
	{ "language", WORD },
	{ "timezone", WORD },
	{ "topic_links", WORD },
	{ "replies", WORD },
	{ "reply_moderation", WORD },
	{ "reply_order", WORD },
	{ "reply_close_days", WORD },
	{ "reply_hold_links", WORD },
	{ "reply_reports", WORD },
	{ "reply_address_days", WORD },
	{ "reply_hold_score", WORD },
	{ "reply_spam_score", WORD },
	{ "reply_least_seconds", WORD },
	{ "reply_rate_network", WORD },
	{ "reply_rate_commenter", WORD },
	{ "reply_levels", WORD },
	{ "replies_per_page", WORD },
	{ "see_also", WORD },
	{ "hard", WORD },
	{ 0 },
};

#define GET HTTP_GET
#define POST HTTP_POST

const struct desk_route desk_routes[] = {
	{ GET, "/desk", ACTION_OWN_ACCOUNT, desk_home },
	{ GET, "/desk/assets/*", ACTION_SIGN_IN, desk_asset },

	{ GET, "/desk/sign-in", ACTION_SIGN_IN, desk_sign_in },
	{ POST, "/desk/sign-in", ACTION_SIGN_IN, desk_sign_in_post, sign_in_fields },
	{ GET, "/desk/code", ACTION_SIGN_IN, desk_code },
	{ POST, "/desk/code", ACTION_SIGN_IN, desk_code_post, code_fields },
	{ POST, "/desk/sign-out", ACTION_SIGN_IN, desk_sign_out },
	{ GET, "/desk/first/*", ACTION_SIGN_IN, desk_first },
	{ POST, "/desk/first/*", ACTION_SIGN_IN, desk_first_post, first_fields },
	{ GET, "/desk/forgotten", ACTION_SIGN_IN, desk_forgotten },
	{ POST, "/desk/forgotten", ACTION_SIGN_IN, desk_forgotten_post, forgotten_fields },
	{ GET, "/desk/password/*", ACTION_SIGN_IN, desk_password },
	{ POST, "/desk/password/*", ACTION_SIGN_IN, desk_password_post, password_fields },

	{ GET, "/desk/me", ACTION_OWN_ACCOUNT, desk_me },
	{ POST, "/desk/me/password", ACTION_OWN_ACCOUNT, desk_me_password, new_password_fields },
	{ POST, "/desk/me/sessions", ACTION_OWN_ACCOUNT, desk_me_sessions, session_fields },
	{ POST, "/desk/me/factor", ACTION_OWN_ACCOUNT, desk_me_factor, password_fields },
	{ POST, "/desk/me/factor-on", ACTION_OWN_ACCOUNT, desk_me_factor_on, factor_fields },
	{ POST, "/desk/me/factor-off", ACTION_OWN_ACCOUNT, desk_me_factor_off, password_fields },
	{ POST, "/desk/me/news", ACTION_MODERATE, desk_me_news, news_fields },
	{ POST, "/desk/me/codes", ACTION_OWN_ACCOUNT, desk_me_codes, password_fields },

	{ GET, "/desk/stories", ACTION_LIST_STORIES, desk_stories },
	{ POST, "/desk/stories", ACTION_WRITE, desk_story_new, new_story_fields },
	{ POST, "/desk/stories/bulk", ACTION_WRITE, desk_stories_bulk, bulk_fields },
	{ POST, "/desk/views", ACTION_OWN_ACCOUNT, desk_view_save, view_fields },
	{ POST, "/desk/views/remove", ACTION_OWN_ACCOUNT, desk_view_remove, view_fields },

	{ GET, "/desk/stories/#", ACTION_LIST_STORIES, desk_story },
	{ POST, "/desk/stories/#", ACTION_WRITE, desk_story_save, story_fields },
	{ POST, "/desk/stories/#/draft", ACTION_WRITE, desk_draft, NULL, GATE_JSON },
	{ POST, "/desk/stories/#/presence", ACTION_LIST_STORIES, desk_presence, NULL, GATE_JSON },
	{ GET, "/desk/stories/#/preview", ACTION_LIST_STORIES, desk_preview },
	{ POST, "/desk/stories/#/state", ACTION_SEND_IN, desk_state, state_fields },
	{ GET, "/desk/stories/#/publish", ACTION_PUBLISH, desk_publish },
	{ POST, "/desk/stories/#/publish", ACTION_PUBLISH, desk_publish_post, publish_fields },
	{ POST, "/desk/stories/#/embargo", ACTION_PUBLISH, desk_embargo, publish_fields },
	{ POST, "/desk/stories/#/unschedule", ACTION_PUBLISH, desk_unschedule, publish_fields },
	{ POST, "/desk/stories/#/withdraw", ACTION_PUBLISH, desk_withdraw, publish_fields },
	{ POST, "/desk/stories/#/release", ACTION_PUBLISH, desk_release, publish_fields },
	{ POST, "/desk/stories/#/discard", ACTION_PUBLISH, desk_discard, publish_fields },
	{ GET, "/desk/stories/#/history", ACTION_LIST_STORIES, desk_history },
	{ GET, "/desk/stories/#/history/#", ACTION_LIST_STORIES, desk_compare },
	{ GET, "/desk/stories/#/also", ACTION_LIST_STORIES, desk_also },
	{ POST, "/desk/stories/#/also", ACTION_WRITE, desk_also_post, also_fields },
	{ GET, "/desk/stories/#/replies", ACTION_LIST_STORIES, desk_story_replies },
	{ POST, "/desk/stories/#/replies", ACTION_WRITE, desk_story_rule, rule_fields },
	{ POST, "/desk/stories/#/answer", ACTION_MODERATE, desk_story_answer, reply_fields },
	{ POST, "/desk/stories/#/restore", ACTION_WRITE, desk_restore, restore_fields },

	{ GET, "/desk/find", ACTION_WRITE, desk_find, NULL, GATE_JSON },
	{ GET, "/desk/stories/#/related", ACTION_WRITE, desk_story_related, NULL, GATE_JSON },
	{ GET, "/desk/pictures/find", ACTION_WRITE, desk_pictures_find, NULL, GATE_JSON },
	{ GET, "/desk/pictures", ACTION_WRITE, desk_pictures },
	{ POST, "/desk/pictures", ACTION_WRITE, desk_pictures_take, upload_fields },
	{ GET, "/desk/pictures/#", ACTION_WRITE, desk_picture },
	{ POST, "/desk/pictures/#", ACTION_WRITE, desk_picture_save, picture_fields },
	{ POST, "/desk/pictures/#/replace", ACTION_EDIT_ANY, desk_picture_replace, upload_fields },
	{ GET, "/desk/pictures/#/file", ACTION_WRITE, desk_picture_file },

	{ GET, "/desk/replies", ACTION_MODERATE, desk_replies },
	{ POST, "/desk/replies", ACTION_MODERATE, desk_replies_decide, reply_fields },
	{ POST, "/desk/replies/undo", ACTION_MODERATE, desk_replies_undo, reply_fields },
	{ GET, "/desk/replies/changes", ACTION_MODERATE, desk_replies_changes, NULL, GATE_JSON },
	{ GET, "/desk/replies/decisions", ACTION_MODERATE, desk_replies_decisions },
	{ POST, "/desk/replies/#/ban", ACTION_MODERATE, desk_reply_ban, ban_fields },
	{ GET, "/desk/replies/bans", ACTION_MODERATE, desk_replies_bans },
	{ POST, "/desk/replies/bans", ACTION_MODERATE, desk_reply_unban, ban_fields },
	{ GET, "/desk/replies/rules", ACTION_MODERATE, desk_reply_rules },
	{ POST, "/desk/replies/rules", ACTION_MODERATE, desk_reply_words, word_fields },
	{ POST, "/desk/replies/rules/#", ACTION_MODERATE, desk_section_rule, rule_fields },
	{ POST, "/desk/replies/#/answer", ACTION_MODERATE, desk_reply_answer, reply_fields },

	{ GET, "/desk/topics", ACTION_TOPICS, desk_topics },
	{ POST, "/desk/topics", ACTION_TOPICS, desk_topic_new, new_topic_fields },
	{ GET, "/desk/topics/#", ACTION_TOPICS, desk_topic },
	{ POST, "/desk/topics/#", ACTION_TOPICS, desk_topic_save, topic_fields },
	{ POST, "/desk/topics/#/merge", ACTION_TOPICS, desk_topic_merge, merge_fields },
	{ POST, "/desk/topics/#/move", ACTION_TOPICS, desk_topic_move, move_fields },

	{ GET, "/desk/people", ACTION_MANAGE_PEOPLE, desk_people },
	{ POST, "/desk/people", ACTION_MANAGE_PEOPLE, desk_people_add, person_fields },
	{ POST, "/desk/people/#/role", ACTION_MANAGE_PEOPLE, desk_person_role, person_fields },
	{ POST, "/desk/people/#/remove", ACTION_MANAGE_PEOPLE, desk_person_remove, person_fields },
	{ POST, "/desk/people/#/link", ACTION_MANAGE_PEOPLE, desk_person_link, person_fields },
	{ GET, "/desk/settings", ACTION_SETTINGS, desk_settings },
	{ POST, "/desk/settings", ACTION_SETTINGS, desk_settings_post, settings_fields },
};

const size_t desk_route_count = COUNT_OF(desk_routes);
