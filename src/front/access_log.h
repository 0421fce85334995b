/* SPDX-License-Identifier: Apache-2.0 */
/*
 * access_log.h: a line of JSON for each answer, without readers' personal data.
 *
 *     {"time":"2026-11-24T12:00:00Z","id":17,"method":"GET","path":"/night-tram/","status":200,
 *      "bytes":8123,"ms":0,"from":"hit","robot":false}
 *
 * What is after "?" is left out, and a path with an e-mail address in it is not said. The client's
 * address is there only if the operator asks for it, and then only its net (/24, /48).
 *
 *   - nothing here blocks: when the other side does not take the lines they are counted and left
 *     out, which a later line says
 */
#pragma once
#include "front/metrics.h"
#include "http/message.h"

#define LIMIT_LOG_BYTES (64u << 10) /* of lines that wait to be written */
#define LIMIT_LOG_LINE_BYTES 2048
#define LIMIT_LOG_MS 1000 /* a line waits no longer, if it can be written */

struct access_log {
	int fd; /* not owned; 0: no log */
	bool has_nets;
	size_t len;
	uint64_t dropped;
	int64_t waits_since_ms;
	char bytes[LIMIT_LOG_BYTES];
};

struct access_entry {
	uint64_t id;
	enum http_method method;
	struct str path, client, user_agent;
	int status;
	int64_t bytes, ms;
	enum request_class class;
	enum cache_outcome outcome;
};

void access_log_add(struct access_log *log, struct arena *scratch, const struct access_entry *entry,
		    int64_t now_ms);
/* Writes what waited long enough; everything when is_last. */
void access_log_turn(struct access_log *log, int64_t now_ms, bool is_last);
/* The client's net: "192.0.2.0/24", "2001:db8:1::/48"; "" for what is none. */
struct str access_log_net(struct arena *into, struct str client);
bool access_log_is_robot(struct str user_agent);
