/* SPDX-License-Identifier: Apache-2.0 */
/* import.c: `broadside import SITE FILE...`: another system's export into a newspaper. */
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/options.h"
#include "cmd/progress.h"
#include "cmd/site_folder.h"
#include "discover/relate.h"
#include "exchange/format.h"
#include "exchange/give_topics.h"
#include "exchange/import.h"
#include "os/control.h"
#include "os/os.h"
#include "store/story_text.h"

#define LIMIT_SECRET_BYTES 4096
#define LIMIT_KEEP_BYTES ((size_t)16 << 30) /* of address space */

struct import_options {
	struct str words[1 + LIMIT_IMPORT_FILES]; /* SITE FILE... */
	size_t word_count;
	struct str uploads, database, topics;
	int64_t least_sure; /* of topics; 0: none are given */
	bool json;
};

static void on_progress(void *self, int64_t done, int64_t total)
{
	progress_show(self, done, total);
}

/* A site that is not there yet is made: coming from elsewhere is one command. */
static enum err open_site(struct arena *arena, const struct import_options *options,
			  struct store **store, struct comment_keys *keys, struct fault *fault)
{
	struct str site = options->words[0], secret;
	struct site_start start = { .database = options->database };
	struct site_conf conf;
	if (!site_folder_is_site(arena, site))
		TRY(site_folder_make(arena, site, &start, fault));
	TRY(site_conf_read(arena, site, &conf, fault));
	TRY(os_read_file(arena, os_path_join(arena, site, S("secret")), LIMIT_SECRET_BYTES, &secret,
			 fault));
	if (secret.len < LEAST_SECRET_BYTES)
		return fault_set(fault, ERR_INVALID, "%.*s/secret is too short", STR_ARG(site));
	*keys = comment_keys_from(secret);
	TRY(store_open(site, options->database.len ? options->database : conf.database, STORE_WRITE,
		       store, fault));
	if (store_hold_more(*store))
		return fault_set(fault, ERR_IO, "%.300s", store_fault(*store)->text);
	return OK;
}

/* All files are of one kind: each kind is one transaction, and all or nothing comes in. */
static enum err check_formats(const struct import_options *options, enum format *out,
			      struct fault *fault)
{
	enum format first = FORMAT_UNKNOWN;
	for (size_t i = 1; i < options->word_count; i++) {
		TRY(format_check(options->words[i], out, fault));
		if (i == 1)
			first = *out;
		if (*out != first)
			return fault_set(fault, ERR_INVALID,
					 "%.*s: of another kind than the file before: import each "
					 "kind by itself",
					 STR_ARG(options->words[i]));
	}
	return OK;
}

/* To those that came with this import. */
static enum err give(struct store *store, const struct import_options *options, story_id after,
		     struct account *account, struct fault *fault)
{
	struct progress progress = progress_begin("finding topics");
	struct topics_given given;
	const struct give_topics job = { .store = store,
					 .after = after,
					 .least_sure = (int)options->least_sure,
					 .self = &progress,
					 .progress = on_progress };
	enum err err = give_topics(&job, &given, fault);
	progress_end(&progress);
	TRY(err);
	account->gives_topics = true;
	account->topics_given = given.links;
	account->topics_made = given.topics;
	control_ring(options->words[0]);
	return OK;
}

static enum err import(struct arena *arena, const struct import_options *options,
		       struct account *account, struct fault *fault)
{
	CLEANUP(store_close) struct store *store = NULL;
	struct comment_keys keys;
	struct progress progress = progress_begin("importing");
	enum format format;
	TRY(check_formats(options, &format, fault));
	TRY(open_site(arena, options, &store, &keys, fault));
	struct import_job job = {
		.store = store,
		.site_folder = options->words[0],
		.files = options->words + 1,
		.file_count = options->word_count - 1,
		.uploads = options->uploads,
		.keys = &keys,
		.self = &progress,
		.progress = on_progress,
	};
	story_id newest;
	if (store_story_newest_id(store, &newest))
		return fault_set(fault, ERR_IO, "%.300s", store_fault(store)->text);
	enum err err = format == FORMAT_JSON ? import_ninjs(&job, arena, account, fault)
					     : import_wxr(&job, arena, account, fault);
	progress_end(&progress);
	TRY(err);
	if (options->least_sure)
		TRY(give(store, options, newest, account, fault));
	if (discover_relate_rest(store))
		return fault_set(fault, ERR_IO, "all is in, but not what is near to each: %.300s",
				 store_fault(store)->text);
	return import_compare(&job, newest, account, fault);
}

static int print(struct arena *arena, const struct account *account, bool json)
{
	struct str text = json ? account_json(arena, account) : account_table(arena, account);
	if (fwrite(text.ptr, 1, text.len, stdout) != text.len || fflush(stdout))
		return fputs("broadside: cannot write the account\n", stderr), CMD_FAILED;
	return CMD_DONE;
}

int cmd_import(int argc, char **argv)
{
	static struct import_options options;
	struct account account;
	struct fault fault = { 0 };
	int status;
	options = (struct import_options){ 0 };
	const struct option table[] = {
		{ "uploads", "DIR", &options.uploads, NULL, "a copy of wp-content/uploads" },
		{ "topics", "SURE", &options.topics, NULL,
		  "give new stories the topics they name, when SURE of 100 or more" },
		{ "json", NULL, NULL, &options.json,
		  "the account as JSON, with all that was skipped" },
		{ "database", "URL", &options.database, NULL,
		  "where SITE is kept, if not in SITE" },
		{ 0 },
	};
	const struct usage usage = {
		"import SITE FILE...",
		"Brings WordPress exports (WXR 1.0 to 1.2), or news items as JSON "
		"(ninjs: one object,\nan array, or one a line), into the newspaper "
		"SITE, which is made if it is "
		"not\nthere: all of them, or nothing if one cannot be read. "
		"Importing the same file again "
		"changes\nnothing; a newer one brings what changed.",
		table, 2, COUNT_OF(options.words)
	};
	if (!options_read(&usage, argc, argv, options.words, &options.word_count, &status))
		return status;
	if (options.topics.len && !topics_sure(options.topics, &options.least_sure)) {
		fputs("broadside: import: --topics is a number from 1 to 100\n", stderr);
		return CMD_MISUSED;
	}
	CLEANUP(arena_close) struct arena arena = arena_open(LIMIT_KEEP_BYTES);
	if (import(&arena, &options, &account, &fault)) {
		fprintf(stderr, "broadside: cannot import: %s\n", fault.text);
		return CMD_FAILED;
	}
	return print(&arena, &account, options.json);
}
