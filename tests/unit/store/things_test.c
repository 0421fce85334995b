/* SPDX-License-Identifier: Apache-2.0 */
/* things_test.c: sections, topics, people, media, replies, settings, menus, editions, addresses. */
#include "store/waiting.h"
#include "store_for_test.h"

static void sections_come_as_a_tree_with_counts_of_all_below(void **state)
{
	struct paper *paper = *state;
	section_id sport = add_section(paper, "Sport", (section_id){ 0 });
	section_id asia = add_section(paper, "Asia", (section_id){ 0 });
	section_id chess = add_section(paper, "Chess", sport);
	struct section in[] = { { .id = chess } }, *all;
	size_t count;
	save_story(paper, &(struct story){ .headline = S("Mate"),
					   .status = STORY_PUBLISHED,
					   .published_at = unix_ms_of(NOON),
					   .sections = in,
					   .section_count = 1 });
	assert_ok(store_sections(paper->store, &paper->arena, &all, &count));
	assert_int_equal(count, 3);
	assert_int_equal(all[0].id.n, asia.n);
	assert_int_equal(all[1].story_count, 1);
	assert_str(all[2].path, "/section/sport/chess/");
	struct section chess_now = all[2];
	chess_now.parent = asia;
	saved(paper, store_section_save(paper->store, &chess_now, &chess_now.id));
	assert_ok(store_sections(paper->store, &paper->arena, &all, &count));
	assert_int_equal(all[0].story_count, 1);
	assert_int_equal(all[2].story_count, 0);
}

static void a_section_below_itself_is_refused(void **state)
{
	struct paper *paper = *state;
	section_id a = add_section(paper, "A", (section_id){ 0 }), b = add_section(paper, "B", a);
	struct section section;
	assert_ok(store_section(paper->store, &paper->arena, a, &section));
	section.parent = b;
	in_txn(paper, store_section_save(paper->store, &section, &a), ERR_INVALID);
	section.parent = (section_id){ 99 };
	in_txn(paper, store_section_save(paper->store, &section, &a), ERR_NOT_FOUND);
}

static void saving_what_is_there_touches_nothing(void **state)
{
	struct paper *paper = *state;
	section_id s = add_section(paper, "A", (section_id){ 0 });
	topic_id t = add_topic(paper, "T");
	person_id p = add_person(paper, "P");
	media_id m;
	struct section section;
	struct topic topic;
	struct person person;
	struct media media = { .file = S("x.jpg"), .remote_url = S("https://o/x.jpg") };
	saved(paper, store_media_save(paper->store, &media, &m));
	assert_ok(store_section(paper->store, &paper->arena, s, &section));
	assert_ok(store_topic(paper->store, &paper->arena, t, &topic));
	assert_ok(store_person(paper->store, &paper->arena, p, &person));
	assert_ok(store_media_by_remote(paper->store, &paper->arena, S("https://o/x.jpg"), &media));
	struct txn txn = { 0 };
	assert_ok(txn_begin(&txn, paper->store));
	assert_ok(store_section_save(paper->store, &section, &s));
	assert_ok(store_topic_save(paper->store, &topic, &t));
	assert_ok(store_person_save(paper->store, &person, &p));
	assert_ok(store_media_save(paper->store, &media, &m));
	assert_ok(txn_commit(&txn));
	assert_int_equal(store_touched(paper->store)->count, 0);
}

static void a_slug_of_another_is_a_conflict_and_a_made_one_is_numbered(void **state)
{
	struct paper *paper = *state;
	topic_id id;
	struct topic topic;
	add_topic(paper, "Rain");
	in_txn(paper,
	       store_topic_save(paper->store, &(struct topic){ .name = S("x"), .slug = S("rain") },
				&id),
	       ERR_CONFLICT);
	assert_ok(store_topic(paper->store, &paper->arena, add_topic(paper, "rain"), &topic));
	assert_str(topic.path, "/topic/rain-2/");
}

