/* SPDX-License-Identifier: Apache-2.0 */
/* paper.c: the settings of the newspaper that its publisher sets here. */
#include "desk/handlers.h"
#include "desk/screen.h"
#include "press/check.h"
#include "store/outbox.h"
#include "store/setting.h"
#include "store/taxonomy.h"

enum { FAILED_A_SCREEN = 20 };

/* Text settings, each a field of the form by its own name. */
static const struct str names[] = {
	STR_CONST("title"),
	STR_CONST("description"),
	STR_CONST("language"),
	STR_CONST("timezone"),
	STR_CONST("replies"),
	STR_CONST("reply_moderation"),
	STR_CONST("reply_order"),
	STR_CONST("see_also"),
	STR_CONST("topic_links"),
	STR_CONST("reply_close_days"),
	STR_CONST("reply_hold_links"),
	STR_CONST("reply_reports"),
	STR_CONST("reply_address_days"),
	STR_CONST("reply_hold_score"),
	STR_CONST("reply_spam_score"),
	STR_CONST("reply_least_seconds"),
	STR_CONST("reply_rate_network"),
	STR_CONST("reply_rate_commenter"),
	STR_CONST("reply_levels"),
	STR_CONST("replies_per_page"),
};
/* Where the first of those stand that are chosen from a list. */
enum { AT_REPLIES = 4, AT_MODERATION, AT_ORDER, AT_SEE_ALSO, AT_TOPIC_LINKS };

static bool has_word(struct str list, struct str word)
{
	while (list.len) {
		struct str_pair cut = str_cut(list, ' ');
		if (str_eq(cut.head, word))
			return true;
		list = cut.tail;
	}
	return false;
}

static void add_choices(struct screen *screen, struct str key, const struct str *values,
			size_t count, struct str chosen)
{
	struct desk *desk = screen->desk;
	struct value_array *list = desk_list(desk);
	for (size_t i = 0; i < count; i++) {
		struct value_map *map = desk_map(desk);
		desk_set_text(desk, map, S("name"), values[i]);
		desk_set_text(desk, map, S("label"),
			      str_fmt(desk->arena, "%.*s.%.*s", STR_ARG(key), STR_ARG(values[i])));
		desk_set(desk, map, S("chosen"), value_bool(str_eq(values[i], chosen)));
		desk_push(desk, list, value_of_map(map));
	}
	screen_set(screen, key, value_of_array(list));
}

static void add_checks(struct screen *screen, struct str hard)
{
	struct desk *desk = screen->desk;
	struct value_array *list = desk_list(desk);
	for (enum check_kind kind = 0; kind < CHECK_KINDS; kind++) {
		struct value_map *map = desk_map(desk);
		struct str name = check_name(kind);
		bool is_fixed = check_is_always_hard(kind);
		desk_set_text(desk, map, S("name"), name);
		desk_set_text(desk, map, S("label"),
			      str_fmt(desk->arena, "check.%.*s", STR_ARG(name)));
		desk_set(desk, map, S("fixed"), value_bool(is_fixed));
		desk_set(desk, map, S("hard"), value_bool(is_fixed || has_word(hard, name)));
		desk_push(desk, list, value_of_map(map));
	}
	screen_set(screen, S("checks"), value_of_array(list));
}

/* Mails and words to others that were given up. */
static enum err add_failed(struct screen *screen)
{
	struct desk *desk = screen->desk;
	struct value_array *list = desk_list(desk);
	struct outbox_row *rows;
	size_t count;
	TRY(store_outbox_failed(desk->store, desk->arena, FAILED_A_SCREEN, &rows, &count));
	for (size_t i = 0; i < count; i++) {
		struct value_map *map = desk_map(desk);
		struct person person = { 0 };
		bool is_person = rows[i].kind < OUTBOX_CHECK_TO_SHOW;
		if (is_person && store_person(desk->store, desk->arena,
					      (person_id){ rows[i].subject }, &person) != OK)
			person.name = S("");
		desk_set(desk, map, S("kind"), value_number((double)rows[i].kind));
		desk_set_text(desk, map, S("name"), person.name);
		desk_set_text(desk, map, S("why"), rows[i].why);
		desk_set_time(desk, map, S("at"), rows[i].failed_at);
		desk_push(desk, list, value_of_map(map));
	}
	screen_set(screen, S("failed"), value_of_array(list));
	return OK;
}

