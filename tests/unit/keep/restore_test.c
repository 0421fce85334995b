/* SPDX-License-Identifier: Apache-2.0 */
#include "keep/tar.h"
#include "keep_for_test.h"
#include "os/tree.h"

static struct backup_account account;

static void a_folder_with_something_in_it_is_left_alone(void **state)
{
	struct place *place = *state;
	assert_ok(back_up(place, "b.tar", &account, NULL));
	put_file(place, "full/letter", S("Dear editor"));
	put_file(place, "file", S(""));
	assert_int_equal(restore(place, "b.tar", "full", NULL), ERR_CONFLICT);
	assert_int_equal(restore(place, "b.tar", "site", NULL), ERR_CONFLICT);
	assert_int_equal(restore(place, "b.tar", "file", NULL), ERR_CONFLICT);
	assert_str(names_in(place), "b.tar file full/ site/");
	assert_ok(os_make_folder(at(place, "empty"), NULL));
	assert_ok(restore(place, "b.tar", "empty/", NULL));
	assert_str(read_whole(place, "empty/site.conf"), "theme own\n");
}

/* Restores these bytes, which must fail and leave nothing. */
static void refused(struct place *place, struct str bytes, const char *word)
{
	struct fault fault = { 0 };
	put_file(place, "bad.tar", bytes);
	if (restore(place, "bad.tar", "again", &fault) != ERR_INVALID)
		fail_msg("taken, or not told: %s", fault.text);
	if (word && !strstr(fault.text, word))
		fail_msg("\"%s\" is not in: %s", word, fault.text);
	assert_ok(os_remove_file(at(place, "bad.tar")));
	assert_str(names_in(place), "b.tar site/");
}

static void what_is_cut_short_is_refused(void **state)
{
	struct place *place = *state;
	assert_ok(back_up(place, "b.tar", &account, NULL));
	struct str whole = read_whole(place, "b.tar");
	struct arena_mark mark = arena_mark(&place->arena);
	for (size_t cut = 0; cut < whole.len; cut += cut < 4096 ? 256 : 7 * 512 + 1) {
		refused(place, str_first(whole, cut), NULL);
		arena_reset(&place->arena, mark);
	}
	refused(place, str_first(whole, whole.len - 512), "cut short");
	refused(place, str_first(whole, whole.len - 1), "cut short");
	struct str longer[] = { whole, S("x") };
	refused(place, str_join(&place->arena, longer, 2, S("")), "behind its end");
}

static void a_byte_that_changed_is_noticed(void **state)
{
	struct place *place = *state;
	assert_ok(back_up(place, "b.tar", &account, NULL));
	struct str whole = read_whole(place, "b.tar");
	char *bytes = arena_bytes(&place->arena, whole.len);
	struct arena_mark mark = arena_mark(&place->arena);
	memcpy(bytes, whole.ptr, whole.len);
	for (size_t i = 0; i < whole.len; i += i < 2048 || whole.len - i < 4096 ? 61 : 4093) {
		bytes[i] ^= 0x20;
		refused(place, (struct str){ bytes, whole.len }, NULL);
		bytes[i] ^= 0x20;
		arena_reset(&place->arena, mark);
	}
}

/* An archive by hand: names with a body each; the first is what every backup begins with. */
static struct str archive(struct place *place, const char *const *names, size_t count)
{
	struct buf out = buf_in(&place->arena, 1 << 20);
	static const char zeros[2 * TAR_BLOCK_BYTES];
	for (size_t i = 0; i <= count; i++) {
		char head[TAR_HEAD_BYTES];
		struct str body = i ? S("body")
				    : S("format 1\nmade 2024-01-01T00:00:00Z\n"
					"program 1\n");
		struct tar_head of = { i ? str_of(names[i - 1]) : S(BUNDLE_ABOUT),
				       (int64_t)body.len };
		buf_put(&out, (struct str){ head, tar_head_write(&of, unix_ms_of(0), head) });
		buf_put(&out, body);
		buf_put(&out, (struct str){ zeros, tar_padding((int64_t)body.len) });
	}
	buf_put(&out, (struct str){ zeros, sizeof zeros });
	return buf_str(&out);
}

static void names_that_lead_elsewhere_are_refused(void **state)
{
	struct place *place = *state;
	static const char *const names[] = {
		"../site.db",
		"/etc/passwd",
		"media/../../x",
		"media/..",
		"media/./x",
		"media//x",
		"media/",
		"media",
		"themes/../x",
		"control",
		"site.db/x",
		"./site.db",
		"media/a\nb",
		"media/a\x7f",
		"x",
		"media/x/",
		"..",
		"site.db-wal",
		"site.db-journal",
		"MEDIA/x",
		"media\\x",
		"media/x/../../../y",
		BUNDLE_ABOUT,
	};
	assert_ok(back_up(place, "b.tar", &account, NULL));
	for (size_t i = 0; i < COUNT_OF(names); i++)
		refused(place, archive(place, &names[i], 1), NULL);
}

