/* SPDX-License-Identifier: Apache-2.0 */
/*
 * curl.h: libcurl, opened by name when a courier starts: one call to another's server.
 *
 * The program is not linked to it: it brings some thirty libraries along, which only the process
 * that speaks to strangers' servers is to hold (docs/decisions/courier.md).
 *
 *   - TLS is always verified, and asked for of a mail server that is not on this machine
 *   - no redirect is followed, no proxy used, no cookie or password file looked at
 *   - a call ends within LIMIT_CALL_MS, whatever the other side does
 *   - unless it may be private, the address is looked at before each connection: nobody's name
 *     server can turn a call around to this machine or its neighbours
 */
#pragma once
#include "exchange/errand.h"

#define LIMIT_CALL_CONNECT_MS 10000
#define LIMIT_CALL_MS 25000
#define LIMIT_CALL_ANSWER_BYTES (256u << 10) /* read at all; more ends the call */

struct curl_library;

/* Once a process, before it gives up its rights. Fails: ERR_NOT_FOUND (not installed),
 * ERR_INVALID (another interface, or without what is needed). */
enum err curl_library_open(struct arena *into, struct curl_library **out,
			   struct fault *fault) MUST_CHECK;

struct curl_call {
	struct str url; /* smtp, smtps (with user and password), http, https */
	struct str method, headers, body;
	struct str from, rcpt; /* of a mail */
	bool may_be_private;   /* the operator named the address */
};

/* Always gives an end; its texts live in into. */
void curl_run(const struct curl_library *curl, struct arena *into, const struct curl_call *call,
	      struct errand_end *out);

/* The host of an address: "mail.example.org" of "smtp://me:pw@mail.example.org:587"; "" none. */
struct str curl_host(struct str url);
bool curl_host_is_here(struct str host); /* "localhost", or a loopback address */
