/* SPDX-License-Identifier: Apache-2.0 */
/* init.c: `broadside init SITE`: an empty newspaper. */
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/options.h"
#include "cmd/site_folder.h"

static void close_arena(struct arena *arena)
{
	arena_close(arena);
}

int cmd_init(int argc, char **argv)
{
	struct site_start start = { 0 };
	struct str site;
	struct fault fault = { 0 };
	size_t words;
	int status;
	const struct option options[] = {
		{ "name", "NAME", &start.name, NULL, "what the newspaper is called" },
		{ "url", "URL", &start.url, NULL, "its public address: https://example.org" },
		{ "database", "URL", &start.database, NULL, "where it is kept, if not in SITE" },
		{ 0 },
	};
	const struct usage usage = { "init SITE",
				     "Makes the folder SITE an empty newspaper: its database, its "
				     "secret, site.conf, and\n"
				     "folders for media and themes.",
				     options, 1, 1 };
	if (!options_read(&usage, argc, argv, &site, &words, &status))
		return status;
	CLEANUP(close_arena) struct arena arena = arena_open(16 << 20);
	if (site_folder_make(&arena, site, &start, &fault))
		return cmd_failed(&fault);
	printf("made %.*s; `broadside serve %.*s` serves it\n", STR_ARG(site), STR_ARG(site));
	return CMD_DONE;
}
