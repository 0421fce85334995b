/* SPDX-License-Identifier: Apache-2.0 */
#include "store/migrations.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include "os/os.h"
#include "store_for_test.h"

static struct str file_in(struct paper *paper, const char *name)
{
	return str_fmt(&paper->arena, "%.*s/%s", STR_ARG(paper->folder), name);
}

static void write_file(struct paper *paper, const char *name, const char *text)
{
	FILE *f = fopen(str_z(&paper->arena, file_in(paper, name)), "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static enum err open_again(struct paper *paper, const char *name, enum store_mode mode)
{
	CLEANUP(store_close) struct store *store = NULL;
	paper->fault = (struct fault){ 0 };
	return store_open(paper->folder, file_in(paper, name), mode, &store, &paper->fault);
}

static void run_sql(struct paper *paper, const char *name, const char *sql)
{
	CLEANUP(db_close) struct db *db = NULL;
	assert_ok(db_open(file_in(paper, name), DB_WRITE, &db, &paper->fault));
	assert_ok(db_script(db, paper->arena, str_of(sql)));
}

static void a_reader_sees_what_was_committed_and_nothing_else(void **state)
{
	struct paper *paper = *state;
	CLEANUP(store_close) struct store *reader = NULL;
	struct story story;
	story_id id = add_story(paper, "Seen", 0);
	assert_ok(store_open(paper->folder, S(""), STORE_READ, &reader, &paper->fault));
	store_set_now(reader, unix_ms_of(NOON));
	assert_ok(store_story_public(reader, &paper->arena, id, &story));
	struct txn txn = { 0 };
	story_id other;
	assert_ok(txn_begin(&txn, paper->store));
	assert_ok(store_story_save(paper->store, &(struct story){ .headline = S("Not yet") },
				   (person_id){ 0 }, S(""), &other));
	assert_int_equal(store_story_any(reader, &paper->arena, other, &story), ERR_NOT_FOUND);
	txn_end(&txn);
	assert_int_equal(store_story_any(paper->store, &paper->arena, other, &story),
			 ERR_NOT_FOUND);
}

static void a_folder_without_a_newspaper_is_not_found(void **state)
{
	struct paper *paper = *state;
	struct store *store = NULL;
	assert_int_equal(open_again(paper, "other.db", STORE_READ), ERR_NOT_FOUND);
	assert_int_equal(
		store_open(S("/nowhere/at/all"), S(""), STORE_WRITE, &store, &paper->fault),
		ERR_NOT_FOUND);
	assert_int_equal(
		store_open(paper->folder, S("postgresql://x"), STORE_WRITE, &store, &paper->fault),
		ERR_INVALID);
}

static void what_is_not_ours_is_refused_and_left_alone(void **state)
{
	struct paper *paper = *state;
	write_file(paper, "text.db", "This is no database at all, just a longer line of text.\n");
	assert_int_equal(open_again(paper, "text.db", STORE_WRITE), ERR_INVALID);
	run_sql(paper, "foreign.db", "CREATE TABLE other (a)");
	assert_int_equal(open_again(paper, "foreign.db", STORE_WRITE), ERR_INVALID);
	assert_true(str_contains(str_of(paper->fault.text), S("not a newspaper")));
}

static void a_newer_database_is_refused_with_both_numbers(void **state)
{
	struct paper *paper = *state;
	assert_ok(open_again(paper, "new.db", STORE_WRITE));
	run_sql(paper, "new.db", "PRAGMA user_version = 999");
	assert_int_equal(open_again(paper, "new.db", STORE_WRITE), ERR_INVALID);
	assert_true(str_contains(str_of(paper->fault.text), S("newer (999)")));
	assert_int_equal(open_again(paper, "new.db", STORE_READ), ERR_INVALID);
}

static void an_older_one_is_brought_up_to_date_by_a_writer_only(void **state)
{
	struct paper *paper = *state;
	CLEANUP(db_close) struct db *db = NULL;
	assert_ok(db_open(file_in(paper, "old.db"), DB_WRITE, &db, &paper->fault));
	assert_ok(migrations_run_to(db, MIGRATIONS_SITE, 1, paper->arena, &paper->fault));
	db_close(&db);
	assert_int_equal(open_again(paper, "old.db", STORE_READ), ERR_INVALID);
	assert_true(str_contains(str_of(paper->fault.text), S("older (1)")));
	assert_ok(open_again(paper, "old.db", STORE_WRITE));
	assert_ok(open_again(paper, "old.db", STORE_READ));
}

#define OLD_STORY(id, uri, path, is_made)                                                          \
	"INSERT INTO story VALUES (" id ", 0, 0, 0, '" uri "', 'x', '" path "', " is_made          \
	", 'x', '', '', '', '', '', '', '', '', 0, 0, 0, 0, NULL, 0, 0, 0, 0, 0, 0, 0); INSERT "   \
	"INTO address VALUES ('" path "', 0, " id ", 1, ''); "

static void assert_lives_at(struct paper *paper, struct store *store, int64_t id, const char *path)
{
	struct address found;
	struct str kept;
	assert_ok(store_address(store, &paper->arena, str_of(path), &found));
	assert_int_equal(found.target, id);
	assert_ok(store_story_path(store, &paper->arena, (story_id){ id }, &kept));
	assert_true(str_eq(kept, str_of(path)));
}

/* As a site was left by a version that let a headline "Search" have /search/. */
static void the_papers_own_addresses_are_given_back(void **state)
{
	struct paper *paper = *state;
	CLEANUP(db_close) struct db *db = NULL;
	CLEANUP(store_close) struct store *store = NULL;
	struct address found;
	assert_ok(db_open(file_in(paper, "own.db"), DB_WRITE, &db, &paper->fault));
	assert_ok(migrations_run_to(db, MIGRATIONS_SITE, 13, paper->arena, &paper->fault));
	db_close(&db);
	run_sql(paper, "own.db",
		OLD_STORY("1", "", "/search/", "1")
			OLD_STORY("2", "https://old.example/?p=1", "/archive/", "0")
				OLD_STORY("3", "", "/searching/", "1"));
	assert_ok(store_open(paper->folder, file_in(paper, "own.db"), STORE_WRITE, &store,
			     &paper->fault));
	assert_int_equal(store_address(store, &paper->arena, S("/search/"), &found), ERR_NOT_FOUND);
	assert_lives_at(paper, store, 1, "/search-1/");
	assert_lives_at(paper, store, 2, "/archive/");
	assert_lives_at(paper, store, 3, "/searching/");
}

static void a_migration_that_fails_changes_nothing(void **state)
{
	struct paper *paper = *state;
	assert_ok(open_again(paper, "bad.db", STORE_WRITE));
	run_sql(paper, "bad.db", "DROP TABLE menu_item; PRAGMA user_version = 0");
	assert_int_not_equal(open_again(paper, "bad.db", STORE_WRITE), OK);
	CLEANUP(db_close) struct db *db = NULL;
	struct db_identity is;
	struct fault fault = { 0 };
	assert_ok(db_open(file_in(paper, "bad.db"), DB_WRITE, &db, &fault));
	assert_ok(db_identity(db, "main", &is));
	assert_int_equal(is.version, 0);
	/* menu_item comes late in the file: had it been made and kept, this would fail. */
	assert_ok(db_script(db, paper->arena, S("CREATE TABLE menu_item (a)")));
}

static void touched_facts_are_rows_that_others_catch_up_with(void **state)
{
	struct paper *paper = *state;
	struct fact_set facts = fact_set_in(&paper->arena);
	bool is_known;
	int64_t before = store_sequence(paper->store);
	saved(paper, store_setting_set(paper->store, S("title"), S("A")));
	assert_int_equal(store_sequence(paper->store), before + 1);
	assert_true(fact_has(store_touched(paper->store), S("setting title")));
	assert_ok(store_touched_since(paper->store, before, &facts, &is_known));
	assert_true(is_known);
	assert_int_equal(facts.count, 1);
	assert_true(fact_has(&facts, S("setting title")));
}

static void touch_many(struct paper *paper, int count)
{
	struct txn txn = { 0 };
	assert_ok(txn_begin(&txn, paper->store));
	for (int i = 0; i < count; i++)
		assert_ok(store_address_add(paper->store,
					    str_fmt(&paper->arena, "/%d/%d/", count, i),
					    ADDRESS_LITERAL, 0, S("/")));
	assert_ok(txn_commit(&txn));
}

static void a_transaction_that_touches_too_much_touches_everything(void **state)
{
	struct paper *paper = *state;
	struct fact_set noted = fact_set_in(&paper->arena);
	store_note_into(paper->store, &noted);
	store_note_into(paper->store, NULL);
	touch_many(paper, LIMIT_TOUCHED_FACTS);
	assert_int_equal(store_touched(paper->store)->count, LIMIT_TOUCHED_FACTS);
	assert_false(fact_sets_meet(&noted, store_touched(paper->store)));
	touch_many(paper, LIMIT_TOUCHED_FACTS + 1);
	assert_int_equal(store_touched(paper->store)->count, 1);
	assert_true(fact_sets_meet(&noted, store_touched(paper->store)));
}

static void reading_is_of_one_state_until_it_ends(void **state)
{
	struct paper *paper = *state;
	CLEANUP(store_close) struct store *reader = NULL;
	int64_t sequence, later;
	struct story story;
	assert_ok(store_open(paper->folder, S(""), STORE_READ, &reader, &paper->fault));
	store_set_now(reader, unix_ms_of(NOON));
	assert_ok(store_read_begin(reader, &sequence));
	story_id id = add_story(paper, "Published meanwhile", 5);
	assert_int_equal(store_story_public(reader, &paper->arena, id, &story), ERR_NOT_FOUND);
	assert_int_equal(store_sequence(reader), sequence);
	store_read_end(reader);
	store_read_end(reader);
	assert_ok(store_read_begin(reader, &later));
	assert_int_equal(later, store_sequence(paper->store));
	assert_ok(store_story_public(reader, &paper->arena, id, &story));
	store_read_end(reader);
}

static void only_the_newest_touched_rows_are_kept(void **state)
{
	struct paper *paper = *state;
	struct fact_set facts = fact_set_in(&paper->arena);
	bool is_known;
	for (int i = 0; i * (LIMIT_TOUCHED_FACTS - 1) <= LIMIT_TOUCHED_ROWS; i++) {
		struct txn txn = { 0 };
		assert_ok(txn_begin(&txn, paper->store));
		for (int k = 0; k < LIMIT_TOUCHED_FACTS - 1; k++)
			assert_ok(store_address_add(paper->store,
						    str_fmt(&paper->arena, "/%d/%d/", i, k),
						    ADDRESS_LITERAL, 0, S("/")));
		assert_ok(txn_commit(&txn));
	}
	int64_t newest = store_sequence(paper->store);
	assert_true(newest > LIMIT_TOUCHED_ROWS);
	assert_ok(
		store_touched_since(paper->store, newest - LIMIT_TOUCHED_ROWS, &facts, &is_known));
	assert_true(is_known);
	assert_ok(store_touched_since(paper->store, newest - LIMIT_TOUCHED_ROWS - 1, &facts,
				      &is_known));
	assert_false(is_known);
}

/* As somebody who may read the folder and no more: on a read-only disk it is the same. Gives: 0
 * when all is as it should be, else where it was not. */
static int read_as_a_stranger(const struct paper *paper)
{
	struct store *store = NULL;
	struct txn txn = { 0 };
	struct fault fault = { 0 };
	struct str title;
	struct arena arena = arena_open(1 << 20);
	if (geteuid() == 0 && (setgid(65534) || setuid(65534)))
		return 1;
	if (store_open(paper->folder, S(""), STORE_WRITE, &store, &fault) || !store_is_stuck(store))
		return 2;
	if (store_setting(store, &arena, S("title"), &title) || !str_eq(title, S("Read me")))
		return 3;
	if (txn_begin(&txn, store) != ERR_IO || !strstr(store_fault(store)->text, "read-only"))
		return 4;
	store_close(&store);
	if (store_open(paper->folder, S(""), STORE_READ, &store, &fault))
		return 5;
	store_close(&store);
	return 0;
}

static void where_nothing_can_be_written_a_newspaper_is_read_all_the_same(void **state)
{
	struct paper *paper = *state;
	char *folder = str_z(&paper->arena, paper->folder);
	int status = 0;
	saved(paper, store_setting_set(paper->store, S("title"), S("Read me")));
	store_close(&paper->store);
	assert_int_equal(chmod(str_z(&paper->arena,
				     os_path_join(&paper->arena, paper->folder, S("desk.db"))),
			       0644),
			 0);
	assert_int_equal(chmod(folder, 0555), 0);
	pid_t child = fork();
	if (child == 0)
		_exit(read_as_a_stranger(paper));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(chmod(folder, 0755), 0);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(a_reader_sees_what_was_committed_and_nothing_else),
		IN_A_PAPER(a_folder_without_a_newspaper_is_not_found),
		IN_A_PAPER(what_is_not_ours_is_refused_and_left_alone),
		IN_A_PAPER(a_newer_database_is_refused_with_both_numbers),
		IN_A_PAPER(an_older_one_is_brought_up_to_date_by_a_writer_only),
		IN_A_PAPER(the_papers_own_addresses_are_given_back),
		IN_A_PAPER(a_migration_that_fails_changes_nothing),
		IN_A_PAPER(touched_facts_are_rows_that_others_catch_up_with),
		IN_A_PAPER(a_transaction_that_touches_too_much_touches_everything),
		IN_A_PAPER(reading_is_of_one_state_until_it_ends),
		IN_A_PAPER(only_the_newest_touched_rows_are_kept),
		IN_A_PAPER(where_nothing_can_be_written_a_newspaper_is_read_all_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
