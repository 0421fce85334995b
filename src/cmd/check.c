/* SPDX-License-Identifier: Apache-2.0 */
/* check.c: `broadside check SITE`: what is wrong with a newspaper, and what to do about it. */
#include "keep/check.h"

#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/link_asker.h"
#include "cmd/long_work.h"
#include "cmd/options.h"
#include "site/json.h"

#define LIMIT_WORK_BYTES ((size_t)16 << 30) /* of address space: lists of files and links */
enum { SHOWN_A_KIND = 20 };

struct check_options {
	struct str site, database;
	bool json, is_quick;
};

/* What the check tells as it goes on. */
struct looking {
	struct long_work work;
	struct link_asker asker;
	bool asks_links;
};

static bool goes_on(void *self, int64_t done, int64_t total)
{
	struct looking *looking = self;
	return long_work_goes_on(&looking->work, done, total);
}

static bool leads_somewhere(void *self, struct str address)
{
	struct looking *looking = self;
	return !looking->asks_links || link_asker_ask(&looking->asker, address);
}

static void print_kind(const struct check_account *account, size_t first, enum check_kind kind)
{
	const struct finding_words *words = finding_words(kind);
	int64_t shown = 0;
	printf("\n%.*s (%lld)\n", STR_ARG(words->title), (long long)account->of[kind]);
	for (size_t i = first; i < account->count && account->items[i].kind == kind; i++)
		if (shown < SHOWN_A_KIND && ++shown)
			printf("  %.*s\n", STR_ARG(account->items[i].what));
	if (shown < account->of[kind])
		printf("  and %lld more (--json lists them)\n",
		       (long long)(account->of[kind] - shown));
	for (struct str_pair line = { .tail = words->advice, .found = true }; line.found;) {
		line = str_cut(line.tail, '\n');
		printf("  > %.*s\n", STR_ARG(line.head));
	}
}

static void print_words(struct str site, const struct check_account *account)
{
	printf("looked through %.*s: %lld stories, %lld pictures and files, %lld links within the "
	       "newspaper\n",
	       STR_ARG(site), (long long)account->stories, (long long)account->media,
	       (long long)account->links);
	for (size_t i = 0; i < account->count; i++)
		if (i == 0 || account->items[i].kind != account->items[i - 1].kind)
			print_kind(account, i, account->items[i].kind);
	if (account->total)
		printf("\n%lld findings\n", (long long)account->total);
	else
		printf("nothing is wrong\n");
}

static void put_findings(struct json *json, const struct check_account *account)
{
	json_open(json, "findings", '[');
	for (size_t i = 0; i < account->count; i++) {
		const struct finding_words *words = finding_words(account->items[i].kind);
		json_open(json, NULL, '{');
		json_text(json, "kind", words->name);
		json_text(json, "what", account->items[i].what);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void put_kinds(struct json *json, const struct check_account *account)
{
	json_open(json, "kinds", '[');
	for (int kind = 0; kind < CHECK_KINDS; kind++) {
		const struct finding_words *words = finding_words((enum check_kind)kind);
		if (account->of[kind] == 0)
			continue;
		json_open(json, NULL, '{');
		json_text(json, "kind", words->name);
		json_number(json, "count", account->of[kind]);
		json_text(json, "title", words->title);
		json_text(json, "advice", words->advice);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void print_json(struct arena *arena, struct str site, const struct check_account *account)
{
	struct buf out = buf_in(arena, LIMIT_WORK_BYTES / 4);
	struct json json = json_into(&out);
	json_open(&json, NULL, '{');
	json_text(&json, "site", site);
	json_truth(&json, "clean", account->total == 0);
	json_number(&json, "stories", account->stories);
	json_number(&json, "media", account->media);
	json_number(&json, "links", account->links);
	put_kinds(&json, account);
	put_findings(&json, account);
	json_close(&json, '}');
	fwrite(out.ptr, 1, out.len, stdout);
	putchar('\n');
}

static void looking_end(struct looking *looking)
{
	link_asker_close(&looking->asker);
	long_work_end(&looking->work);
}

static enum err look_through(struct arena *arena, const struct check_options *options,
			     struct check_account *account, struct fault *fault)
{
	CLEANUP(looking_end) struct looking looking = { .work = long_work_begin("checking") };
	struct site_conf *conf = arena_new(arena, struct site_conf, 1);
	struct fault quiet = { 0 };
	if (!site_folder_is_site(arena, options->site))
		return fault_set(fault, ERR_NOT_FOUND, "no newspaper there: %.*s",
				 STR_ARG(options->site));
	TRY(site_conf_read(arena, options->site, conf, fault));
	struct str database = options->database.len ? options->database : conf->database;
	const struct serving_options serving = { .site_folder = options->site,
						 .database = database };
	looking.asks_links = link_asker_open(arena, &serving, conf, &looking.asker, &quiet) == OK;
	const struct check_job job = {
		.site_folder = options->site,
		.database = database,
		.is_quick = options->is_quick,
		.self = &looking,
		.leads_somewhere = leads_somewhere,
		.watch = goes_on,
	};
	TRY(check_make(&job, arena, account, fault));
	if (!looking.asks_links)
		log_warning("links were not followed: %s", quiet.text);
	return OK;
}

int cmd_check(int argc, char **argv)
{
	struct check_options o = { 0 };
	struct check_account account;
	struct fault fault = { 0 };
	size_t count;
	int status;
	const struct option options[] = {
		{ "json", NULL, NULL, &o.json, "what was found as JSON, all of it" },
		{ "quick", NULL, NULL, &o.is_quick,
		  "do not read pictures and files, only compare their sizes" },
		{ "database", "URL", &o.database, NULL, "instead of what site.conf says" },
		{ 0 },
	};
	const struct usage usage = {
		"check SITE",
		"Looks through the newspaper in SITE: databases, stories and their lists, "
		"addresses, "
		"search,\npictures and files, links. Says what is wrong and what to do; changes "
		"nothing. The newspaper may be\nserving. Exit status: 0 nothing is wrong, 1 "
		"something is.",
		options, 1, 1
	};
	if (!options_read(&usage, argc, argv, &o.site, &count, &status))
		return status;
	CLEANUP(arena_close) struct arena arena = arena_open(LIMIT_WORK_BYTES);
	if (look_through(&arena, &o, &account, &fault))
		return cmd_failed(&fault);
	if (o.json)
		print_json(&arena, o.site, &account);
	else
		print_words(o.site, &account);
	return account.total ? CMD_FAILED : CMD_DONE;
}
