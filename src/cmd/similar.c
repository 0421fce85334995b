/* SPDX-License-Identifier: Apache-2.0 */
/* similar.c: `broadside similar SITE`: pairs of stories that look alike. */
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/options.h"
#include "cmd/site_conf.h"
#include "discover/lookalike.h"
#include "site/json.h"

#define LIMIT_LINE_BYTES (1u << 20)

struct similar_options {
	struct str words[1]; /* SITE */
	size_t word_count;
	struct str database;
	bool json;
};

struct telling {
	struct arena *arena;
	struct fault *fault;
	bool json;
};

static struct str name_of(const struct story_text *text)
{
	return text->uri.len ? text->uri : text->path;
}

/* {"a": "...", "b": "...", "jaccard": 0.75}; a came into the newspaper before b. */
static void put_json(struct buf *out, const struct lookalike_pair *pair)
{
	struct json json = json_into(out);
	json_open(&json, NULL, '{');
	json_text(&json, "a", name_of(pair->a));
	json_text(&json, "b", name_of(pair->b));
	json_decimal(&json, "jaccard", pair->likeness);
	json_close(&json, '}');
	buf_put_char(out, '\n');
}

static void put_lines(struct buf *out, const struct lookalike_pair *pair)
{
	buf_fmt(out, "%3.0f %%  %.*s\n       %.*s\n       %.*s\n       %.*s\n",
		100 * pair->likeness, STR_ARG(pair->a->headline), STR_ARG(pair->a->path),
		STR_ARG(pair->b->headline), STR_ARG(pair->b->path));
}

static enum err tell(void *self, const struct lookalike_pair *pair)
{
	struct telling *telling = self;
	struct arena_mark mark = arena_mark(telling->arena);
	struct buf out = buf_in(telling->arena, LIMIT_LINE_BYTES);
	if (telling->json)
		put_json(&out, pair);
	else
		put_lines(&out, pair);
	struct str line = buf_str(&out);
	bool is_out = !out.fault && fwrite(line.ptr, 1, line.len, stdout) == line.len;
	arena_reset(telling->arena, mark);
	return is_out ? OK : fault_set(telling->fault, ERR_IO, "cannot write the pairs");
}

static enum err similar(struct arena *arena, const struct similar_options *options,
			struct fault *fault)
{
	CLEANUP(store_close) struct store *store = NULL;
	struct site_conf conf;
	struct str site = options->words[0];
	struct telling telling = { arena, fault, options->json };
	const struct lookalike_job job = { .self = &telling, .found = tell };
	TRY(site_conf_read(arena, site, &conf, fault));
	TRY(store_open(site, options->database.len ? options->database : conf.database, STORE_READ,
		       &store, fault));
	enum err err = lookalikes_all(store, &job);
	if (err)
		return fault->text[0] ? err
				      : fault_set(fault, err, "%.300s", store_fault(store)->text);
	return fflush(stdout) ? fault_set(fault, ERR_IO, "cannot write the pairs") : OK;
}

int cmd_similar(int argc, char **argv)
{
	static struct similar_options options;
	struct fault fault = { 0 };
	int status;
	options = (struct similar_options){ 0 };
	const struct option table[] = {
		{ "json", NULL, NULL, &options.json, "one JSON object a pair, one a line" },
		{ "database", "URL", &options.database, NULL,
		  "where SITE is kept, if not in SITE" },
		{ 0 },
	};
	const struct usage usage = {
		"similar SITE",
		"Finds stories of the newspaper SITE that are nearly the same: pairs that have\n"
		"half or more of their runs of five words in common.",
		table, 1, COUNT_OF(options.words)
	};
	if (!options_read(&usage, argc, argv, options.words, &options.word_count, &status))
		return status;
	CLEANUP(arena_close) struct arena arena = arena_open((size_t)1 << 30);
	return similar(&arena, &options, &fault) ? cmd_failed(&fault) : CMD_DONE;
}
