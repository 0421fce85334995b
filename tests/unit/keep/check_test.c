/* SPDX-License-Identifier: Apache-2.0 */
#include "keep/check.h"

#include <fcntl.h>

#include "keep_for_test.h"

/* Which addresses lead somewhere, and how often one was asked for. */
static int asked;

static bool only_the_front_page(void *self, struct str address)
{
	(void)self;
	asked++;
	return str_eq(address, S("/"));
}

static enum err look(struct place *place, bool (*watch)(void *, int64_t, int64_t), void *self,
		     struct check_account *account, struct fault *fault)
{
	struct check_job job = { .site_folder = at(place, "site"),
				 .self = self,
				 .leads_somewhere = only_the_front_page,
				 .watch = watch };
	asked = 0;
	return check_make(&job, &place->arena, account, fault);
}

static void add_story(struct place *place, const char *body)
{
	CLEANUP(store_close) struct store *store = NULL;
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct fault fault = { 0 };
	story_id id;
	struct story draft = { .headline = S("One"),
			       .status = STORY_PUBLISHED,
			       .published_at = unix_ms_of(MADE_AT - 1),
			       .body = str_of(body) };
	assert_ok(store_open(at(place, "site"), S(""), STORE_WRITE, &store, &fault));
	assert_ok(txn_begin(&txn, store));
	assert_ok(store_setting_set(store, S("url"), S("https://paper.example")));
	assert_ok(store_story_save(store, &draft, (person_id){ 0 }, S(""), &id));
	assert_ok(txn_commit(&txn));
}

static void each_link_within_is_asked_for_once(void **state)
{
	struct place *place = *state;
	struct check_account account;
	struct fault fault = { 0 };
	put_file(place, "site/media/2024/b.jpg", S("x"));
	add_media(place, "2024/b.jpg");
	add_story(place,
		  "<p><a href=\"/\">a</a> <a href=\"/none/#b\">b</a> <a href=\"/none/\">c</a> "
		  "<a href=\"https://paper.example/\">d</a> <a href=\"//paper.example/x\">e</a> "
		  "<a href=\"https://paper.example.org/\">f</a> <a href=\"mailto:a@b\">g</a> "
		  "<a href=\"/media/2024/b.jpg?v=1\">h</a> <a href=\"/media/../secret\">i</a></p>");
	assert_ok(look(place, go_on, NULL, &account, &fault));
	assert_int_equal(asked, 2); /* "/" and "/none/" */
	assert_int_equal(account.links, 4);
	assert_int_equal(account.of[CHECK_LINK], 3); /* "/none/" twice, and what is not in media/ */
	assert_int_equal(account.total, 3);
	assert_int_equal(account.stories, 1);
}

static void fill(struct place *place, int from, int count)
{
	CLEANUP(os_close)
	int folder = open(str_z(&place->arena, at(place, "site/media")),
			  O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(folder >= 0);
	for (int i = from; i < from + count; i++) {
		char name[32];
		snprintf(name, sizeof name, "stranger-%d", i);
		CLEANUP(os_close)
		int fd = openat(folder, name, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
		assert_true(fd >= 0);
	}
}

static void all_findings_are_counted_and_as_many_kept_as_the_limit_says(void **state)
{
	struct place *place = *state;
	struct check_account account;
	assert_ok(os_remove_file(at(place, "site/media/2024/b.jpg"))); /* nobody names it */
	fill(place, 0, LIMIT_FINDINGS_A_KIND);
	assert_ok(look(place, go_on, NULL, &account, NULL));
	assert_int_equal(account.of[CHECK_MEDIA_UNNAMED], LIMIT_FINDINGS_A_KIND);
	assert_int_equal(account.count, LIMIT_FINDINGS_A_KIND);
	fill(place, LIMIT_FINDINGS_A_KIND, 1);
	assert_ok(look(place, go_on, NULL, &account, NULL));
	assert_int_equal(account.of[CHECK_MEDIA_UNNAMED], LIMIT_FINDINGS_A_KIND + 1);
	assert_int_equal(account.total, LIMIT_FINDINGS_A_KIND + 1);
	assert_int_equal(account.count, LIMIT_FINDINGS_A_KIND);
}

static bool stop_at_once(void *self, int64_t done, int64_t total)
{
	(void)self, (void)done, (void)total;
	return false;
}

static void it_can_be_stopped(void **state)
{
	struct place *place = *state;
	struct check_account account;
	struct fault fault = { 0 };
	assert_int_equal(look(place, stop_at_once, NULL, &account, &fault), ERR_BUSY);
	assert_string_equal(fault.text, "stopped");
}

static void where_there_is_no_newspaper_there_is_nothing_to_check(void **state)
{
	struct place *place = *state;
	struct check_account account;
	assert_ok(os_remove_file(at(place, "site/site.db")));
	assert_int_equal(look(place, go_on, NULL, &account, NULL), ERR_NOT_FOUND);
}

static void each_kind_has_words(void **state)
{
	(void)state;
	for (int kind = 0; kind < CHECK_KINDS; kind++) {
		const struct finding_words *words = finding_words((enum check_kind)kind);
		assert_true(words->name.len && words->title.len && words->advice.len);
		for (int other = 0; other < kind; other++)
			assert_false(
				str_eq(words->name, finding_words((enum check_kind)other)->name));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_SITE(each_link_within_is_asked_for_once),
		IN_A_SITE(all_findings_are_counted_and_as_many_kept_as_the_limit_says),
		IN_A_SITE(it_can_be_stopped),
		IN_A_SITE(where_there_is_no_newspaper_there_is_nothing_to_check),
		cmocka_unit_test(each_kind_has_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
