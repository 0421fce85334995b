/* SPDX-License-Identifier: Apache-2.0 */
#include "store/memo.h"
#include "store/store_private.h"
#include "store_for_test.h"

static void open_reader(struct paper *paper, struct store **out)
{
	assert_ok(store_open(paper->folder, S(""), STORE_READ, out, &paper->fault));
	store_set_now(*out, unix_ms_of(NOON));
}

static topic_id save_topic(struct paper *paper, topic_id id, const char *name)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct topic topic = { .id = id, .name = str_of(name), .slug = S("harbour") };
	assert_ok(txn_begin(&txn, paper->store));
	assert_ok(store_topic_save(paper->store, &topic, &id));
	assert_ok(txn_commit(&txn));
	return id;
}

/* The topic as the list of one story shows it. */
static struct str name_of_topic(struct paper *paper, struct store *store, story_id story)
{
	struct story_list list;
	assert_ok(store_story_cards(store, &paper->arena, &story, 1, &list));
	assert_int_equal(list.count, 1);
	assert_int_equal(list.items[0].topic_count, 1);
	return list.items[0].topics[0].name;
}

static story_id story_about(struct paper *paper, topic_id id)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct topic topic = { .id = id };
	struct story draft = { .headline = S("Ships"),
			       .status = STORY_PUBLISHED,
			       .published_at = unix_ms_of(NOON - DAY_MS),
			       .topics = &topic,
			       .topic_count = 1 };
	story_id story;
	assert_ok(txn_begin(&txn, paper->store));
	assert_ok(store_story_save(paper->store, &draft, (person_id){ 0 }, S(""), &story));
	assert_ok(txn_commit(&txn));
	return story;
}

static void what_was_read_is_kept_until_a_commit(void **state)
{
	struct paper *paper = *state;
	CLEANUP(store_close) struct store *reader = NULL;
	int64_t sequence;
	topic_id topic = save_topic(paper, (topic_id){ 0 }, "Harbour");
	story_id story = story_about(paper, topic);
	open_reader(paper, &reader);
	for (int i = 0; i < 2; i++) {
		assert_ok(store_read_begin(reader, &sequence));
		assert_int_equal(memo_get(reader, MEMO_TOPIC, topic.n) != NULL, i == 1);
		assert_str(name_of_topic(paper, reader, story), "Harbour");
		store_read_end(reader);
	}
	save_topic(paper, topic, "The port");
	assert_ok(store_read_begin(reader, &sequence));
	assert_null(memo_get(reader, MEMO_TOPIC, topic.n));
	assert_str(name_of_topic(paper, reader, story), "The port");
	store_read_end(reader);
}

static void outside_a_reading_transaction_nothing_is_kept(void **state)
{
	struct paper *paper = *state;
	CLEANUP(store_close) struct store *reader = NULL;
	topic_id topic = save_topic(paper, (topic_id){ 0 }, "Harbour");
	story_id story = story_about(paper, topic);
	open_reader(paper, &reader);
	assert_str(name_of_topic(paper, reader, story), "Harbour");
	assert_null(memo_get(reader, MEMO_TOPIC, topic.n));
	save_topic(paper, topic, "The port");
	assert_str(name_of_topic(paper, reader, story), "The port");
}

static void a_setting_that_changed_is_read_anew(void **state)
{
	struct paper *paper = *state;
	CLEANUP(store_close) struct store *reader = NULL;
	const struct str titles[] = { STR_CONST("Morning"), STR_CONST("Evening") };
	open_reader(paper, &reader);
	for (size_t i = 0; i < COUNT_OF(titles); i++) {
		struct txn txn = { 0 };
		struct str got;
		int64_t sequence;
		assert_ok(txn_begin(&txn, paper->store));
		assert_ok(store_setting_set(paper->store, S("title"), titles[i]));
		assert_ok(txn_commit(&txn));
		assert_ok(store_read_begin(reader, &sequence));
		assert_ok(store_setting(reader, &paper->arena, S("title"), &got));
		assert_true(str_eq(got, titles[i]));
		store_read_end(reader);
	}
}

static void move(struct paper *paper, section_id id, const char *name, section_id below)
{
	struct section section = { .id = id, .name = str_of(name), .parent = below };
	saved(paper, store_section_save(paper->store, &section, &id));
}

static void the_tree_of_sections_is_that_of_what_is_read(void **state)
{
	struct paper *paper = *state;
	CLEANUP(store_close) struct store *reader = NULL;
	int64_t sequence;
	section_id town = add_section(paper, "Town", (section_id){ 0 }), above;
	section_id land = add_section(paper, "Land", (section_id){ 0 });
	section_id port = add_section(paper, "Port", town);
	open_reader(paper, &reader);
	for (int i = 0; i < 2; i++) {
		assert_ok(store_read_begin(reader, &sequence));
		assert_ok(store_section_parent(reader, port, &above));
		assert_int_equal(above.n, i ? land.n : town.n);
		store_read_end(reader);
		move(paper, port, "Port", land);
	}
	move(paper, port, "Port", town);
	assert_ok(store_section_parent(reader, port, &above)); /* outside of a transaction too */
	assert_int_equal(above.n, town.n);
}

static void only_so_many_things_are_kept(void **state)
{
	struct paper *paper = *state;
	CLEANUP(store_close) struct store *reader = NULL;
	int64_t sequence, thing = 7;
	open_reader(paper, &reader);
	assert_ok(store_read_begin(reader, &sequence));
	for (int64_t i = 1; i <= LIMIT_MEMO_THINGS + 1; i++)
		memo_keep(reader, MEMO_PERSON, i, &thing, sizeof thing);
	assert_non_null(memo_get(reader, MEMO_PERSON, LIMIT_MEMO_THINGS));
	assert_null(memo_get(reader, MEMO_PERSON, LIMIT_MEMO_THINGS + 1));
	assert_ptr_equal(memo_room(reader, &paper->arena), &paper->arena);
	store_read_end(reader);
}

static void only_so_many_bytes_are_kept(void **state)
{
	struct paper *paper = *state;
	CLEANUP(store_close) struct store *reader = NULL;
	int64_t sequence;
	open_reader(paper, &reader);
	assert_ok(store_read_begin(reader, &sequence));
	struct arena *room = memo_room(reader, &paper->arena);
	assert_ptr_not_equal(room, &paper->arena);
	arena_bytes(room, LIMIT_MEMO_BYTES);
	assert_ptr_equal(memo_room(reader, &paper->arena), &paper->arena);
	store_read_end(reader);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_paper, close_paper)
	const struct CMUnitTest tests[] = {
		TEST(what_was_read_is_kept_until_a_commit),
		TEST(outside_a_reading_transaction_nothing_is_kept),
		TEST(a_setting_that_changed_is_read_anew),
		TEST(the_tree_of_sections_is_that_of_what_is_read),
		TEST(only_so_many_things_are_kept),
		TEST(only_so_many_bytes_are_kept),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
