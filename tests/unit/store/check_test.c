/* SPDX-License-Identifier: Apache-2.0 */
#include "store/check.h"

#include "store/check_rows.h"
#include "os/os.h"
#include "store/db.h"
#include "store_for_test.h"

static void close_db(struct db **db)
{
	db_close(db);
}

/* A table that is new to the schema gets its questions in src/store/check_rows.c, or a place in its
 * list of those that FOREIGN KEY alone says enough about. */
static void no_table_is_forgotten(void **state)
{
	struct paper *paper = *state;
	CLEANUP(close_db) struct db *db = NULL;
	struct str path = str_fmt(&paper->arena, "%.*s/site.db", STR_ARG(paper->folder));
	assert_ok(db_open(path, DB_READ, &db, &paper->fault));
	CLEANUP(db_done)
	struct query q = db_query(db, S("SELECT name FROM sqlite_schema WHERE type = 'table' AND "
					"name NOT LIKE 'sqlite_%' AND name NOT LIKE '%search_%'"));
	for (bool has_row = true;;) {
		assert_ok(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct str name = db_str(&q, &paper->arena);
		if (!check_knows_table(name))
			fail_msg("src/store/check_rows.c knows nothing of table %.*s",
				 STR_ARG(name));
	}
	assert_false(check_knows_table(S("none")));
}

struct heard {
	int of[CHECK_KINDS], visits;
};

static void hear(void *self, enum check_kind kind, struct str what)
{
	struct heard *heard = self;
	assert_true(what.len > 0);
	heard->of[kind]++;
}

static void see(void *self, const struct story *story)
{
	struct heard *heard = self;
	assert_true(story->id.n > 0);
	heard->visits++;
}

static struct heard look(struct paper *paper)
{
	struct heard heard = { 0 };
	const struct check_sink sink = { &heard, hear };
	const struct check_visitor visitor = { &heard, see };
	int64_t sequence, stories;
	assert_ok(store_read_begin(paper->store, &sequence));
	assert_ok(store_check_rows(paper->store, &sink));
	assert_ok(store_check_stories(paper->store, &sink, &visitor, &stories));
	store_read_end(paper->store);
	return heard;
}

static int all(const struct heard *heard)
{
	int sum = 0;
	for (int i = 0; i < CHECK_KINDS; i++)
		sum += heard->of[i];
	return sum;
}

static story_id save_one(struct paper *paper, const char *headline, enum story_status status,
			 int64_t at)
{
	story_id id;
	struct story draft = { .headline = str_of(headline),
			       .status = status,
			       .published_at = unix_ms_of(at),
			       .body = S("<p>Words of it.</p>") };
	saved(paper, store_story_save(paper->store, &draft, (person_id){ 0 }, S(""), &id));
	return id;
}

static void a_newspaper_of_every_state_agrees_with_itself(void **state)
{
	struct paper *paper = *state;
	struct heard heard;
	story_id id = save_one(paper, "One", STORY_PUBLISHED, NOON - DAY_MS);
	save_one(paper, "Two", STORY_SCHEDULED, NOON + DAY_MS);
	save_one(paper, "Three", STORY_DRAFT, 0);
	save_one(paper, "\xe2\x80\x94!", STORY_PUBLISHED, NOON - 1);
	save_one(paper, "\"Four\" OR NOT (five*", STORY_PUBLISHED, NOON - 2);
	heard = look(paper);
	assert_int_equal(all(&heard), 0);
	assert_int_equal(heard.visits, 4);
	saved(paper, store_story_set_state(paper->store, id, STORY_WITHDRAWN,
					   unix_ms_of(NOON - DAY_MS), unix_ms_of(0)));
	heard = look(paper);
	assert_int_equal(all(&heard), 0);
	assert_int_equal(heard.visits, 3);
}

/* Behind the store's back. */
static void change(struct paper *paper, const char *sql)
{
	CLEANUP(close_db) struct db *db = NULL;
	struct str path = str_fmt(&paper->arena, "%.*s/site.db", STR_ARG(paper->folder));
	assert_ok(db_open(path, DB_WRITE, &db, &paper->fault));
	assert_ok(db_script(db, paper->arena, str_of(sql)));
}

static void what_somebody_else_changed_is_found(void **state)
{
	struct paper *paper = *state;
	static const struct {
		const char *sql;
		enum check_kind kind;
	} cases[] = {
		{ "UPDATE story SET visible_at = 5", CHECK_VISIBLE },
		{ "UPDATE story SET status = 0", CHECK_VISIBLE },
		{ "UPDATE story SET path = '/x/'", CHECK_ADDRESS },
		{ "UPDATE story SET headline = 'Other'", CHECK_SEARCH },
		{ "UPDATE story SET cover = 77", CHECK_REFERENCE },
		{ "UPDATE story SET comment_count = 7", CHECK_COUNT },
		{ "DELETE FROM revision", CHECK_TEXT },
		{ "DELETE FROM listing", CHECK_LIST },
		{ "DELETE FROM listing_count WHERE scale = 2", CHECK_COUNT },
		{ "DELETE FROM search_run", CHECK_SEARCH },
		{ "DELETE FROM search_doc", CHECK_SEARCH },
		{ "UPDATE address SET target = 99", CHECK_ADDRESS },
		{ "INSERT INTO story_ref VALUES (1, 0, 5)", CHECK_LIST },
		{ "DELETE FROM story_state", CHECK_CLOCK },
	};
	save_one(paper, "One", STORY_PUBLISHED, NOON - DAY_MS);
	store_close(&paper->store);
	struct str db = str_fmt(&paper->arena, "%.*s/site.db", STR_ARG(paper->folder)), whole;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_ok(os_read_file(&paper->arena, db, 64 << 20, &whole, NULL));
		change(paper, cases[i].sql);
		assert_ok(store_open(paper->folder, S(""), STORE_WRITE, &paper->store,
				     &paper->fault));
		store_set_now(paper->store, unix_ms_of(NOON));
		struct heard heard = look(paper);
		if (!heard.of[cases[i].kind])
			fail_msg("not found: %s", cases[i].sql);
		store_close(&paper->store);
		assert_ok(os_write_file(db, whole, NULL));
	}
	assert_ok(store_open(paper->folder, S(""), STORE_WRITE, &paper->store, &paper->fault));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(no_table_is_forgotten),
		IN_A_PAPER(a_newspaper_of_every_state_agrees_with_itself),
		IN_A_PAPER(what_somebody_else_changed_is_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
