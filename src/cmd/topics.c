/* SPDX-License-Identifier: Apache-2.0 */
/* topics.c: `broadside topics SITE`: the names in a text, at the prompt and in bulk; and topics for
 * stories that have none. */
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/options.h"
#include "cmd/progress.h"
#include "cmd/site_conf.h"
#include "cmd/site_folder.h"
#include "discover/names.h"
#include "exchange/give_topics.h"
#include "os/control.h"
#include "os/os.h"
#include "site/json.h"

#define LIMIT_LINE_BYTES (64u << 20)

struct topics_options {
	struct str words[1]; /* SITE */
	size_t word_count;
	struct str of, language, give, database;
	int64_t least_sure;
	bool json;
};

/* Counts the characters up to places that rise, so that a long text is counted once a name. */
struct characters {
	struct str text;
	size_t bytes;
	int64_t count;
};

static int64_t characters_before(struct characters *characters, size_t at)
{
	characters->count += (int64_t)utf8_count(
		str_sub(characters->text, characters->bytes, at - characters->bytes));
	characters->bytes = at;
	return characters->count;
}

/* {"name": "...", "kind": "person", "count": 2, "offsets": [0, 40]}; offsets count characters (code
 * points) from 0. */
static bool put_json(struct arena *arena, struct str text, const struct name *name)
{
	struct buf out = buf_in(arena, LIMIT_LINE_BYTES);
	struct json json = json_into(&out);
	struct characters characters = { .text = text };
	json_open(&json, NULL, '{');
	json_text(&json, "name", name->text);
	json_text(&json, "kind", name_kind_word(name->kind));
	json_number(&json, "count", (int64_t)name->count);
	json_open(&json, "offsets", '[');
	for (size_t i = 0; i < name->count; i++)
		json_number(&json, NULL, characters_before(&characters, name->places[i].at));
	json_close(&json, ']');
	json_close(&json, '}');
	buf_put_char(&out, '\n');
	return !out.fault && fwrite(out.ptr, 1, out.len, stdout) == out.len;
}

static bool put_line(const struct name *name)
{
	return printf("%4zu  %-12.*s  %.*s\n", name->count, STR_ARG(name_kind_word(name->kind)),
		      STR_ARG(name->text)) > 0;
}

static enum err print_names(struct arena *arena, const struct topics_options *options,
			    struct fault *fault)
{
	struct str text;
	struct names names;
	if (!site_folder_is_site(arena, options->words[0]))
		return fault_set(fault, ERR_NOT_FOUND, "not a newspaper: %.*s",
				 STR_ARG(options->words[0]));
	TRY(os_read_file(arena, options->of, LIMIT_NAMES_BYTES, &text, fault));
	text = utf8_repair(arena, text);
	names_of(arena, text, language_of(options->language), &names);
	for (size_t i = 0; i < names.count; i++) {
		struct arena_mark mark = arena_mark(arena);
		if (!(options->json ? put_json(arena, text, &names.items[i])
				    : put_line(&names.items[i])))
			return fault_set(fault, ERR_IO, "cannot write the names");
		arena_reset(arena, mark);
	}
	return OK;
}

static void on_progress(void *self, int64_t done, int64_t total)
{
	progress_show(self, done, total);
}

static enum err give(struct arena *arena, const struct topics_options *options, struct fault *fault)
{
	CLEANUP(store_close) struct store *store = NULL;
	struct site_conf conf;
	struct topics_given given;
	struct str site = options->words[0];
	struct progress progress = progress_begin("reading stories");
	TRY(site_conf_read(arena, site, &conf, fault));
	TRY(store_open(site, options->database.len ? options->database : conf.database, STORE_WRITE,
		       &store, fault));
	const struct give_topics job = { .store = store,
					 .least_sure = (int)options->least_sure,
					 .self = &progress,
					 .progress = on_progress };
	enum err err = give_topics(&job, &given, fault);
	progress_end(&progress);
	TRY(err);
	control_ring(site);
	printf(options->json ? "{\"stories\":%lld,\"given\":%lld,\"made\":%lld}\n"
			     : "%lld stories were given %lld topics, %lld of them new\n",
	       (long long)given.stories, (long long)given.links, (long long)given.topics);
	return OK;
}

static int misused(const char *why)
{
	fprintf(stderr, "broadside: topics: %s\n", why);
	return CMD_MISUSED;
}

static int run(const struct topics_options *options)
{
	struct fault fault = { 0 };
	CLEANUP(arena_close) struct arena arena = arena_open((size_t)2 << 30);
	enum err err = options->of.len ? print_names(&arena, options, &fault)
				       : give(&arena, options, &fault);
	if (!err && fflush(stdout))
		err = fault_set(&fault, ERR_IO, "cannot write the names");
	return err ? cmd_failed(&fault) : CMD_DONE;
}

int cmd_topics(int argc, char **argv)
{
	static struct topics_options options;
	int status;
	options = (struct topics_options){ .language = S("en") };
	const struct option table[] = {
		{ "of", "FILE", &options.of, NULL, "the text whose names are wanted; UTF-8" },
		{ "language", "TAG", &options.language, NULL,
		  "the text's language, en if not said" },
		{ "give", "SURE", &options.give, NULL,
		  "give stories the topics they name, when SURE of 100 or more" },
		{ "json", NULL, NULL, &options.json,
		  "one JSON object a name, one a line; offsets count characters" },
		{ "database", "URL", &options.database, NULL,
		  "where SITE is kept, if not in SITE" },
		{ 0 },
	};
	const struct usage usage = {
		"topics SITE --of FILE | --give SURE",
		"Says which people, places and organisations a text names; or gives all stories of "
		"the\nnewspaper SITE the topics that they name: those there are, and new ones that "
		"several name.",
		table, 1, COUNT_OF(options.words)
	};
	if (!options_read(&usage, argc, argv, options.words, &options.word_count, &status))
		return status;
	if (!options.of.len == !options.give.len)
		return misused("either --of FILE or --give SURE");
	if (options.give.len && !topics_sure(options.give, &options.least_sure))
		return misused("SURE is a number from 1 to 100");
	return run(&options);
}

bool topics_sure(struct str text, int64_t *out)
{
	return str_to_i64(text, out) == OK && *out >= 1 && *out <= 100;
}