static void each_name_comes_once_and_in_order(void **state)
{
	struct place *place = *state;
	static const char *const twice[] = { "site.db", "media/a", "media/a" };
	static const char *const backwards[] = { "site.db", "media/b", "media/a" };
	static const char *const late[] = { "site.db", "themes/a", "media/b" };
	static const char *const two[] = { "site.db", "site.db" };
	static const char *const under_a_file[] = { "site.db", "media/a", "media/a/b" };
	assert_ok(back_up(place, "b.tar", &account, NULL));
	refused(place, archive(place, twice, 3), "out of order");
	refused(place, archive(place, backwards, 3), "out of order");
	refused(place, archive(place, late, 3), "out of order");
	refused(place, archive(place, two, 2), "out of order");
	struct fault fault = { 0 };
	put_file(place, "bad.tar", archive(place, under_a_file, 3));
	assert_int_not_equal(restore(place, "bad.tar", "again", &fault), OK);
	assert_ok(os_remove_file(at(place, "bad.tar")));
	assert_str(names_in(place), "b.tar site/");
}

static void depth_and_length_of_names_have_a_limit(void **state)
{
	(void)state;
	char deep[2 * LIMIT_BUNDLE_DEPTH + 32], long_name[LIMIT_BUNDLE_NAME + 2];
	size_t length = (size_t)snprintf(deep, sizeof deep, "media");
	for (int i = 0; i < LIMIT_BUNDLE_DEPTH; i++)
		length += (size_t)snprintf(deep + length, sizeof deep - length, "/a");
	assert_int_equal(bundle_place_of((struct str){ deep, length - 2 }), BUNDLE_IS_MEDIA);
	assert_int_equal(bundle_place_of((struct str){ deep, length }), BUNDLE_NOWHERE);
	memset(long_name, 'n', sizeof long_name);
	memcpy(long_name, "themes/", 7);
	assert_int_equal(bundle_place_of((struct str){ long_name, LIMIT_BUNDLE_NAME }),
			 BUNDLE_IS_THEME);
	assert_int_equal(bundle_place_of((struct str){ long_name, LIMIT_BUNDLE_NAME + 1 }),
			 BUNDLE_NOWHERE);
}

static void what_is_no_backup_is_said_to_be_none(void **state)
{
	struct place *place = *state;
	static const char *const names[] = { "site.conf" };
	assert_ok(back_up(place, "b.tar", &account, NULL));
	refused(place, S(""), "not a backup");
	refused(place, S("Dear editor"), "not a backup");
	struct str a = archive(place, names, 1);
	refused(place, str_from(a, 1024), "not a backup");
	refused(place, a, "list of files is missing");
	assert_int_equal(restore(place, "none.tar", "again", NULL), ERR_NOT_FOUND);
	assert_int_not_equal(restore(place, "site", "again", NULL), OK);
	assert_str(names_in(place), "b.tar site/");
}

static void what_goes_wrong_leaves_nothing_behind(void **state)
{
	struct place *place = *state;
	static const enum os_call calls[] = { OS_WRITE, OS_SYNC, OS_RENAME, OS_OPEN, OS_READ };
	assert_ok(back_up(place, "b.tar", &account, NULL));
	for (size_t i = 0; i < COUNT_OF(calls); i++) {
		for (int nth = 1;; nth++) {
			struct fault fault = { 0 };
			os_fake_fail(calls[i], nth);
			enum err err = restore(place, "b.tar", "again", &fault);
			bool fired = os_fake_fired();
			os_fake_fail(calls[i], 0);
			if (!fired)
				break;
			assert_int_not_equal(err, OK);
			assert_true(fault.text[0] != 0);
			bool is_late = calls[i] == OS_SYNC && os_exists(at(place, "again"));
			if (is_late)
				assert_ok(os_tree_remove(at(place, "again")));
			assert_str(names_in(place), "b.tar site/");
		}
		assert_ok(os_tree_remove(at(place, "again")));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_SITE(a_folder_with_something_in_it_is_left_alone),
		IN_A_SITE(what_is_cut_short_is_refused),
		IN_A_SITE(a_byte_that_changed_is_noticed),
		IN_A_SITE(names_that_lead_elsewhere_are_refused),
		IN_A_SITE(each_name_comes_once_and_in_order),
		cmocka_unit_test(depth_and_length_of_names_have_a_limit),
		IN_A_SITE(what_is_no_backup_is_said_to_be_none),
		IN_A_SITE(what_goes_wrong_leaves_nothing_behind),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
