/* SPDX-License-Identifier: Apache-2.0 */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../cmocka_first.h"
#include "media/intake.h"
#include "os/fake.h"

struct place {
	struct arena arena;
	struct str site, source;
	struct intake intake;
};

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st, (void)kind, (void)ftw;
	return remove(path);
}

static int begin(void **state)
{
	struct place *place = calloc(1, sizeof *place);
	char path[] = "/tmp/broadside-test-XXXXXX";
	struct fault fault = { 0 };
	if (!place || !mkdtemp(path))
		return -1;
	place->arena = arena_open(64 << 20);
	place->site = str_dup(&place->arena, str_of(path));
	place->source = os_path_join(&place->arena, place->site, S("uploads"));
	if (os_make_folder(place->source, &fault) ||
	    intake_open(&place->intake, &place->arena, place->site, place->source, &fault))
		return -1;
	*state = place;
	return 0;
}

static int end(void **state)
{
	struct place *place = *state;
	os_fake_fail(OS_READ, 0);
	intake_close(&place->intake);
	nftw(str_z(&place->arena, place->site), remove_one, 16, FTW_DEPTH | FTW_PHYS);
	arena_close(&place->arena);
	free(place);
	return 0;
}

static void put(struct place *place, const char *name, struct str bytes)
{
	assert_ok(os_write_file(os_path_join(&place->arena, place->source, str_of(name)), bytes,
				NULL));
}

static enum err take(struct place *place, const char *name, struct media *media)
{
	struct fault fault = { 0 };
	*media = (struct media){ 0 };
	return intake_file(&place->intake, &place->arena, str_of(name), S("2024/05"), media,
			   &fault);
}

#define GIF S("GIF89a\x20\0\x10\0\x80\0\0;")

static bool is_kept(struct place *place, struct str file)
{
	struct str path = os_path_join(&place->arena, S("media"), file);
	return os_exists(os_path_join(&place->arena, place->site, path));
}

static void a_picture_is_copied_under_its_hash(void **state)
{
	struct place *place = *state;
	struct media media;
	put(place, "a.jpeg", GIF);
	assert_ok(take(place, "a.jpeg", &media));
	assert_true(str_starts(media.file, S("2024/05/")) && str_ends(media.file, S(".gif")));
	assert_int_equal(media.sha256.len, 64);
	assert_true(str_contains(media.file, str_first(media.sha256, 32)));
	assert_str(media.mime, "image/gif");
	assert_int_equal(media.width, 32);
	assert_int_equal(media.height, 16);
	assert_int_equal(media.bytes, (int64_t)GIF.len);
	assert_true(is_kept(place, media.file));
}

static void the_same_picture_is_kept_once(void **state)
{
	struct place *place = *state;
	struct media a, b;
	put(place, "a.gif", GIF);
	put(place, "b.gif", GIF);
	assert_ok(take(place, "a.gif", &a));
	assert_ok(take(place, "b.gif", &b));
	assert_true(str_eq(a.file, b.file));
	assert_int_equal(place->intake.made.count, 1);
}

static void what_is_not_taken_is_not_copied(void **state)
{
	struct place *place = *state;
	struct media media;
	put(place, "x.png", S("<svg onload=alert(1)>"));
	put(place, "empty.png", S(""));
	assert_int_equal(take(place, "x.png", &media), ERR_DENIED);
	assert_int_equal(take(place, "empty.png", &media), ERR_DENIED);
	assert_int_equal(take(place, "nowhere.png", &media), ERR_NOT_FOUND);
	assert_int_equal(place->intake.made.count, 0);
	assert_int_equal(media.file.len, 0);
}

static void nothing_outside_the_folder_is_taken(void **state)
{
	struct place *place = *state;
	struct media media;
	assert_ok(os_write_file(os_path_join(&place->arena, place->site, S("secret.gif")), GIF,
				NULL));
	assert_int_equal(symlink("../secret.gif",
				 str_z(&place->arena,
				       os_path_join(&place->arena, place->source, S("link.gif")))),
			 0);
	assert_int_equal(take(place, "../secret.gif", &media), ERR_NOT_FOUND);
	assert_int_equal(take(place, "link.gif", &media), ERR_NOT_FOUND);
	assert_int_equal(take(place, "/etc/passwd", &media), ERR_NOT_FOUND);
}

static void office_documents_keep_their_names_end(void **state)
{
	struct place *place = *state;
	struct media media;
	put(place, "a.DOCX", S("PK\x03\x04zip"));
	put(place, "a.exe", S("PK\x03\x04zip"));
	assert_ok(take(place, "a.DOCX", &media));
	assert_true(str_ends(media.file, S(".docx")));
	assert_ok(take(place, "a.exe", &media));
	assert_true(str_ends(media.file, S(".zip")));
}

static void what_was_made_can_be_taken_back(void **state)
{
	struct place *place = *state;
	struct media media;
	put(place, "a.gif", GIF);
	assert_ok(take(place, "a.gif", &media));
	intake_undo(&place->intake);
	assert_false(is_kept(place, media.file));
}

static void a_disk_that_fails_leaves_no_file(void **state)
{
	struct place *place = *state;
	struct media media;
	put(place, "a.gif", GIF);
	for (int nth = 1; nth < 20; nth++) {
		os_fake_fail(OS_READ, nth);
		enum err err = take(place, "a.gif", &media);
		bool fired = os_fake_fired();
		os_fake_fail(OS_READ, 0);
		if (!fired) {
			assert_ok(err);
			return;
		}
		assert_int_equal(err, ERR_IO);
		assert_int_equal(place->intake.made.count, 0);
	}
	fail_msg("reading never came to an end");
}

#define IN_A_PLACE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PLACE(a_picture_is_copied_under_its_hash),
		IN_A_PLACE(the_same_picture_is_kept_once),
		IN_A_PLACE(what_is_not_taken_is_not_copied),
		IN_A_PLACE(nothing_outside_the_folder_is_taken),
		IN_A_PLACE(office_documents_keep_their_names_end),
		IN_A_PLACE(what_was_made_can_be_taken_back),
		IN_A_PLACE(a_disk_that_fails_leaves_no_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
