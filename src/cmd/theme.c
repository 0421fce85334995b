/* SPDX-License-Identifier: Apache-2.0 */
/* theme.c: `broadside theme render TEMPLATE.hbs DATA.json [--partials DIR]`: what a template makes
 * of some data, with the language's own helpers only. For theme makers, and for tests of the
 * language. */
#include <stdio.h>

#include "cmd/cmd.h"
#include "os/os.h"
#include "theme/theme.h"

static const char USAGE[] =
	"usage: broadside theme render TEMPLATE.hbs DATA.json [--partials DIR]\n"
	"\n"
	"Prints what the template makes of the data. The language's own helpers are known (if,\n"
	"unless, each, with, lookup, log); partials are the .hbs files in DIR and below it, by\n"
	"their path without .hbs.\n";

#define LIMIT_DATA_BYTES (64u << 20)
#define RENDER_ARENA_BYTES ((size_t)1 << 30)

static int misused(void)
{
	fputs(USAGE, stderr);
	return CMD_MISUSED;
}

struct render_files {
	struct str template, data, partials;
};

static enum err render(struct arena *arena, const struct render_files *files, struct html *out,
		       struct fault *fault)
{
	struct str source, json;
	struct value data;
	struct os_stat stat;
	TRY(os_read_file(arena, files->template, LIMIT_DATA_BYTES, &source, fault));
	TRY(os_read_file(arena, files->data, LIMIT_DATA_BYTES, &json, fault));
	if (files->partials.len && (os_stat(files->partials, &stat) || !stat.is_folder))
		return fault_set(fault, ERR_NOT_FOUND, "no folder of partials: %.*s",
				 STR_ARG(files->partials));
	struct fault inner = { 0 };
	enum err err = value_parse_json(arena, json, &data, &inner);
	if (err)
		return fault_set(fault, err, "%.*s:%s", STR_ARG(files->data), inner.text);
	return theme_render_text(arena, files->template, source, files->partials, data, out, fault);
}

/* Reads the words after "render". False: they are not as USAGE says. */
static bool read_words(int argc, char **argv, struct render_files *files)
{
	struct str *places[] = { &files->template, &files->data };
	size_t found = 0;
	for (int i = 0; i < argc; i++) {
		struct str word = str_of(argv[i]);
		if (str_drop_prefix(&word, S("--partials="))) {
			files->partials = word;
		} else if (str_eq(word, S("--partials"))) {
			if (++i == argc)
				return false;
			files->partials = str_of(argv[i]);
		} else if (str_starts(word, S("--")) || found == COUNT_OF(places)) {
			return false;
		} else {
			*places[found++] = word;
		}
	}
	return found == COUNT_OF(places);
}

static void close_arena(struct arena *arena)
{
	arena_close(arena);
}

int cmd_theme(int argc, char **argv)
{
	struct render_files files = { 0 };
	struct fault fault = { 0 };
	struct html html;
	for (int i = 1; i < argc; i++)
		if (str_eq(str_of(argv[i]), S("--help")))
			return fputs(USAGE, stdout) < 0;
	if (argc < 2 || !str_eq(str_of(argv[1]), S("render")) ||
	    !read_words(argc - 2, argv + 2, &files))
		return misused();
	CLEANUP(close_arena) struct arena arena = arena_open(RENDER_ARENA_BYTES);
	if (render(&arena, &files, &html, &fault))
		return cmd_failed(&fault);
	if (fwrite(html.s.ptr, 1, html.s.len, stdout) != html.s.len || fflush(stdout))
		return fputs("broadside: cannot write the result\n", stderr), CMD_FAILED;
	return CMD_DONE;
}
