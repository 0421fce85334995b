/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cmd.h: the command line, one file a command.
 *
 * A command gets its own name as argv[0] and gives the exit status. It says what went wrong on
 * standard error as "broadside: what went wrong: with what".
 */
#pragma once
#include "base/base.h"

enum { CMD_DONE = 0, CMD_FAILED = 1, CMD_MISUSED = 2 };

int cmd_init(int argc, char **argv);
int cmd_demo(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_search(int argc, char **argv);
int cmd_related(int argc, char **argv);
int cmd_similar(int argc, char **argv);
int cmd_topics(int argc, char **argv);
int cmd_serve(int argc, char **argv);
int cmd_backup(int argc, char **argv);
int cmd_restore(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_comments(int argc, char **argv);
int cmd_user(int argc, char **argv);
int cmd_cache(int argc, char **argv);
int cmd_theme(int argc, char **argv);

/* Finds the command in the words after the program's name and runs it. */
int cmd_run(int argc, char **argv);

/* How sure a topic must be to be given by itself: 1 to 100. Gives: false for anything else. */
bool topics_sure(struct str text, int64_t *out);

/* Prints the fault as above. Gives: CMD_FAILED. */
int cmd_failed(const struct fault *fault);