static void a_new_name_is_found_with_the_stories_that_carry_it(void **state)
{
	struct paper *paper = *state;
	struct byline byline = { .person.id = add_person(paper, "Ada Quill") };
	save_story(paper, &(struct story){ .headline = S("x"),
					   .status = STORY_PUBLISHED,
					   .published_at = unix_ms_of(NOON),
					   .bylines = &byline,
					   .byline_count = 1 });
	struct person person;
	assert_ok(store_person(paper->store, &paper->arena, byline.person.id, &person));
	person.name = S("Ada Feather");
	saved(paper, store_person_save(paper->store, &person, &person.id));
	assert_int_equal(find_word(paper->store, &paper->arena, "feather").count, 1);
}

static comment_id reply(struct paper *paper, story_id story, comment_id parent, const char *text,
			enum comment_status status)
{
	comment_id id;
	struct comment comment = { .story = story,
				   .parent = parent,
				   .source = str_of(text),
				   .email = S("a@b.example"),
				   .email_hash = S("hash"),
				   .status = status };
	saved(paper, store_comment_save(paper->store, &comment, &id));
	return id;
}

static struct comment_page page_of(struct paper *paper, story_id story, enum comment_order order,
				   int64_t page, int64_t limit)
{
	struct comment_page got;
	const struct comment_wanted wanted = { order, page, limit, { 0 } };
	assert_ok(store_comment_page(paper->store, &paper->arena, story, &wanted, &got));
	return got;
}

static void threads_come_in_reading_order_without_addresses(void **state)
{
	struct paper *paper = *state;
	story_id story = add_story(paper, "Talk", 0);
	comment_id none = { 0 }, a = reply(paper, story, none, "a", COMMENT_SHOWN),
		   b = reply(paper, story, none, "b", COMMENT_SHOWN),
		   held = reply(paper, story, a, "held", COMMENT_HELD);
	reply(paper, story, a, "aa", COMMENT_SHOWN);
	reply(paper, story, held, "orphan", COMMENT_SHOWN);
	struct comment_page all = page_of(paper, story, COMMENTS_OLDEST, 1, 10);
	assert_int_equal(all.total, 4);
	assert_int_equal(all.count, 4);
	assert_str(all.items[0].source, "a");
	assert_str(all.items[1].source, "aa");
	assert_int_equal(all.items[1].depth, 1);
	assert_int_equal(all.items[2].id.n, b.n);
	assert_str(all.items[3].source, "orphan");
	for (size_t i = 0; i < all.count; i++)
		assert_int_equal(all.items[i].email.len, 0);
	all = page_of(paper, story, COMMENTS_OLDEST, 3, 1);
	assert_int_equal(all.count, 1);
	assert_int_equal(all.items[0].id.n, b.n);
	assert_int_equal(read_story(paper, story).comment_count, 4);
	saved(paper, store_comment_set_status(paper->store, b, COMMENT_SPAM));
	assert_int_equal(read_story(paper, story).comment_count, 3);
}

static void a_held_reply_leaves_readers_pages_alone(void **state)
{
	struct paper *paper = *state;
	story_id story = add_story(paper, "Talk", 0);
	struct fact_set facts = fact_set_in(&paper->arena);
	struct story got;
	bool is_known;
	store_note_into(paper->store, &facts);
	assert_ok(store_story_public(paper->store, &paper->arena, story, &got));
	page_of(paper, story, COMMENTS_OLDEST, 1, 10);
	store_note_into(paper->store, NULL);
	comment_id id = reply(paper, story, (comment_id){ 0 }, "x", COMMENT_HELD);
	assert_false(fact_sets_meet(&facts, store_touched(paper->store)));
	assert_ok(store_comment_known(paper->store, S("hash"), &is_known));
	assert_false(is_known);
	assert_ok(store_comment_same(paper->store, story, S("hash"), S("x"), &is_known));
	assert_true(is_known);
	saved(paper, store_comment_set_status(paper->store, id, COMMENT_SHOWN));
	assert_true(fact_sets_meet(&facts, store_touched(paper->store)));
	assert_ok(store_comment_known(paper->store, S("hash"), &is_known));
	assert_true(is_known);
}

