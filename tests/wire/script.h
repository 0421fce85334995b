/* SPDX-License-Identifier: Apache-2.0 */
/*
 * script.h: reading the cases in tests/wire/.
 *
 * A conversation (any file but invalid.txt and valid.txt):
 *
 *     === what is shown
 *     --- send
 *     GET / HTTP/1.1
 *     Host: a
 *
 *     --- expect
 *     HTTP/1.1 200 OK
 *     Date: %DATE%
 *     ...
 *     --- closed
 *
 * Each line stands for itself and CR LF; a backslash at its end takes those away, so a body ends
 * with one. An empty line stands before each === but the first. invalid.txt and valid.txt hold one
 * request a line, without line ends of its own. In both, \r \n \t \0
 * \\ \xHH are bytes and \[N*text] is text N times. Lines that begin with # are comments between
 * cases.
 */
#pragma once
#include "base/base.h"

enum step_kind { STEP_SEND, STEP_EXPECT, STEP_CLOSED };

struct step {
	enum step_kind kind;
	struct str bytes;
};

struct wire_case {
	struct str name;
	struct {
		struct step *items;
		size_t count, cap;
	} steps;
};

struct wire_cases {
	struct wire_case *items;
	size_t count, cap;
};

struct str script_unescape(struct arena *into, struct str line);
struct wire_cases script_read(struct arena *into, struct str text);
/* One case a line, each a single STEP_SEND. */
struct wire_cases script_read_lines(struct arena *into, struct str text);
