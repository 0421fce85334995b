/* SPDX-License-Identifier: Apache-2.0 */
#include "store/db.h"
#include "store_for_test.h"

static story_id save(struct paper *paper, const char *headline, bool is_kept)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	story_id id;
	assert_ok(txn_begin(&txn, paper->store));
	assert_ok(store_story_save(paper->store, &(struct story){ .headline = str_of(headline) },
				   (person_id){ 0 }, S(""), &id));
	if (is_kept)
		assert_ok(txn_commit(&txn));
	return id;
}

static enum err seen_by_others(struct paper *paper, story_id id)
{
	CLEANUP(store_close) struct store *reader = NULL;
	struct story story;
	assert_ok(store_open(paper->folder, S(""), STORE_READ, &reader, &paper->fault));
	return store_story_any(reader, &paper->arena, id, &story);
}

static void parts_of_a_group_are_seen_at_its_end(void **state)
{
	struct paper *paper = *state;
	int64_t before = store_sequence(paper->store);
	store_group_begin(paper->store);
	story_id one = save(paper, "One", true), two = save(paper, "Two", true);
	assert_int_equal(seen_by_others(paper, one), ERR_NOT_FOUND);
	assert_ok(store_group_commit(paper->store));
	assert_int_equal(seen_by_others(paper, one), OK);
	assert_int_equal(seen_by_others(paper, two), OK);
	assert_true(store_sequence(paper->store) > before);
}

static void a_part_can_fail_by_itself(void **state)
{
	struct paper *paper = *state;
	store_group_begin(paper->store);
	story_id one = save(paper, "One", true), two = save(paper, "Two", false);
	story_id three = save(paper, "Three", true);
	assert_ok(store_group_commit(paper->store));
	assert_int_equal(seen_by_others(paper, one), OK);
	assert_int_equal(three.n, two.n); /* the second left no trace */
	assert_int_equal(seen_by_others(paper, three), OK);
}

static void an_empty_group_asks_nothing_of_the_database(void **state)
{
	struct paper *paper = *state;
	CLEANUP(store_close) struct store *other = NULL;
	CLEANUP(txn_end) struct txn txn = { 0 };
	assert_ok(store_open(paper->folder, S(""), STORE_WRITE, &other, &paper->fault));
	store_group_begin(paper->store);
	assert_ok(txn_begin(&txn, other)); /* nobody holds it */
	assert_ok(store_group_commit(paper->store));
}

static void after_a_group_a_transaction_is_one_again(void **state)
{
	struct paper *paper = *state;
	store_group_begin(paper->store);
	assert_ok(store_group_commit(paper->store));
	assert_int_equal(seen_by_others(paper, save(paper, "Alone", true)), OK);
}

static void sign_ins_lie_in_a_file_of_their_own(void **state)
{
	struct paper *paper = *state;
	CLEANUP(db_close) struct db *db = NULL;
	struct str path = str_fmt(&paper->arena, "%.*s/desk.db", STR_ARG(paper->folder));
	struct db_identity is;
	assert_ok(db_open(path, DB_READ, &db, &paper->fault));
	assert_ok(db_identity(db, "main", &is));
	assert_true(is.mark != 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(parts_of_a_group_are_seen_at_its_end),
		IN_A_PAPER(a_part_can_fail_by_itself),
		IN_A_PAPER(an_empty_group_asks_nothing_of_the_database),
		IN_A_PAPER(after_a_group_a_transaction_is_one_again),
		IN_A_PAPER(sign_ins_lie_in_a_file_of_their_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