static void settings_have_defaults_and_rules(void **state)
{
	struct paper *paper = *state;
	struct str value, values[2];
	struct str names[] = { S("language"), S("timezone") };
	assert_ok(store_setting(paper->store, &paper->arena, S("posts_per_page"), &value));
	assert_str(value, "20");
	const char *const bad[][2] = { { "timezone", "Mars/Olympus" },
				       { "posts_per_page", "0" },
				       { "posts_per_page", "101" },
				       { "replies", "maybe" },
				       { "route.search", "search" },
				       { "permalink", "/nothing/" },
				       { "title", "\xff" } };
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		in_txn(paper, store_setting_set(paper->store, str_of(bad[i][0]), str_of(bad[i][1])),
		       ERR_INVALID);
	saved(paper, store_setting_set(paper->store, S("posts_per_page"), S("100")));
	saved(paper, store_setting_set(paper->store, S("language"), S("de")));
	assert_true(store_setting_is_set(paper->store, S("language")));
	assert_false(store_setting_is_set(paper->store, S("timezone")));
	assert_ok(store_settings(paper->store, &paper->arena, names, 2, values));
	assert_str(values[0], "de");
	assert_str(values[1], "UTC");
}

static void a_setting_has_a_longest_value(void **state)
{
	struct paper *paper = *state;
	char *text = arena_bytes(&paper->arena, LIMIT_SETTING_BYTES + 1);
	memset(text, 'a', LIMIT_SETTING_BYTES + 1);
	saved(paper, store_setting_set(paper->store, S("copyright"),
				       (struct str){ text, LIMIT_SETTING_BYTES }));
	in_txn(paper,
	       store_setting_set(paper->store, S("copyright"),
				 (struct str){ text, LIMIT_SETTING_BYTES + 1 }),
	       ERR_TOO_BIG);
}

static void a_menu_is_kept_whole_and_in_order(void **state)
{
	struct paper *paper = *state;
	struct menu_item items[] = { { 1, 0, S("Home"), S("/"), false },
				     { 2, 1, S("Shop"), S("https://s.example/"), true } };
	struct menu menu = { items, 2 }, got;
	assert_ok(store_menu(paper->store, &paper->arena, S("primary"), &got));
	assert_int_equal(got.count, 0);
	saved(paper, store_menu_set(paper->store, S("primary"), &menu));
	assert_ok(store_menu(paper->store, &paper->arena, S("primary"), &got));
	assert_int_equal(got.count, 2);
	assert_str(got.items[1].label, "Shop");
	assert_true(got.items[1].opens_new);
	saved(paper, store_menu_set(paper->store, S("primary"), &menu));
	assert_int_equal(store_touched(paper->store)->count, 0);
}

static void the_front_page_can_be_shown_as_it_stood(void **state)
{
	struct paper *paper = *state;
	story_id a = add_story(paper, "A", 0), b = add_story(paper, "B", 0), *ids;
	size_t count;
	saved(paper, store_edition_set(paper->store, (story_id[]){ a, b }, 2, (person_id){ 0 }));
	store_set_now(paper->store, unix_ms_of(NOON + 10));
	saved(paper, store_edition_set(paper->store, &b, 1, (person_id){ 0 }));
	assert_ok(store_edition(paper->store, &paper->arena, unix_ms_of(NOON + 9), &ids, &count));
	assert_int_equal(count, 2);
	assert_int_equal(ids[0].n, a.n);
	assert_ok(store_edition(paper->store, &paper->arena, unix_ms_of(NOON + 10), &ids, &count));
	assert_int_equal(count, 1);
	assert_ok(store_edition(paper->store, &paper->arena, unix_ms_of(NOON - 1), &ids, &count));
	assert_int_equal(count, 0);
}

