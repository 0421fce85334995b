/* SPDX-License-Identifier: Apache-2.0 */
/* table.c: the contents page of the command line. */
#include <stdio.h>

#include "cmd/cmd.h"
#include "os/signals.h"

static int cmd_help(int argc, char **argv);

static const struct command {
	struct str name;
	int (*run)(int argc, char **argv);
	const char *usage, *summary;
} commands[] = {
	{ STR_CONST("init"), cmd_init, "SITE", "make an empty newspaper" },
	{ STR_CONST("demo"), cmd_demo, "SITE", "make one with the sample edition" },
	{ STR_CONST("import"), cmd_import, "SITE FILE...",
	  "bring in a WordPress export or news items" },
	{ STR_CONST("search"), cmd_search, "SITE [WORDS]", "look for stories as readers do" },
	{ STR_CONST("related"), cmd_related, "SITE [SLUG]", "say what is near to a story" },
	{ STR_CONST("similar"), cmd_similar, "SITE", "find stories that are nearly the same" },
	{ STR_CONST("topics"), cmd_topics, "SITE ...", "say whom and what a text names" },
	{ STR_CONST("serve"), cmd_serve, "SITE", "serve a newspaper to its readers" },
	{ STR_CONST("backup"), cmd_backup, "SITE FILE", "put all of a newspaper into one file" },
	{ STR_CONST("restore"), cmd_restore, "FILE SITE", "make a newspaper of a backup" },
	{ STR_CONST("user"), cmd_user, "SITE ...", "say who may sign in at the desk" },
	{ STR_CONST("comments"), cmd_comments, "SITE ...", "teach the spam filter; privacy" },
	{ STR_CONST("check"), cmd_check, "SITE", "say what is wrong with a newspaper" },
	{ STR_CONST("cache"), cmd_cache, "SITE ...", "say what a page stands on, what is touched" },
	{ STR_CONST("theme"), cmd_theme, "render ...", "try out a template" },
	{ STR_CONST("help"), cmd_help, "[COMMAND]", "say more about a command" },
};

static const struct command *find(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(commands); i++)
		if (str_eq(commands[i].name, name))
			return &commands[i];
	return NULL;
}

static int print_overview(FILE *to)
{
	fprintf(to,
		"usage: broadside COMMAND ...\n\n"
		"A whole newspaper in one program. SITE is the folder that one newspaper is.\n\n");
	for (size_t i = 0; i < COUNT_OF(commands); i++) {
		int used = fprintf(to, "  %.*s %s", STR_ARG(commands[i].name), commands[i].usage);
		fprintf(to, "%*s%s\n", used < 26 ? 26 - used : 1, "", commands[i].summary);
	}
	fprintf(to, "\n`broadside help COMMAND` says more. Exit status: 0 done, 1 failed, 2 "
		    "misused.\n");
	return CMD_DONE;
}

static int unknown(const char *name)
{
	fprintf(stderr, "broadside: no such command: %s\n", name);
	return CMD_MISUSED;
}

static int cmd_help(int argc, char **argv)
{
	char help[] = "--help";
	if (argc < 2 || str_eq(str_of(argv[1]), S("help")) || str_starts(str_of(argv[1]), S("-")))
		return print_overview(stdout);
	const struct command *command = find(str_of(argv[1]));
	char *words[] = { argv[1], help, NULL };
	return command ? command->run(2, words) : unknown(argv[1]);
}

int cmd_run(int argc, char **argv)
{
	os_signals_calm();
	if (argc < 2) {
		print_overview(stderr);
		return CMD_MISUSED;
	}
	struct str name = str_of(argv[1]);
	if (str_eq(name, S("--help")) || str_eq(name, S("-h")))
		return print_overview(stdout);
	if (str_eq(name, S("--version")))
		return printf("broadside %s\n", BROADSIDE_VERSION) < 0;
	const struct command *command = find(name);
	return command ? command->run(argc - 1, argv + 1) : unknown(argv[1]);
}

int cmd_failed(const struct fault *fault)
{
	fprintf(stderr, "broadside: %s\n", fault->text[0] ? fault->text : err_name(fault->err));
	return CMD_FAILED;
}
