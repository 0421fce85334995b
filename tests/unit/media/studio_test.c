/* SPDX-License-Identifier: Apache-2.0 */
#include "../store/store_for_test.h"
#include "media/studio.h"
#include "os/os.h"

static struct studio studio_of(struct paper *paper)
{
	return (struct studio){ paper->store,
				os_path_join(&paper->arena, paper->folder, S("media")) };
}

/* The head of a JPEG of 800 by 600: enough to be taken, not to be decoded. */
static const char JPEG[] =
	"\xff\xd8\xff\xc0\0\x11\x08\x02\x58\x03\x20\x03\x01\x22\0\x02\x11\x01\x03\x11\x01";
#define PICTURE ((struct str){ JPEG, sizeof JPEG - 1 })

static media_id take(struct paper *paper, struct str bytes, struct media *media)
{
	struct studio studio = studio_of(paper);
	CLEANUP(txn_end) struct txn txn = { 0 };
	assert_ok(txn_begin(&txn, paper->store));
	assert_ok(studio_take(&studio, &paper->arena, bytes, media, &paper->fault));
	assert_ok(txn_commit(&txn));
	return media->id;
}

static struct media some_picture(void)
{
	return (struct media){ .focal_x = 0.5, .focal_y = 0.5, .alt = S("A tram") };
}

static struct str some_result(struct arena *into)
{
	struct picture_result result = { .width = 800, .height = 600, .count = 3 };
	result.credit.byline = S("A. Maker");
	result.credit.agency = S("Agency");
	result.renditions[0] = (struct rendition){ RENDITION_JPEG, 800, 600, S("jpeg") };
	result.renditions[1] = (struct rendition){ RENDITION_WEBP, 320, 240, S("small") };
	result.renditions[2] = (struct rendition){ RENDITION_WEBP, 800, 600, S("large") };
	return picture_result_pack(into, &result);
}

static void what_is_taken_waits_and_shows_nothing_yet(void **state)
{
	struct paper *paper = *state;
	struct media media = some_picture(), kept;
	struct picture_wait wait;
	media_id id = take(paper, PICTURE, &media);
	assert_ok(store_media(paper->store, &paper->arena, id, &kept));
	assert_int_equal(kept.file.len, 0);
	assert_true(str_starts(kept.original, S("2024/03/")));
	assert_int_equal(kept.width, 800);
	assert_ok(store_picture_wait(paper->store, &paper->arena, id, &wait));
	assert_int_equal(wait.trouble.len, 0);
}

static void the_same_file_is_one_record(void **state)
{
	struct paper *paper = *state;
	struct media first = some_picture(), second = some_picture();
	assert_int_equal(take(paper, PICTURE, &first).n, take(paper, PICTURE, &second).n);
	assert_true(str_eq(second.alt, S("A tram")));
}

static void no_picture_is_not_taken(void **state)
{
	struct paper *paper = *state;
	struct studio studio = studio_of(paper);
	struct media media = some_picture();
	CLEANUP(txn_end) struct txn txn = { 0 };
	assert_ok(txn_begin(&txn, paper->store));
	const struct str bad[] = { S(""),
				   S("<svg/>"),
				   S("<!doctype html>"),
				   S("GIF"),
				   S("PK\x03\x04 a zip"),
				   S(" %PDF-1.7"),
				   S("\x1A\x45\xDF\xA3 a film") };
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct fault fault = { 0 };
		assert_int_equal(studio_take(&studio, &paper->arena, bad[i], &media, &fault),
				 ERR_DENIED);
	}
	struct str large = { arena_bytes(&paper->arena, LIMIT_PICTURE_BYTES + 1),
			     LIMIT_PICTURE_BYTES + 1 };
	memcpy((char *)(uintptr_t)large.ptr, JPEG, sizeof JPEG - 1);
	struct fault fault = { 0 };
	assert_int_equal(studio_take(&studio, &paper->arena, large, &media, &fault), ERR_TOO_BIG);
	large.len--;
	assert_ok(studio_take(&studio, &paper->arena, large, &media, &fault));
}

