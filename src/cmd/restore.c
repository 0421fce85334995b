/* SPDX-License-Identifier: Apache-2.0 */
/* restore.c: `broadside restore FILE SITE`: a backup into a newspaper's folder. */
#include "keep/restore.h"

#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/long_work.h"
#include "cmd/options.h"
#include "site/json.h"

#define LIMIT_WORK_BYTES ((size_t)16 << 30) /* of address space: the list of files */
#define LIMIT_JSON_BYTES (64u << 10)

static void print_json(struct arena *arena, struct str site, const struct bundle_account *account)
{
	struct buf out = buf_in(arena, LIMIT_JSON_BYTES);
	struct json json = json_into(&out);
	json_open(&json, NULL, '{');
	json_text(&json, "site", site);
	json_text(&json, "made", time_rfc3339(arena, account->made_at, 0));
	json_text(&json, "program", account->program);
	json_number(&json, "media", account->media);
	json_number(&json, "themes", account->themes);
	json_close(&json, '}');
	printf("%.*s\n", STR_ARG(buf_str(&out)));
}

static enum err restore(struct arena *arena, struct str file, struct str site,
			struct bundle_account *account, struct fault *fault)
{
	CLEANUP(long_work_end) struct long_work work = long_work_begin("restoring");
	const struct restore_job job = {
		.file = file,
		.site_folder = site,
		.self = &work,
		.watch = long_work_goes_on,
	};
	return restore_make(&job, arena, account, fault);
}

int cmd_restore(int argc, char **argv)
{
	struct str words[2];
	struct bundle_account account;
	struct fault fault = { 0 };
	bool json = false;
	size_t count;
	int status;
	const struct option options[] = {
		{ "json", NULL, NULL, &json, "say what was done as JSON" },
		{ 0 },
	};
	const struct usage usage = {
		"restore FILE SITE",
		"Makes SITE the newspaper that `broadside backup` put into FILE. SITE must not be "
		"there yet, or be\nempty. Everything is held against its sum first; a file that is "
		"damaged or holds what no backup\nholds leaves nothing behind.",
		options, 2, 2
	};
	if (!options_read(&usage, argc, argv, words, &count, &status))
		return status;
	CLEANUP(arena_close) struct arena arena = arena_open(LIMIT_WORK_BYTES);
	if (restore(&arena, words[0], words[1], &account, &fault))
		return cmd_failed(&fault);
	struct str made = time_rfc3339(&arena, account.made_at, 0);
	if (json)
		print_json(&arena, words[1], &account);
	else
		printf("restored the newspaper of %.*s to %.*s: %lld pictures and files, %lld "
		       "files of themes\n`broadside check %.*s` looks it through, `broadside serve "
		       "%.*s` serves it\n",
		       STR_ARG(made), STR_ARG(words[1]), (long long)account.media,
		       (long long)account.themes, STR_ARG(words[1]), STR_ARG(words[1]));
	return CMD_DONE;
}
