/* SPDX-License-Identifier: Apache-2.0 */
/* cache.c: `broadside cache SITE explain ADDRESS`: what a page stands on; `broadside cache SITE
 * follow`: what is touched, as it is, for caches downstream. */
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/explain.h"
#include "cmd/follow.h"
#include "cmd/options.h"

static const char ABOUT[] =
	"explain ADDRESS  makes the page at an address of the newspaper (\"/\", \"/night-tram/\")\n"
	"                 and lists the facts it stands on: when one of them is touched, the page\n"
	"                 is dropped from the caches and made anew.\n"
	"follow           prints the keys (Surrogate-Key) of what is touched, a line each, and an\n"
	"                 empty line after those that belong together; goes on until it is "
	"stopped.";

int cmd_cache(int argc, char **argv)
{
	struct explain_options explain = { 0 };
	struct follow_options follow = { 0 };
	struct str words[3] = { 0 }, after = { 0 };
	size_t count;
	int status;
	const struct option options[] = {
		{ "json", NULL, NULL, &explain.json, "explain: as JSON" },
		{ "after", "SEQUENCE", &after, NULL,
		  "follow: begin after this number (normally: what is touched from now on)" },
		{ "once", NULL, NULL, &follow.once, "follow: end when all was printed" },
		{ "url", "URL", &explain.url, NULL, "explain: the newspaper's public address" },
		{ "database", "URL", &explain.database, NULL, "where it is kept, if not in SITE" },
		{ 0 },
	};
	const struct usage usage = { "cache SITE explain ADDRESS | follow", ABOUT, options, 2, 3 };
	if (!options_read(&usage, argc, argv, words, &count, &status))
		return status;
	explain.site = follow.site = words[0];
	follow.database = explain.database;
	if (str_eq(words[1], S("explain")) && count == 3) {
		explain.address = words[2];
		return explain_page(&explain);
	}
	follow.has_after = after.len > 0;
	bool is_number =
		!after.len || (str_to_i64(after, &follow.after) == OK && follow.after >= 0);
	if (str_eq(words[1], S("follow")) && count == 2 && is_number)
		return follow_touches(&follow);
	fprintf(stderr, "broadside: cache: see `broadside cache --help`\n");
	return CMD_MISUSED;
}