static void a_paper_and_sound_are_there_as_they_came(void **state)
{
	static const struct {
		struct str bytes, mime, end;
	} cases[] = {
		{ STR_CONST("%PDF-1.7 <script>"), STR_CONST("application/pdf"), STR_CONST(".pdf") },
		{ STR_CONST("ID3\x04\0\0"), STR_CONST("audio/mpeg"), STR_CONST(".mp3") },
		{ STR_CONST("OggS\0\x02"), STR_CONST("audio/ogg"), STR_CONST(".ogg") },
		{ STR_CONST("fLaC\0\0"), STR_CONST("audio/flac"), STR_CONST(".flac") },
		{ STR_CONST("RIFF\x04\0\0\0WAVE"), STR_CONST("audio/wav"), STR_CONST(".wav") },
		{ STR_CONST("\0\0\0\x18"
			    "ftypM4A \0"),
		  STR_CONST("audio/mp4"), STR_CONST(".m4a") },
	};
	struct paper *paper = *state;
	struct picture_wait wait;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct media media = { .title = S("Report 7") }, again = { .title = S("Other") },
			     kept;
		struct str bytes;
		media_id id = take(paper, cases[i].bytes, &media);
		assert_ok(store_media(paper->store, &paper->arena, id, &kept));
		assert_true(str_eq(kept.mime, cases[i].mime));
		assert_true(str_ends(kept.file, cases[i].end));
		assert_true(str_eq(kept.title, S("Report 7")));
		assert_int_equal(store_picture_wait(paper->store, &paper->arena, id, &wait),
				 ERR_NOT_FOUND);
		struct str path =
			os_path_join(&paper->arena, studio_of(paper).media_folder, kept.file);
		assert_ok(os_read_file(&paper->arena, path, 1 << 16, &bytes, &paper->fault));
		assert_true(str_eq(bytes, cases[i].bytes));
		assert_int_equal(take(paper, cases[i].bytes, &again).n, id.n);
	}
}

static enum err replace(struct paper *paper, media_id id, struct str bytes)
{
	struct studio studio = studio_of(paper);
	struct fault fault = { 0 };
	CLEANUP(txn_end) struct txn txn = { 0 };
	assert_ok(txn_begin(&txn, paper->store));
	TRY(studio_replace(&studio, &paper->arena, bytes, id, &fault));
	return txn_commit(&txn);
}

static void a_file_is_replaced_by_one_of_its_kind(void **state)
{
	struct paper *paper = *state;
	struct media picture = some_picture(), report = { 0 }, sound = { 0 }, kept;
	media_id a = take(paper, PICTURE, &picture), b = take(paper, S("%PDF-1.7"), &report),
		 c = take(paper, S("ID3\x04"), &sound);
	assert_int_equal(replace(paper, a, S("%PDF-1.5")), ERR_DENIED);
	assert_int_equal(replace(paper, b, PICTURE), ERR_DENIED);
	assert_int_equal(replace(paper, b, S("OggS")), ERR_DENIED);
	assert_int_equal(replace(paper, c, S("%PDF-1.5")), ERR_DENIED);
	assert_ok(replace(paper, b, S("%PDF-1.4")));
	assert_ok(replace(paper, c, S("OggS")));
	assert_ok(store_media(paper->store, &paper->arena, c, &kept));
	assert_true(str_eq(kept.mime, S("audio/ogg")));
}

static void a_finished_picture_has_files_and_its_own_credit(void **state)
{
	struct paper *paper = *state;
	struct studio studio = studio_of(paper);
	struct media media = some_picture(), done;
	struct studio_job job;
	media_id id = take(paper, PICTURE, &media);
	CLEANUP(txn_end) struct txn txn = { 0 };
	assert_ok(txn_begin(&txn, paper->store));
	assert_ok(studio_begin(&studio, &paper->arena, &job));
	os_close(&job.file);
	assert_int_equal(job.media.n, id.n);
	assert_int_equal(job.job.count, 5); /* JPEG; 320, 480, 640, 800 */
	assert_ok(studio_finish(&studio, &paper->arena, id, some_result(&paper->arena), &done));
	assert_true(str_eq(done.credit, S("A. Maker/Agency")));
	assert_true(str_eq(done.renditions, S("1 320 800")));
	struct str path = os_path_join(&paper->arena, studio.media_folder,
				       rendition_file(&paper->arena, &done, 1, 320));
	struct str bytes;
	assert_ok(os_read_file(&paper->arena, path, 100, &bytes, &paper->fault));
	assert_true(str_eq(bytes, S("small")));
	assert_int_equal(studio_begin(&studio, &paper->arena, &job), ERR_NOT_FOUND);
	assert_ok(txn_commit(&txn));
}

