/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plan.h: what the load asks for, in turn, from a file: one request a line,
 *
 *     METHOD SP STATUS SP PATH [SP BODY]
 *
 * STATUS is what must come back. {n} in PATH or BODY becomes a number that no other request of the
 * run has. A BODY is sent as a form.
 */
#pragma once
#include "base/base.h"

struct plan_request {
	struct str method, path, body;
	int status;
	int64_t length; /* of the first answer's body; -1 none came yet */
	bool is_numbered;
};

struct plan {
	struct plan_request *items;
	size_t count, cap;
};

/* Fails: ERR_INVALID, the fault names the line. */
enum err plan_parse(struct arena *into, struct str text, struct plan *out,
		    struct fault *fault) MUST_CHECK;
/* The bytes to send. headers: whole lines, each ended by CRLF. */
void plan_write(struct buf *out, const struct plan_request *request, struct str headers,
		uint64_t number);
