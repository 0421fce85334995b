/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json.h: writes JSON text (RFC 8259) straight into a buffer.
 *
 * Commas are put where they belong; what is opened must be closed. Text is repaired UTF-8. What
 * goes wrong is in the buffer's fault.
 *
 *     struct json json = json_into(&out);
 *     json_open(&json, NULL, '{');
 *     json_text(&json, "name", S("The Lantern"));
 *     json_close(&json, '}');
 */
#pragma once
#include "base/base.h"

struct json {
	struct buf *out;
	bool has_before; /* something stands before the next member */
};

struct json json_into(struct buf *out);
/* bracket: '{' or '['. key: of the object around; NULL in a list and at the top. */
void json_open(struct json *json, const char *key, char bracket);
void json_close(struct json *json, char bracket); /* '}' or ']' */
void json_text(struct json *json, const char *key, struct str text);
void json_text_if(struct json *json, const char *key, struct str text); /* unless it is empty */
void json_number(struct json *json, const char *key, int64_t number);
void json_decimal(struct json *json, const char *key, double number); /* six digits */
void json_truth(struct json *json, const char *key, bool truth);
