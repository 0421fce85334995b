/* SPDX-License-Identifier: Apache-2.0 */
/*
 * intake.h: what a reader typed into the reply form, looked at.
 *
 * Nothing is ever lost on an error: the caller shows the form again with what came in. What is
 * wrong is said by keys that a theme's locale translates ("reply.email.missing").
 */
#pragma once
#include "html/markdown.h"
#include "news/ids.h"

/* The form's fields by name; page and handler agree on these. A field no person sees catches
 * programs that fill in everything: what fills REPLY_FIELD_TRAP is spam. */
#define REPLY_FIELD_NAME "name"
#define REPLY_FIELD_EMAIL "email"
#define REPLY_FIELD_WEBSITE "website"
#define REPLY_FIELD_TEXT "comment"
#define REPLY_FIELD_PARENT "parent"
#define REPLY_FIELD_TOKEN "token"
#define REPLY_FIELD_TRAP "subject"
#define REPLY_FIELD_TOOK "took"       /* ms since the page was opened; only where script runs */
#define REPLY_FIELD_PREVIEW "preview" /* the button beside the one that posts */

#define LIMIT_REPLY_NAME_CHARS 100
#define LIMIT_REPLY_EMAIL_BYTES 254
#define LIMIT_REPLY_WEBSITE_BYTES 500

/* As typed. */
struct reply_input {
	struct str name, email, website, text;
	struct str parent; /* comment_id in digits, "" or "0" for none */
	struct str token, trap, took_ms;
	struct str address; /* the client's network address */
	person_id staff;    /* who is signed in at the desk; 0 nobody */
};

enum reply_fault { REPLY_FINE, REPLY_MISSING, REPLY_TOO_LONG, REPLY_NOT_VALID };

struct reply_faults {
	enum reply_fault name, email, website, text;
};

bool reply_has_faults(struct reply_faults faults);
/* "reply.email.missing", "reply.text.too_long", ...; "" for REPLY_FINE. field: "name", "email",
 * "website", "text". */
struct str reply_fault_key(struct arena *into, struct str field, enum reply_fault fault);

/* What of it can be kept. */
struct reply {
	struct str name, email, website, source;
	struct html text;
	struct str
		address; /* cut to a network: the last byte of IPv4, all but 48 bits of IPv6 gone */
};

/* Fills what is fine; *faults says what is not. Text of which more would be made than the cleaner
 * takes is too long. */
enum err reply_check(struct arena *into, const struct reply_input *input, struct reply *out,
		     struct reply_faults *faults) MUST_CHECK;

/* Its text only. */
enum err reply_check_text(struct arena *into, struct str raw, struct reply *out,
			  enum reply_fault *fault) MUST_CHECK;

/* The network an address belongs to: "192.0.2.0", "2001:db8:1::"; "" for what is no address. */
struct str reply_network(struct arena *into, struct str address);
bool address_is_loopback(struct str address);

/* One '@' with something before it and a domain with a dot behind it, nothing that is no
 * character. */
bool email_is_sane(struct str email);
