/* SPDX-License-Identifier: Apache-2.0 */
/* keep_for_test.h: a small newspaper in place/site, with a picture, a file of a theme, a site.conf
 * and a secret; and short ways to back it up and restore it beside. */
#pragma once
#include "../os/folder_for_test.h"
#include "keep/backup.h"
#include "keep/restore.h"
#include "os/draft.h"
#include "store/media.h"
#include "store/setting.h"
#include "store/story.h"

#define MADE_AT 1731672000000 /* 2024-11-15T12:00:00Z */

static inline bool go_on(void *self, int64_t done, int64_t total)
{
	(void)self, (void)done, (void)total;
	return true;
}

/* Adds a picture's record; its file is the test's matter. */
static inline void add_media(struct place *place, const char *file)
{
	CLEANUP(store_close) struct store *store = NULL;
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct fault fault = { 0 };
	media_id id;
	assert_ok(store_open(at(place, "site"), S(""), STORE_WRITE, &store, &fault));
	assert_ok(txn_begin(&txn, store));
	assert_ok(store_media_save(store, &(struct media){ .file = str_of(file) }, &id));
	assert_ok(txn_commit(&txn));
}

static inline void put_file(struct place *place, const char *path, struct str bytes)
{
	struct str whole = at(place, path);
	assert_ok(os_make_folder(str_cut_last(whole, '/').head, NULL));
	assert_ok(os_write_file(whole, bytes, NULL));
}

static inline int make_site(void **state)
{
	if (make_place(state))
		return -1;
	struct place *place = *state;
	os_fake_time(unix_ms_of(MADE_AT));
	put_file(place, "site/media/2024/a.jpg", S("a picture"));
	put_file(place, "site/media/2024/b.jpg", S(""));
	put_file(place, "site/themes/own/index.hbs", S("{{title}}"));
	put_file(place, "site/site.conf", S("theme own\n"));
	assert_ok(os_write_secret_file(at(place, "site/secret"), S("0123456789abcdef"), NULL));
	add_media(place, "2024/a.jpg");
	return 0;
}

static inline int drop_site(void **state)
{
	os_fake_time(unix_ms_of(0));
	return drop_place(state);
}

#define IN_A_SITE(test) cmocka_unit_test_setup_teardown(test, make_site, drop_site)

static inline enum err back_up(struct place *place, const char *file,
			       struct backup_account *account, struct fault *fault)
{
	struct backup_job job = { .site_folder = at(place, "site"),
				  .file = at(place, file),
				  .program = S("1.2.3"),
				  .watch = go_on };
	return backup_make(&job, &place->arena, account, fault);
}

static inline enum err restore(struct place *place, const char *file, const char *site,
			       struct fault *fault)
{
	struct bundle_account account;
	struct restore_job job = { .site_folder = at(place, site),
				   .file = at(place, file),
				   .watch = go_on };
	return restore_make(&job, &place->arena, &account, fault);
}

/* What lies in the place, parted by blanks. */
static inline struct str names_in(struct place *place)
{
	struct os_names names;
	assert_ok(os_list_folder(&place->arena, place->folder, &names, NULL));
	return str_join(&place->arena, names.items, names.count, S(" "));
}

static inline struct str read_whole(struct place *place, const char *path)
{
	struct str bytes;
	assert_ok(os_read_file(&place->arena, at(place, path), 64 << 20, &bytes, NULL));
	return bytes;
}
