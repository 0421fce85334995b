/* SPDX-License-Identifier: Apache-2.0 */
/* backup.c: `broadside backup SITE FILE`: a newspaper into one file, while it serves. */
#include "keep/backup.h"

#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/long_work.h"
#include "cmd/options.h"
#include "cmd/site_folder.h"
#include "site/json.h"

#define LIMIT_WORK_BYTES ((size_t)16 << 30) /* of address space: lists of files */

static void print_names(const char *what, const struct backup_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		fprintf(stderr, "broadside: %s: %.*s\n", what, STR_ARG(names->items[i]));
}

static void put_names(struct json *json, const char *key, const struct backup_names *names)
{
	json_open(json, key, '[');
	for (size_t i = 0; i < names->count; i++)
		json_text(json, NULL, names->items[i]);
	json_close(json, ']');
}

static void print_json(struct arena *arena, struct str file, const struct backup_account *account)
{
	struct buf out = buf_in(arena, LIMIT_WORK_BYTES / 4);
	struct json json = json_into(&out);
	const struct bundle_account *bundle = &account->bundle;
	json_open(&json, NULL, '{');
	json_text(&json, "file", file);
	json_number(&json, "bytes", account->file_bytes);
	json_text(&json, "made", time_rfc3339(arena, bundle->made_at, 0));
	json_number(&json, "media", bundle->media);
	json_number(&json, "themes", bundle->themes);
	put_names(&json, "missing", &account->missing);
	put_names(&json, "left_out", &account->left_out);
	json_close(&json, '}');
	printf("%.*s\n", STR_ARG(buf_str(&out)));
}

static void print_words(struct str site, struct str file, const struct backup_account *account)
{
	const struct bundle_account *bundle = &account->bundle;
	print_names("named by the newspaper but not there, so not in the backup",
		    &account->missing);
	print_names("left out, for it leads out of the site or has a name no backup can hold",
		    &account->left_out);
	printf("backed up %.*s to %.*s: %lld pictures and files, %lld files of themes, %lld "
	       "bytes; read back whole\n",
	       STR_ARG(site), STR_ARG(file), (long long)bundle->media, (long long)bundle->themes,
	       (long long)account->file_bytes);
}

static enum err make(struct arena *arena, struct str site, struct str file, struct str database,
		     struct backup_account *account, struct fault *fault)
{
	CLEANUP(long_work_end) struct long_work work = long_work_begin("backing up");
	struct site_conf conf;
	if (!site_folder_is_site(arena, site))
		return fault_set(fault, ERR_NOT_FOUND, "no newspaper there: %.*s", STR_ARG(site));
	TRY(site_conf_read(arena, site, &conf, fault));
	const struct backup_job job = {
		.site_folder = site,
		.database = database.len ? database : conf.database,
		.database_is_elsewhere = conf.database.len > 0,
		.file = file,
		.program = S(BROADSIDE_VERSION),
		.self = &work,
		.watch = long_work_goes_on,
	};
	return backup_make(&job, arena, account, fault);
}

int cmd_backup(int argc, char **argv)
{
	struct str words[2], database = S("");
	struct backup_account account;
	struct fault fault = { 0 };
	bool json = false;
	size_t count;
	int status;
	const struct option options[] = {
		{ "json", NULL, NULL, &json, "say what was done as JSON" },
		{ "database", "URL", &database, NULL, "instead of what site.conf says" },
		{ 0 },
	};
	const struct usage usage = {
		"backup SITE FILE",
		"Puts the newspaper in SITE into FILE, a tar: databases, media, themes, site.conf "
		"and "
		"the secret.\nThe newspaper may be serving. FILE appears once it was read back and "
		"found whole; an older backup\nthere is replaced. It holds what must stay secret: "
		"only its owner can read it.",
		options, 2, 2
	};
	if (!options_read(&usage, argc, argv, words, &count, &status))
		return status;
	CLEANUP(arena_close) struct arena arena = arena_open(LIMIT_WORK_BYTES);
	if (make(&arena, words[0], words[1], database, &account, &fault))
		return cmd_failed(&fault);
	if (json)
		print_json(&arena, words[1], &account);
	else
		print_words(words[0], words[1], &account);
	return CMD_DONE;
}
