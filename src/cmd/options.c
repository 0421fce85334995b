/* SPDX-License-Identifier: Apache-2.0 */
/* options.c: reading words by a table, and printing the table. */
#include "cmd/options.h"

#include <stdio.h>

#include "cmd/cmd.h"

static const int HELP_COLUMN = 26;

static void print_help(const struct usage *usage)
{
	bool has_options = usage->options && usage->options->name;
	printf("usage: broadside %s%s\n\n%s\n", usage->line, has_options ? " [OPTIONS]" : "",
	       usage->about);
	if (has_options)
		printf("\noptions:\n");
	for (const struct option *option = usage->options; option && option->name; option++) {
		if (!option->help)
			continue;
		const char *argument = option->argument ? option->argument : "";
		int used = printf("  --%s %s", option->name, argument);
		printf("%*s%s\n", used < HELP_COLUMN ? HELP_COLUMN - used : 1, "", option->help);
	}
}

static bool misused(const struct usage *usage, const char *what, struct str with, int *status)
{
	fprintf(stderr, "broadside: %s: %.*s\nusage: broadside %s (--help says more)\n", what,
		STR_ARG(with), usage->line);
	*status = CMD_MISUSED;
	return false;
}

static const struct option *find(const struct usage *usage, struct str name)
{
	for (const struct option *option = usage->options; option && option->name; option++)
		if (str_eq(str_of(option->name), name))
			return option;
	return NULL;
}

/* Takes one option off, with its value if it has one. */
static bool read_option(const struct usage *usage, int *at, int argc, char **argv, int *status)
{
	struct str text = str_of(argv[*at]);
	struct str_pair pair = str_cut(str_from(text, 2), '=');
	const struct option *option = find(usage, pair.head);
	if (!option)
		return misused(usage, "no such option", text, status);
	if (!option->argument) {
		if (pair.found)
			return misused(usage, "the option takes no value", text, status);
		*option->flag = true;
		return true;
	}
	if (!pair.found && ++*at == argc)
		return misused(usage, "the option wants a value", text, status);
	*option->value = pair.found ? pair.tail : str_of(argv[*at]);
	return true;
}

bool options_read(const struct usage *usage, int argc, char **argv, struct str *words,
		  size_t *word_count, int *status)
{
	bool only_words = false;
	size_t count = 0;
	for (int i = 1; i < argc; i++) {
		struct str text = str_of(argv[i]);
		if (!only_words && str_eq(text, S("--"))) {
			only_words = true;
		} else if (!only_words && (str_eq(text, S("--help")) || str_eq(text, S("-h")))) {
			print_help(usage);
			*status = CMD_DONE;
			return false;
		} else if (!only_words && str_starts(text, S("-")) && text.len > 1) {
			if (!str_starts(text, S("--")))
				return misused(usage, "no such option", text, status);
			if (!read_option(usage, &i, argc, argv, status))
				return false;
		} else if (count == usage->words_max) {
			return misused(usage, "one word too many", text, status);
		} else {
			words[count++] = text;
		}
	}
	if (count < usage->words_min)
		return misused(usage, "a word is missing", str_of(usage->line), status);
	*word_count = count;
	return true;
}