static void one_made_anew_has_other_addresses(void **state)
{
	struct paper *paper = *state;
	struct studio studio = studio_of(paper);
	struct media media = some_picture(), first, second;
	media_id id = take(paper, PICTURE, &media);
	CLEANUP(txn_end) struct txn txn = { 0 };
	assert_ok(txn_begin(&txn, paper->store));
	assert_ok(studio_finish(&studio, &paper->arena, id, some_result(&paper->arena), &first));
	assert_ok(studio_remake(&studio, id));
	assert_ok(studio_finish(&studio, &paper->arena, id, some_result(&paper->arena), &second));
	assert_true(str_eq(second.renditions, S("2 320 800")));
	assert_false(str_eq(first.file, second.file));
}

static void what_ends_its_jail_again_and_again_is_given_up(void **state)
{
	struct paper *paper = *state;
	struct studio studio = studio_of(paper);
	struct media media = some_picture();
	struct picture_wait wait;
	struct studio_job job;
	media_id id = take(paper, PICTURE, &media);
	CLEANUP(txn_end) struct txn txn = { 0 };
	assert_ok(txn_begin(&txn, paper->store));
	for (int i = 0; i < LIMIT_PICTURE_TRIES; i++) {
		assert_ok(studio_begin(&studio, &paper->arena, &job));
		os_close(&job.file);
		assert_ok(studio_fail(&studio, id, S("")));
	}
	assert_int_equal(studio_begin(&studio, &paper->arena, &job), ERR_NOT_FOUND);
	assert_ok(store_picture_wait(paper->store, &paper->arena, id, &wait));
	assert_true(wait.trouble.len > 0);
}

static void a_result_that_is_none_changes_nothing(void **state)
{
	struct paper *paper = *state;
	struct studio studio = studio_of(paper);
	struct media media = some_picture(), done;
	media_id id = take(paper, PICTURE, &media);
	CLEANUP(txn_end) struct txn txn = { 0 };
	assert_ok(txn_begin(&txn, paper->store));
	assert_int_equal(studio_finish(&studio, &paper->arena, id, S("rubbish"), &done),
			 ERR_INVALID);
	assert_ok(store_media(paper->store, &paper->arena, id, &done));
	assert_int_equal(done.file.len, 0);
}

static void widths_of_rubbish_are_none(void **state)
{
	(void)state;
	const struct str bad[] = {
		S("x"),     S("1 x"),
		S("-1 3"),  S("1 99999999"),
		S("0 320"), S("1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1")
	};
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct media media = { .renditions = bad[i] };
		assert_true(renditions_of(&media).count <= LIMIT_PICTURE_RENDITIONS);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_taken_waits_and_shows_nothing_yet,
						open_paper, close_paper),
		cmocka_unit_test_setup_teardown(the_same_file_is_one_record, open_paper,
						close_paper),
		cmocka_unit_test_setup_teardown(no_picture_is_not_taken, open_paper, close_paper),
		IN_A_PAPER(a_paper_and_sound_are_there_as_they_came),
		IN_A_PAPER(a_file_is_replaced_by_one_of_its_kind),
		cmocka_unit_test_setup_teardown(a_finished_picture_has_files_and_its_own_credit,
						open_paper, close_paper),
		cmocka_unit_test_setup_teardown(one_made_anew_has_other_addresses, open_paper,
						close_paper),
		cmocka_unit_test_setup_teardown(what_ends_its_jail_again_and_again_is_given_up,
						open_paper, close_paper),
		cmocka_unit_test_setup_teardown(a_result_that_is_none_changes_nothing, open_paper,
						close_paper),
		cmocka_unit_test(widths_of_rubbish_are_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
