/* SPDX-License-Identifier: Apache-2.0 */
/*
 * errand.h: what the desk sends the courier out with, and what came of it.
 *
 * An errand goes to one of the operator's servers, which the courier knows from site.conf and the
 * desk cannot choose, or to an address of the open network. So whoever got hold of the desk could
 * not use the courier to reach what stands beside the server; nor does the desk hold the mail
 * server's password or a service's key.
 *
 *   to                    url                                      who may be reached
 *   TO_MAIL_SERVER        -                                        `mail` of site.conf
 *   TO_CACHES             whole; its beginning up to the path is   `purge` of site.conf
 *                         that of site.conf
 *   TO_SPAM_SERVICE       what stands behind site.conf's address   `akismet` of site.conf
 *   TO_ANYBODY            whole; http or https                     public addresses only
 *
 *     struct errand errand = { .to = ERRAND_TO_CACHES, .method = S("PURGE"), .url = url };
 *     TRY(errand_pack(&buf, &errand));            // the payload of MESSAGE_ERRAND
 *     TRY(errand_end_unpack(m.payload, &end));    // of MESSAGE_ERRAND_END, under its ticket
 */
#pragma once
#include "base/base.h"

#define LIMIT_ERRAND_METHOD_BYTES 16u
#define LIMIT_ERRAND_URL_BYTES 4000u
#define LIMIT_ERRAND_HEADERS_BYTES (16u << 10)
#define LIMIT_ERRAND_BODY_BYTES (400u << 10)
#define LIMIT_ERRAND_ANSWER_BYTES (4u << 10) /* what follows is not read */
#define LIMIT_ERRAND_EMAIL_BYTES 254u

enum errand_to {
	ERRAND_TO_MAIL_SERVER,
	ERRAND_TO_CACHES,
	ERRAND_TO_SPAM_SERVICE,
	ERRAND_TO_ANYBODY,
	ERRAND_TOS,
};

struct errand {
	enum errand_to to;
	struct str method;     /* "GET", "POST", "PURGE" ...; "" for mail */
	struct str url;        /* as the table says */
	struct str headers;    /* lines "Name: value", each ended by "\n"; no other controls */
	struct str body;       /* of a request; of a mail: all of it, exchange/mail.h */
	struct str from, rcpt; /* of a mail: bare addresses */
};

enum errand_outcome {
	ERRAND_DONE,    /* taken by the mail server; answered by another: status */
	ERRAND_LATER,   /* nobody answered, or said to try again */
	ERRAND_REFUSED, /* will never be taken, or is not allowed */
};

struct errand_end {
	enum errand_outcome outcome;
	int status;        /* HTTP's or SMTP's; 0: nobody answered */
	struct str answer; /* the beginning of an HTTP answer's body */
	struct str why;    /* in words, unless DONE */
};

/* Fails: ERR_TOO_BIG (a part is over its limit). */
enum err errand_pack(struct buf *out, const struct errand *errand) MUST_CHECK;
/* Views payload. Fails: ERR_INVALID (not what pack makes; a method, address or header line with
 * what none may have). */
enum err errand_unpack(struct str payload, struct errand *out) MUST_CHECK;

/* What is too long is cut. */
void errand_end_pack(struct buf *out, const struct errand_end *end);
enum err errand_end_unpack(struct str payload, struct errand_end *out) MUST_CHECK;

/* Whether url lies at the same scheme, host and port as base. */
bool errand_is_same_origin(struct str base, struct str url);
