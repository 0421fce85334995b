/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reply_rules.c: what sections and stories say of replies where they differ from the paper, and the
 * words by which a reply waits or is spam. What the paper says is among its settings (paper.c).
 *
 * A story's rule counts at once, whether an edit of the story waits or not.
 */
#include "comment/policy.h"
#include "desk/bench.h"
#include "desk/story_view.h"
#include "store/reply_rule.h"
#include "store/setting.h"
#include "store/story.h"
#include "store/taxonomy.h"

#define LIMIT_RULE_NUMBER 1000000

struct choice {
	struct str name;
	int value;
};
static const struct choice policies[] = {
	{ STR_CONST("unsaid"), REPLIES_SITE },   { STR_CONST("open"), REPLIES_OPEN },
	{ STR_CONST("staff"), REPLIES_STAFF },   { STR_CONST("closed"), REPLIES_CLOSED },
	{ STR_CONST("hidden"), REPLIES_HIDDEN },
};
static const struct choice moderations[] = {
	{ STR_CONST("unsaid"), MODERATE_UNSAID },
	{ STR_CONST("all"), MODERATE_ALL },
	{ STR_CONST("first"), MODERATE_FIRST },
	{ STR_CONST("none"), MODERATE_NONE },
};

static struct value choices_view(struct desk *desk, struct str key, const struct choice *choices,
				 size_t count, int chosen)
{
	struct value_array *list = desk_list(desk);
	for (size_t i = 0; i < count; i++) {
		struct value_map *map = desk_map(desk);
		desk_set_text(desk, map, S("name"), choices[i].name);
		desk_set_text(
			desk, map, S("label"),
			str_fmt(desk->arena, "%.*s.%.*s", STR_ARG(key), STR_ARG(choices[i].name)));
		desk_set(desk, map, S("chosen"), value_bool(choices[i].value == chosen));
		desk_push(desk, list, value_of_map(map));
	}
	return value_of_array(list);
}

static struct value number_view(struct desk *desk, int64_t number)
{
	return number < 0 ? value_null()
			  : value_text(str_fmt(desk->arena, "%lld", (long long)number));
}

static void add_rule(struct desk *desk, struct value_map *map, const struct reply_rule *rule)
{
	desk_set(desk, map, S("policies"),
		 choices_view(desk, S("replies"), policies, COUNT_OF(policies), rule->policy));
	desk_set(desk, map, S("moderations"),
		 choices_view(desk, S("reply_moderation"), moderations, COUNT_OF(moderations),
			      rule->moderation));
	desk_set(desk, map, S("close_days"), number_view(desk, rule->close_days));
	desk_set(desk, map, S("links"), number_view(desk, rule->links));
}

static bool read_choice(const struct form *form, struct str field, const struct choice *choices,
			size_t count, int *out)
{
	struct str name = form_get(form, field);
	for (size_t i = 0; i < count; i++)
		if (str_eq(name, choices[i].name)) {
			*out = choices[i].value;
			return true;
		}
	return false;
}

/* "" says nothing. */
static bool read_number(const struct form *form, struct str field, int64_t *out)
{
	struct str text = str_trim(form_get(form, field));
	*out = RULE_UNSAID;
	return text.len == 0 ||
	       (str_to_i64(text, out) == OK && *out >= 0 && *out <= LIMIT_RULE_NUMBER);
}

/* false: a field holds what it cannot. */
static bool read_rule(const struct form *form, struct reply_rule *out)
{
	int policy, moderation;
	*out = reply_rule_empty();
	if (!read_choice(form, S("policy"), policies, COUNT_OF(policies), &policy) ||
	    !read_choice(form, S("moderation"), moderations, COUNT_OF(moderations), &moderation))
		return false;
	out->policy = (enum reply_policy)policy;
	out->moderation = (enum reply_moderation)moderation;
	return read_number(form, S("close_days"), &out->close_days) &&
	       read_number(form, S("links"), &out->links);
}

static enum err save_rule(struct desk *desk, enum reply_scope scope, int64_t target,
			  const struct reply_rule *rule)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(store_reply_rule_set(desk->store, scope, target, rule));
	return txn_commit(&txn);
}

static enum err add_sections(struct screen *screen)
{
	struct desk *desk = screen->desk;
	struct section *sections;
	size_t count;
	struct value_array *list = desk_list(desk);
	TRY(store_section_tree(desk->store, desk->arena, &sections, &count));
	for (size_t i = 0; i < count; i++) {
		struct value_map *map = desk_map(desk);
		struct reply_rule rule;
		TRY(store_reply_rule(desk->store, RULE_SECTION, sections[i].id.n, &rule));
		desk_set(desk, map, S("id"), value_number((double)sections[i].id.n));
		desk_set_text(desk, map, S("name"), sections[i].name);
		add_rule(desk, map, &rule);
		desk_push(desk, list, value_of_map(map));
	}
	screen_set(screen, S("sections"), value_of_array(list));
	return OK;
}

