/* SPDX-License-Identifier: Apache-2.0 */
/* topics.c: `broadside topics SITE --of FILE`: the names in a text, at the prompt and in bulk. */
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/options.h"
#include "cmd/site_folder.h"
#include "discover/names.h"
#include "os/os.h"
#include "site/json.h"

#define LIMIT_LINE_BYTES (64u << 20)

struct topics_options {
	struct str words[1]; /* SITE */
	size_t word_count;
	struct str of, language;
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

static enum err topics(struct arena *arena, const struct topics_options *options,
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
	return fflush(stdout) ? fault_set(fault, ERR_IO, "cannot write the names") : OK;
}

int cmd_topics(int argc, char **argv)
{
	static struct topics_options options;
	struct fault fault = { 0 };
	int status;
	options = (struct topics_options){ .language = S("en") };
	const struct option table[] = {
		{ "of", "FILE", &options.of, NULL, "the text whose names are wanted; UTF-8" },
		{ "language", "TAG", &options.language, NULL,
		  "the text's language, en if not said" },
		{ "json", NULL, NULL, &options.json,
		  "one JSON object a name, one a line; offsets count characters" },
		{ 0 },
	};
	const struct usage usage = { "topics SITE --of FILE",
				     "Says which people, places and organisations a text names: "
				     "what the newspaper SITE\nwould propose as its topics.",
				     table, 1, COUNT_OF(options.words) };
	if (!options_read(&usage, argc, argv, options.words, &options.word_count, &status))
		return status;
	if (!options.of.len) {
		fputs("broadside: topics: --of FILE is missing\n", stderr);
		return CMD_MISUSED;
	}
	CLEANUP(arena_close) struct arena arena = arena_open((size_t)2 << 30);
	return topics(&arena, &options, &fault) ? cmd_failed(&fault) : CMD_DONE;
}