static void former_addresses_lead_on_and_current_ones_stay(void **state)
{
	struct paper *paper = *state;
	story_id a = add_story(paper, "A", 0), b = add_story(paper, "B", 0);
	struct store *store = paper->store;
	struct address address;
	saved(paper, store_address_add(store, S("/?p=1"), ADDRESS_STORY, a.n, S("")));
	saved(paper, store_address_add(store, S("/?p=1"), ADDRESS_STORY, a.n, S("")));
	assert_int_equal(store_touched(store)->count, 0);
	assert_ok(store_address(store, &paper->arena, S("/?p=1"), &address));
	assert_str(address.current, "/a/");
	saved(paper, store_address_add(store, S("/?p=1"), ADDRESS_STORY, b.n, S("")));
	assert_ok(store_address(store, &paper->arena, S("/?p=1"), &address));
	assert_str(address.current, "/b/");
	in_txn(paper, store_address_add(store, S("/a/"), ADDRESS_STORY, b.n, S("")), ERR_CONFLICT);
	saved(paper, store_address_add(store, S("/go/"), ADDRESS_LITERAL, 0, S("/elsewhere/")));
	assert_ok(store_address(store, &paper->arena, S("/go/"), &address));
	assert_str(address.current, "/elsewhere/");
	assert_false(address.is_current);
}

static void a_missing_address_is_a_fact_that_falls_when_it_comes_to_life(void **state)
{
	struct paper *paper = *state;
	struct fact_set facts = fact_set_in(&paper->arena);
	struct address address;
	store_note_into(paper->store, &facts);
	assert_int_equal(store_address(paper->store, &paper->arena, S("/late/"), &address),
			 ERR_NOT_FOUND);
	store_note_into(paper->store, NULL);
	add_story(paper, "Early", 0);
	assert_false(fact_sets_meet(&facts, store_touched(paper->store)));
	add_story(paper, "Late", 0);
	assert_true(fact_sets_meet(&facts, store_touched(paper->store)));
}

static void what_waits_is_scanned_story_by_story(void **state)
{
	struct paper *paper = *state;
	story_id a = add_story(paper, "A", 0), b = add_story(paper, "B", 0);
	struct waiting *waiting;
	size_t count;
	saved(paper, store_waiting_add(paper->store, a, S("links")));
	saved(paper, store_waiting_add(paper->store, a, S("links")));
	saved(paper, store_waiting_add(paper->store, a, S("cover x")));
	saved(paper, store_waiting_add(paper->store, b, S("links")));
	assert_ok(store_waiting_scan(paper->store, &paper->arena, (story_id){ 0 }, 1, &waiting,
				     &count));
	assert_int_equal(count, 2);
	assert_int_equal(waiting[1].story.n, a.n);
	saved(paper, store_waiting_remove(paper->store, b, S("links")));
	assert_ok(store_waiting_scan(paper->store, &paper->arena, a, 10, &waiting, &count));
	assert_int_equal(count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(sections_come_as_a_tree_with_counts_of_all_below),
		IN_A_PAPER(a_section_below_itself_is_refused),
		IN_A_PAPER(saving_what_is_there_touches_nothing),
		IN_A_PAPER(a_slug_of_another_is_a_conflict_and_a_made_one_is_numbered),
		IN_A_PAPER(a_new_name_is_found_with_the_stories_that_carry_it),
		IN_A_PAPER(threads_come_in_reading_order_without_addresses),
		IN_A_PAPER(a_held_reply_leaves_readers_pages_alone),
		IN_A_PAPER(settings_have_defaults_and_rules),
		IN_A_PAPER(a_setting_has_a_longest_value),
		IN_A_PAPER(a_menu_is_kept_whole_and_in_order),
		IN_A_PAPER(the_front_page_can_be_shown_as_it_stood),
		IN_A_PAPER(former_addresses_lead_on_and_current_ones_stay),
		IN_A_PAPER(a_missing_address_is_a_fact_that_falls_when_it_comes_to_life),
		IN_A_PAPER(what_waits_is_scanned_story_by_story),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
