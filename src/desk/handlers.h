/* SPDX-License-Identifier: Apache-2.0 */
/* handlers.h: what answers each route of newsroom_routes.c; one file a screen. */
#pragma once
#include "desk/desk.h"

/* entry.c */
enum err desk_sign_in(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_sign_in_post(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_code(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_code_post(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_sign_out(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_first(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_first_post(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_password(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_password_post(struct desk *desk, struct http_response *out) MUST_CHECK;
/* forgotten.c */
enum err desk_forgotten(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_forgotten_post(struct desk *desk, struct http_response *out) MUST_CHECK;
/* me.c */
enum err desk_me(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_me_password(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_me_sessions(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_me_factor(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_me_factor_on(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_me_factor_off(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_me_news(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_me_codes(struct desk *desk, struct http_response *out) MUST_CHECK;
/* stories.c, views.c */
enum err desk_home(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_stories(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_story_new(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_stories_bulk(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_view_save(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_view_remove(struct desk *desk, struct http_response *out) MUST_CHECK;
/* story.c, draft.c, preview.c */
enum err desk_story(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_story_save(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_draft(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_presence(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_preview(struct desk *desk, struct http_response *out) MUST_CHECK;
/* publish.c */
enum err desk_state(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_publish(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_publish_post(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_embargo(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_unschedule(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_withdraw(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_release(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_discard(struct desk *desk, struct http_response *out) MUST_CHECK;
/* history.c */
enum err desk_history(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_compare(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_restore(struct desk *desk, struct http_response *out) MUST_CHECK;
/* find.c */
enum err desk_find(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_story_related(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_pictures_find(struct desk *desk, struct http_response *out) MUST_CHECK;
/* related.c */
enum err desk_also(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_also_post(struct desk *desk, struct http_response *out) MUST_CHECK;
/* pictures.c, picture.c */
enum err desk_pictures(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_pictures_take(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_picture(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_picture_save(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_picture_replace(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_picture_file(struct desk *desk, struct http_response *out) MUST_CHECK;
/* moderation.c */
enum err desk_replies(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_replies_changes(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_replies_decisions(struct desk *desk, struct http_response *out) MUST_CHECK;
/* moderation_acts.c */
enum err desk_replies_decide(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_replies_undo(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_reply_ban(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_replies_bans(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_reply_unban(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_reply_answer(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_story_answer(struct desk *desk, struct http_response *out) MUST_CHECK;
/* reply_rules.c */
enum err desk_reply_rules(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_reply_words(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_section_rule(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_story_replies(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_story_rule(struct desk *desk, struct http_response *out) MUST_CHECK;
/* topics.c, topic.c */
enum err desk_topics(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_topic_new(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_topic(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_topic_save(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_topic_merge(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_topic_move(struct desk *desk, struct http_response *out) MUST_CHECK;
/* people.c, paper.c */
enum err desk_people(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_people_add(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_person_role(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_person_remove(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_person_link(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_settings(struct desk *desk, struct http_response *out) MUST_CHECK;
enum err desk_settings_post(struct desk *desk, struct http_response *out) MUST_CHECK;
/* assets.c */
enum err desk_asset(struct desk *desk, struct http_response *out) MUST_CHECK;
