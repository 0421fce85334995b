/* SPDX-License-Identifier: Apache-2.0 */
/*
 * options.h: a command's options and words, declared in a table that is also its help.
 *
 *     struct str listen = S("127.0.0.1:8080");
 *     bool logs = false;
 *     struct str words[1];
 *     const struct option options[] = {
 *         { "listen", "ADDR:PORT", &listen, NULL, "where to listen" },
 *         { "log", NULL, NULL, &logs, "a line for each answer" },
 *         { 0 },
 *     };
 *     const struct usage usage = { "serve SITE", "Serves a newspaper.", options, 1, 1 };
 *     int status;
 *     if (!options_read(&usage, argc, argv, words, &word_count, &status))
 *         return status;
 *
 * "--name value" and "--name=value" are the same; after "--" all are words. --help is always
 * there.
 */
#pragma once
#include "base/base.h"

struct option {
	const char *name;     /* without the dashes */
	const char *argument; /* what the help calls its value; NULL for a flag */
	struct str *value;    /* where the value goes; keeps what is there when not given */
	bool *flag;
	const char *help; /* one line; NULL: not for people */
};

struct usage {
	const char *line;             /* "serve SITE" */
	const char *about;            /* for the help; may have several lines */
	const struct option *options; /* ends with a name of NULL */
	size_t words_min, words_max;
};

/* Reads all of argv after argv[0] (the command's name). words has room for words_max.
 * Gives: true to go on; false with the exit status when help was asked for or something is
 * wrong, which has been said. */
bool options_read(const struct usage *usage, int argc, char **argv, struct str *words,
		  size_t *word_count, int *status);