static enum err show_rules(struct desk *desk, struct str error, struct http_response *out)
{
	static const struct str names[] = {
		STR_CONST("reply_hold_words"), STR_CONST("reply_spam_words"),
		STR_CONST("replies"),          STR_CONST("reply_moderation"),
		STR_CONST("reply_close_days"), STR_CONST("reply_hold_links")
	};
	struct str values[COUNT_OF(names)];
	struct screen screen = screen_of(desk, S("reply-rules"));
	TRY(store_settings(desk->store, desk->arena, names, COUNT_OF(names), values));
	for (size_t i = 0; i < COUNT_OF(names); i++)
		screen_set_text(&screen, names[i], values[i]);
	TRY(add_sections(&screen));
	screen.place = S("replies");
	screen.status = error.len ? 422 : 200;
	screen_set_text(&screen, S("error"), error);
	return screen_send(&screen, out);
}

enum err desk_reply_rules(struct desk *desk, struct http_response *out)
{
	return show_rules(desk, S(""), out);
}

enum err desk_reply_words(struct desk *desk, struct http_response *out)
{
	static const struct str names[] = { STR_CONST("reply_hold_words"),
					    STR_CONST("reply_spam_words") };
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (form_has(&desk->form, names[i]))
			TRY(store_setting_set(
				desk->store, names[i],
				str_trim(str_replace(desk->arena, form_get(&desk->form, names[i]),
						     S("\r\n"), S("\n")))));
	TRY(txn_commit(&txn));
	return desk_see(desk, S("/desk/replies/rules"), S("rule-saved"), out);
}

enum err desk_section_rule(struct desk *desk, struct http_response *out)
{
	struct reply_rule rule;
	if (!read_rule(&desk->form, &rule))
		return show_rules(desk, S("rule.number"), out);
	TRY(save_rule(desk, RULE_SECTION, desk->numbers[0], &rule));
	return desk_see(desk, S("/desk/replies/rules"), S("rule-saved"), out);
}

/* What holds for a story in the end, in the theme's words. */
static enum err add_terms(struct screen *screen, const struct story *story)
{
	struct desk *desk = screen->desk;
	struct reply_settings settings;
	struct reply_terms terms;
	TRY(reply_settings_read(desk->store, desk->arena, &settings));
	TRY(reply_terms_of(desk->store, story, &settings, &terms));
	for (size_t i = 0; i < COUNT_OF(policies); i++)
		if (policies[i].value == (int)terms.policy)
			screen_set_text(
				screen, S("is_now"),
				str_fmt(desk->arena, "replies.%.*s", STR_ARG(policies[i].name)));
	screen_set_time(screen, S("closes_at"), terms.closes_at);
	screen_set_truth(screen, S("takes_answers"),
			 terms.policy == REPLIES_OPEN || terms.policy == REPLIES_STAFF);
	return OK;
}

/* Before a story is out its writers say it; from then on those who moderate. */
static bool may_rule(const struct desk *desk, const struct edit *edit, bool is_own)
{
	if (can(desk->role, ACTION_MODERATE))
		return true;
	return !edit->is_seen && can_edit_story(desk->role, is_own, edit->story.status);
}

static enum err show_story(struct desk *desk, struct str error, struct http_response *out)
{
	struct edit edit;
	struct story now;
	struct reply_rule rule;
	bool is_own;
	story_id id = { desk->numbers[0] };
	struct screen screen = screen_of(desk, S("story-replies"));
	TRY(desk_open_story(desk, id, &edit, &is_own));
	TRY(store_story_any(desk->store, desk->arena, id, &now));
	TRY(store_reply_rule(desk->store, RULE_STORY, id.n, &rule));
	screen.place = S("stories");
	screen.status = error.len ? 422 : 200;
	story_head_view(desk, screen.root, &edit.story);
	add_rule(desk, screen.root, &rule);
	TRY(add_terms(&screen, &now));
	screen_set_number(&screen, S("comment_count"), now.comment_count);
	screen_set_truth(&screen, S("may_rule"), may_rule(desk, &edit, is_own));
	screen_set_text(&screen, S("error"), error);
	return screen_send(&screen, out);
}

enum err desk_story_replies(struct desk *desk, struct http_response *out)
{
	return show_story(desk, S(""), out);
}

enum err desk_story_rule(struct desk *desk, struct http_response *out)
{
	struct edit edit;
	struct reply_rule rule;
	bool is_own;
	story_id id = { desk->numbers[0] };
	TRY(desk_open_story(desk, id, &edit, &is_own));
	if (!may_rule(desk, &edit, is_own))
		return ERR_DENIED;
	if (!read_rule(&desk->form, &rule))
		return show_story(desk, S("rule.number"), out);
	TRY(save_rule(desk, RULE_STORY, id.n, &rule));
	return desk_see(desk, story_address(desk, id, "/replies"), S("rule-saved"), out);
}
