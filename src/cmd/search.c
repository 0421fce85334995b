/* SPDX-License-Identifier: Apache-2.0 */
/* search.c: `broadside search SITE WORDS`: what readers would find, at the prompt and in bulk. */
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/options.h"
#include "cmd/site_conf.h"
#include "discover/search.h"
#include "os/os.h"
#include "site/json.h"

#define LIMIT_BATCH_BYTES ((size_t)256 << 20)
#define LIMIT_RESULTS 10000
#define LIMIT_LINE_BYTES (64u << 20)

struct search_options {
	struct str words[2]; /* SITE WORDS */
	size_t word_count;
	struct str batch, limit, database;
	bool json;
};

struct asking {
	struct store *store;
	struct arena *arena;
	int64_t limit;
	bool json;
};

static bool put_out(struct str text)
{
	return fwrite(text.ptr, 1, text.len, stdout) == text.len;
}

/* {"query": "...", "results": [{"uri": "...", "score": 1.5}, ...]}; a story of our own has no
 * outside name: its address stands for it. */
static bool put_json(struct arena *arena, struct str name, const struct search_result *result)
{
	struct buf out = buf_in(arena, LIMIT_LINE_BYTES);
	struct json json = json_into(&out);
	json_open(&json, NULL, '{');
	json_text(&json, "query", name);
	json_open(&json, "results", '[');
	for (size_t i = 0; i < result->stories.count; i++) {
		const struct story *story = &result->stories.items[i];
		json_open(&json, NULL, '{');
		json_text(&json, "uri", story->uri.len ? story->uri : story->path);
		json_decimal(&json, "score", result->scores[i]);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	buf_put_char(&out, '\n');
	return !out.fault && put_out(buf_str(&out));
}

static bool put_lines(struct arena *arena, const struct search_result *result)
{
	struct buf out = buf_in(arena, LIMIT_LINE_BYTES);
	for (size_t i = 0; i < result->stories.count; i++) {
		const struct story *story = &result->stories.items[i];
		struct str day = str_first(time_rfc3339(arena, story->published_at, 0), 10);
		buf_fmt(&out, "%.*s  %.*s\n            %.*s\n", STR_ARG(day),
			STR_ARG(story->headline), STR_ARG(story->path));
	}
	buf_fmt(&out, "%lld found\n", (long long)result->total);
	return !out.fault && put_out(buf_str(&out));
}

static enum err ask(const struct asking *asking, struct str name, struct str words,
		    struct fault *fault)
{
	struct arena_mark mark = arena_mark(asking->arena);
	const struct search_request request = { .typed = words, .limit = asking->limit };
	struct search_result result;
	enum err err = discover_search(asking->store, asking->arena, &request, &result);
	if (err)
		return fault_set(fault, err, "%.300s", store_fault(asking->store)->text);
	bool is_out = asking->json ? put_json(asking->arena, name, &result)
				   : put_lines(asking->arena, &result);
	arena_reset(asking->arena, mark);
	return is_out ? OK : fault_set(fault, ERR_IO, "cannot write the results");
}

/* Lines of a name, a tab and words; words alone are their own name. Each line is answered, also one
 * that asks for nothing. */
static enum err ask_batch(const struct asking *asking, struct str file, struct fault *fault)
{
	struct str text;
	TRY(os_read_file(asking->arena, file, LIMIT_BATCH_BYTES, &text, fault));
	str_drop_prefix(&text, S("\xEF\xBB\xBF"));
	while (text.len) {
		struct str_pair cut = str_cut(text, '\n');
		struct str line = cut.head;
		text = cut.tail;
		if (line.len && line.ptr[line.len - 1] == '\r')
			line = str_first(line, line.len - 1);
		struct str_pair fields = str_cut(line, '\t');
		struct str words = fields.found ? fields.tail : line;
		if (str_trim(line).len)
			TRY(ask(asking, str_trim(fields.head), words, fault));
	}
	return OK;
}

static enum err search(struct arena *arena, const struct search_options *options, int64_t limit,
		       struct fault *fault)
{
	CLEANUP(store_close) struct store *store = NULL;
	struct site_conf conf;
	struct str site = options->words[0];
	TRY(site_conf_read(arena, site, &conf, fault));
	TRY(store_open(site, options->database.len ? options->database : conf.database, STORE_READ,
		       &store, fault));
	const struct asking asking = { store, arena, limit, options->json };
	if (options->batch.len)
		TRY(ask_batch(&asking, options->batch, fault));
	else
		TRY(ask(&asking, options->words[1], options->words[1], fault));
	return fflush(stdout) ? fault_set(fault, ERR_IO, "cannot write the results") : OK;
}

static int misused(const char *why)
{
	fprintf(stderr, "broadside: search: %s\n", why);
	return CMD_MISUSED;
}

int cmd_search(int argc, char **argv)
{
	static struct search_options options;
	struct fault fault = { 0 };
	int64_t limit = 10;
	int status;
	options = (struct search_options){ 0 };
	const struct option table[] = {
		{ "batch", "FILE", &options.batch, NULL,
		  "a query a line: a name, a tab, the words; or the words" },
		{ "limit", "N", &options.limit, NULL, "how many results of each, 10 if not said" },
		{ "json", NULL, NULL, &options.json, "one JSON object a query, one a line" },
		{ "database", "URL", &options.database, NULL,
		  "where SITE is kept, if not in SITE" },
		{ 0 },
	};
	const struct usage usage = {
		"search SITE [WORDS]",
		"Finds what readers of the newspaper SITE would find for WORDS, "
		"best first: \"a phrase\",\n-without, by:name, topic:name, "
		"section:name, before:2024, after:2024-05, in:headline.",
		table, 1, COUNT_OF(options.words)
	};
	if (!options_read(&usage, argc, argv, options.words, &options.word_count, &status))
		return status;
	if ((options.batch.len != 0) == (options.word_count == 2))
		return misused("either WORDS or --batch FILE");
	if (options.limit.len &&
	    (str_to_i64(options.limit, &limit) || limit < 1 || limit > LIMIT_RESULTS))
		return misused("--limit is a number from 1 to 10000");
	CLEANUP(arena_close) struct arena arena = arena_open((size_t)8 << 30);
	return search(&arena, &options, limit, &fault) ? cmd_failed(&fault) : CMD_DONE;
}
