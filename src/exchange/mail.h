/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mail.h: a message as mail servers take it (RFC 5322, with MIME: RFC 2045, 2047).
 *
 * One part of plain text in UTF-8, quoted-printable, so that lines of any length and any script
 * arrive. What is given is never trusted to be one line: a header is folded and encoded so that
 * nothing in it can begin another (no header can be smuggled in by a name or a headline).
 */
#pragma once
#include "base/base.h"

#define LIMIT_MAIL_BYTES (256u << 10)
#define LIMIT_MAIL_HEADER_BYTES 2000

struct mail {
	struct str from_name, from; /* "The Paper", "desk@paper.example" */
	struct str to;              /* an address */
	struct str subject;         /* one line; what is not is made one */
	struct str id;              /* "<12.k3f@paper.example>"; the same each time it is sent */
	unix_ms at;
	struct str text; /* lines end in "\n" */
};

/* Lines end in CR LF. Fails: ERR_INVALID (an address or id that is not one), ERR_TOO_BIG. */
enum err mail_build(struct arena *into, const struct mail *mail, struct str *out) MUST_CHECK;

/* One '@', something on both sides, no white space, control, bracket, comma, quote; ASCII. */
bool mail_address_is_sound(struct str address);
