/* SPDX-License-Identifier: Apache-2.0 */
/*
 * comments.c: `broadside comments SITE learn|score FILE`, `broadside comments SITE erase|export
 * --email X`: what is done with replies in bulk, and for one commenter.
 */
#include "cmd/comments.h"

#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/options.h"
#include "cmd/site_folder.h"
#include "comment/privacy.h"
#include "os/control.h"
#include "os/os.h"
#include "site/json.h"
#include "store/story.h"

#define LIMIT_SECRET_BYTES 4096
#define LIMIT_WORK_BYTES ((size_t)64 << 30) /* of address space */
#define LIMIT_LINE_BYTES (8u << 20)         /* of one reply as JSON */

static enum err open_site(struct comments_work *work, struct fault *fault)
{
	struct str secret, path = os_path_join(&work->arena, work->site, S("secret"));
	struct site_conf conf;
	if (!site_folder_is_site(&work->arena, work->site))
		return fault_set(fault, ERR_NOT_FOUND, "no newspaper there: %.*s",
				 STR_ARG(work->site));
	TRY(site_conf_read(&work->arena, work->site, &conf, fault));
	TRY(os_read_file(&work->arena, path, LIMIT_SECRET_BYTES, &secret, fault));
	if (secret.len < LEAST_SECRET_BYTES)
		return fault_set(fault, ERR_INVALID, "too short: %.*s", STR_ARG(path));
	work->keys = comment_keys_from(secret);
	return store_open(work->site, work->database.len ? work->database : conf.database,
			  STORE_WRITE, &work->store, fault);
}

/* Those of a person, with all that is kept of them. */
static enum err print_one(struct comments_work *work, const struct comment *comment)
{
	static const char *const states[] = { "shown", "held", "spam", "trash" };
	struct buf out = buf_in(&work->arena, LIMIT_LINE_BYTES);
	struct json json = json_into(&out);
	struct story story = { 0 };
	enum err err = store_story_any(work->store, &work->arena, comment->story, &story);
	if (err && err != ERR_NOT_FOUND)
		return err;
	json_open(&json, NULL, '{');
	json_text(&json, "id", str_fmt(&work->arena, "%lld", (long long)comment->id.n));
	json_text(&json, "story", story.path);
	json_text(&json, "written_at", time_rfc3339(&work->arena, comment->created_at, 0));
	json_text(&json, "state", str_of(states[comment->status]));
	json_text(&json, "name", comment->name);
	json_text(&json, "email", comment->email);
	json_text(&json, "website", comment->website);
	json_text(&json, "network", comment->address);
	json_text(&json, "text", comment->source);
	json_close(&json, '}');
	TRY(out.fault);
	printf("%.*s\n", STR_ARG(buf_str(&out)));
	return OK;
}

static enum err export_person(struct comments_work *work, struct fault *fault)
{
	struct comment *comments;
	size_t count;
	(void)fault;
	TRY(comments_of_person(work->store, &work->arena, &work->keys, work->email, &comments,
			       &count));
	for (size_t i = count; i-- > 0;) /* the oldest first */
		TRY(print_one(work, &comments[i]));
	return OK;
}

static enum err erase_person(struct comments_work *work, struct fault *fault)
{
	int64_t erased;
	(void)fault;
	TRY(comment_erase_person(work->store, &work->arena, &work->keys, work->email, &erased));
	control_ring(work->site);
	printf("erased %lld %s\n", (long long)erased, erased == 1 ? "reply" : "replies");
	return OK;
}

static const struct comments_act {
	struct str name;
	bool takes_file, takes_email;
	enum err (*run)(struct comments_work *work, struct fault *fault);
} acts[] = {
	{ STR_CONST("learn"), true, false, comments_learn },
	{ STR_CONST("score"), true, false, comments_score },
	{ STR_CONST("erase"), false, true, erase_person },
	{ STR_CONST("export"), false, true, export_person },
};

static const struct comments_act *find(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(acts); i++)
		if (str_eq(acts[i].name, name))
			return &acts[i];
	return NULL;
}

static const char *misuse_of(const struct comments_act *act, size_t words, struct str email)
{
	if (!act)
		return "learn, score, erase or export";
	if (act->takes_file != (words == 3))
		return act->takes_file ? "it takes a FILE" : "it takes no FILE";
	return act->takes_email != (email.len > 0)
		       ? act->takes_email ? "it takes --email ADDRESS" : "it takes no --email"
		       : NULL;
}

static int run(struct comments_work *work, const struct comments_act *act)
{
	struct fault fault = { 0 };
	enum err err = open_site(work, &fault);
	if (!err) {
		err = act->run(work, &fault);
		if (err && !fault.text[0])
			fault = *store_fault(work->store);
	}
	store_close(&work->store);
	return err ? cmd_failed(&fault) : CMD_DONE;
}

int cmd_comments(int argc, char **argv)
{
	struct comments_work work = { 0 };
	struct str words[3];
	size_t count;
	int status;
	const struct option options[] = {
		{ "email", "ADDRESS", &work.email, NULL, "whose replies" },
		{ "database", "URL", &work.database, NULL, "where SITE is kept, if not in SITE" },
		{ 0 },
	};
	const struct usage usage = {
		"comments SITE learn|score FILE, comments SITE erase|export",
		"learn FILE    teaches the spam filter from labelled replies, and from what "
		"moderators\n"
		"              decided here: {\"author\",\"email\",\"url\",\"text\",\"spam\"} a "
		"line\n"
		"score FILE    says of each how much like spam it looks (0 to 1), and what it is "
		"called;\n"
		"              where labels are there, last how many were right\n"
		"erase         erases all replies of one commenter, for good\n"
		"export        prints all that is kept of one commenter, as JSON lines",
		options, 2, COUNT_OF(words)
	};
	if (!options_read(&usage, argc, argv, words, &count, &status))
		return status;
	const struct comments_act *act = find(words[1]);
	const char *misuse = misuse_of(act, count, work.email);
	if (misuse) {
		fprintf(stderr, "broadside: comments: %s\n", misuse);
		return CMD_MISUSED;
	}
	CLEANUP(arena_close) struct arena arena = arena_open(LIMIT_WORK_BYTES);
	work.arena = arena;
	work.site = words[0];
	work.file = count == 3 ? words[2] : S("");
	return run(&work, act);
}
