/* SPDX-License-Identifier: Apache-2.0 */
/* demo.c: `broadside demo SITE`: a newspaper with the sample edition in it. */
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/demo_store.h"
#include "cmd/edition.h"
#include "cmd/options.h"
#include "cmd/site_folder.h"
#include "discover/relate.h"
#include "os/os.h"

#define DEMO_ARENA_BYTES ((size_t)256 << 20)

static void close_arena(struct arena *arena)
{
	arena_close(arena);
}

/* Beside the program's sources, installed, or where it was built. */
static enum err find_edition(struct arena *arena, struct str *folder, struct fault *fault)
{
	struct str self = os_self_folder(arena);
	const struct str places[] = {
		os_path_join(arena, self, S("../demo")),
		os_path_join(arena, self, S("../share/broadside/demo")),
		S(BROADSIDE_DEMO),
	};
	for (size_t i = 0; i < COUNT_OF(places); i++) {
		if (!os_exists(os_path_join(arena, places[i], S("paper.txt"))))
			continue;
		*folder = places[i];
		return OK;
	}
	return fault_set(fault, ERR_NOT_FOUND, "cannot find the sample edition: no demo/ near %.*s",
			 STR_ARG(self));
}

static enum err make(struct arena *arena, struct str site, const struct site_start *start,
		     struct edition *edition, struct fault *fault)
{
	CLEANUP(store_close) struct store *store = NULL;
	struct str folder;
	TRY(find_edition(arena, &folder, fault));
	TRY(edition_read(arena, folder, edition, fault));
	TRY(edition_check(arena, edition, fault));
	TRY(site_folder_make(arena, site, start, fault));
	TRY(store_open(site, start->database, STORE_WRITE, &store, fault));
	enum err err = demo_store(arena, store, site, edition, os_now(), fault);
	if (!err)
		err = discover_relate_rest(store);
	return err ? fault_set(fault, err, "cannot fill the newspaper: %s",
			       store_fault(store)->text)
		   : OK;
}

int cmd_demo(int argc, char **argv)
{
	struct site_start start = { 0 };
	struct str site;
	struct edition edition;
	struct fault fault = { 0 };
	size_t words;
	int status;
	const struct option options[] = {
		{ "url", "URL", &start.url, NULL, "its public address: https://example.org" },
		{ "database", "URL", &start.database, NULL, "where it is kept, if not in SITE" },
		{ 0 },
	};
	const struct usage usage = { "demo SITE",
				     "Makes the folder SITE a newspaper with the sample edition: "
				     "the paper of a town\n"
				     "that is on no map. Its newest stories are always a few hours "
				     "old.",
				     options, 1, 1 };
	if (!options_read(&usage, argc, argv, &site, &words, &status))
		return status;
	CLEANUP(close_arena) struct arena arena = arena_open(DEMO_ARENA_BYTES);
	if (make(&arena, site, &start, &edition, &fault))
		return cmd_failed(&fault);
	printf("made %.*s with %zu stories; `broadside serve %.*s` serves it and prints the link "
	       "by "
	       "which the\nfirst person comes to its desk\n",
	       STR_ARG(site), edition.count, STR_ARG(site));
	return CMD_DONE;
}