/* error_at: the name of the setting that cannot be so; "" none. */
static enum err show(struct desk *desk, struct str error_at, struct http_response *out)
{
	static const struct str replies[] = { STR_CONST("open"), STR_CONST("staff"),
					      STR_CONST("closed"), STR_CONST("hidden") };
	static const struct str orders[] = { STR_CONST("oldest"), STR_CONST("newest"),
					     STR_CONST("liked") };
	static const struct str moderation[] = { STR_CONST("all"), STR_CONST("first"),
						 STR_CONST("none") };
	static const struct str see_also[] = { STR_CONST("insert"), STR_CONST("suggest"),
					       STR_CONST("off") };
	static const struct str topic_links[] = { STR_CONST("off"), STR_CONST("first") };
	struct str values[COUNT_OF(names)], hard;
	struct screen screen = screen_of(desk, S("settings"));
	TRY(store_settings(desk->store, desk->arena, names, COUNT_OF(names), values));
	TRY(store_setting(desk->store, desk->arena, S("hard_checks"), &hard));
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (error_at.len && form_has(&desk->form, names[i]))
			values[i] = form_get(&desk->form, names[i]);
		screen_set_text(&screen, names[i], values[i]);
	}
	add_choices(&screen, S("replies"), replies, COUNT_OF(replies), values[AT_REPLIES]);
	add_choices(&screen, S("reply_moderation"), moderation, COUNT_OF(moderation),
		    values[AT_MODERATION]);
	add_choices(&screen, S("reply_order"), orders, COUNT_OF(orders), values[AT_ORDER]);
	add_choices(&screen, S("see_also"), see_also, COUNT_OF(see_also), values[AT_SEE_ALSO]);
	add_choices(&screen, S("topic_links"), topic_links, COUNT_OF(topic_links),
		    values[AT_TOPIC_LINKS]);
	add_checks(&screen, hard);
	screen_set_text(&screen, S("error_at"), error_at);
	screen_set_truth(&screen,
			 str_eq(error_at, S("timezone")) ? S("bad_timezone") : S("bad_other"),
			 error_at.len > 0);
	TRY(add_failed(&screen));
	screen.status = error_at.len ? 422 : 200;
	return screen_send(&screen, out);
}

enum err desk_settings(struct desk *desk, struct http_response *out)
{
	return show(desk, S(""), out);
}

static struct str hard_checks_of(struct desk *desk)
{
	struct buf out = buf_in(desk->arena, LIMIT_SETTING_BYTES);
	struct str name;
	for (size_t i = 0; desk_field_at(&desk->form, S("hard"), i, &name); i++)
		for (enum check_kind kind = 0; kind < CHECK_KINDS; kind++)
			if (str_eq(name, check_name(kind)) && !check_is_always_hard(kind))
				buf_fmt(&out, "%s%.*s", out.len ? " " : "", STR_ARG(name));
	return buf_str(&out);
}

enum err desk_settings_post(struct desk *desk, struct http_response *out)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (!form_has(&desk->form, names[i]))
			continue;
		enum err err = store_setting_set(desk->store, names[i],
						 str_trim(form_get(&desk->form, names[i])));
		if (err == ERR_INVALID || err == ERR_TOO_BIG) {
			txn_end(&txn);
			return show(desk, names[i], out);
		}
		TRY(err);
	}
	TRY(store_setting_set(desk->store, S("hard_checks"), hard_checks_of(desk)));
	TRY(txn_commit(&txn));
	return desk_see(desk, S("/desk/settings"), S("settings-saved"), out);
}
